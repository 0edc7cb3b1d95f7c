//! What is in an opened pack.

use super::build::{Source, Sources, read_maps};
use super::{PackError, format};
use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, Evidence, Resource, parse_lines,
};
use crate::framework::{CompetencyIndex, Crosswalk, Framework, FrameworkError, RoleOverlay};
use crate::search::{Bytes, IndexFiles, SearchIndex};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A map in a pack, with the roles that extend it.
#[derive(Clone, Debug)]
pub struct PackMap {
    roles: Vec<RoleOverlay>,
    framework: Framework,
}

impl PackMap {
    pub(super) fn join(base: Framework, roles: Vec<RoleOverlay>) -> Result<Self, FrameworkError> {
        Ok(Self {
            framework: base.extend(&roles)?,
            roles,
        })
    }

    pub(super) fn linked(self, crosswalks: &[Crosswalk]) -> Self {
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

/// A pack that has been checked and opened.
pub struct Pack {
    /// The maps section, for saving.
    pub(super) maps_section: Bytes,
    pub(super) maps: Vec<PackMap>,
    pub(super) resources: Vec<Resource>,
    /// Per map, per resource.
    pub(super) alignments: Vec<Vec<Vec<Alignment>>>,
    pub(super) index: SearchIndex,
    /// The bytes that say all that; nothing once something was changed.
    pub(super) bytes: Option<Bytes>,
}

impl Pack {
    /// Opens a pack. The index is used in place, without copying its bytes.
    ///
    /// # Errors
    /// When the bytes are no pack, cut off, changed, or of a newer version.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let bytes = Bytes::new(bytes);
        let sections = format::read(&bytes)?;
        let section = |name: &str| {
            let missing = || PackError::MissingSection {
                section: name.to_owned(),
            };
            let range = sections.get(name).ok_or_else(missing)?;
            Ok::<_, PackError>((bytes.slice(range.clone()), range.start))
        };
        let (maps_section, at) = section("maps")?;
        let maps: StoredMaps = read_json(&maps_section, "maps", at)?;
        let maps = read_maps(&maps.into_sources())?;
        let (lines, at) = section("catalogue")?;
        let lines = std::str::from_utf8(&lines).map_err(|_| PackError::Damaged {
            section: "catalogue".into(),
            offset: at,
        })?;
        let resources: Vec<Resource> = parse_lines(lines)
            .map_err(|error| PackError::Catalog {
                file: "catalogue".into(),
                error,
            })?
            .into_iter()
            .map(|(_, resource)| resource)
            .collect();
        let (tags, at) = section("tags")?;
        let stored: Vec<Vec<Vec<StoredAlignment>>> = read_json(&tags, "tags", at)?;
        let fits = stored.len() == maps.len()
            && stored.iter().zip(&maps).all(|(of, map)| {
                of.len() == resources.len()
                    && of
                        .iter()
                        .flatten()
                        .all(|tag| (tag.0 as usize) < map.framework.len())
            });
        if !fits {
            return Err(PackError::Damaged {
                section: "tags".into(),
                offset: at,
            });
        }
        let alignments = stored
            .into_iter()
            .map(|of| {
                of.into_iter()
                    .map(|tags| tags.into_iter().map(Into::into).collect())
                    .collect()
            })
            .collect();
        let files = sections
            .iter()
            .filter_map(|(name, range)| {
                Some((
                    name.strip_prefix("index/")?.to_owned(),
                    bytes.slice(range.clone()),
                ))
            })
            .collect();
        let index = SearchIndex::open(IndexFiles { files })?;
        if index.len() != resources.len() {
            let (_, at) = section("catalogue")?;
            return Err(PackError::Damaged {
                section: "catalogue".into(),
                offset: at,
            });
        }
        Ok(Self {
            maps_section,
            maps,
            resources,
            alignments,
            index,
            bytes: Some(bytes),
        })
    }

    /// The maps, the main one first.
    #[must_use]
    pub fn maps(&self) -> &[PackMap] {
        &self.maps
    }

    /// The catalogue, in the order of its files.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The alignments of every resource to a map, by the map's place in [`Pack::maps`].
    ///
    /// # Panics
    /// If there is no such map.
    #[must_use]
    pub fn alignments(&self, map: usize) -> &[Vec<Alignment>] {
        &self.alignments[map]
    }

    /// The search index.
    #[must_use]
    pub fn index(&self) -> &SearchIndex {
        &self.index
    }
}

fn read_json<'a, T: Deserialize<'a>>(
    bytes: &'a [u8],
    section: &str,
    offset: usize,
) -> Result<T, PackError> {
    serde_json::from_slice(bytes).map_err(|_| PackError::Damaged {
        section: section.to_owned(),
        offset,
    })
}

/// The maps section: the CASE packages as they were given.
#[derive(Deserialize)]
struct StoredMaps {
    maps: Vec<Value>,
    roles: Vec<Value>,
    /// Not in packs of before there were any.
    #[serde(default)]
    crosswalks: Vec<Value>,
}

impl StoredMaps {
    fn into_sources(self) -> Sources {
        let sources = |values: Vec<Value>, what: &str| {
            values
                .into_iter()
                .enumerate()
                .map(|(at, value)| Source {
                    name: format!("{what} {at}"),
                    text: value.to_string(),
                })
                .collect()
        };
        Sources {
            maps: sources(self.maps, "map"),
            roles: sources(self.roles, "role"),
            crosswalks: sources(self.crosswalks, "crosswalk"),
            ..Sources::default()
        }
    }
}

pub(super) fn maps_section(sources: &Sources) -> Vec<u8> {
    let values = |files: &[Source]| -> Vec<Value> {
        let parse = |file: &Source| {
            serde_json::from_str(file.text.trim_start_matches('\u{feff}')).unwrap_or_default()
        };
        files.iter().map(parse).collect()
    };
    json!({
        "maps": values(&sources.maps),
        "roles": values(&sources.roles),
        "crosswalks": values(&sources.crosswalks),
    })
    .to_string()
    .into_bytes()
}

pub(super) fn catalogue_section(resources: &[Resource]) -> Vec<u8> {
    let mut lines = Vec::new();
    for resource in resources {
        lines.extend(
            Value::Object(resource.source.clone())
                .to_string()
                .into_bytes(),
        );
        lines.push(b'\n');
    }
    lines
}

/// An alignment as the tags section keeps it: competency, score, source, status, evidence.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct StoredAlignment(u32, f64, AlignmentSource, AlignmentStatus, Vec<Evidence>);

impl From<&Alignment> for StoredAlignment {
    fn from(own: &Alignment) -> Self {
        Self(
            own.competency.0,
            own.score,
            own.source,
            own.status,
            own.evidence.clone(),
        )
    }
}

impl From<StoredAlignment> for Alignment {
    fn from(stored: StoredAlignment) -> Self {
        let StoredAlignment(competency, score, source, status, evidence) = stored;
        Self {
            competency: CompetencyIndex(competency),
            score,
            source,
            status,
            evidence,
        }
    }
}

/// The alignments, per map and resource.
pub(super) fn tags_section(alignments: &[Vec<Vec<Alignment>>]) -> Vec<u8> {
    let stored = |of: &Vec<Alignment>| of.iter().map(StoredAlignment::from).collect();
    let stored: Vec<Vec<Vec<StoredAlignment>>> = alignments
        .iter()
        .map(|map| map.iter().map(stored).collect())
        .collect();
    serde_json::to_vec(&stored).unwrap_or_default()
}
