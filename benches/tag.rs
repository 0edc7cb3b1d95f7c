//! How fast the tagger is: `cargo bench --bench tag`.
//!
//! Texts of 100 words cut from the shipped catalogue, tagged against the shipped base map on one thread, beside a
//! loop that does nothing but add up the same bytes; and compiling a map of 1,000 competencies.

use gapwise::catalog::{Field, Resource, parse_lines};
use gapwise::framework::{Framework, RoleOverlay};
use gapwise::tagging::{Decisions, MapTagger, Tagger, TextFields};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const WORDS: usize = 100;
const ROUNDS: u32 = 5;

fn main() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let read =
        |path: &str| std::fs::read_to_string(content.join(path)).expect("a file of content/");
    let map = read("maps/gapwise-intasc.json");
    let framework = Framework::parse(&map).expect("the base map");
    let resources: Vec<Resource> = parse_lines(&read("catalog/open-resources.jsonl"))
        .expect("the catalogue")
        .into_iter()
        .map(|(_, resource)| resource)
        .collect();
    let all: String = resources
        .iter()
        .map(|own| format!("{}. {} ", own.name, own.field(Field::Description)))
        .collect();
    let words: Vec<&str> = all.split_whitespace().collect();
    let texts: Vec<String> = words.chunks(WORDS).map(|chunk| chunk.join(" ")).collect();
    let bytes: usize = texts.iter().map(String::len).sum();

    let tagger = Tagger::compile_with(&framework, &resources);
    let fields = |text| TextFields {
        description: text,
        ..TextFields::default()
    };
    let leaves = framework.leaves().count();
    println!(
        "{} texts of {WORDS} words, {leaves} competencies, one thread, best of {ROUNDS}",
        texts.len()
    );
    let per_second = |time: Duration| texts.len() as f64 / time.as_secs_f64();
    let report = |name: &str, time: Duration| {
        let megabytes = bytes as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{name:<28}{:>12.0} resources/s {megabytes:>10.1} MB/s",
            per_second(time)
        );
    };
    report(
        "plain loop over the bytes",
        best(|| {
            texts
                .iter()
                .map(|text| text.bytes().map(u64::from).sum::<u64>())
                .sum::<u64>()
        }),
    );
    report(
        "rank",
        best(|| {
            texts
                .iter()
                .map(|text| tagger.rank(&fields(text)).len())
                .sum::<usize>()
        }),
    );
    report(
        "tag, with evidence",
        best(|| {
            texts
                .iter()
                .map(|text| tagger.tag(&fields(text), 5).len())
                .sum::<usize>()
        }),
    );
    let mut roles = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(content.join("roles"))
        .expect("content/roles")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(file).expect("a role");
        roles.push(RoleOverlay::parse(&text, &framework).expect("a role of the base map"));
    }
    let extended = framework.extend(&roles).expect("the roles fit");
    let learnt = || MapTagger::compile(&extended, &resources, &Decisions::default());
    let with_roles = learnt();
    report(
        &format!("the same with {} roles", roles.len()),
        best(|| {
            texts
                .iter()
                .map(|text| with_roles.tag(&fields(text), 5).len())
                .sum::<usize>()
        }),
    );
    println!(
        "compile the base map with {} roles and {} resources: {:.0} ms",
        roles.len(),
        resources.len(),
        best(learnt).as_secs_f64() * 1e3
    );
    let large = enlarged(&map, 1000);
    let time = best(|| Tagger::compile(&large));
    println!(
        "compile {} competencies: {:.0} ms",
        large.leaves().count(),
        time.as_secs_f64() * 1e3
    );
    let time = best(|| Tagger::compile_with(&framework, &resources));
    println!(
        "compile the base map with {} resources: {:.0} ms",
        resources.len(),
        time.as_secs_f64() * 1e3
    );
}

/// The shortest of some runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// The base map with copies of its leaves until there are so many; each copy with a word of its own.
fn enlarged(map: &str, leaves: usize) -> Framework {
    let mut package: serde_json::Value = serde_json::from_str(map).expect("JSON");
    let framework = Framework::parse(map).expect("the base map");
    let own: Vec<String> = framework
        .leaves()
        .map(|index| framework.competency(index).identifier.clone())
        .collect();
    let items = package["CFItems"].as_array().expect("items").clone();
    let edges = package["CFAssociations"]
        .as_array()
        .expect("associations")
        .clone();
    let mut more = Vec::new();
    let mut ties = Vec::new();
    for copy in 0.. {
        if own.len() + more.len() >= leaves {
            break;
        }
        let identifier = &own[copy % own.len()];
        let new = format!("{identifier}-{copy}");
        let mut item = items
            .iter()
            .find(|item| item["identifier"] == **identifier)
            .expect("the leaf")
            .clone();
        item["identifier"] = new.clone().into();
        item["uri"] = format!("urn:x:{new}").into();
        item["humanCodingScheme"] = format!("copy{copy}").into();
        item["fullStatement"] = format!(
            "{} variant{copy}",
            item["fullStatement"].as_str().unwrap_or_default()
        )
        .into();
        more.push(item);
        let edge = edges.iter().find(|edge| {
            edge["associationType"] == "isChildOf"
                && edge["originNodeURI"]["identifier"] == **identifier
        });
        if let Some(edge) = edge {
            let mut edge = edge.clone();
            edge["identifier"] = format!("edge-{copy}").into();
            edge["uri"] = format!("urn:x:edge-{copy}").into();
            edge["originNodeURI"]["identifier"] = new.clone().into();
            edge["originNodeURI"]["uri"] = format!("urn:x:{new}").into();
            ties.push(edge);
        }
    }
    package["CFItems"]
        .as_array_mut()
        .expect("items")
        .extend(more);
    package["CFAssociations"]
        .as_array_mut()
        .expect("associations")
        .extend(ties);
    Framework::parse(&package.to_string()).expect("the larger map")
}
