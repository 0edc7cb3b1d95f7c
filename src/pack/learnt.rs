//! What the tagger learnt from, so that it can be asked again at any time with the same answer.
//!
//! A resource's tags depend on the map, on its own text, and on what the tagger had learnt when the catalogue was last
//! tagged as a whole: what is usual there, and what the curator had decided until then. Resources that come or go
//! afterwards, and later decisions, change no other resource's tags, in whatever order they come; a resource that comes gets the tags that
//! it would get in a pack built from the same background. [`Pack::retag`](super::Pack::retag) learns anew from all that is
//! there, and then the tags are those of a pack built afresh.
//!
//! Nothing that is learnt is kept, only what it is learnt from, and that is mostly the catalogue itself: here stands how
//! the two differ.

use super::catalogue::Catalogue;
use crate::catalog::{Resource, Resources};
use crate::tagging::Decisions;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How the background that the tagger learnt from differs from what is in the pack.
#[derive(Clone)]
pub(super) struct Learnt {
    /// Whether resources are tagged at all, or only publishers' claims are kept: then there is nothing to remember.
    pub tags: bool,
    /// The ids of resources that have come since.
    later: BTreeSet<String>,
    /// By id, the resources that have gone since, or have given way to a new version, each with its line.
    gone: BTreeMap<String, (String, Resource)>,
    /// The decisions learnt from, where others stand by now.
    decisions: Option<Decisions>,
}

impl Learnt {
    /// All that is in the pack, and nothing else.
    pub fn all(tags: bool) -> Self {
        Self {
            tags,
            later: BTreeSet::new(),
            gone: BTreeMap::new(),
            decisions: None,
        }
    }

    /// The background, from the resources that are there.
    pub fn background<'a>(&'a self, catalogue: &'a Catalogue) -> Background<'a> {
        let stayed = |&at: &usize| {
            let id = Resources::id(catalogue, at);
            id.is_some_and(|id| !self.later.contains(id.as_ref()))
        };
        Background {
            catalogue,
            stayed: (0..catalogue.len()).filter(stayed).collect(),
            gone: self.gone.values().map(|(_, resource)| resource).collect(),
        }
    }

    /// The decisions learnt from, given those that stand.
    pub fn decisions<'a>(&'a self, standing: &'a Decisions) -> &'a Decisions {
        self.decisions.as_ref().unwrap_or(standing)
    }

    /// A resource has left the catalogue.
    pub fn left(&mut self, (line, resource): (String, Resource)) {
        if self.tags && !self.later.remove(&resource.id) {
            self.gone.insert(resource.id.clone(), (line, resource));
        }
    }

    /// A resource has come. If it is one that was there before, it is as if it had never left.
    pub fn came(&mut self, id: &str, line: &str) {
        if self.gone.get(id).is_some_and(|(old, _)| old == line) {
            self.gone.remove(id);
        } else if self.tags {
            self.later.insert(id.to_owned());
        }
    }

    /// The decisions that stand have changed from `before` to `now`.
    pub fn decided(&mut self, before: Decisions, now: &Decisions) {
        let learnt = self.decisions.take().unwrap_or(before);
        self.decisions = (self.tags && learnt != *now).then_some(learnt);
    }
}

/// The resources that the tagger learnt from: those that stayed, and those that have gone.
pub(super) struct Background<'a> {
    catalogue: &'a Catalogue,
    stayed: Vec<usize>,
    gone: Vec<&'a Resource>,
}

impl Resources for Background<'_> {
    fn count(&self) -> usize {
        self.stayed.len() + self.gone.len()
    }

    fn at(&self, place: usize) -> Option<&Resource> {
        match self.stayed.get(place) {
            Some(&at) => self.catalogue.at(at),
            None => self.gone.get(place - self.stayed.len()).copied(),
        }
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        match self.stayed.get(place) {
            Some(&at) => Resources::id(self.catalogue, at),
            None => Some(Cow::Borrowed(self.at(place)?.id.as_str())),
        }
    }
}

/// The section `learnt`.
#[derive(Serialize, Deserialize)]
struct Stored {
    tags: bool,
    later: BTreeSet<String>,
    gone: Vec<String>,
    decisions: Option<String>,
}

impl Learnt {
    /// The section; nothing where it would say nothing.
    pub fn section(&self) -> Option<Vec<u8>> {
        if self.tags && self.later.is_empty() && self.gone.is_empty() && self.decisions.is_none() {
            return None;
        }
        let stored = Stored {
            tags: self.tags,
            later: self.later.clone(),
            gone: self.gone.values().map(|(line, _)| line.clone()).collect(),
            decisions: self.decisions.as_ref().map(Decisions::to_lines),
        };
        serde_json::to_vec(&stored).ok()
    }

    /// Reads what [`Learnt::section`] writes; nothing where it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(bytes).ok()?;
        let entry = |line: String| {
            let mut resource = Resource::parse(&line, 1).ok()?;
            resource.source.clear();
            Some((resource.id.clone(), (line, resource)))
        };
        Some(Self {
            tags: stored.tags,
            later: stored.later,
            gone: stored.gone.into_iter().map(entry).collect::<Option<_>>()?,
            decisions: stored
                .decisions
                .map(|lines| Decisions::parse_lines(&lines))
                .transpose()
                .ok()?,
        })
    }
}
