//! What is usual: how often texts of a kind use each feature, whatever they are about.

use super::features::Counts;
use super::fields::TextFields;
use super::profile::Profiles;
use super::text::{Seen, Vocabulary};
use crate::catalog::{Field, Resource};
use std::borrow::Cow;
use std::sync::Arc;

/// At most this many resources, evenly spread, are read to learn what is usual.
const MOST: usize = 1000;
/// From fewer resources than this nothing is learnt.
const FEWEST: usize = 20;
/// The map's own use of words counts as this many texts.
const PRIOR_TEXTS: f64 = 3.0;

/// The catalogue that taggers learn from, its words numbered once for all of them.
pub(super) struct Background<'a> {
    /// By id: sums do not depend on the order in which the catalogue stands.
    pub resources: Vec<&'a Resource>,
    /// The resources that are read, with their keywords.
    sample: Vec<(&'a Resource, Cow<'a, str>)>,
    pub vocabulary: Arc<Vocabulary>,
    pub seen: Seen,
}

impl<'a> Background<'a> {
    pub fn of(mut resources: Vec<&'a Resource>, language: &str) -> Self {
        resources.sort_by(|one, other| one.id.cmp(&other.id));
        let step = resources.len().div_ceil(MOST).max(1);
        let enough = resources.len() >= FEWEST;
        let sample: Vec<_> = resources
            .iter()
            .step_by(step)
            .filter(|_| enough)
            .map(|&resource| (resource, resource.field(Field::Keywords)))
            .collect();
        let texts: Vec<TextFields<'_>> = fields(&sample).collect();
        let (vocabulary, seen) = Vocabulary::of(&texts, language);
        Self {
            resources,
            sample,
            vocabulary: Arc::new(vocabulary),
            seen,
        }
    }

    /// The texts that are read.
    pub fn sample(&self) -> impl Iterator<Item = TextFields<'_>> {
        fields(&self.sample)
    }
}

fn fields<'a>(sample: &'a [(&'a Resource, Cow<'a, str>)]) -> impl Iterator<Item = TextFields<'a>> {
    sample
        .iter()
        .map(|(resource, keywords)| TextFields::of(resource, keywords))
}

/// How often each feature is to be expected per word, from the texts seen; with none, from the map alone.
pub(super) fn expected_rates(profiles: &Profiles, texts: &[Counts]) -> Vec<f64> {
    let mut rates: Vec<f64> = profiles
        .prior
        .iter()
        .map(|rate| rate * PRIOR_TEXTS)
        .collect();
    let mut weight = PRIOR_TEXTS;
    for text in texts.iter().filter(|text| text.length > 0.0) {
        for &(feature, count) in &text.features {
            rates[feature as usize] += count / text.length;
        }
        weight += 1.0;
    }
    for rate in &mut rates {
        *rate /= weight;
    }
    rates
}
