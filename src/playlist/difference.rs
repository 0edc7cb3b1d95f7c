//! What is different between two plans.

use super::case::Case;
use super::instance::Instance;
use super::messages as say;
use super::weeks::Draft;
use super::{Placed, Playlist};
use crate::learner::{Message, round4};
use serde::Serialize;

/// What is different between two plans.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub closed_before: f64,
    /// Weighted gap that the new plan closes.
    pub closed_after: f64,
    /// Minutes of the plan before.
    pub minutes_before: u32,
    /// Minutes of the new plan.
    pub minutes_after: u32,
    /// The same in plain sentences.
    pub sentences: Vec<String>,
    /// The sentences as templates with their numbers, in the same order.
    pub messages: Vec<Message>,
}

impl Case<'_> {
    /// What is different between the plan before, which the request names, and the one after.
    pub fn difference(&self, before: &[Placed], after: &Playlist) -> Difference {
        let instance = Instance::new(self, self.previous.iter().map(|&at| (at, true)));
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
            closed_before: round4(draft.closed),
            closed_after: after.closed,
            minutes_before: all,
            minutes_after: after.minutes,
            sentences: Vec::new(),
            messages: Vec::new(),
        };
        for own in before {
            if week(&now, &own.resource).is_none() {
                let at = self.named.place(&own.resource);
                let minutes = at.map_or(0, |at| self.shelf.minutes[at as usize]);
                let name = at.map_or_else(|| own.resource.clone(), |at| self.name(at));
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
        difference
    }
}

impl Difference {
    pub(super) fn say(&mut self, message: Message) {
        self.sentences.push(message.english());
        self.messages.push(message);
    }

    fn conclude(&mut self) {
        let more = round4(self.closed_after - self.closed_before);
        let after = || ("after", self.closed_after.into());
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
