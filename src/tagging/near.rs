//! Words near a competency in meaning that its statement does not use: "quiz" for a statement on retrieval.
//!
//! They are computed once per map by `content/maps/expansion/expand.py`. A text is never expanded, only the map, so they
//! cost nothing when tagging. On top of the other ingredients they do not pay (see the [table](super)), so no map ships
//! with them; `gapwise eval tags --near` measures them again.

use crate::framework::Framework;
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// For each competency, by its CASE identifier, words and how near they are, 0..1.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct NearWords {
    /// The identifier of the map they were computed for; none where it does not matter.
    #[serde(default)]
    pub map: String,
    words: BTreeMap<String, BTreeMap<String, f64>>,
}

/// What is wrong with a file of near words.
#[derive(Debug, Error)]
pub enum NearWordsError {
    /// It is not the JSON that `expand.py` writes.
    #[error("not a file of near words: {0}")]
    Form(#[from] serde_json::Error),
    /// A nearness outside of 0..1.
    #[error("the nearness of `{word}` to {competency} is {value}, not a number from 0 to 1")]
    Nearness {
        /// The competency's identifier.
        competency: String,
        /// The word.
        word: String,
        /// What stands there.
        value: f64,
    },
    /// Computed for another map.
    #[error("computed for the map {found}, not for {expected}")]
    OtherMap {
        /// The map in the file.
        found: String,
        /// The map at hand.
        expected: String,
    },
}

impl NearWords {
    /// Reads what `content/maps/expansion/expand.py` writes.
    ///
    /// # Errors
    /// When the text has another form, a value is out of bounds, or it belongs to another map.
    pub fn parse(text: &str, framework: &Framework) -> Result<Self, NearWordsError> {
        let near: Self = serde_json::from_str(text)?;
        let expected = &framework.document().identifier;
        if near.map != *expected {
            return Err(NearWordsError::OtherMap {
                found: near.map,
                expected: expected.clone(),
            });
        }
        for (competency, words) in &near.words {
            for (word, &value) in words {
                if !(0.0..=1.0).contains(&value) {
                    return Err(NearWordsError::Nearness {
                        competency: competency.clone(),
                        word: word.clone(),
                        value,
                    });
                }
            }
        }
        Ok(near)
    }

    /// The words of a competency, in alphabetical order.
    pub(super) fn of(&self, identifier: &str) -> impl Iterator<Item = (&str, f64)> {
        self.words
            .get(identifier)
            .into_iter()
            .flatten()
            .map(|(word, &nearness)| (word.as_str(), nearness))
    }
}
