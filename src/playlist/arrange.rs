//! The order of learning: which week, and what comes first in it.

use super::case::Case;
use super::improve::{Found, without};
use super::in_row::in_order;
use super::messages::{self as say, Notes};
use super::reviews::{self, Reviews};
use super::weeks::{Draft, ORDERS};
use super::{PlanRequest, gain, greedy::Greedy, greedy::Rule};
use crate::catalog::ContentRole;
use crate::order::Arrange;

/// The level at which a resource stands that does not say.
const ANY_LEVEL: u8 = 2;
/// How much it counts that a week goes on with what it began, where nothing is said.
const CONTINUITY: f64 = 0.5;
/// Reviews in a week for which its time is kept, at most, where the plan has more time than its items take.
const MOST_REVIEWS: u32 = 6;
/// How often a place that an item left is filled again, when too many of a kind stand in a row.
const REFILLS: usize = 12;

/// The plan with its items in the order in which they are to be worked through, as (item, week from 0), and whether it is
/// still proven to be the best.
///
/// Prerequisites come first, then lower levels, then what belongs together (the standard with the
/// largest gap first), then insight, goal, technique, practice. Within a week an item that goes on with the standard of the one
/// before it may come forward, by [`PlanRequest::continuity`] of the items that are left. A plan that does not take all the time
/// there is goes at the pace at which the fewest reviews are missed. Where that order does not fit the weeks, or there
/// is a plan before whose weeks are to stay, the weeks of the plan stand and only the order within each is arranged.
/// Where no order keeps items of one kind apart as asked for, the least of them leaves the plan.
pub(super) fn arrange<'a>(
    case: &Case<'_>,
    found: Found<'a>,
    fixed: &Draft<'a>,
    request: &PlanRequest,
    notes: &mut Notes,
) -> (Draft<'a>, Vec<(u32, u32)>, bool) {
    let most = request.max_in_row.map_or(u32::MAX, |most| most as u32);
    let (mut plan, mut proven) = (found.plan, found.proven);
    let mut banned: Vec<u32> = Vec::new();
    loop {
        match order(case, &plan, request, most) {
            Ok(order) => return (plan, order, proven),
            Err(stuck) => {
                let free = |item: &&u32| !fixed.items.contains(item);
                let gain = |item: u32| plan.instance.gain(&plan.open, item as usize);
                let least = stuck
                    .iter()
                    .filter(free)
                    .min_by(|a, b| gain(**a).total_cmp(&gain(**b)));
                let Some(&out) = least else {
                    // Only locked items are left: they stay as the teacher wants them.
                    notes.add(say::LOCKED_IN_ROW.with([("most", most.into())]));
                    let order = order(case, &plan, request, u32::MAX).unwrap_or_default();
                    return (plan, order, false);
                };
                proven = false;
                banned.push(out);
                let mut rest = Draft::new(plan.instance);
                without(&plan, &[out], &mut rest);
                if banned.len() <= REFILLS {
                    Greedy::new(2).fill(&mut rest, Rule::PerMinute, &banned, f64::NEG_INFINITY);
                }
                plan = rest;
            }
        }
    }
}

/// The items with their weeks in order; or those of one kind that cannot be kept apart.
fn order(
    case: &Case<'_>,
    plan: &Draft<'_>,
    request: &PlanRequest,
    most: u32,
) -> Result<Vec<(u32, u32)>, Vec<u32>> {
    let liked = Liked::new(case, plan, request);
    let stays = request.previous.is_some() || request.placed.is_some();
    let anew = if stays {
        None
    } else {
        paced(case, plan, &liked)
    };
    if let Some(order) = anew.and_then(|weeks| in_weeks(case, plan, &liked, &weeks, most).ok()) {
        return Ok(order);
    }
    in_weeks(case, plan, &liked, &plan.week_of, most).or_else(|stuck| {
        let items = liked.items.iter();
        let items = items.map(|&item| (item, plan.week_of[item as usize]));
        in_order(plan.instance, items, &mut { ORDERS }).ok_or(stuck)
    })
}

/// The items in the liked order within these weeks; or those of one kind that cannot be kept apart so.
fn in_weeks(
    case: &Case<'_>,
    plan: &Draft<'_>,
    liked: &Liked,
    weeks: &[u32],
    most: u32,
) -> Result<Vec<(u32, u32)>, Vec<u32>> {
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(liked.items.len());
    let mut supplied = vec![false; plan.instance.prerequisites.len()];
    let kind = |item: u32| {
        let place = plan.instance.items[item as usize];
        case.stock.figures(place).kind
    };
    let mut run = (None, 0);
    for week in 0..plan.instance.weeks() {
        let mut open: Vec<u32> = liked
            .items
            .iter()
            .copied()
            .filter(|&item| weeks[item as usize] == week)
            .collect();
        while !open.is_empty() {
            let ready = |item: u32| {
                let mut needs = plan.instance.needs.row(item as usize).iter();
                needs.all(|&need| supplied[need as usize])
            };
            let may = |item: u32| run.1 < most || kind(item).is_none() || kind(item) != run.0;
            let count = |item: u32| {
                open.iter()
                    .filter(|&&other| kind(other) == kind(item))
                    .count()
            };
            // The kind that has most left comes first where it could otherwise not be kept apart.
            let crowded = |item: u32| {
                let own = count(item);
                kind(item).is_some() && own > (open.len() - own + 1).saturating_mul(most as usize)
            };
            let can = |&item: &u32| ready(item) && may(item);
            let places = || (0..open.len()).filter(|&at| can(&open[at]));
            let last = order.last().filter(|own| own.1 == week);
            let at = places()
                .find(|&at| most != u32::MAX && crowded(open[at]))
                .or_else(|| liked.next(&open, last.map(|own| own.0), places()));
            let Some(at) = at else {
                // What is in the way: all of the kind that may not come now, before and here.
                let stuck = |&item: &u32| kind(item) == run.0;
                let before = order
                    .iter()
                    .map(|&(item, _)| item)
                    .rev()
                    .take(most as usize);
                return Err(open.iter().copied().filter(stuck).chain(before).collect());
            };
            let next = open.remove(at);
            run = if kind(next).is_some() && kind(next) == run.0 {
                (run.0, run.1 + 1)
            } else {
                (kind(next), 1)
            };
            for &prerequisite in plan.instance.supplies.row(next as usize) {
                supplied[prerequisite as usize] = true;
            }
            order.push((next, week));
        }
    }
    Ok(order)
}

/// The weeks of the items, filled in the liked order with the fewest reviews missed, and as early as that goes; nothing if
/// something does not fit.
fn paced(case: &Case<'_>, plan: &Draft<'_>, liked: &Liked) -> Option<Vec<u32>> {
    let mut best: Option<(usize, Vec<u32>)> = None;
    for reviews in 0..=MOST_REVIEWS {
        let Some(draft) = filled(plan, liked, reviews * reviews::MINUTES) else {
            break;
        };
        let weeks = draft.items.iter();
        let weeks = weeks.map(|&item| (item, draft.week_of[item as usize]));
        let missed = Reviews::of(case, plan.instance, weeks).missed();
        if best.as_ref().is_none_or(|(least, _)| missed < *least) {
            best = Some((missed, draft.week_of));
        }
        if missed == 0 {
            break;
        }
    }
    best.map(|(_, weeks)| weeks)
}

/// Fills the weeks in the liked order, one after the other, but for so many minutes of each that has more than one item; nothing
/// if something does not fit.
fn filled<'a>(plan: &Draft<'a>, liked: &Liked, kept: u32) -> Option<Draft<'a>> {
    let instance = plan.instance;
    let mut draft = Draft::new(instance);
    let mut open = liked.items.clone();
    for week in 0..instance.weeks() {
        let mut last = None;
        loop {
            let kept = last.map_or(0, |_| kept);
            let fits = |&at: &usize| {
                let item = open[at];
                instance.minutes[item as usize] + kept <= draft.free[week as usize]
                    && draft.ready(item) <= week
                    && draft.may(item, week)
            };
            let places = (0..open.len()).filter(fits);
            let Some(at) = liked.next(&open, last, places) else {
                break;
            };
            let item = open.remove(at);
            draft.put(item, week);
            last = Some(item);
        }
    }
    open.is_empty().then_some(draft)
}

/// The order in which items are liked best, and how much it is worth to go on with a standard.
struct Liked {
    items: Vec<u32>,
    /// Per item of the instance: the rank of its standard.
    standard: Vec<usize>,
    continuity: f64,
}

impl Liked {
    fn new(case: &Case<'_>, plan: &Draft<'_>, request: &PlanRequest) -> Self {
        let mut liked: Vec<_> = plan
            .items
            .iter()
            .map(|&item| (key(case, plan, item), item))
            .collect();
        liked.arrange_by_key(|&own| own);
        let mut standard = vec![usize::MAX; plan.instance.len()];
        for &((_, rank, ..), item) in &liked {
            standard[item as usize] = rank;
        }
        Self {
            items: liked.into_iter().map(|(_, item)| item).collect(),
            standard,
            continuity: request.continuity.unwrap_or(CONTINUITY),
        }
    }

    /// Which of these places in `open` (items in the liked order) is to come after an item.
    fn next(
        &self,
        open: &[u32],
        last: Option<u32>,
        places: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let forward = self.continuity * open.len() as f64;
        let rank = |at: usize| {
            let goes_on = last.is_some_and(|last| {
                self.standard[last as usize] == self.standard[open[at] as usize]
            });
            at as f64 - if goes_on { forward } else { 0.0 }
        };
        places.min_by(|&a, &b| rank(a).total_cmp(&rank(b)).then(a.cmp(&b)))
    }
}

fn key(case: &Case<'_>, plan: &Draft<'_>, item: u32) -> (u8, usize, u8, u32) {
    let place = plan.instance.items[item as usize] as usize;
    let level = match case.shelf.levels[place] {
        0 => ANY_LEVEL,
        levels => levels.trailing_zeros() as u8,
    };
    // Gaps are largest first: the first gap of the standard that the item is about ranks the standard.
    let about = case.shelf.aligned.row(place).iter().filter(|own| own.about);
    let about = about.map(|own| case.place[own.competency as usize]).min();
    let about = about.and_then(|gap| case.gaps.get(gap as usize));
    let standard = about.map_or(usize::MAX, |about| {
        let same = |gap: &crate::learner::Gap| gap.standard == about.standard;
        case.gaps.iter().position(same).unwrap_or(usize::MAX)
    });
    let technique = gain::role_place(Some(ContentRole::Technique));
    let role = match case.shelf.role[place] {
        gain::NO_ROLE => technique,
        role => role,
    };
    (level, standard, role, item)
}
