//! Sorting with one piece of code for all types, and gathering without sorting.
//!
//! The library's sort is compiled anew for every type and every comparison, at four kilobytes each; with some fifty of
//! them that is a tenth of what a browser downloads. Here the places are sorted, by one function, and the values then
//! moved to them. Stable, like the library's [`slice::sort_by`], and somewhat slower: where many values are sorted
//! often, use that one.

use std::cmp::Ordering;

/// Sorts a list of any type.
pub(crate) trait Arrange<T> {
    /// As [`slice::sort_by`].
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As [`slice::sort_by_key`].
    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Arrange<T> for [T] {
    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places = arranged(self.len(), &mut |a, b| compare(&self[a], &self[b]));
        // Each round of places is followed once: every value moves to where it belongs.
        for start in 0..places.len() {
            let mut at = start;
            while places[at] != start {
                let from = std::mem::replace(&mut places[at], at);
                self.swap(at, from);
                at = from;
            }
            places[at] = at;
        }
    }
}

/// For each place of the sorted list, where its value stands now.
fn arranged(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// Gathers into an ordered map or set what comes, one by one: [`Iterator::collect`] would sort it first, by a sort of its
/// own for every type.
pub(crate) trait Gather: Iterator + Sized {
    /// As [`Iterator::collect`].
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// What comes, each once, in order.
pub(crate) fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = items.collect();
    all.arrange_by(Ord::cmp);
    all.dedup();
    all
}

/// Leaves in a list of numbers and what they stand for only so many, those with the highest numbers (of equals those
/// that stand for less), in no particular order.
pub(crate) fn keep_highest(list: &mut Vec<(f64, u32)>, count: usize) {
    if (1..list.len()).contains(&count) {
        list.select_nth_unstable_by(count - 1, highest_first);
    }
    list.truncate(count);
}

/// Higher numbers before lower ones; of equals what stands for less first.
pub(crate) fn highest_first(a: &(f64, u32), b: &(f64, u32)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_librarys_sort(values in proptest::collection::vec((0..9_u8, any::<u16>()), 0..80)) {
            let (mut ours, mut theirs) = (values.clone(), values);
            ours.arrange_by_key(|value| value.0);
            theirs.sort_by_key(|value| value.0);
            prop_assert_eq!(&ours, &theirs);
            ours.arrange_by(|a, b| b.1.cmp(&a.1));
            theirs.sort_by_key(|value| std::cmp::Reverse(value.1));
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn the_highest_are_kept(values in proptest::collection::vec((0..9_u8, any::<u32>()), 0..40), count in 0..50_usize) {
            let values: Vec<(f64, u32)> = values.into_iter().map(|(value, of)| (value.into(), of)).collect();
            let (mut ours, mut theirs) = (values.clone(), values);
            keep_highest(&mut ours, count);
            ours.arrange_by(highest_first);
            theirs.sort_by(highest_first);
            theirs.truncate(count);
            prop_assert_eq!(ours, theirs);
        }
    }
}
