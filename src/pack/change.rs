//! Resources come and go in an opened pack, and the pack is written again.

use super::PackError;
use super::align::{align, claims, indexed};
use super::build::write;
use super::contents::Pack;
use crate::catalog::{Alignment, Resource, parse_lines};
use crate::tagging::{Decisions, MapTagger};
use std::collections::{BTreeSet, HashSet};

impl Pack {
    /// Adds resources after those that are there; one that is there already gives way to its new version.
    /// `lines` are resource lines, `file` their name in errors, and `taggers` those of the maps, in order;
    /// without any, only publishers' claims are kept. Gives the number of resources that gave way.
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
            for (map, claims) in claims.iter().enumerate() {
                let tagger = taggers.get(map).copied();
                alignments[map].push(align(tagger, resource, claims));
            }
        }
        let added: Vec<Resource> = found.into_iter().map(|(_, resource)| resource).collect();
        let ids: HashSet<&str> = added.iter().map(|resource| resource.id.as_str()).collect();
        let removed = self.places(|id| ids.contains(id));
        self.change(&removed, added, alignments)?;
        Ok(removed.len())
    }

    /// Removes the resources with these ids; gives how many there were.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    pub fn remove(&mut self, ids: &BTreeSet<String>) -> Result<usize, PackError> {
        let removed = self.places(|id| ids.contains(id));
        let nothing = vec![Vec::new(); self.maps.len()];
        self.change(&removed, Vec::new(), nothing)?;
        Ok(removed.len())
    }

    /// Works out the alignments of one resource to one map anew. Where they change, the resource goes to the end, as
    /// one that is added again. Says whether they did.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    ///
    /// # Panics
    /// When there is no such map or resource.
    pub fn realign(
        &mut self,
        map: usize,
        at: usize,
        tagger: &MapTagger,
        decisions: &Decisions,
    ) -> Result<bool, PackError> {
        let aligned = self.aligned_anew(map, at, tagger, decisions);
        if self.alignments[map][at] == aligned {
            return Ok(false);
        }
        let mut alignments: Vec<_> = self
            .alignments
            .iter()
            .map(|all| vec![all[at].clone()])
            .collect();
        alignments[map] = vec![aligned];
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        self.change(&[place], vec![self.resources[at].clone()], alignments)?;
        Ok(true)
    }

    /// Works out all alignments anew, with the taggers of the maps in order, and the index with them.
    ///
    /// # Errors
    /// When the index cannot be built; then nothing is changed.
    pub fn realign_all(
        &mut self,
        taggers: &[MapTagger],
        decisions: &Decisions,
    ) -> Result<(), PackError> {
        let alignments: Vec<Vec<_>> = taggers
            .iter()
            .enumerate()
            .map(|(map, tagger)| {
                (0..self.resources.len())
                    .map(|at| self.aligned_anew(map, at, tagger, decisions))
                    .collect()
            })
            .collect();
        let bytes = write(
            &self.maps_section,
            &self.maps,
            &self.resources,
            &alignments,
            &mut |_| {},
        )?;
        *self = Self::open(bytes)?;
        Ok(())
    }

    /// Publisher's claims, tags, and over both the curator's decisions.
    fn aligned_anew(
        &self,
        map: usize,
        at: usize,
        tagger: &MapTagger,
        decisions: &Decisions,
    ) -> Vec<Alignment> {
        let resource = &self.resources[at];
        let framework = self.maps[map].framework();
        let teaches = resource.teaches.iter();
        let claims = teaches.filter_map(|name| framework.find(name)).collect();
        decisions.apply(
            framework,
            &resource.id,
            align(Some(tagger), resource, &claims),
        )
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
                &self.resources,
                &self.alignments,
                &mut |_| {},
            ),
        }
    }

    fn places(&self, is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
        let all = self.resources.iter().zip(0..);
        let meant = all.filter(|(resource, _)| is_meant(&resource.id));
        meant.map(|(_, at)| at).collect()
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

/// Leaves out the items at some places, which are ascending.
fn retain<T>(items: &mut Vec<T>, removed: &[u32]) {
    let mut at = 0..;
    items.retain(|_| {
        at.next()
            .is_some_and(|at| removed.binary_search(&at).is_err())
    });
}
