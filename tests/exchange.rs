//! The commands that bring maps, learners and catalogues in and out.

mod support;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use support::{Run, Scratch, gapwise, lines, map, resources};

fn run(arguments: &[&str]) -> Run {
    gapwise(arguments.iter().map(|one| std::ffi::OsStr::new(*one)))
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file was written")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a plain name")
}

fn content(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("content")
        .join(name)
}

#[test]
fn a_map_goes_through_every_form_and_comes_back() {
    let scratch = Scratch::new("forms");
    let shipped = content("maps/gapwise-intasc.json");
    let (first, again) = (scratch.path("first.json"), scratch.path("again.json"));
    let imported = run(&["map", "import", shown(&shipped), "-o", shown(&first)]);
    assert_eq!(imported.code, 0, "{imported:?}");
    assert!(
        imported.err.contains("90 items, 76 leaves"),
        "{}",
        imported.err
    );
    for (form, file) in [
        ("case", "m.json"),
        ("case1.0", "m10.json"),
        ("ctdl", "m.jsonld"),
        ("csv", "m.csv"),
    ] {
        let out = scratch.path(file);
        let exported = run(&[
            "map",
            "export",
            shown(&first),
            "--to",
            form,
            "-o",
            shown(&out),
        ]);
        assert_eq!(exported.code, 0, "{exported:?}");
        let back = run(&["map", "import", shown(&out), "-o", shown(&again), "--json"]);
        assert_eq!(back.code, 0, "{form}: {back:?}");
        let counts: Value = serde_json::from_str(&back.out).expect("JSON");
        assert_eq!(
            (&counts["items"], &counts["leaves"]),
            (&json!(90), &json!(76)),
            "{form}"
        );
        assert_eq!(text(&again), text(&first), "{form}");
        let diff = run(&["map", "diff", shown(&first), shown(&again)]);
        assert_eq!((diff.code, diff.out.as_str()), (0, "no change\n"));
    }
}

#[test]
fn what_changed_between_two_editions_is_listed() {
    let scratch = Scratch::new("diff");
    let mut new = map();
    new["CFItems"][1]["fullStatement"] = json!("Give feedback that moves learning on.");
    let (old, new) = (
        scratch.write("old.json", map().to_string()),
        scratch.write("new.json", new.to_string()),
    );
    let diff = run(&["map", "diff", shown(&old), shown(&new)]);
    assert_eq!(diff.code, 0, "{diff:?}");
    assert!(
        diff.out
            .starts_with("reworded (1)\n  1a  Give feedback that students act on"),
        "{}",
        diff.out
    );
    let diff = run(&["map", "diff", shown(&old), shown(&new), "--json"]);
    let found: Value = serde_json::from_str(&diff.out).expect("JSON");
    assert_eq!(found["reworded"][0]["name"], "1a");
}

#[test]
fn a_broken_map_is_refused_and_nothing_is_written() {
    let scratch = Scratch::new("refused");
    let bad = scratch.write("bad.csv", "code,parent,statement\n1,,A\n1a,9,B\n");
    let out = scratch.path("out.json");
    let refused = run(&["map", "import", shown(&bad), "-o", shown(&out)]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(
        refused.err.contains("bad.csv: line 3") && refused.err.contains("help: "),
        "{}",
        refused.err
    );
    assert_eq!(scratch.files(), ["bad.csv"]);
}

#[test]
fn a_learner_is_carried_across_the_shipped_crosswalk() {
    let scratch = Scratch::new("carry");
    let (other, base) = (
        content("maps/gapwise-online-blended.json"),
        content("maps/gapwise-intasc.json"),
    );
    let (links, out) = (
        content("crosswalks/online-blended--intasc.json"),
        scratch.path("carried.json"),
    );
    let identifier = |path: &Path| -> Value {
        let package: Value = serde_json::from_str(&text(path)).expect("JSON");
        package["CFDocument"]["identifier"].clone()
    };
    let learner = json!({
        "format": "gapwise-learner", "version": 1, "map": identifier(&other),
        "evidence": [{ "id": "o", "competency": "OB1.1", "kind": "observation", "level": 4, "date": "2026-10-01" }],
    });
    let learner = scratch.write("learner.json", learner.to_string());
    let carried = run(&[
        "map",
        "carry",
        shown(&other),
        shown(&base),
        "--learner",
        shown(&learner),
        "--crosswalk",
        shown(&links),
        "-o",
        shown(&out),
    ]);
    assert_eq!(carried.code, 0, "{carried:?}");
    assert!(carried.err.contains("o: OB1.1 → 8f"), "{}", carried.err);
    // The shipped pack knows the crosswalk: the observation raises what it is linked to.
    let pack = scratch.path("content.gwpack");
    let built = run(&["build", shown(&content("")), "--no-tag", "-o", shown(&pack)]);
    assert_eq!(built.code, 0, "{built:?}");
    let mastery = |learner: &Path| -> f64 {
        let gaps = run(&[
            "gaps",
            "--pack",
            shown(&pack),
            "--learner",
            shown(learner),
            "--today",
            "2026-11-01",
            "--json",
        ]);
        let gaps: Value = serde_json::from_str(&gaps.out).expect("JSON");
        let of = gaps
            .as_array()
            .expect("a list")
            .iter()
            .find(|gap| gap["competency"] == "8f");
        of.expect("a gap")["mastery"].as_f64().expect("a number")
    };
    let nothing = json!({ "format": "gapwise-learner", "version": 1, "map": identifier(&base) });
    let nothing = scratch.write("nothing.json", nothing.to_string());
    assert!(mastery(&out) > mastery(&nothing) + 0.5);
}

#[test]
fn the_shipped_content_passes_its_check() {
    let checked = run(&["check", shown(&content("")), "--json"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    let report: Value = serde_json::from_str(&checked.out).expect("JSON");
    for (part, least) in [
        ("maps", 2),
        ("roles", 6),
        ("crosswalks", 2),
        ("catalog", 3),
        ("credentials", 15),
        ("learners", 6),
    ] {
        assert!(
            report["checked"][part].as_u64() >= Some(least),
            "{part}: {report}"
        );
    }
}

#[test]
fn a_content_folder_with_faults_fails_its_check() {
    let scratch = Scratch::new("check");
    for part in ["maps", "catalog", "crosswalks", "learners", "credentials"] {
        std::fs::create_dir(scratch.path(part)).expect("a folder");
    }
    scratch.write("maps/map.json", map().to_string());
    let mut twice = resources();
    twice[1]["teaches"] = json!(["9z"]);
    scratch.write("catalog/a.jsonl", lines(&twice));
    scratch.write("catalog/b.jsonl", lines(&resources()[..1]));
    let nowhere = json!({
        "CFDocument": { "identifier": "cw", "uri": "urn:x:cw", "title": "A crosswalk" },
        "CFAssociations": [{ "associationType": "exactMatchOf",
            "originNodeURI": { "identifier": "nowhere", "uri": "urn:x:nowhere" },
            "destinationNodeURI": { "identifier": "c1", "uri": "urn:test:c1" } }],
    });
    scratch.write("crosswalks/cw.json", nowhere.to_string());
    scratch.write(
        "learners/l.json",
        r#"{"format":"gapwise-learner","version":1,"map":"elsewhere"}"#,
    );
    scratch.write("credentials/c.json", "{}");
    let checked = run(&["check", shown(&scratch.path("")), "--json"]);
    assert_eq!(checked.code, 1, "{checked:?}");
    let report: Value = serde_json::from_str(&checked.out).expect("JSON");
    let codes: Vec<&str> = report["found"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|found| found["severity"] != "review")
        .map(|found| found["code"].as_str().expect("a code"))
        .collect();
    for code in [
        "crosswalk-loose-end",
        "resource-unknown-competency",
        "resource-duplicate-id",
        "credential-unreadable",
        "learner-other-map",
    ] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
    let duplicate = report["found"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|found| found["code"] == "resource-duplicate-id")
        .expect("found");
    assert!(
        duplicate["file"]
            .as_str()
            .expect("a file")
            .ends_with("b.jsonl")
    );
    assert!(
        duplicate["message"]
            .as_str()
            .expect("words")
            .contains("a.jsonl"),
        "{duplicate}"
    );
}

#[test]
fn a_spreadsheet_becomes_a_catalogue_that_exports() {
    let scratch = Scratch::new("catalogue");
    let table = scratch.write(
        "list.csv",
        "Course title,Where,About,Minutes\nExit tickets,https://example.org/a,Check understanding,20\nNo address,,x,5\n",
    );
    let (out, records) = (scratch.path("list.jsonl"), scratch.path("records.jsonl"));
    let imported = run(&[
        "catalog",
        "import",
        shown(&table),
        "--column",
        "name=Course title",
        "--column",
        "id=Where",
        "-o",
        shown(&out),
        "--json",
    ]);
    assert_eq!(imported.code, 0, "{imported:?}");
    let report: Value = serde_json::from_str(&imported.out).expect("JSON");
    assert_eq!(
        (&report["taken"], report["skipped"].as_array().map(Vec::len)),
        (&json!(1), Some(1))
    );
    assert_eq!(report["skipped"][0]["place"], "line 3");
    let exported = run(&[
        "catalog",
        "export",
        shown(&out),
        "--to",
        "amb",
        "-o",
        shown(&records),
    ]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let record: Value = serde_json::from_str(text(&records).trim()).expect("one record");
    assert_eq!(
        (&record["name"], &record["id"]),
        (&json!("Exit tickets"), &json!("https://example.org/a"))
    );
    let again = scratch.path("again.jsonl");
    let back = run(&["catalog", "import", shown(&records), "-o", shown(&again)]);
    assert_eq!(back.code, 0, "{back:?}");
    let read =
        |path: &Path| -> Value { serde_json::from_str(text(path).trim()).expect("one record") };
    assert_eq!(read(&again)["name"], read(&out)["name"]);
}
