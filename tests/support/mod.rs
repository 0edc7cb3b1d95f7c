//! What several test files need: a small map, small resources, a scratch folder, the command line.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A map of two standards with two competencies each, as JSON that tests can change.
pub fn map() -> serde_json::Value {
    let item = |id: &str, code: &str, kind: &str, statement: &str| {
        serde_json::json!({
            "identifier": id, "uri": format!("urn:test:{id}"), "humanCodingScheme": code,
            "CFItemType": kind, "fullStatement": statement,
        })
    };
    let tie = |kind: &str, from: &str, to: &str| {
        serde_json::json!({
            "identifier": format!("{from}-{kind}-{to}"), "associationType": kind,
            "originNodeURI": { "identifier": from, "uri": format!("urn:test:{from}"), "title": from },
            "destinationNodeURI": { "identifier": to, "uri": format!("urn:test:{to}"), "title": to },
        })
    };
    serde_json::json!({
        "CFDocument": { "identifier": "test-map", "uri": "urn:test:map", "title": "Test map", "creator": "Tests" },
        "CFItems": [
            item("s1", "1", "Standard", "Assessment"),
            item("c1", "1a", "Competency", "Give feedback that students act on in their next piece of work."),
            item("c2", "1b", "Competency", "Check understanding with exit tickets and questions before moving on."),
            item("s2", "2", "Standard", "Classroom climate"),
            item("c3", "2a", "Competency", "Teach classroom routines and transitions until they run by themselves."),
            item("c4", "2b", "Competency", "Welcome families as partners in the work of the school."),
        ],
        "CFAssociations": [
            tie("isChildOf", "s1", "test-map"), tie("isChildOf", "s2", "test-map"),
            tie("isChildOf", "c1", "s1"), tie("isChildOf", "c2", "s1"),
            tie("isChildOf", "c3", "s2"), tie("isChildOf", "c4", "s2"),
            tie("precedes", "c2", "c1"),
        ],
    })
}

/// Four resources, one for each competency of the test map.
pub fn resources() -> Vec<serde_json::Value> {
    let resource = |at: u32, name: &str, description: &str, minutes: u32| {
        serde_json::json!({
            "id": format!("https://example.org/{at}"), "name": name, "description": description,
            "timeRequired": format!("PT{minutes}M"), "inLanguage": ["en"], "isAccessibleForFree": true,
            "learningResourceType": "article",
        })
    };
    vec![
        resource(
            1,
            "Feedback that moves learning",
            "Written feedback students act on, with examples of useful comments.",
            20,
        ),
        resource(
            2,
            "Exit tickets in five minutes",
            "Check understanding at the end of a lesson with exit tickets and short questions.",
            15,
        ),
        resource(
            3,
            "Routines from day one",
            "How to teach classroom routines and transitions in the first weeks.",
            30,
        ),
        resource(
            4,
            "Partners at the door",
            "Welcome families and work with them as partners of the school.",
            25,
        ),
    ]
}

/// Resource lines.
pub fn lines(resources: &[serde_json::Value]) -> String {
    resources
        .iter()
        .map(|resource| format!("{resource}\n"))
        .collect()
}

/// A folder of its own for one test, removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a scratch folder");
        Self(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a scratch folder");
        fs::write(&path, content).expect("a scratch file");
        path
    }

    /// Builds a pack of a map and a catalogue, NAME in this folder, on the command line.
    pub fn build(&self, name: &str, map: &str, catalog: &str) -> (PathBuf, Run) {
        let map = self.write("map.json", map);
        let catalog = self.write("catalog.jsonl", catalog);
        let pack = self.path(name);
        let run = gapwise([
            "build".as_ref(),
            "--map".as_ref(),
            map.as_os_str(),
            "--catalog".as_ref(),
            catalog.as_os_str(),
            "-o".as_ref(),
            pack.as_os_str(),
        ]);
        (pack, run)
    }

    /// The names of all files in it.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .expect("the scratch folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run of the command line gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `gapwise` with arguments.
pub fn gapwise<I: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = I>) -> Run {
    gapwise_with(arguments, "")
}

/// Runs `gapwise` with arguments and standard input.
pub fn gapwise_with<I: AsRef<std::ffi::OsStr>>(
    arguments: impl IntoIterator<Item = I>,
    input: &str,
) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gapwise"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("gapwise starts");
    // A command that fails early does not read its input; that is its right.
    let _ = child
        .stdin
        .take()
        .expect("its input")
        .write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().expect("gapwise ends");
    Run {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(stdout).expect("UTF-8"),
        err: String::from_utf8(stderr).expect("UTF-8"),
    }
}

/// The folder with real data beside the repository, where there is one.
pub fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = std::env::var_os("GAPWISE_DATA").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: needs ../shared/data");
    None
}
