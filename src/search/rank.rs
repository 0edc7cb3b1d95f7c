//! How well each resource answers a query.
//!
//! BM25F over one combined field (S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple
//! weighted fields", CIKM 2004), computed here over tantivy's postings and field norms:
//!
//! ```text
//! score(d) = Σ over the asked words w of  n(w) · idf(w) · tf(w,d) · (k1 + 1) / (tf(w,d) + k1 · (1 − b + b · l(d)))
//! idf(w)   = ln(1 + (N − df(w) + ½) / (df(w) + ½))
//! ```
//!
//! `tf` counts all words of the index that answer `w` as one word, those in the name with their weight;
//! `df` counts the resources that have any of them; `l` is the resource's length over the average, the
//! name counted with the same weight; `n` is how often `w` is asked for.

use super::expand::{Variant, Way};
use super::index::{Entry, OpenIndex};
use std::cmp::Ordering;

/// A word in the name counts as so many elsewhere.
pub(super) const NAME_WEIGHT: usize = 3;
/// How soon further occurrences stop to matter.
const K1: f64 = 1.2;
/// How much long texts are held back.
const B: f64 = 0.75;
/// What a match counts that needs a correction.
const FUZZY_WEIGHT: f64 = 0.5;

/// Scores by ordinal, and which resources match.
pub(super) struct Scores<'a> {
    index: &'a OpenIndex,
    scores: Vec<f64>,
    /// What no score can exceed.
    ceiling: f64,
    states: Vec<State>,
    /// Those that match, each once, in no particular order.
    matching: Vec<u32>,
    /// Scratch: counts of the word at hand, and the resources that have one.
    counts: Vec<f32>,
    touched: Vec<u32>,
}

/// How a resource matches.
#[derive(Clone, Copy, Default)]
struct State {
    matches: bool,
    /// Whether it has some word only by a correction.
    fuzzy: bool,
    /// How many words it has only by a correction that others have as they were typed.
    outdone: u8,
}

/// The inverse document frequency of a word that `with` of `all` resources have.
pub(super) fn idf(all: usize, with: usize) -> f64 {
    let (all, with) = (all as f64, with.min(all) as f64);
    libm::log(1.0 + (all - with + 0.5) / (with + 0.5))
}

/// The part of a score that grows with the number of occurrences, 0 to `K1 + 1`.
pub(super) fn saturation(count: f64, relative_length: f64) -> f64 {
    count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * relative_length))
}

impl<'a> Scores<'a> {
    pub(super) fn new(index: &'a OpenIndex) -> Self {
        let resources = index.resources();
        Self {
            index,
            scores: vec![0.0; resources],
            ceiling: 0.0,
            states: vec![State::default(); resources],
            matching: Vec::new(),
            counts: vec![0.0; resources],
            touched: Vec::new(),
        }
    }

    /// Adds an asked word, as often as it is asked for.
    pub(super) fn add<'v>(&mut self, variants: impl Iterator<Item = &'v Variant>, weight: f64) {
        let (corrected, exact): (Vec<_>, Vec<_>) =
            variants.partition(|variant| variant.way == Way::Corrected);
        exact.iter().for_each(|variant| self.count(&variant.entry));
        let exact_ones = self.touched.len();
        corrected
            .iter()
            .for_each(|variant| self.count(&variant.entry));
        let weight = weight * idf(self.scores.len(), self.touched.len());
        self.ceiling += weight * (K1 + 1.0);
        for (at, ordinal) in self.touched.drain(..).enumerate() {
            let fuzzy = at >= exact_ones;
            let state = &mut self.states[ordinal as usize];
            if !state.matches {
                self.matching.push(ordinal);
            }
            state.matches = true;
            state.fuzzy |= fuzzy;
            state.outdone += u8::from(fuzzy && exact_ones > 0 && state.outdone < u8::MAX);
            let ordinal = ordinal as usize;
            let count = f64::from(std::mem::take(&mut self.counts[ordinal]));
            let weight = if fuzzy { weight * FUZZY_WEIGHT } else { weight };
            self.scores[ordinal] += weight * saturation(count, self.index.relative_length(ordinal));
        }
    }

    /// Adds a word to those resources only for which `applies`, which must match already; whether a
    /// resource matches does not change.
    pub(super) fn add_among<'e>(
        &mut self,
        applies: &[bool],
        entries: impl Iterator<Item = &'e Entry>,
        weight: f64,
    ) {
        for entry in entries {
            let Self {
                index,
                counts,
                touched,
                ..
            } = self;
            index.occurrences(entry, |ordinal, count| {
                if applies[ordinal] {
                    add_count(counts, touched, ordinal, count);
                }
            });
        }
        self.ceiling += weight * (K1 + 1.0);
        for ordinal in self.touched.drain(..) {
            let ordinal = ordinal as usize;
            let count = f64::from(self.counts[ordinal]);
            self.counts[ordinal] = 0.0;
            self.scores[ordinal] += weight * saturation(count, self.index.relative_length(ordinal));
        }
    }

    fn count(&mut self, entry: &Entry) {
        let Self {
            index,
            counts,
            touched,
            ..
        } = self;
        index.occurrences(entry, |ordinal, count| {
            add_count(counts, touched, ordinal, count)
        });
    }

    pub(super) fn score(&self, ordinal: u32) -> f64 {
        self.scores[ordinal as usize]
    }

    /// The score as a share of what no score can exceed, 0..=1.
    pub(super) fn share(&self, ordinal: u32) -> f64 {
        if self.ceiling > 0.0 {
            self.scores[ordinal as usize] / self.ceiling
        } else {
            0.0
        }
    }

    pub(super) fn is_fuzzy(&self, ordinal: u32) -> bool {
        self.states[ordinal as usize].fuzzy
    }

    /// Those that match, each once, in no particular order.
    pub(super) fn matching(&self) -> &[u32] {
        &self.matching
    }

    /// The better of two comes first: with the words as they were typed where any resource has them so,
    /// then by score; equals by ordinal.
    pub(super) fn order(&self, a: u32, b: u32) -> Ordering {
        let outdone = |ordinal: u32| self.states[ordinal as usize].outdone;
        let by_words = outdone(a).cmp(&outdone(b));
        by_words
            .then_with(|| self.score(b).total_cmp(&self.score(a)))
            .then(a.cmp(&b))
    }

    /// The best `count` of those that match, best first.
    pub(super) fn best(&self, count: usize) -> Vec<u32> {
        best_by(self.matching.clone(), count, |&a, &b| self.order(a, b))
    }
}

fn add_count(counts: &mut [f32], touched: &mut Vec<u32>, ordinal: usize, count: f32) {
    if counts[ordinal] == 0.0 {
        touched.push(ordinal as u32);
    }
    counts[ordinal] += count;
}

/// The first `count` items in an order without equals, sorted, without sorting the rest.
pub(super) fn best_by<T>(
    mut items: Vec<T>,
    count: usize,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    if count == 0 {
        return Vec::new();
    }
    if count < items.len() {
        items.select_nth_unstable_by(count - 1, &order);
        items.truncate(count);
    }
    items.sort_unstable_by(order);
    items
}

#[cfg(test)]
mod tests {
    use super::{best_by, idf, saturation};

    #[test]
    fn rarer_words_and_more_occurrences_count_more() {
        assert!(idf(100, 1) > idf(100, 50) && idf(100, 100) > 0.0);
        assert!(saturation(2.0, 1.0) > saturation(1.0, 1.0));
        assert!(saturation(1.0, 0.5) > saturation(1.0, 2.0));
        assert!(saturation(1e9, 1.0) < 2.2);
    }

    #[test]
    fn the_best_come_first() {
        assert_eq!(best_by(vec![5, 1, 4, 2], 2, Ord::cmp), [1, 2]);
        assert_eq!(best_by(vec![5, 1], 9, Ord::cmp), [1, 5]);
        assert_eq!(best_by(vec![5, 1], 0, Ord::cmp), Vec::<i32>::new());
    }
}
