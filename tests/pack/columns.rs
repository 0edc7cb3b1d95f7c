//! What plans ask of a pack is what its lines say.

use super::world::built;
use gapwise::catalog::Figures;
use gapwise::pack::Pack;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Lines that leave out what they can, and lines that say it.
fn told() -> impl Strategy<Value = Vec<String>> {
    fn said<T: Into<Value>>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Value> {
        proptest::option::of(value).prop_map(|own| own.map_or(Value::Null, Into::into))
    }
    let texts = |words: &'static str, most| proptest::collection::vec(words, 0..most);
    let one = (
        said((0u32..5000).prop_map(|minutes| format!("PT{minutes}M"))),
        said(proptest::collection::vec(1u8..=4, 0..4)),
        said("insight|goal|technique|practice"),
        said("video|course|kit ü"),
        said("A|B and C"),
        said(texts("en|fr|de-AT", 3)),
        said(any::<bool>()),
        said(any::<bool>()),
        (said(texts("r[0-7]", 3)), said(1u32..=100)),
        said(proptest::sample::subsequence(vec!["6c", "3b"], 0..=2)),
    );
    let line = |(
        at,
        (
            minutes,
            levels,
            role,
            kind,
            publisher,
            languages,
            free,
            offline,
            (requires, parts),
            teaches,
        ),
    )| {
        json!({
            "id": format!("r{at}"), "name": "One", "timeRequired": minutes, "educationalLevel": levels,
            "gapwise:contentRole": role, "learningResourceType": kind, "publisher": publisher,
            "inLanguage": languages, "isAccessibleForFree": free, "gapwise:offline": offline,
            "coursePrerequisites": requires, "gapwise:parts": parts, "teaches": teaches,
        })
        .to_string()
    };
    let number = move |all: Vec<_>| {
        let numbered: Vec<(usize, _)> = all.into_iter().enumerate().collect();
        numbered.into_iter().map(line).collect()
    };
    proptest::collection::vec(one, 1..8).prop_map(number)
}

proptest! {
    /// What a plan asks of a pack is what the resources and their alignments say, also after resources came and went.
    #[test]
    fn the_columns_say_what_the_lines_say(lines in told(), more in told(), out in 0usize..8) {
        let agrees = |pack: &Pack| {
            for at in 0..pack.resources().len() {
                let mut aligned = Vec::new();
                pack.each_aligned(0, at, &mut |competency, score| aligned.push((competency, score)));
                let told = pack.alignments(0, at).iter().map(|own| (own.competency, own.score));
                assert_eq!(aligned, told.collect::<Vec<_>>());
                let figures = pack.resources().figures(at);
                assert_eq!(figures, Figures::of(&pack.resources()[at]));
                assert_eq!(pack.resources().place(&pack.resources()[at].id), Some(at));
            }
        };
        let mut pack = Pack::open(built(&lines)).unwrap();
        agrees(&pack);
        pack.add(&more.join("\n"), "more", &[]).unwrap();
        pack.remove(&[format!("r{out}")].into()).unwrap();
        agrees(&pack);
        agrees(&Pack::open(pack.save().unwrap()).unwrap());
    }
}
