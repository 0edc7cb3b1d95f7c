//! Which documents hold two frequent words, one right after the other.
//!
//! A phrase is looked for in the texts of the documents that have all its words. Where one of them is not frequent, these
//! are few. Where all are (`of the`), most would have to be read; so each two of them that follow each other are kept here,
//! as if they were one word.
//!
//! The pairs ascend; a pair's documents are written as steps, in groups of seven bits.

use super::SearchError;
use super::bytes::{ByteWriter, Rows};
use super::dictionary::packed;
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "pairs";
/// A word is frequent if one document of so many has it…
const SHARE: usize = 16;
/// …and more than so many do.
const FEW: usize = 64;
/// Numbers per pair: those of its words, and where its documents end.
const PAIR: usize = 3;

/// Whether a word that so many documents have is frequent.
pub(super) fn is_frequent(frequency: u32, documents: usize) -> bool {
    frequency as usize > FEW.max(documents / SHARE)
}

/// Collects pairs, document by document.
pub(super) struct PairsBuilder {
    /// The numbers of the frequent words, ascending.
    words: Vec<u32>,
    /// Per frequent word, the pairs that it is the first of, by the other.
    pairs: Vec<Vec<Pair>>,
}

struct Pair {
    /// The place of the other word among the frequent ones.
    second: usize,
    steps: ByteWriter,
    /// One more than the last document.
    next: u32,
}

impl PairsBuilder {
    /// For the frequent words with these numbers, which ascend.
    pub(super) fn new(words: Vec<u32>) -> Self {
        let pairs = words.iter().map(|_| Vec::new()).collect();
        Self { words, pairs }
    }

    /// Takes note of a pair, by the words' places among the frequent ones, in a document, which is none before that of the
    /// last call.
    pub(super) fn add(&mut self, (first, second): (usize, usize), document: u32) {
        let pairs = &mut self.pairs[first];
        let place = pairs.binary_search_by_key(&second, |pair| pair.second);
        let place = place.unwrap_or_else(|place| {
            let steps = ByteWriter::default();
            let new = Pair {
                second,
                steps,
                next: 0,
            };
            pairs.insert(place, new);
            place
        });
        let pair = &mut pairs[place];
        if let Some(step) = document.checked_sub(pair.next) {
            pair.steps.packed(u64::from(step));
            pair.next = document + 1;
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let (mut out, mut documents) = (ByteWriter::default(), Vec::new());
        out.count(self.pairs.iter().map(Vec::len).sum());
        for (first, pairs) in self.words.iter().zip(&self.pairs) {
            for pair in pairs {
                documents.extend_from_slice(&pair.steps.0);
                out.u32(*first);
                out.u32(self.words[pair.second]);
                out.count(documents.len());
            }
        }
        out.0.append(&mut documents);
        out.0
    }
}

/// The pairs of an open segment.
pub(super) struct Pairs(Rows);

impl Pairs {
    /// Opens the pairs. What is not sound among them is not found.
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        Rows::open(FILE, bytes, PAIR).map(Self)
    }

    /// The documents that hold the words with these numbers one after the other, ascending.
    pub(super) fn documents(&self, first: u32, second: u32) -> Vec<u32> {
        let Self(rows) = self;
        let pair = |row: usize| (rows.number(row, 0), rows.number(row, 1));
        let row = rows.first(|row| pair(row) < (first, second));
        if row == rows.len() || pair(row) != (first, second) {
            return Vec::new();
        }
        let bytes = rows.bytes(row);
        let (mut at, mut next, mut documents) = (0, 0_u32, Vec::new());
        while let Some(step) = packed(bytes, &mut at) {
            let document = next.saturating_add(u32::try_from(step).unwrap_or(u32::MAX));
            documents.push(document);
            next = document.saturating_add(1);
        }
        documents
    }
}

#[cfg(test)]
mod tests {
    use super::{FILE, Pairs, PairsBuilder, is_frequent};
    use proptest::collection::btree_map;
    use proptest::prelude::*;
    use tantivy::directory::OwnedBytes;

    /// The words have the numbers 10, 20, and so on.
    fn file(pairs: impl IntoIterator<Item = ((usize, usize), u32)>) -> Vec<u8> {
        let mut builder = PairsBuilder::new((1..10).map(|word| 10 * word).collect());
        pairs
            .into_iter()
            .for_each(|(pair, document)| builder.add(pair, document));
        builder.finish()
    }

    proptest! {
        #[test]
        fn pairs_come_back(
            all in btree_map((0..9_usize, 0..9_usize), proptest::collection::btree_set(0..70_000_u32, 1..20), 0..20)
        ) {
            let mut given: Vec<_> = all.iter().flat_map(|(&pair, documents)| documents.iter().map(move |&at| (pair, at))).collect();
            given.sort_by_key(|&(_, document)| document);
            // A pair that stands in a document twice counts once.
            let twice: Vec<_> = given.iter().flat_map(|&own| [own, own]).collect();
            let pairs = Pairs::open(&OwnedBytes::new(file(twice))).expect("pairs");
            let number = |word: usize| 10 * (word as u32 + 1);
            for first in 0..9 {
                for second in 0..9 {
                    let documents: Vec<u32> = all.get(&(first, second)).into_iter().flatten().copied().collect();
                    prop_assert_eq!(pairs.documents(number(first), number(second)), documents);
                }
            }
        }
    }

    #[test]
    fn damage_is_an_error_or_finds_other_documents() {
        let whole = file([((1, 2), 3), ((1, 2), 300), ((2, 1), 5)]);
        for length in 0..whole.len() {
            let error = Pairs::open(&OwnedBytes::new(whole[..length].to_vec())).err();
            assert!(error.expect("an error").to_string().contains(FILE));
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut changed = whole.clone();
                changed[at] ^= 1 << bit;
                if let Ok(pairs) = Pairs::open(&OwnedBytes::new(changed)) {
                    assert!(pairs.documents(20, 30).len() + pairs.documents(30, 20).len() < 9);
                }
            }
        }
    }

    #[test]
    fn words_of_few_documents_are_not_frequent() {
        assert!(!is_frequent(64, 64) && is_frequent(65, 65) && is_frequent(65, 1000));
        assert!(!is_frequent(625, 10_000) && is_frequent(626, 10_000));
    }
}
