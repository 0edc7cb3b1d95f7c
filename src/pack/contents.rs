//! What is in an opened pack.

use super::catalogue::{Catalogue, Sections};
use super::learnt::Learnt;
use super::maps::{PackMap, Packages};
use super::parts::{About, Part};
use super::{PackError, damaged, format};
use crate::catalog::Alignment;
use crate::framework::CompetencyIndex;
use crate::search::{Bytes, IndexFiles, SearchIndex};
use crate::tagging::{Decisions, MapTagger};
use std::collections::BTreeSet;

/// A pack that has been checked and opened.
pub struct Pack {
    /// The maps section, for saving.
    pub(super) maps_section: Bytes,
    pub(super) maps: Vec<PackMap>,
    pub(super) catalogue: Catalogue,
    pub(super) decisions: Decisions,
    pub(super) learnt: Learnt,
    pub(super) about: About,
    pub(super) index: SearchIndex,
    /// The bytes that say all that; nothing once something was changed.
    pub(super) bytes: Option<Bytes>,
}

impl Pack {
    /// Opens a pack. Every byte is checked. The index is used in place, without copying its bytes, and a resource is
    /// read when it is first asked for.
    ///
    /// # Errors
    /// When the bytes are no pack, cut off, changed, or of another version.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let bytes = Bytes::new(bytes);
        let sections = format::read(&bytes)?;
        let optional = |name: &str| {
            let (_, range, _) = sections.iter().find(|own| own.0 == name)?;
            Some((bytes.slice(range.clone()), range.start))
        };
        let section = |name: &str| {
            optional(name).ok_or_else(|| PackError::MissingSection {
                section: name.to_owned(),
            })
        };
        let about = match optional("about") {
            Some((about, at)) => {
                serde_json::from_slice(&about).map_err(|_| damaged("about", at))?
            }
            None => About::default(),
        };
        let (maps_section, at) = section("maps")?;
        let maps = Packages::of_section(&maps_section, at)?.join()?;
        let decisions = match optional("decisions") {
            Some((lines, at)) => std::str::from_utf8(&lines)
                .ok()
                .and_then(|lines| Decisions::parse_lines(lines).ok())
                .ok_or_else(|| damaged("decisions", at))?,
            None => Decisions::default(),
        };
        let learnt = match optional("learnt") {
            Some((learnt, at)) => Learnt::read(&learnt).ok_or_else(|| damaged("learnt", at))?,
            None => Learnt::all(true),
        };
        let (catalogue, at) = section("catalogue")?;
        let of_catalogue = Sections {
            catalogue,
            figures: optional("figures").map(|own| own.0),
            tags: optional("tags").map(|own| own.0),
            evidence: optional("evidence").map(|own| own.0),
        };
        let competencies = maps.iter().map(|map| map.framework().len());
        let catalogue = Catalogue::open(of_catalogue, competencies.collect())
            .map_err(|name| damaged(name, optional(name).map_or(0, |own| own.1)))?;
        let (mut files, mut sums) = (Vec::new(), Vec::new());
        for (name, range, sum) in &sections {
            if let Some(name) = name.strip_prefix("index/") {
                files.push((name.to_owned(), bytes.slice(range.clone())));
                sums.push(*sum);
            }
        }
        let index = SearchIndex::open_summed(IndexFiles { files }, &sums)?;
        if index.len() != catalogue.len() {
            return Err(damaged("catalogue", at));
        }
        Ok(Self {
            maps_section,
            maps,
            catalogue,
            decisions,
            learnt,
            about,
            index,
            bytes: Some(bytes),
        })
    }

    /// Reads every resource, where [`Pack::open`] only checks that the bytes are those that were written.
    ///
    /// # Errors
    /// The first line of the catalogue that is no resource, or has an id that another has.
    pub fn check(&self) -> Result<(), PackError> {
        self.catalogue.check().map_err(|error| PackError::Catalog {
            file: "catalogue".into(),
            error,
        })
    }

    /// The maps, the main one first.
    #[must_use]
    pub fn maps(&self) -> &[PackMap] {
        &self.maps
    }

    /// The catalogue, in the order of its files.
    #[must_use]
    pub fn resources(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The alignments to a map of a resource, both by their places.
    ///
    /// # Panics
    /// If there is no such map or resource.
    #[must_use]
    pub fn alignments(&self, map: usize, resource: usize) -> &[Alignment] {
        &self.catalogue.alignments(resource)[map]
    }

    /// Calls with the competencies that a resource is aligned to, in a map, and the scores, as far as nobody has rejected them.
    /// Nothing of the resource has to be read for that.
    ///
    /// # Panics
    /// If there is no such map or resource.
    pub fn each_aligned(
        &self,
        map: usize,
        resource: usize,
        each: &mut dyn FnMut(CompetencyIndex, f64),
    ) {
        self.catalogue.each_score(map, resource, each);
    }

    /// The curators' decisions.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Whether its resources are tagged; else only publishers' claims and curators' decisions are kept.
    #[must_use]
    pub fn has_tags(&self) -> bool {
        self.learnt.tags
    }

    /// A tagger for one of the maps that has learnt what it had learnt when the catalogue was last tagged as a whole.
    ///
    /// # Panics
    /// If there is no such map.
    #[must_use]
    pub fn tagger(&self, map: usize) -> MapTagger {
        self.tagger_of(&self.maps[map])
    }

    pub(super) fn tagger_of(&self, map: &PackMap) -> MapTagger {
        let background = self.learnt.background(&self.catalogue);
        let decisions = self.learnt.decisions(&self.decisions);
        MapTagger::compile(map.framework(), &background, decisions)
    }

    /// The version of its content, 16 hexadecimal digits; none once something was changed.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let identity = format::identity(self.bytes.as_ref()?).ok()?;
        Some(format::version_text(identity))
    }

    /// What was left out when it was built.
    #[must_use]
    pub fn without(&self) -> &BTreeSet<Part> {
        &self.about.without
    }

    /// The search index.
    #[must_use]
    pub fn index(&self) -> &SearchIndex {
        &self.index
    }
}
