//! The texts of a pack's resources can be looked at without reading all of each.

use super::world::built;
use gapwise::catalog::{Resource, Resources};
use gapwise::pack::Pack;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A text in the forms in which catalogues write one.
fn text() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => "[ab]{0,2}|a, b; c|\"a\" \\\\|é\n学| a".prop_map(Value::from),
        1 => Just(json!(null)),
        1 => Just(json!({ "en": "one", "de": "eins" })),
    ]
}

/// One that may come as a list.
fn texts() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => text(),
        1 => proptest::collection::vec(text(), 0..3).prop_map(Value::from),
        1 => Just(json!([{ "type": "Concept", "prefLabel": { "en": "peer review" }, "name": "a" }])),
    ]
}

proptest! {
    #[test]
    fn texts_that_are_looked_at_are_those_that_are_read(
        records in proptest::collection::vec((text(), text(), text(), texts(), texts()), 1..9),
    ) {
        let line = |(at, (name, description, text, keywords, publisher)): (usize, &(Value, Value, Value, Value, Value))| {
            let name = if name.is_null() { "none" } else { name.as_str().unwrap_or("some") };
            json!({
                "id": format!("r{at}"), "name": name, "description": description, "text": text,
                "keywords": keywords, "publisher": publisher, "teaches": ["6c"],
            })
            .to_string()
        };
        let lines: Vec<String> = records.iter().enumerate().map(line).collect();
        let pack = Pack::open(built(&lines)).unwrap();
        for at in 0..lines.len() {
            let look = || {
                let mut seen = Vec::new();
                assert!(!pack.resources().any_text(at, &mut |text| {
                    seen.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
                    false
                }));
                seen.sort();
                seen
            };
            let unread = look();
            let mut read = Vec::new();
            let resource: &Resource = &pack.resources()[at];
            let any = resource.any_text(&mut |text| {
                read.push(text.to_owned());
                false
            });
            prop_assert!(!any);
            prop_assert_eq!(&look(), &unread);
            let mut expected: Vec<String> = read.iter().map(|text| text.trim().to_owned()).collect();
            expected.retain(|text| !text.is_empty());
            expected.sort();
            prop_assert_eq!(unread, expected);
            let last = read.iter().rfind(|text| !text.is_empty()).cloned().unwrap_or_default();
            let fresh = Pack::open(built(&lines)).unwrap();
            prop_assert!(fresh.resources().any_text(at, &mut |text| text.trim() == last.trim()));
        }
        prop_assert!(!pack.resources().any_text(lines.len(), &mut |_| true));
    }
}
