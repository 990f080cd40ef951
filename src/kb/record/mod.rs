//! The records of a KB, one type per kind of entry, as `data/README.md` describes them.
//!
//! These types are the only description of the files' form: loading uses them, and the schemas in `data/schema/`, which the structural check and
//! editors go by, are made from them by a test (`src/kb/schema/made.rs`).

/// A record: every key known, unknown ones refused. Attributes of a field stand in this order: its description, `serde`, `schemars`.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        $($(#[doc = $doc:literal])* $(#[serde($($serde:tt)*)])* $(#[schemars($($schemars:tt)*)])* $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[doc = $doc])* $(#[serde($($serde)*)])* $(#[cfg_attr(test, schemars($($schemars)*))])* pub $field: $type,)*
        }
    };
}

/// A value out of a fixed list, each with its id.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $id:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            $(
                #[doc = concat!("`", $id, "`")]
                #[serde(rename = $id)]
                $variant,
            )*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The id that files, flags and JSON use.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }
        }
    };
}

/// What a record is found by.
macro_rules! keyed {
    ($($name:ident by $field:ident),* $(,)?) => {
        $(impl Keyed for $name {
            fn key(&self) -> &str {
                &self.$field
            }
        })*
    };
}

mod about;
mod contact;
mod evidence;
mod issue;
mod message;
mod number;
mod url;

pub use about::*;
pub use contact::*;
pub use evidence::*;
pub use issue::*;
pub use message::*;
pub use number::*;
pub use url::*;
