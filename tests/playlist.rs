//! The planner as a teacher meets it.

mod playlist_world;

use gapwise::diagnostic::Diagnostic;
use gapwise::playlist::{Candidate, Mix, Only, PlanRequest, Playlist, Reason, plan};
use playlist_world::World;
use serde_json::json;

fn names(playlist: &Playlist) -> Vec<&str> {
    playlist
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect()
}

#[test]
fn the_plan_closes_the_largest_gap_and_says_so() {
    let mut world = World::new(&[("1a", 1.0), ("1b", 2.5), ("1c", 3.0), ("2", 3.0)]);
    world.add(
        "on the gap",
        45,
        json!({"learningResourceType": "module", "gapwise:contentRole": "technique"}),
        &[("1a", 1.0)],
    );
    world.add(
        "on a smaller gap",
        45,
        json!({"learningResourceType": "module"}),
        &[("1b", 1.0)],
    );
    let playlist = world.plan(&PlanRequest::new(45, 1));
    assert_eq!(names(&playlist), ["on the gap"]);
    let item = &playlist.items[0];
    assert_eq!(
        (item.week, item.minutes, item.minutes_estimated),
        (1, 45, false)
    );
    assert_eq!(item.closes[0].competency, "1a");
    // Half of the 0.6 that one resource can close: 45 minutes are the half-dose.
    let step = &item.closes[0];
    assert!((step.closed / step.before - 0.24).abs() < 0.001, "{step:?}");
    assert!(
        item.reasons[0].starts_with("In 45 minutes it closes 0."),
        "{:?}",
        item.reasons
    );
    assert!(
        item.reasons[1].contains("“on a smaller gap”"),
        "{:?}",
        item.reasons
    );
    assert_eq!(playlist.sessions[0].practice[0].prompt, "Try 1a.");
    assert_eq!(
        playlist.gap_after,
        ((playlist.gap_before - playlist.objective) * 1e4).round() / 1e4
    );
}

#[test]
fn what_comes_first_is_planned_first() {
    let mut world = World::new(&[("1a", 0.0), ("1b", 1.0), ("1c", 3.0), ("2", 3.0)]);
    world.add(
        "later",
        30,
        json!({"educationalLevel": "1"}),
        &[("1b", 1.0)],
    );
    world.add(
        "first",
        30,
        json!({"educationalLevel": "3"}),
        &[("1a", 1.0)],
    );
    assert_eq!(
        names(&world.plan(&PlanRequest::new(60, 1))),
        ["first", "later"]
    );
    // Without the one, the other cannot be planned, and the plan says why.
    let request = PlanRequest {
        skipped: Some(vec!["first".into()]),
        ..PlanRequest::new(60, 1)
    };
    let without = world.plan(&request);
    assert_eq!(names(&without), Vec::<&str>::new());
    let why = |code: &str| {
        without
            .unfilled
            .iter()
            .find(|gap| gap.competency == code)
            .map(|gap| gap.reason)
    };
    assert_eq!(why("1a"), Some(Reason::FilteredOut));
    assert_eq!(why("1b"), Some(Reason::PrerequisiteMissing));
    assert_eq!(why("1c").or(why("2b")), None.or(why("2b")));
}

#[test]
fn unfilled_gaps_name_the_smallest_change() {
    let mut world = World::new(&[("1", 3.5), ("2a", 3.5), ("2b", 1.5), ("2c", 1.5)]);
    world.add("too long", 90, json!({}), &[("2b", 1.0)]);
    let playlist = world.plan(&PlanRequest::new(60, 4));
    let told: Vec<_> = playlist
        .unfilled
        .iter()
        .map(|gap| (gap.competency.as_str(), gap.reason, gap.remedy.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "2b",
                Reason::TooLittleTime,
                "30 more minutes a week would make room for it."
            ),
            (
                "2c",
                Reason::NoResource,
                "Add a resource on 2c to the catalogue."
            ),
        ]
    );
    assert_eq!(names(&world.plan(&PlanRequest::new(90, 1))), ["too long"]);
}

#[test]
fn wishes_are_kept() {
    let mut world = World::new(&[]);
    world.add(
        "paid",
        30,
        json!({"isAccessibleForFree": false, "inLanguage": "en"}),
        &[("1a", 1.0)],
    );
    world.add(
        "free",
        30,
        json!({"isAccessibleForFree": true, "inLanguage": "en-GB"}),
        &[("1a", 0.9)],
    );
    world.add(
        "german",
        30,
        json!({"isAccessibleForFree": true, "inLanguage": "de", "publisher": "P"}),
        &[("1a", 0.8)],
    );
    world.add(
        "insight",
        30,
        json!({"isAccessibleForFree": true, "inLanguage": "en", "gapwise:contentRole": "insight"}),
        &[("1a", 0.7)],
    );
    let ask = |only, mix| {
        world.plan(&PlanRequest {
            only: Some(only),
            mix,
            ..PlanRequest::new(30, 1)
        })
    };
    let free = Only {
        free: Some(true),
        ..Only::default()
    };
    let german = Only {
        languages: Some(vec!["de".into()]),
        ..Only::default()
    };
    let not_p = Only {
        languages: Some(vec!["de".into()]),
        not_publishers: Some(vec!["p".into()]),
        ..Only::default()
    };
    let insight = Mix {
        insight: Some(1.0),
        goal: Some(0.0),
        technique: Some(0.0),
        practice: Some(0.0),
    };
    assert_eq!(names(&ask(Only::default(), None)), ["paid"]);
    assert_eq!(names(&ask(free, None)), ["free"]);
    assert_eq!(names(&ask(german, None)), ["german"]);
    assert!(names(&ask(not_p, None)).is_empty());
    assert_eq!(names(&ask(Only::default(), Some(insight))), ["insight"]);
    let locked = world.plan(&PlanRequest {
        locked: Some(vec!["german".into(), "gone".into()]),
        ..PlanRequest::new(30, 1)
    });
    assert_eq!(names(&locked), ["german"]);
    assert!(locked.notes[0].contains("gone"), "{:?}", locked.notes);
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let world = World::new(&[]);
    let candidates: [Candidate<'_>; 0] = [];
    let cases = [
        (
            PlanRequest {
                minutes_per_week: -5.0,
                ..PlanRequest::new(60, 1)
            },
            "plan-out-of-range",
            "minutesPerWeek",
        ),
        (
            PlanRequest {
                minutes_per_week: f64::NAN,
                ..PlanRequest::new(60, 1)
            },
            "plan-out-of-range",
            "minutesPerWeek",
        ),
        (PlanRequest::new(60, 0), "plan-out-of-range", "weeks"),
        (PlanRequest::new(60, 105), "plan-out-of-range", "weeks"),
        (
            PlanRequest {
                mix: Some(Mix {
                    goal: Some(-1.0),
                    ..Mix::default()
                }),
                ..PlanRequest::new(60, 1)
            },
            "plan-out-of-range",
            "mix.goal",
        ),
        (
            PlanRequest {
                locked: Some(vec!["a".into()]),
                skipped: Some(vec!["a".into()]),
                ..PlanRequest::new(60, 1)
            },
            "plan-locked-and-skipped",
            "locked[0]",
        ),
    ];
    for (request, code, path) in cases {
        let error = plan(
            &world.map,
            &world.gaps,
            &candidates,
            &world.learner,
            &request,
        )
        .unwrap_err();
        assert_eq!((error.code(), error.path().as_deref()), (code, Some(path)));
    }
}
