//! From sources to the bytes of a pack: validate, tag, index, write.

use super::PackError;
use super::align::{align, claims};
use super::contents::{PackMap, Parts, maps_section};
use super::learnt::Learnt;
use crate::catalog::{Alignment, Resource, parse_lines};
use crate::framework::{Crosswalk, Framework, FrameworkError, RoleOverlay};
use crate::tagging::{Decisions, MapTagger};
use std::collections::HashMap;

/// One file's worth of input.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where it comes from, for error messages.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// What a pack is built from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Competency maps (CASE); the first is the one that learners are measured on by default.
    pub maps: Vec<Source>,
    /// Role overlays (CASE packages that extend one of the maps).
    pub roles: Vec<Source>,
    /// What competencies of one map are in another (CASE packages of associations).
    pub crosswalks: Vec<Source>,
    /// Catalogues (resource lines).
    pub catalogs: Vec<Source>,
    /// Curators' decisions on tags (one JSON object a line); they hold against publishers and the tagger.
    pub decisions: Vec<Source>,
    /// Leave the tagger out: only publishers' own alignments are kept.
    pub without_tags: bool,
}

/// The steps of building, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and checking.
    Read,
    /// Finding each resource's competencies.
    Tag,
    /// Making the search index.
    Index,
    /// Putting the file together.
    Write,
}

/// How far building has come within a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The stage at work.
    pub stage: Stage,
    /// Steps done in it.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
}

/// Builds a pack. Same sources, same bytes, on every platform.
///
/// # Errors
/// The first problem in the sources, with file and line or JSON path.
pub fn build(sources: &Sources, progress: &mut dyn FnMut(Progress)) -> Result<Vec<u8>, PackError> {
    let files = sources.maps.len()
        + sources.roles.len()
        + sources.crosswalks.len()
        + sources.catalogs.len();
    progress(Progress {
        stage: Stage::Read,
        done: 0,
        total: files,
    });
    let maps = read_maps(sources)?;
    let found = read_catalogs(sources)?;
    if maps.is_empty() && found.is_empty() {
        return Err(PackError::NothingToBuild);
    }
    let claimed = |found: &Found<'_>| claims(&maps, &found.resource, found.file, found.line);
    let claims = found.iter().map(claimed).collect::<Result<Vec<_>, _>>()?;
    let resources: Vec<Resource> = found.into_iter().map(|found| found.resource).collect();
    let decisions = read_decisions(sources)?;
    progress(Progress {
        stage: Stage::Read,
        done: files,
        total: files,
    });

    let total = resources.len();
    let mut alignments: Vec<Vec<Vec<Alignment>>> = Vec::with_capacity(maps.len());
    for (at, map) in maps.iter().enumerate() {
        let tagger = (!sources.without_tags)
            .then(|| MapTagger::compile(map.framework(), resources.iter().collect(), &decisions));
        let mut of_map = Vec::with_capacity(total);
        for (done, (resource, claims)) in resources.iter().zip(&claims).enumerate() {
            if done % 64 == 0 {
                progress(Progress {
                    stage: Stage::Tag,
                    done,
                    total,
                });
            }
            of_map.push(align(
                map,
                tagger.as_ref(),
                &decisions,
                resource,
                &claims[at],
            ));
        }
        progress(Progress {
            stage: Stage::Tag,
            done: total,
            total,
        });
        alignments.push(of_map);
    }
    let parts = Parts {
        maps_section: &maps_section(sources),
        maps: &maps,
        resources: &resources,
        alignments: &alignments,
        decisions: &decisions,
        learnt: &Learnt::all(!sources.without_tags),
    };
    parts.write(progress)
}

/// Reads the maps with the roles that extend them and the crosswalks between them.
pub(super) fn read_maps(sources: &Sources) -> Result<Vec<PackMap>, PackError> {
    let at = |file: &Source, error: FrameworkError| PackError::Map {
        file: file.name.clone(),
        error,
    };
    let mut bases: Vec<Framework> = Vec::new();
    for file in &sources.maps {
        let map = Framework::parse(&file.text).map_err(|error| at(file, error))?;
        let identifier = &map.document().identifier;
        if let Some(first) = bases
            .iter()
            .position(|base| base.document().identifier == *identifier)
        {
            return Err(PackError::DuplicateMap {
                file: file.name.clone(),
                identifier: identifier.clone(),
                first: sources.maps[first].name.clone(),
            });
        }
        bases.push(map);
    }
    let mut roles: Vec<Vec<RoleOverlay>> = bases.iter().map(|_| Vec::new()).collect();
    for file in &sources.roles {
        let mut refusal = None;
        let mut found = false;
        for (base, roles) in bases.iter().zip(&mut roles) {
            match RoleOverlay::parse(&file.text, base) {
                Ok(role) => {
                    roles.push(role);
                    found = true;
                    break;
                }
                Err(FrameworkError::OtherBase { extends, .. }) => {
                    refusal.get_or_insert(PackError::RoleWithoutMap {
                        file: file.name.clone(),
                        extends,
                    });
                }
                Err(error) => {
                    refusal = Some(at(file, error));
                }
            }
        }
        if !found {
            return Err(refusal.unwrap_or(PackError::RoleWithoutMap {
                file: file.name.clone(),
                extends: "(unread)".into(),
            }));
        }
    }
    let mut maps = Vec::new();
    for (at_map, (base, roles)) in bases.into_iter().zip(roles).enumerate() {
        maps.push(PackMap::join(base, roles).map_err(|error| at(&sources.maps[at_map], error))?);
    }
    let mut crosswalks: Vec<Crosswalk> = maps
        .iter()
        .map(|map| Crosswalk::of(map.framework()))
        .collect();
    for file in &sources.crosswalks {
        crosswalks.push(Crosswalk::parse(&file.text).map_err(|error| at(file, error))?);
    }
    Ok(maps
        .into_iter()
        .map(|map| map.linked(&crosswalks))
        .collect())
}

/// A resource and where it stood.
struct Found<'a> {
    resource: Resource,
    file: &'a str,
    line: usize,
}

fn read_catalogs(sources: &Sources) -> Result<Vec<Found<'_>>, PackError> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut all = Vec::new();
    for file in &sources.catalogs {
        let resources = parse_lines(&file.text).map_err(|error| PackError::Catalog {
            file: file.name.clone(),
            error,
        })?;
        for (line, resource) in resources {
            if let Some(first) = seen.insert(resource.id.clone(), &file.name) {
                return Err(PackError::DuplicateAcrossFiles {
                    file: file.name.clone(),
                    line,
                    id: resource.id,
                    first: first.to_owned(),
                });
            }
            all.push(Found {
                resource,
                file: &file.name,
                line,
            });
        }
    }
    Ok(all)
}

fn read_decisions(sources: &Sources) -> Result<Decisions, PackError> {
    let mut decisions = Decisions::default();
    for file in &sources.decisions {
        let read =
            Decisions::parse_lines(&file.text).map_err(|(line, error)| PackError::Decisions {
                file: file.name.clone(),
                line,
                error,
            })?;
        for decision in read.iter() {
            decisions.record(decision.clone());
        }
    }
    Ok(decisions)
}
