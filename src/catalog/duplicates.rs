//! Resources that stand in a catalogue twice: by address, by title, by wording.

use super::address::{Address, judge};
use super::check::{Finding, Place, Severity};
use super::language::words;
use super::sketch::Sketch;
use super::{Field, Resource};
use crate::order::Arrange;
use std::collections::{BTreeSet, HashMap};

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

pub(super) fn tracking_parameters(address: &str) -> Vec<&str> {
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
    kept.arrange_by(Ord::cmp);
    match kept.is_empty() {
        true => format!("{host}/{path}"),
        false => format!("{host}/{path}?{}", kept.join("&")),
    }
}

/// Findings for all but the first of each group of resources with one key.
fn groups<'a>(
    keys: impl Iterator<Item = Option<(&'a Place, String, &'a Resource)>>,
    mut found: impl FnMut(&'a Place, &'a Resource, &'a Place, &'a Resource),
) {
    let mut first: HashMap<String, (&Place, &Resource)> = HashMap::new();
    for (place, key, resource) in keys.flatten() {
        match first.get(&key) {
            Some(&(place_of_first, other)) => found(place, resource, place_of_first, other),
            None => drop(first.insert(key, (place, resource))),
        }
    }
}

/// Only identifiers count: several parts of one page may share the page's address.
pub(super) fn same_address(resources: &[(Place, Resource)], findings: &mut Vec<Finding>) {
    let keys = resources.iter().map(|(place, resource)| {
        (judge(&resource.id) == Address::Web)
            .then(|| (place, plain_address(&resource.id), resource))
    });
    groups(keys, |place, resource, first, other| {
        findings.push(Finding {
            place: place.clone(),
            code: "resource-same-address",
            message: format!(
                "{} is the address of {first} in another form: {}",
                resource.id, other.id
            ),
            hint: "Remove one of the two lines.".into(),
            severity: Severity::Warning,
        });
    });
}

pub(super) fn same_title(resources: &[(Place, Resource)], findings: &mut Vec<Finding>) {
    let keys = resources.iter().map(|(place, resource)| {
        let publisher = resource.publisher.as_deref()?;
        let key = format!(
            "{} / {}",
            words(&resource.name).join(" "),
            words(publisher).join(" ")
        );
        Some((place, key, resource))
    });
    groups(keys, |place, resource, first, _| {
        findings.push(Finding {
            place: place.clone(),
            code: "resource-same-title",
            message: format!("the title and publisher of {first}: {}", resource.name),
            hint: "Remove one of the two lines, or tell the titles apart.".into(),
            severity: Severity::Review,
        });
    });
}

pub(super) fn near_equal(resources: &[(Place, Resource)], findings: &mut Vec<Finding>) {
    let mut sketches: Vec<Sketch> = Vec::with_capacity(resources.len());
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, (place, resource)) in resources.iter().enumerate() {
        let sketch = Sketch::of(resource);
        let mut others = BTreeSet::new();
        for key in sketch.keys() {
            let holders = holders.entry(key).or_default();
            others.extend(holders.iter().copied());
            holders.push(at);
        }
        let near = |other: usize| Some((other, sketch.nearness(&sketches[other])?));
        if let Some((other, (field, share))) = others.into_iter().find_map(near) {
            let (code, what) = match field {
                Field::Text => ("resource-near-equal-text", "text"),
                _ => ("resource-near-equal-description", "description"),
            };
            findings.push(Finding {
                place: place.clone(),
                code,
                message: format!(
                    "the {what} is {:.0} % the same as that of {}",
                    share * 100.0,
                    resources[other].0
                ),
                hint: "Say what is special about each of the two, or remove one.".into(),
                severity: Severity::Review,
            });
        }
        sketches.push(sketch);
    }
}
