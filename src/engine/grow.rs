//! Building a pack where there is no file system: the browser's way to make one.

use super::{Engine, EngineError, OffsetUnit};
use crate::pack::{Pack, Progress, Source, Sources, build};
use serde::{Deserialize, Serialize};

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
        };
        let bytes = build(&sources, progress)?;
        Ok(Self::new(Pack::open(bytes)?, offsets))
    }
}
