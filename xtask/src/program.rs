//! Calling other programs: with a name, and with an error that says what failed and what to do.

use std::ffi::{OsStr, OsString};
use std::fmt::{self, Write as _};
use std::io::{self, PipeReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::console;
use crate::project::Project;

/// One call of another program, in the root of the repository.
pub struct Program {
    command: Command,
    advice: Option<String>,
}

impl Program {
    /// A call of `name`, which is looked for on the path.
    pub fn new(project: &Project, name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name);
        command.current_dir(&project.root);
        // What `cargo run` says about this crate is not true of the programs it calls.
        for (name, _) in std::env::vars_os() {
            let about_this_crate = name.to_str().is_some_and(|name| {
                [
                    "CARGO_PKG_",
                    "CARGO_MANIFEST_",
                    "CARGO_BIN_",
                    "CARGO_CRATE_",
                    "CARGO_PRIMARY_",
                ]
                .iter()
                .any(|prefix| name.starts_with(prefix))
            });
            if about_this_crate {
                command.env_remove(name);
            }
        }
        Self {
            command,
            advice: None,
        }
    }

    /// A call of the cargo that called us.
    pub fn cargo(project: &Project) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Self::new(project, cargo).env("CARGO_TARGET_DIR", &project.target)
    }

    /// A call of npm.
    pub fn npm(project: &Project) -> Self {
        Self::new(project, if cfg!(windows) { "npm.cmd" } else { "npm" })
            .advice("npm comes with Node: install Node 20 or newer")
    }

    /// A call of a script of package.json.
    pub fn npm_script(project: &Project, script: &str) -> Result<Self> {
        let manifest = project.root.join("package.json");
        let text = std::fs::read_to_string(&manifest)
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        let manifest: serde_json::Value =
            serde_json::from_str(&text).context("package.json is not JSON")?;
        // npm says nothing about it when it is asked to be silent.
        if manifest["scripts"][script].is_null() {
            bail!("package.json has no script `{script}`");
        }
        let advice = format!("correct what is named above; alone, it is `npm run {script}`");
        Ok(Self::npm(project)
            .words("run --silent")
            .arg(script)
            .advice(advice))
    }

    /// Adds arguments, separated by blanks.
    pub fn words(self, words: &str) -> Self {
        self.args(words.split_whitespace())
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes an environment variable away.
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// What the developer can do when the call fails.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Runs it with our own stdout and stderr.
    pub fn run(mut self) -> Result<()> {
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if status.success() {
            return Ok(());
        }
        Err(self.failed(status.code(), ""))
    }

    /// Runs it silently; what it said is part of the error, if it fails.
    pub fn run_quietly(self) -> Result<()> {
        self.read().map(drop)
    }

    /// Runs it silently and returns its stdout, without blanks at the ends.
    pub fn read(mut self) -> Result<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .map_err(|error| self.not_started(&error))?;
        let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(stdout.trim().to_owned());
        }
        let said = format!("{stdout}{}", String::from_utf8_lossy(&output.stderr));
        Err(self.failed(output.status.code(), &said))
    }

    /// Runs it, showing what it says as it comes, and returns that together with whether it went well.
    pub fn watch(mut self) -> Result<(String, Result<()>)> {
        if console::has_colour() {
            self.command
                .env("FORCE_COLOR", "1")
                .env("CARGO_TERM_COLOR", "always");
        }
        // One pipe for both, so that lines stay in order and whole.
        let (reader, writer) = io::pipe()?;
        self.command.stdout(writer.try_clone()?).stderr(writer);
        let mut child = self
            .command
            .spawn()
            .map_err(|error| self.not_started(&error))?;
        // Our own ends of the pipe: as long as they are open, it has no end.
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let text = copy(reader, &mut child)?;
        let status = child.wait()?;
        let outcome = if status.success() {
            Ok(())
        } else {
            Err(self.failed(status.code(), ""))
        };
        Ok((text, outcome))
    }

    /// The call as one would type it; of the program's path, the name is enough.
    fn shown(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program.file_name().unwrap_or(program.as_os_str());
        let mut text = name.to_string_lossy().into_owned();
        for argument in self.command.get_args() {
            let argument = argument.to_string_lossy();
            let quote = if argument.contains(' ') { "'" } else { "" };
            let _ = write!(text, " {quote}{argument}{quote}");
        }
        text
    }

    fn not_started(&self, error: &io::Error) -> anyhow::Error {
        let name = self.command.get_program().to_string_lossy();
        let reason = if error.kind() == io::ErrorKind::NotFound {
            format!("`{name}` was not found")
        } else {
            format!("`{name}` could not be started: {error}")
        };
        self.with_advice(reason)
    }

    fn failed(&self, code: Option<i32>, said: &str) -> anyhow::Error {
        let code = code.map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"));
        let mut reason = format!("`{}` ended with {code}", self.shown());
        if !said.trim().is_empty() {
            let _ = write!(reason, "; it said:\n{}\n", said.trim_end());
        }
        self.with_advice(reason)
    }

    fn with_advice(&self, reason: String) -> anyhow::Error {
        match &self.advice {
            Some(advice) => advised(reason, advice),
            None => anyhow!(reason),
        }
    }
}

/// An error that says what to do, after what went wrong and why.
pub fn advised(reason: impl fmt::Display, advice: &str) -> anyhow::Error {
    anyhow!("{reason:#}\n  what to do: {advice}")
}

/// How long a program is listened to after it ended: a browser that it left behind may hold the pipe open for ever.
const PATIENCE: Duration = Duration::from_secs(2);

/// Copies what a child says to our stdout until it ends, and returns it.
fn copy(mut source: PipeReader, child: &mut Child) -> Result<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(length @ 1..) = source.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut text = Vec::new();
    let mut ended: Option<Instant> = None;
    loop {
        match receiver.recv_timeout(Duration::from_millis(100)) {
            Ok(chunk) => {
                io::stdout().write_all(&chunk)?;
                io::stdout().flush()?;
                text.extend(chunk);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout)
                if ended.is_some_and(|time| time.elapsed() > PATIENCE) =>
            {
                break;
            }
            Err(RecvTimeoutError::Timeout) => {
                if ended.is_none() && child.try_wait()?.is_some() {
                    ended = Some(Instant::now());
                }
            }
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The first of the numbers separated by dots in what a program says for `--version`: `v20.1.0` is 20.
pub fn major_version(said: &str) -> Result<u32> {
    version(said)
        .and_then(|version| version.split('.').next()?.parse().ok())
        .with_context(|| format!("`{said}` names no version"))
}

/// The version in what a program says for `--version`: its first word that starts with a digit, or `v` and a digit.
pub fn version(said: &str) -> Option<&str> {
    said.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// A file of that name on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| {
            folder
                .join(name)
                .with_extension(std::env::consts::EXE_EXTENSION)
        })
        .find(|file| file.is_file())
}

/// Stops with the same words wherever Node is too old.
pub fn require_node(project: &Project) -> Result<()> {
    const INSTALL: &str = "install Node 20 or newer, then call this again";
    let said = Program::new(project, "node")
        .arg("--version")
        .advice(INSTALL)
        .read()?;
    if major_version(&said)? < 20 {
        bail!("Node {said} is too old\n  what to do: {INSTALL}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        Project::find().unwrap()
    }

    #[test]
    fn versions_are_read_from_what_programs_say() {
        assert_eq!(version("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(version("v20.20.2"), Some("20.20.2"));
        assert_eq!(
            version("ChromeDriver 140.0.7339.80 (abc)"),
            Some("140.0.7339.80")
        );
        assert_eq!(version("no idea"), None);
        assert_eq!(major_version("Google Chrome 139.0.1.2").unwrap(), 139);
        assert!(major_version("none").is_err());
    }

    #[test]
    fn a_failed_call_tells_the_command_its_code_its_words_and_the_way_out() {
        let cargo = Program::cargo(&project())
            .words("no-such-command")
            .advice("do this");
        let error = cargo.run_quietly().unwrap_err().to_string();
        assert!(
            error.contains("no-such-command` ended with exit code 101"),
            "{error}"
        );
        assert!(error.contains("no such command"), "{error}");
        assert!(error.ends_with("what to do: do this"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Program::new(&project(), "gapwise-no-such-program")
            .advice("install it")
            .run()
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "`gapwise-no-such-program` was not found\n  what to do: install it"
        );
    }

    #[test]
    fn what_a_watched_program_prints_is_returned() {
        let (text, outcome) = Program::cargo(&project()).arg("--version").watch().unwrap();
        assert!(text.starts_with("cargo "), "{text}");
        outcome.unwrap();
    }
}
