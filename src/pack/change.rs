//! Resources come and go in an opened pack, and the pack is written again.

use super::PackError;
use super::align::{align, claims, indexed};
use super::build::write;
use super::catalogue::Catalogue;
use super::contents::Pack;
use crate::catalog::{Alignment, Resource, parse_lines};
use crate::tagging::{Decisions, MapTagger};
use std::collections::BTreeSet;

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
        let mut added = Vec::with_capacity(found.len());
        for (line, resource) in found {
            let claims = claims(&self.maps, &resource, file, line)?;
            let alignments = claims.iter().enumerate().map(|(map, claims)| {
                let tagger = taggers.get(map).copied();
                align(tagger, &resource, claims)
            });
            added.push((alignments.collect(), resource));
        }
        let mut removed: Vec<u32> = added
            .iter()
            .filter_map(|(_, resource): &(Vec<_>, Resource)| self.place(&resource.id))
            .collect();
        removed.sort_unstable();
        self.change(&removed, |catalogue| {
            for (alignments, resource) in added {
                catalogue.push(resource, alignments);
            }
        })?;
        Ok(removed.len())
    }

    /// Removes the resources with these ids; gives how many there were.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    pub fn remove(&mut self, ids: &BTreeSet<String>) -> Result<usize, PackError> {
        let mut removed: Vec<u32> = ids.iter().filter_map(|id| self.place(id)).collect();
        removed.sort_unstable();
        self.change(&removed, |_| {})?;
        Ok(removed.len())
    }

    /// Takes other decisions, of which only those on one resource and map have changed, and works out their alignments
    /// anew. Where they change, the resource goes to the end, as one that is added again.
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
        decisions: Decisions,
    ) -> Result<(), PackError> {
        let aligned = self.aligned_anew(map, at, tagger, &decisions);
        if self.alignments(map, at) != aligned {
            let mut alignments = self.catalogue.alignments(at).to_vec();
            alignments[map] = aligned;
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            self.change(&[place], |catalogue| catalogue.repeat(at, alignments))?;
        }
        self.decisions = decisions;
        self.bytes = None;
        Ok(())
    }

    /// Takes other decisions and works out all alignments anew, with the taggers of the maps in order, and the index
    /// with them.
    ///
    /// # Errors
    /// When the index cannot be built; then nothing is changed.
    pub fn realign_all(
        &mut self,
        taggers: &[MapTagger],
        decisions: Decisions,
    ) -> Result<(), PackError> {
        let of_resource = |at: usize| -> Vec<_> {
            let taggers = taggers.iter().enumerate();
            taggers
                .map(|(map, tagger)| self.aligned_anew(map, at, tagger, &decisions))
                .collect()
        };
        let alignments = (0..self.catalogue.len()).map(of_resource).collect();
        let bytes = write(
            &self.maps_section,
            &self.maps,
            &self.catalogue.realigned(alignments),
            &decisions,
            &self.about,
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
        let resource = &self.catalogue[at];
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
                &self.catalogue,
                &self.decisions,
                &self.about,
                &mut |_| {},
            ),
        }
    }

    fn place(&self, id: &str) -> Option<u32> {
        let place = self.catalogue.place(id)?;
        u32::try_from(place).ok()
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
