//! Making and changing a pack where there is no file system: the browser's way.

use super::{Engine, EngineError, OffsetUnit};
use crate::pack::{Pack, Part, Progress, Source, Sources, build};
use crate::tagging::MapTagger;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What to build a pack from.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct BuildInput {
    /// Competency maps as CASE JSON texts, the main one first.
    pub maps: Vec<String>,
    /// Role overlays as CASE JSON texts.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub roles: Vec<String>,
    /// What competencies of one map are in another, as CASE JSON texts.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub crosswalks: Vec<String>,
    /// The catalogue: resource lines.
    pub resources: String,
    /// Curators' decisions on tags: one JSON object a line, as `{"resource", "competency", "verdict"}`.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub decisions: String,
    /// Leave the tagger out.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub without_tags: bool,
    /// What to leave out, for a small pack.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub without: BTreeSet<Part>,
}

impl Engine {
    /// Builds a pack and opens it.
    ///
    /// # Errors
    /// The first problem in the input, with its place.
    pub fn build(
        input: BuildInput,
        offsets: OffsetUnit,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, EngineError> {
        let named = |texts: Vec<String>, name: &str| {
            texts
                .into_iter()
                .enumerate()
                .map(|(at, text)| Source {
                    name: format!("{name}[{at}]"),
                    text,
                })
                .collect()
        };
        let sources = Sources {
            maps: named(input.maps, "maps"),
            roles: named(input.roles, "roles"),
            crosswalks: named(input.crosswalks, "crosswalks"),
            catalogs: vec![Source {
                name: "resources".into(),
                text: input.resources,
            }],
            decisions: vec![Source {
                name: "decisions".into(),
                text: input.decisions,
            }],
            without_tags: input.without_tags,
            without: input.without,
        };
        let bytes = build(&sources, progress)?;
        Ok(Self::new(Pack::open(bytes)?, offsets))
    }

    /// Adds resources, given as lines, after those that are there, tagged by what the catalogue was before;
    /// one that is there already gives way to its new version. Gives how many did.
    ///
    /// # Errors
    /// The first line that cannot be used; then nothing is changed.
    pub fn add(&mut self, resources: &str) -> Result<usize, EngineError> {
        let taggers: Vec<MapTagger> = (0..self.taggers.len())
            .map(|map| {
                self.tagger(map);
                std::mem::take(&mut self.taggers[map])
            })
            .filter_map(OnceCell::into_inner)
            .collect();
        let taggers: Vec<&MapTagger> = taggers.iter().collect();
        let replaced = self.pack.add(resources, "resources", &taggers)?;
        self.refresh();
        Ok(replaced)
    }

    /// Removes the resources with these ids; gives how many there were.
    ///
    /// # Errors
    /// When the index refuses; then nothing is changed.
    pub fn remove(&mut self, ids: impl IntoIterator<Item = String>) -> Result<usize, EngineError> {
        let removed = self.pack.remove(&ids.into_iter().collect())?;
        self.refresh();
        Ok(removed)
    }

    /// The bytes of a pack with what is there now.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn save(&self) -> Result<Vec<u8>, EngineError> {
        Ok(self.pack.save()?)
    }

    /// Forgets what was worked out from the catalogue.
    fn refresh(&mut self) {
        self.shelf.take();
        self.taggers = self.pack.maps().iter().map(|_| OnceCell::new()).collect();
    }
}
