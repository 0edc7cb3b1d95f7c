//! What comes when: weeks that are over, what asks for something else, reviews and practice.

use super::playlist_world::World;
use super::{names, world};
use gapwise::playlist::{PlanRequest, Playlist, Review};
use serde_json::json;

#[test]
fn weeks_that_are_over_are_left_alone() {
    let world = world();
    let request = PlanRequest {
        start: Some("2026-11-02".into()),
        today: Some("2026-11-17".into()),
        ..PlanRequest::new(30, 4)
    };
    let playlist = world.plan(&request);
    assert!(!playlist.items.is_empty() && playlist.items.iter().all(|item| item.week >= 3));
    let over = PlanRequest {
        today: Some("2027-11-17".into()),
        ..request
    };
    let playlist = world.plan(&over);
    assert_eq!(
        (playlist.items.len(), playlist.notes[0].as_str()),
        (0, "All 4 weeks of the plan are over.")
    );
}

#[test]
fn a_resource_that_asks_for_another_comes_after_it() {
    let mut world = World::new(&[("1a", 1.5)]);
    world.add(
        "advanced",
        30,
        json!({"coursePrerequisites": [{"id": "basics"}]}),
        &[("1a", 1.0)],
    );
    world.add(
        "basics",
        30,
        json!({"educationalLevel": "4"}),
        &[("1a", 0.2)],
    );
    assert_eq!(
        names(&world.plan(&PlanRequest::new(30, 2))),
        ["basics", "advanced"]
    );
    let alone = world.plan(&PlanRequest {
        skipped: Some(vec!["basics".into()]),
        ..PlanRequest::new(30, 2)
    });
    assert!(names(&alone).is_empty());
}

#[test]
fn reviews_come_before_things_are_forgotten_and_practice_after_a_method() {
    let mut world = World::new(&[("1a", 1.5), ("1b", 3.0), ("1c", 3.0), ("2", 3.0)]);
    let technique = json!({"learningResourceType": "module", "gapwise:contentRole": "technique"});
    world.add("method", 30, technique, &[("1a", 1.0)]);
    let playlist = world.plan(&PlanRequest::new(60, 8));
    let practice: Vec<_> = playlist
        .sessions
        .iter()
        .flat_map(|session| {
            session
                .practice
                .iter()
                .map(|own| (session.week, own.times, own.after))
        })
        .collect();
    assert_eq!(
        practice,
        [(1, 5, Some(0)), (2, 5, None), (3, 5, None), (4, 5, None)]
    );
    assert_eq!(playlist.totals.practice_planned, 20.0);
    // After 2 days (of a stability of 2.4), 7 (of 7.1) and 21 (of 21.3).
    let days = reviews(&playlist).map(|(week, own)| 7 * (week - 1) + own.day);
    assert_eq!(days.collect::<Vec<_>>(), [2, 9, 30]);
    assert!(reviews(&playlist).all(|(_, own)| (0.9..0.93).contains(&own.recall)));
}

/// The reviews of a plan, each with its week.
fn reviews(playlist: &Playlist) -> impl Iterator<Item = (u32, &Review)> {
    let sessions = playlist.sessions.iter();
    sessions.flat_map(|session| session.reviews.iter().map(|own| (session.week, own)))
}

/// The weeks of the items, and of each review its week and whether it is in time.
fn weeks_of(playlist: &Playlist) -> (Vec<u32>, Vec<(u32, bool)>) {
    let items = playlist.items.iter().map(|item| item.week);
    let reviews = reviews(playlist).map(|(week, review)| (week, review.recall >= 0.9));
    (items.collect(), reviews.collect())
}

#[test]
fn a_plan_with_time_to_spare_leaves_room_for_its_reviews() {
    let mut world = World::new(&[("1a", 1.5), ("1b", 1.5), ("1c", 3.0), ("2", 3.0)]);
    let technique = json!({"learningResourceType": "module", "gapwise:contentRole": "technique"});
    world.add("first", 30, technique.clone(), &[("1a", 1.0)]);
    world.add("second", 30, technique, &[("1b", 1.0)]);
    let fill = |minutes: u32, weeks: u32| PlanRequest {
        stop_at: Some(0.0),
        ..PlanRequest::new(minutes, weeks)
    };
    // Both would fit in the first week, where their first reviews are due.
    let (items, reviews) = weeks_of(&world.plan(&fill(60, 3)));
    assert_eq!(items, [1, 2]);
    assert_eq!(reviews, [(1, true), (2, true), (2, true), (3, true)]);
    // Weeks that have to be full cannot wait.
    let full = world.plan(&fill(60, 1));
    assert_eq!(weeks_of(&full), (vec![1, 1], vec![]));
    assert!(
        full.notes
            .iter()
            .any(|note| note == "2 reviews found no room in their weeks.")
    );
}

#[test]
fn a_review_whose_week_is_full_is_late_and_says_so() {
    let mut world = World::new(&[("1a", 1.5), ("1b", 3.0), ("1c", 3.0), ("2", 3.0)]);
    world.add(
        "whole week",
        60,
        json!({"learningResourceType": "module"}),
        &[("1a", 1.0)],
    );
    let playlist = world.plan(&PlanRequest::new(60, 3));
    let first = reviews(&playlist)
        .map(|(week, own)| (week, own.day, own.days))
        .next();
    assert_eq!(first, Some((2, 0, 7)));
    // After 7 days, of a stability of 2.4.
    let recall = playlist.sessions[1].reviews[0].recall;
    assert!((recall - 1.0 / (1.0 + 7.0 / 21.6)).abs() < 1e-4, "{recall}");
    assert!(playlist.notes.iter().all(|note| !note.contains("no room")));
}
