//! The ids that hold in a message, and conditions over them: asked about for nearly every rule of every message, mostly in vain.

use crate::kb::record::MessageCondition;

/// Ids of signs and rules.
#[derive(Default)]
pub struct Holding<'h> {
    ids: Vec<&'h str>,
    /// A bit for each of 256 kinds of ids: what is not among them is told at once.
    kinds: [u64; 4],
}

/// The place of an id's kind: its bit, and the word that has it.
fn kind(id: &str) -> (usize, u64) {
    let bytes = id.as_bytes();
    let byte = |at: usize| bytes.get(at).map_or(0, |b| usize::from(*b));
    let kind = bytes.len().wrapping_mul(37)
        ^ byte(0).wrapping_mul(5)
        ^ byte(bytes.len() / 2).wrapping_mul(3)
        ^ byte(bytes.len().wrapping_sub(1)).wrapping_mul(11);
    (kind / 64 % 4, 1 << (kind % 64))
}

impl<'h> Holding<'h> {
    /// Notes that an id holds.
    pub fn add(&mut self, id: &'h str) {
        let (word, bit) = kind(id);
        self.kinds[word] |= bit;
        self.ids.push(id);
    }

    /// Whether an id holds.
    pub fn has(&self, id: &str) -> bool {
        let (word, bit) = kind(id);
        self.kinds[word] & bit != 0 && self.ids.contains(&id)
    }

    /// Whether a condition holds, and what it rests on.
    pub fn fits<'c>(&self, condition: &'c MessageCondition) -> Option<Vec<&'c str>> {
        let holds = |id: &&String| self.has(id);
        let least = condition.at_least.unwrap_or(1).min(condition.any.len());
        let fits = condition.all.iter().all(|id| self.has(id))
            && condition.any.iter().filter(holds).take(least).count() >= least
            && !condition.none.iter().any(|id| self.has(id));
        fits.then(|| condition.all.iter().chain(condition.any.iter().filter(holds)).map(String::as_str).collect())
    }
}

impl<'h> FromIterator<&'h str> for Holding<'h> {
    fn from_iter<I: IntoIterator<Item = &'h str>>(ids: I) -> Self {
        let mut holding = Holding::default();
        ids.into_iter().for_each(|id| holding.add(id));
        holding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `all`, `any`, `at_least`, `none`, what holds, and what the condition rests on where it holds.
    type Row = (
        &'static [&'static str],
        &'static [&'static str],
        Option<usize>,
        &'static [&'static str],
        &'static [&'static str],
        Option<&'static [&'static str]>,
    );

    const ROWS: &[Row] = &[
        (&["a", "b"], &[], None, &[], &["a", "b"], Some(&["a", "b"])),
        (&["a", "b"], &[], None, &[], &["a", "c"], None),
        (&[], &["a", "b"], None, &[], &["b", "c"], Some(&["b"])),
        (&[], &["a", "b"], None, &[], &["c"], None),
        (&[], &["a", "b", "c"], Some(2), &[], &["a"], None),
        (&[], &["a", "b", "c"], Some(2), &[], &["a", "c"], Some(&["a", "c"])),
        (&[], &["a", "b", "c"], Some(2), &[], &["a", "b", "c"], Some(&["a", "b", "c"])),
        (&[], &[], None, &["a"], &["b"], Some(&[])),
        (&[], &[], None, &["a", "b"], &["b"], None),
        (&["a"], &["b", "c"], None, &["d"], &["a", "c"], Some(&["a", "c"])),
        (&["a"], &["b", "c"], None, &["d"], &["c"], None),
        (&["a"], &["b", "c"], None, &["d"], &["a"], None),
        (&["a"], &["b", "c"], None, &["d"], &["a", "c", "d"], None),
    ];

    #[test]
    fn a_condition_needs_all_enough_of_any_and_none() {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        for row in ROWS {
            let (all, any, at_least, none, holds, expected) = *row;
            let condition = MessageCondition { all: list(all), any: list(any), at_least, none: list(none) };
            assert_eq!(holds.iter().copied().collect::<Holding<'_>>().fits(&condition).as_deref(), expected, "{row:?}");
        }
    }
}
