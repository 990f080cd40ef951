//! What the digits of a spelling mean, by how they begin and how many they are.

use super::{Dialled, HOME_CODE, NotNumber, SHORTEST_NATIONAL, Sign};

/// Prefixes that a caller dials before a foreign country code at home: the plain one, and those that choose a carrier first.
const IDD_PREFIXES: [&str; 5] = ["010", "001010", "0033010", "0061010", "0041010"];

/// A foreign number has at least this many digits with its country code (Niue: 683 and four).
const SHORTEST_FOREIGN: usize = 7;

/// Behind a `+` there are at least this many (Iran has some of four).
const SHORTEST_BEHIND_PLUS: usize = 6;

/// A short code (110, 188, #9110) has at most this many digits.
const LONGEST_SHORT_CODE: usize = 6;

/// Digits of a prefix that chooses the carrier of a call at home: 00, two for the carrier, and up to three for its service.
const CARRIER: [usize; 4] = [4, 5, 6, 7];

/// Decides what the digits of a run mean. `called`: the words before ask to call them.
pub fn place(run: &[char], called: bool, assigned: impl Fn(&str) -> bool, signs: &mut Vec<Sign>) -> Result<Dialled, NotNumber> {
    let plus = run.contains(&'+');
    let mut digits: String = run.iter().filter(|c| c.is_ascii_digit()).collect();
    if matches!(run.first(), Some('#' | '*')) || (!plus && digits.len() <= LONGEST_SHORT_CODE) {
        let code: String = run.iter().filter(|c| c.is_ascii_digit() || matches!(c, '#' | '*')).collect();
        return Ok(Dialled::Short(code));
    }
    // A short code is one only as it is dialled at home.
    if plus && digits.len() < SHORTEST_BEHIND_PLUS {
        return Err(NotNumber::TooShort(digits.len()));
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
    // Between 00 and what follows: the international prefix of most of the world, and no number of Japan that begins so.
    let abroad = digits.starts_with("00") && set_apart(run, 2);
    if let Some(prefix) = carrier(run, &digits, &assigned).filter(|_| !plus && !abroad) {
        signs.push(Sign::CarrierPrefix);
        return Ok(Dialled::National(digits.split_off(prefix)));
    }
    if digits.starts_with("00") && (abroad || !assigned(&digits)) {
        let rest = digits.trim_start_matches('0').to_owned();
        if let Some(national) = home(&rest) {
            signs.push(Sign::HomeCode);
            return Ok(Dialled::National(national));
        }
        if rest.len() < if abroad { SHORTEST_BEHIND_PLUS } else { SHORTEST_FOREIGN } {
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
    if assigned(&with_zero) && !is_decimal(run) {
        signs.push(Sign::MissingZero);
        return Ok(Dialled::National(with_zero));
    }
    if let Some(national) = behind_code(run, &assigned) {
        return Ok(Dialled::National(national));
    }
    if is_american(run, &digits, called) {
        signs.push(Sign::MissingPlus);
        return Ok(Dialled::Foreign(format!("1{digits}")));
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

/// The length of a prefix in front of a national number that chooses the carrier of the call, as in `0037-68-090-…`. Other numbers that begin with 00 can
/// be as long: something must stand between, or a mobile number behind.
fn carrier(run: &[char], digits: &str, assigned: impl Fn(&str) -> bool) -> Option<usize> {
    if !digits.starts_with("00") || digits.starts_with("0081") {
        return None;
    }
    let mobile = |rest: &str| rest.len() == 11 && matches!(rest.as_bytes(), [b'0', b'6'..=b'9', b'0', b'1'..=b'9', ..]);
    let behind = |len: usize| digits.get(len..).filter(|rest| rest.starts_with('0') && !rest.starts_with("00") && assigned(rest));
    CARRIER.into_iter().find(|len| behind(*len).is_some_and(|rest| set_apart(run, *len) || mobile(rest)))
}

/// The national number behind a short code or the number of a line in a list, with a space between: `188 050-…`, `1. 03-…`.
fn behind_code(run: &[char], assigned: impl Fn(&str) -> bool) -> Option<String> {
    let space = run.iter().position(|c| *c == ' ')?;
    let digits = |chars: &[char]| chars.iter().filter(|c| c.is_ascii_digit()).collect::<String>();
    let (head, tail) = (digits(&run[..space]), digits(&run[space..]));
    ((head.len() == 1 || assigned(&head)) && tail.starts_with('0') && assigned(&tail)).then_some(tail)
}

/// Whether this is a number of North America as it is written there, without the country code: three digits, three and four, or ten to be called; neither
/// of the first two groups begins with 0 or 1.
fn is_american(run: &[char], digits: &str, called: bool) -> bool {
    let groups: Vec<usize> = run.split(|c| !c.is_ascii_digit()).map(<[char]>::len).filter(|len| *len > 0).collect();
    let begins = |at: usize| digits.as_bytes().get(at).is_some_and(|d| (b'2'..=b'9').contains(d));
    (groups == [3, 3, 4] || (called && groups == [10])) && begins(0) && begins(3)
}

/// Words before digits that are to be called.
const CALL: [&str; 9] = ["call", "dial", "phone", "tel", "ring", "contact", "number", "helpline", "hotline"];

/// Within so many words before them.
const CALL_WITHIN: usize = 8;

/// Whether the words of the sentence before (in lower case) ask to call.
pub fn is_called(before: &str) -> bool {
    let sentence = end_of(before).rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    sentence.rsplit(|c: char| !c.is_ascii_alphanumeric()).take(CALL_WITHIN).any(|word| CALL.contains(&word))
}

/// Whether this is a decimal fraction, such as a coordinate.
fn is_decimal(run: &[char]) -> bool {
    let mut parts = run.split(|c| *c == '.').map(|part| (part.len(), part.iter().all(char::is_ascii_digit)));
    matches!((parts.next(), parts.next(), parts.next()), (Some((1..=3, true)), Some((5.., true)), None))
}

/// Bytes before digits that are read for words that tell what they are.
const BEFORE: usize = 100;

/// The end of a text: what stands right before digits.
pub fn end_of(before: &str) -> &str {
    let start = (before.len().saturating_sub(BEFORE)..).find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    &before[start..]
}
