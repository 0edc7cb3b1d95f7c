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
