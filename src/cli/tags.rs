//! `gapwise tag`: resource lines in, a line of tags per resource out.

use super::arguments::Tag;
use super::failure::Failure;
use super::{Outcome, files, print};
use gapwise::catalog::{Evidence, Field, Resource, parse_lines};
use gapwise::framework::Framework;
use gapwise::tagging::{Tagger, TextFields};
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    tags: Vec<Tagged<'a>>,
    /// Why there are no tags, or none to rely on.
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
}

#[derive(Serialize)]
struct Tagged<'a> {
    competency: &'a str,
    score: f64,
    evidence: Vec<Evidence>,
    /// Competencies under the same heading that it may as well be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    close: Vec<&'a str>,
}

pub(super) fn tag(arguments: &Tag) -> Result<Outcome, Failure> {
    let map = read_map(&arguments.map)?;
    let resources = read_resources(&arguments.resources)?;
    let tagger = Tagger::compile_with(&map, &resources);
    let mut out = String::new();
    for resource in &resources {
        let keywords = resource.field(Field::Keywords);
        let fields = TextFields::of(resource, &keywords);
        let tags = tagger
            .tag(&fields, arguments.top)
            .into_iter()
            .map(|tagged| Tagged {
                competency: map.competency(tagged.competency).name(),
                score: tagged.score,
                evidence: tagged.evidence,
                close: tagged
                    .close
                    .iter()
                    .map(|&other| map.competency(other).name())
                    .collect(),
            })
            .collect();
        let line = serde_json::to_string(&Line {
            id: &resource.id,
            tags,
            remark: tagger.remark(&fields).map(|remark| remark.to_string()),
        })
        .map_err(|error| Failure::output(error.into()))?;
        out.push_str(&line);
        out.push('\n');
    }
    print(&out)?;
    Ok(Outcome::Done)
}

/// Reads and checks a map.
pub(super) fn read_map(path: &Path) -> Result<Framework, Failure> {
    Framework::parse(&files::text(path)?).map_err(|error| Failure::at(&files::name(path), &error))
}

/// Reads and checks a catalogue.
pub(super) fn read_resources(path: &Path) -> Result<Vec<Resource>, Failure> {
    let resources = parse_lines(&files::text(path)?)
        .map_err(|error| Failure::at(&files::name(path), &error))?;
    Ok(resources
        .into_iter()
        .map(|(_, resource)| resource)
        .collect())
}
