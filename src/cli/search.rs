//! `gapwise search`: one query for a person or a program, or a batch of them as a TREC run.

use super::arguments::Search;
use super::failure::Failure;
use super::{Outcome, files, print, print_json};
use gapwise::engine::{Engine, SearchRequest, SearchResult};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Hits shown where `--limit` does not say.
const SHOWN: usize = 10;
/// Hits per query of a batch where `--limit` does not say.
const RUN_DEPTH: usize = 100;

pub(super) fn search(arguments: &Search) -> Result<Outcome, Failure> {
    let filters = filters(&arguments.filter)?;
    let engine = files::engine(&arguments.pack)?;
    if let Some(queries) = &arguments.queries {
        return batch(
            &engine,
            queries,
            &filters,
            arguments.limit.unwrap_or(RUN_DEPTH),
        );
    }
    let result = engine.search(&SearchRequest {
        text: arguments.text.clone(),
        filters,
        offset: arguments.offset,
        limit: Some(arguments.limit.unwrap_or(SHOWN)),
        complete: true,
        ..SearchRequest::default()
    });
    if arguments.json {
        print_json(&result)?;
    } else {
        print(&readable(&result, arguments.offset))?;
    }
    Ok(Outcome::Done)
}

fn filters(given: &[String]) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let mut filters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for filter in given {
        let known = gapwise::search::FACETS;
        let (facet, value) = filter.split_once('=').ok_or_else(|| {
            Failure::new(
                format!("--filter {filter}: expected FACET=VALUE"),
                format!("Facets are: {}.", known.join(", ")),
            )
        })?;
        if !known.contains(&facet) {
            return Err(Failure::new(
                format!("--filter {filter}: no facet `{facet}`"),
                format!("Facets are: {}.", known.join(", ")),
            ));
        }
        filters
            .entry(facet.to_owned())
            .or_default()
            .push(value.to_owned());
    }
    Ok(filters)
}

fn readable(result: &SearchResult, offset: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} found", result.total);
    if let Some(corrected) = &result.corrected_text {
        let _ = writeln!(out, "did you mean: {corrected}");
    }
    if result.shortened {
        let _ = writeln!(out, "the text is too long: only its first words count");
    }
    for (at, hit) in (offset + 1..).zip(&result.hits) {
        let resource = &hit.resource;
        let similar = if hit.fuzzy { "  (similar word)" } else { "" };
        let _ = writeln!(out, "\n{at:>3}. {}{similar}", one_line(&resource.name));
        let _ = writeln!(
            out,
            "     {}",
            resource.address.as_deref().unwrap_or(&resource.id)
        );
        if let Some(snippet) = hit.snippets.get(1) {
            let _ = writeln!(out, "     {}", one_line(&snippet.text));
        }
        let tags: Vec<String> = resource
            .tags
            .iter()
            .map(|tag| format!("{} {}", tag.competency, tag.label))
            .collect();
        if !tags.is_empty() {
            let _ = writeln!(out, "     teaches: {}", tags.join(" · "));
        }
    }
    for (facet, counts) in &result.facets {
        let counts: Vec<String> = counts
            .iter()
            .take(6)
            .map(|count| format!("{} ({})", count.value, count.count))
            .collect();
        if !counts.is_empty() {
            let _ = writeln!(out, "\n{facet}: {}", counts.join(", "));
        }
    }
    out
}

/// Text for a terminal: one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A query of a batch.
#[derive(Deserialize)]
pub(super) struct QueryLine {
    #[serde(deserialize_with = "as_text")]
    pub id: String,
    pub text: String,
    /// The resources that answer it, where that is known.
    #[serde(default)]
    pub expected: Vec<String>,
}

/// A text, or the text of a number.
fn as_text<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(match serde_json::Value::deserialize(value)? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    })
}

/// The queries of a file.
pub(super) fn query_lines(path: &Path) -> Result<Vec<QueryLine>, Failure> {
    let text = files::text(path)?;
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| {
            Failure::new(
                format!("{}: line {}: {error}", files::name(path), at + 1),
                "Write one JSON object with `id` and `text` per line.",
            )
        })
    };
    lines.map(read).collect()
}

fn batch(
    engine: &Engine,
    path: &Path,
    filters: &BTreeMap<String, Vec<String>>,
    limit: usize,
) -> Result<Outcome, Failure> {
    let mut out = String::new();
    for query in query_lines(path)? {
        let id = query.id;
        let result = engine.search(&SearchRequest {
            text: query.text,
            filters: filters.clone(),
            facets: Some(Vec::new()),
            limit: Some(limit),
            complete: true,
            bare: true,
            ..SearchRequest::default()
        });
        for (rank, hit) in result.hits.iter().enumerate() {
            let _ = writeln!(
                out,
                "{id} Q0 {} {} {:.6} gapwise",
                hit.resource.id,
                rank + 1,
                hit.score
            );
        }
    }
    print(&out)?;
    Ok(Outcome::Done)
}
