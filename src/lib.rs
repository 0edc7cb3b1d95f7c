//! Gapwise (placeholder text while the modules are laid out).
pub mod catalog;
pub mod coverage;
pub mod diagnostic;
pub mod framework;
pub mod interop;
pub mod learner;
pub mod pack;
pub mod playlist;
pub mod search;
pub mod tagging;
