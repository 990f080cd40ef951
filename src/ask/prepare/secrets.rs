//! What nobody needs to be told, found in what somebody wants to have written down: card numbers, passwords, codes.

use crate::text::fold::{Folded, fold};
use crate::text::shapes::{self, Shape};

/// A secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// 13 to 19 digits with the check digit of a card.
    Card,
    /// A password, PIN or one-time code with its name.
    Password,
    /// The code of a gift card.
    GiftCard,
}

/// Names of secrets, in lower case.
const NAMES: &[&str] = &[
    "パスワード",
    "パスコード",
    "パスフレーズ",
    "暗証番号",
    "暗証コード",
    "確認コード",
    "認証コード",
    "認証番号",
    "ログインコード",
    "回復コード",
    "復旧コード",
    "リカバリーコード",
    "バックアップコード",
    "セキュリティコード",
    "セキュリティーコード",
    "セキュリティ番号",
    "ワンタイムコード",
    "裏の3桁",
    "裏面の3桁",
    "裏面3桁",
    "3桁の番号",
    "pinコード",
    "pin番号",
    "password",
    "passcode",
    "passphrase",
    "passwd",
    "pin",
    "pin code",
    "pin number",
    "one-time code",
    "one time code",
    "security code",
    "verification code",
    "confirmation code sent",
    "authentication code",
    "auth code",
    "login code",
    "sign-in code",
    "recovery code",
    "backup code",
    "my code",
    "2fa code",
    "2fa",
    "otp",
    "cvv",
    "cvv2",
    "cvc",
    "cvc2",
    "csc",
];

/// The same that also mean something else: with a sign behind that a value follows.
const MARKED_NAMES: &[&str] = &["pass", "pw", "pwd", "pword", "パス", "パスワ", "暗証", "pass code", "pass word"];

/// Names of the codes of gift cards.
const GIFT_NAMES: &[&str] = &[
    "ギフトコード",
    "ギフト券番号",
    "ギフト券の番号",
    "ギフトカード番号",
    "ギフトカードの番号",
    "ギフトカードコード",
    "ギフトカードのコード",
    "ギフト番号",
    "プリペイド番号",
    "アマギフ",
    "gift code",
    "gift card code",
    "gift card number",
    "gift card",
    "gift certificate code",
    "claim code",
    "redemption code",
    "voucher code",
    "prepaid number",
];

/// The shortest thing taken for a secret.
const SHORTEST: usize = 3;

/// The shortest code of a gift card.
const GIFT: usize = 10;

/// The first secret in a text that is folded to plain digits.
pub fn find(folded: &str) -> Option<Secret> {
    let plain = folded.to_lowercase();
    // What is pulled apart, and what is written in kanji, is read again as it is meant.
    let kanji: String = plain.chars().map(|c| if let Folded::Kanji(digit) = fold(c) { digit } else { c }).collect();
    // A long vowel mark stands for a dash between full-width digits.
    if has_card(&plain.replace('ー', "-")) || has_card(&kanji.replace('ー', "-")) {
        return Some(Secret::Card);
    }
    let readings = [together(&plain), together(&kanji), plain, kanji];
    let has =
        |names: &[&str], is: fn(&Value<'_>) -> bool| readings.iter().any(|text| names.iter().any(|name| values(text, name).iter().any(is)));
    if has_gift_code(folded) || has(GIFT_NAMES, is_gift_code) {
        return Some(Secret::GiftCard);
    }
    let secret = has(NAMES, |value| is_secret(value) && (value.marked || has_digit(value.text)))
        || has(MARKED_NAMES, |value| value.marked && is_secret(value));
    (secret || readings.iter().any(|text| is_named_behind(text))).then_some(Secret::Password)
}

/// A text in which single digits and letters that stand apart are one word: `1 2 3 4`, `1_2_3_4`, `1・2・3・4`.
fn together(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let alone = |at: usize| {
        let word = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_alphanumeric);
        word(Some(at)) && chars[at].is_ascii_digit() && !word(at.checked_sub(1)) && !word(Some(at + 1))
    };
    let apart = |at: usize| {
        let sign = matches!(chars[at], ' ' | '_' | '-' | '.' | ',' | '/' | '、');
        sign && at > 0 && alone(at - 1) && at + 1 < chars.len() && alone(at + 1)
    };
    (0..chars.len()).filter(|at| !apart(*at)).map(|at| chars[at]).collect()
}

/// What stands behind the name of a secret.
struct Value<'t> {
    text: &'t str,
    /// Whether a sign says that a value follows.
    marked: bool,
    /// What follows it.
    rest: &'t str,
}

/// What stands behind each place where a name does: `パスワードは abc123`, `pin: 1234`.
fn values<'t>(text: &'t str, name: &str) -> Vec<Value<'t>> {
    let value = |at: usize| {
        // "shipping: 1234" is no PIN.
        let word = |c: char| c.is_ascii_alphanumeric();
        let inside = name.starts_with(word) && text[..at].ends_with(word);
        let behind = &text[at + name.len()..];
        if inside || (name.ends_with(word) && behind.starts_with(word)) {
            return None;
        }
        // "my password (the new one): …"
        let behind = behind.trim_start_matches(OPENING);
        let behind = ["は", "が", "を", "の", "is ", "was ", "are "].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        let behind = behind.trim_start_matches(OPENING);
        let unmarked = behind.trim_start_matches([':', '=', '→', '⇒', '>', '#', '|', ';']);
        let rest = unmarked.trim_start_matches(OPENING);
        let len = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let text = rest[..len].trim_end_matches(['.', ',', ')', '"', '\'', ']', '!', '?', ';', '*', '_', '`']);
        Some(Value { text, marked: unmarked.len() < behind.len(), rest: &rest[len..] })
    };
    text.match_indices(name).filter_map(|(at, _)| value(at)).collect()
}

/// Signs between a name and its value that tell nothing.
const OPENING: [char; 14] = [' ', '「', '『', '(', '[', '<', '"', '\'', '`', '*', '_', '-', '.', '…'];

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a value is one: not a day, a time of day, or so and so often.
fn is_secret(value: &Value<'_>) -> bool {
    let chars: Vec<char> = value.text.chars().collect();
    let date = shapes::of(&chars) == Some(Shape::Date);
    let time = value.text.split_once(':').is_some_and(|(hour, minute)| [hour, minute].iter().all(|t| !t.is_empty() && t.len() <= 2));
    let counted = value.text.bytes().all(|b| b.is_ascii_digit())
        && value.rest.starts_with(['回', '分', '時', '日', '年', '月', '円', '個', '件', '文', '人', '度']);
    let error = value.text.starts_with("http");
    chars.len() >= SHORTEST && !date && !time && !counted && !error
}

/// Whether a value is long enough for the code of a gift card, letters and digits in groups.
fn is_gift_code(value: &Value<'_>) -> bool {
    let code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut len = 0;
    // Groups of it may stand apart.
    for word in std::iter::once(value.text).chain(value.rest.split_whitespace()) {
        if word.is_empty() || !word.chars().all(code) || !(has_digit(word) || value.marked) {
            break;
        }
        len += word.chars().filter(char::is_ascii_alphanumeric).count();
    }
    len >= GIFT && has_digit(value.text)
}

/// Whether a secret's value stands before its name: `482913 is my verification code`, `1234が暗証番号`.
fn is_named_behind(text: &str) -> bool {
    NAMES.iter().filter(|name| **name != "3桁の番号").any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text[..at].trim_end_matches(' ');
            let said = [" is my", " is the", " is your", " was my", " was the", "が", "=", " ="]
                .iter()
                .find_map(|words| before.strip_suffix(words));
            let Some(before) = said.map(|before| before.trim_end_matches([' ', '」', '"', ')'])) else {
                return false;
            };
            let from = before
                .rfind(|c: char| !c.is_ascii_alphanumeric())
                .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            let value = &before[from..];
            (4..=12).contains(&value.len()) && has_digit(value)
        })
    })
}

/// Whether letters and digits in groups of 4, 6 and 4 or 5 stand in it, as on a gift card.
fn has_gift_code(text: &str) -> bool {
    let code = |word: &str| word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let mixed = |words: &[&str]| {
        let all = words.concat();
        all.bytes().any(|b| b.is_ascii_uppercase()) && has_digit(&all)
    };
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|groups| {
        let sizes = groups.iter().map(|g| g.len()).collect::<Vec<_>>();
        matches!(sizes[..], [4, 6, 4 | 5])
            && groups.iter().all(|g| code(&g.to_ascii_uppercase()))
            && mixed(&groups.iter().map(|g| g.to_ascii_uppercase()).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
            && groups.iter().any(|g| has_digit(g))
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
        let sign = |c: char| !c.is_alphanumeric() && c != ':';
        let joined = last_end.is_some_and(|e: usize| text[e..at].chars().count() <= 3 && text[e..at].chars().all(sign));
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
        let first = groups[from].0.len();
        let mut alike = first <= 2;
        for (n, (group, joined)) in groups[from..].iter().enumerate() {
            if n > 0 && !joined {
                break;
            }
            digits.push_str(group);
            // Whole numbers, groups as on a card (the first of four digits, none of one or two before the last), and digits one by one or in pairs.
            alike &= group.len() == first;
            let grouped = n == 0 || first == 4 || alike;
            if grouped && (13..=19).contains(&digits.len()) && luhn(&digits) {
                return true;
            }
            if digits.len() > 19 || (n > 0 && group.len() < 3 && !alike) {
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
            "4111_1111_1111_1111",
            "4111・1111・1111・1111",
            "4111 / 1111 / 1111 / 1111",
            "4111, 1111, 1111, 1111",
            "4111|1111|1111|1111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
            "41 11 11 11 11 11 11 11",
            "四一一一 一一一一 一一一一 一一一一",
            "四一一一一一一一一一一一一一一一",
            "カード番号は四一一一-一一一一-一一一一-一一一一です",
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
            "pass: hunter2",
            "Pass = hunter",
            "pw:hunter2",
            "パス：hunter2".replace('：', ":").as_str(),
            "PIN is 1 2 3 4",
            "PIN - 1234",
            "PIN-1234",
            "pin#1234",
            "暗証番号は一二三四です",
            "暗証番号→1234",
            "暗証番号『1234』",
            "カード裏の3桁は123",
            "CVC2: 123",
            "cvv2 123",
            "482913 is my verification code",
            "1234が暗証番号です",
            "ワンタイムパスワード 482913",
            "OTP 482913",
            "otp_482913",
            "login code 482913",
            "my code is 482913",
            "バックアップコード: abcd efgh",
            "password >> hunter2",
            "パスワード(hunter2)",
            "password*hunter2*",
            "セキュリティコード 1・2・3".replace('・', ".").as_str(),
        ] {
            assert_eq!(find(text), Some(Secret::Password), "{text}");
        }
    }

    #[test]
    fn codes_of_gift_cards_are_found() {
        for text in [
            "AB2C-DEFGHJ-KL3M",
            "ab2c-defghj-kl3mn",
            "コードはAB2C DEFGHJ KL3M",
            "ギフト券番号: AB2CDEFGHJKL3M",
            "gift card code AB2CDEFGHJKL3M",
            "gift code: AB2C DEFG HJKL 3MNP",
            "アマギフ AB2CDEFGHJKL3M",
            "claim code is ab2cdefghjkl3m",
            "gift card number 6006491234567890123",
        ] {
            assert_eq!(find(text), Some(Secret::GiftCard), "{text}");
        }
        for text in [
            "a gift card of 5000 yen",
            "ギフトカードが届かない",
            "gift card bought on 2026-11-20",
            "the gift card did not work twice",
            "with this jumper that",
        ] {
            assert_eq!(find(text), None, "{text}");
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
            "確認コードが10:30に届いた",
            "確認コードを100回入れた",
            "パスワードを忘れて2026年に変えた",
            "The verification code never came, error 5004",
            "エラーコード: 5004",
            "pass 3 of 4",
            "I pass by at 10:30",
            "10:00 11:00 12:00 13:00 14:00",
            "2026-11-20 10:30 ~ 2026-11-21 12:00",
            "150 x 200 x 40 mm, 12.5 kg, 3 個",
            "TBA123456789012",
            "09012345678 に電話",
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
