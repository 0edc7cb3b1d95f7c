//! From resources to the files of an index.

use super::bytes::ByteWriter;
use super::columns::{self, ColumnsBuilder};
use super::dictionary::{self, DictionaryBuilder};
use super::files::{IndexFiles, WrittenFiles, checksum};
use super::folded::{FoldedWords, folded};
use super::foremost;
use super::index::OpenIndex;
use super::language::Language;
use super::pairs::{self, PairsBuilder, is_frequent};
use super::postings::Postings;
use super::segment::{self, Opened, Segment, note};
use super::stems::{self, StemsBuilder};
use super::words::WordReader;
use super::{IndexedResource, LAYOUT, MANIFEST, SearchError, facet};
use crate::order::Arrange;
use std::collections::HashMap;
use std::ops::ControlFlow;
use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::SegmentComponent;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::store::Compressor;
use tantivy::termdict::TermDictionary;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{HasLen, Index, IndexSettings, TantivyDocument};

/// Sets the size of the first hash table of words; what is written does not depend on it.
const MEMORY_BUDGET: usize = 32_000_000;

/// How often `progress` is called: every so many resources.
const PROGRESS_STEP: usize = 256;

/// The name under which tantivy knows [`FoldedWords`].
const TOKENIZER: &str = "folded";

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
    let settings = IndexSettings {
        // Nothing is stored in tantivy, and compressed output would depend on the word size.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    };
    let tokenizers = TokenizerManager::new();
    tokenizers.register(TOKENIZER, FoldedWords::default());
    let mut writer = Index::builder()
        .schema(schema)
        .tokenizers(tokenizers)
        .settings(settings)
        .single_segment_index_writer::<TantivyDocument>(WrittenFiles::default(), MEMORY_BUDGET)
        .map_err(SearchError::build)?;

    let mut reader = WordReader::new();
    let mut stems = StemsBuilder::default();
    let mut columns = ColumnsBuilder::new();
    for (at, indexed) in resources.iter().enumerate() {
        if at % PROGRESS_STEP == 0 {
            progress(at, resources.len());
        }
        let resource = indexed.resource;
        let folded = folded(indexed, &mut reader);
        stems.document(Language::of(&resource.languages));
        columns.add(|facet| facet::values(facet, resource, &indexed.competencies));
        let mut document = TantivyDocument::new();
        document.add_text(field, folded);
        writer.add_document(document).map_err(SearchError::build)?;
    }
    let index = writer.finalize().map_err(SearchError::build)?;
    let Written {
        words,
        frequent,
        postings,
        lengths,
    } = Written::of(&index, field, resources.len(), &mut stems)?;
    let columns = columns.finish(&name_ranks(resources));
    let files = [
        (columns::FILE, OwnedBytes::new(columns)),
        (dictionary::FILE, OwnedBytes::new(words)),
        (
            pairs::FILE,
            OwnedBytes::new(pairs(resources, &frequent, &mut reader)),
        ),
        (stems::FILE, OwnedBytes::new(stems.finish())),
        (segment::POSTINGS, postings),
        (segment::LENGTHS, lengths),
    ];
    let mut files = IndexFiles {
        files: files.map(|(name, bytes)| (name.to_owned(), bytes)).into(),
    };
    let foremost = OwnedBytes::new(foremost(&files, resources.len())?);
    files.files.push((foremost::FILE.to_owned(), foremost));
    files.files.arrange_by(|a, b| a.0.cmp(&b.0));
    let manifest = OwnedBytes::new(manifest(&files.files, resources.len()));
    files.files.push((MANIFEST.to_owned(), manifest));
    files.files.arrange_by(|a, b| a.0.cmp(&b.0));
    progress(resources.len(), resources.len());
    Ok(files)
}

/// The foremost resources of frequent words, which the other files give.
fn foremost(files: &IndexFiles, documents: usize) -> Result<Vec<u8>, SearchError> {
    let Opened {
        segment,
        columns,
        lengths,
    } = Segment::open(files, documents, 0)?;
    let index = OpenIndex::of(vec![segment], columns, lengths.to_vec());
    Ok(foremost::written(&index))
}

/// What is kept of what tantivy has written.
struct Written {
    /// The words, in our own dictionary.
    words: Vec<u8>,
    /// The frequent ones, and their numbers.
    frequent: Vec<(String, u32)>,
    postings: OwnedBytes,
    lengths: OwnedBytes,
}

impl Written {
    /// The words are noted in `stems` too, which has the documents.
    fn of(
        index: &Index,
        field: Field,
        documents: usize,
        stems: &mut StemsBuilder,
    ) -> Result<Self, SearchError> {
        let segments = index.searchable_segments().map_err(SearchError::build)?;
        let segment = segments.first();
        let segment = segment.ok_or_else(|| SearchError::build("no segment was written"))?;
        // What of a file is the field's.
        let part = |component: SegmentComponent| -> Result<FileSlice, SearchError> {
            let file = segment.open_read(component).map_err(SearchError::build)?;
            let parts = CompositeFile::open(&file).map_err(SearchError::build)?;
            Ok(parts.open_read(field).unwrap_or_else(FileSlice::empty))
        };
        let bytes = |part: FileSlice| part.read_bytes().map_err(SearchError::build);
        let mut postings = bytes(part(SegmentComponent::Postings)?)?;
        // The first eight bytes count all words.
        let postings = Postings(postings.split_off(postings.len().min(8)));
        let mut words = DictionaryBuilder::default();
        let mut frequent = Vec::new();
        let terms = part(SegmentComponent::Terms)?;
        if terms.len() > 0 {
            let terms = TermDictionary::open(terms).map_err(SearchError::build)?;
            let mut terms = terms.stream().map_err(SearchError::build)?;
            for number in 0.. {
                if !terms.advance() {
                    break;
                }
                let word = std::str::from_utf8(terms.key()).map_err(SearchError::build)?;
                words.add(word, terms.value());
                if is_frequent(terms.value().doc_freq, documents) {
                    frequent.push((word.to_owned(), number));
                }
                let mut languages = Vec::new();
                postings.each_block(terms.value(), |documents, _| {
                    let own = documents.iter().map(|&document| stems.language(document));
                    own.for_each(|language| note(&mut languages, language));
                });
                stems.word(word, number, languages.into_iter());
            }
        }
        Ok(Self {
            words: words.finish(),
            frequent,
            postings: postings.0,
            lengths: bytes(part(SegmentComponent::FieldNorms)?)?,
        })
    }
}

/// The pairs of frequent words in the resources' own texts.
fn pairs(
    resources: &[IndexedResource<'_>],
    frequent: &[(String, u32)],
    reader: &mut WordReader,
) -> Vec<u8> {
    let mut pairs = PairsBuilder::new(frequent.iter().map(|&(_, number)| number).collect());
    let words = frequent.iter().map(|(word, _)| word.as_str()).zip(0..);
    let places: HashMap<&str, usize> = words.collect();
    for (document, indexed) in (0..).zip(resources) {
        indexed.resource.any_text(&mut |text| {
            let mut last = None;
            reader.each(text, |word, _| {
                let here = places.get(word).copied();
                if let (Some(first), Some(second)) = (last, here) {
                    pairs.add((first, second), document);
                }
                last = here;
                ControlFlow::Continue(())
            });
            false
        });
    }
    pairs.finish()
}

/// tantivy's schema: one field with all words of a resource.
fn schema() -> (Schema, Field) {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqs);
    let mut builder = Schema::builder();
    let words = TextOptions::default().set_indexing_options(indexing);
    let field = builder.add_text_field("words", words);
    (builder.build(), field)
}

/// Each resource's place in the order of names, letters' case aside; equal names by ordinal.
fn name_ranks(resources: &[IndexedResource<'_>]) -> Vec<u32> {
    let mut order: Vec<(String, u32)> = resources
        .iter()
        .zip(0..)
        .map(|(indexed, ordinal)| (indexed.resource.name.to_lowercase(), ordinal))
        .collect();
    order.arrange_by(Ord::cmp);
    let mut ranks = vec![0; order.len()];
    for (rank, (_, ordinal)) in (0..).zip(order) {
        ranks[ordinal as usize] = rank;
    }
    ranks
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
