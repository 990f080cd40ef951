//! The visible text of an HTML page, and where its links lead.
//!
//! The tokenizer is the WHATWG's as the crate `html5gum` has it; there is no tree, so that time and memory stay linear. What a style hides is left
//! out as far as it says so on the spot ([`seen`]).

mod seen;

use html5gum::{StartTag, State, Token, Tokenizer};

use seen::Seen;

use super::Link;

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
    let mut tokens = Tokenizer::new(html);
    while let Some(token) = tokens.next() {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                // What stands in these is no markup: `<` and `<!--` in a script begin nothing.
                match &tag.name[..] {
                    b"title" | b"textarea" => tokens.set_state(State::RcData),
                    b"script" => tokens.set_state(State::ScriptData),
                    b"style" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => tokens.set_state(State::RawText),
                    _ => {}
                }
                page.open(&tag);
            }
            Token::EndTag(tag) => page.close(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.end_link();
    let base = page.base.take();
    let resolved = |link: Link| Link { target: resolved(base.as_deref(), &link.target), ..link };
    (page.out.trim().to_owned(), page.links.into_iter().map(resolved).collect())
}

#[derive(Default)]
struct Page {
    out: String,
    /// Links with their targets as written: a base may follow.
    links: Vec<Link>,
    seen: Seen,
    /// The open link: where it leads, and where its text begins.
    link: Option<(String, usize)>,
    base: Option<String>,
    /// A space is due before the next word.
    space: bool,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        if name == b"base" && self.base.is_none() && !self.seen.outside() {
            // One without a host is a path of a page whose address is not known.
            self.base = attribute(tag, b"href").map(|target| resolved(None, &target)).filter(|base| base.contains("://"));
        }
        let around = self.seen.links();
        let (words, links) = self.seen.begin(tag);
        // What stands in a frame's element is no part of the page, what the frame shows is.
        if name == b"iframe" && around {
            self.leads(attribute(tag, b"src"));
        }
        if links {
            match name {
                b"a" => {
                    self.end_link();
                    self.link = attribute(tag, b"href").map(|target| (target, self.out.len()));
                }
                b"area" => {
                    self.end_link();
                    if let Some(target) = attribute(tag, b"href") {
                        self.links.push(Link { text: attribute(tag, b"alt").unwrap_or_default(), target });
                    }
                }
                b"form" => self.leads(attribute(tag, b"action")),
                b"button" | b"input" => self.leads(attribute(tag, b"formaction")),
                _ => {}
            }
        }
        // `<meta http-equiv=refresh content="0; url=…">` leads there by itself.
        if name == b"meta" && attribute(tag, b"http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
            let content = attribute(tag, b"content").unwrap_or_default();
            let at = content.to_ascii_lowercase().find("url=").map(|at| at + "url=".len());
            self.leads(at.and_then(|at| content.get(at..)).map(|target| target.trim_matches(['\'', '"', ' ']).to_owned()));
        }
        if !words {
            return;
        }
        match name {
            b"img" => {
                if let Some(alt) = attribute(tag, b"alt") {
                    self.words(&alt);
                }
            }
            b"br" => self.line(),
            b"td" | b"th" => self.space = true,
            b"input" | b"button" => {
                if let Some(value) = attribute(tag, b"value").filter(|_| attribute(tag, b"type").is_none_or(|t| t != "hidden")) {
                    self.space = true;
                    self.words(&value);
                }
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.line();
        }
    }

    /// A way out of the page without words of its own.
    fn leads(&mut self, target: Option<String>) {
        self.links.extend(target.filter(|target| !target.is_empty()).map(|target| Link { text: String::new(), target }));
    }

    fn close(&mut self, name: &[u8]) {
        let words = self.seen.words();
        self.seen.end(name);
        if name == b"a" {
            self.end_link();
        }
        if words && BLOCKS.contains(&name) {
            self.line();
            if name == b"p" || name.starts_with(b"h") {
                self.line();
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.seen.words() {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
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
}

/// An address as a browser reads it: one that begins with two slashes names its host, whatever the base is; any other without a scheme is one
/// below the base.
fn resolved(base: Option<&str>, target: &str) -> String {
    let target = target.replace(['\t', '\n', '\r'], "");
    let rest = target.trim_start_matches(['/', '\\']);
    if target.len() - rest.len() > 1 {
        return format!("https://{rest}");
    }
    let scheme = target.split(['/', '?', '#']).next().is_some_and(|front| front.contains(':'));
    match base {
        Some(base) if !scheme && !target.starts_with('#') => format!("{}/{rest}", base.trim_end_matches('/')),
        _ => target,
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().to_owned()).filter(|v| !v.is_empty())
}
