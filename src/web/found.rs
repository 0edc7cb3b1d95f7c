//! What was found, on its way to JavaScript.
//!
//! A search is made with each letter that is typed, and mostly shows what was shown before. So an answer is a list of
//! numbers, which cost next to nothing to hand over; beside them stands, as JSON, only what there is more to say.

use crate::engine::{Engine, FacetCount, ResourceView, SearchResult, SnippetView};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// What JavaScript was given, or is about to ask for.
#[derive(Default)]
pub(super) struct Shown {
    /// Per place in the catalogue, whether JavaScript has the resource; none beyond the end.
    resources: RefCell<Vec<bool>>,
    /// What there is to say beside the numbers that were given last.
    told: RefCell<Option<String>>,
}

/// What there is to say beside the numbers.
#[derive(Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    /// Those that JavaScript does not have, with their places in the catalogue.
    resources: Vec<(usize, ResourceView)>,
    /// Per hit; nothing where none has any.
    snippets: Vec<Vec<SnippetView>>,
    facets: BTreeMap<String, Vec<FacetCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected_text: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shortened: bool,
}

impl Shown {
    /// An answer, of which the hits are places in the catalogue: the hits in all, whether (1) or not (0) [`told`](Self::told)
    /// has more to say, then of each hit its place, its score and whether it was found by a similar word only. JavaScript
    /// has the resources from now on.
    pub(super) fn pack(
        &self,
        engine: &Engine,
        found: SearchResult<usize>,
    ) -> Result<Vec<f64>, JsValue> {
        let mut numbers = Vec::with_capacity(2 + 3 * found.hits.len());
        numbers.extend([found.total as f64, 0.0]);
        let mut told = Told {
            facets: found.facets,
            corrected_text: found.corrected_text,
            shortened: found.shortened,
            ..Told::default()
        };
        for hit in &found.hits {
            let (place, fuzzy) = (hit.resource as f64, f64::from(u8::from(hit.fuzzy)));
            numbers.extend([place, hit.score, fuzzy]);
            if self.is_new(hit.resource) {
                told.resources
                    .push((hit.resource, engine.view(hit.resource)));
            }
        }
        if found.hits.iter().any(|hit| !hit.snippets.is_empty()) {
            let hits = found.hits.into_iter();
            told.snippets = hits.map(|hit| hit.snippets).collect();
        }
        if told != Told::default() {
            numbers[1] = 1.0;
            *self.told.borrow_mut() = Some(super::encode_text(&told)?);
        }
        Ok(numbers)
    }

    /// [`Told`] as JSON, of the answer before; nothing the second time.
    pub(super) fn told(&self) -> Option<String> {
        self.told.take()
    }

    /// Whether JavaScript does not have the resource at a place yet; it has it from now on.
    fn is_new(&self, at: usize) -> bool {
        let mut shown = self.resources.borrow_mut();
        if shown.len() <= at {
            shown.resize(at + 1, false);
        }
        !std::mem::replace(&mut shown[at], true)
    }

    /// The resources are no longer what they were, or where they were.
    pub(super) fn forget(&self) {
        self.resources.borrow_mut().clear();
    }
}
