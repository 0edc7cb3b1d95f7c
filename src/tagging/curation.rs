//! A curator's decisions: kept apart from the machine's tags, always stronger, and learnt from.
//!
//! A decision names a resource by its `id` and a competency by its CASE identifier, so it holds when the
//! catalogue is tagged again and when a new version of the map comes. Decisions on what is not there (yet, or any more)
//! are kept and do nothing.
//!
//! What the tagger learns from them ([`super::Knowledge::decisions`]) is a pure function of the decisions that stand:
//! the same ones give the same weights whatever their order, and a decision withdrawn leaves no trace.

use super::tagger::Scored;
use crate::catalog::{Alignment, AlignmentSource, AlignmentStatus};
use crate::framework::{CompetencyIndex, Framework};
use crate::order::Arrange;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a curator says of a resource and a competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Verdict {
    /// The proposed tag is right.
    Accepted,
    /// The proposed tag is wrong.
    Rejected,
    /// The tag was missing.
    Added,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Decision {
    /// The resource's `id`.
    pub resource: String,
    /// The competency's CASE identifier.
    pub competency: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Why, in the curator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, as the caller writes dates (ISO 8601).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// All decisions that stand: one per resource and competency, the latest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// By resource, then competency.
    by_resource: BTreeMap<String, BTreeMap<String, Decision>>,
}

/// A proposed tag to decide on.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The resource's `id`.
    pub resource: String,
    /// The competency in question.
    pub competency: CompetencyIndex,
    /// The tagger's score, 0..1.
    pub score: f64,
    /// How uncertain the tagger is, 0 sure..1 it could be either.
    pub uncertainty: f64,
    /// How many resources have the competency for certain: the publisher's word or a curator's.
    pub supported: usize,
}

impl Decisions {
    /// Writes a decision down and gives back the one that it replaces.
    pub fn record(&mut self, decision: Decision) -> Option<Decision> {
        self.by_resource
            .entry(decision.resource.clone())
            .or_default()
            .insert(decision.competency.clone(), decision)
    }

    /// Takes a decision back: the machine's word counts again.
    pub fn withdraw(&mut self, resource: &str, competency: &str) -> Option<Decision> {
        let of = self.by_resource.get_mut(resource)?;
        let decision = of.remove(competency);
        if of.is_empty() {
            self.by_resource.remove(resource);
        }
        decision
    }

    /// The decisions on one resource, by competency.
    pub fn of(&self, resource: &str) -> impl Iterator<Item = &Decision> {
        self.by_resource
            .get(resource)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    /// Every decision, by resource and competency.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.by_resource.values().flat_map(BTreeMap::values)
    }

    /// The decision on a resource and a competency.
    #[must_use]
    pub fn on(&self, resource: &str, competency: &str) -> Option<&Decision> {
        self.by_resource.get(resource)?.get(competency)
    }

    /// Reads one decision per line, as [`Decisions::to_lines`] writes them; of two on the same, the later line holds.
    ///
    /// # Errors
    /// The number of the first line that is no decision, counted from 1, and what is wrong with it.
    pub fn parse_lines(text: &str) -> Result<Self, (usize, serde_json::Error)> {
        let mut decisions = Self::default();
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                let decision = serde_json::from_str(line).map_err(|error| (at + 1, error))?;
                decisions.record(decision);
            }
        }
        Ok(decisions)
    }

    /// One JSON object per line and decision.
    #[must_use]
    pub fn to_lines(&self) -> String {
        self.iter()
            .filter_map(|decision| serde_json::to_string(decision).ok())
            .map(|line| line + "\n")
            .collect()
    }

    /// The same decisions without notes, names and dates.
    #[must_use]
    pub fn bare(&self) -> Self {
        let mut bare = Self::default();
        for decision in self.iter() {
            bare.record(Decision {
                note: None,
                by: None,
                at: None,
                ..decision.clone()
            });
        }
        bare
    }

    /// The alignments of one resource after the curator: accepted and added ones are certain, rejected ones marked
    /// so that nobody shows them. Surest first, then in the order of the map.
    #[must_use]
    pub fn apply(
        &self,
        framework: &Framework,
        resource: &str,
        mut alignments: Vec<Alignment>,
    ) -> Vec<Alignment> {
        for decision in self.of(resource) {
            let Some(competency) = framework.find(&decision.competency) else {
                continue;
            };
            let (status, score) = match decision.verdict {
                Verdict::Accepted | Verdict::Added => (AlignmentStatus::Accepted, 1.0),
                Verdict::Rejected => (AlignmentStatus::Rejected, 0.0),
            };
            let place = alignments
                .iter()
                .position(|own| own.competency == competency);
            let evidence = place.map_or_else(Vec::new, |at| alignments.remove(at).evidence);
            alignments.push(Alignment {
                competency,
                score,
                source: AlignmentSource::Curator,
                status,
                evidence,
            });
        }
        alignments.arrange_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.competency.cmp(&other.competency))
        });
        alignments
    }

    /// Proposed tags in the order in which a decision teaches most: the uncertain first (Lewis and Gale,
    /// "A sequential algorithm for training text classifiers", 1994), among equally uncertain ones those of competencies
    /// with the fewest certain resources. What has been decided is not asked again.
    #[must_use]
    pub fn review_queue<'a>(
        &self,
        framework: &Framework,
        catalogue: impl Iterator<Item = (&'a str, &'a [Scored], &'a [Alignment])>,
    ) -> Vec<Review> {
        let mut supported: BTreeMap<CompetencyIndex, usize> = BTreeMap::new();
        let mut queue = Vec::new();
        for (resource, proposed, alignments) in catalogue {
            let alignments = self.apply(framework, resource, alignments.to_vec());
            for alignment in &alignments {
                let certain = alignment.source != AlignmentSource::Tagger
                    && alignment.status == AlignmentStatus::Accepted;
                *supported.entry(alignment.competency).or_default() += usize::from(certain);
            }
            for scored in proposed {
                let known = alignments.iter().any(|own| {
                    own.competency == scored.competency && own.source != AlignmentSource::Tagger
                });
                if !known && scored.score >= super::SUGGEST {
                    queue.push(Review {
                        resource: resource.to_owned(),
                        competency: scored.competency,
                        score: scored.score,
                        uncertainty: 4.0 * scored.score * (1.0 - scored.score),
                        supported: 0,
                    });
                }
            }
        }
        for review in &mut queue {
            review.supported = supported.get(&review.competency).copied().unwrap_or(0);
        }
        let tenths = |review: &Review| (review.uncertainty * 10.0).round();
        queue.arrange_by(|one, other| {
            tenths(other)
                .total_cmp(&tenths(one))
                .then(one.supported.cmp(&other.supported))
                .then(other.score.total_cmp(&one.score))
                .then_with(|| one.resource.cmp(&other.resource))
                .then(one.competency.cmp(&other.competency))
        });
        queue
    }
}
