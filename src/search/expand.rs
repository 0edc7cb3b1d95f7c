//! From a word that is asked for to the words of the index that answer it.

use super::index::{Entry, OpenIndex};
use super::parse::AskedWord;
use super::stems::StemLookup;
use super::typo;
use std::collections::BTreeMap;

/// A word still being typed stands for at most so many words of the index, the most frequent ones.
const MOST_COMPLETIONS: usize = 256;
/// A mistyped word stands for at most so many.
const MOST_CORRECTIONS: usize = 8;
/// A word that no more resources have than this is taken for a possible slip …
const FEW: u32 = 2;
/// … if a word near it has more resources by this factor.
const FAR_MORE: u32 = 10;

/// What a word that is asked for means in this index.
pub(super) struct Answer {
    /// The words of the index that answer it, by themselves or corrected.
    pub(super) variants: BTreeMap<String, Variant>,
    /// The word that was probably meant, where the typed one is probably a slip.
    pub(super) correction: Option<String>,
}

/// A word of the index in its part as an answer.
pub(super) struct Variant {
    pub(super) entry: Entry,
    /// Whether it takes a correction to get to it.
    pub(super) fuzzy: bool,
}

impl Answer {
    /// The number of resources that have any of the words as they are, at most.
    fn exact_resources(&self) -> u32 {
        let exact = self.variants.values().filter(|variant| !variant.fuzzy);
        exact.fold(0, |sum, variant| {
            sum.saturating_add(variant.entry.resources())
        })
    }
}

/// Finds the answers. `forgive` allows corrections.
pub(super) fn expand(
    index: &OpenIndex,
    lookup: &mut StemLookup<'_>,
    asked: &AskedWord,
    forgive: bool,
) -> Answer {
    let mut answer = Answer {
        variants: BTreeMap::new(),
        correction: None,
    };
    add_family(index, lookup, &asked.text, asked.quoted, false, &mut answer);
    if asked.open {
        for (word, entry) in completions(index, &asked.text) {
            answer.variants.entry(word).or_insert(Variant {
                entry,
                fuzzy: false,
            });
        }
    }
    let exact = answer.exact_resources();
    if !forgive || asked.quoted || exact > FEW {
        return answer;
    }
    let mut near = typo::near(index, &asked.text, asked.open);
    near.retain(|near| exact == 0 || near.entry.resources() / FAR_MORE >= exact);
    // With the letters still coming, many words are near; the frequent ones will do.
    near.truncate(MOST_CORRECTIONS);
    answer.correction = near.first().map(|near| near.word.clone());
    for near in near {
        add_family(index, lookup, &near.word, false, true, &mut answer);
    }
    answer
}

/// Adds a word and, unless it is taken to the letter, the words that share its stem.
fn add_family(
    index: &OpenIndex,
    lookup: &mut StemLookup<'_>,
    word: &str,
    literal: bool,
    fuzzy: bool,
    answer: &mut Answer,
) {
    let family = if literal {
        Vec::new()
    } else {
        lookup.family(word)
    };
    for word in family.into_iter().chain([word.to_owned()]) {
        if let Some(entry) = index.entry(&word) {
            answer
                .variants
                .entry(word)
                .or_insert(Variant { entry, fuzzy });
        }
    }
}

/// The words that begin with `beginning`, the most frequent first.
pub(super) fn completions(index: &OpenIndex, beginning: &str) -> Vec<(String, Entry)> {
    let mut found = Vec::new();
    let Some(mut words) = index.words_from(beginning) else {
        return Vec::new();
    };
    while let Some((word, resources)) = words.next() {
        if !word.starts_with(beginning) {
            break;
        }
        found.push((u32::MAX - resources, word.to_owned()));
    }
    // Equally frequent words keep to the alphabet, so that which of them stay does not depend on chance.
    found.sort_unstable();
    found.truncate(MOST_COMPLETIONS);
    let with_entry = |(_, word): (u32, String)| Some((index.entry(&word)?, word));
    found
        .into_iter()
        .filter_map(with_entry)
        .map(|(entry, word)| (word, entry))
        .collect()
}
