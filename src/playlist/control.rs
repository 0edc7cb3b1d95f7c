//! The teacher's hand on the plan: changes, what they do to it, and what could stand in an item's place.

use super::explain::closes;
use super::improve::without;
use super::messages::{self as say, text};
use super::plan::{Case, plan_from};
use super::weeks::{Draft, NEVER};
use super::{Candidate, Closes, Placed, PlanError, PlanRequest, Playlist, Shelf};
use crate::framework::Framework;
use crate::learner::{Gap, Learner, Message, round4};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How many alternatives are offered.
const ALTERNATIVES: usize = 3;

/// A change that a teacher makes to a plan. Resources are named by `id`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Change {
    /// It is to stay.
    Lock { resource: String },
    /// It need not stay.
    Unlock { resource: String },
    /// It is to go.
    Skip { resource: String },
    /// It may come back, after it was skipped or found too easy or too hard.
    Restore { resource: String },
    /// Another is to stand in its place.
    Swap { resource: String, with: String },
    /// It is too easy: it goes, and what serves no higher level counts half.
    TooEasy { resource: String },
    /// It is too hard: it goes, and what serves no lower level counts half.
    TooHard { resource: String },
    /// It is to lie in this week, from 1.
    Move { resource: String, week: u32 },
    /// One more that is aligned most alike is to come in.
    MoreLikeThis { resource: String },
    /// Nothing but the day, or the learner's evidence, has changed.
    Replan { today: Option<String> },
}

/// The plan after a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Replanned {
    /// The request with the change in it and the new plan as the plan before: what the next change starts from.
    pub request: PlanRequest,
    /// The new plan.
    pub playlist: Playlist,
    /// What is different.
    pub difference: Difference,
}

/// What is different between two plans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Difference {
    /// What came in, with its week.
    pub added: Vec<Placed>,
    /// What went out, with the week it had.
    pub removed: Vec<Placed>,
    /// What lies in another week, with its new one.
    pub moved: Vec<Placed>,
    /// How many items stayed in their week.
    pub kept: u32,
    /// Weighted gap that the plan before closes, for the learner as known now.
    pub objective_before: f64,
    /// Weighted gap that the new plan closes.
    pub objective_after: f64,
    /// Minutes of the plan before.
    pub minutes_before: u32,
    /// Minutes of the new plan.
    pub minutes_after: u32,
    /// The same in plain sentences.
    pub sentences: Vec<String>,
    /// The sentences as templates with their numbers, in the same order.
    pub messages: Vec<Message>,
}

/// A resource that could stand in an item's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// What a plan is made from: [`plan_from`]'s arguments but the request.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// See [`Shelf`].
    pub shelf: &'a Shelf,
    /// The map with its roles.
    pub framework: &'a Framework,
    /// The learner's gaps.
    pub gaps: &'a [Gap],
    /// The catalogue.
    pub candidates: &'a [Candidate<'a>],
    /// The learner.
    pub learner: &'a Learner,
}

impl<'a> Sources<'a> {
    /// See [`plan_from`].
    ///
    /// # Errors
    /// As [`plan_from`].
    pub fn plan(&self, request: &PlanRequest) -> Result<Playlist, PlanError> {
        plan_from(
            self.shelf,
            self.framework,
            self.gaps,
            self.candidates,
            self.learner,
            request,
        )
    }

    pub(super) fn case<'b>(&self, request: &'b PlanRequest) -> Result<Case<'b>, PlanError>
    where
        'a: 'b,
    {
        let Self {
            shelf,
            framework,
            gaps,
            candidates,
            learner,
        } = *self;
        Case::new(shelf, framework, gaps, candidates, learner, request)
    }

    /// Makes a change to the plan that the request names as the plan before. Its other items stay where they are
    /// unless moving or giving up one pays more than the stability asked for.
    ///
    /// # Errors
    /// As [`plan_from`], and when the change names a resource that is not in the plan or the catalogue.
    pub fn replan(&self, request: &PlanRequest, change: &Change) -> Result<Replanned, PlanError> {
        let before = request.previous.clone().unwrap_or_default();
        let mut asked = request.clone();
        asked.previous.get_or_insert_default();
        let like = match change {
            Change::MoreLikeThis { resource } => Some(self.most_like(request, resource)?),
            _ => None,
        };
        self.apply(
            &mut asked,
            change,
            like.as_ref().and_then(|like| like.as_deref()),
        )?;
        let playlist = self.plan(&asked)?;
        let mut difference = self.difference(&asked, &before, &playlist)?;
        if let (Some(None), Change::MoreLikeThis { resource }) = (&like, change) {
            let name = self.name(resource).into();
            difference.say(say::NOTHING_LIKE_IT.with([("name", name)]));
        }
        asked.previous = Some(playlist.placed());
        Ok(Replanned {
            request: asked,
            playlist,
            difference,
        })
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.candidates.iter().position(|own| own.resource.id == id)
    }

    fn name(&self, id: &'a str) -> &'a str {
        self.place(id)
            .map_or(id, |at| &self.candidates[at].resource.name)
    }

    fn apply(
        &self,
        asked: &mut PlanRequest,
        change: &Change,
        like: Option<&str>,
    ) -> Result<(), PlanError> {
        let known = |id: &str, path: &str| match self.place(id) {
            Some(_) => Ok(()),
            None => Err(PlanError::UnknownResource {
                path: path.to_owned(),
                resource: id.to_owned(),
            }),
        };
        match change {
            Change::Lock { resource } => {
                known(resource, "resource")?;
                allow(asked, resource);
                insert(&mut asked.locked, resource);
            }
            Change::Unlock { resource } => release(asked, resource),
            Change::Skip { resource } => {
                known(resource, "resource")?;
                release(asked, resource);
                insert(&mut asked.skipped, resource);
            }
            Change::Restore { resource } => allow(asked, resource),
            Change::Swap { resource, with } => {
                known(with, "with")?;
                in_plan(asked, resource)?;
                release(asked, resource);
                insert(&mut asked.skipped, resource);
                allow(asked, with);
                insert(&mut asked.locked, with);
            }
            Change::TooEasy { resource } => {
                known(resource, "resource")?;
                release(asked, resource);
                insert(&mut asked.too_easy, resource);
            }
            Change::TooHard { resource } => {
                known(resource, "resource")?;
                release(asked, resource);
                insert(&mut asked.too_hard, resource);
            }
            Change::Move { resource, week } => {
                in_plan(asked, resource)?;
                let placed = asked.placed.get_or_insert_default();
                placed.retain(|own| own.resource != *resource);
                placed.push(Placed {
                    resource: resource.clone(),
                    week: *week,
                });
            }
            Change::MoreLikeThis { .. } => {
                if let Some(like) = like {
                    insert(&mut asked.locked, like);
                }
            }
            Change::Replan { today } => {
                if today.is_some() {
                    asked.today.clone_from(today);
                }
            }
        }
        Ok(())
    }

    /// The resource outside the plan that is aligned most like this one (cosine of what each can close), closes a
    /// gap and fits a week.
    fn most_like(&self, request: &PlanRequest, id: &str) -> Result<Option<String>, PlanError> {
        let own = self.place(id).ok_or_else(|| PlanError::UnknownResource {
            path: "resource".into(),
            resource: id.to_owned(),
        })?;
        let case = self.case(request)?;
        let mut wanted: HashMap<u32, f32> = HashMap::new();
        for aligned in self.shelf.aligned.row(own) {
            wanted.insert(aligned.competency, aligned.strength);
        }
        let room = case.rooms.iter().copied().max().unwrap_or(0);
        let open = |competency: u32| {
            let gap = case.gaps.get(case.place[competency as usize] as usize);
            gap.is_some_and(|gap| gap.weighted > 0.0)
        };
        let placed = request.previous.iter().flatten();
        let placed = case.named.places(placed.map(|own| own.resource.as_str()));
        let mut best = (0.0f32, usize::MAX);
        for at in 0..self.shelf.len() {
            let row = self.shelf.aligned.row(at);
            if at == own
                || self.shelf.minutes[at] > room
                || !row.iter().any(|own| open(own.competency))
                || placed.binary_search(&(at as u32)).is_ok()
                || !case.filter.allows(at as u32)
            {
                continue;
            }
            let shared = row
                .iter()
                .map(|own| own.strength * wanted.get(&own.competency).copied().unwrap_or(0.0));
            let shared: f32 = shared.sum();
            let norm: f32 = row.iter().map(|own| own.strength * own.strength).sum();
            if norm > 0.0 && shared / norm.sqrt() > best.0 {
                best = (shared / norm.sqrt(), at);
            }
        }
        let found = self.candidates.get(best.1);
        Ok(found.map(|own| own.resource.id.clone()))
    }

    fn difference(
        &self,
        request: &PlanRequest,
        before: &[Placed],
        after: &Playlist,
    ) -> Result<Difference, PlanError> {
        let mut bare = request.clone();
        bare.previous = Some(before.to_vec());
        let case = self.case(&bare)?;
        let places = case
            .named
            .places(before.iter().map(|own| own.resource.as_str()));
        let instance = super::instance::Instance::new(&case, places.iter().map(|&at| (at, true)));
        let mut draft = Draft::new(&instance);
        let all: u32 = instance.minutes.iter().sum();
        // Only its value is asked for: it need not fit the weeks any more.
        draft.free.fill(all);
        draft.spare = all;
        for item in 0..instance.len() as u32 {
            draft.put(item, 0);
        }
        let week = |list: &[Placed], id: &str| {
            let own = list.iter().find(|own| own.resource == id);
            own.map(|own| own.week)
        };
        let now = after.placed();
        let mut difference = Difference {
            added: Vec::new(),
            removed: Vec::new(),
            moved: Vec::new(),
            kept: 0,
            objective_before: round4(draft.objective),
            objective_after: after.objective,
            minutes_before: all,
            minutes_after: after.minutes,
            sentences: Vec::new(),
            messages: Vec::new(),
        };
        for own in before {
            if week(&now, &own.resource).is_none() {
                let at = case.named.place(&own.resource);
                let minutes = at.map_or(0, |at| self.shelf.minutes[at as usize]);
                let name = at.map_or(own.resource.as_str(), |at| case.name(at));
                let params = [("name", name.into()), ("minutes", minutes.into())];
                difference.say(say::REMOVED.with(params));
                difference.removed.push(own.clone());
            }
        }
        for (own, item) in now.iter().zip(&after.items) {
            let name = ("name", item.name.as_str().into());
            let new = ("week", own.week.into());
            match week(before, &own.resource) {
                None => {
                    let minutes = ("minutes", item.minutes.into());
                    difference.say(say::ADDED.with([name, new, minutes]));
                    difference.added.push(own.clone());
                }
                Some(old) if old != own.week => {
                    difference.say(say::MOVED.with([name, ("from", old.into()), new]));
                    difference.moved.push(own.clone());
                }
                Some(_) => difference.kept += 1,
            }
        }
        difference.conclude();
        Ok(difference)
    }

    /// Up to three resources that could stand in the place of an item of the plan that the request names as the plan before:
    /// those that would add most beside the rest of it, first among those that close some of the same gaps.
    ///
    /// # Errors
    /// As [`plan_from`], and when the resource is not in the plan.
    pub fn alternatives(
        &self,
        request: &PlanRequest,
        id: &str,
    ) -> Result<Vec<Alternative>, PlanError> {
        in_plan(request, id)?;
        let case = self.case(request)?;
        let place = case.named.place(id).ok_or_else(|| not_in_plan(id))?;
        let before = request.previous.iter().flatten();
        let before = case.named.places(before.map(|own| own.resource.as_str()));
        let instance = case.instance(&before);
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
        others.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        others.truncate(ALTERNATIVES);
        let told = others.into_iter().map(|(_, gain, other, week)| {
            let resource = case.candidates[instance.items[other as usize] as usize].resource;
            let minutes = instance.minutes[other as usize];
            let gain = round4(gain);
            Alternative {
                resource: resource.id.clone(),
                name: resource.name.clone(),
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

impl Difference {
    fn say(&mut self, message: Message) {
        self.sentences.push(text(&message));
        self.messages.push(message);
    }

    fn conclude(&mut self) {
        let more = round4(self.objective_after - self.objective_before);
        let after = || ("after", self.objective_after.into());
        let message = if more >= 0.005 {
            say::GAINS.with([after(), ("more", more.into())])
        } else if more <= -0.005 {
            say::LOSES.with([after(), ("less", (-more).into())])
        } else if self.messages.is_empty() {
            say::SAME.with([])
        } else {
            return;
        };
        self.say(message);
    }
}

fn not_in_plan(id: &str) -> PlanError {
    PlanError::NotInPlan {
        path: "resource".into(),
        resource: id.to_owned(),
    }
}

fn in_plan(request: &PlanRequest, id: &str) -> Result<(), PlanError> {
    let mut placed = request.previous.iter().flatten();
    match placed.any(|own| own.resource == id) {
        true => Ok(()),
        false => Err(not_in_plan(id)),
    }
}

fn insert(list: &mut Option<Vec<String>>, id: &str) {
    let list = list.get_or_insert_default();
    if !list.iter().any(|own| own == id) {
        list.push(id.to_owned());
    }
}

fn remove(list: &mut Option<Vec<String>>, id: &str) {
    if let Some(list) = list {
        list.retain(|own| own != id);
    }
}

/// Neither locked nor tied to a week.
fn release(request: &mut PlanRequest, id: &str) {
    remove(&mut request.locked, id);
    if let Some(placed) = &mut request.placed {
        placed.retain(|own| own.resource != id);
    }
}

/// Not left out any more.
fn allow(request: &mut PlanRequest, id: &str) {
    remove(&mut request.skipped, id);
    remove(&mut request.too_easy, id);
    remove(&mut request.too_hard, id);
}
