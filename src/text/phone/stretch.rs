//! Which stretch of a text is the number, and what stands around it.

use super::{NotNumber, SHORTEST_NATIONAL};

/// A stretch of digits and separators: where it lies, and how many digits it has.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Place of its first character.
    pub start: usize,
    /// Place behind its last digit.
    pub end: usize,
    /// How many digits it has.
    pub digits: usize,
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '.')
}

/// The stretches of `chars` that could be numbers, each without separators at its ends.
pub fn runs(chars: &[char]) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !(chars[at].is_ascii_digit() || matches!(chars[at], '+' | '#' | '*') || bracketed(&chars[at..]).is_some()) {
            at += 1;
            continue;
        }
        let start = at;
        let (mut end, mut digits) = (at, 0);
        if matches!(chars[at], '+' | '#' | '*') {
            at += 1;
        }
        while at < chars.len() {
            if chars[at].is_ascii_digit() {
                digits += 1;
                at += 1;
                end = at;
            } else if is_separator(chars[at]) {
                at += 1;
            } else if let Some((len, inside)) = bracketed(&chars[at..]) {
                digits += inside;
                at += len;
                end = at;
            } else {
                break;
            }
        }
        at = at.max(start + 1);
        if digits > 0 {
            found.push(without_counter(chars, Run { start, end, digits }));
        }
    }
    found
}

/// Brackets that stand around a group of digits; the wide ones are folded to round ones.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('<', '>'), ('{', '}')];

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|(open, close)| c == *open || c == *close)
}

/// The length of a bracketed group of digits at the start of `chars`, and how many digits are in it.
fn bracketed(chars: &[char]) -> Option<(usize, usize)> {
    let (_, closing) = BRACKETS.iter().find(|(open, _)| chars.first() == Some(open))?;
    let close = chars.iter().position(|c| c == closing)?;
    let inside = &chars[1..close];
    let digits = inside.iter().filter(|c| c.is_ascii_digit()).count();
    let fits = inside.iter().all(|c| c.is_ascii_digit() || is_separator(*c) || *c == '+');
    (fits && digits > 0).then_some((close + 1, digits))
}

/// The most digits that a count behind a number has: `365日`, `9-17時`.
const COUNT_DIGITS: usize = 4;

/// A last group that counts something (`… 24時間`, `… 9:00`, `…・365日`) is not part of the number before it.
fn without_counter(chars: &[char], run: Run) -> Run {
    let group = &chars[run.start..run.end];
    let apart = group.iter().rposition(|c| matches!(c, ' ' | '.'));
    let digits = |chars: &[char]| chars.iter().filter(|c| c.is_ascii_digit()).count();
    let Some(space) = apart.filter(|space| digits(&group[*space..]) <= COUNT_DIGITS && counts(&chars[run.end..])) else {
        return run;
    };
    let last = group[..space].iter().rposition(|c| c.is_ascii_digit() || is_bracket(*c));
    match last {
        Some(last) => Run { start: run.start, end: run.start + last + 1, digits: digits(&group[..=last]) },
        None => run,
    }
}

/// Whether a unit stands at the start of `behind`, and not a word that only begins like one (日本, 年中, 月曜).
fn counts(behind: &[char]) -> bool {
    let next = behind.get(1).copied().unwrap_or(' ');
    let letters: String = behind.iter().take_while(|c| c.is_ascii_alphabetic()).take(6).collect();
    match behind.first() {
        Some(':' | '時' | '分' | '秒' | '円' | '回' | '歳') => true,
        // A whole word: what begins like one may be the next sentence, or a name.
        Some(c) if c.is_ascii_alphabetic() => {
            matches!(letters.to_ascii_lowercase().as_str(), "h" | "hr" | "hrs" | "hour" | "hours" | "am" | "pm" | "d" | "day" | "days")
                || (matches!(letters.as_str(), "a" | "p") && next == '.')
        }
        Some('日') => !matches!(next, '本' | '曜' | '祝'),
        Some('年') => !matches!(next, '中' | '末'),
        Some('月' | '十') => next.is_ascii_digit() || matches!(next, '時' | '分' | '日'),
        _ => false,
    }
}

/// The one run that is the number.
pub fn choose(runs: Vec<Run>) -> Result<Run, NotNumber> {
    let long = |run: &&Run| run.digits >= SHORTEST_NATIONAL - 1;
    match runs.iter().filter(long).count() {
        0 => runs.into_iter().max_by_key(|run| (run.digits, usize::MAX - run.start)).ok_or(NotNumber::NoDigits),
        1 => {
            let run = *runs.iter().find(long).ok_or(NotNumber::NoDigits)?;
            Ok(run)
        }
        _ => Err(NotNumber::Several),
    }
}

/// Turns letters that stand for digits into digits, in stretches that are digits otherwise. Returns whether there were any.
pub fn letters_to_digits(chars: &mut [char]) -> bool {
    fn digit(c: char) -> Option<char> {
        match c {
            'O' | 'o' => Some('0'),
            'I' | 'l' => Some('1'),
            _ => None,
        }
    }
    let mut any = false;
    let mut at = 0;
    while at < chars.len() {
        let part = |c: char| c.is_ascii_digit() || is_separator(c) || c == '+' || is_bracket(c) || digit(c).is_some();
        if !part(chars[at]) {
            at += 1;
            continue;
        }
        let mut start = at;
        while at < chars.len() && part(chars[at]) {
            at += 1;
        }
        // Letters that belong to the word before (`tel 0120`) or behind (`0373 or`) stay what they are.
        let mut end = at;
        if start > 0 && chars[start - 1].is_ascii_alphabetic() {
            start += chars[start..end].iter().take_while(|c| digit(**c).is_some()).count();
        }
        if at < chars.len() && chars[at].is_ascii_alphabetic() && extension(&chars[at..]).is_none() {
            end -= chars[start..end].iter().rev().take_while(|c| digit(**c).is_some()).count();
        }
        let stretch = &chars[start..end];
        let real = stretch.iter().filter(|c| c.is_ascii_digit()).count();
        let letters = stretch.iter().filter(|c| digit(**c).is_some()).count();
        let touches = stretch
            .windows(2)
            .any(|w| (w[0].is_ascii_digit() && digit(w[1]).is_some()) || (digit(w[0]).is_some() && w[1].is_ascii_digit()));
        if letters > 0 && real > letters && real + letters >= SHORTEST_NATIONAL - 1 && touches {
            for c in &mut chars[start..end] {
                if let Some(d) = digit(*c) {
                    *c = d;
                    any = true;
                }
            }
        }
    }
    any
}

/// An extension right behind the number: `内線12`, `ext. 12`, `x12`, `;ext=12`, `#12`.
pub fn extension(behind: &[char]) -> Option<String> {
    let mut rest: String = behind.iter().take(24).collect::<String>().to_lowercase();
    rest = rest.trim_start_matches([' ', ',', ';', '(', '[', '-', '/', '.', '、']).to_owned();
    for label in ["内線番号", "内線", "extension", "extn", "ext", "x", "#"] {
        if let Some(number) = rest.strip_prefix(label) {
            let digits: String = number.trim_start_matches([' ', '.', ':', '=', '-']).chars().take_while(char::is_ascii_digit).collect();
            return (1..=7).contains(&digits.len()).then_some(digits);
        }
    }
    None
}
