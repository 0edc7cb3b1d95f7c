//! Search over the catalogue, for the teacher who types and for the curator who filters.
//!
//! An index is built from the resources (natively or in the browser, to the same bytes), kept in a pack as
//! a few files and opened again without copying them. It holds words and facet values, never the resources
//! themselves: a result names a resource by its ordinal, its place in the list the index was built from.
//!
//! A search goes through these steps, one module each:
//!
//! 1. `parse`: the text becomes words, phrases, exclusions and filters; every text means something;
//! 2. `expand`: each word becomes the words of the index (`dictionary`) that answer it: those with its stem
//!    (`stems`), those it begins while it is being typed, and those near it (`typo`) when it is probably a
//!    slip;
//! 3. `rank`: the resources that have any of them are scored, and `feedback` ranks the best anew by what
//!    the very best talk about; where one frequent word is all that is asked for, the best are known (`foremost`);
//! 4. `answer`: filters, facet counts, order and page; `snippet`: why each was found.
//!
//! An index consists of segments, one when it is opened. `change` adds and removes resources: what is added
//! becomes a segment of its own, what is removed is passed over, and small segments are joined when it pays.
//!
//! **This module alone knows tantivy**, which builds the segments: their postings and field norms
//! are kept as it writes them. They are read (`postings`) and scores are computed here, with `libm`, so that
//! no bytes make a search fail and it gives the same bits everywhere.
//! What it must not do: fail, hang or change its answers by chance. No text is an error; work per query is
//! capped; nothing depends on the order of a hash table.

mod answer;
mod build;
mod bytes;
mod change;
mod columns;
mod dictionary;
mod error;
mod expand;
mod facet;
mod feedback;
mod files;
mod first;
mod folded;
mod foremost;
mod index;
mod language;
mod pairs;
mod parse;
mod phrase;
mod postings;
mod rank;
mod segment;
mod snippet;
mod stems;
mod suggest;
mod typo;
mod words;

pub use error::SearchError;
pub use facet::{COMPETENCY, FACETS, MINUTES};
pub use files::{IndexFiles, checksum};
pub use snippet::Snippet;
/// Bytes that are shared, not copied, when they are cloned or sliced.
pub use tantivy::directory::OwnedBytes as Bytes;

use crate::catalog::{Resource, Resources};
use index::OpenIndex;
use std::collections::BTreeMap;

/// The layout of the index's own files; raised whenever they, or what is put into tantivy, change so that an engine of
/// before, or an index of before, would be misread.
const LAYOUT: u32 = 4;
/// The file with the other files' checksums.
const MANIFEST: &str = "manifest";

/// A resource as it goes into an index.
pub struct IndexedResource<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// The codes of its competencies and of all headings above them.
    pub competencies: Vec<String>,
    /// What its competencies are called; found like its own words.
    pub competency_labels: Vec<String>,
}

/// An index, open for searching.
pub struct SearchIndex {
    index: OpenIndex,
}

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// What was typed. Empty asks for everything.
    pub text: &'a str,
    /// Whether the last word is finished; if not, it may be the beginning of one.
    pub complete: bool,
    /// Facets with the values of which a resource must have one. All must hold; one without values holds
    /// always, one that is no facet never.
    pub filters: &'a [(String, Vec<String>)],
    /// The facets to count; see [`FACETS`].
    pub facets: &'a [String],
    /// The order of the results.
    pub sort: Sort,
    /// How many results to pass over.
    pub offset: usize,
    /// How many results to give at most.
    pub limit: usize,
    /// Whether to leave out the snippets.
    pub bare: bool,
}

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first; by name where nothing is asked for.
    #[default]
    Relevance,
    /// The shortest first, those without a time last; equals by name.
    Minutes,
    /// By name.
    Name,
}

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The resource's place in the list the index was built from.
    pub ordinal: u32,
    /// How well it answers, 0..=1: its share of the score that no resource can exceed. 0 where nothing was
    /// asked for. Comparable within one query only.
    pub score: f64,
    /// Whether some word was only found by correcting it.
    pub fuzzy: bool,
    /// The name, and a piece of the description or text.
    pub snippets: Vec<Snippet>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many resources there are on all pages.
    pub total: usize,
    /// Those of the page asked for.
    pub hits: Vec<Hit>,
    /// Per facet, the values and how many results have each. A filter on a facet does not narrow that
    /// facet's own counts, so that they say what choosing another value would give.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// The text with its probable slips corrected, where there are any.
    pub corrected: Option<String>,
    /// Whether the text asks for more than is searched for; then its first words count.
    pub shortened: bool,
}

impl SearchIndex {
    /// Builds the files of an index; a resource's ordinal is its place. `progress` is called with the
    /// number done and the number of all.
    ///
    /// # Errors
    /// When there are more than `u32::MAX` resources, or the engine refuses.
    pub fn build(
        resources: &[IndexedResource<'_>],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<IndexFiles, SearchError> {
        build::build(resources, progress)
    }

    /// Opens an index. The bytes are checked, not copied.
    ///
    /// # Errors
    /// When a file is missing or damaged, or the index has another layout.
    pub fn open(files: IndexFiles) -> Result<Self, SearchError> {
        let sums = files.files.iter().map(|(_, bytes)| checksum(bytes));
        let sums: Vec<u64> = sums.collect();
        Self::open_summed(files, &sums)
    }

    /// Opens an index of whose files the checksums are known, in their order.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_summed(files: IndexFiles, sums: &[u64]) -> Result<Self, SearchError> {
        let index = OpenIndex::open(&files, sums)?;
        Ok(Self { index })
    }

    /// Takes resources away and adds others after those that stay; ordinals close up. From then on the
    /// index answers as one that is built anew from the resources there are. `removed` are ordinals before
    /// the change, ascending; `count` is the number of resources after it, and `resource` gives each of
    /// them by its new ordinal.
    ///
    /// # Errors
    /// When there are too many resources, or the engine refuses; then nothing is changed.
    pub fn change<'a>(
        &mut self,
        removed: &[u32],
        count: usize,
        resource: &dyn Fn(usize) -> IndexedResource<'a>,
    ) -> Result<(), SearchError> {
        change::change(&mut self.index, removed, count, resource)
    }

    /// Searches. `resources` are those the index was built from, in the same order.
    #[must_use]
    pub fn search(&self, query: &Query<'_>, resources: &(impl Resources + ?Sized)) -> Found {
        let resource = |ordinal: u32| resources.at(ordinal as usize);
        let any_text = |ordinal: u32, is: &mut dyn FnMut(&str) -> bool| {
            resources.any_text(ordinal as usize, is)
        };
        answer::answer(&self.index, query, &resource, &any_text)
    }

    /// At most `limit` ways to complete the last word of `prefix`, the most frequent first, each with the
    /// words before it. Words appear folded: in lower case, without accents.
    #[must_use]
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<String> {
        suggest::suggest(&self.index, prefix, limit)
    }

    /// The number of resources.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.resources()
    }

    /// Whether there are no resources.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
