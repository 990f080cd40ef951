//! From the bytes of a message to what a person sees of it: sender, subject, visible text, and where its links lead.
//!
//! An e-mail with headers (RFC 5322 and MIME), a bare HTML page or plain text, told apart by how they begin. Of an e-mail all is read that some mail
//! program shows, plain text behind the HTML where it says something else. The reader is our own: the libraries at hand stop where a mail breaks
//! the rules, and mail programs do not.

mod address;
mod bidi;
mod body;
mod calendar;
mod decode;
mod header;
mod html;
mod parts;
mod transfer;

use std::borrow::Cow;

use super::Text;
use decode::Form;

/// The largest message that is read, in bytes.
pub const MAX_BYTES: usize = 10 << 20;

/// A message as a person sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Who it says it is from.
    pub from: Option<Sender>,
    /// Who else a mail program may show as the one it is from: of a broken field, of several, of several fields.
    pub also_from: Vec<Sender>,
    /// Who has sent it for somebody else (`Sender:`).
    pub sender: Vec<Sender>,
    /// Where answers are to go.
    pub reply_to: Vec<Sender>,
    /// Whom messages inside it are from.
    pub inside: Vec<Sender>,
    /// The visible text.
    pub text: String,
    /// Links, with what the reader sees of them.
    pub links: Vec<Link>,
    /// Attached files.
    pub attachments: Vec<Attachment>,
    /// Whether it shows pictures from elsewhere and hardly any words.
    pub pictures: bool,
    /// Whether sender, subject or text are written backwards and displayed forwards.
    pub reversed: bool,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, where it has one.
    pub name: String,
    /// Whether it was read.
    pub opened: Opened,
}

/// Whether a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// As text.
    Yes,
    /// It was not: what is in it is not known.
    No(Closed),
}

/// What a file is that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closed {
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// Something else.
    File,
}

impl Closed {
    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Closed::Picture => "picture",
            Closed::Pdf => "pdf",
            Closed::File => "file",
        }
    }
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
    /// A few characters that are none in the encoding that was named.
    BrokenCharacters,
    /// So many of them that a scam may stand there.
    BrokenCharset,
    /// Encrypted, or in a form that one program alone reads.
    Sealed,
    /// More messages inside each other than are looked at.
    TooDeep,
    /// More parts or more text than are looked at.
    Cut,
}

impl Trouble {
    /// Every trouble.
    pub const ALL: [Trouble; 5] = [Trouble::BrokenCharacters, Trouble::BrokenCharset, Trouble::Sealed, Trouble::TooDeep, Trouble::Cut];

    /// The id that JSON uses.
    pub fn id(self) -> &'static str {
        match self {
            Trouble::BrokenCharacters => "broken-characters",
            Trouble::BrokenCharset => "broken-charset",
            Trouble::Sealed => "sealed",
            Trouble::TooDeep => "too-deep",
            Trouble::Cut => "cut",
        }
    }

    /// Whether a mail program may show words there that were not looked at. Such a message is not clear.
    pub fn hides_words(self) -> bool {
        self != Trouble::BrokenCharacters
    }

    /// In words.
    pub fn text(self) -> Text {
        match self {
            Trouble::BrokenCharacters => Text::new(
                "※ 文字コードが壊れていて、読めない文字がありました。",
                "Note: some characters could not be read; their encoding is broken.",
            ),
            Trouble::BrokenCharset => Text::new(
                "読み取れなかった部分があります。文字コードが壊れています。",
                "Parts of this message could not be read; their encoding is broken.",
            ),
            Trouble::Sealed => Text::new(
                "読み取れなかった部分があります。暗号化されているか、特別な形式です。",
                "Parts of this message could not be read; they are encrypted or in a special format.",
            ),
            Trouble::TooDeep => Text::new(
                format!("読み取れなかった部分があります。メールの中のメールが深すぎます（調べたのは{}段目まで）。", body::DEEPEST),
                format!(
                    "Parts of this message could not be read; they lie too deep inside each other (the first {} levels were checked).",
                    body::DEEPEST
                ),
            ),
            Trouble::Cut => Text::new(
                "調べていない部分があります。メッセージが大きすぎます。",
                "Parts of this message were not checked; it is too large.",
            ),
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
    let whole = plain_lines(bytes);
    if looks_like_mail(&whole) {
        let mut mail = Mail::default();
        body::read(&whole, &mut mail);
        return Ok(mail.displayed());
    }
    if decode::form(bytes) != Form::Text {
        return Err(NotMail::NotText);
    }
    let decoded = decode::text(bytes, None);
    let mut mail = from_text(&decoded.text.replace('\0', ""), None, None);
    if decoded.broken > 0 {
        mail.troubles.push(if decoded.is_unreadable() { Trouble::BrokenCharset } else { Trouble::BrokenCharacters });
    }
    Ok(mail)
}

/// Lines that end in `\n` alone, and no NUL, as mail programs read a mail.
fn plain_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if memchr::memchr2(b'\r', b'\0', bytes).is_none() {
        return bytes.into();
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr2(b'\r', b'\0', rest) {
        out.extend(&rest[..at]);
        let nul = rest[at] == 0;
        rest = &rest[at + 1..];
        // A carriage return by itself ends a line, in front of a line's end it is none.
        if !nul && !matches!(rest.first(), Some(b'\n' | b'\r')) {
            out.push(b'\n');
        }
    }
    out.extend(rest);
    out.into()
}

/// A message of which the words are known, and perhaps who it says it is from (a name, an address, or `name <address>`) and its subject.
pub fn from_text(text: &str, from: Option<&str>, subject: Option<&str>) -> Mail {
    let mut mail = Mail { subject: subject.map(header::words).unwrap_or_default(), ..Mail::default() };
    if let Some(from) = from {
        mail.is_from(from);
    }
    if html::looks_like_html(text) {
        let page = html::read(text, false);
        (mail.text, mail.links, mail.pictures) = (page.text, page.links, page.pictures);
        return mail.displayed();
    }
    let mut rest = text;
    // Pasted out of a mail program, with the names that programs give the fields.
    while let Some((line, behind)) = rest.split_once('\n').filter(|_| mail.from.is_none() || mail.subject.is_empty()) {
        let Some((name, value)) = line.split_once([':', '：']) else {
            break;
        };
        match name.trim().to_lowercase().as_str() {
            "from" | "差出人" | "送信者" | "送信元" if mail.from.is_none() => mail.is_from(value),
            "subject" | "件名" | "タイトル" if mail.subject.is_empty() => mail.subject = header::words(value),
            "to" | "宛先" | "date" | "日時" | "送信日時" | "受信日時" => {}
            _ => break,
        }
        rest = behind;
    }
    mail.text = rest.to_owned();
    mail.displayed()
}

impl Mail {
    /// Whether there is nothing to judge.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.subject.trim().is_empty()
            && self.from.is_none()
            && self.links.is_empty()
            && self.attachments.is_empty()
            && !self.pictures
            && self.troubles.is_empty()
    }

    /// Takes over who `other` is from.
    pub fn take_sender(&mut self, other: Mail) {
        (self.from, self.also_from) = (other.from, other.also_from);
        self.reversed |= other.reversed;
    }

    /// Takes over the subject of `other`.
    pub fn take_subject(&mut self, other: Mail) {
        self.subject = other.subject;
        self.reversed |= other.reversed;
    }

    /// Everybody whom a mail program may show as the one it is from.
    pub fn senders(&self) -> impl Iterator<Item = &Sender> {
        self.from.iter().chain(&self.also_from)
    }

    /// Who it is from, as written.
    fn is_from(&mut self, field: &str) {
        let field = field.replace(['＜', '〈'], "<").replace(['＞', '〉'], ">").replace('＠', "@").replace("[mailto:", "<");
        let mut all = address::senders(field.trim()).into_iter();
        self.from = all.next();
        self.also_from = all.collect();
    }

    /// As it is displayed where it turns the direction of writing: sender and subject as one reads them, the text in both ways.
    fn displayed(mut self) -> Mail {
        let senders = self.from.iter_mut().chain(&mut self.also_from).chain(&mut self.inside).flat_map(|s| [&mut s.name, &mut s.address]);
        for own in senders.chain([&mut self.subject]) {
            if let Some(shown) = bidi::displayed(own) {
                (*own, self.reversed) = (shown, true);
            }
        }
        self.subject = self.subject.replace('\n', " / ");
        if let Some(shown) = bidi::displayed(&self.text) {
            self.text = format!("{}\n\n{shown}", self.text);
            self.reversed = true;
        }
        self
    }
}

/// Fields that mails begin with.
const FIELDS: [&str; 17] = [
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
    "sender",
];

/// Fields that only mails have: a text in which somebody has written `From: …` has none of them.
const CERTAIN: [&str; 7] =
    ["received", "return-path", "message-id", "mime-version", "content-type", "content-transfer-encoding", "delivered-to"];

/// Whether this begins as an e-mail does: at least two of the usual fields, before the first empty line.
fn looks_like_mail(bytes: &[u8]) -> bool {
    const LINES: usize = 5_000;
    const STRAY: usize = 3;
    let (mut known, mut certain, mut stray) = (0, false, 0);
    for line in bytes.split(|b| *b == b'\n').take(LINES) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") || line.starts_with(b"From ") || line.starts_with(b">From ") {
            continue;
        }
        let Some((name, _)) = header::field(line) else {
            stray += 1;
            if stray > STRAY {
                break;
            }
            continue;
        };
        known += usize::from(FIELDS.contains(&name.as_str()));
        certain |= CERTAIN.contains(&name.as_str());
    }
    known >= 2 && (stray == 0 || certain)
}

#[cfg(test)]
mod tests;
