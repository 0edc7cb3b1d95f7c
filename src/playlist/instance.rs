//! The problem in flat arrays: what the optimiser works on, and nothing else.

use super::gain::{self, PREREQUISITE_BAR};
use super::{Candidate, Mix};
use crate::catalog::AlignmentStatus;
use crate::framework::{CompetencyIndex, Framework};
use crate::learner::Gap;

/// Rows of different lengths in one array.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Rows<T> {
    pub fn new() -> Self {
        Self {
            starts: vec![0],
            values: Vec::new(),
        }
    }

    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.starts
            .push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    pub fn row(&self, at: usize) -> &[T] {
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// All values of all rows.
    pub fn total(&self) -> usize {
        self.values.len()
    }
}

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
    pub share: f64,
}

/// Items, steps and constraints by number.
pub(super) struct Instance {
    /// Minutes of each week.
    pub week: u32,
    pub weeks: u32,
    /// The items, as places among the candidates, in their order.
    pub items: Vec<u32>,
    pub minutes: Vec<u32>,
    pub steps: Vec<Step>,
    pub shares: Rows<Share>,
    /// Per item: the prerequisites (by number) that it supplies by being about them.
    pub supplies: Rows<u32>,
    /// Per item: the prerequisites that are to be supplied before it.
    pub needs: Rows<u32>,
    /// The prerequisites that the learner does not meet yet.
    pub prerequisites: Vec<CompetencyIndex>,
    /// Per prerequisite: the items that supply it.
    pub suppliers: Rows<u32>,
}

/// Resources' alignments on the competencies that count, cleaned.
pub(super) struct Aligned {
    /// Place in the gaps and score, at most one per competency, in the order of the gaps.
    pub on: Vec<(u32, f64)>,
    /// The best score.
    best: f64,
}

impl Aligned {
    /// What counts of a candidate's alignments: not rejected, on one of the gaps' competencies.
    pub fn of(candidate: &Candidate<'_>, place: &[Option<u32>]) -> Self {
        let mut on: Vec<(u32, f64)> = candidate
            .alignments
            .iter()
            .filter(|alignment| alignment.status != AlignmentStatus::Rejected)
            .filter(|alignment| alignment.score > 0.0)
            .filter_map(|alignment| {
                let at = (*place.get(alignment.competency.get())?)?;
                Some((at, alignment.score.min(1.0)))
            })
            .collect();
        on.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        on.dedup_by_key(|entry| entry.0);
        let best = on.iter().map(|&(_, score)| score).fold(0.0, f64::max);
        Self { on, best }
    }

    /// The competencies it is about: at least half its best score.
    pub fn about(&self) -> impl Iterator<Item = u32> + '_ {
        self.on
            .iter()
            .filter(|&&(_, score)| 2.0 * score >= self.best)
            .map(|&(gap, _)| gap)
    }
}

/// Cuts a gap at the whole levels: (top of the step's level, width).
pub(super) fn cut(mastery: f64, target: f64) -> Vec<(f64, f64)> {
    let mut steps = Vec::new();
    let mut from = mastery;
    while from < target {
        let top = libm::floor(from) + 1.0;
        let to = top.min(target);
        steps.push((top, to - from));
        from = to;
    }
    steps
}

/// What is unmet before each competency, by number.
pub(super) struct Before {
    pub prerequisites: Vec<CompetencyIndex>,
    /// Per gap: prerequisites of it, by number.
    pub of: Vec<Vec<u32>>,
    /// Per gap: prerequisites that learning about it supplies.
    pub supplied: Vec<Vec<u32>>,
}

impl Before {
    /// A prerequisite of a competency is what precedes it or a heading above it. One that is a heading is met
    /// when the mean of its leaves is, and supplied by any of them; one that does not count for the role is ignored.
    pub fn new(framework: &Framework, gaps: &[Gap], of_gap: &[CompetencyIndex]) -> Self {
        let mut place = vec![None; framework.len()];
        for (at, index) in of_gap.iter().enumerate() {
            place[index.get()] = Some(at);
        }
        let mut number: Vec<Option<Option<u32>>> = vec![None; framework.len()];
        let mut before = Self {
            prerequisites: Vec::new(),
            of: vec![Vec::new(); gaps.len()],
            supplied: vec![Vec::new(); gaps.len()],
        };
        // In the order of the map, whatever the order of the gaps.
        let mut order: Vec<usize> = (0..gaps.len()).collect();
        order.sort_by_key(|&at| of_gap[at]);
        for at in order {
            let own = of_gap[at];
            for level in std::iter::once(own).chain(framework.ancestors(own)) {
                for &prerequisite in framework.prerequisites(level) {
                    let leaves: Vec<usize> = framework
                        .leaves_under(prerequisite)
                        .into_iter()
                        .chain([prerequisite])
                        .filter_map(|leaf| place[leaf.get()])
                        .collect();
                    if leaves.is_empty() || leaves.contains(&at) {
                        continue;
                    }
                    let known = number[prerequisite.get()];
                    let unmet = known.unwrap_or_else(|| before.add(prerequisite, &leaves, gaps));
                    number[prerequisite.get()] = Some(unmet);
                    before.of[at].extend(unmet);
                }
            }
        }
        for list in before.of.iter_mut().chain(&mut before.supplied) {
            list.sort_unstable();
            list.dedup();
        }
        before
    }

    fn add(&mut self, index: CompetencyIndex, leaves: &[usize], gaps: &[Gap]) -> Option<u32> {
        let mut leaves = leaves.to_vec();
        leaves.sort_unstable();
        leaves.dedup();
        let sum: f64 = leaves.iter().map(|&leaf| gaps[leaf].mastery).sum();
        if sum / leaves.len() as f64 >= PREREQUISITE_BAR {
            return None;
        }
        let number = u32::try_from(self.prerequisites.len()).ok()?;
        self.prerequisites.push(index);
        for leaf in leaves {
            self.supplied[leaf].push(number);
        }
        Some(number)
    }
}

impl Instance {
    /// `chosen` are the candidates that may be in the plan (`true` for locked ones, which need nothing).
    pub fn new(
        gaps: &[Gap],
        candidates: &[Candidate<'_>],
        aligned: &[Aligned],
        before: &Before,
        chosen: &[(u32, bool)],
        mix: &Mix,
        time: (u32, u32),
    ) -> Self {
        let mut steps = Vec::new();
        let mut steps_of = Rows::new();
        for (at, gap) in gaps.iter().enumerate() {
            let first = steps.len() as u32;
            let cut = if gap.weighted > 0.0 {
                cut(gap.mastery, gap.target)
            } else {
                Vec::new()
            };
            steps_of.push(
                cut.iter()
                    .enumerate()
                    .map(|(nth, &(top, _))| (first + nth as u32, top)),
            );
            steps.extend(cut.iter().map(|&(_, width)| Step {
                gap: at as u32,
                width,
                value: width * gap.weight,
            }));
        }
        let mut instance = Self {
            week: time.0,
            weeks: time.1,
            items: Vec::with_capacity(chosen.len()),
            minutes: Vec::with_capacity(chosen.len()),
            steps,
            shares: Rows::new(),
            supplies: Rows::new(),
            needs: Rows::new(),
            prerequisites: before.prerequisites.clone(),
            suppliers: Rows::new(),
        };
        let mut suppliers = vec![Vec::new(); before.prerequisites.len()];
        for &(place, locked) in chosen {
            let resource = candidates[place as usize].resource;
            let own = &aligned[place as usize];
            let (minutes, _) = gain::minutes(resource);
            let quality = gain::MOST * gain::quality(resource, mix);
            let total: f64 = own.on.iter().map(|&(_, score)| score).sum();
            let item = instance.items.len() as u32;
            instance.items.push(place);
            instance.minutes.push(minutes);
            instance
                .shares
                .push(own.on.iter().flat_map(|&(gap, score)| {
                    let dose = gain::dose(f64::from(minutes) * score / total);
                    steps_of
                        .row(gap as usize)
                        .iter()
                        .map(move |&(step, top)| Share {
                            step,
                            share: quality * score * dose * gain::level_fit(&resource.levels, top),
                        })
                }));
            let flat = |of: &[Vec<u32>]| {
                let mut all: Vec<u32> = own
                    .about()
                    .flat_map(|gap| of[gap as usize].iter().copied())
                    .collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            let supplies = flat(&before.supplied);
            let mut needs = flat(&before.of);
            needs.retain(|need| !locked && supplies.binary_search(need).is_err());
            for &prerequisite in &supplies {
                suppliers[prerequisite as usize].push(item);
            }
            instance.supplies.push(supplies);
            instance.needs.push(needs);
        }
        for row in suppliers {
            instance.suppliers.push(row);
        }
        instance
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// All minutes there are.
    pub fn budget(&self) -> u32 {
        self.week * self.weeks
    }

    /// What an item adds when this share of each step is left.
    pub fn gain(&self, left: &[f64], item: usize) -> f64 {
        self.shares
            .row(item)
            .iter()
            .map(|own| self.steps[own.step as usize].value * left[own.step as usize] * own.share)
            .sum()
    }
}
