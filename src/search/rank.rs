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

use super::expand::Variant;
use super::index::{Entry, OpenIndex};

/// A word in the name counts as so many elsewhere.
pub(super) const NAME_WEIGHT: f32 = 3.0;
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    No,
    Exactly,
    /// Some word only by a correction.
    Fuzzily,
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
            states: vec![State::No; resources],
            matching: Vec::new(),
            counts: vec![0.0; resources],
            touched: Vec::new(),
        }
    }

    /// Adds an asked word, as often as it is asked for.
    pub(super) fn add<'v>(&mut self, variants: impl Iterator<Item = &'v Variant>, weight: f64) {
        let (fuzzy, exact): (Vec<_>, Vec<_>) = variants.partition(|variant| variant.fuzzy);
        exact.iter().for_each(|variant| self.count(&variant.entry));
        let exact_ones = self.touched.len();
        fuzzy.iter().for_each(|variant| self.count(&variant.entry));
        let weight = weight * idf(self.scores.len(), self.touched.len());
        self.ceiling += weight * (K1 + 1.0);
        for (at, &ordinal) in self.touched.iter().enumerate() {
            let ordinal_index = ordinal as usize;
            let is_fuzzy = at >= exact_ones;
            let weight = if is_fuzzy {
                weight * FUZZY_WEIGHT
            } else {
                weight
            };
            let count = f64::from(self.counts[ordinal_index]);
            self.counts[ordinal_index] = 0.0;
            self.scores[ordinal_index] +=
                weight * saturation(count, self.index.relative_length(ordinal_index));
            let state = &mut self.states[ordinal_index];
            if *state == State::No {
                self.matching.push(ordinal);
            }
            *state = (*state).max(if is_fuzzy {
                State::Fuzzily
            } else {
                State::Exactly
            });
        }
        self.touched.clear();
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
        self.states[ordinal as usize] == State::Fuzzily
    }

    /// Those that match, each once, in no particular order.
    pub(super) fn matching(&self) -> &[u32] {
        &self.matching
    }

    /// The best `count` of those that match, best first; equals by ordinal.
    pub(super) fn best(&self, count: usize) -> Vec<u32> {
        best_by(self.matching.clone(), count, |&a, &b| {
            self.score(b).total_cmp(&self.score(a)).then(a.cmp(&b))
        })
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
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
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
