//! A small map, a learner and a catalogue for tests of the planner.

#![allow(dead_code, reason = "each test file uses a part of it")]

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Resource};
use gapwise::framework::Framework;
use gapwise::learner::{
    EvidenceKind, Gap, GapsRequest, Learner, LearnerData, LearnerEvidence, gaps,
};
use gapwise::playlist::{Candidate, Only, PlanItem, PlanRequest, Playlist, Shelf, Sources};
use proptest::prelude::*;
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

    pub fn candidates(&self) -> Vec<Candidate<'_>> {
        self.catalogue
            .iter()
            .map(|(resource, alignments)| Candidate {
                resource,
                alignments,
            })
            .collect()
    }

    pub fn plan(&self, request: &PlanRequest) -> Playlist {
        self.with(|sources| sources.plan(request)).expect("sound")
    }

    /// Calls with what a plan is made from.
    pub fn with<T>(&self, ask: impl FnOnce(Sources<'_>) -> T) -> T {
        let candidates = self.candidates();
        let shelf = Shelf::new(&self.map, &self.gaps, &candidates);
        ask(Sources {
            shelf: &shelf,
            framework: &self.map,
            gaps: &self.gaps,
            candidates: &candidates,
            learner: &self.learner,
        })
    }

    pub fn at(&self, id: &str) -> usize {
        let mut ids = self.catalogue.iter().map(|(own, _)| own.id.as_str());
        ids.position(|own| own == id).expect("in the catalogue")
    }

    /// The resource of which an item is the whole or a part.
    pub fn of(&self, item: &PlanItem) -> usize {
        let part = item.part.as_ref();
        self.at(part.map_or(&item.resource, |part| &part.resource))
    }

    pub fn minutes(&self, at: usize) -> u32 {
        self.catalogue[at].0.minutes.expect("stated").0
    }
}

impl World {
    /// The prerequisites that are unmet, as (before, after).
    pub fn unmet(&self) -> Vec<(&'static str, &'static str)> {
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

    /// The resource that one asks for, where there is one and it is another.
    pub fn asked(&self, at: usize) -> Option<usize> {
        let id = self.catalogue[at].0.requires.first()?;
        let mut ids = self.catalogue.iter().map(|(own, _)| &own.id);
        ids.position(|own| own == id).filter(|&other| other != at)
    }

    /// What a resource is about.
    pub fn about(&self, at: usize) -> Vec<&str> {
        let alignments = &self.catalogue[at].1;
        let best = alignments.iter().map(|own| own.score).fold(0.0, f64::max);
        let own = alignments.iter().filter(|own| 2.0 * own.score >= best);
        own.map(|own| self.map.competency(own.competency).name())
            .collect()
    }

    /// Whether a resource can come after these.
    pub fn ready(&self, at: usize, earlier: &[usize]) -> bool {
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

/// A random catalogue, a learner and a request with mixed constraints.
pub fn any_world(most: usize) -> impl Strategy<Value = (World, PlanRequest)> {
    any_world_with(most, Just(None))
}

/// The same; some resources are made of parts.
pub fn any_world_of_parts(most: usize) -> impl Strategy<Value = (World, PlanRequest)> {
    any_world_with(most, prop::option::weighted(0.3, 1..=5_u32))
}

fn any_world_with(
    most: usize,
    parts: impl Strategy<Value = Option<u32>>,
) -> impl Strategy<Value = (World, PlanRequest)> {
    let on = prop::collection::vec((0..CODES.len(), 1..=10_u32), 1..4);
    let level = prop::option::of(1..=4_u32);
    let kind = prop::sample::select(vec![None, Some("article"), Some("module")]);
    let resource = (
        5..=90_u32,
        level,
        on,
        prop::bool::weighted(0.8),
        (kind, parts),
        prop::option::weighted(0.15, 0..60_usize),
    );
    (
        prop::collection::vec(0..=3_u32, CODES.len()),
        prop::collection::vec(resource, 0..=most),
        20..=120_u32,
        1..=3_u32,
        any::<bool>(),
        prop::collection::vec((any::<bool>(), 0..60_usize), 0..4),
        prop::option::weighted(0.3, 1..=3_u32),
        0..=15_u32,
        prop::sample::select(vec![None, Some(0.0), Some(0.1), Some(0.6)]),
    )
        .prop_map(
            |(ratings, resources, minutes, weeks, only_free, named, in_row, review, stop_at)| {
                let ratings: Vec<_> = CODES
                    .iter()
                    .zip(ratings)
                    .map(|(&code, level)| (code, f64::from(level)))
                    .collect();
                let mut world = World::new(&ratings);
                for (at, (minutes, level, on, free, (kind, parts), before)) in
                    resources.into_iter().enumerate()
                {
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
                        json!({"educationalLevel": level, "isAccessibleForFree": free,
                           "learningResourceType": kind, "gapwise:parts": parts,
                           "coursePrerequisites": before.map(|before| format!("r{before}"))}),
                        &on,
                    );
                }
                // Some resources are locked and some skipped.
                let (mut locked, mut skipped) = (Vec::new(), Vec::new());
                for (lock, at) in named {
                    let id = format!("r{at}");
                    let known = at < world.catalogue.len() && !locked.contains(&id);
                    if known && !skipped.contains(&id) {
                        if lock { &mut locked } else { &mut skipped }.push(id);
                    }
                }
                let only = only_free.then(|| Only {
                    free: Some(true),
                    ..Only::default()
                });
                (
                    world,
                    PlanRequest {
                        only,
                        locked: Some(locked),
                        skipped: Some(skipped),
                        max_in_row: in_row.map(f64::from),
                        review_minutes: Some(f64::from(review)),
                        stop_at,
                        ..PlanRequest::new(minutes, weeks)
                    },
                )
            },
        )
}
