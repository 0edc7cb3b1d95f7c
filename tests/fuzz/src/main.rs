//! Coverage-guided fuzzing of all that reads bytes or texts from outside.
//!
//! The program is linked with libFuzzer (LLVM's, through `libfuzzer-sys`), which makes up inputs and keeps those that
//! reach new code. A target uses an input as a page would use it, and panics where something is not as it should be:
//! `pack`, `query`, `text`, `delta`, `reading`. `world` has the small pack that is asked or changed, `asked` what a page
//! can ask; `mutate` changes inputs so that they get behind the first check, `json` so that they stay JSON; `memory`
//! refuses what no input may take.
//!
//! `cargo xtask fuzz` builds and runs it; the compiler that builds the project is enough. The variable
//! `GAPWISE_FUZZ_TARGET` names the target.

#![no_main]

#[path = "../../pack/apart.rs"]
mod apart;
mod asked;
mod delta;
mod json;
mod memory;
mod mutate;
mod pack;
mod query;
mod reading;
mod text;
mod world;

use gapwise::diagnostic::Diagnostic;
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};
use mutate::Input;
use std::sync::LazyLock;

struct Target {
    name: &'static str,
    run: fn(&[u8]) -> Corpus,
    change: fn(Input<'_>) -> usize,
}

macro_rules! target {
    ($name:ident) => {
        Target {
            name: stringify!($name),
            run: $name::run,
            change: $name::change,
        }
    };
}

const TARGETS: [Target; 5] = [
    target!(pack),
    target!(query),
    target!(text),
    target!(delta),
    target!(reading),
];

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let wanted = std::env::var("GAPWISE_FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.into_iter().find(|target| target.name == wanted);
    found.expect("GAPWISE_FUZZ_TARGET names a target")
});

fuzz_target!(|data: &[u8]| -> Corpus { (TARGET.run)(data) });

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let buffer = &mut data[..max_size];
    (TARGET.change)(Input { buffer, size, seed })
});

/// An error must say what to do and must have a code of small letters.
///
/// # Panics
/// When it does not.
pub fn is_clear(error: &dyn Diagnostic) {
    let code = error.code();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(!code.is_empty() && code.chars().all(plain), "{code:?}");
    assert!(!error.hint().is_empty(), "{code} without a hint");
    assert!(!error.to_string().is_empty(), "{code} without a message");
}
