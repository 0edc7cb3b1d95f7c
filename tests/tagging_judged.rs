//! How many of the tags that are shown are wrong, by a person's judgement.
//!
//! `data/judged-tags.jsonl` holds 170 resources of the shipped catalogue, drawn at random (Python's
//! `random.Random(20260105).shuffle` over the sorted ids). The first 120 have a verdict on each competency of the base map
//! that was among their three best with a score of at least .3; the threshold for showing a tag was set by them. The other
//! 50 were judged afterwards, on what was then shown: 6 of 69 wrong. Right: the resource is about what the statement says. Arguable:
//! it touches it, or is about it for someone else. Wrong: neither. Judged by reading description and statement.

use gapwise::catalog::{Field, Resource, parse_lines};
use gapwise::framework::Framework;
use gapwise::tagging::{Tagger, TextFields};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Judged {
    resource: String,
    verdicts: BTreeMap<String, Verdict>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Right,
    Arguable,
    Wrong,
}

#[test]
fn few_shown_tags_are_wrong() {
    let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content");
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let framework = Framework::parse(&read(content.join("maps/gapwise-intasc.json"))).unwrap();
    let mut files: Vec<PathBuf> = std::fs::read_dir(content.join("catalog"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    files.sort();
    let resources: Vec<Resource> = files
        .into_iter()
        .flat_map(|file| parse_lines(&read(file)).unwrap())
        .map(|(_, resource)| resource)
        .collect();
    let tagger = Tagger::compile_with(&framework, &resources);
    let by_id: BTreeMap<&str, &Resource> = resources
        .iter()
        .map(|resource| (resource.id.as_str(), resource))
        .collect();

    let [
        mut right,
        mut arguable,
        mut wrong,
        mut unjudged,
        mut tagged,
        mut gone,
    ] = [0; 6];
    for line in include_str!("data/judged-tags.jsonl").lines() {
        let judged: Judged = serde_json::from_str(line).unwrap();
        let Some(resource) = by_id.get(judged.resource.as_str()) else {
            gone += 1;
            continue;
        };
        let keywords = resource.field(Field::Keywords);
        let tags = tagger.tag(&TextFields::of(resource, &keywords), 3);
        tagged += usize::from(!tags.is_empty());
        for tag in &tags {
            let code = framework.competency(tag.competency).name();
            match judged.verdicts.get(code) {
                Some(Verdict::Right) => right += 1,
                Some(Verdict::Arguable) => arguable += 1,
                Some(Verdict::Wrong) => {
                    println!(
                        "wrong: {code} {:.2} for {}: {}",
                        tag.score, resource.name, tag.because
                    );
                    wrong += 1;
                }
                None => {
                    println!(
                        "unjudged: {code} {:.2} for {}: {}",
                        tag.score, resource.name, tag.because
                    );
                    unjudged += 1;
                }
            }
        }
    }
    let all = right + arguable + wrong;
    println!(
        "{tagged} of {} resources have tags ({gone} no longer in the catalogue); of {all} judged tags {right} right, \
         {arguable} arguable, {wrong} wrong ({:.1} %); {unjudged} not judged",
        170 - gone,
        100.0 * wrong as f64 / all as f64
    );
    assert!(wrong as f64 <= 0.12 * all as f64, "{wrong} of {all} wrong");
    assert!(
        unjudged as f64 <= 0.15 * (all + unjudged) as f64,
        "judge the {unjudged} new ones"
    );
}
