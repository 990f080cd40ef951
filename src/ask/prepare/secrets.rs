//! What nobody needs to be told, found in what somebody wants to have written down: card numbers, passwords, codes.

use crate::text::shapes::{self, Shape};

/// A secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// 13 to 19 digits with the check digit of a card.
    Card,
    /// A password, PIN or one-time code with its name in front.
    Password,
}

/// Names of secrets, in lower case.
const NAMES: &[&str] = &[
    "パスワード",
    "暗証番号",
    "確認コード",
    "認証コード",
    "認証番号",
    "セキュリティコード",
    "セキュリティーコード",
    "ワンタイムコード",
    "password",
    "passcode",
    "passwd",
    "pin",
    "pin code",
    "pin number",
    "one-time code",
    "security code",
    "verification code",
    "otp",
    "cvv",
    "cvc",
];

/// The shortest thing taken for a secret.
const SHORTEST: usize = 3;

/// The first secret in a text that is folded to plain digits.
pub fn find(folded: &str) -> Option<Secret> {
    // A long vowel mark stands for a dash between full-width digits.
    if has_card(&folded.replace('ー', "-")) {
        return Some(Secret::Card);
    }
    let lower = folded.to_lowercase();
    NAMES.iter().any(|name| has_value(&lower, name)).then_some(Secret::Password)
}

/// Whether a secret's name has a value behind it: `パスワードは abc123`, `pin: 1234`.
fn has_value(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        // "shipping: 1234" is no PIN.
        let inside = name.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let behind = &text[at + name.len()..];
        if inside || (name.is_ascii() && behind.starts_with(|c: char| c.is_ascii_alphanumeric())) {
            return false;
        }
        let behind = behind.trim_start_matches([' ', '「', '(', '"']);
        let marked = behind.strip_prefix([':', '=']);
        let said = ["は", "が", "is ", "was "].iter().find_map(|word| behind.strip_prefix(word));
        let rest = marked.or(said).unwrap_or(behind).trim_start_matches([' ', '「', '"', '\'', '(']);
        let value: String = rest.chars().take_while(char::is_ascii_graphic).collect();
        let value = value.trim_end_matches(['.', ',', ')', '"', '\'']);
        let chars: Vec<char> = value.chars().collect();
        let date = shapes::of(&chars) == Some(Shape::Date);
        chars.len() >= SHORTEST && !date && (marked.is_some() || value.contains(|c: char| c.is_ascii_digit()))
    })
}

/// Whether 13 to 19 digits of a card stand in it, in one piece or in groups. Order numbers are longer than cards are, and left out.
fn has_card(text: &str) -> bool {
    let mut groups: Vec<(&str, bool)> = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    let mut last_end = None;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = bytes[at..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| at + n);
        // Up to three signs between groups of one number.
        let joined = last_end.is_some_and(|e: usize| at - e <= 3 && text[e..at].chars().all(|c| matches!(c, ' ' | '-' | '.' | '/')));
        groups.push((&text[at..end], joined));
        last_end = Some(end);
        at = end;
    }
    let is_order = |from: usize| {
        let sizes: Vec<usize> = groups[from..].iter().take(3).map(|(g, _)| g.len()).collect();
        matches!(sizes[..], [2 | 3, 7, 7]) && groups[from + 1..].iter().take(2).all(|(_, joined)| *joined)
    };
    (0..groups.len()).any(|from| {
        if (from..=from).chain(from.checked_sub(1)).any(is_order) {
            return false;
        }
        let mut digits = String::new();
        for (n, (group, joined)) in groups[from..].iter().enumerate() {
            if n > 0 && !joined {
                break;
            }
            digits.push_str(group);
            // Whole numbers, and groups as on a card: the first of four digits, none of one or two before the last.
            let grouped = n == 0 || groups[from].0.len() == 4;
            if grouped && (13..=19).contains(&digits.len()) && luhn(&digits) {
                return true;
            }
            if digits.len() > 19 || (n > 0 && group.len() < 3) {
                break;
            }
        }
        false
    })
}

/// The check digit that card numbers end with.
pub fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(n, b)| {
            let d = u32::from(b.wrapping_sub(b'0'));
            if n % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|b| b != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_found_however_they_are_written() {
        for text in [
            "4111111111111111",
            "my card 4111 1111 1111 1111 was charged",
            "4111-1111-1111-1111",
            "カード5555 5555 5555 4444です",
            "2026-11-20 4111 1111 1111 1111",
            "3782 822463 10005",
            "4222222222222",
            "6304000000000000000",
        ] {
            assert_eq!(find(text), Some(Secret::Card), "{text}");
        }
    }

    #[test]
    fn passwords_and_codes_are_found_by_their_names() {
        for text in [
            "パスワードはabc12345です",
            "password: hunter",
            "my password is hunter2",
            "暗証番号 1234",
            "確認コードは「123456」",
            "PIN=9876",
            "CVV 123",
        ] {
            assert_eq!(find(text), Some(Secret::Password), "{text}");
        }
    }

    #[test]
    fn what_happens_to_shoppers_is_no_secret() {
        for text in [
            "パスワードを忘れました",
            "パスワードは変更しました",
            "I forgot my password",
            "my password is not accepted",
            "the password was changed on 2026-11-20",
            "パスワードは2026-11-20に変えました",
            "250-1234567-1234567",
            "D01-1234567-1234567 was late",
            "4111111111111112",
            "追跡番号 1234-5678-9012",
            "shipping: 1234",
            "03-5555-0123 2026-11-20",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn an_order_number_is_never_taken_for_a_card() {
        for n in 0..200 {
            let text = format!("250-{:07}-{:07} {}", 1_234_567 + n * 7919, 7_654_321 - n * 6007, n);
            assert_eq!(find(&text), None, "{text}");
        }
    }
}
