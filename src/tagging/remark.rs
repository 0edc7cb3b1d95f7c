//! Why a text has no tags, or none to rely on.

use super::lexicon::Lexicon;
use super::reading::Reading;
use std::fmt;

/// From fewer words than this a language cannot be told.
const FEWEST_WORDS: usize = 20;
/// English prose has more everyday words than this share, any other language fewer.
const EVERYDAY: f64 = 0.03;
/// So much is left of a score where the languages differ: less than [`SUGGEST`](super::SUGGEST).
pub(super) const OTHER_LANGUAGE: f64 = 0.14;

/// Something to know about the tags of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// There is no word to read.
    Empty,
    /// The text seems to be in another language than the map.
    OtherLanguage,
    /// No word of the text is one of the map's.
    NothingOfTheMap,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there is no text to read",
            Self::OtherLanguage => {
                "seems to be in another language than the competency map, so hardly a word can be compared"
            }
            Self::NothingOfTheMap => "uses none of the words of the competency map",
        })
    }
}

pub(super) fn remark(reading: &Reading, lexicon: &Lexicon) -> Option<Remark> {
    if reading.length <= 0.0 {
        return Some(Remark::Empty);
    }
    if reading.words >= FEWEST_WORDS {
        let everyday = reading.english as f64 > EVERYDAY * reading.words as f64;
        // Of other languages no words are known: a text that is clearly English is all that can be told.
        let clearly = reading.english as f64 > 3.0 * EVERYDAY * reading.words as f64;
        let other = if lexicon.is_english() {
            !everyday
        } else {
            clearly
        };
        if other {
            return Some(Remark::OtherLanguage);
        }
    }
    reading.tokens.is_empty().then_some(Remark::NothingOfTheMap)
}
