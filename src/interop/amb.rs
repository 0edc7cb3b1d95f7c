//! AMB: *Allgemeines Metadatenprofil für Bildungsressourcen* of the DINI AG KIM, the profile of schema.org
//! `LearningResource` that the catalogue is written in (edition of 19 October 2023).
//!
//! [`check`] says everything that keeps a record from being valid. Reading a catalogue is more lenient.
//! [`export`] writes a record that is valid: values are brought into AMB's form where that is possible
//! (a single text becomes a list, a licence's address an object), and what AMB has no place for, such as
//! a licence outside its list or a competency without an address, moves to `gapwise:unmapped`, from where
//! [`restored`] puts it back.

use super::amb_fields::RECORD;
use super::amb_form::Form;
use super::identifier::uri_of;
use super::report::context;
use crate::catalog::Resource;
use crate::diagnostic::Diagnostic;
use serde_json::{Map, Value};
use thiserror::Error;

pub(super) use super::amb_fields::CREATIVE_WORKS;

const UNMAPPED: &str = "gapwise:unmapped";

/// Something that keeps a record from being valid.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum AmbError {
    /// A required field is not there.
    #[error("{path}: `{field}` is missing")]
    Missing { path: String, field: &'static str },
    /// A value is not what AMB asks for.
    #[error("{path}: expected {expected}, found {found}")]
    Unfit {
        path: String,
        expected: &'static str,
        found: String,
    },
}

impl Diagnostic for AmbError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "amb-missing-field",
            Self::Unfit { .. } => "amb-unfit-value",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::Missing { path, .. } | Self::Unfit { path, .. } => Some(path.clone()),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Missing { field, .. } => format!("Add `{field}`; AMB requires it."),
            Self::Unfit { expected, .. } => format!("Write {expected}, or leave the field out."),
        }
    }
}

/// Everything that keeps a record from being valid by AMB; empty for a valid one.
#[must_use]
pub fn check(record: &Value) -> Vec<AmbError> {
    let mut problems = Vec::new();
    Form::Object(&RECORD).check(record, "the record", &mut problems);
    problems
}

/// A resource as a valid AMB record.
#[must_use]
pub fn export(resource: &Resource) -> Value {
    let mut record = restored(resource.source.clone());
    let mut aside = Map::new();
    for (name, form) in RECORD.fields {
        let Some(value) = record.remove(*name) else {
            continue;
        };
        let fitting = form.fitted(&value);
        if fitting.as_ref() != Some(&value) {
            aside.insert((*name).into(), value);
        }
        record.extend(fitting.map(|fitting| ((*name).into(), fitting)));
    }
    // The four that AMB requires, from what the resource is known by.
    record.entry("@context").or_insert_with(context);
    record
        .entry("id")
        .or_insert_with(|| uri_of(&resource.id).into());
    record
        .entry("name")
        .or_insert_with(|| resource.name.clone().into());
    record
        .entry("type")
        .or_insert_with(|| serde_json::json!(["LearningResource"]));
    aside.remove("@context");
    if !aside.is_empty() {
        record.insert(UNMAPPED.into(), Value::Object(aside));
    }
    Value::Object(record)
}

/// A record with what [`export`] has set aside put back: the fields as they stood before. A field that
/// has been changed since then stays as it is.
#[must_use]
pub fn restored(mut record: Map<String, Value>) -> Map<String, Value> {
    let Some(Value::Object(aside)) = record.remove(UNMAPPED) else {
        return record;
    };
    for (key, value) in aside {
        let form = RECORD
            .fields
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, form)| form);
        let written = form.and_then(|form| form.fitted(&value));
        let is_made = match (key.as_str(), &value, record.get("id")) {
            ("id", Value::String(own), Some(id)) => *id == uri_of(own),
            ("type", ..) => record.get("type") == Some(&serde_json::json!(["LearningResource"])),
            ("name", ..) => written.is_none(),
            _ => false,
        };
        if record.get(&key) == written.as_ref() || is_made {
            record.insert(key, value);
        }
    }
    record
}
