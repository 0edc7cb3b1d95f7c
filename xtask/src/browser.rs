//! The browser that the tests run in: Chromium and its driver, found or installed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::console;
use crate::program::{Program, major_version, on_path};
use crate::project::Project;

/// A browser and the driver that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The `chromedriver` of the same version.
    pub driver: PathBuf,
}

/// Chromium's options for tests: no window, no sandbox (containers forbid it), no talk to its maker.
pub const OPTIONS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

const NAMES: [&str; 5] = [
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "chrome",
];

const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Where Debian and Ubuntu have put the driver without a link on the path.
const DRIVERS: [&str; 2] = [
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
];

const INSTALL: &str = "install Chromium (or Chrome) and the chromedriver of the same version, with the packages \
    `chromium` and `chromium-driver` where there is apt; or say where they are in the environment variables CHROME \
    and CHROMEDRIVER";

/// Finds the browser, or installs it where that is possible without asking.
pub fn ready(project: &Project) -> Result<Browser> {
    let (chromiums, driver) = (find_chromiums()?, find_driver()?);
    if let (false, Some(driver)) = (chromiums.is_empty(), driver) {
        return matching(project, &chromiums, driver);
    }
    install(project)?;
    let missing = || {
        format!(
            "apt-get ended well, but there is no Chromium with a driver\n  what to do: {INSTALL}"
        )
    };
    matching(
        project,
        &find_chromiums()?,
        find_driver()?.with_context(missing)?,
    )
    .with_context(missing)
}

fn find_chromiums() -> Result<Vec<PathBuf>> {
    if let Some(file) = named_by("CHROME")? {
        return Ok(vec![file]);
    }
    let on_path = NAMES.iter().filter_map(|name| on_path(name));
    let applications = APPLICATIONS
        .iter()
        .map(PathBuf::from)
        .filter(|file| file.is_file());
    Ok(on_path.chain(applications).collect())
}

fn find_driver() -> Result<Option<PathBuf>> {
    if let Some(file) = named_by("CHROMEDRIVER")? {
        return Ok(Some(file));
    }
    let elsewhere = || {
        DRIVERS
            .iter()
            .map(PathBuf::from)
            .find(|file| file.is_file())
    };
    Ok(on_path("chromedriver").or_else(elsewhere))
}

/// The program that an environment variable names, as a file or by its name on the path.
fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let file = PathBuf::from(&value);
    if file.is_file() {
        return Ok(Some(std::path::absolute(file)?));
    }
    value.to_str().and_then(on_path).map(Some).with_context(|| {
        format!(
            "the environment variable {variable} names {}, which is no program\n  what to do: correct or unset it",
            file.display()
        )
    })
}

/// The browser that is of the driver's version: another one is refused by the driver, in words that help nobody.
fn matching(project: &Project, chromiums: &[PathBuf], driver: PathBuf) -> Result<Browser> {
    let wanted = release(project, &driver)?;
    let mut seen = Vec::new();
    for chromium in chromiums {
        let found = release(project, chromium)?;
        if found == wanted {
            return Ok(Browser {
                chromium: chromium.clone(),
                driver,
            });
        }
        seen.push(format!("{} is version {found}", chromium.display()));
    }
    bail!(
        "{} is version {wanted}, but {}\n  what to do: {INSTALL}",
        driver.display(),
        seen.join(" and ")
    )
}

fn release(project: &Project, program: &Path) -> Result<u32> {
    major_version(
        &Program::new(project, program)
            .arg("--version")
            .advice(INSTALL)
            .read()?,
    )
}

/// Installs the browser through apt, where there is apt and the right to use it.
fn install(project: &Project) -> Result<()> {
    if on_path("apt-get").is_none() {
        bail!(
            "there is no Chromium with its driver, and no apt-get to install them\n  what to do: {INSTALL}"
        );
    }
    let root = Program::new(project, "id")
        .arg("-u")
        .read()
        .is_ok_and(|user| user == "0");
    let sudo = !root
        && Program::new(project, "sudo")
            .words("-n true")
            .read()
            .is_ok();
    if !root && !sudo {
        bail!(
            "there is no Chromium with its driver, and apt-get needs an administrator\n  what to do: call `sudo \
             apt-get update && sudo apt-get install chromium chromium-driver`, then call this again"
        );
    }
    console::step("set-up: Chromium and its driver through apt (a minute or two, once)");
    for call in [
        "update",
        "install --yes --no-install-recommends chromium chromium-driver",
    ] {
        let apt = if sudo {
            Program::new(project, "sudo").words("-n env DEBIAN_FRONTEND=noninteractive apt-get")
        } else {
            Program::new(project, "apt-get").env("DEBIAN_FRONTEND", "noninteractive")
        };
        apt.words("-q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3")
            .words(call)
            .advice(INSTALL)
            .run_quietly()?;
    }
    Ok(())
}

/// Writes the capabilities that wasm-bindgen's test runner asks the driver for, and says where.
pub fn write_capabilities(project: &Project, browser: &Browser) -> Result<PathBuf> {
    let file = project.stamp("webdriver.json");
    let capabilities =
        json!({ "goog:chromeOptions": { "binary": browser.chromium, "args": OPTIONS } });
    crate::project::write_stamp(&file, &format!("{capabilities:#}\n"))?;
    fs::canonicalize(&file).with_context(|| format!("{} is gone", file.display()))
}
