//! Styles: what one on the spot declares, what a style sheet could show, and words that stand in it.

/// So many attributes of which sheets show the value are kept.
const MOST: usize = 8;

/// The style sheets of a page.
#[derive(Debug, Default)]
pub struct Sheets {
    text: String,
    /// The same in small letters.
    lower: String,
    /// Attributes of which sheets show the value, as `content: attr(title)` does.
    pub attributes: Vec<String>,
    /// Whether others are linked.
    linked: bool,
}

impl Sheets {
    /// Those of a page: whatever stands in its `<style>` elements, wherever they are.
    pub fn of(html: &str) -> Sheets {
        let mut sheets = Sheets::default();
        let bytes = html.as_bytes();
        let begins = |at: usize, name: &[u8]| bytes[at..].get(..name.len()).is_some_and(|here| here.eq_ignore_ascii_case(name));
        let mut open = None;
        for tag in memchr::memchr_iter(b'<', bytes) {
            if begins(tag, b"<style") && open.is_none() {
                open = Some(tag + b"<style".len());
            } else if begins(tag, b"</style") {
                sheets.text.push_str(open.take().map_or("", |start| &html[start..tag]));
                sheets.text.push('\n');
            }
            sheets.linked |= begins(tag, b"<link");
        }
        sheets.text.push_str(open.map_or("", |start| &html[start..]));
        sheets.lower = sheets.text.to_ascii_lowercase();
        for (at, _) in sheets.lower.match_indices("attr(") {
            let name = sheets.lower[at + "attr(".len()..].trim_start();
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
            let name = name[..end].to_owned();
            if !name.is_empty() && sheets.attributes.len() < MOST && !sheets.attributes.contains(&name) {
                sheets.attributes.push(name);
            }
        }
        sheets
    }

    /// Whether one could show what a style on the spot hides: with `!important`, an animation, or by what is not understood here.
    pub fn may_show(&self) -> bool {
        self.linked || self.lower.contains('{') || self.lower.contains("@import")
    }

    /// Whether one turns letters around.
    pub fn turns_around(&self) -> bool {
        self.lower.contains("rtl") && (self.lower.contains("bidi-override") || self.lower.contains("isolate-override"))
    }

    /// Words that stand in sheets, `::before { content: "…" }`; signs alone are none.
    pub fn words(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(found) = self.lower[at..].find("content") {
            at += found + "content".len();
            let Some(value) = self.text[at..].trim_start().strip_prefix(':') else {
                continue;
            };
            let (said, len) = strings(value);
            at = self.text.len() - value.len() + len;
            if said.chars().any(char::is_alphanumeric) && said.chars().count() > 1 {
                all.push(said);
            }
        }
        all
    }
}

/// The strings of a value, put together, with escapes undone, and the length of the value.
fn strings(value: &str) -> (String, usize) {
    let mut out = String::new();
    let mut quote = None;
    let mut chars = value.chars().peekable();
    let mut len = 0;
    while let Some(c) = chars.next() {
        len += c.len_utf8();
        match (quote, c) {
            (None, ';' | '}') => break,
            (None, '"' | '\'') => quote = Some(c),
            (None, _) => {}
            (Some(own), c) if c == own => quote = None,
            (Some(_), '\\') => {
                let mut code = 0;
                let mut digits = 0;
                while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)).filter(|_| digits < 6) {
                    code = code * 16 + digit;
                    digits += 1;
                    len += chars.next().map_or(0, char::len_utf8);
                }
                if digits == 0 {
                    let escaped = chars.next();
                    len += escaped.map_or(0, char::len_utf8);
                    out.extend(escaped.filter(|c| *c != '\n'));
                } else {
                    // One space ends an escape.
                    len += chars.next_if(|c| c.is_whitespace()).map_or(0, char::len_utf8);
                    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                    out.push(if c.is_control() { ' ' } else { c });
                }
            }
            (Some(_), c) => out.push(c),
        }
    }
    (out, len)
}

/// The declarations of a style on the spot, in small letters: none where it has what this does not take apart as a browser does.
pub fn declarations(style: &str) -> Vec<(String, String)> {
    let style = without_comments(&style.to_ascii_lowercase());
    let mut all = Vec::new();
    let mut open: Vec<char> = Vec::new();
    let mut quote = None;
    let mut start = 0;
    for (at, c) in style.char_indices().chain([(style.len(), ';')]) {
        match (quote, c) {
            (_, '\\') | (Some(_), '\n') => return Vec::new(),
            (Some(own), c) if own == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => open.push(c),
            (None, ')' | ']' | '}') => {
                let own = if c == ')' {
                    '('
                } else if c == ']' {
                    '['
                } else {
                    '{'
                };
                if open.pop() != Some(own) {
                    return Vec::new();
                }
            }
            (None, ';') if open.is_empty() => {
                if let Some((property, value)) = style[start..at].split_once(':') {
                    all.push((property.trim().to_owned(), value.trim().to_owned()));
                }
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    if open.is_empty() && quote.is_none() { all } else { Vec::new() }
}

/// A style with a sign in place of each comment: it then declares nothing known on either side, as a comment parts words for browsers and joins
/// them for people.
fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        out.push_str(" /");
        // One without an end takes all that follows.
        rest = behind.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_sheets_are_read() {
        for (css, words) in [
            (".a::before{content:\"Market\"}", &["Market"][..]),
            (".a::before { CONTENT : 'アカウント' \"停止\" ; color: red }", &["アカウント停止"]),
            (".a:after{content:\"\\4d arket\\2c  now\"}", &["Market, now"]),
            (".a:after{content:\"»\"} .b:after{content:\"\\f101\"} .c:after{content:\"\"} .d{content:none}", &[]),
            (".a{justify-content:center}", &[]),
        ] {
            assert_eq!(Sheets::of(&format!("<style>{css}</style>")).words(), words, "{css}");
        }
        assert_eq!(Sheets::of("<STYLE>.a:after{content:attr(Data-x)}</STYLE>").attributes, ["data-x"]);
        assert!(Sheets::of("<link rel=stylesheet href=x>").may_show() && !Sheets::of("<style></style>x").may_show());
    }

    #[test]
    fn declarations_are_those_that_a_browser_takes() {
        for (style, expected) in [
            ("display:none", "display=none"),
            ("DISPLAY : None ; color:red;", "display=none|color=red"),
            ("background:url('a;b');display:none", "background=url('a;b')|display=none"),
            ("font-family:\"a;b\";x:{c:d;e:f};y:z", "font-family=\"a;b\"|x={c:d;e:f}|y=z"),
            ("/*;display:none;*/color:red", "/color=red"),
            ("/*;display:none", ""),
            ("x:'a;display:none;", ""),
            ("x:(;display:none", ""),
            ("x:);display:none", ""),
            ("displa\\79:none", ""),
        ] {
            let found: Vec<String> = declarations(style).iter().map(|(property, value)| format!("{property}={value}")).collect();
            assert_eq!(found.join("|"), expected, "{style}");
        }
    }
}
