//! A curator's decisions: they win, they last, they teach, and they can be taken back.

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Resource};
use gapwise::framework::Framework;
use gapwise::tagging::{Decision, Decisions, Knowledge, Tagger, TextFields, Verdict, Weights};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn framework(version: &str) -> Framework {
    let items = [
        ("A", "Assessment"),
        ("A1", "Check what each pupil understands during the lesson."),
        ("A2", "Give feedback that pupils can act on."),
        ("B", "Behaviour"),
        ("B1", "Establish classroom routines and practise them."),
        ("B2", "Respond calmly to disruption."),
    ];
    let node = |code: &str| json!({ "title": code, "identifier": format!("id-{code}"), "uri": format!("urn:x:{code}") });
    let ties: Vec<Value> = items
        .iter()
        .filter(|(code, _)| code.len() > 1)
        .map(|(code, _)| {
            json!({ "identifier": format!("is-{code}"), "uri": format!("urn:x:is{code}"), "associationType": "isChildOf",
                    "originNodeURI": node(code), "destinationNodeURI": node(&code[..1]) })
        })
        .collect();
    let items: Vec<Value> = items
        .iter()
        .map(|(code, statement)| {
            json!({ "identifier": format!("id-{code}"), "uri": format!("urn:x:{code}"),
                    "humanCodingScheme": format!("{version}{code}"), "fullStatement": statement })
        })
        .collect();
    let map = json!({
        "CFDocument": { "identifier": "map", "uri": "urn:x:map", "title": "A map", "creator": "Nobody", "language": "en" },
        "CFItems": items,
        "CFAssociations": ties,
    });
    Framework::parse(&map.to_string()).unwrap()
}

fn decision(resource: &str, competency: &str, verdict: Verdict) -> Decision {
    Decision {
        resource: resource.into(),
        competency: competency.into(),
        verdict,
        note: Some("because".into()),
        by: Some("a curator".into()),
        at: Some("2026-01-05".into()),
    }
}

fn proposed(framework: &Framework, identifier: &str, score: f64) -> Alignment {
    Alignment {
        competency: framework.find(identifier).unwrap(),
        score,
        source: AlignmentSource::Tagger,
        status: AlignmentStatus::Proposed,
        evidence: Vec::new(),
    }
}

fn resource(id: &str, name: &str) -> Resource {
    Resource::parse(&json!({ "id": id, "name": name }).to_string(), 1).unwrap()
}

#[test]
fn decisions_win_over_any_tagging_and_any_version_of_the_map() {
    let mut decisions = Decisions::default();
    decisions.record(decision("r", "id-A1", Verdict::Rejected));
    decisions.record(decision("r", "id-B1", Verdict::Added));
    decisions.record(decision("r", "id-gone", Verdict::Added));
    for version in ["", "v2-"] {
        let framework = framework(version);
        let tags = vec![
            proposed(&framework, "id-A1", 0.9),
            proposed(&framework, "id-A2", 0.5),
        ];
        let after: Vec<_> = decisions
            .apply(&framework, "r", tags)
            .into_iter()
            .map(|own| {
                (
                    framework.competency(own.competency).identifier.clone(),
                    own.score,
                    own.source,
                    own.status,
                )
            })
            .collect();
        assert_eq!(
            after,
            [
                (
                    "id-B1".to_owned(),
                    1.0,
                    AlignmentSource::Curator,
                    AlignmentStatus::Accepted
                ),
                (
                    "id-A2".to_owned(),
                    0.5,
                    AlignmentSource::Tagger,
                    AlignmentStatus::Proposed
                ),
                (
                    "id-A1".to_owned(),
                    0.0,
                    AlignmentSource::Curator,
                    AlignmentStatus::Rejected
                ),
            ]
        );
    }
}

#[test]
fn decisions_are_written_and_read_back_and_the_later_one_holds() {
    let mut decisions = Decisions::default();
    decisions.record(decision("r", "id-A1", Verdict::Rejected));
    let replaced = decisions.record(decision("r", "id-A1", Verdict::Accepted));
    assert_eq!(replaced.unwrap().verdict, Verdict::Rejected);
    decisions.record(decision("q", "id-B2", Verdict::Added));
    assert_eq!(
        Decisions::parse_lines(&decisions.to_lines()).unwrap(),
        decisions
    );
    let (line, _) = Decisions::parse_lines("\n{\"resource\":1}").unwrap_err();
    assert_eq!(line, 2);
}

#[test]
fn lessons_depend_on_no_order_and_leave_no_trace() {
    let framework = framework("");
    let resources = [
        resource("r", "Hinge questions"),
        resource("q", "Seating plans"),
        resource("p", "Hinge questions again"),
    ];
    let one = decision("r", "id-A1", Verdict::Accepted);
    let other = decision("q", "id-A1", Verdict::Rejected);
    let (mut forth, mut back) = (Decisions::default(), Decisions::default());
    forth.record(one.clone());
    forth.record(other.clone());
    back.record(other);
    back.record(one);
    let lessons = forth.lessons(&framework, &resources);
    assert_eq!(lessons, back.lessons(&framework, &resources));

    let first = |decisions: &Decisions| {
        let lessons = decisions.lessons(&framework, &resources);
        let knowledge = Knowledge {
            lessons: Some(&lessons),
            ..Knowledge::default()
        };
        let tagger = Tagger::compile_knowing(&framework, &knowledge, Weights::default());
        tagger.rank(&TextFields::of(&resources[2], ""))[0]
    };
    assert_eq!(framework.competency(first(&forth).competency).name(), "A1");
    assert!(first(&forth).strength > 0.0);
    forth.withdraw("r", "id-A1");
    forth.withdraw("q", "id-A1");
    assert_eq!(forth, Decisions::default());
    assert!(first(&forth).strength.abs() < f64::EPSILON);
}

#[test]
fn the_uncertain_is_asked_first_then_the_thin_competency_and_nothing_twice() {
    let framework = framework("");
    let scored = |identifier: &str, score| gapwise::tagging::Scored {
        competency: framework.find(identifier).unwrap(),
        score,
        strength: 1.0,
    };
    let mut decisions = Decisions::default();
    decisions.record(decision("r", "id-A1", Verdict::Accepted));
    let r = [
        scored("id-A1", 0.9),
        scored("id-A2", 0.95),
        scored("id-B1", 0.5),
    ];
    let q = [scored("id-A1", 0.5), scored("id-B2", 0.1)];
    let queue = decisions.review_queue(
        &framework,
        [("r", &r[..], &[][..]), ("q", &q[..], &[][..])].into_iter(),
    );
    let order: Vec<_> = queue
        .iter()
        .map(|review| {
            (
                review.resource.as_str(),
                framework.competency(review.competency).name(),
                review.supported,
            )
        })
        .collect();
    assert_eq!(order, [("r", "B1", 0), ("q", "A1", 1), ("r", "A2", 0)]);
}

fn ecf() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = if beside.is_dir() {
        beside
    } else {
        std::env::var_os("GAPWISE_DATA")?.into()
    };
    folder.join("ecf").is_dir().then(|| folder.join("ecf"))
}

/// Mean average precision on held-back sessions, before and after the curator has decided on the ten best tags and
/// the missing ones of all others.
fn held_back(weights: Weights, folder: &std::path::Path, short: bool) -> [f64; 2] {
    const ROUNDS: usize = 5;
    let framework =
        Framework::parse(&std::fs::read_to_string(folder.join("ecf.case.json")).unwrap()).unwrap();
    let lines = std::fs::read_to_string(folder.join("sessions.tune.jsonl")).unwrap();
    let mut resources = Vec::new();
    let mut labels: Vec<BTreeSet<String>> = Vec::new();
    for line in lines.lines() {
        let mut record: Value = serde_json::from_str(line).unwrap();
        if short {
            let start: String = record["text"].as_str().unwrap().chars().take(600).collect();
            record["description"] = start.into();
            record["text"] = "".into();
        }
        resources.push(Resource::parse(&record.to_string(), 1).unwrap());
        let codes = record["labels"].as_array().unwrap();
        labels.push(
            codes
                .iter()
                .map(|code| code.as_str().unwrap().to_owned())
                .collect(),
        );
    }
    let before = Tagger::compile_with(&framework, &resources);
    let mut means = [0.0, 0.0];
    for round in 0..ROUNDS {
        let mut decisions = Decisions::default();
        for (at, resource) in resources
            .iter()
            .enumerate()
            .filter(|(at, _)| at % ROUNDS != round)
        {
            let shown: Vec<_> = before.rank(&TextFields::of(resource, ""))[..10]
                .iter()
                .map(|scored| framework.competency(scored.competency))
                .collect();
            for competency in &shown {
                let verdict = if labels[at].contains(competency.name()) {
                    Verdict::Accepted
                } else {
                    Verdict::Rejected
                };
                decisions.record(decision(&resource.id, &competency.identifier, verdict));
            }
            for label in &labels[at] {
                let competency = framework.competency(framework.find(label).unwrap());
                if !shown.iter().any(|own| own.name() == label) {
                    decisions.record(decision(
                        &resource.id,
                        &competency.identifier,
                        Verdict::Added,
                    ));
                }
            }
        }
        let lessons = decisions.lessons(&framework, &resources);
        let knowledge = Knowledge {
            background: &resources,
            lessons: Some(&lessons),
            ..Knowledge::default()
        };
        let after = Tagger::compile_knowing(&framework, &knowledge, weights);
        for at in (round..resources.len()).step_by(ROUNDS) {
            for (mean, tagger) in means.iter_mut().zip([&before, &after]) {
                let ranked = tagger.rank(&TextFields::of(&resources[at], ""));
                let (mut hits, mut precision) = (0.0, 0.0);
                for (rank, scored) in (1..).zip(&ranked) {
                    if labels[at].contains(framework.competency(scored.competency).name()) {
                        hits += 1.0;
                        precision += hits / f64::from(rank);
                    }
                }
                *mean += precision / labels[at].len() as f64 / resources.len() as f64;
            }
        }
    }
    means
}

#[test]
fn decisions_improve_what_they_were_not_about() {
    let Some(folder) = ecf() else {
        println!("skipped: needs ../shared/data");
        return;
    };
    for short in [false, true] {
        let [before, after] = held_back(Weights::default(), &folder, short);
        println!("held back, short {short}: {before:.3} before, {after:.3} after");
        assert!(after > before, "{before} {after}");
    }
}

#[test]
#[ignore = "prints how the gain depends on the weight of the lessons"]
fn weight_of_the_lessons() {
    let Some(folder) = ecf() else {
        println!("skipped: needs ../shared/data");
        return;
    };
    for curator in [0.0, 0.25, 0.5, 1.0, 2.0, 4.0] {
        let weights = Weights {
            curator,
            ..Weights::default()
        };
        let [full, short] = [false, true].map(|short| held_back(weights, &folder, short)[1]);
        println!("curator {curator:<5} full {full:.3} short {short:.3}");
    }
}
