//! What is particular to a language: its stems and its stop words.
//!
//! Stems are those of the Snowball project (M. F. Porter, "Snowball: a language for stemming algorithms",
//! 2001), over words without accents. English stop words are the Snowball list;
//! the other languages' are tantivy's.

use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;
use tantivy::tokenizer::{
    Language as Listed, RawTokenizer, StopWordFilter, TextAnalyzer, TokenStream,
};

/// A language with a stemmer. The numbers are part of the index format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Language(u8);

/// Codes, with their stemmers and the names that their stop words go by.
const LANGUAGES: [(&str, Algorithm, Listed); 20] = [
    ("en", Algorithm::English, Listed::English),
    ("ar", Algorithm::Arabic, Listed::Arabic),
    ("da", Algorithm::Danish, Listed::Danish),
    ("nl", Algorithm::Dutch, Listed::Dutch),
    ("fi", Algorithm::Finnish, Listed::Finnish),
    ("fr", Algorithm::French, Listed::French),
    ("de", Algorithm::German, Listed::German),
    ("el", Algorithm::Greek, Listed::Greek),
    ("hu", Algorithm::Hungarian, Listed::Hungarian),
    ("it", Algorithm::Italian, Listed::Italian),
    ("no", Algorithm::Norwegian, Listed::Norwegian),
    ("pt", Algorithm::Portuguese, Listed::Portuguese),
    ("ro", Algorithm::Romanian, Listed::Romanian),
    ("ru", Algorithm::Russian, Listed::Russian),
    ("es", Algorithm::Spanish, Listed::Spanish),
    ("sv", Algorithm::Swedish, Listed::Swedish),
    ("ta", Algorithm::Tamil, Listed::Tamil),
    ("tr", Algorithm::Turkish, Listed::Turkish),
    ("nb", Algorithm::Norwegian, Listed::Norwegian),
    ("nn", Algorithm::Norwegian, Listed::Norwegian),
];

impl Language {
    pub(super) const ENGLISH: Self = Self(0);

    /// From BCP 47 tags, the first that has a stemmer. English where nothing is said; nothing where
    /// something is said that has no stemmer.
    pub(super) fn of(tags: &[String]) -> Option<Self> {
        if tags.is_empty() {
            return Some(Self::ENGLISH);
        }
        tags.iter().find_map(|tag| {
            let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
            let at = LANGUAGES.iter().position(|(code, ..)| *code == primary)?;
            // The two written forms of Norwegian share a stemmer.
            let at = if at >= 18 { 10 } else { at };
            u8::try_from(at).ok().map(Self)
        })
    }

    pub(super) fn number(self) -> u8 {
        self.0
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        (number < 18).then_some(Self(number))
    }

    /// The stem of a folded word; the word where it has none.
    pub(super) fn stem(self, word: &str) -> Cow<'_, str> {
        let algorithm = LANGUAGES[usize::from(self.0)].1;
        // These change letters of their own script only.
        let own_script = matches!(
            algorithm,
            Algorithm::Arabic | Algorithm::Greek | Algorithm::Russian | Algorithm::Tamil
        );
        if own_script && word.is_ascii() {
            return word.into();
        }
        let stem = Stemmer::new(algorithm).stem(word);
        if stem.is_empty() { word.into() } else { stem }
    }

    /// The stem of a word of a language, which names its family; the word where the language has no stemmer.
    pub(super) fn stem_in(language: Option<Self>, word: &str) -> Cow<'_, str> {
        language.map_or(word.into(), |language| language.stem(word))
    }

    fn stop_words(self) -> Option<StopWordFilter> {
        StopWordFilter::new(LANGUAGES[usize::from(self.0)].2)
    }
}

/// Tells the words that say nothing about a resource.
pub(super) struct StopWords {
    others: Option<TextAnalyzer>,
}

impl StopWords {
    /// Those of one language; of none where it has no list.
    pub(super) fn new(language: Option<Language>) -> Self {
        let filter = language
            .filter(|&language| language != Language::ENGLISH)
            .and_then(Language::stop_words);
        Self {
            others: filter.map(|filter| {
                TextAnalyzer::builder(RawTokenizer::default())
                    .filter(filter)
                    .build()
            }),
        }
    }

    /// Whether a folded word is one. English ones always count: they stand in texts of any language.
    pub(super) fn contains(&mut self, word: &str) -> bool {
        ENGLISH.binary_search(&word).is_ok()
            || self
                .others
                .as_mut()
                .is_some_and(|analyzer| !analyzer.token_stream(word).advance())
    }
}

/// In alphabetical order; contractions as the word reader cuts them.
const ENGLISH: &[&str] = &[
    "a",
    "about",
    "above",
    "after",
    "again",
    "against",
    "all",
    "am",
    "an",
    "and",
    "any",
    "are",
    "aren",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "could",
    "couldn",
    "d",
    "did",
    "didn",
    "do",
    "does",
    "doesn",
    "doing",
    "don",
    "down",
    "during",
    "each",
    "few",
    "for",
    "from",
    "further",
    "had",
    "hadn",
    "has",
    "hasn",
    "have",
    "haven",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "isn",
    "it",
    "its",
    "itself",
    "ll",
    "me",
    "more",
    "most",
    "mustn",
    "my",
    "myself",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "ought",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "re",
    "s",
    "same",
    "she",
    "should",
    "shouldn",
    "so",
    "some",
    "such",
    "t",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "ve",
    "very",
    "was",
    "wasn",
    "we",
    "were",
    "weren",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "why",
    "with",
    "would",
];

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Language, StopWords};
    use frostem::{Algorithm, Stemmer};
    use proptest::prelude::*;

    #[test]
    fn the_stop_list_is_in_order() {
        assert!(ENGLISH.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn languages_are_known_by_their_primary_tag() {
        assert_eq!(Language::of(&[]), Some(Language::ENGLISH));
        assert_eq!(Language::of(&["en-GB".into()]), Some(Language::ENGLISH));
        assert_eq!(Language::of(&["nb".into()]), Language::of(&["no".into()]));
        assert_eq!(Language::of(&["pl".into()]), None);
        assert_ne!(
            Language::of(&["pl".into(), "de".into()]),
            Some(Language::ENGLISH)
        );
    }

    #[test]
    fn stems_and_stop_words() {
        let english = Language::ENGLISH;
        assert_eq!(english.stem("questioning"), english.stem("questions"));
        let german = Language::of(&["de".into()]);
        assert!(StopWords::new(german).contains("und"));
        assert!(!StopWords::new(None).contains("und"));
        assert!(StopWords::new(None).contains("the"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn other_scripts_leave_plain_words_alone(word in "[a-z0-9]{1,20}") {
            for own in [Algorithm::Arabic, Algorithm::Greek, Algorithm::Russian, Algorithm::Tamil] {
                prop_assert_eq!(Stemmer::new(own).stem(&word), word.as_str());
            }
        }
    }
}
