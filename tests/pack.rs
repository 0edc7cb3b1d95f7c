//! The pack: what is saved comes back, and nothing that is damaged or made up does harm.

use gapwise::catalog::{Figures, Resource};
use gapwise::diagnostic::Diagnostic;
use gapwise::pack::format::VERSION;
use gapwise::pack::{Pack, PackError, Source, Sources, build};
use gapwise::search::{Query, checksum};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

fn line(id: usize, words: &str) -> String {
    let (kind, language) = [("video", "en"), ("course", "fr")][id % 2];
    json!({
        "id": format!("r{id}"), "name": format!("{words} {id}"), "description": "How to plan and study.",
        "learningResourceType": kind, "inLanguage": language, "teaches": ["6c"],
        "timeRequired": "PT20M",
    })
    .to_string()
}

fn sources(lines: &[String]) -> Sources {
    let map = json!({
        "CFDocument": { "identifier": "m", "title": "A small map" },
        "CFItems": [
            { "identifier": "a", "humanCodingScheme": "6c", "fullStatement": "Give feedback." },
            { "identifier": "b", "humanCodingScheme": "3b", "fullStatement": "Teach routines." },
        ],
    });
    let source = |name: &str, text: String| Source {
        name: name.into(),
        text,
    };
    Sources {
        maps: vec![source("map", map.to_string())],
        catalogs: vec![source("catalogue", lines.join("\n"))],
        without_tags: true,
        ..Sources::default()
    }
}

fn built(lines: &[String]) -> Vec<u8> {
    build(&sources(lines), &mut |_| {}).expect("a pack")
}

/// A small pack.
static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    built(&[
        line(0, "Feedback that works"),
        line(1, "Étudier"),
        line(2, "学習"),
    ])
});

fn refusal(bytes: Vec<u8>) -> PackError {
    match Pack::open(bytes) {
        Err(error) => error,
        Ok(_) => panic!("it opens"),
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    let whole = &*SMALL;
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(Pack::open(changed).is_err(), "byte {at}");
    }
}

#[test]
fn every_cut_is_noticed() {
    for length in 0..SMALL.len() {
        assert!(
            Pack::open(SMALL[..length].to_vec()).is_err(),
            "{length} bytes"
        );
    }
    let longer = [&SMALL[..], b"\0"].concat();
    assert_eq!(refusal(longer).code(), "pack-damaged");
}

#[test]
fn a_later_version_says_so() {
    let mut later = SMALL.clone();
    later[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let error = refusal(later);
    assert_eq!(error.code(), "pack-newer");
    assert!(error.hint().contains("Update Gapwise"), "{}", error.hint());
}

#[test]
fn an_earlier_version_says_so() {
    let mut earlier = SMALL.clone();
    earlier[8..12].copy_from_slice(&(VERSION - 1).to_le_bytes());
    let error = refusal(earlier);
    assert_eq!(error.code(), "pack-older");
    assert!(
        error.hint().contains("Build the pack again"),
        "{}",
        error.hint()
    );
}

#[test]
fn a_section_that_is_not_known_is_passed_over() {
    let mut all = sections(&SMALL);
    all.push(Section {
        name: "of-a-later-day".into(),
        offset: 0,
        bytes: b"anything".to_vec(),
    });
    let pack = Pack::open(sealed(all)).expect("a pack");
    assert_eq!(ask(&pack), ask(&Pack::open(SMALL.clone()).expect("a pack")));
}

#[test]
fn a_line_that_was_made_up_is_named_by_the_check_and_does_no_harm() {
    let mut all = sections(&SMALL);
    let lines = all.iter_mut().find(|section| section.name == "catalogue");
    let lines = &mut lines.expect("a catalogue").bytes;
    let end = lines
        .iter()
        .position(|&byte| byte == b'\n')
        .expect("a line");
    lines[..end].fill(b'x');
    let pack = Pack::open(sealed(all)).expect("its checksums are right");
    ask(&pack);
    let error = pack.check().expect_err("no resource");
    assert_eq!(error.code(), "resource-not-json");
    assert!(error.to_string().contains("line 1"), "{error}");
    assert!(Pack::open(SMALL.clone()).expect("a pack").check().is_ok());
}

#[test]
fn an_index_of_another_catalogue_is_refused() {
    let mut all = sections(&SMALL);
    let other = sections(&built(&[line(0, "Feedback"), line(1, "Routines")]));
    all.retain(|section| !section.name.starts_with("index/"));
    all.extend(
        other
            .into_iter()
            .filter(|section| section.name.starts_with("index/")),
    );
    assert_eq!(refusal(sealed(all)).code(), "pack-damaged");
}

/// A section as the table has it.
#[derive(Clone)]
struct Section {
    name: String,
    offset: u64,
    bytes: Vec<u8>,
}

/// Takes a pack apart.
fn sections(file: &[u8]) -> Vec<Section> {
    let number = |at: usize, bytes: usize| {
        let bytes = file[at..at + bytes].iter().rev();
        bytes.fold(0_u64, |number, &byte| number << 8 | u64::from(byte))
    };
    let mut at = 28;
    (0..number(12, 4))
        .map(|_| {
            let length = number(at, 2) as usize;
            let name = String::from_utf8(file[at + 2..at + 2 + length].to_vec()).expect("a name");
            at += 2 + length;
            let (offset, length) = (number(at, 8), number(at + 8, 8) as usize);
            at += 24;
            Section {
                name,
                offset,
                bytes: file[offset as usize..offset as usize + length].to_vec(),
            }
        })
        .collect()
}

/// Puts a pack together with all checksums right, whatever the sections say.
fn sealed(mut sections: Vec<Section>) -> Vec<u8> {
    seal_index(&mut sections);
    let table: usize = sections.iter().map(|section| 26 + section.name.len()).sum();
    let mut at = (28 + table).next_multiple_of(8);
    for section in &mut sections {
        section.offset = at as u64;
        at = (at + section.bytes.len()).next_multiple_of(8);
    }
    with_table(&sections)
}

/// Writes the table as the sections claim, and their bytes one after the other.
fn with_table(sections: &[Section]) -> Vec<u8> {
    let mut table = Vec::new();
    for section in sections {
        table.extend((section.name.len() as u16).to_le_bytes());
        table.extend(section.name.as_bytes());
        table.extend(section.offset.to_le_bytes());
        table.extend((section.bytes.len() as u64).to_le_bytes());
        table.extend(checksum(&section.bytes).to_le_bytes());
    }
    let mut file = gapwise::pack::format::MAGIC.to_vec();
    file.extend(gapwise::pack::format::VERSION.to_le_bytes());
    file.extend((sections.len() as u32).to_le_bytes());
    file.extend(checksum(&table).to_le_bytes());
    file.extend((table.len() as u32).to_le_bytes());
    file.extend(table);
    for section in sections {
        file.resize(file.len().next_multiple_of(8), 0);
        file.extend(&section.bytes);
    }
    file
}

/// Makes the index's list of checksums fit its files.
fn seal_index(sections: &mut [Section]) {
    let Some(manifest) = sections
        .iter()
        .position(|section| section.name == "index/manifest")
    else {
        return;
    };
    let mut bytes = sections[manifest].bytes.clone();
    if bytes.len() < 20 {
        return;
    }
    let mut at = 12;
    while at + 4 < bytes.len() - 8 {
        let length = u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        at += 4 + length as usize;
        let Some(name) = bytes.get(at - length as usize..at) else {
            return;
        };
        let name = format!("index/{}", String::from_utf8_lossy(name));
        let file = sections.iter().find(|section| section.name == name);
        if let (Some(file), Some(place)) = (file, bytes.get_mut(at..at + 8)) {
            place.copy_from_slice(&checksum(&file.bytes).to_le_bytes());
        }
        at += 8;
    }
    let body = bytes.len() - 8;
    let whole = checksum(&bytes[..body]);
    bytes[body..].copy_from_slice(&whole.to_le_bytes());
    sections[manifest].bytes = bytes;
}

/// Lines that leave out what they can, and lines that say it.
fn told() -> impl Strategy<Value = Vec<String>> {
    fn said<T: Into<Value>>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Value> {
        proptest::option::of(value).prop_map(|own| own.map_or(Value::Null, Into::into))
    }
    let texts = |words: &'static str, most| proptest::collection::vec(words, 0..most);
    let one = (
        said((0u32..5000).prop_map(|minutes| format!("PT{minutes}M"))),
        said(proptest::collection::vec(1u8..=4, 0..4)),
        said("insight|goal|technique|practice"),
        said("video|course|kit ü"),
        said("A|B and C"),
        said(texts("en|fr|de-AT", 3)),
        said(any::<bool>()),
        said(any::<bool>()),
        said(texts("r[0-7]", 3)),
        said(proptest::sample::subsequence(vec!["6c", "3b"], 0..=2)),
    );
    let line = |(
        at,
        (minutes, levels, role, kind, publisher, languages, free, offline, requires, teaches),
    )| {
        json!({
            "id": format!("r{at}"), "name": "One", "timeRequired": minutes, "educationalLevel": levels,
            "gapwise:contentRole": role, "learningResourceType": kind, "publisher": publisher,
            "inLanguage": languages, "isAccessibleForFree": free, "gapwise:offline": offline,
            "coursePrerequisites": requires, "teaches": teaches,
        })
        .to_string()
    };
    let number = move |all: Vec<_>| {
        let numbered: Vec<(usize, _)> = all.into_iter().enumerate().collect();
        numbered.into_iter().map(line).collect()
    };
    proptest::collection::vec(one, 1..8).prop_map(number)
}

proptest! {
    /// What a plan asks of a pack is what the resources and their alignments say, also after resources came and went.
    #[test]
    fn the_columns_say_what_the_lines_say(lines in told(), more in told(), out in 0usize..8) {
        let agrees = |pack: &Pack| {
            for at in 0..pack.resources().len() {
                let mut aligned = Vec::new();
                pack.each_aligned(0, at, &mut |competency, score| aligned.push((competency, score)));
                let told = pack.alignments(0, at).iter().map(|own| (own.competency, own.score));
                assert_eq!(aligned, told.collect::<Vec<_>>());
                let figures = pack.resources().figures(at);
                assert_eq!(figures, Figures::of(&pack.resources()[at]));
                assert_eq!(pack.resources().place(&pack.resources()[at].id), Some(at));
            }
        };
        let mut pack = Pack::open(built(&lines)).unwrap();
        agrees(&pack);
        pack.add(&more.join("\n"), "more", &[]).unwrap();
        pack.remove(&[format!("r{out}")].into()).unwrap();
        agrees(&pack);
        agrees(&Pack::open(pack.save().unwrap()).unwrap());
    }
}

#[test]
fn taken_apart_and_put_together_it_is_the_same() {
    assert_eq!(sealed(sections(&SMALL)), *SMALL);
}

#[test]
fn sections_must_be_there_once_and_in_their_places() {
    let all = sections(&SMALL);
    for at in 0..all.len() {
        let mut fewer = all.clone();
        let without = fewer.remove(at).name;
        // Those that say nothing more than their absence.
        let unused = ["about", "figures", "tags", "evidence", "learnt"];
        let unused = unused.contains(&without.as_str());
        assert!(
            unused || Pack::open(sealed(fewer)).is_err(),
            "without {without}"
        );
        let mut twice = all.clone();
        twice.push(all[at].clone());
        assert_eq!(
            refusal(sealed(twice)).code(),
            "pack-damaged",
            "{without} twice"
        );
    }
    let mut swapped = all.clone();
    let (first, second) = (swapped[0].offset, swapped[1].offset);
    (swapped[0].offset, swapped[1].offset) = (second, first);
    assert!(Pack::open(with_table(&swapped)).is_err());
    for offset in [0, 1, u64::MAX, u64::MAX - 7, 1 << 40] {
        let mut astray = all.clone();
        astray[1].offset = offset;
        assert!(Pack::open(with_table(&astray)).is_err(), "offset {offset}");
    }
}

#[test]
fn sizes_that_are_made_up_take_no_memory() {
    for name in [
        "index/facets",
        "index/stems",
        "index/words",
        "index/manifest",
        "figures",
        "tags",
    ] {
        for at in (0..64).step_by(4) {
            let mut all = sections(&SMALL);
            let section = all.iter_mut().find(|section| section.name == name);
            let bytes = &mut section.expect("a section").bytes;
            if let Some(place) = bytes.get_mut(at..at + 4) {
                place.copy_from_slice(&u32::MAX.to_le_bytes());
                let _ = Pack::open(sealed(all)).map(|pack| ask(&pack));
            }
        }
    }
}

fn ask(pack: &Pack) -> usize {
    let mut found = 0;
    for at in 0..pack.resources().len() {
        found += pack.resources().figures(at).languages.len();
        pack.each_aligned(0, at, &mut |_, _| found += 1);
        found += pack.alignments(0, at).len();
    }
    for text in [
        "feedback",
        "fee",
        "feedbakc works",
        "etudier",
        "学",
        "\"that works\"",
        "",
    ] {
        for complete in [false, true] {
            let query = Query {
                text,
                complete,
                limit: 10,
                ..Query::default()
            };
            found += pack.index().search(&query, pack.resources()).total;
            found += pack.index().suggest(text, 5).len();
        }
    }
    found
}

#[test]
fn what_is_made_up_with_right_checksums_does_no_harm() {
    let all = sections(&SMALL);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    };
    let (mut opened, mut found) = (0, 0);
    for _ in 0..4000 {
        let mut changed = all.clone();
        let section = random(changed.len());
        let bytes = &mut changed[section].bytes;
        for _ in 0..=random(3) {
            let at = random(bytes.len().max(1));
            match random(3) {
                0 => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|byte| *byte = random(256) as u8),
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, random(256) as u8),
            }
        }
        if let Ok(pack) = Pack::open(sealed(changed)) {
            opened += 1;
            found += ask(&pack);
        }
    }
    assert!(opened > 0 && found > 0);
}

#[test]
fn an_index_of_another_layout_is_refused() {
    let mut all = sections(&SMALL);
    let manifest = all
        .iter_mut()
        .find(|section| section.name == "index/manifest");
    manifest.expect("a manifest").bytes[0] = 99;
    assert_eq!(refusal(sealed(all)).code(), "search-index-version");
}

#[test]
fn a_line_that_cannot_be_used_changes_nothing() {
    let mut pack = Pack::open(SMALL.clone()).expect("a pack");
    let unknown = json!({"id": "x", "name": "X", "teaches": ["9z"]}).to_string();
    for lines in ["{", &unknown, &format!("{0}\n{0}", line(7, "Twice"))] {
        assert!(pack.add(lines, "new", &[]).is_err(), "{lines}");
        assert_eq!(pack.save().expect("a pack"), *SMALL);
    }
}

#[test]
fn a_new_version_takes_the_place_of_the_old_one() {
    let mut pack = Pack::open(SMALL.clone()).expect("a pack");
    let count = pack
        .add(&line(0, "Routines"), "new", &[])
        .expect("a resource");
    let names: Vec<&str> = pack
        .resources()
        .iter()
        .map(|resource: &Resource| resource.name.as_str())
        .collect();
    assert_eq!(
        (count, names),
        (1, vec!["Étudier 1", "学習 2", "Routines 0"])
    );
    assert_eq!(
        pack.remove(&["r1", "r9"].map(String::from).into())
            .expect("a pack"),
        1
    );
    let query = Query {
        text: "routines",
        limit: 5,
        ..Query::default()
    };
    let found = pack.index().search(&query, pack.resources());
    assert_eq!(
        found.hits.iter().map(|hit| hit.ordinal).collect::<Vec<_>>(),
        [1]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_pack_is_saved_as_one_built_anew(
        start in 0..5_usize,
        steps in prop::collection::vec((0..12_usize, any::<bool>()), 1..8),
    ) {
        const NAMES: [&str; 4] = ["Planning", "Plans", "Feedback", "Étude"];
        let mut ids: Vec<(usize, &str)> = (0..start).map(|id| (id, NAMES[id % 4])).collect();
        let lines = |ids: &[(usize, &str)]| -> Vec<String> {
            ids.iter().map(|(id, name)| line(*id, name)).collect()
        };
        let mut pack = Pack::open(built(&lines(&ids))).expect("a pack");
        for (at, (id, add)) in steps.into_iter().enumerate() {
            ids.retain(|(known, _)| *known != id);
            if add {
                let new = (id, NAMES[at % 4]);
                ids.push(new);
                pack.add(&line(new.0, new.1), "new", &[]).expect("a resource");
            } else {
                pack.remove(&[format!("r{id}")].into()).expect("a pack");
            }
        }
        let saved = pack.save().expect("a pack");
        prop_assert_eq!(&saved, &built(&lines(&ids)));
        let again = Pack::open(saved).expect("a pack");
        for text in ["plan", "feedbakc", "etude", "how", ""] {
            let query = Query { text, limit: 20, ..Query::default() };
            prop_assert_eq!(
                pack.index().search(&query, pack.resources()),
                again.index().search(&query, again.resources())
            );
        }
    }
}
