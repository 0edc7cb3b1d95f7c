//! Catalogues as repositories give them out: answers of the *Open Archives Initiative Protocol for
//! Metadata Harvesting* (OAI-PMH 2.0) with records of *IEEE 1484.12.1 Learning Object Metadata* (LOM,
//! also in its IMS form) or of Dublin Core (`oai_dc`). A lone LOM record is read too.
//!
//! | LOM | record |
//! |---|---|
//! | `technical.location`, else a web address in `general.identifier`, else the record's identifier | `id` |
//! | `general.title`, `description`, `keyword`, `language` | `name`, `description`, `keywords`, `inLanguage` |
//! | `educational.learningResourceType`, `context`, `intendedEndUserRole` | `learningResourceType`, `educationalLevel`, `audience` |
//! | `educational.typicalLearningTime`, else `technical.duration` | `timeRequired` |
//! | `rights.description`, where it is an address or names a licence; `rights.cost` | `license`; `isAccessibleForFree` |
//! | `lifeCycle.contribute` with the role publisher (name from the vCard) | `publisher` |
//! | `classification` with the purpose competency or educational objective | `teaches` |
//!
//! Of texts in several languages the English one is taken, else the first. Deleted records are reported.

use super::lom_texts::{duration, licence, vcard_name};
use super::report::{Import, ImportError};
use super::xml::{Element, parse};
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

/// Reads an answer of a repository, or a lone record.
///
/// # Errors
/// When the text is not well-formed XML, is an error of the repository, or holds no record.
pub fn import(text: &str) -> Result<Import, ImportError> {
    let root = parse(text)?;
    let mut import = Import::default();
    if let Some(error) = root.all("error").next() {
        return Err(ImportError::Refused {
            name: error.attribute("code").unwrap_or("error").to_owned(),
            detail: error.text(),
        });
    }
    let lists = ["ListRecords", "GetRecord"]
        .iter()
        .filter_map(|name| root.find(name));
    let records: Vec<&Element> = lists.flat_map(|list| list.all("record")).collect();
    if records.is_empty() {
        let fields = fields(&root, None).ok_or(ImportError::Nothing {
            expected: "an OAI-PMH `record`, or a `lom` element",
        })?;
        import.take("the record".into(), fields);
        return Ok(import);
    }
    for (at, record) in records.into_iter().enumerate() {
        let header = record.child("header");
        let name = header
            .and_then(|header| header.child("identifier"))
            .map(Element::text);
        let place = match &name {
            Some(name) => format!("record {} ({name})", at + 1),
            None => format!("record {}", at + 1),
        };
        if header.is_some_and(|header| header.attribute("status") == Some("deleted")) {
            let hint = "Remove the resource from the catalogue, if it is there.";
            import.skip(
                place,
                "import-deleted",
                "the repository has deleted it".into(),
                hint,
            );
            continue;
        }
        match record
            .child("metadata")
            .and_then(|metadata| fields(metadata, name))
        {
            Some(fields) => import.take(place, fields),
            None => {
                let found = record
                    .child("metadata")
                    .and_then(|metadata| metadata.children.first());
                let found = found.map_or("nothing", |found| found.name.as_str());
                let reason = format!("its metadata is neither LOM nor Dublin Core: {found}");
                let hint =
                    "Ask the repository for `metadataPrefix=lom` or `metadataPrefix=oai_dc`.";
                import.skip(place, "import-other-metadata", reason, hint);
            }
        }
    }
    let token = root.find("resumptionToken").map(Element::text);
    import.resumption = token.filter(|token| !token.is_empty());
    Ok(import)
}

fn fields(metadata: &Element, name: Option<String>) -> Option<Fields> {
    if let Some(lom) = metadata.find("lom") {
        return Some(lom_record(lom, name));
    }
    let names = ["dc", "title"];
    let dc = metadata
        .find(names[0])
        .filter(|dc| dc.child(names[1]).is_some())?;
    Some(dublin_core(dc, name))
}

/// A text in English where there is one, else the first.
pub(super) fn text_of(element: &Element) -> String {
    let strings: Vec<&Element> = element
        .children
        .iter()
        .filter(|one| one.name == "string" || one.name == "langstring")
        .collect();
    let is_english = |one: &&&Element| {
        let language = one.attribute("language").or_else(|| one.attribute("lang"));
        language.is_some_and(|language| language.to_ascii_lowercase().starts_with("en"))
    };
    let best = strings.iter().find(is_english).or_else(|| strings.first());
    best.map_or_else(|| element.text(), |best| best.text())
}

/// The value of a vocabulary term: LOM has `value`, the IMS form `value` with a `langstring`.
fn term(element: &Element) -> Option<String> {
    let value = element
        .child("value")
        .map_or_else(|| element.text(), text_of);
    (!value.is_empty()).then_some(value)
}

pub(super) fn is_web(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn put(fields: &mut Fields, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        fields.insert(key.into(), value.into());
    }
}

fn put_list(fields: &mut Fields, key: &str, values: Vec<String>) {
    if !values.is_empty() {
        fields.insert(key.into(), json!(values));
    }
}

/// The fields of a LOM element, in either spelling of its category names.
pub(super) fn lom_record(lom: &Element, name: Option<String>) -> Fields {
    let mut record = Fields::new();
    record.insert("type".into(), json!(["LearningResource"]));
    let category = |name: &str| {
        lom.children
            .iter()
            .filter(move |child| child.name.eq_ignore_ascii_case(name))
            .collect::<Vec<_>>()
    };
    let inside = |categories: &[&Element], name: &str| -> Vec<String> {
        let found = categories.iter().flat_map(|category| {
            category
                .children
                .iter()
                .filter(|child| child.name.eq_ignore_ascii_case(name))
        });
        found.map(text_of).filter(|text| !text.is_empty()).collect()
    };
    let terms = |categories: &[&Element], name: &str| -> Vec<String> {
        let found = categories.iter().flat_map(|category| {
            category
                .children
                .iter()
                .filter(|child| child.name.eq_ignore_ascii_case(name))
        });
        found.filter_map(term).collect()
    };
    let (general, technical) = (category("general"), category("technical"));
    let (educational, rights) = (category("educational"), category("rights"));

    let entries = general.iter().flat_map(|general| {
        general
            .all("identifier")
            .chain(general.all("catalogentry"))
            .map(|one| one.child("entry").map_or_else(|| one.text(), text_of))
    });
    let entries: Vec<String> = entries.filter(|entry| !entry.is_empty()).collect();
    let locations = inside(&technical, "location");
    let web = locations
        .iter()
        .chain(&entries)
        .find(|id| is_web(id))
        .cloned();
    put(
        &mut record,
        "id",
        web.or(name).or_else(|| entries.first().cloned()),
    );
    put(
        &mut record,
        "name",
        inside(&general, "title").into_iter().next(),
    );
    let description = inside(&general, "description");
    put(
        &mut record,
        "description",
        (!description.is_empty()).then(|| description.join("\n\n")),
    );
    put_list(&mut record, "keywords", inside(&general, "keyword"));
    let languages = inside(&general, "language");
    put_list(
        &mut record,
        "inLanguage",
        languages
            .into_iter()
            .filter(|one| one != "none" && one != "und")
            .collect(),
    );
    put_list(
        &mut record,
        "learningResourceType",
        terms(&educational, "learningResourceType"),
    );
    put_list(
        &mut record,
        "educationalLevel",
        terms(&educational, "context"),
    );
    put_list(
        &mut record,
        "audience",
        terms(&educational, "intendedEndUserRole"),
    );
    let learning = inside(&educational, "typicalLearningTime");
    let time = learning
        .into_iter()
        .chain(inside(&technical, "duration"))
        .map(|time| duration(&time));
    put(&mut record, "timeRequired", time.flatten().next());
    let licence = inside(&rights, "description")
        .into_iter()
        .find_map(|text| licence(&text));
    put(
        &mut record,
        "license",
        licence.map(|id| json!({ "id": id })),
    );
    let cost = terms(&rights, "cost")
        .into_iter()
        .next()
        .map(|cost| cost.to_lowercase());
    put(
        &mut record,
        "isAccessibleForFree",
        cost.and_then(|cost| match cost.as_str() {
            "no" => Some(true),
            "yes" => Some(false),
            _ => None,
        }),
    );
    let contributors = category("lifeCycle").into_iter().flat_map(|cycle| {
        cycle
            .children
            .iter()
            .filter(|child| child.name == "contribute")
    });
    let publisher = contributors.filter(|one| {
        one.child("role")
            .and_then(term)
            .is_some_and(|role| role.eq_ignore_ascii_case("publisher"))
    });
    let publisher = publisher.flat_map(|one| &one.children).find_map(vcard_name);
    put(
        &mut record,
        "publisher",
        publisher.map(|name| json!([{ "type": "Organization", "name": name }])),
    );
    let aims = category("classification").into_iter().filter(|one| {
        let purpose = one
            .child("purpose")
            .and_then(term)
            .unwrap_or_default()
            .to_lowercase();
        ["competency", "educational objective"].contains(&purpose.as_str())
    });
    let taxa = aims.flat_map(|aim| aim.all("taxonPath").chain(aim.all("taxonpath")));
    let teaches: Vec<Value> = taxa
        .filter_map(|path| {
            let taxon = path.all("taxon").last()?;
            let id = taxon
                .child("id")
                .map(Element::text)
                .filter(|id| !id.is_empty());
            let entry = taxon
                .child("entry")
                .map(text_of)
                .filter(|entry| !entry.is_empty());
            let id = id.or_else(|| entry.clone())?;
            Some(json!({ "id": id, "prefLabel": { "en": entry.unwrap_or_else(|| id.clone()) } }))
        })
        .collect();
    put(
        &mut record,
        "teaches",
        (!teaches.is_empty()).then_some(teaches),
    );
    record
}

fn dublin_core(dc: &Element, name: Option<String>) -> Fields {
    let mut record = Fields::new();
    record.insert("type".into(), json!(["LearningResource"]));
    let all = |name: &str| -> Vec<String> {
        dc.all(name)
            .map(text_of)
            .filter(|text| !text.is_empty())
            .collect()
    };
    let first = |name: &str| all(name).into_iter().next();
    let identifiers = all("identifier");
    let web = identifiers.iter().find(|id| is_web(id)).cloned();
    put(
        &mut record,
        "id",
        web.or(name).or_else(|| identifiers.first().cloned()),
    );
    put(&mut record, "name", first("title"));
    let description = all("description");
    put(
        &mut record,
        "description",
        (!description.is_empty()).then(|| description.join("\n\n")),
    );
    put_list(&mut record, "keywords", all("subject"));
    put_list(&mut record, "inLanguage", all("language"));
    put_list(&mut record, "learningResourceType", all("type"));
    let licence = all("rights").iter().find_map(|text| licence(text));
    put(
        &mut record,
        "license",
        licence.map(|id| json!({ "id": id })),
    );
    put(
        &mut record,
        "publisher",
        first("publisher").map(|name| json!([{ "type": "Organization", "name": name }])),
    );
    let creators: Vec<Value> = all("creator")
        .into_iter()
        .map(|name| json!({ "type": "Person", "name": name }))
        .collect();
    put(
        &mut record,
        "creator",
        (!creators.is_empty()).then_some(creators),
    );
    record
}
