//! The planner as a teacher meets it, its laws on random catalogues, and how near it comes to the optimum.

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Resource};
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::Framework;
use gapwise::learner::{
    EvidenceKind, Gap, GapsRequest, Learner, LearnerData, LearnerEvidence, gaps,
};
use gapwise::playlist::{Candidate, Mix, Only, PlanRequest, Playlist, Reason, plan};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};

const CODES: [&str; 6] = ["1a", "1b", "1c", "2a", "2b", "2c"];

/// Two standards of three competencies; `1a` before `1b`, `1b` before `2a`, `2b` before `2c`.
fn map() -> Framework {
    let item = |code: &&str| {
        json!({"identifier": format!("id-{code}"), "uri": format!("urn:x:{code}"),
               "humanCodingScheme": code, "fullStatement": format!("Statement {code}"),
               "extensions": {"gapwise:practicePrompt": format!("Try {code}.")}})
    };
    let link = |kind: &str, from: &str, to: &str| {
        let end = |code: &str| json!({"identifier": format!("id-{code}"), "uri": format!("urn:x:{code}")});
        json!({"identifier": format!("{kind}-{from}-{to}"), "associationType": kind,
               "originNodeURI": end(from), "destinationNodeURI": end(to)})
    };
    let mut links: Vec<Value> = CODES
        .iter()
        .map(|code| link("isChildOf", code, &code[..1]))
        .collect();
    links.extend([("1a", "1b"), ("1b", "2a"), ("2b", "2c")].map(|(a, b)| link("precedes", a, b)));
    let items: Vec<Value> = ["1", "2"].iter().chain(&CODES).map(item).collect();
    let package = json!({
        "CFDocument": {"identifier": "map-1", "uri": "urn:x:map", "title": "A small map"},
        "CFItems": items, "CFAssociations": links
    });
    Framework::parse(&package.to_string()).expect("the map is sound")
}

/// A map, a learner and a catalogue to plan with.
#[derive(Debug)]
struct World {
    map: Framework,
    learner: Learner,
    gaps: Vec<Gap>,
    catalogue: Vec<(Resource, Vec<Alignment>)>,
}

impl World {
    /// `ratings` are the teacher's own, per competency or standard.
    fn new(ratings: &[(&str, f64)]) -> Self {
        let map = map();
        let rated = |&(competency, level): &(&str, f64)| LearnerEvidence {
            id: competency.into(),
            competency: competency.into(),
            kind: EvidenceKind::Contest,
            level: Some(level),
            score: None,
            confidence: None,
            date: "2026-11-22".into(),
            source: None,
            resource: None,
            note: None,
        };
        let data = LearnerData {
            evidence: ratings.iter().map(rated).collect(),
            ..LearnerData::create("map-1")
        };
        let learner = Learner::from_data(data, &map).expect("the learner fits the map");
        let gaps = gaps(&map, None, &learner, &GapsRequest::default()).expect("sound");
        let catalogue = Vec::new();
        Self {
            map,
            learner,
            gaps,
            catalogue,
        }
    }

    /// Adds a resource: its id, minutes, further fields, and scores per competency.
    fn add(&mut self, id: &str, minutes: u32, more: Value, on: &[(&str, f64)]) {
        let mut line = json!({"id": id, "name": id, "timeRequired": format!("PT{minutes}M")});
        if let (Value::Object(line), Value::Object(more)) = (&mut line, more) {
            line.extend(more);
        }
        let align = |&(code, score): &(&str, f64)| Alignment {
            competency: self.map.find(code).expect("in the map"),
            score,
            source: AlignmentSource::Publisher,
            status: AlignmentStatus::Accepted,
            evidence: Vec::new(),
        };
        let alignments = on.iter().map(align).collect();
        let resource = Resource::parse(&line.to_string(), 1).expect("the line is sound");
        self.catalogue.push((resource, alignments));
    }

    fn plan(&self, request: &PlanRequest) -> Playlist {
        let candidates: Vec<_> = self
            .catalogue
            .iter()
            .map(|(resource, alignments)| Candidate {
                resource,
                alignments,
            })
            .collect();
        plan(&self.map, &self.gaps, &candidates, &self.learner, request).expect("sound")
    }

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

fn names(playlist: &Playlist) -> Vec<&str> {
    playlist
        .items
        .iter()
        .map(|item| item.resource.as_str())
        .collect()
}

#[test]
fn the_plan_closes_the_largest_gap_and_says_so() {
    let mut world = World::new(&[("1a", 1.0), ("1b", 3.0), ("1c", 3.0), ("2", 3.0)]);
    world.add(
        "on the gap",
        45,
        json!({"learningResourceType": "module", "gapwise:contentRole": "technique"}),
        &[("1a", 1.0)],
    );
    world.add(
        "on what is known",
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
        item.reasons[1].contains("“on what is known”"),
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
