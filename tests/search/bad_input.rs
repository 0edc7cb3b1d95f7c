//! Damaged files and hostile texts.

use super::world::{catalogue, files, open, typed};
use gapwise::search::{Bytes, SearchIndex};

#[test]
fn damage_is_an_error() {
    let whole = files(&catalogue());
    for at in 0..whole.files.len() {
        let mut missing = whole.clone();
        missing.files.remove(at);
        assert!(SearchIndex::open(missing).is_err());
        let bytes = whole.files[at].1.to_vec();
        // Every seventh byte: all of them take minutes.
        for place in (0..bytes.len()).step_by(7) {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << (place % 8);
            let mut damaged = whole.clone();
            damaged.files[at].1 = Bytes::new(changed);
            assert!(
                SearchIndex::open(damaged).is_err(),
                "{} byte {place}",
                whole.files[at].0
            );
        }
    }
}

#[test]
fn a_very_long_text_is_answered_soon() {
    let resources = catalogue();
    let index = open(&resources);
    let words: String = (0..200_000).map(|n| format!("wrod{n} ")).collect();
    let started = std::time::Instant::now();
    for text in [
        words,
        "\"a ".repeat(300_000),
        "x".repeat(1 << 20),
        "🙂".repeat(1 << 18),
        "-feedback ".repeat(100_000),
    ] {
        let _ = index.search(&typed(&text), &resources);
        let _ = index.suggest(&text, 5);
    }
    assert!(started.elapsed().as_secs() < 5);
}
