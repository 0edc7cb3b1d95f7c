//! Words that stand one after the other.
//!
//! Where words stand is not in the index. It says which resources may hold a phrase; their texts are read then.

use super::words::WordReader;
use std::ops::ControlFlow;

/// Longer phrases are not asked for.
pub(super) const LONGEST: usize = u32::BITS as usize;

/// The resources that may hold a phrase.
#[derive(Default)]
pub(super) struct Holders {
    /// Those that do, ascending.
    pub(super) certain: Vec<u32>,
    /// Those that have all its words, ascending.
    pub(super) possible: Vec<u32>,
}

impl Holders {
    /// Whether a resource holds the phrase. `holds` reads it, and is asked only if need be.
    pub(super) fn contain(&self, ordinal: u32, holds: impl FnOnce() -> bool) -> bool {
        self.certain.binary_search(&ordinal).is_ok()
            || self.possible.binary_search(&ordinal).is_ok() && holds()
    }
}

/// Whether a text has the words one after the other.
///
/// All beginnings of the phrase that end at the word at hand are known at once, one bit each (R. Baeza-Yates, G. Gonnet,
/// "A new approach to text searching", Communications of the ACM 35(10), 1992).
pub(super) fn stands_in(text: &str, phrase: &[String], reader: &mut WordReader) -> bool {
    debug_assert!((1..=LONGEST).contains(&phrase.len()), "{phrase:?}");
    let whole = 1_u32 << (phrase.len() - 1);
    let mut begun = 0_u32;
    reader.each(text, |word, _| {
        let here = phrase.iter().rev();
        let here = here.fold(0_u32, |bits, own| bits << 1 | u32::from(own == word));
        begun = (begun << 1 | 1) & here;
        match begun & whole {
            0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    });
    begun & whole != 0
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, stands_in};
    use crate::search::words::WordReader;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn holds(text: &[String], phrase: &[String]) -> bool {
        stands_in(&text.join(", "), phrase, &mut WordReader::new())
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_where_it_stands(
            text in vec("[abc]", 0..40),
            phrase in vec("[abc]", 1..=5_usize),
        ) {
            let stands = text.windows(phrase.len()).any(|own| own == phrase);
            prop_assert_eq!(holds(&text, &phrase), stands);
        }
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let words: Vec<String> = (0..LONGEST).map(|at| format!("w{at}")).collect();
        assert!(holds(&[&words[..1], &words].concat(), &words));
        assert!(!holds(&[&words[..1], &words[2..]].concat(), &words));
    }
}
