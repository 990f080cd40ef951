//! What can be wrong with a KB: every kind has a code, every find a place.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::text::Text;

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $id:literal, $level:ident, $ja:literal, $en:literal;)*) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$meta])* $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as shown.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// What is wrong, in a few words.
            pub fn title(self) -> Text {
                match self { $(Code::$name => Text::new($ja, $en),)* }
            }

            /// Whether it stops a KB from being used.
            pub fn is_error(self) -> bool {
                match self { $(Code::$name => codes!(@ $level),)* }
            }
        }
    };
    (@ error) => { true };
    (@ warning) => { false };
}

codes! {
    /// A file of the KB is not there.
    MissingFile = "missing-file", error, "ファイルがありません", "a file is missing";
    /// A file cannot be read.
    UnreadableFile = "unreadable-file", error, "ファイルを読めません", "a file cannot be read";
    /// Not TOML.
    Syntax = "syntax", error, "TOML の書き方が正しくありません", "this is not valid TOML";
    /// A key that means nothing here.
    UnknownKey = "unknown-key", error, "知らない項目です", "this key is not known here";
    /// A required key is not there.
    MissingKey = "missing-key", error, "必要な項目がありません", "a required key is missing";
    /// One of the two languages is not there.
    MissingTranslation = "missing-translation", error, "片方の言語がありません", "one of the two languages is missing";
    /// A text is there but empty.
    EmptyText = "empty-text", error, "文が空です", "a text is empty";
    /// A value of another type.
    WrongType = "wrong-type", error, "値の種類が違います", "this value has the wrong type";
    /// A value that is not among those allowed.
    UnknownValue = "unknown-value", error, "使えない値です", "this value is not allowed here";
    /// A list that must not be empty.
    EmptyList = "empty-list", error, "一覧が空です", "this list must not be empty";
    /// Not a date.
    BadDate = "bad-date", error, "日付として正しくありません", "this is not a date";
    /// An id that is not kebab-case.
    BadId = "bad-id", error, "ID の形が正しくありません", "this id has the wrong form";
    /// A character that nobody sees but the terminal.
    HiddenCharacter = "hidden-character", error, "見えない文字があります", "there is a character that nobody can see";
    /// Two entries with one id.
    DuplicateId = "duplicate-id", error, "同じ ID が二度あります", "this id stands twice";
    /// An id that nothing has.
    DanglingId = "dangling-id", error, "この ID の項目はありません", "nothing has this id";
    /// Not `opening_hours` syntax.
    BadHours = "bad-hours", error, "営業時間の書き方が正しくありません", "this is not valid opening_hours syntax";
    /// Not a number in E.164 form.
    BadNumber = "bad-number", error, "E.164 の電話番号ではありません", "this is not a phone number in E.164 form";
    /// A number in E.164 form that cannot exist.
    InvalidNumber = "invalid-number", error, "使われていない番号です", "no such phone number can exist";
    /// Not a regular expression within the bounds.
    BadPattern = "bad-pattern", error, "正規表現として使えません", "this regular expression cannot be used";
    /// Not a time zone.
    BadZone = "bad-zone", error, "タイムゾーンの名前ではありません", "this is not a time zone";
    /// `in-use` although a source says otherwise.
    ContraryEvidence = "contrary-evidence", error, "反対の情報がある番号を in-use にはできません", "a number with contrary evidence cannot be in-use";
    /// A rule's own example gives another result.
    ExampleFails = "example-fails", error, "規則の例が合いません", "an example of this rule does not hold";
    /// A rule for messages that could never match, or always.
    EmptyRule = "empty-rule", error, "規則に中身がありません", "this rule says nothing";
    /// A phrase that would be found everywhere.
    ShortPhrase = "short-phrase", error, "言葉が短すぎます", "this phrase is too short";
    /// A phrase in a form that no text has once tricks are undone.
    NotPlain = "not-plain", error, "この書き方の言葉は見つかりません", "a phrase written like this is never found";
    /// A claim that is neither used nor explained.
    UnusedClaim = "unused-claim", error, "使われていない主張に理由がありません", "this claim is neither used nor explained";
    /// A claim that is both used and explained away.
    ClaimBothWays = "claim-both-ways", error, "使われている主張に「使わない理由」があります", "this claim is used although a reason says it is not";
    /// An issue with too few ways to say it.
    FewPhrases = "few-phrases", error, "言い方が足りません", "too few ways to say this";
    /// An issue that its own words do not find.
    UnreachableIssue = "unreachable-issue", error, "この用件は見つけられません", "this issue cannot be found";
    /// An issue that leads nowhere.
    NoChannel = "no-channel", error, "使える窓口がありません", "no channel is left for this issue";
    /// A text that calls something safe.
    SaysSafe = "says-safe", error, "「安全」と言い切ってはいけません", "no text may call something safe";
    /// An addition that would make something official or calmer.
    Calming = "calming", error, "追加した情報で、判定をゆるめることはできません", "an addition cannot make anything official or calmer";
    /// An addition with the id of something that is there.
    Shadows = "shadows", error, "すでにある項目を置き換えることはできません", "an addition cannot replace what is there";
    /// An entry that is due for review.
    Overdue = "overdue", warning, "見直しの時期を過ぎています", "this entry is due for review";
    /// An entry checked on a day that has not come yet.
    FutureDate = "future-date", warning, "まだ来ていない日付です", "this day has not come yet";
    /// A source that nothing names.
    UnusedSource = "unused-source", warning, "どこからも使われていない出典です", "nothing names this source";
}

/// One find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub code: Code,
    /// The file, relative to the KB's folder; empty for a file of additions.
    pub file: String,
    /// Bytes of the file it is about; empty at 0 when it is about the file as a whole.
    pub span: Range<usize>,
    /// What exactly.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

/// Everything found in a KB.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The folder, or the file of additions.
    pub dir: String,
    /// What is wrong, in the order of files and lines.
    pub problems: Vec<Problem>,
    /// The text of each file that was read.
    pub texts: BTreeMap<String, String>,
}

impl Report {
    /// Whether anything stops the KB from being used.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|p| p.code.is_error())
    }

    /// Line and column of a problem, both from 1; columns count characters.
    pub fn place(&self, problem: &Problem) -> (usize, usize) {
        let text = self.texts.get(&problem.file).map_or("", String::as_str);
        let before = text.get(..problem.span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_titled_in_both_languages() {
        let ids: BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        for code in Code::ALL {
            let title = code.title();
            assert!(!title.ja.is_empty() && !title.en.is_empty(), "{}", code.id());
        }
    }
}
