//! The claims of the source article: how each stands, and which entries use it.

use std::collections::BTreeMap;

use crate::kb::record::{Claim, Standing};
use crate::kb::{Entry, Kb};

/// One claim with the entries that use it.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The claim.
    pub claim: Claim,
    /// The entries; where there is none the claim says why.
    pub entries: Vec<Entry>,
}

/// The claims of one standing.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The standing.
    pub standing: Standing,
    /// Its claims, in the order of the file.
    pub claims: Vec<Use>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How many claims there are of each standing.
    pub counts: Vec<(Standing, usize)>,
    /// How many of all claims are used.
    pub used: usize,
    /// The claims that were asked for.
    pub groups: Vec<Group>,
}

/// All claims by standing, or those of one.
pub fn ask(kb: &Kb, only: Option<Standing>) -> Answer {
    let mut users: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in kb.entries() {
        entry.claims.iter().for_each(|claim| users.entry(claim).or_default().push(entry));
    }
    let of = |standing: Standing| kb.claims().claim.iter().filter(move |c| c.standing == standing);
    let used_by = |claim: &Claim| users.get(claim.id.as_str()).into_iter().flatten().map(|e| (*e).clone()).collect();
    let group = |standing: &Standing| Group {
        standing: *standing,
        claims: of(*standing).map(|claim| Use { claim: claim.clone(), entries: used_by(claim) }).collect(),
    };
    Answer {
        counts: Standing::ALL.iter().map(|s| (*s, of(*s).count())).collect(),
        used: kb.claims().claim.iter().filter(|c| users.contains_key(c.id.as_str())).count(),
        groups: Standing::ALL.iter().filter(|s| only.is_none_or(|only| only == **s)).map(group).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_claim_stands_once_and_is_used_or_says_why_not() {
        let kb = Kb::built_in();
        let answer = ask(&kb, None);
        let all: Vec<&Use> = answer.groups.iter().flat_map(|g| &g.claims).collect();
        assert_eq!(all.len(), 208);
        assert_eq!(answer.counts.iter().map(|(_, n)| n).sum::<usize>(), 208);
        for one in all {
            assert_eq!(one.entries.is_empty(), one.claim.not_advice.is_some(), "{}", one.claim.id);
        }
        let only = ask(&kb, Some(Standing::Mixed));
        assert_eq!((only.groups.len(), only.groups[0].claims.len()), (1, 20));
    }
}
