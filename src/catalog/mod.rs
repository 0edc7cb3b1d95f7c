//! The catalogue: what a teacher can learn from, and what each resource is aligned to.
//!
//! A resource line is a schema.org `LearningResource` (AMB profile); [`Resource::parse`] reads one and
//! [`parse_lines`] a whole file of them. Values that catalogues write in several ways (a text, an object
//! with an `id`, a list of either) are read in all of them. What makes a resource unusable is an error
//! with its line; what is merely absent stays absent. [`Alignment`] ties a resource to a competency, with
//! its source, score, status and evidence.
//!
//! Text of a resource is data: nothing here or above interprets it as markup, and only an `http` or
//! `https` address is ever offered as a link.

mod address;
mod alignment;
pub mod check;
mod duplicates;
mod duration;
mod error;
mod figures;
mod language;
mod listing;
mod part;
mod resource;
mod sketch;

pub use alignment::{Alignment, AlignmentSource, AlignmentStatus, Evidence, Field};
pub use duration::Minutes;
pub use error::CatalogError;
pub use figures::{Figures, mark};
pub use listing::Listing;
pub use part::{MOST_PARTS, Part, whole_of};
pub use resource::{ContentRole, Resource, Resources, each_line, parse_lines};
pub use sketch::Sketch;
