//! The numbering plans of all countries but the home one, as one automaton over the digits behind a calling code.
//!
//! Layout, all in words of 16 bits, little-endian: how many there are of regions, types, forms, labels, codes, words of forms, words of prefixes; each
//! region and each type as two or eight words of text, padded with 0; where each form begins among the forms; each label as region and type in
//! one word (8 bits each) and form in another; each code with its root, where its prefixes begin and how many they are, and the lengths of the numbers
//! of its first region (bit n stands for n + 2 digits); the forms; the prefixes; the nodes.
//!
//! A form is a list of words that 0 ends: below 32 so many digits of the number, else a character. A prefix is how many digits it has, whether nothing
//! may follow, a set of digits for each (bit n stands for n), how many digits come in its place and which, and from where to where its own are kept. A
//! node is a head (bits 0 to 8: digit n + 1 leads elsewhere than n; bit 9: a label follows; bit 10: no digit follows), the label, and where
//! each run of digits leads: the place of a node, 0 for none.

use std::collections::HashMap;

use super::digits::{DEAD, END, Join, Nodes, OPEN, Way, parse, ways};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The types of numbers in the order in which they are asked; what is fixed and mobile is told apart after all others.
const TYPES: [&str; 11] = [
    "premium-rate",
    "toll-free",
    "shared-cost",
    "voip",
    "personal-number",
    "pager",
    "uan",
    "voicemail",
    FIXED_OR_MOBILE,
    "fixed-line",
    "mobile",
];

/// Numbers that may be either.
const FIXED_OR_MOBILE: &str = "fixed-line-or-mobile";

/// Digits of the shortest number.
const SHORTEST: i64 = 2;

/// Words that a region and a type take.
const REGION_WORDS: usize = 2;
const TYPE_WORDS: usize = 10;

/// A region that shares a calling code or has one of its own.
type Region = toml::Table;

pub fn bake(table: &toml::Table) -> Result<Vec<u8>> {
    let mut nodes = Nodes::new();
    let (mut regions, mut labels, mut forms) = (Vec::new(), vec![(0, 0)], vec![Vec::new()]);
    let (mut prefixes, mut codes) = (Vec::new(), Vec::new());
    for (code, sharing) in by_code(table)? {
        let types = types(&mut nodes, &sharing, &mut regions, &mut labels)?;
        let written = written(&mut nodes, sharing[0], &mut forms)?;
        let root = nodes.join(Join::Pair, types, written);
        let start = prefixes.len();
        let count = put_prefixes(&mut prefixes, sharing[0])?;
        let lengths = sharing[0].get("general").and_then(|g| g.get("lengths")).and_then(toml::Value::as_array);
        let lengths = lengths.into_iter().flatten().filter_map(toml::Value::as_integer).fold(0, |bits, n| bits | 1usize << (n - SHORTEST));
        codes.push((code, root, [start, count, lengths]));
    }

    let (body, places) = laid_out(&nodes, codes.iter().map(|(_, root, _)| *root))?;
    let mut form_words = Vec::new();
    let starts: Vec<usize> = forms
        .iter()
        .map(|form: &Vec<u16>| {
            let start = form_words.len();
            form_words.extend(form);
            form_words.push(0);
            start
        })
        .collect();
    let mut words = Vec::new();
    let counts = [regions.len(), TYPES.len(), forms.len(), nodes.pairs.len(), codes.len(), form_words.len(), prefixes.len()];
    put(&mut words, counts)?;
    regions.iter().for_each(|name| put_text(&mut words, name, REGION_WORDS));
    TYPES.iter().for_each(|name| put_text(&mut words, name, TYPE_WORDS));
    put(&mut words, starts)?;
    for (label, form) in &nodes.pairs {
        let (region, kind) = labels[*label as usize];
        put(&mut words, [usize::from(u8::try_from(region)?) << 8 | kind, *form as usize])?;
    }
    for (code, root, rest) in codes {
        put(&mut words, [code, places[&root].into()].into_iter().chain(rest))?;
    }
    words.extend(form_words);
    words.extend(prefixes);
    words.extend(body);
    Ok(words.iter().flat_map(|word| word.to_le_bytes()).collect())
}

fn put(words: &mut Vec<u16>, numbers: impl IntoIterator<Item = usize>) -> Result<()> {
    for number in numbers {
        words.push(u16::try_from(number)?);
    }
    Ok(())
}

fn put_text(words: &mut Vec<u16>, text: &str, len: usize) {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    words.extend((0..len).map(|n| u16::from_le_bytes([byte(2 * n), byte(2 * n + 1)])));
}

fn text<'a>(table: &'a toml::Table, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}

/// The regions of each calling code, in the order of the file.
fn by_code(table: &toml::Table) -> Result<Vec<(usize, Vec<&Region>)>> {
    let mut codes: Vec<(usize, Vec<&Region>)> = Vec::new();
    for region in table.get("region").and_then(toml::Value::as_array).ok_or("no regions")? {
        let region = region.as_table().ok_or("a region that is no table")?;
        let code = region.get("calling_code").and_then(toml::Value::as_integer).ok_or("a region without a code")?;
        let code = usize::try_from(code)?;
        match codes.last_mut() {
            Some((last, all)) if *last == code => all.push(region),
            _ => codes.push((code, vec![region])),
        }
    }
    Ok(codes)
}

/// Labels the numbers of all regions of a code. Where two claim a number, it is of the first; one with leading digits has all that begin so, in use or not.
fn types(nodes: &mut Nodes, sharing: &[&Region], regions: &mut Vec<String>, labels: &mut Vec<(usize, usize)>) -> Result<u32> {
    let (mut all, mut taken) = (DEAD, DEAD);
    for region in sharing {
        let name = text(region, "region").ok_or("a region without a name")?;
        let general = numbers(nodes, region.get("general").ok_or_else(|| format!("{name} has no numbers"))?)?;
        let leading = match text(region, "leading") {
            Some(leading) => nodes.pattern(&parse(leading)?, OPEN),
            None => OPEN,
        };
        let own = nodes.join(Join::Without, general, taken);
        let own = nodes.join(Join::Both, own, leading);
        let by_type = region.get("type").and_then(toml::Value::as_table).ok_or_else(|| format!("{name} has no types"))?;
        let of = |nodes: &mut Nodes, kind: &str| by_type.get(kind).map_or(Ok(DEAD), |found| numbers(nodes, found));
        let at = match regions.iter().position(|r| r == name) {
            Some(at) => at,
            None => {
                regions.push(name.to_owned());
                regions.len() - 1
            }
        };
        for (kind, id) in TYPES.iter().enumerate() {
            let found = if *id == FIXED_OR_MOBILE {
                let (fixed, mobile) = (of(nodes, "fixed-line")?, of(nodes, "mobile")?);
                nodes.join(Join::Both, fixed, mobile)
            } else {
                of(nodes, id)?
            };
            let found = nodes.join(Join::Both, found, own);
            labels.push((at, kind));
            all = nodes.join(Join::Label(u32::try_from(labels.len() - 1)?), all, found);
        }
        if leading != OPEN {
            taken = nodes.join(Join::Either, taken, leading);
        }
    }
    Ok(all)
}

/// The numbers of a pattern that have one of its lengths.
fn numbers(nodes: &mut Nodes, found: &toml::Value) -> Result<u32> {
    let pattern = found.get("pattern").and_then(toml::Value::as_str).ok_or("numbers without a pattern")?;
    let lengths = found.get("lengths").and_then(toml::Value::as_array).ok_or("numbers without lengths")?;
    let lengths: Vec<usize> = lengths.iter().filter_map(|n| usize::try_from(n.as_integer()?).ok()).collect();
    let pattern = nodes.pattern(&parse(pattern)?, END);
    let lengths = nodes.lengths(&lengths);
    Ok(nodes.join(Join::Both, pattern, lengths))
}

/// Labels numbers with the form that they are written in: the first of the region's that fits.
fn written(nodes: &mut Nodes, region: &Region, forms: &mut Vec<Vec<u16>>) -> Result<u32> {
    let mut all = DEAD;
    for format in region.get("format").and_then(toml::Value::as_array).into_iter().flatten() {
        let format = format.as_table().ok_or("a format that is no table")?;
        let leading = match text(format, "leading") {
            Some(leading) => nodes.pattern(&parse(leading)?, OPEN),
            None => OPEN,
        };
        for way in ways(&parse(text(format, "pattern").ok_or("a format without a pattern")?)?) {
            let form = form(&way, text(format, "to").ok_or("a format that leads nowhere")?)?;
            let at = match forms.iter().position(|f| *f == form) {
                Some(at) => at,
                None => {
                    forms.push(form);
                    forms.len() - 1
                }
            };
            let set = way.digits.iter().rev().fold(END, |then, digits| nodes.digits(*digits, then));
            let set = nodes.join(Join::Both, set, leading);
            all = nodes.join(Join::Label(u32::try_from(at)?), all, set);
        }
    }
    Ok(all)
}

/// The form of a format such as `$1 $2-$3` for one way to match its pattern.
fn form(way: &Way, to: &str) -> Result<Vec<u16>> {
    let (mut out, mut at, mut chars) = (Vec::new(), 0, to.chars());
    while let Some(c) = chars.next() {
        if c != '$' {
            out.push(u16::from(u8::try_from(c)?));
            continue;
        }
        let group = chars.next().and_then(|c| c.to_digit(10)).and_then(|n| way.groups.get(n as usize - 1));
        let (from, end) = *group.ok_or_else(|| format!("{to}: no such group"))?;
        if from != at || end == from {
            return Err(format!("{to}: its groups are not those of the number in order").into());
        }
        out.push(u16::try_from(end - from)?);
        at = end;
    }
    if at == way.digits.len() { Ok(out) } else { Err(format!("{to}: digits are left out").into()) }
}

/// The ways in which people begin a number inside the country, and what comes in their place; how many there are.
fn put_prefixes(words: &mut Vec<u16>, region: &Region) -> Result<usize> {
    let Some(prefix) = text(region, "prefix") else {
        return Ok(0);
    };
    let pattern = parse(prefix)?;
    let ways: Vec<Way> = ways(&pattern).into_iter().filter(|way| !way.digits.is_empty()).collect();
    for way in &ways {
        // The rule names the last group; where that takes no part, the prefix only goes.
        let groups = prefix.matches('(').count() - prefix.matches("(?:").count();
        let rule = text(region, "transform").filter(|_| way.groups.len() == groups);
        let (insert, kept) = match rule.and_then(|rule| rule.split_once('$')) {
            Some((insert, group)) => (insert, *way.groups.get(group.parse::<usize>()? - 1).ok_or("no such group")?),
            None => ("", (0, 0)),
        };
        put(words, [way.digits.len(), usize::from(way.end)])?;
        words.extend(&way.digits);
        put(words, [insert.len()].into_iter().chain(insert.bytes().map(|b| usize::from(b - b'0'))).chain([kept.0, kept.1]))?;
    }
    Ok(ways.len())
}

/// The nodes that roots lead to, and the place of each.
fn laid_out(nodes: &Nodes, roots: impl Iterator<Item = u32>) -> Result<(Vec<u16>, HashMap<u32, u16>)> {
    let (mut order, mut places) = (Vec::new(), HashMap::from([(DEAD, 0)]));
    // Place 0 is none.
    let mut place = 1;
    let mut open: Vec<u32> = roots.collect();
    open.reverse();
    while let Some(at) = open.pop() {
        if places.contains_key(&at) {
            continue;
        }
        let node = nodes.nodes[at as usize];
        places.insert(at, u16::try_from(place)?);
        order.push(at);
        place += 1 + usize::from(node.label != 0) + runs(&node.next).len();
        open.extend(node.next.iter().rev());
    }
    let mut words = vec![0];
    for at in order {
        let node = nodes.nodes[at as usize];
        let changes = (1..10).filter(|d| node.next[*d] != node.next[d - 1]).fold(0, |bits, d| bits | 1 << (d - 1));
        let runs = runs(&node.next);
        words.push(changes | u16::from(node.label != 0) << 9 | u16::from(runs.is_empty()) << 10);
        if node.label != 0 {
            words.push(u16::try_from(node.label)?);
        }
        words.extend(runs.iter().map(|next| places[next]));
    }
    Ok((words, places))
}

/// Where each run of digits leads; nothing where none leads anywhere.
fn runs(next: &[u32; 10]) -> Vec<u32> {
    let mut runs = next.to_vec();
    runs.dedup();
    if runs == [DEAD] { Vec::new() } else { runs }
}
