//! A set of places among the candidates, or of items of an instance.

/// Which are in it, one bit each.
pub(super) struct Places(Vec<u64>);

impl Places {
    /// Those that come, in any order; all are below `end`.
    pub fn new(end: usize, places: impl Iterator<Item = u32>) -> Self {
        let mut words = vec![0u64; end.div_ceil(64)];
        for place in places {
            words[place as usize / 64] |= 1 << (place % 64);
        }
        Self(words)
    }

    /// Whether a place, which is below the end, is in it.
    #[inline(always)]
    pub fn has(&self, place: u32) -> bool {
        self.0[place as usize / 64] >> (place % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_has_what_came(end in 1..200_u32, some in proptest::collection::vec(any::<u32>(), 0..40)) {
            let came: Vec<u32> = some.into_iter().map(|place| place % end).collect();
            let places = Places::new(end as usize, came.iter().copied());
            for place in 0..end {
                prop_assert_eq!(places.has(place), came.contains(&place));
            }
        }
    }
}
