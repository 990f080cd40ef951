//! From the bytes of a message to what a person sees of it: sender, subject, visible text, and where its links lead.
//!
//! An e-mail with headers (RFC 5322 and MIME), a bare HTML page or plain text, told apart by how they begin. Of an e-mail with an HTML part the
//! HTML is what is shown; its plain text stands behind it where it says something else, as programs may show either.

mod decode;
mod html;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::Text;
pub use html::visible as visible_html;

/// The largest message that is read, in bytes.
pub const MAX_BYTES: usize = 10 << 20;

/// How deep messages may lie in each other.
const DEEPEST: usize = 20;

/// How many parts are looked at.
const MOST_PARTS: usize = 1_000;

/// A message as a person sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Who it says it is from.
    pub from: Option<Sender>,
    /// Where answers are to go.
    pub reply_to: Option<Sender>,
    /// The visible text.
    pub text: String,
    /// Links, with what the reader sees of them.
    pub links: Vec<Link>,
    /// Names of attached files.
    pub attachments: Vec<String>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
}

/// A sender.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name shown.
    pub name: String,
    /// The address; empty when there is only a name.
    pub address: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What the reader sees.
    pub text: String,
    /// Where it leads.
    pub target: String,
}

/// Something of a message that could not be read as it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Characters that are none in the encoding that was named.
    BrokenCharset,
    /// More messages inside each other than are looked at.
    TooDeep,
    /// More parts or more text than are looked at.
    Cut,
}

impl Trouble {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Trouble::BrokenCharset => "broken-charset",
            Trouble::TooDeep => "too-deep",
            Trouble::Cut => "cut",
        }
    }

    /// In words.
    pub fn text(self) -> Text {
        match self {
            Trouble::BrokenCharset => Text::new(
                "※ 文字コードが壊れていて、読めない文字がありました。",
                "Note: some characters could not be read; their encoding is broken.",
            ),
            Trouble::TooDeep => Text::new(
                format!("※ メールの中のメールが深すぎるため、{DEEPEST}段目までを調べました。"),
                format!("Note: messages lie too deep inside each other; the first {DEEPEST} levels were looked at."),
            ),
            Trouble::Cut => Text::new("※ 大きすぎるため、調べたのは一部です。", "Note: it is too large; only a part was looked at."),
        }
    }
}

/// Why something is not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMail {
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Neither text nor a mail: a picture, an archive, a program.
    NotText,
}

impl NotMail {
    /// In words, with what to do.
    pub fn text(self) -> Text {
        match self {
            NotMail::TooLarge => Text::new(
                format!("メッセージが大きすぎます（{} MiB まで）。本文だけを保存して、もう一度試してください。", MAX_BYTES >> 20),
                format!("The message is too large (at most {} MiB). Save its text alone and try again.", MAX_BYTES >> 20),
            ),
            NotMail::NotText => Text::new(
                "文章のファイルではありません。メールは .eml で保存するか、本文を文章として保存してください。",
                "This is not a text file. Save an e-mail as .eml, or its words as text.",
            ),
        }
    }
}

/// Reads a message: an e-mail with headers, HTML, or plain text in any usual encoding.
///
/// # Errors
/// When it is too large or no text.
pub fn read(bytes: &[u8]) -> Result<Mail, NotMail> {
    if bytes.len() > MAX_BYTES {
        return Err(NotMail::TooLarge);
    }
    if decode::is_binary(bytes) {
        return Err(NotMail::NotText);
    }
    if looks_like_mail(bytes) {
        return Ok(with_headers(bytes));
    }
    let (text, broken) = decode::text(bytes, None);
    let mut mail = from_text(&text, None, None);
    if broken {
        mail.troubles.push(Trouble::BrokenCharset);
    }
    Ok(mail)
}

/// A message of which the words are known, and perhaps who it says it is from (a name, an address, or `name <address>`) and its subject.
pub fn from_text(text: &str, from: Option<&str>, subject: Option<&str>) -> Mail {
    let mut mail = Mail { from: from.and_then(sender), subject: subject.unwrap_or_default().to_owned(), ..Mail::default() };
    if html::looks_like_html(text) {
        (mail.text, mail.links) = html::visible(text);
        return mail;
    }
    let mut rest = text;
    // Pasted out of a mail program, with the names that programs give the fields.
    while let Some((line, behind)) = rest.split_once('\n').filter(|_| mail.from.is_none() || mail.subject.is_empty()) {
        let Some((name, value)) = line.split_once([':', '：']) else {
            break;
        };
        match name.trim().to_lowercase().as_str() {
            "from" | "差出人" | "送信者" | "送信元" if mail.from.is_none() => mail.from = sender(value),
            "subject" | "件名" | "タイトル" if mail.subject.is_empty() => mail.subject = value.trim().to_owned(),
            "to" | "宛先" | "date" | "日時" | "送信日時" | "受信日時" => {}
            _ => break,
        }
        rest = behind;
    }
    mail.text = rest.to_owned();
    mail
}

/// A sender as written: a name, an address, or both.
fn sender(text: &str) -> Option<Sender> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let clean = |name: &str| name.trim().trim_matches(['"', '\'']).to_owned();
    Some(match text.rsplit_once('<') {
        Some((name, address)) => Sender { name: clean(name), address: address.trim_end_matches('>').trim().to_owned() },
        None if text.contains('@') && !text.contains(char::is_whitespace) => Sender { name: String::new(), address: text.to_owned() },
        None => Sender { name: clean(text), address: String::new() },
    })
}

/// Fields that mails begin with.
const FIELDS: [&str; 16] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
    "reply-to",
    "dkim-signature",
    "authentication-results",
    "x-mailer",
    "arc-seal",
    "content-transfer-encoding",
];

/// Whether this begins as an e-mail does: at least two of the usual fields, before the first empty line.
fn looks_like_mail(bytes: &[u8]) -> bool {
    let mut known = 0;
    for line in bytes.split(|b| *b == b'\n').take(100) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") || line.starts_with(b"From ") {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            return false;
        };
        let name = String::from_utf8_lossy(&line[..colon]).to_ascii_lowercase();
        if !name.bytes().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(FIELDS.contains(&name.as_str()));
        if known >= 3 || (known == 2 && name.starts_with("content-")) {
            return true;
        }
    }
    known >= 2
}

fn with_headers(bytes: &[u8]) -> Mail {
    let mut mail = Mail::default();
    let bytes = not_too_deep(bytes, &mut mail.troubles);
    let Some(message) = MessageParser::default().parse(bytes) else {
        let (text, _) = decode::text(bytes, None);
        return Mail { text, ..mail };
    };
    mail.subject = message.subject().map(decode::header).unwrap_or_default();
    mail.from = message.from().and_then(first);
    mail.reply_to = message.reply_to().and_then(first);
    let mut body = Body { parts: 0, bytes: 0 };
    body.add(&message, &mut mail);
    mail
}

fn first(address: &mail_parser::Address<'_>) -> Option<Sender> {
    let one = address.first()?;
    let name = one.name.as_deref().map(decode::header).unwrap_or_default();
    Some(Sender { name, address: one.address.as_deref().unwrap_or_default().trim().to_owned() })
}

/// The beginning of a mail up to where messages lie too deep inside each other.
fn not_too_deep<'a>(bytes: &'a [u8], troubles: &mut Vec<Trouble>) -> &'a [u8] {
    // Also what only looks like a nested message counts: it is far more than any real mail has.
    let marks = memchr::memmem::find_iter(bytes, b"essage/rfc822").nth(DEEPEST);
    let parts = memchr::memmem::find_iter(bytes, b"ultipart/").nth(DEEPEST * 5);
    match marks.into_iter().chain(parts).min() {
        Some(end) => {
            troubles.push(Trouble::TooDeep);
            &bytes[..end]
        }
        None => bytes,
    }
}

/// What has been read so far.
struct Body {
    parts: usize,
    bytes: usize,
}

impl Body {
    fn add(&mut self, message: &Message<'_>, mail: &mut Mail) {
        let mut plain = Vec::new();
        for part in &message.parts {
            self.parts += 1;
            if self.parts > MOST_PARTS {
                trouble(mail, Trouble::Cut);
                break;
            }
            if let PartType::Message(inner) = &part.body {
                self.add(inner, mail);
                continue;
            }
            let name = part.attachment_name().map(decode::header);
            let is_html = part.is_content_type("text", "html");
            let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_)) || is_html;
            if !is_text || name.is_some() {
                if let (Some(name), false) = (name, matches!(part.body, PartType::Multipart(_))) {
                    mail.attachments.push(name);
                }
                continue;
            }
            let text = self.text(message, part, mail);
            if is_html {
                let (text, links) = html::visible(&text);
                append(&mut mail.text, &text);
                mail.links.extend(links);
            } else {
                plain.push(text);
            }
        }
        for text in plain {
            // The same words twice would only be shown twice.
            if mail.text.is_empty() || !same_words(&mail.text, &text) {
                append(&mut mail.text, &text);
            }
        }
    }

    /// The text of a part, decoded by what is in it rather than by what it says it is.
    fn text(&mut self, message: &Message<'_>, part: &MessagePart<'_>, mail: &mut Mail) -> String {
        let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
        let bytes = match part.encoding {
            Encoding::None => Some(raw.to_vec()),
            Encoding::QuotedPrintable => quoted_printable_decode(raw),
            Encoding::Base64 => base64_decode(raw),
        };
        let charset = part.content_type().and_then(|ct| ct.attribute("charset")).map(str::to_owned);
        let (mut text, broken) = match bytes {
            Some(bytes) => decode::text(&bytes, charset.as_deref()),
            None => (part.text_contents().unwrap_or_default().to_owned(), true),
        };
        if broken {
            trouble(mail, Trouble::BrokenCharset);
        }
        let room = MAX_BYTES.saturating_sub(self.bytes);
        if text.len() > room {
            let end = (0..=room).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
            text.truncate(end);
            trouble(mail, Trouble::Cut);
        }
        self.bytes += text.len();
        text
    }
}

fn trouble(mail: &mut Mail, trouble: Trouble) {
    if !mail.troubles.contains(&trouble) {
        mail.troubles.push(trouble);
    }
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

#[cfg(test)]
mod tests;
