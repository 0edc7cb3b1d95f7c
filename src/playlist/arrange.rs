//! The order of learning: which week, and what comes first in it.

use super::plan::Case;
use super::weeks::Draft;
use crate::catalog::ContentRole;

/// The level at which a resource stands that does not say.
const ANY_LEVEL: u8 = 2;

/// Items with their weeks (from 0), in the order in which they are to be worked through.
///
/// Prerequisites come first, then lower levels, then what belongs together (the standard with the
/// largest gap first), then insight, goal, technique, practice. Where that order does not fit the weeks, the weeks of the
/// plan stand and only the order within each is arranged.
pub(super) fn arrange(case: &Case<'_>, plan: &Draft<'_>) -> Vec<(u32, u32)> {
    let mut liked = plan.items.clone();
    liked.sort_by_key(|&item| key(case, plan, item));
    let weeks = in_order(plan, &liked).unwrap_or_else(|| {
        let week = |&item: &u32| (item, plan.week_of[item as usize].unwrap_or(0));
        plan.items.iter().map(week).collect()
    });
    let mut order = Vec::with_capacity(liked.len());
    let mut supplied = vec![false; plan.instance.prerequisites.len()];
    for week in 0..plan.instance.weeks {
        let mut open: Vec<u32> = liked
            .iter()
            .copied()
            .filter(|&item| weeks.contains(&(item, week)))
            .collect();
        while !open.is_empty() {
            let ready = |&item: &u32| {
                let mut needs = plan.instance.needs.row(item as usize).iter();
                needs.all(|&need| supplied[need as usize])
            };
            // There always is one: the plan was built in an order that respects all needs.
            let next = open.remove(open.iter().position(ready).unwrap_or(0));
            for &prerequisite in plan.instance.supplies.row(next as usize) {
                supplied[prerequisite as usize] = true;
            }
            order.push((next, week));
        }
    }
    order
}

/// Fills the weeks in the liked order, each item into the first week that can take it; nothing if
/// something does not fit.
fn in_order(plan: &Draft<'_>, liked: &[u32]) -> Option<Vec<(u32, u32)>> {
    let instance = plan.instance;
    let mut draft = Draft::new(instance);
    let mut open = liked.to_vec();
    while !open.is_empty() {
        let next = open
            .iter()
            .position(|&item| draft.ready(item) != u32::MAX)?;
        let item = open.remove(next);
        let week = (draft.ready(item)..instance.weeks)
            .find(|&week| draft.free[week as usize] >= instance.minutes[item as usize])?;
        draft.put(item, week);
    }
    let week = |&item: &u32| Some((item, draft.week_of[item as usize]?));
    draft.items.iter().map(week).collect()
}

fn key(case: &Case<'_>, plan: &Draft<'_>, item: u32) -> (u8, usize, u8, u32) {
    let place = plan.instance.items[item as usize];
    let resource = case.candidates[place as usize].resource;
    let level = resource.levels.first().copied().unwrap_or(ANY_LEVEL);
    // Gaps are largest first: the first gap of the standard that the item is about ranks the standard.
    let about = case.aligned[place as usize].about().min();
    let standard = about.map_or(usize::MAX, |gap| {
        let own = &case.gaps[gap as usize].standard;
        case.gaps
            .iter()
            .position(|gap| gap.standard == *own)
            .unwrap_or(usize::MAX)
    });
    let role = match resource.content_role {
        Some(ContentRole::Insight) => 0,
        Some(ContentRole::Goal) => 1,
        None | Some(ContentRole::Technique) => 2,
        Some(ContentRole::Practice) => 3,
    };
    (level, standard, role, item)
}
