//! Resources with any texts, and what is searched for in them: the first line is typed, every other one is a
//! resource's name and, after a tab, its description. The marks in what is found lie where they must.

use crate::mutate::Input;
use crate::world;
use gapwise::catalog::Resource;
use gapwise::search::{IndexedResource, Query, SearchIndex};
use libfuzzer_sys::Corpus;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// More resources show nothing that these do not.
const MOST: usize = 4;

static SEEDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = |line: &String| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let (name, description) = (line["name"].as_str(), line["description"].as_str());
        let (name, description) = (name.unwrap_or_default(), description.unwrap_or_default());
        format!("{name}\n{name}\t{description}\n{description}")
    };
    world::lines().iter().map(text).collect()
});

pub fn run(data: &[u8]) -> Corpus {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n');
    let typed = lines.next().unwrap_or_default();
    let languages = ["en", "fr", "ja", "ar"];
    let resources: Vec<Resource> = lines
        .zip(languages)
        .take(MOST)
        .enumerate()
        .filter_map(|(at, (line, language))| {
            let (name, description) = line.split_once('\t').unwrap_or((line, ""));
            let line = json!({"id": format!("r{at}"), "name": name, "description": description, "inLanguage": language});
            Resource::parse(&line.to_string(), 1).ok()
        })
        .collect();
    let indexed = resources.iter().map(|resource| IndexedResource {
        resource,
        competencies: Vec::new(),
        competency_labels: Vec::new(),
    });
    let indexed: Vec<_> = indexed.collect();
    let files = SearchIndex::build(&indexed, &mut |_, _| {}).expect("an index");
    let index = SearchIndex::open(files).expect("it opens");
    for text in [typed, resources.first().map_or("", |first| &first.name)] {
        let query = Query {
            text,
            limit: 10,
            ..Query::default()
        };
        let found = index.search(&query, resources.as_slice());
        for snippet in found.hits.iter().flat_map(|hit| &hit.snippets) {
            let length = snippet.text.chars().count() as u32;
            let mut last = 0;
            for &(start, end) in &snippet.highlights {
                assert!(last <= start && start < end && end <= length, "{snippet:?}");
                last = end;
            }
        }
        let _ = index.suggest(text, 8);
    }
    Corpus::Keep
}

pub fn change(input: Input<'_>) -> usize {
    input.text(&SEEDS)
}
