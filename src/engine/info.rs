//! What a pack says about itself.

use super::Engine;
use crate::pack::Part;
use serde::Serialize;

/// A pack in a few words: see [`Engine::info`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PackInfo {
    /// The version of its content, 16 hexadecimal digits; absent once something was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub version: Option<String>,
    /// How many resources there are.
    pub resources: usize,
    /// The identifiers of its maps, the main one first.
    pub maps: Vec<String>,
    /// What was left out when it was built, to make it small.
    pub without: Vec<Part>,
}

impl Engine {
    /// What the pack says about itself.
    #[must_use]
    pub fn info(&self) -> PackInfo {
        let pack = self.pack();
        let maps = pack.maps().iter();
        PackInfo {
            version: pack.version(),
            resources: pack.resources().len(),
            maps: maps
                .map(|map| map.framework().document().identifier.clone())
                .collect(),
            without: pack.without().iter().copied().collect(),
        }
    }
}
