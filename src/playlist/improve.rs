//! Local improvement: take something out, fill up again, keep what is better.

use super::greedy::{Greedy, Rule};
use super::weeks::Draft;

/// Shares that may be looked at in all: a limit on work that is the same on every machine.
const WORK: usize = 6_000_000;
/// Up to this many items all pairs are tried.
const SMALL: u32 = 40;
/// A change must pay more than this, so that rounding never makes two plans take turns.
const PAYS: f64 = 1e-9;

/// The best plan that contains the items of `start` (the locked ones).
pub(super) fn best<'a>(start: &Draft<'a>) -> Draft<'a> {
    let mut search = Search {
        greedy: Greedy::new(),
        best: start.clone(),
        locked: start.items.clone(),
        work: WORK,
    };
    for rule in [Rule::PerMinute, Rule::Whole] {
        search.try_from(start, &[], rule, None);
    }
    search.climb();
    search.best
}

struct Search<'a> {
    greedy: Greedy,
    best: Draft<'a>,
    locked: Vec<u32>,
    work: usize,
}

impl<'a> Search<'a> {
    /// Greedy from a plan and some more items, without the banned ones. True if that is better than the best.
    fn try_from(
        &mut self,
        start: &Draft<'a>,
        first: &[u32],
        rule: Rule,
        banned: Option<&[u32]>,
    ) -> bool {
        let instance = start.instance;
        let cost = instance.shares.total() + 16 * instance.len() + 64;
        if self.work < cost {
            self.work = 0;
            return false;
        }
        self.work -= cost;
        let mut draft = start.clone();
        for &item in first {
            if !supply(&mut draft, item, 8) {
                return false;
            }
        }
        self.greedy.fill(&mut draft, rule, |item| {
            banned.is_none_or(|banned| !banned.contains(&item))
        });
        let better = draft.objective > self.best.objective + PAYS;
        if better {
            self.best = draft;
        }
        better
    }

    /// Moves until none pays or the work is spent.
    fn climb(&mut self) {
        while self.work > 0
            && (self.take_out(1) || self.force_in() || self.take_out(2) || self.force_pairs())
        {
        }
    }

    /// One or two items out, filled up again without them.
    fn take_out(&mut self, count: usize) -> bool {
        let items: Vec<u32> = self.best.items.clone();
        let free = |item: &u32| !self.locked.contains(item);
        let items: Vec<u32> = items.into_iter().filter(free).collect();
        let mut better = false;
        for (at, &one) in items.iter().enumerate() {
            let others: &[u32] = if count == 1 {
                &items[at..=at]
            } else {
                &items[at + 1..]
            };
            for &other in others {
                if self.work == 0 || !self.best.has(one) || !self.best.has(other) {
                    continue;
                }
                let out = [one, other];
                let rest = without(&self.best, &out);
                for rule in [Rule::PerMinute, Rule::Whole] {
                    better |= self.try_from(&rest, &[], rule, Some(&out));
                }
            }
        }
        better
    }

    /// An item in that is not there, with what it needs; the rest chosen anew around it.
    fn force_in(&mut self) -> bool {
        let instance = self.best.instance;
        let mut base = Draft::new(instance);
        if !base.pack(&mut self.locked.clone()) {
            return false;
        }
        let mut outside: Vec<(f64, u32)> = (0..instance.len() as u32)
            .filter(|&item| !self.best.has(item))
            .map(|item| (base.gain(item), item))
            .filter(|&(gain, _)| gain > 0.0)
            .collect();
        outside.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut better = false;
        for (_, item) in outside {
            if self.work == 0 {
                break;
            }
            better |= self.try_from(&base, &[item], Rule::PerMinute, None);
        }
        better
    }
}

impl Search<'_> {
    /// In a small catalogue: every two items in, the rest chosen around them.
    fn force_pairs(&mut self) -> bool {
        let instance = self.best.instance;
        let count = instance.len() as u32;
        let mut base = Draft::new(instance);
        if count > SMALL || !base.pack(&mut self.locked.clone()) {
            return false;
        }
        let mut better = false;
        for one in 0..count {
            for other in (0..count).filter(|&other| other != one) {
                for rule in [Rule::PerMinute, Rule::Whole] {
                    better |= self.try_from(&base, &[one, other], rule, None);
                }
            }
        }
        better
    }
}

/// A plan without some items, and without those that now lack a prerequisite.
fn without<'a>(plan: &Draft<'a>, out: &[u32]) -> Draft<'a> {
    let mut rest = Draft::new(plan.instance);
    for &item in &plan.items {
        let week = plan.week_of[item as usize].unwrap_or(0);
        if !out.contains(&item) && rest.ready(item) <= week {
            rest.put(item, week);
        }
    }
    rest
}

/// Adds an item and before it, as far as it lacks them, the items that supply what it needs: of those the
/// one with the most gain per minute.
fn supply(draft: &mut Draft<'_>, item: u32, depth: u32) -> bool {
    let instance = draft.instance;
    if draft.has(item) {
        return true;
    }
    for &need in instance.needs.row(item as usize) {
        if draft.supplied[need as usize] != u32::MAX {
            continue;
        }
        let worth = |&item: &u32| draft.gain(item) / f64::from(instance.minutes[item as usize]);
        let supplier = instance
            .suppliers
            .row(need as usize)
            .iter()
            .copied()
            .filter(|&other| other != item)
            .max_by(|a, b| worth(a).total_cmp(&worth(b)).then(b.cmp(a)));
        let added = depth > 0 && supplier.is_some_and(|other| supply(draft, other, depth - 1));
        if !added {
            return false;
        }
    }
    draft.add(item)
}
