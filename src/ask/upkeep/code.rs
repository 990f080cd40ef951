//! What each code of a KB's check means, why it matters, and how to mend it.

use crate::ask::explain::{Entry, Kind};
use crate::kb::Code;
use crate::text::Text;

/// The explanations of all codes.
pub fn entries() -> impl Iterator<Item = Entry> {
    Code::ALL.iter().map(|code| {
        let [means, why, mend] = texts(*code);
        let mut entry = Entry::new(Kind::Problem, code.id(), means);
        entry.notes = vec![why, mend];
        entry
    })
}

/// What it means, why it matters, how to mend it.
#[allow(clippy::too_many_lines, reason = "a table of texts")]
fn texts(code: Code) -> [Text; 3] {
    let all = |means: (&str, &str), why: (&str, &str), mend: (&str, &str)| [means, why, mend].map(|(ja, en)| Text::new(ja, en));
    match code {
        Code::NotPlain => all(
            (
                "探す言葉に、大文字、全角の英数字、半角のカナ、日本語の中の空白などが入っています。",
                "A phrase has capital or full-width letters, half-width kana, spaces inside Japanese or the like.",
            ),
            (
                "文章は、そうした書き方の違いをなくしてから調べます。違いが残ったままの言葉は、どの文章にも見つかりません。",
                "Texts are searched after such differences are taken out. A phrase that keeps them is found in none.",
            ),
            ("ヒントのとおりに書き直してください。", "Write it as the hint says."),
        ),
        Code::Calming => all(
            (
                "追加のファイルに、何かを公式にしたり、判定を軽くしたりするものが入っています。",
                "A file of additions has something that would make a thing official, or a verdict milder.",
            ),
            (
                "自分で足したものが本物らしく見えると、だまされるもとになります。追加は、判定を重くすることだけができます。",
                "Additions that make something look genuine would help a scam. They can make a verdict worse, never better.",
            ),
            (
                "その項目を消すか、番号なら state を「reported」にしてください。公式の番号やドメインは、出典とともに情報のフォルダに書きます。",
                "Take the entry out, or give a number the state `reported`. Official numbers and domains belong into a KB folder, with their sources.",
            ),
        ),
        Code::Shadows => all(
            (
                "追加のファイルのIDが、元の情報にすでにあるものと同じです。",
                "An id of a file of additions is that of an entry of the knowledge base.",
            ),
            ("同じIDで書くと、元の内容が隠れてしまいます。", "It would hide what is there already."),
            ("別のIDにしてください。", "Choose another id."),
        ),
        Code::MissingFile => all(
            (
                "情報のフォルダに、決まったファイルの一つがありません。",
                "One of the files that every knowledge base has is not in the folder.",
            ),
            (
                "ファイルが欠けると、質問の一部に答えられません。欠けた情報からは何も答えません。",
                "Without it some questions have no answer, so nothing is answered from the folder at all.",
            ),
            (
                "ファイルを置いてください。書くことがなければ空のファイルでかまいません（kb.toml を除く）。一覧は amazon-help kb schema で見られます。",
                "Add the file. An empty one will do where there is nothing to say, except for kb.toml. amazon-help kb schema lists them all.",
            ),
        ),
        Code::UnreadableFile => all(
            (
                "ファイルはありますが、読めません。権限がない、ふつうのファイルではない、フォルダの外へのリンクである、2 MiB より大きい、UTF-8 ではない、のどれかです。",
                "The file is there but cannot be read: no permission, not an ordinary file, a link that leads out of the folder, larger than 2 MiB, or not UTF-8.",
            ),
            ("読めないファイルの中身は確かめられません。", "What cannot be read cannot be checked."),
            ("権限を直すか、エディターで UTF-8 として保存し直してください。", "Mend the permissions, or save it as UTF-8 in your editor."),
        ),
        Code::Syntax => all(
            (
                "TOML として読めない行があります。引用符やかっこの閉じ忘れが多い原因です。",
                "A line is not TOML; most often a quote or bracket is not closed.",
            ),
            ("一か所でも読めないと、ファイル全体の意味が決まりません。", "One such line leaves the meaning of the whole file open."),
            (
                "示された行と、その一つ前の行を見てください。エディターに TOML の拡張があれば、書いている間に知らせてくれます。",
                "Look at the line shown and the one before it. An editor with TOML support tells you while you type.",
            ),
        ),
        Code::UnknownKey => all(
            ("この場所では使わない項目名です。", "This key is not used in this place."),
            (
                "書き間違いの項目は、黙って無視されると気づけません。そのため必ず知らせます。",
                "A misspelt key that is silently ignored would never be noticed, so it is always reported.",
            ),
            (
                "つづりを直すか、消してください。使える項目は amazon-help kb schema ファイル名 で見られます。",
                "Correct the spelling or delete it. amazon-help kb schema FILE shows the keys there are.",
            ),
        ),
        Code::MissingKey => all(
            ("必ず書く項目がありません。", "A key that every entry needs is not there."),
            ("欠けたままでは、答えの一部が空になります。", "Without it a part of an answer would be empty."),
            (
                "項目を足してください。わからないときは、その項目ごと載せないでください。推測では書きません。",
                "Add it. If you do not know it, leave the whole entry out; nothing is guessed.",
            ),
        ),
        Code::MissingTranslation => all(
            ("日本語と英語のどちらか一方しかありません。", "Only one of Japanese and English is there."),
            ("どの答えも両方の言語で読めると約束しています。", "Every answer is promised in both languages."),
            ("{ ja = \"…\", en = \"…\" } の形で、もう一方も書いてください。", "Write the other one too: { ja = \"…\", en = \"…\" }."),
        ),
        Code::EmptyText => all(
            ("文が空か、空白だけです。", "A text is empty or nothing but white space."),
            ("答えの中に空の行ができます。", "It would leave a blank in an answer."),
            ("文を書くか、なくてもよい項目なら項目ごと消してください。", "Write the text, or delete the key where it may be left out."),
        ),
        Code::WrongType => all(
            (
                "値の種類が違います。たとえば、true と書くところに \"yes\" とあります。",
                "The value is of another kind, such as \"yes\" where true belongs.",
            ),
            ("意味を取り違えるおそれがあるので、読み替えはしません。", "It is not converted, as that could change what is meant."),
            ("示された種類で書いてください。data/README.md に例があります。", "Write it as the message says; data/README.md has examples."),
        ),
        Code::UnknownValue => all(
            ("決まった値の中にない値です。", "The value is not one of those that are allowed here."),
            ("プログラムは、知っている値にだけ意味を与えられます。", "The program gives a meaning only to the values it knows."),
            ("ヒントにある値から選んでください。", "Choose one of the values in the hint."),
        ),
        Code::EmptyList => all(
            ("少なくとも一つ必要な一覧が空です。", "A list that needs at least one member is empty."),
            (
                "出典のない事実や、例のない規則は確かめられません。",
                "A fact without a source, or a rule without an example, cannot be checked.",
            ),
            (
                "一つ以上書いてください。出典がなければ、その項目は載せられません。",
                "Write at least one. Without a source the entry cannot stay.",
            ),
        ),
        Code::BadDate => all(
            ("日付の形が違うか、暦にない日です。", "It is not written as a date, or the calendar has no such day."),
            ("古さと見直しの時期は、日付から計算します。", "How old a fact is and when to review it are worked out from its date."),
            (
                "\"2026-11-23\" のように書いてください。出典の日付は \"2013-04\" や \"2013\" でもかまいません。",
                "Write it like \"2026-11-23\"; the date of a source may also be \"2013-04\" or \"2013\".",
            ),
        ),
        Code::BadId => all(
            (
                "ID は、小文字の英数字をハイフンでつないだ形（kebab-case）か、主張の F001 の形です。",
                "Ids are kebab-case, lower-case letters and digits joined by hyphens, or F001 for claims.",
            ),
            (
                "ID はコマンドや JSON にそのまま出ます。形がそろっていると、打ち間違いに気づけます。",
                "Ids stand in commands and JSON as they are; one form makes mistakes visible.",
            ),
            ("形を直し、その ID を使っているところも直してください。", "Correct it, and wherever it is used."),
        ),
        Code::DuplicateId => all(
            ("同じ ID の項目が二つあります。", "Two entries have the same id."),
            ("ID で探したとき、どちらのことか決まりません。", "Whoever looks for the id could find either."),
            (
                "片方の ID を変えるか、一つにまとめてください。使われた ID は、後で別の意味に使いません。",
                "Rename one or make them one. An id once used never gets another meaning.",
            ),
        ),
        Code::DanglingId => all(
            ("どの項目にもない ID を指しています。", "It names an id that no entry has."),
            ("出典や窓口をたどれなくなります。", "The source or channel it means cannot be found."),
            (
                "つづりを直すか、その ID の項目を足してください。規則が指せるのは、前にある規則だけです。",
                "Correct the spelling, or add the entry. A rule can name only rules further up.",
            ),
        ),
        Code::BadHours => all(
            (
                "OpenStreetMap の opening_hours の書き方として読めません。",
                "It is not an expression in OpenStreetMap's opening_hours syntax.",
            ),
            ("「今、開いているか」は、この式から計算します。", "Whether a channel is open now is worked out from it."),
            (
                "\"Mo-Fr 09:00-18:00\" や \"24/7\" のように書いてください。わからない時間は unknown と書きます。",
                "Write it like \"Mo-Fr 09:00-18:00\" or \"24/7\"; hours that nobody knows are unknown.",
            ),
        ),
        Code::BadNumber => all(
            (
                "電話番号が E.164 の形（「+」、国番号、先頭の 0 を除いた番号）ではありません。",
                "A phone number is not in E.164 form: +, country code, and the number without its leading 0.",
            ),
            (
                "同じ番号がいつも同じ形でないと、登録簿から見つけられません。",
                "A number is found in the register only if it is always written the same way.",
            ),
            (
                "\"+81120999373\" のように、ハイフンも空白も入れずに書いてください。",
                "Write it like \"+81120999373\", without hyphens or spaces.",
            ),
        ),
        Code::InvalidNumber => all(
            (
                "形は正しいのですが、その国の番号計画で使われていない番号です。桁数の違いが多い原因です。",
                "The form is right, but no range of that country's numbering plan has such a number; most often a digit is missing or too many.",
            ),
            (
                "存在しない番号を「だれかの番号」として載せると、打ち間違いが情報として残ります。",
                "A number that cannot exist would keep a typing mistake alive as a fact.",
            ),
            (
                "出典の番号と一桁ずつ比べてください。出典の方が誤っているなら、載せないでください。",
                "Compare it with the source digit by digit. If the source is wrong, leave it out.",
            ),
        ),
        Code::BadPattern => all(
            (
                "正規表現として読めないか、大きすぎます（500文字、展開後 256 KiB まで）。",
                "It is not a regular expression, or a too large one (500 characters, 256 KiB when compiled).",
            ),
            ("大きな正規表現は、答えるたびに時間とメモリーを使います。", "A large pattern costs time and memory with every answer."),
            (
                "かっこの対応を確かめ、繰り返しの中の繰り返しを減らしてください。",
                "Check the brackets, and avoid repetitions inside repetitions.",
            ),
        ),
        Code::TooLong => all(
            (
                "一覧か文が長すぎます。用件と規則はファイルごとに500件まで、ほかの一覧は5000件まで、文は6000バイト（日本語で2000文字）までです。",
                "A list or a text is too long. A file can have 500 issues or rules, any other list 5,000 entries, a text 6,000 bytes (2,000 characters of Japanese).",
            ),
            (
                "よそからもらった情報が大きすぎて、プログラムが止まったように見えることを防ぎます。",
                "A knowledge base from somewhere else must not keep the program busy without end.",
            ),
            ("要らないものを消すか、文を短くしてください。", "Take out what is not needed, or make the text shorter."),
        ),
        Code::ControlCharacter => all(
            (
                "画面を操作する文字や、文字の向きを変える文字など、見えない文字が文に入っています。",
                "A text has characters that cannot be seen: they act on the terminal, turn the direction of writing, or take no room.",
            ),
            (
                "答えの見え方を変えられるので、番号やリンクを別のものに見せることができます。",
                "They change how an answer looks, and so can pass one number or link off as another.",
            ),
            ("その文字を消してください。", "Take those characters out."),
        ),
        Code::BadZone => all(
            ("タイムゾーンの名前ではありません。", "It is not the name of a time zone."),
            ("受付時間は、この地域の時刻で計算します。", "Hours are reckoned in this zone."),
            ("\"Asia/Tokyo\" のような IANA の名前で書いてください。", "Write an IANA name such as \"Asia/Tokyo\"."),
        ),
        Code::ContraryEvidence => all(
            (
                "反対の情報（廃止、詐欺など）がある番号が、in-use になっています。",
                "A number is in-use although one of its sources says otherwise (retired, scam and so on).",
            ),
            (
                "in-use の番号だけが official になれます。食い違いがある番号を公式と示すと、人がだまされます。",
                "Only a number in use can become official. Showing a disputed one as official is how people get hurt.",
            ),
            (
                "state を unconfirmed か former にしてください。反対の情報を消して合わせてはいけません。",
                "Make the state unconfirmed or former. Never delete the contrary evidence to make it fit.",
            ),
        ),
        Code::ExampleFails => all(
            ("規則に書かれた例が、規則の条件と合いません。", "An example in a rule does not give what it should."),
            (
                "例は、規則が何をするかの約束です。規則を直したときに、思わぬ変化を見つけます。",
                "Examples are what a rule promises; they show what a change has broken.",
            ),
            (
                "どちらが正しいかを決めて、条件か例を直してください。ほかの規則や登録簿が原因のこともあります。",
                "Decide which is right and mend the condition or the example. Another rule or the register can be the cause.",
            ),
        ),
        Code::EmptyRule => all(
            ("メッセージの規則に、言葉も条件もありません。", "A rule for messages has neither phrases nor a condition."),
            ("何にも当てはまらないか、何にでも当てはまります。", "It would match nothing, or everything."),
            ("says か when を書いてください。", "Give it says or when."),
        ),
        Code::ShortPhrase => all(
            ("言葉、または「…」で区切った一部が1文字以下です。", "A phrase, or a piece of one between …, has less than two characters."),
            ("ほとんどの文に含まれるので、何でもない文に注意が出ます。", "It occurs in nearly every text and would warn of harmless ones."),
            ("前後の言葉を含めて、2文字以上にしてください。", "Add words around it until each piece has two characters or more."),
        ),
        Code::UnusedClaim => all(
            (
                "元の記事の主張を、どの項目も使っていません。使わない理由もありません。",
                "No entry uses this claim of the source article, and nothing says why.",
            ),
            (
                "主張は一つも黙って落としません。使うか、使わない理由を残します。",
                "No claim is dropped silently: it is used, or the reason is kept.",
            ),
            (
                "使う項目の claims に ID を足すか、not_advice に理由を書いてください。一覧は amazon-help kb claims で見られます。",
                "Add its id to the claims of an entry, or write the reason as not_advice. amazon-help kb claims lists them all.",
            ),
        ),
        Code::ClaimBothWays => all(
            (
                "主張が項目に使われているのに、「使わない理由」も書かれています。",
                "A claim is used by an entry although a reason says that it is not.",
            ),
            ("どちらかが古くなっています。", "One of the two is out of date."),
            ("not_advice を消すか、項目の claims から外してください。", "Delete not_advice, or take it out of the entry's claims."),
        ),
        Code::FewPhrases => all(
            ("用件の言い方が、一つの言語で8個に足りません。", "An issue has fewer than eight ways to say it in one language."),
            (
                "言い方が少ないと、ふだんの言葉で聞かれたときに見つけられません。",
                "With few, it is not found when people describe it in their own words.",
            ),
            ("人が実際に言う短い言い方を足してください。", "Add short phrases, as people really say them."),
        ),
        Code::UnreachableIssue => all(
            (
                "用件の最初の言い方で探すと、別の用件が見つかるか、何も見つかりません。",
                "Searching with an issue's own first phrase finds another issue, or none.",
            ),
            ("その用件は ID を知っている人にしか見つけられません。", "Only somebody who knows its id would ever get to it."),
            (
                "その用件だけの言い方を says の最初に置くか、似た用件の言い方を分けてください。",
                "Put a phrase first that only this issue has, or tell the phrases of the two issues apart.",
            ),
        ),
        Code::NoChannel => all(
            (
                "ある立場や状況のとき、この用件に使える窓口が一つも残りません。",
                "Under one circumstance no channel at all is left for this issue.",
            ),
            ("困っている人が、行き先のない答えを受け取ります。", "Somebody in need would get an answer that leads nowhere."),
            (
                "用件に窓口を足すか、audiences.toml の exclude を avoid に変えるか、prefer に別の窓口を書いてください。",
                "Give the issue another channel, turn the exclude in audiences.toml into avoid, or name another channel under prefer there.",
            ),
        ),
        Code::SaysSafe => all(
            ("番号・リンク・メッセージを「安全」と言い切る文です。", "A text calls a number, a link or a message safe."),
            (
                "安全かどうかは、ここからは確かめられません。信じた人が被害にあいます。",
                "That cannot be known from here, and whoever believes it may be harmed.",
            ),
            (
                "確かめられること（だれの番号か、何が見つからなかったか）だけを書いてください。",
                "Say only what can be shown: whose number it is, or what was not found.",
            ),
        ),
        Code::Overdue => all(
            (
                "最後に確かめた日から、見直しの期間が過ぎています。",
                "More days have passed since its last check than the review period allows.",
            ),
            (
                "古い「公式」の情報が残り続けることが、偽の番号に引っかかる原因の一つです。その情報を使った答えにも、見直す予定だった日が出ます。",
                "Old facts that live on are one reason why people fall for false numbers. Answers say that they are due, too.",
            ),
            (
                "出典ともう一度比べ、合っていれば checked を今日の日付にしてください。一覧は amazon-help kb stale で見られます。",
                "Compare it with its sources again and set checked to today if it still holds. amazon-help kb stale lists all of them.",
            ),
        ),
        Code::FutureDate => all(
            (
                "checked が、調べる日（--at、なければ今日）より後の日付です。",
                "checked is later than the day of the check, which is today or --at.",
            ),
            ("打ち間違いの年は、その項目を見直しの一覧から長く隠します。", "A mistyped year hides the entry from review for a long time."),
            ("実際に出典と比べた日を書いてください。", "Write the day on which it was really compared with its sources."),
        ),
        Code::UnusedSource => all(
            ("どの項目も、この出典を挙げていません。", "No entry names this source."),
            ("使われない出典は、確かめる手間だけが残ります。", "It costs reviews and supports nothing."),
            ("使う項目の sources に書くか、消してください。", "Name it in the sources of an entry, or delete it."),
        ),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_is_explained_in_its_own_words() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            let answer = entries().find(|e| e.id == code.id()).unwrap();
            assert_eq!((answer.kind, answer.notes.len()), (Kind::Problem, 2));
            assert!(answer.text.ja != answer.text.en);
            assert!(seen.insert(answer.text.en), "{} is explained like another", code.id());
        }
    }
}
