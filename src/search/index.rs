//! An open index: its segments as one, with what is known of every resource.

use super::bytes::ByteReader;
use super::columns::Columns;
use super::dictionary::Walk;
use super::files::{IndexFiles, checksum};
use super::foremost::Foremost;
use super::language::Language;
use super::phrase::Holders;
use super::rank::drag;
use super::segment::{self, Opened, Segment};
use super::typo::Near;
use super::{LAYOUT, MANIFEST, SearchError};
use crate::order::{Arrange, distinct};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tantivy::postings::TermInfo;

/// What was found out of so many words is kept at most.
const MOST_KEPT: usize = 2048;

/// The readable parts of an index. Resources are known by their ordinal throughout.
pub(super) struct OpenIndex {
    pub(super) columns: Columns,
    /// The oldest first: a later segment's ordinals are all higher.
    pub(super) segments: Vec<Segment>,
    /// Per resource, its length; see [`segment::length`].
    pub(super) lengths: Vec<u8>,
    /// What each length holds a resource back by.
    drags: [f64; 256],
    /// Those of the resources, that of most resources first.
    languages: Vec<Language>,
    families: Kept<Vec<Entry>>,
    /// What is taken to have been meant by words that were asked for: finished ones, and ones still being typed.
    pub(super) corrections: [Kept<Vec<Near>>; 2],
    /// For [`Scores`](super::rank::Scores), when none is at work: a 0 for each resource.
    zeros: Mutex<Vec<u32>>,
}

/// What was found out of words that were asked for: with each letter that is typed, the words before it are asked for
/// again.
pub(super) struct Kept<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Kept<T> {
    /// What is known of a word; `find` finds it out the first time.
    pub(super) fn get(&self, word: &str, find: impl FnOnce() -> T) -> T {
        if let Some(known) = unlocked(&self.0).get(word) {
            return known.clone();
        }
        let found = find();
        let mut kept = unlocked(&self.0);
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(word.to_owned(), found.clone());
        found
    }
}

/// A word of one segment, by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordAt {
    segment: u32,
    number: u32,
}

/// Where a word stands in a segment.
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) word: WordAt,
    term: TermInfo,
    resources: u32,
}

impl Entry {
    /// The number of resources with the word.
    pub(super) fn resources(&self) -> u32 {
        self.resources
    }

    /// The number of the word in its segment.
    pub(super) fn number(&self) -> u32 {
        self.word.number
    }
}

impl OpenIndex {
    /// `sums` has the files' checksums, in their order.
    pub(super) fn open(files: &IndexFiles, sums: &[u64]) -> Result<Self, SearchError> {
        let Opened {
            segment,
            columns,
            lengths,
        } = Segment::open(files, check(files, sums)?, 0)?;
        Ok(Self::of(vec![segment], columns, lengths.to_vec()))
    }

    pub(super) fn of(segments: Vec<Segment>, columns: Columns, lengths: Vec<u8>) -> Self {
        let words = |&code: &u8| u64::from(segment::length(code));
        let total: u64 = lengths.iter().map(words).sum();
        let average = (total as f64 / lengths.len().max(1) as f64).max(1.0);
        let mut drags = [0.0; 256];
        for (code, own) in (0..=u8::MAX).zip(&mut drags) {
            *own = drag(f64::from(segment::length(code)) / average);
        }
        let mut resources = [0_u32; u8::MAX as usize + 1];
        for language in segments.iter().flat_map(Segment::languages) {
            resources[usize::from(language.number())] += 1;
        }
        let resources = |language: Language| resources[usize::from(language.number())];
        let languages = (0..).map_while(Language::from_number);
        let mut languages: Vec<Language> = languages.filter(|&own| resources(own) > 0).collect();
        languages.arrange_by_key(|&language| std::cmp::Reverse(resources(language)));
        Self {
            columns,
            segments,
            drags,
            lengths,
            languages,
            families: Kept::default(),
            corrections: Default::default(),
            zeros: Mutex::default(),
        }
    }

    /// A 0 for each resource; to be given back so by [`keep_zeros`](Self::keep_zeros).
    pub(super) fn take_zeros(&self) -> Vec<u32> {
        let mut zeros = std::mem::take(&mut *unlocked(&self.zeros));
        zeros.resize(self.resources(), 0);
        zeros
    }

    pub(super) fn keep_zeros(&self, zeros: Vec<u32>) {
        *unlocked(&self.zeros) = zeros;
    }

    /// The number of resources.
    pub(super) fn resources(&self) -> usize {
        self.lengths.len()
    }

    /// How much a resource is held back for its length.
    pub(super) fn drag(&self, ordinal: u32) -> f64 {
        self.drags[usize::from(self.lengths[ordinal as usize])]
    }

    /// The language of most resources; none where there is none with a stemmer.
    pub(super) fn main_language(&self) -> Option<Language> {
        self.languages.first().copied()
    }

    /// Finds a word: an entry for each segment that has it.
    pub(super) fn find(&self, word: &str) -> impl Iterator<Item = Entry> {
        let found = self.segments.iter().zip(0..).filter_map(|(segment, at)| {
            let (number, term) = segment.dictionary.find(word)?;
            Some(self.entry(at, number, term))
        });
        let found: Vec<Entry> = found.filter(|entry| entry.resources > 0).collect();
        found.into_iter()
    }

    fn entry(&self, segment: u32, number: u32, term: TermInfo) -> Entry {
        Entry {
            word: WordAt { segment, number },
            resources: self.segments[segment as usize].frequency(number, &term),
            term,
        }
    }

    /// A word as it is written.
    pub(super) fn text(&self, word: WordAt) -> String {
        let dictionary = &self.segments[word.segment as usize].dictionary;
        dictionary
            .get(word.number)
            .map_or_else(String::new, |(text, _)| text)
    }

    /// Walks the words of the index in the order of their bytes, from `from` on.
    pub(super) fn words_from(&self, from: &str) -> WordWalk<'_> {
        let mut walk = WordWalk {
            index: self,
            walks: self
                .segments
                .iter()
                .map(|segment| segment.dictionary.walk())
                .collect(),
            here: Vec::new(),
        };
        walk.seek(from);
        walk
    }

    /// Calls `visit` with the resources that have the word and how often each has it, the name's words
    /// counted with their weight, block by block.
    pub(super) fn occurrences(&self, entry: &Entry, mut visit: impl FnMut(&[u32], &[u32])) {
        self.segments[entry.word.segment as usize].occurrences(&entry.term, &mut visit);
    }

    /// The foremost resources of a family of words, in their order, where they are kept and still hold.
    pub(super) fn foremost<'e>(&self, family: impl Iterator<Item = &'e Entry>) -> Option<Foremost> {
        let [segment] = self.segments.as_slice() else {
            return None;
        };
        let words: Vec<u32> = family.map(Entry::number).collect();
        segment.foremost(&words)
    }

    /// The resources that may hold the words one after the other.
    pub(super) fn phrase(&self, words: &[String]) -> Holders {
        let mut found = Holders::default();
        for segment in &self.segments {
            segment.phrase(words, &mut found);
        }
        found
    }

    /// The words with a stem in a language; not always the one that is the stem itself.
    pub(super) fn of_stem(&self, language: Language, stem: &str) -> Vec<Entry> {
        let here = |segment: &Segment| -> Vec<u32> {
            let mut words = segment.stems.words(language, stem);
            words.retain(|&word| segment.is_of(word, language));
            words
        };
        if let [segment] = self.segments.as_slice() {
            let term = |number: u32| Some((number, segment.dictionary.term(number)?));
            let terms = here(segment).into_iter().filter_map(term);
            return terms
                .map(|(number, term)| self.entry(0, number, term))
                .collect();
        }
        // A word that is of the language in one segment is meant in all.
        let mut texts = Vec::new();
        for segment in &self.segments {
            let text = |number: u32| Some(segment.dictionary.get(number)?.0);
            texts.extend(here(segment).into_iter().filter_map(text));
        }
        let texts = distinct(texts.into_iter());
        texts.iter().flat_map(|text| self.find(text)).collect()
    }

    /// The word, its stems in all languages of the index, and the words that share one, as far as they are
    /// words of the index. Each once, in order.
    pub(super) fn family(&self, word: &str) -> Vec<Entry> {
        self.families.get(word, || self.new_family(word))
    }

    fn new_family(&self, word: &str) -> Vec<Entry> {
        let mut family: Vec<Entry> = self.find(word).collect();
        let mut known = vec![Cow::Borrowed(word)];
        for &language in &self.languages {
            let stem = language.stem(word);
            family.extend(self.of_stem(language, &stem));
            if !known.contains(&stem) {
                family.extend(self.find(&stem));
                known.push(stem);
            }
        }
        family.arrange_by_key(|entry| entry.word);
        family.dedup_by_key(|entry| entry.word);
        family
    }
}

/// A walk through the words of all segments.
pub(super) struct WordWalk<'a> {
    index: &'a OpenIndex,
    walks: Vec<Walk<'a>>,
    /// The segments that have the word last given.
    here: Vec<usize>,
}

impl WordWalk<'_> {
    /// Goes on from the first word that is not before `from`.
    pub(super) fn seek(&mut self, from: &str) {
        self.here.clear();
        self.walks.iter_mut().for_each(|walk| walk.seek(from));
    }

    /// The next word and the number of resources with it.
    pub(super) fn next(&mut self) -> Option<(&str, u32)> {
        loop {
            for at in self.here.drain(..) {
                self.walks[at].advance();
            }
            let least = self.walks.iter().filter_map(Walk::word).min()?;
            let all = self.walks.iter().zip(0..);
            let here = all.filter(|(walk, _)| walk.word() == Some(least));
            self.here.extend(here.map(|(_, at)| at));
            let frequency = |&at: &usize| {
                let walk = &self.walks[at];
                self.index.segments[at].frequency(walk.number(), walk.term())
            };
            let resources = self.here.iter().map(frequency).sum();
            if resources > 0 {
                let word = self.walks[*self.here.first()?].word()?;
                return Some((word, resources));
            }
        }
    }

    /// Where the word last given stands.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.here.iter().map(|&at| {
            let walk = &self.walks[at];
            let segment = u32::try_from(at).unwrap_or(u32::MAX);
            self.index
                .entry(segment, walk.number(), walk.term().clone())
        })
    }
}

/// What is kept here is whole at any time, whatever became of those who had it.
fn unlocked<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Checks every file against the manifest; gives the number of resources.
fn check(files: &IndexFiles, sums: &[u64]) -> Result<usize, SearchError> {
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
        files.require(&name)?;
        let known = files.files.iter().zip(sums);
        let mut known = known.filter(|((file, _), _)| *file == name);
        if known.next().is_none_or(|(_, &sum)| sum != expected) {
            return Err(SearchError::damaged(&name, "its checksum does not fit"));
        }
    }
    Ok(resources)
}
