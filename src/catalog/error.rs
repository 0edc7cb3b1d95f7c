//! What can be wrong with a catalogue.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A problem in a catalogue, with its line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum CatalogError {
    /// A line is not JSON.
    #[error("line {line}: not JSON: {detail} (column {column})")]
    NotJson {
        line: usize,
        column: usize,
        detail: String,
    },
    /// A line is JSON, but no object.
    #[error("line {line}: expected an object, found {found}")]
    NotAnObject { line: usize, found: &'static str },
    /// A required field is absent or empty.
    #[error("line {line}: `{field}` is missing")]
    Missing { line: usize, field: &'static str },
    /// A field holds something that cannot be read.
    #[error("line {line}: `{field}`: expected {expected}, found {found}")]
    Unreadable {
        line: usize,
        field: &'static str,
        expected: &'static str,
        found: String,
    },
    /// Two lines carry one `id`.
    #[error("line {line}: the id `{id}` is already used on line {first}")]
    DuplicateId {
        line: usize,
        id: String,
        first: usize,
    },
    /// An address that is not http(s).
    #[error("line {line}: `{field}` is not a web address: {address:?}")]
    RefusedAddress {
        line: usize,
        field: &'static str,
        address: String,
    },
    /// `teaches` names a competency that no map has.
    #[error("line {line}: `{field}` names the competency `{competency}`, which is in no map")]
    UnknownCompetency {
        line: usize,
        field: &'static str,
        competency: String,
    },
}

impl CatalogError {
    /// The line of the file, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::NotJson { line, .. }
            | Self::NotAnObject { line, .. }
            | Self::Missing { line, .. }
            | Self::Unreadable { line, .. }
            | Self::DuplicateId { line, .. }
            | Self::RefusedAddress { line, .. }
            | Self::UnknownCompetency { line, .. } => *line,
        }
    }
}

impl Diagnostic for CatalogError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "resource-not-json",
            Self::NotAnObject { .. } => "resource-not-an-object",
            Self::Missing { .. } => "resource-missing-field",
            Self::Unreadable { .. } => "resource-unreadable-field",
            Self::DuplicateId { .. } => "resource-duplicate-id",
            Self::RefusedAddress { .. } => "resource-refused-address",
            Self::UnknownCompetency { .. } => "resource-unknown-competency",
        }
    }

    fn path(&self) -> Option<String> {
        Some(format!("line {}", self.line()))
    }

    fn hint(&self) -> String {
        match self {
            Self::NotJson { .. } | Self::NotAnObject { .. } => {
                "Write one JSON object per line, without line breaks inside it.".into()
            }
            Self::Missing { field, .. } => {
                format!("Add `{field}` to the line; `id` (the address) and `name` are required.")
            }
            Self::Unreadable { expected, .. } => format!("Write {expected}, or leave the field out."),
            Self::DuplicateId { .. } => "Remove one of the two lines, or correct its `id`.".into(),
            Self::RefusedAddress { .. } => {
                "Use an address that starts with https:// or http://, without white space.".into()
            }
            Self::UnknownCompetency { .. } => {
                "Use a code, identifier or uri of a map that is built into the pack, or add that map."
                    .into()
            }
        }
    }
}
