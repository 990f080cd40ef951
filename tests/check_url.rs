//! Web addresses: whose is it, whatever way it is written. Every trap stands beside its genuine counterpart.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

mod common;

use amazon_help::ask::url::{judge, rules::is_under};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Purpose, UrlVerdict};
use common::{json, run};
use proptest::prelude::*;

/// An address and the id of its verdict.
const CASES: &[(&str, &str)] = &[
    // The shop, in many spellings.
    ("https://www.amazon.co.jp/", "official"),
    ("https://www.amazon.co.jp/gp/help/customer/display.html?nodeId=1", "official"),
    ("https://amazon.co.jp/contact-us", "official"),
    ("amazon.co.jp", "official"),
    ("HTTPS://WWW.AMAZON.CO.JP/", "official"),
    ("https://www.amazon.co.jp./", "official"),
    ("https://www.amazon.co.jp:443/", "official"),
    ("www.amazon.co.jp:443/x", "official"),
    ("hxxps://www[.]amazon[.]co[.]jp/", "official"),
    ("ｈｔｔｐｓ：／／ｗｗｗ．ａｍａｚｏｎ．ｃｏ．ｊｐ／", "official"),
    ("https://am\u{ad}azon.co.jp/", "official"),
    ("https://www.amaz%6fn.co.jp/", "official"),
    ("「https://www.amazon.co.jp/」", "official"),
    ("https://pay.amazon.co.jp/", "official"),
    (
        "https://www.amazon.co.jp/ap/signin?openid.return_to=https%3A%2F%2Fwww.amazon.co.jp%2F&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0",
        "official",
    ),
    ("https://somebody@www.amazon.co.jp/", "official"),
    ("https://evil.example.top@www.amazon.co.jp/", "official"),
    ("https://www.amazon.jp/", "official"),
    ("https://www.amazon.com/", "official"),
    // Other hosts that only contain it.
    ("https://amazon.co.jp.example.top/", "lookalike"),
    ("https://www.amazon.co.jp.account-update.example.top/", "lookalike"),
    ("https://amazon.co.jp-abc.example.ph/", "lookalike"),
    ("https://amazon-co-jp.example.top/", "lookalike"),
    ("https://xamazon.co.jp/", "lookalike"),
    ("https://amazon.co.jp@evil.example.top/", "lookalike"),
    ("https://www.amazon.co.jp:pass@evil.example.top/", "lookalike"),
    ("https:\\\\evil.example.top\\@www.amazon.co.jp/", "not-official"),
    ("https://evil.example.top\\.amazon.co.jp/", "not-official"),
    ("https://evil.example.top/www.amazon.co.jp/", "not-official"),
    ("https://evil.example.top#www.amazon.co.jp", "not-official"),
    ("https://evil.example.top?www.amazon.co.jp", "not-official"),
    // Look-alikes.
    ("https://аmazon.co.jp/", "lookalike"),
    ("https://xn--mazon-3ve.co.jp/", "lookalike"),
    ("https://arnazon.example.top/", "lookalike"),
    ("https://amaz0n.example.top/", "lookalike"),
    ("https://amzon.example.top/", "lookalike"),
    ("https://amazom.example.top/", "lookalike"),
    ("https://arnazon.co.jp/", "lookalike"),
    ("https://アマゾン.example.top/", "lookalike"),
    ("https://xn--cckwcxetd.example.top/", "lookalike"),
    ("https://ama-zon.example.top/", "lookalike"),
    ("https://amzon-account-update.example.top/", "lookalike"),
    ("https://amzon24.example.top/", "lookalike"),
    ("https://amaz-on1234567890.example.top/", "lookalike"),
    ("https://2024-amzon-08.example.top/", "lookalike"),
    // Letters changed, doubled, dropped, put in, in another order; in a label of its own, before an imitated ending, in a row of words.
    ("https://azmaon.co.ip.example.shop/", "lookalike"),
    ("https://amaznno.co.ip.example.cn/", "lookalike"),
    ("https://arnazoon.co.ip.example.cn/", "lookalike"),
    ("https://amaazzno.example.cn/", "lookalike"),
    ("https://aamzoon.co.ip.example.cn/", "lookalike"),
    ("https://www9-aamzzon3.example/", "lookalike"),
    ("https://amazoonaaso.example/", "lookalike"),
    ("https://jp.infoamazzou.example/", "lookalike"),
    ("https://retry-connect-ama-zon.example/", "lookalike"),
    ("https://amuezon.example.top/", "lookalike"),
    ("https://ameozom-co-jp.example.top/", "lookalike"),
    ("https://anozma.co-jp.example.top/", "lookalike"),
    ("https://amazo.n.co.jp.example.top/", "lookalike"),
    ("https://loginamaz0n.example.top/", "lookalike"),
    ("https://amazomsecuritycenter.example/", "lookalike"),
    // Letters that only look like it, with marks and without decomposition.
    ("https://amaƶøn.example.top/", "lookalike"),
    ("https://əməzon.example.top/", "lookalike"),
    ("https://aᴍazᴏn.example.top/", "lookalike"),
    ("https://amaⱬoŋ.example.top/", "lookalike"),
    ("https://aɱaʐoꞑ.example.top/", "lookalike"),
    // Short forms, services, Japanese and Chinese spellings.
    ("https://amzpay.example.net/", "lookalike"),
    ("https://amjp-amzn.example.net/", "lookalike"),
    ("https://kindle-unlimited.example/", "lookalike"),
    ("https://primevideo-login.example/", "lookalike"),
    ("https://prime-video.example/", "lookalike"),
    ("https://aws-billing.example/", "lookalike"),
    ("https://audible.co.jp.example.top/", "lookalike"),
    ("https://あまぞん.example/", "lookalike"),
    ("https://アマゾソ.example/", "lookalike"),
    ("https://亜馬遜.example/", "lookalike"),
    ("https://密林ログイン.example/", "lookalike"),
    ("https://kindle-unlimited.example.top/", "lookalike"),
    ("https://アマゾーン.example/", "lookalike"),
    ("https://amazone-login.example/", "lookalike"),
    // Words of their own.
    ("https://ramazan.example/", "not-official"),
    ("https://amazonite.example/", "not-official"),
    ("https://tanzmusik.example/", "not-official"),
    ("https://finanzmarkt.example/", "not-official"),
    ("https://ganznah.example/", "not-official"),
    ("https://organza.example/", "not-official"),
    ("https://amanz-bau.example/", "not-official"),
    ("https://hamazono-dental.example/", "not-official"),
    ("https://arizona.example.org/", "not-official"),
    ("https://aroma-zone.example/", "not-official"),
    ("https://aws-heating.example/", "not-official"),
    ("https://aws-login.example.com/", "not-official"),
    ("https://kindle-gurten.example/", "not-official"),
    ("https://login.kindle-gurten.example/", "not-official"),
    ("https://primeoak.example/", "not-official"),
    ("https://audiblesound.example/", "not-official"),
    ("https://密林探検.example/", "not-official"),
    ("https://amazone24.example/", "not-official"),
    ("https://amazone-jp.example/", "not-official"),
    ("https://almazora.example/", "not-official"),
    ("https://llama-zone-rentals.example.top/", "not-official"),
    ("https://llama-zone-rentals-7.example.top/", "not-official"),
    ("https://amazing.example.com/", "not-official"),
    ("https://amazonas.gov.br/", "not-official"),
    ("https://www.amazone.de/", "not-official"),
    ("https://amazingtalker.com/", "not-official"),
    ("https://sample.com/", "not-official"),
    ("https://www.example.co.jp/", "not-official"),
    // The organisation elsewhere: its shops of other countries, names without a shop, names that lists give to it.
    ("https://www.amazon.co.uk/gp/css/order-history", "not-official"),
    ("https://amazon.cn/", "not-official"),
    ("https://amaaozn.com/", "not-official"),
    ("https://www.amazonpay-faq.jp/", "not-official"),
    ("https://www.audible.co.jp/", "official"),
    ("https://static-fe.payments-amazon.com/checkout.js", "official"),
    ("https://business.amazonbusiness.jp/", "official"),
    ("https://www.amazon.de/", "not-official"),
    ("https://amazon.com.au/", "not-official"),
    ("https://amazon.com.au.example.top/", "lookalike"),
    // Where anybody can publish, and short links.
    ("https://bucket.s3.amazonaws.com/login.html", "amazon-hosted"),
    ("https://d111111abcdef8.cloudfront.net/", "amazon-hosted"),
    ("https://amzn.asia/d/0example", "amazon-hosted"),
    ("https://amzn.to/0example", "amazon-hosted"),
    ("https://a.co/d/0example", "amazon-hosted"),
    ("https://xa.co/", "not-official"),
    ("https://amzn.asia.example.top/", "lookalike"),
    // Numbers for names, and other schemes.
    ("http://192.0.2.7/", "not-official"),
    ("http://3221225991/", "not-official"),
    ("http://0300.0000.0002.0007/", "not-official"),
    ("http://0xC0.0x0.0x2.0x7/ap/signin", "lookalike"),
    ("ftp://www.amazon.co.jp/", "not-official"),
    ("intent://www.amazon.co.jp/#Intent;end", "not-official"),
    // Redirects.
    ("https://www.amazon.co.jp/gp/r.html?C=1&U=https%3A%2F%2Fwww.amazon.co.jp%2Fgp%2Fcss", "official"),
    ("https://www.amazon.co.jp/gp/r.html?C=1&U=https%3A%2F%2Fevil.example.top%2F", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=https%3A%2F%2Famazon.example.top%2F", "lookalike"),
    ("https://www.amazon.co.jp/gp/r.html?U=%2F%2Fevil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/redirect.html?location=https://bit.ly/0example", "not-official"),
    ("https://www.amazon.co.jp/gp/slredirect/picassoRedirect.html?url=%2Fdp%2FB0EXAMPLE", "official"),
    ("https://www.amazon.co.jp/gp/r.html?U=%5C%5Cevil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=%2F%5Cevil.example.top", "not-official"),
    // Whatever a browser would follow to another host, or nobody can read; all parameters that a target may stand in.
    ("https://www.amazon.co.jp/gp/r.html?U=//user@evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=//3627734734", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=%2F%5C%5Cuser@evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=//[bad/", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=http:evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=http:/evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=%5C/evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=/%09/evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=javascript:alert(1)", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=/gp/r.html?U=https://evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?path=/x&U=https://evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=/x&U=https://evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?location=https://www.amazon.co.jp/&U=https://evil.example.top", "not-official"),
    ("https://www.amazon.co.jp/gp/r.html?U=https://evil.example.top&U=https://amazon.co.jp.example.top", "lookalike"),
    ("https://www.amazon.co.jp/gp/r.html?U=/dp/B0EXAMPLE&location=dp/B0EXAMPLE", "official"),
    ("https://www.amazon.co.jp/gp/r.html?U=https://www.amazon.co.jp/dp/B0EXAMPLE", "official"),
    ("https://www.amazon.co.jp/s?k=https://evil.example.top", "official"),
    ("https://www.amazon.co.jp/s?U=https://evil.example.top", "not-official"),
    ("https://www.example.com/gp/r.html?U=https://amazon.example.top", "not-official"),
    ("https://www.google.com/url?q=https://www.amazon.co.jp/", "not-official"),
    ("https://www.google.com/url?q=https://amazon.co.jp.example.top/", "lookalike"),
    // What looks like a delimiter and is none to a browser; marks on letters.
    ("https://www.amazon.co.jp／ap／signin@evil.example/", "lookalike"),
    ("https://www.amazon.co.jp？ap@evil.example/", "lookalike"),
    ("https://www.amazon.co.jp＃ap@evil.example/", "lookalike"),
    ("https://www.amazon.co.jp＼ap@evil.example/", "lookalike"),
    ("https://www.amazon.co.jp：ap@evil.example/", "lookalike"),
    ("https://www.amazon.co.jp＠evil.example/", "lookalike"),
    ("https://evil.example＠www.amazon.co.jp/", "lookalike"),
    ("https://www.amazon.co.jp／？＃x@evil.example:443\\／", "lookalike"),
    ("https://www.amazon.co.jp\u{2044}login.example.top/", "lookalike"),
    ("https://www.amazon.co.jp\u{2215}login.example.top/", "lookalike"),
    ("https://www.amazon.co.jp\u{29f8}login.example.top/", "lookalike"),
    ("https://www.amazon.co.jp\u{3033}login.example.top/", "lookalike"),
    ("https://www.amazon.co.jp／login.example.top/", "lookalike"),
    ("https://www.amazon.co.jp／", "official"),
    ("https：／／aboutamazon.jp﹨@[::1]?x=1", "not-official"),
    ("https：／／www.amazon.co.jp／@0x7f.1", "lookalike"),
    ("hxxps://evil.example%2F.amazon.co.jp/", "not-a-url"),
    ("https://www.amazo\u{301}n.com/", "lookalike"),
    ("https://www.amazo\u{338}n.com/", "lookalike"),
    ("https://www.amazo\u{20d2}n.com/", "lookalike"),
    ("https://www.amaz\u{f3}n.com/", "lookalike"),
    ("hxxps://www.amazon.co.jp\\@evil.example/", "lookalike"),
    // Redirects by other paths, by any parameter, and encoded again and again.
    ("https://www.amazon.co.jp/-/en/gp/redirect.html?location=https://evil.example", "not-official"),
    ("https://www.amazon.co.jp//gp/redirect.html?location=https://evil.example", "not-official"),
    ("https://www.amazon.co.jp?x＃&location=https://evil.example", "not-official"),
    ("https://www.amazon.co.jp/ap/oa?client_id=x&redirect_uri=https%3A%2F%2Fevil.example", "not-official"),
    ("https://www.amazon.co.jp/ap/signin?openid.return_to=https%3A%2F%2Fevil.example%2F", "not-official"),
    ("https://www.amazon.co.jp/ap/signin?openid.ns=http%3A%2F%2Fspecs.openid.net.evil.example%2Fauth%2F2.0", "not-official"),
    ("https://www.amazon.co.jp/?u=%252F%252Fevil.example", "not-official"),
    ("https://www.amazon.co.jp/#//evil.example", "not-official"),
    ("https://www.amazon.co.jp/#!/x?u=//evil.example", "not-official"),
    ("https://www.amazon.co.jp/?a=%25252525252525252F", "not-official"),
    ("https://www.amazon.co.jp/?u=h%09ttps:%2F%2Fevil.example", "not-official"),
    ("https://www.amazon.co.jp/?u=https:evil.example", "not-official"),
    ("https://www.amazon.co.jp/?u=ｈｔｔｐｓ://evil.example", "not-official"),
    ("https://www.amazon.co.jp/?https://evil.example", "not-official"),
    ("https://www.amazon.co.jp/x/https://evil.example", "not-official"),
    ("https://www.amazon.co.jp/?u=https://www.amazon.co.jp@evil.example", "lookalike"),
    ("https://www.amazon.co.jp/?u=https://amazon.de/", "not-official"),
    ("https://www.amazon.co.jp/?u=https://www.amazon.com/dp/B0EXAMPLE1", "official"),
    ("https://www.amazon.co.jp/?u=https://amzn.to/0example", "amazon-hosted"),
    ("https://www.amazon.co.jp/dp/B0EXAMPLE1?ref_=pe_1&tag=example-22&th=1&psc=1#customerReviews", "official"),
    ("https://www.amazon.co.jp/s?k=%E9%9D%B4&rh=n%3A2016929051%2Cp_36%3A100-200&ref=nb_sb_noss", "official"),
    (
        "https://www.amazon.co.jp/gp/r.html?C=3F&M=urn:rtn:msg:2019&U=https%3A%2F%2Fwww.amazon.co.jp%2Fdp%2FB0%3Fref_%3Dpe&ref_=pe_1",
        "official",
    ),
    (
        "https://www.amazon.co.jp/ap/signin?openid.return_to=https%3A%2F%2Fwww.amazon.co.jp%2Fap%2Fsignin%3Fopenid.ns%3Dhttp%253A%252F%252Fspecs.openid.net%252Fauth%252F2.0\
         &openid.identity=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0%2Fidentifier_select&openid.mode=checkid_setup\
         &openid.claimed_id=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0%2Fidentifier_select&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0",
        "official",
    ),
    // Pages of customers.
    ("https://us-east-1.quicksight.aws.amazon.com/sn/dashboards/1", "amazon-hosted"),
    ("https://0example.lambda-url.us-east-1.on.aws/", "amazon-hosted"),
    ("https://shop.0example.us-east-1.cs.amazonlightsail.com/", "amazon-hosted"),
    ("https://d-1.awsapps.com/start", "amazon-hosted"),
    ("https://x.auth.us-east-1.amazoncognito.com/login", "amazon-hosted"),
    ("https://docs.aws.amazon.com/", "official"),
    ("https://quicksight.aws.amazon.com.example.top/", "lookalike"),
    // Redirectors of others: no better than where they lead, and never official.
    ("https://translate.google.com/translate?u=https://amazon.co.jp.example.top/", "lookalike"),
    ("https://www.google.com/amp/s/amazon.co.jp.example.top/x", "lookalike"),
    ("https://www.google.com/amp/s/www.amazon.co.jp/x", "not-official"),
    ("https://www-amazon-co-jp.translate.goog/x", "not-official"),
    ("https://amazon-co-jp-example-top.translate.goog/", "lookalike"),
    ("https://shop--a-example-top.translate.goog/", "not-official"),
    ("https://googleads.g.doubleclick.net/pcs/click?x=1&adurl=https://amazon.example.top/", "lookalike"),
    ("https://www.googleadservices.com/pagead/aclk?sa=L&adurl=https%3A%2F%2Famazon.example.top", "lookalike"),
    ("https://urldefense.com/v3/__https://amazon.co.jp.example.top/a__;!!x$", "lookalike"),
    ("https://urldefense.com/v3/__https://www.amazon.co.jp/a__;!!x$", "not-official"),
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__amazon.co.jp.example.top_a&d=x", "lookalike"),
    ("https://nam10.safelinks.protection.outlook.com/?url=https%3A%2F%2Famazon.example.top&data=1", "lookalike"),
    ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2famazon.example.top&c=E", "lookalike"),
    ("https://slack-redir.net/link?url=https%3A%2F%2Famazon.example.top", "lookalike"),
    ("https://deref-mail.com/mail/client/x/dereferrer/?redirectUrl=https%3A%2F%2Famazon.example.top", "lookalike"),
    ("https://vk.com/away.php?to=https%3A%2F%2Famazon.example.top", "lookalike"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Famazon.example.top&h=x", "lookalike"),
    ("https://r.search.yahoo.com/_ylt=A/RV=2/RO=10/RU=https%3a%2f%2famazon.example.top%2fx/RK=2/RS=z-", "lookalike"),
    ("https://ord.yahoo.co.jp/o/search/SIG=1/EXP=2/**https%3A//amazon.example.top/", "lookalike"),
    ("https://web.archive.org/web/20200101/https://amazon.example.top/", "lookalike"),
    ("https://web.archive.org/web/20200101id_/http://www.amazon.co.jp/", "not-official"),
    // No addresses.
    ("", "not-a-url"),
    ("javascript:location='https://www.amazon.co.jp/'", "not-a-url"),
    ("data:text/html,https://www.amazon.co.jp/", "not-a-url"),
    ("auto-confirm@amazon.co.jp", "not-a-url"),
    ("mailto:auto-confirm@amazon.co.jp", "not-a-url"),
    ("0120-999-373", "not-a-url"),
    ("アマゾン", "not-a-url"),
    ("https://www.amazon.co.jp:99999/", "not-a-url"),
    // None that a browser takes, but made to look like one.
    ("https://amaz0n.example.top:99999/", "lookalike"),
    ("https://amazon co.example.top/", "lookalike"),
    ("https://parcel.example.top:99999/", "not-a-url"),
];

#[test]
fn every_trap_and_its_genuine_counterpart() {
    let kb = Kb::built_in();
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(input, expected)| {
            let found = judge(&kb, input).verdict.id();
            (found != *expected).then(|| format!("{input}: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `to` behind so many redirects of the official site, each the target of the one before.
fn behind(redirects: usize, to: &str) -> String {
    let escaped = |text: &str| {
        text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    (0..redirects).fold(to.to_owned(), |to, _| {
        let to: String = escaped(&to);
        format!("https://www.amazon.co.jp/gp/r.html?U={to}")
    })
}

/// A page is no better than what it leads to, however many others stand between; one that nobody can follow to its end is not official.
#[test]
fn no_chain_of_redirects_hides_where_it_ends() {
    let kb = Kb::built_in();
    for redirects in 1..=6 {
        let verdict = |to| judge(&kb, &behind(redirects, to)).verdict;
        assert!(verdict("https://evil.example.top/") >= UrlVerdict::NotOfficial, "{redirects}");
        let genuine = if redirects <= 3 { UrlVerdict::Official } else { UrlVerdict::NotOfficial };
        assert_eq!(verdict("https://www.amazon.co.jp/"), genuine, "{redirects}");
    }
    assert_eq!(judge(&kb, &behind(3, "https://amazon.example.top/")).verdict, UrlVerdict::Lookalike);
    let endless = "https://www.amazon.co.jp/gp/r.html?U=".repeat(50);
    assert_eq!(judge(&kb, &format!("{endless}https://www.amazon.co.jp/")).verdict, UrlVerdict::NotOfficial);
}

/// The tail of the shop's domain (`co.jp`) is a sign where it stands between dots or hyphens and before the end, not as a part of words.
#[test]
fn the_tail_of_an_official_domain_stands_by_itself() {
    let kb = Kb::built_in();
    for (host, sign) in [
        ("a.co.jp.example.top", true),
        ("a-co-jp.example.top", true),
        ("a-co.jp-x.example.top", true),
        ("xco.jp.example.top", false),
        ("a.co.jpx.example.top", false),
        ("www.example.co.jp", false),
        ("a.net.example.top", false),
    ] {
        assert_eq!(judge(&kb, &format!("https://{host}/")).signs.contains(&"official-tail"), sign, "{host}");
    }
    // Only the shop's own domains count: customers know no other.
    for (purpose, sign) in [("shop", true), ("mail", false)] {
        let dir = common::copy_of_example(&format!("tail-{purpose}"));
        let domain = "[[domain]]\nname = \"mihon-post.co.nz\"\ntext = { ja = \"試験\", en = \"test\" }\nsources = [\"mihon-site\"]\nchecked = \"2026-11-24\"";
        common::edit(&dir, "domains.toml", "[[domain]]", &format!("{domain}\npurpose = \"{purpose}\"\n\n[[domain]]"));
        let kb = Kb::open(&dir).map_err(|report| report.problems).unwrap().0;
        assert_eq!(judge(&kb, "https://a.co.nz.example.top/").signs.contains(&"official-tail"), sign, "{purpose}");
    }
}

/// Where a page sends on to is a reason, and a warning where that is worse than the page; whose a host is, is another.
#[test]
fn each_reason_is_named_with_its_weight() {
    let to = |target: &str| format!("https://www.amazon.co.jp/gp/r.html?U={target}");
    for (input, reasons) in [
        (to("https://evil.example.top/"), &[("redirects", "caution"), ("registered-domain", "note")][..]),
        (to("https://www.amazon.co.jp/"), &[("redirects", "note"), ("registered-domain", "note")]),
        (to("https%3A%2F%2Fa%20b"), &[("redirects", "caution"), ("registered-domain", "note")]),
        ("https://amazon.de/".to_owned(), &[("shop-of-another-country", "note")]),
        ("https://amazon.cn/".to_owned(), &[("elsewhere", "note")]),
        ("https://www.example.com/".to_owned(), &[("not-registered", "note")]),
        ("auto-confirm@amazon.co.jp".to_owned(), &[("mail-address", "note")]),
    ] {
        let answer = json(&["check-url", &input]);
        let found: Vec<_> =
            answer["reasons"].as_array().unwrap().iter().map(|r| (r["rule"].as_str().unwrap(), r["severity"].as_str().unwrap())).collect();
        assert_eq!(found, reasons, "{input}");
    }
    // As a browser may show it, only where that differs from what it opens.
    assert_eq!(json(&["check-url", "https://www.example.com/"])["shown"], serde_json::Value::Null);
    assert_eq!(json(&["check-url", "https://xn--mazon-3ve.example.top/"])["shown"], "аmazon.example.top");
}

/// The exit code follows the verdict; the worst of several counts.
#[test]
fn exit_codes() {
    for (args, code) in [
        (&["https://www.amazon.co.jp/"][..], 0),
        (&["https://www.example.com/"], 10),
        (&["https://amzn.asia/d/0example"], 10),
        (&["javascript:x"], 10),
        (&["https://amazon.example.top/"], 20),
        (&["https://www.amazon.co.jp/", "https://amazon.example.top/"], 20),
    ] {
        let all: Vec<&str> = std::iter::once("check-url").chain(args.iter().copied()).collect();
        assert_eq!(run(&all).code, code, "{args:?}");
    }
}

/// Each registered domain is what it is for, with anything in front of it and a dot; never with anything else before or behind.
#[test]
fn a_registered_domain_counts_at_a_dot() {
    let kb = Kb::built_in();
    for domain in kb.domains().domain.iter() {
        let own = match domain.purpose {
            Purpose::Hosting | Purpose::ShortLink => UrlVerdict::Hosted,
            _ => UrlVerdict::Official,
        };
        let name = &domain.name;
        for (host, official) in [
            (name.clone(), true),
            (format!("www.{name}"), true),
            (format!("a.b-c.{name}"), true),
            (format!("x{name}"), false),
            (format!("x-{name}"), false),
            (format!("{name}.example.top"), false),
            (format!("{name}x"), false),
            (format!("www.{name}-x.example.top"), false),
        ] {
            let found = judge(&kb, &format!("https://{host}/")).verdict;
            // A domain can lie under another.
            let under_another = kb.domains().domain.iter().any(|d| d.name != *name && is_under(&host, &d.name));
            if under_another && !official {
                continue;
            }
            if official {
                assert_eq!(found, own, "{host}");
            } else {
                assert!(!matches!(found, UrlVerdict::Official | UrlVerdict::Hosted), "{host}: {found:?}");
            }
        }
    }
}

/// What differs is named.
#[test]
fn a_look_alike_names_what_it_imitates() {
    let one = json(&["check-url", "https://аmazon.example.top/"]);
    assert_eq!(one["imitates"]["word"], "amazon");
    assert_eq!(one["imitates"]["differences"][0]["has"], "а");
    assert_eq!(one["imitates"]["differences"][0]["for"], "a");
    assert_eq!(one["host"], "xn--mazon-3ve.example.top");
    assert_eq!(one["registrable_domain"], "example.top");
    let text = run(&["check-url", "https://arnazon.example.top/", "--lang", "en"]).out;
    assert!(text.contains("m → rn"), "{text}");
}

#[test]
fn the_document_has_what_is_promised() {
    let one = json(&["check-url", "https://www.amazon.co.jp@evil.example.top/"]);
    assert_eq!((one["schema"].as_str(), one["command"].as_str()), (Some("amazon-help/1"), Some("check-url")));
    assert_eq!(one["input"], "https://www.amazon.co.jp@evil.example.top/");
    assert_eq!(one["verdict"], "lookalike");
    assert_eq!(one["registrable_domain"], "example.top");
    for reason in one["reasons"].as_array().unwrap() {
        for key in ["rule", "severity", "text", "matched", "sources"] {
            assert!(!reason[key].is_null(), "{reason}");
        }
        assert!(reason["text"]["ja"].is_string() && reason["text"]["en"].is_string());
    }
    assert!(one["next"].as_array().is_some_and(|n| !n.is_empty()));
}

/// Nothing that is not official by its own host is ever called official; and what is shown has no control character of the input.
#[test]
fn hostile_addresses_are_shown_escaped() {
    for input in ["https://evil.example.top/\u{1b}[31m", "\u{202e}pj.oc.nozama//:sptth", "https://a\u{0}b.example.top/"] {
        for lang in ["ja", "en"] {
            // A NUL cannot be an argument.
            if !input.contains('\0') {
                let ran = run(&["check-url", input, "--lang", lang]);
                assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
            }
        }
        assert_ne!(judge(&Kb::built_in(), input).verdict, UrlVerdict::Official);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Any text has an answer, and an official one has a host that ends in a registered domain, as the standard's parser reads it.
    #[test]
    fn official_is_only_what_ends_in_a_registered_domain(
        front in "[a-zA-Z0-9.@:/\\\\%\\[\\] _-]{0,12}",
        middle in prop::sample::select(vec!["amazon.co.jp", "www.amazon.co.jp", "amazon", "a.co", "co.jp", "аmazon.co.jp", ""]),
        behind in "[a-zA-Z0-9.@:/\\\\?#%&= -]{0,12}",
        scheme in prop::sample::select(vec!["https://", "http:", "//", "", "hxxp://", "ftp://"]),
    ) {
        let kb = Kb::built_in();
        let input = format!("{scheme}{front}{middle}{behind}");
        let found = judge(&kb, &input);
        if matches!(found.verdict, UrlVerdict::Official | UrlVerdict::Hosted) {
            let host = found.host().unwrap().to_owned();
            prop_assert!(kb.domains().domain.iter().any(|d| is_under(&host, &d.name)), "{input}");
            if input.starts_with("http") {
                let parsed = url::Url::parse(input.trim()).unwrap();
                prop_assert_eq!(parsed.host_str().unwrap().trim_end_matches('.'), host);
            }
        }
    }

    #[test]
    fn no_text_breaks_it(input in "\\PC{0,80}") {
        let _ = judge(&Kb::built_in(), &input);
    }
}
