//! Changes of a plan, one at a time.

use super::{change, names, planned, world};
use gapwise::diagnostic::Diagnostic;
use gapwise::playlist::{Change, Placed, PlanRequest, Playlist};
use serde_json::json;

#[test]
fn a_skipped_item_is_replaced_and_the_rest_stays() {
    let world = world();
    let (before, request) = planned(&world, PlanRequest::new(45, 2));
    let resource = before.items[0].resource.clone();
    let now = change(
        &world,
        &request,
        Change::Skip {
            resource: resource.clone(),
        },
    );
    assert_eq!(
        now.difference.removed,
        [Placed {
            resource: resource.clone(),
            week: before.items[0].week
        }]
    );
    assert_eq!(now.difference.kept as usize, before.items.len() - 1);
    assert!(!names(&now.playlist).contains(&resource.as_str()));
    assert_eq!(now.request.skipped, Some(vec![resource.clone()]));
    assert!(now.difference.sentences[0].starts_with(&format!("“{resource}” goes out")));
    // And back again.
    let back = change(&world, &now.request, Change::Restore { resource });
    assert_eq!(back.request.skipped, Some(vec![]));
}

#[test]
fn nothing_changes_unless_it_pays() {
    let world = world();
    // A plan that is not the best: the second of each instead of the first.
    let previous: Vec<Placed> = [("second on 1a", 1), ("second on 1c", 2)]
        .map(|(id, week)| Placed {
            resource: id.into(),
            week,
        })
        .to_vec();
    let request = |stability| PlanRequest {
        previous: Some(previous.clone()),
        stability: Some(stability),
        ..PlanRequest::new(30, 2)
    };
    let replan = |stability| change(&world, &request(stability), Change::Replan { today: None });
    let held = replan(0.5);
    assert_eq!(names(&held.playlist), ["second on 1a", "second on 1c"]);
    assert_eq!(held.difference.sentences, ["Nothing changes."]);
    let free = replan(0.0);
    assert!(
        names(&free.playlist).contains(&"first on 1a"),
        "{:?}",
        names(&free.playlist)
    );
    assert!(
        free.difference
            .sentences
            .last()
            .expect("told")
            .contains("more than before")
    );
}

#[test]
fn alternatives_say_what_they_cost_and_a_swap_costs_that() {
    let world = world();
    let (before, request) = planned(&world, PlanRequest::new(30, 2));
    assert!(
        names(&before).contains(&"first on 1a"),
        "{:?}",
        names(&before)
    );
    let found = world
        .with(|sources| sources.alternatives(&request, "first on 1a"))
        .expect("in the plan");
    assert_eq!(found[0].resource, "second on 1a");
    assert!(found.len() <= 3 && found[0].cost > 0.0 && found[0].more_minutes == 0);
    let swap = Change::Swap {
        resource: "first on 1a".into(),
        with: "second on 1a".into(),
    };
    let now = change(&world, &request, swap);
    assert!(names(&now.playlist).contains(&"second on 1a"));
    let lost = before.closed - now.playlist.closed;
    assert!(
        (lost - found[0].cost).abs() < 1e-3,
        "{lost} {}",
        found[0].cost
    );
    let error = world
        .with(|sources| sources.alternatives(&request, "nowhere"))
        .expect_err("not there");
    assert_eq!(error.code(), "plan-not-in-plan");
}

#[test]
fn an_item_is_moved_to_a_week() {
    let world = world();
    let (before, request) = planned(&world, PlanRequest::new(60, 3));
    let resource = before.items[0].resource.clone();
    let now = change(
        &world,
        &request,
        Change::Move {
            resource: resource.clone(),
            week: 3,
        },
    );
    let week = |plan: &Playlist| {
        plan.items
            .iter()
            .find(|item| item.resource == resource)
            .map(|item| item.week)
    };
    assert_eq!(week(&now.playlist), Some(3));
    let error = world
        .with(|sources| sources.replan(&request, &Change::Move { resource, week: 4 }))
        .expect_err("there is no fourth week");
    assert_eq!(
        (error.code(), error.path().as_deref()),
        ("plan-out-of-range", Some("placed[0].week"))
    );
}

#[test]
fn what_is_too_easy_goes_and_takes_the_worth_of_its_like() {
    let mut world = world();
    let higher = json!({"learningResourceType": "module", "educationalLevel": "3"});
    world.add("higher on 1a", 30, higher, &[("1a", 0.9)]);
    let (_, request) = planned(&world, PlanRequest::new(30, 1));
    let now = change(
        &world,
        &request,
        Change::TooEasy {
            resource: "first on 1a".into(),
        },
    );
    assert!(!names(&now.playlist).contains(&"first on 1a"));
    assert!(!names(&now.playlist).contains(&"second on 1a"));
}

#[test]
fn more_like_this_brings_in_the_most_similar() {
    let world = world();
    let request = PlanRequest {
        locked: Some(vec!["first on 1a".into()]),
        ..PlanRequest::new(30, 2)
    };
    let (_, request) = planned(&world, request);
    let now = change(
        &world,
        &request,
        Change::MoreLikeThis {
            resource: "first on 1a".into(),
        },
    );
    assert!(
        names(&now.playlist).contains(&"second on 1a"),
        "{:?}",
        names(&now.playlist)
    );
}
