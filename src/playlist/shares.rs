//! Whose goals the time goes to, and how to bring that near what was asked for.

use super::GoalShares;
use super::PlanRequest;
use super::case::Case;
use super::greedy::{Greedy, Rule};
use super::improve::{Found, PAYS, inside, quick, widen, without};
use super::instance::Instance;
use super::weeks::Draft;
use crate::learner::{Balance, round4};

/// How far the share of an owner may be from what was asked for.
const WITHIN: f64 = 0.1;
/// Attempts to come so near.
const ROUNDS: usize = 10;
/// Items that are changed at most to come so near.
const MENDS: usize = 40;

/// A plan whose time goes to each owner's goals as asked for, within ten points where that can be had: the values of
/// the gaps are weighted by owner, more for those who get too little, and the plan that comes near
/// enough and is worth the most (by the true values) is taken; else the one that comes nearest. `start` is the plan before: filled
/// up, it is worth its stability, so that its items stay where its shares still do.
pub(super) fn steer<'a>(
    case: &Case<'_>,
    request: &PlanRequest,
    fixed: &Draft<'a>,
    start: Option<&Draft<'a>>,
    found: Found<'a>,
) -> Found<'a> {
    let Some(asked) = asked(case, request.balance) else {
        return found;
    };
    let instance = fixed.instance;
    let far = |plan: &Draft<'_>| distance(planned(case, plan), asked);
    let mut best = (far(&found.plan), found.plan);
    if best.0 <= WITHIN {
        return Found {
            plan: best.1,
            ..found
        };
    }
    let unsteered = best.1.clone();
    let mut greedy = Greedy::new(2);
    let mut part = instance.only(&found.listed);
    let mut weights = [1.0f64; 3];
    let mut plan = best.1.clone();
    for _ in 0..ROUNDS {
        let now = planned(case, &plan).unwrap_or([0.0; 3]);
        for ((weight, asked), now) in weights.iter_mut().zip(asked).zip(now) {
            let change = libm::pow((asked + 0.02) / (now + 0.02), 0.7);
            *weight = (*weight * change).clamp(0.02, 50.0);
        }
        for (step, whole) in part.steps.iter_mut().zip(&instance.steps) {
            let goals = owners(&case.gaps[step.gap as usize].goals);
            let sum: f64 = goals.iter().sum();
            let weight = if sum > 0.0 {
                let parts = goals.iter().zip(weights);
                parts.map(|(goal, weight)| goal * weight).sum::<f64>() / sum
            } else {
                1.0
            };
            step.value = whole.value * weight;
        }
        let steered = quick(&inside(fixed, &found.listed, &part));
        plan = widen(&steered, instance, &found.listed);
        let kept = start.map(|start| {
            let mut kept = inside(start, &found.listed, &part);
            greedy.fill(&mut kept, Rule::PerMinute, &[], f64::NEG_INFINITY);
            widen(&kept, instance, &found.listed)
        });
        for plan in kept.iter().chain([&plan]) {
            let far = far(plan);
            let better = if far <= WITHIN && best.0 <= WITHIN {
                plan.worth() > best.1.worth() + PAYS
            } else {
                far < best.0
            };
            if better {
                best = (far, plan.clone());
            }
        }
    }
    let mut plan = best.1;
    for begun in [plan.clone(), unsteered] {
        let mended = mend(case, fixed, begun, &found.listed, asked);
        let (far, now) = (far(&plan), far(&mended));
        let better = if far <= WITHIN && now <= WITHIN {
            mended.worth() > plan.worth() + PAYS
        } else {
            now < far
        };
        if better {
            plan = mended;
        }
    }
    Found {
        plan,
        // The most that can be closed with these shares is not known.
        proven: false,
        listed: found.listed,
    }
}

/// Improves a plan by one item at a time (out, in, or one for another) until nothing does: first its shares, until they are
/// within ten points, then what it is worth. Only the listed items come in.
fn mend<'a>(
    case: &Case<'_>,
    fixed: &Draft<'a>,
    plan: Draft<'a>,
    listed: &[u32],
    asked: [f64; 3],
) -> Draft<'a> {
    let instance = plan.instance;
    let own: Vec<[f64; 3]> = listed
        .iter()
        .map(|&item| minutes_for(case, instance, item))
        .collect();
    // How far beyond ten points, as a whole number, so that what is as good counts as equal.
    let beyond = |minutes: [f64; 3]| {
        let far = distance(normal(minutes), asked) - WITHIN;
        (far.max(0.0) * 1e6) as u32
    };
    let all_of = |plan: &Draft<'_>| {
        let mut minutes = [0.0; 3];
        for &item in &plan.items {
            add(&mut minutes, minutes_for(case, instance, item));
        }
        minutes
    };
    let mut best = (beyond(all_of(&plan)), plan);
    let mut rest = Draft::new(instance);
    for _ in 0..MENDS {
        let (far, worth) = (best.0, best.1.worth() + PAYS);
        let mut found: Option<(u32, f64, Option<u32>, Option<u32>)> = None;
        let free = best
            .1
            .items
            .iter()
            .copied()
            .filter(|&item| !fixed.has(item));
        for out in free.map(Some).chain([None]) {
            without(&best.1, out.as_slice(), &mut rest);
            let minutes = all_of(&rest);
            let mut offer = |far_now: u32, worth_now: f64, taken: Option<u32>| {
                let better = match &found {
                    Some((least, most, ..)) => (far_now, -worth_now) < (*least, -*most),
                    None => far_now < far || far_now == far && worth_now > worth,
                };
                if better {
                    found = Some((far_now, worth_now, out, taken));
                }
            };
            offer(beyond(minutes), rest.worth(), None);
            for (&item, &more) in listed.iter().zip(&own) {
                let mut minutes = minutes;
                add(&mut minutes, more);
                let far_now = beyond(minutes);
                if far_now <= far
                    && Some(item) != out
                    && !rest.has(item)
                    && rest.week_for(item).is_some()
                {
                    offer(far_now, rest.worth() + rest.more(item), Some(item));
                }
            }
        }
        let Some((far, _, out, taken)) = found else {
            break;
        };
        without(&best.1, out.as_slice(), &mut rest);
        let placed = taken.is_none_or(|item| rest.place(item));
        if !placed || !rest.has_order() {
            break;
        }
        best.0 = far;
        best.1.become_like(&rest);
    }
    best.1
}

/// The shares as asked for and as planned.
pub(super) fn told(
    case: &Case<'_>,
    balance: Option<Balance>,
    plan: &Draft<'_>,
) -> Option<GoalShares> {
    let asked = asked(case, balance)?;
    let planned = planned(case, plan);
    let balance = |shares: [f64; 3]| Balance {
        teacher: round4(shares[0]),
        school: round4(shares[1]),
        district: round4(shares[2]),
    };
    Some(GoalShares {
        asked: balance(asked),
        planned: balance(planned.unwrap_or([0.0; 3])),
        within: distance(planned, asked) <= WITHIN,
    })
}

fn owners(goals: &Balance) -> [f64; 3] {
    [goals.teacher, goals.school, goals.district]
}

/// The balance as shares of 1 among the owners that have goals with a gap.
fn asked(case: &Case<'_>, balance: Option<Balance>) -> Option<[f64; 3]> {
    let mut shares = owners(&balance?);
    for (owner, share) in shares.iter_mut().enumerate() {
        let open =
            |gap: &crate::learner::Gap| gap.weighted > 0.0 && owners(&gap.goals)[owner] > 0.0;
        if !case.gaps.iter().any(open) {
            *share = 0.0;
        }
    }
    normal(shares)
}

fn normal(shares: [f64; 3]) -> Option<[f64; 3]> {
    let sum: f64 = shares.iter().sum();
    (sum > 0.0).then(|| shares.map(|share| share / sum))
}

/// Whose goals the minutes of an item go to: they are shared out among what it is aligned to, and from there among the goals
/// that ask for it.
fn minutes_for(case: &Case<'_>, instance: &Instance, item: u32) -> [f64; 3] {
    let mut minutes = [0.0; 3];
    let place = instance.items[item as usize] as usize;
    let own = f64::from(instance.minutes[item as usize]);
    for aligned in case.shelf.aligned.row(place) {
        let gap = case.place[aligned.competency as usize];
        let Some(gap) = case.gaps.get(gap as usize) else {
            continue;
        };
        let goals = owners(&gap.goals);
        let sum: f64 = goals.iter().sum();
        if gap.weighted > 0.0 && sum > 0.0 {
            for (minutes, goal) in minutes.iter_mut().zip(goals) {
                *minutes += own * f64::from(aligned.part) * goal / sum;
            }
        }
    }
    minutes
}

/// The shares of the owners in the minutes of a plan.
fn planned(case: &Case<'_>, plan: &Draft<'_>) -> Option<[f64; 3]> {
    let mut minutes = [0.0; 3];
    for &item in &plan.items {
        add(&mut minutes, minutes_for(case, plan.instance, item));
    }
    normal(minutes)
}

fn add(minutes: &mut [f64; 3], more: [f64; 3]) {
    for (minutes, more) in minutes.iter_mut().zip(more) {
        *minutes += more;
    }
}

/// The largest difference of a share; 1 where no time goes to any goal.
fn distance(planned: Option<[f64; 3]>, asked: [f64; 3]) -> f64 {
    planned.map_or(1.0, |planned| {
        let pairs = planned.iter().zip(asked);
        pairs
            .map(|(own, asked)| (own - asked).abs())
            .fold(0.0, f64::max)
    })
}
