//! What a pack can do without, and what one says about itself.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A part that can be left out of a pack to make it small. Resources are tagged before anything is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Part {
    /// The full texts of resources: they are then found by name, description, keywords, publisher and competencies.
    Text,
    /// The words that speak for each tag.
    Evidence,
    /// All maps but the first, with their roles and tags, and the crosswalks.
    OtherMaps,
    /// The curators' notes, names and dates; what they decided stays.
    Notes,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 4] = [Self::Text, Self::Evidence, Self::OtherMaps, Self::Notes];

    /// What it is called in options and in the pack.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Evidence => "evidence",
            Self::OtherMaps => "other-maps",
            Self::Notes => "notes",
        }
    }
}

/// The section `about`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// What was left out.
    #[serde(default)]
    pub without: BTreeSet<Part>,
}
