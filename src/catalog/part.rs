//! Resources that are made of parts, such as a course of eight modules, of which each can be worked through by itself.
//!
//! A part has no record of its own. It goes by the resource's `id` with `#part-` and its number (from 1) at the end, and by the
//! resource's title with its number and the number of all: `Reading aloud (2/8)`.

use super::{Listing, Minutes};
use std::borrow::Cow;

/// The most parts that a resource may have.
pub const MOST_PARTS: u32 = 100;

const MARK: &str = "#part-";

/// One part of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which one, from 1.
    pub number: u32,
    /// How many there are, at least 2.
    pub of: u32,
}

impl Part {
    /// What the part goes by.
    #[must_use]
    pub fn listing<'a>(self, whole: Listing<'a>) -> Listing<'a> {
        Listing {
            id: Cow::Owned(self.id(&whole.id)),
            name: Cow::Owned(self.name(&whole.name)),
            address: whole.address,
        }
    }

    /// Its identifier.
    #[must_use]
    pub fn id(self, whole: &str) -> String {
        format!("{whole}{MARK}{}", self.number)
    }

    /// Its title.
    #[must_use]
    pub fn name(self, whole: &str) -> String {
        format!("{whole} ({}/{})", self.number, self.of)
    }

    /// Its time: all parts take the same, whole minutes.
    #[must_use]
    pub fn minutes(self, whole: Minutes) -> Minutes {
        Minutes(whole.0.div_ceil(self.of).max(1))
    }
}

/// The resource and the number of which an identifier would be that of a part; none where it has not that form.
#[must_use]
pub fn whole_of(id: &str) -> Option<(&str, u32)> {
    let (whole, number) = id.rsplit_once(MARK)?;
    let plain = !number.starts_with(['0', '+']);
    let number = number.parse().ok().filter(|_| plain)?;
    Some((whole, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_identifier_tells_its_whole(whole in ".{0,12}(#part-[0-9]{1,2})?", number in 1..=MOST_PARTS) {
            let id = Part { number, of: MOST_PARTS }.id(&whole);
            prop_assert_eq!(whole_of(&id), Some((whole.as_str(), number)));
        }
    }

    #[test]
    fn what_is_no_part_tells_nothing() {
        for id in [
            "urn:a",
            "urn:a#part-",
            "urn:a#part-x",
            "urn:a#part-01",
            "urn:a#part-+1",
            "urn:a#part--1",
        ] {
            assert_eq!(whole_of(id), None, "{id}");
        }
    }

    #[test]
    fn parts_take_the_whole_time_at_least() {
        let of = |minutes, of| Part { number: 1, of }.minutes(Minutes(minutes)).0;
        assert_eq!((of(1440, 8), of(100, 3), of(1, 5)), (180, 34, 1));
    }
}
