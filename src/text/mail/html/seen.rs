//! Which elements of a page are open, and whether a reader sees what stands in them.
//!
//! There is no tree: elements are kept on a stack, and end as the HTML standard has it where their end tags are left out or stand elsewhere. Where
//! that cannot be told exactly, more is seen: what is taken for hidden is not checked.

use html5gum::StartTag;

use super::style::declarations;
use super::target::attribute;

/// How many open elements are kept track of, about as many as browsers do; further down everything is seen.
const DEEPEST: usize = 500;

/// Elements without an end tag.
const VOID: [&[u8]; 14] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr"];

/// Elements that nobody sees, whatever their style.
const UNSEEN: [&[u8]; 7] = [b"style", b"script", b"title", b"template", b"iframe", b"noembed", b"noframes"];

/// Elements that are there once and that no tag in between ends; that they hide what is in them is left to those in them.
const PAGE: [&[u8]; 3] = [b"html", b"head", b"body"];

/// Elements whose end tag ends them alone, and not what was opened in them.
const FORMATTING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];

/// What stands in a cell is not ended from outside, but by parts of the table.
const CELLS: [&[u8]; 6] = [b"td", b"th", b"caption", b"table", b"object", b"template"];

/// Parts of a table.
const TABLE: [&[u8]; 8] = [b"td", b"th", b"tr", b"tbody", b"thead", b"tfoot", b"caption", b"table"];

/// A paragraph ends where one of these begins.
const ENDS_P: [&[u8]; 37] = [
    b"address",
    b"article",
    b"aside",
    b"blockquote",
    b"center",
    b"dd",
    b"details",
    b"dialog",
    b"dir",
    b"div",
    b"dl",
    b"dt",
    b"fieldset",
    b"figcaption",
    b"figure",
    b"footer",
    b"form",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"header",
    b"hgroup",
    b"hr",
    b"li",
    b"main",
    b"menu",
    b"nav",
    b"ol",
    b"p",
    b"pre",
    b"section",
    b"summary",
    b"table",
    b"ul",
];

/// Controls have letters of their own size.
const CONTROLS: [&[u8]; 4] = [b"input", b"button", b"select", b"textarea"];

/// What an element says of how it is shown, where it says so.
#[derive(Debug, Clone, Copy, Default)]
struct Says {
    /// Nothing of it is shown, whatever is in it.
    gone: bool,
    /// Its letters have no size.
    tiny: Option<bool>,
    /// It takes room and is not drawn.
    undrawn: Option<bool>,
}

/// How it comes to be shown with all that it stands in.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    gone: bool,
    tiny: bool,
    undrawn: bool,
}

impl State {
    fn with(self, says: Says) -> State {
        State { gone: self.gone || says.gone, tiny: says.tiny.unwrap_or(self.tiny), undrawn: says.undrawn.unwrap_or(self.undrawn) }
    }
}

/// Elements whose end tag may be left out, a bit each kind.
type Kinds = u8;

const P: Kinds = 1;
const LI: Kinds = 1 << 1;
const DD: Kinds = 1 << 2;
const OPTION: Kinds = 1 << 3;
const OPTGROUP: Kinds = 1 << 4;
const CELL: Kinds = 1 << 5;
const ROW: Kinds = 1 << 6;
const ROWS: Kinds = 1 << 7;

/// Which kind an element is of.
fn kind(name: &[u8]) -> Kinds {
    match name {
        b"p" => P,
        b"li" => LI,
        b"dd" | b"dt" => DD,
        b"option" => OPTION,
        b"optgroup" => OPTGROUP,
        b"td" | b"th" | b"caption" => CELL,
        b"tr" => ROW,
        b"tbody" | b"thead" | b"tfoot" => ROWS,
        _ => 0,
    }
}

/// Which kinds an element ends that were opened before it.
fn ends(name: &[u8]) -> Kinds {
    let p = if ENDS_P.contains(&name) { P } else { 0 };
    p | match name {
        b"li" => LI,
        b"dd" | b"dt" => DD,
        b"option" => OPTION,
        b"optgroup" => OPTION | OPTGROUP,
        b"td" | b"th" | b"caption" => CELL,
        b"tr" => CELL | ROW,
        b"tbody" | b"thead" | b"tfoot" => CELL | ROW | ROWS,
        _ => 0,
    }
}

/// Which kinds are not ended from inside an element.
fn keeps(name: &[u8]) -> Kinds {
    match name {
        b"ul" | b"ol" | b"menu" => LI,
        b"dl" => DD,
        b"select" | b"datalist" => OPTION | OPTGROUP,
        b"button" => P,
        b"td" | b"th" | b"caption" | b"object" | b"template" => P | LI | DD | OPTION | OPTGROUP,
        b"table" => Kinds::MAX,
        _ => 0,
    }
}

/// An open element.
struct Open {
    says: Says,
    unseen: bool,
    kind: Kinds,
    keeps: Kinds,
    cell: bool,
    /// What it comes to with those around it: how it is shown …
    state: State,
    /// … which kinds can be ended from within it, and the place of the innermost cell.
    scope: Kinds,
    within: usize,
}

/// The open elements.
#[derive(Default)]
pub struct Seen {
    /// Their names, as numbers: looked through at every end tag.
    names: Vec<u64>,
    open: Vec<Open>,
    /// What the page itself says.
    page: State,
    /// More were open than are kept track of.
    too_deep: bool,
    /// The open element further down that nobody sees.
    below: Option<u64>,
    /// Whether a style on the spot has hidden something.
    pub hid: bool,
    /// Whether this is read by Word, which keeps settings in `<xml>`.
    pub of_word: bool,
}

impl Seen {
    fn state(&self) -> State {
        match self.open.last() {
            Some(last) if self.too_deep => State { gone: last.unseen || self.below.is_some(), ..State::default() },
            Some(last) => last.state,
            None => self.page,
        }
    }

    /// Whether words are read here.
    pub fn words(&self) -> bool {
        let state = self.state();
        !state.gone && !state.tiny && !state.undrawn
    }

    /// Whether links can be used here: a picture in letters without size is one to click on.
    pub fn links(&self) -> bool {
        let state = self.state();
        !state.gone && !state.undrawn
    }

    /// Whether this is inside what is no part of the page.
    pub fn outside(&self) -> bool {
        self.open.iter().any(|open| open.unseen)
    }

    /// An element begins. Says whether its words and its links are seen; where `sheets_show`, whatever a style sheet could show.
    pub fn begin(&mut self, tag: &StartTag<()>, sheets_show: bool) -> (bool, bool) {
        let name: &[u8] = &tag.name;
        let ended = ends(name);
        while self.open.last().is_some_and(|last| last.scope & ended != 0)
            && let Some(at) = self.open.iter().rposition(|open| open.kind & ended != 0)
        {
            self.cut(at);
        }
        let unseen = UNSEEN.contains(&name) && !becomes_page(tag) || (self.of_word && name == b"xml");
        let mut says = says(tag, sheets_show);
        self.hid |= says.gone || says.tiny == Some(true) || says.undrawn == Some(true);
        says.gone |= unseen;
        if PAGE.contains(&name) {
            if name == b"body" {
                self.page = self.page.with(says);
            }
            return (self.words(), self.links());
        }
        if VOID.contains(&name) || (tag.self_closing && !unseen) {
            let state = self.state().with(says);
            return (!state.gone && !state.tiny && !state.undrawn, !state.gone && !state.undrawn);
        }
        if self.open.len() < DEEPEST {
            let (kind, keeps, cell) = (kind(name), keeps(name), CELLS.contains(&name));
            self.names.push(number(name));
            self.open.push(Open { says, unseen, kind, keeps, cell, state: State::default(), scope: 0, within: 0 });
            self.settle(self.open.len() - 1);
        } else {
            self.too_deep = true;
            self.below = self.below.or(unseen.then(|| number(name)));
        }
        (self.words(), self.links())
    }

    /// An element ends. One that was never begun, or cannot be ended from here, ends nothing.
    pub fn end(&mut self, name: &[u8]) {
        if PAGE.contains(&name) {
            return;
        }
        let from = if TABLE.contains(&name) { 0 } else { self.open.last().map_or(0, |last| last.within) };
        let wanted = number(name);
        if self.below == Some(wanted) {
            self.below = None;
            return;
        }
        let Some(at) = self.names[from..].iter().rposition(|open| *open == wanted).map(|at| from + at) else {
            return;
        };
        if FORMATTING.contains(&name) {
            self.names.remove(at);
            self.open.remove(at);
            self.settle(at);
        } else {
            self.cut(at);
        }
    }

    fn cut(&mut self, at: usize) {
        self.names.truncate(at);
        self.open.truncate(at);
    }

    /// Works out what the elements from a place on come to.
    fn settle(&mut self, from: usize) {
        let before = from.checked_sub(1).and_then(|at| self.open.get(at));
        let (mut state, mut scope, mut within) = before.map_or((self.page, 0, 0), |open| (open.state, open.scope, open.within));
        for (at, open) in self.open.iter_mut().enumerate().skip(from) {
            state = state.with(open.says);
            scope = (scope & !open.keeps) | open.kind;
            within = if open.cell { at } else { within };
            (open.state, open.scope, open.within) = (state, scope, within);
        }
    }
}

/// A name as a number (FNV-1a): few are so much alike, and nothing is won by making two.
fn number(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Whether a template becomes part of the page at once.
fn becomes_page(tag: &StartTag<()>) -> bool {
    &tag.name[..] == b"template" && attribute(tag, b"shadowrootmode").is_some()
}

/// What an element says of itself. Of several declarations of a property the last counts, an important one before others; where `sheets_show`, one
/// that a style sheet can overrule says nothing.
fn says(tag: &StartTag<()>, sheets_show: bool) -> Says {
    let name: &[u8] = &tag.name;
    let style = attribute(tag, b"style").map(|style| declarations(&style)).unwrap_or_default();
    let declared = |wanted: &[&str]| {
        let mut found: Option<(bool, &str, &str)> = None;
        for (property, value) in style.iter().filter(|(property, _)| wanted.contains(&property.as_str())) {
            let (value, important) = match value.strip_suffix("important").and_then(|v| v.trim_end().strip_suffix('!')) {
                Some(value) => (value.trim(), true),
                None => (value.as_str(), false),
            };
            if found.is_none_or(|(before, ..)| important || !before) {
                found = Some((important, property, value));
            }
        }
        found.filter(|(important, ..)| *important || !sheets_show).map(|(_, property, value)| (property, value))
    };
    let value = |property: &str| declared(&[property]).map(|(_, value)| value);
    let display = value("display");
    // Heights are nothing to what stands in a line, or in a table.
    let block = ENDS_P.contains(&name) && name != b"table" && display.is_none_or(|display| display == "block");
    let clipped = block && matches!(value("overflow"), Some("hidden" | "clip"));
    let flat = clipped && ["max-height", "height"].iter().any(|property| value(property).and_then(length).is_some_and(|(n, _)| n == 0.0));
    let hidden = !sheets_show && tag.attributes.contains_key(&b"hidden"[..]);
    let unseen = display.map_or(hidden, |display| display == "none");
    let clear = value("opacity").is_some_and(|value| value.strip_suffix('%').unwrap_or(value).parse() == Ok(0.0));
    let tiny = match declared(&["font-size", "font"]) {
        Some(("font-size", value)) => tiny(value),
        Some(_) => Some(false),
        // A table in a page of the old kind begins with letters of the usual size.
        None => (name == b"table" || CONTROLS.contains(&name) || (name == b"font" && tag.attributes.contains_key(&b"size"[..])))
            .then_some(false),
    };
    let undrawn = match value("visibility") {
        Some("hidden" | "collapse") => Some(true),
        Some("inherit") | None => None,
        Some(_) => Some(false),
    };
    Says { gone: unseen || flat || clear, tiny, undrawn }
}

/// Whether a `font-size` leaves nothing to read; none where it depends on what is around. What no browser understands hides nothing.
fn tiny(value: &str) -> Option<bool> {
    match length(value) {
        Some((0.0, _)) => Some(true),
        Some((_, "em" | "ex" | "ch" | "%")) => None,
        None if matches!(value, "inherit" | "unset" | "smaller" | "larger") => None,
        _ => Some(false),
    }
}

/// A length of CSS with its unit.
fn length(value: &str) -> Option<(f64, &str)> {
    let (number, unit) = value.split_at(value.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(value.len()));
    let known =
        matches!(unit, "px" | "pt" | "pc" | "cm" | "mm" | "in" | "q" | "em" | "rem" | "ex" | "ch" | "vw" | "vh" | "vmin" | "vmax" | "%");
    let number: f64 = number.parse().ok()?;
    (known || (unit.is_empty() && number == 0.0)).then_some((number, unit))
}
