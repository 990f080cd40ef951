mod broken;
mod pages;

use super::html::visible as visible_html;
use super::*;

fn link(text: &str, target: &str) -> Link {
    Link { text: text.to_owned(), target: target.to_owned() }
}

#[test]
fn only_what_is_visible_is_read() {
    for (html, text) in [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("a<br>b", "a\nb"),
        ("<div>停<span style='display:none'>x</span>止</div>", "停止"),
        ("<div>停<span style='FONT-SIZE: 0px'>spam<b>more</b></span>止</div>", "停止"),
        ("<div hidden>secret <div>inner</div></div>seen", "seen"),
        ("<head><title>t</title><style>p{}</style></head><body>seen<script>x()</script></body>", "seen"),
        ("a<!-- comment -->b", "ab"),
        ("&lt;b&gt; &amp; &#27713;", "<b> & \u{6c41}"),
        ("<table><tr><td>one</td><td>two</td></tr><tr><td>three</td></tr></table>", "one two\n\nthree"),
        ("<img src=x alt='Log in'>", "Log in"),
        ("unclosed <b>bold", "unclosed bold"),
        ("<noscript>one</noscript> <object data=x>two</object>", "one two"),
        // End tags that may be left out.
        ("<html><head><title>t</title><body>seen", "seen"),
        ("<html><head hidden><body>seen", "seen"),
        ("<p hidden>x <b>x<p>seen", "seen"),
        ("<ul><li hidden>x<li>seen</ul>", "seen"),
        ("<table><tr hidden><td>x<tr><td>seen</table>", "seen"),
        ("<table><tr><td hidden>x<td>seen</table>", "seen"),
        ("<div hidden><p>x<p>x<table><tr><td>x<td>x<tr></table><ul><li>x<li>x</div>seen", "seen"),
        ("<p style='font-size:10px'>seen</p>", "seen"),
        // What is in an element without size or drawing may have its own.
        ("<td style='font-size:0px'>x<div style='font-size:13px'>seen</div>x</td>", "seen"),
        ("<div style='font-size:0'><span style='font:bold 12px/1.5 serif'>seen</span><span style='font-size:2em'>x</span></div>", "seen"),
        ("<div style='font-size:0'><table><tr><td>seen</table></div>", "seen"),
        // What browsers do not understand, or what is nothing to such an element, hides nothing.
        ("<p style='font-size:0qq'>seen</p>", "seen"),
        ("<p style='font-size:0 x'>seen</p>", "seen"),
        ("<p style='font:0'>seen</p>", "seen"),
        ("<p style='opacity:0px'>seen</p>", "seen"),
        ("<p style='overflow:hiddenx;max-height:0'>seen</p>", "seen"),
        ("<span style='overflow:hidden;height:0'>seen</span>", "seen"),
        ("<td style='overflow:hidden;max-height:0'>seen</td>", "seen"),
        ("<p style='font:12px serif;font-size:0'>x</p>seen", "seen"),
        ("<p style='font-size:0;font:12px serif'>seen</p>", "seen"),
        ("<p style='visibility:hidden'>x<b style='visibility:visible'>seen</b>x</p>", "seen"),
        ("<p style='display:none'>x<b style='display:inline;font-size:9px'>x</b>x</p>seen", "seen"),
        // Of several declarations the last counts, an important one before others; a display of its own beats `hidden`.
        ("<p style='display:none;display:block'>seen</p>", "seen"),
        ("<p style='display:none!important;display:block'>x</p>seen", "seen"),
        ("<p style='display:block ! important; display:none'>seen</p>", "seen"),
        ("<p hidden style='display:block'>seen</p>", "seen"),
        ("<p style='max-height:0'>seen</p><p style='max-height:0;overflow:hidden'>x</p>", "seen"),
        ("<p style='mso-hide:all'>seen</p>", "seen"),
        ("<p style='opacity:0'>x</p><p style='opacity:.5'>seen</p>", "seen"),
        // What stands in scripts and the like is no markup.
        ("<html><head><script>for(i=0;i<n;i++){}</script></head><body>seen", "seen"),
        ("<html><head><style>/* <b */ p{}</style></head><body>seen", "seen"),
        ("<html><style><!-- p{} </style><p>seen</p>", "seen"),
        ("<title>a<!--b</title>seen<iframe><!--</iframe><noembed><p</noembed>", "seen"),
        ("<textarea>one <b></textarea> two", "one <b> two"),
        ("<template><p>x</p></template>seen<style/>p{}</style>", "seen"),
        // The end of a parent ends what is in it; a list or table of its own is not ended from inside.
        ("<div>a<span style='display:none'>x</div>seen", "aseen"),
        ("<div><p hidden>x</div>seen", "seen"),
        ("<ul><li hidden>x</ul>seen", "seen"),
        ("<ul><li hidden>x<ul><li>x</ul>x</ul>seen", "seen"),
        ("<table><tr><td hidden>x</table>seen", "seen"),
        ("<table><tr><td hidden>x</div>x<tr><td>seen</table>", "seen"),
        ("<dl><dd hidden>x<dd>seen</dl>", "seen"),
        ("<table><tbody hidden><tr><td>x<tbody><tr><td>seen</table>", "seen"),
        ("<select><option hidden>x<option>seen</select>", "seen"),
        ("<p hidden>x<main>seen</main>", "seen"),
        ("<b>a<i style='font-size:0'>x</b>x</i>seen", "aseen"),
        ("<b hidden>x<div>x</b>seen</div>", "seen"),
        ("<div hidden>x</span></p>x</div>seen", "seen"),
        ("<svg><a href='https://a.example/'><text>seen</text></a></svg>", "seen"),
    ] {
        assert_eq!(visible_html(html).0, text, "{html}");
    }
}

#[test]
fn links_have_what_is_seen_and_where_they_lead() {
    let (_, links) = visible_html(
        "<a href='https://evil.example.top/'>https://shop.example.jp/</a> <a href=\"https://a.example/?x=1&amp;y=2\"><b>Here</b></a>\
         <form action='https://form.example.top/'></form><a href='https://open.example.top/'>open",
    );
    let expected = [
        link("https://shop.example.jp/", "https://evil.example.top/"),
        link("Here", "https://a.example/?x=1&y=2"),
        link("", "https://form.example.top/"),
        link("open", "https://open.example.top/"),
    ];
    assert_eq!(links, expected);
    // What begins with two slashes names its host; the first base counts, wherever it stands.
    let base = "<html><head><base href='//evil.example.top/'><base href='https://shop.example.jp/'><title>x</title><body>";
    for (base, target, leads) in [
        ("<base href='https://evil.example.top/'>", "login", "https://evil.example.top/login"),
        (base, "login?next=a:b", "https://evil.example.top/login?next=a:b"),
        (base, "/login", "https://evil.example.top/login"),
        (base, "#top", "#top"),
        (base, "https://shop.example.jp/", "https://shop.example.jp/"),
        (base, "//other.example.top/x", "https://other.example.top/x"),
        ("", "/\n\\other.example.top/x", "https://other.example.top/x"),
        ("", "/login", "/login"),
        ("", "mailto:a@example.jp", "mailto:a@example.jp"),
        ("<div hidden><base href='https://evil.example.top/'></div>", "login", "https://evil.example.top/login"),
        ("<template><base href='https://evil.example.top/'></template>", "login", "login"),
        ("<base href='www.shop.example.jp/'>", "login", "login"),
    ] {
        let (text, links) = visible_html(&format!("{base}<a href='{target}'>seen</a>"));
        assert_eq!((text.as_str(), links), ("seen", vec![link("seen", leads)]), "{base} {target}");
    }
}

/// Ways out of a page that have no words of their own, and a base behind a link.
#[test]
fn every_way_out_of_a_page_is_listed() {
    for (html, targets) in [
        ("<a href='login'>x</a><base href='https://evil.example.top/'>", &["https://evil.example.top/login"][..]),
        (
            "<form action='https://a.example/'><button formaction='https://b.example/'>x</button></form>",
            &["https://a.example/", "https://b.example/"],
        ),
        ("<meta http-equiv=Refresh content='0; URL=https://a.example/'>", &["https://a.example/"]),
        ("<meta http-equiv=refresh content=300><meta name=x content='url=https://a.example/'>", &[]),
        ("<iframe src='https://a.example/'></iframe>", &["https://a.example/"]),
        ("<a href='https://a.example/' style='font-size:0'><img src=x></a>", &["https://a.example/"]),
        ("<div style='display:none'><a href='https://a.example/'>x</a><iframe src='https://b.example/'></iframe></div>", &[]),
        ("<svg><a href='https://a.example/'>x</a></svg><area href='https://b.example/'>", &["https://a.example/", "https://b.example/"]),
    ] {
        let (_, links) = visible_html(html);
        assert!(links.iter().map(|link| link.target.as_str()).eq(targets.iter().copied()), "{html}: {links:?}");
    }
}

/// The encoded words were made with Python's `email.header`.
#[test]
fn headers_are_decoded() {
    let mail = read(
        b"From: =?ISO-2022-JP?B?GyRCPmslNyVnJUMlVxsoQg==?= <info@shop.example.top>\r\nTo: a@example.jp\r\n\
          Subject: =?utf-8?b?44GU5Yip55So56K66KqN?=\r\nReply-To: reply@other.example.top\r\n\r\nbody",
    )
    .unwrap();
    assert_eq!(mail.subject, "ご利用確認");
    assert_eq!(mail.from, Some(Sender { name: "城ショップ".into(), address: "info@shop.example.top".into() }));
    assert_eq!(mail.reply_to[0].address, "reply@other.example.top");
    assert_eq!(mail.text.trim(), "body");
}

#[test]
fn bodies_in_any_encoding_are_read() {
    let words = "アカウントを停止しました。ご確認ください。";
    for (encoding, label) in [
        (encoding_rs::ISO_2022_JP, "ISO-2022-JP"),
        (encoding_rs::SHIFT_JIS, "Shift_JIS"),
        (encoding_rs::EUC_JP, "EUC-JP"),
        (encoding_rs::UTF_8, "UTF-8"),
        // Said to be something else than it is.
        (encoding_rs::UTF_8, "ISO-2022-JP"),
        (encoding_rs::SHIFT_JIS, "UTF-8"),
    ] {
        let mut bytes = format!("From: a@example.jp\r\nSubject: x\r\nContent-Type: text/plain; charset={label}\r\n\r\n").into_bytes();
        bytes.extend(&*encoding.encode(words).0);
        let mail = read(&bytes).unwrap();
        assert_eq!((mail.text.trim(), mail.troubles.len()), (words, 0), "{} as {label}", encoding.name());
        // The same without headers.
        assert_eq!(read(&encoding.encode(words).0).unwrap().text, words, "{}", encoding.name());
    }
}

#[test]
fn all_parts_are_read() {
    let mail = read(
        b"From: a@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n\
          --m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
          --a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain words\r\n\
          --a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
          <p>html=20words <a href=3D\"https://evil.example.top/\">shop.example.jp</a></p>\r\n--a--\r\n\
          --m\r\nContent-Type: application/pdf; name=\"bill.pdf\"\r\nContent-Disposition: attachment; filename=\"bill.pdf\"\r\n\
          Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n\
          --m\r\nContent-Type: message/rfc822\r\n\r\nFrom: b@example.jp\r\nSubject: inner\r\n\r\ninner words\r\n--m--\r\n",
    )
    .unwrap();
    for words in ["plain words", "html words shop.example.jp", "inner words"] {
        assert!(mail.text.contains(words), "{words}: {}", mail.text);
    }
    assert_eq!(mail.links, [link("shop.example.jp", "https://evil.example.top/")]);
    assert_eq!(mail.attachments, [Attachment { name: "bill.pdf".into(), opened: Opened::No(Closed::Pdf) }]);
}

#[test]
fn a_message_is_not_read_without_bounds() {
    assert_eq!(read(&vec![b'a'; MAX_BYTES + 1]), Err(NotMail::TooLarge));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(NotMail::NotText));

    let mut deep = String::from("From: a@example.jp\r\nSubject: deep\r\n");
    for _ in 0..100 {
        deep.push_str("Content-Type: message/rfc822\r\n\r\nFrom: a@example.jp\r\n");
    }
    deep.push_str("\r\ninnermost");
    assert_eq!(read(deep.as_bytes()).unwrap().troubles, [Trouble::TooDeep]);

    let mut parts = String::from("From: a@example.jp\r\nSubject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    for n in 0..2_000 {
        parts.push_str(&format!("--b\r\nContent-Type: text/plain\r\n\r\npart {n}\r\n"));
    }
    let mail = read(parts.as_bytes()).unwrap();
    assert!(mail.troubles.contains(&Trouble::Cut) && mail.text.contains("part 900") && !mail.text.contains("part 1500"));

    // What is hidden below more elements than browsers keep apart is read, but for scripts.
    let nested = |depth| "<div hidden>".repeat(depth) + "x<script>y</script>";
    assert_eq!((visible_html(&nested(100)).0.as_str(), visible_html(&nested(100_000)).0.as_str()), ("", "x"));

    // Five megabytes of one letter, in base64, each part.
    let bomb = "QUFB".repeat(1 << 20);
    let mail =
        format!("From: a@example.jp\r\nSubject: bomb\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n{bomb}\r\n");
    assert!(read(mail.as_bytes()).unwrap().text.len() <= MAX_BYTES);
}

#[test]
fn pasted_fields_are_taken_out() {
    let mail = from_text("差出人: ショップ <info@shop.example.top>\n件名: 重要なお知らせ\n\n本文です。", None, None);
    assert_eq!(mail.from.unwrap().address, "info@shop.example.top");
    assert_eq!((mail.subject.as_str(), mail.text.trim()), ("重要なお知らせ", "本文です。"));
    let mail = from_text("お知らせ: 本文です。\n二行目", None, None);
    assert_eq!((mail.from, mail.text.as_str()), (None, "お知らせ: 本文です。\n二行目"));
    let mail = from_text("x", Some("Shop"), None);
    assert_eq!(mail.from, Some(Sender { name: "Shop".into(), address: String::new() }));
}
