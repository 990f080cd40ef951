//! Putting text out.

use std::io::{self, Write};

use anyhow::Context as _;

use crate::text::{Lang, Text};

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

pub fn write_err(text: &str) {
    // Nothing is left to be done when even this fails.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error which KB is asked, unless it is the built-in one.
pub fn tell(origin: Option<&Text>, lang: Lang) {
    if let Some(origin) = origin {
        write_err(&format!("{}\n", origin.get(lang)));
    }
}
