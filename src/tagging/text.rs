//! A text cut into words: once, for any number of maps.
//!
//! Most words of a text are words of the catalogue that the tagger has learnt from. These are numbered, so that what each
//! is to a map is looked up by number instead of being spelt and stemmed again.

use super::boilerplate::site_words;
use super::fields::TextFields;
use super::spelling::Speller;
use super::words::{Word, each_word};
use crate::catalog::Field;
use crate::order::Gather;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A word of the vocabulary, by number.
pub(super) type Known = u32;

/// Words that make up a tenth or more of English prose and occur in no other large language.
const ENGLISH: [&str; 12] = [
    "and", "are", "for", "from", "how", "of", "that", "the", "this", "to", "with", "your",
];

/// What names more than one in so many resources of a catalogue names none.
const COMMON: usize = 10;

/// The words of a catalogue, numbered.
pub(super) struct Vocabulary {
    /// Only looked up, never iterated: their order cannot matter.
    numbers: HashMap<String, Known>,
    /// For each word, whether more than one in [`COMMON`] titles, descriptions and keywords have it.
    common: Vec<bool>,
    /// In alphabetical order.
    site: Vec<&'static str>,
}

/// What was learnt of a vocabulary's words.
#[derive(Default)]
pub(super) struct Seen {
    /// For each word, its key; none for words without a topic.
    pub keys: Vec<Option<String>>,
    /// For each key, in how many texts it occurs.
    pub frequency: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// All words of some texts, keyed as in this language.
    pub fn of(texts: &[TextFields<'_>], language: &str) -> (Self, Seen) {
        let speller = Speller::new(language);
        let mut numbers: HashMap<String, Known> = HashMap::new();
        let mut seen = Seen::default();
        let mut naming: BTreeMap<String, usize> = BTreeMap::new();
        for text in texts {
            let mut own: BTreeSet<Known> = BTreeSet::new();
            let mut names: BTreeSet<Known> = BTreeSet::new();
            for (field, text) in text.each() {
                each_word(text, |_, lower| {
                    let number = numbers.get(lower).copied().unwrap_or_else(|| {
                        let next = Known::try_from(seen.keys.len()).unwrap_or(Known::MAX);
                        numbers.insert(lower.to_owned(), next);
                        seen.keys.push(speller.key(lower).map(Cow::into_owned));
                        next
                    });
                    own.insert(number);
                    if field != Field::Text {
                        names.insert(number);
                    }
                });
            }
            count_keys(&mut seen.frequency, &seen.keys, own);
            count_keys(&mut naming, &seen.keys, names);
        }
        let often = |key: &String| {
            naming
                .get(key)
                .is_some_and(|count| count * COMMON > texts.len())
        };
        let common = seen
            .keys
            .iter()
            .map(|key| key.as_ref().is_some_and(often))
            .collect();
        let site = site_words();
        (
            Self {
                numbers,
                common,
                site,
            },
            seen,
        )
    }
}

/// Counts each key of some words once.
fn count_keys(
    counts: &mut BTreeMap<String, usize>,
    keys: &[Option<String>],
    words: BTreeSet<Known>,
) {
    let own: BTreeSet<&String> = words
        .into_iter()
        .filter_map(|word| keys[word as usize].as_ref())
        .gather();
    for key in own {
        match counts.get_mut(key) {
            Some(count) => *count += 1,
            None => {
                counts.insert(key.clone(), 1);
            }
        }
    }
}

/// A word where it stands.
pub(super) struct Spoken {
    pub word: Word,
    /// Its number, if the vocabulary has it.
    pub known: Option<Known>,
    /// Whether any English sentence has it and no other language.
    pub english: bool,
    /// Whether it is too common in the catalogue to name a resource.
    pub common: bool,
    /// Whether sites speak of themselves with it; in the full text only.
    pub site: bool,
    /// Where its letters are.
    start: usize,
    end: usize,
}

/// A text cut into words.
pub(super) struct Text<'a> {
    /// What was cut.
    pub fields: &'a TextFields<'a>,
    /// Per field, in the order in which they are read.
    pub words: [(Field, Vec<Spoken>); 4],
    /// All words' lower-case letters, one after the other.
    letters: String,
}

impl<'a> Text<'a> {
    pub fn cut(fields: &'a TextFields<'a>, vocabulary: &Vocabulary) -> Self {
        let mut letters = String::new();
        let words = fields.each().map(|(field, text)| {
            let mut words = Vec::new();
            each_word(text, |word, lower| {
                let start = letters.len();
                letters.push_str(lower);
                let known = vocabulary.numbers.get(lower).copied();
                words.push(Spoken {
                    word,
                    known,
                    english: ENGLISH.contains(&lower),
                    common: known.is_some_and(|known| vocabulary.common[known as usize]),
                    site: field == Field::Text && vocabulary.site.binary_search(&lower).is_ok(),
                    start,
                    end: letters.len(),
                });
            });
            (field, words)
        });
        Self {
            fields,
            words,
            letters,
        }
    }

    /// The lower-case letters of a word.
    pub fn letters(&self, word: &Spoken) -> &str {
        &self.letters[word.start..word.end]
    }

    /// A word and the one right before it, written as one.
    pub fn joined(&self, before: &Spoken, word: &Spoken) -> &str {
        &self.letters[before.start..word.end]
    }
}
