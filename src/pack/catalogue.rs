//! The resources of a pack and what they are aligned to, each read when it is first asked for.
//!
//! A record is a line of the catalogue (`records`), with its figures and tags in columns and a line of evidence. Opening a pack only finds
//! where the lines begin; a search then reads the resources that it shows, a plan those that it names.

use super::columns::{FigureColumns, TagColumns};
use super::lines::Lines;
use super::records::Records;
use crate::catalog::{
    Alignment, AlignmentStatus, CatalogError, Evidence, Figures, Listing, Resource, Resources, mark,
};
use crate::framework::CompetencyIndex;
use crate::search::Bytes;
use serde_json::Value;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Index;
use std::rc::Rc;

/// From so many resources that are looked for at once it pays to list all by `id`.
const MANY: usize = 256;

/// The resources in their order, with their alignments to each map.
pub struct Catalogue {
    opened: Rc<Opened>,
    /// How many competencies each map has.
    maps: Vec<usize>,
    records: Vec<Record>,
    /// The places by `id`, made when many resources are looked for.
    places: OnceCell<HashMap<Box<str>, u32>>,
}

/// The sections of a pack that speak of its resources.
pub(super) struct Sections<T> {
    pub catalogue: T,
    pub figures: Option<T>,
    pub tags: Option<T>,
    pub evidence: Option<T>,
}

/// What was opened.
#[derive(Default)]
struct Opened {
    records: Records,
    figures: Option<FigureColumns>,
    tags: Option<TagColumns>,
    evidence: Option<Lines>,
}

/// One resource; what was read stays read.
struct Record {
    origin: Origin,
    resource: OnceCell<Box<Resource>>,
    /// Per map.
    alignments: OnceCell<Box<[Vec<Alignment>]>>,
}

/// Where a record comes from: a place in the sections that were opened, or a line that came since.
#[derive(Clone)]
enum Origin {
    Opened(u32),
    Made(Box<str>),
}

impl Catalogue {
    /// The records of the sections; else the name of the one that does not fit the others. Without tags no resource has any.
    /// `maps` says how many competencies each map has.
    pub(super) fn open(sections: Sections<Bytes>, maps: Vec<usize>) -> Result<Self, &'static str> {
        let records = Records::of(sections.catalogue).ok_or("catalogue")?;
        let count = records.len();
        let figures = sections
            .figures
            .map(|section| FigureColumns::open(&section, count).ok_or("figures"));
        let tags = sections
            .tags
            .map(|section| TagColumns::open(&section, count, maps.len()).ok_or("tags"));
        let evidence = sections.evidence.map(|section| {
            let lines = Lines::of(section).filter(|lines| lines.len() == count);
            lines.ok_or("evidence")
        });
        let record = |place| Record {
            origin: Origin::Opened(place),
            resource: OnceCell::new(),
            alignments: OnceCell::new(),
        };
        Ok(Self {
            records: (0..).take(count).map(record).collect(),
            opened: Rc::new(Opened {
                records,
                figures: figures.transpose()?,
                tags: tags.transpose()?,
                evidence: evidence.transpose()?,
            }),
            ..Self::new(maps)
        })
    }

    /// No resources yet.
    pub(super) fn new(maps: Vec<usize>) -> Self {
        Self {
            opened: Rc::default(),
            maps,
            records: Vec::new(),
            places: OnceCell::new(),
        }
    }

    /// How many resources there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The resources in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Resource> {
        (0..self.len()).map(|at| &self[at])
    }

    /// The place of the resource with this `id`.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        if self.places.get().is_some() || self.opened.figures.is_none() {
            return self.places().get(id).map(|&at| at as usize);
        }
        let own = mark(id);
        let mut places = (0..self.len()).filter(|&at| self.mark(at) == own);
        places.find(|&at| self.listing(at).id == id)
    }

    /// The places of those of these resources that are there, ascending.
    pub(super) fn places_of<'a>(&self, ids: impl ExactSizeIterator<Item = &'a str>) -> Vec<u32> {
        if ids.len() > MANY {
            self.places();
        }
        let places = ids.filter_map(|id| u32::try_from(self.place(id)?).ok());
        let mut places: Vec<u32> = places.collect();
        places.sort_unstable();
        places
    }

    fn places(&self) -> &HashMap<Box<str>, u32> {
        self.places.get_or_init(|| {
            let ids = (0..self.len()).map(|at| self.listing(at).id.into());
            ids.zip(0..).collect()
        })
    }

    /// Reads every line.
    ///
    /// # Errors
    /// The first line that is no resource, or has an id that another has.
    pub(super) fn check(&self) -> Result<(), CatalogError> {
        let mut seen = HashMap::new();
        for at in 0..self.len() {
            let resource = read(&self.text(at), at)?;
            if let Some(first) = seen.insert(resource.id.clone(), at + 1) {
                let (line, id) = (at + 1, resource.id);
                return Err(CatalogError::DuplicateId { line, id, first });
            }
        }
        Ok(())
    }

    /// What there is to ask of a resource without reading it.
    #[must_use]
    pub fn figures(&self, at: usize) -> Figures<'_> {
        match (&self.records[at].origin, &self.opened.figures) {
            (&Origin::Opened(place), Some(figures)) => figures.at(place as usize),
            _ => Figures::of(&self[at]),
        }
    }

    fn mark(&self, at: usize) -> u16 {
        match (&self.records[at].origin, &self.opened.figures) {
            (&Origin::Opened(place), Some(figures)) => figures.mark(place as usize),
            _ => mark(&self.listing(at).id),
        }
    }

    /// Calls with the competency and the score of each alignment of a resource to a map that nobody has rejected.
    pub(super) fn each_score(
        &self,
        map: usize,
        at: usize,
        each: &mut dyn FnMut(CompetencyIndex, f64),
    ) {
        let mut tell = |own: &Alignment| {
            if own.status != AlignmentStatus::Rejected {
                each(own.competency, own.score);
            }
        };
        match self.records[at].alignments.get() {
            Some(alignments) => alignments[map].iter().for_each(tell),
            None => {
                let known = self.tags(map, at).filter(|own| self.has(map, own));
                known.for_each(|own| tell(&own));
            }
        }
    }

    /// The alignments of a resource to a map as they stand in the columns, without their evidence.
    fn tags(&self, map: usize, at: usize) -> impl Iterator<Item = Alignment> + '_ {
        let tags = match (&self.records[at].origin, &self.opened.tags) {
            (&Origin::Opened(place), Some(tags)) => Some(tags.of(map, place as usize)),
            _ => None,
        };
        tags.into_iter().flatten()
    }

    /// The alignments of a resource, per map.
    pub(super) fn alignments(&self, at: usize) -> &[Vec<Alignment>] {
        let record = &self.records[at];
        record.alignments.get_or_init(|| {
            let mut evidence = match (&record.origin, &self.opened.evidence) {
                (&Origin::Opened(place), Some(lines)) => {
                    serde_json::from_slice(lines.at(place)).unwrap_or_default()
                }
                _ => EvidenceLine::new(),
            };
            evidence.resize_with(self.maps.len(), Vec::new);
            let of_map = |(map, evidence): (usize, Vec<Vec<Evidence>>)| {
                let mut evidence = evidence.into_iter();
                let of_tag = |tag| Alignment {
                    evidence: evidence.next().unwrap_or_default(),
                    ..tag
                };
                let told = self.tags(map, at).map(of_tag);
                told.filter(|own| self.has(map, own)).collect()
            };
            evidence.into_iter().enumerate().map(of_map).collect()
        })
    }

    /// Whether the map has the competency of an alignment; else somebody made it up.
    fn has(&self, map: usize, own: &Alignment) -> bool {
        own.competency.get() < self.maps[map]
    }

    /// The line of a resource.
    pub(super) fn line(&self, at: usize) -> String {
        String::from_utf8_lossy(&self.text(at)).into_owned()
    }

    fn text(&self, at: usize) -> Cow<'_, [u8]> {
        match &self.records[at].origin {
            &Origin::Opened(place) => self.opened.records.at(place),
            Origin::Made(line) => Cow::Borrowed(line.as_bytes()),
        }
    }

    /// Adds a resource at the end. Its record moves out of it into its line.
    pub(super) fn push(&mut self, mut resource: Resource, alignments: Vec<Vec<Alignment>>) {
        let line = take_line(&mut resource);
        self.push_line(line, resource, alignments);
    }

    /// Adds a resource, of which the line was taken, at the end.
    pub(super) fn push_line(
        &mut self,
        line: Box<str>,
        resource: Resource,
        alignments: Vec<Vec<Alignment>>,
    ) {
        self.records.push(Record {
            origin: Origin::Made(line),
            resource: Box::new(resource).into(),
            alignments: alignments.into_boxed_slice().into(),
        });
        self.places.take();
    }

    /// Takes the last resources away, so that `count` are left.
    pub(super) fn truncate(&mut self, count: usize) {
        self.records.truncate(count);
        self.places.take();
    }

    /// Takes the resources at some places away, which are ascending.
    pub(super) fn remove(&mut self, places: &[u32]) {
        let mut at = 0..;
        self.records.retain(|_| {
            at.next()
                .is_some_and(|at| places.binary_search(&at).is_err())
        });
        self.places.take();
    }

    /// Adds a resource that is there once more at the end, with other alignments.
    pub(super) fn repeat(&mut self, at: usize, alignments: Vec<Vec<Alignment>>) {
        self.records.push(self.records[at].realigned(alignments));
        self.places.take();
    }

    /// The same resources with other alignments.
    pub(super) fn realigned(&self, alignments: Vec<Vec<Vec<Alignment>>>) -> Self {
        let records = self.records.iter().zip(alignments);
        Self {
            opened: Rc::clone(&self.opened),
            records: records.map(|(record, own)| record.realigned(own)).collect(),
            ..Self::new(self.maps.clone())
        }
    }

    /// The same for maps with other numbers of competencies.
    pub(super) fn on(self, maps: Vec<usize>) -> Self {
        Self { maps, ..self }
    }

    /// The sections; where nothing is tagged only the lines.
    pub(super) fn sections(&self) -> Sections<Vec<u8>> {
        let all = 0..self.len();
        let alignments: Vec<_> = all.clone().map(|at| self.alignments(at)).collect();
        let tags = TagColumns::section(&alignments, self.maps.len());
        let told = alignments.iter().copied().flatten().flatten();
        let told = told.clone().any(|own| !own.evidence.is_empty());
        Sections {
            catalogue: Records::section(all.clone().map(|at| self.text(at))),
            figures: tags
                .is_some()
                .then(|| FigureColumns::section(all.map(|at| self.figures(at)))),
            tags,
            evidence: told.then(|| Lines::section(alignments.into_iter().map(evidence_line))),
        }
    }

    /// What a resource goes by, without reading more of its line than needed.
    #[must_use]
    pub fn listing(&self, at: usize) -> Listing<'_> {
        let record = &self.records[at];
        if let (&Origin::Opened(place), None) = (&record.origin, record.resource.get()) {
            let records = &self.opened.records;
            if let Some(listing) = Listing::peek(|see| records.each_part(place, see)) {
                return listing;
            }
        }
        Listing::of(&self[at])
    }
}

/// Takes the record out of a resource, as a line: it is a fraction of the size.
pub(super) fn take_line(resource: &mut Resource) -> Box<str> {
    let source = std::mem::take(&mut resource.source);
    Value::Object(source).to_string().into()
}

impl Index<usize> for Catalogue {
    type Output = Resource;

    /// A line that is no resource was made up: a pack is built of resources, and its checksums hold. It stands as a
    /// resource without a name; [`Pack::check`](super::Pack::check) names it.
    fn index(&self, at: usize) -> &Resource {
        let record = &self.records[at];
        record.resource.get_or_init(|| {
            let mut resource = read(&self.text(at), at).unwrap_or_default();
            resource.source.clear();
            Box::new(resource)
        })
    }
}

impl Resources for Catalogue {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, place: usize) -> Option<&Resource> {
        (place < self.len()).then(|| &self[place])
    }

    fn any_text(&self, place: usize, is: &mut dyn FnMut(&str) -> bool) -> bool {
        let Some(record) = self.records.get(place) else {
            return false;
        };
        match (record.resource.get(), &record.origin) {
            (None, &Origin::Opened(place)) => {
                let mut any = false;
                self.opened.records.each_part(place, &mut |name, value| {
                    any = any || Resource::any_text_in(name, value, is);
                });
                any
            }
            _ => self[place].any_text(is),
        }
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        (place < self.len()).then(|| self.listing(place).id)
    }
}

impl Record {
    fn realigned(&self, alignments: Vec<Vec<Alignment>>) -> Self {
        Self {
            origin: self.origin.clone(),
            resource: self.resource.clone(),
            alignments: alignments.into_boxed_slice().into(),
        }
    }
}

/// The evidence of a resource's alignments, per map, as a line keeps it.
type EvidenceLine = Vec<Vec<Vec<Evidence>>>;

/// The line of a resource's evidence.
fn evidence_line(alignments: &[Vec<Alignment>]) -> Cow<'_, [u8]> {
    let evidence = |of: &[Alignment]| of.iter().map(|own| own.evidence.clone()).collect();
    let line: EvidenceLine = alignments.iter().map(|of| evidence(of)).collect();
    serde_json::to_vec(&line).unwrap_or_default().into()
}

fn read(line: &[u8], at: usize) -> Result<Resource, CatalogError> {
    Resource::parse(&String::from_utf8_lossy(line), at + 1)
}
