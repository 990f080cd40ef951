//! The visible text of an HTML page, and where its links lead.
//!
//! The tokenizer is the WHATWG's as the crate `html5gum` has it; there is no tree, so that time and memory stay linear. What a style hides is left
//! out as far as it says so on the spot.

use html5gum::{StartTag, Token, Tokenizer};

use super::Link;

/// Elements without an end tag.
const VOID: [&[u8]; 14] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr"];

/// Elements whose text nobody sees. `head` is none of them: its end tag may be left out, and all that is not to be seen in it is in one of these.
/// Nor are `noscript` and `object`: a mail program runs no scripts and loads no objects, and shows what is there in their place.
const UNSEEN: [&[u8]; 5] = [b"style", b"script", b"title", b"template", b"svg"];

/// Elements that begin on a line of their own.
const BLOCKS: [&[u8]; 22] = [
    b"p",
    b"div",
    b"tr",
    b"table",
    b"ul",
    b"ol",
    b"li",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"blockquote",
    b"pre",
    b"center",
    b"form",
    b"hr",
];

/// How deep hidden elements are kept track of.
const DEEPEST: usize = 1_000;

/// Whether a text is an HTML page or a piece of one.
pub fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<div", "<table", "<p>", "<p ", "<a href", "<meta", "<span", "<style"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// What is visible of `html`, with line ends where blocks end, and its links.
pub fn visible(html: &str) -> (String, Vec<Link>) {
    let mut page = Page::default();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.end_link();
    (page.out.trim().to_owned(), page.links)
}

#[derive(Default)]
struct Page {
    out: String,
    links: Vec<Link>,
    /// Open elements from the outermost hidden one on.
    hidden: Vec<Vec<u8>>,
    /// The open link: where it leads, and where its text begins.
    link: Option<(String, usize)>,
    base: Option<String>,
    /// A space is due before the next word.
    space: bool,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        let void = VOID.contains(&name) || tag.self_closing;
        if let Some(at) = self.hidden.iter().position(|open| is_ended_by(open, name)) {
            self.hidden.truncate(at);
        }
        if !self.hidden.is_empty() {
            if !void && self.hidden.len() < DEEPEST {
                self.hidden.push(name.to_vec());
            }
            return;
        }
        if name == b"base" && self.base.is_none() {
            self.base = attribute(tag, b"href").map(|target| self.resolved(target));
        }
        if UNSEEN.contains(&name) || (name != b"head" && is_hidden(tag)) {
            if !void {
                self.hidden.push(name.to_vec());
            }
            return;
        }
        match name {
            b"a" | b"area" => {
                self.end_link();
                if let Some(target) = attribute(tag, b"href") {
                    let target = self.resolved(target);
                    if name == b"area" {
                        self.links.push(Link { text: attribute(tag, b"alt").unwrap_or_default(), target });
                    } else {
                        self.link = Some((target, self.out.len()));
                    }
                }
            }
            b"form" => {
                if let Some(target) = attribute(tag, b"action") {
                    let target = self.resolved(target);
                    self.links.push(Link { text: String::new(), target });
                }
            }
            b"img" => {
                if let Some(alt) = attribute(tag, b"alt") {
                    self.text(&alt);
                }
            }
            b"br" => self.line(),
            b"td" | b"th" => self.space = true,
            b"input" | b"button" => {
                if let Some(value) = attribute(tag, b"value").filter(|_| attribute(tag, b"type").is_none_or(|t| t != "hidden")) {
                    self.space = true;
                    self.text(&value);
                }
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.line();
        }
    }

    fn close(&mut self, name: &[u8]) {
        if !self.hidden.is_empty() {
            // An end tag closes everything up to its own start; one without a start closes nothing.
            if let Some(at) = self.hidden.iter().rposition(|open| open == name) {
                self.hidden.truncate(at);
            }
            return;
        }
        if name == b"a" {
            self.end_link();
        }
        if BLOCKS.contains(&name) {
            self.line();
            if name == b"p" || name.starts_with(b"h") {
                self.line();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !self.hidden.is_empty() {
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push(' ');
            }
            self.out.push(c);
        }
    }

    fn line(&mut self) {
        self.space = false;
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn end_link(&mut self) {
        if let Some((target, start)) = self.link.take() {
            let text = self.out.get(start.min(self.out.len())..).unwrap_or_default().trim().to_owned();
            self.links.push(Link { text, target });
        }
    }

    /// An address as a browser reads it: one that begins with two slashes names its host, whatever the base is; any other without a scheme is
    /// one below the base.
    fn resolved(&self, target: String) -> String {
        let target = target.replace(['\t', '\n', '\r'], "");
        let rest = target.trim_start_matches(['/', '\\']);
        if target.len() - rest.len() > 1 {
            return format!("https://{rest}");
        }
        let scheme = target.split(['/', '?', '#']).next().is_some_and(|front| front.contains(':'));
        match &self.base {
            Some(base) if !scheme && !target.starts_with('#') => format!("{}/{rest}", base.trim_end_matches('/')),
            _ => target,
        }
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().to_owned()).filter(|v| !v.is_empty())
}

/// Whether an open element without an end tag ends where another begins. Where that ends more than a browser would, more is seen.
fn is_ended_by(open: &[u8], next: &[u8]) -> bool {
    match open {
        b"p" => BLOCKS.contains(&next),
        b"li" => next == b"li",
        b"td" | b"th" => matches!(next, b"td" | b"th" | b"tr"),
        b"tr" => next == b"tr",
        _ => false,
    }
}

/// Whether an element says of itself that nobody is to see it.
fn is_hidden(tag: &StartTag<()>) -> bool {
    if tag.attributes.contains_key(&b"hidden"[..]) {
        return true;
    }
    let Some(style) = attribute(tag, b"style") else {
        return false;
    };
    let style: String = style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    style.split(';').any(|rule| {
        let Some((property, value)) = rule.split_once(':') else {
            return false;
        };
        let value = value.trim_end_matches("!important");
        match property {
            "display" => value == "none",
            "visibility" => value == "hidden" || value == "collapse",
            "font-size" | "max-height" | "opacity" => {
                value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').parse() == Ok(0.0)
            }
            "mso-hide" => value == "all",
            _ => false,
        }
    })
}
