//! The records of a KB, one type per kind of entry, as `data/README.md` describes them.
//!
//! These types are the only description of the files' form: loading, the structural check and the published schema are all made from them.

/// A record: every key known, unknown ones refused.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }
    };
}

/// A value out of a fixed list, each with its id.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $id:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
