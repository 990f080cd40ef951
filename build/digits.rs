//! Sets of digit strings as the smallest automaton that tells them: made of patterns, joined, and given labels.
//!
//! Patterns of numbering plans are finite, so an automaton is a graph without circles, and two of its nodes that accept the same are one: they are
//! looked up by what they are made of.

use std::collections::HashMap;

/// A pattern of digits.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// One digit of these; bit n stands for n.
    One(u16),
    All(Vec<Pattern>),
    Any(Vec<Pattern>),
    Repeated(Box<Pattern>, usize, usize),
    Group(Box<Pattern>),
    /// Nothing may follow.
    End,
}

/// Reads a regular expression of digits.
pub fn parse(text: &str) -> Result<Pattern, String> {
    let mut rest = text.chars().collect::<Vec<_>>().into_iter().peekable();
    let pattern = alternatives(&mut rest)?;
    match rest.next() {
        None => Ok(pattern),
        Some(c) => Err(format!("{text}: {c} is not expected")),
    }
}

type Chars = std::iter::Peekable<std::vec::IntoIter<char>>;

fn alternatives(rest: &mut Chars) -> Result<Pattern, String> {
    let mut all = vec![sequence(rest)?];
    while rest.next_if_eq(&'|').is_some() {
        all.push(sequence(rest)?);
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Pattern::Any(all) })
}

fn sequence(rest: &mut Chars) -> Result<Pattern, String> {
    let mut all = Vec::new();
    while let Some(c) = rest.next_if(|c| !matches!(c, '|' | ')')) {
        let one = match c {
            '0'..='9' => Pattern::One(1 << (c as u32 - '0' as u32)),
            '\\' => match rest.next() {
                Some('d') => Pattern::One(0x3ff),
                other => return Err(format!("\\{other:?} is not known")),
            },
            '[' => Pattern::One(class(rest)?),
            '$' => Pattern::End,
            '(' => {
                let silent = rest.next_if_eq(&'?').is_some();
                if silent && rest.next() != Some(':') {
                    return Err("only (?: is known".into());
                }
                let inside = alternatives(rest)?;
                if rest.next() != Some(')') {
                    return Err("a bracket is open".into());
                }
                if silent { inside } else { Pattern::Group(Box::new(inside)) }
            }
            _ => return Err(format!("{c} is not known")),
        };
        let one = match rest.peek() {
            Some('?') => {
                rest.next();
                Pattern::Repeated(Box::new(one), 0, 1)
            }
            Some('{') => {
                rest.next();
                let count: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let (least, most) = count.split_once(',').unwrap_or((&count, &count));
                let number = |n: &str| n.parse::<usize>().map_err(|_| format!("{{{count}}} is no count"));
                Pattern::Repeated(Box::new(one), number(least)?, number(most)?)
            }
            _ => one,
        };
        all.push(one);
    }
    Ok(if all.len() == 1 { all.remove(0) } else { Pattern::All(all) })
}

fn class(rest: &mut Chars) -> Result<u16, String> {
    let (mut digits, mut last) = (0u16, None);
    loop {
        match rest.next() {
            Some(']') => return Ok(digits),
            Some('-') => {
                let (Some(from), Some(to)) = (last, rest.next().and_then(|c| c.to_digit(10))) else {
                    return Err("an open range of digits".into());
                };
                (from..=to).for_each(|d| digits |= 1 << d);
            }
            Some(c) => {
                let digit = c.to_digit(10).ok_or_else(|| format!("{c} is no digit"))?;
                digits |= 1 << digit;
                last = Some(digit);
            }
            None => return Err("an open class of digits".into()),
        }
    }
}

/// One way to match a pattern: its digits, the places of its groups among them, and whether nothing may follow.
#[derive(Debug, Clone, Default)]
pub struct Way {
    pub digits: Vec<u16>,
    /// Start and end of each group that takes part, in the order of their opening brackets.
    pub groups: Vec<(usize, usize)>,
    pub end: bool,
}

/// All ways to match a pattern, in the order in which a regular expression tries them.
pub fn ways(pattern: &Pattern) -> Vec<Way> {
    fn joined(mut before: Way, behind: &Way) -> Way {
        let at = before.digits.len();
        before.digits.extend(&behind.digits);
        before.groups.extend(behind.groups.iter().map(|(from, to)| (from + at, to + at)));
        before.end |= behind.end;
        before
    }
    let each = |before: Vec<Way>, behind: &[Way]| -> Vec<Way> {
        before.iter().flat_map(|b| behind.iter().map(|n| joined(b.clone(), n))).collect()
    };
    match pattern {
        Pattern::One(digits) => vec![Way { digits: vec![*digits], ..Way::default() }],
        Pattern::All(all) => all.iter().fold(vec![Way::default()], |before, one| each(before, &ways(one))),
        Pattern::Any(any) => any.iter().flat_map(ways).collect(),
        Pattern::Repeated(one, least, most) => {
            let one = ways(one);
            let times = |n: usize| (0..n).fold(vec![Way::default()], |before, _| each(before, &one));
            (*least..=*most).rev().flat_map(times).collect()
        }
        Pattern::Group(inside) => {
            let mut all = ways(inside);
            all.iter_mut().for_each(|way| way.groups.insert(0, (0, way.digits.len())));
            all
        }
        Pattern::End => vec![Way { end: true, ..Way::default() }],
    }
}

/// A place in an automaton: what the digits so far come to, and where each further digit leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node {
    /// 0: nothing.
    pub label: u32,
    pub next: [u32; 10],
}

/// Nothing is accepted from here on.
pub const DEAD: u32 = 0;
/// This and nothing longer.
pub const END: u32 = 1;
/// This and everything longer.
pub const OPEN: u32 = 2;

/// How two sets become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    Either,
    Both,
    /// In the first and not in the second.
    Without,
    /// The first; and with this label what is in the second only.
    Label(u32),
    /// Where the first has a label, the place of the pair in [`Nodes::pairs`].
    Pair,
}

/// All nodes, each once.
#[derive(Debug)]
pub struct Nodes {
    pub nodes: Vec<Node>,
    places: HashMap<Node, u32>,
    joined: HashMap<(Join, u32, u32), u32>,
    /// Pairs of labels that [`Join::Pair`] has met; a label is the place of its pair; 0 is none.
    pub pairs: Vec<(u32, u32)>,
}

impl Nodes {
    pub fn new() -> Nodes {
        let mut nodes = Nodes { nodes: Vec::new(), places: HashMap::new(), joined: HashMap::new(), pairs: vec![(0, 0)] };
        nodes.node(Node { label: 0, next: [DEAD; 10] });
        nodes.node(Node { label: 1, next: [DEAD; 10] });
        nodes.node(Node { label: 1, next: [OPEN; 10] });
        nodes
    }

    fn node(&mut self, node: Node) -> u32 {
        let next = self.nodes.len() as u32;
        let place = *self.places.entry(node).or_insert(next);
        if place == next {
            self.nodes.push(node);
        }
        place
    }

    /// The pattern, and behind it what `then` accepts.
    pub fn pattern(&mut self, pattern: &Pattern, then: u32) -> u32 {
        match pattern {
            Pattern::One(digits) => self.digits(*digits, then),
            Pattern::All(all) => all.iter().rev().fold(then, |then, one| self.pattern(one, then)),
            Pattern::Any(any) => any.iter().fold(DEAD, |all, one| {
                let one = self.pattern(one, then);
                self.join(Join::Either, all, one)
            }),
            Pattern::Repeated(one, least, most) => {
                let mut rest = then;
                for _ in *least..*most {
                    let more = self.pattern(one, rest);
                    rest = self.join(Join::Either, then, more);
                }
                (0..*least).fold(rest, |rest, _| self.pattern(one, rest))
            }
            Pattern::Group(inside) => self.pattern(inside, then),
            Pattern::End => then,
        }
    }

    /// One digit of these, and behind it what `then` accepts.
    pub fn digits(&mut self, digits: u16, then: u32) -> u32 {
        let mut next = [DEAD; 10];
        (0..10).filter(|d| digits & 1 << d != 0).for_each(|d| next[d] = then);
        self.node(Node { label: 0, next })
    }

    /// Any digits, so many.
    pub fn lengths(&mut self, lengths: &[usize]) -> u32 {
        lengths.iter().fold(DEAD, |all, length| {
            let one = (0..*length).fold(END, |rest, _| self.digits(0x3ff, rest));
            self.join(Join::Either, all, one)
        })
    }

    pub fn join(&mut self, how: Join, a: u32, b: u32) -> u32 {
        match (how, a, b) {
            (Join::Either, OPEN, _) | (Join::Either, _, OPEN) => return OPEN,
            (Join::Either, DEAD, other) | (Join::Either, other, DEAD) => return other,
            (Join::Both, DEAD, _) | (Join::Both, _, DEAD) | (Join::Without, DEAD, _) | (Join::Without, _, OPEN) | (Join::Pair, DEAD, _) => {
                return DEAD;
            }
            (Join::Both, OPEN, other) | (Join::Both, other, OPEN) => return other,
            (Join::Without | Join::Label(_), other, DEAD) => return other,
            _ => {}
        }
        if let Some(place) = self.joined.get(&(how, a, b)) {
            return *place;
        }
        let (first, second) = (self.nodes[a as usize], self.nodes[b as usize]);
        let label = match (how, first.label, second.label) {
            (Join::Either, one, other) => one.max(other),
            (Join::Both, one, other) => one.min(other),
            (Join::Without, one, 0) => one,
            (Join::Without, ..) => 0,
            (Join::Label(label), 0, 1..) => label,
            (Join::Label(_), one, _) => one,
            (Join::Pair, 0, _) => 0,
            (Join::Pair, one, other) => match self.pairs.iter().position(|pair| *pair == (one, other)) {
                Some(place) => place as u32,
                None => {
                    self.pairs.push((one, other));
                    self.pairs.len() as u32 - 1
                }
            },
        };
        let next = std::array::from_fn(|digit| self.join(how, first.next[digit], second.next[digit]));
        let place = self.node(Node { label, next });
        self.joined.insert((how, a, b), place);
        place
    }
}
