//! The playlist: from gaps and constraints to an ordered, timed and explained plan.
//!
//! For the teacher, who follows it, and the pages, which show it. [`Sources::plan`] takes the gaps of a learner
//! and the resources with their alignments, and returns a [`Playlist`]. It changes nothing, reads no clock and
//! knows nothing of search or of how tags came about.
//!
//! **Gain.** A gap is cut into steps, one per whole level. A resource `r` closes the share `q_rs` of what is
//! left of a step `s`; what several resources close together is `1 − Π (1 − q_rs)`, so each further
//! resource on the same step adds less. A plan closes `Σ_s weight · width_s · (1 − Π_r (1 − q_rs))`:
//! weighted levels addressed, monotone and submodular. With
//! `q_rs = 0.6 · score · level fit · kind · role · (1 − 2^(−minutes_rs / 45))`,
//! where `minutes_rs` is the resource's time shared out by alignment score among the competencies it is aligned to (time on
//! task; diminishing, as in Carroll, "A model of school learning", 1963), level fit is `1 / (1 + d²)`
//! for a resource `d` levels off the step, and kind and role are the tables in `gain.rs`. The figures are
//! judgement, chosen so that minutes well matched to a gap are worth about the same in small and large
//! resources; the gain is a share of a gap *addressed*, not a promise of mastery. A resource that alone would close less than 0.03
//! is passed over.
//!
//! **Objective.** What is closed, less a price for every minute of an item that is not locked. A teacher's time is short, and a
//! plan that fills it for its own sake repeats itself: so a minute has to close at least [`stop_at`](PlanRequest::stop_at) (a
//! third, where nothing is said) of what a minute of the best hour closes. The best hour is made of the candidates that
//! alone close most per minute. Relative to it, the price does not depend on how weights are scaled or on how much a catalogue can do for
//! somebody. With `stop_at` 0 the plan fills its weeks. The third is judgement: the table below shows what it does.
//!
//! **Redundancy** is the share of a plan's minutes that go where no gap is open: each item's minutes are shared out among its
//! competencies, and those count whose target was reached before or of whose gap less than a quarter of a level is left
//! (a gap never closes altogether in this model; a quarter is well within the uncertainty of any estimate). So a second hour on a gap
//! of which a level is still open is not redundant. **Repetition** is the stricter measure, without a threshold: a minute on a gap
//! counts by the part of it that is closed. By it all depth is repetition. `gapwise eval plan` prints both.
//!
//! **Parts.** A resource that is made of parts (`stock.rs`) is planned part by part: each is an item of its own, with the resource's
//! alignments and an equal part of its minutes, and comes after the part before it. Any other item is never split.
//!
//! **Constraints**, all hard: every week has its minutes (less those kept for reviews, none where it is over), an item lies
//! in one week; an item that is about a competency
//! comes after that competency's prerequisites, each of which is either at level 1.25 or above or is what an item
//! placed earlier (or the item itself) is about; a resource comes after those that it asks for; filters; skipped and completed
//! resources stay out; at most so many items of a kind in a row. Locked items stay in,
//! free of filters and prerequisites, as the teacher's own choice. What an item is *about* are the competencies
//! with at least half its best alignment score.
//!
//! **Method.** Lazy greedy on gain per minute and on gain (Minoux 1978; Leskovec and others, "Cost-effective
//! outbreak detection in networks", KDD 2007), the better of the two, which holds
//! ½ (1 − 1/e) of the best possible for a single budget; then, among the items that come into question,
//! local improvement: one or two items out,
//! refilled greedily, or one item (in a small catalogue two) in and the rest chosen around it, for as long as that
//! pays and a fixed amount of work is not spent. Items with which no plan could be better than the one found are then left
//! aside (by the linear bound below: their minutes bring more elsewhere). Where few are left they are searched by branch and
//! bound; where that comes to its end, the plan is the best there is and says so (`optimal`). Items of a kind are kept apart
//! (`in_row.rs`) while all this goes on, not afterwards.
//!
//! **Bound.** `upper_bound` is valid for every plan under the constraints. For any set `S`, the best plan is worth at most
//! `f(S)` plus the fractional knapsack of what the marginal gains at `S` exceed their prices by (after Nemhauser, Wolsey and
//! Fisher 1978). And
//! `F(x) = Σ_s weight · width_s · (1 − exp(Σ_r x_r ln(1 − q_rs)))` is concave and equals the objective at
//! every 0/1 point, so each linearisation of `F` less the prices bounds it too; a few Frank–Wolfe steps (1956)
//! tighten that. The least of all these is reported. Where items of a kind are to be kept apart, that enters the knapsack at a
//! price (Lagrange).
//!
//! **Speed.** What does not depend on the learner is kept in a [`Shelf`]: flat arrays, one row per resource. Per plan the
//! shares of the resources that can be worth their minutes and of steps become one more such array, and the inner loops
//! walk along it without allocating.
//!
//! **Preferences.** The mix of content roles weighs gains. A week goes on with the standard it began with, as far as asked. A balance of goals is met by weighing gaps by owner until the
//! minutes fall as asked (`shares.rs`). Practice stands in `slots.rs`, what is called
//! back to mind in `reviews.rs`, the order of items in `arrange.rs`.
//!
//! **Control.** [`Sources::replan`] makes a change to a plan and tells the difference. The items of the plan before are
//! worth a little more than they close, and begin in their weeks: so one of them is only given up where that pays.
//! [`Sources::follow`] judges anybody's list by the same measure, [`Cohort`] plans for several teachers.
//!
//! **Sentences** are templates ([`TEMPLATES`]) and numbers from the plan; the English is made from both.
//!
//! Practice happens in lessons that the teacher gives anyway (job-embedded), so practice prompts stand
//! beside a session's items and take none of its minutes.
#![doc = include_str!("MEASURED.md")]

mod alternatives;
mod answer;
mod arrange;
mod before;
mod bound;
mod case;
mod check;
mod cohort;
mod control;
mod difference;
mod error;
mod exact;
mod explain;
mod filter;
mod gain;
mod greedy;
mod improve;
mod in_row;
mod instance;
mod messages;
mod packing;
mod path;
mod places;
mod plan;
mod request;
mod reviews;
mod rows;
mod shares;
mod shelf;
mod shortlist;
mod slots;
mod stock;
mod totals;
mod unfilled;
mod weeks;

pub use alternatives::Alternative;
pub use answer::{
    Closes, GoalShares, ItemPart, PlanItem, PlanSession, Playlist, Practice, Reason, Review,
    Totals, Unfilled,
};
pub use cohort::{Cohort, CohortGap, StudyGroup};
pub use control::{Change, Replanned};
pub use difference::Difference;
pub use error::PlanError;
pub use messages::TEMPLATES;
pub use path::{Comparison, ExpertPath, Followed, PathItem};
pub use plan::Sources;
pub use request::{Mix, Only, Placed, PlanRequest};
pub use shelf::{Candidate, Candidates, Shelf};
