//! A terminal as an SVG picture. Every stretch of text stands at its column whatever fonts the reader has (Japanese fonts are seldom just twice
//! as wide as the Latin font beside them), and borders and blocks are drawn, so that they meet. The colours are the Tango
//! palette of many terminals, on light and dark.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// Pixels of one column and one line, of the margin, and from the top of a line to where its letters stand.
const COLUMN: f64 = 8.4;
const LINE: f64 = 20.0;
const MARGIN: f64 = 16.0;
const FOOT: f64 = 15.0;

const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic','BIZ UDGothic',Meiryo,monospace";

/// Writing and page, light and dark.
const INK: [&str; 2] = ["#1e1e1e", "#f2f2f2"];
const PAGE: [&str; 2] = ["#ffffff", "#1e1e1e"];
const FAINT: [&str; 2] = ["#6c6c6c", "#a0a0a0"];

/// The sixteen colours of a terminal, 0 to 7 and 8 to 15.
const PALETTE: [&str; 16] = [
    "#000000", "#cc0000", "#4e9a06", "#c4a000", "#3465a4", "#75507b", "#06989a", "#d3d7cf", "#555753", "#ef2929", "#8ae234", "#fce94f",
    "#729fcf", "#ad7fa8", "#34e2e2", "#ffffff",
];

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sgr {
    bold: bool,
    faint: bool,
    ink: Option<u8>,
    back: Option<u8>,
}

impl Sgr {
    fn set(&mut self, codes: &str) {
        for code in codes.split(';') {
            match code.parse::<u8>().unwrap() {
                0 => *self = Sgr::default(),
                1 => self.bold = true,
                2 => self.faint = true,
                code @ 30..=37 => self.ink = Some(code - 30),
                code @ 40..=47 => self.back = Some(code - 40),
                code @ 90..=97 => self.ink = Some(code - 90 + 8),
                code => panic!("the picture knows no style {code}"),
            }
        }
    }
}

/// What a terminal of `columns` columns shows, as a picture with a name.
pub fn picture(output: &str, columns: usize, lang: &str, name: &str) -> String {
    let mut body = String::new();
    let mut inks = BTreeSet::new();
    let mut lines = 0;
    for (n, line) in output.lines().enumerate() {
        lines = n + 1;
        draw(&mut body, &mut inks, line, MARGIN + LINE * n as f64);
    }
    let (width, height) = (MARGIN * 2.0 + COLUMN * columns as f64, MARGIN * 2.0 + LINE * lines as f64);
    let themes = [0, 1].map(|n| {
        format!(
            "text{{fill:{}}}.page{{fill:{};stroke:{}}}.line{{stroke:{}}}.block{{fill:{}}}.faint{{fill:{}}}",
            INK[n], PAGE[n], FAINT[n], FAINT[n], INK[n], FAINT[n]
        )
    });
    let colours: String = inks.iter().map(|n| format!(".c{n}{{fill:{}}}", PALETTE[usize::from(*n)])).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" xml:lang=\"{lang}\">\n\
         <title>{}</title>\n<style>text{{font:14px {FONTS};white-space:pre}}.wide{{font-size:16px}}.bold{{font-weight:bold}}rect{{shape-rendering:crispEdges}}.page{{shape-rendering:auto}}.line{{fill:none}}{}\
         @media(prefers-color-scheme:dark){{{}}}{colours}</style>\n\
         <rect class=\"page\" x=\".5\" y=\".5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"6\"/>\n{body}</svg>\n",
        safe(name),
        themes[0],
        themes[1],
        width - 1.0,
        height - 1.0,
    )
}

/// How a character is put into the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Text,
    Wide,
    Border,
    Block,
}

fn kind(c: char) -> Kind {
    match c {
        ' ' | '\u{a0}' => Kind::Space,
        '\u{2500}'..='\u{257f}' => Kind::Border,
        '▂' | '▅' | '█' => Kind::Block,
        c if c.width() == Some(2) => Kind::Wide,
        _ => Kind::Text,
    }
}

fn draw(out: &mut String, inks: &mut BTreeSet<u8>, line: &str, y: f64) {
    let mut sgr = Sgr::default();
    let mut column = 0;
    let (mut borders, mut paths) = (String::new(), String::new());
    let mut first = true;
    for part in line.split("\u{1b}[") {
        let text = if std::mem::take(&mut first) {
            part
        } else {
            let (codes, text) = part.split_once('m').unwrap();
            sgr.set(codes);
            text
        };
        inks.extend(sgr.ink.iter().chain(&sgr.back));
        if let Some(back) = sgr.back {
            let wide: usize = text.chars().map(|c| c.width().unwrap()).sum();
            if wide > 0 {
                let (x, w) = (at(column), COLUMN * wide as f64);
                writeln!(out, "<rect class=\"c{back}\" x=\"{x:.1}\" y=\"{y}\" width=\"{w:.1}\" height=\"{LINE}\"/>").unwrap();
            }
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let this = kind(c);
            // A single space within Latin text stays in it, so that words are not torn apart.
            let joins = |(n, next): (usize, char)| {
                let within = next == ' ' && this == Kind::Text && rest[n + 1..].starts_with(|c| kind(c) == Kind::Text);
                kind(next) != this && !within
            };
            let end = rest.char_indices().find(|pair| joins(*pair)).map_or(rest.len(), |(n, _)| n);
            let (run, after) = rest.split_at(end);
            let wide: usize = run.chars().map(|c| c.width().unwrap()).sum();
            match this {
                Kind::Space => {}
                Kind::Border => run.chars().enumerate().for_each(|(n, c)| border(&mut borders, c, at(column + n), y)),
                Kind::Block => run.chars().enumerate().for_each(|(n, c)| block(&mut paths, &sgr, c, at(column + n), y)),
                Kind::Text | Kind::Wide => text_at(out, &sgr, run, this == Kind::Wide, (at(column), y), wide),
            }
            column += wide;
            rest = after;
        }
    }
    out.push_str(&paths);
    if !borders.is_empty() {
        writeln!(out, "<path class=\"line\" d=\"{borders}\"/>").unwrap();
    }
}

fn at(column: usize) -> f64 {
    MARGIN + COLUMN * column as f64
}

fn text_at(out: &mut String, sgr: &Sgr, text: &str, wide: bool, (x, y): (f64, f64), columns: usize) {
    let class = [(wide, "wide".to_owned()), (sgr.bold, "bold".to_owned()), (sgr.faint, "faint".to_owned())]
        .into_iter()
        .filter_map(|(has, name)| has.then_some(name))
        .chain(sgr.ink.map(|n| format!("c{n}")))
        .collect::<Vec<_>>()
        .join(" ");
    let class = if class.is_empty() { class } else { format!(" class=\"{class}\"") };
    let (length, foot) = (COLUMN * columns as f64, y + FOOT);
    writeln!(
        out,
        "<text{class} x=\"{x:.1}\" y=\"{foot}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        safe(text)
    )
    .unwrap();
}

/// The arms of a border: left, right, up, down. Double ones are drawn as two lines, dotted ones in short strokes.
fn border(path: &mut String, c: char, x: f64, y: f64) {
    let (left, right, up, down) = match c {
        '─' => (1, 1, 0, 0),
        '│' | '┆' => (0, 0, 1, 1),
        '┌' => (0, 1, 0, 1),
        '┐' => (1, 0, 0, 1),
        '└' => (0, 1, 1, 0),
        '┘' => (1, 0, 1, 0),
        '├' => (0, 1, 1, 1),
        '┤' => (1, 0, 1, 1),
        '┬' => (1, 1, 0, 1),
        '┴' => (1, 1, 1, 0),
        '┼' => (1, 1, 1, 1),
        '═' => (2, 2, 0, 0),
        '╞' => (0, 2, 1, 1),
        '╡' => (2, 0, 1, 1),
        '╪' => (2, 2, 1, 1),
        c => panic!("the picture knows no border {c}"),
    };
    let (middle, centre) = (x + COLUMN / 2.0, y + LINE / 2.0);
    let mut level = |from: f64, length: f64, lines: usize| {
        let places: &[f64] = [&[][..], &[0.0][..], &[-1.5, 1.5][..]][lines];
        places.iter().for_each(|place| write!(path, "M{from:.1} {:.1}h{length:.1}", centre + place).unwrap());
    };
    match left == right {
        true => level(x, COLUMN, left),
        false => {
            level(x, COLUMN / 2.0, left);
            level(middle, COLUMN / 2.0, right);
        }
    }
    let upright = match (c, up, down) {
        ('┆', ..) => [2.0, 8.7, 15.4].map(|from| format!("M{middle:.1} {:.1}v4", y + from)).concat(),
        (_, 1, 1) => format!("M{middle:.1} {y}v{LINE}"),
        (_, 1, _) => format!("M{middle:.1} {y}v{}", LINE / 2.0),
        (_, _, 1) => format!("M{middle:.1} {centre}v{}", LINE / 2.0),
        _ => String::new(),
    };
    path.push_str(&upright);
}

fn block(out: &mut String, sgr: &Sgr, c: char, x: f64, y: f64) {
    let high = LINE
        * match c {
            '▂' => 0.25,
            '▅' => 0.625,
            _ => 1.0,
        };
    let class = sgr.ink.map_or_else(|| if sgr.faint { "faint" } else { "block" }.to_owned(), |n| format!("c{n}"));
    writeln!(out, "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{}\" width=\"{COLUMN}\" height=\"{high}\"/>", y + LINE - high).unwrap();
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
