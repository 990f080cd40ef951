//! Which number it is: class, country, area and written forms.

use crate::kb::{Kb, world};
use crate::text::phone::{Dialled, HOME_CODE, NotNumber, Sign, Spelling};

/// A number and what its digits tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// E.164 form; none for numbers that exist at home only, and for those that are in no range.
    pub e164: Option<String>,
    /// As one writes it: at home with hyphens, a foreign one in international form.
    pub written: String,
    /// Digits as dialled at home, or with country code for a foreign number; short codes with their `#`.
    pub dialled: String,
    /// Id of the class.
    pub class: &'static str,
    /// Region, ISO 3166-1; `001` (the world, UN M49) for codes of no country, such as +800.
    pub country: Option<String>,
    /// Area of a land line, in Japanese and English. It is the table's own text: many rows name no other.
    pub area: Option<(&'static str, &'static str)>,
}

/// Class of a number in no range that is in use.
pub const UNASSIGNED: &str = "unassigned";

/// A foreign number has at most this many digits with its country code (E.164).
const LONGEST_E164: usize = 15;

/// Class of numbers abroad that cost the caller nothing there.
const FOREIGN_TOLL_FREE: &str = "foreign-toll-free";

/// Digits of a number of North America without its country code.
const AMERICAN: usize = 10;

/// Works out which number a spelling is.
///
/// # Errors
/// When the digits are no number after all: a short code that does not exist, or digits without `+` that belong to no country.
pub fn identify(kb: &Kb, spelling: &Spelling) -> Result<Identity, NotNumber> {
    match &spelling.dialled {
        Dialled::Short(code) => short(kb, code),
        Dialled::National(number) => Ok(national(kb, number)),
        Dialled::Foreign(digits) => foreign(kb, digits, spelling.signs.contains(&Sign::MissingPlus)),
    }
}

/// Whether a number as the KB writes it is the one of [`Identity::dialled`].
pub fn is_dialled(number: &str, dialled: &str) -> bool {
    number.bytes().filter(|b| b.is_ascii_digit() || *b == b'#').eq(dialled.bytes())
}

fn short(kb: &Kb, code: &str) -> Result<Identity, NotNumber> {
    let known = kb.japan().services().find(code).is_some();
    let range = kb.japan().range(code);
    if !known && range.is_none() {
        return Err(NotNumber::TooShort(code.bytes().filter(u8::is_ascii_digit).count()));
    }
    Ok(Identity {
        e164: None,
        written: code.to_owned(),
        dialled: code.to_owned(),
        class: range.map_or("short-code", |r| r.class),
        country: Some(kb.about().region.clone()),
        area: None,
    })
}

fn national(kb: &Kb, number: &str) -> Identity {
    let range = kb.japan().range(number);
    // Numbers that begin with 00 exist at home only.
    let e164 = (range.is_some() && !number.starts_with("00")).then(|| ["+", HOME_CODE, &number[1..]].concat());
    Identity {
        e164,
        written: range.map_or_else(|| number.to_owned(), |r| r.format(number)),
        dialled: number.to_owned(),
        class: range.map_or(UNASSIGNED, |r| r.class),
        country: Some(kb.about().region.clone()),
        area: range.and_then(|r| r.area),
    }
}

/// Whether a number in E.164 form lies in a range that its country uses.
pub fn is_assigned(kb: &Kb, e164: &str) -> bool {
    let digits = e164.trim_start_matches('+');
    match digits.strip_prefix(HOME_CODE) {
        Some(rest) => national(kb, &format!("0{rest}")).class != UNASSIGNED,
        None => foreign(kb, digits, false).is_ok_and(|identity| identity.class != UNASSIGNED),
    }
}

/// The plans of other countries decide. `guessed`: the digits have no `+` and no prefix in front.
fn foreign(kb: &Kb, digits: &str, guessed: bool) -> Result<Identity, NotNumber> {
    let Some(number) = world::find(digits).filter(|n| n.calling_code.len() + n.national.len() <= LONGEST_E164) else {
        if guessed {
            return american(kb, digits).ok_or(NotNumber::Unplaced(digits.len()));
        }
        return Ok(Identity {
            e164: None,
            written: format!("+{digits}"),
            dialled: digits.to_owned(),
            class: UNASSIGNED,
            country: kb.japan().country_of_code(digits).map(|c| c.region.clone()),
            area: None,
        });
    };
    let class = match number.kind {
        "toll-free" => FOREIGN_TOLL_FREE,
        "premium-rate" | "shared-cost" => "foreign-premium",
        _ => "foreign",
    };
    Ok(Identity {
        written: number.written(),
        e164: Some(number.e164()),
        dialled: digits.to_owned(),
        class,
        country: Some(number.region.to_owned()),
        area: None,
    })
}

/// Ten digits that are no number of another country: in North America, 800 and the like are written so too, and fraud uses them.
fn american(kb: &Kb, digits: &str) -> Option<Identity> {
    let identity = (digits.len() == AMERICAN).then(|| foreign(kb, &format!("1{digits}"), false).ok()).flatten()?;
    (identity.class == FOREIGN_TOLL_FREE).then_some(identity)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_no_country_belongs_to_the_world() {
        let kb = Kb::built_in();
        for (digits, country) in [("80012345678", "001"), ("870301234567", "001"), ("18002123456", "US"), ("442079460123", "GB")] {
            assert_eq!(foreign(&kb, digits, false).unwrap().country.as_deref(), Some(country), "{digits}");
        }
    }
}
