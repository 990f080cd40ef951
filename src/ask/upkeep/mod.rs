//! What a maintainer of a KB asks: the form of its files, the claims it is made of, what is due for review, and what a code of its check means.

pub mod claims;
pub mod code;
pub mod schema;
pub mod stale;
