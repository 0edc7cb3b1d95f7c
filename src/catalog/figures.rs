//! What there is to ask of a resource without reading its text.

use super::{ContentRole, Minutes, Resource};

/// What a planner asks of every resource of a catalogue; a pack keeps it in columns.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures<'a> {
    /// The time it takes.
    pub minutes: Option<Minutes>,
    /// Whether the time is an estimate rather than stated by the publisher.
    pub minutes_estimated: bool,
    /// How many parts it is made of, each of which can be worked through by itself; 1 where it is not.
    pub parts: u32,
    /// The levels it serves, one bit each: bit 2 for level 2.
    pub levels: u8,
    /// What it is for in a teacher's learning.
    pub content_role: Option<ContentRole>,
    /// The kind, in plain words.
    pub kind: Option<&'a str>,
    /// Who publishes it.
    pub publisher: Option<&'a str>,
    /// BCP 47 languages.
    pub languages: &'a [String],
    /// Whether it is known to cost nothing.
    pub free: bool,
    /// Whether it can be kept and used without a network.
    pub offline: bool,
    /// The resources to work through before it, by `id`.
    pub requires: &'a [String],
    /// The [`mark`] of its `id`.
    pub mark: u16,
}

impl<'a> Figures<'a> {
    /// Those of a resource.
    #[must_use]
    pub fn of(resource: &'a Resource) -> Self {
        let levels = resource.levels.iter();
        Self {
            minutes: resource.minutes,
            minutes_estimated: resource.minutes_estimated,
            parts: resource.parts.max(1),
            levels: levels.fold(0, |bits, &level| bits | 1 << level.min(7)),
            content_role: resource.content_role,
            kind: resource.kind.as_deref(),
            publisher: resource.publisher.as_deref(),
            languages: &resource.languages,
            free: resource.free == Some(true),
            offline: resource.offline,
            requires: &resource.requires,
            mark: mark(&resource.id),
        }
    }
}

/// Something of an id that tells nearly all apart without a look at them: a hash of its length and last letters.
#[must_use]
pub fn mark(id: &str) -> u16 {
    let bytes = id.as_bytes();
    let last = &bytes[bytes.len().saturating_sub(8)..];
    let last = last
        .iter()
        .fold(0u64, |all, &byte| all << 8 | u64::from(byte));
    // Multiplicative hashing (Knuth): the upper bits depend on all of the lower ones.
    ((last ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
}
