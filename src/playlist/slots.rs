//! The sessions of a plan: items, practice in the teacher's own class, and reviews.
//!
//! **Practice.** After each item that gives a method, what it is about is to be tried in class: five times a week in
//! that week and the three after it, which makes the twenty that [`Totals`](super::Totals) speaks of; at most
//! three skills at a time, the newest first.
//!
//! **Reviews** are those of `reviews.rs`.

use super::case::Case;
use super::instance::Instance;
use super::messages::{self as say, Notes};
use super::reviews::{self, Reviews};
use super::totals::TRIES;
use super::{PlanItem, PlanSession, Practice, Review};
use crate::catalog::ContentRole;
use crate::learner::round4;
use crate::order::Arrange;

/// Times to try a skill in a week.
const TIMES: u32 = 5;
/// Skills to try in a week, at most, when some go on from earlier weeks.
const SKILLS: usize = 3;

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
    let left_out = hold_reviews(case, order, instance, &mut weeks);
    if left_out > 0 {
        notes.add(say::REVIEWS_LEFT_OUT.with([("reviews", left_out.into())]));
    }
    weeks.retain(|week| {
        !(week.items.is_empty() && week.practice.is_empty() && week.reviews.is_empty())
    });
    weeks
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
            let mut about = case.about(instance, own);
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
fn hold_reviews(
    case: &Case<'_>,
    order: &[(u32, u32)],
    instance: &Instance,
    weeks: &mut [PlanSession],
) -> usize {
    let reviews = Reviews::of(case, instance, order.iter().copied());
    for review in reviews.held {
        let gap = &case.gaps[review.gap];
        weeks[(review.day / 7) as usize].reviews.push(Review {
            competency: gap.competency.clone(),
            label: gap.label.clone(),
            day: review.day % 7,
            days: review.days,
            recall: round4(review.recall),
            minutes: reviews::MINUTES,
        });
    }
    reviews.left_out
}
