//! Resources, decisions and editions of maps come and go in an opened pack, and the pack is written again.
//!
//! What each change does to tags is said in `learnt`. Where a change is refused, everything stays as it was.

use super::PackError;
use super::align::{align, claims, indexed};
use super::build::{Source, write};
use super::catalogue::Catalogue;
use super::contents::Pack;
use super::learnt::Learnt;
use super::maps::{PackMap, Packages};
use crate::catalog::{Alignment, Resource, parse_lines};
use crate::framework::CompetencyIndex;
use crate::search::Bytes;
use crate::tagging::{Decision, Decisions, MapTagger};
use std::collections::BTreeSet;

impl Pack {
    /// Adds resources after those that are there; one that is there already gives way to its new version.
    /// `lines` are resource lines, `file` their name in errors, and `taggers` those of the maps, in order, which
    /// are not asked where [`Pack::has_tags`] says no. Gives the number of resources that gave way.
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
        let mut added = Vec::with_capacity(found.len());
        for (line, resource) in found {
            let claims = claims(&self.maps, &resource, file, line)?;
            let alignments = claims.iter().enumerate().map(|(map, claims)| {
                let tagger = taggers.get(map).copied().filter(|_| self.learnt.tags);
                align(&self.maps[map], tagger, &self.decisions, &resource, claims)
            });
            added.push((alignments.collect(), resource));
        }
        let ids = added
            .iter()
            .map(|(_, resource): &(Vec<_>, Resource)| resource.id.as_str());
        let removed = self.catalogue.places_of(ids);
        let left: Vec<_> = removed.iter().map(|&at| self.copy(at)).collect();
        let first = self.catalogue.len() - removed.len();
        self.change(&removed, |catalogue| {
            for (alignments, resource) in added {
                catalogue.push(resource, alignments);
            }
        })?;
        left.into_iter().for_each(|old| self.learnt.left(old));
        for at in first..self.catalogue.len() {
            let line = self.catalogue.line(at);
            self.learnt.came(&self.catalogue[at].id, &line);
        }
        Ok(removed.len())
    }

    /// Removes the resources with these ids; gives how many there were.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    pub fn remove(&mut self, ids: &BTreeSet<String>) -> Result<usize, PackError> {
        let removed = self.catalogue.places_of(ids.iter().map(String::as_str));
        let left: Vec<_> = removed.iter().map(|&at| self.copy(at)).collect();
        self.change(&removed, |_| {})?;
        left.into_iter().for_each(|old| self.learnt.left(old));
        Ok(removed.len())
    }

    /// Takes a decision on a resource of the pack, or takes it back (`decision` is then none); the resource's alignments
    /// follow at once. `taggers` are those of the maps, as far as they are known: one is needed for each map that has the
    /// competency, if [`Pack::has_tags`]. Gives the decision that stood before. Where alignments change, the resource goes
    /// to the end, as one that is added again.
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
    ) -> Result<Option<Decision>, PackError> {
        let mut decisions = self.decisions.clone();
        let before = match decision {
            Some(decision) => decisions.record(decision),
            None => decisions.withdraw(&self.catalogue[at].id, competency),
        };
        let mut alignments = self.catalogue.alignments(at).to_vec();
        for (map, aligned) in alignments.iter_mut().enumerate() {
            if self.maps[map].framework().find(competency).is_some() {
                *aligned = self.aligned(&self.maps[map], at, taggers[map], &decisions);
            }
        }
        if self.catalogue.alignments(at) != alignments {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            self.change(&[place], |catalogue| catalogue.repeat(at, alignments))?;
        }
        let standing = std::mem::replace(&mut self.decisions, decisions);
        self.learnt.decided(standing, &self.decisions);
        self.bytes = None;
        Ok(before)
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
            let compile =
                |map: &PackMap| MapTagger::compile(map.framework(), &self.catalogue, &decisions);
            taggers.extend(self.maps.iter().map(compile));
        }
        let of_resource = |at: usize| -> Vec<_> {
            let maps = self.maps.iter().enumerate();
            maps.map(|(map, own)| self.aligned(own, at, taggers.get(map), &decisions))
                .collect()
        };
        let alignments = (0..self.catalogue.len()).map(of_resource).collect();
        let bytes = write(
            &self.maps_section,
            &self.maps,
            &self.catalogue.realigned(alignments),
            &decisions,
            &Learnt::all(self.learnt.tags),
            &self.about,
            &mut |_| {},
        )?;
        *self = Self::open(bytes)?;
        Ok(taggers)
    }

    /// Puts another edition of a map in its place and tags the catalogue by it, as a pack with the new edition and the same
    /// background has it. Resources that are tagged otherwise now go to the end, the others are not touched. Gives the ids
    /// of those that changed, and the map's new tagger where resources are tagged.
    ///
    /// Every resource is read again: each word of a statement weighs relative to the whole map, so scores shift a little
    /// everywhere.
    ///
    /// # Errors
    /// When the edition cannot be used with the roles and the claims that are there; then nothing is changed.
    ///
    /// # Panics
    /// When there is no such map.
    pub fn revise(
        &mut self,
        map: usize,
        edition: &Source,
    ) -> Result<(Vec<String>, Option<MapTagger>), PackError> {
        let mut packages = Packages::of_section(&self.maps_section, 0)?;
        packages.replace(map, edition)?;
        let maps = packages.join()?;
        for (line, resource) in (1..).zip(self.catalogue.iter()) {
            claims(&maps, resource, "catalogue", line)?;
        }
        let tagger = self.learnt.tags.then(|| self.tagger_of(&maps[map]));
        let (mut changed, mut ids, mut realigned) = (Vec::new(), Vec::new(), Vec::new());
        for (place, at) in (0_u32..).zip(0..self.catalogue.len()) {
            let mut alignments = self.catalogue.alignments(at).to_vec();
            let aligned = self.aligned(&maps[map], at, tagger.as_ref(), &self.decisions);
            if named(&self.maps[map], &alignments[map]) != named(&maps[map], &aligned) {
                changed.push(place);
                ids.push(self.catalogue[at].id.clone());
            }
            alignments[map] = aligned;
            realigned.push(alignments);
        }
        let competencies = maps.iter().map(|map| map.framework().len()).collect();
        let catalogue = self.catalogue.realigned(realigned).on(competencies);
        let catalogue = std::mem::replace(&mut self.catalogue, catalogue);
        let maps = std::mem::replace(&mut self.maps, maps);
        let done = self.change(&changed, |catalogue| {
            for &place in &changed {
                let alignments = catalogue.alignments(place as usize).to_vec();
                catalogue.repeat(place as usize, alignments);
            }
        });
        if let Err(error) = done {
            (self.catalogue, self.maps) = (catalogue, maps);
            return Err(error);
        }
        self.maps_section = Bytes::new(packages.section());
        self.bytes = None;
        Ok((ids, tagger))
    }

    /// The alignments of a resource to one map, worked out anew.
    fn aligned(
        &self,
        map: &PackMap,
        at: usize,
        tagger: Option<&MapTagger>,
        decisions: &Decisions,
    ) -> Vec<Alignment> {
        let resource = &self.catalogue[at];
        let teaches = resource.teaches.iter();
        let claims = teaches
            .filter_map(|name| map.framework().find(name))
            .collect();
        let tagger = tagger.filter(|_| self.learnt.tags);
        align(map, tagger, decisions, resource, &claims)
    }

    /// The line of a resource and what was read of it.
    fn copy(&self, place: u32) -> (String, Resource) {
        let at = place as usize;
        (self.catalogue.line(at), self.catalogue[at].clone())
    }

    /// The bytes of a pack with what is there now: those it was opened from where nothing was changed,
    /// else those that a pack of these resources and alignments is always written as.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn save(&self) -> Result<Vec<u8>, PackError> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.to_vec()),
            None => write(
                &self.maps_section,
                &self.maps,
                &self.catalogue,
                &self.decisions,
                &self.learnt,
                &self.about,
                &mut |_| {},
            ),
        }
    }

    /// Takes the resources at some places away, which are ascending, and adds others at the end.
    fn change(
        &mut self,
        removed: &[u32],
        add: impl FnOnce(&mut Catalogue),
    ) -> Result<(), PackError> {
        let before = self.catalogue.len();
        add(&mut self.catalogue);
        if removed.is_empty() && self.catalogue.len() == before {
            return Ok(());
        }
        let stays: Vec<u32> = (0..)
            .take(self.catalogue.len())
            .filter(|at| removed.binary_search(at).is_err())
            .collect();
        let (catalogue, maps) = (&self.catalogue, &self.maps);
        let resource = |at: usize| indexed(catalogue, maps, stays[at] as usize);
        if let Err(error) = self.index.change(removed, stays.len(), &resource) {
            self.catalogue.truncate(before);
            return Err(error.into());
        }
        self.catalogue.remove(removed);
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
