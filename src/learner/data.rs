//! A learner's file and the shapes of question and answer about gaps.

use super::{EvidenceKind, Message};
use serde::{Deserialize, Serialize};

/// What a learner's file says of itself.
pub(super) const FORMAT: &str = "gapwise-learner";
/// The version this code reads and writes.
pub(super) const VERSION: u32 = 1;

/// A learner's file: what is known of a teacher and what is wanted. It stays on the teacher's device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LearnerData {
    /// Always `gapwise-learner`.
    pub format: String,
    /// Always 1 so far.
    pub version: u32,
    /// The identifier of the map's document, to which all competencies below belong.
    pub map: String,
    /// How the teacher wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The role the teacher has or wants, by its short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What speaks for a level.
    #[serde(default)]
    pub evidence: Vec<LearnerEvidence>,
    /// What is to be reached.
    #[serde(default)]
    pub goals: Vec<Goal>,
}

/// One thing that speaks for a level of one competency or of a whole heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LearnerEvidence {
    /// Unique in the file; merging two copies of a file goes by it.
    pub id: String,
    /// Code, identifier or uri of a competency, or of a heading for all that stands under it.
    pub competency: String,
    /// The identifier of the map that the competency belongs to, where it is another than the file's. Then
    /// `competency` is an identifier, and counts here through what links the two maps: see [`Framework::linked`](crate::framework::Framework::linked).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// What it is.
    pub kind: EvidenceKind,
    /// The level it speaks for, 0..=4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<f64>,
    /// A result, 0..=1, read as a share of the scale where no level is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// How far it is to be trusted, 0..=1; 1 where not given. Multiplies its precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The day, `YYYY-MM-DD`, or a date and time that starts so.
    pub date: String,
    /// Who or what it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The `id` of the resource it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The teacher's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who wants a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Owner {
    /// The teacher.
    Teacher,
    /// The school.
    School,
    /// The district.
    District,
}

/// A level to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Goal {
    /// Unique in the file.
    pub id: String,
    /// Code, identifier or uri of a competency, or of a heading for all that stands under it.
    pub competency: String,
    /// The identifier of the map that the competency belongs to, where it is another than the file's. Such a goal waits
    /// until the file is on that map again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// The level to reach, 0..=4.
    pub target: f64,
    /// Who wants it.
    pub owner: Owner,
    /// How much it matters; 1 is usual, range 0..=10.
    pub weight: f64,
    /// By when, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// How much the goals of each owner count, relative to each other. All zero: goals do not count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Balance {
    /// The teacher's own goals.
    pub teacher: f64,
    /// The school's goals.
    pub school: f64,
    /// The district's goals.
    pub district: f64,
}

impl Default for Balance {
    fn default() -> Self {
        Self {
            teacher: 1.0,
            school: 1.0,
            district: 1.0,
        }
    }
}

/// The question: which gaps, for which role, on which day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GapsRequest {
    /// The role's short name, in place of the learner's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The day to which evidence ages; where not given, that of the newest evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// How much the owners' goals count; equally where not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
}

/// How far a teacher is from the target of one competency. Numbers have four decimals.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Gap {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a chart.
    pub label: String,
    /// The code of the heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// The estimated level, 0..=4.
    pub mastery: f64,
    /// The standard deviation of the estimate, in levels.
    pub uncertainty: f64,
    /// The level to reach, 0..=4.
    pub target: f64,
    /// What is missing: max(0, target − mastery).
    pub gap: f64,
    /// How much it matters; 1 is usual.
    pub weight: f64,
    /// gap × weight.
    pub weighted: f64,
    /// The number of pieces of evidence on it or on a heading above it.
    pub evidence: u32,
    /// The weights of the goals that ask for it, by owner.
    pub goals: Balance,
    /// Why, in plain sentences.
    pub reasons: Vec<String>,
    /// The reasons as templates with their numbers, in the same order.
    pub messages: Vec<Message>,
}

impl LearnerData {
    /// An empty file for a map, by the identifier of the map's document.
    #[must_use]
    pub fn create(map: &str) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            map: map.to_owned(),
            name: None,
            role: None,
            evidence: Vec::new(),
            goals: Vec::new(),
        }
    }
}
