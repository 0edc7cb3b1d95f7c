//! The rules that make a package a map: unique names, a hierarchy that is a forest, associations that
//! lead somewhere, prerequisites without a circle.

use super::case::{self, Node};
use super::model::{Association, AssociationKind, CompetencyIndex, Endpoint, Framework};
use super::{FrameworkError, LevelScale};
use crate::diagnostic::json_detail;
use crate::order::Arrange;
use serde_json::Value;
use std::collections::HashMap;

pub(super) type Problems = Vec<FrameworkError>;

/// The first of several problems, as an error of its own.
pub(super) fn first(problems: Problems) -> FrameworkError {
    problems
        .into_iter()
        .next()
        .expect("a failed reading lists at least one problem")
}

/// Reads and checks the text of a package. With a base map, associations may lead into it.
pub(super) fn read(json: &str, base: Option<&Framework>) -> Result<Framework, Problems> {
    let value = self::json(json)?;
    read_value(&value, base)
}

/// The JSON of a CASE file, which may begin with a byte order mark.
///
/// # Errors
/// Where it is no JSON.
pub fn package_json(text: &str) -> Result<Value, FrameworkError> {
    json(text).map_err(first)
}

/// The JSON of a file, or where it is none.
pub(super) fn json(json: &str) -> Result<Value, Problems> {
    let json = json.trim_start_matches('\u{feff}');
    serde_json::from_str(json).map_err(|error| {
        vec![FrameworkError::NotJson {
            line: error.line(),
            column: error.column(),
            detail: json_detail(&error),
        }]
    })
}

/// Reads and checks a package that is JSON already.
pub(super) fn read_value(value: &Value, base: Option<&Framework>) -> Result<Framework, Problems> {
    let mut problems = Vec::new();
    let Some((package, document)) = package(value, &mut problems) else {
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
        links: HashMap::new(),
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

/// A package, taken out of its wrapping where there is one, and its document.
pub(super) fn package<'a>(
    value: &'a Value,
    problems: &mut Problems,
) -> Option<(Node<'a>, Node<'a>)> {
    let mut package = Node::new(value, "", problems)?;
    if let Some(inner) = package.object("CFPackage") {
        package = inner;
    }
    if let Some(document) = package.object("CFDocument") {
        return Some((package, document));
    }
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
    None
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
pub(super) fn name_all(map: &mut Framework, paths: &[String], problems: &mut Problems) {
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
    let origin = case::link(node, "originNodeURI", "originNodeIdentifier", problems);
    let destination = case::link(
        node,
        "destinationNodeURI",
        "destinationNodeIdentifier",
        problems,
    );
    let sequence = node.number("sequenceNumber", problems);
    let (origin, destination) = (origin?, destination?);
    let inside = |link: &case::Link| -> Option<Endpoint> {
        if link.identifier == map.document.identifier {
            return Some(Endpoint::Document);
        }
        if let Some(index) = map.find(&link.identifier) {
            return Some(Endpoint::Competency(index));
        }
        base.and_then(|base| base.find(&link.identifier))
            .map(|_| Endpoint::External(link.identifier.clone()))
    };
    let ends = [
        (&origin, inside(&origin)),
        (&destination, inside(&destination)),
    ];
    let anchored = ends.iter().any(|(_, end)| end.is_some());
    let mut resolved = Vec::with_capacity(2);
    for (link, end) in ends {
        let outside = anchored && kind != AssociationKind::IsChildOf && link.is_elsewhere();
        if let Some(end) = end {
            resolved.push(end);
        } else if outside {
            resolved.push(Endpoint::External(link.identifier.clone()));
        } else {
            problems.push(FrameworkError::DanglingAssociation {
                path: link.path.clone(),
                kind: kind.name().to_owned(),
                identifier: link.identifier.clone(),
            });
        }
    }
    let destination = resolved.pop()?;
    let origin = resolved.pop()?;
    Some(Association {
        sequence: sequence.map(|number| number as i64),
        source: node.fields.clone(),
        origin,
        destination,
        kind,
    })
}

/// Builds the hierarchy and the prerequisites, and reports circles.
pub(super) fn link(map: &mut Framework, problems: &mut Problems) {
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
    ordered.arrange_by_key(|&(sequence, parent, child)| (parent, sequence, child));
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
