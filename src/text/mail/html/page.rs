//! One reading of a page: its words and links, in the order of its tokens.

use html5gum::{StartTag, State, Token, Tokenizer};

use super::seen::Seen;
use super::style::Sheets;
use super::target::{self, LONGEST, attribute, resolved};
use super::{Link, Reading};
use crate::text::mail::bidi;

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

/// Elements whose address is that of a file or a form of the page, and leads nobody anywhere.
const FILES: [&[u8]; 12] = [
    b"link",
    b"base",
    b"use",
    b"image",
    b"feimage",
    b"lineargradient",
    b"radialgradient",
    b"pattern",
    b"mpath",
    b"textpath",
    b"script",
    b"filter",
];

/// Attributes with words that are shown on some occasion: to who does not see the page, and over an empty field.
const SAYING: [&[u8]; 3] = [b"aria-label", b"placeholder", b"label"];

/// Elements that end a drawing or formula where they begin in it (WHATWG, "in foreign content").
const BREAKS_OUT: [&[u8]; 14] =
    [b"b", b"body", b"br", b"center", b"div", b"em", b"h1", b"head", b"i", b"img", b"p", b"span", b"strong", b"table"];

/// A page inside a page.
pub struct Inner {
    /// The page.
    pub html: String,
    /// It stands in a comment that Word reads.
    pub of_word: bool,
}

/// What one reading gives.
#[derive(Default)]
pub struct Page {
    /// The words.
    pub out: String,
    /// Links, with their targets as written until the end: a base may follow.
    pub links: Vec<Link>,
    /// Pages inside it.
    pub inner: Vec<Inner>,
    /// How many pictures it shows.
    pub pictures: usize,
    /// Whether a style on the spot has hidden something.
    pub hid: bool,
    /// Whether words of pictures or controls stand among others.
    pub inserted: bool,
    /// Whether a drawing or formula has elements in it that are no markup in HTML.
    pub foreign: bool,
    /// Words that stand nowhere among the others.
    beside: Vec<String>,
    seen: Seen,
    reading: Reading,
    /// The open link: where it leads, and where its text begins.
    link: Option<(String, usize)>,
    base: Option<String>,
    /// A space is due before the next word.
    space: bool,
    /// Words of a picture stand right in front.
    picture_before: bool,
    /// Elements that turn what is in them around: their names, and how many of that name are open inside.
    turned: Vec<(Vec<u8>, usize)>,
    /// How many drawings and formulas are open.
    drawings: usize,
    /// Whether what follows stands over other words, as readings do over kanji.
    over: bool,
}

/// Reads a page.
pub fn read(html: &str, reading: Reading, sheets: &Sheets) -> Page {
    let mut page = Page { reading, ..Page::default() };
    page.seen.of_word = reading.of_word;
    let mut tokens = Tokenizer::new(html);
    let mut script = false;
    while let Some(token) = tokens.next() {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let raw = page.raw(&tag);
                script = &tag.name[..] == b"script";
                if let Some(state) = raw {
                    tokens.set_state(state);
                }
                page.open(&tag, sheets);
            }
            Token::EndTag(tag) => {
                script = false;
                page.close(&tag.name);
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                if script && reading.scripts {
                    page.addresses(&text);
                }
                page.text(&text);
            }
            Token::Comment(text) => page.comment(&String::from_utf8_lossy(&text)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.end_link();
    let base = page.base.take();
    page.links.iter_mut().for_each(|link| link.target = resolved(base.as_deref(), &link.target));
    page.hid = page.seen.hid;
    if !page.beside.is_empty() {
        page.out = format!("{}\n\n{}", page.out.trim_end(), page.beside.join("\n\n"));
    }
    if let Some(shown) = page.out.contains(TURNED_BY_MARKUP).then(|| bidi::displayed(&page.out.replace(TURNED_BY_MARKUP, ""))).flatten() {
        page.out = shown;
    }
    page
}

/// Stands before what an element turns around, so that it is not taken for a character of the message.
const TURNED_BY_MARKUP: &str = "\u{2060}\u{2060}\u{2060}";

impl Page {
    /// How what stands in an element is read where it is no markup: `<` and `<!--` in a script begin nothing.
    fn raw(&mut self, tag: &StartTag<()>) -> Option<State> {
        let state = match &tag.name[..] {
            b"title" | b"textarea" => State::RcData,
            b"script" => State::ScriptData,
            b"style" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => State::RawText,
            _ => return None,
        };
        if self.drawings > 0 {
            self.foreign = true;
            // In a drawing these are elements like others.
            if !self.reading.foreign_is_html {
                return None;
            }
        }
        Some(state)
    }

    fn open(&mut self, tag: &StartTag<()>, sheets: &Sheets) {
        let name: &[u8] = &tag.name;
        if matches!(name, b"svg" | b"math") && !tag.self_closing {
            self.drawings += 1;
        } else if BREAKS_OUT.contains(&name) {
            self.drawings = 0;
        }
        if name == b"base" && self.base.is_none() && !self.seen.outside() {
            // One without a host is a path of a page whose address is not known.
            self.base =
                attribute(tag, b"href").map(|target| resolved(None, &target)).filter(|base| base.contains("://") && base.len() < LONGEST);
        }
        let around = self.seen.links();
        let (words, links) = self.seen.begin(tag, self.reading.sheets_show);
        // What stands in a frame's element is no part of the page, what the frame shows is.
        if matches!(name, b"iframe" | b"frame") && around {
            self.leads(attribute(tag, b"src"));
            let html = attribute(tag, b"srcdoc");
            self.inner.extend(html.map(|html| Inner { html, of_word: false }));
        }
        if links {
            self.links_of(tag);
        }
        // `<meta http-equiv=refresh content="0; url=…">` leads there by itself.
        if name == b"meta" && attribute(tag, b"http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
            let content = attribute(tag, b"content").unwrap_or_default();
            let at = content.to_ascii_lowercase().find("url=").map(|at| at + "url=".len());
            self.leads(at.and_then(|at| content.get(at..)).map(|target| target.trim_matches(['\'', '"', ' ']).to_owned()));
        }
        self.over = matches!(name, b"rt" | b"rp") || (self.over && name != b"rb");
        self.inserted |= self.over;
        if !words {
            return;
        }
        self.turn(tag);
        match name {
            b"img" => self.picture(tag),
            b"area" => self.beside.extend(attribute(tag, b"alt")),
            b"br" => self.line(),
            b"td" | b"th" => self.space = true,
            b"input" | b"button" => {
                if name == b"input" && attribute(tag, b"type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) {
                    return;
                }
                for value in [attribute(tag, b"value"), attribute(tag, b"alt")].into_iter().flatten() {
                    self.insert(&value);
                }
            }
            _ => {}
        }
        for attribute_name in SAYING.iter().copied().chain(sheets.attributes.iter().map(String::as_bytes)) {
            self.beside.extend(attribute(tag, attribute_name).filter(|words| words.chars().any(char::is_alphanumeric)));
        }
        if BLOCKS.contains(&name) {
            self.line();
        }
    }

    /// Where an element leads.
    fn links_of(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        let target = attribute(tag, b"href").or_else(|| attribute(tag, b"xlink:href"));
        match name {
            b"a" => {
                self.end_link();
                self.link = target.map(|target| (target, self.out.len()));
            }
            b"area" => {
                self.end_link();
                let text = attribute(tag, b"alt").unwrap_or_default();
                self.links.extend(target.map(|target| Link { text, target }));
            }
            b"form" => self.leads(attribute(tag, b"action")),
            b"button" | b"input" => self.leads(attribute(tag, b"formaction")),
            b"embed" | b"object" => self.leads(attribute(tag, b"src").or_else(|| attribute(tag, b"data")).filter(|t| t.contains("://"))),
            // A drawing may set where its links lead.
            b"animate" | b"set" if attribute(tag, b"attributename").is_some_and(|name| name.ends_with("href")) => {
                for value in [&b"to"[..], b"from", b"values"].iter().filter_map(|name| attribute(tag, name)) {
                    value.split(';').for_each(|target| self.leads(Some(target.trim().to_owned())));
                }
            }
            // Any other: `<v:roundrect href="…">` is a button for Word.
            _ if !FILES.contains(&name) => self.leads(target.filter(|target| !target.starts_with('#'))),
            _ => {}
        }
        if self.reading.scripts {
            let handlers = tag.attributes.iter().filter(|(name, _)| name.starts_with(b"on"));
            let scripts: Vec<String> = handlers.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect();
            scripts.iter().for_each(|script| self.addresses(script));
        }
    }

    fn picture(&mut self, tag: &StartTag<()>) {
        let small =
            |name: &[u8]| attribute(tag, name).and_then(|size| size.trim_end_matches("px").parse::<u32>().ok()).is_some_and(|n| n < 4);
        if attribute(tag, b"src").is_some() && !small(b"width") && !small(b"height") {
            self.pictures += 1;
        }
        if let Some(alt) = attribute(tag, b"alt").filter(|_| !self.reading.without_inserted) {
            self.inserted |= !self.space && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace);
            self.words(&alt);
            self.picture_before = true;
        }
    }

    /// Words of a control.
    fn insert(&mut self, value: &str) {
        if self.reading.without_inserted {
            self.beside.push(value.to_owned());
            return;
        }
        self.inserted |= !self.space && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace);
        self.space = true;
        self.words(value);
        self.picture_before = true;
    }

    /// Begins to turn letters around, where an element does.
    fn turn(&mut self, tag: &StartTag<()>) {
        if let Some((_, inside)) = self.turned.last_mut().filter(|(name, _)| *name == tag.name[..]) {
            *inside += 1;
        }
        const DEEPEST: usize = 8;
        let style = attribute(tag, b"style").unwrap_or_default().to_ascii_lowercase();
        let to_left = attribute(tag, b"dir").is_some_and(|dir| dir.eq_ignore_ascii_case("rtl")) || style.contains("rtl");
        if to_left && (&tag.name[..] == b"bdo" || style.contains("override")) && self.turned.len() < DEEPEST {
            self.turned.push((tag.name.to_vec(), 0));
            self.out.extend([TURNED_BY_MARKUP, "\u{202e}"]);
        }
    }

    fn turn_back(&mut self, name: &[u8]) {
        if let Some((_, inside)) = self.turned.last_mut().filter(|(own, _)| own == name) {
            if *inside > 0 {
                *inside -= 1;
            } else {
                self.turned.pop();
                self.out.push(bidi::END);
            }
        }
    }

    /// A way out of the page without words of its own.
    fn leads(&mut self, target: Option<String>) {
        self.links.extend(target.filter(|target| !target.is_empty()).map(|target| Link { text: String::new(), target }));
    }

    /// Addresses in a script.
    fn addresses(&mut self, script: &str) {
        target::in_script(script).into_iter().for_each(|target| self.leads(Some(target)));
    }

    /// A comment: Word reads some of them as parts of the page, and in a drawing some are text.
    fn comment(&mut self, text: &str) {
        if let Some(text) = text.strip_prefix("[CDATA[").filter(|_| self.drawings > 0) {
            return self.text(text.trim_end_matches("]]"));
        }
        let Some(condition) = text.trim_start().strip_prefix("[if") else {
            return;
        };
        // `[if !mso]` is for all others, who take it for a comment.
        let read = |(condition, _): &(&str, &str)| !condition.trim_start().starts_with('!');
        if let Some((_, html)) = condition.split_once("]>").filter(read) {
            let html = html.rsplit_once("<![endif]").map_or(html, |(html, _)| html).to_owned();
            self.inner.push(Inner { html, of_word: true });
        }
    }

    fn close(&mut self, name: &[u8]) {
        if matches!(name, b"svg" | b"math") {
            self.drawings = self.drawings.saturating_sub(1);
        }
        self.over &= !matches!(name, b"rt" | b"rp" | b"ruby");
        let words = self.seen.words();
        self.seen.end(name);
        self.turn_back(name);
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
        if self.seen.words() && !(self.over && self.reading.without_inserted) {
            self.inserted |= std::mem::take(&mut self.picture_before) && !text.starts_with(char::is_whitespace);
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
        self.picture_before = false;
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
