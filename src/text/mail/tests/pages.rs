//! Ways to show words in a page, each of which a browser or mail program shows to its reader.

use super::super::html::read as read_page;

const WORDS: &str = "停止しました";

#[test]
fn what_a_style_sheet_or_a_rare_element_shows_is_read() {
    for html in [
        // Style sheets against what stands on the spot.
        "<style>.x{display:block!important}</style><div class=x style='display:none'>停止しました</div>",
        "<style>.x{display:block}</style><div class=x hidden>停止しました</div>",
        "<style>@keyframes a{to{opacity:1}}.x{animation:a 1s forwards}</style><div class=x style='opacity:0'>停止しました</div>",
        "<div class=x style='font-size:0'>停止しました</div><style>@media screen{.x{font-size:9px!important}}</style>",
        "<link rel=stylesheet href=x.css><p style='visibility:hidden'>停止しました</p>",
        "<style>.x{display:inline!important}</style>停<span class=x style='display:none'>止し</span>ました",
        // Words that only sheets or attributes have.
        "<style>.x::before{content:\"停止しました\"}</style><p class=x></p>",
        "<style>.x::after{content:attr(data-x)}</style><p class=x data-x='停止しました'></p>",
        "<a href=x aria-label='停止しました'><img src=y></a>",
        "<input placeholder='停止しました'>",
        "<optgroup label='停止しました'>",
        "<map><area href=x alt='停止しました'></map>",
        // A style that a browser takes apart in another way.
        "<p style='/*;display:none;*/color:red'>停止しました</p>",
        "<p style=\"background:url(';display:none;')\">停止しました</p>",
        "<p style='x:\\;display:none'>停止しました</p>",
        "<p style='color:red' style='display:none'>停止しました</p>",
        // Words pulled apart by what is not seen, or stands elsewhere.
        "<style>p{color:red}</style>停<span style='display:none'>x</span>止しました",
        "停<img src=x alt=z>止しました",
        "<ruby>停<rp>(</rp><rt>てい</rt><rp>)</rp></ruby>止しました",
        "停<wbr>止しました",
        // Backwards.
        "<bdo dir=rtl>たしまし止停</bdo>",
        "<span style='unicode-bidi:bidi-override;direction:rtl'>たし<span>まし</span>止停</span>",
        "<style>.x{unicode-bidi:bidi-override;direction:rtl}</style><b class=x>たしまし止停</b>",
        // Elements.
        "<details><summary>x</summary>停止しました</details>",
        "<noscript>停止しました</noscript>",
        "<object>停止しました</object>",
        "<iframe srcdoc='&lt;p&gt;停止しました&lt;/p&gt;'></iframe>",
        "<input value='停止しました'><button>x</button>",
        "<button>停止しました</button>",
        "<select><option>停止しました</select>",
        "<template shadowrootmode=open>停止しました</template>",
        "<textarea>停止しました</textarea>",
        "<xmp>停止しました</xmp>",
        "<math><mtext>停止しました</mtext></math>",
        // Drawings: what is no markup in HTML is markup in them, and a paragraph ends them.
        "<svg><title></svg><p>停止しました</p>",
        "<svg><title>x</title><text>停止しました</text></svg>",
        "<svg><text><![CDATA[停止しました]]></text></svg>",
        "<svg><style><!-- </style><p>停止しました --></p></svg>",
        "<svg><p><style><!-- </style>停止しました<!-- --></style>",
        // Comments that Word reads.
        "<!--[if mso]><p>停止しました</p><![endif]-->",
        "<!--[if !mso]><!--><p>停止しました</p><!--<![endif]-->",
        "<!--><p>停止しました</p>-->",
    ] {
        let text = read_page(html, false).text;
        assert!(text.contains(WORDS), "{html}: {text}");
    }
    // What no style sheet can show stays unread, and so does what is no part of the page.
    for html in [
        "<p style='display:none'>停止しました</p>seen",
        "<style>.x{color:red}</style><p style='display:none!important'>停止しました</p>seen",
        "<template>停止しました</template>seen",
        "<!--[if !mso]><p>停止しました</p><![endif]-->seen",
        "<!-- 停止しました -->seen",
        "<!--[if mso]><xml>停止しました</xml><![endif]-->seen",
    ] {
        assert_eq!(read_page(html, false).text, "seen", "{html}");
    }
}

#[test]
fn every_element_that_leads_somewhere_is_a_link() {
    let target = "https://login.example.top/";
    for html in [
        "<v:roundrect href='https://login.example.top/'><center>x</center></v:roundrect>",
        "<!--[if mso]><v:roundrect href='https://login.example.top/'>x</v:roundrect><![endif]-->",
        "<svg><a xlink:href='https://login.example.top/'><text>x</text></a></svg>",
        "<svg><a><set attributeName=href to='https://login.example.top/'/><text>x</text></a></svg>",
        "<iframe srcdoc='<a href=https://login.example.top/>x</a>'></iframe>",
        "<frameset><frame src='https://login.example.top/'></frameset>",
        "<embed src='https://login.example.top/'>",
        "<style>p{}</style><div style='display:none'><a href='https://login.example.top/'>x</a></div>",
    ] {
        let links = read_page(html, false).links;
        assert!(links.iter().any(|link| link.target == target), "{html}: {links:?}");
    }
    // A page that a browser opens runs its scripts, a mail does not.
    for html in ["<script>location='https://login.example.top/'</script>", "<body onload=\"go('https://login.example.top/')\">x"] {
        assert_eq!((read_page(html, true).links.len(), read_page(html, false).links.len()), (1, 0), "{html}");
    }
    assert!(
        read_page("<svg><use href='https://a.example/x'/><a href='#top'>x</a></svg><link href='https://a.example/'>", false).links.len()
            == 1
    );
}

#[test]
fn pages_of_pictures_are_told() {
    for (html, pictures) in [
        ("<img src=a.png>", true),
        ("<a href=x><img src=a.png alt=Open></a>", true),
        ("<img src=a.png width=1 height=1>hello", false),
        ("<p>hello</p>", false),
    ] {
        assert_eq!(read_page(html, false).pictures, pictures, "{html}");
    }
    assert!(!read_page(&format!("<img src=a.png><p>{}</p>", "words ".repeat(20)), false).pictures);
}
