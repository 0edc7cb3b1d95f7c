//! A difference between packs, applied to the old one: it gives the pack that it says, or an error.

use crate::mutate::Input;
use crate::{is_clear, world};
use gapwise::pack::{delta, format};
use libfuzzer_sys::Corpus;
use std::sync::LazyLock;

static OLD: LazyLock<Vec<u8>> = LazyLock::new(|| world::pack(&world::lines()[..4]));

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let lines = world::lines();
    let to = |new: &[String]| delta::diff(&OLD, &world::pack(new)).expect("a difference");
    vec![to(&lines[..4]), to(&lines[..5]), to(&lines[1..4])]
});

pub fn run(data: &[u8]) -> Corpus {
    match delta::apply(&OLD, data) {
        Ok(new) => {
            let version = format::version(&new).expect("a pack that is whole");
            let claimed = u64::from_le_bytes(std::array::from_fn(|at| data[28 + at]));
            assert_eq!(version, format!("{claimed:016x}"));
            // The way there may be another, but there is one.
            let again = delta::diff(&OLD, &new).expect("a difference");
            assert!(delta::apply(&OLD, &again).expect("the pack") == new);
        }
        Err(error) => is_clear(&error),
    }
    Corpus::Keep
}

pub fn change(input: Input<'_>) -> usize {
    input.delta(&SEEDS)
}
