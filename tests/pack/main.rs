//! The pack: what is saved comes back, and nothing that is damaged or made up does harm.

mod apart;
mod change;
mod columns;
mod damage;
mod texts;
mod world;
