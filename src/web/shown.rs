//! Which resources JavaScript has been given.

use crate::engine::{Engine, ResourceView};
use serde::{Serialize, Serializer};
use std::cell::RefCell;

/// Per place in the catalogue, whether JavaScript has the resource; none beyond the end.
#[derive(Default)]
pub(super) struct Shown(RefCell<Vec<bool>>);

/// A resource on its way: its place, and itself where JavaScript does not have it.
pub(super) struct Resource(usize, Option<ResourceView>);

impl Shown {
    /// The resource at a place, which JavaScript has from now on.
    pub(super) fn resource(&self, engine: &Engine, at: usize) -> Resource {
        let mut shown = self.0.borrow_mut();
        if shown.len() <= at {
            shown.resize(at + 1, false);
        }
        let known = std::mem::replace(&mut shown[at], true);
        Resource(at, (!known).then(|| engine.view(at)))
    }

    /// The resources are no longer what they were, or where they were.
    pub(super) fn forget(&self) {
        self.0.borrow_mut().clear();
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.1 {
            Some(view) => (self.0, view).serialize(serializer),
            None => self.0.serialize(serializer),
        }
    }
}
