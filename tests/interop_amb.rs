//! AMB records: what is valid, what is not and why, and that an export is.

mod support;

use gapwise::catalog::Resource;
use gapwise::diagnostic::Diagnostic;
use gapwise::interop::amb::{check, export, restored};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn files(folder: &Path) -> Vec<(String, Value)> {
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| {
            let path = entry.expect("readable").path();
            let text = std::fs::read_to_string(&path).expect("readable");
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            (name, serde_json::from_str(&text).expect("JSON"))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn the_valid_examples_are_read_and_found_valid() {
    let Some(data) = support::data() else { return };
    let valid = files(&data.join("amb/valid"));
    assert_eq!(valid.len(), 17);
    for (name, record) in valid {
        assert_eq!(check(&record), [], "{name}");
        let resource = Resource::parse(&record.to_string(), 1)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            export(&resource),
            record,
            "{name}: what is valid stays as it is"
        );
    }
}

#[test]
fn the_invalid_examples_are_refused_with_the_reason() {
    let Some(data) = support::data() else { return };
    let found: Vec<(String, String)> = files(&data.join("amb/invalid"))
        .into_iter()
        .map(|(name, record)| {
            let problems = check(&record);
            assert!(
                problems
                    .iter()
                    .all(|one| one.hint().ends_with('.') && one.path().is_some())
            );
            if let Ok(resource) = Resource::parse(&record.to_string(), 1) {
                let exported = export(&resource);
                let Value::Object(exported) = exported else {
                    panic!("an object")
                };
                let mut back = restored(exported);
                let mut source = resource.source;
                // The context is not about the resource: a missing language is added for good.
                back.remove("@context");
                source.remove("@context");
                assert_eq!(back, source, "{name}");
            }
            (
                name,
                problems
                    .first()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            )
        })
        .collect();
    let reasons: Vec<(&str, &str)> = found
        .iter()
        .map(|(name, why)| (name.as_str(), why.as_str()))
        .collect();
    let list = "from the lists that AMB names";
    let licence = format!(
        "license.id: expected an address {list}, found \"https://opensource.org/licenses/MPL-2.0\""
    );
    let text_by_language = "expected texts by language, such as {\"en\": \"…\"}, found";
    let label = format!("about[0].prefLabel: {text_by_language} \"Französisch\"");
    let awesome = format!("teaches[0].prefLabel: {text_by_language} \"Awesomeness\"");
    assert_eq!(
        reasons,
        [
            ("Mozilla-Public-License.json", licence.as_str()),
            (
                "assessesWithoutURI.json",
                "assesses[0].id: expected an absolute address, found a number"
            ),
            (
                "captionWithoutArray.json",
                "duration: expected a duration such as PT1H30M, found \"T47M58S\""
            ),
            ("conceptWithMonolingualLabels.json", &label),
            (
                "contentSizeAndBitRateWithUnits.json",
                "encoding[0].contentSize: expected digits in quotes, without a unit, found \"568MB\"",
            ),
            (
                "funderInvalidType.json",
                "funder[0].type: expected one of the terms that AMB lists, found \"Offer\"",
            ),
            (
                "interactivityType.json",
                "interactivityType: `id` is missing"
            ),
            (
                "isAccessibleForFree.json",
                "isAccessibleForFree: expected true or false, found \"no\""
            ),
            (
                "keywordWithoutArray.json",
                "mainEntityOfPage: expected a list, found an object"
            ),
            (
                "license-as-string.json",
                "license: expected an object, found \"https://creativecommons.org/publicdomain/zero/1.0/\"",
            ),
            (
                "mainEntityOf.json",
                "mainEntityOfPage: expected a list, found an object"
            ),
            (
                "missingDefaultLanguage.json",
                "@context: expected a list with AMB's context and an object with `@language`, found an array",
            ),
            ("noContext.json", "the record: `@context` is missing"),
            ("teachesWithoutLocalizedPrefLabel.json", &awesome),
            (
                "typeWithoutArray.json",
                "type: expected a list of schema.org types with LearningResource, found \"LearningResource\"",
            ),
            (
                "videoWithoutUrls.json",
                "encoding[0]: `contentUrl` is missing"
            ),
            (
                "wrongDateTime.json",
                "dateCreated: expected a date such as 2026-01-31, found \"04-10-2020\""
            ),
            (
                "wrongDuration.json",
                "duration: expected a duration such as PT1H30M, found \"47m58s\""
            ),
        ]
    );
}

#[test]
fn every_shipped_resource_is_exported_valid_and_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/catalog");
    for entry in std::fs::read_dir(folder).expect("the catalogue ships") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "jsonl") {
            continue;
        }
        for (at, line) in std::fs::read_to_string(&path)
            .expect("readable")
            .lines()
            .enumerate()
        {
            let resource = Resource::parse(line, at + 1).unwrap_or_else(|error| panic!("{error}"));
            let record = export(&resource);
            assert_eq!(check(&record), [], "line {}", at + 1);
            let Value::Object(record) = record else {
                panic!("an object")
            };
            assert_eq!(
                Value::Object(restored(record)),
                Value::Object(resource.source),
                "line {}",
                at + 1
            );
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "(a|en|en-GB|https://example.org/x|PT5M|2026-01-31|true)".prop_map(Value::from),
        Just(json!([])),
        Just(json!({ "id": "https://creativecommons.org/licenses/by/4.0/" })),
        Just(
            json!([{ "id": "https://w3id.org/kim/hcrt/course", "prefLabel": "Course" }, { "id": "6a" }])
        ),
        Just(json!([{ "name": "Ann" }, "Ben", 3])),
        Just(json!({ "prefLabel": { "en": "x", "zz": "y" } })),
    ]
}

proptest! {
    /// An export is valid, and gives back the record as it was.
    #[test]
    fn any_record_is_exported_valid(
        id in "(https://example.org/a|lesson 1)",
        fields in prop::collection::btree_map(
            "(@context|type|description|license|inLanguage|publisher|learningResourceType|audience|keywords\
              |teaches|educationalLevel|isAccessibleForFree|about|creator|mainEntityOfPage|own)",
            any_value(),
            0..6,
        ),
    ) {
        let mut record: Value = fields.into_iter().collect();
        record["id"] = json!(id);
        record["name"] = json!("A name");
        if let Ok(resource) = Resource::parse(&record.to_string(), 1) {
            let exported = export(&resource);
            prop_assert_eq!(check(&exported), []);
            let Value::Object(exported) = exported else { panic!("an object") };
            let back = Value::Object(restored(exported));
            for (key, value) in resource.source {
                if key != "@context" {
                    prop_assert_eq!(&back[&key], &value, "{}", key);
                }
            }
        }
    }
}
