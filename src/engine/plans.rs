//! Questions about plans: for one learner, beside a curator's path, and for several learners.

use super::{Engine, EngineError, role_of};
use crate::catalog::{Figures, Listing};
use crate::framework::CompetencyIndex;
use crate::learner::{Gap, GapsRequest, Learner, LearnerData, Question, bare_gaps, questions};
use crate::pack::Pack;
use crate::playlist::{
    Alternative, Candidates, Change, Cohort, Comparison, ExpertPath, Followed, PlanRequest,
    Playlist, Replanned, Shelf, Sources,
};
use std::rc::Rc;

/// How many questions are put to a learner.
const QUESTIONS: usize = 3;

impl Engine {
    /// A playlist for a learner.
    ///
    /// # Errors
    /// When the learner is measured on another map, or the request cannot be met.
    pub fn plan(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
    ) -> Result<Playlist, EngineError> {
        self.with(learner, request, |sources| Ok(sources.plan(request)?))
    }

    /// The plan after a change; `request` names the plan before (`previous`).
    ///
    /// # Errors
    /// As [`Engine::plan`], and when the change is about a resource that is not there.
    pub fn replan(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
        change: &Change,
    ) -> Result<Replanned, EngineError> {
        // The day decides on the gaps too.
        let mut asked = request.clone();
        if let Change::Replan { today: Some(today) } = change {
            asked.today = Some(today.clone());
        }
        self.with(learner, &asked, |sources| {
            Ok(sources.replan(&asked, change)?)
        })
    }

    /// Three resources that could stand in the place of one of the plan; `request` names the plan (`previous`).
    ///
    /// # Errors
    /// As [`Engine::plan`], and when the resource is not in the plan.
    pub fn alternatives(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
        resource: &str,
    ) -> Result<Vec<Alternative>, EngineError> {
        self.with(learner, request, |sources| {
            Ok(sources.alternatives(request, resource)?)
        })
    }

    /// A curator's path beside the best plan.
    ///
    /// # Errors
    /// As [`Engine::plan`], and when the path is for another map.
    pub fn compare(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
        path: &ExpertPath,
    ) -> Result<Comparison, EngineError> {
        self.with(learner, request, |sources| {
            Ok(sources.compare(request, path)?)
        })
    }

    /// A list of resources in its own order, followed for as long as there is time.
    ///
    /// # Errors
    /// As [`Engine::plan`].
    pub fn follow(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
        ids: &[&str],
    ) -> Result<Followed, EngineError> {
        self.with(
            learner,
            request,
            |sources| Ok(sources.follow(request, ids)?),
        )
    }

    /// The three self-ratings that would tell most.
    ///
    /// # Errors
    /// As [`Engine::gaps`].
    pub fn questions(
        &self,
        learner: LearnerData,
        request: &GapsRequest,
    ) -> Result<Vec<Question>, EngineError> {
        let map = self.map_of(&learner)?;
        let role = role_of(map, request.role.as_deref().or(learner.role.as_deref()))?;
        let learner = Learner::from_data(learner, map.framework())?;
        Ok(questions(
            map.framework(),
            role,
            &learner,
            request,
            QUESTIONS,
        )?)
    }

    /// Several learners of one map: their gaps, groups with common gaps, and a plan for each group.
    ///
    /// # Errors
    /// When there is nobody, or as [`Engine::plan`] for any of them.
    pub fn cohort(
        &self,
        learners: Vec<LearnerData>,
        request: &PlanRequest,
    ) -> Result<Cohort, EngineError> {
        let Some(first) = learners.first() else {
            return Err(crate::playlist::PlanError::NoLearners.into());
        };
        let map = self.map_of(first)?;
        let at = self.map_at(Some(&first.map))?;
        let framework = map.framework();
        let mut known: Vec<(Learner, Vec<Gap>)> = Vec::with_capacity(learners.len());
        for data in learners {
            let role = role_of(map, request.role.as_deref().or(data.role.as_deref()))?;
            let learner = Learner::from_data(data, framework)?;
            let gaps = bare_gaps(framework, role, &learner, &request.gaps())?;
            known.push((learner, gaps));
        }
        let learners: Vec<(&Learner, &[Gap])> = known
            .iter()
            .map(|(learner, gaps)| (learner, &gaps[..]))
            .collect();
        Ok(Cohort::of(framework, &self.offers(at), &learners, request)?)
    }

    fn offers(&self, map: usize) -> Offers<'_> {
        let pack = &self.pack;
        Offers { pack, map }
    }

    /// Puts together what a plan is made from.
    fn with<T>(
        &self,
        learner: LearnerData,
        request: &PlanRequest,
        ask: impl FnOnce(Sources<'_>) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        let map = self.map_of(&learner)?;
        let at = self.map_at(Some(&learner.map))?;
        let role = role_of(map, request.role.as_deref().or(learner.role.as_deref()))?;
        let framework = map.framework();
        let learner = Learner::from_data(learner, framework)?;
        let gaps = bare_gaps(framework, role, &learner, &request.gaps())?;
        let candidates = self.offers(at);
        let shelf = self.shelf(at, &gaps, &candidates);
        ask(Sources {
            shelf: &shelf,
            framework,
            gaps: &gaps,
            candidates: &candidates,
            learner: &learner,
        })
    }

    /// The catalogue as the planner sees it; made anew only for another map or other competencies.
    fn shelf(&self, map: usize, gaps: &[Gap], candidates: &Offers<'_>) -> Rc<Shelf> {
        let framework = self.pack.maps()[map].framework();
        let mut kept = self.shelf.borrow_mut();
        if let Some((of, shelf)) = &*kept
            && *of == map
            && shelf.fits(framework, gaps)
        {
            return Rc::clone(shelf);
        }
        let shelf = Rc::new(Shelf::new(framework, gaps, candidates));
        *kept = Some((map, Rc::clone(&shelf)));
        shelf
    }
}

/// The resources of a pack with their alignments to one of its maps.
struct Offers<'a> {
    pack: &'a Pack,
    map: usize,
}

impl Candidates for Offers<'_> {
    fn count(&self) -> usize {
        self.pack.resources().len()
    }

    fn listing(&self, at: usize) -> Listing<'_> {
        self.pack.resources().listing(at)
    }

    fn figures(&self, at: usize) -> Figures<'_> {
        self.pack.resources().figures(at)
    }

    fn each_aligned(&self, at: usize, each: &mut dyn FnMut(CompetencyIndex, f64)) {
        self.pack.each_aligned(self.map, at, each);
    }
}
