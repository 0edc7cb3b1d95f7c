//! Which words of a segment share a stem, per language.
//!
//! The segment holds every word as it is written, so that a beginning of a word finds it. What a stemmed
//! index would hold beside that, this table gives back: from a stem to its words. Words that are their own
//! stem and share it with no other are left out; that is about half of them.

use super::SearchError;
use super::bytes::{ByteReader, ByteWriter, read_u32};
use super::dictionary::{packed, short_bytes};
use super::language::Language;
use std::collections::BTreeMap;
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "stems";

/// Groups between two entries of the table of offsets.
const BLOCK: usize = 16;
/// In place of the number of a language: there is none with a stemmer.
const NO_LANGUAGE: u8 = u8::MAX;

/// Gathers words by language while the index is built.
#[derive(Default)]
pub(super) struct StemsBuilder {
    documents: Vec<u8>,
    words: BTreeMap<Language, Vec<(String, u32)>>,
}

impl StemsBuilder {
    /// Notes the next document's language, if it has one with a stemmer.
    pub(super) fn document(&mut self, language: Option<Language>) {
        self.documents
            .push(language.map_or(NO_LANGUAGE, Language::number));
    }

    /// Notes a word with its number, once all documents are known, for the languages of those that have it. Words come in
    /// the order of their numbers.
    pub(super) fn word(
        &mut self,
        word: &str,
        number: u32,
        languages: impl Iterator<Item = Language>,
    ) {
        for language in languages {
            let words = self.words.entry(language).or_default();
            words.push((word.to_owned(), number));
        }
    }

    /// A document's language.
    pub(super) fn language(&self, document: u32) -> Option<Language> {
        Language::from_number(*self.documents.get(document as usize)?)
    }

    /// The documents' languages, then each language with its groups in order.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = ByteWriter::default();
        out.count(self.documents.len());
        out.0.extend_from_slice(&self.documents);
        out.count(self.words.len());
        for (language, words) in self.words {
            out.u8(language.number());
            let mut groups: BTreeMap<String, Vec<(&str, u32)>> = BTreeMap::new();
            for (word, number) in &words {
                let stem = language.stem(word).into_owned();
                groups.entry(stem).or_default().push((word, *number));
            }
            groups.retain(|stem, words| words.len() > 1 || words[0].0 != stem);
            write_groups(&mut out, &groups);
        }
        out.0
    }
}

fn write_groups(out: &mut ByteWriter, groups: &BTreeMap<String, Vec<(&str, u32)>>) {
    let mut blob = ByteWriter::default();
    let mut offsets = Vec::new();
    for (at, (stem, words)) in groups.iter().enumerate() {
        if at % BLOCK == 0 {
            offsets.push(u32::try_from(blob.0.len()).unwrap_or(u32::MAX));
        }
        blob.short_text(stem);
        blob.packed(words.len() as u64);
        let mut before = 0;
        for (_, number) in words {
            blob.packed(u64::from(number - before));
            before = *number;
        }
    }
    out.count(groups.len());
    out.count(blob.0.len());
    offsets.iter().for_each(|&offset| out.u32(offset));
    out.0.extend_from_slice(&blob.0);
}

/// The table of an open segment.
pub(super) struct Stems {
    documents: OwnedBytes,
    groups: Vec<Groups>,
}

/// The groups of one language.
struct Groups {
    language: Language,
    count: usize,
    offsets: OwnedBytes,
    blob: OwnedBytes,
}

impl Stems {
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        let mut reader = ByteReader::new(FILE, bytes.clone());
        let documents = reader.count()?;
        let documents = reader.slice(documents)?;
        let unknown = |number: u8| number != NO_LANGUAGE && Language::from_number(number).is_none();
        if documents.iter().any(|&number| unknown(number)) {
            return Err(reader.damaged("a language is not known"));
        }
        let mut groups = Vec::new();
        for _ in 0..reader.count()? {
            let language = Language::from_number(reader.u8()?)
                .ok_or_else(|| reader.damaged("a language is not known"))?;
            let count = reader.count()?;
            let length = reader.count()?;
            groups.push(Groups {
                language,
                count,
                offsets: reader.slice(count.div_ceil(BLOCK) * 4)?,
                blob: reader.slice(length)?,
            });
        }
        reader.end()?;
        Ok(Self { documents, groups })
    }

    pub(super) fn documents(&self) -> usize {
        self.documents.len()
    }

    /// A document's language.
    pub(super) fn language(&self, document: u32) -> Option<Language> {
        Language::from_number(*self.documents.get(document as usize)?)
    }

    /// The numbers of the words of a language with this stem; not of a word that is the stem itself and
    /// has no others beside it.
    pub(super) fn words(&self, language: Language, stem: &str) -> Vec<u32> {
        let mut groups = self.groups.iter();
        let groups = groups.find(|groups| groups.language == language);
        groups
            .and_then(|groups| groups.find(stem))
            .unwrap_or_default()
    }
}

impl Groups {
    fn find(&self, stem: &str) -> Option<Vec<u32>> {
        let (mut low, mut high) = (0, self.count.div_ceil(BLOCK));
        while low < high {
            let middle = low.midpoint(high);
            let mut at = read_u32(&self.offsets, middle) as usize;
            if short_bytes(&self.blob, &mut at).is_some_and(|first| first <= stem.as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut at = read_u32(&self.offsets, low.checked_sub(1)?) as usize;
        for _ in 0..BLOCK {
            let found = short_bytes(&self.blob, &mut at)?;
            if found > stem.as_bytes() {
                return None;
            }
            let is_wanted = found == stem.as_bytes();
            let (mut words, mut number) = (Vec::new(), 0_usize);
            for _ in 0..packed(&self.blob, &mut at)? {
                number = number.checked_add(packed(&self.blob, &mut at)?)?;
                if is_wanted {
                    words.push(u32::try_from(number).ok()?);
                }
            }
            if is_wanted {
                return Some(words);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Stems, StemsBuilder};
    use crate::search::language::Language;
    use tantivy::directory::OwnedBytes;

    #[test]
    fn a_stem_gives_back_its_words() {
        let mut words: Vec<String> = (0..100).map(|n| format!("fill{n}ings")).collect();
        words.extend(["study", "studies", "studied", "school", "schools", "oak"].map(String::from));
        words.sort_unstable();
        let mut builder = StemsBuilder::default();
        builder.document(Some(Language::ENGLISH));
        builder.document(None);
        for (word, number) in words.iter().zip(0..) {
            builder.word(word, number, [Language::ENGLISH].into_iter());
        }
        let bytes = builder.finish();
        let stems = Stems::open(&OwnedBytes::new(bytes.clone())).expect("it opens");
        let family = |stem: &str| -> Vec<&str> {
            let numbers = stems.words(Language::ENGLISH, stem);
            numbers
                .into_iter()
                .map(|at| words[at as usize].as_str())
                .collect()
        };
        assert_eq!(family("studi"), ["studied", "studies", "study"]);
        assert_eq!(family("school"), ["school", "schools"]);
        assert_eq!(family("oak"), [""; 0]);
        for at in 0..100 {
            assert_eq!(family(&format!("fill{at}")), [format!("fill{at}ings")]);
        }
        assert_eq!(stems.language(0), Some(Language::ENGLISH));
        assert_eq!((stems.language(1), stems.documents()), (None, 2));
        for length in 0..bytes.len() {
            assert!(Stems::open(&OwnedBytes::new(bytes[..length].to_vec())).is_err());
        }
    }
}
