//! What can be found in a text and speaks for competencies: words, pairs of neighbouring words, cue phrases.

use super::lexicon::{Term, Wider};
use super::reading::{Reading, Token};
use super::weights::Weights;
use crate::order::Arrange;

/// A word, pair or cue phrase, by number: terms come first, so a term is its own feature.
pub(super) type Feature = u32;

/// Two words are neighbours when at most this many steps apart, words without a topic not counted, in
/// one sentence and either order.
pub(super) const NEIGHBOURS: u32 = 3;

/// How to recognise the features of a map in a text.
#[derive(Default)]
pub(super) struct Features {
    /// For each term, its partners with a higher number, ascending, and the feature of the pair.
    pairs: Vec<Vec<(Term, Feature)>>,
    /// For each term, the cue phrases that start with it: the whole phrase, and its feature.
    cues: Vec<Vec<(Vec<Term>, Feature)>>,
    count: usize,
}

/// How often each feature occurs.
pub(super) struct Counts {
    /// Ascending by feature; weighted by field.
    pub features: Vec<(Feature, f64)>,
    /// Words outside the map, ascending, in the same unit.
    pub wider: Vec<(Wider, f64)>,
    /// The length of the text in the same unit.
    pub length: f64,
}

impl Features {
    /// Numbers terms, then pairs, then phrases, each in ascending order.
    pub fn new(terms: usize, pairs: &[(Term, Term)], phrases: &[Vec<Term>]) -> Self {
        let mut features = Self {
            pairs: vec![Vec::new(); terms],
            cues: vec![Vec::new(); terms],
            count: terms,
        };
        for &(first, second) in pairs {
            let number = features.next();
            features.pairs[first as usize].push((second, number));
        }
        for phrase in phrases {
            let number = features.next();
            if let Some(&first) = phrase.first() {
                features.cues[first as usize].push((phrase.clone(), number));
            }
        }
        features
    }

    fn next(&mut self) -> Feature {
        self.count += 1;
        u32::try_from(self.count - 1).unwrap_or(u32::MAX)
    }

    pub fn len(&self) -> usize {
        self.count
    }

    /// The pair of two terms in either order.
    pub fn pair(&self, one: Term, other: Term) -> Option<Feature> {
        let (first, second) = (one.min(other), one.max(other));
        let partners = &self.pairs[first as usize];
        let found = partners
            .binary_search_by_key(&second, |&(term, _)| term)
            .ok()?;
        Some(partners[found].1)
    }

    /// Calls `found` with each pair and cue phrase: its feature, and its first and last token.
    pub fn each_phrase(&self, tokens: &[Token], mut found: impl FnMut(Feature, usize, usize)) {
        for (at, token) in tokens.iter().enumerate() {
            for (other_at, other) in tokens.iter().enumerate().skip(at + 1) {
                if other.sentence != token.sentence || other.position - token.position > NEIGHBOURS
                {
                    break;
                }
                if let Some(pair) = self.pair(token.term, other.term) {
                    found(pair, at, other_at);
                }
            }
            for (phrase, cue) in &self.cues[token.term as usize] {
                let whole = phrase.iter().enumerate().all(|(step, &term)| {
                    tokens.get(at + step).is_some_and(|next| {
                        next.term == term
                            && next.sentence == token.sentence
                            && next.position as usize == token.position as usize + step
                    })
                });
                if whole {
                    found(*cue, at, at + phrase.len() - 1);
                }
            }
        }
    }

    pub fn count(&self, reading: &Reading, weights: &Weights) -> Counts {
        let mut counts = vec![0.0; self.count];
        for token in &reading.tokens {
            counts[token.term as usize] += weights.field(token.field);
        }
        self.each_phrase(&reading.tokens, |feature, first, _| {
            counts[feature as usize] += weights.field(reading.tokens[first].field);
        });
        let features = (0..)
            .zip(counts)
            .filter(|&(_, count)| count > 0.0)
            .collect();
        let mut wider = reading.wider.clone();
        wider.arrange_by_key(|&(word, _)| word);
        wider.dedup_by(|next, sum| {
            let same = next.0 == sum.0;
            if same {
                sum.1 += next.1;
            }
            same
        });
        Counts {
            features,
            wider,
            length: reading.length,
        }
    }
}

/// The pairs of neighbouring terms in a sentence of the map.
pub(super) fn neighbours(sentence: &[Term]) -> Vec<(Term, Term)> {
    let mut pairs = Vec::new();
    for (at, &one) in sentence.iter().enumerate() {
        for &other in sentence.iter().skip(at + 1).take(NEIGHBOURS as usize) {
            if one != other {
                pairs.push((one.min(other), one.max(other)));
            }
        }
    }
    pairs
}
