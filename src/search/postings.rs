//! Which documents of a segment have a word, how often, and in which places.
//!
//! The bytes are tantivy's own: the documents of a word in blocks of 128, packed by bits (`bitpacking`, the
//! crate that tantivy packs them with), what is left over in groups of seven bits, and likewise the places.
//! They are read here and not by tantivy, which trusts them and panics where they are not sound; here, a
//! list that is not sound ends.

use bitpacking::{BitPacker, BitPacker4x};
use std::ops::Range;
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;

/// Documents, or places, per packed block.
const BLOCK: usize = BitPacker4x::BLOCK_LEN;
/// What is known of a packed block beforehand: its last document, the bits per document and per count, the
/// sum of the counts, and two bytes for estimates that are not made here.
const SKIP: usize = 12;

/// The lists of a segment.
pub(super) struct Postings {
    lists: OwnedBytes,
    places: OwnedBytes,
}

impl Postings {
    pub(super) fn new(lists: OwnedBytes, places: OwnedBytes) -> Self {
        Self { lists, places }
    }

    /// Calls `visit` with the documents that have the word, ascending, and how often each has it, block by
    /// block.
    pub(super) fn each_block(&self, word: &TermInfo, visit: impl FnMut(&[u32], &[u32])) {
        // A list that ends too early is taken as far as it goes.
        let _ = self.read_blocks(word, visit);
    }

    fn read_blocks(&self, word: &TermInfo, mut visit: impl FnMut(&[u32], &[u32])) -> Option<()> {
        let mut bytes = self.lists.get(word.postings_range.clone())?;
        let count = word.doc_freq as usize;
        let (mut documents, mut counts) = ([0; BLOCK], [0; BLOCK]);
        let mut last = 0;
        if count >= BLOCK {
            let skips;
            let length = grouped(&mut bytes)? as usize;
            (skips, bytes) = bytes.split_at_checked(length)?;
            for skip in skips.get(..count / BLOCK * SKIP)?.chunks_exact(SKIP) {
                let before = (last > 0).then_some(last);
                unpack(&mut bytes, skip[4] & 0x1f, |packed, bits| {
                    let packer = BitPacker4x::new();
                    packer.decompress_strictly_sorted(before, packed, &mut documents, bits);
                })?;
                unpack(&mut bytes, skip[5], |packed, bits| {
                    BitPacker4x::new().decompress(packed, &mut counts, bits);
                })?;
                // Counts are written less one.
                for count in &mut counts {
                    *count = count.wrapping_add(1);
                }
                last = documents[BLOCK - 1];
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

    /// The places of a word, to be read for one document after the other.
    pub(super) fn places(&self, word: &TermInfo) -> Option<Places<'_>> {
        let mut bytes = self.places.get(word.positions_range.clone())?;
        let blocks = grouped(&mut bytes)? as usize;
        let (bits, rest) = bytes.split_at_checked(blocks)?;
        Some(Places {
            bits: bits.iter(),
            rest,
            steps: [0; BLOCK],
            known: 0..0,
        })
    }
}

/// The places of a word in all its documents: each document's as steps from one to the next.
pub(super) struct Places<'a> {
    /// The bits per step in the packed blocks to come.
    bits: std::slice::Iter<'a, u8>,
    rest: &'a [u8],
    steps: [u32; BLOCK],
    /// Which of all steps `steps` holds.
    known: Range<usize>,
}

impl Places<'_> {
    /// The `count` places after the first `passed` of the word, ascending. `passed` must not go back.
    pub(super) fn read(&mut self, passed: usize, count: u32, places: &mut Vec<u32>) -> Option<()> {
        places.clear();
        let mut place = 0_u32;
        for at in passed..passed.checked_add(count as usize)? {
            while at >= self.known.end {
                self.next_block(at)?;
            }
            let step = self.steps.get(at.checked_sub(self.known.start)?)?;
            place = place.wrapping_add(*step);
            places.push(place);
        }
        Some(())
    }

    /// Goes on to the next block; unpacks it if the step at `wanted` may be in it.
    fn next_block(&mut self, wanted: usize) -> Option<()> {
        let start = self.known.end;
        let Some(&bits) = self.bits.next() else {
            let mut end = start;
            for step in &mut self.steps {
                if self.rest.is_empty() {
                    break;
                }
                *step = grouped(&mut self.rest)?;
                end += 1;
            }
            self.known = start..end;
            return (end > start).then_some(());
        };
        let steps = &mut self.steps;
        unpack(&mut self.rest, bits, |packed, bits| {
            if wanted < start + BLOCK {
                BitPacker4x::new().decompress(packed, steps, bits);
            }
        })?;
        self.known = start..start + BLOCK;
        Some(())
    }
}

/// Takes a block of numbers of so many bits each from the front of the bytes.
fn unpack(bytes: &mut &[u8], bits: u8, read: impl FnOnce(&[u8], u8)) -> Option<()> {
    let length = usize::from(bits) * BLOCK / 8;
    let (packed, rest) = bytes.split_at_checked(length).filter(|_| bits <= 32)?;
    read(packed, bits);
    *bytes = rest;
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
