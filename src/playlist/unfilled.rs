//! Which gaps no item addresses, what stopped each, and the smallest change that would help.

use super::before::Prerequisite;
use super::case::Case;
use super::filter::Wish;
use super::messages as say;
use super::rows::Rows;
use super::weeks::{Draft, NEVER};
use super::{Reason, Unfilled};
use crate::learner::{Message, Param};

/// What stopped a gap, said; the remedy, and the `id` of the candidate that it names.
type Why = (Reason, Message, Message, Option<String>);

/// What there is on a gap, in the order of the catalogue.
struct Offers<'a> {
    /// The candidates that are aligned to it.
    places: &'a [u32],
    /// Those of them that are items of the instance.
    items: &'a [u32],
}

/// The gaps without an item, in their order.
pub(super) fn unfilled(case: &Case<'_>, plan: &Draft<'_>) -> Vec<Unfilled> {
    let mut touched = vec![false; case.gaps.len()];
    for (step, open) in plan.instance.steps.iter().zip(&plan.open) {
        touched[step.gap as usize] |= *open < step.value;
    }
    let open: Vec<bool> = case
        .gaps
        .iter()
        .zip(touched)
        .map(|(gap, touched)| gap.weighted > 0.0 && !touched)
        .collect();
    let items = Rows::gathered(case.gaps.len(), |add| {
        for (item, &place) in (0..).zip(&plan.instance.items) {
            for own in case.shelf.aligned.row(place as usize) {
                let gap = case.place[own.competency as usize];
                if open.get(gap as usize) == Some(&true) {
                    add(gap, item);
                }
            }
        }
    });
    (0..case.gaps.len())
        .filter(|&at| open[at])
        .map(|at| {
            let gap = &case.gaps[at];
            let offers = Offers {
                places: case.shelf.on(case.of_gap[at]),
                items: items.row(at),
            };
            let (reason, message, remedy, resource) = why(case, plan, at, &offers);
            Unfilled {
                competency: gap.competency.clone(),
                label: gap.label.clone(),
                remaining: gap.gap,
                reason,
                message: message.english(),
                remedy: remedy.english(),
                resource,
                messages: vec![message, remedy],
            }
        })
        .collect()
}

/// A gap's competency, to be named in a sentence.
fn on(case: &Case<'_>, at: usize) -> (&'static str, Param) {
    ("competency", case.gaps[at].competency.as_str().into())
}

fn why(case: &Case<'_>, plan: &Draft<'_>, at: usize, offers: &Offers<'_>) -> Why {
    if offers.places.is_empty() {
        return (
            Reason::NoResource,
            say::NO_RESOURCE.with([on(case, at)]),
            say::ADD_RESOURCE.with([on(case, at)]),
            None,
        );
    }
    let allows = |&place: &u32| case.filter.allows(place);
    if !offers.places.iter().any(allows) {
        return left_out(case, at, offers.places);
    }
    // Items of the instance among them that fit into a week, and those of them that have what they need.
    let mut items = offers.items.to_vec();
    items.retain(|&item| allows(&plan.instance.items[item as usize]));
    if items.is_empty() {
        let allowed: Vec<u32> = offers.places.iter().copied().filter(allows).collect();
        let longest = case.rooms.iter().copied().max().unwrap_or(0);
        let fits = |&place: &u32| case.shelf.minutes[place as usize] <= longest;
        let strength = |place: &u32| {
            let mut row = case.shelf.aligned.row(*place as usize).iter();
            let own = row.find(|own| own.competency == case.of_gap[at].0);
            own.map_or(0.0, |own| own.strength)
        };
        let fitting = allowed.iter().copied().filter(fits);
        return match fitting.max_by(|a, b| strength(a).total_cmp(&strength(b)).then(b.cmp(a))) {
            Some(place) => {
                let message = say::CLOSES_TOO_LITTLE.with([on(case, at)]);
                let (id, named) = named(case, at, place);
                (
                    Reason::TooLittleTime,
                    message,
                    say::LOCK_IT.with(named),
                    Some(id),
                )
            }
            None => too_long(case, at, &allowed),
        };
    }
    let ready = |&item: &u32| plan.ready(item) != NEVER;
    let ready: Vec<u32> = items.iter().copied().filter(ready).collect();
    if ready.is_empty() {
        return prerequisite(case, plan, at, &items);
    }
    time(case, plan, at, &ready)
}

/// The teacher's wishes stand against all there is.
fn left_out(case: &Case<'_>, at: usize, offers: &[u32]) -> Why {
    // The one that fewest wishes stand against; the first of those in the catalogue.
    let wishes = |place: &u32| case.filter.against(*place);
    let easiest = offers
        .iter()
        .copied()
        .min_by_key(|place| wishes(place).len())
        .unwrap_or(0);
    let changes: Vec<Message> = wishes(&easiest)
        .into_iter()
        .map(|wish| {
            match wish {
                Wish::Skipped => say::TAKE_BACK,
                Wish::Completed => say::ONCE_MORE,
                Wish::Free => say::ALLOW_PAID,
                Wish::Offline => say::ALLOW_ONLINE,
                Wish::Language => say::ALLOW_LANGUAGE,
                Wish::Publisher => say::ALLOW_PUBLISHER,
                Wish::Mix => say::ALLOW_ROLE,
            }
            .with([])
        })
        .collect();
    let levels = offers
        .iter()
        .map(|&place| case.shelf.levels[place as usize]);
    let highest = 7u32.saturating_sub(levels.fold(0, |a, b| a | b).leading_zeros());
    let first = |&&place: &&u32| case.shelf.part_before(place).is_none();
    let count = offers.iter().filter(first).count();
    let (resources, on) = (("resources", count.into()), on(case, at));
    let level = ("level", highest.into());
    let message = match (count, highest) {
        (0..=1, 0) => say::LEFT_OUT_ONE.with([on]),
        (0..=1, _) => say::LEFT_OUT_ONE_LEVEL.with([on, level]),
        (_, 0) => say::LEFT_OUT.with([resources, on]),
        _ => say::LEFT_OUT_LEVEL.with([resources, on, level]),
    };
    let (id, [name, ..]) = named(case, at, easiest);
    let remedy = say::TO_HAVE.with([name, ("changes", Param::List(changes))]);
    (Reason::FilteredOut, message, remedy, Some(id))
}

/// Nothing fits a week.
fn too_long(case: &Case<'_>, at: usize, allowed: &[u32]) -> Why {
    let minutes = |place: u32| case.shelf.minutes[place as usize];
    let shortest = allowed
        .iter()
        .copied()
        .min_by_key(|&place| minutes(place))
        .unwrap_or(0);
    let week = case.time.week - case.time.review;
    let more = minutes(shortest).saturating_sub(week);
    let (id, [name, minutes, on]) = named(case, at, shortest);
    (
        Reason::TooLittleTime,
        say::SHORTEST.with([on, name, minutes, ("week", week.into())]),
        say::ROOM_FOR_IT.with([("more", more.into())]),
        Some(id),
    )
}

/// Everything on it builds on something that is not in the plan.
fn prerequisite(case: &Case<'_>, plan: &Draft<'_>, at: usize, items: &[u32]) -> Why {
    let instance = plan.instance;
    let missing = |item: u32| {
        let needs = instance.needs.row(item as usize).iter().copied();
        needs.filter(|&need| plan.supplied[need as usize] == NEVER)
    };
    let easiest = items
        .iter()
        .copied()
        .min_by_key(|&item| missing(item).count())
        .unwrap_or(0);
    let names: Vec<Message> = missing(easiest)
        .map(|need| match instance.prerequisites[need as usize] {
            Prerequisite::Competency(index) => {
                let own = case.framework.competency(index);
                say::COMPETENCY.with([
                    ("competency", own.name().into()),
                    ("label", own.label().into()),
                ])
            }
            Prerequisite::Resource(place) => {
                say::RESOURCE.with([("name", case.name(place).into())])
            }
        })
        .collect();
    let hopeless = missing(easiest).any(|need| instance.suppliers(need).next().is_none());
    let remedy = if hopeless {
        say::FILL_BELOW
    } else {
        say::MAKE_ROOM_BELOW
    };
    let names = ("names", Param::List(names));
    (
        Reason::PrerequisiteMissing,
        say::BUILDS_ON.with([on(case, at), names.clone()]),
        remedy.with([names]),
        None,
    )
}

/// There is something that could be in, but the time went elsewhere.
fn time(case: &Case<'_>, plan: &Draft<'_>, at: usize, ready: &[u32]) -> Why {
    let instance = plan.instance;
    // From each week on, the most that any has free.
    let mut free = plan.free.clone();
    for week in (1..free.len()).rev() {
        free[week - 1] = free[week - 1].max(free[week]);
    }
    let short = |item: u32| {
        let free = free.get(plan.ready(item) as usize);
        instance.minutes[item as usize].saturating_sub(free.copied().unwrap_or(0))
    };
    let closest = ready
        .iter()
        .copied()
        .min_by_key(|&item| short(item))
        .unwrap_or(0);
    let (id, named) = named(case, at, instance.items[closest as usize]);
    let fits = short(closest) == 0 && plan.more(closest) > 0.0;
    if let Some(in_row) = instance.in_row.as_ref()
        && fits
        && plan.week_for(closest).is_none()
    {
        let [name, _, on] = named;
        let changes = Param::List(vec![say::ALLOW_IN_ROW.with([])]);
        return (
            Reason::FilteredOut,
            say::TOO_MANY_IN_ROW.with([on, ("most", in_row.most().into())]),
            say::TO_HAVE.with([name, ("changes", changes)]),
            Some(id),
        );
    }
    let (message, remedy) = match short(closest) {
        0 if plan.more(closest) <= 0.0 => (
            say::CLOSES_TOO_LITTLE.with([on(case, at)]),
            say::LOCK_IT.with(named),
        ),
        0 => (others_close_more(plan), say::LOCK_IT.with(named)),
        more => {
            let [name, minutes, on] = named;
            let more = ("more", more.into());
            let remedy = say::MORE_MINUTES.with([name, minutes, on, more]);
            (others_close_more(plan), remedy)
        }
    };
    (Reason::TooLittleTime, message, remedy, Some(id))
}

fn others_close_more(plan: &Draft<'_>) -> Message {
    say::OTHERS_CLOSE_MORE.with([("budget", plan.instance.budget().into())])
}

/// The `id` of a resource on a gap, and the resource to be named in a sentence.
fn named(case: &Case<'_>, at: usize, place: u32) -> (String, [(&'static str, Param); 3]) {
    let listing = case.stock.listing(place);
    let named = [
        ("name", listing.name.into_owned().into()),
        ("minutes", case.shelf.minutes[place as usize].into()),
        on(case, at),
    ];
    (listing.id.into_owned(), named)
}
