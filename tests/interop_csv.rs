//! Maps as spreadsheets.

mod support;

use gapwise::diagnostic::Diagnostic;
use gapwise::framework::{Endpoint, Framework};
use gapwise::interop::case::{self, CaseVersion};
use gapwise::interop::csv::{MapDefaults, export, import};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn defaults() -> MapDefaults {
    MapDefaults {
        title: "Our map".into(),
        creator: "Example district".into(),
        changed: Some("2026-01-31".into()),
        ..MapDefaults::default()
    }
}

fn read(text: &str) -> Framework {
    import(text, &defaults()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn assert_round_trip(map: &Framework, name: &str) {
    let text = export(map);
    let again =
        import(&text, &MapDefaults::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(again.associations(), map.associations(), "{name}");
    assert_eq!(&again, map, "{name}");
    assert_eq!(export(&again), text, "{name}");
}

#[test]
fn a_small_table_is_a_map() {
    let map = read(
        "code,parent,statement\n1,,Plans\n1a,1,Sets aims\n1b,1,\"Plans backwards, from aims\"\n",
    );
    let top = map.find("1").expect("the heading");
    let children: Vec<_> = map
        .children(top)
        .iter()
        .map(|&at| map.competency(at).name())
        .collect();
    assert_eq!(children, ["1a", "1b"]);
    assert_eq!(
        map.competency(map.find("1b").expect("1b")).statement,
        "Plans backwards, from aims"
    );
    assert_eq!(map.document().title, "Our map");
    assert_eq!(map.associations()[0].destination, Endpoint::Document);
    assert_round_trip(&map, "the table");
    let again = read(
        "code,parent,statement\n1,,Plans\n1a,1,Sets aims\n1b,1,\"Plans backwards, from aims\"\n",
    );
    assert_eq!(again, map, "the same identifiers each time");
}

#[test]
fn what_spreadsheet_programs_write_is_read() {
    let comma = read("code,statement,notes\n1,Plans,\"two\nlines; one cell\"\n");
    for text in [
        "\u{feff}code;statement;notes\r\n1;Plans;\"two\r\nlines; one cell\"\r\n",
        "Human Coding Scheme\tFull Statement\tNotes\n1\tPlans\t\"two\nlines; one cell\"",
        "\n,,\nCODE,Full statement,note\n\n1,Plans,\"two\nlines; one cell\"\n,,\n",
        "code,statement,notes\n1 , Plans ,\"two\nlines; one cell\",,\n",
    ] {
        assert_eq!(read(text), comma, "{text:?}");
    }
}

#[test]
fn every_field_of_a_competency_has_a_column() {
    let map = read(
        "code,statement,short,type,keywords,notes,educationLevel,licenseURI,level1,level3,\
         practicePrompt,reflection,extensions,District column,identifier\n\
         1,Plans,Plan,Standard,aims | either\\|or,A note,K | 1,https://example.org/licence,\
         Copies,Designs,Try it,How? | Why?,\"{\"\"a:b\"\": 1}\",Ours,item-1\n",
    );
    let item = &map.competencies()[0];
    assert_eq!(item.keywords, ["aims", "either|or"]);
    assert_eq!(
        (item.short.as_deref(), item.kind.as_deref()),
        (Some("Plan"), Some("Standard"))
    );
    assert_eq!(item.extra["educationLevel"], json!(["K", "1"]));
    assert_eq!(
        item.extra["licenseURI"]["uri"],
        "https://example.org/licence"
    );
    assert_eq!(item.extra["District column"], "Ours");
    assert_eq!(item.extra["extensions"]["a:b"], 1);
    assert_eq!(item.practice_prompt.as_deref(), Some("Try it"));
    assert_eq!(item.reflection, ["How?", "Why?"]);
    let rubric: Vec<_> = item
        .rubric
        .iter()
        .map(|one| (one.score, one.description.as_str()))
        .collect();
    assert_eq!(rubric, [(1.0, "Copies"), (3.0, "Designs")]);
    assert_round_trip(&map, "all columns");
}

#[test]
fn prerequisites_outside_the_file_and_groupings_are_kept() {
    let map = read(
        "code,statement,grouping,precededBy,exactMatchOf\n\
         1,Plans,By theme,,\n\
         2,Teaches,,1 | https://example.org/uri/7620dd5c-f26c-5ab2-9cea-0a8b557b9898,\
         3a13c06d-33f8-5184-bcc8-436679d79b0f\n",
    );
    let two = map.find("2").expect("2");
    assert_eq!(map.prerequisites(two), [map.find("1").expect("1")]);
    let outside: Vec<_> = map
        .associations()
        .iter()
        .flat_map(|one| [&one.origin, &one.destination])
        .filter_map(|end| match end {
            Endpoint::External(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        outside,
        [
            "7620dd5c-f26c-5ab2-9cea-0a8b557b9898",
            "3a13c06d-33f8-5184-bcc8-436679d79b0f"
        ]
    );
    assert_eq!(
        map.associations()[0].source["CFAssociationGroupingURI"]["title"],
        "By theme"
    );
    assert_round_trip(&map, "outside");
    let package = case::export(&map, CaseVersion::V1_1);
    assert_eq!(case::import(&package).expect("in order"), map);
}

#[test]
fn columns_decide_and_association_rows_only_add_details() {
    let mut package = json!({
        "CFDocument": { "identifier": "doc", "title": "A map" },
        "CFItems": [
            { "identifier": "a", "humanCodingScheme": "1", "fullStatement": "A" },
            { "identifier": "b", "humanCodingScheme": "2", "fullStatement": "B" },
        ],
        "CFAssociations": [{
            "identifier": "own", "associationType": "precedes", "notes": "why",
            "originNodeURI": { "identifier": "a" }, "destinationNodeURI": { "identifier": "b" },
        }],
    });
    let map = case::import(&package.to_string()).expect("in order");
    let text = export(&map);
    assert_round_trip(&map, "notes on an association");
    package["CFAssociations"] = json!([]);
    let without = case::import(&package.to_string()).expect("in order");
    let edited: String = text
        .lines()
        .map(|line| if line.starts_with(",b,") { line.replacen(",1,", ",,", 1) } else { line.to_owned() } + "\n")
        .collect();
    assert_ne!(edited, text);
    assert_eq!(read(&edited), without);
}

#[test]
fn a_cell_that_looks_like_a_formula_is_guarded() {
    let package = json!({
        "CFDocument": { "identifier": "doc", "title": "=HYPERLINK(1)" },
        "CFItems": [{ "identifier": "a", "fullStatement": "- plan\n- teach", "notes": "'=1" }],
    });
    let map = case::import(&package.to_string()).expect("in order");
    let text = export(&map);
    assert!(
        text.contains("'=HYPERLINK(1)") && text.contains("'- plan") && text.contains("''=1"),
        "{text}"
    );
    assert_round_trip(&map, "formulas");
}

#[test]
fn a_broken_table_says_which_line_and_what_to_do() {
    for (text, code, place) in [
        ("", "import-no-map", None),
        ("code,title\n1,x\n", "import-missing-column", Some("line 1")),
        (
            "code,statement,Full Statement\n",
            "import-same-column",
            Some("line 1"),
        ),
        (
            "code,statement\n1,\n",
            "import-missing-field",
            Some("line 2"),
        ),
        (
            "code,statement\n1,x,y\n",
            "import-unreadable-row",
            Some("line 2"),
        ),
        (
            "code,statement,parent\n1,\"a\nb\",\n2,x,9\n",
            "import-unknown-competency",
            Some("line 4, column `parent`"),
        ),
        (
            "code,statement,precededBy\n1,x,9\n",
            "import-unknown-competency",
            Some("line 2, column `precededBy`"),
        ),
        (
            "code,statement,sequence\n1,x,first\n",
            "import-unreadable-field",
            Some("line 2, column `sequence`"),
        ),
        (
            "code,statement,extensions\n1,x,{\n",
            "import-unreadable-field",
            Some("line 2, column `extensions`"),
        ),
        (
            "code,statement,row\n1,x,chapter\n",
            "import-unreadable-field",
            Some("line 2, column `row`"),
        ),
        (
            "code,statement\n1,x\n\n1,y\n",
            "map-duplicate-code",
            Some("line 4"),
        ),
        (
            "code,statement,parent\n1,x,2\n2,y,1\n",
            "map-cycle",
            Some("line 2"),
        ),
        (
            "code,statement,parent\n1,x,\n2,y,\n3,z,1|2\n",
            "map-second-parent",
            Some("line 4"),
        ),
    ] {
        let error = import(text, &defaults()).expect_err(code);
        assert_eq!(
            (error.code(), error.path().as_deref()),
            (code, place),
            "{error}"
        );
        assert!(error.hint().ends_with('.'), "{}", error.hint());
    }
}

#[test]
fn real_maps_come_back_as_they_were() {
    let mut files =
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("content/maps/gapwise-intasc.json")];
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
        let text = std::fs::read_to_string(&path).expect("readable");
        let map = case::import(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_round_trip(&map, &path.display().to_string());
    }
}

/// Five thousand competencies in a hierarchy, with prerequisites.
#[test]
fn large_maps_are_read_from_every_format() {
    let mut text = String::from("code,parent,statement,precededBy\n");
    for at in 0..5000 {
        let parent = if at < 50 {
            String::new()
        } else {
            format!("c{}", at % 50)
        };
        let before = if at < 100 {
            String::new()
        } else {
            format!("c{}", at - 1)
        };
        text += &format!("c{at},{parent},Statement {at},{before}\n");
    }
    let timed = |name: &str, read: &dyn Fn() -> Framework| {
        let start = std::time::Instant::now();
        let map = read();
        println!("{name}: {} items in {:?}", map.len(), start.elapsed());
        map
    };
    let map = timed("csv", &|| read(&text));
    let package = case::export(&map, CaseVersion::V1_1);
    assert_eq!(
        timed("case", &|| case::import(&package).expect("in order")),
        map
    );
    let graph = gapwise::interop::ctdl::export(&map);
    assert_eq!(
        timed("ctdl", &|| gapwise::interop::ctdl::import(&graph)
            .expect("in order")),
        map
    );
    let table = export(&map);
    assert_eq!(timed("csv again", &|| read(&table)), map);
}

prop_compose! {
    fn any_map()(
        items in prop::collection::vec(("[ -~\n]{1,20}", prop::option::of("[ -~\n]{0,9}"), any::<u8>()), 1..6),
        own in prop::option::of("[ -~]{0,9}"),
    ) -> Value {
        let mut package = json!({
            "CFDocument": { "identifier": "doc", "title": "A map", "creator": "me" },
            "CFItems": [], "CFAssociations": [],
        });
        let link = |name: String| json!({ "identifier": name });
        for (at, (statement, extra, draw)) in items.iter().enumerate() {
            let mut item = json!({ "identifier": format!("i{at}"), "fullStatement": format!("S{statement}") });
            if let Some(extra) = extra {
                item["notes"] = json!(extra);
                item["alternativeLabel"] = json!(extra);
                item["conceptKeywords"] = json!([extra, extra]);
                item["parent"] = json!(extra);
                item["Own"] = json!(extra);
                item["humanCodingScheme"] = json!(format!("{extra}{at}"));
                item["extensions"] = json!({ "gapwise:reflection": [extra], "gapwise:practicePrompt": extra });
            }
            if draw & 1 == 1 {
                item["uri"] = json!("https://example.org/same");
                item["subject"] = json!(own);
                item["licenseURI"] = json!(own);
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
                associations.push(json!({ "associationType": "isChildOf", "sequenceNumber": draw & 32,
                    "originNodeURI": link(format!("i{at}")), "destinationNodeURI": link(parent) }));
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
        if let Ok(map) = case::import(&package.to_string()) {
            let text = export(&map);
            let again = import(&text, &MapDefaults::default()).expect("an export is in order");
            prop_assert_eq!(again, map, "{}", text);
        }
    }

    #[test]
    fn any_table_is_read_or_refused(text in "[a-z,;\"|\n=-]{0,60}") {
        let _ = import(&format!("code,parent,statement,precededBy\n{text}"), &MapDefaults::default());
    }
}
