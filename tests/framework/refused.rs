//! What is no map, and what the refusal says.

use super::world::*;
use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{Framework, FrameworkError};
use serde_json::{Value, json};

#[test]
fn text_that_is_not_json_is_refused_with_line_and_column() {
    let error = Framework::parse("{\n  \"CFDocument\": {,\n").expect_err("a stray comma");
    assert_eq!(error.code(), "map-not-json");
    assert_eq!(error.path().as_deref(), Some("line 2, column 18"));
    let error = Framework::parse("").expect_err("nothing at all");
    assert_eq!(error.code(), "map-not-json");
}

#[test]
fn a_missing_required_field_is_named_with_its_place() {
    for (pointer, place, field) in [
        ("/CFDocument", "the package", "CFDocument"),
        ("/CFDocument/identifier", "CFDocument", "identifier"),
        ("/CFDocument/title", "CFDocument", "title"),
        ("/CFItems/1/identifier", "CFItems[1]", "identifier"),
        ("/CFItems/2/fullStatement", "CFItems[2]", "fullStatement"),
        (
            "/CFAssociations/0/associationType",
            "CFAssociations[0]",
            "associationType",
        ),
        (
            "/CFAssociations/0/originNodeURI",
            "CFAssociations[0]",
            "originNodeURI",
        ),
        (
            "/CFAssociations/0/destinationNodeURI/identifier",
            "CFAssociations[0].destinationNodeURI",
            "identifier",
        ),
    ] {
        let text = changed(pointer, Value::Null).to_string();
        let error = Framework::parse(&text).expect_err(pointer);
        let expected = FrameworkError::Missing {
            path: place.into(),
            field,
        };
        // An item without an identifier also leaves its associations dangling: the first error counts.
        assert_eq!(error, expected, "{pointer}");
        assert_eq!(error.hint(), format!("Add `{field}`; CASE requires it."));
    }
    let blank = changed("/CFItems/0/fullStatement", json!("  "));
    assert_eq!(problem(&blank).0, "map-missing-field");
    let only_markup = changed("/CFItems/0/fullStatement", json!("<p>&nbsp;</p>"));
    assert_eq!(problem(&only_markup).0, "map-missing-field");
}

#[test]
fn a_field_of_the_wrong_type_says_what_is_expected() {
    for (pointer, value, message) in [
        (
            "/CFDocument",
            json!([]),
            "CFDocument: expected an object, found an array",
        ),
        (
            "/CFDocument/title",
            json!(7),
            "CFDocument.title: expected a string, found a number",
        ),
        (
            "/CFItems/2",
            json!("c"),
            "CFItems[2]: expected an object, found a string",
        ),
        (
            "/CFItems/1/fullStatement",
            json!({"en": "text"}),
            "CFItems[1].fullStatement: expected a string, found an object",
        ),
        (
            "/CFItems/1/conceptKeywords",
            json!(["one", 2]),
            "CFItems[1].conceptKeywords[1]: expected a string, found a number",
        ),
        (
            "/CFAssociations/0/sequenceNumber",
            json!("first"),
            "CFAssociations[0].sequenceNumber: expected a number, found a string",
        ),
        (
            "/CFAssociations/0/originNodeURI",
            json!("urn:uuid:b"),
            "CFAssociations[0].originNodeURI: expected an object with `identifier` and `uri`, found a string",
        ),
    ] {
        let (code, _, found) = problem(&changed(pointer, value));
        assert_eq!((code, found.as_str()), ("map-wrong-type", message));
    }
    let mut no_list = map(&[]);
    no_list["CFItems"] = json!({});
    let message = "CFItems: expected an array of objects, found an object";
    assert_eq!(problem(&no_list).2, message);
    assert_eq!(
        Framework::parse("[1]").expect_err("no object").code(),
        "map-wrong-type"
    );
}

#[test]
fn circles_are_shown_from_start_to_start() {
    let parents = map(&[
        association("isChildOf", "a", "b"),
        association("isChildOf", "b", "c"),
        association("isChildOf", "c", "a"),
    ]);
    let expected = "CFItems[0]: the `isChildOf` associations form a circle: 1 → 2 → 3 → 1";
    assert_eq!(
        problem(&parents),
        ("map-cycle", "CFItems[0]".into(), expected.into())
    );

    let order = map(&[
        association("precedes", "a", "b"),
        association("precedes", "b", "a"),
    ]);
    let expected = "CFItems[0]: the `precedes` associations form a circle: 1 → 2 → 1";
    assert_eq!(
        problem(&order),
        ("map-cycle", "CFItems[0]".into(), expected.into())
    );

    let own_parent = map(&[association("isChildOf", "a", "a")]);
    assert_eq!(problem(&own_parent).0, "map-cycle");
}

#[test]
fn an_association_of_any_kind_must_lead_somewhere() {
    for kind in [
        "isChildOf",
        "isPeerOf",
        "isPartOf",
        "exactMatchOf",
        "precedes",
        "isRelatedTo",
        "replacedBy",
        "exemplar",
        "hasSkillLevel",
        "isTranslationOf",
        "ext:example",
    ] {
        for (origin, destination, end) in [
            ("a", "nowhere", "destinationNodeURI"),
            ("nowhere", "a", "originNodeURI"),
        ] {
            let place = format!("CFAssociations[0].{end}");
            let message = format!(
                "{place}: the association `{kind}` leads to `nowhere`, which is not in this map"
            );
            let found = problem(&map(&[association(kind, origin, destination)]));
            assert_eq!(found, ("map-dangling-association", place, message));
        }
    }
}

#[test]
fn a_link_that_leaves_the_map_at_both_ends_or_as_a_parent_is_refused() {
    let mut parent = association("isChildOf", "a", "elsewhere");
    parent["destinationNodeURI"]["uri"] = json!("https://example.org/uri/elsewhere");
    assert_eq!(problem(&map(&[parent])).0, "map-dangling-association");

    let mut strangers = association("isRelatedTo", "x", "y");
    strangers["originNodeURI"]["uri"] = json!("https://example.org/uri/x");
    strangers["destinationNodeURI"]["uri"] = json!("https://example.org/uri/y");
    let found = Framework::check(&map(&[strangers]).to_string(), None);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn names_are_unique() {
    let (code, place, message) = problem(&changed("/CFItems/2/humanCodingScheme", json!("1")));
    assert_eq!((code, place.as_str()), ("map-duplicate-code", "CFItems[2]"));
    assert_eq!(
        message,
        "CFItems[2]: the code `1` is already used at CFItems[0]"
    );

    let (code, place, message) = problem(&changed("/CFItems/2/identifier", json!("a")));
    assert_eq!(
        (code, place.as_str()),
        ("map-duplicate-identifier", "CFItems[2]")
    );
    assert_eq!(
        message,
        "CFItems[2]: the identifier `a` is already used at CFItems[0]"
    );
}

#[test]
fn a_competency_has_one_parent() {
    let two = map(&[
        association("isChildOf", "c", "a"),
        association("isChildOf", "c", "b"),
    ]);
    let (code, place, message) = problem(&two);
    assert_eq!(
        (code, place.as_str()),
        ("map-second-parent", "CFAssociations[1]")
    );
    assert_eq!(message, "CFAssociations[1]: `3` already has the parent `1`");
    let twice = map(&[
        association("isChildOf", "c", "a"),
        association("isChildOf", "c", "a"),
    ]);
    assert_eq!(
        read(&twice)
            .children(read(&twice).find("1").expect("a"))
            .len(),
        1
    );
}

#[test]
fn every_problem_is_listed_at_once() {
    let mut broken = map(&[association("isRelatedTo", "a", "nowhere")]);
    broken["CFItems"][1]["humanCodingScheme"] = json!("1");
    broken["CFItems"][2]["fullStatement"] = json!(3);
    let codes: Vec<_> = Framework::check(&broken.to_string(), None)
        .iter()
        .map(Diagnostic::code)
        .collect();
    assert_eq!(
        codes,
        [
            "map-wrong-type",
            "map-duplicate-code",
            "map-dangling-association"
        ]
    );
}

#[test]
fn a_rubric_level_outside_the_scale_is_refused() {
    let mut map = map(&[]);
    map["CFRubrics"] = json!([{ "CFRubricCriteria": [{
        "CFItemURI": link("a"),
        "CFRubricCriterionLevels": [{ "score": 2, "quality": "Growing" }, { "score": 5 }],
    }]}]);
    let (code, place, _) = problem(&map);
    let level = "CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels[1].score";
    assert_eq!((code, place.as_str()), ("map-out-of-range", level));
    map["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][1]["score"] = json!(0);
    let map = read(&map);
    let scores: Vec<f64> = map.competencies()[0]
        .rubric
        .iter()
        .map(|level| level.score)
        .collect();
    assert_eq!(scores, [0.0, 2.0]);
    assert_eq!(map.scale().labels[2], "Growing");
}
