//! The shape of a plan.

use super::request::Placed;
use crate::catalog::ContentRole;
use crate::learner::{Balance, Message};
use serde::Serialize;

/// The answer. Numbers have four decimals; times are whole minutes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Playlist {
    /// In the order in which they are to be worked through.
    pub items: Vec<PlanItem>,
    /// One per week that has items, in order.
    pub sessions: Vec<PlanSession>,
    /// Gaps that no item of the plan addresses, largest weighted first.
    pub unfilled: Vec<Unfilled>,
    /// The time all items take.
    pub minutes: u32,
    /// The time there is.
    pub budget: u32,
    /// Weighted gap that the plan closes.
    pub closed: f64,
    /// What the plan is worth: `closed`, less what the minutes of the items that are not locked have to close to be worth
    /// spending, see [`PlanRequest::stop_at`](super::PlanRequest::stop_at).
    pub objective: f64,
    /// No plan under these constraints is worth more.
    #[serde(rename = "upper_bound")]
    pub upper_bound: f64,
    /// Whether it is certain that no plan is worth more.
    pub optimal: bool,
    /// objective / upper bound: at least this share of the best possible (1 where nothing can be closed).
    pub ratio: f64,
    /// Weighted gap before the plan.
    pub gap_before: f64,
    /// Weighted gap after it.
    pub gap_after: f64,
    /// The share of its minutes that go where no gap is open: the target reached, or less than a quarter of a level left.
    pub redundancy: f64,
    /// The share of its minutes that repeat: a minute on a gap of which a third is closed counts a third, one where there is no gap
    /// counts whole.
    pub repetition: f64,
    /// The shares of the time on goals that go to each owner's; none where no balance was asked for or nobody has goals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_shares: Option<GoalShares>,
    /// How much it is, beside what research found to be enough.
    pub totals: Totals,
    /// What else there is to know, in plain sentences.
    pub notes: Vec<String>,
    /// The notes as templates with their numbers, in the same order.
    pub note_messages: Vec<Message>,
}

impl Playlist {
    /// Its items with their weeks: what [`PlanRequest::previous`](super::PlanRequest::previous) asks for.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed> {
        let place = |item: &PlanItem| Placed {
            resource: item.resource.clone(),
            week: item.week,
        };
        self.items.iter().map(place).collect()
    }
}

/// The shares of the time on goals that go to each owner's goals; each of the two sums to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct GoalShares {
    /// As asked for, among the owners that have goals with a gap.
    pub asked: Balance,
    /// As planned.
    pub planned: Balance,
    /// Whether each is within ten points of what was asked for.
    pub within: bool,
}

/// How much a plan is, beside what research found to be enough for change to happen.
///
/// Hours: Yoon, Duncan, Lee, Scarloss and Shapley, *Reviewing the evidence on how teacher professional development affects
/// student achievement* (REL 2007 No. 033): of nine sound studies, those of more than 14 hours had an effect on students, those of
/// less had none. Practice: Joyce and Showers, *Student achievement through staff development* (3rd edition, 2002), as
/// Gulamhussein reports it (*Teaching the teachers*, Center for Public Education, 2013): on average 20 tries until a skill sits,
/// more where it is complex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Totals {
    /// Hours of the plan's items.
    pub hours_planned: f64,
    /// Hours of the catalogue's resources that the learner has worked through.
    pub hours_done: f64,
    /// Hours that research found to be enough.
    pub hours_enough: f64,
    /// Skills that the plan has practised in class.
    pub skills: u32,
    /// Times that the plan has a skill tried in class, for each skill on average.
    pub practice_planned: f64,
    /// Times that the learner noted to have tried something: completions that name no resource.
    pub practice_done: u32,
    /// Times per skill that research found to be enough.
    pub practice_enough: f64,
}

/// A resource with its place in the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlanItem {
    /// The resource's `id`; of one that is made of parts, that of the part.
    pub resource: String,
    /// Which part it is; none where it is the whole resource.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<ItemPart>,
    /// Its title; a part's has its number and the number of all, `(2/8)`.
    pub name: String,
    /// The web address to open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The time it takes.
    pub minutes: u32,
    /// Whether the time is an estimate.
    pub minutes_estimated: bool,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_role: Option<ContentRole>,
    /// The week it lies in, from 1.
    pub week: u32,
    /// Whether the teacher locked it.
    pub locked: bool,
    /// The weighted gap that it closes after the items before it; these sum to what the plan closes.
    pub gain: f64,
    /// The gaps it closes part of, largest first.
    pub closes: Vec<Closes>,
    /// Its minutes that go where no gap is open: the target reached, or less than a quarter of a level left.
    pub redundant: f64,
    /// Why it is here, in plain sentences.
    pub reasons: Vec<String>,
    /// The reasons as templates with their numbers, in the same order.
    pub messages: Vec<Message>,
}

/// A part of a resource that is made of parts, which are planned one by one and in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ItemPart {
    /// The `id` of the whole resource.
    pub resource: String,
    /// Which part, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

/// What an item does for one competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Closes {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a chart.
    pub label: String,
    /// The gap before this item, in levels.
    pub before: f64,
    /// The gap after it.
    pub after: f64,
    /// The difference.
    pub closed: f64,
}

/// What there is in one week.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlanSession {
    /// From 1.
    pub week: u32,
    /// The time its items take.
    pub minutes: u32,
    /// Indices into the plan's items.
    pub items: Vec<u32>,
    /// What to try in one's own class that week, beside the minutes.
    pub practice: Vec<Practice>,
    /// What to call back to mind that week, in minutes that the items leave free.
    pub reviews: Vec<Review>,
}

/// Something to try in one's own class.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Practice {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a list.
    pub label: String,
    /// What to try, from the map.
    pub prompt: String,
    /// How often to try it in the week.
    pub times: u32,
    /// The item that it follows, as an index into the plan's items; none where it goes on from an earlier week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// Something to call back to mind before it is forgotten.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Review {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a list.
    pub label: String,
    /// Days after the week's session, 0..=6.
    pub day: u32,
    /// Days since it was last met.
    pub days: u32,
    /// The predicted chance that it is still known then, 0..=1.
    pub recall: f64,
    /// The time it takes.
    pub minutes: u32,
}

/// Why a gap is not addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Reason {
    /// The catalogue has nothing on it.
    NoResource,
    /// There is something, but other gaps used the time better, it is too long for a week, or it closes too little for its time.
    TooLittleTime,
    /// What it builds on is not there and cannot be planned.
    PrerequisiteMissing,
    /// There is something, but filters, skips, the mix or the limit on items in a row leave it out.
    FilteredOut,
}

/// A gap that no item of the plan addresses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Unfilled {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a chart.
    pub label: String,
    /// The gap that stays, in levels.
    pub remaining: f64,
    /// What stopped it.
    pub reason: Reason,
    /// The same in a sentence.
    pub message: String,
    /// The smallest change that would help.
    pub remedy: String,
    /// The `id` of the resource that the remedy names or would make room for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Message and remedy as templates with their numbers, in this order.
    pub messages: Vec<Message>,
}
