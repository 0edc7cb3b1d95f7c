//! How long a plan takes: `cargo bench --bench plan`.
//!
//! A map of 80 competencies, tagged resources drawn from it by a fixed generator, ten weeks of 120 minutes. Cold: with
//! nothing kept from an earlier plan. Replan: one item is skipped. Beside it a plain greedy, which looks at every
//! resource for every choice and gives no bound, no weeks and no reasons. One thread.

use gapwise::catalog::{Alignment, AlignmentSource, AlignmentStatus, Resource};
use gapwise::framework::Framework;
use gapwise::learner::{Gap, GapsRequest, Learner, LearnerData, bare_gaps};
use gapwise::playlist::{Candidate, Change, PlanRequest, Shelf, Sources};
use serde_json::json;
use std::hint::black_box;
use std::time::Instant;

const COMPETENCIES: u32 = 80;

/// A linear congruential generator (Knuth, MMIX): the same resources on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(bound)) as u32
    }
}

fn map() -> Framework {
    let item = |code: String| {
        json!({"identifier": format!("id-{code}"), "uri": format!("urn:x:{code}"),
        "humanCodingScheme": code, "fullStatement": format!("Statement {code}")})
    };
    let link = |kind: &str, from: String, to: String| {
        let end = |code: String| json!({"identifier": format!("id-{code}"), "uri": format!("urn:x:{code}")});
        json!({"identifier": format!("{kind}-{from}-{to}"), "associationType": kind,
               "originNodeURI": end(from), "destinationNodeURI": end(to)})
    };
    let leaf = |at: u32| format!("{}{}", at / 8 + 1, char::from(b'a' + (at % 8) as u8));
    let mut items: Vec<_> = (1..=COMPETENCIES / 8)
        .map(|at| item(at.to_string()))
        .collect();
    items.extend((0..COMPETENCIES).map(|at| item(leaf(at))));
    let mut links: Vec<_> = (0..COMPETENCIES)
        .map(|at| link("isChildOf", leaf(at), (at / 8 + 1).to_string()))
        .collect();
    links.extend((0..COMPETENCIES / 4).map(|at| link("precedes", leaf(4 * at), leaf(4 * at + 1))));
    let package = json!({"CFDocument": {"identifier": "map-1", "uri": "urn:x:map", "title": "A map"},
        "CFItems": items, "CFAssociations": links});
    Framework::parse(&package.to_string()).expect("the map is sound")
}

fn catalogue(map: &Framework, count: u32) -> Vec<(Resource, Vec<Alignment>)> {
    let leaves: Vec<_> = map.leaves().collect();
    let kinds = ["article", "video", "module", "course", "guide"];
    let roles = ["insight", "goal", "technique", "practice"];
    let mut numbers = Numbers(7);
    (0..count)
        .map(|at| {
            let line = json!({
                "id": format!("https://example.org/resources/{at}"), "name": format!("Resource {at}"),
                "timeRequired": format!("PT{}M", 5 + numbers.below(115)),
                "learningResourceType": kinds[numbers.below(5) as usize],
                "gapwise:contentRole": roles[numbers.below(4) as usize],
                "educationalLevel": (1 + numbers.below(4)).to_string(),
                "isAccessibleForFree": numbers.below(4) > 0,
            });
            let tags = 1 + numbers.below(5);
            let mut on: Vec<_> = (0..tags)
                .map(|_| leaves[numbers.below(COMPETENCIES) as usize])
                .collect();
            on.sort();
            on.dedup();
            let align = |competency| Alignment {
                competency,
                score: f64::from(20 + numbers.below(80)) / 100.0,
                source: AlignmentSource::Tagger,
                status: AlignmentStatus::Proposed,
                evidence: Vec::new(),
            };
            let alignments = on.into_iter().map(align).collect();
            (Resource::parse(&line.to_string(), 1).expect("sound"), alignments)
        })
        .collect()
}

/// Prints the least, the median and the 95th percentile of so many runs, in milliseconds.
fn time<T>(name: &str, runs: u32, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
    println!(
        "{name:<44} least {:>8.2} ms   median {:>8.2} ms   p95 {:>8.2} ms   ({runs} runs)",
        times[0],
        at(0.5),
        at(0.95)
    );
}

/// The plain greedy: for every choice, the gain per minute of every resource, from its alignments.
fn plain(map: &Framework, gaps: &[Gap], candidates: &[Candidate<'_>], mut room: f64) -> f64 {
    let mut left: Vec<f64> = vec![0.0; map.len()];
    for gap in gaps {
        left[map.find(&gap.competency).expect("known").get()] = gap.weighted;
    }
    let minutes = |at: usize| f64::from(candidates[at].resource.minutes.map_or(30, |own| own.0));
    let share = |at: usize, own: &Alignment| {
        let total: f64 = candidates[at].alignments.iter().map(|own| own.score).sum();
        0.6 * own.score * (1.0 - f64::exp2(-minutes(at) * own.score / total / 45.0))
    };
    let (mut taken, mut closed) = (vec![false; candidates.len()], 0.0);
    loop {
        let gain = |at: usize| -> f64 {
            let own = candidates[at].alignments.iter();
            own.map(|own| left[own.competency.get()] * share(at, own))
                .sum()
        };
        let best = (0..candidates.len())
            .filter(|&at| !taken[at] && minutes(at) <= room)
            .map(|at| (gain(at) / minutes(at), at))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((density, at)) = best.filter(|best| best.0 > 0.0) else {
            return closed;
        };
        closed += density * minutes(at);
        room -= minutes(at);
        taken[at] = true;
        for own in candidates[at].alignments {
            left[own.competency.get()] *= 1.0 - share(at, own);
        }
    }
}

fn of<'a>(
    (framework, candidates, learner): (&'a Framework, &'a Vec<Candidate<'a>>, &'a Learner),
    shelf: &'a Shelf,
    gaps: &'a [Gap],
) -> Sources<'a> {
    Sources {
        shelf,
        framework,
        gaps,
        candidates,
        learner,
    }
}

fn main() {
    let map = map();
    let learner = Learner::from_data(LearnerData::create("map-1"), &map).expect("sound");
    let given = |name: &str| std::env::args().any(|argument| argument == name);
    for (count, runs) in [(10_000, 60), (100_000, 12)] {
        // `-- --small` leaves the larger out.
        if count > 10_000 && given("--small") {
            continue;
        }
        let catalogue = catalogue(&map, count);
        let candidates: Vec<_> = catalogue
            .iter()
            .map(|(resource, alignments)| Candidate {
                resource,
                alignments,
            })
            .collect();
        let request = PlanRequest::new(120, 10);
        let gaps = || bare_gaps(&map, None, &learner, &GapsRequest::default()).expect("sound");
        let known = gaps();
        let shelf = Shelf::new(&map, &known, &candidates);
        let world = (&map, &candidates, &learner);
        let first = of(world, &shelf, &known).plan(&request).expect("sound");
        println!(
            "{count} resources, {COMPETENCIES} competencies, 10 weeks of 120 minutes: {} items, closes {:.2} of {:.2}, ratio to the bound {:.4}",
            first.items.len(),
            first.closed,
            first.gap_before,
            first.ratio
        );
        time("  cold: gaps, shelf, plan", runs, || {
            let known = gaps();
            let shelf = Shelf::new(&map, &known, &candidates);
            of(world, &shelf, &known)
                .plan(&request)
                .expect("sound")
                .closed
        });
        time("  shelf alone", runs, || {
            Shelf::new(&map, &known, &candidates).len()
        });
        time("  plan with the shelf kept", runs, || {
            of(world, &shelf, &known)
                .plan(&request)
                .expect("sound")
                .closed
        });
        let again = PlanRequest {
            previous: Some(first.placed()),
            ..request.clone()
        };
        let out = Change::Skip {
            resource: first.items[first.items.len() / 2].resource.clone(),
        };
        time("  replan after one item is skipped", runs, || {
            let known = gaps();
            of(world, &shelf, &known)
                .replan(&again, &out)
                .expect("sound")
                .playlist
                .closed
        });
        // `-- --planner` leaves it out, for a profile.
        if given("--planner") {
            continue;
        }
        time("  plain greedy, for comparison", runs.min(12), || {
            plain(&map, &known, &candidates, 1200.0)
        });
    }
}
