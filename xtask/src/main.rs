//! `cargo xtask`: the developer's command.
//!
//! It sets up what a build needs, builds the engine, the pack and the pages, serves them, and runs everything that must
//! pass. It is for those who work on Gapwise; nothing of it ships. Each module has one job:
//!
//! - `project` knows where things are, `program` calls other programs, `console` speaks to the developer;
//! - `setup` and `browser` bring what is missing, `package` builds, `needs` says what needs what;
//! - `serve` is the socket, `site` the answers, `http` and `compress` the rules and encodings behind them;
//! - `test` has the steps, `totals` counts; `size` keeps the sizes, `parts` what they are made of;
//! - `bench` measures times, `fuzz` searches for input that is not handled.

mod bench;
mod browser;
mod compress;
mod console;
mod fuzz;
mod http;
mod needs;
mod package;
mod parts;
mod program;
mod project;
mod serve;
mod setup;
mod site;
mod size;
mod test;
mod totals;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use bench::Bench;
use fuzz::Fuzz;
use needs::{Need, Ready};
use package::Profile;
use project::Project;
use serve::Serving;

const HELP: &str = "\
cargo xtask COMMAND: sets up, builds, serves and tests Gapwise

Commands
  setup                     install what is missing; does nothing when all is there
  serve                     set up, build, and serve the pages on 127.0.0.1
      --port N                on this port, instead of 8080 or the next free one
      --release               the engine as it ships: small, and minutes to build
      --no-build              serve what was built last
  build                     the npm package in pkg/, the pack and the pages in www/dist
      --release               as it ships; prints the sizes and writes pkg-tests/size.json
  size                      print the sizes of the release build
      --check                 fail if the engine grew by more than 3 % since the last commit
  bench search|plan|tag     measure in headless Chromium; writes a report to pkg-tests/bench/reports
      --quick                 little of everything, to see that it works
      --resume                go on with a run of today that was broken off
      --engine dev            the engine of daily work, instead of the one that ships
      --out FOLDER            write the report there
  fuzz [TARGET]…            search for input that ends in a panic, a hang or too much memory
      --seconds N             for so long with each target, instead of 60
      --input FILE            try this input
  test [STEP]…              everything that must pass, or only these steps:
";

/// What the developer asked for.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Help,
    Setup,
    Serve {
        port: Option<u16>,
        profile: Profile,
        build: bool,
    },
    Build {
        profile: Profile,
    },
    Size {
        check: bool,
    },
    Bench(Bench),
    Fuzz(Fuzz),
    Test {
        steps: Vec<String>,
    },
}

fn main() -> ExitCode {
    if let Some(code) = fuzz::compile() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = match Task::read(&arguments) {
        Ok(task) => task,
        Err(reason) => {
            console::problem(format_args!(
                "{reason}\n  what to do: see `cargo xtask --help`"
            ));
            return ExitCode::from(2);
        }
    };
    match task.run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            console::problem(format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

impl Task {
    /// Reads the command line.
    fn read(arguments: &[String]) -> Result<Self, String> {
        let mut words = arguments.iter().map(String::as_str);
        let command = words.next().unwrap_or("--help");
        if words.clone().any(|word| matches!(word, "--help" | "-h")) {
            return Ok(Self::Help);
        }
        let mut task = match command {
            "--help" | "-h" | "help" => Self::Help,
            "setup" => Self::Setup,
            "serve" => Self::Serve {
                port: None,
                profile: Profile::Dev,
                build: true,
            },
            "build" => Self::Build {
                profile: Profile::Dev,
            },
            "size" => Self::Size { check: false },
            "bench" => Self::Bench(Bench {
                name: words
                    .next()
                    .filter(|name| bench::NAMES.contains(name))
                    .ok_or_else(|| format!("`bench` wants one of {}", bench::NAMES.join(", ")))?
                    .to_owned(),
                profile: Profile::Release,
                quick: false,
                resume: false,
                out: None,
            }),
            "fuzz" => Self::Fuzz(Fuzz {
                targets: Vec::new(),
                seconds: 60,
                input: None,
            }),
            "test" => Self::Test { steps: Vec::new() },
            other => return Err(format!("there is no command `{other}`")),
        };
        while let Some(word) = words.next() {
            match (&mut task, word) {
                (Self::Serve { profile, .. } | Self::Build { profile }, "--release") => {
                    *profile = Profile::Release;
                }
                (Self::Serve { build, .. }, "--no-build") => *build = false,
                (Self::Serve { port, .. }, "--port") => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    *port = Some(number.ok_or("--port wants a number from 0 to 65535")?);
                }
                (Self::Size { check }, "--check") => *check = true,
                (Self::Bench(bench), "--quick") => bench.quick = true,
                (Self::Bench(bench), "--resume") => bench.resume = true,
                (Self::Bench(bench), "--out") => {
                    bench.out = Some(words.next().ok_or("--out wants a folder")?.into());
                }
                (Self::Bench(bench), "--engine") => {
                    bench.profile = match words.next() {
                        Some("dev") => Profile::Dev,
                        Some("release") => Profile::Release,
                        _ => return Err("--engine wants dev or release".to_owned()),
                    };
                }
                (Self::Fuzz(fuzz), "--seconds") => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    fuzz.seconds = number.ok_or("--seconds wants a number")?;
                }
                (Self::Fuzz(fuzz), "--input") => {
                    fuzz.input = Some(words.next().ok_or("--input wants a file")?.into());
                }
                (Self::Fuzz(fuzz), target) if !target.starts_with('-') => {
                    fuzz.targets.push(target.to_owned());
                }
                (Self::Test { steps }, step) if !step.starts_with('-') => {
                    steps.push(step.to_owned());
                }
                _ => return Err(format!("`{command}` does not take `{word}`")),
            }
        }
        Ok(task)
    }

    /// Does it. False if a test failed, which has been said.
    fn run(self) -> Result<bool> {
        let project = Project::find()?;
        let start = Instant::now();
        match self {
            Self::Help => {
                print!("{HELP}");
                for step in &test::STEPS {
                    println!("      {:21} {}", step.name, step.about);
                }
                return Ok(true);
            }
            Self::Setup => {
                Ready::new(&project, Profile::Dev).all(&Need::SETUP)?;
                console::step(format_args!(
                    "all is set up ({})",
                    console::spoken(start.elapsed())
                ));
            }
            Self::Serve {
                port,
                profile,
                build,
            } => {
                if build {
                    Ready::new(&project, profile).all(&[Need::Pages])?;
                    console::step(format_args!(
                        "built in {}",
                        console::spoken(start.elapsed())
                    ));
                }
                Serving::start(&project.pages(), port)?.until_stopped()?;
            }
            Self::Build { profile } => {
                Ready::new(&project, profile).all(&[Need::Pages])?;
                if profile == Profile::Release {
                    size::snapshot(&project)?;
                }
                console::step(format_args!(
                    "built in {}",
                    console::spoken(start.elapsed())
                ));
            }
            Self::Size { check } => size::show(&project, check)?,
            Self::Bench(bench) => {
                bench::run(&project, &bench)?;
                console::step(format_args!(
                    "measured in {}",
                    console::spoken(start.elapsed())
                ));
            }
            Self::Fuzz(fuzz) => {
                fuzz::search(&project, &fuzz)?;
                console::step(format_args!(
                    "nothing found in {}",
                    console::spoken(start.elapsed())
                ));
            }
            Self::Test { steps } => return test::run(&project, &steps),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Task, String> {
        Task::read(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn commands_take_their_options() {
        let serve = Task::Serve {
            port: Some(9000),
            profile: Profile::Release,
            build: true,
        };
        assert_eq!(read("serve --port 9000 --release"), Ok(serve));
        assert_eq!(
            read("build"),
            Ok(Task::Build {
                profile: Profile::Dev
            })
        );
        assert_eq!(
            read("test rust fmt"),
            Ok(Task::Test {
                steps: vec!["rust".into(), "fmt".into()]
            })
        );
        assert_eq!(read("size --check"), Ok(Task::Size { check: true }));
        assert_eq!(
            read("bench plan --quick --engine dev --out there"),
            Ok(Task::Bench(Bench {
                name: "plan".into(),
                profile: Profile::Dev,
                quick: true,
                resume: false,
                out: Some("there".into()),
            }))
        );
    }

    #[test]
    fn fuzzing_takes_targets_and_a_time() {
        assert_eq!(
            read("fuzz pack --seconds 5 query"),
            Ok(Task::Fuzz(Fuzz {
                targets: vec!["pack".into(), "query".into()],
                seconds: 5,
                input: None,
            }))
        );
    }

    #[test]
    fn help_is_never_far() {
        for line in ["", "--help", "help", "serve --help"] {
            assert_eq!(read(line), Ok(Task::Help), "{line}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert_eq!(read("bild").unwrap_err(), "there is no command `bild`");
        assert_eq!(
            read("build --fast").unwrap_err(),
            "`build` does not take `--fast`"
        );
        assert_eq!(
            read("test --all").unwrap_err(),
            "`test` does not take `--all`"
        );
        assert!(
            read("bench speed")
                .unwrap_err()
                .contains("search, plan, tag")
        );
        assert!(read("serve --port x").unwrap_err().contains("--port"));
    }
}
