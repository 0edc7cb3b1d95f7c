//! From a request to a playlist: the steps in their order.

use super::arrange::arrange;
use super::filter::{Filter, Wish};
use super::instance::{Aligned, Before, Instance};
use super::weeks::Draft;
use super::{Mix, PlanError, PlanRequest, Playlist, bound, explain, gain, improve, unfilled};
use crate::catalog::{Alignment, Resource};
use crate::framework::{CompetencyIndex, Framework};
use crate::learner::{Gap, Learner, round4};
use std::collections::HashMap;

/// A resource that may be in a plan.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// What it is aligned to, in the map of the gaps.
    pub alignments: &'a [Alignment],
}

/// Everything that the explanations look at.
pub(super) struct Case<'a> {
    pub framework: &'a Framework,
    pub gaps: &'a [Gap],
    pub of_gap: Vec<CompetencyIndex>,
    pub candidates: &'a [Candidate<'a>],
    pub aligned: Vec<Aligned>,
    pub before: Before,
    /// Per candidate: the wishes it goes against.
    pub against: Vec<Vec<Wish>>,
    pub week: u32,
    pub weeks: u32,
    pub mix: Mix,
}

/// The plan that closes the most weighted gap in the time there is, as far as found, with its reasons
/// and with a bound on what any plan could do.
///
/// `gaps` are those of [`crate::learner::gaps`] for the same map and role, `candidates` the catalogue in its order (each
/// `id` once). Role, day and balance of the request have their effect through the gaps and are not looked at.
///
/// # Errors
/// When a number of the request is out of range, a resource is both locked and skipped, or a gap is of another map.
/// What merely cannot be met (a locked resource that does not fit, nothing that fits at all) gives a plan with
/// notes.
pub fn plan(
    framework: &Framework,
    gaps: &[Gap],
    candidates: &[Candidate<'_>],
    learner: &Learner,
    request: &PlanRequest,
) -> Result<Playlist, PlanError> {
    let week = whole(
        request.minutes_per_week,
        5..=6000,
        "5 to 6000",
        "minutesPerWeek",
    )?;
    let weeks = whole(request.weeks, 1..=104, "1 to 104", "weeks")?;
    let mix = request.mix.unwrap_or_default();
    check_mix(&mix)?;
    let locked = request.locked.as_deref().unwrap_or_default();
    let skipped = request.skipped.as_deref().unwrap_or_default();
    if let Some(at) = locked.iter().position(|id| skipped.contains(id)) {
        return Err(PlanError::LockedAndSkipped {
            path: format!("locked[{at}]"),
            resource: locked[at].clone(),
        });
    }
    let filter = Filter::new(
        request.only.as_ref(),
        mix,
        skipped.iter().map(String::as_str),
        learner.completed().into_iter(),
    );
    let case = Case::new(framework, gaps, candidates, &filter, (week, weeks), mix)?;
    let mut notes = Vec::new();
    let locked = case.locked(locked, &mut notes);
    let instance = case.instance(&locked);
    let mut start = Draft::new(&instance);
    for &place in &locked {
        if let Ok(item) = instance.items.binary_search(&place) {
            start.add(item as u32);
        }
    }
    let best = improve::best(&start);
    let upper_bound = bound::upper(&best, &start.items);
    let order = arrange(&case, &best);
    let told = explain::items(&case, &best, &order, &start.items);
    let sessions = explain::sessions(&case, &best, &order, &told);
    notes.extend(explain::notes(&case, learner, &told));
    let gap_before: f64 = gaps.iter().map(|gap| gap.weighted).sum();
    let objective = round4(best.objective);
    let upper_bound = round4(upper_bound).max(objective);
    Ok(Playlist {
        minutes: told.iter().map(|item| item.minutes).sum(),
        budget: instance.budget(),
        items: told,
        sessions,
        unfilled: unfilled::unfilled(&case, &best),
        objective,
        upper_bound,
        ratio: if upper_bound > 0.0 {
            round4(objective / upper_bound)
        } else {
            1.0
        },
        gap_before: round4(gap_before),
        gap_after: round4((gap_before - best.objective).max(0.0)),
        notes,
    })
}

fn whole(
    value: f64,
    range: std::ops::RangeInclusive<u32>,
    expected: &'static str,
    path: &str,
) -> Result<u32, PlanError> {
    if value >= f64::from(*range.start()) && value <= f64::from(*range.end()) {
        return Ok(value as u32);
    }
    Err(PlanError::OutOfRange {
        path: path.to_owned(),
        value: value.to_string(),
        expected,
    })
}

fn check_mix(mix: &Mix) -> Result<(), PlanError> {
    let wishes = [
        ("insight", mix.insight),
        ("goal", mix.goal),
        ("technique", mix.technique),
        ("practice", mix.practice),
    ];
    for (role, wish) in wishes {
        if let Some(value) = wish.filter(|wish| !(0.0..=100.0).contains(wish)) {
            return Err(PlanError::OutOfRange {
                path: format!("mix.{role}"),
                value: value.to_string(),
                expected: "0 to 100",
            });
        }
    }
    Ok(())
}

impl<'a> Case<'a> {
    fn new(
        framework: &'a Framework,
        gaps: &'a [Gap],
        candidates: &'a [Candidate<'a>],
        filter: &Filter<'_>,
        (week, weeks): (u32, u32),
        mix: Mix,
    ) -> Result<Self, PlanError> {
        let mut of_gap = Vec::with_capacity(gaps.len());
        let mut place = vec![None; framework.len()];
        for (at, gap) in gaps.iter().enumerate() {
            let index =
                framework
                    .find(&gap.competency)
                    .ok_or_else(|| PlanError::UnknownCompetency {
                        path: format!("gaps[{at}].competency"),
                        competency: gap.competency.clone(),
                    })?;
            of_gap.push(index);
            place[index.get()] = u32::try_from(at).ok();
        }
        Ok(Self {
            framework,
            gaps,
            before: Before::new(framework, gaps, &of_gap),
            of_gap,
            candidates,
            aligned: candidates
                .iter()
                .map(|candidate| Aligned::of(candidate, &place))
                .collect(),
            against: candidates
                .iter()
                .map(|candidate| filter.against(candidate.resource))
                .collect(),
            week,
            weeks,
            mix,
        })
    }

    /// The locked candidates that fit together, in the order of the request; notes on the others.
    fn locked(&self, ids: &[String], notes: &mut Vec<String>) -> Vec<u32> {
        if ids.is_empty() {
            return Vec::new();
        }
        let places: HashMap<&str, u32> = self
            .candidates
            .iter()
            .zip(0..)
            .map(|(candidate, place)| (candidate.resource.id.as_str(), place))
            .collect();
        let mut fitting: Vec<u32> = Vec::new();
        for id in ids {
            let Some(&place) = places.get(id.as_str()) else {
                notes.push(format!(
                    "The locked resource {id} is not in this catalogue and was left out."
                ));
                continue;
            };
            if fitting.contains(&place) {
                continue;
            }
            let name = &self.candidates[place as usize].resource.name;
            let (minutes, _) = self.minutes(place);
            fitting.push(place);
            if minutes > self.week {
                fitting.pop();
                notes.push(format!(
                    "The locked resource “{name}” takes {minutes} minutes and a week has {}: it was left out.",
                    self.week
                ));
            } else if !self.fit(&fitting) {
                fitting.pop();
                notes.push(format!(
                    "The locked resource “{name}” ({minutes} minutes) does not fit beside the others and was left out."
                ));
            }
        }
        fitting
    }

    fn fit(&self, places: &[u32]) -> bool {
        let mut sorted: Vec<(u32, bool)> = places.iter().map(|&place| (place, true)).collect();
        sorted.sort_unstable();
        let instance = self.of(&sorted);
        let mut items: Vec<u32> = (0..instance.len() as u32).collect();
        Draft::new(&instance).pack(&mut items)
    }

    pub fn minutes(&self, place: u32) -> (u32, bool) {
        gain::minutes(self.candidates[place as usize].resource)
    }

    /// What may be in the plan, in the order of the catalogue.
    fn instance(&self, locked: &[u32]) -> Instance {
        let chosen: Vec<(u32, bool)> = (0..self.candidates.len() as u32)
            .map(|place| (place, locked.contains(&place)))
            .filter(|&(place, locked)| locked || self.usable(place))
            .collect();
        self.of(&chosen)
    }

    /// Whether nothing but other items stands in a candidate's way.
    fn usable(&self, place: u32) -> bool {
        let at = place as usize;
        self.against[at].is_empty()
            && self.minutes(place).0 <= self.week
            && self.aligned[at].on.iter().any(|&(gap, _)| {
                let gap = gap as usize;
                self.gaps[gap].weighted > 0.0 || !self.before.supplied[gap].is_empty()
            })
    }

    fn of(&self, chosen: &[(u32, bool)]) -> Instance {
        Instance::new(
            self.gaps,
            self.candidates,
            &self.aligned,
            &self.before,
            chosen,
            &self.mix,
            (self.week, self.weeks),
        )
    }
}
