//! The problem in flat arrays: what the optimiser works on, and nothing else.

use super::before::Prerequisite;
use super::case::Case;
use super::gain;
use super::in_row::InRow;
use super::places::Places;
use super::rows::Rows;
use crate::order::{Arrange, highest_first, keep_highest};

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
    /// Per item: the weighted gap that its minutes have to close to be worth spending; nothing for locked ones.
    pub price: Vec<f64>,
    /// Per item: what it is worth beyond its gain, because the plan before had it.
    pub bonus: Vec<f64>,
    /// How many items of a kind may follow each other, where that is asked for.
    pub in_row: Option<InRow>,
    /// The minutes of the shortest item.
    pub shortest: u32,
    /// The minutes of the shortest that was passed over because it closes too little for its minutes.
    pub passed: Option<u32>,
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
    /// need nothing but the parts before them). Those that can do nothing for the plan are passed over.
    pub fn new(case: &Case<'_>, chosen: impl Iterator<Item = (u32, bool)>) -> Self {
        let (shelf, before) = (case.shelf, &case.before);
        let fits = fits();
        let cut = Cut::new(case, &fits);
        let supplies_any = |place: u32| {
            let mut row = shelf.aligned.row(place as usize).iter();
            shelf.is_asked_for(place)
                || !before.prerequisites.is_empty()
                    && row.any(|own| {
                        let gap = case.place[own.competency as usize] as usize;
                        own.about && before.supplied.get(gap).is_some_and(|own| !own.is_empty())
                    })
        };
        let mut hour = BestHour::default();
        let mut kept: Vec<Alone> = Vec::new();
        for (place, locked) in chosen {
            let own = cut.alone(case, place, locked);
            hour.offer(own.gain, own.minutes);
            if locked || own.gain >= gain::LEAST || supplies_any(place) {
                kept.push(own);
            }
        }
        let price = case.stop_at * hour.closes();
        let mut passed: Option<u32> = None;
        kept.retain(|own| {
            // Where goals are to be balanced or kinds kept apart, what closes little may be needed.
            let price = if case.picky { 0.0 } else { price };
            // What closes less than the least is here for another reason, and stays.
            let keep = own.locked
                || own.gain < gain::LEAST
                || own.gain >= price * f64::from(own.minutes)
                || case.had.has(own.place)
                || supplies_any(own.place);
            if !keep {
                passed = Some(passed.map_or(own.minutes, |least| least.min(own.minutes)));
            }
            keep
        });
        let required = Required::new(case, &kept);
        let mut instance = Self {
            rooms: case.rooms.clone(),
            items: Vec::with_capacity(kept.len()),
            minutes: Vec::with_capacity(kept.len()),
            shares: Rows::with_capacity(kept.len(), 6 * kept.len()),
            steps: cut.steps,
            supplies: Rows::with_capacity(kept.len(), 0),
            needs: Rows::with_capacity(kept.len(), 0),
            prerequisites: before.prerequisites.clone(),
            only_week: vec![ANY_WEEK; kept.len()],
            price: Vec::with_capacity(kept.len()),
            bonus: vec![0.0; kept.len()],
            in_row: None,
            shortest: kept.iter().map(|own| own.minutes).min().unwrap_or(0),
            passed,
        };
        let resources = required.order.iter();
        instance
            .prerequisites
            .extend(resources.map(|&place| Prerequisite::Resource(place)));
        let locked: Vec<u32> = kept
            .iter()
            .filter(|own| own.locked)
            .map(|own| own.place)
            .collect();
        let is_locked = |place: u32| locked.binary_search(&place).is_ok();
        let mut supplies: Vec<u32> = Vec::new();
        let mut needs: Vec<u32> = Vec::new();
        for &Alone {
            place,
            locked,
            minutes,
            ..
        } in &kept
        {
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
                let most = aligned.strength * wish * case.damp(aligned.competency, levels);
                for &(step, top) in cut.of.row(gap as usize) {
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
            supplies.extend(required.number(place));
            let asked = shelf.required(place).iter();
            needs.extend(asked.filter_map(|&other| required.number(other)));
            for list in [&mut supplies, &mut needs] {
                if list.len() > 1 {
                    list.sort_unstable();
                    list.dedup();
                }
            }
            if locked {
                // A teacher's own choice needs nothing, but of the locked parts of a resource the first comes first.
                let before = shelf.part_before(place).filter(|&other| is_locked(other));
                let before = before.and_then(|other| required.number(other));
                needs.retain(|&need| before == Some(need));
            }
            needs.retain(|need| supplies.binary_search(need).is_err());
            instance.shares.end();
            instance.items.push(place);
            instance.minutes.push(minutes);
            instance.supplies.push(&supplies);
            instance.needs.push(&needs);
            instance.price.push(if locked {
                0.0
            } else {
                price * f64::from(minutes)
            });
        }
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
            price: Vec::with_capacity(items.len()),
            bonus: Vec::with_capacity(items.len()),
            in_row: self.in_row.as_ref().map(|own| own.only(items)),
            shortest: 0,
            passed: None,
        };
        for at in items.iter().map(|&item| item as usize) {
            part.items.push(self.items[at]);
            part.minutes.push(self.minutes[at]);
            part.shares.push(self.shares.row(at));
            part.supplies.push(self.supplies.row(at));
            part.needs.push(self.needs.row(at));
            part.only_week.push(self.only_week[at]);
            part.price.push(self.price[at]);
            part.bonus.push(self.bonus[at]);
        }
        part.shortest = part.minutes.iter().copied().min().unwrap_or(0);
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
    #[inline(always)]
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

/// What a candidate does for an empty plan.
struct Alone {
    place: u32,
    locked: bool,
    minutes: u32,
    gain: f64,
}

/// All gaps, cut into steps.
struct Cut {
    steps: Vec<Step>,
    /// Per gap: its steps with the top of their level.
    of: Rows<(u32, u8)>,
    /// Per competency and levels served (bits): the sum of its steps' values × level fit, as far as the teacher did not find
    /// resources of these levels too easy or too hard.
    fitting: Vec<[f32; 32]>,
}

impl Cut {
    fn new(case: &Case<'_>, fits: &[[f32; 6]; 32]) -> Self {
        let mut cut_up = Self {
            steps: Vec::new(),
            of: Rows::new(),
            fitting: vec![[0.0; 32]; case.framework.len()],
        };
        for ((gap, own), competency) in (0..).zip(case.gaps).zip(&case.of_gap) {
            if own.weighted > 0.0 {
                let fitting = &mut cut_up.fitting[competency.get()];
                for (top, width) in cut(own.mastery, own.target) {
                    let value = width * own.weight;
                    cut_up.of.add((cut_up.steps.len() as u32, top as u8));
                    cut_up.steps.push(Step { gap, width, value });
                    for (sum, fits) in fitting.iter_mut().zip(fits) {
                        *sum += value as f32 * fits[top as usize];
                    }
                }
                for (sum, levels) in fitting.iter_mut().zip(0..) {
                    *sum *= case.damp(competency.0, levels);
                }
            }
            cut_up.of.end();
        }
        cut_up
    }

    fn alone(&self, case: &Case<'_>, place: u32, locked: bool) -> Alone {
        let shelf = case.shelf;
        let at = place as usize;
        let levels = shelf.levels[at] & 31;
        let mut gain = 0.0;
        for own in shelf.aligned.row(at) {
            let fitting = &self.fitting[own.competency as usize];
            gain += fitting[usize::from(levels)] * own.strength;
        }
        let wish = case.wishes[usize::from(shelf.role[at])];
        Alone {
            place,
            locked,
            minutes: shelf.minutes[at],
            gain: wish * f64::from(gain),
        }
    }
}

/// The candidates that alone close most per minute, as many as fit an hour, the last of them in part.
#[derive(Default)]
struct BestHour {
    /// Candidates by what they close per minute, with their minutes: those of the hour, and some more.
    dense: Vec<(f64, u32)>,
    /// What is less dense is not of the hour.
    bar: f64,
}

impl BestHour {
    const MINUTES: usize = 60;

    fn offer(&mut self, gain: f64, minutes: u32) {
        // Most are not: a product tells that sooner than a quotient, but for its rounding.
        if gain <= self.bar * f64::from(minutes) * (1.0 - 1e-9) {
            return;
        }
        let density = gain / f64::from(minutes);
        if density > self.bar {
            self.dense.push((density, minutes));
        }
        // Each takes a minute at least: more than sixty never count.
        if self.dense.len() == 8 * Self::MINUTES {
            keep_highest(&mut self.dense, Self::MINUTES);
            let densities = self.dense.iter().map(|own| own.0);
            self.bar = densities.fold(f64::MAX, f64::min);
        }
    }

    /// What a minute of it closes.
    fn closes(mut self) -> f64 {
        self.dense.arrange_by(highest_first);
        let (mut closed, mut room) = (0.0, Self::MINUTES as u32);
        for (density, minutes) in self.dense {
            let taken = minutes.min(room);
            closed += density * f64::from(taken);
            room -= taken;
        }
        closed / f64::from((Self::MINUTES as u32 - room).max(1))
    }
}

/// The resources that others ask for and that are not done yet.
struct Required {
    /// Ascending.
    order: Vec<u32>,
    /// The first one's number as a prerequisite; those of the others follow.
    first: u32,
    /// The same as a set.
    places: Places,
}

impl Required {
    /// Of what these items, ascending, ask for.
    fn new(case: &Case<'_>, items: &[Alone]) -> Self {
        let asked = items.iter().flat_map(|own| case.shelf.required(own.place));
        let mut order: Vec<u32> = asked.copied().collect();
        order.sort_unstable();
        order.dedup();
        order.retain(|&place| !case.filter.is_completed(place));
        let first = case.before.prerequisites.len() as u32;
        Self {
            places: Places::new(case.shelf.len(), order.iter().copied()),
            order,
            first,
        }
    }

    /// The number of a resource as a prerequisite.
    fn number(&self, place: u32) -> Option<u32> {
        if !self.places.has(place) {
            return None;
        }
        let at = self.order.binary_search(&place).ok()?;
        Some(self.first + at as u32)
    }
}
