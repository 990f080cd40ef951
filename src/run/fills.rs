//! Filling in what was given to `prepare`, and saying what is wrong with it.

use chrono::NaiveDate;

use super::Stop;
use crate::ask::prepare::fills::{self, BadFill, LONGEST, Why};
use crate::ask::prepare::{Answer, secrets::Secret};
use crate::cli::fills::Fills;
use crate::kb::Kb;
use crate::text::Text;

/// Fills the blanks of an answer.
pub fn fill(kb: &Kb, answer: &mut Answer, fills: &Fills, today: NaiveDate) -> Result<(), Stop> {
    fills::fill(kb, answer, &fills.given(), today).map_err(|bad| Stop::Usage(text(&bad)))
}

/// What was given is not repeated: it may be what should not be on the screen.
fn text(bad: &BadFill) -> Text {
    let id = bad.fill.id();
    match bad.why {
        Why::Empty => Text::new(
            format!("--{id} に何も書かれていません。書くことがなければ --{id} を外してください。"),
            format!("--{id} is empty. Leave --{id} out if there is nothing to fill in."),
        ),
        Why::TooLong(length) => Text::new(
            format!("--{id} は{LONGEST}文字までです（今は{length}文字）。要点だけに縮めてください。"),
            format!("--{id} takes up to {LONGEST} characters, not {length}. Shorten it to what matters."),
        ),
        Why::Secret(Secret::Card) => Text::new(
            format!(
                "--{id} にカード番号らしい数字があります。問い合わせにカード番号の全部が必要になることはありません。番号を消して、もう一度試してください。"
            ),
            format!(
                "--{id} has digits that look like a card number. Nobody who helps you needs the whole number of a card. Take it out and try again."
            ),
        ),
        Why::Secret(Secret::Password) => Text::new(
            format!(
                "--{id} にパスワード、暗証番号、確認コードらしいものがあります。担当者がそれを必要とすることはありません。消して、もう一度試してください。"
            ),
            format!("--{id} has what looks like a password, PIN or code. Nobody who helps you needs it. Take it out and try again."),
        ),
        Why::Secret(Secret::GiftCard) => Text::new(
            format!(
                "--{id} にギフトカードの番号らしいものがあります。番号を知った人は、その残高を使えます。消して、もう一度試してください。"
            ),
            format!(
                "--{id} has what looks like the code of a gift card. Whoever knows it can spend what is on it. Take it out and try again."
            ),
        ),
        Why::NotAnOrder => Text::new(
            format!(
                "--{id} が注文番号の形ではありません。注文番号は「250-1234567-1234567」か「D01-1234567-1234567」のような形で、注文履歴にあります。"
            ),
            format!(
                "--{id} is not an order number. It looks like 250-1234567-1234567 or D01-1234567-1234567 and stands in your order history."
            ),
        ),
        Why::PaymentNumber => Text::new(
            format!(
                "--{id} は支払い番号（11桁か13桁）のようです。コンビニなどで支払うための番号で、注文番号とは別のものです。注文履歴で「250-1234567-1234567」のような番号を確かめてください。"
            ),
            format!(
                "--{id} looks like a payment number (11 or 13 digits), which is for paying at a convenience store and the like. The order number is another: look in your order history for one such as 250-1234567-1234567."
            ),
        ),
        Why::NotADate => Text::new(
            format!("--{id} を日付として読めません。2026-11-20、11/20、11月20日のように書いてください。"),
            format!("--{id} is not a date. Write it like 2026-11-20, 11/20 or 11月20日."),
        ),
        Why::NoSuchDay => Text::new(
            format!("--{id} の日付は暦にありません。月と日を確かめてください。"),
            format!("--{id}: there is no such date. Check month and day."),
        ),
        Why::Future(day) => Text::new(
            format!("--{id} の{day}は、まだ来ていない日です。注文した日を確かめてください。"),
            format!("--{id}: {day} is yet to come. Check the day of the order."),
        ),
        Why::NoBlank => Text::new(
            format!("この情報には --{id} を書きこむ欄がありません。--{id} を外してください。"),
            format!("Nothing to have ready in this knowledge base takes --{id}. Leave it out."),
        ),
    }
}

/// For other commands.
pub fn only_to_prepare() -> Stop {
    Stop::Usage(Text::new(
        "--format html・markdown・text は prepare で使えます。ほかのコマンドでは table・plain・json を選んでください。",
        "--format html, markdown and text go with prepare. Choose table, plain or json for other commands.",
    ))
}
