//! CASE packages: what is exported is valid, and reads as the map it came from.

mod support;

use gapwise::framework::Framework;
use gapwise::interop::case::{CaseVersion, export, import};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

const BOTH: [CaseVersion; 2] = [CaseVersion::V1_0, CaseVersion::V1_1];

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Both versions read back as the same map, and are written again with the same bytes.
fn assert_round_trip(map: &Framework) {
    for version in BOTH {
        let text = export(map, version);
        let again = import(&text).unwrap_or_else(|error| panic!("{version:?}: {error}"));
        assert_eq!(&again, map, "{version:?}");
        assert_eq!(export(&again, version), text, "{version:?}");
    }
}

const UUID: &str = "3a13c06d-33f8-5184-bcc8-436679d79b0f";
const OTHER: &str = "7620dd5c-f26c-5ab2-9cea-0a8b557b9898";

fn sample() -> Value {
    json!({
        "CFDocument": {
            "identifier": "d6f0efe0-23e1-54ac-85d3-b0497b7e4605",
            "uri": "https://example.org/map",
            "creator": "Example",
            "title": "A map",
            "lastChangeDateTime": "2026-01-31T09:00:00",
            "subject": "Teaching",
            "version": null,
            "CFPackageURI": "https://example.org/package",
        },
        "CFItems": [
            { "identifier": UUID, "fullStatement": "Plans & teaches", "humanCodingScheme": "1",
              "educationalLevel": "KG", "listEnumeration": "1." },
            { "identifier": OTHER, "fullStatement": "Explains what &lt;b&gt; does",
              "humanCodingScheme": "1a", "statusStartDate": "2026-01-31T00:00:00Z",
              "extensions": { "publisher:own": [1] } },
        ],
        "CFAssociations": [
            { "associationType": "isChildOf", "sequenceNumber": "1",
              "originNodeURI": { "identifier": OTHER },
              "destinationNodeURI": { "title": null, "identifier": UUID, "uri": null, "own": true } },
            { "associationType": "isTranslationOf", "notes": "from the French",
              "originNodeURI": { "identifier": OTHER },
              "destinationNodeURI": { "title": "x", "identifier": "x", "uri": "https://example.org/x",
                                      "targetType": "CASE" } },
            { "associationType": "inspires",
              "originNodeURI": { "identifier": OTHER }, "destinationNodeURI": { "identifier": UUID } },
        ],
        "CFDefinitions": { "CFItemTypes": [
            { "identifier": UUID, "title": "Standard", "description": null, "hierarchyCode": "1", "own": 1 },
        ]},
        "ownPart": { "a": 1 },
    })
}

#[test]
fn what_a_schema_has_no_place_for_moves_to_extensions_and_comes_back() {
    let map = import(&sample().to_string()).expect("lenient reading");
    assert_round_trip(&map);
    let new: Value = serde_json::from_str(&export(&map, CaseVersion::V1_1)).expect("JSON");
    assert_eq!(new["CFDocument"]["subject"], json!(["Teaching"]));
    assert_eq!(new["CFDocument"]["caseVersion"], "1.1");
    assert_eq!(
        new["CFDocument"]["lastChangeDateTime"],
        "2026-01-31T09:00:00+00:00"
    );
    assert_eq!(
        new["CFItems"][0]["extensions"]["gapwise:unmapped"],
        json!({"educationalLevel": "KG"})
    );
    assert_eq!(new["CFItems"][0]["uri"], format!("urn:uuid:{UUID}"));
    assert_eq!(
        new["CFItems"][1]["fullStatement"],
        "Explains what &lt;b> does"
    );
    assert_eq!(new["CFAssociations"][0]["sequenceNumber"], 1);
    assert_eq!(new["CFAssociations"][0]["destinationNodeURI"]["title"], "1");
    assert_eq!(new["CFAssociations"][2]["associationType"], "ext:inspires");
    let old: Value = serde_json::from_str(&export(&map, CaseVersion::V1_0)).expect("JSON");
    assert_eq!(old["CFItems"][0]["educationalLevel"], "KG");
    assert_eq!(old["CFAssociations"][1]["associationType"], "isRelatedTo");
    assert!(old["CFDocument"].get("caseVersion").is_none());
}

#[test]
fn a_field_changed_after_the_export_wins_over_what_was_set_aside() {
    let map = import(&sample().to_string()).expect("lenient reading");
    let mut text: Value = serde_json::from_str(&export(&map, CaseVersion::V1_1)).expect("JSON");
    text["CFAssociations"][2]["associationType"] = json!("isPeerOf");
    let again = import(&text.to_string()).expect("still in order");
    assert_eq!(again.associations()[2].kind.name(), "isPeerOf");
}

#[test]
fn real_packages_come_back_as_they_were() {
    let Some(data) = support::data() else { return };
    for name in [
        "case/EmptyExternalFramework.json",
        "case/Ordering.json",
        "case/Utf8TestFramework.json",
        "case/opensalt-framework-20c5134f.json",
        "ecf/ecf.case.json",
        "case/math_cfs_sample.json",
    ] {
        let map =
            import(&text_of(&data.join(name))).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_round_trip(&map);
    }
}

#[test]
fn shipped_maps_come_back_as_they_were() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/maps");
    for entry in std::fs::read_dir(content).expect("the maps ship") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let map =
            import(&text_of(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_round_trip(&map);
    }
}

#[test]
fn broken_packages_are_refused_as_the_reader_refuses_them() {
    for text in ["", "{", "[]", "{}", r#"{"CFDocument": {}}"#] {
        assert_eq!(import(text), Framework::parse(text), "{text}");
    }
}

/// Any JSON, two levels deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[ -~äß\n]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z:]{1,8}", inner, 0..3)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Fields of an item beyond those that are modelled, some with values that CASE forbids.
fn any_fields() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("alternativeLabel"),
        Just("subject"),
        Just("subjectURI"),
        Just("educationLevel"),
        Just("licenseURI"),
        Just("statusEndDate"),
        Just("lastChangeDateTime"),
        Just("extensions"),
        Just("own"),
        Just("CFItemTypeURI"),
    ];
    prop::collection::btree_map(name.prop_map(str::to_owned), any_json(), 0..4)
        .prop_map(|fields| fields.into_iter().collect())
}

prop_compose! {
    /// A package of a few items with odd fields, in a chain, with one odd association.
    fn any_package()(
        items in prop::collection::vec((any_fields(), "[ -~]{1,30}"), 1..5),
        kind in "(isChildOf|precedes|isTranslationOf|ext:a|taught by)",
        head in any_fields(),
        aside in any_json(),
    ) -> Value {
        let mut package = json!({
            "CFDocument": head, "CFItems": [], "CFAssociations": [], "CFRubrics": [], "own": aside,
        });
        package["CFDocument"]["identifier"] = json!("doc");
        package["CFDocument"]["title"] = json!("A map");
        for (at, (fields, statement)) in items.iter().enumerate() {
            let mut item = fields.clone();
            item["identifier"] = json!(format!("i{at}"));
            item["fullStatement"] = json!(format!("S{statement}"));
            package["CFItems"].as_array_mut().expect("a list").push(item);
            if at > 0 {
                let link = |at: usize| json!({ "identifier": format!("i{at}"), "own": aside });
                package["CFAssociations"].as_array_mut().expect("a list").push(json!({
                    "associationType": kind, "originNodeURI": link(at), "destinationNodeURI": link(at - 1),
                }));
            }
        }
        package
    }
}

proptest! {
    #[test]
    fn import_undoes_export(package in any_package()) {
        let map = import(&package.to_string()).expect("odd, but in order");
        for version in BOTH {
            let text = export(&map, version);
            let again = import(&text).expect("an export is in order");
            prop_assert_eq!(&again, &map);
            prop_assert_eq!(export(&again, version), text);
        }
        let both = import(&export(&map, CaseVersion::V1_0)).expect("in order");
        prop_assert_eq!(import(&export(&both, CaseVersion::V1_1)).expect("in order"), map);
    }
}
