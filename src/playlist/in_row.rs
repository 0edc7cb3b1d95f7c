//! At most so many items of a kind in a row.
//!
//! Items of a kind follow each other up to a limit; then another item has to come. So in any weeks that follow each other,
//! `own − limit · others` of a kind is at most the limit: there are as many places for it as there are others, and one more.
//! [`InRow::may`] heeds that while a plan is made, item by item. What holds has an order, but for rare cases in which
//! prerequisites stand against it: [`in_order`] looks for it.

use super::case::Case;
use super::instance::Instance;
use super::weeks::Draft;

/// An item without a kind: it stands between others, and next to anything.
const NO_KIND: u8 = u8::MAX;

/// The constraint, for the items of an instance.
#[derive(Clone)]
pub(super) struct InRow {
    most: i32,
    /// Per item: the number of its kind, or [`NO_KIND`].
    kind: Vec<u8>,
    /// Per kind: what `own − most · others` may come to: `most`, or more where locked items leave no choice.
    limits: Vec<i32>,
    /// Per item: whether it is locked, and so free of this.
    locked: Vec<bool>,
}

/// How many items lie in each week.
#[derive(Clone, Default)]
pub(super) struct Kinds {
    /// Per kind and week.
    own: Vec<i32>,
    /// Per week, of all kinds and none.
    all: Vec<i32>,
}

impl InRow {
    /// `fixed` is the plan of the locked items.
    pub fn new(case: &Case<'_>, fixed: &Draft<'_>, most: u32) -> Self {
        let instance = fixed.instance;
        let mut known = Vec::new();
        let kind = instance.items.iter().map(|&place| {
            let Some(kind) = case.stock.figures(place).kind else {
                return NO_KIND;
            };
            let at = known.iter().position(|own| *own == kind);
            let at = at.unwrap_or_else(|| {
                known.push(kind);
                known.len() - 1
            });
            // What has so many kinds beside it does not come in a row.
            u8::try_from(at).unwrap_or(NO_KIND)
        });
        let mut locked = vec![false; instance.len()];
        for &item in &fixed.items {
            locked[item as usize] = true;
        }
        let most = most as i32;
        Self {
            most,
            kind: kind.collect(),
            limits: vec![most; known.len().min(usize::from(NO_KIND))],
            locked,
        }
    }

    /// Allows what is in the plan of the locked items.
    pub fn bend(&mut self, kinds: &Kinds) {
        for kind in 0..self.limits.len() {
            self.limits[kind] = self.excess(kinds, kind, None).max(self.most);
        }
    }

    /// The same for only some of the items.
    pub fn only(&self, items: &[u32]) -> Self {
        let of = |item: &u32| *item as usize;
        Self {
            most: self.most,
            kind: items.iter().map(|item| self.kind[of(item)]).collect(),
            limits: self.limits.clone(),
            locked: items.iter().map(|item| self.locked[of(item)]).collect(),
        }
    }

    pub fn put(&self, kinds: &mut Kinds, item: u32, week: u32) {
        self.count(kinds, item, week, 1);
    }

    pub fn take(&self, kinds: &mut Kinds, item: u32, week: u32) {
        self.count(kinds, item, week, -1);
    }

    fn count(&self, kinds: &mut Kinds, item: u32, week: u32, by: i32) {
        kinds.all[week as usize] += by;
        let kind = self.kind[item as usize];
        if kind != NO_KIND {
            kinds.own[usize::from(kind) * kinds.all.len() + week as usize] += by;
        }
    }

    /// Whether an item may come to those there are, into a week.
    pub fn may(&self, kinds: &Kinds, item: u32, week: u32) -> bool {
        let kind = self.kind[item as usize];
        let free = kind == NO_KIND || self.locked[item as usize];
        free || {
            let kind = usize::from(kind);
            self.excess(kinds, kind, Some(week as usize)) <= self.limits[kind]
        }
    }

    /// How many may follow each other.
    pub fn most(&self) -> u32 {
        self.most.unsigned_abs()
    }

    pub fn is_locked(&self, item: u32) -> bool {
        self.locked[item as usize]
    }

    /// Whether more is allowed than was asked for.
    pub fn is_bent(&self) -> bool {
        self.limits.iter().any(|&limit| limit > self.most)
    }

    /// Whether items can be kept apart in their weeks.
    pub fn holds(&self, kinds: &Kinds) -> bool {
        (0..self.limits.len()).all(|kind| self.excess(kinds, kind, None) <= self.limits[kind])
    }

    /// The most of `own − most · others` of a kind in any weeks that follow each other; with one more of it in a week.
    fn excess(&self, kinds: &Kinds, kind: usize, more: Option<usize>) -> i32 {
        let weeks = kinds.all.len();
        let own = &kinds.own[kind * weeks..][..weeks];
        let (mut sum, mut highest) = (0, 0);
        for (week, (own, all)) in own.iter().zip(&kinds.all).enumerate() {
            let more = i32::from(more == Some(week));
            sum = sum.max(0) + own + more - self.most * (all - own);
            highest = highest.max(sum);
        }
        highest
    }

    /// What `own − most · others` of each kind costs, at so much each for each kind, where an item comes in. It is negative for
    /// what stands between others.
    pub fn cost(&self, item: u32, prices: &[f64]) -> f64 {
        let own = prices.get(usize::from(self.kind[item as usize]));
        let others: f64 = prices.iter().sum();
        let most = f64::from(self.most);
        own.map_or(0.0, |price| price * (1.0 + most)) - most * others
    }

    /// Per kind, the most that it may come to in a plan with these items, beside them.
    pub fn room(&self, items: &[u32]) -> Vec<f64> {
        let mut room: Vec<f64> = self.limits.iter().map(|&limit| f64::from(limit)).collect();
        let most = f64::from(self.most);
        for &item in items {
            let own = usize::from(self.kind[item as usize]);
            for (kind, room) in room.iter_mut().enumerate() {
                *room += if kind == own { -1.0 } else { most };
            }
        }
        room
    }
}

impl Kinds {
    /// Empties them; without a constraint, nothing is counted.
    pub fn reset(&mut self, in_row: Option<&InRow>, weeks: u32) {
        let weeks = in_row.map_or(0, |_| weeks as usize);
        let kinds = in_row.map_or(0, |own| own.limits.len());
        self.own.clear();
        self.own.resize(kinds * weeks, 0);
        self.all.clear();
        self.all.resize(weeks, 0);
    }
}

/// An order of items in their weeks in which each one's needs are met by those before it and no more of a kind follow
/// each other than may, those that come first here as early as can be; nothing if there is none, or none is found in so
/// many steps.
pub(super) fn in_order(
    instance: &Instance,
    items: impl Iterator<Item = (u32, u32)>,
    steps: &mut u32,
) -> Option<Vec<(u32, u32)>> {
    let mut open = vec![Vec::new(); instance.rooms.len()];
    for (item, week) in items {
        open[week as usize].push(item);
    }
    let mut order = Order {
        instance,
        open,
        made: Vec::new(),
        supplied: vec![0; instance.prerequisites.len()],
        run: (NO_KIND, 0),
        steps,
    };
    order.go_on(0).then_some(order.made)
}

/// An order in the making.
struct Order<'a> {
    instance: &'a Instance,
    /// Per week: what is to come.
    open: Vec<Vec<u32>>,
    made: Vec<(u32, u32)>,
    /// Per prerequisite: how many supply it.
    supplied: Vec<u32>,
    /// The kind of the last items, and how many they are.
    run: (u8, i32),
    steps: &'a mut u32,
}

impl Order<'_> {
    fn go_on(&mut self, week: usize) -> bool {
        let Some(week) = (week..self.open.len()).find(|&week| !self.open[week].is_empty()) else {
            return true;
        };
        let instance = self.instance;
        let plain = |item: u32| {
            let at = item as usize;
            instance.needs.row(at).is_empty() && instance.supplies.row(at).is_empty()
        };
        let kind = |item: u32| {
            instance
                .in_row
                .as_ref()
                .map_or(NO_KIND, |own| own.kind[item as usize])
        };
        let most = instance.in_row.as_ref().map_or(i32::MAX, |own| own.most);
        let mut tried = Vec::new();
        for at in 0..self.open[week].len() {
            let item = self.open[week][at];
            let own = kind(item);
            let run = match own {
                NO_KIND => (NO_KIND, 0),
                own if own == self.run.0 => (own, self.run.1 + 1),
                own => (own, 1),
            };
            let mut needs = instance.needs.row(item as usize).iter();
            let ready = needs.all(|&need| self.supplied[need as usize] > 0);
            // Of those that are alike in this, one tells for all.
            let known = plain(item) && tried.contains(&own);
            if run.1 > most || !ready || known {
                continue;
            }
            if plain(item) {
                tried.push(own);
            }
            let Some(left) = self.steps.checked_sub(1) else {
                return false;
            };
            *self.steps = left;
            self.open[week].remove(at);
            self.made.push((item, week as u32));
            for &need in instance.supplies.row(item as usize) {
                self.supplied[need as usize] += 1;
            }
            let before = std::mem::replace(&mut self.run, run);
            if self.go_on(week) {
                return true;
            }
            self.run = before;
            for &need in instance.supplies.row(item as usize) {
                self.supplied[need as usize] -= 1;
            }
            self.made.pop();
            self.open[week].insert(at, item);
        }
        false
    }
}
