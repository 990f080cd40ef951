//! What is wrong with a KB, drawn the way rustc does.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Style;
use crate::kb::Report;
use crate::text::{escaped, visible};

/// How far the lines around a problem are looked at in each direction, in bytes: one line may be the whole file.
const LONGEST_DRAWN: usize = 4_000;

/// Every problem of the report with its place and a hint, and a last line that counts them. Empty when there is none.
pub fn report(report: &Report, style: &Style) -> String {
    let lang = style.lang;
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(style.width.max(60));
    let name = escaped(&report.dir);
    let mut out = String::new();
    for (problem, place) in report.placed() {
        let level = if problem.code.is_error() { Level::ERROR } else { Level::WARNING };
        let title = problem.code.title();
        let headline = format!("{}: {}", title.get(lang), visible_line(problem.message.get(lang)));
        let path = if problem.file.is_empty() { name.clone() } else { format!("{name}/{}", problem.file) };
        let hint = Level::HELP.message(escaped(problem.hint.get(lang)));
        let drawn = report.texts.get(&problem.file).and_then(|text| lines_around(text, &problem.span));
        let group: Group<'_> = match report.texts.get(&problem.file) {
            Some(_) => {
                let title = level.primary_title(headline).id(problem.code.id());
                match &drawn {
                    Some((lines, span)) => {
                        let source = Snippet::source(lines).line_start(place.line).path(path);
                        title.element(source.annotation(AnnotationKind::Primary.span(span.clone()))).element(hint)
                    }
                    None => {
                        let origin = annotate_snippets::Origin::path(path).line(place.line).char_column(place.column);
                        title.element(origin).element(hint)
                    }
                }
            }
            None => level.primary_title(headline).id(problem.code.id()).element(annotate_snippets::Origin::path(path)).element(hint),
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    if report.left_out > 0 {
        let n = report.left_out;
        out.push_str(&lang.pick(format!("{name}: ほかにも{n}件あります\n"), format!("{name}: and {n} more\n")));
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

/// The lines in which a problem is as they can be shown, and where in them; none when they are too long to be drawn.
fn lines_around(text: &str, span: &Range<usize>) -> Option<(String, Range<usize>)> {
    let end = span.end.min(text.len());
    let start = span.start.min(end);
    let (from, to) = (start.saturating_sub(LONGEST_DRAWN), (end + LONGEST_DRAWN).min(text.len()));
    let bytes = text.as_bytes();
    let from = match bytes[from..start].iter().rposition(|b| *b == b'\n') {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let to = match bytes[end..to].iter().position(|b| *b == b'\n') {
        Some(at) => end + at,
        None if to == text.len() => to,
        None => return None,
    };
    let lines = text.get(from..to).filter(|lines| lines.len() <= 2 * LONGEST_DRAWN)?;
    let (before, rest) = lines.split_at_checked(start - from)?;
    let (within, after) = rest.split_at_checked(end - start)?;
    let (before, within, after) = (shown(before), shown(within), shown(after));
    let span = before.len()..before.len() + within.len();
    Some((before + &within + &after, span))
}

/// Lines of a file in which nothing acts on the terminal.
fn shown(lines: &str) -> String {
    lines
        .split_inclusive('\n')
        .map(|line| line.strip_suffix('\n').map_or_else(|| escaped(line), |l| escaped(l.trim_end_matches('\r')) + "\n"))
        .collect()
}

fn visible_line(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join(" ")
}
