//! How well the tagger ranks, on the 33 labelled sessions of England's Early Career Framework.

mod support;

use gapwise::catalog::Resource;
use gapwise::framework::Framework;
use gapwise::tagging::{Tagger, TextFields};
use serde_json::Value;

struct Session {
    resource: Resource,
    labels: Vec<String>,
}

/// The labelled sessions; short ones keep the first 600 characters as their description.
fn sessions(lines: &str, short: bool) -> Vec<Session> {
    lines
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let mut record: Value = serde_json::from_str(line).unwrap();
            let labels = record["labels"]
                .as_array()
                .unwrap()
                .iter()
                .map(|label| label.as_str().unwrap().to_owned())
                .collect();
            if short {
                let start: String = record["text"].as_str().unwrap().chars().take(600).collect();
                record["description"] = start.into();
                record["text"] = "".into();
            }
            Session {
                resource: Resource::parse(&record.to_string(), at + 1).unwrap(),
                labels,
            }
        })
        .collect()
}

#[derive(Debug)]
struct Figures {
    map: f64,
    first: f64,
    standard: f64,
}

fn measure(framework: &Framework, tagger: &Tagger, sessions: &[Session]) -> Figures {
    let mut figures = Figures {
        map: 0.0,
        first: 0.0,
        standard: 0.0,
    };
    for session in sessions {
        let ranked = tagger.rank(&TextFields::of(&session.resource, ""));
        let gold: Vec<_> = session
            .labels
            .iter()
            .map(|label| framework.find(label).unwrap())
            .collect();
        let (mut hits, mut precision) = (0.0, 0.0);
        for (at, scored) in ranked.iter().enumerate() {
            if gold.contains(&scored.competency) {
                hits += 1.0;
                precision += hits / (at as f64 + 1.0);
            }
        }
        let count = sessions.len() as f64;
        figures.map += precision / gold.len() as f64 / count;
        figures.first += f64::from(u8::from(gold.contains(&ranked[0].competency))) / count;
        let standard = framework.parent(ranked[0].competency);
        figures.standard += f64::from(u8::from(
            gold.iter().any(|&leaf| framework.parent(leaf) == standard),
        )) / count;
    }
    figures
}

fn run(background: bool) -> Option<[Figures; 2]> {
    let folder = support::data()?.join("ecf");
    let framework =
        Framework::parse(&std::fs::read_to_string(folder.join("ecf.case.json")).unwrap()).unwrap();
    let lines = std::fs::read_to_string(folder.join("sessions.tune.jsonl")).unwrap();
    Some([false, true].map(|short| {
        let sessions = sessions(&lines, short);
        let resources: Vec<Resource> = if background {
            sessions
                .iter()
                .map(|session| session.resource.clone())
                .collect()
        } else {
            Vec::new()
        };
        measure(
            &framework,
            &Tagger::compile_with(&framework, &resources),
            &sessions,
        )
    }))
}

/// What was measured, less .01.
#[test]
fn ranks_no_worse_than_before() {
    for (background, full, short) in [(false, 0.618, 0.395), (true, 0.625, 0.429)] {
        let Some(figures) = run(background) else {
            return;
        };
        assert!(figures[0].map >= full, "full text: {:?}", figures[0]);
        assert!(
            figures[1].map >= short,
            "title and 600 characters: {:?}",
            figures[1]
        );
    }
}

/// The other side of `tagging_robust.rs`, whose resources have no text of their own.
#[test]
fn what_a_site_puts_around_a_text_changes_no_five_best() {
    let Some(folder) = support::data().map(|data| data.join("ecf")) else {
        return;
    };
    let framework =
        Framework::parse(&std::fs::read_to_string(folder.join("ecf.case.json")).unwrap()).unwrap();
    let lines = std::fs::read_to_string(folder.join("sessions.tune.jsonl")).unwrap();
    let resources: Vec<Resource> = sessions(&lines, false)
        .into_iter()
        .map(|session| session.resource)
        .collect();
    let tagger = Tagger::compile_with(&framework, &resources);
    let five = |name: &str, text: &str| {
        let fields = TextFields {
            name,
            text,
            ..TextFields::default()
        };
        let mut five: Vec<_> = tagger.rank(&fields)[..5]
            .iter()
            .map(|scored| scored.competency)
            .collect();
        five.sort_unstable();
        five
    };
    for site in [
        include_str!("data/boilerplate-8.txt"),
        include_str!("data/boilerplate-9.txt"),
        include_str!("data/boilerplate-12.txt"),
    ] {
        for own in &resources {
            let before = five(&own.name, &own.text);
            let ends = [
                format!("{site}\n\n{}", own.text),
                format!("{}\n\n{site}", own.text),
            ];
            for page in ends {
                assert_eq!(five(&own.name, &page), before, "{}", own.name);
            }
        }
    }
}
