//! Which words of a segment share a stem, per language.
//!
//! The segment holds every word as it is written, so that a beginning of a word finds it. What a stemmed
//! index would hold beside that, this table gives back: from a stem to its words. Words that are their own
//! stem and share it with no other are left out; that is about half of them.

use super::SearchError;
use super::bytes::{ByteReader, ByteWriter, read_u32};
use super::dictionary::{packed, short_bytes};
use super::language::Language;
use std::collections::{BTreeMap, HashMap, HashSet};
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "stems";

/// Groups between two entries of the table of offsets.
const BLOCK: usize = 16;
/// In place of the number of a language: there is none with a stemmer.
const NO_LANGUAGE: u8 = u8::MAX;

/// Gathers words by language while the index is built.
#[derive(Default)]
pub(super) struct StemsBuilder {
    words: BTreeMap<Language, HashSet<String>>,
    documents: Vec<u8>,
}

impl StemsBuilder {
    /// Notes the next document's language, if it has one with a stemmer, and its words.
    pub(super) fn add<'w>(
        &mut self,
        language: Option<Language>,
        words: impl Iterator<Item = &'w str>,
    ) {
        self.documents
            .push(language.map_or(NO_LANGUAGE, Language::number));
        let Some(language) = language else { return };
        let known = self.words.entry(language).or_default();
        for word in words {
            if !known.contains(word) {
                known.insert(word.to_owned());
            }
        }
    }

    /// The documents' languages, then each language with its groups in order. `numbers` has all words.
    pub(super) fn finish(self, numbers: &HashMap<String, u32>) -> Vec<u8> {
        let mut out = ByteWriter::default();
        out.count(self.documents.len());
        out.0.extend_from_slice(&self.documents);
        out.count(self.words.len());
        for (language, words) in self.words {
            out.u8(language.number());
            let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for word in &words {
                let stem = language.stem(word).into_owned();
                groups.entry(stem).or_default().push(word);
            }
            let groups = groups.into_iter();
            let groups = groups.filter(|(stem, words)| words.len() > 1 || words[0] != *stem);
            let groups: Vec<(String, Vec<&str>)> = groups.collect();
            write_groups(&mut out, &groups, numbers);
        }
        out.0
    }
}

fn write_groups(
    out: &mut ByteWriter,
    groups: &[(String, Vec<&str>)],
    numbers: &HashMap<String, u32>,
) {
    let mut blob = ByteWriter::default();
    let mut offsets = Vec::new();
    for (at, (stem, words)) in groups.iter().enumerate() {
        if at % BLOCK == 0 {
            offsets.push(u32::try_from(blob.0.len()).unwrap_or(u32::MAX));
        }
        blob.short_text(stem);
        let known = words.iter().filter_map(|word| numbers.get(*word));
        let mut numbers: Vec<u32> = known.copied().collect();
        numbers.sort_unstable();
        blob.packed(numbers.len() as u64);
        let mut before = 0;
        for number in numbers {
            blob.packed(u64::from(number - before));
            before = number;
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
    use std::collections::HashMap;
    use tantivy::directory::OwnedBytes;

    #[test]
    fn a_stem_gives_back_its_words() {
        let mut words: Vec<String> = (0..100).map(|n| format!("fill{n}ings")).collect();
        words.extend(["study", "studies", "studied", "school", "schools", "oak"].map(String::from));
        words.sort_unstable();
        let numbers: HashMap<String, u32> = words.iter().cloned().zip(0..).collect();
        let mut builder = StemsBuilder::default();
        builder.add(Some(Language::ENGLISH), words.iter().map(String::as_str));
        builder.add(None, ["anything"].into_iter());
        let bytes = builder.finish(&numbers);
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
