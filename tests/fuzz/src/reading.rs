//! A file of another system, a map, a catalogue, a learner's file: read by every reader, since a reader meets files that
//! are none of its own. What is read as a map can be written as CASE and read again.

use crate::mutate::Input;
use crate::{asked, is_clear, world};
use gapwise::catalog::check::check_lines;
use gapwise::catalog::{Resource, parse_lines};
use gapwise::engine::Engine;
use gapwise::framework::{Crosswalk, Framework, RoleOverlay};
use gapwise::interop::case::CaseVersion;
use gapwise::interop::credential::{self, Credential};
use gapwise::interop::csv::MapDefaults;
use gapwise::interop::{Import, ImportError, amb, cartridge, case, csv, ctdl, lom, lrmi, table};
use gapwise::tagging::Decisions;
use libfuzzer_sys::Corpus;
use serde_json::{Value, json};
use std::sync::LazyLock;

thread_local! {
    static ENGINE: Engine = world::engine(&world::pack(&world::lines()));
}

static MAP: LazyLock<Framework> =
    LazyLock::new(|| Framework::from_package(&world::map()).expect("a map"));

static SEEDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let line: Value = serde_json::from_str(&world::lines()[0]).expect("JSON");
    let lom = r#"<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>
<header><identifier>oai:x:1</identifier><datestamp>2026-01-01</datestamp></header><metadata><lom>
<general><identifier><catalog>URI</catalog><entry>https://example.org/l</entry></identifier>
<title><string language="en">A &amp; B &#x41;</string></title><language>en</language>
<description><string>Text<![CDATA[ <b> ]]></string></description><keyword><string>k</string></keyword></general>
<technical><format>video/mp4</format><location>https://example.org/l</location><duration><duration>PT1H</duration></duration></technical>
<educational><learningResourceType><value>lecture</value></learningResourceType><typicalLearningTime><duration>PT20M</duration></typicalLearningTime></educational>
<rights><cost><value>no</value></cost><description><string>CC BY 4.0</string></description></rights></lom></metadata></record>
<record><header status="deleted"><identifier>oai:x:2</identifier></header></record>
<record><header><identifier>oai:x:3</identifier></header><metadata><oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title>
<dc:identifier>https://example.org/dc</dc:identifier><dc:language>en</dc:language></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>"#;
    let manifest = r#"<manifest identifier="m"><metadata><lom:lom><lom:general><lom:title><lom:string>T</lom:string></lom:title></lom:general></lom:lom></metadata>
<organizations><organization><item identifier="i" identifierref="r"><title>Link</title></item></organization></organizations>
<resources><resource identifier="r" type="imswl_xmlv1p1" href="a.xml"><file href="a.xml"/></resource>
<resource identifier="w" type="webcontent" href="b.html"><file href="b.html"/></resource></resources></manifest>"#;
    let page = r#"<html><SCRIPT type="application/ld+json">{"@graph": [{"@type": ["Course"], "@id": "https://example.org/c", "name": {"en": "C"},
"timeRequired": "PT6H", "educationalAlignment": [{"alignmentType": "teaches", "targetName": "F", "targetUrl": "https://example.org/f"}]}]}</script></html>"#;
    let credential = json!({"id": "https://example.org/b", "type": "Achievement", "name": "B", "description": "D",
        "criteria": {"narrative": "N"}, "alignment": [{"targetUrl": "urn:x:c1", "targetCode": "1a", "targetName": "F"}],
        "gapwise:why": "W", "gapwise:evidence": ["E"], "gapwise:rubric": [], "gapwise:requires": []});
    vec![
        case::export(&MAP, CaseVersion::V1_1),
        case::export(&MAP, CaseVersion::V1_0),
        world::role().to_string(),
        world::crosswalk().to_string(),
        csv::export(&MAP),
        ctdl::export(&MAP),
        world::LEARNER.into(),
        world::lines().join("\n"),
        world::DECISIONS.into(),
        line.to_string(),
        "address;title;minutes;language;licence\nhttps://example.org/t;\"A, \"\"B\"\"\";20;en;CC BY\n;;;;\n".into(),
        lom.into(),
        manifest.into(),
        page.into(),
        credential.to_string(),
    ]
});

/// A map that was read is written in every form; as CASE it is read again as it is.
fn mapped(map: &Framework) {
    let _ = (
        ctdl::export(map),
        csv::export(map),
        case::export(map, CaseVersion::V1_0),
    );
    let again = case::import(&case::export(map, CaseVersion::V1_1)).expect("our own CASE");
    assert_eq!(again.competencies(), map.competencies());
}

fn imported(import: Result<Import, ImportError>) {
    match import {
        Ok(import) => {
            let _ = import.to_string();
            for skipped in &import.skipped {
                assert!(
                    !skipped.place.is_empty()
                        && !skipped.reason.is_empty()
                        && !skipped.hint.is_empty()
                );
            }
            for resource in &import.resources {
                let _ = amb::check(&amb::export(resource));
            }
        }
        Err(error) => is_clear(&error),
    }
}

pub fn run(data: &[u8]) -> Corpus {
    let text = String::from_utf8_lossy(data);
    case::import(&text).map_or_else(|error| is_clear(&error), |map| mapped(&map));
    ctdl::import(&text).map_or_else(|error| is_clear(&error), |map| mapped(&map));
    csv::import(&text, &MapDefaults::default())
        .map_or_else(|error| is_clear(&error), |map| mapped(&map));
    let _ = Framework::check(&text, Some(&MAP));
    RoleOverlay::parse(&text, &MAP).map_or_else(|error| is_clear(&error), drop);
    if let Ok(value) = serde_json::from_str::<Value>(&text) {
        Crosswalk::from_package(&value).map_or_else(|error| is_clear(&error), drop);
        let _ = amb::check(&value);
    }
    for import in [
        lrmi::import(&text),
        table::import(&text, None),
        lom::import(&text),
        cartridge::import(
            &text,
            &|_| Some(text.to_string()),
            Some("https://example.org/"),
        ),
    ] {
        imported(import);
    }
    Resource::parse(&text, 1).map_or_else(|error| is_clear(&error), drop);
    parse_lines(&text).map_or_else(|error| is_clear(&error), drop);
    let _ = check_lines(&text, std::slice::from_ref(&*MAP));
    let _ = Decisions::parse_lines(&text);
    if let Ok(own) = Credential::parse(&text) {
        let _ = credential::check(&[own], std::slice::from_ref(&*MAP));
    }
    ENGINE.with(|engine| asked::learner(&text, engine));
    Corpus::Keep
}

pub fn change(input: Input<'_>) -> usize {
    input.text(&SEEDS)
}
