//! What the search does for those who use it.

mod bad_input;
mod change;
mod facets;
mod hostile;
mod languages;
mod laws;
mod phrases;
mod quality;
mod typing;
mod typos;
mod words;
mod world;
