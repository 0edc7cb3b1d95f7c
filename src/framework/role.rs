//! Role overlays: what a role such as "teacher leader" changes about a base map.

use super::model::{Association, Endpoint};
use super::{Framework, FrameworkError, Level, check};
use crate::diagnostic::json_type;
use serde_json::Value;

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
        Self::from_package(&check::json(json).map_err(check::first)?, base)
    }

    /// Reads an overlay that is JSON already.
    ///
    /// # Errors
    /// As [`RoleOverlay::parse`].
    pub fn from_package(package: &Value, base: &Framework) -> Result<Self, FrameworkError> {
        let package = check::read_value(package, Some(base)).map_err(check::first)?;
        overlay(package, base)
    }

    /// The competencies that the role adds to the base map.
    #[must_use]
    pub fn adds(&self) -> &[super::Competency] {
        self.package.competencies()
    }
}

/// Turns a package into a role overlay.
fn overlay(package: Framework, base: &Framework) -> Result<RoleOverlay, FrameworkError> {
    let document = "CFDocument.extensions";
    let own = package
        .document
        .extra
        .get("extensions")
        .and_then(Value::as_object);
    let text = |key: &str| own.and_then(|own| own.get(key)).and_then(Value::as_str);
    let id = text("gapwise:role")
        .ok_or_else(|| FrameworkError::NotARole {
            path: document.into(),
        })?
        .to_owned();
    let extends = text("gapwise:extends").unwrap_or_default().to_owned();
    if extends != base.document.identifier {
        return Err(FrameworkError::OtherBase {
            path: format!("{document}.gapwise:extends"),
            extends,
            base: base.document.identifier.clone(),
        });
    }
    let empty = Vec::new();
    let listed = match own.and_then(|own| own.get("gapwise:targets")) {
        None | Some(Value::Null) => &empty,
        Some(Value::Array(listed)) => listed,
        Some(other) => {
            return Err(FrameworkError::WrongType {
                path: format!("{document}.gapwise:targets"),
                expected: "an array of objects",
                found: json_type(other),
            });
        }
    };
    let mut targets = Vec::with_capacity(listed.len());
    for (at, entry) in listed.iter().enumerate() {
        let path = format!("{document}.gapwise:targets[{at}]");
        let competency = entry
            .get("competency")
            .and_then(Value::as_str)
            .ok_or_else(|| FrameworkError::Missing {
                path: path.clone(),
                field: "competency",
            })?;
        if package.find(competency).is_none() && base.find(competency).is_none() {
            let competency = competency.to_owned();
            return Err(FrameworkError::UnknownCompetency { path, competency });
        }
        let number = |key: &str, usual: f64, most: f64, expected: &'static str| {
            let value = entry
                .get(key)
                .map_or(Some(usual), Value::as_f64)
                .unwrap_or(f64::NAN);
            if (0.0..=most).contains(&value) {
                Ok(value)
            } else {
                let (path, value) = (format!("{path}.{key}"), value.to_string());
                Err(FrameworkError::OutOfRange {
                    path,
                    value,
                    expected,
                })
            }
        };
        targets.push(RoleTarget {
            competency: competency.to_owned(),
            target: Level::clamped(number("target", DEFAULT_TARGET, 4.0, "0 to 4")?),
            weight: number("weight", 1.0, 10.0, "0 to 10")?,
        });
    }
    Ok(RoleOverlay {
        id,
        title: package.document.title.clone(),
        description: package.document.description.clone().unwrap_or_default(),
        extends,
        targets,
        package,
    })
}

/// The base map with the competencies of roles added at the end.
pub(super) fn join(base: &Framework, roles: &[RoleOverlay]) -> Result<Framework, FrameworkError> {
    let mut map = base.clone();
    for role in roles {
        for competency in &role.package.competencies {
            let mut added = competency.clone();
            added.role = Some(role.id.clone());
            map.competencies.push(added);
        }
    }
    let paths: Vec<String> = map
        .competencies
        .iter()
        .map(|own| match &own.role {
            Some(role) => format!("role {role}, item {}", own.name()),
            None => format!("item {}", own.name()),
        })
        .collect();
    let mut problems = check::Problems::new();
    check::name_all(&mut map, &paths, &mut problems);
    for role in roles {
        for association in &role.package.associations {
            let resolve = |end: &Endpoint| match end {
                Endpoint::Competency(index) => map
                    .find(&role.package.competencies[index.get()].identifier)
                    .map_or(Endpoint::Document, Endpoint::Competency),
                Endpoint::External(identifier) => map.find(identifier).map_or_else(
                    || Endpoint::External(identifier.clone()),
                    Endpoint::Competency,
                ),
                Endpoint::Document => Endpoint::Document,
            };
            let (origin, destination) = (
                resolve(&association.origin),
                resolve(&association.destination),
            );
            map.associations.push(Association {
                origin,
                destination,
                ..association.clone()
            });
        }
    }
    check::link(&mut map, &mut problems);
    if problems.is_empty() {
        Ok(map)
    } else {
        Err(check::first(problems))
    }
}
