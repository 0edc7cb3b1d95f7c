//! What the commands and the test steps need, what that needs in turn, and that nothing is done twice in one call.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::package::{self, Profile};
use crate::project::Project;
use crate::setup;

/// Something to be there before a command or a test step can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// `cargo fmt`.
    Rustfmt,
    /// `cargo clippy`.
    Clippy,
    /// Rust's standard library for wasm.
    WasmTarget,
    /// wasm-bindgen's programs.
    WasmBindgen,
    /// The packages of package-lock.json.
    NpmPackages,
    /// The bundlers of pkg-tests/packaging.
    Bundlers,
    /// The peers of pkg-tests/bench.
    Peers,
    /// Chromium and its driver.
    Browser,
    /// The engine in `pkg/wasm`.
    Engine,
    /// The pack in `www/dist`.
    Pack,
    /// The package's JavaScript in `pkg/` and the pages in `www/dist`, complete.
    Pages,
}

impl Need {
    /// What set-up alone looks after: all that comes from elsewhere.
    pub const SETUP: [Self; 8] = [
        Self::WasmTarget,
        Self::NpmPackages,
        Self::Bundlers,
        Self::Peers,
        Self::Browser,
        Self::Rustfmt,
        Self::Clippy,
        Self::WasmBindgen,
    ];

    /// What must be ready first.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::Engine => &[Self::WasmTarget, Self::WasmBindgen],
            // The pages' list of files for use offline names the pack.
            Self::Pages => &[Self::NpmPackages, Self::Pack, Self::Engine],
            _ => &[],
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rustfmt => "the set-up of rustfmt",
            Self::Clippy => "the set-up of clippy",
            Self::WasmTarget => "the set-up of the wasm target",
            Self::WasmBindgen => "the set-up of wasm-bindgen",
            Self::NpmPackages => "the set-up of the npm packages",
            Self::Bundlers => "the set-up of the bundlers",
            Self::Peers => "the set-up of the benchmarks' peers",
            Self::Browser => "the set-up of Chromium",
            Self::Engine => "the build of the engine",
            Self::Pack => "the build of the pack",
            Self::Pages => "the build of the pages",
        })
    }
}

/// What is ready in this call.
pub struct Ready<'a> {
    /// The checkout.
    pub project: &'a Project,
    /// How the engine is compiled.
    pub profile: Profile,
    outcomes: BTreeMap<Need, bool>,
    browser: Option<Browser>,
}

impl<'a> Ready<'a> {
    /// Nothing is ready yet.
    pub fn new(project: &'a Project, profile: Profile) -> Self {
        Self {
            project,
            profile,
            outcomes: BTreeMap::new(),
            browser: None,
        }
    }

    /// Makes these ready. What failed once in this call is not tried again.
    pub fn all(&mut self, needs: &[Need]) -> Result<()> {
        for &need in needs {
            self.one(need)?;
        }
        Ok(())
    }

    /// The browser, made ready.
    pub fn browser(&mut self) -> Result<Browser> {
        self.one(Need::Browser)?;
        self.browser
            .clone()
            .context("the browser is ready but unknown")
    }

    fn one(&mut self, need: Need) -> Result<()> {
        match self.outcomes.get(&need) {
            Some(true) => return Ok(()),
            Some(false) => bail!("{need}, which this needs, failed above"),
            None => {}
        }
        let outcome = self.all(need.needs()).and_then(|()| self.make(need));
        self.outcomes.insert(need, outcome.is_ok());
        outcome
    }

    fn make(&mut self, need: Need) -> Result<()> {
        let project = self.project;
        match need {
            Need::Rustfmt => setup::rust_component(project, "fmt", "rustfmt"),
            Need::Clippy => setup::rust_component(project, "clippy", "clippy"),
            Need::WasmTarget => setup::wasm_target(project),
            Need::WasmBindgen => setup::wasm_bindgen(project),
            Need::NpmPackages => setup::npm_packages(project, &project.root),
            Need::Bundlers => {
                setup::npm_packages(project, &project.root.join("pkg-tests/packaging"))
            }
            Need::Peers => setup::npm_packages(project, &project.root.join("pkg-tests/bench")),
            Need::Browser => browser::ready(project).map(|browser| self.browser = Some(browser)),
            Need::Engine => package::engine(project, self.profile),
            Need::Pack => package::pack(project),
            Need::Pages => package::pages(project, self.profile),
        }
    }
}
