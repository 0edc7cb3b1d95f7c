//! Lazy greedy: the best next item, looked for where it can still be.

use super::packing::Packing;
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
    pub packing: Packing,
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

    /// Fills a plan up with the items that are not `banned`; gives up once it cannot come to be worth more than `bar`.
    ///
    /// A worth computed earlier bounds the worth now (diminishing returns), so only the top of the heap is computed anew.
    pub fn fill(&mut self, draft: &mut Draft<'_>, rule: Rule, banned: &[u32], bar: f64) {
        let instance = draft.instance;
        let minutes = |item: u32| f64::from(instance.minutes[item as usize]);
        let key = |draft: &Draft<'_>, item: u32| match rule {
            Rule::PerMinute => draft.more(item) / minutes(item),
            Rule::Whole => draft.more(item),
        };
        let mut entries = std::mem::take(&mut self.heap);
        entries.clear();
        self.waiting.clear();
        let mut round = draft.items.len() as u32;
        // The most per minute of all that is left, and of what waits for something else.
        let (mut densest, mut densest_waiting) = (0.0f64, 0.0f64);
        for item in 0..instance.len() as u32 {
            let too_long = instance.minutes[item as usize] > draft.spare;
            if too_long || draft.has(item) || banned.contains(&item) {
                continue;
            }
            let more = draft.more(item);
            let density = more / minutes(item);
            if draft.ready(item) == NEVER {
                self.waiting.push(item);
                densest_waiting = densest_waiting.max(density);
                continue;
            }
            if more > 0.0 {
                densest = densest.max(density);
                let key = match rule {
                    Rule::PerMinute => density,
                    Rule::Whole => more,
                };
                entries.push(Entry { key, item, round });
            }
        }
        densest = densest.max(densest_waiting);
        if draft.worth() + densest * f64::from(draft.spare) <= bar {
            self.heap = entries;
            return;
        }
        let mut heap = BinaryHeap::from(entries);
        let mut repacks = self.repacks;
        let mut roomiest = draft.longest_free();
        // Nothing more fits once less is free than the shortest takes, in all or, as the weeks stand, in each.
        while draft.spare >= instance.shortest && (repacks > 0 || roomiest >= instance.shortest) {
            let Some(mut top) = heap.peek_mut() else {
                break;
            };
            let most = match rule {
                Rule::PerMinute => top.key.max(densest_waiting),
                Rule::Whole => densest,
            };
            if draft.worth() + most * f64::from(draft.spare) <= bar {
                break;
            }
            let item = top.item;
            let minutes = instance.minutes[item as usize];
            if minutes > draft.spare || repacks == 0 && minutes > roomiest {
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
                added = draft.add(item, &mut self.packing);
                repacks -= 1;
                if repacks == 0 {
                    // From now on only what fits a week as it stands can come in.
                    roomiest = draft.longest_free();
                    heap.retain(|own| instance.minutes[own.item as usize] <= roomiest);
                }
            }
            if !added {
                continue;
            }
            roomiest = draft.longest_free();
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
                if self.waiting.is_empty() {
                    densest_waiting = 0.0;
                }
            }
        }
        self.heap = heap.into_vec();
    }
}
