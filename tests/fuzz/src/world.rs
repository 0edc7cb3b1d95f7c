//! A small pack with all that a pack can have: two maps, a role, a crosswalk, decisions, resources in seven scripts.

use gapwise::engine::{Engine, OffsetUnit};
use gapwise::pack::{Pack, Source, Sources, build};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A learner's file for [`pack`].
pub const LEARNER: &str = r#"{
  "format": "gapwise-learner", "version": 1, "map": "m", "role": "mentor",
  "evidence": [
    {"id": "e1", "competency": "1a", "kind": "selfAssessment", "level": 2, "date": "2026-01-31", "note": "So I think."},
    {"id": "e2", "competency": "1b", "kind": "observation", "level": 1.5, "confidence": 0.5, "date": "2026-02-28"},
    {"id": "e3", "competency": "2a", "kind": "completion", "score": 0.8, "resource": "https://example.org/3", "date": "2026-03-01"},
    {"id": "e4", "competency": "x1", "map": "x", "kind": "contest", "level": 1, "date": "2026-03-02"}],
  "goals": [{"id": "g", "competency": "1b", "target": 3.5, "owner": "school", "weight": 2, "due": "2026-12-01"}]
}"#;

/// A resource line that [`pack`] does not have.
pub const LINE: &str = r#"{"id": "https://example.org/new", "name": "Routines anew", "description": "Routines, transitions.", "teaches": ["2a"], "timeRequired": "PT12M"}"#;

fn item(id: &str, code: &str, statement: &str) -> Value {
    json!({
        "identifier": id, "uri": format!("urn:x:{id}"), "humanCodingScheme": code, "fullStatement": statement,
        "conceptKeywords": ["feedback", "routine"],
        "extensions": {"gapwise:practicePrompt": "Try it in one lesson.", "gapwise:reflection": ["What changed?"]},
    })
}

fn tie(kind: &str, from: &str, to: &str) -> Value {
    let end = |id: &str| json!({"identifier": id, "uri": format!("urn:x:{id}"), "title": id});
    json!({
        "identifier": format!("{from}-{kind}-{to}"), "associationType": kind,
        "originNodeURI": end(from), "destinationNodeURI": end(to),
    })
}

/// The main map.
#[must_use]
pub fn map() -> Value {
    json!({
        "CFDocument": {"identifier": "m", "uri": "urn:x:m", "title": "A small map", "creator": "Tests", "language": "en"},
        "CFItems": [
            item("s1", "1", "Assessment"),
            item("c1", "1a", "Give feedback that students act on in their next piece of work."),
            item("c2", "1b", "Check understanding with questions before moving on."),
            item("s2", "2", "Classroom climate"),
            item("c3", "2a", "Teach classroom routines and transitions."),
        ],
        "CFAssociations": [
            tie("isChildOf", "s1", "m"), tie("isChildOf", "s2", "m"), tie("isChildOf", "c1", "s1"),
            tie("isChildOf", "c2", "s1"), tie("isChildOf", "c3", "s2"), tie("precedes", "c2", "c1"),
        ],
    })
}

/// A second map.
#[must_use]
pub fn other_map() -> Value {
    json!({
        "CFDocument": {"identifier": "x", "title": "Another", "language": "fr"},
        "CFItems": [item("x1", "x1", "Donner un retour utile."), item("x2", "x2", "Installer des routines.")],
        "CFAssociations": [tie("isChildOf", "x1", "x"), tie("isChildOf", "x2", "x")],
    })
}

/// A role on the main map.
#[must_use]
pub fn role() -> Value {
    let extensions = json!({
        "gapwise:role": "mentor", "gapwise:extends": "m",
        "gapwise:targets": [{"competency": "1a", "target": 3.5, "weight": 1.25}, {"competency": "MC1", "target": 3}],
    });
    json!({
        "CFDocument": {"identifier": "r", "title": "Mentor", "extensions": extensions},
        "CFItems": [item("mc", "MC1", "Help a colleague think.")],
        "CFAssociations": [tie("isChildOf", "mc", "r")],
    })
}

/// Ties the two maps.
#[must_use]
pub fn crosswalk() -> Value {
    json!({
        "CFDocument": {"identifier": "w", "title": "Crosswalk"},
        "CFAssociations": [tie("exactMatchOf", "x1", "c1"), tie("isRelatedTo", "x2", "c3")],
    })
}

/// The catalogue's lines.
#[must_use]
pub fn lines() -> Vec<String> {
    let texts = [
        (
            "Feedback that works",
            "How to give feedback that pupils act on. Feedback on writing, with examples.",
            "en",
        ),
        (
            "Étudier l’évaluation",
            "Donner un retour à l’élève — « ça marche » à l’école.",
            "fr",
        ),
        (
            "Fragen stellen für Schülerinnen",
            "Straße, Übung und Größe: Verständnis prüfen mit Fragen.",
            "de",
        ),
        (
            "学習者中心の授業",
            "ﾌｨｰﾄﾞﾊﾞｯｸと学習の計画。教師のための㍿ガイド。",
            "ja",
        ),
        ("课堂常规", "教师如何建立课堂常规和过渡。", "zh"),
        (
            "التغذية الراجعة",
            "كيف تُعطي تغذية راجعة للطلاب في الصف.",
            "ar",
        ),
        (
            "Рутины на уроке",
            "Как обучать рутинам и переходам. Ёлка, йод.",
            "ru",
        ),
        (
            "Routines 🙂 day\u{301} one",
            "İstanbul ﬁnds ẞ 𝔉𝔢𝔢𝔡𝔟𝔞𝔠𝔨; teach routines & transitions.",
            "en",
        ),
    ];
    let (kinds, taught) = (["video", "course", "article"], ["1a", "1b", "2a"]);
    let line = |(at, (name, description, language)): (usize, &(&str, &str, &str))| {
        let text = "A longer text on feedback and questions. ".repeat(if at == 0 { 8 } else { 0 });
        let requires: &[&str] = if at == 2 {
            &["https://example.org/0"]
        } else {
            &[]
        };
        json!({
            "id": format!("https://example.org/{at}"), "name": name, "description": description,
            "text": text,
            "inLanguage": [language], "learningResourceType": kinds[at % 3],
            "timeRequired": format!("PT{}M", 10 + at), "teaches": [taught[at % 3]],
            "educationalLevel": [(at % 4 + 1).to_string()], "isAccessibleForFree": at % 2 == 0,
            "publisher": {"name": "Example"}, "license": "https://creativecommons.org/licenses/by/4.0/",
            "keywords": ["feedback", language], "coursePrerequisites": requires, "gapwise:parts": 1 + at % 3,
        })
        .to_string()
    };
    texts.iter().enumerate().map(line).collect()
}

/// A curator's decisions.
pub const DECISIONS: &str = concat!(
    r#"{"resource": "https://example.org/0", "competency": "c1", "verdict": "accepted", "note": "Yes.", "by": "C"}"#,
    "\n",
    r#"{"resource": "https://example.org/7", "competency": "c1", "verdict": "rejected"}"#,
);

/// The pack, as bytes.
///
/// # Panics
/// Never: its parts are sound.
#[must_use]
pub fn pack(lines: &[String]) -> Vec<u8> {
    let source = |name: &str, text: String| Source {
        name: name.into(),
        text,
    };
    let sources = Sources {
        maps: vec![
            source("map", map().to_string()),
            source("other", other_map().to_string()),
        ],
        roles: vec![source("role", role().to_string())],
        crosswalks: vec![source("crosswalk", crosswalk().to_string())],
        catalogs: vec![source("catalogue", lines.join("\n"))],
        decisions: vec![source("decisions", DECISIONS.into())],
        ..Sources::default()
    };
    build(sources, &mut |_| {}).expect("a sound pack")
}

/// An engine over the catalogue that ships, without tags.
///
/// # Panics
/// When it is not where it should be.
#[must_use]
pub fn shipped() -> Engine {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/catalog");
    let files = fs::read_dir(folder)
        .expect("the shipped catalogue")
        .flatten();
    let mut files: Vec<_> = files.map(|file| file.path()).collect();
    files.sort_unstable();
    let read = |path| Source {
        name: "shipped".into(),
        text: fs::read_to_string(path).expect("a catalogue"),
    };
    let sources = Sources {
        catalogs: files.iter().map(read).collect(),
        without_tags: true,
        ..Sources::default()
    };
    engine(&build(sources, &mut |_| {}).expect("a sound pack"))
}

/// An engine as a page has it: offsets are UTF-16 code units.
///
/// # Panics
/// When the bytes are no pack.
#[must_use]
pub fn engine(pack: &[u8]) -> Engine {
    let pack = Pack::open(pack.to_vec()).expect("a pack");
    Engine::new(pack, OffsetUnit::Utf16)
}
