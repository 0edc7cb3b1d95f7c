//! What can be wrong with a request for a plan.

use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A problem in a request for a plan, with its place.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// A number outside its range, or no number.
    #[error("{path}: {value} is outside {expected}")]
    OutOfRange {
        /// Where in the request.
        path: String,
        /// What stands there.
        value: String,
        /// The range.
        expected: &'static str,
    },
    /// A resource that is to be both in and out.
    #[error("{path}: `{resource}` is both locked and skipped")]
    LockedAndSkipped {
        /// Where in the request.
        path: String,
        /// The resource's id.
        resource: String,
    },
    /// A gap of a competency that the map does not have.
    #[error("{path}: the map has no competency `{competency}`")]
    UnknownCompetency {
        /// Which of the gaps.
        path: String,
        /// The name that leads nowhere.
        competency: String,
    },
}

impl Diagnostic for PlanError {
    fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. } => "plan-out-of-range",
            Self::LockedAndSkipped { .. } => "plan-locked-and-skipped",
            Self::UnknownCompetency { .. } => "plan-unknown-competency",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::OutOfRange { path, .. }
            | Self::LockedAndSkipped { path, .. }
            | Self::UnknownCompetency { path, .. } => Some(path.clone()),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::OutOfRange { expected, .. } => format!("Use a number within {expected}."),
            Self::LockedAndSkipped { .. } => "Take the resource off one of the two lists.".into(),
            Self::UnknownCompetency { .. } => {
                "Compute the gaps and the plan with the same map and role.".into()
            }
        }
    }
}
