//! Which week an item lies in: packing under prerequisites.

use super::instance::{ANY_WEEK, Instance};

/// Not in the plan; not supplied.
pub(super) const NEVER: u32 = u32::MAX;

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
    pub objective: f64,
    /// What its items are worth beyond the objective.
    pub bonus: f64,
    /// Minutes free in all weeks.
    pub spare: u32,
}

impl<'a> Draft<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        Self {
            instance,
            items: Vec::new(),
            week_of: vec![NEVER; instance.len()],
            free: instance.rooms.clone(),
            open: instance.values(),
            supplied: vec![NEVER; instance.prerequisites.len()],
            objective: 0.0,
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
        self.objective = other.objective;
        self.bonus = other.bonus;
        self.spare = other.spare;
    }

    /// Empties the plan without giving its memory back.
    pub fn clear(&mut self) {
        self.items.clear();
        self.week_of.fill(NEVER);
        self.free.clone_from(&self.instance.rooms);
        for (open, step) in self.open.iter_mut().zip(&self.instance.steps) {
            *open = step.value;
        }
        self.supplied.fill(NEVER);
        self.objective = 0.0;
        self.bonus = 0.0;
        self.spare = self.instance.budget();
    }

    /// What the search maximises.
    pub fn worth(&self) -> f64 {
        self.objective + self.bonus
    }

    pub fn has(&self, item: u32) -> bool {
        self.week_of[item as usize] != NEVER
    }

    pub fn gain(&self, item: u32) -> f64 {
        self.instance.gain(&self.open, item as usize)
    }

    /// The first week in which all that an item needs is supplied, or [`NEVER`].
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

    /// Whether an item may lie in a week at all.
    fn may(&self, item: u32, week: u32) -> bool {
        let only = self.instance.only_week[item as usize];
        only == ANY_WEEK || only == week
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
        self.bonus += self.instance.bonus[at];
        for own in self.instance.shares.row(at) {
            let closed = self.open[own.step as usize] * f64::from(own.share);
            self.objective += closed;
            self.open[own.step as usize] -= closed;
        }
        for &prerequisite in self.instance.supplies.row(at) {
            let first = &mut self.supplied[prerequisite as usize];
            *first = (*first).min(week);
        }
    }

    /// Adds an item, packing all weeks anew if need be; false (and nothing changed) if no packing is found.
    pub fn add(&mut self, item: u32) -> bool {
        if self.place(item) {
            return true;
        }
        if self.instance.minutes[item as usize] > self.spare || self.ready(item) == NEVER {
            return false;
        }
        let mut items = self.items.clone();
        items.push(item);
        self.pack(&mut items)
    }

    /// Makes the plan of exactly these items; false (and nothing changed) if no packing is found.
    pub fn pack(&mut self, items: &mut [u32]) -> bool {
        items.sort_by_key(|&item| {
            let pinned = self.instance.only_week[item as usize] != ANY_WEEK;
            let minutes = self.instance.minutes[item as usize];
            (!pinned, std::cmp::Reverse(minutes), item)
        });
        let mut trial = Self::new(self.instance);
        let fits = trial.fill_largest_first(items) || {
            trial.clear();
            trial.fill_tightest(items)
        };
        if fits {
            self.become_like(&trial);
        }
        fits
    }

    /// Week by week, the largest item first that is ready and fits.
    fn fill_largest_first(&mut self, items: &[u32]) -> bool {
        for week in 0..self.instance.weeks() {
            self.top_up(items, week);
        }
        self.items.len() == items.len()
    }

    fn top_up(&mut self, items: &[u32], week: u32) {
        loop {
            let next = items.iter().copied().find(|&item| {
                !self.has(item)
                    && self.instance.minutes[item as usize] <= self.free[week as usize]
                    && self.ready(item) <= week
                    && self.may(item, week)
            });
            match next {
                Some(item) => self.put(item, week),
                None => return,
            }
        }
    }

    /// Week by week, the items that leave the least of it free (Gupta and Ho, "A new heuristic algorithm for the
    /// one-dimensional bin-packing problem", 1999).
    fn fill_tightest(&mut self, items: &[u32]) -> bool {
        for week in 0..self.instance.weeks() {
            loop {
                let open: Vec<u32> = items
                    .iter()
                    .copied()
                    .filter(|&item| {
                        !self.has(item) && self.ready(item) <= week && self.may(item, week)
                    })
                    .collect();
                let fullest = self.fullest(&open, self.free[week as usize]);
                if fullest.is_empty() {
                    break;
                }
                for item in fullest {
                    self.put(item, week);
                }
            }
        }
        self.items.len() == items.len()
    }

    /// The items that together take the most of a room (subset sum); larger ones preferred.
    fn fullest(&self, open: &[u32], room: u32) -> Vec<u32> {
        const NONE: u32 = u32::MAX;
        let room = room as usize;
        // Per sum: the last item (place in `open`) on the way to it.
        let mut last = vec![NONE; room + 1];
        for (at, &item) in open.iter().enumerate() {
            let minutes = self.instance.minutes[item as usize] as usize;
            for sum in (minutes..=room).rev() {
                let reached = sum == minutes || last[sum - minutes] != NONE;
                if last[sum] == NONE && reached {
                    last[sum] = at as u32;
                }
            }
        }
        let mut sum = (1..=room).rev().find(|&sum| last[sum] != NONE).unwrap_or(0);
        let mut chosen = Vec::new();
        while sum > 0 {
            let item = open[last[sum] as usize];
            chosen.push(item);
            sum -= self.instance.minutes[item as usize] as usize;
        }
        chosen
    }
}
