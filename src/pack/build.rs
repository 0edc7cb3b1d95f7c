//! From sources to the bytes of a pack: validate, tag, index, write.

use super::align::{align, claims, indexed};
use super::catalogue::{Catalogue, take_line};
use super::learnt::Learnt;
use super::maps::{PackMap, Packages};
use super::parts::{About, Part};
use super::{PackError, format};
use crate::catalog::{Alignment, Resource, each_line};
use crate::search::{IndexedResource, SearchIndex};
use crate::tagging::{Decisions, MapTagger};
use std::collections::{BTreeSet, HashMap};

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
    /// What to leave out of the pack.
    pub without: BTreeSet<Part>,
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

/// Builds a pack. Same sources, same bytes, on every platform. A catalogue's text is given back once it is read.
///
/// # Errors
/// The first problem in the sources, with file and line or JSON path.
pub fn build(
    mut sources: Sources,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, PackError> {
    let files = sources.maps.len()
        + sources.roles.len()
        + sources.crosswalks.len()
        + sources.catalogs.len();
    progress(Progress {
        stage: Stage::Read,
        done: 0,
        total: files,
    });
    let packages = Packages::of_sources(&sources)?;
    let maps = packages.join()?;
    let found = read_catalogs(&sources)?;
    if maps.is_empty() && found.is_empty() {
        return Err(PackError::NothingToBuild);
    }
    let claimed = |found: &Found<'_>| claims(&maps, &found.resource, found.file, found.number);
    let claims = found.iter().map(claimed).collect::<Result<Vec<_>, _>>()?;
    let (resources, lines): (Vec<Resource>, Vec<Box<str>>) = found
        .into_iter()
        .map(|found| (found.resource, found.line))
        .unzip();
    sources.catalogs.clear();
    let decisions = read_decisions(&sources)?;
    progress(Progress {
        stage: Stage::Read,
        done: files,
        total: files,
    });

    let total = resources.len();
    let mut alignments: Vec<Vec<Vec<Alignment>>> = vec![Vec::with_capacity(maps.len()); total];
    for (at, map) in maps.iter().enumerate() {
        let tagger = (!sources.without_tags)
            .then(|| MapTagger::compile(map.framework(), &resources, &decisions));
        for (done, (resource, claims)) in resources.iter().zip(&claims).enumerate() {
            if done % 64 == 0 {
                progress(Progress {
                    stage: Stage::Tag,
                    done,
                    total,
                });
            }
            alignments[done].push(align(
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
    }
    let competencies = maps.iter().map(|map| map.framework().len());
    let mut catalogue = Catalogue::new(competencies.collect());
    for ((mut resource, line), mut alignments) in resources.into_iter().zip(lines).zip(alignments) {
        if sources.without.contains(&Part::Text) {
            resource.text.clear();
        }
        if sources.without.contains(&Part::Evidence) {
            let all = alignments.iter_mut().flatten();
            all.for_each(|alignment| alignment.evidence.clear());
        }
        catalogue.push_line(line, resource, alignments);
    }
    let decisions = match sources.without.contains(&Part::Notes) {
        true => decisions.bare(),
        false => decisions,
    };
    let about = About {
        without: sources.without,
    };
    write(
        &packages.section(),
        &maps,
        &catalogue,
        &decisions,
        &Learnt::all(!sources.without_tags),
        &about,
        progress,
    )
}

/// Indexes resources and puts the file together. A section that would say nothing is left out.
pub(super) fn write(
    maps_section: &[u8],
    maps: &[PackMap],
    catalogue: &Catalogue,
    decisions: &Decisions,
    learnt: &Learnt,
    about: &About,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, PackError> {
    let all = 0..catalogue.len();
    let indexed: Vec<IndexedResource<'_>> = all.map(|at| indexed(catalogue, maps, at)).collect();
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
    let of_catalogue = catalogue.sections();
    let decisions = decisions.to_lines();
    let learnt = learnt.section();
    let about = serde_json::to_vec(about).unwrap_or_default();
    let mut sections: Vec<(String, &[u8])> = vec![
        ("about".into(), &about),
        ("maps".into(), maps_section),
        ("catalogue".into(), &of_catalogue.catalogue),
    ];
    let optional = [
        ("figures", &of_catalogue.figures),
        ("tags", &of_catalogue.tags),
        ("evidence", &of_catalogue.evidence),
    ];
    for (name, section) in optional {
        sections.extend(section.iter().map(|own| (name.into(), own.as_slice())));
    }
    if !decisions.is_empty() {
        sections.push(("decisions".into(), decisions.as_bytes()));
    }
    if let Some(learnt) = &learnt {
        sections.push(("learnt".into(), learnt));
    }
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

/// A resource, its line as the pack keeps it, and where it stood.
struct Found<'a> {
    resource: Resource,
    line: Box<str>,
    file: &'a str,
    number: usize,
}

fn read_catalogs(sources: &Sources) -> Result<Vec<Found<'_>>, PackError> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut all = Vec::new();
    for file in &sources.catalogs {
        for read in each_line(&file.text) {
            let (number, mut resource) = read.map_err(|error| PackError::Catalog {
                file: file.name.clone(),
                error,
            })?;
            if let Some(first) = seen.insert(resource.id.clone(), &file.name) {
                return Err(PackError::DuplicateAcrossFiles {
                    file: file.name.clone(),
                    line: number,
                    id: resource.id,
                    first: first.to_owned(),
                });
            }
            if sources.without.contains(&Part::Text) {
                resource.source.remove("text");
            }
            all.push(Found {
                line: take_line(&mut resource),
                resource,
                file: &file.name,
                number,
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
