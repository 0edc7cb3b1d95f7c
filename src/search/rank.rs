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
use super::first::{First, best_by};
use super::foremost::Foremost;
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

/// The resources that match, with their scores.
pub(super) struct Scores<'a> {
    index: &'a OpenIndex,
    matches: Vec<Match>,
    /// Per resource, one more than its place in `matches`; 0 where it does not match.
    places: Vec<u32>,
    /// What no score can exceed.
    ceiling: f64,
    /// Scratch: the places of those that have the word at hand.
    touched: Vec<u32>,
}

/// A resource that matches.
#[derive(Clone, Copy)]
pub(super) struct Match {
    pub(super) ordinal: u32,
    /// How often it has the word at hand.
    count: f32,
    pub(super) score: f64,
    /// Whether it has some word only by a correction.
    pub(super) fuzzy: bool,
    /// How many words it has only by a correction that others have as they were typed.
    outdone: u8,
}

impl Match {
    fn new(ordinal: u32) -> Self {
        Self {
            ordinal,
            count: 0.0,
            score: 0.0,
            fuzzy: false,
            outdone: 0,
        }
    }

    fn of_word(ordinal: u32, count: f64, score: f64) -> Self {
        Self {
            count: count as f32,
            score,
            ..Self::new(ordinal)
        }
    }

    /// How often it has the word, where one alone was asked for.
    pub(super) fn occurrences(&self) -> u32 {
        self.count as u32
    }

    /// The better of two comes first: with the words as they were typed where any resource has them so,
    /// then by score; equals by ordinal.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let by_words = self.outdone.cmp(&other.outdone);
        by_words
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| self.ordinal.cmp(&other.ordinal))
    }
}

/// The inverse document frequency of a word that `with` of `all` resources have.
pub(super) fn idf(all: usize, with: usize) -> f64 {
    let (all, with) = (all as f64, with.min(all) as f64);
    libm::log(1.0 + (all - with + 0.5) / (with + 0.5))
}

/// How much a text of such a length, over the average, is held back.
pub(super) fn drag(relative_length: f64) -> f64 {
    K1 * (1.0 - B + B * relative_length)
}

/// The part of a score that grows with the number of occurrences, 0 to `K1 + 1`.
pub(super) fn saturation(count: f64, drag: f64) -> f64 {
    count * (K1 + 1.0) / (count + drag)
}

impl<'a> Scores<'a> {
    /// No resource matches yet.
    pub(super) fn new(index: &'a OpenIndex) -> Self {
        Self {
            index,
            matches: Vec::new(),
            places: index.take_zeros(),
            ceiling: 0.0,
            touched: Vec::new(),
        }
    }

    /// Every resource matches, equally well.
    pub(super) fn all(index: &'a OpenIndex) -> Self {
        let mut all = Self::new(index);
        all.matches = (0..).take(index.resources()).map(Match::new).collect();
        all
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
        let weight = weight * idf(self.places.len(), self.touched.len());
        self.ceiling += weight * (K1 + 1.0);
        for (at, &place) in self.touched.iter().enumerate() {
            let found = &mut self.matches[place as usize];
            let fuzzy = at >= exact_ones;
            found.fuzzy |= fuzzy;
            found.outdone += u8::from(fuzzy && exact_ones > 0 && found.outdone < u8::MAX);
            let weight = if fuzzy { weight * FUZZY_WEIGHT } else { weight };
            let drag = self.index.drag(found.ordinal);
            found.score += weight * saturation(f64::from(found.count), drag);
            found.count = 0.0;
        }
        self.touched.clear();
    }

    /// Counts the occurrences of a word; resources that have it match from now on.
    fn count(&mut self, entry: &Entry) {
        let Self {
            index,
            matches,
            places,
            touched,
            ..
        } = self;
        index.occurrences(entry, |ordinals, counts| {
            for (&ordinal, &count) in ordinals.iter().zip(counts) {
                let Some(place) = places.get_mut(ordinal as usize) else {
                    continue;
                };
                if *place == 0 {
                    matches.push(Match::new(ordinal));
                    *place = matches.len() as u32;
                }
                let found = &mut matches[*place as usize - 1];
                if found.count == 0.0 {
                    touched.push(*place - 1);
                }
                found.count += count as f32;
            }
        });
    }

    /// From now on, [`add_to_chosen`](Self::add_to_chosen) adds to the best `count` only. Gives them, best first.
    pub(super) fn choose(&mut self, count: usize) -> Vec<Match> {
        let best = best_by(self.matches.iter().copied(), count, Match::order);
        let mut chosen: Vec<u32> = Vec::with_capacity(best.len());
        chosen.extend(best.iter().map(|found| self.places[found.ordinal as usize]));
        self.clear_places();
        for (found, place) in best.iter().zip(chosen) {
            self.places[found.ordinal as usize] = place;
        }
        best
    }

    /// Adds a word to those of the chosen resources that have it.
    pub(super) fn add_to_chosen<'e>(
        &mut self,
        entries: impl Iterator<Item = &'e Entry>,
        weight: f64,
    ) {
        let Self {
            index,
            matches,
            places,
            touched,
            ..
        } = self;
        for entry in entries {
            index.occurrences(entry, |ordinals, counts| {
                for (&ordinal, &count) in ordinals.iter().zip(counts) {
                    let place = places.get(ordinal as usize).copied().unwrap_or(0);
                    let Some(place) = place.checked_sub(1) else {
                        continue;
                    };
                    let found = &mut matches[place as usize];
                    if found.count == 0.0 {
                        touched.push(place);
                    }
                    found.count += count as f32;
                }
            });
        }
        self.ceiling += weight * (K1 + 1.0);
        for place in touched.drain(..) {
            let found = &mut matches[place as usize];
            let drag = index.drag(found.ordinal);
            found.score += weight * saturation(f64::from(found.count), drag);
            found.count = 0.0;
        }
    }

    fn clear_places(&mut self) {
        for found in &self.matches {
            self.places[found.ordinal as usize] = 0;
        }
    }

    /// Those that match, each once, in no particular order.
    pub(super) fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// What no score can exceed.
    pub(super) fn ceiling(&self) -> f64 {
        self.ceiling
    }
}

impl Drop for Scores<'_> {
    fn drop(&mut self) {
        self.clear_places();
        self.index.keep_zeros(std::mem::take(&mut self.places));
    }
}

/// The best of all that match.
pub(super) struct Best {
    /// How many match.
    pub(super) total: usize,
    /// The best of them, the very best first.
    pub(super) matches: Vec<Match>,
    /// What no score can exceed.
    pub(super) ceiling: f64,
}

impl Best {
    /// The `count` best of the resources that have an asked word, in any of these forms, and that pass: the same that
    /// [`Scores`] would come to, which keep all of them for further words.
    pub(super) fn of_word<'e>(
        index: &OpenIndex,
        entries: impl Iterator<Item = &'e Entry>,
        weight: f64,
        count: usize,
        passes: impl Fn(u32) -> bool,
    ) -> Self {
        let (mut counts, mut touched) = (index.take_zeros(), Vec::new());
        for entry in entries {
            index.occurrences(entry, |ordinals, found| {
                for (&ordinal, &found) in ordinals.iter().zip(found) {
                    let Some(count) = counts.get_mut(ordinal as usize) else {
                        continue;
                    };
                    if *count == 0 {
                        touched.push(ordinal);
                    }
                    *count = count.saturating_add(found.max(1));
                }
            });
        }
        let weight = weight * idf(counts.len(), touched.len());
        let most = weight * (K1 + 1.0) * (1.0 + 1e-9);
        let mut total = 0;
        let (mut first, mut bar) = (First::new(count, Match::order), 0.0);
        for ordinal in touched {
            let count = f64::from(std::mem::take(&mut counts[ordinal as usize]));
            if !passes(ordinal) {
                continue;
            }
            total += 1;
            let drag = index.drag(ordinal);
            // A product tells sooner than a quotient what is surely not among the first.
            if count * most < bar * (count + drag) {
                continue;
            }
            first.offer(Match::of_word(
                ordinal,
                count,
                weight * saturation(count, drag),
            ));
            bar = first.last().map_or(0.0, |last| last.score);
        }
        index.keep_zeros(counts);
        Self {
            total,
            matches: first.sorted(),
            ceiling: weight * (K1 + 1.0),
        }
    }

    /// As [`of_word`](Self::of_word) of a word that is asked for once, if all pass: where the foremost are kept.
    pub(super) fn kept<'e>(
        index: &OpenIndex,
        entries: impl Iterator<Item = &'e Entry>,
        count: usize,
    ) -> Option<Self> {
        let Foremost { total, best } = index.foremost(entries)?;
        let total = total.min(index.resources());
        let count = count.min(total);
        if best.len() < count {
            return None;
        }
        let weight = idf(index.resources(), total);
        let known = |&(ordinal, _): &(u32, u32)| (ordinal as usize) < index.resources();
        let matches = best.into_iter().filter(known).take(count);
        let matches = matches.map(|(ordinal, count)| {
            let count = f64::from(count);
            let score = weight * saturation(count, index.drag(ordinal));
            Match::of_word(ordinal, count, score)
        });
        Some(Self {
            total,
            matches: matches.collect(),
            ceiling: weight * (K1 + 1.0),
        })
    }

    /// A score as a share of what no score can exceed, 0..=1.
    pub(super) fn share(&self, score: f64) -> f64 {
        if self.ceiling > 0.0 {
            score / self.ceiling
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{drag, idf, saturation};

    #[test]
    fn rarer_words_and_more_occurrences_count_more() {
        assert!(idf(100, 1) > idf(100, 50) && idf(100, 100) > 0.0);
        assert!(saturation(2.0, drag(1.0)) > saturation(1.0, drag(1.0)));
        assert!(saturation(1.0, drag(0.5)) > saturation(1.0, drag(2.0)));
        assert!(saturation(1e9, drag(1.0)) < 2.2);
    }
}
