//! How good any plan could be: bounds that hold for every plan under the constraints.

use super::instance::{Instance, Rows};
use super::weeks::Draft;

/// Steps towards the optimum of the concave relaxation.
const STEPS: usize = 40;
/// How near to that optimum, as a share of it, is near enough to stop.
const CLOSE: f64 = 1e-4;

/// The least of the bounds at a plan and at points around it. `locked` are the items that every plan has.
pub(super) fn upper(plan: &Draft<'_>, locked: &[u32]) -> f64 {
    let instance = plan.instance;
    let mut bounds = Bounds {
        instance,
        open: reachable(instance, locked),
        room: 0.0,
        order: Vec::with_capacity(instance.len()),
    };
    let taken: u32 = locked
        .iter()
        .map(|&item| instance.minutes[item as usize])
        .sum();
    bounds.room = f64::from(instance.budget().saturating_sub(taken));
    for &item in locked {
        bounds.open[item as usize] = false;
    }
    let mut least = bounds.all(locked).min(bounds.submodular(locked));
    least = least.min(bounds.submodular(&plan.items));
    least = least.min(bounds.concave(locked, &plan.items));
    least.max(plan.objective)
}

/// Items that some plan can have: each needs to be supplied by others that can be had.
fn reachable(instance: &Instance, locked: &[u32]) -> Vec<bool> {
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
            reachable[item as usize] = true;
            for &prerequisite in instance.supplies.row(item as usize) {
                supplied[prerequisite as usize] = true;
            }
            false
        });
        if waiting.len() == before {
            return reachable;
        }
    }
}

struct Bounds<'a> {
    instance: &'a Instance,
    /// Items that a plan may have beside the locked ones.
    open: Vec<bool>,
    /// Minutes beside the locked ones.
    room: f64,
    /// Gain per minute, gain and item; kept to save memory.
    order: Vec<(f64, f64, u32)>,
}

impl Bounds<'_> {
    fn left(&self, items: &[u32]) -> Vec<f64> {
        let mut left = vec![1.0; self.instance.steps.len()];
        for &item in items {
            for own in self.instance.shares.row(item as usize) {
                left[own.step as usize] *= 1.0 - own.share;
            }
        }
        left
    }

    fn value(&self, left: &[f64]) -> f64 {
        let closed = self.instance.steps.iter().zip(left);
        closed.map(|(step, left)| step.value * (1.0 - left)).sum()
    }

    /// Everything there is, as if time did not matter.
    fn all(&self, locked: &[u32]) -> f64 {
        let mut items = locked.to_vec();
        items.extend((0..self.open.len() as u32).filter(|&item| self.open[item as usize]));
        self.value(&self.left(&items))
    }

    /// f(S) + the fractional knapsack of the marginal gains at S.
    fn submodular(&mut self, items: &[u32]) -> f64 {
        let left = self.left(items);
        let instance = self.instance;
        let value = self.value(&left);
        value + self.knapsack(|item| instance.gain(&left, item), |_, _| {})
    }

    /// The most that the room can hold of gains when items may be cut; `taken` hears of each item's part.
    fn knapsack(&mut self, gain: impl Fn(usize) -> f64, mut taken: impl FnMut(usize, f64)) -> f64 {
        self.order.clear();
        for item in (0..self.open.len()).filter(|&item| self.open[item]) {
            let gain = gain(item);
            if gain > 0.0 {
                let density = gain / f64::from(self.instance.minutes[item]);
                self.order.push((density, gain, item as u32));
            }
        }
        self.order
            .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        let (mut room, mut sum) = (self.room, 0.0);
        for &(_, gain, item) in &self.order {
            let minutes = f64::from(self.instance.minutes[item as usize]);
            let part = (room / minutes).min(1.0);
            taken(item as usize, part);
            sum += part * gain;
            room -= part * minutes;
            if room <= 0.0 {
                break;
            }
        }
        sum
    }

    /// Frank–Wolfe on the concave extension from a plan: the least linear bound on the way.
    fn concave(&mut self, locked: &[u32], start: &[u32]) -> f64 {
        let instance = self.instance;
        let steps = instance.steps.len();
        let mut rates = Rows::new();
        for item in 0..instance.len() {
            let row = instance.shares.row(item).iter();
            rates.push(row.map(|own| (own.step, -libm::log1p(-own.share))));
        }
        let mut x = vec![0.0; instance.len()];
        let mut target = vec![0.0; instance.len()];
        for &item in start.iter().chain(locked) {
            x[item as usize] = 1.0;
        }
        // Per step: the sum of x · rate, here and at the target of the move.
        let mut here = vec![0.0; steps];
        for &item in start {
            for &(step, rate) in rates.row(item as usize) {
                here[step as usize] += rate;
            }
        }
        let value = |here: &[f64]| -> f64 {
            let sums = instance.steps.iter().zip(here);
            sums.map(|(step, sum)| step.value * (1.0 - libm::exp(-sum)))
                .sum()
        };
        let mut least = f64::INFINITY;
        let mut slope = vec![0.0; steps];
        let mut there = vec![0.0; steps];
        for _ in 0..STEPS {
            for ((slope, step), sum) in slope.iter_mut().zip(&instance.steps).zip(&here) {
                *slope = step.value * libm::exp(-sum);
            }
            let gain = |item: usize| -> f64 {
                let row = rates.row(item).iter();
                row.map(|&(step, rate)| slope[step as usize] * rate).sum()
            };
            target.fill(0.0);
            let most = self.knapsack(gain, |item, part| target[item] = part);
            for &item in locked {
                target[item as usize] = 1.0;
            }
            let (mut now, mut fixed) = (0.0, 0.0);
            there.fill(0.0);
            for item in 0..instance.len() {
                if x[item] > 0.0 {
                    now += x[item] * gain(item);
                }
                if target[item] > 0.0 {
                    for &(step, rate) in rates.row(item) {
                        there[step as usize] += target[item] * rate;
                    }
                }
            }
            for &item in locked {
                fixed += gain(item as usize);
            }
            let gap = most + fixed - now;
            let reached = value(&here);
            least = least.min(reached + gap.max(0.0));
            if gap <= CLOSE * reached {
                break;
            }
            // The best point on the line, by halving on the slope.
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..20 {
                let middle = 0.5 * (low + high);
                let rising: f64 = (0..steps)
                    .map(|s| {
                        let sum = here[s] + middle * (there[s] - here[s]);
                        instance.steps[s].value * libm::exp(-sum) * (there[s] - here[s])
                    })
                    .sum();
                if rising > 0.0 {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let pace = 0.5 * (low + high);
            for (here, there) in here.iter_mut().zip(&there) {
                *here += pace * (there - *here);
            }
            for (x, target) in x.iter_mut().zip(&target) {
                *x += pace * (target - *x);
            }
        }
        least
    }
}
