//! The page for somebody who gave no command: the few things people come for.

use super::page::{Block, Page, Tone};
use crate::kb::Kb;
use crate::text::{Lang, quoted};

/// What the program is for, and the command for each of the things people come for.
pub fn page(kb: &Kb, lang: Lang) -> Page {
    let name = kb.about().name.get(lang);
    let mut page = Page::default();
    page.add(Block::Headline(
        Tone::Plain,
        lang.pick(format!("{name}への公式の問い合わせ方法を調べます"), format!("Official ways to reach {name}'s customer service")),
    ));
    let issue = kb.issues().issue.iter().next();
    let id = issue.map_or("ID", |issue| issue.id.as_str());
    let said = issue.and_then(|issue| lang.pick(&issue.says.ja, &issue.says.en).first()).map_or("…", String::as_str);
    let things = [
        (lang.pick("どこに連絡すればよいか", "Where to get help with a problem"), vec![format!("amazon-help route {}", quoted(said))]),
        (
            lang.pick("その番号・リンク・メッセージは本物か", "Whether a number, link or message is genuine"),
            vec![
                lang.pick("amazon-help check-number <番号>", "amazon-help check-number <NUMBER>").to_owned(),
                lang.pick("amazon-help check-url <アドレス>", "amazon-help check-url <ADDRESS>").to_owned(),
                lang.pick("amazon-help check-message <ファイル>", "amazon-help check-message <FILE>").to_owned(),
            ],
        ),
        (
            lang.pick("今、つながるか。いつすいているか", "Whether anybody answers now, and when it is quiet"),
            vec!["amazon-help hours".to_owned()],
        ),
        (
            lang.pick("連絡する前に用意するもの、話すこと", "What to have ready and what to say"),
            vec![format!("amazon-help prepare --issue {}", quoted(id))],
        ),
    ];
    for (title, commands) in things {
        page.add(Block::Title(title.to_owned()));
        commands.into_iter().for_each(|command| page.add(Block::Command(command)));
    }
    page.add(Block::Title(lang.pick("コマンドに慣れていない方は", "Rather be asked?").to_owned()));
    page.add(Block::Command("amazon-help guide".to_owned()));
    page.add(Block::Note(
        lang.pick(
            "すべてのコマンド: amazon-help --help。インターネットにはつながりません。",
            "All commands: amazon-help --help. Nothing here goes to the internet.",
        )
        .to_owned(),
    ));
    page
}
