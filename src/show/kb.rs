//! What is wrong with a KB, drawn the way rustc does.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use crate::kb::Report;
use crate::text::{acts, escaped, visible};

/// Every problem of the report with its place and a hint, and a last line that counts them. Empty when there is none.
pub fn report(report: &Report, style: &Style) -> String {
    let lang = style.lang;
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width.max(60));
    let name = escaped(&report.dir);
    let mut out = String::new();
    for problem in &report.problems {
        let level = if problem.code.is_error() { Level::ERROR } else { Level::WARNING };
        let title = problem.code.title();
        let headline = format!("{}: {}", title.get(lang), visible_line(problem.message.get(lang)));
        let path = if problem.file.is_empty() { name.clone() } else { format!("{name}/{}", problem.file) };
        let hint = Level::HELP.message(escaped(problem.hint.get(lang)));
        let group: Group<'_> = match report.texts.get(&problem.file) {
            Some(text) => {
                let (text, span) = shown(text, &problem.span);
                level
                    .primary_title(headline)
                    .id(problem.code.id())
                    .element(Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(span)))
                    .element(hint)
            }
            None => level.primary_title(headline).id(problem.code.id()).element(annotate_snippets::Origin::path(path)).element(hint),
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    let errors = report.problems.iter().filter(|p| p.code.is_error()).count();
    let warnings = report.problems.len() - errors;
    if errors + warnings > 0 {
        out.push_str(
            &lang.pick(format!("{name}: 誤り{errors}件、注意{warnings}件\n"), format!("{name}: {errors} errors, {warnings} warnings\n")),
        );
    }
    // Errors first: that is what stops everything.
    if let Some(code) = report.problems.iter().map(|p| p.code).min_by_key(|code| !code.is_error()) {
        out.push_str(&lang.pick(
            format!("［］の中のコードの意味と直し方: amazon-help explain {}\n", code.id()),
            format!("What a code in brackets means and how to mend it: amazon-help explain {}\n", code.id()),
        ));
    }
    out
}

/// A file with what is hidden in it made visible, and where a place of it is then.
fn shown<'a>(text: &'a str, span: &Range<usize>) -> (Cow<'a, str>, Range<usize>) {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (start, end) = (boundary(span.start.min(span.end)), boundary(span.end));
    let harmful = |c: char| acts(c) && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(harmful) {
        return (Cow::Borrowed(text), start..end);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut places = [start, end];
    for (at, c) in text.char_indices() {
        for (place, was) in places.iter_mut().zip([start, end]) {
            if was == at {
                *place = out.len();
            }
        }
        if harmful(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    if end == text.len() {
        places[1] = out.len();
    }
    let [start, end] = places;
    (Cow::Owned(out), start.min(end)..end)
}

fn visible_line(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join(" ")
}
