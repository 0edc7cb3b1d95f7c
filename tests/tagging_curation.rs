//! A curator's decisions: they win, they last, they teach, and they can be taken back.

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Field, Resource, parse_lines};
use gapwise::framework::Framework;
use gapwise::tagging::{
    Decision, Decisions, Knowledge, SHOW, Tagger, TextFields, Verdict, Weights,
};
use serde_json::{Value, json};
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
fn what_is_learnt_depends_on_no_order_is_bounded_and_leaves_no_trace() {
    let framework = framework("");
    let resources = [
        resource("r", "Feedback for singers"),
        resource("q", "Feedback loops in amplifiers"),
        resource("p", "Feedback in climate models"),
    ];
    let strength = |decisions: &Decisions| {
        let knowledge = Knowledge {
            background: &resources,
            decisions: Some(decisions),
            ..Knowledge::default()
        };
        let tagger = Tagger::compile_knowing(&framework, &knowledge, Weights::default());
        let ranked = tagger.rank(&TextFields::of(&resources[2], ""));
        let a2 = framework.find("id-A2").unwrap();
        ranked
            .iter()
            .find(|own| own.competency == a2)
            .unwrap()
            .strength
    };
    let none = strength(&Decisions::default());
    let one = decision("r", "id-A2", Verdict::Rejected);
    let other = decision("q", "id-A2", Verdict::Rejected);
    let (mut forth, mut back) = (Decisions::default(), Decisions::default());
    forth.record(one.clone());
    forth.record(other.clone());
    back.record(other);
    back.record(one);
    assert_eq!(strength(&forth).to_bits(), strength(&back).to_bits());
    assert!(strength(&forth) < none);
    assert!(strength(&forth) > none / 6.0);
    forth.withdraw("r", "id-A2");
    forth.withdraw("q", "id-A2");
    assert_eq!(forth, Decisions::default());
    assert_eq!(strength(&forth).to_bits(), none.to_bits());
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

/// The judged sample of the shipped catalogue (see `tagging_judged.rs`) as decisions: four fifths are learnt, the last
/// fifth is scored, in five rounds.
#[test]
fn decisions_improve_what_they_were_not_about() {
    const ROUNDS: usize = 5;
    let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let framework = Framework::parse(&read(content.join("maps/gapwise-intasc.json"))).unwrap();
    let mut resources = Vec::new();
    for file in [
        "open-resources",
        "computing-courses",
        "early-career-sessions",
    ] {
        let lines = parse_lines(&read(content.join(format!("catalog/{file}.jsonl")))).unwrap();
        resources.extend(lines.into_iter().map(|(_, resource)| resource));
    }
    let judged: Vec<Value> = include_str!("data/judged-tags.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let verdicts = |at: usize| {
        judged[at]["verdicts"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, verdict)| *verdict != "arguable")
            .map(|(code, verdict)| (framework.find(code).unwrap(), verdict == "right"))
    };
    // Scores of right and of wrong tags, before and after.
    let mut scores = [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
    for round in 0..ROUNDS {
        let mut decisions = Decisions::default();
        for at in (0..judged.len()).filter(|at| at % ROUNDS != round) {
            for (competency, right) in verdicts(at) {
                let verdict = if right {
                    Verdict::Accepted
                } else {
                    Verdict::Rejected
                };
                let identifier = &framework.competency(competency).identifier;
                decisions.record(decision(
                    judged[at]["resource"].as_str().unwrap(),
                    identifier,
                    verdict,
                ));
            }
        }
        let none = Decisions::default();
        for (scores, decisions) in scores.iter_mut().zip([&none, &decisions]) {
            let knowledge = Knowledge {
                background: &resources,
                decisions: Some(decisions),
                ..Knowledge::default()
            };
            let tagger = Tagger::compile_knowing(&framework, &knowledge, Weights::default());
            for at in (round..judged.len()).step_by(ROUNDS) {
                let Some(resource) = resources
                    .iter()
                    .find(|own| judged[at]["resource"] == *own.id)
                else {
                    continue;
                };
                let keywords = resource.field(Field::Keywords);
                let ranked = tagger.rank(&TextFields::of(resource, &keywords));
                for (competency, right) in verdicts(at) {
                    let own = ranked
                        .iter()
                        .find(|own| own.competency == competency)
                        .unwrap();
                    scores[usize::from(!right)].push(own.score);
                }
            }
        }
    }
    let [before, after] = scores.map(|[right, wrong]| {
        let above = right
            .iter()
            .map(|one| wrong.iter().filter(|other| one > other).count())
            .sum::<usize>();
        let shown = |scores: &[f64]| scores.iter().filter(|score| **score >= SHOW).count();
        println!(
            "of {} right {} shown, of {} wrong {} shown",
            right.len(),
            shown(&right),
            wrong.len(),
            shown(&wrong)
        );
        above as f64 / (right.len() * wrong.len()) as f64
    });
    println!(
        "a right tag scores above a wrong one: {before:.3} before, {after:.3} after the decisions on others"
    );
    assert!(after > before, "{before} {after}");
}
