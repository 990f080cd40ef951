//! Phone numbers in running text, and what has digits and is none.

use super::digits::{self, Run};
use super::reference::is_reference;
use super::{Find, Kind, World, shape};
use crate::text::fold::{Folded, fold};
use crate::text::phone;
use crate::text::shapes::{self, Shape};

/// Digits of the shortest number.
const SHORTEST: usize = 9;

/// The longest code of a service.
const LONGEST_CODE: usize = 4;

/// So many letters right before or behind digits that stand together are a word and not a part of the same code.
const WORD: usize = 3;

/// The end of an amount of money that begins at `at`.
pub fn price(bytes: &[u8], at: usize) -> Option<usize> {
    let at = at + usize::from(bytes.get(at) == Some(&b' '));
    let len = bytes.get(at..)?.iter().take(16).take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
    (len > 0 && bytes[at].is_ascii_digit()).then_some(at + len)
}

/// Whether a number with this behind it is an amount of money or of something else.
fn is_unit(behind: &str) -> bool {
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    behind.starts_with(['円', '¥', '%', '名', '件', '個', '点'])
        || ["ポイント", "yen", "jpy", "ドル", "usd"].iter().any(|unit| behind.starts_with(unit))
}

/// What stands right before digits, and what it asks of them.
#[derive(PartialEq)]
enum Before {
    /// Nothing that matters.
    Free,
    /// A letter, a dot or the like: the digits must be a number of a range in use.
    Glued,
    /// Further digits or a fraction: they are not the beginning.
    Inside,
}

fn before(text: &str, at: usize, inside: bool) -> Before {
    let is_kanji = |c: Option<char>| c.is_some_and(|c| matches!(fold(c), Folded::Kanji(_)));
    if inside && is_kanji(text[at..].chars().next()) && is_kanji(text[..at].chars().next_back()) {
        return Before::Inside;
    }
    // Brackets within a run that is none begin nothing, but for a 0.
    if inside && ((text[..at].ends_with(')') && text[at..].starts_with('(')) || (text[..at].ends_with('(') && !text[at..].starts_with('0')))
    {
        return Before::Inside;
    }
    let text = &text[..at];
    let Some(last) = text.as_bytes().last() else { return Before::Free };
    let rest = &text.as_bytes()[..text.len() - 1];
    let digit_before = rest.last().is_some_and(u8::is_ascii_digit);
    match last {
        b'0'..=b'9' | b'%' => Before::Inside,
        b'.' | b',' | b'=' | b'_' if digit_before => Before::Inside,
        // A code and a number, the number of a line and a number: no more than that.
        b'-' | b' ' if inside && digit_before => {
            let head = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
            let most = if *last == b' ' { LONGEST_CODE } else { 1 };
            let first = !matches!(&rest[..rest.len() - head], [.., b'#'] | [.., b'0'..=b'9', b'-' | b'.' | b' ']);
            if head <= most && first { Before::Glued } else { Before::Inside }
        }
        b'a'..=b'z' | b'.' | b',' | b'=' | b'_' | b'/' => Before::Glued,
        _ => Before::Free,
    }
}

/// The phone number or other thing with digits that begins at `at`, or the end of a run of digits that is neither. `inside`: within such a run.
pub fn number(text: &str, at: usize, world: &World<'_>, inside: bool) -> Result<Find, usize> {
    if text[..at].ends_with(['¥', '$']) {
        let number = digits::read(text, at).and_then(|run| in_groups(text, at, world, &run, true));
        if let Some(number) = number.filter(|find| find.kind == Kind::Number) {
            return Ok(number);
        }
        let skipped = text[at..].find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(text.len() - at);
        return if skipped > 6 { Ok(shape(Shape::Price, at..at + skipped)) } else { Err(at) };
    }
    let before = before(text, at, inside);
    if before == Before::Inside {
        return Err(at);
    }
    if let Some(end) = price(text.as_bytes(), at).filter(|end| is_unit(&text[*end..])) {
        return Ok(shape(Shape::Price, at..end));
    }
    let run = digits::read(text, at);
    let end = run.as_ref().map_or(at, |run| run.end);
    let found = run.and_then(|run| in_groups(text, at, world, &run, before == Before::Glued));
    found.or_else(|| pulled_apart(text, at, world)).ok_or(end)
}

/// A number whose digits stand as numbers are written, or something else.
fn in_groups(text: &str, at: usize, world: &World<'_>, run: &Run, glued: bool) -> Option<Find> {
    let (plain, groups) = (run.digits(), run.groups());
    let behind = &text[run.end..];
    let range = at..run.end;
    let found = |kind| Some(Find { kind, range: range.clone() });
    if let Some(mark @ ('#' | '*')) = run.mark {
        return if (world.short_code)(&format!("{mark}{plain}")) { found(Kind::Number) } else { None };
    }
    if plain.len() <= LONGEST_CODE && groups.len() == 1 {
        let dialled = phone::is_code_dialled(behind) && !glued && !text[..at].ends_with('第');
        return if dialled && (world.short_code)(plain) { found(Kind::Number) } else { None };
    }
    let abroad = run.mark == Some('+');
    let home = matches!(plain.len(), 10 | 11) && plain.starts_with('0') && (run.kanji == 0 || run.kanji >= SHORTEST);
    let sure = home && groups.len() > 1 && (world.assigned)(plain);
    if is_unit(behind) && !sure && !abroad {
        return found(Kind::Shape(Shape::Price));
    }
    if let Some(other) = shape_of(&text[range.clone()], groups, text[..at].trim_end().ends_with('〒')) {
        return found(Kind::Shape(other));
    }
    if plain.len() < SHORTEST || run.is_too_long() || !is_alone(text, at, run.end, groups.len() > 1) {
        return None;
    }
    let fits = match plain.len() {
        // Twelve digits or more that begin with 0: carriers' prefixes and 010 lead abroad.
        _ if abroad => true,
        10 | 11 if home && is_fraction(text, at, groups) => false,
        10 | 11 if home && groups.len() > 1 => sure || !(glued || is_reference(&text[..at])),
        10 | 11 if home => (world.assigned)(plain) && !is_reference(&text[..at]),
        _ if plain.starts_with("010") || plain.starts_with("00") => plain.len() >= 11 && !glued,
        12..=14 if plain.starts_with("184") || plain.starts_with("186") => (world.assigned)(&plain[3..]),
        _ => false,
    };
    if fits {
        return found(Kind::Number);
    }
    let begins = |at: usize| plain.as_bytes().get(at).is_some_and(|d| (b'2'..=b'9').contains(d));
    let american = match groups {
        [3, 3, 4] => begins(0),
        [1, 3, 3, 4] => plain.starts_with('1') && begins(1),
        [10] => begins(0) && begins(3) && phone::is_called(&text[..at]) && !is_reference(&text[..at]),
        _ => false,
    };
    if american && run.kanji == 0 { found(Kind::NorthAmerican) } else { None }
}

/// What has digits in such groups and is no number.
fn shape_of(written: &str, groups: &[u8], marked: bool) -> Option<Shape> {
    if marked && groups.iter().sum::<u8>() == 7 {
        return Some(Shape::Postcode);
    }
    let likely = match groups {
        [3, 7, 7] | [17] | [8] | [3, 4] | [4, 1..=2, 1..=2, ..] | [1..=2, 1..=2, 4, ..] => true,
        four => four.len() == 4 && four.iter().all(|n| *n <= 3),
    };
    if !likely {
        return None;
    }
    let written: Vec<char> = written.chars().collect();
    shapes::of(&written).filter(|s| matches!(s, Shape::OrderNumber | Shape::Date | Shape::Postcode | Shape::IpAddress))
}

/// A number whose digits are pulled apart, said in words or mixed with letters.
fn pulled_apart(text: &str, at: usize, world: &World<'_>) -> Option<Find> {
    let apart = phone::read_apart(&text[at..], world.assigned)?;
    let end = at + apart.len;
    let grouped = text.as_bytes()[at..end].iter().any(|b| !b.is_ascii_alphanumeric());
    // Longer than a number, it is what the word before says.
    let longer = text[end..].strip_prefix(['-', '.', ' ']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let reference = is_reference(&text[..at]) && (!grouped || longer);
    (is_alone(text, at, end, grouped) && !reference).then_some(Find { kind: Kind::Number, range: at..end })
}

/// Whether letters right before and behind are not a part of the same code: they hide no number that is written in groups, and none that stands together
/// if they are a word.
fn is_alone(text: &str, at: usize, end: usize, grouped: bool) -> bool {
    let bytes = text.as_bytes();
    let is_word = |letters: usize, beyond: Option<&u8>| letters == 0 || (letters >= WORD && !beyond.is_some_and(u8::is_ascii_digit));
    let behind = bytes[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let before = bytes[..at].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    let extension = behind == 1 && bytes[end] == b'x';
    let first = bytes[..at - before].last();
    let mailbox = before > 0 && bytes[end..].starts_with(b"@");
    grouped || (!mailbox && (is_word(behind, bytes.get(end + behind)) || extension) && is_word(before, first))
}

/// Whether this is a decimal fraction: `0.123456789`.
fn is_fraction(text: &str, at: usize, groups: &[u8]) -> bool {
    matches!(groups, [1, _]) && text[at + 1..].starts_with('.')
}
