//! Role overlays: what a role such as "teacher leader" changes about a base map.

use super::{Framework, FrameworkError, Level, check};

/// The target and weight that a role sets for one competency.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleTarget {
    /// Code or identifier, in the base map or in the role.
    pub competency: String,
    /// The level to reach.
    pub target: Level,
    /// How much the competency matters in the role; 1 is usual, range 0..=10.
    pub weight: f64,
}

/// Target levels, weights and extra competencies for a role. A small CASE package beside the base map.
#[derive(Clone, Debug)]
pub struct RoleOverlay {
    /// The short name used on the command line, such as `teacher-leader`.
    pub id: String,
    /// What a person calls the role.
    pub title: String,
    /// One or two sentences for someone choosing a role.
    pub description: String,
    /// The identifier of the base map's document.
    pub extends: String,
    /// What the role asks for; competencies not named have the usual target and weight.
    pub targets: Vec<RoleTarget>,
    /// The extra competencies, with their associations into the base map.
    pub(super) package: Framework,
}

/// The level to reach where no role or goal says otherwise: proficient.
pub const DEFAULT_TARGET: f64 = 3.0;

impl RoleOverlay {
    /// Reads a role overlay against the map it extends.
    ///
    /// # Errors
    /// When the package is broken, is no role overlay, or extends another map.
    pub fn parse(json: &str, base: &Framework) -> Result<Self, FrameworkError> {
        let package = check::read(json, Some(base)).map_err(check::first)?;
        check::role(package, base)
    }

    /// The competencies that the role adds to the base map.
    #[must_use]
    pub fn adds(&self) -> &[super::Competency] {
        self.package.competencies()
    }
}
