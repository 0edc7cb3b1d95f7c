//! What is particular to a language: its stems and its stop words.
//!
//! Stems are those of the Snowball project (M. F. Porter, "Snowball: a language for stemming algorithms",
//! 2001) as tantivy carries them, over words without accents. English stop words are the Snowball list;
//! the other languages' are tantivy's.

use tantivy::tokenizer::{
    Language as Snowball, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer, TokenStream,
};

/// A language with a stemmer. The numbers are part of the index format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Language(u8);

const LANGUAGES: [(&str, Snowball); 20] = [
    ("en", Snowball::English),
    ("ar", Snowball::Arabic),
    ("da", Snowball::Danish),
    ("nl", Snowball::Dutch),
    ("fi", Snowball::Finnish),
    ("fr", Snowball::French),
    ("de", Snowball::German),
    ("el", Snowball::Greek),
    ("hu", Snowball::Hungarian),
    ("it", Snowball::Italian),
    ("no", Snowball::Norwegian),
    ("pt", Snowball::Portuguese),
    ("ro", Snowball::Romanian),
    ("ru", Snowball::Russian),
    ("es", Snowball::Spanish),
    ("sv", Snowball::Swedish),
    ("ta", Snowball::Tamil),
    ("tr", Snowball::Turkish),
    ("nb", Snowball::Norwegian),
    ("nn", Snowball::Norwegian),
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
            let at = LANGUAGES.iter().position(|(code, _)| *code == primary)?;
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

    fn snowball(self) -> Snowball {
        LANGUAGES[usize::from(self.0)].1
    }
}

/// Stems words of one language.
pub(super) struct StemReader {
    analyzer: TextAnalyzer,
}

impl StemReader {
    pub(super) fn new(language: Language) -> Self {
        Self {
            analyzer: TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(language.snowball()))
                .build(),
        }
    }

    pub(super) fn stem(&mut self, word: &str) -> String {
        let mut stream = self.analyzer.token_stream(word);
        if stream.advance() && !stream.token().text.is_empty() {
            return std::mem::take(&mut stream.token_mut().text);
        }
        word.to_owned()
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
            .and_then(|language| StopWordFilter::new(language.snowball()));
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
    use super::{ENGLISH, Language, StemReader, StopWords};

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
        let mut english = StemReader::new(Language::ENGLISH);
        assert_eq!(english.stem("questioning"), english.stem("questions"));
        let german = Language::of(&["de".into()]);
        assert!(StopWords::new(german).contains("und"));
        assert!(!StopWords::new(None).contains("und"));
        assert!(StopWords::new(None).contains("the"));
    }
}
