//! One file that a browser opens: maps, catalogue, tags, index.
//!
//! [`build`] validates, tags and indexes sources and writes the bytes of a pack; [`Pack::open`] reads
//! them back. The command line and the browser call the same code, and the same sources give the same
//! bytes on both. Resources can be added to an open pack and removed from it, and [`Pack::save`] writes it
//! again. A pack is checked whole before anything in it is used: a cut, changed or newer file is
//! an error, never a wrong answer. The bytes are described in [`format`](mod@format).
//!
//! The module puts together what the modules below it make; it neither tags nor ranks by itself, and it
//! reads no files: sources come as texts with a name for error messages.

mod align;
mod build;
mod change;
mod contents;
mod error;
pub mod format;
mod learnt;

pub use build::{Progress, Source, Sources, Stage, build};
pub use contents::{Pack, PackMap};
pub use error::PackError;
