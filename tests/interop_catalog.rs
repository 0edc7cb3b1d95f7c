//! Catalogues of others: what is taken, what is passed over, and why.

use gapwise::catalog::{Minutes, Resource};
use gapwise::diagnostic::Diagnostic;
use gapwise::interop::{Import, cartridge, lom, lrmi, table};
use proptest::prelude::*;
use serde_json::json;

/// What a person sees of a resource: id, name, minutes, licence, free.
type Seen<'a> = (&'a str, &'a str, Option<u32>, Option<&'a str>, Option<bool>);

fn seen(resource: &Resource) -> Seen<'_> {
    let minutes = resource.minutes.map(|Minutes(minutes)| minutes);
    (
        &resource.id,
        &resource.name,
        minutes,
        resource.license.as_deref(),
        resource.free,
    )
}

fn skipped(import: &Import) -> Vec<(&str, &str)> {
    assert!(
        import
            .skipped
            .iter()
            .all(|one| !one.reason.is_empty() && one.hint.ends_with('.'))
    );
    import
        .skipped
        .iter()
        .map(|one| (one.place.as_str(), one.code))
        .collect()
}

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Course</title>
<script type='application/ld+json'>
{ "@context": "https://schema.org", "@graph": [
  { "@type": "Organization", "name": "Example Institute" },
  { "@type": "BreadcrumbList", "itemListElement": [
      { "@type": "ListItem", "position": 1, "item": { "@id": "https://example.org/", "name": "Home" } } ] },
  { "@type": ["Course", "LearningResource"], "@id": "https://example.org/course",
    "name": "Feedback that helps", "description": "Six weeks on feedback.", "timeRequired": "PT6H",
    "inLanguage": "en", "license": "https://creativecommons.org/licenses/by/4.0/",
    "isAccessibleForFree": true, "publisher": { "@type": "Organization", "name": "Example Institute" },
    "educationalAlignment": [
      { "@type": "AlignmentObject", "alignmentType": "teaches", "targetName": "Feedback",
        "targetUrl": "https://example.org/competencies/6a" },
      { "@type": "AlignmentObject", "alignmentType": "readingLevel", "targetName": "B2" } ] }
]}
</script>
<SCRIPT type="application/ld+json">{ "@type": "Article", "headline": "No address" }</SCRIPT>
<script type="application/ld+json">{ broken </script>
<script>var x = {"@type": "Course"};</script>
</head></html>"#;

#[test]
fn a_page_gives_its_learning_resources() {
    let import = lrmi::import(PAGE).expect("a page with scripts");
    let taken: Vec<_> = import.resources.iter().map(seen).collect();
    let licence = Some("https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(
        taken,
        [(
            "https://example.org/course",
            "Feedback that helps",
            Some(360),
            licence,
            Some(true)
        )]
    );
    assert_eq!(
        import.resources[0].teaches,
        ["https://example.org/competencies/6a"]
    );
    assert_eq!(
        import.resources[0].source["educationalAlignment"][0]["targetName"],
        "B2"
    );
    assert_eq!(
        skipped(&import),
        [
            ("script 1, record 1", "import-other-type"),
            ("script 2, record 5", "resource-missing-field"),
            ("script 3", "import-not-json"),
        ]
    );
    assert!(
        import
            .to_string()
            .starts_with("taken 1, passed over 3\n  script 1, record 1: "),
        "{import}"
    );
}

#[test]
fn json_files_lists_and_lines_are_read() {
    let one = json!({ "@type": "http://schema.org/VideoObject", "url": "https://example.org/v", "name": "V" });
    let two = json!({ "@type": "Book", "@id": "https://example.org/b", "name": { "en": "B" } });
    let list = json!({ "@type": "ItemList", "itemListElement": [
        { "@type": "ListItem", "item": one }, { "@type": "ListItem", "item": two } ] });
    for text in [
        format!("{one}\n{two}\n"),
        json!([one, two]).to_string(),
        list.to_string(),
    ] {
        let import = lrmi::import(&text).expect("JSON");
        let ids: Vec<_> = import.resources.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(
            ids,
            ["https://example.org/v", "https://example.org/b"],
            "{text}"
        );
    }
}

#[test]
fn a_record_that_stands_twice_is_taken_once() {
    let one = json!({ "@type": "Book", "@id": "https://example.org/b", "name": "B" });
    let import = lrmi::import(&json!([one, one]).to_string()).expect("JSON");
    assert_eq!(import.resources.len(), 1);
    assert_eq!(skipped(&import), [("record 2", "resource-duplicate-id")]);
}

#[test]
fn files_without_any_resource_say_what_was_expected() {
    for (text, code) in [
        ("<html></html>", "import-nothing"),
        ("{\"a\": }", "import-not-json"),
        ("[]", "import-nothing"),
        ("", "import-nothing"),
    ] {
        let error = lrmi::import(text).expect_err(code);
        assert_eq!(error.code(), code);
        assert!(error.hint().ends_with('.'));
    }
    assert_eq!(
        lom::import("<a><b></a>")
            .expect_err("tags that cross")
            .code(),
        "import-not-xml"
    );
    assert_eq!(
        lom::import("<html/>").expect_err("no record").code(),
        "import-nothing"
    );
    let deep = "<a>".repeat(5000);
    assert_eq!(
        lom::import(&deep).expect_err("too deep").code(),
        "import-not-xml"
    );
}

#[test]
fn a_spreadsheet_is_read_by_its_usual_headings() {
    let text = "\u{feff}Title;URL;Description;Minutes;Free;Tags;Standards;Owner;Number of parts\r\n\
                Feedback;https://example.org/f;\"Two lines;\r\none cell\";1 h 30 min;yes;marking, feedback;6a | 6b;Ann;3\r\n\
                ;https://example.org/n;x;;;;;;\r\n\
                Bad;javascript:alert(1);x;;;;;;\r\n\
                Late;https://example.org/l;x;soon;;;;;\r\n\
                Many;https://example.org/m;x;;;;;;several\r\n\
                ;;;;;;;;\r\n";
    let import = table::import(text, None).expect("usual headings");
    let taken: Vec<_> = import.resources.iter().map(seen).collect();
    assert_eq!(
        taken,
        [(
            "https://example.org/f",
            "Feedback",
            Some(90),
            None,
            Some(true)
        )]
    );
    let resource = &import.resources[0];
    assert_eq!(resource.keywords, ["marking", "feedback"]);
    assert_eq!(resource.teaches, ["6a", "6b"]);
    assert_eq!(resource.parts, 3);
    assert_eq!(
        resource.source["gapwise:columns"],
        json!({ "Owner": "Ann" })
    );
    assert_eq!(
        skipped(&import),
        [
            ("line 4", "resource-missing-field"),
            ("line 5", "resource-refused-address"),
            ("line 6", "resource-unreadable-field"),
            ("line 7", "resource-unreadable-field"),
        ]
    );
}

#[test]
fn a_mapping_decides_where_headings_do_not() {
    let text = "Was,Wo\nFeedback,https://example.org/f\n";
    let error = table::import(text, None).expect_err("no usual heading");
    assert_eq!(
        error.to_string(),
        "no column `id`; the columns are: Was, Wo"
    );
    let column = |heading: &str, field: &str| (heading.to_owned(), field.to_owned());
    let mapping = table::Mapping {
        columns: vec![column("Was", "name"), column("Wo", "id")],
    };
    let import = table::import(text, Some(&mapping)).expect("mapped");
    assert_eq!(import.resources[0].name, "Feedback");
    let mapping = table::Mapping {
        columns: vec![column("Wann", "name")],
    };
    let error = table::import(text, Some(&mapping)).expect_err("no such column");
    assert_eq!(error.code(), "import-missing-column");
}

const HARVEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
 <responseDate>2026-01-31T09:00:00Z</responseDate>
 <ListRecords>
  <record>
   <header><identifier>oai:example.org:1</identifier></header>
   <metadata><lom:lom xmlns:lom="http://ltsc.ieee.org/xsd/LOM">
    <lom:general>
     <lom:title><lom:string language="de">Rückmeldung</lom:string><lom:string language="en">Feedback &amp; marking</lom:string></lom:title>
     <lom:language>en</lom:language>
     <lom:description><lom:string language="en"><![CDATA[How to give <b>feedback</b>.]]></lom:string></lom:description>
     <lom:keyword><lom:string language="en">feedback</lom:string></lom:keyword>
    </lom:general>
    <lom:lifeCycle><lom:contribute>
      <lom:role><lom:source>LOMv1.0</lom:source><lom:value>publisher</lom:value></lom:role>
      <lom:entity>BEGIN:VCARD
FN:Example Institute
VERSION:3.0
END:VCARD</lom:entity>
    </lom:contribute></lom:lifeCycle>
    <lom:technical><lom:location>https://example.org/feedback</lom:location></lom:technical>
    <lom:educational>
     <lom:learningResourceType><lom:value>narrative text</lom:value></lom:learningResourceType>
     <lom:typicalLearningTime><lom:duration>PT1H</lom:duration></lom:typicalLearningTime>
    </lom:educational>
    <lom:rights>
     <lom:cost><lom:value>no</lom:value></lom:cost>
     <lom:description><lom:string language="en">CC BY-SA 4.0</lom:string></lom:description>
    </lom:rights>
    <lom:classification>
     <lom:purpose><lom:value>competency</lom:value></lom:purpose>
     <lom:taxonPath><lom:taxon><lom:id>6a</lom:id><lom:entry><lom:string language="en">Feedback</lom:string></lom:entry></lom:taxon></lom:taxonPath>
    </lom:classification>
   </lom:lom></metadata>
  </record>
  <record><header status="deleted"><identifier>oai:example.org:2</identifier></header></record>
  <record>
   <header><identifier>oai:example.org:3</identifier></header>
   <metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title>Wait time</dc:title><dc:identifier>https://example.org/wait</dc:identifier>
    <dc:rights>https://creativecommons.org/licenses/by/4.0/.</dc:rights><dc:language>en</dc:language>
   </oai_dc:dc></metadata>
  </record>
  <record><header><identifier>oai:example.org:4</identifier></header><metadata><mods/></metadata></record>
  <resumptionToken>next-1</resumptionToken>
 </ListRecords>
</OAI-PMH>"#;

#[test]
fn a_harvest_gives_its_records() {
    let import = lom::import(HARVEST).expect("an answer");
    let taken: Vec<_> = import.resources.iter().map(seen).collect();
    assert_eq!(
        taken,
        [
            (
                "https://example.org/feedback",
                "Feedback & marking",
                Some(60),
                Some("https://creativecommons.org/licenses/by-sa/4.0/"),
                Some(true),
            ),
            (
                "https://example.org/wait",
                "Wait time",
                None,
                Some("https://creativecommons.org/licenses/by/4.0/"),
                None,
            ),
        ]
    );
    let first = &import.resources[0];
    assert_eq!(first.publisher.as_deref(), Some("Example Institute"));
    assert_eq!(first.description, "How to give <b>feedback</b>.");
    assert_eq!(
        (first.kind.as_deref(), first.teaches.as_slice()),
        (Some("narrative text"), &["6a".to_owned()][..])
    );
    assert_eq!(import.resumption.as_deref(), Some("next-1"));
    assert_eq!(
        skipped(&import),
        [
            ("record 2 (oai:example.org:2)", "import-deleted"),
            ("record 4 (oai:example.org:4)", "import-other-metadata"),
        ]
    );
}

#[test]
fn an_error_of_the_repository_is_passed_on() {
    let text = r#"<OAI-PMH><error code="noRecordsMatch">Nothing new</error></OAI-PMH>"#;
    let error = lom::import(text).expect_err("an error");
    assert_eq!(
        error.to_string(),
        "the repository answered `noRecordsMatch`: Nothing new"
    );
}

const MANIFEST: &str = r#"<?xml version="1.0"?>
<manifest identifier="cc1" xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1">
 <metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>
  <lomimscc:lom xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest">
   <lomimscc:general><lomimscc:title><lomimscc:string>PD course</lomimscc:string></lomimscc:title>
    <lomimscc:language>en</lomimscc:language></lomimscc:general>
   <lomimscc:rights><lomimscc:description><lomimscc:string>CC BY 4.0</lomimscc:string></lomimscc:description></lomimscc:rights>
  </lomimscc:lom></metadata>
 <organizations><organization identifier="o"><item identifier="root">
   <item identifier="i1"><title>Week 1</title>
    <item identifier="i2" identifierref="r1"><title>Reading</title></item>
    <item identifier="i3" identifierref="r2"><title>A film</title></item>
    <item identifier="i4" identifierref="r3"><title>Quiz</title></item>
    <item identifier="i5" identifierref="r9"><title>Lost</title></item>
    <item identifier="i6" identifierref="r4"><title>Another film</title></item>
   </item></item></organization></organizations>
 <resources>
  <resource identifier="r1" type="webcontent" href="week 1/reading.html"><file href="week 1/reading.html"/></resource>
  <resource identifier="r2" type="imswl_xmlv1p3"><file href="film.xml"/></resource>
  <resource identifier="r3" type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment"><file href="quiz.xml"/></resource>
  <resource identifier="r4" type="imswl_xmlv1p3"><file href="gone.xml"/></resource>
  <resource identifier="r5" type="webcontent" href="logo.png"><file href="logo.png"/></resource>
 </resources>
</manifest>"#;

#[test]
fn a_cartridge_gives_its_pages_and_links() {
    let read = |path: &str| {
        (path == "film.xml").then(|| {
            r#"<webLink><title>Film</title><url href="https://example.org/film" target="_blank"/></webLink>"#.to_owned()
        })
    };
    let import =
        cartridge::import(MANIFEST, &read, Some("https://example.org/cc/")).expect("a manifest");
    let licence = Some("https://creativecommons.org/licenses/by/4.0/");
    let taken: Vec<_> = import.resources.iter().map(seen).collect();
    assert_eq!(
        taken,
        [
            (
                "https://example.org/cc/week%201/reading.html",
                "Reading",
                None,
                licence,
                None
            ),
            ("https://example.org/film", "A film", None, licence, None),
        ]
    );
    assert_eq!(import.resources[0].keywords, ["Week 1"]);
    assert_eq!(
        skipped(&import),
        [
            ("item i4", "cartridge-needs-lms"),
            ("item i5", "cartridge-dangling-item"),
            ("item i6", "cartridge-missing-file"),
        ]
    );
    let alone = cartridge::import(MANIFEST, &|_| None, None).expect("a manifest");
    assert_eq!(alone.resources[0].id, "cc1/week 1/reading.html");
    assert_eq!(alone.resources[0].address, None);
    assert_eq!(
        cartridge::import("<a/>", &|_| None, None)
            .expect_err("no manifest")
            .code(),
        "import-nothing"
    );
}

proptest! {
    /// Whatever is imported is read or refused: nothing panics.
    #[test]
    fn any_text_is_read_or_refused(text in "[<>/a-c \"=&;{}\\[\\]:@,\n]{0,80}") {
        let _ = lrmi::import(&text);
        let _ = lom::import(&text);
        let _ = table::import(&text, None);
        let _ = cartridge::import(&text, &|_| None, None);
    }
}
