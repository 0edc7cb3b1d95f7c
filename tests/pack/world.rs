//! Small packs, and questions to them.

use gapwise::pack::{Pack, PackError, Source, Sources, build};
use gapwise::search::Query;
use serde_json::json;
use std::sync::LazyLock;

pub fn line(id: usize, words: &str) -> String {
    let (kind, language) = [("video", "en"), ("course", "fr")][id % 2];
    json!({
        "id": format!("r{id}"), "name": format!("{words} {id}"), "description": "How to plan and study.",
        "learningResourceType": kind, "inLanguage": language, "teaches": ["6c"],
        "timeRequired": "PT20M",
    })
    .to_string()
}

pub fn sources(lines: &[String]) -> Sources {
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

pub fn built(lines: &[String]) -> Vec<u8> {
    build(sources(lines), &mut |_| {}).expect("a pack")
}

/// A small pack.
pub static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    built(&[
        line(0, "Feedback that works"),
        line(1, "Étudier"),
        line(2, "学習"),
    ])
});

pub fn refusal(bytes: Vec<u8>) -> PackError {
    match Pack::open(bytes) {
        Err(error) => error,
        Ok(_) => panic!("it opens"),
    }
}

pub fn ask(pack: &Pack) -> usize {
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
