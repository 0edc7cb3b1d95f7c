//! How good any plan could be: bounds that hold for every plan under the constraints.

use super::in_row::InRow;
use super::instance::Instance;
use super::places::Places;
use super::weeks::Draft;
use crate::order::{highest_first, keep_highest};

/// Shares that may be looked at on the way to the optimum of the concave relaxation.
const WORK: usize = 40_000;
/// Steps towards that optimum at most.
const STEPS: usize = 60;
/// How near to it, as a share of it, is near enough to stop.
const CLOSE: f64 = 1e-4;
/// Times that the range in which the best price of a kind lies is narrowed down.
const PRICES: usize = 12;
/// Items that are looked at on the way; all are in the end.
const NEAR: usize = 384;

/// The least of the bounds at a plan and at points around it. `locked` are the items that every plan has.
pub(super) fn upper(plan: &Draft<'_>, locked: &[u32]) -> f64 {
    let mut bounds = Bounds::new(plan.instance, locked);
    bounds.in_row = plan.instance.in_row.as_ref().filter(|own| {
        // Locked items may break what no other plan could heed either.
        own.room(&plan.items).iter().all(|&room| room >= 0.0)
    });
    let mut least = bounds
        .submodular(&plan.items)
        .min(bounds.concave(&plan.items));
    // Where much is left out these two are never the least.
    if bounds.open.len() <= NEAR {
        least = least.min(bounds.all()).min(bounds.submodular(locked));
    }
    least.max(plan.objective())
}

/// Items that some plan can have: each needs to be supplied by others that can be had, and to fit a week.
pub(super) fn reachable(instance: &Instance, locked: &[u32]) -> Vec<bool> {
    let longest = instance.rooms.iter().copied().max().unwrap_or(0);
    let mut supplied = vec![false; instance.prerequisites.len()];
    let mut reachable = vec![false; instance.len()];
    let mut waiting: Vec<u32> = (0..instance.len() as u32).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|&item| {
            let mut needs = instance.needs.row(item as usize).iter();
            if !locked.contains(&item) && !needs.all(|&need| supplied[need as usize]) {
                return true;
            }
            reachable[item as usize] = instance.minutes[item as usize] <= longest;
            for &prerequisite in instance.supplies.row(item as usize) {
                supplied[prerequisite as usize] |= reachable[item as usize];
            }
            false
        });
        if waiting.len() == before {
            return reachable;
        }
    }
}

/// A linear function that bounds the objective: `constant` plus the items' gains.
pub(super) struct Linear {
    pub constant: f64,
    pub gain: Vec<f64>,
}

/// Bounds for one set of locked items.
pub(super) struct Bounds<'a> {
    instance: &'a Instance,
    locked: &'a [u32],
    /// Items that a plan may have beside the locked ones.
    open: Vec<u32>,
    /// Minutes beside the locked ones.
    room: f64,
    /// What keeps items of a kind apart, where every plan does.
    in_row: Option<&'a InRow>,
    /// Gain per minute and item; kept to save memory.
    order: Vec<(f64, u32)>,
}

/// −ln(1 − q), or a little more: the Taylor series with the rest summed as if geometric. So what is made of it stays a
/// bound, at a fraction of the cost of a logarithm.
fn rate(share: f32) -> f64 {
    let q = f64::from(share);
    let rest = q / (6.0 * (1.0 - q));
    q * (1.0 + q * (0.5 + q * (1.0 / 3.0 + q * (0.25 + q * (0.2 + rest)))))
}

impl<'a> Bounds<'a> {
    pub fn new(instance: &'a Instance, locked: &'a [u32]) -> Self {
        let reachable = reachable(instance, locked);
        let minutes = locked.iter().map(|&item| instance.minutes[item as usize]);
        let taken: u32 = minutes.sum();
        let room = instance.budget().saturating_sub(taken);
        Self {
            instance,
            locked,
            open: (0..instance.len() as u32)
                .filter(|&item| {
                    let fits = instance.minutes[item as usize] <= room;
                    fits && reachable[item as usize] && !locked.contains(&item)
                })
                .collect(),
            room: f64::from(room),
            in_row: None,
            order: Vec::with_capacity(instance.len()),
        }
    }

    fn left(&self, items: impl Iterator<Item = u32>) -> Vec<f64> {
        let mut open = self.instance.values();
        for item in items {
            for own in self.instance.shares.row(item as usize) {
                open[own.step as usize] *= 1.0 - f64::from(own.share);
            }
        }
        open
    }

    fn value(&self, open: &[f64]) -> f64 {
        let steps = self.instance.steps.iter().zip(open);
        steps.map(|(step, open)| step.value - open).sum()
    }

    /// Everything there is, as if time did not matter.
    fn all(&self) -> f64 {
        let items = self.locked.iter().chain(&self.open).copied();
        self.value(&self.left(items))
    }

    /// f(S) + the fractional knapsack of what the marginal gains at S exceed the prices by.
    fn submodular(&mut self, items: &[u32]) -> f64 {
        let open = self.left(items.iter().copied());
        let value = self.value(&open);
        let instance = self.instance;
        value + self.most(|item| instance.gain(&open, item as usize))
    }

    /// The most that any open items can gain beyond their prices when they may be cut.
    ///
    /// Where items of a kind are kept apart, that is a constraint on how many there are of each beside the others. It is taken
    /// into the sum at a price (Lagrange): at any price the sum bounds what a plan gains, and the price of one kind after the
    /// other is made the one at which it is least.
    fn most(&mut self, gain: impl Fn(u32) -> f64) -> f64 {
        self.collect(&gain, None);
        let plain = self.knapsack(&mut |_, _| {});
        let Some(in_row) = self.in_row else {
            return plain;
        };
        let room = in_row.room(self.locked);
        let highest = self.open.iter().map(|&item| gain(item));
        let highest = highest.fold(0.0, f64::max);
        let mut prices = vec![0.0; room.len()];
        let mut least = plain;
        for kind in 0..room.len() {
            let (mut from, mut to) = (0.0, highest);
            let mut best = 0.0;
            for _ in 0..PRICES {
                let third = (to - from) / 3.0;
                let tried = [from + third, to - third].map(|price| {
                    prices[kind] = price;
                    self.collect(|item| gain(item) - in_row.cost(item, &prices), None);
                    let rooms = room.iter().zip(&prices);
                    let paid: f64 = rooms.map(|(room, price)| room * price).sum();
                    let sum = paid + self.knapsack(&mut |_, _| {});
                    if sum < least {
                        (least, best) = (sum, price);
                    }
                    sum
                });
                if tried[0] <= tried[1] {
                    to -= third;
                } else {
                    from += third;
                }
            }
            prices[kind] = best;
        }
        least
    }

    /// Lists the items whose gain exceeds their price; of `some`, or of all.
    fn collect(&mut self, gain: impl Fn(u32) -> f64, some: Option<&[u32]>) {
        self.order.clear();
        for &item in some.unwrap_or(&self.open) {
            let net = gain(item) - self.instance.price[item as usize];
            if net > 0.0 {
                let minutes = f64::from(self.instance.minutes[item as usize]);
                self.order.push((net / minutes, item));
            }
        }
    }

    /// The most that the room can hold of the listed items when they may be cut; `taken` hears of each item's part.
    /// The weighted median in linear time: halves are sorted out by their density until one item is left to be cut.
    fn knapsack(&mut self, taken: &mut dyn FnMut(u32, f64)) -> f64 {
        let (mut rest, mut room, mut sum) = (&mut self.order[..], self.room, 0.0);
        let minutes = |item: u32| f64::from(self.instance.minutes[item as usize]);
        while !rest.is_empty() && room > 0.0 {
            let half = (rest.len() - 1) / 2;
            rest.select_nth_unstable_by(half, highest_first);
            let taking: f64 = rest[..=half].iter().map(|own| minutes(own.1)).sum();
            if taking <= room {
                let (whole, more) = rest.split_at_mut(half + 1);
                for &mut (density, item) in whole {
                    sum += density * minutes(item);
                    taken(item, 1.0);
                }
                room -= taking;
                rest = more;
            } else if half == 0 {
                let (density, item) = rest[0];
                sum += density * room;
                taken(item, room / minutes(item));
                break;
            } else {
                rest = &mut rest[..=half];
            }
        }
        sum
    }

    /// Frank–Wolfe on the concave extension from a plan: the least linear bound on the way.
    fn concave(&mut self, start: &[u32]) -> f64 {
        let linear = self.linear(start);
        let gains = self.locked.iter().map(|&item| linear.gain[item as usize]);
        linear.constant + gains.sum::<f64>() + self.most(|item| linear.gain[item as usize])
    }

    /// The linear bound at the best point found from a plan: of what is closed, before prices.
    pub fn linear(&mut self, start: &[u32]) -> Linear {
        let here = self.approach(start);
        self.at(&here)
    }

    /// The linearisation at a point, given as the sum of rates per step; over all items.
    fn at(&self, here: &[f64]) -> Linear {
        let steps = self.instance.steps.iter().zip(here);
        let slope: Vec<f64> = steps
            .map(|(step, sum)| step.value * libm::exp(-sum))
            .collect();
        let mut gain = vec![0.0; self.instance.len()];
        let of = |item: u32| -> f64 {
            let row = self.instance.shares.row(item as usize).iter();
            row.map(|own| slope[own.step as usize] * rate(own.share))
                .sum()
        };
        for &item in self.open.iter().chain(self.locked) {
            gain[item as usize] = of(item);
        }
        let steps = self.instance.steps.iter().zip(&slope).zip(here);
        let constant = steps
            .map(|((step, slope), sum)| step.value - slope - slope * sum)
            .sum();
        Linear { constant, gain }
    }

    /// From a plan towards the optimum of the concave extension, looking at the items that come into question.
    fn approach(&mut self, start: &[u32]) -> Vec<f64> {
        let instance = self.instance;
        let steps = instance.steps.len();
        let near = self.near(start);
        let mut rates = Vec::new();
        let mut rows = vec![0..0; near.len()];
        for (row, &item) in rows.iter_mut().zip(&near) {
            let first = rates.len();
            let own = instance.shares.row(item as usize).iter();
            rates.extend(own.map(|own| (own.step as usize, rate(own.share))));
            *row = first..rates.len();
        }
        let mut place = vec![usize::MAX; instance.len()];
        for (at, &item) in near.iter().enumerate() {
            place[item as usize] = at;
        }
        // Per step: the sum of x · rate, here, of the locked items, and at the target of the move. Beside it the price of x.
        let mut fixed = vec![0.0; steps];
        for &item in self.locked {
            for own in instance.shares.row(item as usize) {
                fixed[own.step as usize] += rate(own.share);
            }
        }
        let (mut here, mut paid) = (fixed.clone(), 0.0);
        for &item in start.iter().filter(|item| !self.locked.contains(item)) {
            for own in instance.shares.row(item as usize) {
                here[own.step as usize] += rate(own.share);
            }
            paid += instance.price[item as usize];
        }
        let (mut slope, mut there) = (vec![0.0; steps], vec![0.0; steps]);
        let mut least = (f64::INFINITY, here.clone());
        let rounds = (WORK / (rates.len() + 8 * near.len() + 1)).clamp(3, STEPS);
        for _ in 0..rounds {
            let mut reached = -paid;
            for ((slope, step), sum) in slope.iter_mut().zip(&instance.steps).zip(&here) {
                *slope = step.value * libm::exp(-sum);
                reached += step.value - *slope;
            }
            let gain = |item: u32| -> f64 {
                let own = &rates[rows[place[item as usize]].clone()];
                own.iter().map(|&(step, rate)| slope[step] * rate).sum()
            };
            self.collect(gain, Some(&near));
            there.clone_from(&fixed);
            let mut pays = 0.0;
            self.knapsack(&mut |item, part| {
                pays += part * instance.price[item as usize];
                for &(step, rate) in &rates[rows[place[item as usize]].clone()] {
                    there[step] += part * rate;
                }
            });
            let ways = slope.iter().zip(&there).zip(&here);
            let rise: f64 = ways
                .map(|((slope, there), here)| slope * (there - here))
                .sum::<f64>()
                - (pays - paid);
            if reached + rise < least.0 {
                least = (reached + rise, here.clone());
            }
            if rise <= CLOSE * reached {
                break;
            }
            let pace = best_pace(instance, &here, &there, pays - paid);
            for (here, there) in here.iter_mut().zip(&there) {
                *here += pace * (there - *here);
            }
            paid += pace * (pays - paid);
        }
        least.1
    }

    /// The open items with the most to gain beside a plan, and those of the plan.
    fn near(&self, start: &[u32]) -> Vec<u32> {
        if self.open.len() <= NEAR {
            return self.open.clone();
        }
        let open = self.left(start.iter().copied());
        let begun = Places::new(self.instance.len(), start.iter().copied());
        let density = |item: u32| {
            let share = if begun.has(item) {
                f64::MAX
            } else {
                self.instance.gain(&open, item as usize)
            };
            share / f64::from(self.instance.minutes[item as usize])
        };
        let mut ranked: Vec<(f64, u32)> = self
            .open
            .iter()
            .map(|&item| (density(item), item))
            .collect();
        keep_highest(&mut ranked, NEAR);
        let mut near: Vec<u32> = ranked.into_iter().map(|(_, item)| item).collect();
        near.sort_unstable();
        near
    }
}

/// How far to go from one point towards another that costs so much more: where the rise ends, by halving and Newton's
/// method.
fn best_pace(instance: &Instance, here: &[f64], there: &[f64], dearer: f64) -> f64 {
    let ways: Vec<(f64, f64, f64)> = instance
        .steps
        .iter()
        .zip(here)
        .zip(there)
        .filter(|((_, here), there)| here != there)
        .map(|((step, here), there)| (step.value, *here, there - here))
        .collect();
    let (mut low, mut high, mut pace) = (0.0, 1.0, 1.0);
    for _ in 0..6 {
        let (mut slope, mut bend) = (-dearer, 0.0);
        for &(value, here, way) in &ways {
            let own = value * libm::exp(-(here + pace * way)) * way;
            slope += own;
            bend += own * way;
        }
        if slope > 0.0 {
            if pace >= high {
                break;
            }
            low = pace;
        } else {
            high = pace;
        }
        let newton = pace + slope / bend.max(f64::MIN_POSITIVE);
        pace = if newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
    }
    pace
}
