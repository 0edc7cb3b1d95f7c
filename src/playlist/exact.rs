//! The optimum, for small instances: branch and bound over the items.

use super::bound::{Bounds, reachable};
use super::improve::PAYS;
use super::in_row::in_order;
use super::instance::{ANY_WEEK, Instance};
use super::packing::Packing;
use super::weeks::Draft;
use crate::order::{Arrange, highest_first};

/// Instances with more items than this are not worth a try.
pub(super) const MOST: usize = 512;
/// Those with more promising items are not searched.
const MOST_ITEMS: usize = 40;
/// Sets of items that may be looked at.
const NODES: u32 = 4_000;
/// What trying to pack a set counts for, in nodes.
const TRIAL: u32 = 4;
/// Steps that may be made in giving one set of items their weeks.
const PACKING: u32 = 400;

/// Looks for a plan that is worth more than `best` and contains the items of `locked`, and puts it there. True if
/// it is certain that there is no better one.
pub(super) fn prove<'a>(locked: &Draft<'a>, best: &mut Draft<'a>) -> bool {
    let instance = locked.instance;
    let mut open = reachable(instance, &locked.items);
    for &item in &locked.items {
        open[item as usize] = false;
    }
    let linear = Bounds::new(instance, &locked.items).linear(&best.items);
    let mut items: Vec<Open> = (0..instance.len() as u32)
        .filter(|&item| open[item as usize])
        .map(|item| {
            let at = item as usize;
            Open {
                item,
                minutes: instance.minutes[at],
                most: linear.gain[at] - instance.price[at] + instance.bonus[at],
            }
        })
        .collect();
    items.arrange_by(|a, b| {
        let density = |own: &Open| own.most / f64::from(own.minutes);
        density(b).total_cmp(&density(a)).then(a.item.cmp(&b.item))
    });
    let base = locked.items.iter().map(|&item| linear.gain[item as usize]);
    let constant = linear.constant + base.sum::<f64>() + locked.bonus;
    keep_promising(&mut items, locked.spare, best.worth() + PAYS - constant);
    if items.len() > MOST_ITEMS {
        return false;
    }
    let mut search = Search {
        instance,
        items,
        constant,
        levels: vec![instance.values(); MOST_ITEMS + 1],
        order: Vec::with_capacity(MOST_ITEMS),
        chosen: locked.items.clone(),
        best,
        packing: Packing::default(),
        nodes: NODES,
        certain: true,
    };
    search.levels[0].clone_from(&locked.open);
    search.visit(0, 0, locked.worth(), 0.0, locked.spare);
    search.certain
}

/// Drops the items with which no plan comes above a bar, of items in the order of their density: by the linear bound, an item
/// that is taken in costs its minutes what they would bring elsewhere, at the density at which the room is full.
fn keep_promising(items: &mut Vec<Open>, room: u32, bar: f64) {
    let (mut left, mut price) = (f64::from(room), 0.0);
    for own in items.iter().take_while(|own| own.most > 0.0) {
        left -= f64::from(own.minutes);
        if left <= 0.0 {
            price = own.most / f64::from(own.minutes);
            break;
        }
    }
    let beyond = |own: &Open| own.most - price * f64::from(own.minutes);
    let all: f64 = items.iter().map(|own| beyond(own).max(0.0)).sum();
    let bound = price * f64::from(room) + all;
    items.retain(|own| bound + beyond(own).min(0.0) > bar);
}

/// An item that can be chosen.
#[derive(Clone, Copy)]
struct Open {
    item: u32,
    minutes: u32,
    /// The most it can be worth by the linear bound.
    most: f64,
}

struct Search<'s, 'a> {
    instance: &'a Instance,
    items: Vec<Open>,
    /// The linear bound of the locked items alone.
    constant: f64,
    /// What is open of each step, per number of items chosen.
    levels: Vec<Vec<f64>>,
    /// What a minute of an item is worth, and the item; kept to save memory.
    order: Vec<(f64, u32)>,
    chosen: Vec<u32>,
    best: &'s mut Draft<'a>,
    packing: Packing,
    nodes: u32,
    certain: bool,
}

impl Search<'_, '_> {
    /// Decides on the items from `next` on. `depth` items are chosen beside the locked ones, `worth` in all,
    /// `sum` of their linear bounds, and `room` minutes are left.
    fn visit(&mut self, next: usize, depth: usize, worth: f64, sum: f64, room: u32) {
        let bar = self.best.worth() + PAYS;
        if next == self.items.len() || self.constant + sum + self.linear(next, room) <= bar {
            return;
        }
        if worth + self.marginal(next, depth, room) <= bar {
            return;
        }
        if self.nodes == 0 {
            self.certain = false;
            return;
        }
        self.nodes -= 1;
        let own = self.items[next];
        if own.minutes <= room {
            let (before, after) = self.levels.split_at_mut(depth + 1);
            after[0].clone_from(&before[depth]);
            let at = own.item as usize;
            let mut gain = self.instance.bonus[at] - self.instance.price[at];
            for share in self.instance.shares.row(at) {
                let open = &mut after[0][share.step as usize];
                let closed = *open * f64::from(share.share);
                *open -= closed;
                gain += closed;
            }
            self.chosen.push(own.item);
            let room = room - own.minutes;
            if worth + gain <= bar || self.try_chosen() {
                self.visit(next + 1, depth + 1, worth + gain, sum + own.most, room);
            }
            self.chosen.pop();
        }
        self.visit(next + 1, depth, worth, sum, room);
    }

    /// The linear bound on what the items from `next` on add; they lie in the order of their density.
    fn linear(&self, next: usize, room: u32) -> f64 {
        let (mut room, mut sum) = (f64::from(room), 0.0);
        for own in self.items[next..].iter().take_while(|own| own.most > 0.0) {
            let minutes = f64::from(own.minutes);
            if minutes >= room {
                return sum + own.most * room / minutes;
            }
            sum += own.most;
            room -= minutes;
        }
        sum
    }

    /// The fractional knapsack of what the items from `next` on would add now.
    fn marginal(&mut self, next: usize, depth: usize, room: u32) -> f64 {
        self.order.clear();
        for own in self.items[next..].iter().filter(|own| own.minutes <= room) {
            let at = own.item as usize;
            let instance = self.instance;
            let worth =
                instance.gain(&self.levels[depth], at) - instance.price[at] + instance.bonus[at];
            if worth > 0.0 {
                let minutes = f64::from(own.minutes);
                self.order.push((worth / minutes, own.item));
            }
        }
        self.order.sort_unstable_by(highest_first);
        let (mut room, mut sum) = (f64::from(room), 0.0);
        for &(density, item) in &self.order {
            let minutes = f64::from(self.instance.minutes[item as usize]);
            if minutes >= room {
                return sum + density * room;
            }
            sum += density * minutes;
            room -= minutes;
        }
        sum
    }

    /// Makes the plan of the chosen items, if there is one. False if neither they nor more than they can be had.
    fn try_chosen(&mut self) -> bool {
        self.nodes = self.nodes.saturating_sub(TRIAL);
        let mut draft = Draft::new(self.instance);
        let packed = self.packing.find(self.instance, &self.chosen, &[]);
        if packed {
            draft.become_packed(&self.packing);
        }
        if !packed || !draft.has_order() {
            let mut items = self.chosen.clone();
            match weeks(self.instance, &mut items, true) {
                Weeks::Found(plan) => draft = plan_of(self.instance, &plan),
                Weeks::Unknown => {
                    self.certain = false;
                    return true;
                }
                Weeks::None => {
                    return !matches!(weeks(self.instance, &mut items, false), Weeks::None);
                }
            }
        }
        if draft.worth() > self.best.worth() + PAYS {
            self.best.become_like(&draft);
        }
        true
    }
}

enum Weeks {
    /// Items with their weeks, in an order that respects what each needs.
    Found(Vec<(u32, u32)>),
    None,
    Unknown,
}

fn plan_of<'a>(instance: &'a Instance, weeks: &[(u32, u32)]) -> Draft<'a> {
    let mut draft = Draft::new(instance);
    for &(item, week) in weeks {
        draft.put(item, week);
    }
    draft
}

/// Tries all ways to give items their weeks, the longest item first; with or without regard to what they need.
fn weeks(instance: &Instance, items: &mut [u32], needs: bool) -> Weeks {
    items.arrange_by_key(|&item| (std::cmp::Reverse(instance.minutes[item as usize]), item));
    let mut assign = Assign {
        instance,
        items,
        needs,
        weeks: Vec::new(),
        free: instance.rooms.clone(),
        steps: PACKING,
    };
    match assign.next() {
        Some(plan) => Weeks::Found(plan),
        None if assign.steps == 0 => Weeks::Unknown,
        None => Weeks::None,
    }
}

struct Assign<'a> {
    instance: &'a Instance,
    items: &'a [u32],
    needs: bool,
    /// Of the first items.
    weeks: Vec<u32>,
    free: Vec<u32>,
    steps: u32,
}

impl Assign<'_> {
    fn next(&mut self) -> Option<Vec<(u32, u32)>> {
        if self.steps == 0 {
            return None;
        }
        self.steps -= 1;
        let Some(&item) = self.items.get(self.weeks.len()) else {
            return self.ordered();
        };
        let minutes = self.instance.minutes[item as usize];
        let only = self.instance.only_week[item as usize];
        for week in 0..self.instance.weeks() {
            // Without needs, weeks with the same room left are the same.
            let seen = !self.needs
                && self.free[..week as usize].contains(&self.free[week as usize])
                && only == ANY_WEEK;
            if seen || self.free[week as usize] < minutes || !(only == ANY_WEEK || only == week) {
                continue;
            }
            self.free[week as usize] -= minutes;
            self.weeks.push(week);
            let found = self.next();
            self.weeks.pop();
            self.free[week as usize] += minutes;
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// An order in which each item's needs are met by those before it, if there is one.
    fn ordered(&mut self) -> Option<Vec<(u32, u32)>> {
        let mut open: Vec<(u32, u32)> = self
            .items
            .iter()
            .copied()
            .zip(self.weeks.iter().copied())
            .collect();
        open.arrange_by_key(|&(_, week)| week);
        if !self.needs {
            return Some(open);
        }
        if self.instance.in_row.is_some() {
            return in_order(self.instance, open.into_iter(), &mut self.steps);
        }
        let mut supplied = vec![false; self.instance.prerequisites.len()];
        let mut plan: Vec<(u32, u32)> = Vec::with_capacity(open.len());
        while !open.is_empty() {
            let week = open[0].1;
            let at = open.iter().position(|&(item, own)| {
                let mut needs = self.instance.needs.row(item as usize).iter();
                own == week && needs.all(|&need| supplied[need as usize])
            })?;
            let (item, week) = open.remove(at);
            for &prerequisite in self.instance.supplies.row(item as usize) {
                supplied[prerequisite as usize] = true;
            }
            plan.push((item, week));
        }
        Some(plan)
    }
}
