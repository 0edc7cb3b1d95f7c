//! The search: greedy, then local improvement on the items that come into question.

use super::exact;
use super::greedy::{Greedy, Rule};
use super::instance::Instance;
use super::packing::Packing;
use super::shortlist::shortlist;
use super::weeks::{Draft, NEVER};
use crate::order::{Arrange, highest_first};

/// Shares that may be looked at in all: a limit on work that is the same on every machine.
const WORK: usize = 80_000;
/// Up to this many items all pairs are tried.
const SMALL: u32 = 40;
/// A change must pay more than this, so that rounding never makes two plans take turns.
pub(super) const PAYS: f64 = 1e-9;
/// Attempts to pack anew in each greedy run: in a small catalogue, and in a larger one.
const REPACKS: (u32, u32) = (12, 2);
/// A bar for plans that any is above.
const ANYTHING: f64 = f64::NEG_INFINITY;
const RULES: [Rule; 2] = [Rule::PerMinute, Rule::Whole];

/// What the search found.
pub(super) struct Found<'a> {
    pub plan: Draft<'a>,
    /// Whether no plan is worth more.
    pub proven: bool,
    /// The items that came into question, ascending.
    pub listed: Vec<u32>,
}

/// The best plan that contains the items of `fixed` (the locked ones). `start` has these and more: a plan to begin with.
pub(super) fn best<'a>(
    instance: &'a Instance,
    fixed: &Draft<'a>,
    start: Option<&Draft<'a>>,
) -> Found<'a> {
    let mut greedy = Greedy::new(REPACKS.0);
    let mut plans: Vec<Draft<'a>> = vec![start.unwrap_or(fixed).clone(); RULES.len()];
    for (draft, rule) in plans.iter_mut().zip(RULES) {
        greedy.fill(draft, rule, &[], ANYTHING);
    }
    plans.arrange_by(|a, b| {
        let orders = b.has_order().cmp(&a.has_order());
        orders.then(b.worth().total_cmp(&a.worth()))
    });
    let listed = shortlist(instance, &plans.iter().collect::<Vec<_>>());
    let part = instance.only(&listed);
    let locked = inside(fixed, &listed, &part);
    let mut best = inside(&plans[0], &listed, &part);
    if !best.has_order() {
        best.become_like(&locked);
    }
    if start.is_some() {
        // Begun anew, a plan may be so much better that leaving the one before pays.
        for rule in RULES {
            let mut draft = locked.clone();
            greedy.fill(&mut draft, rule, &[], best.worth() + PAYS);
            if draft.worth() > best.worth() + PAYS && draft.has_order() {
                best = draft;
            }
        }
    }
    // A small catalogue may be searched to the end; where that takes too long, it is improved as a large one.
    let whole = part.len() == instance.len();
    let mut proven = whole && exact::prove(&locked, &mut best);
    if !proven {
        // The plan before is as good as its own search made it.
        let work = if start.is_some() { WORK / 4 } else { WORK };
        best = climb(&locked, best, work);
    }
    let mut plan = widen(&best, instance, &listed);
    if !proven && instance.len() <= exact::MOST {
        // Beside a good plan few items may be left that a better one could have.
        proven = exact::prove(fixed, &mut plan);
    }
    Found {
        plan,
        proven,
        listed,
    }
}

/// A good plan for a small instance that contains the locked items.
pub(super) fn quick<'a>(locked: &Draft<'a>) -> Draft<'a> {
    let mut greedy = Greedy::new(REPACKS.0);
    let mut best = locked.clone();
    for rule in RULES {
        let mut draft = locked.clone();
        greedy.fill(&mut draft, rule, &[], best.worth());
        if draft.worth() > best.worth() && draft.has_order() {
            best = draft;
        }
    }
    climb(locked, best, WORK / 4)
}

/// A plan of an instance as one of the part that has only the `listed` items.
pub(super) fn inside<'a>(plan: &Draft<'_>, listed: &[u32], part: &'a Instance) -> Draft<'a> {
    let mut inner = Draft::new(part);
    for &item in &plan.items {
        if let Ok(at) = listed.binary_search(&item) {
            inner.put(at as u32, plan.week_of[item as usize]);
        }
    }
    inner
}

/// A plan of a part of an instance as one of the whole; `listed` are the items of the part.
pub(super) fn widen<'a>(plan: &Draft<'_>, onto: &'a Instance, listed: &[u32]) -> Draft<'a> {
    let mut whole = Draft::new(onto);
    for &own in &plan.items {
        whole.put(listed[own as usize], plan.week_of[own as usize]);
    }
    whole
}

/// Local improvement of a plan, for so much work.
fn climb<'a>(locked: &Draft<'a>, plan: Draft<'a>, work: usize) -> Draft<'a> {
    let small = plan.instance.len() <= SMALL as usize;
    let mut search = Search {
        greedy: Greedy::new(if small { REPACKS.0 } else { REPACKS.1 }),
        scratch: Draft::new(plan.instance),
        best: plan,
        locked: locked.items.clone(),
        work,
    };
    search.climb(locked);
    search.best
}

struct Search<'a> {
    greedy: Greedy,
    best: Draft<'a>,
    /// The plan being tried.
    scratch: Draft<'a>,
    locked: Vec<u32>,
    work: usize,
}

impl<'a> Search<'a> {
    /// Takes note of one trial's work; false when all is spent.
    fn may_work(&mut self) -> bool {
        let instance = self.best.instance;
        let cost = instance.shares.total() + 4 * instance.len() + 64;
        let may = self.work >= cost;
        self.work = if may { self.work - cost } else { 0 };
        may
    }

    /// Fills the plan being tried. True if that is better than the best.
    fn fill(&mut self, rule: Rule, banned: &[u32]) -> bool {
        let bar = self.best.worth() + PAYS;
        self.greedy.fill(&mut self.scratch, rule, banned, bar);
        let better = self.scratch.worth() > bar && self.scratch.has_order();
        if better {
            self.best.become_like(&self.scratch);
        }
        better
    }

    /// Moves until none pays or the work is spent.
    fn climb(&mut self, locked: &Draft<'a>) {
        while self.work > 0
            && (self.take_out(1)
                || self.force_in(locked)
                || self.take_out(2)
                || self.force_pairs(locked))
        {}
    }

    /// One or two items out, filled up again without them.
    fn take_out(&mut self, count: usize) -> bool {
        let mut items: Vec<u32> = self.best.items.clone();
        items.retain(|item| !self.locked.contains(item));
        let mut better = false;
        for (at, &one) in items.iter().enumerate() {
            let others = if count == 1 {
                &items[at..=at]
            } else {
                &items[at + 1..]
            };
            for &other in others {
                for rule in RULES {
                    if !self.best.has(one) || !self.best.has(other) || !self.may_work() {
                        continue;
                    }
                    let out = [one, other];
                    without(&self.best, &out, &mut self.scratch);
                    better |= self.fill(rule, &out);
                }
            }
        }
        better
    }

    /// An item in that is not there, with what it needs; the rest chosen anew around it.
    fn force_in(&mut self, locked: &Draft<'a>) -> bool {
        let instance = self.best.instance;
        let mut outside: Vec<(f64, u32)> = (0..instance.len() as u32)
            .filter(|&item| !self.best.has(item))
            .map(|item| (locked.more(item), item))
            .filter(|&(more, _)| more > 0.0)
            .collect();
        outside.arrange_by(highest_first);
        let mut better = false;
        for (_, item) in outside {
            better |= self.force(locked, &[item], Rule::PerMinute);
        }
        better
    }

    /// In a small catalogue: every two items in, the rest chosen around them.
    fn force_pairs(&mut self, locked: &Draft<'a>) -> bool {
        let count = self.best.instance.len() as u32;
        if count > SMALL {
            return false;
        }
        let mut better = false;
        for one in 0..count {
            for other in (0..count).filter(|&other| other != one) {
                for rule in RULES {
                    better |= self.force(locked, &[one, other], rule);
                }
            }
        }
        better
    }

    fn force(&mut self, locked: &Draft<'a>, first: &[u32], rule: Rule) -> bool {
        if !self.may_work() {
            return false;
        }
        self.scratch.become_like(locked);
        let Self {
            greedy, scratch, ..
        } = self;
        let mut supplied = first.iter();
        let had = supplied.all(|&item| supply(scratch, item, 8, &mut greedy.packing));
        had && self.fill(rule, &[])
    }
}

/// A plan without some items, and without those that now lack a prerequisite.
pub(super) fn without<'a>(plan: &Draft<'a>, out: &[u32], rest: &mut Draft<'a>) {
    rest.clear();
    for &item in &plan.items {
        let week = plan.week_of[item as usize];
        if !out.contains(&item) && rest.ready(item) <= week {
            rest.put(item, week);
        }
    }
}

/// Adds an item and before it, as far as it lacks them, the items that supply what it needs: of those the
/// one with the most gain per minute.
fn supply(draft: &mut Draft<'_>, item: u32, depth: u32, packing: &mut Packing) -> bool {
    let instance = draft.instance;
    if draft.has(item) {
        return true;
    }
    for &need in instance.needs.row(item as usize) {
        if draft.supplied[need as usize] != NEVER {
            continue;
        }
        let worth = |&item: &u32| draft.gain(item) / f64::from(instance.minutes[item as usize]);
        let supplier = instance
            .suppliers(need)
            .filter(|&other| other != item)
            .max_by(|a, b| worth(a).total_cmp(&worth(b)).then(b.cmp(a)));
        let added =
            depth > 0 && supplier.is_some_and(|other| supply(draft, other, depth - 1, packing));
        if !added {
            return false;
        }
    }
    // What it needs may have brought it in.
    draft.has(item) || draft.add(item, packing)
}
