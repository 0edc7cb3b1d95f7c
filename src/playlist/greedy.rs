//! Lazy greedy: the best next item, looked for where it can still be.

use super::weeks::{Draft, NEVER};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

/// What "best" means for the next item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Most worth per minute.
    PerMinute,
    /// Most worth.
    Whole,
}

#[derive(PartialEq)]
struct Entry {
    key: f64,
    item: u32,
    /// The number of items in the plan when the key was computed.
    round: u32,
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key
            .total_cmp(&other.key)
            .then(other.item.cmp(&self.item))
    }
}

/// A greedy run that can be started again without new memory.
#[derive(Default)]
pub(super) struct Greedy {
    heap: Vec<Entry>,
    waiting: Vec<u32>,
    /// Attempts to pack anew in one run, before only what fits as the weeks stand is taken.
    repacks: u32,
}

impl Greedy {
    pub fn new(repacks: u32) -> Self {
        Self {
            repacks,
            ..Self::default()
        }
    }

    /// Fills a plan up with the items that are not `banned`. A worth computed earlier bounds the worth now
    /// (diminishing returns), so only the top of the heap is computed anew.
    pub fn fill(&mut self, draft: &mut Draft<'_>, rule: Rule, banned: &[u32]) {
        let instance = draft.instance;
        let key = |draft: &Draft<'_>, item: u32| {
            let worth = draft.gain(item) + instance.bonus[item as usize];
            match rule {
                Rule::PerMinute => worth / f64::from(instance.minutes[item as usize]),
                Rule::Whole => worth,
            }
        };
        let mut entries = std::mem::take(&mut self.heap);
        entries.clear();
        self.waiting.clear();
        let mut round = draft.items.len() as u32;
        for item in 0..instance.len() as u32 {
            let too_long = instance.minutes[item as usize] > draft.spare;
            if too_long || draft.has(item) || banned.contains(&item) {
                continue;
            }
            if draft.ready(item) == NEVER {
                self.waiting.push(item);
                continue;
            }
            let key = key(draft, item);
            if key > 0.0 {
                entries.push(Entry { key, item, round });
            }
        }
        let mut heap = BinaryHeap::from(entries);
        let mut repacks = self.repacks;
        let shortest = instance.minutes.iter().copied().min().unwrap_or(0);
        // Nothing more fits once less is free than the shortest takes, in all or, as the weeks stand, in each.
        while draft.spare >= shortest && (repacks > 0 || draft.longest_free() >= shortest) {
            let Some(mut top) = heap.peek_mut() else {
                break;
            };
            let item = top.item;
            if instance.minutes[item as usize] > draft.spare {
                PeekMut::pop(top);
                continue;
            }
            if top.round != round {
                top.key = key(draft, item);
                top.round = round;
                if top.key <= 0.0 {
                    PeekMut::pop(top);
                }
                continue;
            }
            PeekMut::pop(top);
            let mut added = draft.place(item);
            if !added && repacks > 0 {
                added = draft.add(item);
                repacks -= 1;
            }
            if !added {
                continue;
            }
            round = draft.items.len() as u32;
            if !instance.supplies.row(item as usize).is_empty() {
                self.waiting.retain(|&item| {
                    if draft.ready(item) == NEVER {
                        return true;
                    }
                    let key = key(draft, item);
                    if key > 0.0 {
                        heap.push(Entry { key, item, round });
                    }
                    false
                });
            }
        }
        self.heap = heap.into_vec();
    }
}
