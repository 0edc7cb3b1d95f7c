//! `gapwise pack` and the options of `gapwise build` that make a pack small.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{Run, Scratch, gapwise, lines, map, resources};

fn run(arguments: &[&str]) -> Run {
    gapwise(arguments.iter().map(std::ffi::OsStr::new))
}

fn done(arguments: &[&str]) -> Run {
    let run = run(arguments);
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a plain name")
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("the file was written")
}

/// Makes the new pack of the old one and the difference.
fn applied(old: &Path, delta: &Path, made: &Path) {
    done(&["pack", "apply", shown(old), shown(delta), "-o", shown(made)]);
}

/// A pack of the first resources.
fn pack(scratch: &Scratch, name: &str, count: usize, more: &[&str]) -> PathBuf {
    let map = scratch.write("map.json", map().to_string());
    let catalogue = scratch.write("catalogue.jsonl", lines(&resources()[..count]));
    let path = scratch.path(name);
    let mut arguments = vec![
        "build",
        "--map",
        shown(&map),
        "--catalog",
        shown(&catalogue),
        "-o",
        shown(&path),
    ];
    arguments.extend(more);
    done(&arguments);
    path
}

#[test]
fn a_difference_and_the_old_pack_give_the_new_one() {
    let scratch = Scratch::new("pack-diff");
    let (old, new) = (
        pack(&scratch, "old.gwpack", 3, &[]),
        pack(&scratch, "new.gwpack", 4, &[]),
    );
    let (delta, made) = (scratch.path("a.gwdelta"), scratch.path("made.gwpack"));
    done(&[
        "pack",
        "diff",
        shown(&old),
        shown(&new),
        "-o",
        shown(&delta),
    ]);
    applied(&old, &delta, &made);
    assert_eq!(bytes(&made), bytes(&new));
    assert!(bytes(&delta).len() < bytes(&new).len());

    let other = scratch.path("other.gwpack");
    let refused = run(&[
        "pack",
        "apply",
        shown(&new),
        shown(&delta),
        "-o",
        shown(&other),
    ]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("the difference is from the pack"),
        "{}",
        refused.err
    );
    assert!(
        refused.err.contains("Fetch the whole pack"),
        "{}",
        refused.err
    );
    assert!(!other.exists());
}

#[test]
fn what_is_published_names_every_old_pack_by_its_version() {
    let scratch = Scratch::new("pack-publish");
    let (old, new) = (
        pack(&scratch, "old.gwpack", 3, &[]),
        pack(&scratch, "new.gwpack", 4, &[]),
    );
    let version = |path: &Path| {
        let info = done(&["pack", "info", "--json", shown(path)]).out;
        let info: Value = serde_json::from_str(&info).expect("JSON");
        info["version"].as_str().expect("a version").to_owned()
    };
    let (before, after) = (version(&old), version(&new));
    // The pack itself is among those that readers may have.
    done(&[
        "pack",
        "publish",
        shown(&new),
        "--from",
        shown(&old),
        "--from",
        shown(&new),
    ]);
    let manifest = bytes(&scratch.path("new.gwpack.json"));
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let file = format!("new.{before}-{after}.gwdelta");
    let delta = scratch.path(&file);
    assert_eq!(
        manifest,
        serde_json::json!({
            "version": after, "bytes": bytes(&new).len(),
            "deltas": { before: { "file": file, "bytes": bytes(&delta).len() } },
        })
    );
    let made = scratch.path("made.gwpack");
    applied(&old, &delta, &made);
    assert_eq!(bytes(&made), bytes(&new));
}

#[test]
fn a_small_pack_is_said_to_be_one() {
    let scratch = Scratch::new("pack-small");
    let whole = pack(&scratch, "whole.gwpack", 4, &[]);
    let small = pack(&scratch, "small.gwpack", 4, &["--small"]);
    let bare = pack(&scratch, "bare.gwpack", 4, &["--without", "text,evidence"]);
    let info = |path: &Path| done(&["pack", "info", shown(path)]).out;
    assert!(!info(&whole).contains("built without"), "{}", info(&whole));
    assert!(
        info(&small).contains("built without: text, evidence, other-maps, notes\n"),
        "{}",
        info(&small)
    );
    assert!(
        info(&bare).contains("built without: text, evidence\n"),
        "{}",
        info(&bare)
    );
    assert!(bytes(&small).len() < bytes(&whole).len());
    let found = done(&["search", "--pack", shown(&small), "exit tickets"]).out;
    assert!(found.contains("Exit tickets in five minutes"), "{found}");

    let refused = run(&["build", "--without", "covers", "-o", shown(&small)]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("text, evidence, other-maps, notes"),
        "{}",
        refused.err
    );
}

#[test]
fn a_damaged_pack_is_named() {
    let scratch = Scratch::new("pack-damaged");
    let path = pack(&scratch, "a.gwpack", 4, &[]);
    let mut bytes = bytes(&path);
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    let path = scratch.write("b.gwpack", bytes);
    let refused = run(&["pack", "info", shown(&path)]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("b.gwpack") && refused.err.contains("damaged"),
        "{}",
        refused.err
    );
}
