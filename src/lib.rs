//! The official way to reach customer service, and whether a number is really theirs: answered offline from a knowledge base (KB) of sourced,
//! dated facts.
//!
//! Data flows one way: **knowledge → answer → page**.
//!
//! | room | what lives there |
//! |---|---|
//! | [`kb`] | records, where they come from, whether they hold together; the only place that reads KB files |
//! | [`ask`] | one file a question; pure: no I/O, no clock, no locale, no colour |
//! | [`text`] | the two languages; reading what people write and send (numbers, addresses, mails, times); undoing tricks in it; time zones |
//! | [`batch`] | the same for many rows of a file, streaming and in order |
//! | [`show`] | one file a format or a page; the only place that knows widths and colours |
//! | [`cli`] | the command line's types and its help |
//! | [`run`] | load → ask → show; the only place that reads the clock and the environment |
//!
//! `run` uses all the others, `show` uses `ask` and `batch`, `ask` uses `kb` and `text`; never the other way. What the program knows is in `data/`; nothing
//! here names an organisation.
//!
//! ```
//! use amazon_help::ask::number::{self, Question};
//! use amazon_help::kb::{Kb, record::Verdict};
//!
//! let kb = Kb::built_in();
//! let at = "2026-11-23".parse().unwrap();
//! let question = Question { input: "０１２０－９９９－３７３", found: None, incoming: false, at };
//! assert_eq!(number::ask(&kb, &question).verdict, Verdict::Disputed);
//! ```

pub mod ask;
pub mod batch;
pub mod cli;
pub mod kb;
pub mod run;
pub mod show;
pub mod text;
