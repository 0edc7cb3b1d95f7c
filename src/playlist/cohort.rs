//! Several teachers at once: the map of their gaps, groups with common gaps, and a plan for each group.
//!
//! For a lead who has the learners' files. Names are not looked at: people are the places of their files in the list.
//!
//! The gap of a group is the mean of its members' gaps, and its weight such that the weighted gap is the mean of theirs;
//! so a plan for the group closes what helps its members most on the whole. Groups are found from the bottom up:
//! the two groups whose weighted gaps point most in one direction (cosine) join, as long as they are alike
//! enough and small enough to work together.

use super::{Candidates, PlanError, PlanRequest, Playlist, Shelf, Sources};
use crate::framework::Framework;
use crate::learner::{Balance, EvidenceKind, Gap, Learner, LearnerData, round4};
use crate::order::Arrange;
use serde::Serialize;
use std::collections::BTreeMap;

/// How alike two groups have to be to join.
const ALIKE: f64 = 0.5;
/// People in a study group, at most.
const LARGEST: usize = 8;
/// A gap is common when at least this share of a group has it.
const COMMON: f64 = 2.0 / 3.0;
/// Common gaps that are named.
const NAMED: usize = 8;

/// Several teachers at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Cohort {
    /// How many they are.
    pub size: u32,
    /// The map of their gaps, the largest weighted first.
    pub gaps: Vec<CohortGap>,
    /// Groups with common gaps, the largest first.
    pub groups: Vec<StudyGroup>,
}

/// The gap of several teachers in one competency. Means are over all of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CohortGap {
    /// The competency's code, else its identifier.
    pub competency: String,
    /// A few words for a chart.
    pub label: String,
    /// The code of the heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// Mean of the estimated levels.
    pub mastery: f64,
    /// Their standard deviation.
    pub spread: f64,
    /// Mean of the gaps, in levels.
    pub gap: f64,
    /// Mean of the weighted gaps.
    pub weighted: f64,
    /// How many have a gap.
    pub open: u32,
}

/// Teachers with common gaps, and a plan for all of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct StudyGroup {
    /// Places in the list of learners, from 0.
    pub members: Vec<u32>,
    /// The competencies in which most of them have a gap, the largest weighted first.
    pub common: Vec<String>,
    /// A plan for the mean of their gaps; it leaves out what all have worked through.
    pub playlist: Playlist,
}

impl Cohort {
    /// Looks at several teachers, each with the gaps of the role that counts for them.
    ///
    /// # Errors
    /// When there is nobody, or as [`Sources::plan`].
    pub fn of(
        framework: &Framework,
        candidates: &dyn Candidates,
        learners: &[(&Learner, &[Gap])],
        request: &PlanRequest,
    ) -> Result<Self, PlanError> {
        if learners.is_empty() {
            return Err(PlanError::NoLearners);
        }
        let gaps: Vec<&[Gap]> = learners.iter().map(|own| own.1).collect();
        let mut groups = Vec::new();
        for members in group(&gaps) {
            let of: Vec<&[Gap]> = members.iter().map(|&at| gaps[at as usize]).collect();
            let mean = mean(&of);
            let common = common(&of, &mean);
            let members_of = members.iter().map(|&at| learners[at as usize].0);
            let learner = together(framework, &members_of.collect::<Vec<_>>())?;
            let shelf = Shelf::new(framework, &mean, candidates);
            let sources = Sources {
                shelf: &shelf,
                framework,
                gaps: &mean,
                candidates,
                learner: &learner,
            };
            groups.push(StudyGroup {
                members,
                common,
                playlist: sources.plan(request)?,
            });
        }
        Ok(Self {
            size: u32::try_from(learners.len()).unwrap_or(u32::MAX),
            gaps: map(&gaps),
            groups,
        })
    }
}

/// The gaps of all per competency, in the order of codes.
fn by_competency<'a>(of: &[&'a [Gap]]) -> BTreeMap<&'a str, Vec<&'a Gap>> {
    let mut all: BTreeMap<&str, Vec<&Gap>> = BTreeMap::new();
    for gap in of.iter().copied().flatten() {
        all.entry(&gap.competency).or_default().push(gap);
    }
    all
}

fn map(of: &[&[Gap]]) -> Vec<CohortGap> {
    let mut rows: Vec<CohortGap> = by_competency(of)
        .into_values()
        .map(|own| {
            let count = own.len() as f64;
            let sum = |part: fn(&Gap) -> f64| own.iter().map(|gap| part(gap)).sum::<f64>();
            let mastery = sum(|gap| gap.mastery) / count;
            let scatter = own
                .iter()
                .map(|gap| (gap.mastery - mastery) * (gap.mastery - mastery));
            CohortGap {
                competency: own[0].competency.clone(),
                label: own[0].label.clone(),
                standard: own[0].standard.clone(),
                mastery: round4(mastery),
                spread: round4(libm::sqrt(scatter.sum::<f64>() / count)),
                gap: round4(sum(|gap| gap.gap) / of.len() as f64),
                weighted: round4(sum(|gap| gap.weighted) / of.len() as f64),
                open: own.iter().filter(|gap| gap.gap > 0.0).count() as u32,
            }
        })
        .collect();
    rows.arrange_by(|a, b| b.weighted.total_cmp(&a.weighted));
    rows
}

/// One gap per competency for all of a group.
fn mean(of: &[&[Gap]]) -> Vec<Gap> {
    let count = of.len() as f64;
    let mut gaps: Vec<Gap> = by_competency(of)
        .into_values()
        .map(|own| {
            let sum = |part: fn(&Gap) -> f64| own.iter().map(|gap| part(gap)).sum::<f64>();
            let gap = round4(sum(|gap| gap.gap) / count);
            let weighted = sum(|gap| gap.weighted) / count;
            let target = own.iter().map(|gap| gap.target).fold(0.0, f64::max);
            let weight = if gap > 0.0 {
                round4(weighted / gap)
            } else {
                0.0
            };
            Gap {
                mastery: round4((target - gap).max(0.0)),
                uncertainty: round4(sum(|gap| gap.uncertainty) / own.len() as f64),
                target,
                gap,
                weight,
                weighted: round4(gap * weight),
                evidence: own.iter().map(|gap| gap.evidence).sum(),
                goals: Balance {
                    teacher: sum(|gap| gap.goals.teacher),
                    school: sum(|gap| gap.goals.school),
                    district: sum(|gap| gap.goals.district),
                },
                reasons: Vec::new(),
                messages: Vec::new(),
                ..own[0].clone()
            }
        })
        .collect();
    gaps.arrange_by(|a, b| b.weighted.total_cmp(&a.weighted));
    gaps
}

fn common(of: &[&[Gap]], mean: &[Gap]) -> Vec<String> {
    let open = |competency: &str| {
        let has = |gaps: &&&[Gap]| {
            let mut gaps = gaps.iter();
            gaps.any(|gap| gap.competency == competency && gap.weighted > 0.0)
        };
        of.iter().filter(has).count() as f64 / of.len() as f64
    };
    let names = mean.iter().filter(|gap| gap.weighted > 0.0);
    let names = names.map(|gap| gap.competency.as_str());
    let common = names.filter(|name| open(name) >= COMMON).take(NAMED);
    common.map(str::to_owned).collect()
}

/// A learner that has done what all of them have done.
fn together(framework: &Framework, members: &[&Learner]) -> Result<Learner, PlanError> {
    let mut data = LearnerData::create(&framework.document().identifier);
    let done: Vec<_> = members.iter().map(|own| own.completed()).collect();
    let by_all = |id: &str| done.iter().all(|own| own.contains(id));
    if let Some(first) = members.first() {
        let evidence = first.data().evidence.iter().filter(|own| {
            let resource = own.resource.as_deref();
            own.kind != EvidenceKind::Completion || resource.is_some_and(by_all)
        });
        data.evidence = evidence.cloned().collect();
    }
    let of = |error: crate::learner::LearnerError| PlanError::Member { error };
    Learner::from_data(data, framework).map_err(of)
}

/// Groups of people, as places in the list.
fn group(of: &[&[Gap]]) -> Vec<Vec<u32>> {
    let codes: Vec<&str> = by_competency(of).into_keys().collect();
    let mut groups: Vec<(Vec<u32>, Vec<f64>)> = (0..)
        .zip(of)
        .map(|(at, gaps)| {
            let mut way = vec![0.0; codes.len()];
            for gap in gaps.iter() {
                if let Ok(at) = codes.binary_search(&gap.competency.as_str()) {
                    way[at] = gap.weighted;
                }
            }
            (vec![at], way)
        })
        .collect();
    loop {
        let mut best = (ALIKE, usize::MAX, usize::MAX);
        for one in 0..groups.len() {
            for other in one + 1..groups.len() {
                let (a, b) = (&groups[one], &groups[other]);
                let alike = cosine(&a.1, &b.1);
                if a.0.len() + b.0.len() <= LARGEST && alike > best.0 {
                    best = (alike, one, other);
                }
            }
        }
        if best.1 == usize::MAX {
            break;
        }
        let (members, way) = groups.remove(best.2);
        let joined = &mut groups[best.1];
        joined.0.extend(members);
        joined.0.sort_unstable();
        for (own, other) in joined.1.iter_mut().zip(way) {
            *own += other;
        }
    }
    let mut groups: Vec<Vec<u32>> = groups.into_iter().map(|group| group.0).collect();
    groups.arrange_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let norm = libm::sqrt(dot(a, a) * dot(b, b));
    if norm > 0.0 { dot(a, b) / norm } else { 0.0 }
}
