//! The commands about learners: `gaps`, `plan`, `cohort` and `eval plan`.

mod support;

use serde_json::{Value, json};
use std::path::PathBuf;
use support::{Run, Scratch, gapwise, lines, map, resources};

/// A folder with a pack of the test map, and learners by name: (competency, rating) each.
struct World {
    scratch: Scratch,
    pack: PathBuf,
}

impl World {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let (pack, built) = scratch.build("test.gwpack", &map().to_string(), &lines(&resources()));
        assert_eq!(built.code, 0, "{built:?}");
        Self { scratch, pack }
    }

    fn learner(&self, name: &str, ratings: &[(&str, f64)]) -> PathBuf {
        let rated = |&(competency, level): &(&str, f64)| {
            json!({"id": competency, "competency": competency, "kind": "selfAssessment",
                   "level": level, "date": "2026-11-01"})
        };
        let evidence: Vec<Value> = ratings.iter().map(rated).collect();
        let learner = json!({"format": "gapwise-learner", "version": 1, "map": "test-map",
                             "evidence": evidence, "goals": []});
        self.scratch.write(name, learner.to_string())
    }

    fn run(&self, command: &[&str], files: &[&PathBuf], more: &[&str]) -> Run {
        let mut arguments: Vec<std::ffi::OsString> = command.iter().map(Into::into).collect();
        arguments.extend(["--pack".into(), self.pack.clone().into()]);
        arguments.extend(files.iter().map(|file| file.as_os_str().to_owned()));
        arguments.extend(more.iter().map(Into::into));
        gapwise(arguments)
    }
}

fn answer(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.out).expect("JSON")
}

#[test]
fn a_cohort_is_grouped_by_common_gaps() {
    let world = World::new("cohort");
    let low_high = [("1", 0.0), ("2", 4.0)];
    let high_low = [("1", 4.0), ("2", 0.0)];
    let files = [
        world.learner("a.json", &low_high),
        world.learner("b.json", &high_low),
        world.learner("c.json", &low_high),
    ];
    let files: Vec<&PathBuf> = files.iter().collect();
    let today = ["--today", "2026-11-22"];
    let found = answer(&world.run(&["cohort"], &files, &["--json", today[0], today[1]]));
    assert_eq!(found["size"], 3);
    let members: Vec<&Value> = found["groups"].as_array().expect("groups").iter().collect();
    assert_eq!(members[0]["members"], json!([0, 2]));
    assert_eq!(members[1]["members"], json!([1]));
    assert!(
        !members[0]["playlist"]["items"]
            .as_array()
            .expect("items")
            .is_empty()
    );
    let told = world.run(&["cohort"], &files, &today);
    assert!(told.out.starts_with("3 learners"), "{}", told.out);
    assert!(
        told.out.contains("Group 1: learners 1, 3; common gaps: "),
        "{}",
        told.out
    );
    let nobody = world.run(&["cohort"], &[], &[]);
    assert_eq!((nobody.code, nobody.out.as_str()), (2, ""));
}

#[test]
fn plans_are_set_beside_simpler_ways() {
    let world = World::new("eval-plan");
    let learner = world.learner("beginner.json", &[("1", 1.0), ("2", 1.0)]);
    let path =
        json!({"id": "p", "role": "nobody", "title": "A path", "map": "test-map", "items": []});
    let path = world.scratch.write("path.json", path.to_string());
    let more = [
        "--minutes",
        "30",
        "--weeks",
        "2",
        "--today",
        "2026-11-22",
        "--path",
    ];
    let mut more: Vec<&str> = more.to_vec();
    more.push(path.to_str().expect("a plain name"));
    let table = world.run(&["eval", "plan"], &[&learner], &more);
    assert_eq!(table.code, 0, "{table:?}");
    for way in [
        "| beginner | plan |",
        "(a) top search hits",
        "(b) nearest tags",
        "| mean | plan |",
    ] {
        assert!(table.out.contains(way), "no {way} in {}", table.out);
    }
    more.push("--json");
    let rows = answer(&world.run(&["eval", "plan"], &[&learner], &more));
    let rows = rows.as_array().expect("rows");
    for row in rows {
        let number = |name: &str| row[name].as_f64().expect("a number");
        let minutes = number("minutes");
        assert!((0.0..=60.0).contains(&minutes), "{row}");
        assert!(
            (number("perHour") * minutes / 60.0 - number("closed")).abs() < 1e-3,
            "{row}"
        );
        assert!((0.0..=1.0).contains(&number("redundancy")) && number("redundancy") <= 1.0);
        assert!((0.0..=1.0).contains(&number("repetition")), "{row}");
    }
    let closed = |way: &str| {
        let row = rows.iter().find(|row| row["way"] == way).expect("there");
        row["closed"].as_f64().expect("a number")
    };
    for way in [
        "(a) top search hits",
        "(b) nearest tags",
        "(b) nearest tags per minute",
    ] {
        assert!(
            closed("plan that fills its time") >= closed(way) - 1e-6,
            "{way}"
        );
    }
}

#[test]
fn a_plan_leaves_time_or_fills_it() {
    let world = World::new("plan-fill");
    let learner = world.learner("beginner.json", &[("1", 1.0), ("2", 3.0)]);
    let asked = [
        "--minutes",
        "60",
        "--weeks",
        "2",
        "--today",
        "2026-11-22",
        "--json",
        "--learner",
    ];
    let mut asked: Vec<&str> = asked.to_vec();
    asked.push(learner.to_str().expect("a plain name"));
    let plan = answer(&world.run(&["plan"], &[], &asked));
    asked.push("--fill");
    let filled = answer(&world.run(&["plan"], &[], &asked));
    assert_eq!(filled["objective"], filled["closed"]);
    assert!(plan["minutes"].as_u64() <= filled["minutes"].as_u64());
    assert!(plan["objective"].as_f64() <= plan["closed"].as_f64());
}

#[test]
fn a_bad_request_is_refused_before_anything_is_written() {
    let world = World::new("plan-bad");
    let learner = world.learner("beginner.json", &[("1", 1.0)]);
    let learner = learner.to_str().expect("a plain name");
    for (bad, told) in [
        (vec!["--minutes", "-5"], "minutesPerWeek"),
        (vec!["--minutes", "NaN"], "minutesPerWeek"),
        (vec!["--minutes", "60", "--weeks", "0"], "weeks"),
        (vec!["--minutes", "60", "--role", "pirate"], "pirate"),
        (
            vec!["--minutes", "60", "--today", "2026-10-01"],
            "evidence[0].date",
        ),
        (vec!["--minutes", "60", "--today", "soon"], "soon"),
    ] {
        let run = world.run(&["plan", "--learner", learner], &[], &bad);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{bad:?}");
        assert!(
            run.err.contains(told) && run.err.contains("help: "),
            "{bad:?}: {}",
            run.err
        );
    }
}
