//! A curator's decisions: kept apart from the machine's tags, always stronger, and learnt from.
//!
//! A decision names a resource by its `id` and a competency by its CASE identifier, so it holds when the
//! catalogue is tagged again and when a new version of the map comes. Decisions on what is not there (yet, or any more)
//! are kept and do nothing.
//!
//! What decisions teach ([`Decisions::lessons`]) is a pure function of the decisions that stand: the same ones
//! give the same weights whatever their order, and a decision withdrawn leaves no trace.
//!
//! Measured on the 33 labelled sessions (see [the module](super)): the decisions on four fifths of them, tags of the
//! last fifth, in five rounds; printed by
//! `cargo test --release --test tagging_curation -- --ignored --nocapture`.

use super::near::NearWords;
use super::spelling::Speller;
use super::tagger::Scored;
use super::words::each_word;
use crate::catalog::{Alignment, AlignmentSource, AlignmentStatus, Field, Resource};
use crate::framework::{CompetencyIndex, Framework};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a curator says of a resource and a competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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

/// How many of a resource's most telling words a decision teaches.
const WORDS: usize = 30;
/// A word in the title counts as this many.
const TITLE: f64 = 4.0;
/// What a rejection says against a competency, as a share of what acceptance says for it: the usual third of Rocchio's
/// formula, because what a text is not about is said by few of its words.
const AGAINST: f64 = 1.0 / 3.0;
/// A competency's lesson has half its full weight after so many decisions.
const HALF: f64 = 2.0;

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

    /// The alignments of one resource after the curator: accepted and added ones are certain, rejected ones marked
    /// so that nobody shows them. Surest first, then in the order of the map.
    #[must_use]
    pub fn apply(
        &self,
        framework: &Framework,
        resource: &str,
        mut alignments: Vec<Alignment>,
    ) -> Vec<Alignment> {
        for decision in self
            .by_resource
            .get(resource)
            .into_iter()
            .flat_map(BTreeMap::values)
        {
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
        alignments.sort_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then(one.competency.cmp(&other.competency))
        });
        alignments
    }

    /// What the decisions teach about the map: for each competency, the words that the accepted resources share against
    /// those of the rejected ones (Rocchio, "Relevance feedback in information retrieval", 1971). Each
    /// word's worth is within -1..1 and small after one decision.
    #[must_use]
    pub fn lessons(&self, framework: &Framework, resources: &[Resource]) -> NearWords {
        let speller = Speller::new(&framework.document().language);
        let texts: Vec<BTreeMap<String, Heard>> =
            resources.iter().map(|own| hear(own, &speller)).collect();
        let mut frequency: BTreeMap<&str, f64> = BTreeMap::new();
        for key in texts.iter().flat_map(BTreeMap::keys) {
            *frequency.entry(key).or_default() += 1.0;
        }
        let mut sums: BTreeMap<&str, (f64, BTreeMap<&str, (&str, f64)>)> = BTreeMap::new();
        for (resource, text) in resources.iter().zip(&texts) {
            let Some(decisions) = self.by_resource.get(&resource.id) else {
                continue;
            };
            let words = most_telling(text, &frequency, resources.len());
            for decision in decisions.values() {
                let sign = match decision.verdict {
                    Verdict::Accepted | Verdict::Added => 1.0,
                    Verdict::Rejected => -AGAINST,
                };
                let (count, sum) = sums.entry(&decision.competency).or_default();
                *count += 1.0;
                for &(key, form, weight) in &words {
                    sum.entry(key).or_insert((form, 0.0)).1 += sign * weight;
                }
            }
        }
        let mut lessons = NearWords::default();
        for (competency, (count, sum)) in sums {
            for (form, worth) in sum.into_values() {
                lessons.set(competency, form, worth / (count + HALF));
            }
        }
        lessons
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
        queue.sort_by(|one, other| {
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

/// A word of a resource.
struct Heard {
    /// As it was first written, in lower case.
    form: String,
    count: f64,
}

/// The words of a resource by key.
fn hear(resource: &Resource, speller: &Speller) -> BTreeMap<String, Heard> {
    let mut heard: BTreeMap<String, Heard> = BTreeMap::new();
    for field in [
        Field::Name,
        Field::Description,
        Field::Keywords,
        Field::Text,
    ] {
        let weight = if field == Field::Name { TITLE } else { 1.0 };
        each_word(&resource.field(field), |_, lower| {
            if let Some(key) = speller.key(lower) {
                heard
                    .entry(key.into_owned())
                    .or_insert_with(|| Heard {
                        form: lower.to_owned(),
                        count: 0.0,
                    })
                    .count += weight;
            }
        });
    }
    heard
}

/// The words with the highest ln(1 + count) · idf, as a vector of unit length: key, form, weight.
fn most_telling<'a>(
    text: &'a BTreeMap<String, Heard>,
    frequency: &BTreeMap<&str, f64>,
    texts: usize,
) -> Vec<(&'a str, &'a str, f64)> {
    let mut words: Vec<(&str, &str, f64)> = text
        .iter()
        .map(|(key, heard)| {
            let rarity = (texts as f64 + 1.0) / (frequency[key.as_str()] + 0.5);
            let weight = libm::log1p(heard.count) * libm::log(rarity).max(0.0);
            (key.as_str(), heard.form.as_str(), weight)
        })
        .collect();
    words.sort_by(|one, other| other.2.total_cmp(&one.2).then(one.0.cmp(other.0)));
    words.truncate(WORDS);
    let norm = libm::sqrt(words.iter().map(|word| word.2 * word.2).sum());
    if norm > 0.0 {
        for word in &mut words {
            word.2 /= norm;
        }
    }
    words
}
