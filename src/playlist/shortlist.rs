//! The few items among many that local improvement looks at.

use super::instance::Instance;
use super::weeks::Draft;
use crate::order::keep_highest;

/// Up to this many items all of them are looked at.
const FEW: usize = 128;
/// The best of each step that are looked at, by what they close of it per minute.
const PER_STEP: usize = 2;

/// The items of the plans given and those that come nearest to being chosen beside the first of them, ascending.
pub(super) fn shortlist(instance: &Instance, plans: &[&Draft<'_>]) -> Vec<u32> {
    if instance.len() <= FEW {
        return (0..instance.len() as u32).collect();
    }
    let mut listed = vec![false; instance.len()];
    for plan in plans {
        for &item in &plan.items {
            listed[item as usize] = true;
        }
    }
    let plan = plans[0];
    // Per step, the best so far with what each closes of it per minute.
    let mut best = vec![[(0.0f32, u32::MAX); PER_STEP]; instance.steps.len()];
    let mut near: Vec<(f64, u32)> = Vec::with_capacity(instance.len());
    for item in 0..instance.len() as u32 {
        if plan.has(item) {
            continue;
        }
        let per_minute = 1.0 / instance.minutes[item as usize] as f32;
        let mut gain = 0.0;
        for own in instance.shares.row(item as usize) {
            gain += plan.open[own.step as usize] * f64::from(own.share);
            let slots = &mut best[own.step as usize];
            let mut entry = (own.share * per_minute, item);
            if entry.0 > slots[PER_STEP - 1].0 {
                for slot in slots {
                    if entry.0 > slot.0 {
                        std::mem::swap(slot, &mut entry);
                    }
                }
            }
        }
        near.push((gain * f64::from(per_minute), item));
    }
    let per_step = best.iter().flatten().filter(|entry| entry.1 != u32::MAX);
    for &(_, item) in per_step {
        listed[item as usize] = true;
    }
    let known = listed.iter().filter(|&&listed| listed).count();
    let more = FEW.saturating_sub(known).max(FEW / 2).min(near.len());
    keep_highest(&mut near, more);
    for (_, item) in near {
        listed[item as usize] = true;
    }
    // What the listed ones need, as far as it can be had: the supplier with the most to gain per minute.
    let mut needed: Vec<u32> = (0..instance.len() as u32)
        .filter(|&item| listed[item as usize])
        .flat_map(|item| instance.needs.row(item as usize).iter().copied())
        .collect();
    needed.sort_unstable();
    needed.dedup();
    if !needed.is_empty() {
        let mut suppliers = vec![(-1.0, u32::MAX); instance.prerequisites.len()];
        for item in 0..instance.len() as u32 {
            for &need in instance.supplies.row(item as usize) {
                let worth = plan.gain(item) / f64::from(instance.minutes[item as usize]);
                let best = &mut suppliers[need as usize];
                if worth > best.0 {
                    *best = (worth, item);
                }
            }
        }
        let found = needed.iter().map(|&need| suppliers[need as usize].1);
        for item in found.filter(|&item| item != u32::MAX) {
            listed[item as usize] = true;
        }
    }
    (0..instance.len() as u32)
        .filter(|&item| listed[item as usize])
        .collect()
}
