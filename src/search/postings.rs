//! Which documents of a segment have a word, and how often.
//!
//! The bytes are tantivy's own: the documents of a word in blocks of 128, packed by bits, what is left over in
//! groups of seven bits. They are read here and not by tantivy, which trusts them and
//! panics where they are not sound; here, a list that is not sound ends.
//!
//! Of a packed block, every fourth number belongs to the same one of four rows of bits, whose words of 32 bits
//! follow each other by turns (D. Lemire, L. Boytsov, "Decoding billions of integers per second through
//! vectorization", Software: Practice and Experience 45(1), 2015).

use crate::order::Arrange;
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;

/// Documents per packed block.
const BLOCK: usize = 128;
/// Rows of bits in a packed block.
const ROWS: usize = 4;
/// What is known of a packed block beforehand: its last document, the bits per document and per count, and two
/// bytes for estimates that are not made here.
const SKIP: usize = 8;

/// The lists of a segment.
pub(super) struct Postings(pub(super) OwnedBytes);

impl Postings {
    /// Calls `visit` with the documents that have the word, ascending, and how often each has it, block by
    /// block.
    pub(super) fn each_block(&self, word: &TermInfo, mut visit: impl FnMut(&[u32], &[u32])) {
        // A list that ends too early is taken as far as it goes.
        let _ = self.read_blocks(word, &mut visit);
    }

    // Compiled for each of its callers, the module grows by kilobytes and nothing is faster: a call is for 128 documents.
    fn read_blocks(&self, word: &TermInfo, visit: &mut dyn FnMut(&[u32], &[u32])) -> Option<()> {
        let mut bytes = self.0.get(word.postings_range.clone())?;
        let count = word.doc_freq as usize;
        let (mut documents, mut counts) = ([0; BLOCK], [0; BLOCK]);
        let mut last = 0;
        if count >= BLOCK {
            let skips;
            let length = grouped(&mut bytes)? as usize;
            (skips, bytes) = bytes.split_at_checked(length)?;
            for skip in skips.get(..count / BLOCK * SKIP)?.chunks_exact(SKIP) {
                unpack(&mut bytes, skip[4] & 0x1f, &mut documents)?;
                unpack(&mut bytes, skip[5], &mut counts)?;
                // What is written is the step from one document to the next, and each count, less one.
                let mut before = if last == 0 { u32::MAX } else { last };
                for (document, count) in documents.iter_mut().zip(&mut counts) {
                    before = before.wrapping_add(*document).wrapping_add(1);
                    *document = before;
                    *count = count.wrapping_add(1);
                }
                last = before;
                visit(&documents, &counts);
            }
        }
        let left = count % BLOCK;
        for document in &mut documents[..left] {
            last = last.wrapping_add(grouped(&mut bytes)?);
            *document = last;
        }
        for count in &mut counts[..left] {
            *count = grouped(&mut bytes)?;
        }
        if left > 0 {
            visit(&documents[..left], &counts[..left]);
        }
        Some(())
    }

    /// The documents that have all words: those of the rarest word, less those that lack another one.
    pub(super) fn with_all(&self, mut words: Vec<&TermInfo>) -> Vec<u32> {
        words.arrange_by_key(|word| word.doc_freq);
        let mut common = Vec::new();
        for (place, word) in words.into_iter().enumerate() {
            if place == 0 {
                self.each_block(word, |documents, _| common.extend_from_slice(documents));
            } else if !common.is_empty() {
                let (mut at, mut kept) = (0, Vec::new());
                self.each_block(word, |documents, _| {
                    for &document in documents {
                        while common.get(at).is_some_and(|&other| other < document) {
                            at += 1;
                        }
                        if common.get(at) == Some(&document) {
                            kept.push(document);
                            at += 1;
                        }
                    }
                });
                common = kept;
            }
        }
        common
    }
}

/// A block of numbers of so many bits each, and the bytes after it.
fn packed(bytes: &[u8], bits: u8) -> Option<(&[u8], &[u8])> {
    let length = usize::from(bits) * BLOCK / 8;
    bytes.split_at_checked(length).filter(|_| bits <= 32)
}

/// Takes a block of numbers of so many bits each from the front of the bytes.
fn unpack(bytes: &mut &[u8], bits: u8, numbers: &mut [u32; BLOCK]) -> Option<()> {
    let (block, rest) = packed(bytes, bits)?;
    *bytes = rest;
    if bits == 0 {
        numbers.fill(0);
        return Some(());
    }
    let bits = u32::from(bits);
    let mask = u32::MAX >> (u32::BITS - bits);
    let (words, _) = block.as_chunks::<4>();
    let (words, _) = words.as_chunks::<ROWS>();
    let (numbers, _) = numbers.as_chunks_mut::<ROWS>();
    // The four rows are read side by side: of each word so many bits are behind.
    let (mut at, mut behind) = (0, 0);
    for numbers in numbers {
        let here = words
            .get(at)?
            .iter()
            .map(|&word| u32::from_le_bytes(word) >> behind);
        for (number, word) in numbers.iter_mut().zip(here) {
            *number = word & mask;
        }
        behind += bits;
        if behind >= u32::BITS {
            at += 1;
            behind -= u32::BITS;
            if behind > 0 {
                // What the next word has of them.
                let before = bits - behind;
                for (number, &word) in numbers.iter_mut().zip(words.get(at)?) {
                    *number |= u32::from_le_bytes(word) << before & mask;
                }
            }
        }
    }
    Some(())
}

/// Takes a number in groups of seven bits, the lowest first, the last marked, from the front of the bytes.
fn grouped(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte >= 0x80 {
            return Some(number);
        }
    }
    None
}
