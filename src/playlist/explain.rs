//! What each item does and why it is there; every number comes from the plan.

use super::before::Prerequisite;
use super::case::Case;
use super::instance::Instance;
use super::messages as say;
use super::rows::Rows;
use super::weeks::{Draft, NEVER};
use super::{Closes, ItemPart, PlanItem};
use crate::learner::{Message, Param, round4};
use crate::order::{Arrange, highest_first};
use std::borrow::Cow;

/// How many competencies an item's first reason names.
const NAMED: usize = 2;
/// A gap of which less than this is left counts as closed, in levels.
const CLOSED: f64 = 0.25;

/// Tells why items are in a plan.
pub(super) struct Teller<'c, 'a> {
    case: &'c Case<'c>,
    plan: &'c Draft<'a>,
    locked: &'c [u32],
    /// The items outside the plan that could come in, with what each would add; first those that would add most.
    outside: Vec<(f64, u32)>,
    /// Of these the places of all that are shorter than those before them.
    shorter: Vec<u32>,
    /// Per gap: those that would close some of it, by their places in `outside`, in the same order.
    on: Rows<u32>,
}

impl<'c, 'a> Teller<'c, 'a> {
    pub fn new(case: &'c Case<'c>, plan: &'c Draft<'a>, locked: &'c [u32]) -> Self {
        let mut outside: Vec<(f64, u32)> = (0..plan.instance.len() as u32)
            .filter(|&item| !plan.has(item) && plan.ready(item) != NEVER)
            .map(|item| (plan.gain(item), item))
            .filter(|own| own.0 > 0.0)
            .collect();
        outside.sort_unstable_by(highest_first);
        let (mut shorter, mut least) = (Vec::new(), u32::MAX);
        for (at, &(_, item)) in (0..).zip(&outside) {
            let minutes = plan.instance.minutes[item as usize];
            if minutes < least {
                shorter.push(at);
                least = minutes;
            }
        }
        let on = Rows::gathered(case.gaps.len(), |add| {
            for (at, &(_, item)) in (0..).zip(&outside) {
                gaps_of(plan.instance, item).for_each(|gap| add(gap, at));
            }
        });
        Self {
            case,
            plan,
            locked,
            outside,
            shorter,
            on,
        }
    }

    /// The items of the plan in their order, which is of (item, week from 0); and of all their minutes those that repeat.
    pub fn items(&self, order: &[(u32, u32)]) -> (Vec<PlanItem>, f64) {
        let instance = self.plan.instance;
        let mut open = instance.values();
        let mut told = Vec::with_capacity(order.len());
        let mut repeated = 0.0;
        for (at, &(item, week)) in order.iter().enumerate() {
            let place = instance.items[item as usize];
            let listing = self.case.stock.listing(place);
            let figures = self.case.stock.figures(place);
            let gain = instance.gain(&open, item as usize);
            let minutes = instance.minutes[item as usize];
            let (redundant, repeats) = idle(self.case, self.plan, &open, item);
            repeated += repeats;
            let closes = closes(self.case, self.plan, item, &mut open);
            let locked = self.locked.contains(&item);
            let mut messages = Vec::new();
            if locked {
                messages.push(say::LOCKED.with([]));
            }
            messages.push(what(&closes, minutes));
            messages.extend(self.fit(figures.levels, &closes));
            if !locked {
                messages.extend(self.instead(item, week));
            }
            messages.extend(self.prepares(item, &order[at + 1..]));
            told.push(PlanItem {
                resource: listing.id.into_owned(),
                part: self.case.stock.part(place).map(|(of, part)| ItemPart {
                    resource: of,
                    number: part.number,
                    of: part.of,
                }),
                name: listing.name.into_owned(),
                address: listing.address.map(Cow::into_owned),
                minutes,
                minutes_estimated: figures.minutes.is_none() || figures.minutes_estimated,
                content_role: figures.content_role,
                week: week + 1,
                locked,
                gain: round4(gain),
                closes,
                redundant: round4(redundant),
                reasons: messages.iter().map(Message::english).collect(),
                messages,
            });
        }
        (told, repeated)
    }

    fn fit(&self, levels: u8, closes: &[Closes]) -> Option<Message> {
        let first = closes.first()?;
        let same = |gap: &&crate::learner::Gap| gap.competency == first.competency;
        let gap = self.case.gaps.iter().find(same)?;
        let served = (0..u8::BITS).filter(|level| levels >> level & 1 == 1);
        let levels: Vec<u32> = served.collect();
        (!levels.is_empty()).then(|| {
            say::LEVEL.with([
                ("levels", Param::Numbers(levels)),
                ("mastery", gap.mastery.into()),
                ("target", gap.target.into()),
            ])
        })
    }

    /// Why this one: what the next best in its place would close.
    fn instead(&self, item: u32, week: u32) -> Option<Message> {
        let (plan, instance) = (self.plan, self.plan.instance);
        let mut open = plan.open.clone();
        let mut most_times = 1.0;
        for own in instance.shares.row(item as usize) {
            let times = 1.0 / (1.0 - f64::from(own.share));
            open[own.step as usize] *= times;
            most_times = f64::max(most_times, times);
        }
        // Without this item no other one adds more than so many times what it adds as it is; but for rounding.
        let most_times = most_times * (1.0 + 1e-9);
        let own = instance.gain(&open, item as usize);
        let room = instance.minutes[item as usize] + plan.free[week as usize];
        let short = |other: u32| instance.minutes[other as usize] <= room;
        let may = plan.may_stand_for(item, week);
        let fits = |other: u32| short(other) && plan.ready(other) <= week && may(other);
        // Only those add more that close what it closes; of the others the one that adds most as it is.
        let mut shorter = self.shorter.iter().map(|&at| at as usize);
        let begin = shorter.find(|&at| short(self.outside[at].1));
        let begun = begin.map_or(&[][..], |at| &self.outside[at..]);
        let first = begun.iter().find(|own| fits(own.1));
        let without = |other: u32| (instance.gain(&open, other as usize), other);
        let mut best = first.map(|own| without(own.1));
        for gap in gaps_of(instance, item) {
            for &at in self.on.row(gap as usize) {
                let (with, other) = self.outside[at as usize];
                if best.is_some_and(|(gain, _)| with * most_times < gain) {
                    break;
                }
                if !fits(other) {
                    continue;
                }
                let other = without(other);
                if best.is_none_or(|best| highest_first(&other, &best).is_lt()) {
                    best = Some(other);
                }
            }
        }
        let Some((gain, other)) = best else {
            return Some(say::ALONE.with([("gain", own.into())]));
        };
        (gain < own).then(|| {
            let name = self.case.name(instance.items[other as usize]);
            let params = [
                ("gain", own.into()),
                ("other", name.into()),
                ("otherGain", gain.into()),
            ];
            say::INSTEAD.with(params)
        })
    }

    /// Which later items need what this one is about.
    fn prepares(&self, item: u32, later: &[(u32, u32)]) -> Option<Message> {
        let instance = self.plan.instance;
        let supplies = instance.supplies.row(item as usize);
        let (need, other) = later
            .iter()
            .flat_map(|&(other, _)| {
                let needs = instance.needs.row(other as usize).iter();
                needs.map(move |&need| (need, other))
            })
            .find(|(need, _)| supplies.contains(need))?;
        let name = self.case.name(instance.items[other as usize]);
        Some(match instance.prerequisites[need as usize] {
            Prerequisite::Competency(index) => {
                let competency = self.case.framework.competency(index);
                say::PREPARES.with([
                    ("other", name.into()),
                    ("competency", competency.name().into()),
                    ("label", competency.label().into()),
                ])
            }
            Prerequisite::Resource(_) => say::PREPARES_RESOURCE.with([("other", name.into())]),
        })
    }
}

/// The gaps that an item closes some of, by their places.
fn gaps_of(instance: &Instance, item: u32) -> impl Iterator<Item = u32> {
    let mut last = u32::MAX;
    // The steps of a gap stand together.
    let shares = instance.shares.row(item as usize).iter();
    let gaps = shares.map(|own| instance.steps[own.step as usize].gap);
    gaps.filter(move |&gap| std::mem::replace(&mut last, gap) != gap)
}

/// What is open of a gap, in levels.
pub(super) fn remaining(plan: &Draft<'_>, open: &[f64], gap: u32) -> f64 {
    let steps = &plan.instance.steps;
    let first = steps.partition_point(|step| step.gap < gap);
    let own = steps.iter().zip(open).skip(first);
    own.take_while(|(step, _)| step.gap == gap)
        .map(|(step, open)| {
            if step.value > 0.0 {
                step.width * open / step.value
            } else {
                0.0
            }
        })
        .sum()
}

/// Of the minutes of an item, shared out among its competencies: those that go where no gap is open (the target
/// was reached before, or less than [`CLOSED`] is left), and those that repeat (by the part of each gap that is closed).
fn idle(case: &Case<'_>, plan: &Draft<'_>, open: &[f64], item: u32) -> (f64, f64) {
    let place = plan.instance.items[item as usize] as usize;
    let (mut useful, mut new) = (0.0, 0.0);
    for own in case.shelf.aligned.row(place) {
        let at = case.place[own.competency as usize];
        let gap = case.gaps.get(at as usize);
        if let Some(gap) = gap.filter(|gap| gap.weighted > 0.0) {
            let left = remaining(plan, open, at);
            let part = f64::from(own.part);
            useful += if left >= CLOSED { part } else { 0.0 };
            new += part * (left / gap.gap).min(1.0);
        }
    }
    let minutes = f64::from(plan.instance.minutes[item as usize]);
    (
        (1.0 - useful.min(1.0)) * minutes,
        (1.0 - new.min(1.0)) * minutes,
    )
}

/// What an item closes of each gap when this much is open, largest first; `open` is brought up to date.
pub(super) fn closes(
    case: &Case<'_>,
    plan: &Draft<'_>,
    item: u32,
    open: &mut [f64],
) -> Vec<Closes> {
    let steps = &plan.instance.steps;
    let shares = plan.instance.shares.row(item as usize);
    let mut closes = Vec::new();
    for run in shares.chunk_by(|a, b| steps[a.step as usize].gap == steps[b.step as usize].gap) {
        let at = steps[run[0].step as usize].gap;
        let before = remaining(plan, open, at);
        for own in run {
            open[own.step as usize] *= 1.0 - f64::from(own.share);
        }
        let after = remaining(plan, open, at);
        let gap = &case.gaps[at as usize];
        let closed = round4(before - after);
        if closed > 0.0 {
            closes.push(Closes {
                competency: gap.competency.clone(),
                label: gap.label.clone(),
                before: round4(before),
                after: round4(after),
                closed,
            });
        }
    }
    closes.arrange_by(|a, b| b.closed.total_cmp(&a.closed));
    closes
}

fn what(closes: &[Closes], minutes: u32) -> Message {
    if closes.is_empty() {
        return say::CLOSES_NOTHING.with([("minutes", minutes.into())]);
    }
    let part = |one: &Closes| {
        say::PART.with([
            ("closed", one.closed.into()),
            ("before", one.before.into()),
            ("competency", one.competency.as_str().into()),
            ("label", one.label.as_str().into()),
        ])
    };
    let named = closes.iter().enumerate();
    let named = named.filter(|&(at, one)| at == 0 || (at < NAMED && one.closed >= 0.005));
    let parts: Vec<Message> = named.map(|(_, one)| part(one)).collect();
    let more = closes.len() - parts.len();
    let params = [("minutes", minutes.into()), ("parts", Param::List(parts))];
    match more {
        0 => say::CLOSES.with(params),
        1 => say::CLOSES_ONE_MORE.with(params),
        more => {
            let [minutes, parts] = params;
            say::CLOSES_MORE.with([minutes, parts, ("more", more.into())])
        }
    }
}
