//! What is typed into the search box, and every other question to an engine as the JSON of the JavaScript surface: an
//! answer that is as answers must be, or an error that says what to do, and never much work.

use crate::asked::{self, Asked};
use crate::mutate::Input;
use crate::{memory, world};
use gapwise::engine::{Engine, SearchRequest};
use libfuzzer_sys::Corpus;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The most bytes that a search may ask for in all; the worst known asks for a sixth of it.
const MOST: usize = 4 << 20;
/// The most that a text may take, of the best of some tries: what else the machine does counts little.
const LONGEST: Duration = Duration::from_millis(50);
const TRIES: usize = 5;
/// Whether a clock is looked at: not in the test step, which must end alike on a busy machine.
static TIMED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("GAPWISE_FUZZ_UNTIMED").is_none());
/// Words of most resources.
const COMMON: &str = "the of and a in to for with on is ";

static PACK: LazyLock<Vec<u8>> = LazyLock::new(|| world::pack(&world::lines()));

thread_local! {
    static ENGINE: Engine = world::engine(&PACK);
    static SHIPPED: Engine = world::shipped();
}

static SEEDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let learner: Value = serde_json::from_str(world::LEARNER).expect("JSON");
    let plan = json!({
        "minutesPerWeek": 60, "weeks": 3, "role": "mentor", "today": "2026-05-01",
        "only": {"free": true, "offline": false, "languages": ["en", "fr"]},
        "locked": ["https://example.org/0"], "skipped": ["https://example.org/1"],
        "mix": {"insight": 1, "goal": 1, "technique": 1, "practice": 2},
        "balance": {"teacher": 1, "school": 2, "district": 0}, "start": "2026-05-04",
        "placed": [{"resource": "https://example.org/0", "week": 1}], "tooEasy": ["https://example.org/3"],
        "tooHard": ["https://example.org/4"], "maxInRow": 2, "reviewMinutes": 10,
        "previous": [{"resource": "https://example.org/0", "week": 1}], "stability": 0.5, "continuity": 0.2, "stopAt": 0.1,
    });
    let path = json!({"id": "p", "role": "mentor", "title": "A path", "map": "m", "items": [
        {"resource": "https://example.org/0", "competencies": ["1a"], "why": "First."}]});
    let gaps = json!({"role": "mentor", "today": "2026-05-01", "balance": {"teacher": 1, "school": 2, "district": 0}});
    let hostile = [
        format!("\"{}\"", COMMON.repeat(30)),
        format!("-\"{COMMON}\" ").repeat(40),
        "-a -e -the ".repeat(300),
        ('a'..='z').map(|letter| format!("{letter} ")).collect(),
        (0..256).map(|at| format!("qx{at}zvbn ")).collect(),
        "kind:video \"a ".repeat(500),
    ];
    let mut seeds: Vec<String> = [
        "feedback", "feedbakc wor", "\"that works\" -plan", "kind:video etudier", "学習", "التغذية الراجعة", "рутин ёлка",
        "“day one” -\"teach routines\" competency:1a minutes:16-30 language:de publisher:\"Example\"", "ﬁnds İst ẞ 𝔉𝔢𝔢𝔡",
    ]
    .map(String::from)
    .into();
    seeds.extend(hostile);
    seeds.extend(
        [
            json!({"search": {"text": "feedbakc \"that works\"", "filters": {"kind": ["video"], "competency": ["1"]},
                "facets": ["kind", "competency", "minutes"], "sort": "minutes", "offset": 1, "limit": 3, "complete": true, "bare": false}}),
            json!({"suggest": "feedb"}),
            json!({"tag": [{"name": "Feedback", "description": "Check understanding", "text": "Routines.", "keywords": ["feedback"]}, {"map": "m", "top": 0}]}),
            json!({"coverage": {"role": "mentor", "filters": {"kind": ["video"]}, "min": 2}}),
            json!({"gaps": [learner, gaps]}),
            json!({"questions": [learner, gaps]}),
            json!({"carry": [learner, {"to": "x", "from": null}]}),
            json!({"plan": [learner, plan]}),
            json!({"replan": [learner, plan, {"kind": "swap", "resource": "https://example.org/0", "with": "https://example.org/5"}]}),
            json!({"replan": [learner, plan, {"kind": "moreLikeThis", "resource": "https://example.org/0"}]}),
            json!({"replan": [learner, plan, {"kind": "move", "resource": "https://example.org/0", "week": 2}]}),
            json!({"replan": [learner, plan, {"kind": "replan", "today": "2026-05-08"}]}),
            json!({"alternatives": [learner, plan, "https://example.org/0"]}),
            json!({"compare": [learner, plan, path]}),
            json!({"cohort": [[learner, learner], plan]}),
            json!({"merge": [learner, learner]}),
            json!({"nearDuplicates": "https://example.org/7"}),
            json!({"add": world::LINE}),
            json!({"remove": ["https://example.org/0"]}),
            json!({"review": {"resource": "https://example.org/0", "competency": "1b", "verdict": "added", "note": "n"}}),
            json!({"decide": world::DECISIONS}),
            json!({"revise": world::map().to_string()}),
        ]
        .map(|asked| {
            Asked::deserialize(&asked).expect("a question");
            asked.to_string()
        }),
    );
    seeds
});

/// A text as it is typed and as it is sent, and what completes it.
fn typed(engine: &Engine, text: &str) {
    for complete in [false, true] {
        let request = SearchRequest {
            text: text.into(),
            complete,
            ..SearchRequest::default()
        };
        let once = || memory::asked_for(|| asked::found(engine, &request));
        let ((), work) = once();
        assert!(work <= MOST, "{work} bytes");
        let took = || {
            let start = Instant::now();
            let _ = engine.search(&request);
            start.elapsed()
        };
        let mut tries = (0..TRIES).map(|_| took());
        assert!(
            !*TIMED || tries.any(|took| took <= LONGEST),
            "more than {LONGEST:?}"
        );
    }
    let _ = engine.suggest(text);
}

pub fn run(data: &[u8]) -> Corpus {
    let text = String::from_utf8_lossy(data);
    if !text.starts_with('{') {
        ENGINE.with(|engine| typed(engine, &text));
        SHIPPED.with(|engine| typed(engine, &text));
        return Corpus::Keep;
    }
    let Ok(asked) = serde_json::from_str::<Asked>(&text) else {
        return Corpus::Reject;
    };
    // Every input meets the same engine.
    asked.ask(&mut world::engine(&PACK));
    Corpus::Keep
}

pub fn change(input: Input<'_>) -> usize {
    input.text(&SEEDS)
}
