//! The teacher's hand on the plan: changes and what they do to it.

use super::messages as say;
use super::stock::Stock;
use super::{Difference, Placed, PlanError, PlanRequest, Playlist, Sources};
use crate::catalog::whole_of;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A change that a teacher makes to a plan. Resources are named by `id`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", try_from = "Said")]
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

/// A change as it comes in. Read field by field: to read it by its kind, all of it would have to be kept first, by code that
/// nothing else needs.
#[derive(Deserialize)]
struct Said {
    kind: Kind,
    resource: Option<String>,
    with: Option<String>,
    week: Option<u32>,
    today: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Lock,
    Unlock,
    Skip,
    Restore,
    Swap,
    TooEasy,
    TooHard,
    Move,
    MoreLikeThis,
    Replan,
}

impl TryFrom<Said> for Change {
    type Error = String;

    fn try_from(said: Said) -> Result<Self, String> {
        let missing = |name: &str| format!("missing field `{name}`");
        if let Kind::Replan = said.kind {
            return Ok(Self::Replan { today: said.today });
        }
        let resource = said.resource.ok_or_else(|| missing("resource"))?;
        Ok(match said.kind {
            Kind::Lock => Self::Lock { resource },
            Kind::Unlock => Self::Unlock { resource },
            Kind::Skip => Self::Skip { resource },
            Kind::Restore => Self::Restore { resource },
            Kind::Swap => Self::Swap {
                resource,
                with: said.with.ok_or_else(|| missing("with"))?,
            },
            Kind::TooEasy => Self::TooEasy { resource },
            Kind::TooHard => Self::TooHard { resource },
            Kind::Move => Self::Move {
                resource,
                week: said.week.ok_or_else(|| missing("week"))?,
            },
            Kind::MoreLikeThis => Self::MoreLikeThis { resource },
            Kind::Replan => Self::Replan { today: said.today },
        })
    }
}

/// The plan after a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
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

impl<'a> Sources<'a> {
    /// Makes a change to the plan that the request names as the plan before. Its other items stay where they are
    /// unless moving or giving up one pays more than the stability asked for.
    ///
    /// # Errors
    /// As [`Sources::plan`], and when the change names a resource that is not in the plan or the catalogue.
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
        let case = self.case(&asked)?;
        let playlist = case.plan(&asked);
        let mut difference = case.difference(&before, &playlist);
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

    fn stock(&self) -> Stock<'a> {
        self.shelf.stock(self.candidates)
    }

    fn place(&self, id: &str) -> Option<u32> {
        self.shelf.place(self.candidates, id)
    }

    fn name(&self, id: &str) -> String {
        let name = |at| self.stock().listing(at).name.into_owned();
        self.place(id).map_or_else(|| id.to_owned(), name)
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
        for aligned in self.shelf.aligned.row(own as usize) {
            wanted.insert(aligned.competency, aligned.strength);
        }
        let room = case.rooms.iter().copied().max().unwrap_or(0);
        let open = |competency: u32| {
            let gap = case.gaps.get(case.place[competency as usize] as usize);
            gap.is_some_and(|gap| gap.weighted > 0.0)
        };
        let had = |place: u32| case.had.has(place) || case.filter.is_completed(place);
        let mut best: (f32, Option<u32>) = (0.0, None);
        for place in 0..self.shelf.len() as u32 {
            let at = place as usize;
            let row = self.shelf.aligned.row(at);
            if place == own
                || self.shelf.minutes[at] > room
                || !row.iter().any(|own| open(own.competency))
                || case.had.has(place)
                || !case.filter.allows(place)
                || !self.shelf.required(place).iter().copied().all(had)
            {
                continue;
            }
            let shared = row
                .iter()
                .map(|own| own.strength * wanted.get(&own.competency).copied().unwrap_or(0.0));
            let shared: f32 = shared.sum();
            let norm: f32 = row.iter().map(|own| own.strength * own.strength).sum();
            if norm > 0.0 && shared / norm.sqrt() > best.0 {
                best = (shared / norm.sqrt(), Some(place));
            }
        }
        let id = |place| self.stock().listing(place).id.into_owned();
        Ok(best.1.map(id))
    }
}

pub(super) fn not_in_plan(id: &str) -> PlanError {
    PlanError::NotInPlan {
        path: "resource".into(),
        resource: id.to_owned(),
    }
}

pub(super) fn in_plan(request: &PlanRequest, id: &str) -> Result<(), PlanError> {
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

/// Takes a resource out of a list, and its parts.
fn remove(list: &mut Option<Vec<String>>, id: &str) {
    if let Some(list) = list {
        list.retain(|own| !is_of(own, id));
    }
}

/// Whether an identifier is that of the resource or of a part of it.
fn is_of(own: &str, resource: &str) -> bool {
    own == resource || whole_of(own).is_some_and(|(whole, _)| whole == resource)
}

/// Neither locked nor tied to a week. A locked part keeps those before it: with one, all parts of a resource are released.
fn release(request: &mut PlanRequest, id: &str) {
    let whole = whole_of(id).map_or(id, |(whole, _)| whole);
    remove(&mut request.locked, whole);
    if let Some(placed) = &mut request.placed {
        placed.retain(|own| !is_of(&own.resource, whole));
    }
}

/// Not left out any more.
fn allow(request: &mut PlanRequest, id: &str) {
    remove(&mut request.skipped, id);
    remove(&mut request.too_easy, id);
    remove(&mut request.too_hard, id);
}
