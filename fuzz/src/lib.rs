//! What must hold for any input whatever, one function a kind of input. Each takes bytes and panics where something does not hold.
//!
//! `cargo fuzz` runs them on inputs that it thinks out, `tests/fuzz.rs` on the seeds, on the regressions and on mutations of both. That test includes
//! this file as a module, so nothing here says `crate::`.

pub mod clean;
pub mod layout;
pub mod message;
pub mod moment;
pub mod number;
pub mod own;
pub mod render;
pub mod rows;
pub mod shape;
pub mod url;
pub mod words;

use std::sync::OnceLock;

use amazon_help::kb::Kb;
use chrono::NaiveDate;

/// A kind of input.
pub struct Target {
    /// Its name: of the file in `fuzz_targets/`, and of the folders in `seeds/` and `regressions/`.
    pub name: &'static str,
    /// Checks one input.
    pub run: fn(&[u8]),
    /// How many mutated inputs the stable test tries: fewer where one takes long.
    pub rounds: usize,
}

/// All of them. A test walks this list: each has a fuzz target, seeds, and a stable run.
pub const TARGETS: &[Target] = &[
    Target { name: "number", run: number::run, rounds: 1_000 },
    Target { name: "url", run: url::run, rounds: 1_000 },
    Target { name: "message", run: message::words, rounds: 200 },
    Target { name: "mail", run: message::mail, rounds: 300 },
    Target { name: "lines", run: rows::lines, rounds: 100 },
    Target { name: "csv", run: rows::csv, rounds: 100 },
    Target { name: "jsonl", run: rows::jsonl, rounds: 100 },
    Target { name: "folder", run: own::folder, rounds: 20 },
    Target { name: "overlay", run: own::overlay, rounds: 60 },
    Target { name: "settings", run: own::settings, rounds: 200 },
    Target { name: "moment", run: moment::run, rounds: 400 },
    Target { name: "words", run: words::run, rounds: 60 },
    Target { name: "render", run: render::run, rounds: 150 },
];

/// Checks one input of the kind of that name.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.unwrap_or_else(|| panic!("there is no target {name}")).run)(data);
}

/// The KB of the binary.
pub fn kb() -> &'static Kb {
    static KB: OnceLock<Kb> = OnceLock::new();
    KB.get_or_init(Kb::built_in)
}

/// The day of all questions that do not name one.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

/// Choices that an input makes without saying so: the same input always makes the same.
pub struct Choices(u64);

impl Choices {
    /// Those of an input (FNV-1a).
    pub fn of(data: &[u8]) -> Choices {
        Choices(data.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)))
    }

    /// The next number below `end` (SplitMix64).
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    /// Heads or tails.
    pub fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}
