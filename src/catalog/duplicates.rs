//! Resources that stand in a catalogue twice: by address, by title, by description.

use super::Resource;
use super::address::{Address, judge};
use super::check::{Finding, Place, Severity};
use super::language::words;
use std::collections::{BTreeMap, HashMap};

/// Descriptions this similar are near-equal.
const NEAR_EQUAL: f64 = 0.6;

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
    kept.sort_unstable();
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
                place: resources[at].0.clone(),
                code: "resource-near-equal-description",
                message: format!(
                    "the description is {:.0} % the same as that of {}",
                    similarity * 100.0,
                    resources[other].0
                ),
                hint: "Say what is special about each of the two, or remove one.".into(),
                severity: Severity::Review,
            });
        }
    }
}
