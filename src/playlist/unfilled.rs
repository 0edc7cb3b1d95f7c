//! Which gaps no item addresses, what stopped each, and the smallest change that would help.

use super::plan::Case;
use super::weeks::Draft;
use super::{Reason, Unfilled};

/// What there is for one gap.
struct Offer {
    /// Candidates about it, with their place, in the order of the catalogue.
    places: Vec<u32>,
}

/// The gaps without an item, in their order.
pub(super) fn unfilled(case: &Case<'_>, plan: &Draft<'_>) -> Vec<Unfilled> {
    let instance = plan.instance;
    let mut touched = vec![false; case.gaps.len()];
    for (step, left) in instance.steps.iter().zip(&plan.left) {
        touched[step.gap as usize] |= *left < 1.0;
    }
    let mut offers: Vec<Offer> = case
        .gaps
        .iter()
        .map(|_| Offer { places: Vec::new() })
        .collect();
    for (place, aligned) in (0u32..).zip(&case.aligned) {
        for &(gap, _) in &aligned.on {
            offers[gap as usize].places.push(place);
        }
    }
    let open = |&at: &usize| case.gaps[at].weighted > 0.0 && !touched[at];
    (0..case.gaps.len())
        .filter(open)
        .map(|at| {
            let gap = &case.gaps[at];
            let (reason, message, remedy) = why(case, plan, at, &offers[at]);
            Unfilled {
                competency: gap.competency.clone(),
                label: gap.label.clone(),
                remaining: gap.gap,
                reason,
                message,
                remedy,
            }
        })
        .collect()
}

fn why(case: &Case<'_>, plan: &Draft<'_>, at: usize, offer: &Offer) -> (Reason, String, String) {
    let gap = &case.gaps[at];
    let name = |place: u32| case.candidates[place as usize].resource.name.as_str();
    if offer.places.is_empty() {
        return (
            Reason::NoResource,
            format!("The catalogue has nothing on {}.", gap.competency),
            format!("Add a resource on {} to the catalogue.", gap.competency),
        );
    }
    let allowed: Vec<u32> = offer
        .places
        .iter()
        .copied()
        .filter(|&place| case.against[place as usize].is_empty())
        .collect();
    if allowed.is_empty() {
        // The one that fewest wishes stand against; the first of those in the catalogue.
        let easiest = offer
            .places
            .iter()
            .copied()
            .min_by_key(|&place| case.against[place as usize].len())
            .unwrap_or(0);
        let changes: Vec<&str> = case.against[easiest as usize]
            .iter()
            .map(|wish| wish.remedy())
            .collect();
        return (
            Reason::FilteredOut,
            format!(
                "Your choices leave out all {} resources on {}.",
                offer.places.len(),
                gap.competency
            ),
            format!("To have “{}”: {}.", name(easiest), changes.join(" and ")),
        );
    }
    // Items of the instance among them that fit into a week, and those of them that have what they need.
    let items: Vec<u32> = allowed
        .iter()
        .filter_map(|place| plan.instance.items.binary_search(place).ok())
        .map(|item| item as u32)
        .collect();
    if items.is_empty() {
        let shortest = allowed
            .iter()
            .copied()
            .min_by_key(|&place| case.minutes(place).0)
            .unwrap_or(0);
        let minutes = case.minutes(shortest).0;
        return (
            Reason::TooLittleTime,
            format!(
                "The shortest resource on {}, “{}”, takes {minutes} minutes; a week has {}.",
                gap.competency,
                name(shortest),
                case.week
            ),
            format!(
                "{} more minutes a week would make room for it.",
                minutes.saturating_sub(case.week)
            ),
        );
    }
    let ready: Vec<u32> = items
        .iter()
        .copied()
        .filter(|&item| plan.ready(item) != u32::MAX)
        .collect();
    if ready.is_empty() {
        return prerequisite(case, plan, at, &items);
    }
    time(case, plan, at, &ready)
}

/// Everything on it builds on something that is not in the plan.
fn prerequisite(
    case: &Case<'_>,
    plan: &Draft<'_>,
    at: usize,
    items: &[u32],
) -> (Reason, String, String) {
    let instance = plan.instance;
    let missing = |item: u32| {
        let needs = instance.needs.row(item as usize).iter();
        needs
            .copied()
            .filter(|&need| plan.supplied[need as usize] == u32::MAX)
    };
    let easiest = items
        .iter()
        .copied()
        .min_by_key(|&item| missing(item).count())
        .unwrap_or(0);
    let names: Vec<String> = missing(easiest)
        .map(|need| {
            let competency = case
                .framework
                .competency(instance.prerequisites[need as usize]);
            format!("{} ({})", competency.name(), competency.label())
        })
        .collect();
    let hopeless = missing(easiest)
        .find(|&need| instance.suppliers.row(need as usize).is_empty())
        .is_some();
    let gap = &case.gaps[at].competency;
    let names = names.join(" and ");
    (
        Reason::PrerequisiteMissing,
        format!("What there is on {gap} builds on {names}, which is not in this plan."),
        if hopeless {
            format!("Add a resource on {names}, or rate yourself there if you know it already.")
        } else {
            format!(
                "Give the plan more time, lock a resource on {names}, or rate yourself there if you know it already."
            )
        },
    )
}

/// There is something that could be in, but the time went elsewhere.
fn time(case: &Case<'_>, plan: &Draft<'_>, at: usize, ready: &[u32]) -> (Reason, String, String) {
    let instance = plan.instance;
    let short = |item: u32| {
        let weeks = plan.ready(item)..instance.weeks;
        let free = weeks
            .map(|week| plan.free[week as usize])
            .max()
            .unwrap_or(0);
        instance.minutes[item as usize].saturating_sub(free)
    };
    let closest = ready
        .iter()
        .copied()
        .min_by_key(|&item| short(item))
        .unwrap_or(0);
    let place = instance.items[closest as usize] as usize;
    let name = &case.candidates[place].resource.name;
    let minutes = instance.minutes[closest as usize];
    let gap = &case.gaps[at].competency;
    (
        Reason::TooLittleTime,
        format!(
            "Other gaps close more in the {} minutes there are.",
            instance.budget()
        ),
        match short(closest) {
            0 => format!("“{name}” ({minutes} minutes) would fit on {gap}: lock it to have it."),
            more => format!(
                "{more} more minutes a week would make room for “{name}” ({minutes} minutes) on {gap}."
            ),
        },
    )
}
