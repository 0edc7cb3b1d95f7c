//! The rules that make a package a map: unique names, a hierarchy that is a forest, associations that
//! lead somewhere, prerequisites without a circle.

use super::case::{self, Node};
use super::model::{Association, AssociationKind, CompetencyIndex, Endpoint, Framework};
use super::role::{RoleOverlay, RoleTarget};
use super::{FrameworkError, Level, LevelScale};
use serde_json::Value;
use std::collections::HashMap;

type Problems = Vec<FrameworkError>;

/// The first of several problems, as an error of its own.
pub(super) fn first(problems: Problems) -> FrameworkError {
    problems
        .into_iter()
        .next()
        .expect("a failed reading lists at least one problem")
}

/// Reads and checks a package. With a base map, associations may lead into it.
pub(super) fn read(json: &str, base: Option<&Framework>) -> Result<Framework, Problems> {
    let json = json.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(json).map_err(|error| {
        vec![FrameworkError::NotJson {
            line: error.line(),
            column: error.column(),
            detail: error
                .to_string()
                .split(" at line")
                .next()
                .unwrap_or_default()
                .to_owned(),
        }]
    })?;
    let mut problems = Vec::new();
    let Some(mut package) = Node::new(&value, "", &mut problems) else {
        return Err(problems);
    };
    if let Some(inner) = package.object("CFPackage") {
        package = inner;
    }
    let Some(document) = package.object("CFDocument") else {
        problems.push(match package.fields.get("CFDocument") {
            Some(other) => FrameworkError::WrongType {
                path: package.at("CFDocument"),
                expected: "an object",
                found: crate::diagnostic::json_type(other),
            },
            None => FrameworkError::Missing {
                path: "the package".into(),
                field: "CFDocument",
            },
        });
        return Err(problems);
    };
    let document = case::document(&document, &mut problems);
    let rubrics = case::rubrics(&package, &mut problems);
    let items = package.objects("CFItems", &mut problems);
    let mut competencies: Vec<_> = items
        .iter()
        .map(|node| case::competency(node, &mut problems))
        .collect();
    for competency in &mut competencies {
        if let Some(rubric) = rubrics.get(&competency.identifier) {
            competency.rubric.clone_from(rubric);
        }
    }
    let paths: Vec<String> = items.into_iter().map(|node| node.path).collect();
    let scale = scale_of(&competencies);
    let mut map = Framework {
        document,
        scale,
        associations: Vec::new(),
        package_extra: package
            .fields
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "CFDocument" | "CFItems" | "CFAssociations"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        parents: Vec::new(),
        children: Vec::new(),
        prerequisites: Vec::new(),
        by_name: HashMap::new(),
        competencies,
    };
    name_all(&mut map, &paths, &mut problems);
    for node in package.objects("CFAssociations", &mut problems) {
        if let Some(association) = association(&node, &map, base, &mut problems) {
            map.associations.push(association);
        }
    }
    link(&mut map, &mut problems);
    if problems.is_empty() {
        Ok(map)
    } else {
        Err(problems)
    }
}

/// The labels that the map's rubrics give to their levels, where they agree on five.
fn scale_of(competencies: &[super::Competency]) -> LevelScale {
    let mut scale = LevelScale::default();
    for level in competencies
        .iter()
        .flat_map(|competency| &competency.rubric)
    {
        let whole = level.score.clamp(0.0, 4.0) as usize;
        if let (Some(quality), true) = (&level.quality, level.score.fract() == 0.0) {
            scale.labels[whole].clone_from(quality);
        }
    }
    scale
}

/// Fills the table of names and reports identifiers and codes that are used twice.
fn name_all(map: &mut Framework, paths: &[String], problems: &mut Problems) {
    let mut identifiers: HashMap<&str, usize> = HashMap::new();
    let mut codes: HashMap<&str, usize> = HashMap::new();
    let mut names = HashMap::new();
    for (at, competency) in map.competencies.iter().enumerate() {
        let index = CompetencyIndex(u32::try_from(at).unwrap_or(u32::MAX));
        if !competency.identifier.is_empty() {
            if let Some(&first) = identifiers.get(competency.identifier.as_str()) {
                problems.push(FrameworkError::DuplicateIdentifier {
                    path: paths[at].clone(),
                    identifier: competency.identifier.clone(),
                    first: paths[first].clone(),
                });
            }
            identifiers.entry(&competency.identifier).or_insert(at);
        }
        if let Some(code) = &competency.code {
            if let Some(&first) = codes.get(code.as_str()) {
                problems.push(FrameworkError::DuplicateCode {
                    path: paths[at].clone(),
                    code: code.clone(),
                    first: paths[first].clone(),
                });
            }
            codes.entry(code).or_insert(at);
        }
        for name in [Some(&competency.identifier), Some(&competency.uri)]
            .into_iter()
            .flatten()
        {
            if !name.is_empty() {
                names.entry(name.clone()).or_insert(index);
            }
        }
    }
    for (code, at) in codes {
        names.insert(
            code.to_owned(),
            CompetencyIndex(u32::try_from(at).unwrap_or(u32::MAX)),
        );
    }
    map.by_name = names;
}

fn association(
    node: &Node<'_>,
    map: &Framework,
    base: Option<&Framework>,
    problems: &mut Problems,
) -> Option<Association> {
    let kind = AssociationKind::from_name(&node.required("associationType", problems));
    let end = |key: &'static str, problems: &mut Problems| -> Option<Endpoint> {
        let Some(link) = node.object(key) else {
            problems.push(FrameworkError::Missing {
                path: node.path.clone(),
                field: key,
            });
            return None;
        };
        let identifier = link.required("identifier", problems);
        if identifier.is_empty() {
            return None;
        }
        let uri = link.text("uri", problems).unwrap_or_default();
        if identifier == map.document.identifier {
            return Some(Endpoint::Document);
        }
        if let Some(index) = map.find(&identifier) {
            return Some(Endpoint::Competency(index));
        }
        let in_base = base.is_some_and(|base| base.find(&identifier).is_some());
        let outside = key == "destinationNodeURI"
            && kind != AssociationKind::IsChildOf
            && is_elsewhere(&uri, map);
        if in_base || outside {
            return Some(Endpoint::External(identifier));
        }
        problems.push(FrameworkError::DanglingAssociation {
            path: link.path.clone(),
            kind: kind.name().to_owned(),
            identifier,
        });
        None
    };
    let origin = end("originNodeURI", problems);
    let destination = end("destinationNodeURI", problems);
    Some(Association {
        sequence: node
            .number("sequenceNumber", problems)
            .map(|number| number as i64),
        source: node.fields.clone(),
        origin: origin?,
        destination: destination?,
        kind,
    })
}

/// Whether a link leads to another publisher's space: a full web address under which this map keeps
/// nothing. (A prerequisite in another map is kept; a mistyped identifier of one's own is an error.)
fn is_elsewhere(uri: &str, map: &Framework) -> bool {
    let space = |uri: &str| uri.rfind('/').map(|end| uri[..=end].to_owned());
    let is_web = uri.starts_with("https://") || uri.starts_with("http://");
    is_web
        && !map
            .competencies
            .iter()
            .any(|own| space(&own.uri) == space(uri))
        && space(&map.document.uri) != space(uri)
}

/// Builds the hierarchy and the prerequisites, and reports circles.
fn link(map: &mut Framework, problems: &mut Problems) {
    let count = map.competencies.len();
    map.parents = vec![None; count];
    map.children = vec![Vec::new(); count];
    map.prerequisites = vec![Vec::new(); count];
    let mut ordered: Vec<(i64, CompetencyIndex, CompetencyIndex)> = Vec::new();
    for (at, association) in map.associations.iter().enumerate() {
        let (Endpoint::Competency(origin), Endpoint::Competency(destination)) =
            (&association.origin, &association.destination)
        else {
            continue;
        };
        match association.kind {
            AssociationKind::IsChildOf => match map.parents[origin.get()] {
                None => {
                    map.parents[origin.get()] = Some(*destination);
                    ordered.push((
                        association.sequence.unwrap_or(i64::MAX),
                        *destination,
                        *origin,
                    ));
                }
                Some(first) if first != *destination => {
                    problems.push(FrameworkError::SecondParent {
                        path: format!("CFAssociations[{at}]"),
                        item: map.competencies[origin.get()].name().to_owned(),
                        first: map.competencies[first.get()].name().to_owned(),
                    })
                }
                Some(_) => {}
            },
            AssociationKind::Precedes if !map.prerequisites[destination.get()].contains(origin) => {
                map.prerequisites[destination.get()].push(*origin);
            }
            _ => {}
        }
    }
    ordered.sort_by_key(|&(sequence, parent, child)| (parent, sequence, child));
    for (_, parent, child) in ordered {
        map.children[parent.get()].push(child);
    }
    let above: Vec<Vec<CompetencyIndex>> = map
        .parents
        .iter()
        .map(|parent| parent.iter().copied().collect())
        .collect();
    for (kind, edges) in [("isChildOf", &above), ("precedes", &map.prerequisites)] {
        if let Some(mut circle) = circle(edges) {
            if kind == "precedes" {
                circle.reverse();
            }
            let names: Vec<String> = circle
                .iter()
                .map(|&index| map.competencies[index.get()].name().to_owned())
                .collect();
            problems.push(FrameworkError::Cycle {
                path: format!("CFItems[{}]", circle[0].get()),
                kind: kind.to_owned(),
                cycle: names,
            });
        }
    }
}

/// A circle in a directed graph, its first node repeated at the end; none if there is no circle.
/// Depth first without recursion: a map may be a chain of thousands.
fn circle(edges: &[Vec<CompetencyIndex>]) -> Option<Vec<CompetencyIndex>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    for start in 0..edges.len() {
        if marks[start] != Mark::New {
            continue;
        }
        let mut trail = vec![(start, 0)];
        marks[start] = Mark::Open;
        while let Some((node, next)) = trail.last_mut() {
            let Some(&to) = edges[*node].get(*next) else {
                marks[*node] = Mark::Done;
                trail.pop();
                continue;
            };
            *next += 1;
            match marks[to.get()] {
                Mark::New => {
                    marks[to.get()] = Mark::Open;
                    trail.push((to.get(), 0));
                }
                Mark::Open => {
                    let from = trail.iter().position(|&(node, _)| node == to.get())?;
                    let mut found: Vec<_> = trail[from..]
                        .iter()
                        .map(|&(node, _)| CompetencyIndex(u32::try_from(node).unwrap_or(u32::MAX)))
                        .collect();
                    found.push(to);
                    return Some(found);
                }
                Mark::Done => {}
            }
        }
    }
    None
}

/// Turns a package into a role overlay.
pub(super) fn role(package: Framework, base: &Framework) -> Result<RoleOverlay, FrameworkError> {
    let document = "CFDocument.extensions";
    let own = package
        .document
        .extra
        .get("extensions")
        .and_then(Value::as_object);
    let text = |key: &str| own.and_then(|own| own.get(key)).and_then(Value::as_str);
    let id = text("gapwise:role")
        .ok_or_else(|| FrameworkError::NotARole {
            path: document.into(),
        })?
        .to_owned();
    let extends = text("gapwise:extends").unwrap_or_default().to_owned();
    if extends != base.document.identifier {
        return Err(FrameworkError::OtherBase {
            path: format!("{document}.gapwise:extends"),
            extends,
            base: base.document.identifier.clone(),
        });
    }
    let empty = Vec::new();
    let listed = own
        .and_then(|own| own.get("gapwise:targets"))
        .and_then(Value::as_array)
        .unwrap_or(&empty);
    let mut targets = Vec::with_capacity(listed.len());
    for (at, entry) in listed.iter().enumerate() {
        let path = format!("{document}.gapwise:targets[{at}]");
        let competency = entry
            .get("competency")
            .and_then(Value::as_str)
            .ok_or_else(|| FrameworkError::Missing {
                path: path.clone(),
                field: "competency",
            })?;
        if package.find(competency).is_none() && base.find(competency).is_none() {
            let competency = competency.to_owned();
            return Err(FrameworkError::UnknownCompetency { path, competency });
        }
        let number = |key: &str, usual: f64, most: f64, expected: &'static str| {
            let value = entry
                .get(key)
                .map_or(Some(usual), Value::as_f64)
                .unwrap_or(f64::NAN);
            if (0.0..=most).contains(&value) {
                Ok(value)
            } else {
                let (path, value) = (format!("{path}.{key}"), value.to_string());
                Err(FrameworkError::OutOfRange {
                    path,
                    value,
                    expected,
                })
            }
        };
        targets.push(RoleTarget {
            competency: competency.to_owned(),
            target: Level::clamped(number("target", super::DEFAULT_TARGET, 4.0, "0 to 4")?),
            weight: number("weight", 1.0, 10.0, "0 to 10")?,
        });
    }
    Ok(RoleOverlay {
        id,
        title: package.document.title.clone(),
        description: package.document.description.clone().unwrap_or_default(),
        extends,
        targets,
        package,
    })
}

/// The base map with the competencies of roles added at the end.
pub(super) fn join(base: &Framework, roles: &[RoleOverlay]) -> Result<Framework, FrameworkError> {
    let mut map = base.clone();
    for role in roles {
        for competency in &role.package.competencies {
            let mut added = competency.clone();
            added.role = Some(role.id.clone());
            map.competencies.push(added);
        }
    }
    let paths: Vec<String> = map
        .competencies
        .iter()
        .map(|own| match &own.role {
            Some(role) => format!("role {role}, item {}", own.name()),
            None => format!("item {}", own.name()),
        })
        .collect();
    let mut problems = Vec::new();
    name_all(&mut map, &paths, &mut problems);
    for role in roles {
        for association in &role.package.associations {
            let resolve = |end: &Endpoint| match end {
                Endpoint::Competency(index) => map
                    .find(&role.package.competencies[index.get()].identifier)
                    .map_or(Endpoint::Document, Endpoint::Competency),
                Endpoint::External(identifier) => map.find(identifier).map_or_else(
                    || Endpoint::External(identifier.clone()),
                    Endpoint::Competency,
                ),
                Endpoint::Document => Endpoint::Document,
            };
            let (origin, destination) = (
                resolve(&association.origin),
                resolve(&association.destination),
            );
            map.associations.push(Association {
                origin,
                destination,
                ..association.clone()
            });
        }
    }
    link(&mut map, &mut problems);
    if problems.is_empty() {
        Ok(map)
    } else {
        Err(first(problems))
    }
}
