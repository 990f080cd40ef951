//! Things that have digits and are no phone number.

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
    if text.contains("://") || text.to_ascii_lowercase().starts_with("www.") {
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
    matches!(word.split_once('@'), Some((user, host))
        if user.chars().any(char::is_alphabetic) && host.contains('.') && host.chars().any(char::is_alphabetic))
}

fn is_price(text: &str) -> bool {
    let bare = |t: &str| {
        let digits = t.trim().replace([',', '.', ' '], "");
        all_digits(&digits) && digits.len() <= 9
    };
    ["¥", "￥", "\\", "$"].iter().any(|sign| text.strip_prefix(sign).is_some_and(bare))
        || ["円", "yen", "JPY"].iter().any(|unit| text.strip_suffix(unit).is_some_and(bare))
}

/// `2026-11-23`, `2026/11/23`, `2026.11.23`, `2026年11月23日`, `20261123`, each with a time behind it or not.
fn is_date(text: &str) -> bool {
    let text = text.split(['T', ' ']).next().unwrap_or(text).trim_end_matches('日');
    let parts: Vec<&str> = if text.contains('年') {
        text.split(['年', '月']).collect()
    } else if text.len() == 8 && all_digits(text) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/', '.']).collect()
    };
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number =
        |t: &str, len: std::ops::RangeInclusive<usize>| (len.contains(&t.len()) && all_digits(t)).then(|| t.parse::<u16>().ok()).flatten();
    matches!((number(year, 4..=4), number(month, 1..=2), number(day, 1..=2)), (Some(1900..=2199), Some(1..=12), Some(1..=31)))
}

fn is_ip_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 4 && parts.iter().all(|p| all_digits(p) && p.len() <= 3 && p.parse::<u16>().is_ok_and(|n| n < 256))
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
            "0120999373",
            "010 81 50 3131 1651 24",
        ] {
            assert_eq!(shape(text), None, "{text}");
        }
    }
}
