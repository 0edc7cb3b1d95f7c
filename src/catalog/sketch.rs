//! How much of their wording two texts share.
//!
//! A text is seen as the set of its runs of three words; what two texts share is the Jaccard similarity of these sets
//! (Broder, "On the resemblance and containment of documents", 1997). Of a long text only the [`KEPT`] runs with the
//! smallest hashes are kept: a fair sample, the same of the same text. Up to that many the similarity is exact, beyond it
//! is an estimate with a standard error of at most .045.

use super::language::words;
use super::{Field, Resource};

/// Texts that share so much are near-duplicates.
const NEAR_EQUAL: f64 = 0.6;
/// Shorter texts are too short to tell.
const FEWEST_WORDS: usize = 12;
/// Words in a run.
const RUN: usize = 3;
/// So many runs are kept of a text.
const KEPT: usize = 128;

/// The runs of words of one text, as hashes, ascending; the smallest [`KEPT`].
#[derive(Clone, Debug, Default)]
struct Runs(Vec<u64>);

impl Runs {
    fn of(text: &str) -> Self {
        let words = words(text);
        if words.len() < FEWEST_WORDS {
            return Self::default();
        }
        let mut hashes: Vec<u64> = words.windows(RUN).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(KEPT);
        hashes.shrink_to_fit();
        Self(hashes)
    }

    /// The share of the runs of either text that both have, 0..1.
    fn resemblance(&self, other: &Self) -> f64 {
        // Above the largest hash of a sample, what is not in it may still be in its text.
        let seen = |runs: &Self| match runs.0.last() {
            Some(&last) if runs.0.len() == KEPT => last,
            _ => u64::MAX,
        };
        let upto = seen(self).min(seen(other));
        let known = |runs: &Self| runs.0.partition_point(|&run| run <= upto);
        let (own, others) = (&self.0[..known(self)], &other.0[..known(other)]);
        let both = own
            .iter()
            .filter(|run| others.binary_search(run).is_ok())
            .count();
        match own.len() + others.len() - both {
            0 => 0.0,
            either => both as f64 / either as f64,
        }
    }
}

/// What is kept of a resource's wording, to be compared with others'.
#[derive(Clone, Debug)]
pub struct Sketch {
    description: Runs,
    text: Runs,
}

impl Sketch {
    /// The wording of a resource's description and full text.
    #[must_use]
    pub fn of(resource: &Resource) -> Self {
        Self {
            description: Runs::of(&resource.description),
            text: Runs::of(&resource.text),
        }
    }

    /// Where two resources are near-duplicates: the field of which they share most, and how much of it, from .6 to 1.
    #[must_use]
    pub fn nearness(&self, other: &Self) -> Option<(Field, f64)> {
        let description = self.description.resemblance(&other.description);
        let text = self.text.resemblance(&other.text);
        let most = if text > description {
            (Field::Text, text)
        } else {
            (Field::Description, description)
        };
        (most.1 >= NEAR_EQUAL).then_some(most)
    }

    /// The hashes by which near-duplicates can be found: any two have one in common.
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        self.description.0.iter().chain(&self.text.0).copied()
    }
}

/// FNV-1a (Fowler, Noll and Vo), then the finish of splitmix64 (Steele, Lea and Flood 2014): the smallest hashes must be a
/// fair sample.
fn hash(run: &[String]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in run.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(range: std::ops::Range<u32>) -> Runs {
        let words: Vec<String> = range.map(|number| number.to_string()).collect();
        Runs::of(&words.join(" "))
    }

    #[test]
    fn short_texts_are_compared_exactly() {
        assert_eq!(runs(0..50).resemblance(&runs(0..50)), 1.0);
        assert_eq!(runs(0..50).resemblance(&runs(60..99)), 0.0);
        // 48 runs and 38, of which 28 in both.
        let close = runs(0..50).resemblance(&runs(20..60));
        assert_eq!(close, 28.0 / 58.0);
        assert_eq!(runs(0..11).resemblance(&runs(0..11)), 0.0);
    }

    #[test]
    fn long_texts_are_compared_by_a_sample() {
        for (other, share) in [(0..5000, 1.0), (1000..5000, 0.8), (2500..7500, 1.0 / 3.0)] {
            let estimate = runs(0..5000).resemblance(&runs(other));
            assert!((estimate - share).abs() < 0.1, "{estimate} for {share}");
        }
        // A short text in a long one.
        assert!(runs(0..60).resemblance(&runs(0..5000)) < 0.1);
    }
}
