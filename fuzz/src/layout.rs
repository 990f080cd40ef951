//! Every layout of an answer.

use std::ops::RangeInclusive;

use amazon_help::kb::Kb;
use amazon_help::show::{self, Answer, Format, Style, WIDTHS};
use amazon_help::text::{Lang, Zone};
use serde_json::Value;

use super::{Choices, clean, shape};

/// From here on a layout has to keep to its width.
pub const LEAST: usize = *WIDTHS.start();

/// All widths that are tried. The command line takes none below [`LEAST`]; the layouts must not fail there either.
pub const TRIED: RangeInclusive<usize> = 1..=300;

/// One layout of an answer, without colour.
pub fn page(kb: &Kb, answer: &Answer<'_>, style: &Style) -> String {
    let text = show::answer(kb, answer, style);
    let what = format!("{:?} at {} columns in {:?}", style.format, style.width, style.lang);
    assert!(text.ends_with('\n'), "{what}: no end of the last line");
    let text = if style.color { clean::clean_but_colour(&text, &what) } else { text };
    clean::clean(&text, &what);
    // Markdown has one line a paragraph, HTML and SVG have no columns.
    if matches!(style.format, Format::Table | Format::Plain | Format::Text) && style.width >= LEAST {
        clean::fits(&text, style.width, &what);
    }
    text
}

/// The answer as a page at a narrow width or at any, and as JSON, which is given back. One input in four gets a table and a plain page at both widths: laying
/// out takes longer than answering, and more inputs find more.
pub fn pages(kb: &Kb, answer: &Answer<'_>, choices: &mut Choices) -> Value {
    let formats = [Format::Table, Format::Plain];
    let widths = [choices.below(40) + 1, choices.below(*TRIED.end()) + 1];
    let ja = choices.coin();
    let all: Vec<(usize, Format, bool)> = if choices.below(4) == 0 {
        [(widths[0], ja), (widths[1], !ja)].iter().flat_map(|(width, ja)| formats.map(|format| (*width, format, *ja))).collect()
    } else {
        vec![(widths[choices.below(2)], formats[choices.below(2)], ja)]
    };
    for (width, format, ja) in all {
        let lang = if ja { Lang::Ja } else { Lang::En };
        let style = Style { lang, format, width, color: choices.coin(), ascii: choices.coin(), zone: None };
        page(kb, answer, &style);
    }
    document(kb, answer)
}

/// The answer as JSON: clean, the same in both languages, of the form that is promised.
pub fn document(kb: &Kb, answer: &Answer<'_>) -> Value {
    let [ja, en] = [Lang::Ja, Lang::En].map(|lang| {
        let style = Style { lang, format: Format::Json, width: 80, color: true, ascii: true, zone: Some(Zone::utc()) };
        show::answer(kb, answer, &style)
    });
    assert_eq!(ja, en, "JSON has both languages, whatever is asked for");
    clean::clean(&ja, "JSON");
    let document: Value = serde_json::from_str(&ja).unwrap_or_else(|e| panic!("{e}: {ja}"));
    shape::check(&document);
    document
}
