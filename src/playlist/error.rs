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
    /// Something that is no day of the calendar.
    #[error("{path}: `{value}` is not a date")]
    BadDate {
        /// Where in the request.
        path: String,
        /// What stands there.
        value: String,
    },
    /// A change of an item that is not in the plan.
    #[error("{path}: `{resource}` is not in the plan")]
    NotInPlan {
        /// Where in the change.
        path: String,
        /// The resource's id.
        resource: String,
    },
    /// A resource that the catalogue does not have.
    #[error("{path}: the catalogue has no resource `{resource}`")]
    UnknownResource {
        /// Where.
        path: String,
        /// The id that leads nowhere.
        resource: String,
    },
    /// A question about a group without anybody in it.
    #[error("learners: there is nobody in the group")]
    NoLearners,
    /// The evidence of a group cannot be put together.
    #[error(transparent)]
    Member {
        /// What stands against it.
        error: crate::learner::LearnerError,
    },
    /// A path for another map.
    #[error("map: the path belongs to the map `{found}`, but the learner to `{expected}`")]
    PathOfOtherMap {
        /// The map that the path names.
        found: String,
        /// The learner's map.
        expected: String,
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
            Self::BadDate { .. } => "plan-bad-date",
            Self::NotInPlan { .. } => "plan-not-in-plan",
            Self::UnknownResource { .. } => "plan-unknown-resource",
            Self::NoLearners => "plan-no-learners",
            Self::Member { error } => error.code(),
            Self::PathOfOtherMap { .. } => "plan-path-of-other-map",
        }
    }

    fn path(&self) -> Option<String> {
        match self {
            Self::OutOfRange { path, .. }
            | Self::LockedAndSkipped { path, .. }
            | Self::BadDate { path, .. }
            | Self::NotInPlan { path, .. }
            | Self::UnknownResource { path, .. }
            | Self::UnknownCompetency { path, .. } => Some(path.clone()),
            Self::NoLearners => Some("learners".into()),
            Self::Member { error } => error.path(),
            Self::PathOfOtherMap { .. } => Some("map".into()),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::OutOfRange { expected, .. } => format!("Use a number within {expected}."),
            Self::LockedAndSkipped { .. } => "Take the resource off one of the two lists.".into(),
            Self::BadDate { .. } => "Write the day as YYYY-MM-DD.".into(),
            Self::NotInPlan { .. } => "Name an item of the plan before.".into(),
            Self::UnknownResource { .. } => "Name a resource by its id in the catalogue.".into(),
            Self::NoLearners => "Give at least one learner.".into(),
            Self::Member { error } => error.hint(),
            Self::PathOfOtherMap { .. } => "Use a path for the learner's map.".into(),
            Self::UnknownCompetency { .. } => {
                "Compute the gaps and the plan with the same map and role.".into()
            }
        }
    }
}
