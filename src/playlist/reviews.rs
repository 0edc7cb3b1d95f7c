//! Reviews: when to call back to mind what was learnt, before it is forgotten.
//!
//! That is the last day on which it is still known with a chance of 90 %. The forgetting curve is that of FSRS version 4
//! (Ye, *The Algorithm*, open-spaced-repetition, 2023): after `t` days `R = 1 / (1 + t / 9S)`, with the stability `S` the
//! days until R falls to 0.9. It begins at 2.4 days and grows with each time that something is met again at recall R by
//! the factor `1 + e^1.49 · (11 − D) · S^−0.14 · (e^(0.94 (1 − R)) − 1)`, at the usual difficulty D = 4.93 (its published
//! default parameters, fitted to flash cards: for teaching methods they are a stand-in). A later item about the same
//! competency counts as meeting it again.
//!
//! Reviews take minutes that the items leave free. Where the week of that day has none left, a review comes in the week
//! before that has some, else late, with the chance that is left by then; what finds no room until the end, or until the
//! next item about it, is left out.

use super::case::Case;
use super::instance::Instance;
use crate::order::Arrange;

/// Minutes of a review.
pub(super) const MINUTES: u32 = 5;
/// The chance with which something is still known on the last day that is in time.
const IN_TIME: f64 = 0.9;
/// Days until recall of something newly learnt falls to 90 %.
const FIRST_STABILITY: f64 = 2.4;
/// Days of a week.
const WEEK: u32 = 7;
/// The day of what does not come any more.
const NEVER: u32 = u32::MAX;

/// Recall after so many days.
fn recall(days: u32, stability: f64) -> f64 {
    1.0 / (1.0 + f64::from(days) / (9.0 * stability))
}

/// The stability after something is met again at this recall.
fn strengthened(stability: f64, recall: f64) -> f64 {
    let surprise = libm::exp(0.94 * (1.0 - recall)) - 1.0;
    let ease = libm::exp(1.49) * (11.0 - 4.93);
    stability * (1.0 + ease * libm::pow(stability, -0.14) * surprise)
}

/// One review.
pub(super) struct Review {
    /// The gap, by its place in the case.
    pub gap: usize,
    /// Days from the first of the plan.
    pub day: u32,
    /// Days since it was last met.
    pub days: u32,
    /// The chance that it is still known.
    pub recall: f64,
}

/// The reviews of a plan.
pub(super) struct Reviews {
    /// Those that have their place, in the order of their days.
    pub held: Vec<Review>,
    /// How many found no room.
    pub left_out: usize,
}

/// How well something learnt is known.
struct Memory {
    /// The gap that it closes part of, by its place in the case.
    gap: usize,
    /// The days of items about it that are to come, the next one last.
    coming: Vec<u32>,
    /// The day on which it was last met.
    last: u32,
    stability: f64,
    /// The day of the next review.
    due: u32,
}

impl Memory {
    /// Of a gap that items on these days are about, ascending; nothing without any.
    fn new((gap, mut days): (usize, Vec<u32>)) -> Option<Self> {
        days.reverse();
        let first = days.pop()?;
        let mut memory = Self {
            gap,
            coming: days,
            last: first,
            stability: FIRST_STABILITY,
            due: NEVER,
        };
        memory.meet(first);
        Some(memory)
    }

    /// It is met on a day.
    fn meet(&mut self, day: u32) {
        if day > self.last {
            self.stability = strengthened(self.stability, recall(day - self.last, self.stability));
        }
        self.last = day;
        self.due = day + libm::floor(self.stability).max(1.0) as u32;
    }
}

impl Reviews {
    /// The reviews of a plan with these items of the instance in these weeks, from 0 and ascending.
    pub fn of(
        case: &Case<'_>,
        instance: &Instance,
        items: impl Iterator<Item = (u32, u32)>,
    ) -> Self {
        let mut left = vec![case.time.week; case.time.weeks as usize];
        let mut days: Vec<Vec<u32>> = vec![Vec::new(); case.gaps.len()];
        for (item, week) in items {
            let left = &mut left[week as usize];
            *left = left.saturating_sub(instance.minutes[item as usize]);
            for gap in case.about(instance, item) {
                days[gap].push(WEEK * week);
            }
        }
        let memories = (0..).zip(days).filter_map(Memory::new);
        let mut memories: Vec<Memory> = memories.collect();
        let mut all = Self {
            held: Vec::new(),
            left_out: 0,
        };
        loop {
            let next = memories.iter_mut().min_by_key(|memory| memory.due);
            match next {
                Some(memory) if memory.due < WEEK * case.time.weeks => all.hold(memory, &mut left),
                _ => break,
            }
        }
        all.held.arrange_by_key(|review| (review.day, review.gap));
        all
    }

    /// How many are not held in time: late, or left out.
    pub fn missed(&self) -> usize {
        let late = self.held.iter().filter(|review| review.recall < IN_TIME);
        self.left_out + late.count()
    }

    /// Takes a memory over the day on which a review is due. `left` are the minutes that each week has left.
    fn hold(&mut self, memory: &mut Memory, left: &mut [u32]) {
        let item = memory.coming.last().copied();
        if let Some(day) = item.filter(|&day| day <= memory.due) {
            memory.coming.pop();
            return memory.meet(day);
        }
        let week = (memory.due / WEEK) as usize;
        let roomy = |&week: &usize| left[week] >= MINUTES;
        let before = (memory.last / WEEK) as usize..week;
        let in_time = |week: usize| memory.due.min(WEEK * week as u32 + WEEK - 1);
        let day = Some(week)
            .into_iter()
            .chain(before.rev())
            .find(|week| roomy(week) && in_time(*week) > memory.last)
            .map(in_time)
            .or_else(|| {
                let late = (week + 1..left.len()).find(roomy)?;
                let day = WEEK * late as u32;
                item.is_none_or(|item| day < item).then_some(day)
            });
        match day {
            Some(day) => {
                left[(day / WEEK) as usize] -= MINUTES;
                let days = day - memory.last;
                self.held.push(Review {
                    gap: memory.gap,
                    day,
                    days,
                    recall: recall(days, memory.stability),
                });
                memory.meet(day);
            }
            None => {
                self.left_out += 1;
                memory.due = item.unwrap_or(NEVER);
            }
        }
    }
}
