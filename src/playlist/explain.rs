//! What each item does and why it is there, in plain sentences; every number comes from the plan.

use super::instance::Share;
use super::plan::Case;
use super::weeks::Draft;
use super::{Closes, PlanItem, PlanSession, Practice};
use crate::catalog::ContentRole;
use crate::learner::{Learner, round4};

/// Practice prompts per session: enough to choose from, few enough to do.
const PROMPTS: usize = 2;
/// How many competencies an item's first reason names.
const NAMED: usize = 2;

/// The items of the plan in their order. `locked` are items of the instance.
pub(super) fn items(
    case: &Case<'_>,
    plan: &Draft<'_>,
    order: &[(u32, u32)],
    locked: &[u32],
) -> Vec<PlanItem> {
    let instance = plan.instance;
    let mut left = vec![1.0; instance.steps.len()];
    let mut told = Vec::with_capacity(order.len());
    for &(item, week) in order {
        let place = instance.items[item as usize];
        let resource = case.candidates[place as usize].resource;
        let gain = instance.gain(&left, item as usize);
        let closes = closes(case, plan, item, &mut left);
        let (minutes, minutes_estimated) = case.minutes(place);
        let locked = locked.contains(&item);
        let mut reasons = Vec::new();
        if locked {
            reasons.push("You locked it.".to_owned());
        }
        reasons.push(what(&closes, minutes));
        reasons.extend(fit(case, place, &closes));
        if !locked {
            reasons.extend(instead(case, plan, item));
        }
        reasons.extend(prepares(case, plan, order, item));
        told.push(PlanItem {
            resource: resource.id.clone(),
            name: resource.name.clone(),
            address: resource.address.clone(),
            minutes,
            minutes_estimated,
            content_role: resource.content_role,
            week: week + 1,
            locked,
            gain: round4(gain),
            closes,
            reasons,
        });
    }
    told
}

/// What an item closes of each gap when this much is left; `left` is brought up to date.
fn closes(case: &Case<'_>, plan: &Draft<'_>, item: u32, left: &mut [f64]) -> Vec<Closes> {
    let steps = &plan.instance.steps;
    let shares = plan.instance.shares.row(item as usize);
    let of = |own: &Share| steps[own.step as usize].gap;
    let mut closes = Vec::new();
    for run in shares.chunk_by(|a, b| of(a) == of(b)) {
        let gap = of(&run[0]);
        let remaining = |left: &[f64]| -> f64 {
            let first = steps.partition_point(|step| step.gap < gap);
            let own = steps.iter().zip(left).skip(first);
            own.take_while(|(step, _)| step.gap == gap)
                .map(|(step, left)| step.width * left)
                .sum()
        };
        let before = remaining(left);
        for own in run {
            left[own.step as usize] *= 1.0 - own.share;
        }
        let after = remaining(left);
        let gap = &case.gaps[gap as usize];
        let closed = round4(before - after);
        if closed > 0.0 {
            closes.push(Closes {
                competency: gap.competency.clone(),
                label: gap.label.clone(),
                before: round4(before),
                after: round4(after),
                closed,
            });
        }
    }
    closes.sort_by(|a, b| b.closed.total_cmp(&a.closed));
    closes
}

fn what(closes: &[Closes], minutes: u32) -> String {
    if closes.is_empty() {
        return format!("It closes no gap; it takes {minutes} minutes.");
    }
    let named: Vec<String> = closes
        .iter()
        .enumerate()
        .filter(|&(at, one)| at == 0 || (at < NAMED && one.closed >= 0.005))
        .map(|(_, one)| one)
        .map(|one| {
            format!(
                "{:.2} of the {:.2} levels missing in {} ({})",
                one.closed, one.before, one.competency, one.label
            )
        })
        .collect();
    let rest = match closes.len() - named.len() {
        0 => String::new(),
        1 => ", and a part of one more gap".to_owned(),
        more => format!(", and parts of {more} more gaps"),
    };
    format!(
        "In {minutes} minutes it closes {}{rest}.",
        named.join(" and ")
    )
}

fn fit(case: &Case<'_>, place: u32, closes: &[Closes]) -> Option<String> {
    let levels = &case.candidates[place as usize].resource.levels;
    let first = closes.first()?;
    let gap = case
        .gaps
        .iter()
        .find(|gap| gap.competency == first.competency)?;
    let levels: Vec<String> = levels.iter().map(u8::to_string).collect();
    (!levels.is_empty()).then(|| {
        format!(
            "It serves level {}; your way there is from {:.1} to {:.1}.",
            levels.join(" and "),
            gap.mastery,
            gap.target
        )
    })
}

/// Why this one: what the next best in its place would close.
fn instead(case: &Case<'_>, plan: &Draft<'_>, item: u32) -> Option<String> {
    let instance = plan.instance;
    let week = plan.week_of[item as usize]?;
    let mut left = plan.left.clone();
    for own in instance.shares.row(item as usize) {
        left[own.step as usize] /= 1.0 - own.share;
    }
    let own = instance.gain(&left, item as usize);
    let room = instance.minutes[item as usize] + plan.free[week as usize];
    let other = (0..instance.len() as u32)
        .filter(|&other| {
            !plan.has(other)
                && instance.minutes[other as usize] <= room
                && plan.ready(other) <= week
        })
        .map(|other| (instance.gain(&left, other as usize), other))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    match other {
        Some((gain, other)) if gain < own => {
            let place = instance.items[other as usize] as usize;
            Some(format!(
                "Beside the rest of the plan it adds {own:.2}; the next best that fits in its place, “{}”, would add {gain:.2}.",
                case.candidates[place].resource.name
            ))
        }
        Some(_) => None,
        None => Some(format!(
            "Beside the rest of the plan it adds {own:.2}; nothing else fits in its place."
        )),
    }
}

/// Which later items need what this one is about.
fn prepares(case: &Case<'_>, plan: &Draft<'_>, order: &[(u32, u32)], item: u32) -> Option<String> {
    let instance = plan.instance;
    let supplies = instance.supplies.row(item as usize);
    let later = order
        .iter()
        .skip_while(|&&(other, _)| other != item)
        .skip(1);
    let (need, other) = later
        .flat_map(|&(other, _)| {
            let needs = instance.needs.row(other as usize).iter();
            needs.map(move |&need| (need, other))
        })
        .find(|(need, _)| supplies.contains(need))?;
    let competency = case
        .framework
        .competency(instance.prerequisites[need as usize]);
    let place = instance.items[other as usize] as usize;
    Some(format!(
        "It prepares for “{}”, which builds on {} ({}).",
        case.candidates[place].resource.name,
        competency.name(),
        competency.label()
    ))
}

/// One session per week that has items.
pub(super) fn sessions(
    case: &Case<'_>,
    plan: &Draft<'_>,
    order: &[(u32, u32)],
    told: &[PlanItem],
) -> Vec<PlanSession> {
    let mut sessions: Vec<PlanSession> = Vec::new();
    let mut prompted: Vec<&str> = Vec::new();
    for ((at, item), &(number, _)) in (0u32..).zip(told).zip(order) {
        if sessions.last().is_none_or(|last| last.week != item.week) {
            sessions.push(PlanSession {
                week: item.week,
                minutes: 0,
                items: Vec::new(),
                practice: Vec::new(),
            });
        }
        let Some(session) = sessions.last_mut() else {
            continue;
        };
        session.minutes += item.minutes;
        session.items.push(at);
        let use_it = !matches!(
            item.content_role,
            Some(ContentRole::Insight | ContentRole::Goal)
        );
        if !use_it || session.practice.len() >= PROMPTS {
            continue;
        }
        let place = plan.instance.items[number as usize] as usize;
        let about = item.closes.iter().find_map(|one| {
            let gap = case
                .gaps
                .iter()
                .position(|g| g.competency == one.competency)?;
            let is_about = case.aligned[place].about().any(|own| own as usize == gap);
            let competency = case.framework.competency(case.of_gap[gap]);
            let prompt = competency.practice_prompt.as_ref()?;
            let fresh = !prompted.contains(&competency.name());
            (is_about && fresh).then_some((competency, prompt))
        });
        if let Some((competency, prompt)) = about {
            prompted.push(competency.name());
            session.practice.push(Practice {
                competency: competency.name().to_owned(),
                label: competency.label().to_owned(),
                prompt: prompt.clone(),
            });
        }
    }
    sessions
}

/// What else there is to know about the plan.
pub(super) fn notes(case: &Case<'_>, learner: &Learner, told: &[PlanItem]) -> Vec<String> {
    let mut notes = Vec::new();
    if case.gaps.iter().all(|gap| gap.weighted == 0.0) {
        notes.push("There is no gap: every target is reached.".to_owned());
    } else if told.is_empty() {
        notes.push(format!(
            "Nothing fits: no resource that closes a gap can be had within {} minutes a week under these filters.",
            case.week
        ));
    }
    if learner.data().evidence.is_empty() {
        let mut standards: Vec<(&str, f64)> = Vec::new();
        for gap in case.gaps {
            let name = gap.standard.as_deref().unwrap_or(&gap.competency);
            let worth = gap.weight * gap.uncertainty;
            match standards.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += worth,
                None => standards.push((name, worth)),
            }
        }
        standards.sort_by(|a, b| b.1.total_cmp(&a.1));
        let names: Vec<&str> = standards.iter().take(3).map(|&(name, _)| name).collect();
        if !names.is_empty() {
            notes.push(format!(
                "Nothing is known of you yet. Rating yourself on {} would tell most.",
                names.join(", ")
            ));
        }
    }
    let estimated = told.iter().filter(|item| item.minutes_estimated).count();
    if estimated > 0 {
        notes.push(format!(
            "The minutes of {estimated} of {} items are estimates by kind of resource.",
            told.len()
        ));
    }
    notes
}
