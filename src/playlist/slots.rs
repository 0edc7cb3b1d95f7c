//! The sessions of a plan: items, practice in the teacher's own class, and reviews.
//!
//! **Practice.** After each item that gives a method, what it is about is to be tried in class: five times a week in
//! that week and the three after it, which makes the twenty that [`Totals`](super::Totals) speaks of; at most
//! three skills at a time, the newest first.
//!
//! **Reviews.** What was learnt is to be called back to mind on the last day on which it is still known with a chance
//! of 90 %. The forgetting curve is that of FSRS version 4 (Ye, *The Algorithm*, open-spaced-repetition, 2023): after `t`
//! days `R = 1 / (1 + t / 9S)`, with the stability `S` the days until R falls to 0.9. It begins at 2.4 days
//! and grows with each time that something is met again at recall R by the factor
//! `1 + e^1.49 · (11 − D) · S^−0.14 · (e^(0.94 (1 − R)) − 1)`, at the usual difficulty D = 4.93 (its published default
//! parameters, fitted to flash cards: for teaching methods they are a stand-in). A later item about the same competency
//! counts as meeting it again. Reviews take minutes that the items leave free.

use super::case::Case;
use super::instance::Instance;
use super::messages::{self as say, Notes};
use super::totals::TRIES;
use super::{PlanItem, PlanSession, Practice, Review};
use crate::catalog::ContentRole;
use crate::learner::round4;
use crate::order::Arrange;

/// Times to try a skill in a week.
const TIMES: u32 = 5;
/// Skills to try in a week, at most, when some go on from earlier weeks.
const SKILLS: usize = 3;
/// Minutes of a review.
const REVIEW: u32 = 5;
/// Days until recall of something newly learnt falls to 90 %.
const FIRST_STABILITY: f64 = 2.4;

/// Recall after so many days.
fn recall(days: f64, stability: f64) -> f64 {
    1.0 / (1.0 + days / (9.0 * stability))
}

/// The stability after something is met again at this recall.
fn strengthened(stability: f64, recall: f64) -> f64 {
    let surprise = libm::exp(0.94 * (1.0 - recall)) - 1.0;
    let ease = libm::exp(1.49) * (11.0 - 4.93);
    stability * (1.0 + ease * libm::pow(stability, -0.14) * surprise)
}

/// The weeks that have items, practice or reviews, in order. `order` and `told` are the items, in the same order.
pub(super) fn sessions(
    case: &Case<'_>,
    order: &[(u32, u32)],
    told: &[PlanItem],
    instance: &Instance,
    notes: &mut Notes,
) -> Vec<PlanSession> {
    let mut weeks: Vec<PlanSession> = (1..=case.time.weeks)
        .map(|week| PlanSession {
            week,
            minutes: 0,
            items: Vec::new(),
            practice: Vec::new(),
            reviews: Vec::new(),
        })
        .collect();
    for ((at, item), &(_, week)) in (0..).zip(told).zip(order) {
        weeks[week as usize].items.push(at);
        weeks[week as usize].minutes += item.minutes;
    }
    practice(case, order, told, instance, &mut weeks);
    let left_out = reviews(case, order, instance, &mut weeks);
    if left_out > 0 {
        notes.add(say::REVIEWS_LEFT_OUT.with([("reviews", left_out.into())]));
    }
    weeks.retain(|week| {
        !(week.items.is_empty() && week.practice.is_empty() && week.reviews.is_empty())
    });
    weeks
}

/// The gaps that an item of the instance is about.
fn about(case: &Case<'_>, instance: &Instance, item: u32) -> impl Iterator<Item = usize> {
    let row = case
        .shelf
        .aligned
        .row(instance.items[item as usize] as usize);
    row.iter()
        .filter(|own| own.about)
        .map(|own| case.place[own.competency as usize] as usize)
        .filter(|&gap| gap < case.gaps.len())
}

fn practice(
    case: &Case<'_>,
    order: &[(u32, u32)],
    told: &[PlanItem],
    instance: &Instance,
    weeks: &mut [PlanSession],
) {
    let mut tried = vec![false; case.gaps.len()];
    for ((at, item), &(own, week)) in (0..).zip(told).zip(order) {
        let role = item.content_role;
        if matches!(role, Some(ContentRole::Insight | ContentRole::Goal)) {
            continue;
        }
        // Of what the item is about, the largest part that it closes.
        let found = item.closes.iter().find_map(|one| {
            let mut about = about(case, instance, own);
            let gap = about.find(|&gap| case.gaps[gap].competency == one.competency)?;
            let competency = case.framework.competency(case.of_gap[gap]);
            let prompt = competency.practice_prompt.as_ref()?;
            (!tried[gap]).then_some((gap, competency, prompt))
        });
        let Some((gap, competency, prompt)) = found else {
            continue;
        };
        tried[gap] = true;
        for more in 0..TRIES / TIMES {
            let Some(session) = weeks.get_mut((week + more) as usize) else {
                break;
            };
            session.practice.push(Practice {
                competency: competency.name().to_owned(),
                label: competency.label().to_owned(),
                prompt: prompt.clone(),
                times: TIMES,
                after: (more == 0).then_some(at),
            });
        }
    }
    for session in weeks {
        session.practice.arrange_by_key(|own| own.after.is_none());
        let new = session
            .practice
            .iter()
            .filter(|own| own.after.is_some())
            .count();
        session.practice.truncate(new.max(SKILLS));
    }
}

/// Puts reviews into the weeks; the number of those that found no room.
fn reviews(
    case: &Case<'_>,
    order: &[(u32, u32)],
    instance: &Instance,
    weeks: &mut [PlanSession],
) -> usize {
    let mut met: Vec<Vec<u32>> = vec![Vec::new(); case.gaps.len()];
    for &(item, week) in order {
        for gap in about(case, instance, item) {
            met[gap].push(7 * week);
        }
    }
    let end = 7 * case.time.weeks;
    let mut due: Vec<(u32, usize, u32, f64)> = Vec::new();
    for (gap, days) in met.iter().enumerate() {
        let Some((&first, later)) = days.split_first() else {
            continue;
        };
        let mut later = later.iter().copied().peekable();
        let (mut last, mut stability) = (first, FIRST_STABILITY);
        loop {
            let next = last + libm::floor(stability).max(1.0) as u32;
            let day = later.next_if(|&day| day <= next);
            let (now, review) = day.map_or((next, true), |day| (day, false));
            if now >= end {
                break;
            }
            let known = recall(f64::from(now - last), stability);
            if review {
                due.push((now, gap, now - last, known));
            }
            stability = strengthened(stability, known);
            last = now;
        }
    }
    due.arrange_by_key(|&(day, gap, ..)| (day, gap));
    let mut left_out = 0;
    for (day, gap, days, known) in due {
        let session = &mut weeks[(day / 7) as usize];
        let taken = session.minutes + REVIEW * (session.reviews.len() as u32 + 1);
        if taken > case.time.week {
            left_out += 1;
            continue;
        }
        session.reviews.push(Review {
            competency: case.gaps[gap].competency.clone(),
            label: case.gaps[gap].label.clone(),
            day: day % 7,
            days,
            recall: round4(known),
            minutes: REVIEW,
        });
    }
    left_out
}
