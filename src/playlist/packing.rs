//! Which week each of a set of items lies in: bin packing under prerequisites, without regard to what they close.

use super::in_row::Kinds;
use super::instance::{ANY_WEEK, Instance};
use super::weeks::NEVER;

/// A packing in the making, in memory that is used again.
#[derive(Clone, Default)]
pub(super) struct Packing {
    /// What is to be packed: pinned items first, then the longest.
    items: Vec<u32>,
    /// Per place in `items`: whether it is packed.
    packed: Vec<bool>,
    /// Items with their weeks, in an order in which each one's needs are met by those before it.
    pub weeks: Vec<(u32, u32)>,
    free: Vec<u32>,
    kinds: Kinds,
    /// Per prerequisite: the first week in which it is supplied, or [`NEVER`].
    supplied: Vec<u32>,
    /// Of [`Packing::fullest`]: the sums that can be reached (one bit each), and the last item (place in `items`) on the way to each.
    reach: Vec<u64>,
    last: Vec<u32>,
    fullest: Vec<usize>,
}

impl Packing {
    /// Looks for weeks for these items and one more. They are in `weeks` if it succeeds.
    pub fn find(&mut self, instance: &Instance, items: &[u32], more: &[u32]) -> bool {
        self.items.clear();
        self.items.extend_from_slice(items);
        self.items.extend_from_slice(more);
        self.items.sort_unstable_by_key(|&item| {
            let pinned = instance.only_week[item as usize] != ANY_WEEK;
            let minutes = instance.minutes[item as usize];
            (!pinned, std::cmp::Reverse(minutes), item)
        });
        let mut found = self.largest_first(instance) || self.tightest(instance);
        if let Some(in_row) = &instance.in_row {
            // Locked items came one by one, and stand however they do.
            let locked = |&item: &u32| in_row.is_locked(item);
            found &= in_row.holds(&self.kinds) || self.items.iter().all(locked);
        }
        found
    }

    fn begin(&mut self, instance: &Instance) {
        self.packed.clear();
        self.packed.resize(self.items.len(), false);
        self.weeks.clear();
        self.free.clone_from(&instance.rooms);
        self.supplied.clear();
        self.supplied.resize(instance.prerequisites.len(), NEVER);
        self.kinds.reset(instance.in_row.as_ref(), instance.weeks());
    }

    /// Whether an item may come into a week as things stand, room apart.
    fn may(&self, instance: &Instance, item: u32, week: u32) -> bool {
        let only = instance.only_week[item as usize];
        let mut needs = instance.needs.row(item as usize).iter();
        (only == ANY_WEEK || only == week)
            && needs.all(|&need| self.supplied[need as usize] <= week)
            && (instance.in_row.as_ref()).is_none_or(|own| own.may(&self.kinds, item, week))
    }

    fn put(&mut self, instance: &Instance, at: usize, week: u32) {
        let item = self.items[at];
        self.packed[at] = true;
        self.weeks.push((item, week));
        if let Some(in_row) = &instance.in_row {
            in_row.put(&mut self.kinds, item, week);
        }
        self.free[week as usize] -= instance.minutes[item as usize];
        for &prerequisite in instance.supplies.row(item as usize) {
            let first = &mut self.supplied[prerequisite as usize];
            *first = (*first).min(week);
        }
    }

    /// Week by week, the largest item first that is ready and fits.
    fn largest_first(&mut self, instance: &Instance) -> bool {
        self.begin(instance);
        for week in 0..instance.weeks() {
            let mut at = 0;
            while at < self.items.len() {
                let item = self.items[at];
                let fits = !self.packed[at]
                    && instance.minutes[item as usize] <= self.free[week as usize]
                    && self.may(instance, item, week);
                if fits {
                    self.put(instance, at, week);
                }
                // What it supplies or keeps apart may let in one that was passed over.
                let lets_in = !instance.supplies.row(item as usize).is_empty();
                let again = fits && (lets_in || instance.in_row.is_some());
                at = if again { 0 } else { at + 1 };
            }
        }
        self.weeks.len() == self.items.len()
    }

    /// Week by week, the items that leave the least of it free (Gupta and Ho, "A new heuristic algorithm for the
    /// one-dimensional bin-packing problem", 1999).
    fn tightest(&mut self, instance: &Instance) -> bool {
        self.begin(instance);
        for week in 0..instance.weeks() {
            while self.fullest(instance, week) {
                for nth in 0..self.fullest.len() {
                    self.put(instance, self.fullest[nth], week);
                }
            }
        }
        self.weeks.len() == self.items.len()
    }

    /// Finds the items that together take the most of what is free in a week (subset sum; larger ones preferred).
    fn fullest(&mut self, instance: &Instance, week: u32) -> bool {
        let room = self.free[week as usize] as usize;
        self.reach.clear();
        self.reach.resize(room / 64 + 1, 0);
        self.reach[0] = 1;
        self.last.resize((room + 1).max(self.last.len()), 0);
        for at in 0..self.items.len() {
            let item = self.items[at];
            if self.packed[at] || !self.may(instance, item, week) {
                continue;
            }
            let minutes = instance.minutes[item as usize] as usize;
            let (words, bits) = (minutes / 64, minutes % 64);
            for to in (words..self.reach.len()).rev() {
                let from = to - words;
                let mut shifted = self.reach[from] << bits;
                if bits > 0 && from > 0 {
                    shifted |= self.reach[from - 1] >> (64 - bits);
                }
                let mut new = shifted & !self.reach[to];
                self.reach[to] |= new;
                while new != 0 {
                    let sum = 64 * to + new.trailing_zeros() as usize;
                    if sum <= room {
                        self.last[sum] = at as u32;
                    }
                    new &= new - 1;
                }
            }
        }
        let reached = |sum: usize| self.reach[sum / 64] >> (sum % 64) & 1 == 1;
        let mut sum = (1..=room).rev().find(|&sum| reached(sum)).unwrap_or(0);
        self.fullest.clear();
        while sum > 0 {
            let at = self.last[sum] as usize;
            self.fullest.push(at);
            sum -= instance.minutes[self.items[at] as usize] as usize;
        }
        !self.fullest.is_empty()
    }
}
