//! What holds of every plan: no constraint is ever broken, however they are mixed.

mod playlist_world;

use gapwise::catalog::Part;
use gapwise::playlist::{Change, ItemPart, PlanRequest, Playlist};
use playlist_world::{World, any_world_of_parts};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// Fails where a plan breaks one of its hard constraints.
fn check(world: &World, request: &PlanRequest, playlist: &Playlist) {
    let named = |list: &Option<Vec<String>>, id: &str| list.iter().flatten().any(|own| own == id);
    let (mut earlier, mut seen): (Vec<usize>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut by_week: BTreeMap<u32, u32> = BTreeMap::new();
    let mut run = (None, 0);
    for item in &playlist.items {
        let resource = world.of(item);
        let kind = world.catalogue[resource].0.kind.clone();
        assert!(!seen.contains(&item.resource.as_str()), "no item twice");
        let whole = &world.catalogue[resource].0.id;
        let named_so = |list, id: &str| named(list, id) || named(list, whole);
        assert!(
            !named_so(&request.skipped, &item.resource),
            "what is skipped stays out"
        );
        // A locked part keeps those before it.
        let mut kept = named_so(&request.locked, &item.resource);
        let parts = world.catalogue[resource].0.parts;
        assert_eq!(item.part.is_some(), parts > 1);
        if let Some(ItemPart { number, of, .. }) = item.part {
            let id = |number| Part { number, of }.id(whole);
            assert_eq!((id(number), of), (item.resource.clone(), parts));
            kept |= (number..=of).any(|later| named(&request.locked, &id(later)));
            for before in (1..number).map(id) {
                let out = [&request.skipped, &request.too_easy, &request.too_hard];
                let out = item.locked && out.iter().any(|list| named(list, &before));
                assert!(out || seen.contains(&before.as_str()), "{before} first");
            }
        }
        assert_eq!(item.locked, kept);
        if !item.locked {
            if let Some(asked) = world.asked(resource) {
                let parts = earlier.iter().filter(|&&other| other == asked);
                assert_eq!(parts.count(), world.catalogue[asked].0.parts as usize);
            }
            assert!(
                world.ready(resource, &earlier),
                "prerequisites first: {item:?}"
            );
            assert!(request.only.is_none() || world.catalogue[resource].0.free == Some(true));
        }
        run = if run.0 == kind {
            (kind, run.1 + 1)
        } else {
            (kind, 1)
        };
        let in_row = request.max_in_row.filter(|_| run.0.is_some());
        let only_locked = playlist
            .notes
            .iter()
            .any(|note| note.starts_with("Your locked"));
        assert!(
            only_locked || in_row.is_none_or(|most| f64::from(run.1) <= most),
            "{run:?}"
        );
        *by_week.entry(item.week).or_default() += item.minutes;
        earlier.push(resource);
        seen.push(&item.resource);
    }
    for session in &playlist.sessions {
        *by_week.entry(session.week).or_default() += session
            .reviews
            .iter()
            .map(|review| review.minutes)
            .sum::<u32>();
        assert!(session.reviews.iter().all(|review| review.day < 7));
    }
    for session in &playlist.sessions {
        let mut late = session.reviews.iter().filter(|review| review.recall < 0.9);
        if let Some(review) = late.next() {
            // A review is only late where the weeks until then are full.
            assert_eq!(review.day, 0);
            let before = by_week.get(&(session.week - 1)).copied();
            assert!(
                f64::from(before.unwrap_or_default() + review.minutes) > request.minutes_per_week
            );
        }
    }
    assert!(playlist.items.is_sorted_by_key(|item| item.week));
    assert!(
        by_week
            .keys()
            .all(|&week| week >= 1 && f64::from(week) <= request.weeks)
    );
    assert!(
        by_week
            .values()
            .all(|&minutes| f64::from(minutes) <= request.minutes_per_week)
    );
    let gains: f64 = playlist.items.iter().map(|item| item.gain).sum();
    assert!(
        (gains - playlist.closed).abs() < 1e-3,
        "gains sum to what the plan closes"
    );
    assert!(playlist.objective <= playlist.closed && playlist.objective <= playlist.upper_bound);
    assert!((0.0..=1.0).contains(&playlist.redundancy));
    let indices = playlist
        .sessions
        .iter()
        .flat_map(|session| session.items.clone());
    assert!(indices.eq(0..playlist.items.len() as u32));
}

/// 10,000 plans, and the same again in the same bytes for every tenth.
#[test]
fn no_constraint_is_ever_broken() {
    let mut runner = TestRunner::deterministic();
    let worlds = any_world_of_parts(40);
    for case in 0..10_000 {
        let (world, request) = worlds.new_tree(&mut runner).expect("sound").current();
        let playlist = world.plan(&request);
        check(&world, &request, &playlist);
        if case % 10 == 0 {
            let bytes = |plan: &Playlist| serde_json::to_vec(plan).expect("numbers");
            assert_eq!(bytes(&playlist), bytes(&world.plan(&request)));
        }
    }
}

fn any_change(at: usize, kind: u32, week: u32, plan: &Playlist) -> Change {
    let resource = plan.items[at % plan.items.len()].resource.clone();
    match kind {
        0 => Change::Lock { resource },
        1 => Change::Unlock { resource },
        2 => Change::Skip { resource },
        3 => Change::TooEasy { resource },
        4 => Change::TooHard { resource },
        5 => Change::Move { resource, week },
        6 => Change::MoreLikeThis { resource },
        7 => Change::Restore { resource },
        _ => Change::Replan { today: None },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Changes one after the other: each plan keeps the constraints, and the difference tells exactly what is different.
    #[test]
    fn changes_keep_every_constraint(
        (world, request) in any_world_of_parts(30),
        changes in prop::collection::vec((any::<usize>(), 0..9_u32, 1..=3_u32), 1..5),
    ) {
        let first = world.plan(&request);
        let mut request = PlanRequest { previous: Some(first.placed()), ..request };
        let mut before = first;
        for (at, kind, week) in changes {
            if before.items.is_empty() {
                break;
            }
            let week = week.min(request.weeks as u32);
            let change = any_change(at, kind, week, &before);
            let now = world.with(|sources| sources.replan(&request, &change)).expect("sound");
            let difference = &now.difference;
            let expected: Vec<_> = before.placed().into_iter()
                .filter(|own| !difference.removed.contains(own))
                .map(|own| {
                    let moved = difference.moved.iter().find(|new| new.resource == own.resource);
                    moved.cloned().unwrap_or(own)
                })
                .chain(difference.added.iter().cloned())
                .collect();
            let sorted = |mut list: Vec<gapwise::playlist::Placed>| {
                list.sort_by(|a, b| a.resource.cmp(&b.resource));
                list
            };
            prop_assert_eq!(sorted(expected), sorted(now.playlist.placed()));
            prop_assert_eq!(difference.sentences.len(), difference.messages.len());
            if kind == 2 {
                prop_assert!(!difference.removed.is_empty());
            }
            let pinned = now.request.placed.clone().unwrap_or_default();
            let mut checked = now.playlist.clone();
            // What is tied to a week is there by the teacher's own choice, as what is locked.
            for item in &mut checked.items {
                prop_assert!(pinned.iter().all(|own| own.resource != item.resource || own.week == item.week));
                item.locked &= !pinned.iter().any(|own| own.resource == item.resource)
                    || now.request.locked.iter().flatten().any(|own| *own == item.resource);
            }
            if pinned.is_empty() {
                check(&world, &now.request, &checked);
            }
            request = now.request;
            before = now.playlist;
        }
    }
}
