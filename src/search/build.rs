//! From resources to the files of an index.

use super::bytes::ByteWriter;
use super::columns::{self, ColumnsBuilder};
use super::dictionary::{self, DictionaryBuilder};
use super::files::{IndexFiles, SharedFiles, checksum};
use super::language::Language;
use super::rank::NAME_WEIGHT;
use super::stems::{self, StemsBuilder};
use super::words::WordReader;
use super::{IndexedResource, LAYOUT, MANIFEST, SearchError, facet, schema};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tantivy::directory::{CompositeWrite, Directory, OwnedBytes};
use tantivy::index::SegmentReader;
use tantivy::schema::Field;
use tantivy::store::Compressor;
use tantivy::termdict::TermDictionaryBuilder;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, IndexSettings, TantivyDocument};

/// Sets the size of the first hash table of words; what is written does not depend on it.
const MEMORY_BUDGET: usize = 32_000_000;

/// tantivy names segments at random; this name takes their place.
const SEGMENT: &str = "00000000000000000000000000000001";

/// How often `progress` is called: every so many resources.
const PROGRESS_STEP: usize = 256;

/// Words of one resource are numbered; between its texts, so many numbers are left out, so that no phrase
/// runs from one text into the next.
const TEXT_GAP: usize = 8;

pub(super) fn build(
    resources: &[IndexedResource<'_>],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<IndexFiles, SearchError> {
    if u32::try_from(resources.len()).is_err() {
        return Err(SearchError::TooMany {
            count: resources.len(),
        });
    }
    let (schema, field) = schema();
    let files = SharedFiles::default();
    let settings = IndexSettings {
        // Nothing is stored in tantivy, and compressed output would depend on the word size.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let mut writer = Index::builder()
        .schema(schema)
        .settings(settings)
        .single_segment_index_writer::<TantivyDocument>(files.clone(), MEMORY_BUDGET)
        .map_err(SearchError::build)?;

    let mut reader = WordReader::new();
    let mut stems = StemsBuilder::default();
    let mut columns = ColumnsBuilder::new();
    for (at, indexed) in resources.iter().enumerate() {
        if at % PROGRESS_STEP == 0 {
            progress(at, resources.len());
        }
        let resource = indexed.resource;
        let mut tokens = Tokens::default();
        tokens.add(&mut reader, &resource.name, NAME_WEIGHT);
        tokens.add(&mut reader, &resource.description, 1);
        for phrase in resource.keywords.iter().chain(&indexed.competency_labels) {
            tokens.add(&mut reader, phrase, 1);
        }
        let publisher = resource.publisher.as_deref().unwrap_or_default();
        tokens.add(&mut reader, publisher, 1);
        tokens.add(&mut reader, &resource.text, 1);

        let words = tokens.tokens.iter().map(|token| token.text.as_str());
        stems.add(Language::of(&resource.languages), words);
        columns.add(|facet| facet::values(facet, resource, &indexed.competencies));
        let mut document = TantivyDocument::new();
        document.add_pre_tokenized_text(field, pre_tokenized(tokens.tokens));
        writer.add_document(document).map_err(SearchError::build)?;
    }
    let index = writer.finalize().map_err(SearchError::build)?;
    let (words, numbers) = take_words(&index, &files, field)?;

    let mut files = named(&files)?;
    let columns = columns.finish(&name_ranks(resources));
    files.push((columns::FILE.to_owned(), OwnedBytes::new(columns)));
    files.push((dictionary::FILE.to_owned(), OwnedBytes::new(words)));
    let stems = stems.finish(&numbers);
    files.push((stems::FILE.to_owned(), OwnedBytes::new(stems)));
    files.push((
        MANIFEST.to_owned(),
        OwnedBytes::new(manifest(&files, resources.len())),
    ));
    files.sort_by(|a, b| a.0.cmp(&b.0));
    progress(resources.len(), resources.len());
    Ok(IndexFiles { files })
}

/// Moves the words from tantivy's dictionary into ours, and empties tantivy's. Gives ours and the words'
/// numbers.
fn take_words(
    index: &Index,
    files: &SharedFiles,
    field: Field,
) -> Result<(Vec<u8>, HashMap<String, u32>), SearchError> {
    let mut words = DictionaryBuilder::default();
    let mut numbers = HashMap::new();
    for segment in index.searchable_segments().map_err(SearchError::build)? {
        let reader = SegmentReader::open(&segment).map_err(SearchError::build)?;
        let inverted = reader.inverted_index(field).map_err(SearchError::build)?;
        let mut stream = inverted.terms().stream().map_err(SearchError::build)?;
        while stream.advance() {
            let word = std::str::from_utf8(stream.key()).map_err(SearchError::build)?;
            words.add(word, stream.value());
            let next = numbers.len();
            numbers.insert(word.to_owned(), u32::try_from(next).unwrap_or(u32::MAX));
        }
    }
    let path = PathBuf::from(segment_file(files)?);
    empty_dictionary(index, files, &path, field).map_err(SearchError::build)?;
    Ok((words.finish(), numbers))
}

fn empty_dictionary(
    index: &Index,
    files: &SharedFiles,
    path: &Path,
    field: Field,
) -> std::io::Result<()> {
    files.delete(path).map_err(std::io::Error::other)?;
    let file = index.directory().open_write(path);
    let mut composite = CompositeWrite::wrap(file.map_err(std::io::Error::other)?);
    TermDictionaryBuilder::create(composite.for_field(field))?.finish()?;
    composite.close()
}

/// The name of tantivy's dictionary: that of the segment and `.term`.
fn segment_file(files: &SharedFiles) -> Result<String, SearchError> {
    let mut written = files.list().into_iter().map(|(name, _)| name);
    let dictionary = written.find(|name| name.ends_with(".term"));
    dictionary.ok_or_else(|| SearchError::build("no segment was written"))
}

/// The words of a resource, numbered.
#[derive(Default)]
struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokens {
    /// Adds a text, each of its words `weight` times in its one place.
    fn add(&mut self, reader: &mut WordReader, text: &str, weight: usize) {
        reader.each(text, |word, _| {
            let token = Token {
                offset_from: 0,
                offset_to: 0,
                position: self.next,
                text: word.to_owned(),
                position_length: 1,
            };
            self.tokens.extend(std::iter::repeat_n(token, weight));
            self.next += 1;
            ControlFlow::Continue(())
        });
        self.next += TEXT_GAP;
    }
}

fn pre_tokenized(tokens: Vec<Token>) -> PreTokenizedString {
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}

/// Each resource's place in the order of names, letters' case aside; equal names by ordinal.
fn name_ranks(resources: &[IndexedResource<'_>]) -> Vec<u32> {
    let mut order: Vec<(String, u32)> = resources
        .iter()
        .zip(0..)
        .map(|(indexed, ordinal)| (indexed.resource.name.to_lowercase(), ordinal))
        .collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, ordinal)) in (0..).zip(order) {
        ranks[ordinal as usize] = rank;
    }
    ranks
}

/// tantivy's files, with the segment's random name replaced, without its own list of them.
fn named(files: &SharedFiles) -> Result<Vec<(String, OwnedBytes)>, SearchError> {
    let dictionary = segment_file(files)?;
    let segment = dictionary.trim_end_matches(".term").to_owned();
    let dashed = |id: &str| {
        let at = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
        [at(0, 8), at(8, 12), at(12, 16), at(16, 20), at(20, 32)].join("-")
    };
    Ok(files
        .list()
        .into_iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(name, bytes)| match std::str::from_utf8(&bytes) {
            Ok(text) if name == "meta.json" => {
                let text = text
                    .replace(&segment, SEGMENT)
                    .replace(&dashed(&segment), &dashed(SEGMENT));
                (name, OwnedBytes::new(text.into_bytes()))
            }
            _ => (name.replace(&segment, SEGMENT), bytes),
        })
        .collect())
}

/// The layout, the number of resources, and every file's checksum; then the checksum of all that.
fn manifest(files: &[(String, OwnedBytes)], resources: usize) -> Vec<u8> {
    let mut out = ByteWriter::default();
    out.u32(LAYOUT);
    out.count(resources);
    out.count(files.len());
    for (name, bytes) in files {
        out.text(name);
        out.u64(checksum(bytes));
    }
    let whole = checksum(&out.0);
    out.u64(whole);
    out.0
}
