//! An open index: tantivy's segment, the columns and the stems, checked before use.

use super::bytes::ByteReader;
use super::columns::{self, Columns};
use super::files::{IndexFiles, SharedFiles, checksum};
use super::rank::NAME_WEIGHT;
use super::stems::{self, Stems};
use super::{LAYOUT, MANIFEST, SearchError, schema};
use std::sync::Arc;
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Index, TERMINATED};

/// What tantivy says on opening goes under this name in errors.
const SEGMENT_FILES: &str = "meta.json";

/// The readable parts of an index. Resources are known by their ordinal throughout.
pub(super) struct OpenIndex {
    pub(super) columns: Columns,
    pub(super) stems: Stems,
    /// All words of a resource.
    all: Arc<InvertedIndexReader>,
    /// The words of its name alone; they are among all words too.
    name: Arc<InvertedIndexReader>,
    /// Per resource, its length in words, those of the name counted with their weight.
    lengths: Vec<f32>,
    average_length: f64,
}

/// Where a word stands in the index.
#[derive(Clone)]
pub(super) struct Entry {
    all: TermInfo,
    name: Option<TermInfo>,
}

impl Entry {
    /// The number of resources with the word.
    pub(super) fn resources(&self) -> u32 {
        self.all.doc_freq
    }
}

impl OpenIndex {
    pub(super) fn open(files: &IndexFiles) -> Result<Self, SearchError> {
        let resources = check(files)?;
        let columns = Columns::open(files.require(columns::FILE)?)?;
        if columns.resources() != resources {
            return Err(SearchError::damaged(
                columns::FILE,
                "it is of another index",
            ));
        }
        let stems = Stems::open(files.require(stems::FILE)?)?;
        let engine =
            |error: tantivy::TantivyError| SearchError::damaged(SEGMENT_FILES, error.to_string());
        let index = Index::open(SharedFiles::new(files)).map_err(engine)?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(SearchError::damaged(
                SEGMENT_FILES,
                "its fields are not the expected ones",
            ));
        }
        let segments = index.searchable_segments().map_err(engine)?;
        let [segment] = segments.as_slice() else {
            return Err(SearchError::damaged(
                SEGMENT_FILES,
                "it must have exactly one segment",
            ));
        };
        let segment = SegmentReader::open(segment).map_err(engine)?;
        if segment.max_doc() as usize != resources {
            return Err(SearchError::damaged(
                SEGMENT_FILES,
                "it is of another index",
            ));
        }
        let mut lengths = vec![0.0_f32; resources];
        for (field, weight) in [(fields.all, 1.0), (fields.name, NAME_WEIGHT - 1.0)] {
            let Ok(norms) = segment.get_fieldnorms_reader(field) else {
                continue;
            };
            if norms.num_docs() as usize != resources {
                return Err(SearchError::damaged(
                    SEGMENT_FILES,
                    "its lengths are of another index",
                ));
            }
            for (length, ordinal) in lengths.iter_mut().zip(0..) {
                *length += weight * norms.fieldnorm(ordinal) as f32;
            }
        }
        let total: f64 = lengths.iter().map(|&length| f64::from(length)).sum();
        Ok(Self {
            columns,
            stems,
            all: segment.inverted_index(fields.all).map_err(engine)?,
            name: segment.inverted_index(fields.name).map_err(engine)?,
            average_length: (total / lengths.len().max(1) as f64).max(1.0),
            lengths,
        })
    }

    /// The number of resources.
    pub(super) fn resources(&self) -> usize {
        self.columns.resources()
    }

    /// A resource's length over the average.
    pub(super) fn relative_length(&self, ordinal: usize) -> f64 {
        f64::from(self.lengths[ordinal]) / self.average_length
    }

    /// Finds a word.
    pub(super) fn entry(&self, word: &str) -> Option<Entry> {
        let all = self.all.terms().get(word.as_bytes()).ok()??;
        Some(self.with_name(word.as_bytes(), all))
    }

    fn with_name(&self, word: &[u8], all: TermInfo) -> Entry {
        let name = self.name.terms().get(word).ok().flatten();
        Entry { all, name }
    }

    /// Walks the words of the index from `from` on, in the order of their bytes.
    pub(super) fn words_from<'a>(&'a self, from: &str) -> Option<WordWalk<'a>> {
        let stream = self
            .all
            .terms()
            .range()
            .ge(from.as_bytes())
            .into_stream()
            .ok()?;
        Some(WordWalk {
            index: self,
            stream,
        })
    }

    /// Calls `visit` with each resource that has the word and how often it has it, the name's words
    /// counted with their weight: first all occurrences, then what those in names count beyond.
    pub(super) fn occurrences(&self, entry: &Entry, mut visit: impl FnMut(usize, f32)) {
        let mut walk = |reader: &InvertedIndexReader, term: &TermInfo, weight: f32| {
            let Ok(mut postings) =
                reader.read_block_postings_from_terminfo(term, IndexRecordOption::WithFreqs)
            else {
                return;
            };
            while postings.block_len() > 0 {
                for (&ordinal, &count) in postings.docs().iter().zip(postings.freqs()) {
                    if (ordinal as usize) < self.lengths.len() {
                        visit(ordinal as usize, weight * count as f32);
                    }
                }
                postings.advance();
            }
        };
        walk(&self.all, &entry.all, 1.0);
        if let Some(name) = &entry.name {
            walk(&self.name, name, NAME_WEIGHT - 1.0);
        }
    }

    /// The resources that hold the words one after the other, ascending.
    pub(super) fn phrase(&self, words: &[String]) -> Vec<u32> {
        let postings = words.iter().map(|word| {
            let term = self.all.terms().get(word.as_bytes()).ok()??;
            self.all
                .read_postings_from_terminfo(&term, IndexRecordOption::WithFreqsAndPositions)
                .ok()
        });
        let Some(mut postings) = postings.collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let Some((first, rest)) = postings.split_first_mut() else {
            return found;
        };
        let (mut starts, mut next) = (Vec::new(), Vec::new());
        let mut ordinal = first.doc();
        while ordinal != TERMINATED {
            // Once a word has no more resources, neither has the phrase.
            let mut common = true;
            for other in rest.iter_mut() {
                if other.doc() < ordinal {
                    other.seek(ordinal);
                }
                common &= other.doc() == ordinal;
            }
            if common {
                first.positions(&mut starts);
                for (distance, other) in (1..).zip(rest.iter_mut()) {
                    other.positions(&mut next);
                    starts.retain(|start| next.binary_search(&(start + distance)).is_ok());
                }
                if !starts.is_empty() {
                    found.push(ordinal);
                }
            }
            ordinal = first.advance();
        }
        found
    }
}

/// A walk through the words of the index.
pub(super) struct WordWalk<'a> {
    index: &'a OpenIndex,
    stream: tantivy::termdict::TermStreamer<'a>,
}

impl WordWalk<'_> {
    /// The next word and the number of resources with it.
    pub(super) fn next(&mut self) -> Option<(&str, u32)> {
        // Words are UTF-8 as they were written; damage ends the walk.
        self.stream
            .advance()
            .then(|| std::str::from_utf8(self.stream.key()).ok())
            .flatten()
            .map(|word| (word, self.stream.value().doc_freq))
    }

    /// Where the word last given stands.
    pub(super) fn entry(&self) -> Entry {
        self.index
            .with_name(self.stream.key(), self.stream.value().clone())
    }
}

/// Checks every file against the manifest; gives the number of resources.
fn check(files: &IndexFiles) -> Result<usize, SearchError> {
    let manifest = files.require(MANIFEST)?;
    let mut reader = ByteReader::new(MANIFEST, manifest.clone());
    let layout = reader.u32()?;
    if layout != LAYOUT {
        return Err(SearchError::Version {
            found: layout,
            expected: LAYOUT,
        });
    }
    let body = manifest.len().saturating_sub(8);
    let sum = manifest.get(body..).unwrap_or_default();
    if sum != checksum(&manifest[..body]).to_le_bytes() {
        return Err(SearchError::damaged(MANIFEST, "its checksum does not fit"));
    }
    let resources = reader.count()?;
    for _ in 0..reader.count()? {
        let name = reader.text()?;
        let expected = reader.u64()?;
        if checksum(files.require(&name)?) != expected {
            return Err(SearchError::damaged(&name, "its checksum does not fit"));
        }
    }
    Ok(resources)
}
