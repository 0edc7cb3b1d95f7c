//! From a word that is asked for to the words of the index that answer it.

use super::index::{Entry, OpenIndex, WordAt};
use super::parse::AskedWord;
use super::typo;
use crate::order::Arrange;
use std::collections::BTreeMap;

/// A word still being typed stands for at most so many words of the index, the most frequent ones.
const MOST_COMPLETIONS: usize = 256;
/// So many of them, the most frequent, bring the words that share a stem with them: what answers the whole
/// word must not be away while its last letters are typed.
const FAMILIES: usize = 8;
/// A mistyped word stands for at most so many.
const MOST_CORRECTIONS: usize = 8;
/// A word that no more resources have than this is taken for a possible slip …
const FEW: u32 = 2;
/// … if a word near it has more resources by this factor.
const FAR_MORE: u32 = 10;

/// What a word that is asked for means in this index.
#[derive(Default)]
pub(super) struct Answer {
    /// The words of the index that answer it, by themselves or corrected.
    pub(super) variants: BTreeMap<WordAt, Variant>,
    /// The word that was probably meant, where the typed one is probably a slip.
    pub(super) correction: Option<String>,
    /// Whether words near it were looked for, which takes its time.
    pub(super) looked_near: bool,
}

/// A word of the index in its part as an answer.
pub(super) struct Variant {
    pub(super) entry: Entry,
    /// How it answers.
    pub(super) way: Way,
}

/// How a word of the index answers one that is asked for; the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// It begins with the asked one, which is still being typed.
    Begins,
    /// It is the asked one, or shares a stem with it or with a word that it begins.
    Family,
    /// It takes a correction to get to it.
    Corrected,
}

impl Answer {
    fn add(&mut self, entries: impl IntoIterator<Item = Entry>, way: Way) {
        for entry in entries {
            let known = self.variants.entry(entry.word);
            known.or_insert(Variant { entry, way });
        }
    }

    /// Whether no word needs a correction.
    pub(super) fn is_exact(&self) -> bool {
        let mut variants = self.variants.values();
        variants.all(|variant| variant.way != Way::Corrected)
    }

    /// The number of resources that have any of the words as they are, at most.
    fn exact_resources(&self) -> u32 {
        let exact = self
            .variants
            .values()
            .filter(|variant| variant.way != Way::Corrected);
        exact.fold(0, |sum, variant| {
            sum.saturating_add(variant.entry.resources())
        })
    }
}

/// Finds the answers. `forgive` allows corrections.
pub(super) fn expand(index: &OpenIndex, asked: &AskedWord, forgive: bool) -> Answer {
    let mut answer = Answer::default();
    if asked.open {
        let completions = completions(index, &asked.text);
        let frequent = completions.iter().take(FAMILIES);
        let families: Vec<Entry> = frequent
            .flat_map(|completion| index.family(&completion.word))
            .collect();
        for completion in completions {
            answer.add(completion.entries, Way::Begins);
        }
        answer.add(families, Way::Family);
    }
    if asked.quoted {
        answer.add(index.find(&asked.text), Way::Family);
    } else {
        answer.add(index.family(&asked.text), Way::Family);
    }
    let exact = answer.exact_resources();
    if !forgive || asked.quoted || exact > FEW {
        return answer;
    }
    answer.looked_near = true;
    let near = index.corrections[usize::from(asked.open)].get(&asked.text, || {
        let mut near = typo::near(index, &asked.text, asked.open);
        near.retain(|near| exact == 0 || near.resources / FAR_MORE >= exact);
        // With the letters still coming, many words are near; the frequent ones will do.
        near.truncate(MOST_CORRECTIONS);
        near
    });
    answer.correction = near.first().map(|near| near.word.clone());
    for near in near {
        answer.add(index.family(&near.word), Way::Corrected);
    }
    answer
}

/// A word that begins with what was typed.
pub(super) struct Completion {
    pub(super) word: String,
    pub(super) resources: u32,
    pub(super) entries: Vec<Entry>,
}

/// The words that begin with `beginning`, the most frequent first.
pub(super) fn completions(index: &OpenIndex, beginning: &str) -> Vec<Completion> {
    let mut found: Vec<Completion> = Vec::new();
    // More than are kept; so that few words have to be copied, the rest is dropped in between.
    let least_first = |found: &mut Vec<Completion>| {
        // Words come in the order of the alphabet, which equals keep.
        found.arrange_by_key(|completion| u32::MAX - completion.resources);
        found.truncate(MOST_COMPLETIONS);
        found
            .get(MOST_COMPLETIONS - 1)
            .map_or(0, |last| last.resources)
    };
    let mut least = 0;
    let mut words = index.words_from(beginning);
    while let Some((word, resources)) = words.next() {
        if !word.starts_with(beginning) {
            break;
        }
        // Equally frequent words keep to the alphabet, so a later word must have more.
        if resources <= least {
            continue;
        }
        let word = word.to_owned();
        found.push(Completion {
            word,
            resources,
            entries: words.entries().collect(),
        });
        if found.len() >= 2 * MOST_COMPLETIONS {
            least = least_first(&mut found);
        }
    }
    least_first(&mut found);
    found
}
