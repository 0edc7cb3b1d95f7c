//! Competency maps: what is read, what is refused, and what the refusal says.

#[path = "../support/mod.rs"]
mod support;

mod difference;
mod laws;
mod packages;
mod reading;
mod refused;
mod roles;
mod world;
