//! The playlist: from gaps and constraints to an ordered, timed and explained plan.
//!
//! For the teacher, who follows it, and the pages, which show it. [`plan`] takes the gaps of a learner
//! and the resources with their alignments, and returns a [`Playlist`]. It changes nothing, reads no clock and
//! knows nothing of search or of how tags came about.
//!
//! **Gain.** A gap is cut into steps, one per whole level. A resource `r` closes the share `q_rs` of what is
//! left of a step `s`; what several resources close together is `1 − Π (1 − q_rs)`, so each further
//! resource on the same step adds less. The objective is `Σ_s weight · width_s · (1 − Π_r (1 − q_rs))`:
//! weighted levels addressed, monotone and submodular. With
//! `q_rs = 0.6 · score · level fit · kind · role · (1 − 2^(−minutes_rs / 45))`,
//! where `minutes_rs` is the resource's time shared out by alignment score among the competencies it is aligned to (time on
//! task; diminishing, as in Carroll, "A model of school learning", 1963), level fit is `1 / (1 + d²)`
//! for a resource `d` levels off the step, and kind and role are the tables in `gain.rs`. The figures are
//! judgement, chosen so that minutes well matched to a gap are worth about the same in small and large
//! resources; the gain is a share of a gap *addressed*, not a promise of mastery.
//!
//! **Constraints**, all hard: every week has its minutes, an item lies in one week; an item that is about a competency
//! comes after that competency's prerequisites, each of which is either at level 1.25 or above or is what an item
//! placed earlier (or the item itself) is about; filters; skipped and completed resources stay out. Locked items stay in,
//! free of filters and prerequisites, as the teacher's own choice. What an item is *about* are the competencies
//! with at least half its best alignment score.
//!
//! **Method.** Lazy greedy on gain per minute and on gain (Minoux 1978; Leskovec and others, "Cost-effective
//! outbreak detection in networks", KDD 2007), the better of the two, which holds
//! ½ (1 − 1/e) of the best possible for a single budget; then local improvement: one or two items out,
//! refilled greedily, or one item (in a small catalogue two) in and the rest chosen around it, for as long as that
//! pays and a fixed amount of work is not spent. Sviridenko (2004) shows what enumeration of
//! triples would add.
//!
//! **Bound.** `upper_bound` is valid for every plan under the constraints. For any set `S`, the best plan is at most
//! `f(S)` plus the fractional knapsack of the marginal gains at `S` (Nemhauser, Wolsey and Fisher 1978). And
//! `F(x) = Σ_s weight · width_s · (1 − exp(Σ_r x_r ln(1 − q_rs)))` is concave and equals the objective at
//! every 0/1 point, so each linearisation of `F` bounds it too; a few Frank–Wolfe steps (1956)
//! tighten that. The least of all these is reported.
//!
//! Practice happens in lessons that the teacher gives anyway (job-embedded), so practice prompts stand
//! beside a session's items and take none of its minutes.

mod arrange;
mod bound;
mod error;
mod explain;
mod filter;
mod gain;
mod greedy;
mod improve;
mod instance;
mod plan;
mod request;
mod unfilled;
mod weeks;

pub use error::PlanError;
pub use plan::{Candidate, plan};
pub use request::{
    Closes, Mix, Only, PlanItem, PlanRequest, PlanSession, Playlist, Practice, Reason, Unfilled,
};
