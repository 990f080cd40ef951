//! What is official is so in every reading: that of a parser of the WHATWG URL Standard for the very characters, and that of each text which undoing
//! something gives. Both are worked out here anew.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::sync::LazyLock;

use amazon_help::ask::url::{judge, rules::is_under};
use amazon_help::kb::Kb;
use amazon_help::kb::record::UrlVerdict;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;
use url::Url;

static KB: LazyLock<Kb> = LazyLock::new(Kb::built_in);

/// The host that a browser opens for a text in its address bar, or as a link.
fn opened(text: &str) -> Option<String> {
    let host = |text: &str| Some(Url::parse(text).ok()?.host_str()?.trim_end_matches('.').to_owned()).filter(|host| !host.is_empty());
    let bare = text.trim_matches(|c| c <= ' ');
    // An address bar puts a scheme in front where none stands: what has a dot in it is a host with a port.
    let scheme = bare.split_once(':').is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()));
    // Words with no dot in them are searched for.
    let name = |host: &String| host.contains(['.', ':']);
    // No browser opens an address that was made harmless.
    let harmless = ["hxxp:", "hxxps:"].iter().any(|scheme| bare.to_ascii_lowercase().starts_with(scheme));
    if harmless { None } else { host(text).or_else(|| if scheme { None } else { host(&format!("https://{bare}")).filter(name) }) }
}

/// The text with each thing undone that people and disguises do, alone and together.
fn undone(text: &str) -> Vec<String> {
    let brackets = |text: &str| {
        let forms =
            [("[.]", "."), ("(.)", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[/]", "/"), ("[@]", "@"), ("[://]", "://")];
        forms.iter().fold(text.to_owned(), |text, (form, plain)| text.replace(form, plain))
    };
    let scheme = |text: &str| text.strip_prefix("hxxp").map_or_else(|| text.to_owned(), |rest| format!("http{rest}"));
    let narrow = |text: &str| text.nfkc().collect::<String>();
    let full_width = |text: &str| {
        let narrow = |c: char| char::from_u32(u32::from(c).wrapping_sub(0xfee0)).filter(|_| ('\u{ff01}'..='\u{ff5e}').contains(&c));
        text.chars().map(|c| narrow(c).unwrap_or(c)).collect::<String>()
    };
    let invisible = |text: &str| {
        let seen = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{300}'..='\u{36f}');
        text.chars().filter(seen).collect::<String>()
    };
    let around = |text: &str| text.trim_matches(['「', '」', '（', '）', '"', '<', '>', ' ']).to_owned();
    let all = |text: &str| scheme(&around(&invisible(&brackets(&narrow(text)))));
    vec![brackets(text), scheme(text), narrow(text), invisible(text), around(text), full_width(&invisible(text)), all(text)]
}

fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec!["amazon.co.jp", "www.amazon.co.jp", "amazon.com", "amazon.jp", "amazonaws.com", "amzn.to"]).prop_map(str::to_owned),
        3 => select(vec!["evil.example", "example.top", "192.0.2.7", "[::1]", "xn--mazon-3ve.co.jp", "evil。example"]).prop_map(str::to_owned),
        6 => select(vec!["/", "?", "#", "\\", ":", "@", ".", "%2f", "%40", "%2e", "%00", "&", ";", ":443", "user@", "u:p@", "//", ".."]).prop_map(str::to_owned),
        4 => select(vec!["／", "？", "＃", "＼", "：", "＠", "．", "。", "｡", "\u{2044}", "\u{2215}", "\u{3033}", "℀", "﹖", "﹫", "․"]).prop_map(str::to_owned),
        3 => select(vec!["\u{301}", "\u{338}", "\u{20d2}", "\u{200b}", "\u{ad}", "\u{202e}", "\u{200d}", "\u{feff}", "\u{3164}", "\u{e0041}"]).prop_map(str::to_owned),
        2 => select(vec!["\t", "\n", " ", "\0", "\u{1}", "\u{7f}", "\u{3000}", "\u{a0}", "\u{2028}"]).prop_map(str::to_owned),
        2 => select(vec!["[.]", "(.)", "[dot]", "[:]", "[/]", "[@]", "[://]", "「", "」", "（", "）", "<", ">", "\""]).prop_map(str::to_owned),
        2 => select(vec!["а", "ß", "ſ", "K", "日本", "が", "é", "Ａ", "x", "A", "-", "xn--", "?u=https://evil.example", "#//evil.example"]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ]
}

fn address() -> impl Strategy<Value = String> {
    let scheme = select(vec![
        "https://",
        "https://",
        "http://",
        "",
        "//",
        "https:",
        "hxxps://",
        "HTTPS://",
        "ｈｔｔｐｓ：／／",
        "「https://",
        " https://",
        "ftp://",
        "https:\\\\",
    ]);
    let anywhere = (
        scheme.clone(),
        select(vec!["www.amazon.co.jp/", "amazon.com", "pay.amazon.co.jp/x?y=1"]),
        proptest::collection::vec((any::<proptest::sample::Index>(), part()), 0..4),
    )
        .prop_map(|(scheme, host, parts)| {
            let mut text = format!("{scheme}{host}");
            for (at, part) in parts {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                text.insert_str(places[at.index(places.len())], &part);
            }
            text
        });
    let row = (scheme, proptest::collection::vec(part(), 1..8)).prop_map(|(scheme, parts)| scheme.to_owned() + &parts.concat());
    prop_oneof![3 => anywhere, 2 => row]
}

fn is_own(kb: &Kb, host: &str) -> bool {
    let places = kb.url_rules().customer_pages.iter().flat_map(|p| p.host.iter().map(String::as_str));
    kb.domains().domain.iter().map(|d| d.name.as_str()).chain(places).any(|name| is_under(host, name))
}

/// Names that the `url` crate refuses and another parser opens: broken Punycode, letters from right to left, marks that begin a label. No undoing makes
/// them official, unless what is refused stands in front of an official name.
#[test]
fn a_name_that_only_one_parser_opens_is_not_official() {
    for text in [
        "//xn--mgbh0fb(.)primevideo.com",
        "https://xn--mgbh0fb(.)primevideo.com/",
        "xn--mgbh0fbevilxm.marketplace.amazon.co.jp「",
        "https://xn--a.amazon.co.jp」/",
        "https://XN--A.amazon.co.jp」",
        "https://xn--zz99999.amazon.co.jp（.example",
        "https://%78n--a.amazon.co.jp」",
        "https://user@xn--a.amazon.co.jp」:443/",
    ] {
        let verdict = judge(&KB, text).verdict;
        assert!(verdict >= UrlVerdict::NotOfficial, "{text}: {verdict:?}");
    }
    // What nobody opens at all is explained by what was undone.
    for text in [
        "「https://www.amazon.co.jp/」",
        "hxxps://www[.]amazon[.]co[.]jp/",
        "https://www[.]amazon[.]co[.]jp/",
        "https[:]//www[.]amazon[.]co[.]jp/",
        "ｈｔｔｐｓ：／／ｗｗｗ．ａｍａｚｏｎ．ｃｏ．ｊｐ／",
        "https：／／www.amazon.co.jp／",
        "\u{202a}https://www.amazon.co.jp/\u{202c}",
        "<https://www.amazon.co.jp/>",
        "URL：https://www.amazon.co.jp/",
    ] {
        assert_eq!(judge(&KB, text).verdict, UrlVerdict::Official, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn official_is_official_in_every_reading(text in address()) {
        let verdict = judge(&KB, &text).verdict;
        if matches!(verdict, UrlVerdict::Official | UrlVerdict::Hosted) {
            for reading in std::iter::once(text.clone()).chain(undone(&text)) {
                if let Some(host) = opened(&reading) {
                    prop_assert!(is_own(&KB, &host), "{text:?} is {verdict:?}, and {reading:?} opens {host}");
                }
            }
        }
    }

    /// Whatever an official page carries in its address that leads elsewhere, it is official no more, however often that is encoded.
    #[test]
    fn no_official_address_carries_another(
        page in select(vec!["https://www.amazon.co.jp/", "https://www.amazon.co.jp/gp/r.html", "https://www.amazon.com/ap/signin", "https://pay.amazon.co.jp/x"]),
        before in select(vec!["?", "?a=b&", "#", "#!/x?", "?x＃&", "?a;", "?%26", "??", "/x?"]),
        name in "[a-zA-Z_.]{0,12}",
        to in select(vec![
            "https://evil.example/", "//evil.example", "\\\\evil.example", "/\\evil.example", "http:evil.example", "https:/evil.example/x",
            "HTTPS://evil.example", "https://www.amazon.co.jp@evil.example/", "https://www.amazon.co.jp.evil.example", "ftp://evil.example/", "javascript:alert(1)",
        ]),
        levels in 0usize..8,
    ) {
        let escaped = |text: &str| text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02x}") }).collect::<String>();
        let value = (0..levels).fold(to.to_owned(), |text, _| escaped(&text));
        let address = format!("{page}{before}{name}={value}");
        prop_assert!(judge(&KB, &address).verdict >= UrlVerdict::NotOfficial, "{address}");
    }
}
