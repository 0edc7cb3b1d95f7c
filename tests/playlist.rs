//! The planner as a teacher meets it.

mod playlist_world;

use gapwise::diagnostic::Diagnostic;
use gapwise::playlist::{Mix, Only, PlanRequest, Playlist, Reason};
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
        ((playlist.gap_before - playlist.closed) * 1e4).round() / 1e4
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
fn time_is_not_filled_for_its_own_sake() {
    let mut world = World::new(&[("1", 3.5), ("2a", 1.0), ("2b", 3.5), ("2c", 1.0)]);
    let module = json!({"learningResourceType": "module", "educationalLevel": "2"});
    world.add("good", 60, module.clone(), &[("2a", 1.0)]);
    world.add("poor", 60, module, &[("2c", 0.3)]);
    let request = PlanRequest::new(60, 2);
    let playlist = world.plan(&request);
    assert_eq!(names(&playlist), ["good"]);
    let left = "Your weeks have 60 minutes left: an hour of what else there is would close less than 33 % of what your best hour does.";
    assert_eq!(playlist.notes.last().map(String::as_str), Some(left));
    // It is worth what it closes beyond a third of what the best hour does, and here it is the best hour.
    assert!((playlist.objective - playlist.closed * 2.0 / 3.0).abs() < 2e-4);
    let filled = world.plan(&PlanRequest {
        stop_at: Some(0.0),
        ..request.clone()
    });
    assert_eq!(names(&filled), ["good", "poor"]);
    assert!(filled.objective == filled.closed);
    assert!(
        !filled
            .notes
            .iter()
            .any(|note| note.starts_with("Your weeks have"))
    );
    // What the teacher decides on stays, whatever it closes.
    let locked = world.plan(&PlanRequest {
        locked: Some(vec!["poor".into()]),
        ..request
    });
    assert_eq!(names(&locked), ["good", "poor"]);
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
                stop_at: Some(1.5),
                ..PlanRequest::new(60, 1)
            },
            "plan-out-of-range",
            "stopAt",
        ),
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
        let error = world.with(|sources| sources.plan(&request)).unwrap_err();
        assert_eq!((error.code(), error.path().as_deref()), (code, Some(path)));
    }
}

/// An empty plan is no error: it says why it is empty, and what would help.
#[test]
fn what_cannot_be_met_gives_a_plan_with_reasons() {
    let mut world = World::new(&[("1", 3.5), ("2a", 1.0), ("2b", 3.5), ("2c", 3.5)]);
    world.add(
        "only one",
        60,
        json!({"isAccessibleForFree": false}),
        &[("2a", 1.0)],
    );
    let free = Only {
        free: Some(true),
        ..Only::default()
    };
    let requests = [
        PlanRequest::new(5, 1),
        PlanRequest {
            only: Some(free),
            ..PlanRequest::new(60, 1)
        },
        PlanRequest {
            skipped: Some(vec!["only one".into()]),
            ..PlanRequest::new(60, 1)
        },
        PlanRequest {
            locked: Some(vec!["only one".into()]),
            ..PlanRequest::new(30, 1)
        },
        PlanRequest {
            review_minutes: Some(40.0),
            ..PlanRequest::new(60, 1)
        },
    ];
    for request in requests {
        let playlist = world.plan(&request);
        assert!(
            playlist.items.is_empty() && !playlist.notes.is_empty(),
            "{request:?}"
        );
        let open = &playlist.unfilled[0];
        assert_eq!(open.resource.as_deref(), Some("only one"), "{open:?}");
        assert!(!open.message.is_empty() && !open.remedy.is_empty());
    }
}

#[test]
fn a_week_goes_on_with_what_it_began() {
    let mut world = World::new(&[
        ("1a", 1.5),
        ("1b", 2.9),
        ("1c", 3.0),
        ("2a", 1.5),
        ("2b", 3.0),
        ("2c", 3.0),
    ]);
    for (at, (code, level)) in [("1a", 1), ("2a", 1), ("1a", 2), ("2a", 2)]
        .into_iter()
        .enumerate()
    {
        let module =
            json!({"learningResourceType": "module", "educationalLevel": level.to_string()});
        world.add(
            &format!("{code} at {level} ({at})"),
            30,
            module,
            &[(code, 1.0)],
        );
    }
    let standards = |continuity| {
        let playlist = world.plan(&PlanRequest {
            continuity: Some(continuity),
            stop_at: Some(0.0),
            ..PlanRequest::new(60, 2)
        });
        let weeks: Vec<String> = playlist
            .sessions
            .iter()
            .map(|week| {
                week.items
                    .iter()
                    .map(|&at| &playlist.items[at as usize].resource[..1])
                    .collect()
            })
            .collect();
        weeks
    };
    let by_level = standards(0.0);
    assert!(
        by_level.iter().all(|week| week == "12" || week == "21"),
        "{by_level:?}"
    );
    let together = standards(1.0);
    assert!(
        together.iter().all(|week| week == "11" || week == "22"),
        "{together:?}"
    );
}
