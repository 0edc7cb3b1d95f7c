//! What the tagger promises for any map and any text.

use gapwise::catalog::Field;
use gapwise::framework::Framework;
use gapwise::tagging::{SHOW, Tagged, Tagger, TextFields};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A map of two headings with three competencies each.
fn framework() -> Framework {
    let items = [
        ("A", "Checking understanding", &[][..]),
        (
            "A1",
            "Check for understanding during the lesson and adapt the next step.",
            &["exit tickets", "hinge questions"],
        ),
        (
            "A2",
            "Give feedback that pupils can act on.",
            &["whole-class feedback", "marking"],
        ),
        (
            "A3",
            "Record attainment fairly at the end of a course.",
            &["summative assessment", "grading"],
        ),
        ("B", "Behaviour", &[]),
        (
            "B1",
            "Establish classroom routines and practise them.",
            &["entry routine"],
        ),
        (
            "B2",
            "Respond calmly to low-level disruption and behavioural incidents.",
            &["sanctions", "de-escalation"],
        ),
        (
            "B3",
            "Work with a special needs co-ordinator to organise support.",
            &["SENCO"],
        ),
    ];
    let node =
        |code: &str| json!({ "title": code, "identifier": code, "uri": format!("urn:x:{code}") });
    let mut associations: Vec<Value> = Vec::new();
    for (at, (code, ..)) in items
        .iter()
        .enumerate()
        .filter(|(_, (code, ..))| code.len() > 1)
    {
        associations.push(json!({
            "identifier": format!("is{at}"), "uri": format!("urn:x:is{at}"), "associationType": "isChildOf",
            "originNodeURI": node(code), "destinationNodeURI": node(&code[..1]),
        }));
    }
    let items: Vec<Value> = items
        .iter()
        .map(|(code, statement, keywords)| {
            json!({ "identifier": code, "uri": format!("urn:x:{code}"), "humanCodingScheme": code,
                    "fullStatement": statement, "conceptKeywords": keywords })
        })
        .collect();
    let map = json!({
        "CFDocument": { "identifier": "map", "uri": "urn:x:map", "title": "A map", "creator": "Nobody", "language": "en" },
        "CFItems": items,
        "CFAssociations": associations,
    });
    Framework::parse(&map.to_string()).unwrap()
}

fn described(description: &str) -> TextFields<'_> {
    TextFields {
        description,
        ..TextFields::default()
    }
}

/// The codes of the tags shown for a description.
fn codes(description: &str) -> Vec<String> {
    let framework = framework();
    let tags = Tagger::compile(&framework).tag(&described(description), 5);
    tags.iter()
        .map(|tag| framework.competency(tag.competency).name().to_owned())
        .collect()
}

fn first(description: &str) -> Tagged {
    Tagger::compile(&framework())
        .tag(&described(description), 1)
        .remove(0)
}

#[test]
fn a_text_is_tagged_with_what_it_names() {
    assert_eq!(
        codes("Use exit tickets to check for understanding in every lesson."),
        ["A1"]
    );
    assert_eq!(
        codes("Classroom routines: practise the entry routine."),
        ["B1"]
    );
}

#[test]
fn the_reason_names_the_words_and_where_they_stand() {
    let tag = first("How exit tickets help you to check for understanding, with templates.");
    assert_eq!(
        tag.because,
        "names “check for understanding” and “exit tickets” in the description"
    );
    assert_eq!(tag.evidence[0].field, Field::Description);
    assert!(tag.score >= SHOW);
}

#[test]
fn nothing_in_the_map_gives_no_tag() {
    let tagger = Tagger::compile(&framework());
    for text in [
        "",
        " \u{0}\n",
        "😀😀",
        "The battle was fought in 1815 near a village.",
        "مرحبا بالعالم",
        "the and of with",
    ] {
        assert_eq!(tagger.tag(&described(text), 5), [], "{text:?}");
        assert_eq!(
            tagger.rank(&described(text)).len(),
            6,
            "every candidate is ranked"
        );
    }
}

#[test]
fn without_a_threshold_every_leaf_comes_once_and_no_heading() {
    let framework = framework();
    let tagger = Tagger::compile(&framework);
    let mut all: Vec<_> = tagger
        .tag(&described("exit tickets"), 0)
        .iter()
        .map(|tag| tag.competency)
        .collect();
    all.sort_unstable();
    assert_eq!(all, framework.leaves().collect::<Vec<_>>());
}

#[test]
fn markup_capitals_hyphens_and_spelling_do_not_matter() {
    let plain = codes(
        "Classroom routines, practised daily, and behavioural incidents, low-level disruption.",
    );
    assert_eq!(plain, ["B2", "B1"]);
    for same in [
        "<p>Classroom <b>routines</b>, practised daily, and <a href='/exit-tickets'>behavioural</a> incidents, low-level disruption.</p>",
        "**Classroom routines**, practised daily, and _behavioural_ incidents, `low-level disruption`.",
        "CLASSROOM ROUTINES, PRACTISED DAILY, AND BEHAVIOURAL INCIDENTS, LOW-LEVEL DISRUPTION.",
        "Classroom routines, practiced daily, and behavioral incidents, low level disruption.",
        "Class\u{ad}room routines, practised daily, and behavioural incidents, low\u{2011}level disruption.",
    ] {
        assert_eq!(codes(same), plain, "{same}");
    }
    assert_eq!(
        codes("Organize support with your special needs coordinator"),
        ["B3"]
    );
}

#[test]
fn a_large_text_is_read_in_linear_time() {
    let tagger = Tagger::compile(&framework());
    for piece in [
        "exit tickets and routines. ",
        "<a<a<script>",
        "&amp;&&",
        "routines ",
        "x",
        "漢字",
        "well-being-",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let fields = TextFields {
            text: &text,
            ..TextFields::default()
        };
        assert!(tagger.tag(&fields, 5).len() <= 5);
    }
}

/// Texts made of the map's words, markup and signs of all kinds.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("exit tickets".to_owned()),
        Just("check for understanding".to_owned()),
        Just("Co-ordinator’s routines".to_owned()),
        Just("<b>marking</b>".to_owned()),
        Just("&amp; https://a.org/routines?x=1".to_owned()),
        Just("low\u{ad}-level. Disruption\n\n- ".to_owned()),
        Just("é😀\u{0}\u{202e}שלום".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn evidence_is_a_slice_of_its_field((name, description, text, keywords) in (any_text(), any_text(), any_text(), any_text())) {
        let fields = TextFields { name: &name, description: &description, text: &text, keywords: &keywords };
        for tag in Tagger::compile(&framework()).tag(&fields, 0) {
            prop_assert!(tag.evidence.len() <= 6);
            let mut spans = Vec::new();
            for evidence in &tag.evidence {
                let field = match evidence.field {
                    Field::Name => &name,
                    Field::Description => &description,
                    Field::Text => &text,
                    Field::Keywords => &keywords,
                };
                let slice: String = field.chars().skip(evidence.start as usize).take((evidence.end - evidence.start) as usize).collect();
                prop_assert_eq!(&slice, &evidence.text);
                prop_assert!(!slice.is_empty());
                spans.push((evidence.field, evidence.start, evidence.end));
            }
            spans.sort_unstable();
            let apart = spans.windows(2).all(|pair| pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1);
            prop_assert!(apart, "spans overlap: {:?}", spans);
        }
    }

    #[test]
    fn the_order_is_by_score_then_by_map_and_never_changes(text in any_text()) {
        let fields = described(&text);
        let ranked = Tagger::compile(&framework()).rank(&fields);
        prop_assert_eq!(&ranked, &Tagger::compile(&framework()).rank(&fields));
        for pair in ranked.windows(2) {
            prop_assert!(pair[0].score >= pair[1].score);
            prop_assert!(pair[0].strength > pair[1].strength || pair[0].competency < pair[1].competency);
        }
        prop_assert!(ranked.iter().all(|scored| (0.0..=1.0).contains(&scored.score)));
    }
}
