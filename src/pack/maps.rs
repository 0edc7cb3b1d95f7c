//! The maps of a pack: CASE packages as they were given, and what is made of them.

use super::build::{Source, Sources};
use super::parts::Part;
use super::{PackError, damaged};
use crate::framework::{Crosswalk, Framework, FrameworkError, RoleOverlay, package_json};
use serde::Deserialize;
use serde_json::{Value, json};

/// A map in a pack, with the roles that extend it.
#[derive(Clone, Debug)]
pub struct PackMap {
    roles: Vec<RoleOverlay>,
    framework: Framework,
}

impl PackMap {
    fn join(base: Framework, roles: Vec<RoleOverlay>) -> Result<Self, FrameworkError> {
        let framework = match roles.is_empty() {
            true => base,
            false => base.extend(&roles)?,
        };
        Ok(Self { roles, framework })
    }

    fn linked(self, crosswalks: &[Crosswalk]) -> Self {
        Self {
            framework: self.framework.linked(crosswalks),
            ..self
        }
    }

    /// The map with the competencies of all its roles.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The roles that extend it.
    #[must_use]
    pub fn roles(&self) -> &[RoleOverlay] {
        &self.roles
    }

    /// The role with this id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&RoleOverlay> {
        self.roles.iter().find(|role| role.id == id)
    }
}

/// CASE packages, each with a name for error messages.
pub(super) struct Packages {
    maps: Vec<(String, Value)>,
    roles: Vec<(String, Value)>,
    crosswalks: Vec<(String, Value)>,
}

/// The maps section.
#[derive(Deserialize)]
struct Stored {
    maps: Vec<Value>,
    roles: Vec<Value>,
    crosswalks: Vec<Value>,
}

impl Packages {
    /// Those of the sources.
    pub(super) fn of_sources(sources: &Sources) -> Result<Self, PackError> {
        let read = |files: &[Source]| {
            let read = |file: &Source| match package_json(&file.text) {
                Ok(value) => Ok((file.name.clone(), value)),
                Err(error) => Err(at(&file.name, error)),
            };
            files.iter().map(read).collect::<Result<Vec<_>, _>>()
        };
        let mut packages = Self {
            maps: read(&sources.maps)?,
            roles: read(&sources.roles)?,
            crosswalks: read(&sources.crosswalks)?,
        };
        if sources.without.contains(&Part::OtherMaps) {
            packages.keep_first();
        }
        Ok(packages)
    }

    /// Those of a pack, whose section begins at a byte.
    pub(super) fn of_section(bytes: &[u8], offset: usize) -> Result<Self, PackError> {
        let stored: Stored = serde_json::from_slice(bytes).map_err(|_| damaged("maps", offset))?;
        let named = |values: Vec<Value>, what: &str| {
            let values = values.into_iter().enumerate();
            let named = values.map(|(at, value)| (format!("{what} {at}"), value));
            named.collect()
        };
        Ok(Self {
            maps: named(stored.maps, "map"),
            roles: named(stored.roles, "role"),
            crosswalks: named(stored.crosswalks, "crosswalk"),
        })
    }

    /// Puts another edition in the place of a map.
    pub(super) fn replace(&mut self, place: usize, edition: &Source) -> Result<(), PackError> {
        let package = package_json(&edition.text).map_err(|error| at(&edition.name, error))?;
        self.maps[place] = (edition.name.clone(), package);
        Ok(())
    }

    /// The maps section.
    pub(super) fn section(&self) -> Vec<u8> {
        let values = |packages: &[(String, Value)]| -> Value {
            packages.iter().map(|(_, value)| value.clone()).collect()
        };
        json!({
            "maps": values(&self.maps),
            "roles": values(&self.roles),
            "crosswalks": values(&self.crosswalks),
        })
        .to_string()
        .into_bytes()
    }

    /// Leaves out all maps but the first, the roles that extend another, and the crosswalks.
    fn keep_first(&mut self) {
        self.maps.truncate(1);
        self.crosswalks.clear();
        if let Some((_, map)) = self.maps.first()
            && let Ok(map) = Framework::from_package(map)
        {
            self.roles.retain(|(_, role)| {
                !matches!(
                    RoleOverlay::from_package(role, &map),
                    Err(FrameworkError::OtherBase { .. })
                )
            });
        }
    }

    /// Makes the maps with the roles that extend them and the crosswalks between them.
    pub(super) fn join(&self) -> Result<Vec<PackMap>, PackError> {
        let mut bases: Vec<Framework> = Vec::new();
        for (name, package) in &self.maps {
            let map = Framework::from_package(package).map_err(|error| at(name, error))?;
            let identifier = &map.document().identifier;
            let mut known = bases.iter();
            if let Some(first) = known.position(|base| base.document().identifier == *identifier) {
                return Err(PackError::DuplicateMap {
                    file: name.clone(),
                    identifier: identifier.clone(),
                    first: self.maps[first].0.clone(),
                });
            }
            bases.push(map);
        }
        let mut roles: Vec<Vec<RoleOverlay>> = bases.iter().map(|_| Vec::new()).collect();
        for (name, package) in &self.roles {
            let (base, role) = role(name, package, &bases)?;
            roles[base].push(role);
        }
        let mut maps = Vec::new();
        for ((base, roles), (name, _)) in bases.into_iter().zip(roles).zip(&self.maps) {
            maps.push(PackMap::join(base, roles).map_err(|error| at(name, error))?);
        }
        let own = maps.iter().map(|map| Crosswalk::of(map.framework()));
        let mut crosswalks: Vec<Crosswalk> = own.collect();
        for (name, package) in &self.crosswalks {
            crosswalks.push(Crosswalk::from_package(package).map_err(|error| at(name, error))?);
        }
        Ok(maps
            .into_iter()
            .map(|map| map.linked(&crosswalks))
            .collect())
    }
}

/// Reads a role, and finds the map that it extends.
fn role(
    name: &str,
    package: &Value,
    bases: &[Framework],
) -> Result<(usize, RoleOverlay), PackError> {
    let mut refusal = None;
    for (place, base) in bases.iter().enumerate() {
        match RoleOverlay::from_package(package, base) {
            Ok(role) => return Ok((place, role)),
            Err(FrameworkError::OtherBase { extends, .. }) => {
                refusal.get_or_insert(PackError::RoleWithoutMap {
                    file: name.to_owned(),
                    extends,
                });
            }
            Err(error) => refusal = Some(at(name, error)),
        }
    }
    Err(refusal.unwrap_or_else(|| PackError::RoleWithoutMap {
        file: name.to_owned(),
        extends: "(unread)".into(),
    }))
}

fn at(file: &str, error: FrameworkError) -> PackError {
    PackError::Map {
        file: file.to_owned(),
        error,
    }
}
