//! What a curator's decisions teach about the map.
//!
//! A tag stands on finds: words, pairs and cue phrases. Where the curator says otherwise than the tagger, its finds for
//! that competency are to blame, each by its share in the tag: the weight of a find is multiplied by e to the sum of
//! (1 if accepted, 0 if rejected, less the tagger's own score) · share over all decisions, within [`BOUNDS`]. This is one
//! step of the delta rule on the logarithms of the weights (Widrow and Hoff, "Adaptive switching circuits", 1960). What
//! the tagger already knew changes nothing; some rejections of "science" for a competency on teaching science end its hold
//! on every course in computer science, while the competency's other words keep theirs.

use super::curation::{Decision, Verdict};
use super::features::{Counts, Feature};
use super::profile::Profiles;
use std::collections::BTreeMap;

/// No decision makes a find weigh less or more than this times its weight in the map.
const BOUNDS: (f64, f64) = (0.2, 2.0);

/// What has been learnt, by candidate and find: the logarithm of the factor.
#[derive(Default)]
pub(super) struct Lessons(BTreeMap<(usize, Feature), f64>);

impl Lessons {
    /// Learns from one decision on a candidate that got `score` from these finds.
    pub fn add(
        &mut self,
        profiles: &Profiles,
        candidate: usize,
        decision: &Decision,
        score: f64,
        counts: &Counts,
        surprise: impl Fn(Feature, f64) -> f64,
    ) {
        let weights = &profiles.weights[candidate];
        let parts: Vec<(Feature, f64)> = counts
            .features
            .iter()
            .filter_map(|&(feature, observed)| {
                let at = weights
                    .binary_search_by_key(&feature, |&(own, _)| own)
                    .ok()?;
                Some((feature, weights[at].1 * surprise(feature, observed)))
            })
            .collect();
        let total: f64 = parts.iter().map(|part| part.1).sum();
        let right = match decision.verdict {
            Verdict::Accepted | Verdict::Added => 1.0,
            Verdict::Rejected => 0.0,
        };
        for (feature, part) in parts {
            *self.0.entry((candidate, feature)).or_default() += (right - score) * part / total;
        }
    }

    /// Changes the weights of a map's finds by what was learnt.
    pub fn apply(&self, profiles: &mut Profiles) {
        for (&(candidate, feature), &sum) in &self.0 {
            let factor = libm::exp(sum).clamp(BOUNDS.0, BOUNDS.1);
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
}
