//! The JavaScript boundary, in a real browser: values go in and come out as JavaScript sees them.

#![cfg(target_arch = "wasm32")]

use gapwise::web::{Gapwise, create_learner, merge_learners};
use js_sys::{Array, Error, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const MAP: &str = r#"{
  "CFDocument": { "identifier": "small", "title": "Small map" },
  "CFItems": [
    { "identifier": "s", "humanCodingScheme": "6", "fullStatement": "Assessment" },
    { "identifier": "a", "humanCodingScheme": "6a", "fullStatement": "Give feedback that students act on." },
    { "identifier": "b", "humanCodingScheme": "6b", "fullStatement": "Check understanding with exit tickets." }
  ],
  "CFAssociations": [
    { "identifier": "1", "associationType": "isChildOf", "originNodeURI": { "identifier": "a" }, "destinationNodeURI": { "identifier": "s" } },
    { "identifier": "2", "associationType": "isChildOf", "originNodeURI": { "identifier": "b" }, "destinationNodeURI": { "identifier": "s" } }
  ]
}"#;

const RESOURCES: &str = r#"{"id":"https://example.org/1","name":"Feedback students act on","description":"Give written feedback 😀 that students act on.","timeRequired":"PT20M"}
{"id":"https://example.org/2","name":"Exit tickets","description":"Check understanding with exit tickets.","timeRequired":"PT15M"}
"#;

fn json(text: &str) -> JsValue {
    js_sys::JSON::parse(text).expect("JSON")
}

fn text(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).expect("a value").into()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("an object")
}

fn input(resources: &str) -> JsValue {
    let input = Object::new();
    let maps = Array::of1(&MAP.into());
    Reflect::set(&input, &"maps".into(), &maps).expect("an object");
    Reflect::set(&input, &"resources".into(), &resources.into()).expect("an object");
    input.into()
}

fn engine() -> Gapwise {
    Gapwise::build(input(RESOURCES), None).unwrap_or_else(|error| panic!("{}", text(&error)))
}

#[wasm_bindgen_test]
fn a_pack_is_built_saved_and_opened_again() {
    let built = engine();
    let saved = built
        .save()
        .unwrap_or_else(|error| panic!("{}", text(&error)));
    let opened = Gapwise::open(saved.clone()).unwrap_or_else(|error| panic!("{}", text(&error)));
    assert_eq!(opened.save().expect("bytes"), saved);
    let request = || json(r#"{"text":"exit"}"#);
    let (a, b) = (built.search(request()), opened.search(request()));
    let (a, b) = (a.expect("an answer"), b.expect("an answer"));
    assert_eq!(a, b);
    assert_eq!(
        (a.len(), a[0], a[1]),
        (5, 1.0, 1.0),
        "one hit, and more to be told"
    );
    let told = built.told();
    assert!(told.is_some() && told == opened.told());
    assert_eq!(built.told(), None);
}

#[wasm_bindgen_test]
fn a_resource_comes_over_once_until_the_pack_changes() {
    let mut engine = engine();
    let is_whole = |engine: &Gapwise| {
        let found = engine.search(json(r#"{"text":"exit"}"#));
        assert_eq!(found.expect("an answer")[1], 1.0);
        let told = json(&engine.told().expect("facets, at least"));
        Array::from(&get(&told, "resources")).length() == 1
    };
    assert_eq!([is_whole(&engine), is_whole(&engine)], [true, false]);
    engine.remove(Vec::new()).expect("a number");
    assert_eq!([is_whole(&engine), is_whole(&engine)], [true, false]);
}

#[wasm_bindgen_test]
fn progress_is_told_and_an_exception_in_it_comes_back() {
    let told = Array::new();
    let push = Function::new_with_args("done, total, stage", "this.push(stage)");
    Gapwise::build(input(RESOURCES), Some(push.bind0(&told)))
        .map(|_| ())
        .expect("a pack");
    let stages: Vec<String> = told.iter().filter_map(|stage| stage.as_string()).collect();
    for stage in ["read", "tag", "index", "write"] {
        assert!(
            stages.iter().any(|told| told == stage),
            "{stage} in {stages:?}"
        );
    }
    let fail = Function::new_no_args("throw new RangeError('enough')");
    let error = Gapwise::build(input(RESOURCES), Some(fail))
        .map(|_| ())
        .expect_err("the exception");
    assert!(error.is_instance_of::<js_sys::RangeError>());
}

#[wasm_bindgen_test]
fn offsets_count_utf16_units() {
    let resource = engine()
        .resource("https://example.org/1")
        .expect("an answer");
    let description: js_sys::JsString = get(&resource, "description").into();
    let tags: Array = get(&resource, "tags").into();
    let mut spans = 0;
    for tag in tags.iter() {
        for span in Array::from(&get(&tag, "evidence")).iter() {
            if get(&span, "field") == "description" {
                let start = get(&span, "start").as_f64().expect("a number") as u32;
                let end = get(&span, "end").as_f64().expect("a number") as u32;
                assert_eq!(
                    JsValue::from(description.slice(start, end)),
                    get(&span, "text")
                );
                spans += 1;
            }
        }
    }
    assert!(spans > 0, "no span in {}", text(&resource));
}

#[wasm_bindgen_test]
fn what_is_absent_is_undefined() {
    assert!(
        engine()
            .resource("https://example.org/none")
            .expect("an answer")
            .is_undefined()
    );
}

#[wasm_bindgen_test]
fn an_error_has_code_place_and_hint() {
    let error = Gapwise::open(vec![]).map(|_| ()).expect_err("an error");
    assert!(error.is_instance_of::<Error>());
    assert_eq!(get(&error, "code"), "pack-empty");
    let broken = "{\"name\":\"no id\"}\n";
    let error = Gapwise::build(input(broken), None)
        .map(|_| ())
        .expect_err("an error");
    assert_eq!(get(&error, "code"), "resource-missing-field");
    assert_eq!(get(&error, "path"), "resources: line 1");
    assert!(
        get(&error, "hint")
            .as_string()
            .is_some_and(|hint| hint.contains("`id`"))
    );
    let error = engine()
        .search(json(r#"{"text":7}"#))
        .expect_err("an error");
    assert_eq!(get(&error, "code"), "bad-request");
}

#[wasm_bindgen_test]
fn a_plan_is_made_within_its_minutes() {
    let learner = create_learner("small").expect("a learner");
    let plan = engine().plan(learner, json(r#"{"minutesPerWeek":30,"weeks":1}"#));
    let plan = plan.unwrap_or_else(|error| panic!("{}", text(&error)));
    let minutes = get(&plan, "minutes").as_f64().expect("a number");
    assert!(minutes > 0.0 && minutes <= 30.0, "{minutes}");
    let (objective, bound) = (get(&plan, "objective"), get(&plan, "upper_bound"));
    assert!(objective.as_f64() <= bound.as_f64());
}

#[wasm_bindgen_test]
fn two_copies_of_a_learner_become_one() {
    let copy = |id: &str| {
        json(&format!(
            r#"{{"format":"gapwise-learner","version":1,"map":"small","goals":[],"evidence":[
                {{"id":"{id}","competency":"6a","kind":"selfAssessment","level":2,"date":"2026-01-02"}}]}}"#
        ))
    };
    let merged = merge_learners(copy("one"), copy("two")).expect("a learner");
    assert_eq!(Array::from(&get(&merged, "evidence")).length(), 2);
    let other = create_learner("another").expect("a learner");
    let error = merge_learners(merged, other).expect_err("two maps");
    assert_eq!(get(&error, "code"), "learner-other-map");
}
