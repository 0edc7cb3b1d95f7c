//! From sources to the bytes of a pack: validate, tag, index, write.

use super::contents::{PackMap, StoredAlignment, catalogue_section, maps_section, tags_section};
use super::{PackError, format};
use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, CatalogError, Field, Resource, parse_lines,
};
use crate::framework::{CompetencyIndex, Crosswalk, Framework, FrameworkError, RoleOverlay};
use crate::search::{IndexedResource, SearchIndex};
use crate::tagging::{Decisions, Knowledge, Tagger, TextFields, Weights};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most tags that a pack keeps per resource and map. A page about more than five things is a portal,
/// and its further tags are rarely right.
const TAGS_KEPT: usize = 5;

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
    let resources = read_catalogs(sources)?;
    if maps.is_empty() && resources.is_empty() {
        return Err(PackError::NothingToBuild);
    }
    let claims = claims(&maps, &resources)?;
    let decisions = read_decisions(sources)?;
    let resources: Vec<Resource> = resources.into_iter().map(|found| found.resource).collect();
    progress(Progress {
        stage: Stage::Read,
        done: files,
        total: files,
    });

    let mut alignments: Vec<Vec<Vec<Alignment>>> = Vec::with_capacity(maps.len());
    for (map, claims) in maps.iter().zip(claims) {
        alignments.push(tag(
            map.framework(),
            &resources,
            claims,
            &decisions,
            sources.without_tags,
            progress,
        ));
    }

    let labelled: Vec<(Vec<String>, Vec<String>)> = (0..resources.len())
        .map(|at| facets_of(&maps, &alignments, at))
        .collect();
    let indexed: Vec<IndexedResource<'_>> = resources
        .iter()
        .zip(labelled)
        .map(
            |(resource, (competencies, competency_labels))| IndexedResource {
                resource,
                competencies,
                competency_labels,
            },
        )
        .collect();
    let files = SearchIndex::build(&indexed, &mut |done, total| {
        progress(Progress {
            stage: Stage::Index,
            done,
            total,
        });
    })?;

    progress(Progress {
        stage: Stage::Write,
        done: 0,
        total: 1,
    });
    let stored: Vec<Vec<Vec<StoredAlignment>>> = alignments
        .into_iter()
        .map(|map| {
            map.into_iter()
                .map(|of| of.into_iter().map(StoredAlignment::from).collect())
                .collect()
        })
        .collect();
    let (maps, catalogue, tags) = (
        maps_section(sources),
        catalogue_section(&resources),
        tags_section(&stored),
    );
    let mut sections: Vec<(String, &[u8])> = vec![
        ("maps".into(), &maps),
        ("catalogue".into(), &catalogue),
        ("tags".into(), &tags),
    ];
    for (name, bytes) in &files.files {
        sections.push((format!("index/{name}"), bytes));
    }
    let file = format::write(&sections);
    progress(Progress {
        stage: Stage::Write,
        done: 1,
        total: 1,
    });
    Ok(file)
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

/// What publishers say their resources teach: per map and resource. Every claim must be known to some
/// map; without any map there is nothing to check against.
fn claims(
    maps: &[PackMap],
    resources: &[Found<'_>],
) -> Result<Vec<Vec<BTreeSet<CompetencyIndex>>>, PackError> {
    let mut claims = vec![vec![BTreeSet::new(); resources.len()]; maps.len()];
    for (at, found) in resources.iter().enumerate() {
        for name in &found.resource.teaches {
            let mut known = maps.is_empty();
            for (map, claims) in maps.iter().zip(&mut claims) {
                if let Some(index) = map.framework().find(name) {
                    claims[at].insert(index);
                    known = true;
                }
            }
            if !known {
                return Err(PackError::Catalog {
                    file: found.file.to_owned(),
                    error: CatalogError::UnknownCompetency {
                        line: found.line,
                        field: "teaches",
                        competency: name.clone(),
                    },
                });
            }
        }
    }
    Ok(claims)
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

/// The alignments of every resource to one map: publishers' claims, then the tagger's, and over both the curator's
/// decisions, from which the tagger learns.
fn tag(
    map: &Framework,
    resources: &[Resource],
    claims: Vec<BTreeSet<CompetencyIndex>>,
    decisions: &Decisions,
    without_tags: bool,
    progress: &mut dyn FnMut(Progress),
) -> Vec<Vec<Alignment>> {
    let tagger = (!without_tags).then(|| {
        let knowledge = Knowledge {
            background: resources,
            near: None,
            decisions: Some(decisions),
        };
        Tagger::compile_knowing(map, &knowledge, Weights::default())
    });
    let total = resources.len();
    let mut all = Vec::with_capacity(total);
    for (done, (resource, claims)) in resources.iter().zip(claims).enumerate() {
        if done % 64 == 0 {
            progress(Progress {
                stage: Stage::Tag,
                done,
                total,
            });
        }
        let mut of: BTreeMap<CompetencyIndex, Alignment> = claims
            .into_iter()
            .map(|competency| {
                let alignment = Alignment {
                    competency,
                    score: 1.0,
                    source: AlignmentSource::Publisher,
                    status: AlignmentStatus::Accepted,
                    evidence: Vec::new(),
                };
                (competency, alignment)
            })
            .collect();
        let keywords = resource.field(Field::Keywords);
        let text = TextFields::of(resource, &keywords);
        for tagged in tagger
            .iter()
            .flat_map(|tagger| tagger.tag(&text, TAGS_KEPT))
        {
            let alignment = of.entry(tagged.competency).or_insert_with(|| Alignment {
                competency: tagged.competency,
                score: tagged.score,
                source: AlignmentSource::Tagger,
                status: AlignmentStatus::Proposed,
                evidence: Vec::new(),
            });
            alignment.evidence = tagged.evidence;
        }
        all.push(decisions.apply(map, &resource.id, of.into_values().collect()));
    }
    progress(Progress {
        stage: Stage::Tag,
        done: total,
        total,
    });
    all
}

/// The codes, ancestors included, and the labels that a resource is found under.
fn facets_of(
    maps: &[PackMap],
    alignments: &[Vec<Vec<Alignment>>],
    resource: usize,
) -> (Vec<String>, Vec<String>) {
    let (mut codes, mut labels) = (BTreeSet::new(), BTreeSet::new());
    for (map, alignments) in maps.iter().zip(alignments) {
        let framework = map.framework();
        for alignment in &alignments[resource] {
            if alignment.status == AlignmentStatus::Rejected {
                continue;
            }
            let own = framework.competency(alignment.competency);
            labels.insert(own.label().to_owned());
            codes.insert(own.name().to_owned());
            for above in framework.ancestors(alignment.competency) {
                codes.insert(framework.competency(above).name().to_owned());
            }
        }
    }
    (codes.into_iter().collect(), labels.into_iter().collect())
}
