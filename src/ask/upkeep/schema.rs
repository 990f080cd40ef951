//! The form of the files of a KB, as JSON Schema.

use serde_json::Value as Json;

use crate::ask::{NoAnswer, nearest_first};
use crate::kb::{FILES, schema};
use crate::text::Text;

/// One file of a KB.
#[derive(Debug, Clone, PartialEq)]
pub struct FileForm {
    /// Its name, such as `rules/url`.
    pub name: String,
    /// What is in it.
    pub text: Text,
    /// Its schema.
    pub schema: Json,
}

/// Every file.
pub fn all() -> Vec<FileForm> {
    names().map(form).collect()
}

/// One file: `rules/url`, `rules-url`, with `.toml` or `.json` behind it or not.
///
/// # Errors
/// When no file is called that; the nearest are listed.
pub fn one(wanted: &str) -> Result<FileForm, NoAnswer> {
    let bare = wanted.trim_start_matches("./").trim_end_matches(".toml").trim_end_matches(".json");
    let found = names().find(|name| *name == bare || name.replace('/', "-") == bare);
    found.map(form).ok_or_else(|| {
        let all: Vec<(&str, Text)> = names().map(|name| (name, purpose(name))).collect();
        NoAnswer::UnknownId { kind: "file", id: wanted.to_owned(), candidates: nearest_first(bare, all.iter().map(|(n, t)| (*n, t))) }
    })
}

fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.trim_end_matches(".toml"))
}

fn form(name: &str) -> FileForm {
    FileForm { name: name.to_owned(), text: purpose(name), schema: schema::baked(name) }
}

fn purpose(name: &str) -> Text {
    match name {
        "kb" => {
            Text::new("だれについての情報か、どの答えにも共通すること", "Who the knowledge base is about, and what holds for every answer")
        }
        "sources" => Text::new("出典", "Where the facts come from"),
        "claims" => Text::new("元の記事の主張と、その裏づけ", "What the source article says, and how it stands"),
        "channels" => Text::new("問い合わせの窓口", "The ways to get help"),
        "hours" => Text::new("受付時間と混み具合", "When channels are open, and how busy"),
        "issues" => {
            Text::new("用件: 言い方、窓口の順、用意するもの", "Problems: how people say them, which channel fits, what to have ready")
        }
        "audiences" => Text::new("だれが、どの端末で、どんな状況か", "Who asks, about which device, in which situation"),
        "checklists" => Text::new("用意するもの、話す言葉、伝えてはいけないこと", "What to have ready, what to say, what never to tell"),
        "faq" => Text::new("窓口に聞かずに解決できること", "What one can settle without a person"),
        "numbers" => Text::new("電話番号の登録簿", "The register of phone numbers"),
        "domains" => Text::new("公式のドメインと、まねされる名前", "Official domains, and names that others imitate"),
        "rules/number" => Text::new("電話番号の注意の規則", "Rules that warn of phone numbers"),
        "rules/url" => Text::new("アドレスの注意の規則", "Rules that warn of web addresses"),
        "rules/message" => Text::new("メッセージの注意の規則", "Rules that warn of messages"),
        _ => Text::same(""),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_purpose_and_a_schema_that_names_it() {
        let all = all();
        assert_eq!(all.len(), FILES.len());
        for file in all {
            assert!(!file.text.ja.is_empty() && !file.text.en.is_empty(), "{}", file.name);
            assert_eq!(file.schema["title"], format!("{}.toml", file.name));
        }
    }

    #[test]
    fn a_file_can_be_named_as_one_has_it_at_hand() {
        for wanted in ["rules/message", "rules-message", "rules/message.toml", "rules-message.json"] {
            assert_eq!(one(wanted).unwrap().name, "rules/message", "{wanted}");
        }
        let Err(NoAnswer::UnknownId { candidates, .. }) = one("isues") else { unreachable!("there is no such file") };
        assert_eq!(candidates[0].0, "issues");
    }
}
