//! A part of an index that was built at one time: words, postings and stems, by document.
//!
//! A document is a resource's place in its segment. Which resource of the index it is now, or that it is
//! none any more, is said beside the segment, so that resources come and go without its bytes changing.

use super::SearchError;
use super::columns::{self, Columns};
use super::dictionary::{self, Dictionary};
use super::files::IndexFiles;
use super::foremost::{self, Foremost, Lists};
use super::language::Language;
use super::pairs::{self, Pairs, is_frequent};
use super::phrase::Holders;
use super::postings::Postings;
use super::stems::{self, Stems};
use super::typo::LetterTable;
use crate::order::Arrange;
use std::sync::OnceLock;
use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;

/// Which documents have a word, and how often; see [`Postings`].
pub(super) const POSTINGS: &str = "postings";
/// Per document, its length; see [`length`].
pub(super) const LENGTHS: &str = "lengths";
/// In place of the ordinal of a document whose resource was removed.
pub(super) const REMOVED: u32 = u32::MAX;

pub(super) struct Segment {
    pub(super) dictionary: Dictionary,
    pub(super) stems: Stems,
    /// Made when it is first needed.
    letters: OnceLock<LetterTable>,
    postings: Postings,
    pairs: Pairs,
    lists: Lists,
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
    gone: Vec<(Language, u32)>,
}

/// A segment as it comes out of its files.
pub(super) struct Opened {
    pub(super) segment: Segment,
    pub(super) columns: Columns,
    /// Per document, its length; see [`length`].
    pub(super) lengths: OwnedBytes,
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
        let lengths = files.require(LENGTHS)?.clone();
        for (file, count) in [
            (columns::FILE, columns.resources()),
            (stems::FILE, stems.documents()),
            (LENGTHS, lengths.len()),
        ] {
            if count != documents {
                return Err(SearchError::damaged(file, "it is of another index"));
            }
        }
        let segment = Self {
            dictionary: Dictionary::open(files.require(dictionary::FILE)?)?,
            stems,
            letters: OnceLock::new(),
            postings: Postings(files.require(POSTINGS)?.clone()),
            pairs: Pairs::open(files.require(pairs::FILE)?)?,
            lists: match files.get(foremost::FILE) {
                Some(bytes) => Lists::open(bytes)?,
                None => Lists::default(),
            },
            first,
            thinned: None,
        };
        Ok(Opened {
            segment,
            columns,
            lengths,
        })
    }

    /// Which letters each word has, by its number.
    pub(super) fn letters(&self) -> &LetterTable {
        self.letters
            .get_or_init(|| LetterTable::of(&self.dictionary))
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
            None => self.first.saturating_add(document),
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
        let mut gone = Vec::new();
        let mut walk = self.dictionary.walk();
        while walk.word().is_some() {
            let (mut left, mut languages, mut before) = (0, Vec::new(), Vec::new());
            self.postings.each_block(walk.term(), |documents, _| {
                for &document in documents {
                    let language = self.stems.language(document);
                    note(&mut before, language);
                    let ordinal = ordinals.get(document as usize);
                    if ordinal.is_some_and(|&ordinal| ordinal != REMOVED) {
                        left += 1;
                        note(&mut languages, language);
                    }
                }
            });
            before.retain(|language| !languages.contains(language));
            gone.extend(before.into_iter().map(|language| (language, walk.number())));
            frequencies.push(left);
            walk.advance();
        }
        gone.arrange_by(Ord::cmp);
        self.thinned = Some(Thinned {
            ordinals,
            frequencies,
            gone,
        });
    }

    /// How many resources have the word.
    pub(super) fn frequency(&self, word: u32, term: &TermInfo) -> u32 {
        match &self.thinned {
            None => term.doc_freq.min(self.documents() as u32),
            Some(thinned) => thinned.frequencies.get(word as usize).copied().unwrap_or(0),
        }
    }

    /// Whether any resource of the language has the word, which one had when the segment was built.
    pub(super) fn is_of(&self, word: u32, language: Language) -> bool {
        let thinned = self.thinned.as_ref();
        thinned.is_none_or(|thinned| thinned.gone.binary_search(&(language, word)).is_err())
    }

    /// The language of each document that is left and has one.
    pub(super) fn languages(&self) -> impl Iterator<Item = Language> {
        (0..)
            .take(self.documents())
            .filter(|&document| self.ordinal(document) != REMOVED)
            .filter_map(|document| self.stems.language(document))
    }

    /// Calls `visit` with the ordinals of the resources that have the word, and how often each has it, block
    /// by block.
    pub(super) fn occurrences(&self, term: &TermInfo, visit: &mut dyn FnMut(&[u32], &[u32])) {
        let Self { thinned, first, .. } = self;
        let (mut ordinals, mut left): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        self.postings.each_block(term, |documents, counts| {
            ordinals.clear();
            match thinned {
                None if *first == 0 => visit(documents, counts),
                None => {
                    ordinals.extend(documents.iter().map(|&at| first.saturating_add(at)));
                    visit(&ordinals, counts);
                }
                Some(_) => {
                    left.clear();
                    for (&document, &count) in documents.iter().zip(counts) {
                        let ordinal = self.ordinal(document);
                        if ordinal != REMOVED {
                            ordinals.push(ordinal);
                            left.push(count);
                        }
                    }
                    visit(&ordinals, &left);
                }
            }
        });
    }

    /// The foremost documents of the words with these numbers, where they are kept; none once documents were removed, or
    /// where others come before the first.
    pub(super) fn foremost(&self, words: &[u32]) -> Option<Foremost> {
        let whole = self.thinned.is_none() && self.first == 0;
        whole.then(|| self.lists.find(words)).flatten()
    }

    /// Adds the ordinals of the resources that may hold the words one after the other.
    pub(super) fn phrase(&self, words: &[String], to: &mut Holders) {
        let mut terms = Vec::with_capacity(words.len());
        for word in words {
            let Some(found) = self.dictionary.find(word) else {
                return;
            };
            terms.push(found);
        }
        let frequent = |term: &TermInfo| is_frequent(term.doc_freq, self.documents());
        let (mut lists, mut paired) = (Vec::new(), vec![false; terms.len()]);
        for (at, two) in terms.windows(2).enumerate() {
            if frequent(&two[0].1) && frequent(&two[1].1) {
                lists.push(self.pairs.documents(two[0].0, two[1].0));
                paired[at] = true;
                paired[at + 1] = true;
            }
        }
        let mut alone = Vec::new();
        for ((_, term), paired) in terms.iter().zip(paired) {
            if !paired {
                alone.push(term);
            }
        }
        let certain = terms.len() == 1 || terms.len() == 2 && alone.is_empty();
        if !alone.is_empty() {
            lists.push(self.postings.with_all(alone));
        }
        let Some(shortest) = (0..lists.len()).min_by_key(|&at| lists[at].len()) else {
            return;
        };
        let shortest = lists.swap_remove(shortest);
        let in_all = |document: &u32| {
            lists
                .iter()
                .all(|list| list.binary_search(document).is_ok())
        };
        let found = shortest.into_iter().filter(in_all);
        let ordinals = found.map(|document| self.ordinal(document));
        let to = if certain {
            &mut to.certain
        } else {
            &mut to.possible
        };
        to.extend(ordinals.filter(|&ordinal| ordinal != REMOVED));
    }
}

/// What a length stands for: the words of a document, those of the name counted with their weight. Exact
/// up to 40, rounded down beyond.
pub(super) fn length(code: u8) -> u32 {
    FieldNormReader::id_to_fieldnorm(code)
}

/// Adds a language to those that are known, of which there are few.
pub(super) fn note(known: &mut Vec<Language>, language: Option<Language>) {
    let new = language.filter(|language| !known.contains(language));
    known.extend(new);
}
