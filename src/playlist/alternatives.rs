//! What could stand in an item's place.

use super::control::{in_plan, not_in_plan};
use super::explain::closes;
use super::improve::without;
use super::weeks::{Draft, NEVER};
use super::{Closes, PlanError, PlanRequest, Sources};
use crate::learner::round4;
use crate::order::Arrange;
use serde::Serialize;

/// How many alternatives are offered.
const ALTERNATIVES: usize = 3;

/// A resource that could stand in an item's place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Alternative {
    /// The resource's `id`.
    pub resource: String,
    /// Its title.
    pub name: String,
    /// The time it takes.
    pub minutes: u32,
    /// The week it would lie in, from 1.
    pub week: u32,
    /// What it would add beside the rest of the plan.
    pub gain: f64,
    /// What the plan would lose by the swap: the item's gain less this one's (negative where the plan would win).
    pub cost: f64,
    /// How many minutes more the plan would take (negative: fewer).
    pub more_minutes: i32,
    /// The gaps it would close part of, largest first.
    pub closes: Vec<Closes>,
}

impl Sources<'_> {
    /// Up to three resources that could stand in the place of an item of the plan that the request names as the plan before:
    /// those that would add most beside the rest of it, first among those that close some of the same gaps.
    ///
    /// # Errors
    /// As [`Sources::plan`], and when the resource is not in the plan.
    pub fn alternatives(
        &self,
        request: &PlanRequest,
        id: &str,
    ) -> Result<Vec<Alternative>, PlanError> {
        in_plan(request, id)?;
        let case = self.case(request)?;
        let place = case.named.place(id).ok_or_else(|| not_in_plan(id))?;
        let instance = case.instance(&case.previous);
        let mut plan = Draft::new(&instance);
        for (item, week) in case.previous(&instance, request) {
            if !plan.place_in(item, week) {
                plan.place(item);
            }
        }
        let item = instance.item(place).ok_or_else(|| not_in_plan(id))?;
        let mut rest = Draft::new(&instance);
        without(&plan, &[item], &mut rest);
        let own = rest.gain(item);
        let steps: Vec<u32> = instance
            .shares
            .row(item as usize)
            .iter()
            .map(|own| own.step)
            .collect();
        let same = |other: u32| {
            let mut row = instance.shares.row(other as usize).iter();
            row.any(|own| steps.contains(&own.step) && own.share > 0.01)
        };
        let mut others: Vec<(bool, f64, u32, u32)> = (0..instance.len() as u32)
            .filter(|&other| other != item && !rest.has(other) && rest.ready(other) != NEVER)
            .filter_map(|other| {
                let gain = rest.gain(other);
                let week = rest.week_for(other)?;
                (gain > 0.0).then(|| (same(other), gain, other, week))
            })
            .collect();
        others.arrange_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        others.truncate(ALTERNATIVES);
        let told = others.into_iter().map(|(_, gain, other, week)| {
            let listing = case.stock.listing(instance.items[other as usize]);
            let minutes = instance.minutes[other as usize];
            let gain = round4(gain);
            Alternative {
                resource: listing.id.into_owned(),
                name: listing.name.into_owned(),
                minutes,
                week: week + 1,
                gain,
                cost: round4(own - gain),
                more_minutes: minutes as i32 - instance.minutes[item as usize] as i32,
                closes: closes(&case, &rest, other, &mut rest.open.clone()),
            }
        });
        Ok(told.collect())
    }
}
