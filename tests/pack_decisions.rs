//! A curator's decisions in a pack: they hold, and a rejected tag is found and shown nowhere.

use gapwise::catalog::{AlignmentSource, AlignmentStatus};
use gapwise::diagnostic::Diagnostic;
use gapwise::engine::{Engine, OffsetUnit};
use gapwise::pack::{Pack, Source, Sources, build};
use serde_json::json;

fn source(name: &str, text: String) -> Source {
    Source {
        name: name.into(),
        text,
    }
}

fn sources(decisions: &str) -> Sources {
    let item = |code: &str, statement: &str| {
        json!({ "identifier": format!("id-{code}"), "uri": format!("urn:x:{code}"), "humanCodingScheme": code,
                "fullStatement": statement, "conceptKeywords": [statement] })
    };
    let map = json!({
        "CFDocument": { "identifier": "map", "uri": "urn:x:map", "title": "A map", "creator": "Nobody", "language": "en" },
        "CFItems": [item("A", "exit tickets"), item("B", "classroom routines"), item("C", "parents evenings")],
        "CFAssociations": [],
    });
    let resource = json!({ "id": "https://a.org/1", "name": "Exit tickets", "description": "Exit tickets in every lesson.", "teaches": ["C"] });
    Sources {
        maps: vec![source("map.json", map.to_string())],
        catalogs: vec![source("catalog.jsonl", resource.to_string())],
        decisions: vec![source("decisions.jsonl", decisions.to_owned())],
        ..Sources::default()
    }
}

/// Code, source and status of each alignment.
fn alignments(sources: Sources) -> (Engine, Vec<(String, AlignmentSource, AlignmentStatus)>) {
    let pack = Pack::open(build(sources, &mut |_| {}).unwrap()).unwrap();
    let framework = pack.maps()[0].framework();
    let found = pack
        .alignments(0, 0)
        .iter()
        .map(|own| {
            let code = framework.competency(own.competency).name().to_owned();
            (code, own.source, own.status)
        })
        .collect();
    (Engine::new(pack, OffsetUnit::Characters), found)
}

#[test]
fn decisions_hold_against_publisher_and_tagger() {
    let (_, without) = alignments(sources(""));
    assert_eq!(
        without,
        [
            (
                "C".into(),
                AlignmentSource::Publisher,
                AlignmentStatus::Accepted
            ),
            (
                "A".into(),
                AlignmentSource::Tagger,
                AlignmentStatus::Proposed
            ),
        ]
    );
    let (engine, with) = alignments(sources(
        "{\"resource\":\"https://a.org/1\",\"competency\":\"id-A\",\"verdict\":\"rejected\",\"note\":\"only the title\"}\n\
         {\"resource\":\"https://a.org/1\",\"competency\":\"id-B\",\"verdict\":\"added\"}\n\
         {\"resource\":\"https://a.org/1\",\"competency\":\"id-C\",\"verdict\":\"rejected\"}\n",
    ));
    assert_eq!(
        with,
        [
            (
                "B".into(),
                AlignmentSource::Curator,
                AlignmentStatus::Accepted
            ),
            (
                "A".into(),
                AlignmentSource::Curator,
                AlignmentStatus::Rejected
            ),
            (
                "C".into(),
                AlignmentSource::Curator,
                AlignmentStatus::Rejected
            ),
        ]
    );
    let shown = engine.resource("https://a.org/1").unwrap().tags;
    assert_eq!(
        shown
            .iter()
            .map(|tag| tag.competency.as_str())
            .collect::<Vec<_>>(),
        ["B"]
    );
}

#[test]
fn what_a_curator_wrote_with_a_decision_stays_in_the_pack() {
    let lines = "{\"resource\":\"https://a.org/1\",\"competency\":\"id-A\",\"verdict\":\"rejected\",\
                 \"note\":\"only the title\",\"by\":\"Ada\",\"at\":\"2026-01-05\"}\n";
    let (mut engine, _) = alignments(sources(lines));
    assert_eq!(engine.decisions(), lines);
    let review = |engine: &mut Engine, verdict: serde_json::Value| {
        let request = json!({ "resource": "https://a.org/1", "competency": "B", "verdict": verdict, "by": "Grace" });
        engine
            .review(serde_json::from_value(request).unwrap())
            .unwrap()
    };
    let before = engine.save().unwrap();
    assert_eq!(review(&mut engine, json!("rejected")), None);
    let saved = engine.save().unwrap();
    let again = Engine::new(Pack::open(saved).unwrap(), OffsetUnit::Characters);
    assert_eq!(again.decisions(), engine.decisions());
    assert!(again.decisions().contains("Grace"), "{}", again.decisions());
    // Taken back, it leaves no trace.
    assert!(review(&mut engine, json!(null)).is_some());
    assert_eq!(engine.save().unwrap(), before);
}

#[test]
fn a_broken_decision_is_named_by_file_and_line() {
    let error = build(sources("\n{\"resource\":\"x\"}"), &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "decision-malformed");
    assert!(
        error.to_string().starts_with("decisions.jsonl: line 2: "),
        "{error}"
    );
}
