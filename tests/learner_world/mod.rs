//! A small map and a learner for tests of the learner model.

#![allow(dead_code, reason = "each test file uses a part of it")]

use gapwise::framework::Framework;
use gapwise::learner::{
    EvidenceKind, Gap, GapsRequest, Learner, LearnerData, LearnerEvidence, gaps,
};
use serde_json::json;

/// Two standards of two competencies each; `1a` comes before `1b`.
pub fn map() -> Framework {
    let item = |code: &str| {
        json!({"identifier": format!("id-{code}"), "uri": format!("urn:x:{code}"),
               "humanCodingScheme": code, "fullStatement": format!("Statement {code}")})
    };
    let link = |kind: &str, from: &str, to: &str| {
        json!({"identifier": format!("{kind}-{from}-{to}"), "associationType": kind,
               "originNodeURI": {"identifier": format!("id-{from}"), "uri": format!("urn:x:{from}")},
               "destinationNodeURI": {"identifier": format!("id-{to}"), "uri": format!("urn:x:{to}")}})
    };
    let package = json!({
        "CFDocument": {"identifier": "map-1", "uri": "urn:x:map", "title": "A small map"},
        "CFItems": (["1", "1a", "1b", "2", "2a", "2b"].map(item)),
        "CFAssociations": [
            link("isChildOf", "1a", "1"), link("isChildOf", "1b", "1"),
            link("isChildOf", "2a", "2"), link("isChildOf", "2b", "2"),
            link("precedes", "1a", "1b"),
        ]
    });
    Framework::parse(&package.to_string()).expect("the map is sound")
}

pub fn piece(
    id: &str,
    competency: &str,
    kind: EvidenceKind,
    level: Option<f64>,
    date: &str,
) -> LearnerEvidence {
    LearnerEvidence {
        id: id.into(),
        competency: competency.into(),
        kind,
        level,
        score: None,
        confidence: None,
        date: date.into(),
        source: None,
        resource: None,
        map: None,
        note: None,
    }
}

pub fn with(evidence: Vec<LearnerEvidence>) -> LearnerData {
    LearnerData {
        evidence,
        ..LearnerData::create("map-1")
    }
}

pub fn on(day: &str) -> GapsRequest {
    GapsRequest {
        today: Some(day.into()),
        ..GapsRequest::default()
    }
}

pub fn answer(data: LearnerData, day: &str) -> Vec<Gap> {
    let map = map();
    let learner = Learner::from_data(data, &map).expect("the learner fits the map");
    gaps(&map, None, &learner, &on(day)).expect("the request is sound")
}
