//! The catalogue as the planner sees it: flat arrays, made once for a map and a role.

use super::gain;
use super::places::Places;
use super::rows::Rows;
use super::stock::{Division, Stock};
use crate::catalog::{
    Alignment, AlignmentStatus, Figures, Listing, Minutes, Part, Resource, mark, whole_of,
};
use crate::framework::{CompetencyIndex, Framework};
use crate::learner::Gap;
use crate::order::Arrange;
use std::cell::OnceCell;
use std::collections::HashMap;

/// A resource that may be in a plan.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// What it is aligned to, in the map of the gaps.
    pub alignments: &'a [Alignment],
}

/// The resources that may be in a plan, in their order, each `id` once. All are asked for their figures, few are looked at.
pub trait Candidates {
    /// How many there are.
    fn count(&self) -> usize;

    /// What the one at a place goes by.
    fn listing(&self, at: usize) -> Listing<'_>;

    /// The figures of the one at a place.
    fn figures(&self, at: usize) -> Figures<'_>;

    /// Calls with each competency that it is aligned to and the score, as far as nobody has rejected it.
    fn each_aligned(&self, at: usize, each: &mut dyn FnMut(CompetencyIndex, f64));
}

impl Candidates for Vec<Candidate<'_>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn listing(&self, at: usize) -> Listing<'_> {
        Listing::of(self[at].resource)
    }

    fn figures(&self, at: usize) -> Figures<'_> {
        Figures::of(self[at].resource)
    }

    fn each_aligned(&self, at: usize, each: &mut dyn FnMut(CompetencyIndex, f64)) {
        for own in self[at].alignments {
            if own.status != AlignmentStatus::Rejected {
                each(own.competency, own.score);
            }
        }
    }
}

/// The number of different marks.
const MARKS: usize = 1 << 16;

/// The mark of a part, made of that of the whole: the id need not be looked at.
fn part_mark(whole: u16, number: u32) -> u16 {
    whole ^ (number as u16).wrapping_mul(0x9e37)
}

/// The marks that what goes by an id may have: as a resource and as a part.
fn marks_of(id: &str) -> impl Iterator<Item = u16> + use<> {
    let part = whole_of(id).map(|(whole, number)| part_mark(mark(whole), number));
    std::iter::once(mark(id)).chain(part)
}

/// The places of resources and parts by their ids, of those ids that somebody names.
pub(super) struct Named<'a> {
    places: HashMap<&'a str, u32>,
    /// Resources that are made of parts, by their own ids.
    wholes: HashMap<&'a str, u32>,
    division: &'a Division,
}

impl<'a> Named<'a> {
    /// One pass over the catalogue, which looks at an id only where its mark is wanted.
    pub fn new(
        shelf: &'a Shelf,
        candidates: &dyn Candidates,
        ids: impl Iterator<Item = &'a str>,
    ) -> Self {
        let division = &shelf.division;
        let stock = Stock::new(division, candidates);
        let mut wanted: HashMap<&str, Option<u32>> = ids.map(|id| (id, None)).collect();
        let mut wholes = HashMap::new();
        if !wanted.is_empty() {
            let marks = wanted.keys().flat_map(|id| marks_of(id));
            let marks = Places::new(MARKS, marks.map(u32::from));
            let marked = |mark: u16| marks.has(mark.into());
            for (place, &mark) in (0u32..).zip(&shelf.marks) {
                if marked(mark)
                    && let Some(found) = wanted.get_mut(&*stock.listing(place).id)
                {
                    found.get_or_insert(place);
                }
            }
            let divided = division.resources();
            for resource in divided.filter(|&at| marked(candidates.figures(at as usize).mark)) {
                let listing = candidates.listing(resource as usize);
                if let Some((&id, _)) = wanted.get_key_value(&*listing.id) {
                    wholes.insert(id, resource);
                }
            }
        }
        let known = |(id, place): (&'a str, Option<u32>)| Some((id, place?));
        Self {
            places: wanted.into_iter().filter_map(known).collect(),
            wholes,
            division,
        }
    }

    /// The place of what goes by this id; the first part of a resource that is made of parts.
    pub fn place(&self, id: &str) -> Option<u32> {
        self.all(id).next()
    }

    /// The places that an id stands for: one, or those of all parts in their order.
    pub fn all(&self, id: &str) -> impl Iterator<Item = u32> + use<> {
        let whole = self.wholes.get(id);
        let parts = whole.map(|&resource| self.division.places(resource));
        let place = match whole {
            Some(_) => None,
            None => self.places.get(id).copied(),
        };
        parts.into_iter().flatten().chain(place)
    }

    /// The places of those that are in the catalogue, ascending.
    pub fn places<'b>(&self, ids: impl Iterator<Item = &'b str>) -> Vec<u32> {
        let mut places: Vec<u32> = ids.flat_map(|id| self.all(id)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// What a resource can do for a competency, before level and wishes are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aligned {
    /// The competency, by its place in the map.
    pub competency: u32,
    /// Whether the resource is about it: at least half its best alignment score.
    pub about: bool,
    /// The most it closes of a step that it fits.
    pub strength: f32,
    /// The part of the resource's time that goes to it.
    pub part: f32,
}

/// The numbers of a catalogue that do not depend on a learner: minutes, levels, and what each resource can do for
/// each competency that counts. Making it takes longer than a plan, so whoever plans often keeps it.
pub struct Shelf {
    /// Per competency of the map: whether it counts.
    counted: Vec<bool>,
    /// What the places of the columns that follow stand for.
    division: Division,
    pub(super) minutes: Vec<u32>,
    /// One bit per level served; 0 where it does not say.
    pub(super) levels: Vec<u8>,
    /// Place of the content role; 4 where it does not say.
    pub(super) role: Vec<u8>,
    /// Of each id: [`mark`]; of a part's, [`part_mark`].
    marks: Vec<u16>,
    pub(super) free: Vec<bool>,
    pub(super) offline: Vec<bool>,
    pub(super) aligned: Rows<Aligned>,
    /// The same by competency of the map: the places that are aligned to it, ascending. Made when it is first asked for.
    on: OnceCell<Rows<u32>>,
    /// Per place: those of what has to come before it, ascending.
    requires: Rows<u32>,
    /// What may have to be in a plan because something else asks for it. That a part comes after the one before it is no
    /// reason: it is worth no more than that one.
    asked_for: Places,
}

/// What making a shelf uses again for each resource.
#[derive(Default)]
struct Scratch {
    /// Competencies that the resource is aligned to, with their scores.
    on: Vec<(u32, f64)>,
    doses: Doses,
}

/// [`gain::dose`] of whole minutes, each found out once: most resources have one competency, and few different times.
#[derive(Default)]
struct Doses(Vec<Option<f64>>);

impl Doses {
    /// Longer ones are rare.
    const KEPT: f64 = 600.0;

    fn of(&mut self, minutes: f64) -> f64 {
        let whole = minutes as usize;
        if minutes > Self::KEPT || whole as f64 != minutes {
            return gain::dose(minutes);
        }
        if self.0.len() <= whole {
            self.0.resize(whole + 1, None);
        }
        *self.0[whole].get_or_insert_with(|| gain::dose(minutes))
    }
}

impl Shelf {
    /// The catalogue for the competencies that these gaps are about.
    #[must_use]
    pub fn new(framework: &Framework, gaps: &[Gap], candidates: &dyn Candidates) -> Self {
        let count = candidates.count();
        let mut shelf = Self {
            counted: counted(framework, gaps),
            division: Division::new(count),
            minutes: Vec::with_capacity(count),
            levels: Vec::with_capacity(count),
            role: Vec::with_capacity(count),
            marks: Vec::with_capacity(count),
            free: Vec::with_capacity(count),
            offline: Vec::with_capacity(count),
            aligned: Rows::with_capacity(count, 4 * count),
            on: OnceCell::new(),
            requires: Rows::new(),
            asked_for: Places::new(0, std::iter::empty()),
        };
        let (mut scratch, mut required) = (Scratch::default(), Vec::new());
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for at in 0..count {
            let figures = candidates.figures(at);
            let part = shelf.division.divide(at, figures.parts);
            shelf.add(candidates, (at, part), &figures, &mut scratch);
            let asked = figures.requires.iter();
            required.extend(asked.map(|id| (at as u32, id.as_str())));
        }
        let divided: Vec<u32> = shelf.division.resources().collect();
        for resource in divided {
            let figures = candidates.figures(resource as usize);
            let mut before = resource;
            for place in shelf.division.places(resource).skip(1) {
                let own = shelf.division.at(place);
                shelf.add(candidates, own, &figures, &mut scratch);
                pairs.push((place, before));
                before = place;
            }
        }
        let named = Named::new(&shelf, candidates, required.iter().map(|&(_, id)| id));
        // Of a resource that is made of parts, all are to come before.
        let asked = required
            .into_iter()
            .filter_map(|(at, id)| Some((at, named.all(id).last()?)));
        // None waits for itself.
        let resource = |place: u32| shelf.division.at(place).0;
        pairs.extend(asked.filter(|&(own, other)| resource(own) != resource(other)));
        pairs.arrange_by_key(|&pair| pair);
        pairs.dedup();
        let asked = pairs
            .iter()
            .filter(|&&(own, other)| shelf.part_before(own) != Some(other));
        let asked = asked.flat_map(|&(_, other)| {
            std::iter::successors(Some(other), |&at| shelf.part_before(at))
        });
        shelf.asked_for = Places::new(shelf.len(), asked);
        shelf.requires = Rows::gathered(shelf.len(), |add| {
            pairs.iter().for_each(|&(own, other)| add(own, other));
        });
        shelf
    }

    /// Whether it was made for the competencies that these gaps are about.
    #[must_use]
    pub fn fits(&self, framework: &Framework, gaps: &[Gap]) -> bool {
        self.counted == counted(framework, gaps)
    }

    /// The number of resources, each part of one that is made of parts counted by itself.
    #[must_use]
    pub fn len(&self) -> usize {
        self.minutes.len()
    }

    /// Whether there is no resource.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.minutes.is_empty()
    }

    /// What the places stand for.
    pub(super) fn stock<'a>(&'a self, candidates: &'a dyn Candidates) -> Stock<'a> {
        Stock::new(&self.division, candidates)
    }

    /// Adds a resource, or a part of one. `figures` are those of the whole.
    fn add(
        &mut self,
        candidates: &dyn Candidates,
        (resource, part): (usize, Option<Part>),
        figures: &Figures<'_>,
        scratch: &mut Scratch,
    ) {
        let Scratch { on, doses } = scratch;
        on.clear();
        candidates.each_aligned(resource, &mut |competency, score| {
            let counts = self.counted.get(competency.get()) == Some(&true);
            if counts && score > 0.0 {
                on.push((competency.0, score.min(1.0)));
            }
        });
        let (kind, usual) = gain::kind(figures.kind);
        let minutes = Minutes(figures.minutes.map_or(usual, |own| own.0.max(1)));
        let Minutes(minutes) = part.map_or(minutes, |part| part.minutes(minutes));
        let most = gain::MOST * kind * gain::role(figures.content_role);
        on.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        on.dedup_by_key(|entry| entry.0);
        let best = on.iter().map(|&(_, score)| score).fold(0.0, f64::max);
        let total: f64 = on.iter().map(|&(_, score)| score).sum();
        for &(competency, score) in on.iter() {
            let part = score / total;
            self.aligned.add(Aligned {
                competency,
                about: 2.0 * score >= best,
                strength: (most * score * doses.of(f64::from(minutes) * part)) as f32,
                part: part as f32,
            });
        }
        self.aligned.end();
        self.minutes.push(minutes);
        self.levels.push(figures.levels);
        self.role.push(gain::role_place(figures.content_role));
        self.marks.push(match part {
            Some(part) => part_mark(figures.mark, part.number),
            None => figures.mark,
        });
        self.free.push(figures.free);
        self.offline.push(figures.offline);
    }

    /// The place of what goes by this id; the first part of a resource that is made of parts.
    pub(super) fn place(&self, candidates: &dyn Candidates, id: &str) -> Option<u32> {
        let stock = self.stock(candidates);
        let own: Vec<u16> = marks_of(id).collect();
        let mut places = (0u32..)
            .zip(&self.marks)
            .filter(|(_, mark)| own.contains(mark));
        let found = places.find(|&(place, _)| stock.listing(place).id == id);
        let mut wholes = self.division.resources();
        found
            .map(|(place, _)| place)
            .or_else(|| wholes.find(|&at| candidates.listing(at as usize).id == id))
    }

    /// The places of what is aligned to a competency, ascending.
    pub(super) fn on(&self, competency: CompetencyIndex) -> &[u32] {
        let all = || {
            Rows::gathered(self.counted.len(), |add| {
                for place in 0..self.len() as u32 {
                    let row = self.aligned.row(place as usize).iter();
                    row.for_each(|own| add(own.competency, place));
                }
            })
        };
        self.on.get_or_init(all).row(competency.get())
    }

    /// The place of the part before the one at a place.
    pub(super) fn part_before(&self, place: u32) -> Option<u32> {
        self.division.before(place)
    }

    /// What has to come before what is at a place.
    pub(super) fn required(&self, place: u32) -> &[u32] {
        self.requires.row(place as usize)
    }

    /// Whether something else asks for what is at a place, or for a part of it that comes later.
    pub(super) fn is_asked_for(&self, place: u32) -> bool {
        self.asked_for.has(place)
    }
}

fn counted(framework: &Framework, gaps: &[Gap]) -> Vec<bool> {
    let mut counted = vec![false; framework.len()];
    for index in gaps
        .iter()
        .filter_map(|gap| framework.find(&gap.competency))
    {
        counted[index.get()] = true;
    }
    counted
}
