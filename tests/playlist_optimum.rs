//! How near plans come to the optimum, which a mixed-integer solver finds.
//!
//! The objective is concave in the sum of rates per step, so a linear model with tangents is an upper bound. It is solved, tangents
//! are added where its solution lies and orders that cannot be are cut off, until the solution is worth
//! what the model says: that is the optimum. The model of gain is written down here a second time, from its documentation.

mod playlist_world;

use gapwise::playlist::{PlanRequest, Playlist};
use good_lp::{
    Expression, Solution, SolverModel, Variable, constraint, microlp, variable, variables,
};
use playlist_world::{World, any_world};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::HashSet;

/// A step of a gap: its value, and what each item closes of it (a share).
struct Step {
    value: f64,
    shares: Vec<(usize, f64)>,
}

/// The documented model of gain.
fn steps(world: &World, items: &[usize]) -> Vec<Step> {
    let mut steps = Vec::new();
    for gap in world.gaps.iter().filter(|gap| gap.weighted > 0.0) {
        let mut from = gap.mastery;
        while from < gap.target {
            let top = from.floor() + 1.0;
            let to = top.min(gap.target);
            let share = |at: usize| -> Option<f64> {
                let (resource, alignments) = &world.catalogue[at];
                let total: f64 = alignments.iter().map(|own| own.score).sum();
                let own = alignments
                    .iter()
                    .find(|own| world.map.competency(own.competency).name() == gap.competency)?;
                let kind = match resource.kind.as_deref() {
                    Some("article") => 0.75,
                    Some("module") => 1.0,
                    _ => 0.8,
                };
                let minutes = f64::from(world.minutes(at)) * own.score / total;
                let dose = 1.0 - (-minutes / 45.0).exp2();
                let level = resource.levels.first().map_or(0.8, |&level| {
                    let level = f64::from(level);
                    let off = (level - top).max(top - 1.0 - level).max(0.0);
                    1.0 / (1.0 + off * off)
                });
                Some(0.6 * kind * 0.9 * own.score * dose * level)
            };
            let shares = (0..items.len()).filter_map(|at| Some((at, share(items[at])?)));
            steps.push(Step {
                value: gap.weight * (to - from),
                shares: shares.collect(),
            });
            from = to;
        }
    }
    steps
}

/// What a set of items closes.
fn worth(steps: &[Step], chosen: &[bool]) -> f64 {
    let closed = |step: &Step| {
        let own = step.shares.iter().filter(|&&(at, _)| chosen[at]);
        step.value * (1.0 - own.map(|&(_, share)| 1.0 - share).product::<f64>())
    };
    steps.iter().map(closed).sum()
}

/// What a minute of the best hour closes: of what alone closes most per minute, as much as fits.
fn best_hour(world: &World, items: &[usize], alone: impl Fn(usize) -> f64) -> f64 {
    let density = |at: usize| alone(at) / f64::from(world.minutes(at));
    let mut dense: Vec<(f64, f64)> = items
        .iter()
        .map(|&at| (density(at), f64::from(world.minutes(at))))
        .filter(|own| own.0 > 0.0)
        .collect();
    dense.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut closed, mut taken) = (0.0, 0.0);
    for (density, minutes) in dense {
        let part = f64::min(minutes, 60.0 - taken);
        (closed, taken) = (closed + density * part, taken + part);
    }
    closed / f64::max(taken, 1.0)
}

/// What there is to choose from, and what it is worth.
struct Problem<'a> {
    world: &'a World,
    request: &'a PlanRequest,
    /// Of the catalogue.
    items: Vec<usize>,
    steps: Vec<Step>,
    /// Per item: what its minutes have to close.
    prices: Vec<f64>,
    locked: Vec<bool>,
    weeks: usize,
    week_minutes: f64,
}

impl<'a> Problem<'a> {
    fn new(world: &'a World, request: &'a PlanRequest) -> Self {
        let named = |list: &Option<Vec<String>>, at: usize| {
            let id = &world.catalogue[at].0.id;
            list.iter().flatten().any(|own| own == id)
        };
        let free = |at: usize| request.only.is_none() || world.catalogue[at].0.free == Some(true);
        let locked = |at: usize| named(&request.locked, at);
        let allowed = |at: &usize| locked(*at) || free(*at) && !named(&request.skipped, *at);
        let week_minutes = request.minutes_per_week - request.review_minutes.unwrap_or(0.0);
        let fits = |at: &usize| f64::from(world.minutes(*at)) <= week_minutes;
        let items: Vec<usize> = (0..world.catalogue.len())
            .filter(allowed)
            .filter(fits)
            .collect();
        let all = steps(world, &items);
        let alone = |at: usize| {
            let chosen: Vec<bool> = items.iter().map(|&own| own == at).collect();
            worth(&all, &chosen)
        };
        // A minute has to close a share of what one of the best hour does, unless the item is locked.
        let share = request.stop_at.unwrap_or(1.0 / 3.0) * best_hour(world, &items, alone);
        // What alone would close next to nothing is passed over, unless something waits for it.
        let useful = |&at: &usize| {
            let about = world.about(at);
            let awaited = world
                .unmet()
                .iter()
                .any(|(before, _)| about.contains(before));
            locked(at) || awaited || alone(at) >= 0.03
        };
        let items: Vec<usize> = items.iter().copied().filter(useful).collect();
        let price = |&at: &usize| match locked(at) {
            true => 0.0,
            false => share * f64::from(world.minutes(at)),
        };
        Self {
            steps: steps(world, &items),
            prices: items.iter().map(price).collect(),
            locked: items.iter().map(|&at| locked(at)).collect(),
            items,
            world,
            request,
            weeks: request.weeks as usize,
            week_minutes,
        }
    }

    fn minutes(&self, at: usize) -> f64 {
        f64::from(self.world.minutes(self.items[at]))
    }

    fn worth(&self, chosen: &[bool]) -> f64 {
        let paid = self.prices.iter().zip(chosen);
        let paid: f64 = paid.filter(|own| *own.1).map(|(price, _)| price).sum();
        worth(&self.steps, chosen) - paid
    }
}

/// The optimum; `known` is a plan, near which the model is made exact at once.
fn optimum(problem: &Problem<'_>, known: &Playlist) -> f64 {
    let Problem {
        world,
        request,
        items,
        steps,
        ..
    } = problem;
    let planned = |at: usize| {
        let id = &world.catalogue[items[at]].0.id;
        known.items.iter().any(|item| item.resource == *id)
    };
    let rate = |step: &Step, chosen: &dyn Fn(usize) -> bool| -> f64 {
        let own = step.shares.iter().filter(|&&(at, _)| chosen(at));
        own.map(|&(_, share)| -(-share).ln_1p()).sum()
    };
    let mut tangents: Vec<Vec<f64>> = steps
        .iter()
        .map(|step| vec![0.0, 0.3, 0.8, rate(step, &planned)])
        .collect();
    let mut cuts: Vec<Vec<(usize, usize)>> = Vec::new();
    loop {
        let mut model = variables!();
        let lies: Vec<Vec<Variable>> = items
            .iter()
            .map(|_| model.add_vector(variable().binary(), problem.weeks))
            .collect();
        let closed: Vec<Variable> = steps
            .iter()
            .map(|step| model.add(variable().min(0.0).max(step.value)))
            .collect();
        let sum = |at: usize| -> Expression { lies[at].iter().sum() };
        let closing: Expression = closed.iter().sum();
        let paid: Expression = (0..items.len())
            .map(|at| problem.prices[at] * sum(at))
            .sum();
        let objective = closing - paid;
        let mut solver = model.maximise(objective.clone()).using(microlp);
        solver = solver.with(constraint!(objective >= known.objective - 1e-3));
        for at in 0..items.len() {
            solver = solver.with(if problem.locked[at] {
                constraint!(sum(at) == 1.0)
            } else {
                constraint!(sum(at) <= 1.0)
            });
        }
        for week in 0..problem.weeks {
            let of_item = items.iter().zip(&lies);
            let taken: Expression = of_item
                .map(|(&item, lies)| f64::from(world.minutes(item)) * lies[week])
                .sum();
            solver = solver.with(constraint!(taken <= problem.week_minutes));
        }
        for (before, after) in world.unmet() {
            let about = |at: usize| world.about(items[at]);
            let supply: Vec<usize> = (0..items.len())
                .filter(|&at| about(at).contains(&before))
                .collect();
            for at in 0..items.len() {
                if problem.locked[at] || !about(at).contains(&after) || about(at).contains(&before)
                {
                    continue;
                }
                for week in 0..problem.weeks {
                    let earlier = supply.iter().flat_map(|&other| &lies[other][..=week]);
                    let supplied: Expression = earlier.sum();
                    solver = solver.with(constraint!(supplied >= lies[at][week]));
                }
            }
        }
        for (step, (&closed, points)) in steps.iter().zip(closed.iter().zip(&tangents)) {
            for &point in points {
                // Closed is at most the tangent of value · (1 − e^−z) at this point.
                let slope = step.value * (-point).exp();
                let rates = step
                    .shares
                    .iter()
                    .map(|&(at, share)| slope * -(-share).ln_1p() * sum(at));
                let line: Expression = rates.sum();
                solver = solver.with(constraint!(
                    closed <= line + step.value - slope - slope * point
                ));
            }
        }
        for cut in &cuts {
            let together: Expression = cut.iter().map(|&(at, week)| lies[at][week]).sum();
            solver = solver.with(constraint!(together <= cut.len() as f64 - 1.0));
        }
        let solution = solver.solve().expect("the known plan is one");
        let plan: Vec<(usize, usize)> = (0..items.len())
            .flat_map(|at| (0..problem.weeks).map(move |week| (at, week)))
            .filter(|&(at, week)| solution.value(lies[at][week]) > 0.5)
            .collect();
        if !in_order(world, request, items, &plan) {
            cuts.push(plan);
            continue;
        }
        let mut chosen = vec![false; items.len()];
        for &(at, _) in &plan {
            chosen[at] = true;
        }
        let paid: f64 = plan.iter().map(|&(at, _)| problem.prices[at]).sum();
        let most: f64 = closed.iter().map(|&own| solution.value(own)).sum::<f64>() - paid;
        let found = problem.worth(&chosen);
        if most - found <= 1e-5 * most.max(1.0) {
            return found;
        }
        for (step, points) in steps.iter().zip(&mut tangents) {
            points.push(rate(step, &|at| chosen[at]));
        }
    }
}

/// Whether the items can be put in an order that respects what each needs.
fn in_order(
    world: &World,
    request: &PlanRequest,
    items: &[usize],
    plan: &[(usize, usize)],
) -> bool {
    let mut open: Vec<(usize, usize)> = plan.iter().map(|&(at, week)| (week, items[at])).collect();
    open.sort_unstable();
    let mut done = Vec::new();
    while !open.is_empty() {
        let locked = |at: usize| {
            let id = &world.catalogue[at].0.id;
            request.locked.iter().flatten().any(|own| own == id)
        };
        let next = open
            .iter()
            .position(|&(week, at)| week == open[0].0 && (locked(at) || world.ready(at, &done)));
        let Some(next) = next else { return false };
        done.push(open.remove(next).1);
    }
    true
}

fn cases(name: &str, usual: u32) -> u32 {
    let set = std::env::var(name).ok().and_then(|text| text.parse().ok());
    set.unwrap_or(usual)
}

/// A world, a request that a plan can meet, and that plan. Locked resources that found no room are left out
/// of the comparison, and items of a kind may follow each other: the solver does not know of either.
fn drawn(runner: &mut TestRunner, most: usize) -> (World, PlanRequest, Playlist) {
    let drawn = any_world(most).new_tree(runner).expect("sound").current();
    let (world, mut request) = drawn;
    request.max_in_row = None;
    let first = world.plan(&request);
    let has = |id: &String| first.items.iter().any(|item| item.resource == *id);
    if let Some(locked) = &mut request.locked {
        locked.retain(has);
    }
    let playlist = world.plan(&request);
    (world, request, playlist)
}

/// `GAPWISE_OPTIMUM_CASES` sets another number of instances: the solver takes seconds for some.
#[test]
fn plans_of_small_catalogues_come_near_the_optimum() {
    let mut runner = TestRunner::deterministic();
    let (mut sum, mut worst, mut bounds, mut count, mut proven) = (0.0, 1.0_f64, 0.0, 0, 0);
    for _ in 0..cases("GAPWISE_OPTIMUM_CASES", 400) {
        let (world, request, playlist) = drawn(&mut runner, 30);
        let best = optimum(&Problem::new(&world, &request), &playlist);
        assert!(
            playlist.upper_bound >= best - 2e-4,
            "the bound holds: {} < {best}",
            playlist.upper_bound
        );
        assert!(
            playlist.objective <= best + 2e-4,
            "no better than the best: {} > {best}",
            playlist.objective
        );
        // A plan's numbers have four decimals: below a hundredth their ratio says nothing.
        if best > 0.01 {
            let ratio = playlist.objective / best;
            assert!(
                !playlist.optimal || playlist.objective >= best - 2e-4,
                "proven: {ratio}"
            );
            (sum, count) = (sum + ratio, count + 1);
            proven += u32::from(playlist.optimal);
            bounds += playlist.ratio;
            worst = worst.min(ratio);
        }
    }
    let mean = sum / f64::from(count);
    println!(
        "{count} instances of up to 30 resources: objective / optimum mean {mean:.4}, worst {worst:.4}; objective / bound mean {:.4}; {proven} proven optimal",
        bounds / f64::from(count)
    );
    assert!(worst >= 0.95, "worst {worst}");
    assert!(mean >= 0.99, "mean {mean}");
}

/// A place in the making of a plan: what is in it, the week and what it has left, the kind of the last items and how many
/// they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Stage {
    chosen: u32,
    week: usize,
    left: u32,
    run: (Option<usize>, u32),
}

/// The optimum where no more than so many items of a kind may follow each other: every order of every set is looked at.
fn enumerated(problem: &Problem<'_>) -> f64 {
    let count = problem.items.len();
    let kind = |at: usize| {
        let kind = problem.world.catalogue[problem.items[at]].0.kind.as_deref();
        let kinds = ["article", "module"];
        kind.and_then(|kind| kinds.iter().position(|own| *own == kind))
    };
    let most = problem
        .request
        .max_in_row
        .map_or(u32::MAX, |most| most as u32);
    let mut seen = HashSet::new();
    let mut open = vec![Stage {
        chosen: 0,
        week: 0,
        left: problem.week_minutes as u32,
        run: (None, 0),
    }];
    while let Some(stage) = open.pop() {
        if !seen.insert(stage) {
            continue;
        }
        if stage.week + 1 < problem.weeks {
            open.push(Stage {
                week: stage.week + 1,
                left: problem.week_minutes as u32,
                ..stage
            });
        }
        let has = |at: usize| stage.chosen >> at & 1 == 1;
        let earlier: Vec<usize> = (0..count)
            .filter(|&at| has(at))
            .map(|at| problem.items[at])
            .collect();
        for at in (0..count).filter(|&at| !has(at)) {
            let minutes = problem.minutes(at) as u32;
            let run = match kind(at) {
                Some(kind) if stage.run.0 == Some(kind) => (Some(kind), stage.run.1 + 1),
                kind => (kind, 1),
            };
            let ready = problem.locked[at] || problem.world.ready(problem.items[at], &earlier);
            if minutes <= stage.left && ready && (run.0.is_none() || run.1 <= most) {
                open.push(Stage {
                    chosen: stage.chosen | 1 << at,
                    left: stage.left - minutes,
                    run,
                    ..stage
                });
            }
        }
    }
    let sets: HashSet<u32> = seen.into_iter().map(|stage| stage.chosen).collect();
    let worth = sets.into_iter().filter_map(|set| {
        let chosen: Vec<bool> = (0..count).map(|at| set >> at & 1 == 1).collect();
        let all_locked = (0..count).all(|at| chosen[at] || !problem.locked[at]);
        all_locked.then(|| problem.worth(&chosen))
    });
    worth.fold(f64::NEG_INFINITY, f64::max)
}

/// `GAPWISE_ROW_CASES` sets another number of instances.
#[test]
fn plans_that_keep_items_of_a_kind_apart_come_near_the_optimum() {
    let mut runner = TestRunner::deterministic();
    let (mut sum, mut worst, mut count, mut proven, mut bounds) = (0.0, 1.0_f64, 0, 0, 0.0);
    for case in 0..cases("GAPWISE_ROW_CASES", 450) {
        // Of more resources there are more orders than can be looked at in a short time.
        let (world, mut request, _) = drawn(&mut runner, 22);
        request.max_in_row = Some(f64::from(1 + case % 2));
        let playlist = world.plan(&request);
        let best = enumerated(&Problem::new(&world, &request));
        if best == f64::NEG_INFINITY {
            // What is locked cannot be kept apart.
            continue;
        }
        assert!(playlist.upper_bound >= best - 2e-4);
        assert!(playlist.objective <= best + 2e-4);
        if best > 0.01 {
            let ratio = playlist.objective / best;
            assert!(!playlist.optimal || playlist.objective >= best - 2e-4);
            (sum, count) = (sum + ratio, count + 1);
            bounds += playlist.ratio;
            proven += u32::from(playlist.optimal);
            worst = worst.min(ratio);
        }
    }
    let mean = sum / f64::from(count);
    println!(
        "{count} instances of up to 22 resources, those of a kind kept apart: objective / optimum mean {mean:.4}, worst {worst:.4}; objective / bound mean {:.4}; {proven} proven optimal",
        bounds / f64::from(count)
    );
    assert!(worst >= 0.95, "worst {worst}");
    assert!(mean >= 0.99, "mean {mean}");
}

/// `GAPWISE_BOUND_CASES` sets another number of instances.
#[test]
fn plans_of_larger_catalogues_come_near_their_bound() {
    let mut runner = TestRunner::deterministic();
    let count = cases("GAPWISE_BOUND_CASES", 1000);
    let worlds = any_world(300).prop_filter("large", |(world, _)| world.catalogue.len() > 60);
    let (mut sum, mut worst) = (0.0, 1.0_f64);
    for _ in 0..count {
        let (world, request) = worlds.new_tree(&mut runner).expect("sound").current();
        let ratio = world.plan(&request).ratio;
        sum += ratio;
        worst = worst.min(ratio);
    }
    let mean = sum / f64::from(count);
    println!(
        "{count} instances of 61 to 300 resources: objective / bound mean {mean:.4}, worst {worst:.4}"
    );
    assert!(mean >= 0.9, "mean {mean}");
}
