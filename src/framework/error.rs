//! What can be wrong with a competency map.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A problem in a competency map, with its place in the file.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameworkError {
    /// The text is not JSON at all.
    #[error("the map is not JSON: {detail} (line {line}, column {column})")]
    NotJson {
        line: usize,
        column: usize,
        detail: String,
    },
    /// A required field is not there.
    #[error("{path}: `{field}` is missing")]
    Missing { path: String, field: &'static str },
    /// A field holds another type of value than CASE asks for.
    #[error("{path}: expected {expected}, found {found}")]
    WrongType {
        path: String,
        expected: &'static str,
        found: &'static str,
    },
    /// A number that is outside its range.
    #[error("{path}: {value} is outside {expected}")]
    OutOfRange {
        path: String,
        value: String,
        expected: &'static str,
    },
    /// Two items carry one identifier.
    #[error("{path}: the identifier `{identifier}` is already used at {first}")]
    DuplicateIdentifier {
        path: String,
        identifier: String,
        first: String,
    },
    /// Two items carry one code.
    #[error("{path}: the code `{code}` is already used at {first}")]
    DuplicateCode {
        path: String,
        code: String,
        first: String,
    },
    /// An association starts or ends at an item that is nowhere.
    #[error("{path}: the association `{kind}` leads to `{identifier}`, which is not in this map")]
    DanglingAssociation {
        path: String,
        kind: String,
        identifier: String,
    },
    /// An item has two parents, so the hierarchy is no tree.
    #[error("{path}: `{item}` already has the parent `{first}`")]
    SecondParent {
        path: String,
        item: String,
        first: String,
    },
    /// `isChildOf` or `precedes` associations form a circle.
    #[error("{path}: the `{kind}` associations form a circle: {}", cycle.join(" → "))]
    Cycle {
        path: String,
        kind: String,
        cycle: Vec<String>,
    },
    /// A role overlay says nothing of the map it extends, or of another one.
    #[error("{path}: the role extends the map `{extends}`, but the map at hand is `{base}`")]
    OtherBase {
        path: String,
        extends: String,
        base: String,
    },
    /// A role sets a target for a competency that neither it nor its base has.
    #[error("{path}: no competency `{competency}` in the base map or in this role")]
    UnknownCompetency { path: String, competency: String },
    /// A file that should be a role overlay lacks the extension that makes it one.
    #[error("{path}: not a role overlay: `extensions.gapwise:role` is missing")]
    NotARole { path: String },
}

impl Diagnostic for FrameworkError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "map-not-json",
            Self::Missing { .. } => "map-missing-field",
            Self::WrongType { .. } => "map-wrong-type",
            Self::OutOfRange { .. } => "map-out-of-range",
            Self::DuplicateIdentifier { .. } => "map-duplicate-identifier",
            Self::DuplicateCode { .. } => "map-duplicate-code",
            Self::DanglingAssociation { .. } => "map-dangling-association",
            Self::SecondParent { .. } => "map-second-parent",
            Self::Cycle { .. } => "map-cycle",
            Self::OtherBase { .. } => "role-other-base",
            Self::UnknownCompetency { .. } => "role-unknown-competency",
            Self::NotARole { .. } => "role-not-a-role",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::NotJson { line, column, .. } => Some(format!("line {line}, column {column}")),
            Self::Missing { path, .. }
            | Self::WrongType { path, .. }
            | Self::OutOfRange { path, .. }
            | Self::DuplicateIdentifier { path, .. }
            | Self::DuplicateCode { path, .. }
            | Self::DanglingAssociation { path, .. }
            | Self::SecondParent { path, .. }
            | Self::Cycle { path, .. }
            | Self::OtherBase { path, .. }
            | Self::UnknownCompetency { path, .. }
            | Self::NotARole { path } => Some(path.clone()),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::NotJson { .. } => {
                "Check the file at that place for a missing comma, quote or bracket.".into()
            }
            Self::Missing { field, .. } => format!("Add `{field}`; CASE requires it."),
            Self::WrongType { expected, .. } => format!("Write {expected} there."),
            Self::OutOfRange { expected, .. } => format!("Use a number within {expected}."),
            Self::DuplicateIdentifier { .. } => {
                "Give one of the two items an identifier of its own.".into()
            }
            Self::DuplicateCode { .. } => {
                "Give each item a `humanCodingScheme` of its own; resources and learners are tied to it."
                    .into()
            }
            Self::DanglingAssociation { .. } => {
                "Correct the identifier, add the item that is meant, or remove the association; a link \
                 out of the map needs a web address as its `uri`, or a `targetType`."
                    .into()
            }
            Self::SecondParent { .. } => {
                "Keep one `isChildOf` per item; use `isRelatedTo` for the other.".into()
            }
            Self::Cycle { .. } => "Remove one of the associations in the circle.".into(),
            Self::OtherBase { .. } => {
                "Set `gapwise:extends` to the identifier of the base map's CFDocument.".into()
            }
            Self::UnknownCompetency { .. } => {
                "Use a code of the base map, or add the competency to the role.".into()
            }
            Self::NotARole { .. } => {
                "Put role overlays in `roles/` and give them `gapwise:role` and `gapwise:extends`; \
                 other maps belong in `maps/`."
                    .into()
            }
        }
    }
}
