//! What the catalogue check finds.

use gapwise::catalog::check::{Finding, Severity, check_lines, language_of, plain_address};
use gapwise::framework::Framework;
use serde_json::{Value, json};
use std::path::Path;

const TEXT: &str = "Plan a unit backwards from what students should know at the end, with examples from \
                    three classrooms and a template that you can take into your own planning.";

fn line(changes: Value) -> String {
    let mut record = json!({
        "id": "https://example.org/a", "name": "Backward design", "description": TEXT,
        "license": { "id": "https://creativecommons.org/licenses/by/4.0/" }, "inLanguage": ["en"],
        "publisher": [{ "name": "Example" }], "timeRequired": "PT45M", "learningResourceType": "article",
    });
    for (key, value) in changes.as_object().expect("fields") {
        record[key] = value.clone();
    }
    record.to_string()
}

fn findings(lines: &[String]) -> Vec<(usize, &'static str, Severity)> {
    let found = check_lines(&lines.join("\n"), &[]);
    assert!(found.iter().all(|one| one.hint.ends_with('.')), "{found:?}");
    found
        .iter()
        .map(|one| (one.place.line, one.code, one.severity))
        .collect()
}

#[test]
fn a_line_in_order_has_no_finding() {
    assert_eq!(findings(&[line(json!({}))]), []);
}

#[test]
fn each_fault_of_a_line_has_its_code() {
    use Severity::{Error, Review, Warning};
    for (changes, code, severity) in [
        (json!({ "license": null }), "resource-no-licence", Warning),
        (
            json!({ "license": { "id": "http://rightsstatements.org/vocab/CNE/1.0/" } }),
            "resource-no-licence",
            Review,
        ),
        (json!({ "id": "a" }), "resource-no-address", Warning),
        (
            json!({ "id": "https://example.org/a?utm_source=x" }),
            "resource-tracking-address",
            Warning,
        ),
        (
            json!({ "timeRequired": "PT0M" }),
            "resource-implausible-minutes",
            Warning,
        ),
        (
            json!({ "timeRequired": "PT200H" }),
            "resource-implausible-minutes",
            Warning,
        ),
        (
            json!({ "timeRequired": "PT30H" }),
            "resource-implausible-minutes",
            Warning,
        ),
        (
            json!({ "timeRequired": "PT3M", "learningResourceType": "course" }),
            "resource-implausible-minutes",
            Warning,
        ),
        (
            json!({ "inLanguage": ["de"] }),
            "resource-other-language",
            Warning,
        ),
        (
            json!({ "inLanguage": null }),
            "resource-no-language",
            Review,
        ),
        (
            json!({ "description": "Short." }),
            "resource-odd-text",
            Review,
        ),
        (
            json!({ "description": format!("<p>{TEXT}</p>") }),
            "resource-odd-text",
            Review,
        ),
        (
            json!({ "name": "BACKWARD DESIGN FOR ALL" }),
            "resource-odd-text",
            Review,
        ),
        (
            json!({ "description": format!("{TEXT} Ã©") }),
            "resource-odd-text",
            Review,
        ),
        (json!({ "name": "" }), "resource-no-title", Warning),
        (json!({ "name": null }), "resource-missing-field", Error),
        (
            json!({ "id": "javascript:x" }),
            "resource-refused-address",
            Error,
        ),
    ] {
        assert_eq!(
            findings(&[line(changes.clone())]),
            [(1, code, severity)],
            "{changes}"
        );
    }
}

#[test]
fn unknown_competencies_are_found_against_the_maps() {
    let map = Framework::parse(
        r#"{"CFDocument":{"identifier":"d","title":"t"},
            "CFItems":[{"identifier":"i","humanCodingScheme":"6a","fullStatement":"s"}]}"#,
    )
    .expect("in order");
    let text = line(json!({ "teaches": [{ "id": "6a" }, { "id": "6z" }] }));
    let found = check_lines(&text, &[map]);
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(messages, ["`teaches` names `6z`, which is in no map"]);
}

#[test]
fn one_resource_in_two_forms_is_found() {
    let other = "A different text about questioning, wait time and what to do when only three hands go up \
                 in a class of thirty, with two short films to watch.";
    let same_address = json!({ "id": "http://www.Example.org/a/index.html?fbclid=1#top", "name": "B",
                               "description": other });
    assert_eq!(
        findings(&[line(json!({})), line(same_address)]),
        [
            (2, "resource-tracking-address", Severity::Warning),
            (2, "resource-same-address", Severity::Warning),
        ]
    );
    let same_title =
        json!({ "id": "https://example.org/b", "name": "backward design!", "description": other });
    assert_eq!(
        findings(&[line(json!({})), line(same_title)]),
        [(2, "resource-same-title", Severity::Review)]
    );
    let near = TEXT.replace("three classrooms", "four classrooms");
    let near = json!({ "id": "https://example.org/b", "name": "B", "description": near });
    assert_eq!(
        findings(&[line(json!({})), line(near)]),
        [(2, "resource-near-equal-description", Severity::Review)]
    );
    assert_eq!(
        findings(&[line(json!({})), String::new(), line(json!({}))]),
        [(3, "resource-duplicate-id", Severity::Error)]
    );
}

#[test]
fn addresses_are_compared_without_what_does_not_matter() {
    for (address, plain) in [
        (
            "https://www.Example.org/Path/?b=2&utm_medium=x&a=1#part",
            "example.org/Path?a=1&b=2",
        ),
        ("http://example.org:80", "example.org/"),
        ("https://example.org/index.html", "example.org/"),
    ] {
        assert_eq!(plain_address(address), plain);
    }
}

#[test]
fn languages_are_told_by_their_commonest_words() {
    for (language, text) in [
        ("en", TEXT),
        (
            "de",
            "Wie man eine Unterrichtseinheit von ihrem Ende her plant und mit der Klasse prüft, ob die Ziele \
                erreicht sind, zeigt dieser Kurs.",
        ),
        (
            "fr",
            "Un module pour les enseignants qui veulent apprendre à planifier une séquence dans leur classe \
                avec des exemples.",
        ),
        (
            "es",
            "Un curso para los docentes que quieren aprender a planificar una unidad con ejemplos de las \
                aulas y del patio.",
        ),
    ] {
        assert_eq!(language_of(text), Some(language));
    }
    assert_eq!(language_of("Backward design"), None);
    assert_eq!(language_of("1 2 3 4 5 6 7 8 9 10 11 12"), None);
}

#[test]
fn the_shipped_catalogue_has_no_error_and_no_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/catalog");
    let mut worst: Vec<(String, Finding)> = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the catalogue ships") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|end| end == "jsonl") {
            let text = std::fs::read_to_string(&path).expect("readable");
            count += text.lines().count();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            worst.extend(
                check_lines(&text, &[])
                    .into_iter()
                    .map(|one| (name.clone(), one)),
            );
        }
    }
    let reviews = worst
        .iter()
        .filter(|(_, one)| one.severity == Severity::Review)
        .count();
    println!("{count} lines, {reviews} to review");
    worst.retain(|(_, one)| one.severity != Severity::Review);
    assert_eq!(worst, []);
}
