//! What the teacher's wishes leave out of the plan.

use super::places::Places;
use super::shelf::Shelf;
use super::stock::Stock;
use super::{Only, PlanRequest};
use crate::catalog::Figures;

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

/// All wishes of a request, per candidate.
pub(super) struct Filter<'a> {
    stock: Stock<'a>,
    shelf: &'a Shelf,
    only: Only,
    /// Whether what a resource says of itself has to be looked at.
    by_text: bool,
    wishes: [f64; 5],
    skipped: Places,
    completed: Places,
}

impl<'a> Filter<'a> {
    pub fn new(
        stock: Stock<'a>,
        shelf: &'a Shelf,
        request: &PlanRequest,
        wishes: [f64; 5],
        skipped: Places,
        completed: Places,
    ) -> Self {
        let only = request.only.clone().unwrap_or_default();
        Self {
            stock,
            shelf,
            by_text: only.languages.is_some() || only.not_publishers.is_some(),
            only,
            wishes,
            skipped,
            completed,
        }
    }

    pub fn is_completed(&self, place: u32) -> bool {
        self.completed.has(place)
    }

    pub fn is_skipped(&self, place: u32) -> bool {
        self.skipped.has(place)
    }

    /// Whether a resource goes against no wish.
    pub fn allows(&self, place: u32) -> bool {
        let at = place as usize;
        let (only, shelf) = (&self.only, self.shelf);
        (only.free != Some(true) || shelf.free[at])
            && (only.offline != Some(true) || shelf.offline[at])
            && self.wishes[usize::from(shelf.role[at])] > 0.0
            && !self.is_skipped(place)
            && !self.is_completed(place)
            && (!self.by_text || self.right_text(&self.stock.figures(place)))
    }

    fn right_text(&self, figures: &Figures<'_>) -> bool {
        !self.wrong_language(figures) && !self.wrong_publisher(figures)
    }

    /// The wishes that a resource goes against; none for one that may be in the plan.
    pub fn against(&self, place: u32) -> Vec<Wish> {
        let at = place as usize;
        let figures = self.stock.figures(place);
        let mut against = Vec::new();
        let mut check = |wish, broken: bool| {
            if broken {
                against.push(wish);
            }
        };
        check(Wish::Skipped, self.is_skipped(place));
        check(Wish::Completed, self.is_completed(place));
        check(
            Wish::Free,
            self.only.free == Some(true) && !self.shelf.free[at],
        );
        check(
            Wish::Offline,
            self.only.offline == Some(true) && !self.shelf.offline[at],
        );
        check(Wish::Language, self.wrong_language(&figures));
        check(Wish::Publisher, self.wrong_publisher(&figures));
        let wish = self.wishes[usize::from(self.shelf.role[at])];
        check(Wish::Mix, wish <= 0.0);
        against
    }

    fn wrong_language(&self, figures: &Figures<'_>) -> bool {
        self.only.languages.as_ref().is_some_and(|wanted| {
            !wanted.is_empty()
                && !wanted
                    .iter()
                    .any(|wanted| figures.languages.iter().any(|own| takes_in(wanted, own)))
        })
    }

    fn wrong_publisher(&self, figures: &Figures<'_>) -> bool {
        self.only.not_publishers.as_ref().is_some_and(|names| {
            figures.publisher.is_some_and(|own| {
                names
                    .iter()
                    .any(|name| name.trim().to_lowercase() == own.trim().to_lowercase())
            })
        })
    }
}

/// Whether a language range takes in a language (RFC 4647, basic filtering).
fn takes_in(range: &str, language: &str) -> bool {
    let (range, language) = (range.to_ascii_lowercase(), language.to_ascii_lowercase());
    language
        .strip_prefix(&range)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
