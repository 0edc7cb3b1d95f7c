//! What is in an opened pack.

use super::align::indexed;
use super::build::{Progress, Source, Sources, Stage, read_maps};
use super::learnt::Learnt;
use super::{PackError, format};
use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, Evidence, Resource, parse_lines,
};
use crate::framework::{CompetencyIndex, Crosswalk, Framework, FrameworkError, RoleOverlay};
use crate::search::{Bytes, IndexFiles, IndexedResource, SearchIndex};
use crate::tagging::{Decisions, MapTagger};
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
    /// The curator's, as they stand.
    pub(super) decisions: Decisions,
    pub(super) learnt: Learnt,
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
        let damaged = |section: &str, offset| PackError::Damaged {
            section: section.to_owned(),
            offset,
        };
        let (maps_section, at) = section("maps")?;
        let maps: StoredMaps = read_json(&maps_section, "maps", at)?;
        let maps = read_maps(&maps.into_sources())?;
        let (lines, at) = section("catalogue")?;
        let lines = std::str::from_utf8(&lines).map_err(|_| damaged("catalogue", at))?;
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
            return Err(damaged("tags", at));
        }
        let alignments = stored
            .into_iter()
            .map(|of| {
                of.into_iter()
                    .map(|tags| tags.into_iter().map(Into::into).collect())
                    .collect()
            })
            .collect();
        let (lines, at) = section("decisions")?;
        let decisions = std::str::from_utf8(&lines)
            .ok()
            .and_then(|lines| Decisions::parse_lines(lines).ok())
            .ok_or_else(|| damaged("decisions", at))?;
        let (learnt, at) = section("learnt")?;
        let learnt = Learnt::read(&learnt).ok_or_else(|| damaged("learnt", at))?;
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
            return Err(damaged("catalogue", at));
        }
        Ok(Self {
            maps_section,
            maps,
            resources,
            alignments,
            decisions,
            learnt,
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

    /// The curator's decisions that stand, on resources of the catalogue and others.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Whether its resources are tagged; else only publishers' claims and curators' decisions are kept.
    #[must_use]
    pub fn has_tags(&self) -> bool {
        self.learnt.tags
    }

    /// A tagger for one of the maps that has learnt what it had learnt when the catalogue was last tagged as a whole.
    ///
    /// # Panics
    /// If there is no such map.
    #[must_use]
    pub fn tagger(&self, map: usize) -> MapTagger {
        MapTagger::compile(
            self.maps[map].framework(),
            self.learnt.background(&self.resources),
            self.learnt.decisions(&self.decisions),
        )
    }

    pub(super) fn parts(&self) -> Parts<'_> {
        Parts {
            maps_section: &self.maps_section,
            maps: &self.maps,
            resources: &self.resources,
            alignments: &self.alignments,
            decisions: &self.decisions,
            learnt: &self.learnt,
        }
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

/// All that a pack is written from.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub maps_section: &'a [u8],
    pub maps: &'a [PackMap],
    pub resources: &'a [Resource],
    pub alignments: &'a [Vec<Vec<Alignment>>],
    pub decisions: &'a Decisions,
    pub learnt: &'a Learnt,
}

impl Parts<'_> {
    /// Indexes the resources and puts the file together.
    pub fn write(self, progress: &mut dyn FnMut(Progress)) -> Result<Vec<u8>, PackError> {
        let mut step = |stage, done, total| progress(Progress { stage, done, total });
        let indexed: Vec<IndexedResource<'_>> = (0..)
            .zip(self.resources)
            .map(|(at, resource)| indexed(resource, self.maps, self.alignments, at))
            .collect();
        let files = SearchIndex::build(&indexed, &mut |done, total| {
            step(Stage::Index, done, total);
        })?;
        step(Stage::Write, 0, 1);
        let catalogue = catalogue_section(self.resources);
        let tags = tags_section(self.alignments);
        let (decisions, learnt) = (self.decisions.to_lines(), self.learnt.section());
        let mut sections: Vec<(String, &[u8])> = vec![
            ("maps".into(), self.maps_section),
            ("catalogue".into(), &catalogue),
            ("tags".into(), &tags),
            ("decisions".into(), decisions.as_bytes()),
            ("learnt".into(), &learnt),
        ];
        for (name, bytes) in &files.files {
            sections.push((format!("index/{name}"), bytes));
        }
        let file = format::write(&sections);
        step(Stage::Write, 1, 1);
        Ok(file)
    }
}

/// The maps section: the CASE packages as they were given.
#[derive(Deserialize)]
pub(super) struct StoredMaps {
    pub maps: Vec<Value>,
    roles: Vec<Value>,
    /// Not in packs of before there were any.
    #[serde(default)]
    crosswalks: Vec<Value>,
}

impl StoredMaps {
    pub fn into_sources(self) -> Sources {
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

fn catalogue_section(resources: &[Resource]) -> Vec<u8> {
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
fn tags_section(alignments: &[Vec<Vec<Alignment>>]) -> Vec<u8> {
    let stored = |of: &Vec<Alignment>| of.iter().map(StoredAlignment::from).collect();
    let stored: Vec<Vec<Vec<StoredAlignment>>> = alignments
        .iter()
        .map(|map| map.iter().map(stored).collect())
        .collect();
    serde_json::to_vec(&stored).unwrap_or_default()
}
