//! The first of many in an order, without putting all in order.

use std::cmp::Ordering;

/// The first `count` items in an order without equals, sorted.
pub(super) fn best_by<T>(
    items: impl IntoIterator<Item = T>,
    count: usize,
    order: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut first = First::new(count, order);
    items.into_iter().for_each(|item| first.offer(item));
    first.sorted()
}

/// The first so many of the items that are offered, in an order without equals.
pub(super) struct First<T, F> {
    count: usize,
    order: F,
    /// Those and some more. Once there have been more than `count`, the one at its end is the one to beat.
    items: Vec<T>,
    full: bool,
}

impl<T, F: Fn(&T, &T) -> Ordering> First<T, F> {
    pub(super) fn new(count: usize, order: F) -> Self {
        Self {
            count,
            order,
            items: Vec::new(),
            full: false,
        }
    }

    /// The one to beat.
    #[inline(always)]
    pub(super) fn last(&self) -> Option<&T> {
        self.items
            .get(self.count.wrapping_sub(1))
            .filter(|_| self.full)
    }

    #[inline(always)]
    pub(super) fn offer(&mut self, item: T) {
        let Self { count, order, .. } = self;
        if *count == 0 || self.full && order(&item, &self.items[*count - 1]).is_gt() {
            return;
        }
        self.items.push(item);
        if self.items.len() / 2 >= *count {
            self.items.select_nth_unstable_by(*count - 1, order);
            self.items.truncate(*count);
            self.full = true;
        }
    }

    pub(super) fn sorted(mut self) -> Vec<T> {
        self.items.sort_unstable_by(self.order);
        self.items.truncate(self.count);
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::best_by;

    #[test]
    fn the_best_come_first() {
        assert_eq!(best_by(vec![5, 1, 4, 2], 2, Ord::cmp), [1, 2]);
        assert_eq!(best_by(vec![5, 1], 9, Ord::cmp), [1, 5]);
        assert_eq!(best_by(vec![5, 1], 0, Ord::cmp), Vec::<i32>::new());
    }
}
