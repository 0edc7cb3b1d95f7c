//! What can be wrong with a learner's file or a question about it.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A problem in a learner's file or in a request, with its place.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum LearnerError {
    /// The text is not JSON at all.
    #[error("the learner's file is not JSON: {detail} (line {line}, column {column})")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser met.
        detail: String,
    },
    /// JSON, but no learner's file.
    #[error("this is not a learner's file: {detail}")]
    NotALearner {
        /// What is missing.
        detail: String,
    },
    /// Written by a newer Gapwise.
    #[error("the learner's file has version {found}, this Gapwise reads version {supported}")]
    NewerVersion {
        /// The file's version.
        found: u64,
        /// The newest that can be read.
        supported: u32,
    },
    /// The file belongs to another map.
    #[error("the learner's file belongs to the map `{found}`, but the map at hand is `{expected}`")]
    OtherMap {
        /// The map the file names.
        found: String,
        /// The map at hand.
        expected: String,
    },
    /// A field is missing or holds another type of value.
    #[error("{path}: {detail}")]
    Unreadable {
        /// Where.
        path: String,
        /// What the parser met.
        detail: String,
    },
    /// A competency that the map does not have.
    #[error("{path}: the map has no competency `{competency}`")]
    UnknownCompetency {
        /// Where.
        path: String,
        /// The name that leads nowhere.
        competency: String,
    },
    /// A number outside its range, or no number.
    #[error("{path}: {value} is outside {expected}")]
    OutOfRange {
        /// Where.
        path: String,
        /// What stands there.
        value: String,
        /// The range.
        expected: &'static str,
    },
    /// A piece of evidence that names neither level nor score, of a kind that has to.
    #[error("{path}: a piece of evidence of this kind needs a level or a score")]
    NoLevel {
        /// Where.
        path: String,
    },
    /// Something that is no day of the calendar.
    #[error("{path}: `{value}` is not a date")]
    BadDate {
        /// Where.
        path: String,
        /// What stands there.
        value: String,
    },
    /// Evidence from a day that has not come yet.
    #[error("{path}: {date} lies after today ({today})")]
    FutureDate {
        /// Where.
        path: String,
        /// The day of the evidence.
        date: String,
        /// The day of the question.
        today: String,
    },
    /// Two pieces of evidence, or two goals, carry one id.
    #[error("{path}: the id `{id}` is already used at {first}")]
    DuplicateId {
        /// Where.
        path: String,
        /// The id.
        id: String,
        /// Where it stands first.
        first: String,
    },
    /// A role that nobody has defined for this map.
    #[error("{path}: there is no role `{role}`")]
    UnknownRole {
        /// Where.
        path: String,
        /// The name that leads nowhere.
        role: String,
        /// The short names of the roles there are.
        known: Vec<String>,
    },
}

impl Diagnostic for LearnerError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "learner-not-json",
            Self::NotALearner { .. } => "learner-not-a-learner",
            Self::NewerVersion { .. } => "learner-newer-version",
            Self::OtherMap { .. } => "learner-other-map",
            Self::Unreadable { .. } => "learner-unreadable",
            Self::UnknownCompetency { .. } => "learner-unknown-competency",
            Self::OutOfRange { .. } => "learner-out-of-range",
            Self::NoLevel { .. } => "learner-no-level",
            Self::BadDate { .. } => "learner-bad-date",
            Self::FutureDate { .. } => "learner-future-date",
            Self::DuplicateId { .. } => "learner-duplicate-id",
            Self::UnknownRole { .. } => "learner-unknown-role",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::NotJson { line, column, .. } => Some(format!("line {line}, column {column}")),
            Self::NotALearner { .. } => Some("format".into()),
            Self::NewerVersion { .. } => Some("version".into()),
            Self::OtherMap { .. } => Some("map".into()),
            Self::Unreadable { path, .. }
            | Self::UnknownCompetency { path, .. }
            | Self::OutOfRange { path, .. }
            | Self::NoLevel { path }
            | Self::BadDate { path, .. }
            | Self::FutureDate { path, .. }
            | Self::DuplicateId { path, .. }
            | Self::UnknownRole { path, .. } => Some(path.clone()),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::NotJson { .. } => {
                "Check the file at that place for a missing comma, quote or bracket.".into()
            }
            Self::NotALearner { .. } => {
                "Choose a file that Gapwise saved as a learner's file: its `format` is `gapwise-learner`."
                    .into()
            }
            Self::NewerVersion { .. } => {
                "Update Gapwise (reload the page), then open the file again.".into()
            }
            Self::OtherMap { expected, .. } => format!(
                "Open the map the file was made with, or start a new learner for `{expected}`."
            ),
            Self::Unreadable { .. } => "Correct the file at that place.".into(),
            Self::UnknownCompetency { .. } => {
                "Use a code or identifier of the map, or remove the entry.".into()
            }
            Self::OutOfRange { expected, .. } => format!("Use a number within {expected}."),
            Self::NoLevel { .. } => {
                "Add `level` (0 to 4) or `score` (0 to 1); only a completion or a credential can do without."
                    .into()
            }
            Self::BadDate { .. } => "Write the day as YYYY-MM-DD, such as 2026-11-22.".into(),
            Self::FutureDate { .. } => {
                "Correct the date of the evidence, or the clock of this device.".into()
            }
            Self::DuplicateId { .. } => "Give one of the two an id of its own.".into(),
            Self::UnknownRole { known, .. } if known.is_empty() => {
                "This pack has no roles: leave the role out.".into()
            }
            Self::UnknownRole { known, .. } => format!("Use one of: {}.", known.join(", ")),
        }
    }
}
