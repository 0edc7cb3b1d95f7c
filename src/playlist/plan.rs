//! From a request to a playlist: the steps in their order.

use super::arrange::arrange;
use super::case::Case;
use super::explain::Teller;
use super::messages::{self as say, Notes};
use super::shelf::{Candidates, Shelf};
use super::{PlanError, PlanRequest, Playlist, bound, improve, shares, slots, totals, unfilled};
use crate::framework::Framework;
use crate::learner::{Gap, Learner, round4};

/// What a plan is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The catalogue as the planner sees it, made of the same candidates and for the competencies of the gaps.
    pub shelf: &'a Shelf,
    /// The map with its roles.
    pub framework: &'a Framework,
    /// The learner's gaps: those of [`crate::learner::gaps`] for the same map and role.
    pub gaps: &'a [Gap],
    /// The catalogue.
    pub candidates: &'a dyn Candidates,
    /// The learner.
    pub learner: &'a Learner,
}

impl<'a> Sources<'a> {
    /// The plan that is worth most in the time there is, as far as found, with its reasons and with a bound on
    /// what any plan could be worth. The role of the request has its effect through the gaps and is not looked at.
    ///
    /// # Errors
    /// When a number of the request is out of range, a resource is both locked and skipped, or a gap is of another map.
    /// What merely cannot be met (a locked resource that does not fit, nothing that fits at all) gives a plan with
    /// notes.
    pub fn plan(&self, request: &PlanRequest) -> Result<Playlist, PlanError> {
        Ok(self.case(request)?.plan(request))
    }

    pub(super) fn case<'b>(&self, request: &'b PlanRequest) -> Result<Case<'b>, PlanError>
    where
        'a: 'b,
    {
        Case::new(*self, request)
    }
}

impl Case<'_> {
    /// The plan for the request of the case.
    pub fn plan(&self, request: &PlanRequest) -> Playlist {
        let mut notes = Notes::default();
        let locked = self.locked(request, &mut notes);
        let mut instance = self.instance(&locked);
        self.pin(&mut instance, request);
        self.keep_apart(&mut instance, &locked, request);
        self.hold(&mut instance, &locked, request);
        let fixed = self.fixed(&instance, &locked, request);
        let start = self.start(&fixed, request);
        let found = improve::best(&instance, &fixed, start.as_ref());
        let found = shares::steer(self, request, &fixed, start.as_ref(), found);
        let (best, order, proven) = arrange(self, found, &fixed, request, &mut notes);
        // An item of the plan before is worth more than it closes: then only that much is certain.
        let optimal = proven && best.bonus == 0.0;
        let upper = if optimal {
            best.objective()
        } else {
            bound::upper(&best, &fixed.items)
        };
        let (told, repeated) = Teller::new(self, &best, &fixed.items).items(&order);
        let sessions = slots::sessions(self, &order, &told, &instance, &mut notes);
        say::about_plan(self, &best, &told, &mut notes);
        let gap_before: f64 = self.gaps.iter().map(|gap| gap.weighted).sum();
        let objective = round4(best.objective());
        let upper_bound = round4(upper).max(objective);
        let minutes: u32 = told.iter().map(|item| item.minutes).sum();
        let redundant: f64 = told.iter().map(|item| item.redundant).sum();
        let (notes, note_messages) = notes.told();
        Playlist {
            minutes,
            budget: instance.budget(),
            unfilled: unfilled::unfilled(self, &best),
            closed: round4(best.closed),
            objective,
            upper_bound,
            optimal,
            ratio: if upper_bound > 0.0 {
                round4(objective / upper_bound)
            } else {
                1.0
            },
            gap_before: round4(gap_before),
            gap_after: round4((gap_before - best.closed).max(0.0)),
            redundancy: round4(redundant / f64::from(minutes.max(1))),
            repetition: round4(repeated / f64::from(minutes.max(1))),
            goal_shares: shares::told(self, request.balance, &best),
            totals: totals::totals(self, minutes, &sessions),
            items: told,
            sessions,
            notes,
            note_messages,
        }
    }
}
