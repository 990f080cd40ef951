//! One message: where it comes from, and what came of it.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::print::{why, write_err};
use super::{Stop, code};
use crate::ask::message::{Checker, Question};
use crate::cli::{CheckMessageArgs, KindArg};
use crate::kb::Kb;
use crate::kb::record::{Found, MessageVerdict};
use crate::show::{self, Answer, Style};
use crate::text::mail::{self, MAX_BYTES, Mail};
use crate::text::{Text, visible};

/// Reads, checks and shows one message.
pub fn one(kb: &'static Kb, args: &CheckMessageArgs, day: chrono::NaiveDate, style: &Style) -> Result<(String, u8), Stop> {
    let (mut message, from_mail) = read(args, style)?;
    if message.is_empty() {
        return Err(Stop::Usage(Text::new(
            "メッセージが空です。本文を --text で渡すか、ファイルに保存して指定してください。",
            "The message is empty. Give its words with --text, or save them in a file and name it.",
        )));
    }
    let given = mail::from_text("", args.from.as_deref(), args.subject.as_deref());
    if args.from.is_some() {
        message.take_sender(given.clone());
    }
    if args.subject.is_some() {
        message.take_subject(given);
    }
    let written = from_mail || message.from.is_some() || !message.subject.is_empty();
    let found = args.kind.map_or(if written { Found::Email } else { Found::Sms }, kind);
    let answer = Checker::new(kb).ask(&Question { mail: &message, kind: found, at: day });
    Ok((show::answer(kb, &Answer::Message(&answer), style), severity(answer.verdict)))
}

/// The message, and whether it is a mail with headers.
fn read(args: &CheckMessageArgs, style: &Style) -> Result<(Mail, bool), Stop> {
    if let Some(text) = &args.text {
        return from_bytes(text.as_bytes());
    }
    let name = args.file.as_deref().unwrap_or("-");
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    let result = if name == "-" {
        if io::stdin().is_terminal() {
            write_err(style.lang.pick(
                "メッセージを貼り付けて、最後に Ctrl-D（Windows は Ctrl-Z と Enter）を押してください。\n",
                "Paste the message, then press Ctrl-D (on Windows Ctrl-Z and Enter).\n",
            ));
        }
        io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        match std::fs::File::open(Path::new(name)) {
            Ok(file) if file.metadata().is_ok_and(|m| m.is_dir()) => Err(io::ErrorKind::IsADirectory.into()),
            Ok(file) => file.take(limit).read_to_end(&mut bytes),
            // Somebody has given the words themselves.
            Err(error) if error.kind() == io::ErrorKind::NotFound && reads_like_words(name) => return from_bytes(name.as_bytes()),
            Err(error) => Err(error),
        }
    };
    match result {
        Ok(_) => from_bytes(&bytes),
        Err(error) => {
            let (name, why) = (visible(name), why(&error));
            Err(Stop::Failed(Text::new(
                format!("{name} を読めません: {}。名前を確かめるか、メッセージの言葉を --text で渡してください。", why.ja),
                format!("{name} cannot be read: {}. Check the name, or give the words of the message with --text.", why.en),
            )))
        }
    }
}

/// Endings of files that a message is saved in.
const ENDINGS: [&str; 5] = [".eml", ".html", ".htm", ".txt", ".msg"];

/// Beginnings of paths.
const ROOTS: [&str; 6] = ["/", "./", "../", "~/", ".\\", "..\\"];

/// Whether this can only be meant as the name of a file, mistyped as it is: its words checked as a message would pass for harmless.
fn names_a_file(name: &str) -> bool {
    let lower = name.trim().to_ascii_lowercase();
    let drive = matches!(lower.as_bytes(), [b'a'..=b'z', b':', b'\\' | b'/', ..]);
    !lower.contains("://")
        && !lower.contains(['\n', '\r'])
        && (drive || ROOTS.iter().any(|root| lower.starts_with(root)) || ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}

/// Whether this can hardly be meant as the name of a file.
fn reads_like_words(name: &str) -> bool {
    if names_a_file(name) {
        return false;
    }
    name.contains(char::is_whitespace) || name.contains("://") || name.chars().count() > 40 || name.contains(['。', '、', '！', '？'])
}

fn from_bytes(bytes: &[u8]) -> Result<(Mail, bool), Stop> {
    let mail = mail::read(bytes).map_err(|why| Stop::Failed(why.text()))?;
    let headers = mail.from.is_some();
    Ok((mail, headers))
}

/// The place that numbers of such a message were found at.
pub fn kind(arg: KindArg) -> Found {
    match arg {
        KindArg::Sms => Found::Sms,
        KindArg::Email => Found::Email,
        KindArg::Voicemail => Found::Voicemail,
    }
}

/// How severe a verdict is, as an exit code.
pub fn severity(verdict: MessageVerdict) -> u8 {
    match verdict {
        MessageVerdict::NoWarningFound => code::OK,
        MessageVerdict::Suspicious => code::CAUTION,
        MessageVerdict::Dangerous => code::DANGER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_names_of_files() {
        let forty = "a".repeat(40);
        for (name, words) in [
            ("message.eml", false),
            ("メッセージ.txt", false),
            (forty.as_str(), false),
            (&format!("{forty}a"), true),
            ("call me", true),
            ("https://login.example.top/", true),
            ("至急ご確認ください。", true),
            ("/home/me/mails/2026/november/that/is/not/there/message", false),
            ("./my mails/message", false),
            ("../my mails/message", false),
            ("~/my mails/message", false),
            ("C:\\Users\\me\\my mails\\message", false),
            ("my message.eml", false),
            ("my message.HTML", false),
            ("my message.htm", false),
            ("my message.Txt", false),
            ("my message.msg", false),
            ("【重要】お支払い方法を確認してください。.eml", false),
            ("https://login.example.top/a.html", true),
            ("開く https://login.example.top/a.html", true),
            ("/ 重要 / https://login.example.top/", true),
            ("./確認\n明日まで", true),
            ("invoice.html を開いてください", true),
            ("Re: your order", true),
        ] {
            assert_eq!(reads_like_words(name), words, "{name}");
        }
    }
}
