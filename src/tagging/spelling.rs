//! From a word to its key: words that mean the same to the tagger have the same key.
//!
//! British and American spelling fold into one, then the map's language decides the stemmer (Porter,
//! "Snowball: a language for stemming algorithms", 2001, <https://snowballstem.org>).

use frostem::Stemmer;
use std::borrow::Cow;
use std::collections::HashSet;

/// Words that say nothing about a topic, English only: in other languages their idf keeps them low.
const STOP_WORDS: &str = "a about above after again against all also am an and any are as at be because been \
before being below between both but by can cannot could did do does doing down during each ect eg either else \
etc even every few for from further get gets given had has have having he her here hers him himself his how \
however i ie if in into is it its itself just let like may me might more most much must my myself need needs no \
nor not now of off on once one only onto or other ought our ours ourselves out over own per rather same shall \
she should since so some such than that the their theirs them themselves then there therefore these they this \
those though through thus to too toward towards under until up upon us use used using very via was we well were \
what when where whether which while who whom whose why will with within without would yet you your yours \
yourself yourselves don didn doesn isn aren wasn weren won wouldn shouldn couldn hasn haven hadn ll ve re";

/// Word beginnings whose British form has `our` where the American has `or`.
const OUR: [&str; 17] = [
    "armour",
    "behaviour",
    "candour",
    "clamour",
    "colour",
    "demeanour",
    "endeavour",
    "favour",
    "flavour",
    "glamour",
    "harbour",
    "honour",
    "humour",
    "labour",
    "neighbour",
    "rigour",
    "vigour",
];

/// Whole words with one meaning: spellings, and the words for those who are taught.
const SAME: [(&str, &str); 26] = [
    ("ageing", "aging"),
    ("ax", "axe"),
    ("catalogue", "catalog"),
    ("children", "child"),
    ("enquiries", "inquiry"),
    ("enquiry", "inquiry"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("judgements", "judgment"),
    ("kids", "child"),
    ("learner", "pupil"),
    ("learners", "pupil"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("licences", "license"),
    ("maths", "math"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practises", "practices"),
    ("practising", "practicing"),
    ("programme", "program"),
    ("programmes", "program"),
    ("spelt", "spelled"),
    ("storey", "story"),
    ("student", "pupil"),
    ("students", "pupil"),
];

/// Turns words of one language into keys.
pub(super) struct Speller {
    stemmer: Option<Stemmer>,
    english: bool,
    stop_words: HashSet<&'static str>,
}

impl Speller {
    /// For a BCP 47 language tag; a language without a stemmer keeps its words as they are.
    pub fn new(language: &str) -> Self {
        let primary = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let english = primary.is_empty() || primary == "en";
        let stemmer = if english {
            Some(Stemmer::new(frostem::Algorithm::English))
        } else {
            Stemmer::try_from_name(&primary).ok()
        };
        let stop_words = if english {
            STOP_WORDS.split_whitespace().collect()
        } else {
            HashSet::new()
        };
        Self {
            stemmer,
            english,
            stop_words,
        }
    }

    /// Whether the language is English, or none is named.
    pub fn is_english(&self) -> bool {
        self.english
    }

    /// The key of a lower-case word; none for one letter and for words without a topic.
    pub fn key<'a>(&self, lower: &'a str) -> Option<Cow<'a, str>> {
        if lower.len() < 2 || self.stop_words.contains(lower) {
            return None;
        }
        let folded = if self.english {
            fold(lower)
        } else {
            Cow::Borrowed(lower)
        };
        Some(match (&self.stemmer, folded) {
            (None, folded) => folded,
            (Some(stemmer), Cow::Borrowed(word)) => stemmer.stem(word),
            (Some(stemmer), Cow::Owned(word)) => Cow::Owned(stemmer.stem(&word).into_owned()),
        })
    }
}

/// American and British spelling, and the handful of [`SAME`] words, as one. Both sides of a comparison
/// pass through here, so what counts is only that the two forms meet.
fn fold(word: &str) -> Cow<'_, str> {
    if let Ok(found) = SAME.binary_search_by_key(&word, |&(from, _)| from) {
        return Cow::Borrowed(SAME[found].1);
    }
    if let Some(stem) = OUR.iter().find(|stem| word.starts_with(*stem)) {
        return Cow::Owned(format!(
            "{}or{}",
            &stem[..stem.len() - 3],
            &word[stem.len()..]
        ));
    }
    if word.len() > 4 && (word.contains("iz") || word.contains("yz")) {
        return Cow::Owned(word.replace("iz", "is").replace("yz", "ys"));
    }
    if word.len() > 5 && (word.ends_with("tre") || word.ends_with("tres")) {
        return Cow::Owned(word.replace("tre", "ter"));
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_and_american_forms_share_a_key() {
        let speller = Speller::new("en-GB");
        for (british, american) in [
            ("behavioural", "behavioral"),
            ("organisation", "organization"),
            ("analysing", "analyzing"),
            ("modelling", "modeling"),
            ("centres", "centers"),
            ("practising", "practicing"),
            ("programmes", "programs"),
            ("pupils", "students"),
        ] {
            assert_eq!(speller.key(british), speller.key(american), "{british}");
        }
    }

    #[test]
    fn the_list_of_same_words_is_sorted() {
        assert!(SAME.is_sorted());
    }
}
