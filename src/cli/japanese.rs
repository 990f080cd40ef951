//! The help in Japanese.

use clap::{Arg, Command};

use crate::text::Lang;

/// Help of each command by its path, `""` for the program itself.
const COMMANDS: &[(&str, &str)] = &[
    ("", "公式の問い合わせ方法と、その番号が本物かどうかを調べます"),
    ("route", "困りごとに合った公式の窓口を、手順と理由つきで案内します"),
    ("hours", "いま使える窓口、混み具合、次にすいている時間を示します"),
    ("channels", "窓口をくらべます: 受付時間、返事の早さ、記録、添付、言語、向き不向き"),
    ("check-number", "その番号がだれのものか、かけてよいかを、証拠つきで調べます"),
    ("check-url", "そのアドレスが公式のものか、似せたものか、それ以外かを調べます"),
    ("check-message", "SMS・メール・留守番電話の文面に、詐欺のしるしがないか調べます"),
    ("prepare", "連絡する前に用意するものと、話す言葉をまとめます"),
    ("issues", "相談できる用件の一覧と、文がどの用件に当たるかを示します"),
    ("faq", "人に聞かなくても解決できることと、その場所を示します"),
    ("explain", "ID のあるものを一つ、内容、使われるところ、だれが言っているかを添えて示します"),
    ("guide", "質問に順に答えるだけで、次にすることを一画面で示します"),
    ("completions", "コマンド・指定・ID をシェルで補完するためのスクリプトを出します"),
    ("man", "プログラムや各コマンドのマニュアルページを出します"),
    ("kb", "情報の手入れをします"),
    ("kb check", "情報のファイルの誤りをすべて報告します"),
    ("kb schema", "ファイルの形を JSON Schema で出します（エディター用）"),
    ("kb claims", "元の記事の主張を裏づけごとに並べ、使っているところを示します"),
    ("kb stale", "見直しの時期が来た項目を、古い順に並べます"),
];

/// Help of each argument by its id.
const ARGUMENTS: &[(&str, &str)] = &[
    ("kb", "このフォルダの情報から答えます [環境変数: AMAZON_HELP_KB]"),
    ("overlay", "このファイルの項目を加えて答えます。判定は厳しくなるだけで、ゆるくはなりません。何度でも指定できます"),
    ("no_overlay", "設定フォルダにある自分の追加を使いません [環境変数: AMAZON_HELP_OVERLAY は別のファイルを指し、空なら使いません]"),
    ("lang", "答えの言語（ja か en）。指定がなければ環境に合わせます [環境変数: AMAZON_HELP_LANG]"),
    (
        "format",
        "出力の形: table（標準）・plain・json、--input では table・jsonl・csv、hours では svg・html、prepare では html・markdown・text も",
    ),
    ("color", "色をいつ使うか: auto（標準）・always・never"),
    ("at", "この時点として答えます。例: 2026-11-24T10:00（日本時間）、2026-11-24T01:00Z"),
    ("tz", "この地域の時刻も示します。例: Europe/London"),
    ("width", "表示の幅（半角の文字数）。指定がなければ端末の幅"),
    ("pager", "端末で、答えを1ページずつ表示します [環境変数: AMAZON_HELP_PAGER、なければ PAGER、なければ less]"),
    ("ascii", "罫線と記号を ASCII 文字で表示します"),
    ("problem", "困っていることを、ふだんの言葉で（日本語か英語）"),
    ("issue", "用件のID。例: return、not-delivered"),
    ("audience", "あなたの立場のID。例: guest、member"),
    ("device", "端末のID。例: kindle"),
    ("urgent", "急いでいます"),
    ("cannot_talk", "いま声を出せません"),
    ("keep_record", "やり取りの記録を残したい"),
    ("attach", "写真やファイルを送りたい"),
    ("cannot_sign_in", "サインインできません"),
    ("channels", "この窓口だけ。例: phone-callback、chat"),
    ("week", "一つの窓口について、今日から7日間を1時間ごとの表にします。--format svg は画像、html はページになります"),
    ("days", "同じ表を、この日数で（1から31）"),
    ("ics", "一つの窓口の、次にすいている時間（10件まで）を新しいカレンダーファイル（iCalendar）に書きます。- は標準出力"),
    ("numbers", "調べる番号。書き方は自由です"),
    (
        "found",
        "番号をどこで見たか。判定は厳しくなるだけです: official-page（サインイン後の公式の画面）・search（検索）・ad（広告）・\
         ai-answer（AIの回答）・sns・qa-site（質問サイト）・sms・email・popup（警告画面）・letter（手紙）・voicemail（留守番電話）",
    ),
    ("incoming", "その番号から電話がかかってきました"),
    ("input", "ファイルの各行を調べます（1行に1件）。- は標準入力"),
    ("column", "ファイルは CSV で、調べるものはこの列にあります"),
    ("field", "ファイルは JSON Lines で、調べるものはこの項目にあります"),
    ("found_column", "番号をどこで見たかを示す列または項目"),
    ("encoding", "ファイルの文字コード: auto（標準）・utf-8・shift_jis"),
    ("fail_on", "この段階以上の行があれば終了コードを10か20にします: caution・danger"),
    ("channel", "この窓口に合わせます: phone-callback・chat・email-form など"),
    ("order", "注文番号（3桁-7桁-7桁）を記入します"),
    ("item", "商品名を記入します"),
    ("ordered_on", "注文した日を記入します。例: 2026-11-20、11/20、11月20日"),
    ("wish", "してほしいこと（返金、交換など）を記入します"),
    ("what_happened", "何が起きたかを記入します"),
    ("name", "登録している氏名を記入します"),
    ("words", "知りたいこと（日本語か英語）、または項目の ID"),
    ("id", "答えに出てくるID"),
    ("urls", "調べるアドレス。書き方は自由です"),
    ("file", "メッセージのファイル（.eml、HTML、文章）。指定がないとき、または - のときは標準入力から読みます"),
    ("text", "メッセージの文面そのもの"),
    ("from", "差出人: 名前、アドレス、または「名前 <アドレス>」"),
    ("subject", "件名"),
    ("kind", "どのように届いたか: sms・email・voicemail（留守番電話）"),
    ("dir", "情報のフォルダ"),
    ("topic", "ファイル。例: issues、rules/message。指定がなければ一覧を出します"),
    (
        "standing",
        "この裏づけの主張だけ: confirmed（ほかの資料も同じ）・mixed（資料により違う）・contradicted（食い違う）・\
         unverifiable（裏づけが見つからない）・unchecked（確かめていない）",
    ),
    ("shell", "シェル: bash・zsh・fish・powershell・elvish"),
    ("page", "コマンド。例: route、kb check。指定がなければプログラム全体"),
    ("list", "すべてのページの名前を並べます"),
    ("help", "この説明を表示します"),
    ("version", "版を表示します"),
];

/// What the values of an argument mean, by its id: shells show it beside each.
pub const VALUES: &[(&str, &[(&str, &str)])] = &[
    ("lang", &[("ja", "日本語"), ("en", "英語")]),
    (
        "format",
        &[
            ("table", "端末で読むための表（標準）"),
            ("plain", "罫線と色のない同じ内容（読み上げやパイプ向け）"),
            ("json", "一つの JSON 文書"),
            ("jsonl", "1行に1件の JSON"),
            ("csv", "CSV（--input と）"),
            ("svg", "これからの日々の図（hours で）"),
            ("html", "ページ: hours では図、prepare では印刷用"),
            ("markdown", "メモ用の Markdown（prepare で）"),
            ("text", "書きこむ余白のある文章（prepare で）"),
        ],
    ),
    ("color", &[("auto", "端末では使う（標準）"), ("always", "いつも使う"), ("never", "使わない")]),
    ("kind", &[("sms", "SMS"), ("email", "メール"), ("voicemail", "留守番電話を文字にしたもの")]),
    ("fail_on", &[("caution", "問題なし以外"), ("danger", "危険だけ")]),
    (
        "encoding",
        &[("auto", "ファイルの始まりから見分ける（標準）"), ("utf-8", "UTF-8"), ("shift_jis", "Shift_JIS（日本の表計算ソフトなど）")],
    ),
];

/// What stands under the help of some commands.
const AFTER: &[(&str, &str)] = &[
    (
        "route",
        "例:\n  amazon-help route --issue return\n  amazon-help route 荷物が届かない --cannot-talk\n  amazon-help route 二重に請求された --urgent",
    ),
    (
        "hours",
        "例:\n  amazon-help hours\n  amazon-help hours phone-callback --tz Europe/London\n  amazon-help hours --week\n  amazon-help hours phone-callback --ics quiet.ics",
    ),
    ("channels", "例:\n  amazon-help channels\n  amazon-help channels phone-callback chat"),
    (
        "check-number",
        "終了コード: 0 問題なし、10 注意、20 危険\n\n例:\n  amazon-help check-number 0120-999-373\n  amazon-help check-number \"+1 888-555-0123\" --found sms\n  amazon-help check-number 03-5555-0123 --incoming\n  amazon-help check-number --input calls.csv --column caller --format csv",
    ),
    (
        "check-url",
        "何も開きません。終了コード: 0 公式、10 それ以外、20 似せたもの\n\n例:\n  amazon-help check-url https://shop.example.co.jp/\n  amazon-help check-url \"hxxps://shop[.]co[.]jp[.]example[.]top/\"",
    ),
    (
        "check-message",
        "メッセージは、ファイル（.eml、HTML、文章）か標準入力から読むか、--text で渡します。\n\n終了コード: 0 しるしなし、10 怪しい、20 危険\n\n例:\n  amazon-help check-message mail.eml\n  amazon-help check-message --text \"アカウントを停止しました https://example.top/\"\n  amazon-help check-message < message.txt",
    ),
    (
        "issues",
        "例:\n  amazon-help issues\n  amazon-help issues 配達済みなのに荷物がない\n  amazon-help issues --input questions.txt --format csv",
    ),
    (
        "completions",
        "例:\n  amazon-help completions bash > ~/.local/share/bash-completion/completions/amazon-help\n  amazon-help completions zsh > ~/.zfunc/_amazon-help\n  amazon-help completions fish > ~/.config/fish/completions/amazon-help.fish",
    ),
    ("man", "例:\n  amazon-help man | man -l -\n  amazon-help man check-number | man -l -\n  amazon-help man --list"),
    ("kb schema", "例:\n  amazon-help kb schema\n  amazon-help kb schema rules/message > rules-message.json"),
    ("kb claims", "例:\n  amazon-help kb claims --standing contradicted\n  amazon-help kb claims --format json"),
    ("kb stale", "例:\n  amazon-help kb stale\n  amazon-help kb stale --at 2027-12-01"),
    ("faq", "言葉がなければ、項目の一覧を示します。\n\n例:\n  amazon-help faq\n  amazon-help faq パスワード\n  amazon-help faq 領収書"),
    ("explain", "例:\n  amazon-help explain number-in-message\n  amazon-help explain phone-callback\n  amazon-help explain F127"),
    (
        "prepare",
        "記入した内容はどこにも残しません。\n\n例:\n  amazon-help prepare --issue return\n  amazon-help prepare 違う商品が届いた --channel chat\n  amazon-help prepare --issue return --order 250-1234567-1234567 --format html > page.html",
    ),
];

const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}\n";

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(k, _)| *k == key).map(|(_, text)| *text)
}

/// The command with its help in a language; English is what it has already.
pub fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Ja => translate(command, ""),
    }
}

fn translate(mut command: Command, path: &str) -> Command {
    if path == "prepare" {
        // Now instead of later, to have its help translated as well.
        command = super::fills::add(command).defer(|command| command);
    }
    command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("コマンド")
        .subcommand_value_name("コマンド")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h').action(clap::ArgAction::Help))
        .arg(flag("version", 'V').action(clap::ArgAction::Version));
    if let Some(about) = find(COMMANDS, path) {
        command = command.about(about).long_about(about);
    }
    if let Some(after) = find(AFTER, path) {
        command = command.after_help(after);
    }
    let ids: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    for id in ids {
        command = command.mut_arg(&id, |arg| {
            let heading = match (arg.is_global_set(), arg.is_positional()) {
                (true, _) => "どのコマンドでも使える指定",
                (false, true) => "引数",
                (false, false) => "指定",
            };
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help_heading(heading);
            // Possible values and defaults stand in the help already.
            let arg = if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg };
            match find(ARGUMENTS, &id) {
                Some(help) => arg.help(help).long_help(help),
                None => arg,
            }
        });
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let below = if path.is_empty() { name.clone() } else { format!("{path} {name}") };
        command = command.mut_subcommand(&name, |sub| translate(sub, &below));
    }
    command
}

fn flag(name: &'static str, short: char) -> Arg {
    Arg::new(name).long(name).short(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// With what is added to a command only when it is used.
    fn whole() -> Command {
        let mut command = crate::cli::Whole::command();
        command.build();
        command
    }

    fn walk(command: &Command, path: &str, visit: &mut impl FnMut(&Command, &str)) {
        visit(command, path);
        for sub in command.get_subcommands() {
            let below = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path} {}", sub.get_name()) };
            walk(sub, &below, visit);
        }
    }

    #[test]
    fn every_command_and_argument_has_japanese_help() {
        walk(&whole(), "", &mut |command, path| {
            assert!(find(COMMANDS, path).is_some(), "no Japanese help for the command {path:?}");
            assert!(command.get_about().is_some(), "no English help for the command {path:?}");
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(find(ARGUMENTS, id).is_some(), "no Japanese help for {path} {id}");
                assert!(arg.get_help().is_some() || matches!(id, "help" | "version"), "no English help for {path} {id}");
            }
        });
    }

    #[test]
    fn every_explained_value_is_explained_in_japanese() {
        let mut explained = Vec::new();
        walk(&whole(), "", &mut |command, path| {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let values = arg.get_possible_values();
                if values.iter().all(|value| value.get_help().is_none()) {
                    continue;
                }
                let id = arg.get_id().to_string();
                let japanese = VALUES.iter().find(|(arg, _)| *arg == id).map_or(&[][..], |(_, values)| values);
                assert!(values.iter().map(|v| v.get_name()).eq(japanese.iter().map(|(v, _)| *v)), "{path} {id}");
                explained.push(id);
            }
        });
        assert!(VALUES.iter().all(|(id, _)| explained.iter().any(|e| e == id)), "{explained:?}");
    }

    #[test]
    fn nothing_is_translated_that_is_not_there() {
        let mut ids = vec!["help".to_owned(), "version".to_owned()];
        let mut paths = Vec::new();
        walk(&whole(), "", &mut |command, path| {
            paths.push(path.to_owned());
            ids.extend(command.get_arguments().map(|a| a.get_id().to_string()));
        });
        for (id, _) in ARGUMENTS {
            assert!(ids.iter().any(|i| i == id), "{id} is no argument");
        }
        for (path, _) in COMMANDS.iter().chain(AFTER) {
            assert!(paths.iter().any(|p| p == path), "{path} is no command");
        }
    }

    #[test]
    fn the_translated_command_line_holds_together() {
        in_language(crate::cli::Whole::command(), Lang::Ja).debug_assert();
    }
}
