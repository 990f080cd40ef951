//! Manual pages, made from the help.

use std::io;

use clap::Command;
use clap_mangen::Man;

use crate::text::Lang;

/// Headings of the library in Japanese.
const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "名前"),
    ("SYNOPSIS", "書式"),
    ("DESCRIPTION", "説明"),
    ("OPTIONS", "指定"),
    ("SUBCOMMANDS", "コマンド"),
    ("EXTRA", "補足"),
    ("VERSION", "版"),
];

/// What the help of one command does not say. A line can be broken at `\:`.
const MORE: [&str; 2] = [
    ".SH 終了コード\n0 答えました（調べた結果は問題なし）、1 できませんでした、2 書き方の誤り、3 当てはまる答えがありません、10 注意、20 危険\n\
     .SH 環境変数\nAMAZON_HELP_LANG、\\:AMAZON_HELP_KB、\\:AMAZON_HELP_OVERLAY、\\:AMAZON_HELP_CONFIG、\\:AMAZON_HELP_PAGER、\\:PAGER、\\:NO_COLOR、\\:CLICOLOR_FORCE、\\:TZ\n\
     .SH ファイル\n~/.config/amazon-help/config.toml（設定）\n.br\n~/.config/amazon-help/overlay.toml（自分の追加）\n",
    ".SH \"EXIT STATUS\"\n0 answered (checks: clear), 1 could not be done, 2 usage, 3 no answer, 10 caution, 20 danger\n\
     .SH ENVIRONMENT\nAMAZON_HELP_LANG, AMAZON_HELP_KB, AMAZON_HELP_OVERLAY, AMAZON_HELP_CONFIG, AMAZON_HELP_PAGER, PAGER, NO_COLOR, CLICOLOR_FORCE, TZ\n\
     .SH FILES\n~/.config/amazon-help/config.toml (configuration)\n.br\n~/.config/amazon-help/overlay.toml (additions of your own)\n",
];

/// Where Japanese lines can end: `man` knows it of pages in its Japanese folder only, not of one that is piped to it.
const JAPANESE_LINES: &str = "\n.mso ja.tmac\n.ad l\n.nh";

/// The names of all pages, such as `amazon-help-kb-check`, each with what it is about.
pub fn pages(command: &Command) -> Vec<(String, String)> {
    let mut command = command.clone();
    command.build();
    let mut pages = Vec::new();
    walk(&command, &mut |command, name| {
        pages.push((name.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
    });
    pages
}

/// The page of a name in roff, with the day that it is of; none when there is no such page.
///
/// # Errors
/// Those of writing, which does not leave the memory.
pub fn page(command: &Command, wanted: &str, date: &str, lang: Lang) -> io::Result<Option<String>> {
    let mut command = command.clone();
    command.build();
    let mut found = None;
    walk(&command, &mut |command, name| {
        if name == wanted {
            found = Some(command.clone());
        }
    });
    let Some(command) = found else {
        return Ok(None);
    };
    let mut page = Vec::new();
    let source = format!("amazon-help {}", command.get_version().unwrap_or_default());
    Man::new(command).date(date).source(source).manual(lang.pick("amazon-help の使い方", "amazon-help manual")).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    // An empty line says it already.
    page = page.replace("\n.br\n\n.br\n", "\n\n");
    // Lines without spaces cannot be stretched, and the name of an option must not be broken in two.
    let lines = lang.pick(JAPANESE_LINES, "\n.ad l\n.nh");
    if let Some(at) = page.find("\n.SH ") {
        page.insert_str(at, lines);
    }
    if lang == Lang::Ja {
        for (english, japanese) in HEADINGS {
            page = page.replace(&format!("\n.SH {english}\n"), &format!("\n.SH {japanese}\n"));
        }
        page = page.replace("[OPTIONS]", "[指定]");
    }
    // A hyphen in roff is one for breaking words, which cannot be copied.
    let more = MORE[usize::from(lang == Lang::En)].replace("-help/", "\\-help/");
    // The version stands last.
    let last = format!("\n.SH {}\n", lang.pick("版", "VERSION"));
    Ok(Some(match page.rfind(&last) {
        Some(at) => format!("{}\n{more}{}", &page[..at], &page[at + 1..]),
        None => page + &more,
    }))
}

fn walk(command: &Command, visit: &mut impl FnMut(&Command, &str)) {
    visit(command, command.get_display_name().unwrap_or_else(|| command.get_name()));
    command.get_subcommands().for_each(|sub| walk(sub, visit));
}
