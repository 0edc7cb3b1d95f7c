//! The texts of a resource that the tagger reads.

use crate::catalog::{Field, Resource};

/// The texts of one resource. Any of them may be empty; HTML tags and markdown marks in them do not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextFields<'a> {
    /// The title.
    pub name: &'a str,
    /// The summary.
    pub description: &'a str,
    /// The full text.
    pub text: &'a str,
    /// The keywords, joined by `; ` as in [`Resource::field`].
    pub keywords: &'a str,
}

impl<'a> TextFields<'a> {
    /// The texts of a resource. `keywords` is [`Resource::field`] of [`Field::Keywords`], which the caller
    /// keeps because it is put together from a list.
    #[must_use]
    pub fn of(resource: &'a Resource, keywords: &'a str) -> Self {
        Self {
            name: &resource.name,
            description: &resource.description,
            text: &resource.text,
            keywords,
        }
    }

    /// Each field with its text, in the order in which they are read.
    pub(super) fn each(&self) -> [(Field, &'a str); 4] {
        [
            (Field::Name, self.name),
            (Field::Description, self.description),
            (Field::Keywords, self.keywords),
            (Field::Text, self.text),
        ]
    }
}
