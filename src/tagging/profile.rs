//! What each candidate competency looks for in a text, and how much each find weighs.

use super::features::{Feature, Features, neighbours};
use super::lexicon::{Lexicon, Term};
use super::near::NearWords;
use super::weights::Weights;
use crate::framework::{CompetencyIndex, Framework};
use crate::order::{Arrange, distinct};
use std::collections::BTreeMap;

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
    pairs: Vec<(Term, Term)>,
    cues: Vec<Vec<Term>>,
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
        let pairs = distinct(drafts.iter().flat_map(|draft| draft.pairs.iter().copied()));
        let cues = distinct(drafts.iter().flat_map(|draft| draft.cues.iter().cloned()));
        let features = Features::new(lexicon.len(), &pairs, &cues);

        let pair_place = |pair: &(Term, Term)| pairs.binary_search(pair).unwrap_or_default();
        let cue_place = |cue: &Vec<Term>| cues.binary_search(cue).unwrap_or_default();
        let number = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);

        let idf = |count: usize, of_drafts: &mut dyn Iterator<Item = usize>| {
            idf(count, of_drafts, drafts.len())
        };
        let term = |&term: &Term| term as usize;
        let terms = || drafts.iter().flat_map(|draft| draft.terms.keys()).map(term);
        let near = drafts.iter().flat_map(|draft| draft.near.keys()).map(term);
        let of_pairs = drafts.iter().flat_map(|draft| &draft.pairs);
        let of_cues = drafts.iter().flat_map(|draft| &draft.cues);
        let term_idf = idf(lexicon.len(), &mut terms());
        let near_idf = idf(lexicon.len(), &mut near.chain(terms()));
        let pair_idf = idf(pairs.len(), &mut of_pairs.map(pair_place));
        let cue_idf = idf(cues.len(), &mut of_cues.map(cue_place));
        let (first_pair, first_cue) = (lexicon.len(), lexicon.len() + pairs.len());
        let highest = log(drafts.len() as f64 + 1.0);
        let profile = |draft: &Draft| {
            let terms: Vec<_> = draft
                .terms
                .iter()
                .map(|(&term, share)| (term, share * term_idf[term as usize]))
                .collect();
            let places = draft.pairs.iter().map(pair_place);
            let pairs: Vec<_> = places
                .map(|at| (number(first_pair + at), pair_idf[at]))
                .collect();
            let near: Vec<_> = draft
                .near
                .iter()
                .map(|(&term, nearness)| (term, nearness * near_idf[term as usize]))
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
            let places = draft.cues.iter().map(cue_place);
            profile.extend(places.map(|at| {
                let feature = number(first_cue + at);
                (feature, weights.cues * cue_idf[at] / highest)
            }));
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
        draft.pairs.extend(neighbours(&sentence));
    }
    draft.pairs = distinct(draft.pairs.into_iter());
    for keyword in &competency.keywords {
        let cue: Vec<Term> = lexicon.add(keyword).concat();
        let share = if cue.len() == 1 { 1.0 } else { CUE_WORD };
        for &term in &cue {
            draft.terms.entry(term).or_insert(share);
        }
        if !cue.is_empty() {
            draft.cues.push(cue);
        }
    }
    draft.cues = distinct(draft.cues.into_iter());
    draft
}

/// Inverse document frequency over the candidates, ln((N + 1) / (n + ½)), of so many things that are numbered; `of_drafts`
/// are those of each candidate in turn.
fn idf(count: usize, of_drafts: &mut dyn Iterator<Item = usize>, candidates: usize) -> Vec<f64> {
    let mut frequency = vec![0.0; count];
    for at in of_drafts {
        frequency[at] += 1.0;
    }
    for value in &mut frequency {
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
