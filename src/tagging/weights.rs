//! How much each ingredient of the score counts.

use crate::catalog::Field;

/// The knobs of the score. [`Weights::default`] is what was measured to work; an ingredient is switched
/// off by setting its weight to 0, which is how the ablation table is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// A word in the title counts as this many in the text. From 3 to 8 the ranking hardly changes.
    pub name: f64,
    /// A word in the publisher's keywords counts as this many in the text.
    pub keywords: f64,
    /// Pairs of neighbouring words against single words. Higher trusts wording more than topic.
    pub pairs: f64,
    /// A cue phrase of the map (`conceptKeywords`) found whole, against a single word.
    pub cues: f64,
    /// How much the other competencies under the same heading lend: 0 judges each alone, above 3 the
    /// heading drowns the competency.
    pub siblings: f64,
    /// How much of a competency's usual score over the background is taken off, 0..1: what every resource
    /// scores on says little. Without a background nothing is taken off.
    pub usual: f64,
    /// How much the company of words learnt from the background counts in judging a heading, against the
    /// map's own words. Without a background it does nothing.
    pub company: f64,
    /// How much words near in meaning count ([`NearWords`](super::NearWords)), against the statement's own.
    pub near: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            name: 4.0,
            keywords: 3.0,
            pairs: 0.5,
            cues: 0.5,
            siblings: 2.0,
            usual: 0.75,
            company: 0.5,
            near: 0.2,
        }
    }
}

impl Weights {
    /// How many words of running text a word of this field counts as.
    pub(super) fn field(&self, field: Field) -> f64 {
        match field {
            Field::Name => self.name,
            Field::Keywords => self.keywords,
            Field::Description | Field::Text => 1.0,
        }
    }
}
