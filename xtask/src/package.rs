//! Builds what is shipped: the engine as an npm package in `pkg/`, the pack of `content/`, and the pages in `www/dist`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::console;
use crate::program::{Program, advised};
use crate::project::{Project, fingerprint, last_change, stamped, write_stamp};
use crate::setup::WASM;

/// How the engine is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// In seconds, for daily work.
    Dev,
    /// Small, as it ships; takes minutes.
    Release,
}

impl Profile {
    /// The name of the profile in Cargo.toml.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }

    /// What the compiler is told beside the profile when it links everything into one module.
    ///
    /// Optimising for size alone leaves a call for every look into a list. Where a call is replaced by up to so much code,
    /// plans take about two thirds of the time at 30, three quarters of that at 80, and at 120 a tenth less again, as queries
    /// do; each for some 3 % more on the wire.
    /// (`wasm-opt -Oz` made the module 14 % smaller as it lies on a disk and 9 % larger under brotli, for its code repeats
    /// itself less; so what the linker writes is what ships.)
    fn compiler_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &[],
            Self::Release => &["--", "-C", "llvm-args=-inline-threshold=120"],
        }
    }

    /// The name that the scripts in `www/` and `pkg-tests/` go by.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }
}

/// Compiles the engine and writes `pkg/wasm`: the module, its JavaScript, its types.
pub fn engine(project: &Project, profile: Profile) -> Result<()> {
    console::step(format_args!("engine ({})", profile.name()));
    Program::cargo(project)
        .words("rustc --lib --target")
        .args([WASM, "--profile", profile.name()])
        .args(match profile {
            Profile::Dev => Vec::new(),
            Profile::Release => nameless_sources(project),
        })
        .args(profile.compiler_arguments())
        .advice("correct what the compiler names above")
        .run()?;

    let compiled = project
        .target
        .join(WASM)
        .join(profile.name())
        .join("gapwise.wasm");
    let module = fs::read(&compiled).map_err(|error| {
        let reason = format!("cannot read {}: {error}", compiled.display());
        advised(reason, "let the crate be a `cdylib`")
    })?;
    let stamp = project.stamp("engine.stamp");
    let inputs = format!("{} {}", profile.name(), fingerprint(&module));
    let complete = ["gapwise_bg.wasm", "gapwise.js", "gapwise.d.ts"]
        .iter()
        .all(|file| project.root.join("pkg/wasm").join(file).is_file());
    if complete && stamped(&stamp, &inputs) {
        return Ok(());
    }
    let _ = fs::remove_file(&stamp);
    Program::new(project, project.tool("wasm-bindgen"))
        .words("--target web --out-dir pkg/wasm --out-name gapwise")
        .words(match profile {
            Profile::Dev => "",
            Profile::Release => "--remove-name-section --remove-producers-section",
        })
        .arg(&compiled)
        .advice("delete target/tools, then call this again: it is installed anew")
        .run()?;
    write_stamp(&stamp, &inputs)
}

/// Lets the messages of what ships name sources as from their crate on: not where they lie on this machine.
fn nameless_sources(project: &Project) -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries = registries.into_iter().flatten().flatten();
    let folders = registries.map(|registry| registry.path());
    let flags: Vec<String> = folders
        .chain([project.root.clone()])
        .map(|folder| format!("'--remap-path-prefix={}/='", folder.display()))
        .collect();
    let flags = flags.join(", ");
    vec![
        "--config".into(),
        format!("target.{WASM}.rustflags=[{flags}]"),
    ]
}

/// Whether `pkg/wasm` holds the engine as it ships.
pub fn is_release(project: &Project) -> bool {
    fs::read_to_string(project.stamp("engine.stamp"))
        .is_ok_and(|text| text.starts_with(Profile::Release.name()))
}

/// Builds the curator's command line, and with it the pack, unless neither it nor the content changed.
pub fn pack(project: &Project) -> Result<()> {
    console::step("command line");
    Program::cargo(project)
        .words("build --release")
        .advice("correct what the compiler names above")
        .run()?;
    let (content, command_line, pack) = (
        project.root.join("content"),
        project.command_line(),
        project.pack(),
    );
    if is_newer(&pack, &[&content, &command_line])? {
        return Ok(());
    }
    console::step("pack");
    fs::create_dir_all(project.pages())?;
    Program::new(project, command_line)
        .words("build content -o www/dist/content.gwpack")
        .advice("correct the content where the message above says")
        .run()
}

/// Whether an output is there and newer than all it was made from.
fn is_newer(output: &Path, inputs: &[&Path]) -> Result<bool> {
    let Ok(made) = fs::metadata(output).and_then(|about| about.modified()) else {
        return Ok(false);
    };
    for input in inputs {
        if last_change(input)? > made {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Bundles the pages and the package's JavaScript.
pub fn pages(project: &Project, profile: Profile) -> Result<()> {
    console::step("pages");
    Program::npm_script(project, "build")?
        .env("GAPWISE_PROFILE", profile.short_name())
        .run()?;
    for file in [project.pack(), project.pages().join("index.html")] {
        if !file.is_file() {
            bail!(
                "after `npm run build` {} is missing\n  what to do: let the build script write its files and leave \
                 the others",
                file.display()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn an_output_is_newer_only_if_no_input_changed_after_it() {
        let folder = std::env::temp_dir().join(format!("xtask-newer-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (input, output) = (folder.join("input"), folder.join("output"));
        let input_file = fs::File::create(&input).unwrap();
        assert!(!is_newer(&output, &[&input]).unwrap(), "a missing output");
        fs::File::create(&output).unwrap();
        let moment = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        fs::File::open(&output)
            .unwrap()
            .set_modified(moment(2))
            .unwrap();
        input_file.set_modified(moment(1)).unwrap();
        assert!(is_newer(&output, &[&input]).unwrap());
        input_file.set_modified(moment(3)).unwrap();
        assert!(!is_newer(&output, &[&input]).unwrap());
        assert!(is_newer(&output, &[&folder.join("none")]).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
