//! Numbers that name an order, a parcel, an account: whether a word for one stands before digits, and codes with letters in them.

use crate::text::{phone, shapes};

/// Words in Japanese for what such a number names, each with 番号 behind it.
const NAMED: [&str; 26] = [
    "注文",
    "伝票",
    "追跡",
    "問い合わせ",
    "問合せ",
    "問合わせ",
    "会員",
    "お客様",
    "受付",
    "口座",
    "予約",
    "管理",
    "登録",
    "証券",
    "契約",
    "請求",
    "商品",
    "製造",
    "シリアル",
    "配送",
    "荷物",
    "決済",
    "取引",
    "照会",
    "確認",
    "認証",
];

/// The same in English, before `number`, `no`, `id` and the like, or alone.
const REFERENCES: [&str; 26] = [
    "order",
    "tracking",
    "ref",
    "reference",
    "invoice",
    "account",
    "acct",
    "member",
    "membership",
    "ticket",
    "case",
    "serial",
    "parcel",
    "shipment",
    "waybill",
    "confirmation",
    "booking",
    "isbn",
    "sku",
    "model",
    "version",
    "item",
    "transaction",
    "receipt",
    "id",
    "imei",
];

/// Words between such a word and the digits.
const BETWEEN: [&str; 7] = ["number", "no", "num", "nr", "id", "code", "is"];

/// Whether digits behind `before` are said to be the number of something.
pub fn is_reference(before: &str) -> bool {
    let before = phone::end_of(before).trim_end_matches([' ', ':', '.', '#', '-', '(', '：', '「', '【', '】', 'は', 'が']);
    if let Some(named) = before.strip_suffix("番号").or_else(|| before.strip_suffix("no")) {
        return NAMED.iter().any(|name| named.ends_with(name)) || is_named(named);
    }
    is_named(before)
}

fn is_named(before: &str) -> bool {
    if !before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let words = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let named = words.take(3).find(|word| REFERENCES.contains(word) || !BETWEEN.contains(word));
    named.is_some_and(|word| REFERENCES.contains(&word))
}

/// Letters and digits of a tracking number that begins with `1Z`.
const TRACKING: usize = 18;

/// The end of a code at `at` that has letters in it and groups that could be taken for a number: an account number of a bank abroad, or a tracking number.
pub fn code(text: &str, at: usize) -> Option<(usize, bool)> {
    let bytes = &text.as_bytes()[at..];
    match bytes {
        [b'a'..=b'z', b'a'..=b'z', b'0'..=b'9', b'0'..=b'9', ..] => shapes::iban(&text[at..]).map(|len| (at + len, true)),
        [b'1', b'z', b' ' | b'0'..=b'9' | b'a'..=b'z', ..] => {
            let mut count = 0;
            let len = bytes.iter().take_while(|b| {
                count += usize::from(b.is_ascii_alphanumeric());
                count <= TRACKING && (b.is_ascii_alphanumeric() || **b == b' ')
            });
            let len = len.count();
            (count >= TRACKING).then_some((at + len, false))
        }
        _ => None,
    }
}
