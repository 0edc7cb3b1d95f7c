//! The difference between two packs, so that who has the old one need not fetch all of the new one.
//!
//! ```text
//! 0   8  magic 89 47 57 44 0D 0A 1A 0A
//! 8   4  version of this form, little endian
//! 12  8  checksum of all that follows
//! 20  8  version of the old pack
//! 28  8  version of the new pack
//! 36  8  length of the new pack
//! 44  …  steps: a number n in LEB128; n even: n/2 bytes of the new pack follow; n odd: n/2 bytes are copied from the
//!        old pack, as far from the end of the last copy as the number that follows says (LEB128, zigzag)
//! ```
//! Copies are found as by rsync (A. Tridgell, P. Mackerras, "The rsync algorithm", 1996), with blocks so short that
//! they serve as their own hash. [`apply`] checks that the result is, byte for byte, the new pack.

use super::{PackError, format};
use crate::search::checksum;
use std::collections::HashMap;

/// Says what a file is.
pub const MAGIC: [u8; 8] = [0x89, b'G', b'W', b'D', 0x0d, 0x0a, 0x1a, 0x0a];
/// The form that this version writes and reads.
pub const VERSION: u32 = 1;
const HEAD: usize = 44;
/// Copies are looked for from each place in the old pack that is a multiple of this.
const BLOCK: usize = 16;
/// No pack is longer; keeps a length that is made up from being believed.
const LONGEST: u64 = 1 << 30;

/// What turns one pack into another.
///
/// # Errors
/// When one of them is no pack.
pub fn diff(old: &[u8], new: &[u8]) -> Result<Vec<u8>, PackError> {
    format::read(old)?;
    format::read(new)?;
    let mut body = Vec::new();
    for number in [
        format::identity(old)?,
        format::identity(new)?,
        new.len() as u64,
    ] {
        body.extend(number.to_le_bytes());
    }
    let mut blocks = HashMap::new();
    for (block, at) in old.chunks_exact(BLOCK).zip((0_usize..).step_by(BLOCK)) {
        blocks.entry(block).or_insert(at);
    }
    let (mut done, mut at, mut copied) = (0, 0, 0);
    while at + BLOCK <= new.len() {
        let Some(&found) = blocks.get(&new[at..at + BLOCK]) else {
            at += 1;
            continue;
        };
        let before = new[done..at].iter().rev().zip(old[..found].iter().rev());
        let before = before.take_while(|(a, b)| a == b).count();
        let after = new[at..].iter().zip(&old[found..]);
        let after = after.take_while(|(a, b)| a == b).count();
        insert(&mut body, &new[done..at - before]);
        number(&mut body, ((before + after) as u64) << 1 | 1);
        let start = found - before;
        let distance = start as i64 - copied as i64;
        number(&mut body, (distance << 1 ^ distance >> 63) as u64);
        (copied, done) = (found + after, at + after);
        at = done;
    }
    insert(&mut body, &new[done..]);
    let mut delta = MAGIC.to_vec();
    delta.extend(VERSION.to_le_bytes());
    delta.extend(checksum(&body).to_le_bytes());
    delta.extend(body);
    Ok(delta)
}

/// The new pack, from the old one and what [`diff`] made of the two.
///
/// # Errors
/// When the difference is none, is damaged, or is one from another pack.
pub fn apply(old: &[u8], delta: &[u8]) -> Result<Vec<u8>, PackError> {
    if delta.len() < HEAD || !delta.starts_with(&MAGIC) {
        return Err(PackError::NotADelta);
    }
    let word = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| delta[at + byte]));
    let version = word(8) as u32;
    if version > VERSION {
        return Err(PackError::DeltaNewer {
            found: version,
            known: VERSION,
        });
    }
    if version == 0 || checksum(&delta[20..]) != word(12) {
        return Err(PackError::DeltaDamaged);
    }
    let (from, to, length) = (word(20), word(28), word(36));
    let found = format::identity(old)?;
    if found != from {
        return Err(PackError::DeltaOfOther {
            expected: format::version_text(from),
            found: format::version_text(found),
        });
    }
    if length > LONGEST {
        return Err(PackError::DeltaDamaged);
    }
    let new = follow(old, &delta[HEAD..], length as usize).ok_or(PackError::DeltaDamaged)?;
    format::read(&new)?;
    if format::identity(&new)? == to {
        Ok(new)
    } else {
        Err(PackError::DeltaDamaged)
    }
}

/// Takes the steps; nothing where they lead astray.
fn follow(old: &[u8], mut steps: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut new = Vec::new();
    let mut copied = 0_usize;
    while !steps.is_empty() {
        let step = read_number(&mut steps)?;
        let count = usize::try_from(step >> 1).ok()?;
        let part = if step & 1 == 0 {
            steps.split_off(..count)?
        } else {
            let distance = read_number(&mut steps)?;
            let distance = (distance >> 1) as i64 ^ -((distance & 1) as i64);
            let start = copied.checked_add_signed(isize::try_from(distance).ok()?)?;
            copied = start.checked_add(count)?;
            old.get(start..copied)?
        };
        if part.len() > length - new.len() {
            return None;
        }
        new.extend_from_slice(part);
    }
    (new.len() == length).then_some(new)
}

fn insert(out: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.is_empty() {
        number(out, (bytes.len() as u64) << 1);
        out.extend_from_slice(bytes);
    }
}

fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.split_off_first()?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
