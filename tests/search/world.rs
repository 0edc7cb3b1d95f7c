//! A small catalogue and its index.

use gapwise::catalog::{Resource, parse_lines};
use gapwise::search::{Found, IndexFiles, IndexedResource, Query, SearchIndex};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Resources from `(name, description)`; odd ones are videos, and each takes ten minutes more than the last.
pub fn resources(texts: &[(&str, &str)]) -> Vec<Resource> {
    let one = |(at, (name, description)): (usize, &(&str, &str))| {
        let line = json!({
            "id": format!("r{at}"), "name": name, "description": description,
            "learningResourceType": if at % 2 == 1 { "video" } else { "course" },
            "timeRequired": format!("PT{}M", 10 * (at + 1)),
        });
        Resource::parse(&line.to_string(), at + 1).expect("a valid resource")
    };
    texts.iter().enumerate().map(one).collect()
}

pub fn files(resources: &[Resource]) -> IndexFiles {
    let indexed: Vec<IndexedResource<'_>> = resources
        .iter()
        .zip(0..)
        .map(|(resource, at)| indexed(resource, at))
        .collect();
    SearchIndex::build(&indexed, &mut |_, _| {}).expect("an index")
}

/// A resource as it is indexed at a place: competencies by turns, and a label for the first.
pub fn indexed(resource: &Resource, at: usize) -> IndexedResource<'_> {
    IndexedResource {
        resource,
        competencies: vec![
            "1".to_owned(),
            format!("1{}", if at.is_multiple_of(2) { 'a' } else { 'b' }),
        ],
        competency_labels: if at == 0 {
            vec!["Metacognition".to_owned()]
        } else {
            Vec::new()
        },
    }
}

pub fn open(resources: &[Resource]) -> SearchIndex {
    SearchIndex::open(files(resources)).expect("an open index")
}

/// An index of nothing but the resources' own words.
pub fn open_bare(resources: &[Resource]) -> SearchIndex {
    let bare = |resource| IndexedResource {
        resource,
        competencies: Vec::new(),
        competency_labels: Vec::new(),
    };
    let indexed: Vec<IndexedResource<'_>> = resources.iter().map(bare).collect();
    let files = SearchIndex::build(&indexed, &mut |_, _| {}).expect("an index");
    SearchIndex::open(files).expect("an open index")
}

/// A file or folder of the repository.
pub fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The catalogue that ships.
pub fn shipped() -> Vec<Resource> {
    let folder = std::fs::read_dir(at_root("content/catalog")).expect("the shipped catalogue");
    let mut files: Vec<PathBuf> = folder
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    files.sort_unstable();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a readable catalogue");
        parse_lines(&text).expect("a valid catalogue")
    };
    let lines = files.iter().flat_map(read);
    lines.map(|(_, resource)| resource).collect()
}

/// A small catalogue.
pub fn catalogue() -> Vec<Resource> {
    resources(&[
        ("Feedback that works", "How to give feedback on writing."),
        (
            "Questioning in class",
            "Ask questions that make pupils think, with feedback.",
        ),
        (
            "Asking good questions",
            "A short film on dialogue in mathematics.",
        ),
        (
            "Assessment for learning",
            "Formative assessment and what to do next.",
        ),
        (
            "Planning a sequence",
            "Plans for a term. Assessing what was learnt.",
        ),
    ])
}

pub fn typed(text: &str) -> Query<'_> {
    Query {
        text,
        limit: 100,
        ..Query::default()
    }
}

pub fn ordinals(found: &Found) -> Vec<u32> {
    found.hits.iter().map(|hit| hit.ordinal).collect()
}

pub fn search(text: &str) -> Vec<u32> {
    let resources = catalogue();
    ordinals(&open(&resources).search(&typed(text), &resources))
}
