//! Wrong input gives one clear error with its place and remedy, exit code 2, and no output file.

mod support;

use serde_json::{Value, json};
use support::{Scratch, gapwise, lines, map, resources};

/// Builds from a map and a catalogue and expects a refusal that says all of `words`.
fn refused(name: &str, map: &str, catalog: &str, words: &[&str]) {
    let scratch = Scratch::new(name);
    let (_, run) = scratch.build("out.gwpack", map, catalog);
    assert_eq!(run.code, 2, "{run:?}");
    for word in words {
        assert!(run.err.contains(word), "no {word:?} in {}", run.err);
    }
    assert_eq!(run.err.matches("error:").count(), 1, "{}", run.err);
    assert!(run.err.contains("help: "), "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(scratch.files(), ["catalog.jsonl", "map.json"]);
}

fn with_line(line: &str) -> String {
    lines(&resources()) + line + "\n"
}

#[test]
fn a_line_that_is_not_json() {
    refused(
        "not-json",
        &map().to_string(),
        &with_line("{\"id\": \"x\", "),
        &["catalog.jsonl", "line 5", "not JSON"],
    );
}

#[test]
fn a_line_without_an_id() {
    refused(
        "no-id",
        &map().to_string(),
        &with_line(r#"{"name":"Nameless"}"#),
        &["line 5", "`id`"],
    );
}

#[test]
fn a_repeated_id() {
    let again = resources()[1].to_string();
    refused(
        "repeated",
        &map().to_string(),
        &with_line(&again),
        &["line 5", "https://example.org/2", "line 2"],
    );
}

#[test]
fn a_claim_of_an_unknown_competency() {
    let line = json!({"id": "https://example.org/9", "name": "Claims", "teaches": [{"id": "9z"}]});
    refused(
        "unknown",
        &map().to_string(),
        &with_line(&line.to_string()),
        &["line 5", "`teaches`", "`9z`"],
    );
}

#[test]
fn an_address_that_is_not_on_the_web() {
    for (at, address) in [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///x",
    ]
    .iter()
    .enumerate()
    {
        let line = json!({"id": address, "name": "Hostile"}).to_string();
        refused(
            &format!("address-{at}"),
            &map().to_string(),
            &with_line(&line),
            &["line 5", "not a web address"],
        );
        let line = json!({"id": "x", "url": address, "name": "Hostile"}).to_string();
        refused(
            &format!("url-{at}"),
            &map().to_string(),
            &with_line(&line),
            &["line 5", "`url`"],
        );
    }
}

#[test]
fn a_map_with_a_circle_of_headings() {
    let mut map = map();
    map["CFAssociations"][0]["destinationNodeURI"] =
        json!({"identifier": "c1", "uri": "urn:test:c1"});
    refused(
        "circle",
        &map.to_string(),
        &lines(&resources()),
        &["map.json", "isChildOf", "circle", "1a"],
    );
}

#[test]
fn a_map_with_a_circle_of_prerequisites() {
    let mut map = map();
    let mut back = map["CFAssociations"][6].clone();
    back["originNodeURI"]["identifier"] = "c1".into();
    back["destinationNodeURI"]["identifier"] = "c2".into();
    map["CFAssociations"]
        .as_array_mut()
        .expect("a list")
        .push(back);
    refused(
        "prerequisites",
        &map.to_string(),
        &lines(&resources()),
        &["precedes", "1a", "1b"],
    );
}

#[test]
fn a_map_with_a_dangling_association() {
    for kind in ["isChildOf", "precedes", "isRelatedTo"] {
        let mut map = map();
        map["CFAssociations"][6]["associationType"] = kind.into();
        map["CFAssociations"][6]["destinationNodeURI"]["identifier"] = "nowhere".into();
        refused(
            &format!("dangling-{kind}"),
            &map.to_string(),
            &lines(&resources()),
            &["CFAssociations[6].destinationNodeURI", kind, "`nowhere`"],
        );
    }
}

#[test]
fn a_map_with_two_equal_codes() {
    let mut map = map();
    map["CFItems"][4]["humanCodingScheme"] = "1a".into();
    refused(
        "codes",
        &map.to_string(),
        &lines(&resources()),
        &["CFItems[4]", "`1a`", "CFItems[1]"],
    );
}

/// A pack of the test map and resources, as bytes.
fn pack(scratch: &Scratch) -> Vec<u8> {
    let (pack, run) = scratch.build("whole.gwpack", &map().to_string(), &lines(&resources()));
    assert_eq!(run.code, 0, "{run:?}");
    std::fs::read(pack).expect("the pack")
}

#[test]
fn a_pack_that_is_not_whole() {
    let scratch = Scratch::new("packs");
    let whole = pack(&scratch);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut newer = whole.clone();
    newer[8] = 99;
    let half = whole[..whole.len() / 2].to_vec();
    for (name, bytes, words) in [
        ("truncated", half, "cut off"),
        ("flipped", flipped, "damaged"),
        ("empty", Vec::new(), "empty"),
        ("newer", newer, "version 99"),
        (
            "other",
            b"PK\x03\x04 something else".to_vec(),
            "not a Gapwise pack",
        ),
    ] {
        let file = scratch.write(&format!("{name}.gwpack"), bytes);
        let run = gapwise([
            "search".as_ref(),
            "--pack".as_ref(),
            file.as_os_str(),
            "feedback".as_ref(),
        ]);
        assert_eq!(run.code, 2, "{name}: {run:?}");
        assert!(
            run.err.contains(words) && run.err.contains("help: "),
            "{name}: {}",
            run.err
        );
        assert_eq!(run.out, "", "{name}");
    }
}

#[test]
fn a_learner_of_another_map() {
    let scratch = Scratch::new("learner");
    pack(&scratch);
    let learner = json!({
        "format": "gapwise-learner", "version": 1, "map": "another-map", "evidence": [], "goals": [],
    });
    let learner = scratch.write("learner.json", learner.to_string());
    let pack = scratch.path("whole.gwpack");
    for command in [vec!["gaps"], vec!["plan", "--minutes", "60"]] {
        let mut arguments: Vec<std::ffi::OsString> = command.iter().map(Into::into).collect();
        arguments.extend([
            "--pack".into(),
            pack.clone().into(),
            "--learner".into(),
            learner.clone().into(),
        ]);
        let run = gapwise(arguments);
        assert_eq!(run.code, 2, "{run:?}");
        for word in ["learner.json", "another-map", "test-map", "help: "] {
            assert!(run.err.contains(word), "no {word} in {}", run.err);
        }
        assert_eq!(run.out, "");
    }
}

#[test]
fn a_file_to_measure_the_tagger_by_without_labels() {
    let scratch = Scratch::new("no-labels");
    let map = scratch.write("map.json", map().to_string());
    for text in [String::new(), lines(&resources())] {
        let gold = scratch.write("gold.jsonl", text);
        let run = gapwise([
            "eval".as_ref(),
            "tags".as_ref(),
            "--map".as_ref(),
            map.as_os_str(),
            "--gold".as_ref(),
            gold.as_os_str(),
        ]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
        let expected = "gold.jsonl: no resource has labels";
        assert!(run.err.contains(expected), "{}", run.err);
    }
}

#[test]
fn every_flipped_byte_of_a_pack_is_noticed() {
    let scratch = Scratch::new("bytes");
    let whole = pack(&scratch);
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        assert!(
            gapwise::pack::Pack::open(flipped).is_err(),
            "byte {at} of {}",
            whole.len()
        );
    }
}

#[test]
fn the_test_material_itself_is_fine() {
    let scratch = Scratch::new("fine");
    assert!(!pack(&scratch).is_empty());
    let value: Value = map();
    assert!(gapwise::framework::Framework::check(&value.to_string(), None).is_empty());
}
