//! The problem in flat arrays: what the optimiser works on, and nothing else.

use super::before::Prerequisite;
use super::gain;
use super::plan::Case;
use super::rows::Rows;
use std::collections::HashMap;

/// No week in particular.
pub(super) const ANY_WEEK: u32 = u32::MAX;

/// A part of a gap, at most one level high.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Place in the gaps.
    pub gap: u32,
    /// Levels.
    pub width: f64,
    /// Width × weight.
    pub value: f64,
}

/// What a resource does to a step: it closes this share of what is left of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub step: u32,
    pub share: f32,
}

/// Items, steps and constraints by number.
#[derive(Clone)]
pub(super) struct Instance {
    /// Minutes of each week.
    pub rooms: Vec<u32>,
    /// The items, as places among the candidates, ascending.
    pub items: Vec<u32>,
    pub minutes: Vec<u32>,
    pub steps: Vec<Step>,
    pub shares: Rows<Share>,
    /// Per item: the prerequisites (by number) that it supplies.
    pub supplies: Rows<u32>,
    /// Per item: the prerequisites that are to be supplied before it.
    pub needs: Rows<u32>,
    /// What is not met yet.
    pub prerequisites: Vec<Prerequisite>,
    /// Per item: the week in which it has to lie, or [`ANY_WEEK`].
    pub only_week: Vec<u32>,
    /// Per item: what it is worth beyond its gain, because the plan before had it.
    pub bonus: Vec<f64>,
}

/// Cuts a gap at the whole levels: (top of the step's level, width).
pub(super) fn cut(mastery: f64, target: f64) -> impl Iterator<Item = (f64, f64)> {
    let mut from = mastery;
    std::iter::from_fn(move || {
        (from < target).then(|| {
            let top = libm::floor(from) + 1.0;
            let to = top.min(target);
            let width = to - from;
            from = to;
            (top, width)
        })
    })
}

/// Level fit by levels served (bits) and top of the step.
fn fits() -> [[f32; 6]; 32] {
    let mut table = [[0.0; 6]; 32];
    for (levels, row) in (0u8..).zip(&mut table) {
        for (top, fit) in (0u8..).zip(row) {
            *fit = gain::level_fit(levels, f64::from(top)) as f32;
        }
    }
    table
}

impl Instance {
    /// `chosen` are the places of the candidates that may be in the plan, ascending (`true` for locked ones, which
    /// need nothing). Those that can do nothing for the plan are passed over.
    pub fn new(case: &Case<'_>, chosen: impl Iterator<Item = (u32, bool)>) -> Self {
        let (shelf, before) = (case.shelf, &case.before);
        let (steps, steps_of) = steps(case);
        let fits = fits();
        let required = Required::new(case);
        let mut instance = Self {
            rooms: case.rooms.clone(),
            items: Vec::new(),
            minutes: Vec::new(),
            shares: Rows::with_capacity(shelf.len(), 2 * shelf.aligned.total()),
            steps,
            supplies: Rows::new(),
            needs: Rows::new(),
            prerequisites: before.prerequisites.clone(),
            only_week: Vec::new(),
            bonus: Vec::new(),
        };
        let resources = required.order.iter();
        instance
            .prerequisites
            .extend(resources.map(|&place| Prerequisite::Resource(place)));
        let mut supplies: Vec<u32> = Vec::new();
        let mut needs: Vec<u32> = Vec::new();
        for (place, locked) in chosen {
            let at = place as usize;
            supplies.clear();
            needs.clear();
            let wish = case.wishes[usize::from(shelf.role[at])] as f32;
            let levels = shelf.levels[at] & 31;
            for aligned in shelf.aligned.row(at) {
                let gap = case.place[aligned.competency as usize];
                if gap == u32::MAX {
                    continue;
                }
                let damp = case.damp(aligned.competency, levels);
                let most = aligned.strength * wish * damp;
                for &(step, top) in steps_of.row(gap as usize) {
                    let fit = fits[usize::from(levels)][usize::from(top)];
                    instance.shares.add(Share {
                        step,
                        share: most * fit,
                    });
                }
                if aligned.about {
                    supplies.extend(&before.supplied[gap as usize]);
                    needs.extend(&before.of[gap as usize]);
                }
            }
            supplies.extend(required.numbers.get(&place));
            let row = instance.shares.written().iter();
            let alone: f64 = row
                .map(|own| instance.steps[own.step as usize].value * f64::from(own.share))
                .sum();
            if !(locked || alone >= gain::LEAST || !supplies.is_empty()) {
                instance.shares.take_back();
                continue;
            }
            let asked = shelf.required(place);
            needs.extend(asked.filter_map(|other| required.numbers.get(&other)));
            for list in [&mut supplies, &mut needs] {
                list.sort_unstable();
                list.dedup();
            }
            needs.retain(|need| !locked && supplies.binary_search(need).is_err());
            instance.shares.end();
            instance.items.push(place);
            instance.minutes.push(shelf.minutes[at]);
            instance.supplies.push(supplies.iter().copied());
            instance.needs.push(needs.iter().copied());
        }
        instance.only_week = vec![ANY_WEEK; instance.len()];
        instance.bonus = vec![0.0; instance.len()];
        instance
    }

    /// The same problem with only some of the items (ascending).
    pub fn only(&self, items: &[u32]) -> Self {
        let mut part = Self {
            rooms: self.rooms.clone(),
            items: Vec::with_capacity(items.len()),
            minutes: Vec::with_capacity(items.len()),
            steps: self.steps.clone(),
            shares: Rows::with_capacity(items.len(), 16 * items.len()),
            supplies: Rows::new(),
            needs: Rows::new(),
            prerequisites: self.prerequisites.clone(),
            only_week: Vec::with_capacity(items.len()),
            bonus: Vec::with_capacity(items.len()),
        };
        for at in items.iter().map(|&item| item as usize) {
            part.items.push(self.items[at]);
            part.minutes.push(self.minutes[at]);
            part.shares.push(self.shares.row(at).iter().copied());
            part.supplies.push(self.supplies.row(at).iter().copied());
            part.needs.push(self.needs.row(at).iter().copied());
            part.only_week.push(self.only_week[at]);
            part.bonus.push(self.bonus[at]);
        }
        part
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn weeks(&self) -> u32 {
        self.rooms.len() as u32
    }

    /// All minutes there are.
    pub fn budget(&self) -> u32 {
        self.rooms.iter().sum()
    }

    /// The item that is this candidate.
    pub fn item(&self, place: u32) -> Option<u32> {
        self.items.binary_search(&place).ok().map(|at| at as u32)
    }

    /// The value of all steps, whole.
    pub fn values(&self) -> Vec<f64> {
        self.steps.iter().map(|step| step.value).collect()
    }

    /// What an item adds when this much of each step's value is open.
    #[inline]
    pub fn gain(&self, open: &[f64], item: usize) -> f64 {
        let row = self.shares.row(item).iter();
        row.map(|own| open[own.step as usize] * f64::from(own.share))
            .sum()
    }

    /// The items that supply a prerequisite.
    pub fn suppliers(&self, prerequisite: u32) -> impl Iterator<Item = u32> + '_ {
        (0..self.len() as u32)
            .filter(move |&item| self.supplies.row(item as usize).contains(&prerequisite))
    }
}

/// The steps of all gaps, and per gap its steps with the top of their level.
fn steps(case: &Case<'_>) -> (Vec<Step>, Rows<(u32, u8)>) {
    let mut steps = Vec::new();
    let mut steps_of = Rows::new();
    for (gap, own) in (0..).zip(case.gaps) {
        if own.weighted > 0.0 {
            for (top, width) in cut(own.mastery, own.target) {
                steps_of.add((steps.len() as u32, top as u8));
                steps.push(Step {
                    gap,
                    width,
                    value: width * own.weight,
                });
            }
        }
        steps_of.end();
    }
    (steps, steps_of)
}

/// The resources that others ask for and that are not done yet, with their numbers as prerequisites.
struct Required {
    order: Vec<u32>,
    numbers: HashMap<u32, u32>,
}

impl Required {
    fn new(case: &Case<'_>) -> Self {
        let mut order: Vec<u32> = case.shelf.requires.iter().map(|pair| pair.1).collect();
        order.sort_unstable();
        order.dedup();
        order.retain(|&place| !case.filter.is_completed(place));
        let first = case.before.prerequisites.len() as u32;
        let numbers = order.iter().copied().zip(first..).collect();
        Self { order, numbers }
    }
}
