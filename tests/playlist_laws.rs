//! What holds of every plan, and how near plans come to the optimum.

mod playlist_world;

use gapwise::playlist::{Only, PlanRequest, Playlist};
use playlist_world::{CODES, World};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::json;

impl World {
    /// The prerequisites that are unmet, as (before, after).
    fn unmet(&self) -> Vec<(&'static str, &'static str)> {
        let low = |code: &str| {
            let gap = self.gaps.iter().find(|gap| gap.competency == code);
            gap.is_some_and(|gap| gap.mastery < 1.25)
        };
        let links = [("1a", "1b"), ("1b", "2a"), ("2b", "2c")];
        links
            .into_iter()
            .filter(|(before, _)| low(before))
            .collect()
    }

    /// What a resource is about.
    fn about(&self, at: usize) -> Vec<&str> {
        let alignments = &self.catalogue[at].1;
        let best = alignments.iter().map(|own| own.score).fold(0.0, f64::max);
        let own = alignments.iter().filter(|own| 2.0 * own.score >= best);
        own.map(|own| self.map.competency(own.competency).name())
            .collect()
    }

    /// Whether a resource can come after these.
    fn ready(&self, at: usize, earlier: &[usize]) -> bool {
        let about = self.about(at);
        self.unmet().iter().all(|(before, after)| {
            !about.contains(after)
                || about.contains(before)
                || earlier
                    .iter()
                    .any(|&other| self.about(other).contains(before))
        })
    }
}

/// A random catalogue, a learner and a request.
fn any_world(most: usize) -> impl Strategy<Value = (World, PlanRequest)> {
    let on = prop::collection::vec((0..CODES.len(), 1..=10_u32), 1..4);
    let level = prop::option::of(1..=4_u32);
    let resource = (5..=90_u32, level, on, prop::bool::weighted(0.8));
    (
        prop::collection::vec(0..=3_u32, CODES.len()),
        prop::collection::vec(resource, 0..=most),
        20..=120_u32,
        1..=3_u32,
        any::<bool>(),
    )
        .prop_map(|(ratings, resources, minutes, weeks, only_free)| {
            let ratings: Vec<_> = CODES
                .iter()
                .zip(ratings)
                .map(|(&code, level)| (code, f64::from(level)))
                .collect();
            let mut world = World::new(&ratings);
            for (at, (minutes, level, on, free)) in resources.into_iter().enumerate() {
                let mut on: Vec<_> = on
                    .into_iter()
                    .map(|(code, score)| (CODES[code], f64::from(score) / 10.0))
                    .collect();
                on.sort_by(|a, b| a.0.cmp(b.0));
                on.dedup_by_key(|own| own.0);
                let level = level.map(|level| level.to_string());
                world.add(
                    &format!("r{at}"),
                    minutes,
                    json!({"educationalLevel": level, "isAccessibleForFree": free}),
                    &on,
                );
            }
            let only = only_free.then(|| Only {
                free: Some(true),
                ..Only::default()
            });
            (
                world,
                PlanRequest {
                    only,
                    ..PlanRequest::new(minutes, weeks)
                },
            )
        })
}

fn check(world: &World, request: &PlanRequest) -> Playlist {
    let playlist = world.plan(request);
    let at = |id: &str| {
        world
            .catalogue
            .iter()
            .position(|(own, _)| own.id == id)
            .expect("known")
    };
    let mut earlier = Vec::new();
    let mut by_week = vec![0; request.weeks as usize];
    for item in &playlist.items {
        let resource = at(&item.resource);
        assert!(!earlier.contains(&resource), "no item twice");
        assert!(
            world.ready(resource, &earlier),
            "prerequisites first: {item:?}"
        );
        assert!(request.only.is_none() || world.catalogue[resource].0.free == Some(true));
        by_week[item.week as usize - 1] += item.minutes;
        earlier.push(resource);
    }
    assert!(playlist.items.is_sorted_by_key(|item| item.week));
    assert!(
        by_week
            .iter()
            .all(|&minutes| f64::from(minutes) <= request.minutes_per_week)
    );
    let gains: f64 = playlist.items.iter().map(|item| item.gain).sum();
    assert!(
        (gains - playlist.objective).abs() < 1e-3,
        "gains sum to the objective"
    );
    assert!(playlist.objective <= playlist.upper_bound);
    let indices: Vec<u32> = playlist
        .sessions
        .iter()
        .flat_map(|session| session.items.clone())
        .collect();
    assert!(indices.into_iter().eq(0..playlist.items.len() as u32));
    playlist
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_constraint_is_ever_broken((world, request) in any_world(40)) {
        let playlist = check(&world, &request);
        prop_assert_eq!(playlist, world.plan(&request));
    }
}

/// The best objective of any plan, by trying all sets of resources.
fn optimum(world: &World, request: &PlanRequest) -> f64 {
    let count = world.catalogue.len();
    let free = |at: usize| request.only.is_none() || world.catalogue[at].0.free == Some(true);
    let worth = |set: u32| {
        let id = |at: usize| world.catalogue[at].0.id.clone();
        let (locked, skipped): (Vec<_>, Vec<_>) = (0..count).partition(|at| set >> at & 1 == 1);
        let request = PlanRequest {
            locked: Some(locked.into_iter().map(id).collect()),
            skipped: Some(skipped.into_iter().map(id).collect()),
            ..PlanRequest::new(6000, 1)
        };
        world.plan(&request).objective
    };
    let minutes = |at: usize| world.catalogue[at].0.minutes.expect("stated").0;
    let budget = request.minutes_per_week * request.weeks;
    let mut sets: Vec<(f64, u32)> = (0..1_u32 << count)
        .filter(|set| (0..count).all(|at| set >> at & 1 == 0 || free(at)))
        .filter(|set| {
            let sum: u32 = (0..count)
                .filter(|at| set >> at & 1 == 1)
                .map(minutes)
                .sum();
            f64::from(sum) <= budget
        })
        .map(|set| (worth(set), set))
        .collect();
    sets.sort_by(|a, b| b.0.total_cmp(&a.0));
    let fits = |set: u32| {
        let items: Vec<usize> = (0..count).filter(|at| set >> at & 1 == 1).collect();
        let mut rooms = vec![request.minutes_per_week as u32; request.weeks as usize];
        assign(world, &items, &mut Vec::new(), &mut rooms)
    };
    sets.into_iter()
        .find(|&(_, set)| fits(set))
        .map_or(0.0, |(worth, _)| worth)
}

/// Whether the items can be given weeks, by trying all.
fn assign(world: &World, items: &[usize], weeks: &mut Vec<usize>, rooms: &mut [u32]) -> bool {
    if weeks.len() == items.len() {
        let mut done: Vec<usize> = Vec::new();
        for week in 0..rooms.len() {
            let mut open: Vec<usize> = items
                .iter()
                .zip(&*weeks)
                .filter(|(_, own)| **own == week)
                .map(|(&item, _)| item)
                .collect();
            while let Some(next) = open.iter().position(|&item| world.ready(item, &done)) {
                done.push(open.remove(next));
            }
        }
        return done.len() == items.len();
    }
    let minutes = world.catalogue[items[weeks.len()]]
        .0
        .minutes
        .expect("stated")
        .0;
    for week in 0..rooms.len() {
        if rooms[week] >= minutes {
            rooms[week] -= minutes;
            weeks.push(week);
            let fits = assign(world, items, weeks, rooms);
            weeks.pop();
            rooms[week] += minutes;
            if fits {
                return true;
            }
        }
    }
    false
}

#[test]
fn small_plans_come_near_the_optimum() {
    let cases = std::env::var("GAPWISE_OPTIMUM_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(60);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut sum, mut worst, mut bounds, mut count) = (0.0, 1.0_f64, 0.0, 0);
    for _ in 0..cases {
        let (world, request) = any_world(9).new_tree(&mut runner).expect("sound").current();
        let playlist = check(&world, &request);
        let best = optimum(&world, &request);
        assert!(
            playlist.upper_bound >= best - 1e-4,
            "the bound holds: {} < {best}",
            playlist.upper_bound
        );
        if best > 0.0 {
            let ratio = playlist.objective / best;
            assert!(ratio <= 1.0 + 1e-3, "no better than the best: {ratio}");
            (sum, count) = (sum + ratio, count + 1);
            bounds += playlist.ratio;
            worst = worst.min(ratio);
        }
    }
    let mean = sum / f64::from(count);
    println!(
        "{count} instances: objective / optimum mean {mean:.4}, worst {worst:.4}; objective / bound mean {:.4}",
        bounds / f64::from(count)
    );
    assert!(worst >= 0.9, "worst {worst}");
    assert!(mean >= 0.98, "mean {mean}");
}
