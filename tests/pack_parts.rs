//! Small packs: what is left out is said, and the rest works.

use gapwise::engine::{Engine, OffsetUnit, SearchRequest};
use gapwise::pack::{Pack, Part, Source, Sources, build};
use serde_json::json;
use std::collections::BTreeSet;

fn source(name: &str, text: String) -> Source {
    Source {
        name: name.into(),
        text,
    }
}

fn map(id: &str) -> String {
    json!({
        "CFDocument": { "identifier": id, "title": id },
        "CFItems": [{ "identifier": format!("{id}-a"), "humanCodingScheme": format!("{id}1"),
            "fullStatement": "Check understanding with exit tickets.", "conceptKeywords": ["exit tickets"] }],
    })
    .to_string()
}

fn engine(without: &[Part]) -> Engine {
    let resource = json!({ "id": "https://a.org/1", "name": "Exit tickets",
        "description": "Exit tickets in every lesson.", "text": "Zebras are named in the full text only." });
    let decision = json!({ "resource": "https://a.org/1", "competency": "one-a", "verdict": "accepted", "note": "yes" });
    let sources = Sources {
        maps: vec![source("one", map("one")), source("two", map("two"))],
        catalogs: vec![source("catalogue", resource.to_string())],
        decisions: vec![source("decisions", decision.to_string())],
        without: without.iter().copied().collect(),
        ..Sources::default()
    };
    let bytes = build(sources, &mut |_| {}).expect("a pack");
    Engine::new(Pack::open(bytes).expect("a pack"), OffsetUnit::Characters)
}

fn found(engine: &Engine, text: &str) -> usize {
    let request = SearchRequest {
        text: text.into(),
        ..SearchRequest::default()
    };
    engine.search(&request).total
}

#[test]
fn a_whole_pack_says_that_nothing_is_missing() {
    let engine = engine(&[]);
    let info = engine.info();
    assert_eq!(
        (info.maps, info.without),
        (vec!["one".into(), "two".into()], vec![])
    );
    assert_eq!((found(&engine, "zebras"), found(&engine, "exit")), (1, 1));
    assert!(engine.decisions().contains("\"note\":\"yes\""));
    let tags = engine.resource("https://a.org/1").expect("a resource").tags;
    assert_eq!(tags.len(), 2);
    assert!(tags.iter().all(|tag| !tag.evidence.is_empty()));
}

#[test]
fn a_small_pack_is_smaller_says_what_is_missing_and_still_answers() {
    let (whole, small) = (engine(&[]), engine(&Part::ALL));
    let (all, info) = (whole.info(), small.info());
    assert_eq!(info.without, Part::ALL);
    assert_eq!(info.maps, ["one"]);
    assert_ne!(info.version, all.version);
    assert!(small.save().expect("bytes").len() < whole.save().expect("bytes").len());
    assert_eq!((found(&small, "zebras"), found(&small, "exit")), (0, 1));
    let tags = small.resource("https://a.org/1").expect("a resource").tags;
    assert_eq!(tags.len(), 1);
    assert!(tags[0].evidence.is_empty());
    assert!(small.decisions().contains("accepted") && !small.decisions().contains("note"));
}

#[test]
fn each_part_is_left_out_alone() {
    let sizes: BTreeSet<usize> = Part::ALL
        .iter()
        .map(|&part| {
            let engine = engine(&[part]);
            assert_eq!(engine.info().without, [part]);
            assert_eq!(found(&engine, "exit"), 1);
            engine.save().expect("bytes").len()
        })
        .collect();
    assert!(
        sizes
            .iter()
            .all(|&size| size < engine(&[]).save().expect("bytes").len() + 16)
    );
}

#[test]
fn what_was_left_out_is_said_again_after_a_change() {
    let mut engine = engine(&[Part::Text]);
    engine
        .add(&json!({ "id": "new", "name": "New", "text": "Okapis have a text." }).to_string())
        .expect("a resource");
    assert_eq!(engine.info().version, None);
    let again = Engine::new(
        Pack::open(engine.save().expect("bytes")).expect("a pack"),
        OffsetUnit::Characters,
    );
    assert_eq!(again.info().without, [Part::Text]);
    assert_eq!((found(&again, "okapis"), found(&again, "zebras")), (1, 0));
}
