//! What is to be reached: targets and weights from role and goals.

use super::read::number;
use super::reasons::{self, maybe};
use super::{Balance, Learner, LearnerError, Message, Owner};
use crate::framework::{CompetencyIndex, DEFAULT_TARGET, Framework, RoleOverlay};
use crate::order::Arrange;

/// Target and weight of one leaf, and where they come from.
pub(super) struct Aimed {
    pub target: f64,
    pub weight: f64,
    pub reasons: Vec<Message>,
    /// The weights of the goals that ask for it, by owner.
    pub goals: Balance,
}

impl Balance {
    pub(super) const NONE: Self = Self {
        teacher: 0.0,
        school: 0.0,
        district: 0.0,
    };

    /// Shares that sum to 1 (or are all 0), in the order of [`Owner`].
    fn shares(self) -> Result<[f64; 3], LearnerError> {
        let check = |value: f64, owner: &str| {
            number(value, 1e6, "0 to 1000000", || format!("balance.{owner}"))
        };
        let shares = [
            check(self.teacher, "teacher")?,
            check(self.school, "school")?,
            check(self.district, "district")?,
        ];
        let sum: f64 = shares.iter().sum();
        Ok(if sum > 0.0 {
            shares.map(|share| share / sum)
        } else {
            shares
        })
    }
}

/// Target and weight of every item of the map; only those of leaves are used.
pub(super) fn aims(
    framework: &Framework,
    role: Option<&RoleOverlay>,
    learner: &Learner,
    balance: Balance,
) -> Result<Vec<Aimed>, LearnerError> {
    let shares = balance.shares()?;
    let mut aimed: Vec<Aimed> = framework
        .indices()
        .map(|index| {
            let weight = framework.competency(index).weight;
            let usual = (weight - 1.0).abs() < f64::EPSILON;
            Aimed {
                target: DEFAULT_TARGET,
                weight,
                reasons: if usual {
                    Vec::new()
                } else {
                    vec![reasons::MAP_WEIGHT.with([("weight", weight.into())])]
                },
                goals: Balance::NONE,
            }
        })
        .collect();
    if let Some(role) = role {
        apply_role(framework, role, &mut aimed);
    }
    let mut boost = vec![0.0; framework.len()];
    for aim in &learner.aims {
        let share = shares[aim.owner as usize];
        let due = aim
            .due
            .map(|due| reasons::DUE.with([("date", due.to_string().into())]));
        let on = (!framework.is_leaf(aim.competency)).then(|| {
            let name = framework.competency(aim.competency).name();
            reasons::FOR.with([("competency", name.into())])
        });
        for leaf in framework.leaves_under(aim.competency) {
            let item = &mut aimed[leaf.get()];
            *match aim.owner {
                Owner::Teacher => &mut item.goals.teacher,
                Owner::School => &mut item.goals.school,
                Owner::District => &mut item.goals.district,
            } += aim.weight;
            if share == 0.0 {
                continue;
            }
            item.target = item.target.max(aim.target);
            let times = 3.0 * share * aim.weight;
            boost[leaf.get()] += times;
            item.reasons.push(reasons::goal(aim.owner).with([
                ("on", maybe(on.clone())),
                ("target", aim.target.into()),
                ("due", maybe(due.clone())),
                ("times", times.into()),
            ]));
        }
    }
    for (item, boost) in aimed.iter_mut().zip(boost) {
        item.weight *= 1.0 + boost;
    }
    Ok(aimed)
}

/// A role's targets; one for a leaf goes before one for a heading above it.
fn apply_role(framework: &Framework, role: &RoleOverlay, aimed: &mut [Aimed]) {
    let mut targets: Vec<(usize, CompetencyIndex, &crate::framework::RoleTarget)> = role
        .targets
        .iter()
        .filter_map(|target| {
            let index = framework.find(&target.competency)?;
            Some((framework.depth(index), index, target))
        })
        .collect();
    targets.arrange_by_key(|&(depth, index, _)| (depth, index));
    for (_, index, target) in targets {
        for leaf in framework.leaves_under(index) {
            aimed[leaf.get()] = Aimed {
                target: target.target.value(),
                weight: target.weight,
                reasons: vec![reasons::ROLE.with([
                    ("role", role.title.as_str().into()),
                    ("target", target.target.value().into()),
                    ("weight", target.weight.into()),
                ])],
                goals: Balance::NONE,
            };
        }
    }
}
