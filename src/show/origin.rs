//! Where answers come from, when that is not the built-in KB alone: one line for readers, one object for programs.

use serde_json::{Value, json};

use crate::kb::{Kb, Origin};
use crate::text::{Text, escaped};

/// What every answer says of the KB it is from; nothing for the built-in one without additions.
pub fn line(kb: &Kb) -> Option<Text> {
    let files: Vec<String> = kb.overlays().iter().map(|file| escaped(&file.display().to_string())).collect();
    let (ja, en) = (files.join("、"), files.join(", "));
    match kb.origin() {
        Origin::BuiltIn if files.is_empty() => None,
        Origin::BuiltIn => Some(Text::new(
            format!("組み込みの情報に、あなたが追加した情報（{ja}）を合わせて答えました。"),
            format!("Answered from the built-in knowledge base with your additions from {en}."),
        )),
        Origin::Folder(dir) => {
            let about = kb.about();
            let [dir, edition] = [&dir.display().to_string(), &about.edition].map(|text| escaped(text));
            let (name_ja, name_en) = (escaped(&about.name.ja), escaped(&about.name.en));
            let (more_ja, more_en) = if files.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("に、あなたが追加した情報（{ja}）を合わせたもの"), format!(", with your additions from {en}"))
            };
            Some(Text::new(
                format!("組み込みの情報ではなく、{dir}（{name_ja}、{edition}）{more_ja}から答えました。"),
                format!("Answered from {dir} ({name_en}, {edition}), not from the built-in knowledge base{more_en}."),
            ))
        }
    }
}

/// The same in a JSON document.
pub fn document(kb: &Kb) -> Value {
    let about = kb.about();
    let (origin, path) = match kb.origin() {
        Origin::BuiltIn => ("built-in", None),
        Origin::Folder(dir) => ("folder", Some(dir.display().to_string())),
    };
    json!({
        "id": about.id,
        "edition": about.edition,
        "reviewed": about.reviewed,
        "built_in": origin == "built-in",
        "origin": origin,
        "path": path,
        "name": about.name,
        "overlays": kb.overlays().iter().map(|file| file.display().to_string()).collect::<Vec<_>>(),
    })
}
