//! Everything that must pass, as named steps that can be run one by one.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::browser::write_capabilities;
use crate::console;
use crate::fuzz;
use crate::needs::{Need, Ready};
use crate::package::Profile;
use crate::program::Program;
use crate::project::Project;
use crate::serve::Serving;
use crate::setup::WASM;
use crate::totals::{Runner, Totals};

/// One thing that must pass.
pub struct Step {
    /// How it is called: `cargo xtask test NAME`.
    pub name: &'static str,
    /// What it does, for `--help`.
    pub about: &'static str,
    needs: &'static [Need],
    check: fn(&mut Ready) -> Outcome,
}

/// How a step ended.
struct Outcome {
    totals: Totals,
    result: Result<()>,
}

/// All steps, in the order of `cargo xtask test`: the quick ones first.
pub const STEPS: [Step; 11] = [
    Step {
        name: "fmt",
        about: "Rust is formatted",
        needs: &[Need::Rustfmt],
        check: fmt,
    },
    Step {
        name: "clippy",
        about: "Rust lints, native and wasm",
        needs: &[Need::Clippy, Need::WasmTarget],
        check: clippy,
    },
    Step {
        name: "rust",
        about: "Rust tests; needs nothing but Rust",
        needs: &[],
        check: rust,
    },
    Step {
        name: "fuzz",
        about: "changed packs, queries and files, the same in every run",
        needs: &[],
        check: fuzz,
    },
    Step {
        name: "wasm",
        about: "the engine's tests in headless Chromium",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Browser],
        check: wasm,
    },
    Step {
        name: "web-lint",
        about: "lints of the TypeScript",
        needs: &[Need::NpmPackages],
        check: web_lint,
    },
    Step {
        name: "types",
        about: "the TypeScript compiles",
        needs: &[Need::Pages],
        check: types,
    },
    Step {
        name: "node",
        about: "the npm package in Node",
        needs: &[Need::Pages],
        check: node,
    },
    Step {
        name: "packaging",
        about: "the npm package with each bundler, run in Chromium",
        needs: &[Need::Pages, Need::Browser, Need::Bundlers],
        check: packaging,
    },
    Step {
        name: "bench",
        about: "the benchmarks run; their figures do not count",
        needs: &[Need::Pages, Need::Browser, Need::Peers],
        check: bench,
    },
    Step {
        name: "browser",
        about: "the pages in headless Chromium",
        needs: &[Need::Pages, Need::Browser],
        check: browser,
    },
];

/// Runs steps, all if none is named. False if one failed.
pub fn run(project: &Project, names: &[String]) -> Result<bool> {
    let unknown = names
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == name.as_str()));
    if let Some(name) = unknown {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!(
            "there is no test step `{name}`\n  what to do: choose from {}",
            known.join(", ")
        );
    }
    let mut ready = Ready::new(project, Profile::Dev);
    let mut done = Vec::new();
    for step in &STEPS {
        if names.is_empty() || names.iter().any(|name| name == step.name) {
            done.push((step.name, step.run(&mut ready)));
        }
    }
    Ok(report(&done))
}

/// Says what each step gave, which failed, and, last, the totals.
fn report(done: &[(&str, (Totals, Duration))]) -> bool {
    eprintln!();
    for (name, (totals, time)) in done {
        let verdict = if totals.failed == 0 {
            console::good("ok    ")
        } else {
            console::bad("FAILED")
        };
        eprintln!(
            "{name:10} {verdict}  {:>8}  {totals}",
            console::spoken(*time)
        );
    }
    for (name, (totals, _)) in done {
        if totals.failed > 0 {
            console::problem(format_args!(
                "{name} failed: see above, or run `cargo xtask test {name}` alone"
            ));
        }
    }
    let sum: Totals = done.iter().map(|(_, (totals, _))| *totals).sum();
    println!("{sum}");
    sum.failed == 0
}

impl Step {
    fn run(&self, ready: &mut Ready) -> (Totals, Duration) {
        console::step(format_args!("test {}: {}", self.name, self.about));
        let start = Instant::now();
        let Outcome { mut totals, result } = match ready.all(self.needs) {
            Ok(()) => (self.check)(ready),
            Err(error) => Outcome {
                totals: Totals::default(),
                result: Err(error),
            },
        };
        if let Err(error) = result {
            console::problem(format_args!("test {}: {error:#}", self.name));
            // A runner that did not come to count is a failure too.
            totals.failed = totals.failed.max(1);
        }
        (totals, start.elapsed())
    }
}

impl Outcome {
    /// A check that holds or does not.
    fn one(result: Result<()>) -> Self {
        let totals = if result.is_ok() {
            Totals::ONE
        } else {
            Totals {
                failed: 1,
                ..Totals::default()
            }
        };
        Self { totals, result }
    }

    /// Tests that `runner` counts. None at all is a failure: a wrong path would pass for ever.
    fn counted(runner: Runner, program: Result<Program>) -> Self {
        match program.and_then(Program::watch) {
            Err(error) => Self {
                totals: Totals::default(),
                result: Err(error),
            },
            Ok((printed, result)) => {
                let totals = runner.count(&printed);
                let result = result.and_then(|()| match totals {
                    Totals {
                        passed: 0,
                        failed: 0,
                        ..
                    } => bail!("no test was run"),
                    Totals { failed: 1.., .. } => {
                        bail!("tests failed, though the runner ended well")
                    }
                    _ => Ok(()),
                });
                Self { totals, result }
            }
        }
    }

    /// Both of two; the first failure is the one that is told.
    fn and(self, other: Self) -> Self {
        Self {
            totals: self.totals + other.totals,
            result: self.result.and(other.result),
        }
    }
}

fn fmt(ready: &mut Ready) -> Outcome {
    Outcome::one(
        Program::cargo(ready.project)
            .words("fmt --all --check")
            .advice("call `cargo fmt --all`")
            .run(),
    )
}

/// In the profiles of the builds, so that macros and build scripts are compiled once.
fn clippy(ready: &mut Ready) -> Outcome {
    let profile = ready.profile.name();
    let native = "--workspace --exclude gapwise-fuzz --all-targets --release";
    // Its library is Gapwise's, whose tests want what only Gapwise's own package asks for.
    let fuzz = "--package gapwise-fuzz --bins --release";
    let wasm = format!("--lib --target {WASM} --profile {profile}");
    let lint = |arguments: &str| {
        let clippy = Program::cargo(ready.project)
            .words("clippy")
            .words(arguments);
        Outcome::one(
            clippy
                .words("-- -D warnings")
                .advice("correct what is named above")
                .run(),
        )
    };
    lint(native).and(lint(fuzz)).and(lint(&wasm))
}

/// The crate in the profile of the command line, so that the search engine is compiled once; this command in its own.
fn rust(ready: &mut Ready) -> Outcome {
    let test = |arguments: &str| {
        let program = Program::cargo(ready.project)
            .words("test --no-fail-fast")
            .words(arguments);
        Outcome::counted(
            Runner::Cargo,
            Ok(program.advice("correct what is named above")),
        )
    };
    test("--package gapwise --release").and(test("--package xtask"))
}

fn fuzz(ready: &mut Ready) -> Outcome {
    if let Err(error) = fuzz::build(ready.project) {
        return Outcome::one(Err(error));
    }
    let outcomes = fuzz::TARGETS
        .iter()
        .map(|target| Outcome::one(target.briefly(ready.project)));
    outcomes
        .reduce(Outcome::and)
        .unwrap_or_else(|| Outcome::one(Ok(())))
}

fn wasm(ready: &mut Ready) -> Outcome {
    Outcome::counted(Runner::Cargo, wasm_tests(ready))
}

fn wasm_tests(ready: &mut Ready) -> Result<Program> {
    let project = ready.project;
    let browser = ready.browser()?;
    let mut program = Program::cargo(project)
        .words("test --test web --no-fail-fast --target")
        .args([WASM, "--profile", ready.profile.name()])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            project.tool("wasm-bindgen-test-runner"),
        )
        .env(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            write_capabilities(project, &browser)?,
        )
        // Seconds: a machine that does other things too is slow to start a browser.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("CHROMEDRIVER", browser.driver);
    // The runner would prefer these to the browser that we found.
    for other in [
        "GECKODRIVER",
        "SAFARIDRIVER",
        "GECKODRIVER_REMOTE",
        "SAFARIDRIVER_REMOTE",
        "CHROMEDRIVER_REMOTE",
    ] {
        program = program.without_env(other);
    }
    Ok(program)
}

fn web_lint(ready: &mut Ready) -> Outcome {
    Outcome::one(Program::npm_script(ready.project, "lint").and_then(Program::run))
}

fn types(ready: &mut Ready) -> Outcome {
    Outcome::one(Program::npm_script(ready.project, "types").and_then(Program::run))
}

fn node(ready: &mut Ready) -> Outcome {
    Outcome::counted(
        Runner::Node,
        Program::npm_script(ready.project, "test:node"),
    )
}

fn packaging(ready: &mut Ready) -> Outcome {
    node_with_browser(ready, "test:packaging")
}

fn bench(ready: &mut Ready) -> Outcome {
    node_with_browser(ready, "test:bench")
}

fn node_with_browser(ready: &mut Ready, script: &str) -> Outcome {
    let program = Program::npm_script(ready.project, script)
        .and_then(|program| Ok(program.env("GAPWISE_CHROMIUM", ready.browser()?.chromium)));
    Outcome::counted(Runner::Node, program)
}

/// The pages' tests find at `GAPWISE_URL` the server of `cargo xtask serve`, and at `GAPWISE_CHROMIUM` the browser.
fn browser(ready: &mut Ready) -> Outcome {
    let pages = ready.project.pages();
    let program = Serving::start(&pages, Some(0)).and_then(|serving| {
        Ok(Program::npm_script(ready.project, "test:browser")?
            .env("GAPWISE_CHROMIUM", ready.browser()?.chromium)
            .env("GAPWISE_URL", serving.address))
    });
    Outcome::counted(Runner::Playwright, program)
}
