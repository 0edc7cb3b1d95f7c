//! One file that a browser opens: maps, catalogue, tags, index.
//!
//! [`build`] validates, tags and indexes sources and writes the bytes of a pack; [`Pack::open`] reads
//! them back. The command line and the browser call the same code, and the same sources give the same
//! bytes on both. Resources can be added to an open pack and removed from it, and [`Pack::save`] writes it
//! again. A pack is checked whole before anything in it is used: a cut, changed or newer file is
//! an error, never a wrong answer. Resources and tags are read when they are asked for. The bytes are described in
//! [`format`](mod@format). [`delta`](mod@delta) makes the difference between two packs and one pack of the other.
//!
//! The module puts together what the modules below it make; it neither tags nor ranks by itself, and it
//! reads no files: sources come as texts with a name for error messages.

mod align;
mod build;
mod catalogue;
mod change;
mod columns;
mod contents;
pub mod delta;
mod error;
pub mod format;
mod learnt;
mod lines;
mod maps;
mod parts;
mod records;

pub use build::{Progress, Source, Sources, Stage, build};
pub use catalogue::Catalogue;
pub use contents::Pack;
pub use error::PackError;
pub use maps::PackMap;
pub use parts::Part;

fn damaged(section: &str, offset: usize) -> PackError {
    PackError::Damaged {
        section: section.to_owned(),
        offset,
    }
}
