//! The bytes of a pack: magic, format version, a table of sections with lengths and checksums, sections.
//!
//! ```text
//! 0   8  magic 89 47 57 50 0D 0A 1A 0A   (as in PNG: a transfer that mangles line ends shows)
//! 8   4  format version, little endian
//! 12  4  number of sections n
//! 16  8  checksum of the table
//! 24  4  length of the table in bytes
//! 28  …  table: per section  name length (2) · name · offset (8) · length (8) · checksum (8)
//! …   …  sections, each at a multiple of 8, gaps filled with zeros
//! ```
//! The columns are described in `columns`, the lines in `records`. Nothing may follow the last section. Every byte is covered by a check: magic
//! and version by comparison, the table by its checksum, sections by theirs, gaps by having to be zero. The checksum is the one of the
//! index's files, [`checksum`]; that of the table tells packs apart.
//!
//! | section | what | needed |
//! |---|---|---|
//! | `about` | JSON: `without`, what was left out when it was built | no |
//! | `maps` | JSON: the CASE packages of `maps`, `roles` and `crosswalks` | yes |
//! | `catalogue` | a resource per line, as JSON written short; see `records` | yes |
//! | `figures` | what plans ask of each resource, in columns; with `tags` | no |
//! | `tags` | the alignments of each resource, in columns | no |
//! | `evidence` | what speaks for each alignment, a line per resource: JSON, a list per map | no |
//! | `decisions` | the curators' decisions, a JSON object per line | no |
//! | `learnt` | JSON: what the tagger learnt from, as far as it is not what is in the pack | no |
//! | `index/…` | the files of the search index, which has a layout number of its own | yes |
//!
//! A reader passes over a section that it does not know, so that one can be added without a new version. The version
//! is raised when an older reader would misread what is there. A reader refuses a newer version, since it cannot know
//! what has changed, and an older one: a pack is built from its sources in seconds.

use super::{PackError, damaged};
use crate::order::distinct;
use crate::search::checksum;
use std::ops::Range;

/// Says what a file is, and survives no text-mode transfer.
pub const MAGIC: [u8; 8] = [0x89, b'G', b'W', b'P', 0x0d, 0x0a, 0x1a, 0x0a];
/// The format that this version writes and reads.
pub const VERSION: u32 = 4;
const HEAD: usize = 28;
/// More sections than any pack has; keeps a damaged count from being believed.
const MOST_SECTIONS: u32 = 4096;

/// Puts sections into one file, in the given order.
pub(super) fn write(sections: &[(String, &[u8])]) -> Vec<u8> {
    let table_len: usize = sections
        .iter()
        .map(|(name, _)| 2 + name.len() + 8 + 8 + 8)
        .sum();
    let mut at = aligned(HEAD + table_len);
    let mut table = Vec::with_capacity(table_len);
    let mut offsets = Vec::with_capacity(sections.len());
    for (name, bytes) in sections {
        table.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        table.extend(name.as_bytes());
        table.extend((at as u64).to_le_bytes());
        table.extend((bytes.len() as u64).to_le_bytes());
        table.extend(checksum(bytes).to_le_bytes());
        offsets.push(at);
        at = aligned(at + bytes.len());
    }
    let mut file = Vec::with_capacity(at);
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend(
        u32::try_from(sections.len())
            .unwrap_or(u32::MAX)
            .to_le_bytes(),
    );
    file.extend(checksum(&table).to_le_bytes());
    file.extend(u32::try_from(table.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend(table);
    for ((_, bytes), offset) in sections.iter().zip(offsets) {
        file.resize(offset, 0);
        file.extend(*bytes);
    }
    file
}

fn aligned(at: usize) -> usize {
    at.next_multiple_of(8)
}

/// The checksum of the table. Whether those in it hold, [`read`] says.
pub(super) fn identity(file: &[u8]) -> Result<u64, PackError> {
    Ok(head(file)?.checksum)
}

/// The version of a pack's content: 16 hexadecimal digits, other ones for other bytes. Every byte is checked.
///
/// # Errors
/// When the bytes are no pack, cut off, changed, or of another version of the format.
pub fn version(file: &[u8]) -> Result<String, PackError> {
    read(file)?;
    Ok(version_text(identity(file)?))
}

/// The sections of a pack in their order, with their lengths. Every byte is checked.
///
/// # Errors
/// As [`version`].
pub fn sections(file: &[u8]) -> Result<Vec<(String, usize)>, PackError> {
    let sized = read(file)?
        .into_iter()
        .map(|(name, range, _)| (name, range.len()));
    Ok(sized.collect())
}

pub(super) fn version_text(identity: u64) -> String {
    format!("{identity:016x}")
}

struct Head<'a> {
    sections: u32,
    checksum: u64,
    table: &'a [u8],
}

fn damaged_table(offset: usize) -> PackError {
    damaged("table", offset)
}

/// What stands before the sections.
fn head(file: &[u8]) -> Result<Head<'_>, PackError> {
    if file.is_empty() {
        return Err(PackError::Empty);
    }
    if !file.starts_with(&MAGIC[..file.len().min(8)]) {
        return Err(PackError::NotAPack);
    }
    let mut head = Cursor { bytes: file, at: 8 };
    let version = head.number(4)? as u32;
    if version > VERSION {
        return Err(PackError::Newer {
            found: version,
            known: VERSION,
        });
    }
    if version == 0 {
        return Err(damaged("head", 8));
    }
    if version < VERSION {
        return Err(PackError::Older {
            found: version,
            known: VERSION,
        });
    }
    let count = head.number(4)? as u32;
    let expected = head.number(8)?;
    let length = head.number(4)? as usize;
    let table = head.take(length)?;
    if checksum(table) != expected || count > MOST_SECTIONS {
        return Err(damaged_table(12));
    }
    Ok(Head {
        sections: count,
        checksum: expected,
        table,
    })
}

/// Finds the sections of a file, in their order, with their checksums, and checks every byte of it.
pub(super) fn read(file: &[u8]) -> Result<Vec<(String, Range<usize>, u64)>, PackError> {
    let Head {
        sections: count,
        table,
        ..
    } = head(file)?;
    let mut entries = Cursor {
        bytes: table,
        at: 0,
    };
    let mut sections = Vec::new();
    let mut end = HEAD + table.len();
    for _ in 0..count {
        let name_len = entries.number(2)? as usize;
        let name = std::str::from_utf8(entries.take(name_len)?).map_err(|_| damaged_table(HEAD))?;
        let (offset, length) = (entries.number(8)?, entries.number(8)?);
        let expected = entries.number(8)?;
        let past = offset
            .checked_add(length)
            .ok_or_else(|| damaged_table(HEAD))?;
        if past > file.len() as u64 {
            return Err(PackError::Truncated {
                expected: past,
                found: file.len() as u64,
            });
        }
        let range = offset as usize..past as usize;
        if range.start != aligned(end) || file[end..range.start].iter().any(|&byte| byte != 0) {
            return Err(damaged_table(end));
        }
        if checksum(&file[range.clone()]) != expected {
            return Err(damaged(name, range.start));
        }
        end = range.end;
        sections.push((name.to_owned(), range, expected));
    }
    let names = distinct(sections.iter().map(|(name, ..)| name)).len();
    if entries.at != table.len() || names != sections.len() || end != file.len() {
        return Err(damaged_table(end));
    }
    Ok(sections)
}

/// Reads numbers from a slice and says when it ends too early.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], PackError> {
        let past = self
            .at
            .checked_add(count)
            .filter(|&past| past <= self.bytes.len());
        let past = past.ok_or(PackError::Truncated {
            expected: self.at as u64 + count as u64,
            found: self.bytes.len() as u64,
        })?;
        let taken = &self.bytes[self.at..past];
        self.at = past;
        Ok(taken)
    }

    /// A little-endian number of up to eight bytes.
    fn number(&mut self, bytes: usize) -> Result<u64, PackError> {
        let taken = self.take(bytes)?;
        Ok(taken
            .iter()
            .rev()
            .fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    fn small() -> Vec<u8> {
        write(&[
            ("a".into(), b"first"),
            ("b/c".into(), b""),
            ("d".into(), b"the third section"),
        ])
    }

    #[test]
    fn sections_come_back() {
        let file = small();
        let found: Vec<(String, &[u8])> = read(&file)
            .expect("an undamaged pack")
            .into_iter()
            .map(|(name, range, _)| (name, &file[range]))
            .collect();
        let expected: Vec<(String, &[u8])> = vec![
            ("a".into(), b"first"),
            ("b/c".into(), b""),
            ("d".into(), b"the third section"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let file = small();
        for at in 0..file.len() {
            for bit in 0..8 {
                let mut flipped = file.clone();
                flipped[at] ^= 1 << bit;
                assert!(read(&flipped).is_err(), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn every_truncation_and_any_addition_is_noticed() {
        let file = small();
        for len in 0..file.len() {
            assert!(read(&file[..len]).is_err(), "{len} bytes");
        }
        let mut longer = file;
        longer.push(0);
        assert!(read(&longer).is_err());
    }
}
