//! What can go wrong when a question is put to the engine.

use crate::diagnostic::Diagnostic;
use crate::framework::FrameworkError;
use crate::learner::LearnerError;
use crate::pack::PackError;
use crate::playlist::PlanError;
use thiserror::Error;

/// A question that cannot be answered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The pack was built without a map.
    #[error("the pack holds no competency map")]
    NoMap,
    /// The pack has no such map.
    #[error("the pack holds no map `{map}`; it has: {}", list(known))]
    UnknownMap { map: String, known: Vec<String> },
    /// The learner file belongs to another map.
    #[error(
        "the learner is measured on the map `{map}`, which is not in this pack; it has: {}",
        list(known)
    )]
    LearnerOfOtherMap { map: String, known: Vec<String> },
    /// The pack has no such resource.
    #[error("the pack holds no resource `{resource}`")]
    UnknownResource { resource: String },
    /// No map of the pack has such a competency.
    #[error("no map of the pack has the competency `{competency}`")]
    UnknownCompetency { competency: String },
    /// A line that is no curator's decision.
    #[error("line {line}: not a decision: {detail}")]
    BadDecision { line: usize, detail: String },
    /// No map of the pack has such a role.
    #[error("no role `{role}`; the map has: {}", list(known))]
    UnknownRole { role: String, known: Vec<String> },
    /// The learner cannot be used.
    #[error(transparent)]
    Learner(#[from] LearnerError),
    /// The plan asked for makes no sense.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The map that was given cannot be read.
    #[error(transparent)]
    Map(#[from] FrameworkError),
    /// The pack cannot be built or opened.
    #[error(transparent)]
    Pack(#[from] PackError),
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        "none".into()
    } else {
        names.join(", ")
    }
}

impl Diagnostic for EngineError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoMap => "pack-no-map",
            Self::UnknownMap { .. } => "map-unknown",
            Self::LearnerOfOtherMap { .. } => "learner-other-map",
            Self::UnknownResource { .. } => "resource-unknown",
            Self::UnknownCompetency { .. } => "competency-unknown",
            Self::BadDecision { .. } => "decision-unreadable",
            Self::UnknownRole { .. } => "role-unknown",
            Self::Learner(error) => error.code(),
            Self::Plan(error) => error.code(),
            Self::Map(error) => error.code(),
            Self::Pack(error) => error.code(),
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::LearnerOfOtherMap { .. } => Some("map".into()),
            Self::UnknownRole { .. } => Some("role".into()),
            Self::UnknownResource { .. } => Some("resource".into()),
            Self::UnknownCompetency { .. } => Some("competency".into()),
            Self::BadDecision { line, .. } => Some(format!("line {line}")),
            Self::NoMap | Self::UnknownMap { .. } => None,
            Self::Learner(error) => error.path(),
            Self::Plan(error) => error.path(),
            Self::Map(error) => error.path(),
            Self::Pack(error) => error.path(),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::NoMap => "Build the pack with a map: `gapwise build … --map MAP.json`.".into(),
            Self::UnknownMap { .. } => "Use one of the maps of the pack.".into(),
            Self::LearnerOfOtherMap { .. } => {
                "Open the pack that the learner file was made with, or bring the file to a map of this pack with `gapwise map carry`."
                    .into()
            }
            Self::UnknownRole { .. } => "Use one of the roles named, or none.".into(),
            Self::UnknownResource { .. } => "Use the `id` of a resource of the catalogue.".into(),
            Self::UnknownCompetency { .. } => {
                "Use a code, identifier or uri of a map in the pack.".into()
            }
            Self::BadDecision { .. } => {
                "Write `{\"resource\": …, \"competency\": …, \"verdict\": \"accepted\"}`, one per line.".into()
            }
            Self::Learner(error) => error.hint(),
            Self::Plan(error) => error.hint(),
            Self::Map(error) => error.hint(),
            Self::Pack(error) => error.hint(),
        }
    }
}
