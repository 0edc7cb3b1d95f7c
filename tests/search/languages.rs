//! Other languages and scripts.

use super::world::{open, open_bare, resources, typed};
use gapwise::catalog::Resource;
use gapwise::search::Query;
use serde_json::json;

#[test]
fn other_scripts_are_found() {
    let resources = resources(&[
        ("教師の学習", "学習者中心の授業"),
        ("تعليم المعلمين", "مُعَلِّم"),
        ("Évaluation à l’école", "Les élèves"),
    ]);
    let index = open(&resources);
    for (text, ordinal) in [
        ("学習者", 0),
        ("学", 0),
        ("المعلمين", 1),
        ("معلم", 1),
        ("evaluation", 2),
        ("ÉCOLE", 2),
    ] {
        let found = index.search(&typed(text), &resources);
        assert_eq!(
            found.hits.first().map(|hit| hit.ordinal),
            Some(ordinal),
            "{text}"
        );
        assert!(
            found.hits[0]
                .snippets
                .iter()
                .any(|snippet| !snippet.highlights.is_empty()),
            "{text}"
        );
    }
}

/// Two forms of one word in each language that has a stemmer.
const FORMS: [(&str, &str, &str); 18] = [
    ("en", "teaching", "teaches"),
    ("ar", "معلمون", "معلمين"),
    ("da", "skolerne", "skole"),
    ("nl", "leerlingen", "leerling"),
    ("fi", "opettajat", "opettaja"),
    ("fr", "enseignants", "enseignante"),
    ("de", "Lehrerinnen", "Lehrerin"),
    ("el", "σχολεία", "σχολείο"),
    ("hu", "iskolák", "iskola"),
    ("it", "insegnanti", "insegnante"),
    ("no", "elevene", "elever"),
    ("pt", "professores", "professor"),
    ("ro", "profesori", "profesor"),
    ("ru", "учителями", "учителя"),
    ("es", "profesores", "profesor"),
    ("sv", "eleverna", "eleven"),
    ("ta", "ஆசிரியர்கள்", "ஆசிரியர்"),
    ("tr", "okullar", "okul"),
];

#[test]
fn each_resource_is_stemmed_in_its_own_language() {
    let resources: Vec<Resource> = (1..)
        .zip(FORMS)
        .map(|(line, (language, indexed, _))| {
            let text = json!({"id": language, "name": indexed, "inLanguage": language});
            Resource::parse(&text.to_string(), line).expect("a resource")
        })
        .collect();
    let index = open_bare(&resources);
    let missed: Vec<&str> = (0..)
        .zip(FORMS)
        .filter(|(ordinal, (_, _, asked))| {
            let query = Query {
                complete: true,
                ..typed(asked)
            };
            let found = index.search(&query, &resources);
            let hit = found.hits.iter().find(|hit| hit.ordinal == *ordinal);
            // Found as a form of the word, and not as a slip.
            !hit.is_some_and(|hit| !hit.fuzzy && hit.snippets[0].highlights.len() == 1)
        })
        .map(|(_, (language, _, _))| language)
        .collect();
    assert_eq!(missed, [""; 0]);
}

/// A name, what is typed, and what is to be marked.
const MARKED: [(&str, &str, &[&str]); 9] = [
    ("🙂🙂 Feedback 🙂 feed", "feedback", &["Feedback"]),
    ("教師の学習者中心", "学習", &["学習"]),
    ("𠮷野家の授業", "授業", &["授業"]),
    ("教師の学習者中心", "学", &["学"]),
    ("مُعَلِّم الصف", "معلم", &["مُعَلِّم"]),
    ("שָׁלוֹם כיתה", "שלום", &["שָׁלוֹם"]),
    (
        "Élève élevé e\u{301}leve",
        "eleve",
        &["Élève", "élevé", "e\u{301}leve"],
    ),
    ("การสอนภาษา", "สอน", &["สอน"]),
    ("ＡＢＣ abc", "abc", &["ＡＢＣ", "abc"]),
];

#[test]
fn what_is_found_is_marked_where_it_stands() {
    for (name, text, expected) in MARKED {
        let resources = resources(&[(name, "")]);
        let found = open(&resources).search(&typed(text), &resources);
        let snippet = &found
            .hits
            .first()
            .unwrap_or_else(|| panic!("{text} is found"))
            .snippets[0];
        let characters: Vec<char> = snippet.text.chars().collect();
        let marked: Vec<String> = snippet
            .highlights
            .iter()
            .map(|&(from, to)| characters[from as usize..to as usize].iter().collect())
            .collect();
        assert_eq!(marked, expected, "{name}");
    }
}
