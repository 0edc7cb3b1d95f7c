//! A request with all that it is about looked up: what choice and explanations work from.

use super::before::Before;
use super::check::{self, Time};
use super::filter::Filter;
use super::in_row::InRow;
use super::instance::{ANY_WEEK, Instance};
use super::messages::{self as say, Notes};
use super::packing::Packing;
use super::places::Places;
use super::shelf::{Named, Shelf};
use super::stock::Stock;
use super::weeks::Draft;
use super::{PlanError, PlanRequest, Sources, gain, improve};
use crate::framework::{CompetencyIndex, Framework};
use crate::learner::{Gap, Learner};

/// How much an hour has to close to be worth spending, where nothing is said: a share of what the best hour closes.
const STOP_AT: f64 = 1.0 / 3.0;
/// What giving up an item of the plan before has to pay, where nothing is said: a share of what that plan closes.
const STABILITY: f64 = 0.01;

/// Everything that choice and explanations look at.
pub(super) struct Case<'a> {
    pub framework: &'a Framework,
    pub gaps: &'a [Gap],
    pub of_gap: Vec<CompetencyIndex>,
    /// Per competency: its gap, or `u32::MAX`.
    pub place: Vec<u32>,
    pub stock: Stock<'a>,
    pub shelf: &'a Shelf,
    pub learner: &'a Learner,
    pub before: Before,
    pub filter: Filter<'a>,
    pub named: Named<'a>,
    /// The places of the items of the plan before, ascending.
    pub previous: Vec<u32>,
    /// The same as a set.
    pub had: Places,
    pub time: Time,
    /// Minutes per week that items may take.
    pub rooms: Vec<u32>,
    pub wishes: [f64; 5],
    /// See [`PlanRequest::stop_at`].
    pub stop_at: f64,
    /// Whether the time is to be shared out among the owners of goals, or items of a kind to be kept apart.
    pub picky: bool,
    /// Competency, levels (bits) and whether a resource of them was too easy (else: too hard).
    off_level: Vec<(u32, u8, bool)>,
}

impl<'a> Case<'a> {
    pub fn new(sources: Sources<'a>, request: &'a PlanRequest) -> Result<Self, PlanError> {
        let Sources {
            shelf,
            framework,
            gaps,
            candidates,
            learner,
        } = sources;
        let stock = shelf.stock(candidates);
        let time = check::request(request)?;
        let mut of_gap = Vec::with_capacity(gaps.len());
        let mut place = vec![u32::MAX; framework.len()];
        for (at, gap) in (0..).zip(gaps) {
            let index =
                framework
                    .find(&gap.competency)
                    .ok_or_else(|| PlanError::UnknownCompetency {
                        path: format!("gaps[{at}].competency"),
                        competency: gap.competency.clone(),
                    })?;
            of_gap.push(index);
            place[index.get()] = at;
        }
        let ids = check::named(request);
        let completed = learner.completed();
        let named = Named::new(shelf, candidates, ids.iter().chain(&completed).copied());
        let list = |ids: &'a Option<Vec<String>>| ids.iter().flatten().map(String::as_str);
        let out = list(&request.skipped)
            .chain(list(&request.too_easy))
            .chain(list(&request.too_hard));
        let set = |places: &[u32]| Places::new(shelf.len(), places.iter().copied());
        let skipped = set(&named.places(out));
        let completed = set(&named.places(completed.into_iter()));
        let previous = request.previous.iter().flatten();
        let previous = named.places(previous.map(|own| own.resource.as_str()));
        let wishes = request.mix.unwrap_or_default().wishes();
        let mut off_level = Vec::new();
        for (ids, easy) in [(&request.too_easy, true), (&request.too_hard, false)] {
            for at in list(ids).flat_map(|id| named.all(id)) {
                let levels = shelf.levels[at as usize];
                let about = shelf
                    .aligned
                    .row(at as usize)
                    .iter()
                    .filter(|own| own.about);
                off_level.extend(about.map(|own| (own.competency, levels, easy)));
            }
        }
        Ok(Self {
            framework,
            gaps,
            before: Before::new(framework, gaps, &of_gap, &place),
            learner,
            had: set(&previous),
            previous,
            of_gap,
            place,
            stock,
            shelf,
            filter: Filter::new(stock, shelf, request, wishes, skipped, completed),
            named,
            rooms: time.rooms(),
            time,
            wishes,
            stop_at: request.stop_at.unwrap_or(STOP_AT),
            picky: request.balance.is_some() || request.max_in_row.is_some(),
            off_level,
        })
    }

    /// The gaps that an item of the instance is about.
    pub fn about(&self, instance: &Instance, item: u32) -> impl Iterator<Item = usize> {
        let row = self
            .shelf
            .aligned
            .row(instance.items[item as usize] as usize);
        row.iter()
            .filter(|own| own.about)
            .map(|own| self.place[own.competency as usize] as usize)
            .filter(|&gap| gap < self.gaps.len())
    }

    /// What is left of the effect of a resource of these levels on a competency, after what the teacher found too easy
    /// or too hard.
    pub fn damp(&self, competency: u32, levels: u8) -> f32 {
        if self.off_level.is_empty() {
            return 1.0;
        }
        let off = self.off_level.iter().any(|&(own, bar, easy)| {
            own == competency
                && levels != 0
                && bar != 0
                && if easy {
                    levels.leading_zeros() >= bar.leading_zeros()
                } else {
                    levels.trailing_zeros() >= bar.trailing_zeros()
                }
        });
        if off { gain::OFF_LEVEL as f32 } else { 1.0 }
    }

    pub fn name(&self, place: u32) -> String {
        self.stock.listing(place).name.into_owned()
    }

    /// The locked candidates that fit together, in the order of the request; notes on the others.
    pub fn locked(&self, request: &PlanRequest, notes: &mut Notes) -> Vec<u32> {
        let placed = request.placed.iter().flatten().map(|own| &own.resource);
        let mut wanted: Vec<u32> = Vec::new();
        for id in request.locked.iter().flatten().chain(placed) {
            if self.named.place(id).is_none() {
                notes.add(say::LOCKED_UNKNOWN.with([("resource", id.as_str().into())]));
            }
            let places: Vec<u32> = self.named.all(id).collect();
            let left = |place: &u32| places.len() == 1 || self.is_left(*place);
            for place in places.iter().copied().filter(left) {
                let earlier = self.earlier_parts(place);
                for place in earlier.into_iter().rev().chain([place]) {
                    if !wanted.contains(&place) {
                        wanted.push(place);
                    }
                }
            }
        }
        if wanted.is_empty() {
            return wanted;
        }
        let mut sorted = wanted.clone();
        sorted.sort_unstable();
        let mut instance = self.of(sorted.into_iter().map(|place| (place, true)));
        self.pin(&mut instance, request);
        let (mut draft, mut packing) = (Draft::new(&instance), Packing::default());
        wanted.retain(|&place| {
            let minutes = self.shelf.minutes[place as usize];
            let added = instance
                .item(place)
                .is_some_and(|item| draft.add(item, &mut packing));
            let params = [
                ("name", self.name(place).into()),
                ("minutes", minutes.into()),
            ];
            if !added && minutes > self.time.week {
                let [name, minutes] = params;
                notes.add(say::LOCKED_TOO_LONG.with([
                    name,
                    minutes,
                    ("week", self.time.week.into()),
                ]));
            } else if !added {
                notes.add(say::LOCKED_NO_ROOM.with(params));
            }
            added
        });
        wanted
    }

    /// The parts before the one at a place, the latest first, that are still to be worked through.
    fn earlier_parts(&self, place: u32) -> Vec<u32> {
        let before = |&place: &u32| self.shelf.part_before(place);
        let earlier = std::iter::successors(before(&place), before);
        earlier.filter(|&place| self.is_left(place)).collect()
    }

    /// Whether something is neither done nor to stay out.
    fn is_left(&self, place: u32) -> bool {
        !self.filter.is_completed(place) && !self.filter.is_skipped(place)
    }

    /// Items that have to lie in a certain week.
    pub fn pin(&self, instance: &mut Instance, request: &PlanRequest) {
        for placed in request.placed.iter().flatten() {
            let item = self
                .named
                .place(&placed.resource)
                .and_then(|at| instance.item(at));
            if let Some(item) = item {
                instance.only_week[item as usize] = placed.week.saturating_sub(1);
            }
        }
    }

    /// Keeps items of a kind apart, as far as asked; those that are locked as far as that goes.
    pub fn keep_apart(&self, instance: &mut Instance, locked: &[u32], request: &PlanRequest) {
        let Some(most) = request.max_in_row else {
            return;
        };
        let fixed = self.fixed(instance, locked, request);
        instance.in_row = Some(InRow::new(self, &fixed, most as u32));
        let fixed = self.fixed(instance, locked, request);
        // What stands between locked items may be in the plan.
        if !fixed.has_order() && !improve::best(instance, &fixed, None).plan.has_order() {
            let kinds = fixed.kinds.clone();
            instance.in_row.iter_mut().for_each(|own| own.bend(&kinds));
        }
    }

    /// Gives the items of the plan before a bonus: what giving one of them up has to pay.
    pub fn hold(&self, instance: &mut Instance, locked: &[u32], request: &PlanRequest) {
        if request.previous.is_none() {
            return;
        }
        let fixed = self.fixed(instance, locked, request);
        let kept = self.start(&fixed, request);
        let most = kept.map_or(0.0, |kept| kept.closed);
        let bonus = request.stability.unwrap_or(STABILITY) * most;
        for item in self.previous(instance, request).map(|(item, _)| item) {
            instance.bonus[item as usize] = bonus;
        }
    }

    /// The items of the plan before that may still be had, with their weeks from 0.
    pub fn previous<'b>(
        &'b self,
        instance: &Instance,
        request: &'b PlanRequest,
    ) -> impl Iterator<Item = (u32, u32)> + use<'b, 'a> {
        let previous = request.previous.iter().flatten();
        let items: Vec<(u32, u32)> = previous
            .filter_map(|own| {
                let item = instance.item(self.named.place(&own.resource)?)?;
                Some((item, own.week.saturating_sub(1)))
            })
            .collect();
        items.into_iter()
    }

    /// The plan of the locked items, in the weeks that they had before where that can be.
    pub fn fixed<'b>(
        &self,
        instance: &'b Instance,
        locked: &[u32],
        request: &PlanRequest,
    ) -> Draft<'b> {
        let items: Vec<u32> = locked.iter().filter_map(|&at| instance.item(at)).collect();
        let mut draft = Draft::new(instance);
        let before: Vec<(u32, u32)> = self.previous(instance, request).collect();
        let mut packing = Packing::default();
        let mut rest = Vec::new();
        for &item in &items {
            let pinned = instance.only_week[item as usize];
            let known = before.iter().find(|own| own.0 == item).map(|own| own.1);
            let week = if pinned == ANY_WEEK {
                known
            } else {
                Some(pinned)
            };
            if !week.is_some_and(|week| draft.place_in(item, week)) {
                rest.push(item);
            }
        }
        if !rest.iter().all(|&item| draft.add(item, &mut packing)) {
            draft.clear();
            // They were found to fit together one by one, in this order.
            for item in items {
                draft.add(item, &mut packing);
            }
        }
        draft
    }

    /// The locked items and those of the plan before, in their weeks as far as that can be.
    pub fn start<'b>(&self, fixed: &Draft<'b>, request: &PlanRequest) -> Option<Draft<'b>> {
        request.previous.as_ref()?;
        let mut draft = fixed.clone();
        let mut rest = Vec::new();
        for (item, week) in self.previous(fixed.instance, request) {
            if !draft.has(item) && !draft.place_in(item, week) {
                rest.push(item);
            }
        }
        for item in rest {
            if !draft.has(item) {
                draft.place(item);
            }
        }
        Some(draft)
    }

    /// What may be in the plan, in the order of the catalogue.
    pub fn instance(&self, locked: &[u32]) -> Instance {
        let longest = self.rooms.iter().copied().max().unwrap_or(0);
        let count = self.shelf.len();
        let locked = Places::new(count, locked.iter().copied());
        self.of((0..count as u32).filter_map(|place| {
            let locked = locked.has(place);
            let fits = self.shelf.minutes[place as usize] <= longest;
            (locked || fits && self.filter.allows(place)).then_some((place, locked))
        }))
    }

    fn of(&self, chosen: impl Iterator<Item = (u32, bool)>) -> Instance {
        Instance::new(self, chosen)
    }
}
