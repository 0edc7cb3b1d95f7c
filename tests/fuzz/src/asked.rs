//! What a page can ask of a pack, as one JSON value, and what must hold of every answer.

use crate::{is_clear, world};
use gapwise::engine::{
    CarryRequest, CoverageRequest, Engine, EngineError, OffsetUnit, ReviewRequest, SearchRequest,
    SearchResult, TagOptions, TagText,
};
use gapwise::learner::{GapsRequest, Learner, LearnerData};
use gapwise::pack::Pack;
use gapwise::playlist::{Change, ExpertPath, PlanRequest, Playlist};
use serde::Deserialize;

/// A question, in the words of the JavaScript surface.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Asked {
    Search(SearchRequest),
    Suggest(String),
    Tag(TagText, TagOptions),
    Coverage(CoverageRequest),
    Gaps(LearnerData, GapsRequest),
    Questions(LearnerData, GapsRequest),
    Carry(LearnerData, CarryRequest),
    Plan(LearnerData, PlanRequest),
    Replan(LearnerData, PlanRequest, Change),
    Alternatives(LearnerData, PlanRequest, String),
    Compare(LearnerData, PlanRequest, ExpertPath),
    Cohort(Vec<LearnerData>, PlanRequest),
    Merge(LearnerData, LearnerData),
    NearDuplicates(String),
    Add(String),
    Remove(Vec<String>),
    Review(ReviewRequest),
    Decide(String),
    Revise(String),
}

impl Asked {
    /// Asks, and looks at the answer.
    ///
    /// # Panics
    /// When the answer is not as every answer must be.
    pub fn ask(self, engine: &mut Engine) {
        match self {
            Self::Search(request) => found(engine, &request),
            Self::Suggest(prefix) => suggested(engine, &prefix),
            Self::Tag(text, options) => {
                for tag in told(engine.tag(&text, &options)).unwrap_or_default() {
                    assert!((0.0..=1.0).contains(&tag.score), "{}", tag.score);
                }
            }
            Self::Coverage(request) => is_told(engine.coverage(&request)),
            Self::Gaps(learner, request) => {
                for gap in told(engine.gaps(learner, &request)).unwrap_or_default() {
                    assert!(gap.gap.is_finite() && gap.mastery.is_finite());
                }
            }
            Self::Questions(learner, request) => is_told(engine.questions(learner, &request)),
            Self::Carry(learner, request) => is_told(engine.carry(&learner, &request)),
            Self::Plan(learner, request) => planned(told(engine.plan(learner, &request)), &request),
            Self::Replan(learner, request, change) => {
                if let Some(again) = told(engine.replan(learner, &request, &change)) {
                    planned(Some(again.playlist), &again.request);
                }
            }
            Self::Alternatives(learner, request, resource) => {
                is_told(engine.alternatives(learner, &request, &resource));
            }
            Self::Compare(learner, request, path) => {
                is_told(engine.compare(learner, &request, &path));
            }
            Self::Cohort(learners, request) => is_told(engine.cohort(learners, &request)),
            Self::Merge(a, b) => {
                if let Err(error) = LearnerData::merge(&a, &b) {
                    is_clear(&error);
                }
            }
            Self::NearDuplicates(resource) => is_told(engine.near_duplicates(&resource)),
            Self::Add(lines) => is_told(engine.add(&lines)),
            Self::Remove(ids) => is_told(engine.remove(ids)),
            Self::Review(request) => is_told(engine.review(request)),
            Self::Decide(lines) => is_told(engine.decide(&lines)),
            Self::Revise(map) => is_told(engine.revise(&map)),
        }
    }
}

/// The answer; an error is one that says what to do.
fn told<T>(answer: Result<T, EngineError>) -> Option<T> {
    answer.inspect_err(|error| is_clear(error)).ok()
}

/// The same, where the answer itself says nothing.
fn is_told<T>(answer: Result<T, EngineError>) {
    told(answer);
}

fn suggested(engine: &Engine, prefix: &str) {
    let ways = engine.suggest(prefix);
    assert!(ways.len() <= 8 && ways.iter().all(|way| !way.is_empty()));
}

/// Searches, and looks at every hit.
///
/// # Panics
/// When something is not as it must be.
pub fn found(engine: &Engine, request: &SearchRequest) {
    let found = engine.search(request);
    let limit = request.limit.unwrap_or(20).min(1000);
    assert!(found.hits.len() <= limit && found.hits.len() <= found.total);
    assert!(found.total <= engine.pack().resources().len());
    is_marked(&found);
    for counts in found.facets.values() {
        for count in counts {
            assert!(count.count <= engine.pack().resources().len() && !count.value.is_empty());
        }
    }
}

/// Every mark lies in its text, after the one before it, between characters.
fn is_marked(found: &SearchResult) {
    for hit in &found.hits {
        assert!((0.0..=1.0).contains(&hit.score), "{}", hit.score);
        for snippet in &hit.snippets {
            let units: Vec<u16> = snippet.text.encode_utf16().collect();
            let mut last = 0;
            for &(start, end) in &snippet.highlights {
                assert!(last <= start && start < end, "{snippet:?}");
                let marked = units.get(start as usize..end as usize);
                let marked = marked.and_then(|units| String::from_utf16(units).ok());
                assert!(marked.is_some(), "{snippet:?}");
                last = end;
            }
        }
    }
}

/// A plan keeps to its budget and says numbers.
fn planned(plan: Option<Playlist>, request: &PlanRequest) {
    let Some(plan) = plan else { return };
    assert!(plan.objective.is_finite() && plan.upper_bound.is_finite());
    assert!(
        plan.objective <= plan.upper_bound + 1e-9,
        "{} > {}",
        plan.objective,
        plan.upper_bound
    );
    for session in &plan.sessions {
        assert!(
            f64::from(session.minutes) <= request.minutes_per_week,
            "{}",
            session.minutes
        );
    }
}

/// Asks everything that a page asks of a pack, made up or not: nothing may panic, and what is saved can be opened.
pub fn everything(engine: &mut Engine) {
    let info = engine.info();
    let _ = (engine.roles(), engine.maps(), engine.decisions());
    for map in &info.maps {
        is_told(engine.map(map));
    }
    for text in [
        "",
        "feedback",
        "fee",
        "feedbakc works",
        "etudier",
        "学習",
        "\"that works\" -plan",
        "التغذية",
        "рутин",
    ] {
        let request = SearchRequest {
            text: text.into(),
            limit: Some(1000),
            ..SearchRequest::default()
        };
        found(engine, &request);
        suggested(engine, text);
    }
    let all = engine.search(&SearchRequest::default());
    for (facet, counts) in &all.facets {
        for count in counts.iter().take(2) {
            let filters = [(facet.clone(), vec![count.value.clone()])].into();
            found(
                engine,
                &SearchRequest {
                    filters,
                    bare: true,
                    ..SearchRequest::default()
                },
            );
        }
    }
    let pack = engine.pack();
    for at in 0..info.resources {
        let _ = (pack.resources().figures(at), pack.resources().listing(at));
        for map in 0..info.maps.len() {
            pack.each_aligned(map, at, &mut |_, _| {});
        }
        if let Some(id) = pack.resources().iter().nth(at).map(|own| own.id.clone()) {
            let _ = engine.resource(&id);
        }
    }
    if let Err(error) = pack.check() {
        is_clear(&error);
    }
    is_told(engine.coverage(&CoverageRequest::default()));
    for map in &info.maps {
        let learner = LearnerData::create(map);
        let request = PlanRequest::new(60, 2);
        is_told(engine.gaps(learner.clone(), &GapsRequest::default()));
        planned(told(engine.plan(learner, &request)), &request);
    }
    if let Ok(learner) = serde_json::from_str::<LearnerData>(world::LEARNER) {
        planned(
            told(engine.plan(learner, &PlanRequest::new(45, 3))),
            &PlanRequest::new(45, 3),
        );
    }
    is_told(engine.review_queue(2));
    is_told(engine.tag(
        &TagText {
            name: "Feedback".into(),
            ..TagText::default()
        },
        &TagOptions::default(),
    ));
}

/// Changes a pack, saves it and opens it again.
///
/// # Panics
/// When what was saved is no pack.
pub fn changed(engine: &mut Engine) {
    let before = engine.info().resources;
    let first = engine
        .search(&SearchRequest::default())
        .hits
        .first()
        .map(|hit| hit.resource.id.clone());
    is_told(engine.remove(first));
    is_told(engine.add(world::LINE));
    found(
        engine,
        &SearchRequest {
            text: "routines".into(),
            ..SearchRequest::default()
        },
    );
    if let Some(saved) = told(engine.save()) {
        match Pack::open(saved) {
            Ok(pack) => {
                let engine = Engine::new(pack, OffsetUnit::Utf16);
                found(
                    &engine,
                    &SearchRequest {
                        text: "routines".into(),
                        ..SearchRequest::default()
                    },
                );
                assert!(engine.info().resources <= before + 1);
            }
            Err(error) => is_clear(&error),
        }
    }
}

/// A learner's file, read for every map of a pack.
pub fn learner(text: &str, engine: &Engine) {
    for map in engine.pack().maps() {
        if let Err(error) = Learner::parse(text, map.framework()) {
            is_clear(&error);
        }
    }
    match LearnerData::parse(text) {
        Ok(data) => {
            is_told(engine.gaps(data.clone(), &GapsRequest::default()));
            let request = PlanRequest::new(60, 4);
            planned(told(engine.plan(data, &request)), &request);
        }
        Err(error) => is_clear(&error),
    }
}
