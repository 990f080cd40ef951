//! Who a field of a header names: RFC 5322 with its group syntax and comments, and what mail programs make of fields that break it.
//!
//! Programs differ in what they show of a broken field. All that one of them may show is given; whoever judges takes the worst.

use super::Sender;
use super::header::{comment, encoded_words, unquoted, words};

/// At most so many are looked at: no field that a person reads has more.
const MOST: usize = 100;

/// So many bytes of a field are looked at.
const LONGEST: usize = 10_000;

/// The senders that a field may name, first the one that most programs show. The text still has its encoded words.
pub fn senders(field: &str) -> Vec<Sender> {
    let end = (0..=LONGEST.min(field.len())).rev().find(|end| field.is_char_boundary(*end)).unwrap_or(0);
    let field = &field[..end];
    let mut all = mailboxes(field);
    let decoded = encoded_words(field);
    if decoded != field {
        // Some programs decode first: an address may stand in an encoded word.
        let others = mailboxes(&decoded);
        let first = all.first().is_none_or(|sender| sender.address.is_empty()) && others.iter().any(|sender| !sender.address.is_empty());
        let (front, back) = if first { (others, all) } else { (all, others) };
        all = front;
        back.into_iter().for_each(|sender| push(&mut all, sender));
    }
    all.truncate(MOST);
    all
}

fn push(all: &mut Vec<Sender>, sender: Sender) {
    let known = |own: &Sender| own.address == sender.address && (own.name == sender.name || sender.name.is_empty());
    if all.len() < MOST && !all.iter().any(known) {
        all.push(sender);
    }
}

/// One mailbox as it is read.
#[derive(Default)]
struct Mailbox {
    /// Words outside of `<…>`, without quotes …
    phrase: String,
    /// … and with them, to find an address in.
    raw: String,
    comment: String,
    /// What stands in `<…>`, and where that ends in `raw`.
    angles: Vec<String>,
    behind: usize,
}

fn mailboxes(field: &str) -> Vec<Sender> {
    let mut all = Vec::new();
    let mut mailbox = Mailbox::default();
    // Words that belong to no address yet: before a comma, or the name of a group.
    let mut before = String::new();
    let mut rest = field;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        match c {
            '"' => {
                let (quoted, left) = unquoted(behind);
                mailbox.phrase.push_str(&quoted);
                mailbox.raw.push_str(&rest[..rest.len() - left.len()]);
                rest = left;
                continue;
            }
            '(' => {
                let len = comment(rest);
                let inner = rest[1..len].strip_suffix(')').unwrap_or(&rest[1..len]);
                mailbox.comment.push_str(inner);
                rest = &rest[len..];
                continue;
            }
            '<' => {
                let end = angle(behind);
                mailbox.angles.push(behind[..end].to_owned());
                mailbox.phrase.push(' ');
                mailbox.raw.push(' ');
                mailbox.behind = mailbox.raw.len();
                rest = behind[end..].strip_prefix('>').unwrap_or(&behind[end..]);
                continue;
            }
            ',' | ';' => mailbox.end(&mut all, &mut before, c),
            ':' if mailbox.angles.is_empty() && !mailbox.raw.contains('@') => {
                before.push_str(&mailbox.phrase);
                before.push(' ');
                mailbox = Mailbox::default();
            }
            c => {
                mailbox.phrase.push(c);
                mailbox.raw.push(c);
            }
        }
        rest = behind;
    }
    mailbox.end(&mut all, &mut before, ' ');
    let name = clean(&before);
    if !name.is_empty() {
        push(&mut all, Sender { name, address: String::new() });
    }
    all
}

/// Where `<…>` ends.
fn angle(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    text.find('>').unwrap_or(text.len())
}

impl Mailbox {
    fn end(&mut self, all: &mut Vec<Sender>, before: &mut String, sign: char) {
        let Mailbox { mut phrase, raw, comment, angles, behind } = std::mem::take(self);
        let mut addresses: Vec<String> = angles.iter().flat_map(|angle| in_angle(angle)).collect();
        // In front of `<…>` an address is a name, behind it another address.
        addresses.extend(raw[behind..].split_whitespace().filter(|word| word.contains('@')).flat_map(in_angle));
        if angles.is_empty() && !addresses.is_empty() {
            phrase = raw.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ").replace('"', "");
        }
        if addresses.is_empty() {
            before.push_str(&phrase);
            before.push(if sign == ',' { ',' } else { ' ' });
            before.push(' ');
            return;
        }
        let name = clean(&format!("{before}{phrase}"));
        let name = if name.is_empty() { clean(&comment) } else { name };
        before.clear();
        for address in addresses {
            push(all, Sender { name: name.clone(), address });
        }
    }
}

/// The addresses that programs may take out of what stands in `<…>`: all of it, and where it has several, or comments, each reading.
fn in_angle(text: &str) -> Vec<String> {
    let text = encoded_words(text);
    let text: String = text.chars().filter(|c| *c != '\0').collect();
    let text = text.trim().trim_start_matches('<');
    let text = text.strip_prefix("mailto:").unwrap_or(text).trim();
    let mut all: Vec<String> = Vec::new();
    let mut add = |address: &str| {
        if !address.is_empty() && !all.iter().any(|own| own == address) {
            all.push(address.to_owned());
        }
    };
    let outside = text.char_indices().scan(false, |quoted, (at, c)| {
        *quoted ^= c == '"';
        Some((at, c, *quoted))
    });
    let signs: Vec<(usize, char)> = outside.filter(|(.., quoted)| !quoted).map(|(at, c, _)| (at, c)).collect();
    let ats = signs.iter().filter(|(_, c)| *c == '@').count();
    let odd = signs.iter().any(|(_, c)| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '('));
    add(text);
    if ats > 1 || odd {
        let cut = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '(' | ')');
        for piece in text.split(cut).filter(|piece| piece.contains('@')).take(MOST) {
            add(piece);
            // Of several signs one program takes the first, another the last.
            piece.match_indices('@').skip(1).take(MOST).for_each(|(end, _)| add(&piece[..end]));
        }
        let plain: String =
            text.split('(').enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once(')').map_or("", |p| p.1) }).collect();
        add(plain.trim());
    }
    all
}

/// A name as one reads it.
fn clean(name: &str) -> String {
    words(name).trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each mailbox as `name|address`, the first of them what most programs show.
    #[test]
    fn all_that_a_program_may_show_is_read() {
        for (field, expected) in [
            ("Shop <a@shop.example>", &["Shop|a@shop.example"][..]),
            ("\"Shop, Inc.\" <a@shop.example>", &["Shop, Inc.|a@shop.example"]),
            ("a@shop.example (Shop (Tokyo))", &["Shop (Tokyo)|a@shop.example"]),
            ("a@shop.example", &["|a@shop.example"]),
            ("'Shop' <a@shop.example>", &["Shop|a@shop.example"]),
            ("友人", &["友人|"]),
            ("Shop <a@shop.example>, B <b@other.example>", &["Shop|a@shop.example", "B|b@other.example"]),
            ("a@shop.example, b@other.example", &["|a@shop.example", "|b@other.example"]),
            // A name without its address belongs to the address that follows.
            ("Shop, <a@other.example>", &["Shop|a@other.example"]),
            ("Shop,(x) <a@other.example>", &["Shop|a@other.example"]),
            ("Smith, John <a@other.example>", &["Smith, John|a@other.example"]),
            ("Shop: a@other.example;", &["Shop|a@other.example"]),
            ("Shop: B <a@other.example>, c@other.example;", &["Shop B|a@other.example", "|c@other.example"]),
            ("undisclosed:;", &["undisclosed|"]),
            // An address that only looks like one, or that stands beside another.
            ("Shop <\"a@shop.example\">", &["Shop|\"a@shop.example\""]),
            ("Shop <a@other.example> <b@shop.example>", &["Shop|a@other.example", "Shop|b@shop.example"]),
            ("Shop <b@shop.example> a@other.example", &["Shop a@other.example|b@shop.example", "Shop a@other.example|a@other.example"]),
            ("<b@shop.example>a@other.example", &["a@other.example|b@shop.example", "a@other.example|a@other.example"]),
            ("b@shop.example <a@other.example>", &["b@shop.example|a@other.example"]),
            ("Shop <b@shop.example@other.example>", &["Shop|b@shop.example@other.example", "Shop|b@shop.example"]),
            ("<@other.example:b@shop.example>", &["|@other.example:b@shop.example", "|@other.example", "|b@shop.example"]),
            ("\"b@shop.example\"@other.example", &["|\"b@shop.example\"@other.example"]),
            ("Shop <Shop>", &["Shop|Shop"]),
            ("Shop <a@other.example", &["Shop|a@other.example"]),
            ("Shop <mailto:a@other.example>", &["Shop|a@other.example"]),
            // Encoded words: a name, the whole field, a part of the address.
            ("=?utf-8?B?5bqX?= <a@other.example>", &["店|a@other.example"]),
            ("=?utf-8?Q?Shop_=3Ca=40other.example=3E?=", &["Shop|a@other.example", "Shop <a@other.example>|"]),
            ("<=?utf-8?Q?b=40shop.example?=@other.example>", &["|b@shop.example@other.example", "|b@shop.example"]),
            ("\"=?utf-8?Q?Shop?=\" <a@other.example>", &["Shop|a@other.example"]),
            ("", &[]),
        ] {
            let found: Vec<String> = senders(field).iter().map(|s| format!("{}|{}", s.name, s.address)).collect();
            assert_eq!(found, expected, "{field}");
        }
    }

    #[test]
    fn a_field_of_any_length_names_few() {
        assert!(senders(&"a@b.example,".repeat(10_000)).len() <= 2);
        assert_eq!(senders(&(0..10_000).map(|n| format!("a{n}@b.example,")).collect::<String>()).len(), MOST);
        assert!(senders(&"a@".repeat(10_000)).len() <= MOST && senders(&"<".repeat(10_000)).len() <= MOST);
    }
}
