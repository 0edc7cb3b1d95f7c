//! From the text of a resource to the competencies it teaches, with the words that say so.

mod background;
mod calibration;
mod evidence;
mod features;
mod fields;
mod groups;
mod lexicon;
mod markup;
mod profile;
mod reading;
mod spelling;
mod tagger;
mod weights;
mod words;

pub use calibration::SHOW;
pub use evidence::because;
pub use fields::TextFields;
pub use tagger::{Scored, Tagged, Tagger};
pub use weights::Weights;
