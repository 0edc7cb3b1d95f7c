//! The foremost resources of frequent words, found out when an index is built.
//!
//! To find the ten best of the many resources that have a frequent word, all of them are scored. Where nothing but that
//! word is asked for, they are always the same ten; so the foremost of each family of words are kept ("champion lists":
//! C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval", Cambridge 2008, section 7.1.3), with
//! what their scores are made of, and how many resources have any of the words.
//!
//! Families ascend by the numbers of their words. A list holds for the whole segment as it was built: where resources
//! came or went since, it is not asked.

use super::SearchError;
use super::bytes::{ByteWriter, Rows};
use super::dictionary::packed;
use super::index::{Entry, OpenIndex};
use super::rank::Best;
use crate::order::Arrange;
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "foremost";
/// Families that fewer resources have are scored soon enough.
const MANY: u32 = 512;
/// How many resources are kept of a family.
const KEPT: usize = 32;
/// Numbers per family in the table: that of its first word, and where its list ends.
const ROW: usize = 2;

/// What is kept of a family of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Foremost {
    /// How many resources have any of the words.
    pub(super) total: usize,
    /// The best, the very best first, with how often they have the words; all where there are no more.
    pub(super) best: Vec<(u32, u32)>,
}

/// The file for an index of one segment that has none yet.
pub(super) fn written(index: &OpenIndex) -> Vec<u8> {
    let mut families: Vec<(Vec<u32>, Vec<Entry>)> = Vec::new();
    let mut words = index.words_from("");
    while let Some((word, resources)) = words.next() {
        // No family has so many words that all of them are rare.
        if resources < MANY / 4 {
            continue;
        }
        let family = index.family(word);
        let sum = family.iter().map(Entry::resources).sum::<u32>();
        if sum >= MANY {
            families.push((family.iter().map(Entry::number).collect(), family));
        }
    }
    families.arrange_by(|a, b| a.0.cmp(&b.0));
    families.dedup_by(|a, b| a.0 == b.0);
    let lists = families.into_iter().map(|(words, family)| {
        let best = Best::of_word(index, family.iter(), 1.0, KEPT, |_| true);
        let counted = best
            .matches
            .iter()
            .map(|found| (found.ordinal, found.occurrences()));
        let kept = Foremost {
            total: best.total,
            best: counted.collect(),
        };
        (words, kept)
    });
    file(lists)
}

fn file(lists: impl Iterator<Item = (Vec<u32>, Foremost)>) -> Vec<u8> {
    let (mut table, mut blob) = (ByteWriter::default(), ByteWriter::default());
    let mut families = 0;
    for (words, kept) in lists {
        families += 1;
        let (first, others) = words
            .split_first()
            .map_or((0, &[][..]), |(&first, others)| (first, others));
        blob.packed(others.len() as u64);
        others.iter().for_each(|&word| blob.packed(u64::from(word)));
        blob.packed(kept.total as u64);
        blob.packed(kept.best.len() as u64);
        for (document, count) in kept.best {
            blob.packed(u64::from(document));
            blob.packed(u64::from(count));
        }
        table.u32(first);
        table.count(blob.0.len());
    }
    let mut out = ByteWriter::default();
    out.count(families);
    out.0.append(&mut table.0);
    out.0.append(&mut blob.0);
    out.0
}

/// The lists of an open segment; none of one that was built before there were any.
#[derive(Default)]
pub(super) struct Lists(Option<Rows>);

impl Lists {
    /// Opens the lists. What is not sound among them is not found.
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        Rows::open(FILE, bytes, ROW).map(|rows| Self(Some(rows)))
    }

    /// What is kept of the family of the words with just these numbers, which ascend.
    pub(super) fn find(&self, words: &[u32]) -> Option<Foremost> {
        let rows = self.0.as_ref()?;
        let (first, others) = words.split_first()?;
        let begins = |row: usize| rows.number(row, 0);
        let from = rows.first(|row| begins(row) < *first);
        let mut here = (from..rows.len()).take_while(|&row| begins(row) == *first);
        here.find_map(|row| read(rows.bytes(row), others))
    }
}

/// A list, if these are the further words of its family.
fn read(bytes: &[u8], others: &[u32]) -> Option<Foremost> {
    let mut at = 0;
    let mut next = || packed(bytes, &mut at);
    if next()? != others.len() {
        return None;
    }
    for &word in others {
        if next()? != word as usize {
            return None;
        }
    }
    let total = next()?;
    let mut best = Vec::new();
    for _ in 0..next()? {
        best.push((next()? as u32, next()? as u32));
    }
    Some(Foremost { total, best })
}

#[cfg(test)]
mod tests {
    use super::{FILE, Foremost, Lists, file};
    use proptest::collection::{btree_map, btree_set, vec};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use tantivy::directory::OwnedBytes;

    fn lists(families: &BTreeMap<Vec<u32>, Foremost>) -> Vec<u8> {
        file(families.clone().into_iter())
    }

    proptest! {
        #[test]
        fn lists_come_back(
            families in btree_map(
                btree_set(0..6_u32, 1..4),
                (0..9_000_000_usize, vec((any::<u32>(), any::<u32>()), 0..4)),
                0..12,
            ),
            other in btree_set(0..6_u32, 0..4),
        ) {
            let families: BTreeMap<Vec<u32>, Foremost> = families
                .into_iter()
                .map(|(words, (total, best))| (words.into_iter().collect(), Foremost { total, best }))
                .collect();
            let open = Lists::open(&OwnedBytes::new(lists(&families))).expect("lists");
            for (words, kept) in &families {
                prop_assert_eq!(open.find(words), Some(kept.clone()));
            }
            let other: Vec<u32> = other.into_iter().collect();
            prop_assert_eq!(open.find(&other), families.get(&other).cloned());
            prop_assert_eq!(Lists::default().find(&other), None);
        }
    }

    #[test]
    fn damage_is_an_error_or_finds_something_else() {
        let kept = |total| Foremost {
            total,
            best: vec![(3, 1), (700, 2)],
        };
        let families = [(vec![2, 5], kept(512)), (vec![3], kept(9000))];
        let whole = lists(&families.into_iter().collect());
        for length in 0..whole.len() {
            let error = Lists::open(&OwnedBytes::new(whole[..length].to_vec())).err();
            assert!(error.expect("an error").to_string().contains(FILE));
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut changed = whole.clone();
                changed[at] ^= 1 << bit;
                if let Ok(lists) = Lists::open(&OwnedBytes::new(changed)) {
                    for found in [lists.find(&[2, 5]), lists.find(&[3])]
                        .into_iter()
                        .flatten()
                    {
                        assert!(found.best.len() < whole.len());
                    }
                }
            }
        }
    }
}
