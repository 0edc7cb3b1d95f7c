//! The catalogue as the planner sees it: flat arrays, made once for a map and a role.

use super::gain;
use super::rows::Rows;
use crate::catalog::{Alignment, AlignmentStatus, Resource};
use crate::framework::Framework;
use crate::learner::Gap;
use std::collections::HashMap;

/// A resource that may be in a plan.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// What it is aligned to, in the map of the gaps.
    pub alignments: &'a [Alignment],
}

/// The number of different marks.
const MARKS: usize = 1 << 16;

/// Something of an id that tells nearly all apart without a look at them: a hash of its length and last letters.
fn mark(id: &str) -> u16 {
    let bytes = id.as_bytes();
    let last = &bytes[bytes.len().saturating_sub(8)..];
    let last = last
        .iter()
        .fold(0u64, |all, &byte| all << 8 | u64::from(byte));
    // Multiplicative hashing (Knuth): the upper bits depend on all of the lower ones.
    ((last ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
}

/// The places of resources by their ids, of those ids that somebody names.
pub(super) struct Named<'a>(HashMap<&'a str, u32>);

impl<'a> Named<'a> {
    /// One pass over the catalogue, which looks at an id only where its mark is wanted.
    pub fn new(
        shelf: &Shelf,
        candidates: &[Candidate<'_>],
        ids: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut wanted: HashMap<&str, Option<u32>> = ids.map(|id| (id, None)).collect();
        if !wanted.is_empty() {
            let mut marks = vec![0u64; MARKS / 64];
            for mark in wanted.keys().map(|id| usize::from(mark(id))) {
                marks[mark / 64] |= 1 << (mark % 64);
            }
            for (place, &mark) in (0u32..).zip(&shelf.marks) {
                let mark = usize::from(mark);
                if marks[mark / 64] >> (mark % 64) & 1 == 1
                    && let Some(found) =
                        wanted.get_mut(candidates[place as usize].resource.id.as_str())
                {
                    found.get_or_insert(place);
                }
            }
        }
        let known = |(id, place): (&'a str, Option<u32>)| Some((id, place?));
        Self(wanted.into_iter().filter_map(known).collect())
    }

    pub fn place(&self, id: &str) -> Option<u32> {
        self.0.get(id).copied()
    }

    /// The places of those that are in the catalogue, ascending.
    pub fn places<'b>(&self, ids: impl Iterator<Item = &'b str>) -> Vec<u32> {
        let mut places: Vec<u32> = ids.filter_map(|id| self.place(id)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// What a resource can do for a competency, before level and wishes are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aligned {
    /// The competency, by its place in the map.
    pub competency: u32,
    /// Whether the resource is about it: at least half its best alignment score.
    pub about: bool,
    /// The most it closes of a step that it fits.
    pub strength: f32,
    /// The part of the resource's time that goes to it.
    pub part: f32,
}

/// The numbers of a catalogue that do not depend on a learner: minutes, levels, and what each resource can do for
/// each competency that counts. Making it takes longer than a plan, so whoever plans often keeps it.
pub struct Shelf {
    /// Per competency of the map: whether it counts.
    counted: Vec<bool>,
    pub(super) minutes: Vec<u32>,
    /// One bit per level served; 0 where it does not say.
    pub(super) levels: Vec<u8>,
    /// Place of the content role; 4 where it does not say.
    pub(super) role: Vec<u8>,
    /// Of each id: [`mark`].
    marks: Vec<u16>,
    pub(super) free: Vec<bool>,
    pub(super) offline: Vec<bool>,
    pub(super) aligned: Rows<Aligned>,
    /// (resource, resource that has to come before it), sorted.
    pub(super) requires: Vec<(u32, u32)>,
}

impl Shelf {
    /// The catalogue for the competencies that these gaps are about. `candidates` have each `id` once.
    #[must_use]
    pub fn new(framework: &Framework, gaps: &[Gap], candidates: &[Candidate<'_>]) -> Self {
        let mut shelf = Self {
            counted: counted(framework, gaps),
            minutes: Vec::with_capacity(candidates.len()),
            levels: Vec::with_capacity(candidates.len()),
            role: Vec::with_capacity(candidates.len()),
            marks: Vec::with_capacity(candidates.len()),
            free: Vec::with_capacity(candidates.len()),
            offline: Vec::with_capacity(candidates.len()),
            aligned: Rows::with_capacity(candidates.len(), 4 * candidates.len()),
            requires: Vec::new(),
        };
        let mut on = Vec::new();
        for candidate in candidates {
            shelf.add(candidate, &mut on);
        }
        shelf.require(candidates);
        shelf
    }

    /// Whether it was made for the competencies that these gaps are about.
    #[must_use]
    pub fn fits(&self, framework: &Framework, gaps: &[Gap]) -> bool {
        self.counted == counted(framework, gaps)
    }

    /// The number of resources.
    #[must_use]
    pub fn len(&self) -> usize {
        self.minutes.len()
    }

    /// Whether there is no resource.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.minutes.is_empty()
    }

    fn add(&mut self, candidate: &Candidate<'_>, on: &mut Vec<(u32, f64)>) {
        let resource = candidate.resource;
        let (kind, usual) = gain::kind(resource.kind.as_deref());
        let minutes = resource.minutes.map_or(usual, |own| own.0.max(1));
        on.clear();
        for alignment in candidate.alignments {
            let counts = self.counted.get(alignment.competency.get()) == Some(&true);
            if counts && alignment.status != AlignmentStatus::Rejected && alignment.score > 0.0 {
                on.push((alignment.competency.0, alignment.score.min(1.0)));
            }
        }
        on.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        on.dedup_by_key(|entry| entry.0);
        let best = on.iter().map(|&(_, score)| score).fold(0.0, f64::max);
        let total: f64 = on.iter().map(|&(_, score)| score).sum();
        let most = gain::MOST * kind * gain::role(resource.content_role);
        for &(competency, score) in on.iter() {
            let part = score / total;
            self.aligned.add(Aligned {
                competency,
                about: 2.0 * score >= best,
                strength: (most * score * gain::dose(f64::from(minutes) * part)) as f32,
                part: part as f32,
            });
        }
        self.aligned.end();
        self.minutes.push(minutes);
        let levels = resource.levels.iter();
        self.levels
            .push(levels.fold(0, |bits, &level| bits | 1 << level.min(7)));
        self.role.push(gain::role_place(resource.content_role));
        self.marks.push(mark(&resource.id));
        self.free.push(resource.free == Some(true));
        self.offline.push(resource.offline);
    }

    fn require(&mut self, candidates: &[Candidate<'_>]) {
        if candidates
            .iter()
            .all(|own| own.resource.requires.is_empty())
        {
            return;
        }
        let places: HashMap<&str, u32> = (0..)
            .zip(candidates)
            .map(|(place, candidate)| (candidate.resource.id.as_str(), place))
            .collect();
        for (place, candidate) in (0..).zip(candidates) {
            let named = candidate.resource.requires.iter();
            let known = named.filter_map(|id| places.get(id.as_str()));
            self.requires.extend(
                known
                    .filter(|&&other| other != place)
                    .map(|&other| (place, other)),
            );
        }
        self.requires.sort_unstable();
        self.requires.dedup();
    }

    /// The place of the resource with this id.
    pub(super) fn place(&self, candidates: &[Candidate<'_>], id: &str) -> Option<usize> {
        let own = mark(id);
        let mut places = (0..self.len()).filter(|&at| self.marks[at] == own);
        places.find(|&at| candidates[at].resource.id == id)
    }

    /// What has to come before a resource.
    pub(super) fn required(&self, place: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.requires.partition_point(|&(own, _)| own < place);
        let rest = self.requires[first..].iter();
        rest.take_while(move |&&(own, _)| own == place)
            .map(|&(_, other)| other)
    }
}

fn counted(framework: &Framework, gaps: &[Gap]) -> Vec<bool> {
    let mut counted = vec![false; framework.len()];
    for index in gaps
        .iter()
        .filter_map(|gap| framework.find(&gap.competency))
    {
        counted[index.get()] = true;
    }
    counted
}
