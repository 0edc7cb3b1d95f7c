//! What changes in an open pack and what does not: resources that come and go, decisions, editions of the map.

use gapwise::catalog::{Alignment, AlignmentSource, Field, Resource};
use gapwise::engine::{BuildInput, Engine, OffsetUnit, ReviewRequest};
use gapwise::framework::Framework;
use gapwise::pack::Pack;
use gapwise::tagging::{Decisions, MapTagger, TextFields, Verdict};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const MAP: &str = include_str!("../content/maps/gapwise-intasc.json");
const ROLE: &str = include_str!("../content/roles/rural.json");
/// Every seventh line of the shipped catalogue.
static POOL: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../content/catalog/open-resources.jsonl")
        .lines()
        .step_by(7)
        .collect()
});
/// So many of them are there from the start.
const START: usize = 30;

fn resource(line: &str) -> Resource {
    Resource::parse(line, 1).unwrap()
}

fn build(map: &str, lines: &[String], decisions: &str, without_tags: bool) -> Engine {
    let input = BuildInput {
        maps: vec![map.to_owned()],
        roles: vec![ROLE.to_owned()],
        resources: lines.join("\n"),
        decisions: decisions.to_owned(),
        without_tags,
        ..BuildInput::default()
    };
    Engine::build(input, OffsetUnit::Characters, &mut |_| {}).unwrap()
}

fn start() -> Vec<String> {
    POOL[..START].iter().map(|&line| line.to_owned()).collect()
}

/// A resource of the pool in another wording.
fn reworded(line: &str) -> String {
    let mut record: Value = serde_json::from_str(line).unwrap();
    record["description"] = "Plan lessons backwards from goals, and give feedback.".into();
    record.to_string()
}

/// By resource and competency's identifier, the alignments.
fn aligned(engine: &Engine) -> BTreeMap<(String, String), Alignment> {
    let pack = engine.pack();
    let framework = pack.maps()[0].framework();
    let all = pack.resources().iter().enumerate();
    all.flat_map(|(at, resource)| {
        pack.alignments(0, at).iter().map(|alignment| {
            let competency = framework.competency(alignment.competency);
            let key = (resource.id.clone(), competency.identifier.clone());
            (key, alignment.clone())
        })
    })
    .collect()
}

#[derive(Clone, Debug)]
enum Step {
    Add(usize),
    Reword(usize),
    Remove(usize),
    Review(usize, usize, Option<Verdict>),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..POOL.len();
    let verdict = prop_oneof![
        Just(None),
        Just(Some(Verdict::Accepted)),
        Just(Some(Verdict::Rejected)),
        Just(Some(Verdict::Added)),
    ];
    prop_oneof![
        at().prop_map(Step::Add),
        at().prop_map(Step::Reword),
        at().prop_map(Step::Remove),
        (at(), 0..80_usize, verdict).prop_map(|(at, of, verdict)| Step::Review(at, of, verdict)),
        Just(Step::Reopen),
    ]
}

/// Takes a step; `lines` are those of the resources that are there, by id.
fn take(engine: Engine, lines: &mut BTreeMap<String, String>, step: &Step) -> Engine {
    let mut engine = engine;
    let mut add = |engine: &mut Engine, line: String| {
        engine.add(&line).unwrap();
        lines.insert(resource(&line).id, line);
    };
    match *step {
        Step::Add(at) => add(&mut engine, POOL[at].to_owned()),
        Step::Reword(at) => add(&mut engine, reworded(POOL[at])),
        Step::Remove(at) => {
            let id = resource(POOL[at]).id;
            lines.remove(&id);
            engine.remove([id]).unwrap();
        }
        Step::Review(at, of, verdict) => {
            let framework = engine.pack().maps()[0].framework();
            let leaves: Vec<_> = framework.leaves().collect();
            let competency = framework.competency(leaves[of % leaves.len()]);
            let request = ReviewRequest {
                resource: resource(POOL[at]).id,
                competency: competency.identifier.clone(),
                verdict,
                note: Some("why".into()),
                by: None,
                at: None,
            };
            // Refused where the resource is not there.
            let _ = engine.review(request);
        }
        Step::Reopen => {
            let pack = Pack::open(engine.save().unwrap()).unwrap();
            engine = Engine::new(pack, OffsetUnit::Characters);
        }
    }
    engine
}

/// What the tagger says of each resource that is there, having learnt from the start and nothing since.
fn told(engine: &Engine, decisions: &str) -> BTreeMap<(String, String), f64> {
    let framework = engine.pack().maps()[0].framework();
    let background: Vec<Resource> = POOL[..START].iter().map(|line| resource(line)).collect();
    let decisions = Decisions::parse_lines(decisions).unwrap();
    let tagger = MapTagger::compile(framework, &background, &decisions);
    let mut told = BTreeMap::new();
    for resource in engine.pack().resources().iter() {
        let keywords = resource.field(Field::Keywords);
        for tag in tagger.tag_apart(&TextFields::of(resource, &keywords), 5) {
            let competency = framework.competency(tag.competency);
            told.insert(
                (resource.id.clone(), competency.identifier.clone()),
                tag.score,
            );
        }
    }
    told
}

fn decision(at: usize, code: &str, verdict: &str) -> String {
    let framework = Framework::parse(MAP).unwrap();
    let competency = framework.competency(framework.find(code).unwrap());
    let (id, of) = (resource(POOL[at]).id, &competency.identifier);
    format!("{{\"resource\":\"{id}\",\"competency\":\"{of}\",\"verdict\":\"{verdict}\"}}\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was done before and in which order: each resource has the tags of what was learnt at the start, then the
    /// decisions on it. Tagged again as a whole, the catalogue is as if built afresh.
    #[test]
    fn tags_depend_on_what_was_learnt_and_on_nothing_that_came_since(steps in prop::collection::vec(step(), 1..8)) {
        let learnt = decision(3, "6a", "rejected") + &decision(9, "3b", "added");
        let mut engine = build(MAP, &start(), &learnt, false);
        let mut texts: BTreeMap<String, String> =
            start().into_iter().map(|line| (resource(&line).id, line)).collect();
        for step in &steps {
            engine = take(engine, &mut texts, step);
            // What is kept for the next question is what a pack that is opened anew would work out.
            let anew = Engine::new(Pack::open(engine.save().unwrap()).unwrap(), OffsetUnit::Characters);
            prop_assert_eq!(engine.review_queue(9).unwrap(), anew.review_queue(9).unwrap());
        }
        let told = told(&engine, &learnt);
        let aligned_now = aligned(&engine);
        for (key, score) in &told {
            let own = &aligned_now[key];
            // A pack keeps four digits of a score.
            let same = (own.score - score).abs() <= 0.000_051;
            prop_assert!(own.source != AlignmentSource::Tagger || same, "{:?}", key);
        }
        let lines = engine.decisions();
        let decisions = Decisions::parse_lines(&lines).unwrap();
        for (key, own) in &aligned_now {
            match decisions.on(&key.0, &key.1) {
                Some(_) => prop_assert_eq!(own.source, AlignmentSource::Curator),
                None if own.source == AlignmentSource::Tagger => prop_assert!(told.contains_key(key), "{:?}", key),
                None => prop_assert_eq!(own.source, AlignmentSource::Publisher),
            }
        }
        engine.decide(&lines).unwrap();
        let texts: Vec<String> = texts.into_values().collect();
        prop_assert_eq!(aligned(&engine), aligned(&build(MAP, &texts, &lines, false)));
    }

    /// A statement is reworded with words of another, and the keywords go or stay.
    #[test]
    fn a_new_edition_gives_the_tags_of_a_pack_built_with_it(of in 0..80_usize, from in 0..80_usize, keywords in any::<bool>()) {
        let mut package: Value = serde_json::from_str(MAP).unwrap();
        let framework = Framework::parse(MAP).unwrap();
        let leaves: Vec<&str> = framework.leaves().map(|at| framework.competency(at).identifier.as_str()).collect();
        let items = package["CFItems"].as_array_mut().unwrap();
        let place = |identifier: &str, items: &[Value]| items.iter().position(|item| item["identifier"] == *identifier).unwrap();
        let (to, other) = (place(leaves[of % leaves.len()], items), place(leaves[from % leaves.len()], items));
        items[to]["fullStatement"] = format!("{} and more", items[other]["fullStatement"].as_str().unwrap()).into();
        if !keywords {
            items[to].as_object_mut().unwrap().remove("conceptKeywords");
        }
        let edition = package.to_string();
        let learnt = decision(3, "6a", "rejected");
        let before = build(MAP, &start(), &learnt, false);
        let mut engine = build(MAP, &start(), &learnt, false);
        let changed = engine.revise(&edition).unwrap();
        let fresh = build(&edition, &start(), &learnt, false);
        prop_assert_eq!(aligned(&engine), aligned(&fresh));
        for line in start() {
            let id = resource(&line).id;
            let of = |engine: &Engine| -> Vec<_> {
                aligned(engine).into_iter().filter(|(key, _)| key.0 == id).collect()
            };
            prop_assert!(changed.contains(&id) || of(&before) == of(&engine), "{}", id);
        }
        let reopened = Engine::new(Pack::open(engine.save().unwrap()).unwrap(), OffsetUnit::Characters);
        prop_assert_eq!(aligned(&reopened), aligned(&fresh));
    }
}

#[test]
fn a_pack_without_tags_gets_none() {
    let mut engine = build(MAP, &start(), "", true);
    engine.add(POOL[START]).unwrap();
    let review = |verdict| ReviewRequest {
        resource: resource(POOL[0]).id,
        competency: "6a".into(),
        verdict,
        note: None,
        by: None,
        at: None,
    };
    engine.review(review(Some(Verdict::Added))).unwrap();
    let curated: Vec<_> = aligned(&engine)
        .into_values()
        .map(|own| own.source)
        .collect();
    assert_eq!(curated, [AlignmentSource::Curator]);
    engine.decide(&engine.decisions()).unwrap();
    engine = Engine::new(
        Pack::open(engine.save().unwrap()).unwrap(),
        OffsetUnit::Characters,
    );
    engine.review(review(None)).unwrap();
    engine.revise(MAP).unwrap();
    assert_eq!(aligned(&engine), BTreeMap::new());
}

#[test]
fn what_is_refused_changes_nothing() {
    let mut engine = build(MAP, &start(), "", false);
    let before = (aligned(&engine), engine.decisions(), engine.save().unwrap());
    assert!(engine.add("{").is_err());
    assert!(engine.decide("{").is_err());
    assert!(engine.revise("{").is_err());
    // A role of the pack needs the map's identifier; a map without its standards has no place for its competencies.
    let mut package: Value = serde_json::from_str(MAP).unwrap();
    package["CFDocument"]["identifier"] = "another".into();
    assert!(engine.revise(&package.to_string()).is_err());
    let request = ReviewRequest {
        resource: "nowhere".into(),
        competency: "6a".into(),
        verdict: Some(Verdict::Added),
        note: None,
        by: None,
        at: None,
    };
    assert!(engine.review(request).is_err());
    assert_eq!(
        (aligned(&engine), engine.decisions(), engine.save().unwrap()),
        before
    );
}

/// Printed: how far one reworded statement reaches.
#[test]
fn how_far_a_reworded_statement_reaches() {
    let framework = Framework::parse(MAP).unwrap();
    let lines: Vec<String> = include_str!("../content/catalog/open-resources.jsonl")
        .lines()
        .map(str::to_owned)
        .collect();
    let mut shares = Vec::new();
    for leaf in framework.leaves().step_by(10) {
        let mut package: Value = serde_json::from_str(MAP).unwrap();
        let items = package["CFItems"].as_array_mut().unwrap();
        let identifier = &framework.competency(leaf).identifier;
        let item = items
            .iter_mut()
            .find(|item| item["identifier"] == **identifier)
            .unwrap();
        let words = item["fullStatement"].as_str().unwrap();
        item["fullStatement"] = format!("{words} Look back on it with a colleague.").into();
        let mut engine = build(MAP, &lines, "", false);
        let before = aligned(&engine);
        let changed = engine.revise(&package.to_string()).unwrap().len();
        let after = aligned(&engine);
        let keys =
            |of: &BTreeMap<(String, String), Alignment>| -> Vec<_> { of.keys().cloned().collect() };
        let (before, after) = (keys(&before), keys(&after));
        let other = before.iter().filter(|key| !after.contains(key)).count()
            + after.iter().filter(|key| !before.contains(key)).count();
        shares.push((changed, other));
    }
    println!(
        "of {} resources, with another score or tag, and tags more or less: {shares:?}",
        lines.len()
    );
    assert!(shares.iter().all(|&(_, tags)| tags < lines.len()));
}
