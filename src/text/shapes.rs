//! Things that have digits and are no phone number.

/// An IBAN has so many letters and digits at least (Norway), and takes so many bytes with spaces at most.
const SHORTEST_IBAN: usize = 15;
const LONGEST_IBAN: usize = 42;

/// A phone number has at least this many digits.
const SHORTEST_PHONE: usize = 9;

/// What an input looks like instead of a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An order number: 17 digits as 3-7-7, or with `D01` in front.
    OrderNumber,
    /// A calendar date.
    Date,
    /// A Japanese postcode: three digits, hyphen, four digits.
    Postcode,
    /// An amount of money.
    Price,
    /// A mail address.
    MailAddress,
    /// A web address.
    WebAddress,
    /// An IP address.
    IpAddress,
    /// An account number of a bank abroad (IBAN, ISO 13616).
    BankAccount,
    /// Degrees north and east.
    Coordinates,
}

impl Shape {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Shape::OrderNumber => "order-number",
            Shape::Date => "date",
            Shape::Postcode => "postcode",
            Shape::Price => "price",
            Shape::MailAddress => "mail-address",
            Shape::WebAddress => "web-address",
            Shape::IpAddress => "ip-address",
            Shape::BankAccount => "bank-account",
            Shape::Coordinates => "coordinates",
        }
    }
}

/// The shape of the whole of `chars` (folded, see [`super::fold`]), where it is one of those.
pub fn of(chars: &[char]) -> Option<Shape> {
    let text: String = chars.iter().collect::<String>().trim().to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.iter().any(|w| is_mail_address(w)) {
        return Some(Shape::MailAddress);
    }
    if (text.contains("://") && !text.starts_with("tel:")) || text.to_ascii_lowercase().starts_with("www.") {
        return Some(Shape::WebAddress);
    }
    if words.iter().any(|w| is_order_number(w)) || is_order_number(&words.join("-").replace("---", "-")) {
        return Some(Shape::OrderNumber);
    }
    if is_price(&text) {
        return Some(Shape::Price);
    }
    if is_date(&text) {
        return Some(Shape::Date);
    }
    if is_ip_address(&text) {
        return Some(Shape::IpAddress);
    }
    if iban(&text) == Some(text.len()) {
        return Some(Shape::BankAccount);
    }
    if is_coordinates(&text) {
        return Some(Shape::Coordinates);
    }
    is_postcode(&text).then_some(Shape::Postcode)
}

fn groups(text: &str) -> Vec<&str> {
    text.split('-').collect()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `123-1234567-1234567`, also without hyphens, also in brackets or behind a label.
fn is_order_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let tail: &str = match word.char_indices().rev().find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '-')) {
        Some((at, c)) => &word[at + c.len_utf8()..],
        None => word,
    };
    let digital = |g: &str| g.len() == 3 && g.starts_with(['D', 'd']) && all_digits(&g[1..]);
    match groups(tail)[..] {
        [a, b, c] => (digital(a) || (a.len() == 3 && all_digits(a))) && b.len() == 7 && c.len() == 7 && all_digits(b) && all_digits(c),
        // 17 digits in a row: longer than any number that can be dialled (E.164: 15).
        [a] => a.len() == 17 && all_digits(a) && !a.starts_with("00"),
        _ => false,
    }
}

fn is_mail_address(word: &str) -> bool {
    // A phone number in front of an @ is still one that somebody may dial.
    let name = |user: &str| user.chars().any(char::is_alphabetic) || (1..SHORTEST_PHONE).contains(&user.len());
    matches!(word.split_once('@'), Some((user, host)) if name(user) && host.contains('.') && host.chars().any(char::is_alphabetic))
}

fn is_price(text: &str) -> bool {
    let bare = |t: &str| {
        let digits = t.trim().replace([',', '.', ' '], "");
        all_digits(&digits) && digits.len() <= 9
    };
    ["¥", "￥", "\\", "$"].iter().any(|sign| text.strip_prefix(sign).is_some_and(bare))
        || ["円", "yen", "JPY"].iter().any(|unit| text.strip_suffix(unit).is_some_and(bare))
}

/// `2026-11-23`, `2026/11/23`, `2026.11.23`, `2026年11月23日`, `20261123`, `23/11/2026`, each with a time behind it or not.
fn is_date(text: &str) -> bool {
    let text = text.split(['T', ' ']).next().unwrap_or(text).trim_end_matches('日');
    let parts: Vec<&str> = if text.contains('年') {
        text.split(['年', '月']).collect()
    } else if text.len() == 8 && all_digits(text) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/', '.']).collect()
    };
    let [year, month, day] = match parts[..] {
        [day, month, year] if year.len() == 4 => [year, month, day],
        [year, month, day] => [year, month, day],
        _ => return false,
    };
    let number =
        |t: &str, len: std::ops::RangeInclusive<usize>| (len.contains(&t.len()) && all_digits(t)).then(|| t.parse::<u16>().ok()).flatten();
    let (month, day) = (number(month, 1..=2), number(day, 1..=2));
    // Some write the month first.
    let of_a_month = matches!((month, day), (Some(1..=12), Some(1..=31)) | (Some(1..=31), Some(1..=12)));
    matches!(number(year, 4..=4), Some(1900..=2199)) && of_a_month
}

fn is_ip_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 4 && parts.iter().all(|p| all_digits(p) && p.len() <= 3 && p.parse::<u16>().is_ok_and(|n| n < 256))
}

/// The length of an account number (ISO 13616) at the start of `text`, with spaces between its groups or without: its check digits are right.
pub fn iban(text: &str) -> Option<usize> {
    let (mut rest, mut first, mut count) = (0u32, 0u32, 0);
    let mut found = None;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_IBAN) {
        let value = match byte {
            b'0'..=b'9' if count >= 2 => u32::from(byte - b'0'),
            b'a'..=b'z' | b'A'..=b'Z' if !(2..4).contains(&count) => u32::from(byte.to_ascii_lowercase() - b'a') + 10,
            b' ' if count >= 4 => continue,
            _ => break,
        };
        count += 1;
        let add = |sum: u32| (sum * if value > 9 { 100 } else { 10 } + value) % 97;
        // The first four are weighed last.
        if count <= 4 {
            first = add(first);
            continue;
        }
        rest = add(rest);
        let weight = 1_000_000 % 97;
        if count >= SHORTEST_IBAN && (rest * weight + first) % 97 == 1 {
            found = Some(at + 1);
        }
    }
    // Its last letters and digits are all of the word.
    found.filter(|len| !text[*len..].starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// `35.6812, 139.7671`.
fn is_coordinates(text: &str) -> bool {
    let degrees = |text: &str, most: f64| {
        let text = text.trim().trim_start_matches('-');
        matches!(text.split_once('.'), Some((whole, fraction)) if all_digits(whole) && all_digits(fraction) && fraction.len() >= 3)
            && text.parse::<f64>().is_ok_and(|degrees| degrees <= most)
    };
    text.split_once(',').is_some_and(|(north, east)| degrees(north, 90.0) && degrees(east, 180.0))
}

fn is_postcode(text: &str) -> bool {
    let marked = text.starts_with('〒');
    let text = text.trim_start_matches('〒').trim();
    match groups(text)[..] {
        [a, b] => a.len() == 3 && b.len() == 4 && all_digits(a) && all_digits(b),
        [a] => marked && a.len() == 7 && all_digits(a),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Option<Shape> {
        of(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn shapes_are_told_apart() {
        for (text, expected) in [
            ("503-1234567-1234567", Shape::OrderNumber),
            ("注文番号:249-7654321-0000001", Shape::OrderNumber),
            ("order 250-1234567-7654321", Shape::OrderNumber),
            ("50312345671234567", Shape::OrderNumber),
            ("D01-1234567-1234567", Shape::OrderNumber),
            ("503 1234567 1234567", Shape::OrderNumber),
            ("503 - 1234567 - 1234567", Shape::OrderNumber),
            ("2026-11-23", Shape::Date),
            ("2026/1/3", Shape::Date),
            ("2026年11月23日", Shape::Date),
            ("2026-11-23 10:00", Shape::Date),
            ("20261123", Shape::Date),
            ("〒153-0064", Shape::Postcode),
            ("153-0064", Shape::Postcode),
            ("¥1,980", Shape::Price),
            ("3000円", Shape::Price),
            ("someone@example.com", Shape::MailAddress),
            ("https://example.com/0120", Shape::WebAddress),
            ("192.168.0.1", Shape::IpAddress),
            ("188@mail.example", Shape::MailAddress),
            ("23/11/2026", Shape::Date),
            ("11-23-2026", Shape::Date),
            ("GB82 WEST 1234 5698 7654 32", Shape::BankAccount),
            ("DE89370400440532013000", Shape::BankAccount),
            ("NL91 ABNA 0417 1643 00", Shape::BankAccount),
            ("NO93 8601 1117 947", Shape::BankAccount),
            ("35.681236, 139.767125", Shape::Coordinates),
            ("-33.8688,151.2093", Shape::Coordinates),
        ] {
            assert_eq!(shape(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn phone_numbers_have_none_of_these_shapes() {
        for text in [
            "0120-999-373",
            "+81-11-330-3000",
            "03-1234-5678",
            "#9110",
            "188",
            "090.1234.5678",
            "20261332",
            "NL92 ABNA 0417 1643 00",
            "0800-300-8187@mail.example",
            "31/31/2026",
            "0120999373",
            "010 81 50 3131 1651 24",
        ] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
