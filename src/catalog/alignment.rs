//! The tie between a resource and a competency.

use crate::framework::CompetencyIndex;
use serde::{Deserialize, Serialize};

/// The fields of a resource that can speak for a competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Field {
    /// The title.
    Name,
    /// The summary.
    Description,
    /// The full text.
    Text,
    /// The keywords, joined by `; `.
    Keywords,
}

/// A stretch of a resource's own text that speaks for a competency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Evidence {
    /// Which field it stands in.
    pub field: Field,
    /// Where it starts: characters (Unicode scalar values) from the start of the field; at the
    /// JavaScript boundary, UTF-16 code units, so that `slice(start, end)` cuts it out.
    pub start: u32,
    /// Where it ends (exclusive), in the same unit.
    pub end: u32,
    /// The stretch itself.
    pub text: String,
}

/// Who says that a resource is aligned to a competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum AlignmentSource {
    /// The resource's own record (`teaches`).
    Publisher,
    /// The tagger, from the text.
    Tagger,
    /// A curator.
    Curator,
}

/// What has become of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum AlignmentStatus {
    /// Nobody has looked at it yet.
    Proposed,
    /// A publisher or curator stands behind it.
    Accepted,
    /// A curator has said no; kept so that re-tagging does not bring it back.
    Rejected,
}

/// A resource teaches a competency (schema.org `teaches`).
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The competency, in the map that the alignment belongs to.
    pub competency: CompetencyIndex,
    /// How sure it is, 0..1. Publishers' and curators' own count as 1.
    pub score: f64,
    /// Who says so.
    pub source: AlignmentSource,
    /// What has become of it.
    pub status: AlignmentStatus,
    /// What in the resource speaks for it, most telling first.
    pub evidence: Vec<Evidence>,
}
