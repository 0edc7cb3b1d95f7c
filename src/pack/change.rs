//! Resources, decisions and editions of maps come and go in an opened pack, and the pack is written again.
//!
//! What each change does to tags is said in `learnt`. Where a change is refused, everything stays as it was.

use super::PackError;
use super::align::{align, claims, indexed};
use super::build::{Source, read_maps};
use super::contents::{Pack, PackMap, Parts, StoredMaps, maps_section};
use super::learnt::Learnt;
use crate::catalog::{Alignment, Resource, parse_lines};
use crate::framework::CompetencyIndex;
use crate::search::Bytes;
use crate::tagging::{Decision, Decisions, MapTagger};
use std::collections::{BTreeSet, HashSet};

impl Pack {
    /// Adds resources after those that are there; one that is there already gives way to its new version.
    /// `lines` are resource lines, `file` their name in errors, and `taggers` those of the maps, in order, which are
    /// not asked where [`Pack::has_tags`] says no. Gives the number of resources that gave way.
    ///
    /// # Errors
    /// The first line that cannot be used; then nothing is changed.
    pub fn add(
        &mut self,
        lines: &str,
        file: &str,
        taggers: &[&MapTagger],
    ) -> Result<usize, PackError> {
        let found = parse_lines(lines).map_err(|error| PackError::Catalog {
            file: file.to_owned(),
            error,
        })?;
        let mut alignments = vec![Vec::with_capacity(found.len()); self.maps.len()];
        for (line, resource) in &found {
            let claims = claims(&self.maps, resource, file, *line)?;
            for (at, (map, claims)) in self.maps.iter().zip(&claims).enumerate() {
                let tagger = taggers.get(at).copied().filter(|_| self.learnt.tags);
                alignments[at].push(align(map, tagger, &self.decisions, resource, claims));
            }
        }
        let added: Vec<Resource> = found.into_iter().map(|(_, resource)| resource).collect();
        let ids: HashSet<&str> = added.iter().map(|resource| resource.id.as_str()).collect();
        let removed = self.places(|id| ids.contains(id));
        let left = self.copies(&removed);
        let first = self.resources.len() - removed.len();
        self.change(&removed, added, alignments)?;
        let given_way = left.len();
        left.into_iter().for_each(|old| self.learnt.left(old));
        for new in &self.resources[first..] {
            self.learnt.came(new);
        }
        Ok(given_way)
    }

    /// Removes the resources with these ids; gives how many there were.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    pub fn remove(&mut self, ids: &BTreeSet<String>) -> Result<usize, PackError> {
        let removed = self.places(|id| ids.contains(id));
        let left = self.copies(&removed);
        let nothing = vec![Vec::new(); self.maps.len()];
        self.change(&removed, Vec::new(), nothing)?;
        left.into_iter().for_each(|old| self.learnt.left(old));
        Ok(removed.len())
    }

    /// Takes a decision on a resource of the pack, or takes it back (`decision` is then none); the resource's alignments follow
    /// at once. `taggers` are those of the maps, as far as they are known: one is needed for each map that has the
    /// competency, if [`Pack::has_tags`]. Gives the decision that stood before, and whether alignments changed: then the
    /// resource has gone to the end, as one that is added again.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    ///
    /// # Panics
    /// When there is no such resource.
    pub fn decide(
        &mut self,
        at: usize,
        competency: &str,
        decision: Option<Decision>,
        taggers: &[Option<&MapTagger>],
    ) -> Result<(Option<Decision>, bool), PackError> {
        let id = self.resources[at].id.clone();
        let mut decisions = self.decisions.clone();
        let before = match decision {
            Some(decision) => decisions.record(decision),
            None => decisions.withdraw(&id, competency),
        };
        let alignments: Vec<Vec<_>> = (0..self.maps.len())
            .map(|map| {
                let known = self.maps[map].framework().find(competency).is_some();
                vec![match known {
                    true => self.aligned(map, at, taggers[map], &decisions),
                    false => self.alignments[map][at].clone(),
                }]
            })
            .collect();
        let mut both = self.alignments.iter().zip(&alignments);
        let changed = both.any(|(all, new)| all[at] != new[0]);
        if changed {
            let place = [u32::try_from(at).unwrap_or(u32::MAX)];
            self.change(&place, self.copies(&place), alignments)?;
        }
        let standing = std::mem::replace(&mut self.decisions, decisions);
        self.learnt.decided(standing, &self.decisions);
        self.bytes = None;
        Ok((before, changed))
    }

    /// Tags the whole catalogue anew, with these decisions in place of those that stand and by what the tagger learns from
    /// all that is there now, as if the pack were built afresh. Gives the new taggers of the maps; none where nothing is
    /// tagged.
    ///
    /// # Errors
    /// When the index cannot be built; then nothing is changed.
    pub fn retag(&mut self, decisions: Decisions) -> Result<Vec<MapTagger>, PackError> {
        let mut taggers = Vec::new();
        if self.learnt.tags {
            taggers.extend(self.maps.iter().map(|map| {
                MapTagger::compile(map.framework(), self.resources.iter().collect(), &decisions)
            }));
        }
        let alignments: Vec<Vec<_>> = (0..self.maps.len())
            .map(|map| {
                (0..self.resources.len())
                    .map(|at| self.aligned(map, at, taggers.get(map), &decisions))
                    .collect()
            })
            .collect();
        let parts = Parts {
            alignments: &alignments,
            decisions: &decisions,
            learnt: &Learnt::all(self.learnt.tags),
            ..self.parts()
        };
        *self = Self::open(parts.write(&mut |_| {})?)?;
        Ok(taggers)
    }

    /// Puts another edition of a map in its place and tags the catalogue by it, as a pack with the new edition and the same
    /// background would have it. The index is touched only where a resource is tagged otherwise now; those go to the end. Gives their ids, and
    /// the map's new tagger where resources are tagged.
    ///
    /// Every resource is read again: a statement's words stand in nearly every text on teaching, and each weighs relative to
    /// the whole map.
    ///
    /// # Errors
    /// When the edition cannot be used with the roles and the claims that are there; then nothing is changed.
    ///
    /// # Panics
    /// When there is no such map.
    pub fn revise(
        &mut self,
        at: usize,
        edition: &Source,
    ) -> Result<(Vec<String>, Option<MapTagger>), PackError> {
        let stored: StoredMaps =
            serde_json::from_slice(&self.maps_section).map_err(|_| PackError::Damaged {
                section: "maps".into(),
                offset: 0,
            })?;
        let mut sources = stored.into_sources();
        sources.maps[at] = edition.clone();
        let maps = read_maps(&sources)?;
        let claims = (1..)
            .zip(&self.resources)
            .map(|(line, resource)| Ok(claims(&maps, resource, "catalogue", line)?.swap_remove(at)))
            .collect::<Result<Vec<_>, PackError>>()?;
        let tagger = self.learnt.tags.then(|| {
            MapTagger::compile(
                maps[at].framework(),
                self.learnt.background(&self.resources),
                self.learnt.decisions(&self.decisions),
            )
        });
        let both = self.resources.iter().zip(&claims);
        let aligned: Vec<Vec<Alignment>> = both
            .map(|(resource, claims)| {
                align(
                    &maps[at],
                    tagger.as_ref(),
                    &self.decisions,
                    resource,
                    claims,
                )
            })
            .collect();
        let old = std::mem::replace(&mut self.maps, maps);
        let before = std::mem::replace(&mut self.alignments[at], aligned);
        let changed: Vec<u32> = (0_u32..)
            .zip(&before)
            .filter(|&(place, before)| {
                let now = &self.alignments[at][place as usize];
                named(&old[at], before) != named(&self.maps[at], now)
            })
            .map(|(place, _)| place)
            .collect();
        let resources = self.copies(&changed);
        let moved = |all: &Vec<Vec<Alignment>>| {
            let own = changed.iter().map(|&place| all[place as usize].clone());
            own.collect()
        };
        let alignments = self.alignments.iter().map(moved).collect();
        let ids = resources.iter().map(|own| own.id.clone()).collect();
        if let Err(error) = self.change(&changed, resources, alignments) {
            self.maps = old;
            self.alignments[at] = before;
            return Err(error);
        }
        self.maps_section = Bytes::new(maps_section(&sources));
        self.bytes = None;
        Ok((ids, tagger))
    }

    /// The alignments of a resource to one map, worked out anew.
    fn aligned(
        &self,
        map: usize,
        at: usize,
        tagger: Option<&MapTagger>,
        decisions: &Decisions,
    ) -> Vec<Alignment> {
        let resource = &self.resources[at];
        let framework = self.maps[map].framework();
        let teaches = resource.teaches.iter();
        let claims = teaches.filter_map(|name| framework.find(name)).collect();
        let tagger = tagger.filter(|_| self.learnt.tags);
        align(&self.maps[map], tagger, decisions, resource, &claims)
    }

    /// The bytes of a pack with what is there now: those it was opened from where nothing was changed,
    /// else those that a pack of these resources and alignments is always written as.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn save(&self) -> Result<Vec<u8>, PackError> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.to_vec()),
            None => self.parts().write(&mut |_| {}),
        }
    }

    fn places(&self, is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
        let all = self.resources.iter().zip(0..);
        let meant = all.filter(|(resource, _)| is_meant(&resource.id));
        meant.map(|(_, at)| at).collect()
    }

    /// Copies of the resources at some places.
    fn copies(&self, places: &[u32]) -> Vec<Resource> {
        let resource = |&at: &u32| self.resources[at as usize].clone();
        places.iter().map(resource).collect()
    }

    fn change(
        &mut self,
        removed: &[u32],
        added: Vec<Resource>,
        alignments: Vec<Vec<Vec<Alignment>>>,
    ) -> Result<(), PackError> {
        if removed.is_empty() && added.is_empty() {
            return Ok(());
        }
        let before = self.resources.len();
        let parts = self.alignments.iter_mut().zip(alignments);
        parts.for_each(|(all, new)| all.extend(new));
        self.resources.extend(added);
        let stays: Vec<u32> = (0..)
            .take(self.resources.len())
            .filter(|at| removed.binary_search(at).is_err())
            .collect();
        let resource = |at: usize| {
            let at = stays[at] as usize;
            indexed(&self.resources[at], &self.maps, &self.alignments, at)
        };
        if let Err(error) = self.index.change(removed, stays.len(), &resource) {
            self.resources.truncate(before);
            self.alignments
                .iter_mut()
                .for_each(|all| all.truncate(before));
            return Err(error.into());
        }
        retain(&mut self.resources, removed);
        self.alignments
            .iter_mut()
            .for_each(|all| retain(all, removed));
        self.bytes = None;
        Ok(())
    }
}

/// Alignments without an edition's numbering, each with the words by which the index finds it.
fn named<'a>(map: &'a PackMap, alignments: &[Alignment]) -> Vec<(Vec<&'a str>, Alignment)> {
    let framework = map.framework();
    let name = |own: &Alignment| {
        let competency = framework.competency(own.competency);
        let above = framework.ancestors(own.competency);
        let above = above.map(|at| framework.competency(at).name());
        let words = [
            competency.identifier.as_str(),
            competency.name(),
            competency.label(),
        ];
        let numberless = Alignment {
            competency: CompetencyIndex(0),
            ..own.clone()
        };
        (words.into_iter().chain(above).collect(), numberless)
    };
    alignments.iter().map(name).collect()
}

/// Leaves out the items at some places, which are ascending.
fn retain<T>(items: &mut Vec<T>, removed: &[u32]) {
    let mut at = 0..;
    items.retain(|_| {
        at.next()
            .is_some_and(|at| removed.binary_search(&at).is_err())
    });
}
