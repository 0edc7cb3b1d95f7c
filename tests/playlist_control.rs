//! The teacher's hand on the plan: changes, alternatives, paths, goal shares, groups.

mod playlist_world;

use gapwise::diagnostic::Diagnostic;
use gapwise::learner::{Balance, Gap, GapsRequest, Goal, Learner, LearnerData, Owner, gaps};
use gapwise::playlist::{
    Change, Cohort, ExpertPath, PathItem, Placed, PlanRequest, Playlist, Replanned,
};
use playlist_world::World;
use serde_json::json;

/// Two modules on each of three gaps, and an article on the first.
fn world() -> World {
    let mut world = World::new(&[
        ("1a", 1.5),
        ("1b", 3.0),
        ("1c", 1.5),
        ("2a", 1.5),
        ("2b", 3.0),
        ("2c", 3.0),
    ]);
    for (code, score) in [("1a", 1.0), ("1c", 0.9), ("2a", 0.8)] {
        for (nth, off) in [("first", 0.0), ("second", 0.1)] {
            let kind = json!({"learningResourceType": "module", "educationalLevel": "2"});
            world.add(
                &format!("{nth} on {code}"),
                30,
                kind,
                &[(code, score - off)],
            );
        }
    }
    world.add(
        "article on 1a",
        15,
        json!({"learningResourceType": "article"}),
        &[("1a", 0.5)],
    );
    world
}

fn names(playlist: &Playlist) -> Vec<&str> {
    playlist
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect()
}

fn planned(world: &World, request: PlanRequest) -> (Playlist, PlanRequest) {
    let playlist = world.plan(&request);
    let previous = Some(playlist.placed());
    (
        playlist,
        PlanRequest {
            previous,
            ..request
        },
    )
}

fn change(world: &World, request: &PlanRequest, change: Change) -> Replanned {
    world
        .with(|sources| sources.replan(request, &change))
        .expect("sound")
}

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
    let lost = before.objective - now.playlist.objective;
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
    let reviews: Vec<_> = playlist
        .sessions
        .iter()
        .flat_map(|session| {
            session
                .reviews
                .iter()
                .map(|own| 7 * (session.week - 1) + own.day)
        })
        .collect();
    assert_eq!(reviews, [2, 9, 30]);
    let recalls = playlist
        .sessions
        .iter()
        .flat_map(|session| &session.reviews);
    assert!(
        recalls
            .into_iter()
            .all(|own| (0.9..0.93).contains(&own.recall))
    );
}

/// Gaps on 1a and 2a of one size, wanted by the teacher and the district.
fn wanted(world: &mut World) -> Balance {
    let goal = |id: &str, competency: &str, owner| Goal {
        id: id.into(),
        competency: competency.into(),
        target: 3.0,
        owner,
        weight: 1.0,
        map: None,
        due: None,
    };
    let data = LearnerData {
        goals: vec![
            goal("g1", "1a", Owner::Teacher),
            goal("g2", "2a", Owner::District),
        ],
        ..world.learner.data().clone()
    };
    world.learner = Learner::from_data(data, &world.map).expect("sound");
    Balance {
        teacher: 0.5,
        school: 0.0,
        district: 0.5,
    }
}

#[test]
fn time_goes_to_the_owners_goals_as_asked_for() {
    let mut world = World::new(&[
        ("1a", 1.5),
        ("1b", 3.0),
        ("1c", 3.0),
        ("2a", 1.5),
        ("2b", 3.0),
        ("2c", 3.0),
    ]);
    let balance = wanted(&mut world);
    for at in 0..10 {
        let module = json!({"learningResourceType": "module"});
        world.add(&format!("good {at}"), 20, module.clone(), &[("1a", 1.0)]);
        world.add(&format!("weak {at}"), 20, module, &[("2a", 0.3)]);
    }
    for (teacher, district) in [(0.5, 0.5), (0.2, 0.8), (0.8, 0.2)] {
        let balance = Balance {
            teacher,
            district,
            ..balance
        };
        let asked = GapsRequest {
            balance: Some(balance),
            ..GapsRequest::default()
        };
        world.gaps = gaps(&world.map, None, &world.learner, &asked).expect("sound");
        let playlist = world.plan(&PlanRequest {
            balance: Some(balance),
            ..PlanRequest::new(40, 5)
        });
        let shares = playlist.goal_shares.expect("there are goals");
        assert!(shares.within, "{shares:?}");
        assert!(
            (shares.planned.district - district).abs() <= 0.1,
            "{shares:?}"
        );
    }
}

#[test]
fn a_path_is_followed_in_its_order_and_set_beside_the_plan() {
    let mut world = world();
    world.add("on what is known", 30, json!({}), &[("1b", 1.0)]);
    let item = |id: &str| PathItem {
        resource: id.into(),
        competencies: vec![],
        why: String::new(),
    };
    let path = ExpertPath {
        id: "p".into(),
        role: "r".into(),
        title: "A path".into(),
        map: "map-1".into(),
        by: String::new(),
        why: String::new(),
        items: ["second on 1a", "nowhere", "on what is known", "first on 2a"]
            .map(item)
            .to_vec(),
    };
    let request = PlanRequest::new(30, 2);
    let found = world
        .with(|sources| sources.compare(&request, &path))
        .expect("sound");
    let followed: Vec<&str> = found
        .expert
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect();
    assert_eq!(followed, ["second on 1a", "on what is known"]);
    assert_eq!(
        (&found.expert.missing[..], &found.expert.no_room[..]),
        (&["nowhere".to_owned()][..], &["first on 2a".to_owned()][..])
    );
    assert_eq!((found.expert.redundancy, found.best.redundancy), (0.5, 0.0));
    assert!(found.best.objective > found.expert.objective);
    let other = ExpertPath {
        map: "map-2".into(),
        ..path
    };
    let error = world
        .with(|sources| sources.compare(&request, &other))
        .expect_err("another map");
    assert_eq!(error.code(), "plan-path-of-other-map");
}

#[test]
fn a_cohort_falls_into_groups_with_common_gaps() {
    let (low, high) = (0.5, 3.5);
    let person = |first: f64, second: f64| {
        let rating = [
            ("1a", first),
            ("1b", first),
            ("1c", first),
            ("2a", second),
            ("2b", second),
            ("2c", second),
        ];
        World::new(&rating)
    };
    let people = [
        person(low, high),
        person(high, low),
        person(low, high),
        person(high, low),
    ];
    let world = world();
    let learners: Vec<(&Learner, &[Gap])> = people
        .iter()
        .map(|own| (&own.learner, &own.gaps[..]))
        .collect();
    let request = PlanRequest::new(60, 2);
    let cohort = Cohort::of(&world.map, &world.candidates(), &learners, &request).expect("sound");
    let members: Vec<_> = cohort
        .groups
        .iter()
        .map(|group| &group.members[..])
        .collect();
    assert_eq!(members, [[0, 2], [1, 3]]);
    let mut common = cohort.groups[0].common.clone();
    common.sort();
    assert_eq!(common, ["1a", "1b", "1c"]);
    assert!(cohort.gaps.iter().all(|gap| gap.open == 2));
    let error = Cohort::of(&world.map, &world.candidates(), &[], &request).expect_err("nobody");
    assert_eq!(error.code(), "plan-no-learners");
}
