//! Language and text: the two languages every answer has, undoing the ways people write things, time zones, and making input fit to be
//! shown.

pub mod confusables;
pub mod features;
pub mod finds;
pub mod fold;
mod lang;
pub mod mail;
pub mod moment;
pub mod phone;
pub mod phrases;
pub mod shapes;
pub mod similarity;
pub mod unmask;
mod visible;
pub mod web;
mod zone;

pub use lang::{Lang, Text, blanks};
pub use visible::{acts, escaped, is_hidden, may_act, quiet_json, quoted, visible};
pub use zone::Zone;
