//! What becomes of a catalogue that is imported: resources taken, records passed over, and why.

use crate::catalog::Resource;
use crate::diagnostic::Diagnostic;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt;
use thiserror::Error;

/// A record that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// Where it stands: `record 3`, `line 12`.
    pub place: String,
    /// A stable name of the reason, in kebab case.
    pub code: &'static str,
    /// Why it was not taken.
    pub reason: String,
    /// What can be done about it.
    pub hint: String,
}

/// The result of importing a catalogue: everything that could be read, and a report on the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The resources, in the order of the file. Their `source` is an AMB record.
    pub resources: Vec<Resource>,
    /// What was passed over, in the order of the file.
    pub skipped: Vec<Skipped>,
    /// How to ask for the next part, where the file is a part of a longer answer (OAI-PMH).
    pub resumption: Option<String>,
    seen: HashMap<String, String>,
}

/// Why a file gives no resource at all.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportError {
    /// The text is not JSON.
    #[error("line {line}, column {column}: not JSON: {detail}")]
    NotJson {
        line: usize,
        column: usize,
        detail: String,
    },
    /// The text is not well-formed XML.
    #[error("line {line}: not well-formed XML: {detail}")]
    NotXml { line: usize, detail: String },
    /// The file has nothing of the kind asked for.
    #[error("the file does not hold {expected}")]
    Nothing { expected: &'static str },
    /// A spreadsheet lacks a column that the mapping names.
    #[error("no column `{column}`; the columns are: {found}")]
    MissingColumn { column: String, found: String },
    /// A repository answered with an error of its own.
    #[error("the repository answered `{name}`: {detail}")]
    Refused { name: String, detail: String },
}

impl Diagnostic for ImportError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "import-not-json",
            Self::NotXml { .. } => "import-not-xml",
            Self::Nothing { .. } => "import-nothing",
            Self::MissingColumn { .. } => "import-missing-column",
            Self::Refused { .. } => "import-refused",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::NotJson { line, column, .. } => Some(format!("line {line}, column {column}")),
            Self::NotXml { line, .. } => Some(format!("line {line}")),
            Self::MissingColumn { .. } => Some("line 1".into()),
            Self::Nothing { .. } | Self::Refused { .. } => None,
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::NotJson { .. } => {
                "Check the file at that place for a missing comma, quote or bracket.".into()
            }
            Self::NotXml { .. } => "Check that the file is complete and was saved as XML.".into(),
            Self::Nothing { expected } => {
                format!("Check that this is the right file; it must hold {expected}.")
            }
            Self::MissingColumn { .. } => "Correct the mapping, or add the column.".into(),
            Self::Refused { .. } => "Ask the repository again with other arguments.".into(),
        }
    }
}

impl Import {
    /// Takes a record, or reports why it cannot be taken.
    pub(super) fn take(&mut self, place: String, mut record: Map<String, Value>) {
        record.entry("@context").or_insert_with(context);
        match Resource::from_record(record, self.resources.len() + 1) {
            Ok(resource) => match self.seen.get(&resource.id) {
                Some(first) => {
                    let reason = format!("the id `{}` is already used at {first}", resource.id);
                    let hint = "Nothing is lost if the two are the same; else correct the id.";
                    self.skip(place, "resource-duplicate-id", reason, hint);
                }
                None => {
                    self.seen.insert(resource.id.clone(), place);
                    self.resources.push(resource);
                }
            },
            Err(error) => {
                let message = error.to_string();
                let line = format!("line {}: ", error.line());
                let reason = message.strip_prefix(&line).unwrap_or(&message).to_owned();
                self.skip(place, error.code(), reason, &error.hint());
            }
        }
    }

    /// Reports a record that is not taken.
    pub(super) fn skip(&mut self, place: String, code: &'static str, reason: String, hint: &str) {
        self.skipped.push(Skipped {
            place,
            code,
            reason,
            hint: hint.into(),
        });
    }
}

/// The JSON-LD context of an AMB record in English.
pub(super) fn context() -> Value {
    json!([
        "https://w3id.org/kim/amb/context.jsonld",
        { "@language": "en", "gapwise": "urn:gapwise:" },
    ])
}

impl fmt::Display for Import {
    /// For a person: the counts, then a line per record passed over.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "taken {}, passed over {}",
            self.resources.len(),
            self.skipped.len()
        )?;
        self.skipped
            .iter()
            .try_for_each(|one| writeln!(out, "  {}: {}", one.place, one.reason))
    }
}
