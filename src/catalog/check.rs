//! What a curator should look at in a catalogue.
//!
//! Reading a catalogue only refuses what cannot be used. This module goes further: it lists everything
//! that makes a catalogue less trustworthy, each finding with its line, a stable code and a remedy. The
//! methods are simple on purpose, so that a finding can be explained:
//!
//! - *Same address in another form*: scheme, `www.`, upper case in the host, default ports, a slash or
//!   `index.html` at the end, fragments, tracking parameters and the order of parameters do not count.
//! - *Near-equal descriptions*: Jaccard similarity of the sets of three consecutive words, at least 0.6,
//!   for descriptions of 12 words or more. Exact, by an inverted index of the triples.
//! - *Language*: the share of words among the 24 commonest words of each of nine languages; see
//!   [`language_of`].

use super::address::{Address, judge};
use super::{CatalogError, Resource};
use crate::diagnostic::Diagnostic;
use crate::framework::Framework;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The line cannot be used.
    Error,
    /// The line can be used, but something is most likely wrong.
    Warning,
    /// A person should have a look.
    Review,
}

/// Something in a catalogue that needs attention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The line of the file, from 1.
    pub line: usize,
    /// A stable name in kebab case, such as `resource-same-address`.
    pub code: &'static str,
    /// What is the matter.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// How much it matters.
    pub severity: Severity,
}

/// Descriptions this similar are near-equal.
const NEAR_EQUAL: f64 = 0.6;

/// Checks the text of a catalogue, line by line, against the maps that its resources may name.
#[must_use]
pub fn check_lines(text: &str, maps: &[Framework]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut resources = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (at, line) in text.trim_start_matches('\u{feff}').split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match Resource::parse(line, at + 1) {
            Ok(resource) => {
                if let Some(&first) = seen.get(&resource.id) {
                    let id = resource.id.clone();
                    let line = at + 1;
                    findings.push(refused(&CatalogError::DuplicateId { line, id, first }));
                } else {
                    seen.insert(resource.id.clone(), at + 1);
                    resources.push((at + 1, resource));
                }
            }
            Err(error) => findings.push(refused(&error)),
        }
    }
    findings.extend(check(&resources, maps));
    findings.sort_by_key(|finding| finding.line);
    findings
}

fn refused(error: &CatalogError) -> Finding {
    let message = error.to_string();
    let place = format!("line {}: ", error.line());
    Finding {
        line: error.line(),
        code: error.code(),
        message: message.strip_prefix(&place).unwrap_or(&message).to_owned(),
        hint: error.hint(),
        severity: Severity::Error,
    }
}

/// Checks resources with their lines. Findings come by line.
#[must_use]
pub fn check(resources: &[(usize, Resource)], maps: &[Framework]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, resource) in resources {
        one(*line, resource, maps, &mut findings);
    }
    same_address(resources, &mut findings);
    same_title(resources, &mut findings);
    near_equal(resources, &mut findings);
    findings.sort_by_key(|finding| finding.line);
    findings
}

fn one(line: usize, resource: &Resource, maps: &[Framework], findings: &mut Vec<Finding>) {
    let mut add = |severity, code, message: String, hint: &str| {
        findings.push(Finding {
            line,
            code,
            message,
            hint: hint.into(),
            severity,
        });
    };
    use Severity::{Review, Warning};
    if resource.license.is_none() {
        let said = resource
            .source
            .get("license")
            .is_some_and(|said| !said.is_null());
        let (severity, message) = match said {
            true => (Review, "the licence says that nobody has looked into it"),
            false => (Warning, "the licence is missing"),
        };
        let hint = "Look on the resource's page, and write the licence's address into `license`.";
        add(severity, "resource-no-licence", message.into(), hint);
    }
    match &resource.address {
        None => {
            let hint = "Write the page to open into `url`.";
            add(
                Warning,
                "resource-no-address",
                "there is no address to open".into(),
                hint,
            );
        }
        Some(address) => {
            let tracking = tracking_parameters(address);
            if !tracking.is_empty() {
                let message = format!(
                    "the address carries tracking parameters: {}",
                    tracking.join(", ")
                );
                let hint = "Remove them from the address.";
                add(Warning, "resource-tracking-address", message, hint);
            }
        }
    }
    for name in &resource.teaches {
        if !maps.is_empty() && !maps.iter().any(|map| map.find(name).is_some()) {
            let message = format!("`teaches` names `{name}`, which is in no map");
            let hint = "Use a code, identifier or uri of a map, or add that map.";
            add(Warning, "resource-unknown-competency", message, hint);
        }
    }
    if let Some(minutes) = resource.minutes.map(|minutes| minutes.0) {
        let kind = resource.kind.as_deref().unwrap_or_default();
        let is_long = ["course", "module", "book", "programme", "program", "series"]
            .iter()
            .any(|long| kind.contains(long));
        let odd = match minutes {
            0 => Some("it takes no time at all"),
            6001.. => Some("it takes more than 100 hours"),
            1201.. if !is_long && !kind.is_empty() => {
                Some("it takes more than 20 hours and is no course")
            }
            1..=4 if is_long => Some("it is a course of under five minutes"),
            _ => None,
        };
        if let Some(odd) = odd {
            let message = format!("{minutes} minutes: {odd}");
            let hint = "Check `timeRequired`: minutes are `PT45M`, hours `PT2H`.";
            add(Warning, "resource-implausible-minutes", message, hint);
        }
    }
    language(resource, &mut add);
    wording(resource, &mut add);
}

fn language(resource: &Resource, add: &mut impl FnMut(Severity, &'static str, String, &str)) {
    let Some(found) = language_of(&resource.description) else {
        return;
    };
    let main = |tag: &String| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let mut said: Vec<String> = resource.languages.iter().map(main).collect();
    // A record may describe a French resource in English, if its context says so.
    let context = resource
        .source
        .get("@context")
        .and_then(|context| context.as_array());
    let own = context
        .into_iter()
        .flatten()
        .find_map(|part| part["@language"].as_str());
    if !said.is_empty() {
        said.extend(own.map(|tag| main(&tag.to_owned())));
    }
    let known = |tag: &String| COMMON.iter().any(|(language, _)| language == tag);
    if said.is_empty() {
        let message = format!("no language is given; the description reads like `{found}`");
        add(
            Severity::Review,
            "resource-no-language",
            message,
            "Write the language into `inLanguage`.",
        );
    } else if said.iter().all(known) && !said.iter().any(|tag| tag == found) {
        let message = format!(
            "the description reads like `{found}`, but the language is {}",
            said.join(", ")
        );
        let hint = "Correct `inLanguage`, or describe the resource in its language.";
        add(Severity::Warning, "resource-other-language", message, hint);
    }
}

/// Texts that a person should look at.
fn wording(resource: &Resource, add: &mut impl FnMut(Severity, &'static str, String, &str)) {
    let description = resource.description.trim();
    let letters: Vec<char> = resource
        .name
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let is_tag = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let broken = ["Ã©", "Ã¤", "Ã¶", "Ã¼", "â€", "\u{fffd}"];
    let odd = [
        (description.is_empty(), "there is no description"),
        (
            !description.is_empty() && description.split_whitespace().count() < 8,
            "the description has fewer than eight words",
        ),
        (
            !description.is_empty() && description.eq_ignore_ascii_case(resource.name.trim()),
            "the description repeats the title",
        ),
        (
            letters.len() > 12 && letters.iter().all(|c| c.is_uppercase()),
            "the title is all capitals",
        ),
        (
            description
                .split('<')
                .skip(1)
                .any(|rest| is_tag(rest) && rest.contains('>')),
            "the description contains HTML",
        ),
        (
            broken
                .iter()
                .any(|sign| description.contains(sign) || resource.name.contains(sign)),
            "a text contains characters that were read in the wrong encoding",
        ),
        (
            description.to_lowercase().contains("lorem ipsum"),
            "the description is a placeholder",
        ),
    ];
    for (is_so, message) in odd {
        if is_so {
            let hint = "Look at the resource's page and mend the text.";
            add(Severity::Review, "resource-odd-text", message.into(), hint);
        }
    }
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || [
            "gclid",
            "fbclid",
            "msclkid",
            "dclid",
            "igshid",
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "yclid",
            "twclid",
            "mkt_tok",
            "vero_id",
            "oly_enc_id",
            "oly_anon_id",
            "ref_src",
        ]
        .contains(&name.as_str())
}

fn parameters(address: &str) -> Vec<&str> {
    let query = address
        .split('#')
        .next()
        .unwrap_or_default()
        .split_once('?');
    let parts = query
        .map(|(_, query)| query.split('&'))
        .into_iter()
        .flatten();
    parts.filter(|part| !part.is_empty()).collect()
}

fn tracking_parameters(address: &str) -> Vec<&str> {
    let names = parameters(address)
        .into_iter()
        .map(|part| part.split('=').next().unwrap_or(part));
    names.filter(|name| is_tracking(name)).collect()
}

/// An address without everything that does not change what it leads to.
#[must_use]
pub fn plain_address(address: &str) -> String {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let whole = rest.split('#').next().unwrap_or_default();
    let (place, _) = whole.split_once('?').unwrap_or((whole, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host
        .strip_suffix(":80")
        .or(host.strip_suffix(":443"))
        .unwrap_or(host);
    let mut path = path.trim_end_matches('/');
    for index in ["index.html", "index.htm", "index.php", "default.aspx"] {
        path = path
            .strip_suffix(index)
            .unwrap_or(path)
            .trim_end_matches('/');
    }
    let mut kept: Vec<&str> = parameters(address);
    kept.retain(|part| !is_tracking(part.split('=').next().unwrap_or(part)));
    kept.sort_unstable();
    match kept.is_empty() {
        true => format!("{host}/{path}"),
        false => format!("{host}/{path}?{}", kept.join("&")),
    }
}

/// Findings for all but the first of each group of resources with one key.
fn groups<'a>(
    keys: impl Iterator<Item = Option<(usize, String, &'a Resource)>>,
    mut found: impl FnMut(usize, &'a Resource, usize, &'a Resource),
) {
    let mut first: HashMap<String, (usize, &Resource)> = HashMap::new();
    for (line, key, resource) in keys.flatten() {
        match first.get(&key) {
            Some(&(line_of_first, other)) => found(line, resource, line_of_first, other),
            None => drop(first.insert(key, (line, resource))),
        }
    }
}

/// Only identifiers count: several parts of one page may share the page's address.
fn same_address(resources: &[(usize, Resource)], findings: &mut Vec<Finding>) {
    let keys = resources.iter().map(|(line, resource)| {
        (judge(&resource.id) == Address::Web)
            .then(|| (*line, plain_address(&resource.id), resource))
    });
    groups(keys, |line, resource, first, other| {
        findings.push(Finding {
            line,
            code: "resource-same-address",
            message: format!(
                "{} is the address of line {first} in another form: {}",
                resource.id, other.id
            ),
            hint: "Remove one of the two lines.".into(),
            severity: Severity::Warning,
        });
    });
}

fn same_title(resources: &[(usize, Resource)], findings: &mut Vec<Finding>) {
    let keys = resources.iter().map(|(line, resource)| {
        let publisher = resource.publisher.as_deref()?;
        let key = format!(
            "{} / {}",
            words(&resource.name).join(" "),
            words(publisher).join(" ")
        );
        Some((*line, key, resource))
    });
    groups(keys, |line, resource, first, _| {
        findings.push(Finding {
            line,
            code: "resource-same-title",
            message: format!("the title and publisher of line {first}: {}", resource.name),
            hint: "Remove one of the two lines, or tell the titles apart.".into(),
            severity: Severity::Review,
        });
    });
}

/// The words of a text, in lower case.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn near_equal(resources: &[(usize, Resource)], findings: &mut Vec<Finding>) {
    let mut numbers: HashMap<Vec<String>, u32> = HashMap::new();
    let mut sets: Vec<Vec<u32>> = Vec::with_capacity(resources.len());
    for (_, resource) in resources {
        let words = words(&resource.description);
        let mut set: Vec<u32> = if words.len() < 12 {
            Vec::new()
        } else {
            let number = |triple: &[String]| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(triple.to_vec()).or_insert(next)
            };
            words.windows(3).map(number).collect()
        };
        set.sort_unstable();
        set.dedup();
        sets.push(set);
    }
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); numbers.len()];
    for (at, set) in sets.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for &triple in set {
            let holders = &mut holders[triple as usize];
            for &other in holders.iter() {
                *shared.entry(other).or_default() += 1;
            }
            holders.push(at);
        }
        let similar = |(&other, &both): (&usize, &usize)| {
            let either = set.len() + sets[other].len() - both;
            let similarity = both as f64 / either as f64;
            (similarity >= NEAR_EQUAL).then_some((other, similarity))
        };
        if let Some((other, similarity)) = shared.iter().find_map(similar) {
            findings.push(Finding {
                line: resources[at].0,
                code: "resource-near-equal-description",
                message: format!(
                    "the description is {:.0} % the same as that of line {}",
                    similarity * 100.0,
                    resources[other].0
                ),
                hint: "Say what is special about each of the two, or remove one.".into(),
                severity: Severity::Review,
            });
        }
    }
}

/// The commonest words of nine languages.
const COMMON: [(&str, &str); 9] = [
    (
        "en",
        "the of and to in is for with that on are this by how an be from or your you it what as at",
    ),
    (
        "de",
        "der die und das in zu den ist mit von für auf ein eine im des nicht sich wie werden sie dem auch wird",
    ),
    (
        "fr",
        "le la les de des et en un une du pour dans est que qui sur par au avec vous ce aux plus ou",
    ),
    (
        "es",
        "el la los las de y en un una para que con del por es se al como su más lo sus o este",
    ),
    (
        "it",
        "il la di e che in un una per con del della i le da è si alla come gli dei nel sono o",
    ),
    (
        "nl",
        "de het een en van in is op te voor met dat zijn die aan door om ook als naar bij of worden je",
    ),
    (
        "pt",
        "o a os as de e em um uma para que com do da no na por se dos das é ao como mais",
    ),
    (
        "sv",
        "och i att det som en på är av för med till den har de inte om ett kan du så eller från hur",
    ),
    (
        "pl",
        "i w na z do się jest nie o że to dla jak po przez od oraz ich lub ze za co są przy",
    ),
];

/// The language a text reads like: the one whose 24 commonest words make up most of it. Nothing for
/// fewer than ten words, when less than 12 % are such words, or when a second language comes near
/// (two thirds of the first).
#[must_use]
pub fn language_of(text: &str) -> Option<&'static str> {
    let words = words(text);
    if words.len() < 10 {
        return None;
    }
    let count = |(language, common): &(&'static str, &str)| {
        let common: HashSet<&str> = common.split(' ').collect();
        let hits = words
            .iter()
            .filter(|word| common.contains(word.as_str()))
            .count();
        (hits, *language)
    };
    let mut counts: Vec<(usize, &'static str)> = COMMON.iter().map(count).collect();
    counts.sort_by_key(|&(hits, _)| std::cmp::Reverse(hits));
    let ((first, language), (second, _)) = (counts[0], counts[1]);
    (first * 100 >= words.len() * 12 && second * 3 <= first * 2).then_some(language)
}
