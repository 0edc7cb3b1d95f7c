//! What is usual: how often texts of a kind use each feature, whatever they are about.

use super::features::Counts;
use super::fields::TextFields;
use super::profile::Profiles;
use super::text::{Seen, Vocabulary};
use crate::catalog::{Field, Resource, Resources};
use crate::order::Arrange;
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
    resources: &'a dyn Resources,
    /// The ids and places, by id: sums do not depend on the order in which the catalogue stands.
    order: Vec<(Cow<'a, str>, usize)>,
    /// The resources that are read, with their keywords.
    sample: Vec<(&'a Resource, Cow<'a, str>)>,
    pub vocabulary: Arc<Vocabulary>,
    pub seen: Seen,
}

impl<'a> Background<'a> {
    pub fn of(resources: &'a dyn Resources, language: &str) -> Self {
        let mut order: Vec<(Cow<'a, str>, usize)> = (0..resources.count())
            .filter_map(|at| Some((resources.id(at)?, at)))
            .collect();
        order.arrange_by(Ord::cmp);
        let step = order.len().div_ceil(MOST).max(1);
        let enough = order.len() >= FEWEST;
        let sample: Vec<_> = order
            .iter()
            .step_by(step)
            .filter(|_| enough)
            .filter_map(|&(_, at)| resources.at(at))
            .map(|resource| (resource, resource.field(Field::Keywords)))
            .collect();
        let texts: Vec<TextFields<'_>> = fields(&sample).collect();
        let (vocabulary, seen) = Vocabulary::of(&texts, language);
        Self {
            resources,
            order,
            sample,
            vocabulary: Arc::new(vocabulary),
            seen,
        }
    }

    /// The resources whose ids are meant, by id; no other is read.
    pub fn those(&self, is_meant: impl Fn(&str) -> bool) -> impl Iterator<Item = &Resource> {
        let meant = self.order.iter().filter(move |(id, _)| is_meant(id));
        meant.filter_map(move |&(_, at)| self.resources.at(at))
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
