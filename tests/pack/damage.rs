//! Packs that are cut, changed, of another version or made up.

use super::apart::{Section, sealed, sections, with_table};
use super::world::{SMALL, ask, built, line, refusal};
use gapwise::diagnostic::Diagnostic;
use gapwise::pack::Pack;
use gapwise::pack::format::VERSION;

#[test]
fn every_changed_byte_is_noticed() {
    let whole = &*SMALL;
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(Pack::open(changed).is_err(), "byte {at}");
    }
}

#[test]
fn every_cut_is_noticed() {
    for length in 0..SMALL.len() {
        assert!(
            Pack::open(SMALL[..length].to_vec()).is_err(),
            "{length} bytes"
        );
    }
    let longer = [&SMALL[..], b"\0"].concat();
    assert_eq!(refusal(longer).code(), "pack-damaged");
}

#[test]
fn a_later_version_says_so() {
    let mut later = SMALL.clone();
    later[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let error = refusal(later);
    assert_eq!(error.code(), "pack-newer");
    assert!(error.hint().contains("Update Gapwise"), "{}", error.hint());
}

#[test]
fn an_earlier_version_says_so() {
    let mut earlier = SMALL.clone();
    earlier[8..12].copy_from_slice(&(VERSION - 1).to_le_bytes());
    let error = refusal(earlier);
    assert_eq!(error.code(), "pack-older");
    assert!(
        error.hint().contains("Build the pack again"),
        "{}",
        error.hint()
    );
}

#[test]
fn a_section_that_is_not_known_is_passed_over() {
    let mut all = sections(&SMALL);
    all.push(Section {
        name: "of-a-later-day".into(),
        offset: 0,
        bytes: b"anything".to_vec(),
    });
    let pack = Pack::open(sealed(all)).expect("a pack");
    assert_eq!(ask(&pack), ask(&Pack::open(SMALL.clone()).expect("a pack")));
}

#[test]
fn a_line_that_was_made_up_is_named_by_the_check_and_does_no_harm() {
    let mut all = sections(&SMALL);
    let lines = all.iter_mut().find(|section| section.name == "catalogue");
    let lines = &mut lines.expect("a catalogue").bytes;
    let last = lines[..lines.len() - 1]
        .iter()
        .rposition(|&byte| byte == b'\n');
    let first = last.expect("several lines") + 1;
    let end = lines.len() - 1;
    lines[first..end].fill(b'x');
    let pack = Pack::open(sealed(all)).expect("its checksums are right");
    ask(&pack);
    let error = pack.check().expect_err("no resource");
    assert_eq!(error.code(), "resource-not-json");
    assert!(error.to_string().contains("line 3"), "{error}");
    assert!(Pack::open(SMALL.clone()).expect("a pack").check().is_ok());
}

#[test]
fn an_index_of_another_catalogue_is_refused() {
    let mut all = sections(&SMALL);
    let other = sections(&built(&[line(0, "Feedback"), line(1, "Routines")]));
    all.retain(|section| !section.name.starts_with("index/"));
    all.extend(
        other
            .into_iter()
            .filter(|section| section.name.starts_with("index/")),
    );
    assert_eq!(refusal(sealed(all)).code(), "pack-damaged");
}

#[test]
fn taken_apart_and_put_together_it_is_the_same() {
    assert_eq!(sealed(sections(&SMALL)), *SMALL);
}

#[test]
fn sections_must_be_there_once_and_in_their_places() {
    let all = sections(&SMALL);
    for at in 0..all.len() {
        let mut fewer = all.clone();
        let without = fewer.remove(at).name;
        // Those that say nothing more than their absence.
        let unused = ["about", "figures", "tags", "evidence", "learnt"];
        let unused = unused.contains(&without.as_str());
        assert!(
            unused || Pack::open(sealed(fewer)).is_err(),
            "without {without}"
        );
        let mut twice = all.clone();
        twice.push(all[at].clone());
        assert_eq!(
            refusal(sealed(twice)).code(),
            "pack-damaged",
            "{without} twice"
        );
    }
    let mut swapped = all.clone();
    let (first, second) = (swapped[0].offset, swapped[1].offset);
    (swapped[0].offset, swapped[1].offset) = (second, first);
    assert!(Pack::open(with_table(&swapped)).is_err());
    for offset in [0, 1, u64::MAX, u64::MAX - 7, 1 << 40] {
        let mut astray = all.clone();
        astray[1].offset = offset;
        assert!(Pack::open(with_table(&astray)).is_err(), "offset {offset}");
    }
}

#[test]
fn sizes_that_are_made_up_take_no_memory() {
    for name in [
        "index/facets",
        "index/stems",
        "index/words",
        "index/manifest",
        "figures",
        "tags",
    ] {
        for at in (0..64).step_by(4) {
            let mut all = sections(&SMALL);
            let section = all.iter_mut().find(|section| section.name == name);
            let bytes = &mut section.expect("a section").bytes;
            if let Some(place) = bytes.get_mut(at..at + 4) {
                place.copy_from_slice(&u32::MAX.to_le_bytes());
                let _ = Pack::open(sealed(all)).map(|pack| ask(&pack));
            }
        }
    }
}

#[test]
fn what_is_made_up_with_right_checksums_does_no_harm() {
    let all = sections(&SMALL);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    };
    let (mut opened, mut found) = (0, 0);
    for _ in 0..4000 {
        let mut changed = all.clone();
        let section = random(changed.len());
        let bytes = &mut changed[section].bytes;
        for _ in 0..=random(3) {
            let at = random(bytes.len().max(1));
            match random(3) {
                0 => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|byte| *byte = random(256) as u8),
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, random(256) as u8),
            }
        }
        if let Ok(pack) = Pack::open(sealed(changed)) {
            opened += 1;
            found += ask(&pack);
        }
    }
    assert!(opened > 0 && found > 0);
}

#[test]
fn an_index_of_another_layout_is_refused() {
    let mut all = sections(&SMALL);
    let manifest = all
        .iter_mut()
        .find(|section| section.name == "index/manifest");
    manifest.expect("a manifest").bytes[0] = 99;
    assert_eq!(refusal(sealed(all)).code(), "search-index-version");
}
