//! The same text elsewhere in the catalogue.

use super::{Engine, EngineError};
use crate::catalog::{Field, Sketch};
use crate::order::Arrange;
use serde::Serialize;

/// A resource that says nearly the same as another: see [`Engine::near_duplicates`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NearDuplicate {
    /// Its `id`.
    pub resource: String,
    /// Its title.
    pub name: String,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub publisher: Option<String>,
    /// Where they agree most: the description or the full text.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "\"description\" | \"text\""))]
    pub field: Field,
    /// How much of its wording is the same in both, from .6 to 1: see [`Sketch`].
    pub share: f64,
}

impl Engine {
    /// The near-duplicates of a resource in the catalogue, those that share most first.
    ///
    /// # Errors
    /// When the pack has no such resource.
    pub fn near_duplicates(&self, resource: &str) -> Result<Vec<NearDuplicate>, EngineError> {
        let resources = self.pack.resources();
        let Some(own) = resources.place(resource) else {
            return Err(EngineError::UnknownResource {
                resource: resource.to_owned(),
            });
        };
        let sketches = self
            .sketches
            .get_or_init(|| resources.iter().map(Sketch::of).collect());
        let others = (0..resources.len()).filter(|&at| at != own);
        let mut found: Vec<NearDuplicate> = others
            .filter_map(|at| {
                let (field, share) = sketches[own].nearness(&sketches[at])?;
                Some(NearDuplicate {
                    resource: resources[at].id.clone(),
                    name: resources[at].name.clone(),
                    publisher: resources[at].publisher.clone(),
                    field,
                    share,
                })
            })
            .collect();
        found.arrange_by(|one, other| {
            other
                .share
                .total_cmp(&one.share)
                .then_with(|| one.resource.cmp(&other.resource))
        });
        Ok(found)
    }
}
