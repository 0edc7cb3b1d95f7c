//! The shapes of question and answer about plans.

use crate::catalog::ContentRole;
use crate::learner::{Balance, GapsRequest};
use serde::{Deserialize, Serialize};

/// The question: how much time, and what may be in the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlanRequest {
    /// Minutes in each week, 5..=6000.
    pub minutes_per_week: f64,
    /// Weeks, 1..=104.
    #[serde(default = "one_week")]
    pub weeks: f64,
    /// The role's short name, in place of the learner's own; used for the gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The day to which evidence ages; used for the gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<String>,
    /// What a resource must be to be in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
    /// Resources that are to stay in the plan, by `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<Vec<String>>,
    /// Resources that are to stay out, by `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Vec<String>>,
    /// How much the teacher wants of each content role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mix: Option<Mix>,
    /// How much the owners' goals count; used for the gaps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
}

fn one_week() -> f64 {
    1.0
}

impl PlanRequest {
    /// A plan of this many minutes a week, without any other wish.
    #[must_use]
    pub fn new(minutes_per_week: u32, weeks: u32) -> Self {
        Self {
            minutes_per_week: f64::from(minutes_per_week),
            weeks: f64::from(weeks),
            role: None,
            today: None,
            only: None,
            locked: None,
            skipped: None,
            mix: None,
            balance: None,
        }
    }

    /// The question about gaps that this question about a plan contains.
    #[must_use]
    pub fn gaps(&self) -> GapsRequest {
        GapsRequest {
            role: self.role.clone(),
            today: self.today.clone(),
            balance: self.balance,
        }
    }
}

/// What a resource must be to be in the plan. A resource that does not say is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Only {
    /// Only what costs nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    /// Only what can be used without a network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offline: Option<bool>,
    /// Only these languages; `en` takes in `en-GB`. Empty: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// Nothing of these publishers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_publishers: Option<Vec<String>>,
}

/// Wishes for the content roles, relative to each other; 1 where not given, 0 for none at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Mix {
    /// Understand why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insight: Option<f64>,
    /// Set or plan an aim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<f64>,
    /// A method to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub technique: Option<f64>,
    /// Do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<f64>,
}

/// The answer. Numbers have four decimals; times are whole minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    pub objective: f64,
    /// No plan under these constraints closes more.
    #[serde(rename = "upper_bound")]
    pub upper_bound: f64,
    /// objective / upper bound: at least this share of the best possible (1 where nothing can be closed).
    pub ratio: f64,
    /// Weighted gap before the plan.
    pub gap_before: f64,
    /// Weighted gap after it.
    pub gap_after: f64,
    /// What else there is to know, in plain sentences.
    pub notes: Vec<String>,
}

/// A resource with its place in the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PlanItem {
    /// The resource's `id`.
    pub resource: String,
    /// Its title.
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
    /// What it adds to the objective after the items before it; these sum to the objective.
    pub gain: f64,
    /// The gaps it closes part of, largest first.
    pub closes: Vec<Closes>,
    /// Why it is here, in plain sentences.
    pub reasons: Vec<String>,
}

/// What an item does for one competency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// The items of one week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}

/// Something to try in one's own class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Practice {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a list.
    pub label: String,
    /// What to try, from the map.
    pub prompt: String,
}

/// Why a gap is not addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Reason {
    /// The catalogue has nothing on it.
    NoResource,
    /// There is something, but other gaps used the time better, or it is too long for a week.
    TooLittleTime,
    /// What it builds on is not there and cannot be planned.
    PrerequisiteMissing,
    /// There is something, but filters, skips or the mix leave it out.
    FilteredOut,
}

/// A gap that no item of the plan addresses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
}
