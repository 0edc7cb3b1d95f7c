//! Which words of a resource speak for a competency.

use super::features::Feature;
use super::fields::TextFields;
use super::profile::Profiles;
use super::reading::{Reading, Token};
use super::weights::Weights;
use crate::catalog::{Evidence, Field};
use crate::framework::CompetencyIndex;
use crate::order::Arrange;
use std::collections::BTreeSet;

/// At most this many stretches are shown per competency.
const MOST: usize = 6;
/// A stretch that tells less than this share of the best one is left out.
const SHARE: f64 = 0.25;
/// A single word weaker than this share of the strongest find is faint.
const FAINT: f64 = 0.3;
/// No stretch grows beyond this many characters by joining.
const LONGEST: u32 = 160;
/// Finds join into one stretch when they overlap or no other word with a topic stands between.
const GAP: u32 = 1;

/// Finds evidence in one resource for any number of competencies.
pub(super) struct Witness<'a> {
    profiles: &'a Profiles,
    text: &'a TextFields<'a>,
    tokens: &'a [Token],
    weights: &'a Weights,
    /// For each feature, in the order of the text, where it occurs (first and last token); ascending.
    places: Vec<(Feature, u32, u32)>,
    /// How surprising a single find of each feature is.
    expected: &'a [f64],
    length: f64,
    /// Byte offsets of each field's characters, made when first needed.
    offsets: [Option<Vec<usize>>; 4],
}

/// Neighbouring finds, seen as one stretch.
struct Stretch {
    first: usize,
    last: usize,
    weight: f64,
    terms: BTreeSet<u32>,
}

impl<'a> Witness<'a> {
    pub fn new(
        profiles: &'a Profiles,
        expected: &'a [f64],
        weights: &'a Weights,
        text: &'a TextFields<'a>,
        reading: &'a Reading,
    ) -> Self {
        let mut places: Vec<(Feature, u32, u32)> = (0_u32..)
            .zip(&reading.tokens)
            .map(|(at, token)| (token.term, at, at))
            .collect();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        profiles
            .features
            .each_phrase(&reading.tokens, |feature, first, last| {
                places.push((feature, place(first), place(last)));
            });
        places.sort_unstable();
        Self {
            profiles,
            text,
            tokens: &reading.tokens,
            weights,
            places,
            expected,
            length: reading.length,
            offsets: [None, None, None, None],
        }
    }

    /// The stretches that speak for a competency, most telling first.
    pub fn evidence(&mut self, competency: CompetencyIndex) -> Vec<Evidence> {
        let Ok(candidate) = self.profiles.candidates.binary_search(&competency) else {
            return Vec::new();
        };
        let mut stretches = self.stretches(candidate);
        stretches.arrange_by(|one, other| {
            other
                .weight
                .total_cmp(&one.weight)
                .then(one.first.cmp(&other.first))
        });
        let enough = stretches.first().map_or(0.0, |best| best.weight * SHARE);
        let mut seen: Vec<BTreeSet<u32>> = Vec::new();
        let mut evidence = Vec::new();
        for stretch in stretches {
            if evidence.len() == MOST || stretch.weight < enough {
                break;
            }
            // The same words again add nothing.
            if seen.iter().any(|terms| stretch.terms.is_subset(terms)) {
                continue;
            }
            evidence.extend(self.cut(&stretch));
            seen.push(stretch.terms);
        }
        evidence
    }

    fn stretches(&self, candidate: usize) -> Vec<Stretch> {
        let mut finds: Vec<(u32, u32, Feature, f64)> = Vec::new();
        for &(feature, weight) in &self.profiles.weights[candidate] {
            let from = self.places.partition_point(|&(other, ..)| other < feature);
            let surprise = weight / (1.0 + self.expected[feature as usize] * self.length);
            for &(_, first, last) in self.places[from..]
                .iter()
                .take_while(|&&(other, ..)| other == feature)
            {
                finds.push((
                    first,
                    last,
                    feature,
                    surprise * libm::sqrt(self.weights.field(self.tokens[first as usize].field)),
                ));
            }
        }
        // A faint word only counts as evidence where it is part of a pair or phrase.
        let strongest = finds.iter().fold(0.0, |most: f64, find| most.max(find.3));
        finds.retain(|&(first, last, _, weight)| first != last || weight >= FAINT * strongest);
        finds.arrange_by_key(|&(first, last, feature, _)| (first, last, feature));
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut features: BTreeSet<Feature> = BTreeSet::new();
        for (first, last, feature, weight) in finds {
            let (first, last) = (first as usize, last as usize);
            let token = &self.tokens[first];
            let joins = stretches.last().is_some_and(|open| {
                let end = &self.tokens[open.last];
                end.sentence == token.sentence
                    && token.position <= end.position + GAP
                    && (first <= open.last
                        || self.tokens[last].end - self.tokens[open.first].start <= LONGEST)
            });
            if !joins {
                features.clear();
                stretches.push(Stretch {
                    first,
                    last,
                    weight: 0.0,
                    terms: BTreeSet::new(),
                });
            }
            if let Some(open) = stretches.last_mut() {
                open.last = open.last.max(last);
                if features.insert(feature) {
                    open.weight += weight;
                }
                open.terms.extend([token.term, self.tokens[last].term]);
            }
        }
        stretches
    }

    fn cut(&mut self, stretch: &Stretch) -> Option<Evidence> {
        let (first, last) = (self.tokens[stretch.first], self.tokens[stretch.last]);
        let (at, text) = match first.field {
            Field::Name => (0, self.text.name),
            Field::Description => (1, self.text.description),
            Field::Text => (2, self.text.text),
            Field::Keywords => (3, self.text.keywords),
        };
        let offsets = self.offsets[at].get_or_insert_with(|| {
            text.char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()])
                .collect()
        });
        let from = *offsets.get(first.start as usize)?;
        let to = *offsets.get(last.end as usize)?;
        Some(Evidence {
            field: first.field,
            start: first.start,
            end: last.end,
            text: text.get(from..to)?.to_owned(),
        })
    }
}

/// The evidence in a plain sentence: what is named, and where.
pub fn because(evidence: &[Evidence]) -> String {
    let mut parts = Vec::new();
    let telling = &evidence[..evidence.len().min(3)];
    for (field, place) in [
        (Field::Name, "the title"),
        (Field::Description, "the description"),
        (Field::Keywords, "the keywords"),
        (Field::Text, "the text"),
    ] {
        let named: Vec<String> = telling
            .iter()
            .filter(|one| one.field == field)
            .map(|one| {
                format!(
                    "“{}”",
                    one.text.split_whitespace().collect::<Vec<_>>().join(" ")
                )
            })
            .collect();
        if !named.is_empty() {
            parts.push(format!("{} in {place}", listed(&named)));
        }
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!("names {}", listed(&parts))
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}
