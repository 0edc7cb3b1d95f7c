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

use crate::catalog::Resource;
use crate::tagging::Decisions;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How the background that the tagger learnt from differs from what is in the pack.
#[derive(Clone)]
pub(super) struct Learnt {
    /// Whether resources are tagged at all, or only publishers' claims are kept: then there is nothing to remember.
    pub tags: bool,
    /// The ids of resources that have come since.
    later: BTreeSet<String>,
    /// By id, the resources that have gone since, or have given way to a new version.
    gone: BTreeMap<String, Resource>,
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
    pub fn background<'a>(&'a self, resources: &'a [Resource]) -> Vec<&'a Resource> {
        let stayed = resources
            .iter()
            .filter(|resource| !self.later.contains(&resource.id));
        stayed.chain(self.gone.values()).collect()
    }

    /// The decisions learnt from, given those that stand.
    pub fn decisions<'a>(&'a self, standing: &'a Decisions) -> &'a Decisions {
        self.decisions.as_ref().unwrap_or(standing)
    }

    /// A resource has left the catalogue.
    pub fn left(&mut self, resource: Resource) {
        if self.tags && !self.later.remove(&resource.id) {
            self.gone.insert(resource.id.clone(), resource);
        }
    }

    /// A resource has come. If it is one that was there before, it is as if it had never left.
    pub fn came(&mut self, resource: &Resource) {
        let old = self.gone.get(&resource.id);
        if old.is_some_and(|old| old.source == resource.source) {
            self.gone.remove(&resource.id);
        } else if self.tags {
            self.later.insert(resource.id.clone());
        }
    }

    /// The decisions that stand have changed from `before` to `now`.
    pub fn decided(&mut self, before: Decisions, now: &Decisions) {
        let learnt = self.decisions.take().unwrap_or(before);
        self.decisions = (self.tags && learnt != *now).then_some(learnt);
    }
}

/// The `learnt` section.
#[derive(Serialize, Deserialize)]
struct Stored {
    tags: bool,
    later: BTreeSet<String>,
    gone: Vec<Value>,
    decisions: Option<String>,
}

impl Learnt {
    pub fn section(&self) -> Vec<u8> {
        let line = |resource: &Resource| Value::Object(resource.source.clone());
        let stored = Stored {
            tags: self.tags,
            later: self.later.clone(),
            gone: self.gone.values().map(line).collect(),
            decisions: self.decisions.as_ref().map(Decisions::to_lines),
        };
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// Reads what [`Learnt::section`] writes; nothing where it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(bytes).ok()?;
        let resource = |line: Value| {
            let resource = Resource::parse(&line.to_string(), 1).ok()?;
            Some((resource.id.clone(), resource))
        };
        Some(Self {
            tags: stored.tags,
            later: stored.later,
            gone: stored
                .gone
                .into_iter()
                .map(resource)
                .collect::<Option<_>>()?,
            decisions: stored
                .decisions
                .map(|lines| Decisions::parse_lines(&lines))
                .transpose()
                .ok()?,
        })
    }
}
