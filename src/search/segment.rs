//! A part of an index that was built at one time: words, postings and stems, by document.
//!
//! A document is a resource's place in its segment. Which resource of the index it is now, or that it is
//! none any more, is said beside the segment, so that resources come and go without its bytes changing.

use super::columns::{self, Columns};
use super::dictionary::{self, Dictionary};
use super::files::{IndexFiles, SharedFiles};
use super::language::Language;
use super::stems::{self, Stems};
use super::{SearchError, schema};
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::directory::CompositeFile;
use tantivy::index::{InvertedIndexReader, SegmentComponent, SegmentReader};
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, HasLen, Index, TERMINATED};

/// What tantivy says on opening goes under this name in errors.
const SEGMENT_FILES: &str = "meta.json";
/// In place of the ordinal of a document whose resource was removed.
pub(super) const REMOVED: u32 = u32::MAX;

pub(super) struct Segment {
    pub(super) dictionary: Dictionary,
    pub(super) stems: Stems,
    postings: Arc<InvertedIndexReader>,
    /// The ordinal of the first document; those of the others follow, unless `thinned` says otherwise.
    first: u32,
    thinned: Option<Thinned>,
}

/// What removals leave of a segment.
struct Thinned {
    /// Per document, its ordinal or [`REMOVED`].
    ordinals: Vec<u32>,
    /// Per word, the number of documents that are left.
    frequencies: Vec<u32>,
    /// The words that no document of the language is left of.
    gone: BTreeSet<(Language, u32)>,
}

/// A segment as it comes out of its files.
pub(super) struct Opened {
    pub(super) segment: Segment,
    pub(super) columns: Columns,
    /// Per document, its length in words, those of the name counted with their weight.
    pub(super) lengths: Vec<f32>,
}

impl Segment {
    /// Opens a segment whose documents have the ordinals from `first` on.
    pub(super) fn open(
        files: &IndexFiles,
        documents: usize,
        first: u32,
    ) -> Result<Opened, SearchError> {
        let columns = Columns::open(files.require(columns::FILE)?)?;
        let stems = Stems::open(files.require(stems::FILE)?)?;
        if columns.resources() != documents {
            return Err(SearchError::damaged(columns::FILE, OTHER_INDEX));
        }
        if stems.documents() != documents {
            return Err(SearchError::damaged(stems::FILE, OTHER_INDEX));
        }
        let damaged = |detail: String| SearchError::damaged(SEGMENT_FILES, detail);
        let engine = |error: tantivy::TantivyError| damaged(error.to_string());
        let index = Index::open(SharedFiles::new(files)).map_err(engine)?;
        let (expected, field) = schema();
        if index.schema() != expected {
            return Err(damaged("its fields are not the expected ones".into()));
        }
        let segments = index.searchable_segments().map_err(engine)?;
        let [segment] = segments.as_slice() else {
            return Err(damaged("it must have exactly one segment".into()));
        };
        let reader = SegmentReader::open(segment).map_err(engine)?;
        if reader.max_doc() as usize != documents {
            return Err(damaged(OTHER_INDEX.into()));
        }
        let mut lengths = vec![0.0; documents];
        if let Ok(norms) = reader.get_fieldnorms_reader(field) {
            if norms.num_docs() as usize != documents {
                return Err(damaged(OTHER_INDEX.into()));
            }
            for (length, document) in lengths.iter_mut().zip(0..) {
                *length = norms.fieldnorm(document) as f32;
            }
        }
        // What of a file is the field's; postings begin with eight bytes of their own.
        let length = |component: SegmentComponent| {
            let file = segment.open_read(component).ok()?;
            let field = CompositeFile::open(&file).ok()?.open_read(field)?;
            Some(field.len())
        };
        let postings = length(SegmentComponent::Postings).map_or(0, |all| all.saturating_sub(8));
        let positions = length(SegmentComponent::Positions).unwrap_or(0);
        let words = files.require(dictionary::FILE)?;
        let segment = Self {
            dictionary: Dictionary::open(words, documents, postings, positions)?,
            stems,
            postings: reader.inverted_index(field).map_err(engine)?,
            first,
            thinned: None,
        };
        Ok(Opened {
            segment,
            columns,
            lengths,
        })
    }

    /// How many documents it was built with.
    pub(super) fn documents(&self) -> usize {
        self.stems.documents()
    }

    /// How many of them are left.
    pub(super) fn left(&self) -> usize {
        self.ordinals().count()
    }

    /// The ordinals of the documents that are left, ascending.
    pub(super) fn ordinals(&self) -> impl Iterator<Item = u32> {
        (0..)
            .take(self.documents())
            .map(|document| self.ordinal(document))
            .filter(|&ordinal| ordinal != REMOVED)
    }

    /// The resource that a document stands for, or [`REMOVED`].
    fn ordinal(&self, document: u32) -> u32 {
        match &self.thinned {
            None => self.first + document,
            Some(thinned) => thinned
                .ordinals
                .get(document as usize)
                .copied()
                .unwrap_or(REMOVED),
        }
    }

    /// Gives every document the ordinal that `renumbered` makes of the one it has.
    pub(super) fn renumber(&mut self, renumbered: &[u32]) {
        let ordinals: Vec<u32> = (0..self.documents() as u32)
            .map(|document| match self.ordinal(document) {
                REMOVED => REMOVED,
                ordinal => renumbered[ordinal as usize],
            })
            .collect();
        let left = ordinals.iter().filter(|&&ordinal| ordinal != REMOVED);
        if left.count() == self.left() {
            match &mut self.thinned {
                Some(thinned) => thinned.ordinals = ordinals,
                None => self.first = ordinals.first().copied().unwrap_or(self.first),
            }
        } else {
            self.thin(ordinals);
        }
    }

    /// Counts anew what is left of every word.
    fn thin(&mut self, ordinals: Vec<u32>) {
        let mut frequencies = Vec::with_capacity(self.dictionary.words() as usize);
        let mut gone = BTreeSet::new();
        let mut walk = self.dictionary.walk();
        while walk.word().is_some() {
            let (mut left, mut languages, mut before) = (0, BTreeSet::new(), BTreeSet::new());
            self.each_document(walk.term(), |document, _| {
                let language = self.stems.language(document);
                before.extend(language);
                if ordinals[document as usize] != REMOVED {
                    left += 1;
                    languages.extend(language);
                }
            });
            gone.extend(
                before
                    .difference(&languages)
                    .map(|&language| (language, walk.number())),
            );
            frequencies.push(left);
            walk.advance();
        }
        self.thinned = Some(Thinned {
            ordinals,
            frequencies,
            gone,
        });
    }

    /// How many resources have the word.
    pub(super) fn frequency(&self, word: u32, term: &TermInfo) -> u32 {
        match &self.thinned {
            None => term.doc_freq,
            Some(thinned) => thinned.frequencies.get(word as usize).copied().unwrap_or(0),
        }
    }

    /// Whether any resource of the language has the word, which one had when the segment was built.
    pub(super) fn is_of(&self, word: u32, language: Language) -> bool {
        let thinned = self.thinned.as_ref();
        thinned.is_none_or(|thinned| !thinned.gone.contains(&(language, word)))
    }

    /// The language of each document that is left and has one.
    pub(super) fn languages(&self) -> impl Iterator<Item = Language> {
        (0..)
            .take(self.documents())
            .filter(|&document| self.ordinal(document) != REMOVED)
            .filter_map(|document| self.stems.language(document))
    }

    /// Calls `visit` with the ordinal of each resource that has the word, and how often it has it.
    pub(super) fn occurrences(&self, term: &TermInfo, mut visit: impl FnMut(u32, u32)) {
        self.each_document(term, |document, count| {
            let ordinal = self.ordinal(document);
            if ordinal != REMOVED {
                visit(ordinal, count);
            }
        });
    }

    fn each_document(&self, term: &TermInfo, mut visit: impl FnMut(u32, u32)) {
        let documents = self.documents() as u32;
        let Ok(mut postings) = self
            .postings
            .read_block_postings_from_terminfo(term, IndexRecordOption::WithFreqs)
        else {
            return;
        };
        while postings.block_len() > 0 {
            for (&document, &count) in postings.docs().iter().zip(postings.freqs()) {
                if document < documents {
                    visit(document, count);
                }
            }
            postings.advance();
        }
    }

    /// The ordinals of the resources that hold the words one after the other, ascending.
    pub(super) fn phrase(&self, words: &[String], found: &mut Vec<u32>) {
        let postings = words.iter().map(|word| {
            let (_, term) = self.dictionary.find(word)?;
            self.postings
                .read_postings_from_terminfo(&term, IndexRecordOption::WithFreqsAndPositions)
                .ok()
        });
        let Some(mut postings) = postings.collect::<Option<Vec<_>>>() else {
            return;
        };
        let documents = self.documents();
        each_phrase(&mut postings, |document| {
            let ordinal = self.ordinal(document);
            if (document as usize) < documents && ordinal != REMOVED {
                found.push(ordinal);
            }
        });
    }
}

/// Calls `visit` with the documents in which the words stand one after the other.
fn each_phrase(words: &mut [SegmentPostings], mut visit: impl FnMut(u32)) {
    let Some((first, rest)) = words.split_first_mut() else {
        return;
    };
    let (mut starts, mut next) = (Vec::new(), Vec::new());
    let mut document = first.doc();
    while document != TERMINATED {
        // Once a word has no more documents, neither has the phrase.
        let mut common = true;
        for other in rest.iter_mut() {
            if other.doc() < document {
                other.seek(document);
            }
            common &= other.doc() == document;
        }
        if common {
            first.positions(&mut starts);
            for (distance, other) in (1..).zip(rest.iter_mut()) {
                other.positions(&mut next);
                starts.retain(|start| next.binary_search(&(start + distance)).is_ok());
            }
            if !starts.is_empty() {
                visit(document);
            }
        }
        document = first.advance();
    }
}

/// Says that two files do not belong together.
const OTHER_INDEX: &str = "it is of another index";
