//! A small map, a learner and a catalogue for tests of the planner.

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Resource};
use gapwise::framework::Framework;
use gapwise::learner::{
    EvidenceKind, Gap, GapsRequest, Learner, LearnerData, LearnerEvidence, gaps,
};
use gapwise::playlist::{Candidate, PlanRequest, Playlist, plan};
use serde_json::{Value, json};

/// The leaves of the map.
pub const CODES: [&str; 6] = ["1a", "1b", "1c", "2a", "2b", "2c"];

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
pub struct World {
    pub map: Framework,
    pub learner: Learner,
    pub gaps: Vec<Gap>,
    pub catalogue: Vec<(Resource, Vec<Alignment>)>,
}

impl World {
    /// `ratings` are the teacher's own, per competency or standard.
    pub fn new(ratings: &[(&str, f64)]) -> Self {
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
            map: None,
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
    pub fn add(&mut self, id: &str, minutes: u32, more: Value, on: &[(&str, f64)]) {
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

    pub fn plan(&self, request: &PlanRequest) -> Playlist {
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
}
