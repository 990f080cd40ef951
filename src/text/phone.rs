//! What somebody meant to dial: from the many spellings of a phone number to the digits.
//!
//! The rules are those of dialling in and to Japan (Ministry of Internal Affairs and Communications, numbering plan): country code 81, trunk
//! prefix 0, international prefix 010, and 184 or 186 in front to hide or show one's own number.

use std::fmt;

use super::fold::{Folded, fold};
use super::shapes::{self, Shape};

/// The longest input that is looked at, in characters.
pub const MAX_CHARS: usize = 250;

/// Calling code of the home country.
pub const HOME_CODE: &str = "81";

/// Prefixes that a caller dials before a foreign country code at home: the plain one, and those that choose a carrier first.
const IDD_PREFIXES: [&str; 5] = ["010", "001010", "0033010", "0061010", "0041010"];

/// A national number has at least this many digits with its leading 0.
const SHORTEST_NATIONAL: usize = 10;

/// A short code (110, 188, #9110) has at most this many digits.
const LONGEST_SHORT_CODE: usize = 6;

/// What the digits of a spelling mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialled {
    /// A number inside Japan as dialled there, with its leading 0.
    National(String),
    /// Country code and national significant number of another country, without `+`.
    Foreign(String),
    /// A short code, `#` included.
    Short(String),
}

/// How a number was written, where that tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// With `+81`, `0081` or `010-81` in front: an ordinary Japanese number as phones show it abroad.
    HomeCode,
    /// With a `+` and another country's code.
    International,
    /// With the international prefix 010 (or 00) set apart from the country code.
    Idd,
    /// With 010 and the country code run together, so that it looks like a number inside Japan.
    IddDisguise,
    /// A foreign number without `+` or prefix.
    MissingPlus,
    /// The leading 0 is missing, as spreadsheets lose it.
    MissingZero,
    /// 184 in front: the caller's own number would be hidden.
    Withheld,
    /// 186 in front: the caller's own number would be shown.
    Shown,
    /// Letters that look like digits (O for 0, l for 1).
    LettersForDigits,
    /// Characters that cannot be seen.
    HiddenCharacters,
    /// Digits in kanji.
    KanjiDigits,
    /// With an extension behind.
    Extension,
}

impl Sign {
    /// The id that rules and JSON use.
    pub fn id(self) -> &'static str {
        match self {
            Sign::HomeCode => "home-code",
            Sign::International => "international",
            Sign::Idd => "idd",
            Sign::IddDisguise => "idd-disguise",
            Sign::MissingPlus => "missing-plus",
            Sign::MissingZero => "missing-zero",
            Sign::Withheld => "withheld",
            Sign::Shown => "shown",
            Sign::LettersForDigits => "letters-for-digits",
            Sign::HiddenCharacters => "hidden-characters",
            Sign::KanjiDigits => "kanji-digits",
            Sign::Extension => "extension",
        }
    }

    /// All signs, for checking the names in rules.
    pub const ALL: [Sign; 12] = [
        Sign::HomeCode,
        Sign::International,
        Sign::Idd,
        Sign::IddDisguise,
        Sign::MissingPlus,
        Sign::MissingZero,
        Sign::Withheld,
        Sign::Shown,
        Sign::LettersForDigits,
        Sign::HiddenCharacters,
        Sign::KanjiDigits,
        Sign::Extension,
    ];
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One spelling, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The number.
    pub dialled: Dialled,
    /// The extension behind it, if there is one.
    pub extension: Option<String>,
    /// How it was written; sorted, each once.
    pub signs: Vec<Sign>,
}

/// Why an input is not one phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotNumber {
    /// Nothing, or only characters one cannot see.
    Empty,
    /// More than [`MAX_CHARS`] characters.
    InputTooLong,
    /// There is no digit in it.
    NoDigits,
    /// Fewer digits than any number has; how many there are.
    TooShort(usize),
    /// Two or more numbers at once.
    Several,
    /// Digits that begin like no number that can be dialled from Japan; how many there are.
    Unplaced(usize),
    /// It has the shape of something else.
    Shape(Shape),
}

impl NotNumber {
    /// The id that JSON uses.
    pub fn id(&self) -> &'static str {
        match self {
            NotNumber::Empty => "empty",
            NotNumber::InputTooLong => "input-too-long",
            NotNumber::NoDigits => "no-digits",
            NotNumber::TooShort(_) => "too-short",
            NotNumber::Several => "several-numbers",
            NotNumber::Unplaced(_) => "unplaced",
            NotNumber::Shape(shape) => shape.id(),
        }
    }
}

/// Reads one phone number out of `input`, in whatever way it is written.
///
/// `assigned` tells whether a national number (with its leading 0) lies in a range that is in use; it decides between readings where
/// the digits alone do not.
pub fn read(input: &str, assigned: impl Fn(&str) -> bool) -> Result<Spelling, NotNumber> {
    if input.chars().nth(MAX_CHARS).is_some() {
        return Err(NotNumber::InputTooLong);
    }
    let mut signs = Vec::new();
    let mut chars = Vec::with_capacity(input.len());
    let mut kanji = Vec::with_capacity(input.len());
    for c in input.chars() {
        match fold(c) {
            Folded::Plain(c) => {
                chars.push(c);
                kanji.push(false);
            }
            Folded::Kanji(c) => {
                chars.push(c);
                kanji.push(true);
            }
            Folded::Hidden => signs.push(Sign::HiddenCharacters),
        }
    }
    if chars.iter().all(|c| *c == ' ') {
        return Err(NotNumber::Empty);
    }
    if let Some(shape) = shapes::of(&chars) {
        return Err(NotNumber::Shape(shape));
    }
    if letters_to_digits(&mut chars) {
        signs.push(Sign::LettersForDigits);
    }

    let run = choose(runs(&chars), &chars)?;
    let extension = extension(&chars[run.end..]);
    if extension.is_some() {
        signs.push(Sign::Extension);
    }
    if kanji[run.start..run.end].contains(&true) {
        signs.push(Sign::KanjiDigits);
    }
    let dialled = place(&chars[run.start..run.end], assigned, &mut signs)?;
    signs.sort_unstable();
    signs.dedup();
    Ok(Spelling { dialled, extension, signs })
}

/// A stretch of digits and separators: where it lies, and how many digits it has.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    digits: usize,
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '.')
}

/// The stretches of `chars` that could be numbers, each without separators at its ends.
fn runs(chars: &[char]) -> Vec<Run> {
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

/// The length of a bracketed group of digits at the start of `chars`, and how many digits are in it.
fn bracketed(chars: &[char]) -> Option<(usize, usize)> {
    if chars.first() != Some(&'(') {
        return None;
    }
    let close = chars.iter().position(|c| *c == ')')?;
    let inside = &chars[1..close];
    let digits = inside.iter().filter(|c| c.is_ascii_digit()).count();
    let fits = inside.iter().all(|c| c.is_ascii_digit() || is_separator(*c) || *c == '+');
    (fits && digits > 0).then_some((close + 1, digits))
}

/// A last group that counts something (`… 24時間`, `… 9:00`) is not part of the number before it.
fn without_counter(chars: &[char], run: Run) -> Run {
    let counts =
        chars.get(run.end).is_some_and(|c| (c.is_alphabetic() && !matches!(c, 'x' | 'X' | 'e' | 'E' | '内' | '番' | '代')) || *c == ':');
    if !counts {
        return run;
    }
    let group = &chars[run.start..run.end];
    let Some(space) = group.iter().rposition(|c| *c == ' ') else {
        return run;
    };
    let last = group[..space].iter().rposition(|c| c.is_ascii_digit() || *c == ')');
    match last {
        Some(last) => {
            Run { start: run.start, end: run.start + last + 1, digits: group[..=last].iter().filter(|c| c.is_ascii_digit()).count() }
        }
        None => run,
    }
}

/// The one run that is the number.
fn choose(runs: Vec<Run>, chars: &[char]) -> Result<Run, NotNumber> {
    let long = |run: &&Run| run.digits >= SHORTEST_NATIONAL - 1;
    match runs.iter().filter(long).count() {
        0 => runs.into_iter().max_by_key(|run| (run.digits, usize::MAX - run.start)).ok_or(NotNumber::NoDigits),
        1 => {
            let run = *runs.iter().find(long).ok_or(NotNumber::NoDigits)?;
            // "03-1234-5678 / 9" would be half a second number; "A / B" with two whole ones is caught above.
            debug_assert!(run.end <= chars.len());
            Ok(run)
        }
        _ => Err(NotNumber::Several),
    }
}

/// Turns letters that stand for digits into digits, in stretches that are digits otherwise. Returns whether there were any.
fn letters_to_digits(chars: &mut [char]) -> bool {
    fn digit(c: char) -> Option<char> {
        match c {
            'O' | 'o' => Some('0'),
            'I' | 'l' | '|' => Some('1'),
            _ => None,
        }
    }
    let mut any = false;
    let mut at = 0;
    while at < chars.len() {
        let part = |c: char| c.is_ascii_digit() || is_separator(c) || digit(c).is_some();
        if !part(chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && part(chars[at]) {
            at += 1;
        }
        let stretch = &chars[start..at];
        let real = stretch.iter().filter(|c| c.is_ascii_digit()).count();
        let letters = stretch.iter().filter(|c| digit(**c).is_some()).count();
        let word_before = start > 0 && chars[start - 1].is_ascii_alphabetic();
        let word_behind = at < chars.len() && chars[at].is_ascii_alphabetic();
        let touches = stretch
            .windows(2)
            .any(|w| (w[0].is_ascii_digit() && digit(w[1]).is_some()) || (digit(w[0]).is_some() && w[1].is_ascii_digit()));
        if letters > 0 && real > letters && real + letters >= SHORTEST_NATIONAL - 1 && touches && !word_before && !word_behind {
            for c in &mut chars[start..at] {
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
fn extension(behind: &[char]) -> Option<String> {
    let mut rest: String = behind.iter().take(24).collect::<String>().to_lowercase();
    rest = rest.trim_start_matches([' ', ',', ';', '(', '-']).to_owned();
    for label in ["内線番号", "内線", "extension", "extn", "ext", "x", "#"] {
        if let Some(number) = rest.strip_prefix(label) {
            let digits: String = number.trim_start_matches([' ', '.', ':', '=', '-']).chars().take_while(char::is_ascii_digit).collect();
            return (1..=7).contains(&digits.len()).then_some(digits);
        }
    }
    None
}

/// Decides what the digits of a run mean.
fn place(run: &[char], assigned: impl Fn(&str) -> bool, signs: &mut Vec<Sign>) -> Result<Dialled, NotNumber> {
    let plus = run.contains(&'+');
    let mut digits: String = run.iter().filter(|c| c.is_ascii_digit()).collect();
    if matches!(run.first(), Some('#' | '*')) || (!plus && digits.len() <= LONGEST_SHORT_CODE) {
        let code: String = run.iter().filter(|c| c.is_ascii_digit() || matches!(c, '#' | '*')).collect();
        return Ok(Dialled::Short(code));
    }

    if !plus {
        for (prefix, sign) in [("184", Sign::Withheld), ("186", Sign::Shown)] {
            if digits.len() >= prefix.len() + SHORTEST_NATIONAL - 1
                && digits.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('0') || rest.starts_with(HOME_CODE))
            {
                digits.drain(..prefix.len());
                signs.push(sign);
                break;
            }
        }
    }

    if plus && !digits.starts_with('0') {
        return Ok(match home(&digits) {
            Some(national) => {
                signs.push(Sign::HomeCode);
                Dialled::National(national)
            }
            None => {
                signs.push(Sign::International);
                Dialled::Foreign(digits)
            }
        });
    }
    if let Some(prefix) = IDD_PREFIXES.iter().find(|p| digits.starts_with(**p) && digits.len() > p.len() + 7) {
        let rest = digits.split_off(prefix.len());
        if let Some(national) = home(&rest) {
            signs.push(Sign::HomeCode);
            return Ok(Dialled::National(national));
        }
        signs.push(if set_apart(run, prefix.len()) { Sign::Idd } else { Sign::IddDisguise });
        return Ok(Dialled::Foreign(rest));
    }
    if digits.starts_with("00") && !assigned(&digits) {
        let rest = digits.trim_start_matches('0').to_owned();
        if let Some(national) = home(&rest) {
            signs.push(Sign::HomeCode);
            return Ok(Dialled::National(national));
        }
        if rest.len() < 8 {
            return Err(NotNumber::TooShort(digits.len()));
        }
        signs.push(Sign::Idd);
        return Ok(Dialled::Foreign(rest));
    }
    if digits.starts_with('0') {
        if digits.len() < SHORTEST_NATIONAL && !assigned(&digits) {
            return Err(NotNumber::TooShort(digits.len()));
        }
        return Ok(Dialled::National(digits));
    }

    if let Some(national) = home(&digits).filter(|n| assigned(n)) {
        signs.push(Sign::HomeCode);
        return Ok(Dialled::National(national));
    }
    let with_zero = format!("0{digits}");
    if assigned(&with_zero) {
        signs.push(Sign::MissingZero);
        return Ok(Dialled::National(with_zero));
    }
    match digits.len() {
        0..=8 => Err(NotNumber::TooShort(digits.len())),
        9 => Err(NotNumber::Unplaced(9)),
        _ => {
            signs.push(Sign::MissingPlus);
            Ok(Dialled::Foreign(digits))
        }
    }
}

/// The national form of digits that begin with the home country's code; `+81-0…` has one 0 too many, which people write all the same.
fn home(digits: &str) -> Option<String> {
    let rest = digits.strip_prefix(HOME_CODE)?;
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    (!rest.is_empty()).then(|| format!("0{rest}"))
}

/// Whether a separator stands right behind the first `digits` digits.
fn set_apart(run: &[char], digits: usize) -> bool {
    let mut seen = 0;
    for (n, c) in run.iter().enumerate() {
        if c.is_ascii_digit() {
            seen += 1;
            if seen == digits {
                return run.get(n + 1).is_some_and(|c| !c.is_ascii_digit());
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small plan to read with: 0120 with six digits, 0800 with seven, 011 with seven, 03 with eight, mobile and 050, 0077 as dialled.
    fn assigned(number: &str) -> bool {
        let is = |prefix: &str, len: usize| number.starts_with(prefix) && number.len() == len;
        is("0120", 10) || is("0800", 11) || is("011", 10) || is("03", 10) || is("050", 11) || is("090", 11) || is("0077", 10)
    }

    fn national(input: &str) -> String {
        match read(input, assigned) {
            Ok(Spelling { dialled: Dialled::National(n), .. }) => n,
            other => panic!("{input:?}: {other:?}"),
        }
    }

    #[test]
    fn every_spelling_of_a_number_is_that_number() {
        for input in [
            "0120-999-373",
            "0120999373",
            "0120 999 373",
            "(0120) 999-373",
            "0120（999）373",
            "0120.999.373",
            "０１２０－９９９－３７３",
            "０１２０ー９９９ー３７３",
            "0120‐999−373",
            "0120〜999〜373",
            "0120 ― 999 ― 373",
            "+81 120 999 373",
            "+81-120-999-373",
            "+81-0120-999-373",
            "+81 (0)120 999 373",
            "＋８１１２０９９９３７３",
            "0081-120-999-373",
            "010-81-120-999-373",
            "81-120-999-373",
            "184-0120-999-373",
            "1840120999373",
            "186-0120-999-373",
            "〇一二〇-九九九-三七三",
            "0120-999-373 内線12",
            "0120-999-373（内線 12）",
            "0120-999-373 ext. 12",
            "0120-999-373;ext=12",
            "0120-999-373 x12",
            "0120-999-373（24時間受付）",
            "0120-999-373 24時間受付",
            "0120-999-373 9:00-21:00",
            "電話：0120-999-373",
            "電話番号は0120-999-373です",
            "TEL 0120-999-373",
            "tel:0120-999-373",
            "tel:+81-120-999-373",
            "フリーダイヤル0120-999-373（無料）",
            "☎0120-999-373",
            "[0120-999-373]",
            "O120-999-373",
            "0l20-999-373",
            "012\u{200b}0-999-373",
            "\u{202d}0120-999-373\u{202c}",
            " 0120-999-373\n",
            "120999373",
        ] {
            assert_eq!(national(input), "0120999373", "{input:?}");
        }
    }

    #[test]
    fn the_way_it_is_written_is_kept() {
        for (input, sign) in [
            ("+81 120 999 373", Sign::HomeCode),
            ("184-0120-999-373", Sign::Withheld),
            ("186-0120-999-373", Sign::Shown),
            ("O120-999-373", Sign::LettersForDigits),
            ("012\u{200b}0-999-373", Sign::HiddenCharacters),
            ("〇一二〇-999-373", Sign::KanjiDigits),
            ("0120-999-373 内線3", Sign::Extension),
            ("120999373", Sign::MissingZero),
            ("+1 888 319 8279", Sign::International),
            ("010-1-888-319-8279", Sign::Idd),
            ("(0101)888-319-8279", Sign::IddDisguise),
            ("01018883198279", Sign::IddDisguise),
            ("1-888-319-8279", Sign::MissingPlus),
        ] {
            let spelling = read(input, assigned).unwrap_or_else(|e| panic!("{input}: {e:?}"));
            assert_eq!(spelling.signs, [sign], "{input}");
        }
        assert_eq!(read("0120-999-373", assigned).map(|s| s.signs), Ok(Vec::new()));
    }

    #[test]
    fn a_foreign_number_keeps_its_country_code() {
        for input in [
            "+1 888 319 8279",
            "+1 (888) 319-8279",
            "010-1-888-319-8279",
            "(0101)888-319-8279",
            "001-010-1-888-319-8279",
            "0018883198279",
            "1-888-319-8279",
            "184-010-1-888-319-8279",
        ] {
            let spelling = read(input, assigned).unwrap_or_else(|e| panic!("{input}: {e:?}"));
            assert_eq!(spelling.dialled, Dialled::Foreign("18883198279".into()), "{input}");
        }
    }

    #[test]
    fn short_codes_are_kept_as_dialled() {
        for (input, code) in [("188", "188"), ("＃９１１０", "#9110"), ("#9110", "#9110"), ("110番", "110"), ("局番なしの188", "188")]
        {
            assert_eq!(read(input, assigned).map(|s| s.dialled), Ok(Dialled::Short(code.into())), "{input}");
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (input, why) in [
            ("", NotNumber::Empty),
            (" \u{200b}\u{3000}", NotNumber::Empty),
            ("amazon", NotNumber::NoDigits),
            ("📞", NotNumber::NoDigits),
            ("0120-99-373", NotNumber::TooShort(9)),
            ("12345678", NotNumber::TooShort(8)),
            ("0120-999-373 / 03-1234-5678", NotNumber::Several),
            ("123456789", NotNumber::Unplaced(9)),
            ("503-1234567-1234567", NotNumber::Shape(Shape::OrderNumber)),
            ("2026-11-23", NotNumber::Shape(Shape::Date)),
        ] {
            assert_eq!(read(input, assigned), Err(why), "{input:?}");
        }
        assert_eq!(read(&"9".repeat(251), assigned), Err(NotNumber::InputTooLong));
        assert_eq!(read(&"0".repeat(1_000_000), assigned), Err(NotNumber::InputTooLong));
    }

    #[test]
    fn nothing_makes_it_panic() {
        for input in
            ["+", "#", "(", "()", "(((", "+81", "+810", "010", "0", "00", "184", "1840", "81", "*#*#", "\0", "+(1)", "(+81)", "-", "٠"]
        {
            let _ = read(input, assigned);
        }
    }
}
