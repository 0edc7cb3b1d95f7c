//! Lazy greedy: the best next item, looked for where it can still be.

use super::weeks::Draft;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What "best" means for the next item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Most gain per minute.
    PerMinute,
    /// Most gain.
    Whole,
}

/// Failed attempts to pack anew before greedy takes only what fits as the weeks stand.
const REPACKS: u32 = 24;

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
pub(super) struct Greedy {
    heap: Vec<Entry>,
    waiting: Vec<u32>,
}

impl Greedy {
    pub fn new() -> Self {
        Self {
            heap: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// Fills a plan up with the items that `may` allows. A gain computed earlier bounds the gain now
    /// (diminishing returns), so only the top of the heap is computed anew.
    pub fn fill(&mut self, draft: &mut Draft<'_>, rule: Rule, may: impl Fn(u32) -> bool) {
        let instance = draft.instance;
        let key = |draft: &Draft<'_>, item: u32| {
            let gain = draft.gain(item);
            match rule {
                Rule::PerMinute => gain / f64::from(instance.minutes[item as usize]),
                Rule::Whole => gain,
            }
        };
        let mut entries = std::mem::take(&mut self.heap);
        entries.clear();
        self.waiting.clear();
        let mut round = draft.items.len() as u32;
        for item in 0..instance.len() as u32 {
            if draft.has(item) || !may(item) || instance.minutes[item as usize] > draft.spare {
                continue;
            }
            if draft.ready(item) == u32::MAX {
                self.waiting.push(item);
                continue;
            }
            let key = key(draft, item);
            if key > 0.0 {
                entries.push(Entry { key, item, round });
            }
        }
        let mut heap = BinaryHeap::from(entries);
        let mut repacks = REPACKS;
        while let Some(top) = heap.pop() {
            if instance.minutes[top.item as usize] > draft.spare {
                continue;
            }
            if top.round != round {
                let key = key(draft, top.item);
                if key > 0.0 {
                    let item = top.item;
                    heap.push(Entry { key, item, round });
                }
                continue;
            }
            let mut added = draft.place(top.item);
            if !added && repacks > 0 {
                added = draft.add(top.item);
                repacks -= u32::from(!added);
            }
            if !added {
                continue;
            }
            round = draft.items.len() as u32;
            let supplies = !instance.supplies.row(top.item as usize).is_empty();
            if supplies {
                self.waiting.retain(|&item| {
                    if draft.ready(item) == u32::MAX {
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
