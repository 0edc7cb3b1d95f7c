//! Texts and files that mean harm: nothing panics, and no text takes long.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test search hostile` looks for longer.

use super::world::{open, resources, shipped, typed};
use gapwise::catalog::Resource;
use gapwise::search::{Bytes, IndexFiles, Query, SearchIndex, checksum};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The most that a text may take, of the best of some tries: what else the machine does counts little.
const LONGEST: Duration = Duration::from_millis(50);
const TRIES: usize = 4;
/// The files of an index.
const FILES: usize = 8;

/// The shipped catalogue.
static SHIPPED: LazyLock<(Vec<Resource>, SearchIndex)> = LazyLock::new(|| {
    let resources = shipped();
    let index = open(&resources);
    (resources, index)
});

/// Enough resources for lists of several blocks, and for words of which the foremost are known.
static LONG: LazyLock<(Vec<Resource>, IndexFiles)> = LazyLock::new(|| {
    let texts: Vec<String> = (0..600)
        .map(|at| {
            format!(
                "{}feedback works {} étudier 学習",
                "plan ".repeat(at % 5),
                at % 40
            )
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("A name", text.as_str())).collect();
    let resources = resources(&texts);
    let files = super::world::files(&resources);
    (resources, files)
});

fn ask(index: &SearchIndex, resources: &[Resource], text: &str) {
    for complete in [false, true] {
        let query = Query {
            complete,
            limit: 10,
            ..typed(text)
        };
        let found = index.search(&query, resources);
        assert!(found.hits.len() <= found.total && found.total <= index.len());
    }
    let _ = index.suggest(text, 5);
}

fn assert_soon(text: &str) {
    let (resources, index) = &*SHIPPED;
    let took = (0..TRIES).map(|_| {
        let start = Instant::now();
        ask(index, resources, text);
        start.elapsed()
    });
    // Twice searched, once completed.
    let best = took.min().unwrap_or_default();
    assert!(best <= 3 * LONGEST, "{best:?} for {text:?}");
}

/// Words, signs that mean something, and anything.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        select(vec![
            "the",
            "of",
            "and",
            "feedback",
            "a",
            "e",
            "le",
            "学",
            "teaching",
            "students",
            "\"",
            "-\"",
            "kind:",
            "kind:video",
            "minutes:16-30",
            "“",
            "”",
            "-",
            ":",
            "🙂",
            "\u{0}",
        ])
        .prop_map(String::from),
        "[a-z]{1,12}",
        "\\PC{0,12}",
    ];
    let glue = select(vec![" ", "", "\"", " -", " \""]);
    let some = prop::collection::vec((word, glue), 0..120);
    let text = some.prop_map(|pairs| -> String {
        let parts = pairs.into_iter().map(|(word, glue)| word + glue);
        parts.collect()
    });
    let repeated = (text.clone(), 1..400_usize).prop_map(|(text, times)| {
        let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        text[..end].repeat(times)
    });
    prop_oneof![4 => text, 1 => repeated, 1 => any::<String>()]
}

#[test]
fn the_worst_texts_known_are_answered_soon() {
    let letter = |at: usize| char::from(b'a' + (at % 16) as u8);
    let unknown: Vec<String> = (0..256)
        .map(|at| format!("qx{}{}zvbn", letter(at), letter(at / 16)))
        .collect();
    let common = "the of and a in to for with on is ";
    for text in [
        unknown.join(" "),
        format!("\"{}\"", common.repeat(30)),
        format!("\"{common}\" ").repeat(60),
        format!("-\"{common}\" ").repeat(60),
        "-a -e -the ".repeat(500),
        ('a'..='z').map(|letter| format!("{letter} ")).collect(),
        "x".repeat(1 << 20),
        "\"a ".repeat(300_000),
        "kind:video ".repeat(2000),
    ] {
        assert_soon(&text);
    }
}

/// Writes what the other files' checksums are into the manifest.
fn seal(files: &mut IndexFiles) {
    let sums: Vec<(String, u64)> = files
        .files
        .iter()
        .filter(|(name, _)| name != "manifest")
        .map(|(name, bytes)| (name.clone(), checksum(bytes)))
        .collect();
    let manifest = files.files.iter_mut().find(|(name, _)| name == "manifest");
    let (_, manifest) = manifest.expect("a manifest");
    // The layout and the number of resources stay as they are.
    let mut bytes = manifest[..8].to_vec();
    bytes.extend((sums.len() as u32).to_le_bytes());
    for (name, sum) in sums {
        bytes.extend((name.len() as u32).to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend(sum.to_le_bytes());
    }
    let whole = checksum(&bytes);
    bytes.extend(whole.to_le_bytes());
    *manifest = Bytes::new(bytes);
}

#[test]
fn a_manifest_written_here_is_the_same() {
    let (_, files) = &*LONG;
    let mut sealed = files.clone();
    seal(&mut sealed);
    assert_eq!(&sealed, files);
    assert_eq!(files.files.len(), FILES);
}

/// As it was built before the foremost were kept.
#[test]
fn an_index_without_the_foremost_answers_the_same() {
    let (resources, files) = &*LONG;
    let mut without = files.clone();
    let lists = files.get("foremost").expect("the foremost");
    assert!(lists.len() > 4, "of no word");
    without.files.retain(|(name, _)| name != "foremost");
    seal(&mut without);
    let open = |files: &IndexFiles| SearchIndex::open(files.clone()).expect("an open index");
    let (with, without) = (open(files), open(&without));
    for text in [
        "feedback",
        "plan",
        "works",
        "学習",
        "plans",
        "feedback works",
    ] {
        for limit in [0, 10, 32, 40] {
            let query = Query {
                limit,
                ..typed(text)
            };
            let found = with.search(&query, resources);
            assert_eq!(found, without.search(&query, resources), "{text} {limit}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_soon(text in texts()) {
        assert_soon(&text);
    }

    #[test]
    fn files_that_are_made_up_do_no_harm(
        edits in prop::collection::vec((any::<Index>(), any::<Index>(), 0..4_u8, any::<u8>()), 1..6),
    ) {
        let (resources, files) = &*LONG;
        let mut files = files.clone();
        for (file, place, edit, value) in edits {
            let (name, bytes) = &mut files.files[file.index(FILES)];
            if name == "manifest" {
                continue;
            }
            let mut changed = bytes.to_vec();
            let at = place.index(changed.len().max(1));
            match edit {
                0 => changed.truncate(at),
                1 => changed.insert(at, value),
                2 => changed.iter_mut().skip(at).take(4).for_each(|byte| *byte = value),
                _ => changed.iter_mut().skip(at).take(1).for_each(|byte| *byte = value),
            }
            *bytes = Bytes::new(changed);
        }
        seal(&mut files);
        if let Ok(mut index) = SearchIndex::open(files) {
            for text in ["feedback", "plan wor", "feedbakc works", "etudier", "学", "\"feedback works\"", "-\"plan plan\" a", ""] {
                ask(&index, resources, text);
            }
            let bare = |at: usize| super::world::indexed(&resources[at], at);
            let _ = index.change(&[3, 200], resources.len() - 1, &bare);
            ask(&index, resources, "plan feedback");
        }
    }
}
