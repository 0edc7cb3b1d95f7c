//! What each candidate competency looks for in a text, and how much each find weighs.

use super::features::{Feature, Features, neighbours};
use super::lexicon::{Lexicon, Term};
use super::near::NearWords;
use super::weights::Weights;
use crate::framework::{CompetencyIndex, Framework};
use crate::order::{Arrange, Gather};
use std::collections::{BTreeMap, BTreeSet};

/// A word that stands only inside a longer cue phrase, as a share of a word of the statement.
const CUE_WORD: f64 = 0.3;

/// The compiled map: candidates, features, and how they are tied.
pub(super) struct Profiles {
    pub lexicon: Lexicon,
    pub features: Features,
    /// The leaves of the map, in its order.
    pub candidates: Vec<CompetencyIndex>,
    /// For each candidate, features and weights, ascending by feature.
    pub weights: Vec<Vec<(Feature, f64)>>,
    /// For each feature, the candidates it speaks for, ascending, with the same weights.
    pub postings: Vec<Vec<(u32, f64)>>,
    /// For each feature, how often per word the map itself uses it: a first guess for any text.
    pub prior: Vec<f64>,
}

/// The words of one candidate, before they are weighed.
#[derive(Default)]
struct Draft {
    terms: BTreeMap<Term, f64>,
    pairs: BTreeSet<(Term, Term)>,
    cues: BTreeSet<Vec<Term>>,
    /// Terms near in meaning, and how near.
    near: BTreeMap<Term, f64>,
}

impl Profiles {
    /// `candidates` are ascending.
    pub fn new(
        framework: &Framework,
        candidates: Vec<CompetencyIndex>,
        near: Option<&NearWords>,
        weights: &Weights,
    ) -> Self {
        let mut lexicon = Lexicon::new(&framework.document().language);
        let mut usage: BTreeMap<Term, f64> = BTreeMap::new();
        let mut drafts: Vec<Draft> = candidates
            .iter()
            .map(|&index| draft(framework, index, &mut lexicon, &mut usage))
            .collect();
        // Only now: the numbers of the statements' own words do not depend on what else is known.
        for (draft, &index) in drafts.iter_mut().zip(&candidates) {
            let identifier = &framework.competency(index).identifier;
            if let Some(near) = near.filter(|_| weights.near > 0.0) {
                for (word, nearness) in near.of(identifier) {
                    draft.widen(word, weights.near * nearness, &mut lexicon);
                }
            }
        }
        let pairs: Vec<(Term, Term)> = distinct(drafts.iter().flat_map(|draft| &draft.pairs));
        let cues: Vec<Vec<Term>> = distinct(drafts.iter().flat_map(|draft| &draft.cues));
        let features = Features::new(lexicon.len(), &pairs, &cues);

        let number =
            |position: usize, offset: usize| u32::try_from(position + offset).unwrap_or(u32::MAX);
        let pair_feature: BTreeMap<_, _> = (0..)
            .zip(&pairs)
            .map(|(at, pair)| (pair, number(at, lexicon.len())))
            .gather();
        let cue_feature: BTreeMap<_, _> = (0..)
            .zip(&cues)
            .map(|(at, cue)| (cue, number(at, lexicon.len() + pairs.len())))
            .gather();

        let term_idf = idf(
            drafts.iter().flat_map(|draft| draft.terms.keys()),
            drafts.len(),
        );
        let near_idf = idf(
            drafts
                .iter()
                .flat_map(|draft| draft.near.keys().chain(draft.terms.keys())),
            drafts.len(),
        );
        let pair_idf = idf(drafts.iter().flat_map(|draft| &draft.pairs), drafts.len());
        let cue_idf = idf(drafts.iter().flat_map(|draft| &draft.cues), drafts.len());
        let highest = log(drafts.len() as f64 + 1.0);
        let profile = |draft: &Draft| {
            let terms: Vec<_> = draft
                .terms
                .iter()
                .map(|(&term, share)| (term, share * term_idf[&term]))
                .collect();
            let pairs: Vec<_> = draft
                .pairs
                .iter()
                .map(|pair| (pair_feature[pair], pair_idf[pair]))
                .collect();
            let near: Vec<_> = draft
                .near
                .iter()
                .map(|(&term, nearness)| (term, nearness * near_idf[&term]))
                .collect();
            let term_norm = norm(&terms, 0.0);
            let pair_norm = norm(&pairs, 1.0);
            let mut profile: Vec<(Feature, f64)> = Vec::new();
            profile.extend(
                terms
                    .iter()
                    .map(|&(term, weight)| (term, weight / term_norm)),
            );
            profile.extend(
                near.iter()
                    .map(|&(term, weight)| (term, weight / term_norm)),
            );
            profile.arrange_by_key(|&(term, _)| term);
            profile.extend(
                pairs
                    .iter()
                    .map(|&(pair, weight)| (pair, weights.pairs * weight / pair_norm)),
            );
            profile.extend(
                draft
                    .cues
                    .iter()
                    .map(|cue| (cue_feature[cue], weights.cues * cue_idf[cue] / highest)),
            );
            profile.retain(|&(_, weight)| weight > 0.0);
            profile
        };
        let profiles: Vec<Vec<(Feature, f64)>> = drafts.iter().map(profile).collect();
        let mut postings = vec![Vec::new(); features.len()];
        for (candidate, profile) in (0..).zip(&profiles) {
            for &(feature, weight) in profile {
                postings[feature as usize].push((candidate, weight));
            }
        }
        let mut prior = vec![0.0; features.len()];
        let total: f64 = usage.values().sum();
        for (&term, &count) in &usage {
            // Half: a map is denser in its own words than any resource.
            prior[term as usize] = 0.5 * count / total;
        }
        Self {
            lexicon,
            features,
            candidates,
            weights: profiles,
            postings,
            prior,
        }
    }
}

impl Draft {
    /// Adds a word near in meaning, unless the statement has it.
    fn widen(&mut self, word: &str, nearness: f64, lexicon: &mut Lexicon) {
        for term in lexicon.add(word).concat() {
            if !self.terms.contains_key(&term) {
                let known = self.near.entry(term).or_insert(nearness);
                *known = known.max(nearness);
            }
        }
    }
}

fn draft(
    framework: &Framework,
    index: CompetencyIndex,
    lexicon: &mut Lexicon,
    usage: &mut BTreeMap<Term, f64>,
) -> Draft {
    let competency = framework.competency(index);
    let mut draft = Draft::default();
    let texts = std::iter::once(competency.statement.as_str()).chain(competency.short.as_deref());
    for sentence in texts.flat_map(|text| lexicon.add(text)) {
        for &term in &sentence {
            draft.terms.insert(term, 1.0);
            *usage.entry(term).or_default() += 1.0;
        }
        draft.pairs.extend(neighbours(&sentence).into_keys());
    }
    for keyword in &competency.keywords {
        let cue: Vec<Term> = lexicon.add(keyword).concat();
        let share = if cue.len() == 1 { 1.0 } else { CUE_WORD };
        for &term in &cue {
            draft.terms.entry(term).or_insert(share);
        }
        if !cue.is_empty() {
            draft.cues.insert(cue);
        }
    }
    draft
}

fn distinct<'a, T: Ord + Clone + 'a>(items: impl Iterator<Item = &'a T>) -> Vec<T> {
    items.gather::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// Inverse document frequency over the candidates: ln((N + 1) / (n + ½)).
fn idf<'a, T: Ord + 'a>(
    items: impl Iterator<Item = &'a T>,
    candidates: usize,
) -> BTreeMap<&'a T, f64> {
    let mut frequency: BTreeMap<&T, f64> = BTreeMap::new();
    for item in items {
        *frequency.entry(item).or_default() += 1.0;
    }
    for value in frequency.values_mut() {
        *value = log((candidates as f64 + 1.0) / (*value + 0.5)).max(0.0);
    }
    frequency
}

fn norm(weights: &[(Feature, f64)], at_least: f64) -> f64 {
    let squares: f64 = weights.iter().map(|(_, weight)| weight * weight).sum();
    let norm = libm::sqrt(at_least + squares);
    if norm > 0.0 { norm } else { 1.0 }
}

fn log(value: f64) -> f64 {
    libm::log(value)
}
