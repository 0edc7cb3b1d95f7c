//! `cargo xtask fuzz`: searches for input that ends in a panic, a hang or too much memory, guided by the code it reaches.
//!
//! The targets are in `tests/fuzz`, a program linked with libFuzzer. The compiler at hand is enough: the passes that
//! count what is reached are part of LLVM, and the flags that ask for them are stable. Only Gapwise itself is counted;
//! what it stands on is taken as `cargo test --release` has built it. For that, cargo calls this program in the place of
//! the compiler ([`compile`]), which adds the flags where they belong.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::console;
use crate::program::Program;
use crate::project::Project;

/// What is searched with.
pub struct Target {
    /// How it is called: `cargo xtask fuzz NAME`.
    pub name: &'static str,
    /// The longest input, in bytes.
    longest: u32,
    /// Inputs that the test step tries: some ten seconds of them.
    runs: u32,
}

/// All targets.
pub const TARGETS: [Target; 5] = [
    target("pack", 1 << 16, 3_000),
    target("query", 1 << 14, 1_500),
    target("text", 1 << 12, 1_000),
    target("delta", 1 << 14, 100_000),
    target("reading", 1 << 14, 4_000),
];

const fn target(name: &'static str, longest: u32, runs: u32) -> Target {
    Target {
        name,
        longest,
        runs,
    }
}

/// What `cargo xtask fuzz` is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Fuzz {
    /// The targets; all if none is named.
    pub targets: Vec<String>,
    /// For how long each is searched with.
    pub seconds: u32,
    /// One input to try, instead of a search.
    pub input: Option<PathBuf>,
}

/// Set when cargo is to call this program for the compiler.
const WRAPS: &str = "GAPWISE_FUZZ_WRAPS";

/// Counters where the code branches, and a table of those places. No calls with what is compared: they would take most of
/// the time, and the targets change their inputs with words and shapes in mind.
const FLAGS: [&str; 4] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
];

/// Compiles as cargo asks, if it does: `xtask RUSTC ARGUMENT…`.
pub fn compile() -> Option<ExitCode> {
    std::env::var_os(WRAPS)?;
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (compiler, arguments) = arguments.split_first()?;
    let counted = arguments
        .windows(2)
        .any(|pair| pair[0] == "--crate-name" && pair[1] == "gapwise");
    let flags: &[&str] = if counted { &FLAGS } else { &[] };
    let status = Command::new(compiler)
        .args(arguments)
        .args(flags)
        .env_remove(WRAPS)
        .status();
    let code = status.ok().and_then(|status| status.code()).unwrap_or(1);
    Some(u8::try_from(code).unwrap_or(1).into())
}

/// Builds the targets.
pub fn build(project: &Project) -> Result<()> {
    console::step("the fuzz targets");
    let own = std::env::current_exe().context("this program has no path")?;
    Program::cargo(project)
        .words("build --release --package gapwise-fuzz --bins")
        .env("RUSTC_WORKSPACE_WRAPPER", own)
        .env(WRAPS, "1")
        .advice(
            "correct what is named above; libFuzzer needs a C++ compiler: install `g++` or `clang`",
        )
        .run()
}

/// Searches with the named targets, from what earlier searches kept.
pub fn search(project: &Project, fuzz: &Fuzz) -> Result<()> {
    let known = |name: &String| TARGETS.iter().any(|target| target.name == name);
    if let Some(name) = fuzz.targets.iter().find(|name| !known(name)) {
        let all: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        bail!(
            "there is no fuzz target `{name}`\n  what to do: choose from {}",
            all.join(", ")
        );
    }
    build(project)?;
    for target in &TARGETS {
        if !fuzz.targets.is_empty() && !fuzz.targets.iter().any(|name| name == target.name) {
            continue;
        }
        console::step(format_args!("fuzz {}", target.name));
        let program = target.program(project)?;
        let program = if let Some(input) = &fuzz.input {
            program.arg(std::path::absolute(input)?)
        } else {
            let seconds = format!("-max_total_time={}", fuzz.seconds);
            program.arg(seconds).arg(folder(project, target.name)?)
        };
        program.run()?;
    }
    Ok(())
}

impl Target {
    /// Tries inputs that are the same in every call. Quiet, unless one is found that is not handled.
    pub fn briefly(&self, project: &Project) -> Result<()> {
        let program = self.program(project)?.env("GAPWISE_FUZZ_UNTIMED", "1");
        program
            .arg("-seed=1")
            .arg(format!("-runs={}", self.runs))
            .run_quietly()
    }

    fn program(&self, project: &Project) -> Result<Program> {
        let Self { name, longest, .. } = self;
        let found = folder(project, "found")?;
        let executable = project.target.join("release/fuzz");
        let executable = executable.with_extension(std::env::consts::EXE_EXTENSION);
        let prefix = found.join(format!("{name}-"));
        Ok(Program::new(project, executable)
            .env("GAPWISE_FUZZ_TARGET", name)
            .arg(format!("-artifact_prefix={}", prefix.display()))
            .arg(format!("-max_len={longest}"))
            // Seconds for one input, and MB; `memory` of the targets is stricter.
            .words("-len_control=0 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1")
            .advice(format!(
                "the input is the newest in {}; `cargo xtask fuzz {name} --input FILE` tries it again, with a backtrace \
                 under RUST_BACKTRACE=1; what is mended gets a test in tests/",
                shown(&found, project)
            )))
    }
}

/// A folder for what searches leave.
fn folder(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.target.join("fuzz").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn shown(folder: &Path, project: &Project) -> String {
    folder
        .strip_prefix(&project.root)
        .unwrap_or(folder)
        .display()
        .to_string()
}
