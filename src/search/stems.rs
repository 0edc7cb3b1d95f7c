//! Which words of the index share a stem, per language.
//!
//! The index holds every word as it is written, so that a beginning of a word finds it. What a stemmed
//! index would hold beside that, this table gives back: from a stem to its words. Words that are their own
//! stem and share it with no other are left out; that is about half of them.

use super::SearchError;
use super::bytes::{ByteReader, ByteWriter, read_u32};
use super::language::{Language, StemReader};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tantivy::directory::OwnedBytes;

pub(super) const FILE: &str = "stems";

/// Groups between two entries of the table of offsets.
const BLOCK: usize = 16;

/// Gathers words by language while the index is built.
#[derive(Default)]
pub(super) struct StemsBuilder {
    words: BTreeMap<Language, HashSet<String>>,
    resources: HashMap<Language, usize>,
}

impl StemsBuilder {
    /// Notes a resource of a language with its words.
    pub(super) fn add<'w>(&mut self, language: Language, words: impl Iterator<Item = &'w str>) {
        *self.resources.entry(language).or_default() += 1;
        let known = self.words.entry(language).or_default();
        for word in words {
            if !known.contains(word) {
                known.insert(word.to_owned());
            }
        }
    }

    /// The languages by number of resources, most first, each with its groups in order.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut languages: Vec<_> = self.words.into_iter().collect();
        languages.sort_by_key(|(language, _)| (usize::MAX - self.resources[language], *language));
        let mut out = ByteWriter::default();
        out.count(languages.len());
        for (language, words) in languages {
            out.u8(language.number());
            let mut stemmer = StemReader::new(language);
            let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
            let mut words: Vec<String> = words.into_iter().collect();
            words.sort_unstable();
            for word in words {
                groups.entry(stemmer.stem(&word)).or_default().push(word);
            }
            groups.retain(|stem, words| words.len() > 1 || words[0] != *stem);
            write_groups(&mut out, &groups);
        }
        out.0
    }
}

fn write_groups(out: &mut ByteWriter, groups: &BTreeMap<String, Vec<String>>) {
    let mut blob = ByteWriter::default();
    let mut offsets = Vec::new();
    for (at, (stem, words)) in groups.iter().enumerate() {
        if at % BLOCK == 0 {
            offsets.push(u32::try_from(blob.0.len()).unwrap_or(u32::MAX));
        }
        short_text(&mut blob, stem);
        // A stem with more than 255 words is no stem of a natural language.
        let words = &words[..words.len().min(255)];
        blob.u8(u8::try_from(words.len()).unwrap_or(u8::MAX));
        for word in words {
            let shared = stem
                .bytes()
                .zip(word.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            let shared = (0..=shared)
                .rev()
                .find(|&end| word.is_char_boundary(end))
                .unwrap_or(0);
            blob.u8(u8::try_from(shared).unwrap_or(u8::MAX));
            short_text(&mut blob, &word[shared..]);
        }
    }
    out.count(groups.len());
    out.count(blob.0.len());
    offsets.iter().for_each(|&offset| out.u32(offset));
    out.0.extend_from_slice(&blob.0);
}

/// Words are capped in length, so their lengths fit a byte.
fn short_text(out: &mut ByteWriter, text: &str) {
    out.u8(u8::try_from(text.len()).unwrap_or(u8::MAX));
    out.0.extend_from_slice(text.as_bytes());
}

/// The table of an open index.
pub(super) struct Stems {
    languages: Vec<Groups>,
}

struct Groups {
    language: Language,
    count: usize,
    offsets: OwnedBytes,
    blob: OwnedBytes,
}

impl Stems {
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        let mut reader = ByteReader::new(FILE, bytes.clone());
        let mut languages = Vec::new();
        for _ in 0..reader.count()? {
            let language = Language::from_number(reader.u8()?)
                .ok_or_else(|| reader.damaged("a language is not known"))?;
            let count = reader.count()?;
            let length = reader.count()?;
            languages.push(Groups {
                language,
                count,
                offsets: reader.slice(count.div_ceil(BLOCK) * 4)?,
                blob: reader.slice(length)?,
            });
        }
        reader.end()?;
        Ok(Self { languages })
    }

    /// The language of most resources; none where there is none with a stemmer.
    pub(super) fn main_language(&self) -> Option<Language> {
        self.languages.first().map(|groups| groups.language)
    }

    pub(super) fn lookup(&self) -> StemLookup<'_> {
        StemLookup {
            languages: self
                .languages
                .iter()
                .map(|groups| (groups, StemReader::new(groups.language)))
                .collect(),
        }
    }
}

/// Looks up words; holds the stemmers of all languages of the index.
pub(super) struct StemLookup<'a> {
    languages: Vec<(&'a Groups, StemReader)>,
}

impl StemLookup<'_> {
    /// The words of the index with the stem of `word`, in any of its languages, and the stems themselves,
    /// which may or may not be words of the index. Sorted; without `word` itself.
    pub(super) fn family(&mut self, word: &str) -> Vec<String> {
        let mut family = BTreeSet::new();
        for (groups, stemmer) in &mut self.languages {
            let stem = stemmer.stem(word);
            groups.collect(&stem, &mut family);
            family.insert(stem);
        }
        family.remove(word);
        family.into_iter().collect()
    }

    /// The stem in the main language: names the family.
    pub(super) fn stem(&mut self, word: &str) -> String {
        match self.languages.first_mut() {
            Some((_, stemmer)) => stemmer.stem(word),
            None => word.to_owned(),
        }
    }
}

impl Groups {
    fn collect(&self, stem: &str, family: &mut BTreeSet<String>) {
        let blocks = self.count.div_ceil(BLOCK);
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = low.midpoint(high);
            let first = Cursor::at(&self.blob, read_u32(&self.offsets, middle)).short();
            if first.is_some_and(|first| first <= stem.as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(block) = low.checked_sub(1) else {
            return;
        };
        let mut cursor = Cursor::at(&self.blob, read_u32(&self.offsets, block));
        for _ in 0..BLOCK {
            let Some(found) = cursor.short() else { return };
            let matches = found == stem.as_bytes();
            if found > stem.as_bytes() {
                return;
            }
            for _ in 0..cursor.byte().unwrap_or(0) {
                let shared = usize::from(cursor.byte().unwrap_or(0));
                let Some(ending) = cursor.short() else { return };
                if matches
                    && let Some(start) = stem.get(..shared)
                    && let Ok(ending) = std::str::from_utf8(ending)
                {
                    family.insert(format!("{start}{ending}"));
                }
            }
        }
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn at(bytes: &'a [u8], offset: u32) -> Self {
        Self {
            bytes,
            at: offset as usize,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at = self.at.saturating_add(1);
        byte
    }

    fn short(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(self.byte()?);
        let text = self.bytes.get(self.at..)?.get(..length)?;
        self.at += length;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Stems, StemsBuilder};
    use crate::search::language::Language;
    use tantivy::directory::OwnedBytes;

    #[test]
    fn a_stem_gives_back_its_words() {
        let mut builder = StemsBuilder::default();
        let filler: Vec<String> = (0..100).map(|n| format!("fill{n}ings")).collect();
        builder.add(
            Language::ENGLISH,
            ["study", "studies", "studied", "school", "schools", "oak"]
                .into_iter()
                .chain(filler.iter().map(String::as_str)),
        );
        let bytes = builder.finish();
        let stems = Stems::open(&OwnedBytes::new(bytes.clone())).expect("it opens");
        let mut lookup = stems.lookup();
        assert_eq!(
            lookup.family("studying"),
            ["studi", "studied", "studies", "study"]
        );
        assert_eq!(lookup.family("schools"), ["school"]);
        assert_eq!(lookup.family("oak"), Vec::<String>::new());
        for word in &filler {
            assert!(
                lookup
                    .family(word.strip_suffix("ings").unwrap_or(word))
                    .contains(word),
                "{word}"
            );
        }
        for length in 0..bytes.len() {
            assert!(Stems::open(&OwnedBytes::new(bytes[..length].to_vec())).is_err());
        }
    }
}
