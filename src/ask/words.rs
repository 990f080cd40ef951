//! The sentences that answers are made of where the KB has none: what the program itself has found out.

use super::hours::{ChannelHours, State};
use super::url::Imitation;
use crate::kb::record::{NumberState, Verdict};
use crate::text::phone::{MAX_CHARS, NotNumber};
use crate::text::shapes::Shape;
use crate::text::web::{self, NotUrl};
use crate::text::{Text, visible};

/// Why an input is not a phone number.
pub fn not_number(why: &NotNumber) -> Text {
    match why {
        NotNumber::Empty => Text::new("何も書かれていません。", "There is nothing in it."),
        NotNumber::InputTooLong => Text::new(
            format!("長すぎます({MAX_CHARS}文字まで)。電話番号だけを入れてください。"),
            format!("It is too long (at most {MAX_CHARS} characters). Give the phone number alone."),
        ),
        NotNumber::NoDigits => Text::new("数字がありません。", "There is no digit in it."),
        NotNumber::TooShort(digits) => Text::new(
            format!("{digits}桁しかありません。日本の電話番号は市外局番から10桁か11桁です。写し間違いがないか確かめてください。"),
            format!(
                "It has only {digits} digits. A Japanese phone number has 10 or 11 with its area code. Check whether a digit is missing."
            ),
        ),
        NotNumber::Several => Text::new(
            "二つ以上の番号が入っています。一つずつ調べてください。",
            "There is more than one number in it. Check them one by one.",
        ),
        NotNumber::Unplaced(digits) => Text::new(
            format!("{digits}桁の数字ですが、電話番号の形ではありません。支払い番号や会員番号かもしれません。"),
            format!("It has {digits} digits but not the form of a phone number. It may be a payment or membership number."),
        ),
        NotNumber::Shape(shape) => shape_words(*shape),
    }
}

fn shape_words(shape: Shape) -> Text {
    match shape {
        Shape::OrderNumber => Text::new(
            "これは注文番号の形です(3桁-7桁-7桁)。電話番号ではありません。",
            "This has the form of an order number (3-7-7 digits), not of a phone number.",
        ),
        Shape::Date => Text::new("これは日付です。", "This is a date."),
        Shape::Postcode => Text::new("これは郵便番号の形です。", "This has the form of a postcode."),
        Shape::Price => Text::new("これは金額です。", "This is an amount of money."),
        Shape::MailAddress => Text::new("これはメールアドレスです。", "This is a mail address."),
        Shape::WebAddress => Text::new("これはウェブのアドレスです。", "This is a web address."),
        Shape::IpAddress => Text::new("これはIPアドレスの形です。", "This has the form of an IP address."),
        Shape::BankAccount => Text::new("これは銀行の口座番号(IBAN)です。", "This is a bank account number (IBAN)."),
        Shape::Coordinates => Text::new("これは地図の緯度と経度です。", "These are coordinates on a map."),
    }
}

/// What the register says of a number.
pub fn register_state(verdict: Verdict, state: NumberState, name: &Text) -> Text {
    match (verdict, state) {
        (Verdict::Official, _) => Text::new(
            format!("{}の番号だとする情報が複数あり、食い違いは見つかっていません。", name.ja),
            format!("Several sources say that this is a number of {}, and none found says otherwise.", name.en),
        ),
        (_, NumberState::InUse | NumberState::Unconfirmed) => Text::new(
            format!("{}の番号だとする情報がありますが、今も使われている確かな証拠はありません。", name.ja),
            format!("Some say that this is a number of {}; there is no firm proof that it is in use today.", name.en),
        ),
        (_, NumberState::Former) => Text::new(
            format!("以前は{}の番号でしたが、今は使われていないとする情報があります。", name.ja),
            format!("This was a number of {} once; it is reported to be out of use.", name.en),
        ),
        (_, NumberState::Partner) => Text::new(
            "配送会社など、関係先の番号だとする情報があります。カスタマーサービスの番号ではありません。",
            "Some say that this belongs to a partner such as a delivery company. It is not a customer service number.",
        ),
        (_, NumberState::Sender) => Text::new(
            "SMSの送信元として知られる番号です。かけて相談するための番号ではありません。",
            "This is known as a sender of text messages. It is not a number to call for help.",
        ),
        (_, NumberState::Reported) => Text::new(
            format!("{}を名乗る詐欺に使われたと報告されている番号です。", name.ja),
            format!("This number is reported to have been used in scams in the name of {}.", name.en),
        ),
    }
}

/// What a host imitates.
pub fn imitates(found: &Imitation) -> Text {
    let (part, word) = (visible(&found.part), &found.word);
    if found.differences.is_empty() {
        return Text::new(
            format!("公式ではないアドレスの中に「{word}」という名前が入っています（{part}）。だれでも付けられる名前です。"),
            format!("The name \"{word}\" stands inside an address that is not official ({part}). Anybody can choose such a name."),
        );
    }
    let list = |nothing: &str, arrow: &str| {
        let side = |text: &str| if text.is_empty() { nothing.to_owned() } else { spelled(text) };
        found.differences.iter().map(|d| format!("{} {arrow} {}", side(&d.for_), side(&d.has))).collect::<Vec<_>>().join(", ")
    };
    Text::new(
        format!("「{word}」に似せた名前です（{part}）。違うところ: {}", list("なし", "→")),
        format!("It is made to look like \"{word}\" ({part}). What differs: {}", list("nothing", "→")),
    )
}

/// Characters of another alphabet are named, as one cannot see them.
fn spelled(text: &str) -> String {
    let name = |c: char| if c.is_ascii() { c.to_string() } else { format!("{} (U+{:04X})", visible(&c.to_string()), u32::from(c)) };
    text.chars().map(name).collect()
}

/// A page that sends on to another host.
pub fn redirects(host: &str) -> Text {
    Text::new(format!("開くと、別の場所（{host}）へ送られるアドレスです。"), format!("Opening it sends you on to another place ({host})."))
}

/// A page whose address has that of another place in it.
pub fn carries_address(host: &str) -> Text {
    Text::new(
        format!("このアドレスの中に、別の場所（{host}）のアドレスが入っています。開いたあとで、そこへ送られるかもしれません。"),
        format!("The address of another place ({host}) stands inside it. You may be sent there after opening it."),
    )
}

/// An address that can be read in two ways; `worse` counts.
pub fn reads_differently(worse: &str, other: &str) -> Text {
    let (worse, other) = (visible(worse), visible(other));
    Text::new(
        format!("書き方がまぎらわしく、読み方によって開く場所が変わります（{worse} と {other}）。悪いほうで判定しました。"),
        format!("It is written so that it can be read in two ways ({worse} and {other}). The worse one counts."),
    )
}

/// A host that is not in the list of domains.
pub fn not_registered(name: &Text) -> Text {
    Text::new(
        format!("{}の公式ドメインとして登録されていません。悪いサイトだという意味ではありません。", name.ja),
        format!("It is not in the list of official domains of {}. That does not say that the site is bad.", name.en),
    )
}

/// Why an input is not a web address.
pub fn not_url(why: &NotUrl) -> Text {
    match why {
        NotUrl::Empty => Text::new("何も書かれていません。", "There is nothing in it."),
        NotUrl::TooLong => Text::new(
            format!("長すぎます({}文字まで)。", web::MAX_CHARS),
            format!("It is too long (at most {} characters).", web::MAX_CHARS),
        ),
        NotUrl::MailAddress => Text::new(
            "これはメールアドレスです。メールの本文と差出人は check-message で調べられます。",
            "This is a mail address. Use check-message for a mail's text and sender.",
        ),
        NotUrl::Words => Text::new(
            "ウェブのアドレスの形ではありません。「https://」から始まる部分を入れてください。",
            "This does not have the form of a web address. Give the part that begins with https://.",
        ),
        NotUrl::Inside(scheme) => Text::new(
            format!(
                "「{scheme}:」は、ページやプログラムがアドレスの中に入っている形です。開いたり、アドレス欄に貼り付けたりしないでください。"
            ),
            format!(
                "\"{scheme}:\" carries a page or a program inside the address itself. Do not open it or paste it into the address bar."
            ),
        ),
        NotUrl::OtherScheme(scheme) => Text::new(
            format!("「{scheme}:」はウェブのページのアドレスではありません。"),
            format!("\"{scheme}:\" is not the address of a web page."),
        ),
        NotUrl::BadHost(host) => Text::new(
            format!("ブラウザーが開けないアドレスです（{}）。", visible(host)),
            format!("No browser accepts this address ({}).", visible(host)),
        ),
    }
}

/// Nothing is known of a number.
pub fn not_in_register(name: &Text) -> Text {
    Text::new(
        format!("{}の番号だという証拠は、手元の情報にはありません。", name.ja),
        format!("Nothing known here ties this number to {}.", name.en),
    )
}

/// Whether a channel can be used now, as a reason for its place.
pub fn availability(hours: &ChannelHours) -> Option<Text> {
    match (hours.state, hours.disputed) {
        (State::Open, _) => None,
        (State::Closed, _) => Some(Text::new("今は受付時間外です。", "It is closed now.")),
        (State::Unknown, true) => Some(Text::new(
            "今の時間に使えるかどうかは情報が食い違っています。画面に出なければ、次の窓口へ進みましょう。",
            "Sources disagree on whether it can be used at this hour; if the screen does not offer it, go on to the next.",
        )),
        (State::Unknown, false) => {
            Some(Text::new("今の時間に使えるかどうかはわかりません。", "Whether it can be used at this hour is not known."))
        }
    }
}
