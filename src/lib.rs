//! Gapwise tags open resources for teachers against a competency map, searches them, and plans a playlist
//! from a teacher's gaps, entirely on the client.
//!
//! # The story
//! A **map** says what teachers need to know and do ([`framework`]). A **catalogue** holds what they can
//! learn from ([`catalog`]). The **tagger** reads each resource and says which competencies it teaches,
//! with the words that made it think so ([`tagging`]). The **index** finds resources as one types
//! ([`search`]). A **learner** is what is known about one teacher: evidence, from which mastery and gaps are
//! estimated ([`learner`]). A **playlist** closes the most weighted gap in the time there is ([`playlist`]).
//! **Coverage** shows a curator what the catalogue offers and lacks ([`mod@coverage`]). All of it travels in
//! one **pack** ([`pack`]), which the **engine** opens and answers questions from ([`engine`]). Other
//! systems' formats are read and written in [`interop`].
//!
//! Two thin layers sit on top: `web`, the JavaScript boundary, and the command line `gapwise`. Both call the
//! engine and add nothing, so that native and browser give the same answers.
//!
//! # Rules
//! - Everything but the two outer layers is pure: no clock, randomness, input or output, threads or
//!   `unsafe`. Time is an argument. Same input, same bytes, native and wasm: functions such as `exp` come
//!   from `libm`, and no answer depends on the order of a hash map.
//! - A module imports only from modules below it; `tests/layering.rs` holds the list.
//! - What a user gets wrong is an error with a place and a remedy ([`diagnostic`]). A panic is a bug.
//!
//! # Example
//! ```
//! use gapwise::framework::Framework;
//! use gapwise::tagging::{Tagger, TextFields};
//!
//! let map = r#"{
//!   "CFDocument": { "identifier": "m", "title": "A small map" },
//!   "CFItems": [
//!     { "identifier": "a", "humanCodingScheme": "6c", "fullStatement": "Give feedback that students act on." },
//!     { "identifier": "b", "humanCodingScheme": "3b", "fullStatement": "Teach classroom routines." }
//!   ]
//! }"#;
//! let map = Framework::parse(map)?;
//! let tagger = Tagger::compile(&map);
//! let text = TextFields { name: "Feedback students act on", ..TextFields::default() };
//! let best = &tagger.rank(&text)[0];
//! assert_eq!(map.competency(best.competency).name(), "6c");
//! # Ok::<(), gapwise::framework::FrameworkError>(())
//! ```

pub mod catalog;
pub mod coverage;
pub mod diagnostic;
pub mod engine;
pub mod framework;
pub mod interop;
pub mod learner;
mod order;
pub mod pack;
pub mod playlist;
pub mod search;
pub mod tagging;
#[cfg(target_arch = "wasm32")]
pub mod web;
