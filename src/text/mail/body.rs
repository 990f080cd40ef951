//! What a mail program shows of a mail: every part that is text, in the order of the parts, whatever it is called.
//!
//! Where a mail breaks the rules, programs differ; then each reading is taken. Work is bounded: so many parts, so deep, and so many bytes looked at.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::address;
use super::decode::{self, Form};
use super::header::{Content, Header, field, words};
use super::parts::{self, Kind};
use super::transfer;
use super::{Attachment, MAX_BYTES, Mail, Opened, Trouble, calendar, html};

/// How deep parts and messages may lie in each other.
pub const DEEPEST: usize = 60;

/// How many parts are looked at.
const MOST_PARTS: usize = 1_000;

/// How often the bytes of a mail are looked at: once for each level of parts, and again for other readings.
const PASSES: usize = DEEPEST + 4;

/// Reads a mail of which lines end in `\n` alone.
pub fn read(bytes: &[u8], mail: &mut Mail) {
    let mut reader = Reader {
        known: HashSet::new(),
        numbers: RandomState::new(),
        mail,
        parts: 0,
        room: MAX_BYTES.min(bytes.len().saturating_mul(4) + (1 << 16)),
        work: bytes.len().saturating_mul(PASSES) + (1 << 16),
        plain: Vec::new(),
    };
    let (header, body) = Header::split(bytes);
    reader.mail.subject = subject(&header);
    let mut from = header.all("from").flat_map(|field| address::senders(&field)).collect::<Vec<_>>().into_iter();
    reader.mail.from = from.next();
    reader.mail.also_from = from.collect();
    reader.mail.sender = header.all("sender").flat_map(|field| address::senders(&field)).collect();
    reader.mail.reply_to = header.all("reply-to").flat_map(|field| address::senders(&field)).collect();
    reader.part(&header, body, Place { depth: 0, alone: true, digest: false });
    let plain = std::mem::take(&mut reader.plain);
    for text in plain {
        // The same words twice would only be shown twice.
        if mail.text.is_empty() || !same_words(&mail.text, &text) {
            append(&mut mail.text, &text);
        }
    }
}

/// The subject; of several fields each, on a line, as one program shows the first and another the last.
fn subject(header: &Header) -> String {
    let mut all: Vec<String> = header.all("subject").map(|field| words(&field)).filter(|subject| !subject.is_empty()).collect();
    all.dedup();
    all.join("\n")
}

struct Reader<'m> {
    mail: &'m mut Mail,
    parts: usize,
    /// How many bytes of text there is room for.
    room: usize,
    /// How many bytes may still be looked at.
    work: usize,
    /// Texts that stand behind those of pages.
    plain: Vec<String>,
    /// Numbers of what has been read: another reading of a broken part is often the same. Nobody can know them beforehand.
    known: HashSet<u64>,
    numbers: RandomState,
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    /// Whether nothing stands beside it.
    alone: bool,
    /// Whether messages stand there.
    digest: bool,
}

impl Reader<'_> {
    fn part(&mut self, header: &Header, body: &[u8], place: Place) {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return self.trouble(Trouble::Cut);
        }
        if !header.stray.is_empty() {
            let text = decode::text(&header.stray, None).text;
            self.text(text);
        }
        let contents = readings(header, "content-type", Content::read);
        let encodings = readings(header, "content-transfer-encoding", |value| Content::read(value).value);
        for content in contents.iter() {
            for encoding in encodings.iter() {
                self.reading(header, content, encoding, body, place);
            }
        }
    }

    /// One reading of a part.
    fn reading(&mut self, header: &Header, content: &Content, encoding: &str, body: &[u8], place: Place) {
        if self.mail.troubles.contains(&Trouble::Cut) || body.len() > self.work {
            return self.trouble(Trouble::Cut);
        }
        self.work -= body.len();
        let content = if content.value.is_empty() && place.digest { &Content::read("message/rfc822") } else { content };
        let name = parts::name(header);
        let multipart = content.value.starts_with("multipart");
        if multipart && place.depth < DEEPEST && self.multipart(content, body, place) {
            return;
        }
        let charset = content.charset();
        let (bytes, list) = decoded(encoding, body, charset.as_deref());
        let bytes = &bytes[..];
        let kind = parts::kind(content, name.as_deref(), bytes);
        let kind = match kind {
            // Some programs decode a multipart part, which the standard does not allow.
            Kind::Multipart if place.depth < DEEPEST && bytes.len() != body.len() && self.multipart(content, bytes, place) => return,
            Kind::Multipart | Kind::Message if place.depth >= DEEPEST => {
                self.trouble(Trouble::TooDeep);
                Kind::Plain
            }
            // Without boundaries it is shown as it is.
            Kind::Multipart => Kind::Plain,
            kind => kind,
        };
        let attached = header.all("content-disposition").any(|value| Content::read(&value).value == "attachment");
        let is_file = attached || (name.is_some() && !place.alone);
        if (is_file && kind != Kind::Unseen) || matches!(kind, Kind::File(_) | Kind::Sealed) {
            let opened = match kind {
                Kind::File(Form::Picture) => Opened::No(super::Closed::Picture),
                Kind::File(Form::Pdf) => Opened::No(super::Closed::Pdf),
                Kind::File(_) | Kind::Sealed => Opened::No(super::Closed::File),
                _ => Opened::Yes,
            };
            self.mail.attachments.push(Attachment { name: name.unwrap_or_default(), opened });
        }
        match kind {
            Kind::File(_) | Kind::Unseen => {}
            Kind::Sealed => self.trouble(Trouble::Sealed),
            Kind::Message => self.message(bytes, place),
            Kind::Page | Kind::Calendar | Kind::Report | Kind::Plain | Kind::Multipart => {
                let mut text = self.characters(bytes, charset.as_deref());
                if kind == Kind::Page {
                    return self.page(&text, is_file);
                }
                if kind == Kind::Calendar {
                    text = calendar::visible(&text);
                } else if kind == Kind::Report {
                    text = report(&text);
                } else if html::looks_like_html(&text) {
                    // Some programs go by what is in it.
                    self.page(&text, is_file);
                }
                if !list.is_empty() {
                    let footer = decode::text(list, None).text;
                    append(&mut text, &footer);
                }
                self.text(text);
            }
        }
    }

    /// A body that has parts; whether it has any.
    fn multipart(&mut self, content: &Content, body: &[u8], place: Place) -> bool {
        let all = parts::split(body, content);
        let place = Place { depth: place.depth + 1, alone: false, digest: content.value == "multipart/digest" };
        let read = |reader: &Reader<'_>| (reader.plain.len(), reader.mail.text.len(), reader.mail.links.len());
        let before = read(self);
        for split in &all {
            for (n, part) in split.parts.iter().enumerate() {
                let (header, body) = Header::split(part);
                let foreign = header.foreign();
                if !foreign.is_empty() {
                    self.text(foreign);
                }
                // The first part is what is read first, whatever it is called.
                self.part(&header, body, Place { alone: n == 0, ..place });
                if self.mail.troubles.contains(&Trouble::Cut) {
                    return true;
                }
            }
            if read(self) == before {
                let text = decode::text(split.before, None).text;
                self.text(text);
            }
        }
        if content.value == "multipart/encrypted" {
            self.trouble(Trouble::Sealed);
        }
        !all.is_empty()
    }

    /// A message inside the mail, with what its header shows.
    fn message(&mut self, bytes: &[u8], place: Place) {
        let (header, body) = Header::split(bytes);
        let from: Vec<_> = header.all("from").flat_map(|field| address::senders(&field)).collect();
        let head: Vec<String> = from.iter().map(|sender| sender.name.clone()).chain([subject(&header)]).filter(|t| !t.is_empty()).collect();
        self.text(head.join("\n\n"));
        self.mail.inside.extend(from);
        self.part(&header, body, Place { depth: place.depth + 1, alone: true, digest: false });
    }

    /// The text of a part.
    fn characters(&mut self, bytes: &[u8], charset: Option<&str>) -> String {
        let decoded = decode::text(bytes, charset);
        if decoded.is_unreadable() {
            self.trouble(Trouble::BrokenCharset);
        } else if decoded.broken > 0 {
            self.trouble(Trouble::BrokenCharacters);
        }
        let mut text = decoded.text;
        if text.contains('\0') {
            text.retain(|c| c != '\0');
        }
        text
    }

    /// Whether something has not been read before.
    fn is_new(&mut self, text: &str) -> bool {
        let number = self.numbers.hash_one(text);
        self.known.insert(number)
    }

    fn page(&mut self, text: &str, attached: bool) {
        if !self.is_new(text) {
            return;
        }
        let page = html::read(text, attached);
        self.mail.links.extend(page.links);
        self.mail.pictures |= page.pictures;
        if let Some(text) = self.within(page.text) {
            append(&mut self.mail.text, &text);
        }
    }

    fn text(&mut self, text: String) {
        if !self.is_new(&text) {
            return;
        }
        let inside: Vec<String> = transfer::base64_inside(&text).filter_map(|bytes| words_of(&bytes, None)).collect();
        if let Some(text) = self.within(text).filter(|text| !text.trim().is_empty()) {
            self.plain.push(text);
        }
        for text in inside {
            if html::looks_like_html(&text) {
                self.page(&text, false);
            } else if let Some(text) = self.within(text) {
                self.plain.push(text);
            }
        }
    }

    /// As much of a text as there is room for.
    fn within(&mut self, mut text: String) -> Option<String> {
        if text.len() > self.room {
            let end = (0..=self.room).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
            text.truncate(end);
            self.trouble(Trouble::Cut);
        }
        self.room -= text.len();
        Some(text).filter(|text| !text.is_empty())
    }

    fn trouble(&mut self, trouble: Trouble) {
        if !self.mail.troubles.contains(&trouble) {
            self.mail.troubles.push(trouble);
        }
    }
}

/// What a report has beside its fields: those no mail program shows.
fn report(text: &str) -> String {
    let is_field = |line: &str| {
        let own = |name: &str| {
            let known = [
                "reporting-",
                "received-",
                "arrival-",
                "final-",
                "original-",
                "remote-",
                "diagnostic-",
                "last-",
                "will-",
                "feedback-",
                "mdn-",
            ];
            known.iter().any(|front| name.starts_with(front))
                || name.starts_with("x-")
                || matches!(name, "action" | "status" | "disposition")
        };
        line.starts_with([' ', '\t']) || field(line.as_bytes()).is_some_and(|(name, _)| own(&name))
    };
    text.lines().filter(|line| !is_field(line)).collect::<Vec<_>>().join("\n")
}

/// Bytes as text, where they can be nothing else.
fn words_of(bytes: &[u8], charset: Option<&str>) -> Option<String> {
    let words = decode::text(bytes, charset);
    let fits = words.broken == 0 && words.text.chars().all(|c| !c.is_control() || c.is_whitespace());
    fits.then_some(words.text)
}

/// What a body encodes, and what stands behind it that is no part of that.
fn decoded<'b>(encoding: &str, body: &'b [u8], charset: Option<&str>) -> (Cow<'b, [u8]>, &'b [u8]) {
    match encoding {
        "base64" => {
            let (own, list) = body.split_at(transfer::base64_length(body));
            let own = transfer::base64(own);
            if list.trim_ascii().is_empty() {
                return (own.into(), &[]);
            }
            // Some programs pass over what is no base64: what looks like words behind it may be more of it, with spaces.
            let more = transfer::base64(list);
            let fits = words_of(&more, charset).is_some();
            (if fits { [own, more].concat().into() } else { own.into() }, list)
        }
        "quoted-printable" => (transfer::quoted_printable(body).into(), &[]),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => (transfer::uuencoded(body).map_or(body.into(), Into::into), &[]),
        _ => (body.into(), &[]),
    }
}

/// The first and the last of fields that should be there once, as one program takes this and another that; what none says where there is none.
fn readings<T: PartialEq + Default>(header: &Header, name: &str, read: impl Fn(&str) -> T) -> Vec<T> {
    let mut all: Vec<T> = header.all(name).map(|value| read(&value)).collect();
    if all.len() > 2 {
        all.drain(1..all.len() - 1);
    }
    all.dedup();
    if all.is_empty() { vec![T::default()] } else { all }
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

/// Whether two texts differ in white space at most.
fn same_words(a: &str, b: &str) -> bool {
    a.chars().filter(|c| !c.is_whitespace()).eq(b.chars().filter(|c| !c.is_whitespace()))
}
