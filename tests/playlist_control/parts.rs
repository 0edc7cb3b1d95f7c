//! Resources that are made of parts: planned one by one, in their order.

use super::playlist_world::World;
use super::{change, names, planned};
use gapwise::learner::{EvidenceKind, Learner, LearnerEvidence};
use gapwise::playlist::{Change, Placed, PlanRequest, Playlist, Reason};
use serde_json::{Value, json};

/// A course of two hours on one gap, and nothing else.
fn course(more: Value) -> World {
    let ratings = ["1a", "1b", "1c", "2a", "2b", "2c"].map(|code| (code, 3.0));
    let mut world = World::new(&[&[("1c", 0.5)], &ratings[..2], &ratings[3..]].concat());
    world.add("course", 120, more, &[("1c", 1.0)]);
    world
}

fn of_four() -> World {
    course(json!({"gapwise:parts": 4}))
}

fn request(weeks: u32) -> PlanRequest {
    PlanRequest {
        stop_at: Some(0.0),
        ..PlanRequest::new(30, weeks)
    }
}

fn part(number: u32) -> String {
    format!("course#part-{number}")
}

/// The plan's items with their weeks.
fn placed(playlist: &Playlist) -> Vec<(String, u32)> {
    let placed = playlist.placed().into_iter();
    placed.map(|own| (own.resource, own.week)).collect()
}

fn in_weeks(parts: &[(u32, u32)]) -> Vec<(String, u32)> {
    parts
        .iter()
        .map(|&(number, week)| (part(number), week))
        .collect()
}

fn done(world: &mut World, resource: &str) {
    let mut data = world.learner.data().clone();
    data.evidence.push(LearnerEvidence {
        id: format!("done-{resource}"),
        competency: "2c".into(),
        kind: EvidenceKind::Completion,
        level: None,
        score: None,
        confidence: None,
        date: "2026-11-22".into(),
        source: None,
        resource: Some(resource.into()),
        map: None,
        note: None,
    });
    world.learner = Learner::from_data(data, &world.map).expect("sound");
}

#[test]
fn a_course_too_long_for_a_week_is_split_only_where_it_is_made_of_parts() {
    let whole = course(json!({})).plan(&request(3));
    assert!(whole.items.is_empty());
    assert_eq!(whole.unfilled[0].reason, Reason::TooLittleTime);

    let playlist = of_four().plan(&request(3));
    assert_eq!(placed(&playlist), in_weeks(&[(1, 1), (2, 2), (3, 3)]));
    let second = &playlist.items[1];
    assert_eq!((second.name.as_str(), second.minutes), ("course (2/4)", 30));
    let own = second.part.as_ref().expect("a part");
    assert_eq!(
        (own.resource.as_str(), own.number, own.of),
        ("course", 2, 4)
    );
    assert!(
        second
            .reasons
            .iter()
            .any(|reason| reason.contains("course (3/4)")),
        "{:?}",
        second.reasons
    );
}

#[test]
fn what_is_done_of_it_stays_out() {
    let mut world = of_four();
    done(&mut world, &part(1));
    let playlist = world.plan(&request(2));
    assert_eq!(placed(&playlist), in_weeks(&[(2, 1), (3, 2)]));
    assert!((playlist.totals.hours_done - 0.5).abs() < 1e-9);

    done(&mut world, "course");
    let playlist = world.plan(&request(2));
    assert!(playlist.items.is_empty());
    assert!(
        (playlist.totals.hours_done - 2.0).abs() < 1e-9,
        "each part once: {:?}",
        playlist.totals
    );
}

#[test]
fn a_part_that_is_skipped_stops_those_after_it() {
    let world = of_four();
    let out = |id: &str| PlanRequest {
        skipped: Some(vec![id.into()]),
        ..request(4)
    };
    assert_eq!(
        placed(&world.plan(&out(&part(3)))),
        in_weeks(&[(1, 1), (2, 2)])
    );
    assert!(world.plan(&out("course")).items.is_empty());
}

#[test]
fn a_locked_part_keeps_those_before_it_and_their_order() {
    let mut world = of_four();
    world.add("short", 30, json!({}), &[("1c", 1.0)]);
    let locked = |id: &str| PlanRequest {
        locked: Some(vec![id.into()]),
        ..request(3)
    };
    let playlist = world.plan(&locked(&part(3)));
    assert_eq!(placed(&playlist), in_weeks(&[(1, 1), (2, 2), (3, 3)]));
    assert!(playlist.items.iter().all(|item| item.locked));
    // Of the whole, as many parts as find room.
    let playlist = world.plan(&locked("course"));
    assert_eq!(placed(&playlist), in_weeks(&[(1, 1), (2, 2), (3, 3)]));
    assert!(
        playlist
            .notes
            .iter()
            .any(|note| note.contains("course (4/4)")),
        "{:?}",
        playlist.notes
    );

    // With one part, all are let go.
    let before = PlanRequest {
        previous: Some(playlist.placed()),
        ..locked("course")
    };
    let now = change(&world, &before, Change::Unlock { resource: part(2) });
    assert_eq!(now.request.locked, Some(vec![]));
    let now = change(&world, &before, Change::Skip { resource: part(1) });
    assert_eq!(names(&now.playlist), ["short"]);
    assert_eq!(now.request.locked, Some(vec![]));
}

#[test]
fn what_asks_for_the_course_comes_after_its_last_part() {
    let mut world = course(json!({"gapwise:parts": 2}));
    world.add(
        "next",
        30,
        json!({"coursePrerequisites": [{"id": "course"}]}),
        &[("1c", 1.0)],
    );
    let request = PlanRequest {
        stop_at: Some(0.0),
        ..PlanRequest::new(60, 3)
    };
    let playlist = world.plan(&request);
    assert_eq!(names(&playlist), [part(1), part(2), "next".into()]);
}

#[test]
fn more_like_this_brings_in_the_first_part_that_is_left() {
    let mut world = of_four();
    world.add("short", 30, json!({}), &[("1c", 1.0)]);
    let (_, asked) = planned(
        &world,
        PlanRequest {
            skipped: Some(vec!["course".into()]),
            ..request(2)
        },
    );
    let asked = PlanRequest {
        skipped: None,
        ..asked
    };
    let more = Change::MoreLikeThis {
        resource: "short".into(),
    };
    let now = change(&world, &asked, more);
    let added: Vec<&Placed> = now.difference.added.iter().collect();
    assert_eq!(
        added
            .iter()
            .map(|own| own.resource.as_str())
            .collect::<Vec<_>>(),
        [part(1)]
    );
}

#[test]
fn a_path_may_name_the_whole() {
    let mut world = of_four();
    world.add("short", 30, json!({}), &[("1c", 1.0)]);
    let followed = |weeks, ids: &[&str]| {
        world
            .with(|sources| sources.follow(&request(weeks), ids))
            .expect("sound")
    };
    let five = followed(5, &["course", "short"]);
    let ids: Vec<&str> = five
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect();
    assert_eq!(ids, [part(1), part(2), part(3), part(4), "short".into()]);
    assert!(five.no_room.is_empty());
    assert_eq!(
        followed(3, &["course", "short"]).no_room,
        ["course", "short"]
    );
    assert_eq!(followed(3, &[&part(2), "elsewhere"]).missing, ["elsewhere"]);
}
