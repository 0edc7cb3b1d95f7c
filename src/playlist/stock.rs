//! What the places of the planner stand for: the resources in the order of the catalogue, then the further parts of those
//! that are made of parts.
//!
//! A resource that is made of parts is never planned as a whole: its place stands for its first part, and each further part
//! has a place of its own behind all resources.

use super::shelf::Candidates;
use crate::catalog::{Figures, Listing, Part};

/// The most further parts: no catalogue has so many, and one that was made up to must not take all memory.
const MOST_FURTHER: u32 = 100_000;

/// A resource that is made of parts.
#[derive(Clone, Copy, Debug)]
struct Divided {
    resource: u32,
    /// The place of its second part; the others follow.
    further: u32,
    parts: u32,
}

/// Which places stand for parts.
#[derive(Default)]
pub(super) struct Division {
    /// The number of resources, and the place of the first further part.
    resources: u32,
    /// Ascending by resource, and so by their further parts.
    divided: Vec<Divided>,
}

impl Division {
    pub fn new(resources: usize) -> Self {
        Self {
            resources: resources as u32,
            divided: Vec::new(),
        }
    }

    /// Divides a resource that comes after those divided before, as long as there are not too many parts; gives its first.
    pub fn divide(&mut self, resource: usize, parts: u32) -> Option<Part> {
        if parts < 2 {
            return None;
        }
        let last = self.divided.last();
        let further = last.map_or(self.resources, |last| last.further + last.parts - 1);
        if further - self.resources + parts > MOST_FURTHER {
            return None;
        }
        self.divided.push(Divided {
            resource: resource as u32,
            further,
            parts,
        });
        Some(Part {
            number: 1,
            of: parts,
        })
    }

    /// The resources that are divided, ascending.
    pub fn resources(&self) -> impl Iterator<Item = u32> + '_ {
        self.divided.iter().map(|own| own.resource)
    }

    /// The resource at a place, and which part of it where it is divided.
    pub fn at(&self, place: u32) -> (usize, Option<Part>) {
        if place < self.resources {
            let part = self.of(place).map(|own| Part {
                number: 1,
                of: own.parts,
            });
            return (place as usize, part);
        }
        let after = self.divided.partition_point(|own| own.further <= place);
        let own = self.divided[after - 1];
        let part = Part {
            number: place - own.further + 2,
            of: own.parts,
        };
        (own.resource as usize, Some(part))
    }

    fn of(&self, resource: u32) -> Option<Divided> {
        let found = self
            .divided
            .binary_search_by_key(&resource, |own| own.resource);
        found.ok().map(|at| self.divided[at])
    }

    /// The place of the part before the one at a place.
    pub fn before(&self, place: u32) -> Option<u32> {
        let (resource, part) = self.at(place);
        match part?.number {
            1 => None,
            2 => Some(resource as u32),
            _ => Some(place - 1),
        }
    }

    /// The places that stand for a resource: one, or one for each part in their order.
    pub fn places(&self, resource: u32) -> impl Iterator<Item = u32> + use<> {
        let further = self
            .of(resource)
            .map_or(0..0, |own| own.further..own.further + own.parts - 1);
        std::iter::once(resource).chain(further)
    }
}

/// What can be planned, by its place.
#[derive(Clone, Copy)]
pub(super) struct Stock<'a> {
    division: &'a Division,
    candidates: &'a dyn Candidates,
}

impl<'a> Stock<'a> {
    pub fn new(division: &'a Division, candidates: &'a dyn Candidates) -> Self {
        Self {
            division,
            candidates,
        }
    }

    /// What the one at a place goes by.
    pub fn listing(&self, place: u32) -> Listing<'a> {
        let (resource, part) = self.division.at(place);
        let whole = self.candidates.listing(resource);
        match part {
            Some(part) => part.listing(whole),
            None => whole,
        }
    }

    /// The figures of the one at a place.
    pub fn figures(&self, place: u32) -> Figures<'a> {
        let (resource, part) = self.division.at(place);
        let whole = self.candidates.figures(resource);
        Figures {
            minutes: match part {
                Some(part) => whole.minutes.map(|minutes| part.minutes(minutes)),
                None => whole.minutes,
            },
            ..whole
        }
    }

    /// Of which resource the one at a place is a part, by `id`, and which; none where it is the whole.
    pub fn part(&self, place: u32) -> Option<(String, Part)> {
        let (resource, part) = self.division.at(place);
        let part = part?;
        Some((self.candidates.listing(resource).id.into_owned(), part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_an_end_to_parts() {
        let mut division = Division::new(2000);
        (0..2000).for_each(|resource| _ = division.divide(resource, 100));
        let last = division.resources().last();
        assert_eq!(last, Some(MOST_FURTHER / 99 - 1));
        assert_eq!(division.at(1999), (1999, None));
    }

    #[test]
    fn parts_have_places_behind_the_resources() {
        let mut division = Division::new(5);
        division.divide(1, 3);
        division.divide(4, 2);
        let part = |number, of| Some(Part { number, of });
        let at: Vec<_> = (0..8).map(|place| division.at(place)).collect();
        let expected = [
            (0, None),
            (1, part(1, 3)),
            (2, None),
            (3, None),
            (4, part(1, 2)),
            (1, part(2, 3)),
            (1, part(3, 3)),
            (4, part(2, 2)),
        ];
        assert_eq!(at, expected);
        assert_eq!(division.places(1).collect::<Vec<_>>(), [1, 5, 6]);
        assert_eq!(division.places(3).collect::<Vec<_>>(), [3]);
        assert_eq!(division.places(4).collect::<Vec<_>>(), [4, 7]);
        let before: Vec<_> = (0..8).map(|place| division.before(place)).collect();
        let none = [None; 5];
        assert_eq!(before[..5], none);
        assert_eq!(before[5..], [Some(1), Some(5), Some(4)]);
    }
}
