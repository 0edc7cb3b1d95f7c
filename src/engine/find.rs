//! Search as a page asks for it: request in, hits with resources and labelled facets out.

use super::{Engine, OffsetUnit, ResourceView, or_default};
use crate::catalog::Field;
use crate::order::Gather;
use crate::search::{self, Query, Sort};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Hits given where a request does not say.
const USUAL_LIMIT: usize = 20;
/// The most hits that one request gives.
const MOST_HITS: usize = 1000;

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum SortBy {
    /// Best match first; without a text, by name.
    #[default]
    Relevance,
    /// Shortest first; those that state no time last.
    Minutes,
    /// By name.
    Name,
}

/// What to look for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SearchRequest {
    /// Words, `"phrases"` (in one of a resource's own texts), `-unwanted`; any text is fine. Empty shows everything.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub text: String,
    /// Facet to values: a hit has one of the values of every facet named.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(optional, type = "Record<string, string[]>")
    )]
    pub filters: BTreeMap<String, Vec<String>>,
    /// The facets to count; all where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub facets: Option<Vec<String>>,
    /// The order of hits.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub sort: SortBy,
    /// Hits to pass over.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub offset: usize,
    /// Hits to give, at most 1000; 20 where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub limit: Option<usize>,
    /// The last word is finished, not still being typed.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub complete: bool,
    /// Leave out the snippets.
    #[serde(deserialize_with = "or_default")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub bare: bool,
}

/// A stretch of text around what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SnippetView {
    /// Which field it is from.
    pub field: Field,
    /// The text: plain, never markup.
    pub text: String,
    /// Start and end (exclusive) of each match in `text`; in JavaScript, UTF-16 code units.
    pub highlights: Vec<(u32, u32)>,
}

/// One resource found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SearchHit<R = ResourceView> {
    /// The resource.
    pub resource: R,
    /// How well it matches; only comparable within one answer.
    pub score: f64,
    /// The name, then where else it was found.
    pub snippets: Vec<SnippetView>,
    /// Whether it was found by a similar word only.
    pub fuzzy: bool,
}

/// A facet's value and how many hits have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FacetCount {
    /// The value to filter by.
    pub value: String,
    /// What to show for it.
    pub label: String,
    /// Hits that have it, were no other value of its facet chosen.
    pub count: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SearchResult<R = ResourceView> {
    /// Hits in all, on every page.
    pub total: usize,
    /// The hits asked for.
    pub hits: Vec<SearchHit<R>>,
    /// Facet to its values.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, FacetCount[]>"))]
    pub facets: BTreeMap<String, Vec<FacetCount>>,
    /// The text with its unknown words replaced by known ones, where that finds more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_text: Option<String>,
    /// Whether the text asks for more than is searched for; then its first words count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub shortened: bool,
}

impl Engine {
    /// Searches the catalogue. Never fails: any text is read as best it can be.
    #[must_use]
    pub fn search(&self, request: &SearchRequest) -> SearchResult {
        self.search_as(request, &|at| self.view(at))
    }

    /// As [`search`](Self::search); a hit's resource is given as its place in the catalogue.
    #[must_use]
    pub fn places(&self, request: &SearchRequest) -> SearchResult<usize> {
        self.search_as(request, &|at| at)
    }

    fn search_as<R>(
        &self,
        request: &SearchRequest,
        resource: &dyn Fn(usize) -> R,
    ) -> SearchResult<R> {
        let filters: Vec<(String, Vec<String>)> = request
            .filters
            .iter()
            .map(|(facet, values)| (facet.clone(), values.clone()))
            .collect();
        let facets = request.facets.clone().unwrap_or_else(|| {
            search::FACETS
                .iter()
                .map(|&facet| facet.to_owned())
                .collect()
        });
        let found = self.pack().index().search(
            &Query {
                text: &request.text,
                filters: &filters,
                facets: &facets,
                sort: match request.sort {
                    SortBy::Relevance => Sort::Relevance,
                    SortBy::Minutes => Sort::Minutes,
                    SortBy::Name => Sort::Name,
                },
                offset: request.offset,
                limit: request.limit.unwrap_or(USUAL_LIMIT).min(MOST_HITS),
                complete: request.complete,
                bare: request.bare,
            },
            self.pack().resources(),
        );
        let facets = found
            .facets
            .into_iter()
            .map(|(facet, counts)| {
                let counts = counts.into_iter().map(|(value, count)| FacetCount {
                    label: self.facet_label(&facet, &value),
                    value,
                    count,
                });
                let counts = counts.collect();
                (facet, counts)
            })
            .gather();
        let hits = found.hits.into_iter().map(|hit| SearchHit {
            resource: resource(hit.ordinal as usize),
            score: hit.score,
            fuzzy: hit.fuzzy,
            snippets: hit
                .snippets
                .into_iter()
                .map(|snippet| self.snippet(snippet))
                .collect(),
        });
        SearchResult {
            total: found.total,
            hits: hits.collect(),
            facets,
            corrected_text: found.corrected,
            shortened: found.shortened,
        }
    }

    /// Ways to finish the word being typed, the commonest first.
    #[must_use]
    pub fn suggest(&self, prefix: &str) -> Vec<String> {
        self.pack().index().suggest(prefix, 8)
    }

    /// The places in the catalogue of the resources that pass filters; nothing where there is no filter.
    pub(super) fn matching(&self, filters: &BTreeMap<String, Vec<String>>) -> Option<Vec<bool>> {
        if filters.values().all(Vec::is_empty) {
            return None;
        }
        let filters: Vec<_> = filters.clone().into_iter().collect();
        let resources = self.pack().resources();
        let query = Query {
            text: "",
            filters: &filters,
            facets: &[],
            sort: Sort::Relevance,
            offset: 0,
            limit: resources.len(),
            complete: true,
            bare: true,
        };
        let found = self.pack().index().search(&query, resources);
        let mut matching = vec![false; resources.len()];
        for hit in found.hits {
            matching[hit.ordinal as usize] = true;
        }
        Some(matching)
    }

    fn snippet(&self, snippet: search::Snippet) -> SnippetView {
        let unit: OffsetUnit = self.offsets;
        let highlights = snippet
            .highlights
            .iter()
            .map(|&(start, end)| unit.convert(&snippet.text, start, end))
            .collect();
        SnippetView {
            field: snippet.field,
            text: snippet.text,
            highlights,
        }
    }

    /// What a page shows for a facet's value: competencies by their label, roles by their title.
    fn facet_label(&self, facet: &str, value: &str) -> String {
        let maps = self.pack().maps();
        match facet {
            "competency" => maps
                .iter()
                .find_map(|map| {
                    let framework = map.framework();
                    framework
                        .find(value)
                        .map(|index| framework.competency(index).label().to_owned())
                })
                .unwrap_or_else(|| value.to_owned()),
            "audience" => maps
                .iter()
                .find_map(|map| map.role(value).map(|role| role.title.clone()))
                .unwrap_or_else(|| value.to_owned()),
            "level" => maps
                .first()
                .and_then(|map| {
                    map.framework()
                        .scale()
                        .labels
                        .get(value.parse::<usize>().ok()?)
                        .cloned()
                })
                .unwrap_or_else(|| value.to_owned()),
            "minutes" => format!("{} min", value.replace('-', "–")),
            _ => value.to_owned(),
        }
    }
}
