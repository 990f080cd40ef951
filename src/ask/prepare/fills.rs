//! What the user wants to have filled into the blanks: read, checked, and put there. Nothing of it is kept.

use chrono::{Datelike, NaiveDate};

use super::secrets::{self, Secret};
use super::{Answer, Need};
use crate::kb::Kb;
use crate::kb::record::Fill;
use crate::text::Text;
use crate::text::fold::{Folded, fold};

/// The longest text, in characters.
pub const LONGEST: usize = 500;

/// The digits of an order number without `D01`.
const ORDER_DIGITS: usize = 17;

/// Something given for a blank that cannot stand there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fill:?} cannot be filled in: {why:?}")]
pub struct BadFill {
    /// Which.
    pub fill: Fill,
    /// Why not.
    pub why: Why,
}

/// Why it cannot stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing is in it.
    Empty,
    /// It has this many characters.
    TooLong(usize),
    /// A secret is in it.
    Secret(Secret),
    /// It is no order number.
    NotAnOrder,
    /// It is the number to pay with at a shop.
    PaymentNumber,
    /// It is no date.
    NotADate,
    /// The calendar has no such day.
    NoSuchDay,
    /// The day is to come.
    Future(NaiveDate),
    /// The KB has nothing to have ready that it belongs to.
    NoBlank,
}

/// Fills blanks of an answer. An item that the issue does not ask for is put behind those that it does.
///
/// # Errors
/// [`BadFill`] for the first that cannot stand in its blank.
pub fn fill(kb: &Kb, answer: &mut Answer, given: &[(Fill, &str)], today: NaiveDate) -> Result<(), BadFill> {
    let mut read: Vec<(Fill, Text)> = Vec::new();
    for (fill, text) in given {
        let bad = |why| BadFill { fill: *fill, why };
        // What the KB has no blank for need not have the right form either.
        if !kb.checklists().item.iter().any(|item| item.fill.contains(fill)) {
            return Err(bad(Why::NoBlank));
        }
        read.push((*fill, value(*fill, text, today).map_err(bad)?));
    }
    for item in kb.checklists().item.iter() {
        let part = |fill: Fill| read.iter().find(|(f, _)| *f == fill).filter(|_| item.fill.contains(&fill)).map(|(_, text)| text);
        let day = |text: &Text| Text::new(format!("{}に注文", text.ja), format!("ordered {}", text.en));
        let both = item.fill.contains(&Fill::Item) && item.fill.contains(&Fill::OrderedOn);
        let value = match (part(Fill::Item), part(Fill::OrderedOn).map(day)) {
            (Some(name), Some(day)) => Some(Text::new(format!("{}（{}）", name.ja, day.ja), format!("{} ({})", name.en, day.en))),
            // Half of it: the other half stays a blank.
            (Some(name), None) if both => {
                Some(Text::new(format!("{}（注文日：＿＿＿＿）", name.ja), format!("{} (ordered: ______)", name.en)))
            }
            (None, Some(day)) if both => Some(Text::new(format!("＿＿＿＿（{}）", day.ja), format!("______ ({})", day.en))),
            (Some(one), None) => Some(one.clone()),
            (None, Some(_)) => part(Fill::OrderedOn).cloned(),
            (None, None) => item.fill.iter().find_map(|fill| part(*fill)).cloned(),
        };
        let Some(value) = value else { continue };
        answer.values.push((item.id.clone(), value));
        if !answer.checklist.iter().any(|need| need.id == item.id) {
            answer.checklist.push(Need { id: item.id.clone(), name: item.name.clone(), place: item.place.clone(), must: false });
        }
    }
    Ok(())
}

fn value(fill: Fill, text: &str, today: NaiveDate) -> Result<Text, Why> {
    // Line ends would break the page.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => return Err(Why::Empty),
        n if n > LONGEST => return Err(Why::TooLong(n)),
        _ => {}
    }
    let folded = folded(&text);
    match fill {
        Fill::Order => order(&folded).map(Text::same),
        Fill::OrderedOn => {
            let day = day(&folded, today)?;
            if day > today {
                return Err(Why::Future(day));
            }
            let ja = format!("{}年{}月{}日", day.year(), day.month(), day.day());
            Ok(Text::new(ja, day.format("%-d %b %Y").to_string()))
        }
        Fill::Item | Fill::Wish | Fill::WhatHappened | Fill::Name => match secrets::find(&folded) {
            Some(secret) => Err(Why::Secret(secret)),
            None => Ok(Text::same(text)),
        },
    }
}

/// Full-width and styled digits, dashes and spaces made plain; kanji stay.
fn folded(text: &str) -> String {
    let folded = |c| match fold(c) {
        // A long vowel mark is a dash only in a number.
        Folded::Plain('-') if c == 'ー' => Some(c),
        Folded::Plain(plain) => Some(plain),
        Folded::Kanji(_) => Some(c),
        Folded::Hidden => None,
    };
    text.chars().filter_map(folded).collect()
}

/// `250-1234567-1234567`, from any spelling of it.
fn order(text: &str) -> Result<String, Why> {
    let text = text.replace('ー', "-");
    // A label in front: "order number: …".
    let number = text.rsplit([':', '#']).next().unwrap_or(&text).trim();
    let groups: Vec<&str> = number.split([' ', '-']).filter(|g| !g.is_empty()).collect();
    let bare = groups.concat().to_ascii_uppercase();
    let digits = bare.strip_prefix('D').unwrap_or(&bare);
    let digital = digits.len() < bare.len();
    let sizes: Vec<usize> = groups.iter().map(|g| g.len()).collect();
    let numeric = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if numeric && bare.len() == ORDER_DIGITS && matches!(sizes[..], [3, 7, 7] | [ORDER_DIGITS]) {
        return Ok(format!("{}-{}-{}", &bare[..3], &bare[3..10], &bare[10..]));
    }
    Err(match digits.len() {
        _ if !numeric || digital => Why::NotAnOrder,
        _ if secrets::find(&text) == Some(Secret::GiftCard) => Why::Secret(Secret::GiftCard),
        13..=19 if secrets::find(number) == Some(Secret::Card) => Why::Secret(Secret::Card),
        // A card in any grouping, unless it is as long as a payment number.
        14..=19 if secrets::luhn(digits) => Why::Secret(Secret::Card),
        11 | 13 => Why::PaymentNumber,
        _ => Why::NotAnOrder,
    })
}

/// `2026-11-20`, `2026/11/20`, `2026年11月20日`, `20261120`; without a year the latest such day that has been.
fn day(text: &str, today: NaiveDate) -> Result<NaiveDate, Why> {
    let text: String = text.replace('ー', "-").chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_end_matches('日');
    let eight = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> =
        if eight { vec![&text[..4], &text[4..6], &text[6..]] } else { text.split(['-', '/', '.', '年', '月']).collect() };
    let number = |t: &str, longest: usize| {
        let digits = !t.is_empty() && t.len() <= longest && t.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| t.parse::<u32>().ok()).flatten().ok_or(Why::NotADate)
    };
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
            NaiveDate::from_ymd_opt(year as i32, month, day).filter(|_| year >= 1900).ok_or(Why::NoSuchDay)
        }
        [month, day] => {
            let (month, day) = (number(month, 2)?, number(day, 2)?);
            // A leap day can be up to eight years back.
            let days = (0..=8).filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day));
            days.into_iter().find(|day| *day <= today).ok_or(Why::NoSuchDay)
        }
        _ => Err(Why::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default()
    }

    fn english(fill: Fill, text: &str) -> Result<String, Why> {
        value(fill, text, today()).map(|t| t.en)
    }

    #[test]
    fn order_numbers_are_written_one_way() {
        for text in [
            "250-1234567-7654321",
            "25012345677654321",
            "２５０ー１２３４５６７ー７６５４３２１",
            "250 1234567 7654321",
            "注文番号：250−1234567−7654321",
        ] {
            assert_eq!(english(Fill::Order, text).as_deref(), Ok("250-1234567-7654321"), "{text}");
        }
        assert_eq!(english(Fill::Order, "d01-1234567-7654321").as_deref(), Ok("D01-1234567-7654321"));
    }

    #[test]
    fn other_numbers_are_named() {
        for (text, why) in [
            ("123456-12345", Why::PaymentNumber),
            ("1234567890123", Why::PaymentNumber),
            ("4111 1111 1111 1111", Why::Secret(Secret::Card)),
            ("41-11-11-11-11-11-11-11", Why::Secret(Secret::Card)),
            ("250-1234567-123456", Why::NotAnOrder),
            ("123456-1234567-1234", Why::NotAnOrder),
            ("abc", Why::NotAnOrder),
            ("日本語の注文", Why::NotAnOrder),
            (" \u{3000}", Why::Empty),
        ] {
            assert_eq!(english(Fill::Order, text), Err(why), "{text}");
        }
    }

    #[test]
    fn days_are_real_and_past() {
        for text in ["2026-11-20", "2026/11/20", "11/20", "11月20日", "２０２６年１１月２０日", "20261120"] {
            assert_eq!(english(Fill::OrderedOn, text).as_deref(), Ok("20 Nov 2026"), "{text}");
        }
        assert_eq!(english(Fill::OrderedOn, "12/24").as_deref(), Ok("24 Dec 2025"));
        assert_eq!(english(Fill::OrderedOn, "2/29").as_deref(), Ok("29 Feb 2024"));
        assert_eq!(english(Fill::OrderedOn, "2026-11-25").as_deref(), Ok("25 Nov 2026"));
        for text in ["2026-11-26", "2027/1/1"] {
            assert!(matches!(english(Fill::OrderedOn, text), Err(Why::Future(_))), "{text}");
        }
        for text in ["2026-02-30", "13/1", "2/30", "0026-01-01"] {
            assert_eq!(english(Fill::OrderedOn, text), Err(Why::NoSuchDay), "{text}");
        }
        for text in ["yesterday", "26-11-20", "11", "2026年", "--", "月日"] {
            assert_eq!(english(Fill::OrderedOn, text), Err(Why::NotADate), "{text}");
        }
    }

    #[test]
    fn texts_are_bounded() {
        assert!(english(Fill::Wish, &"あ".repeat(500)).is_ok());
        assert_eq!(english(Fill::Wish, &"あ".repeat(501)), Err(Why::TooLong(501)));
        assert_eq!(english(Fill::Wish, "a\nb\t c").as_deref(), Ok("a b c"));
    }
}
