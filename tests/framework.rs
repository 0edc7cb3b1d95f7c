//! Competency maps: what is read, what is refused, and what the refusal says.

mod support;

use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{AssociationKind, Endpoint, Framework, FrameworkError, RoleOverlay, diff};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn item(identifier: &str, code: &str) -> Value {
    json!({
        "identifier": identifier,
        "uri": format!("urn:uuid:{identifier}"),
        "humanCodingScheme": code,
        "fullStatement": format!("Statement {code}"),
    })
}

fn link(identifier: &str) -> Value {
    json!({ "title": identifier, "identifier": identifier, "uri": format!("urn:uuid:{identifier}") })
}

fn association(kind: &str, origin: &str, destination: &str) -> Value {
    json!({
        "identifier": format!("{kind} {origin} {destination}"),
        "associationType": kind,
        "originNodeURI": link(origin),
        "destinationNodeURI": link(destination),
    })
}

/// A map `doc` with the items `a`, `b` and `c`, coded `1`, `2` and `3`.
fn map(associations: &[Value]) -> Value {
    json!({
        "CFDocument": { "identifier": "doc", "uri": "urn:uuid:doc", "title": "A map" },
        "CFItems": [item("a", "1"), item("b", "2"), item("c", "3")],
        "CFAssociations": associations,
    })
}

/// A map that has been changed at one place.
fn changed(pointer: &str, value: Value) -> Value {
    let mut map = map(&[association("isChildOf", "b", "a")]);
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match (map.pointer_mut(parent).expect("the place exists"), value) {
        (Value::Object(fields), Value::Null) => drop(fields.remove(key)),
        (Value::Object(fields), value) => drop(fields.insert(key.into(), value)),
        (Value::Array(entries), value) => entries[key.parse::<usize>().expect("an index")] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    map
}

fn read(map: &Value) -> Framework {
    Framework::parse(&map.to_string()).expect("the map is in order")
}

/// The only problem of a map: its code, place and message. Every problem has a hint.
fn problem(map: &Value) -> (&'static str, String, String) {
    let problems = Framework::check(&map.to_string(), None);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert!(problem.hint().ends_with('.'), "{}", problem.hint());
    (
        problem.code(),
        problem.path().expect("a place"),
        problem.to_string(),
    )
}

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
fn a_link_that_says_it_leaves_the_map_is_kept() {
    let mut prerequisite = association("precedes", "elsewhere", "a");
    prerequisite["originNodeURI"]["uri"] = json!("https://example.org/uri/elsewhere");
    let mut match_in_other_map = association("exactMatchOf", "a", "other");
    match_in_other_map["destinationNodeURI"]["targetType"] = json!("CASE");
    let map = read(&map(&[prerequisite, match_in_other_map]));
    let ends: Vec<_> = map
        .associations()
        .iter()
        .map(|one| {
            (
                one.kind.clone(),
                one.origin.clone(),
                one.destination.clone(),
            )
        })
        .collect();
    let a = Endpoint::Competency(map.find("1").expect("it is there"));
    assert_eq!(
        ends,
        [
            (
                AssociationKind::Precedes,
                Endpoint::External("elsewhere".into()),
                a.clone()
            ),
            (
                AssociationKind::ExactMatchOf,
                a,
                Endpoint::External("other".into())
            ),
        ]
    );
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
fn html_in_statements_is_cleaned_and_markdown_is_kept() {
    let html = changed(
        "/CFItems/0/fullStatement",
        json!("<p>Plans <em>backwards</em><br/>&amp; checks</p>"),
    );
    assert_eq!(
        read(&html).competencies()[0].statement,
        "Plans backwards & checks"
    );
    let markdown = "Plans **backwards**:\n\n- aims\n- `checks`, for ages < 7";
    let kept = changed("/CFItems/0/fullStatement", json!(markdown));
    assert_eq!(read(&kept).competencies()[0].statement, markdown);
}

#[test]
fn the_forms_of_case_1_0_are_read() {
    let mut old = map(&[]);
    old["CFDefinitions"] = json!([]);
    old["CFItems"][0]["conceptKeywords"] = Value::Null;
    old["CFItems"][1]["conceptKeywords"] = json!("planning");
    old["CFItems"][0]["CFDocumentURI"] = json!("https://example.org/doc");
    old["CFAssociations"] = json!([{
        "associationType": "isChildOf",
        "sequenceNumber": "2",
        "originNodeIdentifier": "b",
        "originNodeURI": "https://example.org/uri/b",
        "destinationNodeIdentifier": "a",
        "destinationNodeURI": "https://example.org/uri/a",
    }]);
    let read_map = read(&old);
    let (a, b) = (
        read_map.find("1").expect("a"),
        read_map.find("2").expect("b"),
    );
    assert_eq!(read_map.parent(b), Some(a));
    assert_eq!(read_map.associations()[0].sequence, Some(2));
    assert_eq!(read_map.competency(b).keywords, ["planning"]);
    assert_eq!(read(&json!({ "CFPackage": old })).len(), 3);
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

#[test]
fn children_stand_in_sequence() {
    let mut first = association("isChildOf", "c", "a");
    first["sequenceNumber"] = json!(1);
    let mut second = association("isChildOf", "b", "a");
    second["sequenceNumber"] = json!(2);
    let map = read(&map(&[second, first]));
    let names: Vec<_> = map
        .children(map.find("1").expect("a"))
        .iter()
        .map(|&child| map.competency(child).name())
        .collect();
    assert_eq!(names, ["3", "2"]);
}

fn role(extensions: &Value) -> String {
    let mut child = association("isChildOf", "x", "a");
    child["identifier"] = json!("role child");
    json!({
        "CFDocument": { "identifier": "role", "title": "A role", "extensions": extensions },
        "CFItems": [item("x", "X1")],
        "CFAssociations": [child, association("precedes", "b", "x")],
    })
    .to_string()
}

#[test]
fn a_role_adds_competencies_and_targets_to_its_base() {
    let base = read(&map(&[]));
    let text = role(&json!({
        "gapwise:role": "lead",
        "gapwise:extends": "doc",
        "gapwise:targets": [{ "competency": "1", "target": 4 }, { "competency": "X1", "weight": 2 }],
    }));
    let role = RoleOverlay::parse(&text, &base).expect("the role is in order");
    assert_eq!(
        (role.id.as_str(), role.extends.as_str(), role.adds().len()),
        ("lead", "doc", 1)
    );
    let targets: Vec<_> = role
        .targets
        .iter()
        .map(|one| (one.competency.as_str(), one.target.value(), one.weight))
        .collect();
    assert_eq!(targets, [("1", 4.0, 1.0), ("X1", 3.0, 2.0)]);

    let joined = base
        .extend(std::slice::from_ref(&role))
        .expect("no name is used twice");
    let added = joined.find("X1").expect("the role's own competency");
    assert_eq!(joined.competency(added).role.as_deref(), Some("lead"));
    assert_eq!(joined.parent(added), joined.find("1"));
    assert_eq!(joined.prerequisites(added), [joined.find("2").expect("b")]);
    for index in base.indices() {
        assert_eq!(joined.competency(index), base.competency(index));
    }
    let twice = base
        .extend(&[role.clone(), role])
        .expect_err("the same codes again");
    assert_eq!(twice.code(), "map-duplicate-identifier");
    assert_eq!(base.extend(&[]).expect("nothing to add"), base);
}

#[test]
fn a_broken_role_says_why() {
    let base = read(&map(&[]));
    let targets = |targets: Value| {
        role(
            &json!({ "gapwise:role": "lead", "gapwise:extends": "doc", "gapwise:targets": targets }),
        )
    };
    let first = "CFDocument.extensions.gapwise:targets[0]";
    for (text, code, place) in [
        (
            role(&json!({})),
            "role-not-a-role",
            "CFDocument.extensions".to_owned(),
        ),
        (
            role(&json!({ "gapwise:role": "lead", "gapwise:extends": "other" })),
            "role-other-base",
            "CFDocument.extensions.gapwise:extends".to_owned(),
        ),
        (
            targets(json!([{ "competency": "9z" }])),
            "role-unknown-competency",
            first.to_owned(),
        ),
        (
            targets(json!([{ "target": 2 }])),
            "map-missing-field",
            first.to_owned(),
        ),
        (
            targets(json!([{ "competency": "1", "target": 4.5 }])),
            "map-out-of-range",
            format!("{first}.target"),
        ),
        (
            targets(json!([{ "competency": "1", "weight": -1 }])),
            "map-out-of-range",
            format!("{first}.weight"),
        ),
        (
            targets(json!([{ "competency": "1", "target": "high" }])),
            "map-out-of-range",
            format!("{first}.target"),
        ),
        (
            targets(json!({ "competency": "1" })),
            "map-wrong-type",
            "CFDocument.extensions.gapwise:targets".to_owned(),
        ),
    ] {
        let error = RoleOverlay::parse(&text, &base).expect_err(code);
        assert_eq!((error.code(), error.path()), (code, Some(place)), "{error}");
    }
}

#[test]
fn a_difference_names_every_kind_of_change() {
    let old = read(&map(&[association("isChildOf", "b", "a")]));
    let mut next = map(&[
        association("isChildOf", "b", "d"),
        association("replacedBy", "c", "d"),
    ]);
    next["CFAssociations"][1]["originNodeURI"]["targetType"] = json!("CASE");
    next["CFItems"][0]["fullStatement"] = json!("Statement one");
    next["CFItems"][1]["humanCodingScheme"] = json!("2b");
    next["CFItems"][2] = item("d", "4");
    let new = read(&next);
    let found = diff(&old, &new);
    assert_eq!(
        serde_json::to_value(&found).expect("plain data"),
        json!({
            "added": [{ "identifier": "d", "name": "4", "statement": "Statement 4" }],
            "removed": [],
            "reworded": [{ "name": "1", "before": "Statement 1", "after": "Statement one" }],
            "moved": [{ "name": "2b", "from": "1", "to": "4" }],
            "recoded": [{ "before": "2", "after": "2b" }],
            "replaced": [{ "name": "3", "by": ["4"] }],
        })
    );
    assert_eq!(
        found.to_string(),
        "added (1)\n  4  Statement 4\nreworded (1)\n  1  Statement 1\n      → Statement one\n\
         moved (1)\n  2b  1 → 4\nrecoded (1)\n  2 → 2b\nreplaced (1)\n  3  by 4\n"
    );
    assert!(diff(&old, &old).is_empty());
    assert_eq!(diff(&old, &old).to_string(), "no change\n");
    let back = diff(&new, &old);
    assert_eq!(
        back.removed
            .iter()
            .map(|one| one.name.as_str())
            .collect::<Vec<_>>(),
        ["4"]
    );
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn real_packages_are_read() {
    let Some(data) = support::data().map(|data| data.join("case")) else {
        return;
    };
    let counts: Vec<_> = [
        "EmptyExternalFramework.json",
        "Ordering.json",
        "Utf8TestFramework.json",
        "math_cfs_sample.json",
        "opensalt-framework-20c5134f.json",
        "../ecf/ecf.case.json",
    ]
    .into_iter()
    .map(|name| {
        let map = Framework::parse(&text_of(&data.join(name)))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        (
            name,
            map.len(),
            map.leaves().count(),
            map.associations().len(),
        )
    })
    .collect();
    assert_eq!(
        counts,
        [
            ("EmptyExternalFramework.json", 0, 0, 0),
            ("Ordering.json", 28, 24, 28),
            ("Utf8TestFramework.json", 1, 1, 1),
            ("math_cfs_sample.json", 703, 474, 703),
            ("opensalt-framework-20c5134f.json", 16, 12, 39),
            ("../ecf/ecf.case.json", 180, 172, 180),
        ]
    );
}

#[test]
fn shipped_maps_and_roles_are_in_order() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = |folder: &str| -> Vec<PathBuf> {
        let mut found: Vec<_> = std::fs::read_dir(content.join(folder))
            .expect("the folder ships")
            .map(|entry| entry.expect("readable").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        found.sort();
        found
    };
    let mut maps = Vec::new();
    for path in files("maps") {
        let problems = Framework::check(&text_of(&path), None);
        assert_eq!(problems, [], "{}", path.display());
        let map = Framework::parse(&text_of(&path)).expect("checked just now");
        assert_eq!(
            Framework::from_package(&map.to_package()).as_ref(),
            Ok(&map),
            "what is written reads as the same map"
        );
        maps.push(map);
    }
    for path in files("roles") {
        let text = text_of(&path);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let extends = &value["CFDocument"]["extensions"]["gapwise:extends"];
        let base = maps
            .iter()
            .find(|map| extends == &map.document().identifier)
            .unwrap_or_else(|| panic!("{}: no base map ships", path.display()));
        assert_eq!(
            Framework::check(&text, Some(base)),
            [],
            "{}",
            path.display()
        );
        let role = RoleOverlay::parse(&text, base).unwrap_or_else(|error| panic!("{error}"));
        assert!(base.extend(&[role]).is_ok(), "{}", path.display());
    }
}

proptest! {
    /// No text makes the reader panic, and every refusal has a place.
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        for error in Framework::check(&text, None) {
            prop_assert!(error.path().is_some());
        }
    }

    /// The order of the associations does not matter to the hierarchy.
    #[test]
    fn the_hierarchy_does_not_depend_on_order(parents in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        let mut items = vec![item("i0", "c0")];
        let mut associations = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            let own = at + 1;
            items.push(item(&format!("i{own}"), &format!("c{own}")));
            let parent = parent.index(own);
            associations.push(association("isChildOf", &format!("i{own}"), &format!("i{parent}")));
        }
        let mut package = map(&[]);
        package["CFItems"] = json!(items);
        package["CFAssociations"] = json!(associations);
        let forward = read(&package);
        associations.reverse();
        package["CFAssociations"] = json!(associations);
        let backward = read(&package);
        for index in forward.indices() {
            prop_assert_eq!(forward.children(index), backward.children(index));
        }
        prop_assert_eq!(Framework::from_package(&forward.to_package()), Ok(forward));
    }
}
