//! CTDL-ASN: frameworks of the Credential Engine in and out.

mod support;

use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{AssociationKind, Framework};
use gapwise::interop::{case, ctdl};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reading what was written gives the same map and the same bytes.
fn assert_round_trip(map: &Framework, name: &str) {
    let text = ctdl::export(map);
    let again = ctdl::import(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(again.associations(), map.associations(), "{name}");
    assert_eq!(&again, map, "{name}");
    assert_eq!(ctdl::export(&again), text, "{name}");
}

const A: &str = "https://example.org/ce-3a13c06d-33f8-5184-bcc8-436679d79b0f";

fn graph() -> Value {
    json!({ "@context": "https://credreg.net/ctdlasn/schema/context/json", "@graph": [
        { "@id": "https://example.org/map", "@type": "ceasn:CompetencyFramework",
          "ceasn:name": {"en-US": "A map", "fr": "Une carte"}, "ceasn:inLanguage": ["en-US"],
          "ceasn:author": "Example", "ceasn:dateModified": "2014",
          "ceasn:license": "https://creativecommons.org/licenses/by/4.0/",
          "ceasn:hasTopChild": [A] },
        { "@id": A, "@type": "ceasn:Competency",
          "ceasn:competencyText": {"en-US": "Plans"}, "ceasn:codedNotation": "1",
          "ceasn:weight": 0.5, "ceasn:hasChild": ["https://example.org/c", "https://example.org/b"] },
        { "@id": "https://example.org/b", "@type": ["ceasn:Competency"],
          "ceasn:competencyText": {"en-US": "Plans backwards"},
          "ceasn:conceptKeyword": {"en-US": ["backward design", "aims"]},
          "ceasn:isChildOf": A,
          "ceasn:prerequisiteAlignment": ["https://example.org/c", "https://elsewhere.org/x"],
          "ceasn:exactAlignment": [{ "ceterms:targetNode": "https://elsewhere.org/y" }] },
        { "@id": "https://example.org/c", "@type": "ceasn:Competency",
          "ceasn:competencyText": {"en-US": "Sets aims"} },
        { "@id": "_:1", "@type": "ceterms:Organization", "ceterms:name": {"en": "Example"} },
    ]})
}

#[test]
fn a_framework_is_read_with_its_order_and_alignments() {
    let map = ctdl::import(&graph().to_string()).expect("in order");
    assert_eq!(
        (
            map.document().title.as_str(),
            map.document().language.as_str()
        ),
        ("A map", "en-US")
    );
    let top = map.find("1").expect("by its code");
    assert_eq!(
        map.competency(top).identifier,
        "3a13c06d-33f8-5184-bcc8-436679d79b0f"
    );
    let statements: Vec<_> = map
        .children(top)
        .iter()
        .map(|&at| map.competency(at).statement.as_str())
        .collect();
    assert_eq!(statements, ["Sets aims", "Plans backwards"]);
    let b = map.find("https://example.org/b").expect("by its address");
    assert_eq!(map.competency(b).keywords, ["backward design", "aims"]);
    assert_eq!(
        map.prerequisites(b),
        [map.find("https://example.org/c").expect("c")]
    );
    let kinds: Vec<_> = map
        .associations()
        .iter()
        .map(|one| one.kind.clone())
        .collect();
    use AssociationKind::{ExactMatchOf, IsChildOf, Precedes};
    assert_eq!(
        kinds,
        [
            IsChildOf,
            IsChildOf,
            IsChildOf,
            Precedes,
            Precedes,
            ExactMatchOf
        ]
    );
}

#[test]
fn what_case_has_no_field_for_is_written_again() {
    let map = ctdl::import(&graph().to_string()).expect("in order");
    assert_round_trip(&map, "the sample");
    let written: Value = serde_json::from_str(&ctdl::export(&map)).expect("JSON");
    let nodes = &written["@graph"];
    assert_eq!(nodes[0]["ceasn:name"], graph()["@graph"][0]["ceasn:name"]);
    assert_eq!(nodes[0]["ceasn:dateModified"], "2014");
    assert_eq!(nodes[0].get("gapwise:case"), None);
    assert_eq!(nodes[0].get("gapwise:associations"), None);
    assert_eq!(nodes[1]["ceasn:weight"], 0.5);
    assert_eq!(
        nodes[1]["ceasn:hasChild"],
        graph()["@graph"][1]["ceasn:hasChild"]
    );
    assert_eq!(
        nodes[2]["ceasn:prerequisiteAlignment"],
        graph()["@graph"][2]["ceasn:prerequisiteAlignment"]
    );
    assert_eq!(nodes[4]["@id"], "_:1");
}

#[test]
fn full_addresses_and_bare_names_of_terms_are_read_too() {
    let text = graph().to_string();
    let expected = ctdl::import(&text).expect("in order");
    let full = text.replace("\"ceasn:", "\"https://purl.org/ctdlasn/terms/");
    assert_eq!(
        ctdl::import(&full).expect("in order").associations(),
        expected.associations()
    );
}

#[test]
fn a_broken_file_says_where_and_how_to_mend_it() {
    let without = |pointer: &str, key: &str| {
        let mut graph = graph();
        graph
            .pointer_mut(pointer)
            .and_then(Value::as_object_mut)
            .expect("a node")
            .remove(key);
        graph.to_string()
    };
    let with = |pointer: &str, value: Value| {
        let mut graph = graph();
        *graph.pointer_mut(pointer).expect("a place") = value;
        graph.to_string()
    };
    for (text, code, place) in [
        (
            "{\"@graph\": [,]}".into(),
            "import-not-json",
            Some("line 1, column 13"),
        ),
        (
            "{\n/* remark */}".into(),
            "import-comment-in-json",
            Some("line 2, column 1"),
        ),
        ("{\"@graph\": []}".into(), "import-no-map", None),
        (
            "{\"@graph\": {}}".into(),
            "import-unreadable-field",
            Some("@graph"),
        ),
        (
            without("/@graph/0", "ceasn:name"),
            "import-missing-field",
            Some("@graph[0]"),
        ),
        (
            without("/@graph/2", "ceasn:competencyText"),
            "import-missing-field",
            Some("@graph[2]"),
        ),
        (
            without("/@graph/2", "@id"),
            "import-missing-field",
            Some("@graph[2]"),
        ),
        (
            with("/@graph/1/ceasn:competencyText", json!(4)),
            "import-unreadable-field",
            Some("@graph[1].ceasn:competencyText"),
        ),
        (
            with(
                "/@graph/1/ceasn:hasChild/1",
                json!("https://example.org/none"),
            ),
            "import-unknown-competency",
            Some("@graph[1].ceasn:hasChild[1]"),
        ),
        (
            graph().to_string().replace(
                "\"Sets aims\"}",
                &format!("\"Sets\"}}, \"ceterms:ctid\": \"{A}\""),
            ),
            "map-duplicate-identifier",
            Some("@graph[3]"),
        ),
        (
            with("/@graph/3/@type", json!("ceasn:CompetencyFramework")),
            "import-unreadable-field",
            Some("@graph[3]"),
        ),
    ] {
        let error = ctdl::import(&text).expect_err(code);
        assert_eq!(
            (error.code(), error.path().as_deref()),
            (code, place),
            "{error}"
        );
        assert!(error.hint().ends_with('.'));
    }
}

#[test]
fn the_file_that_is_broken_on_purpose_says_why() {
    let Some(data) = support::data() else { return };
    let text = text_of(&data.join("ctdl/Collection_and_RSD_Sample.json"));
    let error = ctdl::import(&text).expect_err("it starts with a comment");
    assert_eq!(
        error.to_string(),
        "line 1, column 1: a comment, which JSON does not have"
    );
    assert!(
        error.hint().starts_with("Remove the comment"),
        "{}",
        error.hint()
    );

    let (_, mended) = text.split_once('\n').expect("more lines");
    let error = ctdl::import(mended).expect_err("its members are elsewhere");
    assert_eq!(
        error.path().as_deref(),
        Some("@graph[0].ceterms:hasMember[1]")
    );
    assert!(
        error.hint().contains("add that competency to the file"),
        "{}",
        error.hint()
    );

    let mut mended: Value = serde_json::from_str(mended).expect("JSON now");
    mended["@graph"][0]["ceterms:hasMember"]
        .as_array_mut()
        .expect("a list")
        .truncate(1);
    let map = ctdl::import(&mended.to_string()).expect("a collection is read like a framework");
    assert_eq!(map.len(), 1);
    assert_round_trip(&map, "the mended file");
}

#[test]
fn real_frameworks_come_back_as_they_were() {
    let Some(data) = support::data() else { return };
    for (name, items, top, leaves) in [
        ("DQP.jsonld", 83, 5, 72),
        (
            "ONET_Basic_Skills_Competency_Framework_9-27-19.json",
            12,
            2,
            10,
        ),
    ] {
        let map = ctdl::import(&text_of(&data.join("ctdl").join(name)))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let at_top = map.indices().filter(|&at| map.parent(at).is_none()).count();
        assert_eq!(
            (map.len(), at_top, map.leaves().count()),
            (items, top, leaves),
            "{name}"
        );
        assert_round_trip(&map, name);
        let package = case::export(&map, case::CaseVersion::V1_1);
        assert_eq!(case::import(&package).as_ref(), Ok(&map), "{name}");
    }
}

#[test]
fn maps_from_case_come_back_from_ctdl_as_they_were() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/maps/gapwise-intasc.json");
    let mut files = vec![content];
    if let Some(data) = support::data() {
        for name in [
            "case/Ordering.json",
            "case/math_cfs_sample.json",
            "case/Utf8TestFramework.json",
            "case/opensalt-framework-20c5134f.json",
            "case/EmptyExternalFramework.json",
            "ecf/ecf.case.json",
        ] {
            files.push(data.join(name));
        }
    }
    for path in files {
        let map = case::import(&text_of(&path)).unwrap_or_else(|error| panic!("{error}"));
        assert_round_trip(&map, &path.display().to_string());
    }
}

prop_compose! {
    /// A small map with texts of any kind, prerequisites, matches elsewhere and odd extra fields.
    fn any_map()(
        items in prop::collection::vec(("[ -~]{1,20}", prop::option::of("[ -~]{0,9}"), any::<u8>()), 1..6),
        language in "(en|de-CH|x)",
        own in prop::option::of("[ -~]{0,9}"),
    ) -> Value {
        let mut package = json!({
            "CFDocument": { "identifier": "doc", "title": "A map", "language": language, "creator": "me" },
            "CFItems": [], "CFAssociations": [],
        });
        let link = |name: String| json!({ "identifier": name });
        for (at, (statement, extra, draw)) in items.iter().enumerate() {
            let mut item = json!({ "identifier": format!("i{at}"), "fullStatement": format!("S{statement}") });
            if let Some(extra) = extra {
                item["notes"] = json!(extra);
                item["alternativeLabel"] = json!(extra);
                item["conceptKeywords"] = json!([extra, extra]);
            }
            if draw & 1 == 1 {
                item["uri"] = json!("https://example.org/same");
                item["subject"] = json!(own);
            }
            package["CFItems"].as_array_mut().expect("a list").push(item);
            let associations = package["CFAssociations"].as_array_mut().expect("a list");
            let parent = match draw & 6 {
                0 => None,
                2 => Some("doc".to_owned()),
                _ if at > 0 => Some(format!("i{}", usize::from(*draw) % at)),
                _ => Some("doc".to_owned()),
            };
            if let Some(parent) = parent {
                associations.push(json!({ "associationType": "isChildOf", "originNodeURI":
                    link(format!("i{at}")), "destinationNodeURI": link(parent) }));
            }
            if draw & 8 == 8 && at > 0 {
                associations.push(json!({ "associationType": "precedes", "notes": own, "originNodeURI":
                    link(format!("i{}", at - 1)), "destinationNodeURI": link(format!("i{at}")) }));
            }
            if draw & 16 == 16 {
                associations.insert(0, json!({ "associationType": "exactMatchOf", "originNodeURI":
                    link(format!("i{at}")), "destinationNodeURI":
                    { "identifier": "far", "uri": "https://example.org/far", "title": "Far" } }));
            }
        }
        package
    }
}

proptest! {
    #[test]
    fn import_undoes_export(package in any_map()) {
        let map = case::import(&package.to_string()).expect("in order");
        let text = ctdl::export(&map);
        let again = ctdl::import(&text).expect("an export is in order");
        prop_assert_eq!(again, map);
    }
}
