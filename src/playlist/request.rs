//! The shape of a question about plans.

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
    /// How much the owners' goals count: used for the gaps, and as the shares of the time that goes to each owner's
    /// goals, within ten points where the catalogue allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Balance>,
    /// The first day of week 1, `YYYY-MM-DD`. With `today`, the weeks that are over are left as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Resources that are to lie in a certain week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Vec<Placed>>,
    /// Resources that the teacher found too easy, by `id`: they stay out, and what serves no higher level of
    /// the same competencies counts half.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_easy: Option<Vec<String>>,
    /// Resources that the teacher found too hard: they stay out, and what serves no lower level counts half.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_hard: Option<Vec<String>>,
    /// At most so many items of one kind, such as `video`, one after the other; 1..=100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_in_row: Option<f64>,
    /// Minutes of each week kept free for reviews; 0 where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_minutes: Option<f64>,
    /// The plan before: its items stay, in their weeks, unless a change pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Vec<Placed>>,
    /// How much giving up an item of the plan before has to pay, as a share of all that the plan can close; 0..=1, 0.01 where
    /// not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// How far an item may come forward in a week because it goes on with the standard of the item before it, as a share of
    /// the items that are left; 0..=1, 0.5 where not given. 0: the levels alone say what comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuity: Option<f64>,
    /// The plan leaves time free where an hour would close less than this share of what the best hour closes; 0..=1, a third where not
    /// given, 0 to fill all weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_at: Option<f64>,
}

/// A resource and its week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Placed {
    /// The resource's `id`.
    pub resource: String,
    /// The week, from 1.
    pub week: u32,
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
            start: None,
            placed: None,
            too_easy: None,
            too_hard: None,
            max_in_row: None,
            review_minutes: None,
            previous: None,
            stability: None,
            continuity: None,
            stop_at: None,
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
