//! The sorted words of a segment, and where each one's postings lie.
//!
//! This takes the place of tantivy's own dictionary, whose lookups cost microseconds each; a query makes
//! hundreds. Words stand in blocks of [`BLOCK`], each word as what it adds to the one before it, and are
//! read where they lie. A word is known by its number, its place in the order.

use super::SearchError;
use super::bytes::{ByteReader, ByteWriter, read_u32};
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;

pub(super) const FILE: &str = "words";

/// Words per block: the first is written in full, with where its postings begin.
const BLOCK: u32 = 16;

/// Writes words in ascending order.
#[derive(Default)]
pub(super) struct DictionaryBuilder {
    words: u32,
    last: String,
    offsets: Vec<u32>,
    blob: ByteWriter,
}

impl DictionaryBuilder {
    /// Adds the next word. Its postings must begin where those of the word before it end.
    pub(super) fn add(&mut self, word: &str, term: &TermInfo) {
        if self.words.is_multiple_of(BLOCK) {
            self.offsets
                .push(u32::try_from(self.blob.0.len()).unwrap_or(u32::MAX));
            self.blob.short_text(word);
            self.blob.packed(term.postings_range.start as u64);
        } else {
            let mut pairs = self.last.char_indices().zip(word.chars());
            let differs = pairs.find(|((_, a), b)| a != b);
            let shared = differs.map_or(self.last.len().min(word.len()), |((at, _), _)| at);
            self.blob.u8(u8::try_from(shared).unwrap_or(u8::MAX));
            self.blob.short_text(&word[shared..]);
        }
        self.blob.packed(u64::from(term.doc_freq));
        self.blob.packed(term.postings_range.len() as u64);
        word.clone_into(&mut self.last);
        self.words += 1;
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = ByteWriter::default();
        out.u32(self.words);
        out.count(self.blob.0.len());
        self.offsets.iter().for_each(|&offset| out.u32(offset));
        out.0.extend_from_slice(&self.blob.0);
        out.0
    }
}

/// The words of an open segment.
pub(super) struct Dictionary {
    words: u32,
    offsets: OwnedBytes,
    blob: OwnedBytes,
}

impl Dictionary {
    /// Opens the words. What is not sound among them is not found.
    pub(super) fn open(bytes: &OwnedBytes) -> Result<Self, SearchError> {
        let mut reader = ByteReader::new(FILE, bytes.clone());
        let words = reader.u32()?;
        let length = reader.count()?;
        let dictionary = Self {
            words,
            offsets: reader.slice(words.div_ceil(BLOCK) as usize * 4)?,
            blob: reader.slice(length)?,
        };
        reader.end()?;
        Ok(dictionary)
    }

    pub(super) fn words(&self) -> u32 {
        self.words
    }

    /// A walk through all words.
    pub(super) fn walk(&self) -> Walk<'_> {
        let mut walk = self.unread();
        walk.read_block(0);
        walk
    }

    fn unread(&self) -> Walk<'_> {
        Walk {
            dictionary: self,
            at: 0,
            number: 0,
            word: String::new(),
            ended: true,
            term: TermInfo::default(),
        }
    }

    /// Finds a word's number and where its postings lie.
    pub(super) fn find(&self, word: &str) -> Option<(u32, TermInfo)> {
        let block = self.block(word.as_bytes());
        let blob = &self.blob;
        let mut at = read_u32(&self.offsets, block as usize) as usize;
        let (mut term, mut matched) = (TermInfo::default(), 0);
        // Words ascend: one that shares more than the last one did lies before, one that shares less after.
        for number in (block * BLOCK..self.words).take(BLOCK as usize) {
            let shared = match number % BLOCK {
                0 => 0,
                _ => usize::from(*blob.get(at)?),
            };
            at += usize::from(!number.is_multiple_of(BLOCK));
            let rest = short_bytes(blob, &mut at)?;
            if number.is_multiple_of(BLOCK) {
                read_start(blob, &mut at, &mut term)?;
            }
            read_term(blob, &mut at, &mut term)?;
            if shared < matched {
                return None;
            }
            if shared == matched {
                let wanted = word.as_bytes().get(matched..)?;
                let pairs = rest.iter().zip(wanted);
                let common = pairs.take_while(|(a, b)| a == b).count();
                matched += common;
                while !word.is_char_boundary(matched) {
                    matched -= 1;
                }
                match (rest.get(common), wanted.get(common)) {
                    (None, None) => return Some((number, term)),
                    (Some(_), None) => return None,
                    (Some(here), Some(there)) if here > there => return None,
                    _ => {}
                }
            }
        }
        None
    }

    /// The last block whose first word is not after `word`, or the first block.
    fn block(&self, word: &[u8]) -> u32 {
        let (mut low, mut high) = (0, self.words.div_ceil(BLOCK));
        while low < high {
            let middle = low.midpoint(high);
            let mut at = read_u32(&self.offsets, middle as usize) as usize;
            if short_bytes(&self.blob, &mut at).is_some_and(|first| first <= word) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1)
    }

    /// The word with a number.
    pub(super) fn get(&self, number: u32) -> Option<(String, TermInfo)> {
        let mut walk = self.unread();
        walk.go_to(number);
        (!walk.ended).then_some((walk.word, walk.term))
    }

    /// Where the postings of the word with a number lie, without reading the words on the way.
    pub(super) fn term(&self, number: u32) -> Option<TermInfo> {
        if number >= self.words {
            return None;
        }
        let blob = &self.blob;
        let mut at = read_u32(&self.offsets, (number / BLOCK) as usize) as usize;
        let mut term = TermInfo::default();
        for place in 0..=number % BLOCK {
            at += usize::from(place > 0);
            at += 1 + usize::from(*blob.get(at)?);
            if place == 0 {
                read_start(blob, &mut at, &mut term)?;
            }
            read_term(blob, &mut at, &mut term)?;
        }
        Some(term)
    }
}

/// Stands at a word, or past the last one.
pub(super) struct Walk<'a> {
    dictionary: &'a Dictionary,
    /// Where the next word begins in the blob.
    at: usize,
    number: u32,
    word: String,
    ended: bool,
    term: TermInfo,
}

impl Walk<'_> {
    /// The word; nothing past the last one.
    pub(super) fn word(&self) -> Option<&str> {
        (!self.ended).then_some(self.word.as_str())
    }

    pub(super) fn number(&self) -> u32 {
        self.number
    }

    pub(super) fn term(&self) -> &TermInfo {
        &self.term
    }

    /// Goes to the first word that is not before `word`.
    pub(super) fn seek(&mut self, word: &str) {
        self.read_block(self.dictionary.block(word.as_bytes()));
        while self.word().is_some_and(|at| at < word) {
            self.advance();
        }
    }

    /// Goes to the word with a number.
    pub(super) fn go_to(&mut self, number: u32) {
        if self.ended || self.number > number || self.number / BLOCK != number / BLOCK {
            self.read_block(number / BLOCK);
        }
        while !self.ended && self.number < number {
            self.advance();
        }
    }

    /// Goes on to the next word.
    pub(super) fn advance(&mut self) {
        let next = self.number + 1;
        if next.is_multiple_of(BLOCK) {
            self.read_block(next / BLOCK);
        } else if !self.ended {
            self.number = next;
            self.ended = next >= self.dictionary.words || self.read_next().is_none();
        }
    }

    fn read_block(&mut self, block: u32) {
        self.number = block * BLOCK;
        self.ended = self.number >= self.dictionary.words || self.read_first(block).is_none();
    }

    fn read_first(&mut self, block: u32) -> Option<()> {
        let blob = &self.dictionary.blob;
        self.at = read_u32(&self.dictionary.offsets, block as usize) as usize;
        self.word.clear();
        self.word.push_str(short_text(blob, &mut self.at)?);
        read_start(blob, &mut self.at, &mut self.term)?;
        read_term(blob, &mut self.at, &mut self.term)
    }

    fn read_next(&mut self) -> Option<()> {
        let blob = &self.dictionary.blob;
        let shared = usize::from(*blob.get(self.at)?);
        self.at += 1;
        if !self.word.is_char_boundary(shared) {
            return None;
        }
        self.word.truncate(shared);
        self.word.push_str(short_text(blob, &mut self.at)?);
        read_term(blob, &mut self.at, &mut self.term)
    }
}

/// Reads where the postings of a block's first word begin.
fn read_start(blob: &[u8], at: &mut usize, term: &mut TermInfo) -> Option<()> {
    term.postings_range.end = packed(blob, at)?;
    Some(())
}

/// Reads what follows a word: its postings begin where those before it end.
fn read_term(blob: &[u8], at: &mut usize, term: &mut TermInfo) -> Option<()> {
    term.doc_freq = u32::try_from(packed(blob, at)?).ok()?;
    let postings = packed(blob, at)?;
    let start = term.postings_range.end;
    term.postings_range = start..start.checked_add(postings)?;
    Some(())
}

/// A text with its length in one byte before it.
fn short_text<'a>(bytes: &'a [u8], at: &mut usize) -> Option<&'a str> {
    std::str::from_utf8(short_bytes(bytes, at)?).ok()
}

pub(super) fn short_bytes<'a>(bytes: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    let length = usize::from(*bytes.get(*at)?);
    let text = bytes.get(*at + 1..)?.get(..length)?;
    *at += 1 + length;
    Some(text)
}

/// A number in as many groups of seven bits as it needs, the lowest first.
pub(super) fn packed(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, DictionaryBuilder};
    use tantivy::directory::OwnedBytes;
    use tantivy::postings::TermInfo;

    fn words() -> Vec<String> {
        let mut words: Vec<String> = (0..200).map(|n| format!("w{}é{n}", n % 7)).collect();
        words.extend(["a", "w", "z", "é", "ê", "êa", "学習"].map(String::from));
        words.sort_unstable();
        words
    }

    fn bytes() -> Vec<u8> {
        let mut builder = DictionaryBuilder::default();
        for (at, word) in words().iter().enumerate() {
            let term = TermInfo {
                doc_freq: at as u32,
                postings_range: at * 300..(at + 1) * 300,
                ..TermInfo::default()
            };
            builder.add(word, &term);
        }
        builder.finish()
    }

    #[test]
    fn words_come_back() {
        let words = words();
        let dictionary = Dictionary::open(&OwnedBytes::new(bytes())).expect("it opens");
        assert_eq!(dictionary.words(), 207);
        for (at, word) in (0..).zip(&words) {
            let (number, term) = dictionary.find(word).expect("a word");
            assert_eq!((number, term.doc_freq), (at, at));
            assert_eq!(term.postings_range.start, at as usize * 300);
            assert_eq!(dictionary.get(at).expect("a word").0, *word);
            assert_eq!(dictionary.term(at), Some(term));
            let mut walk = dictionary.walk();
            walk.seek(&format!("{word}\u{1}"));
            assert_eq!(walk.word(), words.get(at as usize + 1).map(String::as_str));
        }
        assert!(dictionary.find("w0").is_none() && dictionary.get(207).is_none());
        let mut walk = dictionary.walk();
        walk.seek("");
        assert_eq!(walk.word(), Some("a"));
    }

    #[test]
    fn damage_is_an_error() {
        let whole = bytes();
        for length in 0..whole.len() {
            let cut = OwnedBytes::new(whole[..length].to_vec());
            assert!(Dictionary::open(&cut).is_err());
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x80;
            // What still opens can be walked and searched.
            if let Ok(dictionary) = Dictionary::open(&OwnedBytes::new(changed)) {
                for word in words() {
                    let _ = dictionary.find(&word);
                }
            }
        }
    }
}
