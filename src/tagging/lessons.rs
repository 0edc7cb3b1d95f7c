//! What a curator's decisions teach about the map.
//!
//! A tag stands on finds: words, pairs and cue phrases. Each decision on it speaks for or against them, for that competency
//! only, each by its share in the tag. A find of which a curator has accepted more than rejected weighs more from then
//! on, one of which more was rejected weighs less: its weight is multiplied by (1 + accepted) / (1 + rejected), within
//! [`BOUNDS`]. So three rejections of "science" for a competency on teaching science end its hold on every course in computer
//! science, and the competency's other words keep theirs.

use super::curation::{Decisions, Verdict};
use super::features::{Counts, Feature};
use super::profile::Profiles;
use crate::catalog::Resource;
use crate::framework::Framework;
use std::collections::BTreeMap;

/// No decision makes a find weigh less or more than this times its weight in the map.
const BOUNDS: (f64, f64) = (0.2, 2.0);

/// Accepted and rejected shares of each find, by candidate.
pub(super) type Lessons = BTreeMap<(usize, Feature), (f64, f64)>;

/// Adds up what all decisions on these resources say of the finds behind the tags.
pub(super) fn lessons(
    framework: &Framework,
    profiles: &Profiles,
    decisions: &Decisions,
    resources: &[Resource],
    mut finds: impl FnMut(&Resource) -> Counts,
    surprise: impl Fn(Feature, f64, f64) -> f64,
) -> Lessons {
    let mut lessons = Lessons::new();
    for resource in resources {
        let mut decided = decisions.of(&resource.id).peekable();
        if decided.peek().is_none() {
            continue;
        }
        let counts = finds(resource);
        for decision in decided {
            let candidate = framework
                .find(&decision.competency)
                .and_then(|competency| profiles.candidates.binary_search(&competency).ok());
            let Some(candidate) = candidate else {
                continue;
            };
            let weights = &profiles.weights[candidate];
            let parts: Vec<(Feature, f64)> = counts
                .features
                .iter()
                .filter_map(|&(feature, observed)| {
                    let at = weights
                        .binary_search_by_key(&feature, |&(own, _)| own)
                        .ok()?;
                    Some((
                        feature,
                        weights[at].1 * surprise(feature, observed, counts.length),
                    ))
                })
                .collect();
            let total: f64 = parts.iter().map(|part| part.1).sum();
            for (feature, part) in parts {
                let (accepted, rejected) = lessons.entry((candidate, feature)).or_default();
                match decision.verdict {
                    Verdict::Accepted | Verdict::Added => *accepted += part / total,
                    Verdict::Rejected => *rejected += part / total,
                }
            }
        }
    }
    lessons
}

/// Changes the weights of a map's finds by what was learnt.
pub(super) fn apply(lessons: &Lessons, profiles: &mut Profiles) {
    for (&(candidate, feature), &(accepted, rejected)) in lessons {
        let factor = ((1.0 + accepted) / (1.0 + rejected)).clamp(BOUNDS.0, BOUNDS.1);
        let weights = &mut profiles.weights[candidate];
        if let Ok(at) = weights.binary_search_by_key(&feature, |&(own, _)| own) {
            weights[at].1 *= factor;
            let weight = weights[at].1;
            for posting in &mut profiles.postings[feature as usize] {
                if posting.0 as usize == candidate {
                    posting.1 = weight;
                }
            }
        }
    }
}
