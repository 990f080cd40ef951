//! The two languages of every text.

use serde::{Deserialize, Serialize};

/// A language an answer can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// Both, in the order in which JSON lists them.
    pub const ALL: [Lang; 2] = [Lang::Ja, Lang::En];

    /// The language of a locale such as `ja_JP.UTF-8`: `ja*` is Japanese, everything else English.
    pub fn of_locale(locale: &str) -> Lang {
        if locale.to_ascii_lowercase().starts_with("ja") { Lang::Ja } else { Lang::En }
    }

    /// The one of two texts that is in this language.
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Japanese, as a native would write it.
    pub ja: String,
    /// Plain English.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Text {
        Text { ja: ja.into(), en: en.into() }
    }

    /// The same string in both languages, for names that have no translation.
    pub fn same(text: impl Into<String>) -> Text {
        let en = text.into();
        Text { ja: en.clone(), en }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.ja, &self.en)
    }

    /// The text with each `{key}` replaced by the value in the same language.
    pub fn fill(&self, key: &str, value: &Text) -> Text {
        let key = format!("{{{key}}}");
        Text { ja: self.ja.replace(&key, &value.ja), en: self.en.replace(&key, &value.en) }
    }
}

/// The keys between braces in a text, which [`Text::fill`] replaces.
pub fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(key, _)| key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_that_starts_with_ja_is_japanese() {
        for (locale, lang) in
            [("ja", Lang::Ja), ("ja_JP.UTF-8", Lang::Ja), ("JA_jp", Lang::Ja), ("en_US.UTF-8", Lang::En), ("C", Lang::En), ("", Lang::En)]
        {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn blanks_are_the_keys_in_braces() {
        assert!(blanks("番号は{order-number}、品は{product}です。").eq(["order-number", "product"]));
        assert_eq!(blanks("なし { }{").collect::<Vec<_>>(), [" "]);
        assert_eq!(blanks("なし").count(), 0);
    }

    #[test]
    fn fill_replaces_in_both_languages() {
        let text = Text::new("「{topic}」を選ぶ", "Choose \"{topic}\"");
        assert_eq!(text.fill("topic", &Text::new("返品", "returns")), Text::new("「返品」を選ぶ", "Choose \"returns\""));
    }
}
