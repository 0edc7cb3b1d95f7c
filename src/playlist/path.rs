//! Fixed lists beside the plan: a curator's path, or any other order, judged by the same measure.

use super::explain::Teller;
use super::instance::Instance;
use super::weeks::Draft;
use super::{PlanError, PlanItem, PlanRequest, Playlist, Sources};
use crate::learner::round4;
use crate::order::Arrange;
use serde::{Deserialize, Serialize};

/// A curator's path for a role (`content/paths/*.json`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ExpertPath {
    /// Its identifier.
    pub id: String,
    /// The role's short name.
    pub role: String,
    /// What a person calls it.
    pub title: String,
    /// The identifier of the map's document.
    pub map: String,
    /// Whose path it is.
    #[serde(default)]
    pub by: String,
    /// Why it goes this way.
    #[serde(default)]
    pub why: String,
    /// Its items, in order.
    pub items: Vec<PathItem>,
}

/// A resource on a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PathItem {
    /// The resource's `id`.
    pub resource: String,
    /// The competencies that the curator has in mind.
    #[serde(default)]
    pub competencies: Vec<String>,
    /// Why it stands here.
    #[serde(default)]
    pub why: String,
}

/// A fixed list, followed for as long as there is time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Followed {
    /// The items that found room, in order.
    pub items: Vec<PlanItem>,
    /// The time they take.
    pub minutes: u32,
    /// Weighted gap that they close.
    pub closed: f64,
    /// The share of the minutes that go where no gap is open, as for a plan.
    pub redundancy: f64,
    /// The share of the minutes that repeat, as for a plan.
    pub repetition: f64,
    /// Those for which there was no time, by `id`.
    pub no_room: Vec<String>,
    /// Those that are done already, by `id`.
    pub done: Vec<String>,
    /// Those that the catalogue does not have, by `id`.
    pub missing: Vec<String>,
}

/// A curator's path beside the plan for the same learner and the same time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Comparison {
    /// The plan that closes the most.
    pub best: Playlist,
    /// The path.
    pub expert: Followed,
    /// Weighted gap that the plan closes per hour.
    pub best_per_hour: f64,
    /// Weighted gap that the path closes per hour.
    pub expert_per_hour: f64,
    /// The items that both have, by `id`.
    pub both: Vec<String>,
}

/// Weighted gap closed per hour.
fn per_hour(closed: f64, minutes: u32) -> f64 {
    round4(60.0 * closed / f64::from(minutes.max(1)))
}

impl Sources<'_> {
    /// Follows a list of resources (by `id`) in its order: each goes into the first week that has room. Wishes and prerequisites
    /// are not looked at: it is somebody's own order.
    ///
    /// # Errors
    /// When a number of the request is out of range or a gap is of another map.
    pub fn follow(&self, request: &PlanRequest, ids: &[&str]) -> Result<Followed, PlanError> {
        let named = PlanRequest {
            locked: Some(ids.iter().map(|&id| id.to_owned()).collect()),
            skipped: None,
            too_easy: None,
            too_hard: None,
            placed: None,
            previous: None,
            ..request.clone()
        };
        let case = self.case(&named)?;
        let places = case.named.places(ids.iter().copied());
        let instance = Instance::new(&case, places.iter().map(|&at| (at, true)));
        let mut draft = Draft::new(&instance);
        let mut followed = Followed {
            items: Vec::new(),
            minutes: 0,
            closed: 0.0,
            redundancy: 0.0,
            repetition: 0.0,
            no_room: Vec::new(),
            done: Vec::new(),
            missing: Vec::new(),
        };
        for &id in ids {
            let places: Vec<u32> = case.named.all(id).collect();
            if places.is_empty() {
                followed.missing.push(id.to_owned());
                continue;
            }
            let left = places.into_iter();
            let left: Vec<u32> = left.filter(|&at| !case.filter.is_completed(at)).collect();
            if left.is_empty() {
                followed.done.push(id.to_owned());
            }
            let mut items = left.iter().filter_map(|&at| instance.item(at));
            let mut placed = |item: u32| {
                draft.has(item) || (0..instance.weeks()).any(|week| draft.place_in(item, week))
            };
            if !items.all(&mut placed) {
                followed.no_room.push(id.to_owned());
            }
        }
        let mut order: Vec<(u32, u32)> = draft
            .items
            .iter()
            .map(|&item| (item, draft.week_of[item as usize]))
            .collect();
        order.arrange_by_key(|&(_, week)| week);
        followed.closed = round4(draft.closed);
        let (items, repeated) = Teller::new(&case, &draft, &[]).items(&order);
        followed.items = items;
        followed.minutes = followed.items.iter().map(|item| item.minutes).sum();
        let redundant: f64 = followed.items.iter().map(|item| item.redundant).sum();
        let all = f64::from(followed.minutes.max(1));
        followed.redundancy = round4(redundant / all);
        followed.repetition = round4(repeated / all);
        Ok(followed)
    }

    /// A curator's path beside the plan.
    ///
    /// # Errors
    /// As [`Sources::plan`], and when the path is for another map.
    pub fn compare(
        &self,
        request: &PlanRequest,
        path: &ExpertPath,
    ) -> Result<Comparison, PlanError> {
        let map = &self.framework.document().identifier;
        if path.map != *map {
            return Err(PlanError::PathOfOtherMap {
                found: path.map.clone(),
                expected: map.clone(),
            });
        }
        let ids: Vec<&str> = path
            .items
            .iter()
            .map(|item| item.resource.as_str())
            .collect();
        let best = self.plan(request)?;
        let expert = self.follow(request, &ids)?;
        let is = |item: &PlanItem, id: &str| {
            item.resource == id || item.part.as_ref().is_some_and(|part| part.resource == id)
        };
        let in_best = |id: &&str| best.items.iter().any(|item| is(item, id));
        let in_expert = |id: &&str| expert.items.iter().any(|item| is(item, id));
        let both = ids.iter().copied().filter(in_best).filter(in_expert);
        Ok(Comparison {
            both: both.map(str::to_owned).collect(),
            best_per_hour: per_hour(best.closed, best.minutes),
            expert_per_hour: per_hour(expert.closed, expert.minutes),
            best,
            expert,
        })
    }
}
