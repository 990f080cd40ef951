//! What somebody pasted as a web address: from the many ways to write and disguise one to the hosts that it can lead to.
//!
//! The first reading is what a browser opens for the very characters that stand there: the `url` crate parses them as the WHATWG URL Standard says,
//! and nothing is changed before. What people and disguises do to an address (brackets around it, `hxxp`, `[.]`, full-width and invisible characters)
//! is undone in further readings. [`Readings`] gives none of them away alone: whoever judges an address judges all, and the worst counts.

mod readings;
mod written;

use url::{Host, Url};

pub use readings::{Readings, read};
pub use written::SLASHES;
use written::{is_defanged_scheme, with_scheme};

/// The longest address that is looked at, in characters.
pub const MAX_CHARS: usize = 8_000;

/// How an address is written, where that tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Without `https://`.
    MissingScheme,
    /// Made harmless: `hxxp`, `[.]`.
    Defanged,
    /// Something before an `@`, which browsers do not go to.
    UserInfo,
    /// With a port of its own.
    Port,
    /// A dot behind the host.
    TrailingDot,
    /// `%…` inside the host.
    PercentEncodedHost,
    /// `\` in place of `/`.
    Backslash,
    /// Full-width letters.
    FullWidth,
    /// Characters that nobody sees.
    HiddenCharacters,
    /// A host with letters outside ASCII, or written as `xn--`.
    Punycode,
    /// Letters of several alphabets in one word of the host.
    MixedScript,
    /// A number in place of a name.
    IpAddress,
    /// A number in place of a name, written so that one does not see it: octal, hexadecimal, or all in one.
    DisguisedIp,
    /// `http` without encryption.
    PlainHttp,
    /// A scheme that is not a web page's.
    OtherScheme,
    /// Something that looks like `/` or another delimiter and is none, inside the host.
    FalseDelimiter,
    /// Accents or strokes of their own on letters of the host.
    CombiningMarks,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Sign; 17] = [
        Sign::MissingScheme,
        Sign::Defanged,
        Sign::UserInfo,
        Sign::Port,
        Sign::TrailingDot,
        Sign::PercentEncodedHost,
        Sign::Backslash,
        Sign::FullWidth,
        Sign::HiddenCharacters,
        Sign::Punycode,
        Sign::MixedScript,
        Sign::IpAddress,
        Sign::DisguisedIp,
        Sign::PlainHttp,
        Sign::OtherScheme,
        Sign::FalseDelimiter,
        Sign::CombiningMarks,
    ];

    /// The id that rules and JSON use.
    pub fn id(self) -> &'static str {
        match self {
            Sign::MissingScheme => "missing-scheme",
            Sign::Defanged => "defanged",
            Sign::UserInfo => "user-info",
            Sign::Port => "port",
            Sign::TrailingDot => "trailing-dot",
            Sign::PercentEncodedHost => "percent-encoded-host",
            Sign::Backslash => "backslash",
            Sign::FullWidth => "full-width",
            Sign::HiddenCharacters => "hidden-characters",
            Sign::Punycode => "punycode",
            Sign::MixedScript => "mixed-script",
            Sign::IpAddress => "ip-address",
            Sign::DisguisedIp => "disguised-ip",
            Sign::PlainHttp => "plain-http",
            Sign::OtherScheme => "other-scheme",
            Sign::FalseDelimiter => "false-delimiter",
            Sign::CombiningMarks => "combining-marks",
        }
    }
}

/// A web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The host that a browser opens: ASCII, lower case, without a dot behind it.
    pub host: String,
    /// The host as a browser may show it.
    pub shown: String,
    /// What stands before an `@`.
    pub user: String,
    /// Path and query, decoded, in lower case.
    pub path: String,
    /// Names and values of the query, decoded.
    pub query: Vec<(String, String)>,
    /// Path, query with its `?` and fragment with its `#`, as a browser writes them.
    pub behind: String,
    /// How it is written; sorted, each once.
    pub signs: Vec<Sign>,
}

/// Why an input is not a web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotUrl {
    /// Nothing in it.
    Empty,
    /// More than [`MAX_CHARS`] characters.
    TooLong,
    /// A mail address.
    MailAddress,
    /// Words, or a number.
    Words,
    /// A scheme that carries a page or program inside itself (`data`, `javascript`); which.
    Inside(String),
    /// Another scheme without a host (`tel`, `mailto`); which.
    OtherScheme(String),
    /// A host that no browser accepts; as written.
    BadHost(String),
}

impl NotUrl {
    /// The id that JSON uses.
    pub fn id(&self) -> &'static str {
        match self {
            NotUrl::Empty => "empty",
            NotUrl::TooLong => "input-too-long",
            NotUrl::MailAddress => "mail-address",
            NotUrl::Words => "words",
            NotUrl::Inside(_) => "page-inside",
            NotUrl::OtherScheme(_) => "other-scheme",
            NotUrl::BadHost(_) => "bad-host",
        }
    }
}

/// Where a browser on a page of `host` goes for `value`: the whole address, or the value itself where no browser could follow it. None for a plain
/// path on the same host; one with a query may send on again. Both ways in which the page can be opened count.
pub fn leads_to(host: &str, value: &str) -> Option<String> {
    let mut here = None;
    for scheme in ["https", "http"] {
        let base = Url::parse(&format!("{scheme}://{host}/")).ok()?;
        match base.join(value) {
            Ok(to) if to.host_str() == base.host_str() && matches!(to.scheme(), "http" | "https") => {
                let whole = value.contains("://") || to.query().is_some();
                here = here.or_else(|| whole.then(|| to.into()));
            }
            Ok(to) => return Some(to.into()),
            Err(_) => return Some(value.to_owned()),
        }
    }
    here
}

/// The host that a parser with fewer rules for names could open where the standard's accepts none, as in `xn--a(.example.com`: parsers differ on broken
/// Punycode, on right-to-left letters and on letters of newer editions of Unicode. `name` is the host as written, with its port; none where characters
/// or a port stand in it that nobody opens.
pub fn lax_host(name: &str) -> Option<String> {
    let name = percent_encoding::percent_decode_str(name).decode_utf8().ok()?.replace(super::is_hidden, "");
    let name = match name.rsplit_once(':') {
        Some((name, port)) if port.is_empty() || port.parse::<u16>().is_ok() => name,
        Some(_) => return None,
        None => &name,
    };
    let host = idna::domain_to_unicode(name).0;
    // Forbidden domain code points, as the URL Standard has them.
    let forbidden =
        |c: char| c <= ' ' || matches!(c, '#' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|' | '%' | '\u{7f}');
    let host = host.trim_end_matches('.');
    (!host.is_empty() && !host.contains(forbidden)).then(|| host.to_owned())
}

/// Reads a text as a browser does, `written` being how it is written whatever it is read as.
fn parse(input: &str, written: &[Sign]) -> Result<Address, NotUrl> {
    let mut signs = written.to_vec();
    let text = written::as_taken(input);
    if text.is_empty() {
        return Err(NotUrl::Empty);
    }
    let text = with_scheme(&text, &mut signs)?;
    let authority = authority(&text);
    let name = authority.rsplit('@').next().unwrap_or_default().to_owned();
    let url = Url::parse(&text).map_err(|_| NotUrl::BadHost(name.clone()))?;
    let (mut host, mut ip) = match url.host() {
        Some(Host::Domain(name)) => (name.to_ascii_lowercase(), None),
        Some(Host::Ipv4(ip)) => (ip.to_string(), Some(true)),
        Some(Host::Ipv6(ip)) => (ip.to_string(), Some(false)),
        None => return Err(NotUrl::BadHost(name)),
    };
    // Other schemes leave their host as it is.
    if !url.is_special() && ip.is_none() {
        (host, ip) = match Host::parse(&host).map_err(|_| NotUrl::BadHost(name.clone()))? {
            Host::Domain(name) => (name, None),
            Host::Ipv4(address) => (address.to_string(), Some(true)),
            Host::Ipv6(address) => (address.to_string(), Some(false)),
        };
    }
    if host.ends_with('.') {
        signs.push(Sign::TrailingDot);
        host.truncate(host.trim_end_matches('.').len());
    }
    if host.is_empty() {
        return Err(NotUrl::BadHost(name));
    }
    let user = match (url.username(), url.password()) {
        ("", None) => String::new(),
        (user, password) => decoded(&format!("{user}{}", password.map_or_else(String::new, |p| format!(":{p}")))),
    };
    let bare = name.split(':').next().unwrap_or_default().trim_end_matches('.');
    let tells = [
        (!user.is_empty(), Sign::UserInfo),
        (url.port().is_some(), Sign::Port),
        (authority.contains('%') && ip.is_none(), Sign::PercentEncodedHost),
        (ip.is_some(), Sign::IpAddress),
        (ip == Some(true) && bare != host, Sign::DisguisedIp),
        (url.scheme() == "http" && !signs.contains(&Sign::MissingScheme), Sign::PlainHttp),
        // No browser opens one that was made harmless; people undo it.
        (!matches!(url.scheme(), "http" | "https") && !is_defanged_scheme(url.scheme()), Sign::OtherScheme),
        (host.split('.').any(|label| label.starts_with("xn--")), Sign::Punycode),
    ];
    signs.extend(tells.iter().filter(|(tells, _)| *tells).map(|(_, sign)| *sign));
    let shown = if signs.contains(&Sign::Punycode) { idna::domain_to_unicode(&host).0 } else { host.clone() };
    if shown.split('.').any(mixes_scripts) {
        signs.push(Sign::MixedScript);
    }
    signs.sort_unstable();
    signs.dedup();
    let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let path = decoded(&text_behind(&url)).to_lowercase();
    let behind = url[url::Position::BeforePath..].to_owned();
    Ok(Address { shown, user, path, query, behind, signs, host })
}

/// What stands between the scheme and the path, as written.
fn authority(text: &str) -> String {
    let behind = text.split_once(':').map_or(text, |(_, rest)| rest).trim_start_matches(['/', '\\']);
    behind.split(['/', '\\', '?', '#']).next().unwrap_or_default().to_owned()
}

fn text_behind(url: &Url) -> String {
    let query = url.query().map_or_else(String::new, |q| format!("?{q}"));
    format!("{}{query}", url.path())
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether a label has letters of Latin and of another alphabet that has look-alikes of it.
fn mixes_scripts(label: &str) -> bool {
    let latin = label.chars().any(|c| c.is_ascii_alphabetic());
    let other = label.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}' | '\u{531}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}'));
    latin && other
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last reading: that of a text with everything undone.
    fn read(input: &str) -> Result<Address, NotUrl> {
        let mut last = Err(NotUrl::Empty);
        super::read(input).worst(|reading| last = reading, |()| Some(0));
        last
    }

    #[test]
    fn the_host_is_the_one_a_browser_opens() {
        for (input, host) in [
            ("https://www.example.co.jp/gp/help?x=1#y", "www.example.co.jp"),
            ("www.example.co.jp/path", "www.example.co.jp"),
            ("example.co.jp:8443/path", "example.co.jp"),
            ("HTTPS://WWW.EXAMPLE.CO.JP./", "www.example.co.jp"),
            ("https://shop.example.jp@evil.example.top/", "evil.example.top"),
            ("https://shop.example.jp:pw@evil.example.top:81/", "evil.example.top"),
            ("https:\\\\evil.example.top\\@shop.example.jp", "evil.example.top"),
            ("https://evil.example.top\\.shop.example.jp/", "evil.example.top"),
            ("//shop.example.jp/x", "shop.example.jp"),
            ("//shop.example.jp@evil.example.top", "evil.example.top"),
            ("https:shop.example.jp", "shop.example.jp"),
            ("hxxps://shop[.]example[.]top/login", "shop.example.top"),
            ("ｈｔｔｐｓ：／／ｓｈｏｐ．ｅｘａｍｐｌｅ．ｊｐ／", "shop.example.jp"),
            ("https://sh%6fp.example.jp/", "shop.example.jp"),
            ("https://sh\u{ad}op.exam\u{200b}ple.jp/", "shop.example.jp"),
            ("「https://shop.example.jp/」", "shop.example.jp"),
            ("https://shop。example。jp/", "shop.example.jp"),
            ("https://a.github.io/x", "a.github.io"),
        ] {
            let address = read(input).unwrap_or_else(|e| panic!("{input}: {e:?}"));
            assert_eq!(address.host, host, "{input}");
        }
    }

    #[test]
    fn a_laxer_parser_opens_broken_names_and_no_forbidden_ones() {
        for (name, host) in [
            ("xn--mgbh0fb(.example.jp", true),
            ("xn--a.example.jp", true),
            ("XN--A.example.jp:443", true),
            ("xn--a.example.jp:99999", false),
            ("www[.]example[.]jp", false),
            ("exa mple.jp", false),
            ("a%zz.jp", false),
            ("a%2f.jp", false),
            ("a\u{ff0f}b.jp", false),
            ("", false),
            ("..", false),
        ] {
            assert_eq!(lax_host(name).is_some(), host, "{name}");
        }
        assert_eq!(lax_host("xn--a.\u{202e}shop.example.jp.").unwrap().split_once('.').unwrap().1, "shop.example.jp");
    }

    #[test]
    fn numbers_in_place_of_names() {
        for input in ["http://192.0.2.7/", "http://0xc0000207/", "http://3221225991/", "http://0300.0.02.07/", "192.0.2.7/x"] {
            let address = read(input).unwrap();
            assert_eq!(address.host, "192.0.2.7", "{input}");
            assert!(address.signs.contains(&Sign::IpAddress), "{input}");
            assert_eq!(address.signs.contains(&Sign::DisguisedIp), !input.contains("192.0.2.7"), "{input}");
        }
        assert!(read("http://[2001:db8::1]/").unwrap().signs.contains(&Sign::IpAddress));
    }

    #[test]
    fn peculiarities_are_noted() {
        for (input, sign) in [
            ("shop.example.jp", Sign::MissingScheme),
            ("hxxp://shop.example.jp", Sign::Defanged),
            ("https://a@shop.example.jp", Sign::UserInfo),
            ("https://shop.example.jp:8080/", Sign::Port),
            ("https://shop.example.jp./", Sign::TrailingDot),
            ("https://sh%6fp.example.jp/", Sign::PercentEncodedHost),
            ("https://shop.example.jp\\x", Sign::Backslash),
            ("https://ｓｈｏｐ.example.jp/", Sign::FullWidth),
            ("https://shop\u{202e}.example.jp/", Sign::HiddenCharacters),
            ("https://xn--e1awd7f.example.jp/", Sign::Punycode),
            ("https://shоp.example.jp/", Sign::MixedScript),
            ("http://shop.example.jp/", Sign::PlainHttp),
            ("ftp://shop.example.jp/", Sign::OtherScheme),
            ("intent://shop.example.jp/#Intent;end", Sign::OtherScheme),
        ] {
            let signs = read(input).unwrap_or_else(|e| panic!("{input}: {e:?}")).signs;
            assert!(signs.contains(&sign), "{input}: {signs:?}");
        }
        assert_eq!(read("https://shop.example.jp/a?b=c").unwrap().signs, []);
    }

    #[test]
    fn what_is_no_web_address_says_why() {
        for (input, why) in [
            ("", "empty"),
            ("  \u{200b} ", "empty"),
            ("javascript:alert(1)", "page-inside"),
            ("data:text/html,<b>x</b>", "page-inside"),
            ("mailto:a@example.jp", "other-scheme"),
            ("tel:0120-999-373", "other-scheme"),
            ("somebody@example.jp", "mail-address"),
            ("0120-999-373", "words"),
            ("hello world", "words"),
            ("https://", "bad-host"),
            ("https://shop.example.jp:99999/", "bad-host"),
            ("https://exa mple.jp/", "bad-host"),
        ] {
            assert_eq!(read(input).unwrap_err().id(), why, "{input}");
        }
        assert_eq!(read(&"a".repeat(9_000)).unwrap_err(), NotUrl::TooLong);
    }
}
