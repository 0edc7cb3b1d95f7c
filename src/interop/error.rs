//! What can be wrong with a map in a format other than CASE.

use crate::diagnostic::{Diagnostic, json_detail};
use crate::framework::FrameworkError;
use thiserror::Error;

/// A problem in a map that is being imported, with its place in the file.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum MapImportError {
    /// The text is not JSON.
    #[error("line {line}, column {column}: not JSON: {detail}")]
    NotJson {
        line: usize,
        column: usize,
        detail: String,
    },
    /// The text starts with a comment, or has one at the place where JSON ends.
    #[error("line {line}, column {column}: a comment, which JSON does not have")]
    Comment { line: usize, column: usize },
    /// There is nothing in the file that could be a map.
    #[error("the file does not hold {expected}")]
    NoMap { expected: &'static str },
    /// A required field is not there.
    #[error("{place}: `{field}` is missing")]
    Missing { place: String, field: &'static str },
    /// A field holds something that cannot be read.
    #[error("{place}: expected {expected}, found {found}")]
    Unreadable {
        place: String,
        expected: &'static str,
        found: String,
    },
    /// A competency is named that is not in the file.
    #[error("{place}: `{name}` is not in the file")]
    Unknown { place: String, name: String },
    /// A spreadsheet lacks a column.
    #[error("no column `{column}`; the columns are: {found}")]
    MissingColumn { column: &'static str, found: String },
    /// Two columns of a spreadsheet mean the same.
    #[error("line 1: the columns `{first}` and `{second}` mean the same")]
    SameColumn { first: String, second: String },
    /// A row of a spreadsheet cannot be read.
    #[error("line {line}: {detail}")]
    Row { line: u64, detail: String },
    /// What was read is no map in good order.
    #[error("{place}: {problem}")]
    Map {
        place: String,
        problem: FrameworkError,
    },
}

impl MapImportError {
    /// From the JSON reader; comments are told apart, since people write them.
    pub(super) fn not_json(text: &str, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let at = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let rest: String = at.chars().skip(column.saturating_sub(1)).collect();
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            return Self::Comment { line, column };
        }
        Self::NotJson {
            line,
            column,
            detail: json_detail(error),
        }
    }
}

impl Diagnostic for MapImportError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "import-not-json",
            Self::Comment { .. } => "import-comment-in-json",
            Self::NoMap { .. } => "import-no-map",
            Self::Missing { .. } => "import-missing-field",
            Self::Unreadable { .. } => "import-unreadable-field",
            Self::Unknown { .. } => "import-unknown-competency",
            Self::MissingColumn { .. } => "import-missing-column",
            Self::SameColumn { .. } => "import-same-column",
            Self::Row { .. } => "import-unreadable-row",
            Self::Map { problem, .. } => problem.code(),
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::NotJson { line, column, .. } | Self::Comment { line, column } => {
                Some(format!("line {line}, column {column}"))
            }
            Self::NoMap { .. } => None,
            Self::Missing { place, .. }
            | Self::Unreadable { place, .. }
            | Self::Unknown { place, .. }
            | Self::Map { place, .. } => Some(place.clone()),
            Self::MissingColumn { .. } | Self::SameColumn { .. } => Some("line 1".into()),
            Self::Row { line, .. } => Some(format!("line {line}")),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::NotJson { .. } => {
                "Check the file at that place for a missing comma, quote or bracket.".into()
            }
            Self::Comment { .. } => {
                "Remove the comment; put remarks in a field such as `description` or `notes`.".into()
            }
            Self::NoMap { expected } => {
                format!("Check that the file is of the format you named: it must hold {expected}.")
            }
            Self::Missing { field, .. } => format!("Add `{field}`."),
            Self::Unreadable { expected, .. } => format!("Write {expected} there."),
            Self::Unknown { .. } => {
                "Correct the name, add that competency to the file, or, if it belongs to another map, \
                 give its web address or UUID."
                    .into()
            }
            Self::MissingColumn { column, .. } => {
                format!("Add a column `{column}` to the first line of the file.")
            }
            Self::SameColumn { .. } => "Keep one of the two columns.".into(),
            Self::Row { .. } => {
                "Check the row for quotes that are not closed; a quote inside a cell is doubled.".into()
            }
            Self::Map { problem, .. } => problem.hint(),
        }
    }
}
