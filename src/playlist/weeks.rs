//! A plan in the making: items in weeks, and what they leave of the gaps.

use super::in_row::{self, InRow, Kinds};
use super::instance::{ANY_WEEK, Instance};
use super::packing::Packing;

/// Not in the plan; not supplied.
pub(super) const NEVER: u32 = u32::MAX;

/// Steps that may be made to find an order of a plan.
pub(super) const ORDERS: u32 = 2_000;

/// Items with their weeks, and what they leave of the gaps. Every state reached is a valid plan.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    pub instance: &'a Instance,
    /// In an order in which each item's needs are met by those before it.
    pub items: Vec<u32>,
    /// Per item of the instance: its week from 0, or [`NEVER`].
    pub week_of: Vec<u32>,
    /// Per week: minutes that are free.
    pub free: Vec<u32>,
    /// Per step: the value that is left.
    pub open: Vec<f64>,
    /// Per prerequisite: the first week in which it is supplied, or [`NEVER`].
    pub supplied: Vec<u32>,
    /// Weighted gap that its items close.
    pub closed: f64,
    /// What the minutes of its items are to pay, see [`Instance::price`].
    pub price: f64,
    /// What its items are worth beyond that, because the plan before had them.
    pub bonus: f64,
    /// Minutes free in all weeks.
    pub spare: u32,
    /// What lies in each week, where items of a kind are to be kept apart.
    pub kinds: Kinds,
}

impl<'a> Draft<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        let mut kinds = Kinds::default();
        kinds.reset(instance.in_row.as_ref(), instance.weeks());
        Self {
            kinds,
            instance,
            items: Vec::new(),
            week_of: vec![NEVER; instance.len()],
            free: instance.rooms.clone(),
            open: instance.values(),
            supplied: vec![NEVER; instance.prerequisites.len()],
            closed: 0.0,
            price: 0.0,
            bonus: 0.0,
            spare: instance.budget(),
        }
    }

    /// Becomes another plan for the same instance, in the memory it has.
    pub fn become_like(&mut self, other: &Self) {
        self.items.clone_from(&other.items);
        self.week_of.clone_from(&other.week_of);
        self.free.clone_from(&other.free);
        self.open.clone_from(&other.open);
        self.supplied.clone_from(&other.supplied);
        self.closed = other.closed;
        self.price = other.price;
        self.bonus = other.bonus;
        self.spare = other.spare;
        self.kinds.clone_from(&other.kinds);
    }

    /// Empties the plan without giving its memory back.
    pub fn clear(&mut self) {
        for item in self.items.drain(..) {
            self.week_of[item as usize] = NEVER;
        }
        self.free.clone_from(&self.instance.rooms);
        for (open, step) in self.open.iter_mut().zip(&self.instance.steps) {
            *open = step.value;
        }
        self.supplied.fill(NEVER);
        self.closed = 0.0;
        self.price = 0.0;
        self.bonus = 0.0;
        self.spare = self.instance.budget();
        self.kinds
            .reset(self.instance.in_row.as_ref(), self.instance.weeks());
    }

    /// What the plan is to have the most of.
    pub fn objective(&self) -> f64 {
        self.closed - self.price
    }

    /// What the search maximises.
    pub fn worth(&self) -> f64 {
        self.objective() + self.bonus
    }

    #[inline(always)]
    pub fn has(&self, item: u32) -> bool {
        self.week_of[item as usize] != NEVER
    }

    pub fn gain(&self, item: u32) -> f64 {
        self.instance.gain(&self.open, item as usize)
    }

    /// What an item would add to [`Draft::worth`].
    #[inline(always)]
    pub fn more(&self, item: u32) -> f64 {
        let instance = self.instance;
        self.gain(item) - instance.price[item as usize] + instance.bonus[item as usize]
    }

    /// The first week in which all that an item needs is supplied, or [`NEVER`].
    #[inline(always)]
    pub fn ready(&self, item: u32) -> u32 {
        self.instance
            .needs
            .row(item as usize)
            .iter()
            .map(|&need| self.supplied[need as usize])
            .max()
            .unwrap_or(0)
    }

    /// The minutes of the week that has most free.
    pub fn longest_free(&self) -> u32 {
        self.free.iter().copied().max().unwrap_or(0)
    }

    /// Whether items of a kind are kept apart, where that is asked for.
    fn keeps_apart(&self, is: impl Fn(&InRow) -> bool) -> bool {
        self.instance.in_row.as_ref().is_none_or(is)
    }

    /// Whether there is an order in which items of a kind are kept apart, as far as asked for.
    pub fn has_order(&self) -> bool {
        self.keeps_apart(|own| {
            let items = self.items.iter();
            let items = items.map(|&item| (item, self.week_of[item as usize]));
            let found = || in_row::in_order(self.instance, items, &mut { ORDERS }).is_some();
            own.holds(&self.kinds) && (own.is_bent() || found())
        })
    }

    /// Whether one item may stand in the place of another, a week, as far as those beside it go.
    pub fn may_stand_for(&self, item: u32, week: u32) -> impl Fn(u32) -> bool + '_ {
        let without = self.instance.in_row.as_ref().map(|own| {
            let mut kinds = self.kinds.clone();
            own.take(&mut kinds, item, week);
            (own, kinds)
        });
        move |other| {
            without
                .as_ref()
                .is_none_or(|(own, kinds)| own.may(kinds, other, week))
        }
    }

    /// Whether an item may lie in a week at all.
    pub fn may(&self, item: u32, week: u32) -> bool {
        let only = self.instance.only_week[item as usize];
        (only == ANY_WEEK || only == week)
            && self.keeps_apart(|own| own.may(&self.kinds, item, week))
    }

    /// The fullest week that can take an item, as the weeks stand.
    pub fn week_for(&self, item: u32) -> Option<u32> {
        let (minutes, ready) = (self.instance.minutes[item as usize], self.ready(item));
        if minutes > self.spare || ready == NEVER {
            return None;
        }
        (ready..self.instance.weeks())
            .filter(|&week| self.free[week as usize] >= minutes && self.may(item, week))
            .min_by_key(|&week| self.free[week as usize])
    }

    /// Puts an item into the fullest week that can take it; false if there is none as the weeks stand.
    pub fn place(&mut self, item: u32) -> bool {
        let week = self.week_for(item);
        if let Some(week) = week {
            self.put(item, week);
        }
        week.is_some()
    }

    /// Puts an item into a week, if that can take it.
    pub fn place_in(&mut self, item: u32, week: u32) -> bool {
        let fits = week < self.instance.weeks()
            && self.ready(item) <= week
            && self.may(item, week)
            && self.free[week as usize] >= self.instance.minutes[item as usize];
        if fits {
            self.put(item, week);
        }
        fits
    }

    /// Puts an item into a week that is known to take it.
    pub fn put(&mut self, item: u32, week: u32) {
        let at = item as usize;
        let minutes = self.instance.minutes[at];
        self.free[week as usize] -= minutes;
        self.spare -= minutes;
        self.week_of[at] = week;
        self.items.push(item);
        if let Some(in_row) = &self.instance.in_row {
            in_row.put(&mut self.kinds, item, week);
        }
        self.price += self.instance.price[at];
        self.bonus += self.instance.bonus[at];
        for own in self.instance.shares.row(at) {
            let closed = self.open[own.step as usize] * f64::from(own.share);
            self.closed += closed;
            self.open[own.step as usize] -= closed;
        }
        for &prerequisite in self.instance.supplies.row(at) {
            let first = &mut self.supplied[prerequisite as usize];
            *first = (*first).min(week);
        }
    }

    /// Whether it leaves something out that there is room for, because that closes too little for its minutes.
    pub fn leaves_room(&self) -> bool {
        let passed = self.instance.passed;
        passed.is_some_and(|minutes| minutes <= self.longest_free())
            || (0..self.instance.len() as u32)
                .filter(|&item| !self.has(item) && self.week_for(item).is_some())
                .any(|item| self.gain(item) > 0.0 && self.more(item) <= 0.0)
    }

    /// Adds an item, packing all weeks anew if need be; false (and nothing changed) if no packing is found.
    pub fn add(&mut self, item: u32, packing: &mut Packing) -> bool {
        if self.place(item) {
            return true;
        }
        if self.instance.minutes[item as usize] > self.spare || self.ready(item) == NEVER {
            return false;
        }
        let found = packing.find(self.instance, &self.items, &[item]);
        if found {
            self.become_packed(packing);
        }
        found
    }

    /// Makes the plan that a packing has found.
    pub fn become_packed(&mut self, packing: &Packing) {
        self.clear();
        for &(item, week) in &packing.weeks {
            self.put(item, week);
        }
    }
}
