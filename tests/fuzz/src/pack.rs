//! A file that is opened as a pack: opened, asked everything, changed and saved. No bytes make that panic, whatever they
//! are and even where all their checksums are right.

use crate::mutate::Input;
use crate::{asked, is_clear, world};
use gapwise::engine::{Engine, OffsetUnit};
use gapwise::pack::Pack;
use libfuzzer_sys::Corpus;
use std::sync::LazyLock;

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let lines = world::lines();
    let many: Vec<String> = (0..20)
        .flat_map(|_| &lines)
        .enumerate()
        .map(renamed)
        .collect();
    vec![
        world::pack(&lines),
        world::pack(&lines[..1]),
        world::pack(&many),
    ]
});

/// A line under another id, so that it can stand there again.
fn renamed((at, line): (usize, &String)) -> String {
    line.replace("example.org/", &format!("example.org/{at}-"))
}

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
