//! A file that is opened as a pack: opened, asked everything, changed and saved. No bytes make that panic, whatever they
//! are and even where all their checksums are right.

use crate::mutate::Input;
use crate::{asked, is_clear, world};
use gapwise::engine::{Engine, OffsetUnit};
use gapwise::pack::Pack;
use libfuzzer_sys::Corpus;
use serde_json::json;
use std::sync::LazyLock;

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let lines = world::lines();
    // So many that lists of places have packed blocks.
    let short = |at| json!({"id": format!("r{at}"), "name": "Feedback", "description": "Feedback that works."});
    let many: Vec<String> = (0..140).map(|at| short(at).to_string()).collect();
    [&lines, &lines[..1], &many].map(world::pack).into()
});

pub fn run(data: &[u8]) -> Corpus {
    match Pack::open(data.to_vec()) {
        Ok(pack) => {
            let mut engine = Engine::new(pack, OffsetUnit::Utf16);
            asked::everything(&mut engine);
            asked::changed(&mut engine);
        }
        Err(error) => is_clear(&error),
    }
    Corpus::Keep
}

pub fn change(input: Input<'_>) -> usize {
    input.pack(&SEEDS)
}
