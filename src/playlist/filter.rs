//! What the teacher's wishes leave out of the plan.

use super::{Mix, Only, gain};
use crate::catalog::Resource;

/// One wish that leaves a resource out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Skipped,
    Completed,
    Free,
    Offline,
    Language,
    Publisher,
    Mix,
}

impl Wish {
    /// What to change to have the resource back.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Skipped => "take it off the skipped ones",
            Self::Completed => "do it once more: lock it",
            Self::Free => "allow resources that cost something or do not say",
            Self::Offline => "allow resources that need a network",
            Self::Language => "allow another language",
            Self::Publisher => "allow its publisher",
            Self::Mix => "give its content role a weight above 0",
        }
    }
}

/// All wishes of a request, as sets that are quick to ask.
pub(super) struct Filter<'a> {
    only: Only,
    mix: Mix,
    skipped: Vec<&'a str>,
    completed: Vec<&'a str>,
}

impl<'a> Filter<'a> {
    pub fn new(
        only: Option<&Only>,
        mix: Mix,
        skipped: impl Iterator<Item = &'a str>,
        completed: impl Iterator<Item = &'a str>,
    ) -> Self {
        let sorted = |names: &mut Vec<&'a str>| names.sort_unstable();
        let (mut skipped, mut completed): (Vec<_>, Vec<_>) =
            (skipped.collect(), completed.collect());
        sorted(&mut skipped);
        sorted(&mut completed);
        Self {
            only: only.cloned().unwrap_or_default(),
            mix,
            skipped,
            completed,
        }
    }

    /// The wishes that a resource goes against; none for one that may be in the plan.
    pub fn against(&self, resource: &Resource) -> Vec<Wish> {
        let among = |names: &[&str]| names.binary_search(&resource.id.as_str()).is_ok();
        let only = &self.only;
        let mut against = Vec::new();
        let mut check = |wish, broken: bool| {
            if broken {
                against.push(wish);
            }
        };
        check(Wish::Skipped, among(&self.skipped));
        check(Wish::Completed, among(&self.completed));
        check(
            Wish::Free,
            only.free == Some(true) && resource.free != Some(true),
        );
        check(
            Wish::Offline,
            only.offline == Some(true) && !resource.offline,
        );
        check(
            Wish::Language,
            only.languages.as_ref().is_some_and(|wanted| {
                !wanted.is_empty()
                    && !wanted
                        .iter()
                        .any(|wanted| resource.languages.iter().any(|own| takes_in(wanted, own)))
            }),
        );
        check(
            Wish::Publisher,
            only.not_publishers.as_ref().is_some_and(|names| {
                resource.publisher.as_ref().is_some_and(|own| {
                    names
                        .iter()
                        .any(|name| name.trim().to_lowercase() == own.trim().to_lowercase())
                })
            }),
        );
        check(Wish::Mix, gain::quality(resource, &self.mix) <= 0.0);
        against
    }
}

/// Whether a language range takes in a language (RFC 4647, basic filtering).
fn takes_in(range: &str, language: &str) -> bool {
    let (range, language) = (range.to_ascii_lowercase(), language.to_ascii_lowercase());
    language
        .strip_prefix(&range)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
