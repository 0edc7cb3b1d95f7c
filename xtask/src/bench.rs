//! Measures the package as it ships in headless Chromium, beside its peers: `cargo xtask bench`.
//!
//! What is measured lies in `pkg-tests/bench`; here it is made ready and called.

use std::path::PathBuf;

use anyhow::Result;

use crate::console;
use crate::needs::{Need, Ready};
use crate::package::Profile;
use crate::program::Program;
use crate::project::Project;

/// What can be measured.
pub const NAMES: [&str; 3] = ["search", "plan", "tag"];

/// What to measure and how.
#[derive(Debug, PartialEq, Eq)]
pub struct Bench {
    /// One of [`NAMES`].
    pub name: String,
    /// The engine that is measured.
    pub profile: Profile,
    /// Little of everything, to see that it works.
    pub quick: bool,
    /// Go on with a run that was broken off.
    pub resume: bool,
    /// Where the report goes, instead of `pkg-tests/bench/reports`.
    pub out: Option<PathBuf>,
}

/// Builds, measures, writes the report and prints its tables.
pub fn run(project: &Project, bench: &Bench) -> Result<()> {
    let mut ready = Ready::new(project, bench.profile);
    ready.all(&[Need::Pages, Need::Peers])?;
    let chromium = ready.browser()?.chromium;
    console::step(format_args!("bench {}", bench.name));
    let mut program = Program::new(project, "node")
        .arg("pkg-tests/bench/run.mjs")
        .args([bench.name.as_str(), "--engine", bench.profile.short_name()])
        .env("GAPWISE_CHROMIUM", chromium)
        .advice("see what it said above; `--resume` goes on with the sizes that are done");
    for (wanted, option) in [(bench.quick, "--quick"), (bench.resume, "--resume")] {
        if wanted {
            program = program.arg(option);
        }
    }
    if let Some(out) = &bench.out {
        program = program.arg("--out").arg(std::path::absolute(out)?);
    }
    program.run()
}
