//! Putting text out.

use std::io::{self, Write};

use anyhow::Context as _;

use crate::show::fold;
use crate::text::{Lang, Text};

/// Why the system could not do something, in both languages where it is one of the usual reasons.
pub fn why(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new("見つかりません", "it is not there"),
        io::ErrorKind::PermissionDenied => Text::new("権限がありません", "permission is denied"),
        io::ErrorKind::IsADirectory => Text::new("フォルダです", "it is a folder"),
        io::ErrorKind::NotADirectory => Text::new("途中がフォルダではありません", "a part of its path is no folder"),
        io::ErrorKind::StorageFull => Text::new("空き容量がありません", "there is no space left"),
        io::ErrorKind::ReadOnlyFilesystem => Text::new("書き込めない場所です", "nothing can be written there"),
        _ => Text::same(error.to_string()),
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that prints answers")]
pub fn write_out(text: &str, lang: Lang) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context(lang.pick(
            "答えを書き出せませんでした。空き容量と出力先を確かめてください",
            "The answer could not be written. Check the space left and where it goes",
        )),
    }
}

/// Says something on standard error, on a terminal in lines that fit.
pub fn write_err(text: &str) {
    match terminal_size::terminal_size_of(io::stderr()) {
        Some((width, _)) => write_err_as_is(&fold(text, usize::from(width.0))),
        None => write_err_as_is(text),
    }
}

/// The same for what is laid out already.
pub fn write_err_as_is(text: &str) {
    // Nothing is left to be done when even this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error which KB is asked, unless it is the built-in one.
pub fn tell(origin: Option<&Text>, lang: Lang) {
    if let Some(origin) = origin {
        write_err(&format!("{}\n", origin.get(lang)));
    }
}
