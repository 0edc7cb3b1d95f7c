//! Competency maps: what a teacher needs to know and do, in a hierarchy, with levels, associations and
//! role overlays.
//!
//! A map is a CASE `CFPackage` (1.0 or 1.1). [`Framework::parse`] turns its JSON into a structure that
//! cannot be wrong: identifiers and codes are unique, every association leads somewhere, the hierarchy
//! and the prerequisites have no cycle. [`Framework::check`] lists everything that is wrong instead of
//! stopping at the first problem. [`RoleOverlay`] holds the targets, weights and extra competencies of a
//! role such as "teacher leader", and [`Framework::extend`] joins its competencies to the base map.
//! [`diff()`] compares two editions, and a [`Crosswalk`] says what competencies are in another map.
//!
//! This module knows nothing of resources, learners or plans, and does no input or output.

mod case;
mod check;
mod crosswalk;
mod diff;
mod error;
mod level;
mod model;
mod role;
mod text;
mod write;

pub use check::package_json;
pub use crosswalk::{Crosswalk, Link, partners};
pub use diff::{Difference, Moved, Named, Recoded, Replaced, Reworded, diff};
pub use error::FrameworkError;
pub use level::{Level, LevelScale, MAX_LEVEL};
pub use model::{
    Association, AssociationKind, Competency, CompetencyIndex, Document, Endpoint, Framework,
    RubricLevel,
};
pub use role::{DEFAULT_TARGET, RoleOverlay, RoleTarget};
