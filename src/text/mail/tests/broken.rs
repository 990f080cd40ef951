//! Mails that break the rules, each with what a mail program shows of it. Bodies were encoded with Python's `base64`, `quopri` and `binascii`.

use super::*;

const WORDS: &str = "アカウントを停止しました";
const PAGE: &str = "<p>アカウントを停止しました</p>";
const BASE64: &str = "44Ki44Kr44Km44Oz44OI44KS5YGc5q2i44GX44G+44GX44Gf44CC\nMjTmmYLplpPku6XlhoXjgavmm7TmlrDjgZfjgabjgY/jgaDjgZXjgYTjgII=\n";
const PAGE_IN_BASE64: &str = "PHA+44Ki44Kr44Km44Oz44OI44KS5YGc5q2i44GX44G+44GX44GfPC9wPg==\n";
const SJIS_WITH_SPACES: &str = "g0GD SoNF g5OD Z4Lw kuKO foK1 gtyC tYK9 gUIy NI6e itSI yJPg gsmN WJBW grWC xIKt gr6C s4Ki gUI=\n";
const QUOTED: &str =
    "<p>=E3=82=A2=e3=82=ab=E3=82=A6=E3=83=B3=E3=83=88=E3=82=92=E5=81=9C=E6=AD=A2= \n=E3=81=97=E3=81=BE=E3=81=97=E3=81=9F</p> =ZZ =\n";
const UUENCODED: &str = "begin 644 a.txt\nDXX*BXX*KXX*FXX.SXX.(XX*2Y8&<YJVBXX&7XX&^XX&7XX&?\n`\nend\n";
const UTF7: &str = "+MKIwqzCmMPMwyDCSUFxrYjBXMH4wVzBf-.\n";
const MESSAGE_IN_BASE64: &str = "RnJvbTog5bqXIDxlQGYuZXhhbXBsZT4KU3ViamVjdDog5Lu25ZCNCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFpbjsgY2hhcnNldD11dGYtOAoK\n44Ki44Kr44Km44Oz44OI44KS5YGc5q2i44GX44G+44GX44Gf\n";

const HEAD: &str = "From: Shop <a@shop.example>\nTo: b@c.example\nSubject: x\nMIME-Version: 1.0\n";
const PLAIN: &str = "Content-Type: text/plain; charset=utf-8\n";
const BASE64_TEXT: &str = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n";

/// A mail with these fields behind the usual ones, read.
fn read_mail(rest: &str) -> Mail {
    read(format!("{HEAD}{rest}").as_bytes()).unwrap()
}

/// Every one of these has [`WORDS`] in it where a mail program shows them.
#[test]
fn what_a_mail_program_shows_is_read() {
    let mixed = "Content-Type: multipart/mixed; boundary=b\n\n";
    let file = |kind: &str, body: &str| format!("{mixed}--b\n\nhello\n--b\n{kind}\n\n{body}\n--b--\n");
    let svg = format!("<svg><a xlink:href='https://login.example.top/'><text>{WORDS}</text></a></svg>");
    for (name, rest) in [
        // A file's name, or being called an attachment.
        ("a named page", format!("Content-Type: text/html; charset=utf-8; name=\"a.html\"\n\n{PAGE}")),
        ("an inline file", format!("{PLAIN}Content-Disposition: inline; filename=a.txt\n\n{WORDS}")),
        ("an attachment alone", format!("{PLAIN}Content-Disposition: attachment; filename=a.txt\n\n{WORDS}")),
        (
            "a named first part",
            format!("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; name=a.html\n\n{PAGE}\n--b--\n"),
        ),
        // Boundaries.
        ("no closing boundary", format!("{mixed}--b\n{BASE64_TEXT}{BASE64}")),
        (
            "no closing boundary, a page",
            format!("{mixed}--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{QUOTED}"),
        ),
        ("no boundary named", format!("Content-Type: multipart/mixed\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        ("another boundary named", format!("Content-Type: multipart/mixed; boundary=z\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        (
            "two boundaries named",
            format!("Content-Type: multipart/mixed; boundary=z; boundary=b\n\n--z\n\nhello\n--z--\n--b\n{BASE64_TEXT}{BASE64}--b--\n"),
        ),
        ("a quote left open", format!("Content-Type: multipart/mixed; boundary=\"b\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        (
            "one boundary begins as the other",
            format!(
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=ab\n\n--ab\n{BASE64_TEXT}{BASE64}--ab--\n--a--\n"
            ),
        ),
        ("the same boundary inside", format!("{mixed}--b\n{mixed}--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        ("behind the end", format!("{mixed}--b\n\nhello\n--b--\n--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        ("in front of parts without words", format!("{mixed}{WORDS}\n--b--\n")),
        (
            "an empty part with parts",
            format!("{mixed}--b\nContent-Type: multipart/alternative; boundary=i\n\n--i--\n--b\n{BASE64_TEXT}{BASE64}--b--\n"),
        ),
        (
            "a part with parts and none",
            format!("{mixed}--b\nContent-Type: multipart/alternative; boundary=i\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n"),
        ),
        ("a part without an empty line", format!("{mixed}--b\n{WORDS}\n--b--\n")),
        ("a part without an empty line, as a field", format!("{mixed}--b\nMarket: {WORDS}\n\nhello\n--b--\n")),
        ("a type that is cut short", format!("Content-Type: multipart; boundary=b\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        ("a boundary behind a word", format!("{mixed}hello--b\n{BASE64_TEXT}{BASE64}--b--\n")),
        ("an indented boundary", format!("{mixed} --b\n{BASE64_TEXT}{BASE64} --b--\n")),
        // Encodings.
        ("a misspelt encoding", format!("{PLAIN}Content-Transfer-Encoding: bas64\n\n{BASE64}")),
        ("a misspelt field", format!("{PLAIN}Content-Transfer-Encodng: base64\n\n{BASE64}")),
        ("words in front of base64", format!("{BASE64_TEXT}these are words\n\n{BASE64}")),
        ("a stray character in base64", format!("{BASE64_TEXT}{}", BASE64.replace("5YGc", "5Y*Gc"))),
        ("words behind base64", format!("{BASE64_TEXT}{BASE64}_______\nwords of a list\n")),
        (
            "base64 with spaces",
            format!("Content-Type: text/plain; charset=shift_jis\nContent-Transfer-Encoding: base64\n\n{SJIS_WITH_SPACES}"),
        ),
        ("an encoding in capitals", format!("{PLAIN}Content-Transfer-Encoding: BASE64\n\n{BASE64}")),
        ("an encoding with a comment", format!("{PLAIN}Content-Transfer-Encoding: (x) base64 (y);\n\n{BASE64}")),
        ("an encoding in quotes", format!("{PLAIN}Content-Transfer-Encoding:\n \"base64\"\n\n{BASE64}")),
        ("two encodings", format!("{PLAIN}Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n{BASE64}")),
        ("broken escapes", format!("Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n{QUOTED}")),
        ("uuencoded", format!("{PLAIN}Content-Transfer-Encoding: x-uuencode\n\n{UUENCODED}")),
        ("UTF-7", format!("Content-Type: text/plain; charset=utf-7\n\n{UTF7}")),
        // Types.
        ("two types", format!("Content-Type: application/pdf\nContent-Type: text/html; charset=utf-8\n\n{PAGE}")),
        ("two types, the other first", format!("Content-Type: text/html; charset=utf-8\nContent-Type: application/pdf\n\n{PAGE}")),
        ("a type without a semicolon", format!("Content-Type: text/html charset=utf-8\n\n{PAGE}")),
        ("an unknown type of text", format!("Content-Type: text/x-none; charset=utf-8\n\n{WORDS}")),
        ("no type", format!("Content-Type: none\n\n{WORDS}")),
        ("a page that is called text", format!("{PLAIN}\n<html>{}", PAGE.replace("停止", "停<b>止</b>"))),
        // Messages in messages.
        ("an encoded message", format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{MESSAGE_IN_BASE64}")),
        (
            "a message as a file",
            file("Content-Type: application/octet-stream; name=a.eml\nContent-Transfer-Encoding: base64", MESSAGE_IN_BASE64),
        ),
        ("a digest", format!("Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: e@f.example\n{BASE64_TEXT}{BASE64}--b--\n")),
        // What only looks like structure.
        (
            "many messages in a comment",
            format!("Content-Type: text/html; charset=utf-8\n\n<!-- {} -->{PAGE}", "message/rfc822 ".repeat(30)),
        ),
        ("many parts in a field", format!("X-Note: {}\nContent-Type: text/html; charset=utf-8\n\n{PAGE}", "multipart/ ".repeat(150))),
        // Files that are text.
        (
            "a page as a file",
            file(
                "Content-Type: text/html; name=a.html\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64",
                PAGE_IN_BASE64,
            ),
        ),
        (
            "a page by its name",
            file("Content-Type: application/octet-stream; name=a.HTM\nContent-Transfer-Encoding: base64", PAGE_IN_BASE64),
        ),
        ("a page by its words", file("Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64", PAGE_IN_BASE64)),
        ("a drawing", file("Content-Type: image/svg+xml; name=a.svg", &svg)),
        ("an invitation", file("Content-Type: text/calendar; name=a.ics", &format!("BEGIN:VCALENDAR\nSUMMARY:{WORDS}\nEND:VCALENDAR"))),
        ("text as a file", file("Content-Type: application/octet-stream; name=a.txt\nContent-Transfer-Encoding: base64", BASE64)),
        // Fields.
        ("a line that is no field", format!("no field\n{BASE64_TEXT}{BASE64}")),
        ("a space before the colon", format!("Content-Type : text/plain\nContent-Transfer-Encoding : base64\n\n{BASE64}")),
    ] {
        let mail = read_mail(&rest);
        assert!(mail.text.contains(WORDS), "{name}: {mail:?}");
        assert!(mail.troubles.is_empty(), "{name}: {mail:?}");
    }
    let mail = read_mail(&format!("{mixed}--b\n{BASE64_TEXT}{BASE64}words of a list\n--b--\n"));
    assert!(mail.text.contains("words of a list"), "{mail:?}");
    assert_eq!(read_mail(&file("Content-Type: image/svg+xml; name=a.svg", &svg)).links[0].target, "https://login.example.top/");
}

/// The same mail with other ends of lines, or with something in front or inside that mail programs pass over.
#[test]
fn what_surrounds_a_mail_hides_nothing() {
    let mail = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n{BASE64_TEXT}{BASE64}--b--\n");
    let nul = mail.replace("IkiKv", "Iki\0Kv").replace("44Ki44Kr", "44Ki\0\u{0}44Kr");
    for (name, bytes) in [
        ("CR and LF", mail.replace('\n', "\r\n")),
        ("CR alone", mail.replace('\n', "\r")),
        ("CR twice", mail.replace('\n', "\r\r\n")),
        ("empty lines in front", format!("\n\n{mail}")),
        ("a mark in front", format!("\u{feff}{mail}")),
        ("a line of a mailbox", format!("From a@b.example Thu Nov 26 10:00:00 2026\n{mail}")),
        ("NUL", nul),
    ] {
        let read = read(bytes.as_bytes()).unwrap();
        assert!(read.text.contains(WORDS) && read.from.is_some(), "{name}: {read:?}");
    }
    let text = read(WORDS.replace('を', "を\0").as_bytes()).unwrap();
    assert_eq!((text.text.as_str(), text.troubles.len()), (WORDS, 0));
}

#[test]
fn both_of_two_texts_that_disagree_are_read() {
    for (plain, page) in [(WORDS, "<p>newsletter</p>"), ("newsletter", PAGE)] {
        let mail = read_mail(&format!(
            "Content-Type: multipart/alternative; boundary=b\n\n--b\n{PLAIN}\n{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
        ));
        assert!(mail.text.contains(WORDS) && mail.text.contains("newsletter"), "{mail:?}");
    }
}

#[test]
fn sender_and_subject_are_read_in_any_encoding() {
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP, encoding_rs::UTF_8] {
        let mail = format!("From: オミセヤ <a@x.example>\nTo: b@c.example\nSubject: 重要\n\n{WORDS}");
        let read = read(&encoding.encode(&mail).0).unwrap();
        let from = read.from.clone().unwrap();
        assert_eq!((from.name.as_str(), from.address.as_str()), ("オミセヤ", "a@x.example"), "{}", encoding.name());
        assert_eq!((read.subject.as_str(), read.text.as_str()), ("重要", WORDS), "{}", encoding.name());
    }
}

/// Of several fields each counts; backwards letters are read as they are displayed.
#[test]
fn every_sender_that_a_program_may_show_is_kept() {
    let mail = read(
        "From: a@b.example\nFrom: Shop <c@d.example>, e@f.example\nSender: g@h.example\nReply-To: i@j.example\nSubject: \u{202e}tekraM\nSubject: two\n\nx".as_bytes(),
    )
    .unwrap();
    let addresses = |all: &[Sender]| all.iter().map(|s| s.address.clone()).collect::<Vec<_>>();
    assert_eq!(mail.from.clone().unwrap().address, "a@b.example");
    assert_eq!(addresses(&mail.also_from), ["c@d.example", "e@f.example"]);
    assert_eq!((addresses(&mail.sender), addresses(&mail.reply_to)), (vec!["g@h.example".into()], vec!["i@j.example".into()]));
    assert!(mail.reversed && mail.subject.contains("Market") && mail.subject.contains("two"), "{mail:?}");
    let inside = read_mail("Content-Type: message/rfc822\n\nFrom: Shop <e@f.example>\nSubject: inner\n\nx");
    assert_eq!(addresses(&inside.inside), ["e@f.example"]);
    assert!(inside.text.contains("Shop") && inside.text.contains("inner"));
    let text = from_text("x", Some("Shop＜a@b.example＞"), Some("\u{202e}tekraM"));
    assert!(text.reversed && text.subject == "Market" && text.from.unwrap().address == "a@b.example");
}

/// What could not be read is named, and what is a file to open.
#[test]
fn what_is_not_read_is_named() {
    let mixed = |kind: &str, body: &str| {
        read_mail(&format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n{kind}\n\n{body}\n--b--\n"))
    };
    for (kind, body, name, opened) in [
        ("Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=", "a.png", Opened::No(Closed::Picture)),
        ("Content-Type: application/octet-stream; name=a.pdf", "%PDF-1.7", "a.pdf", Opened::No(Closed::Pdf)),
        (
            "Content-Type: application/zip\nContent-Disposition: attachment; filename=\"=?utf-8?B?6KuL5rGCLnppcA==?=\"",
            "PK\u{3}\u{4}",
            "請求.zip",
            Opened::No(Closed::File),
        ),
        ("Content-Type: text/html; name=a.html", "<p>x", "a.html", Opened::Yes),
    ] {
        let mail = mixed(kind, body);
        assert_eq!(mail.attachments, [Attachment { name: name.into(), opened }], "{kind}");
        assert!(mail.troubles.is_empty() && mail.text.contains("hello"), "{mail:?}");
    }
    // Of a report that a delivery failed, what is there for programs is not read.
    let report = mixed("Content-Type: message/delivery-status", "Reporting-MTA: dns; mx.shop.example\nAction: failed\n\nwords in it");
    assert_eq!((report.text.as_str(), report.attachments.len()), ("hello\n\n\nwords in it", 0));
    // A signature is nothing to open.
    assert!(mixed("Content-Type: application/pkcs7-signature; name=smime.p7s", "x").attachments.is_empty());
    for (rest, trouble) in [
        ("Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx".to_owned(), Trouble::Sealed),
        (
            format!(
                "Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n{BASE64_TEXT}{BASE64}--b--\n"
            ),
            Trouble::Sealed,
        ),
        (format!("{BASE64_TEXT}{}", BASE64.replacen('K', "", 1)), Trouble::BrokenCharset),
        ("Content-Type: text/plain; charset=iso-2022-kr\n\n$)C words".to_owned(), Trouble::BrokenCharset),
        (format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(1_100)), Trouble::Cut),
    ] {
        let mail = read_mail(&rest);
        assert_eq!(mail.troubles, [trouble], "{rest:.60}");
        assert!(trouble.hides_words());
    }
    let pictures = read_mail("Content-Type: text/html\n\n<a href='https://login.example.top/'><img src='https://a.example/b.png'></a>");
    assert!(pictures.pictures && !pictures.is_empty());
}
