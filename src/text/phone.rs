//! What somebody meant to dial: from the many spellings of a phone number to the digits.
//!
//! The rules are those of dialling in and to Japan (Ministry of Internal Affairs and Communications, numbering plan): country code 81, trunk
//! prefix 0, international prefix 010, and 184 or 186 in front to hide or show one's own number.

mod stretch;

use super::fold::{Folded, fold};
use super::shapes::{self, Shape};

/// The longest input that is looked at, in characters.
pub const MAX_CHARS: usize = 250;

/// Calling code of the home country.
pub const HOME_CODE: &str = "81";

/// Prefixes that a caller dials before a foreign country code at home: the plain one, and those that choose a carrier first.
const IDD_PREFIXES: [&str; 5] = ["010", "001010", "0033010", "0061010", "0041010"];

/// A foreign number has at least this many digits with its country code (Niue: 683 and four).
const SHORTEST_FOREIGN: usize = 7;

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
    if let Some(spelling) = plain(input.as_bytes()) {
        return Ok(spelling);
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
    if let Some(shape) = shapes::of(&chars).filter(|shape| *shape != Shape::OrderNumber || !dials_abroad(&chars)) {
        return Err(NotNumber::Shape(shape));
    }
    if stretch::letters_to_digits(&mut chars) {
        signs.push(Sign::LettersForDigits);
    }

    let run = stretch::choose(stretch::runs(&chars))?;
    let extension = stretch::extension(&chars[run.end..]);
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

/// The commonest spellings, read without more ado: a national number or one behind `+81`, in ASCII digits with single hyphens between them.
/// Everything else gets the whole treatment, which gives the same for these (a test holds that).
fn plain(input: &[u8]) -> Option<Spelling> {
    let (rest, home) = match input.strip_prefix(b"+81") {
        Some(rest) => (rest.strip_prefix(b"-").unwrap_or(rest), true),
        None => (input, false),
    };
    let mut digits = String::with_capacity(12);
    if home {
        digits.push('0');
    }
    let mut before = b'-';
    for byte in rest {
        match byte {
            b'0'..=b'9' => digits.push(char::from(*byte)),
            b'-' if before != b'-' => {}
            _ => return None,
        }
        before = *byte;
    }
    let usual = (SHORTEST_NATIONAL..=SHORTEST_NATIONAL + 1).contains(&digits.len()) && digits.starts_with('0');
    let international = digits.starts_with("00") || digits.starts_with("010");
    (usual && !international && before != b'-').then(|| Spelling {
        dialled: Dialled::National(digits),
        extension: None,
        signs: if home { vec![Sign::HomeCode] } else { Vec::new() },
    })
}

/// Whether this is `+` or 010 and nothing but digits: then it is dialled, though it may have as many digits as an order number.
fn dials_abroad(chars: &[char]) -> bool {
    let text: String = chars.iter().collect();
    let digits = text.trim();
    digits.strip_prefix('+').or_else(|| digits.starts_with("010").then_some(digits)).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
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
    if let Some(prefix) = IDD_PREFIXES.iter().find(|p| digits.starts_with(**p) && digits.len() >= p.len() + SHORTEST_FOREIGN) {
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
mod tests;
