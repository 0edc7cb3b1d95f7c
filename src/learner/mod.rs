//! The learner: from pieces of evidence to an estimate of mastery, and from there to gaps.
//!
//! For the planner, which closes the gaps, and for the pages, which show them. A learner's file
//! ([`LearnerData`]) holds what is known and wanted: evidence and goals. [`Learner::parse`] ties it to
//! a map and refuses what cannot be right, with place and remedy. [`gaps`] says for every leaf of the
//! map how far the teacher is from the target, how sure that is, and why.
//!
//! **The model.** Mastery is a number on the level scale, 0 to 4. Before anything is known, a
//! teacher's overall level is 1.5; each heading differs from what stands above it, and each leaf from
//! its heading, by a normal amount of known variance. With the root's 0.2, 0.2 per heading and 0.4 for the leaf, a leaf under two headings has
//! a prior mean of 1.5 and a standard deviation of 1. Each piece of evidence is a noisy reading of the
//! item it names, leaf or heading. Since the hierarchy is a tree, the posterior is exact in one pass up and
//! one down (Pearl, *Probabilistic Reasoning in Intelligent Systems*, 1988, chapter 7.2; for linear
//! normal variables it is the Kalman update of 1960 on a tree). So a rating of a whole standard reaches
//! its leaves with the leaf's own spread on top, and what is known of a leaf says a little of its
//! siblings.
//!
//! Beyond the tree, `precedes` carries a weak reading between its two ends where the later one is
//! estimated above the earlier.
//!
//! **Evidence** (the variances are judgement, in the order that reviews of teacher evaluation support;
//! they live in one table, [`EvidenceKind::weight`], and a map may bring its own with the extension `gapwise:evidence` of
//! its document, such as `{"observation": {"deviation": 0.3, "halfLife": 900}}`). Its precision halves with each half-life of its
//! age. Of a teacher's own ratings and corrections of one item only the newest counts; several pieces of another kind
//! from one source count 1, ½, ¼ … from the newest, as they repeat each other. Where pieces disagree by more than their
//! noise allows, their variance grows by the Birge ratio (Birge, *Physical Review* 40, 1932); a teacher's correction
//! ("I know this already") stands apart from that and keeps its full weight. A
//! completion without result, or a credential without level, presumes a level and never lowers an estimate.
//!
//! **Gap** = max(0, target − mastery). The target is the role's, else 3; goals raise it. The weight is
//! the role's (else 1) × (1 + 3 · Σ over owners of the owner's share × the goal's weight), where the
//! shares of teacher, school and district sum to 1: at equal shares a goal of weight 1 doubles it.
//!
//! **Other maps.** A file may hold evidence on competencies of other maps. What a crosswalk or the map itself links to
//! this one counts here, discounted; the rest waits. [`carry()`] brings a whole file to a newer edition of its map, or
//! to another map: nothing is thrown away, and a report says what could not be placed.
//!
//! The order of evidence never matters, and merging two copies of a learner is a union
//! ([`LearnerData::merge`]). This module knows nothing of resources and reads no clock: the day is an
//! argument.

mod carry;
mod data;
mod date;
mod error;
mod gaps;
mod goals;
mod kinds;
mod mastery;
mod merge;
mod message;
mod questions;
mod read;
mod reasons;

pub use carry::{Carried, Carry, Left, Way, carry};
pub use data::{Balance, Gap, GapsRequest, Goal, LearnerData, LearnerEvidence, Owner};
pub use date::Date;
pub use error::LearnerError;
pub use gaps::{bare_gaps, gaps, in_scope};
pub use kinds::{EvidenceKind, EvidenceWeight};
pub use mastery::{Estimate, PRIOR_MEAN, mastery};
pub use message::{Message, Param, Template};
pub use questions::{Question, questions};
pub use read::Learner;
pub use reasons::TEMPLATES;

/// Rounds to four decimals, the precision of every number that leaves the learner model or the planner.
#[must_use]
pub fn round4(value: f64) -> f64 {
    let rounded = libm::round(value * 10_000.0) / 10_000.0;
    // Negative zero would print as "-0.0".
    if rounded == 0.0 { 0.0 } else { rounded }
}
