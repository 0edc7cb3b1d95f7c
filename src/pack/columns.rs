//! What plans ask of all resources of a pack, in columns of numbers: nothing of it has to be read beforehand.
//!
//! All numbers are little-endian; `n` is the number of resources. The section `figures`:
//!
//! ```text
//! 4       length of the texts
//! …       texts, JSON: {"kinds": […], "publishers": […], "languages": [[…], …], "requires": [[resource, [id, …]], …],
//!         "parts": [[resource, number], …]}; the last is left out where no resource is made of parts
//! n × 4   minutes; all ones where they are not known
//! n × 4   kind, as a place in the texts; all ones where it is not known; so also:
//! n × 4   publisher
//! n × 4   languages
//! n × 2   mark of the id
//! n × 1   levels, one bit each
//! n × 1   content role (0 to 3 in the order of learning, 4 none), 8 if free, 16 if it can be used offline,
//!         32 if the minutes are an estimate
//! ```
//!
//! The section `tags`, for each map in turn, with `t` alignments in all:
//!
//! ```text
//! n × 4   number of alignments
//! t × 4   competency, by its place in the map
//! t × 2   score, in parts of 10,000
//! t × 1   who says so (0 to 2) and what has become of it (3 ×)
//! ```

use super::align::SCORE_STEPS;
use crate::catalog::{
    Alignment, AlignmentSource, AlignmentStatus, ContentRole, Figures, MOST_PARTS, Minutes,
};
use crate::framework::CompetencyIndex;
use crate::search::Bytes;
use serde::Deserialize;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// Stands where nothing is known.
const NONE: u32 = u32::MAX;
/// Bytes of all columns of the figures, per resource.
const FIGURES: usize = 20;
/// Bytes of the columns of the tags, per alignment.
const TAG: usize = 7;
const FREE: u8 = 8;
const OFFLINE: u8 = 16;
const ESTIMATED: u8 = 32;
const SOURCES: [AlignmentSource; 3] = [
    AlignmentSource::Publisher,
    AlignmentSource::Tagger,
    AlignmentSource::Curator,
];
const STATUSES: [AlignmentStatus; 3] = [
    AlignmentStatus::Proposed,
    AlignmentStatus::Accepted,
    AlignmentStatus::Rejected,
];

/// The four bytes at a place of a column that starts somewhere; checked when the section was opened. Likewise those that follow.
fn four(bytes: &[u8], start: usize, at: usize) -> u32 {
    let rest = bytes.get(start + 4 * at..).unwrap_or_default();
    rest.first_chunk().map_or(0, |&own| u32::from_le_bytes(own))
}

fn two(bytes: &[u8], start: usize, at: usize) -> u16 {
    let rest = bytes.get(start + 2 * at..).unwrap_or_default();
    rest.first_chunk().map_or(0, |&own| u16::from_le_bytes(own))
}

fn one(bytes: &[u8], start: usize, at: usize) -> u8 {
    bytes.get(start + at).copied().unwrap_or_default()
}

fn count(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(NONE)
}

/// The texts of the figures, each once.
#[derive(Deserialize)]
struct Texts {
    kinds: Vec<String>,
    publishers: Vec<String>,
    languages: Vec<Vec<String>>,
    /// By resource, ascending; those that require nothing are left out.
    requires: Vec<(u32, Vec<String>)>,
    /// Likewise; those that are not made of parts are left out.
    #[serde(default)]
    parts: Vec<(u32, u32)>,
}

/// The section `figures`.
pub(super) struct FigureColumns {
    texts: Texts,
    columns: Bytes,
    resources: usize,
}

impl FigureColumns {
    /// The columns of so many resources; nothing where they do not fit.
    pub fn open(section: &Bytes, resources: usize) -> Option<Self> {
        let length = four(section.get(..4)?, 0, 0) as usize;
        let texts = section.get(4..)?.get(..length)?;
        let columns = section.slice(4 + length..section.len());
        (columns.len() == FIGURES * resources).then_some(Self {
            texts: serde_json::from_slice(texts).ok()?,
            columns,
            resources,
        })
    }

    pub fn at(&self, place: usize) -> Figures<'_> {
        let wide = |column: usize| four(&self.columns, 4 * column * self.resources, place);
        let byte = |column: usize| one(&self.columns, column * self.resources, place);
        let texts = &self.texts;
        let requires = texts
            .requires
            .binary_search_by_key(&place, |own| own.0 as usize);
        let parts = texts
            .parts
            .binary_search_by_key(&place, |own| own.0 as usize);
        let (minutes, flags) = (wide(0), byte(19));
        Figures {
            minutes: (minutes != NONE).then_some(Minutes(minutes)),
            levels: byte(18),
            content_role: ContentRole::ALL.get(usize::from(flags & 7)).copied(),
            kind: texts.kinds.get(wide(1) as usize).map(String::as_str),
            publisher: texts.publishers.get(wide(2) as usize).map(String::as_str),
            languages: texts
                .languages
                .get(wide(3) as usize)
                .map_or(&[], Vec::as_slice),
            minutes_estimated: flags & ESTIMATED != 0,
            free: flags & FREE != 0,
            offline: flags & OFFLINE != 0,
            requires: requires.map_or(&[], |at| &texts.requires[at].1),
            parts: parts.map_or(1, |at| texts.parts[at].1.clamp(1, MOST_PARTS)),
            mark: self.mark(place),
        }
    }

    pub fn mark(&self, place: usize) -> u16 {
        two(&self.columns, 16 * self.resources, place)
    }

    /// The section of these figures.
    pub fn section<'a>(figures: impl Iterator<Item = Figures<'a>>) -> Vec<u8> {
        let (mut kinds, mut publishers, mut languages) =
            (Table::default(), Table::default(), Table::default());
        let mut requires: Vec<(u32, &[String])> = Vec::new();
        let mut parts: Vec<(u32, u32)> = Vec::new();
        let mut columns: [Vec<u8>; 7] = Default::default();
        for (place, own) in (0..).zip(figures) {
            let minutes = own.minutes.map_or(NONE, |minutes| minutes.0);
            let spoken = (!own.languages.is_empty()).then_some(own.languages);
            let wide = [
                minutes,
                kinds.place(own.kind),
                publishers.place(own.publisher),
                languages.place(spoken),
            ];
            for (column, value) in columns.iter_mut().zip(wide) {
                column.extend(value.to_le_bytes());
            }
            let role = own.content_role;
            let role = ContentRole::ALL
                .iter()
                .position(|&known| Some(known) == role);
            let flags = [
                (own.free, FREE),
                (own.offline, OFFLINE),
                (own.minutes_estimated, ESTIMATED),
            ];
            let flags = flags.iter().map(|&(on, bit)| if on { bit } else { 0 });
            columns[4].extend(own.mark.to_le_bytes());
            columns[5].push(own.levels);
            columns[6].push(role.unwrap_or(ContentRole::ALL.len()) as u8 + flags.sum::<u8>());
            if !own.requires.is_empty() {
                requires.push((place, own.requires));
            }
            if own.parts > 1 {
                parts.push((place, own.parts));
            }
        }
        let mut texts = serde_json::json!({
            "kinds": kinds.values,
            "publishers": publishers.values,
            "languages": languages.values,
            "requires": requires,
        });
        if !parts.is_empty() {
            texts["parts"] = serde_json::json!(parts);
        }
        let texts = texts.to_string();
        let mut section = count(texts.len()).to_le_bytes().to_vec();
        section.extend(texts.as_bytes());
        section.extend(columns.iter().flatten());
        section
    }
}

/// Different values in the order in which they come.
#[derive(Default)]
struct Table<T> {
    values: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T: Copy + Eq + Hash> Table<T> {
    fn place(&mut self, value: Option<T>) -> u32 {
        let Some(value) = value else {
            return NONE;
        };
        *self.places.entry(value).or_insert_with(|| {
            self.values.push(value);
            count(self.values.len() - 1)
        })
    }
}

/// The section `tags`.
pub(super) struct TagColumns(Vec<MapTags>);

/// Of one map.
struct MapTags {
    /// Per resource the first of its alignments, and the number of all.
    starts: Vec<u32>,
    columns: Bytes,
}

impl TagColumns {
    /// The columns of so many resources and maps; nothing where they do not fit.
    pub fn open(section: &Bytes, resources: usize, maps: usize) -> Option<Self> {
        let mut at = 0usize;
        let mut take = |length: usize| {
            let range = at..at.checked_add(length)?;
            at = range.end;
            (at <= section.len()).then(|| section.slice(range))
        };
        let mut all = Vec::with_capacity(maps);
        for _ in 0..maps {
            let counts = take(resources.checked_mul(4)?)?;
            let mut starts = Vec::with_capacity(resources + 1);
            let mut total = 0u32;
            starts.push(total);
            for own in 0..resources {
                total = total.checked_add(four(&counts, 0, own))?;
                starts.push(total);
            }
            let columns = take((total as usize).checked_mul(TAG)?)?;
            all.push(MapTags { starts, columns });
        }
        (at == section.len()).then_some(Self(all))
    }

    /// The alignments of a resource to a map, without their evidence.
    pub fn of(&self, map: usize, place: usize) -> impl Iterator<Item = Alignment> + '_ {
        let MapTags { starts, columns } = &self.0[map];
        let Range { start, end } = starts[place] as usize..starts[place + 1] as usize;
        let total = starts.last().map_or(0, |&total| total as usize);
        (start..end).map(move |at| {
            let state = usize::from(one(columns, 6 * total, at));
            Alignment {
                competency: CompetencyIndex(four(columns, 0, at)),
                score: f64::from(two(columns, 4 * total, at)) / SCORE_STEPS,
                source: SOURCES[state % SOURCES.len()],
                status: STATUSES[state / SOURCES.len() % STATUSES.len()],
                evidence: Vec::new(),
            }
        })
    }

    /// The section of these alignments, per resource and map; nothing where there are none.
    pub fn section(alignments: &[&[Vec<Alignment>]], maps: usize) -> Option<Vec<u8>> {
        let mut section = Vec::new();
        let mut tagged = false;
        for map in 0..maps {
            let all = alignments.iter().map(|own| &own[map]);
            for own in all.clone() {
                section.extend(count(own.len()).to_le_bytes());
            }
            for own in all.clone().flatten() {
                section.extend(own.competency.0.to_le_bytes());
                tagged = true;
            }
            for own in all.clone().flatten() {
                let score = (own.score * SCORE_STEPS).round() as u16;
                section.extend(score.to_le_bytes());
            }
            section.extend(all.flatten().map(|own| {
                let source = SOURCES.iter().position(|&known| known == own.source);
                let status = STATUSES.iter().position(|&known| known == own.status);
                (source.unwrap_or(0) + SOURCES.len() * status.unwrap_or(0)) as u8
            }));
        }
        tagged.then_some(section)
    }
}
