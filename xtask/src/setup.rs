//! Sets up what a command needs and does nothing where it is there already: the wasm target, wasm-bindgen, npm's packages.
//!
//! The checks look at files and ask programs for their version, never the network, so that they take no time.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::console;
use crate::program::{Program, advised, on_path, require_node, version};
use crate::project::{Project, fingerprint, stamped, write_stamp};

/// The platform that the engine is compiled to.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that Rust can compile to wasm.
pub fn wasm_target(project: &Project) -> Result<()> {
    let folder = Program::new(project, "rustc")
        .words("--print target-libdir --target")
        .arg(WASM)
        .advice("install Rust from https://rustup.rs")
        .read()?;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Ok(());
    }
    console::step(format_args!("set-up: Rust's standard library for {WASM}"));
    rustup(project, &["target", "add", WASM])
}

/// Makes sure that `cargo fmt` or `cargo clippy` is there.
pub fn rust_component(project: &Project, command: &str, component: &str) -> Result<()> {
    if Program::cargo(project)
        .args([command, "--version"])
        .read()
        .is_ok()
    {
        return Ok(());
    }
    console::step(format_args!("set-up: {component}"));
    rustup(project, &["component", "add", component])
}

fn rustup(project: &Project, arguments: &[&str]) -> Result<()> {
    let call = arguments.join(" ");
    if on_path("rustup").is_none() {
        bail!(
            "this Rust was not installed by rustup, so nothing can be added to it\n  what to do: install Rust from \
             https://rustup.rs, or what `rustup {call}` would add from where your Rust comes from"
        );
    }
    Program::new(project, "rustup")
        .args(arguments)
        .advice("check that you are online, then call this again")
        .run_quietly()
}

/// Makes sure that wasm-bindgen's programs are there, in the version of the crate: another one refuses the module.
pub fn wasm_bindgen(project: &Project) -> Result<()> {
    let manifest = fs::read_to_string(project.root.join("Cargo.toml"))?;
    let wanted = pinned_version(&manifest, "wasm-bindgen")?;
    let said = Program::new(project, project.tool("wasm-bindgen"))
        .arg("--version")
        .read();
    let present = said.ok().as_deref().and_then(version).map(str::to_owned);
    if present.as_deref() == Some(&wanted) && project.tool("wasm-bindgen-test-runner").is_file() {
        return Ok(());
    }
    console::step(format_args!(
        "set-up: wasm-bindgen {wanted} (about 3 minutes, once)"
    ));
    // Not --locked: it asks for crates in versions that have been withdrawn.
    Program::cargo(project)
        .words("install wasm-bindgen-cli --force --root")
        .arg(project.target.join("tools"))
        .arg("--version")
        .arg(format!("={wanted}"))
        // Compiled in a temporary folder, which goes afterwards.
        .without_env("CARGO_TARGET_DIR")
        .advice("check that you are online and that there is a C compiler, then call this again")
        .run_quietly()
}

/// The version X that a manifest pins a dependency to with `name = "=X"` or `name = { version = "=X", … }`.
fn pinned_version(manifest: &str, name: &str) -> Result<String> {
    manifest
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix(name)?
                .trim_start()
                .strip_prefix('=')
        })
        .find_map(|value| value.split_once("\"=")?.1.split_once('"'))
        .map(|(version, _)| version.trim().to_owned())
        .with_context(|| {
            format!("Cargo.toml does not pin {name}: it should say `{name} = \"=X.Y.Z\"`")
        })
}

/// Makes sure that a folder's npm packages are those of its package-lock.json.
pub fn npm_packages(project: &Project, folder: &Path) -> Result<()> {
    require_node(project)?;
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).map_err(|error| {
        let reason = format!("cannot read {}: {error}", lock.display());
        advised(reason, "restore it with `git checkout package-lock.json`")
    })?;
    let stamp = folder.join("node_modules/.gapwise-stamp");
    let wanted = fingerprint(&lock);
    if stamped(&stamp, &wanted) {
        return Ok(());
    }
    let of = folder.strip_prefix(&project.root).unwrap_or(folder);
    console::step(format_args!("set-up: npm packages {}", of.display()));
    Program::npm(project)
        .arg("--prefix")
        .arg(folder)
        .words("ci --no-audit --no-fund")
        // The browser tests use the installed Chromium.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .advice(
            "check that you are online and, after a change in package.json, bring package-lock.json up to date \
             with `npm install`",
        )
        .run_quietly()?;
    write_stamp(&stamp, &wanted)
}

#[cfg(test)]
mod tests {
    use super::pinned_version;

    #[test]
    fn the_pinned_version_is_read_in_both_forms() {
        let plain = "wasm-bindgen-test = \"0.3\"\nwasm-bindgen = \"=0.2.130\"\n";
        assert_eq!(pinned_version(plain, "wasm-bindgen").unwrap(), "0.2.130");
        let table = "wasm-bindgen = { version = \"=0.2.9\", features = [\"x\"] }";
        assert_eq!(pinned_version(table, "wasm-bindgen").unwrap(), "0.2.9");
    }

    #[test]
    fn a_version_that_is_not_pinned_is_refused() {
        let error = pinned_version("wasm-bindgen = \"0.2.130\"", "wasm-bindgen").unwrap_err();
        assert!(
            error.to_string().contains("does not pin wasm-bindgen"),
            "{error}"
        );
    }
}
