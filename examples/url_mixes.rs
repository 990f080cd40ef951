//! Random web addresses made to mislead, and what this program says of those that it takes for the organisation's: to be held against other parsers.
//!
//!     cargo run --release --example url_mixes -- 200000 [SEED] > official.tsv
//!
//! Each is a mix of official names and evil hosts with delimiters, full-width and other look-alike delimiters, marks, controls, invisible characters,
//! letters of many scripts, and percent escapes. Of those that come out as official or hosted a line is written: the address as a JSON string, the
//! verdict, the host, each behind a tab. Two lines stand before them: the registered domains, and how many addresses were made. Where the `url` crate
//! opens another place for the very characters, the program stops with an error: `.ci/url_differential.py` asks a second parser.
//!
//! With a file in place of the number each line of it, a JSON string, is an address.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr, reason = "a tool for developers")]

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use amazon_help::ask::url::judge;
use amazon_help::kb::Kb;
use amazon_help::kb::record::UrlVerdict;
use url::Url;

/// What an address begins with.
const SCHEMES: &[&str] = &[
    "https://",
    "https://",
    "https://",
    "http://",
    "",
    "",
    "//",
    "https:",
    "https:/",
    "HTTPS://",
    "https:\\\\",
    "https:///",
    "hxxps://",
    "hxxp://",
    "ｈｔｔｐｓ：／／",
    "https：／／",
    " https://",
    "\u{1}https://",
    "ht\ttps://",
    "ftp://",
    "wss://",
    "javascript:",
    "URL:https://",
    "「https://",
    "x://",
    "https://user@",
    "https://user:pw@",
    "http:\n//",
];

/// Hosts of others.
const EVIL: &[&str] =
    &["evil.example", "example.top", "a.example.top:81", "192.0.2.7", "0x7f.1", "[::1]", "evil", "xn--mazon-3ve.co.jp", "evil。example"];

/// What may stand anywhere.
const ATOMS: &[&str] = &[
    "/",
    "?",
    "#",
    "\\",
    ":",
    "@",
    ".",
    ";",
    "&",
    "=",
    ",",
    "%",
    "|",
    "^",
    "`",
    "<",
    ">",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "\"",
    "'",
    "!",
    "*",
    "+",
    "~",
    "$",
    "_",
    "-",
    "／",
    "？",
    "＃",
    "＼",
    "：",
    "＠",
    "．",
    "。",
    "｡",
    "％",
    "﹫",
    "﹖",
    "﹨",
    "︓",
    "․",
    "‥",
    "…",
    "\u{2044}",
    "\u{2215}",
    "\u{29f8}",
    "\u{3033}",
    "\u{2571}",
    "℀",
    "℅",
    "⒈",
    "%2f",
    "%40",
    "%2e",
    "%5c",
    "%23",
    "%3f",
    "%3a",
    "%00",
    "%09",
    "%20",
    "%25",
    "%61",
    "%6F",
    "%E3%80%82",
    "%EF%BC%8F",
    "%ad",
    "%zz",
    "\u{301}",
    "\u{338}",
    "\u{20d2}",
    "\u{20dd}",
    "\u{3099}",
    "\u{336}",
    "\u{489}",
    "\u{345}",
    "\0",
    "\u{1}",
    "\u{8}",
    "\t",
    "\n",
    "\r",
    "\u{b}",
    "\u{1f}",
    " ",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{3000}",
    "\u{2003}",
    "\u{2028}",
    "\u{1680}",
    "\u{ad}",
    "\u{34f}",
    "\u{61c}",
    "\u{115f}",
    "\u{180b}",
    "\u{180e}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2060}",
    "\u{2063}",
    "\u{2066}",
    "\u{3164}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{ffa0}",
    "\u{fffc}",
    "\u{fffd}",
    "\u{e0041}",
    "\u{e0100}",
    "\u{e000}",
    "\u{10ffff}",
    "\u{fffe}",
    "а",
    "о",
    "ԁ",
    "ο",
    "ı",
    "İ",
    "ſ",
    "ß",
    "ς",
    "K",
    "ℓ",
    "ﬁ",
    "Ａ",
    "ａ",
    "ｚ",
    "ｏ",
    "𝐚",
    "𝒐",
    "①",
    "㏂",
    "ᴍ",
    "ᴀ",
    "ƶ",
    "é",
    "ó",
    "日本",
    "アマゾン",
    "みんな",
    "が",
    "か\u{3099}",
    "ｶﾞ",
    "한",
    "א",
    "ع",
    "१",
    "٣",
    "ไ",
    "😀",
    "👨\u{200d}👩",
    "々",
    "ー",
    "・",
    "、",
    "「",
    "」",
    "（",
    "）",
    "【",
    "】",
    "xn--",
    "xn--a",
    "xn--mgbh0fb",
    "xn--zckzah",
    "xn--80ak6aa92e",
    "xn--jp-q23a",
    "--",
    ".-",
    "-.",
    "..",
    ":443",
    ":80",
    ":8443",
    ":99999",
    ":",
    "::",
    "[.]",
    "(.)",
    "[dot]",
    "[:]",
    "[/]",
    "[@]",
    "hxxp",
    "http",
    "https",
    "www.",
    "www",
    "amazon",
    "amazn",
    "co.jp",
    "com",
    "jp",
    "co",
    "top",
    "login",
    "x",
    "A",
    "0",
    "9",
    "?u=https://evil.example/",
    "&location=//evil.example",
    "?redirect_uri=https%3A%2F%2Fevil.example",
    "#https://evil.example",
    "/gp/r.html?U=/dp/1",
    "/ap/signin",
    "/dp/B0EXAMPLE1",
    "/gp/help",
    "?ref_=x",
    "&tag=x-22",
    "user:pw@",
    "user@",
    "//",
    "/../",
    "/./",
    "/;/",
    "https://",
    "http:",
];

/// Numbers that follow from a seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next(list.len())]
    }

    /// An address: one that is official or evil with a few things put in anywhere, or a row of pieces.
    fn mix(&mut self, official: &[&str]) -> String {
        let mut text = self.of(SCHEMES).to_owned();
        if self.next(10) < 6 {
            let (own, evil) = (self.of(official), self.of(EVIL));
            text += match self.next(6) {
                0 => evil,
                1 => "www.",
                _ => "",
            };
            text += own;
            match self.next(8) {
                0 => text += evil,
                1 => text = format!("{text}@{evil}"),
                2 => text = format!("{text}.{evil}"),
                3 => text = format!("{text}/{evil}"),
                _ => {}
            }
            text += ["", "/", "/dp/B0EXAMPLE1?ref_=x", "?x=1", "#x"][self.next(5)];
            for _ in 0..self.next(4) {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let place = places[self.next(places.len())];
                text.insert_str(place, self.of(ATOMS));
            }
        } else {
            for _ in 0..=self.next(8) {
                text += match self.next(4) {
                    0 => self.of(official),
                    1 => self.of(EVIL),
                    _ => self.of(ATOMS),
                };
            }
        }
        text
    }
}

/// The host that the `url` crate opens: for the text, or with a scheme in front where none stands. Nobody opens what was made harmless.
fn opened(text: &str) -> Option<String> {
    let host = |text: &str| Some(Url::parse(text).ok()?.host_str()?.trim_end_matches('.').to_owned()).filter(|host| !host.is_empty());
    let bare = text.trim_matches(|c| c <= ' ').replace(['\t', '\n', '\r'], "");
    let scheme =
        bare.split_once(':').map(|(name, _)| name.to_ascii_lowercase()).filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric()));
    match scheme.as_deref() {
        Some("hxxp" | "hxxps") => None,
        Some(name) if !name.is_empty() => host(text),
        // Words with no dot in them are searched for.
        _ => host(text).or_else(|| host(&format!("https://{bare}")).filter(|host| host.contains(['.', ':']))),
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let source = args.next().unwrap_or_else(|| "200000".to_owned());
    let mut random = Random(args.next().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    let kb = Kb::built_in();
    let names: Vec<&str> = kb.domains().domain.iter().map(|d| d.name.as_str()).collect();
    let own_places: Vec<&str> = kb.url_rules().customer_pages.iter().flat_map(|p| p.host.iter().map(String::as_str)).collect();
    let is_own = |host: &str| names.iter().chain(&own_places).any(|name| host == *name || host.ends_with(&format!(".{name}")));
    let given: Option<Vec<String>> = source.parse::<usize>().is_err().then(|| {
        let text = std::fs::read_to_string(&source).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    });
    let count = given.as_ref().map_or_else(|| source.parse().unwrap(), Vec::len);
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "domains": names, "customer_pages": own_places, "made": count })).unwrap();
    let mut elsewhere = 0;
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for n in 0..count {
        let input = given.as_ref().map_or_else(|| random.mix(&names), |given| given[n].clone());
        let judgement = judge(&kb, &input);
        *verdicts.entry(judgement.verdict.id()).or_default() += 1;
        if !matches!(judgement.verdict, UrlVerdict::Official | UrlVerdict::Hosted) {
            continue;
        }
        if let Some(host) = opened(&input).filter(|host| !is_own(host)) {
            eprintln!("{input:?} is {}, and the url crate opens {host}", judgement.verdict.id());
            elsewhere += 1;
        }
        let host = judgement.host().unwrap_or_default();
        writeln!(out, "{}\t{}\t{host}", serde_json::to_string(&input).unwrap(), judgement.verdict.id()).unwrap();
    }
    out.flush().unwrap();
    eprintln!("{count} addresses: {verdicts:?}; {elsewhere} that the url crate opens elsewhere");
    if elsewhere > 0 {
        std::process::exit(1);
    }
}
