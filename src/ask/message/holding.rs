//! The ids that hold in a message, and conditions over them: asked about for nearly every rule of every message, mostly in vain.

use crate::kb::record::MessageCondition;

/// Ids of signs and rules.
#[derive(Default)]
pub struct Holding<'h> {
    ids: Vec<(&'h str, Vec<usize>)>,
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
    /// Notes that an id holds for the message as a whole.
    pub fn add(&mut self, id: &'h str) {
        self.add_at(id, Vec::new());
    }

    /// Notes that an id holds, and where the words begin that tell so; none where it holds for the message as a whole.
    pub fn add_at(&mut self, id: &'h str, places: Vec<usize>) {
        let (word, bit) = kind(id);
        self.kinds[word] |= bit;
        self.ids.push((id, places));
    }

    /// The places of an id that holds.
    fn places(&self, id: &str) -> Option<&[usize]> {
        let (word, bit) = kind(id);
        let known = self.kinds[word] & bit != 0;
        self.ids.iter().find(|(known_id, _)| known && *known_id == id).map(|(_, places)| places.as_slice())
    }

    /// Whether an id holds.
    pub fn has(&self, id: &str) -> bool {
        self.places(id).is_some()
    }

    /// Whether a condition holds, and what it rests on.
    pub fn fits<'c>(&self, condition: &'c MessageCondition) -> Option<Vec<&'c str>> {
        let holds = |id: &&String| self.has(id);
        let least = least(condition);
        let fits = condition.all.iter().all(|id| self.has(id))
            && condition.any.iter().filter(holds).take(least).count() >= least
            && !condition.none.iter().any(|id| self.has(id));
        fits.then(|| condition.all.iter().chain(condition.any.iter().filter(holds)).map(String::as_str).collect())
    }

    /// Whether a condition that fits also does so with words that begin within `within` bytes of each other, and where these begin: `own` has the
    /// places of the rule's own phrases. What holds for the message as a whole is near to everything.
    pub fn near(&self, condition: &MessageCondition, own: &[usize], within: usize) -> bool {
        let of = |id: &String| self.places(id);
        let needed: Vec<&[usize]> = condition.all.iter().filter_map(of).chain([own]).filter(|places| !places.is_empty()).collect();
        let choice: Vec<&[usize]> = condition.any.iter().filter_map(of).collect();
        let anywhere = choice.iter().filter(|places| places.is_empty()).count();
        let lists: Vec<&[usize]> = needed.iter().copied().chain(choice.into_iter().filter(|places| !places.is_empty())).collect();
        let short_of = |seen: &[usize]| {
            let (needs, some) = seen.split_at(needed.len());
            needs.contains(&0) || some.iter().filter(|n| **n > 0).count() + anywhere < least(condition)
        };
        let mut all: Vec<(usize, usize)> = lists.iter().enumerate().flat_map(|(n, list)| list.iter().map(move |at| (*at, n))).collect();
        all.sort_unstable();
        let mut seen = vec![0; lists.len()];
        let mut first = all.iter();
        for (at, list) in &all {
            seen[*list] += 1;
            while let Some((_, gone)) = first.as_slice().first().filter(|(from, _)| at - from > within) {
                seen[*gone] -= 1;
                first.next();
            }
            if !short_of(&seen) {
                return true;
            }
        }
        !short_of(&seen)
    }

    /// Where the words begin that a condition of a building block rests on; none where it holds for the message as a whole.
    pub fn origin(&self, condition: &MessageCondition) -> Vec<usize> {
        let of = |id: &String| self.places(id);
        let choice: Vec<&[usize]> = condition.any.iter().filter_map(of).collect();
        let anywhere = choice.iter().filter(|places| places.is_empty()).count() >= least(condition) && !choice.is_empty();
        let choice = if anywhere { Vec::new() } else { choice };
        condition.all.iter().filter_map(of).chain(choice).flatten().copied().collect()
    }
}

/// How many of `any` have to hold.
fn least(condition: &MessageCondition) -> usize {
    condition.at_least.unwrap_or(1).min(condition.any.len())
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
            let condition = MessageCondition { all: list(all), any: list(any), at_least, none: list(none), within: None };
            assert_eq!(holds.iter().copied().collect::<Holding<'_>>().fits(&condition).as_deref(), expected, "{row:?}");
        }
    }
}
