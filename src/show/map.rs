//! Days by hours as lines of characters: readable in colour, without colour, and in ASCII, at any width.

use chrono::{DateTime, Timelike, Utc};

use super::time::{Clocks, city, clock, short_day, zone_time};
use super::wrap::{columns, pad, wrap};
use crate::ask::hours::State;
use crate::ask::week::{Answer, DayHours, Hour};
use crate::kb::record::CrowdLevel;
use crate::text::{Lang, Zone};

/// How an hour is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Open and quiet.
    Quiet,
    /// Open, neither quiet nor busy as far as is known.
    Normal,
    /// Open and busy.
    Busy,
    /// Closed.
    Closed,
    /// Not known whether open.
    Unknown,
}

impl Shade {
    /// All, in the order of the legend.
    pub const ALL: [Shade; 5] = [Shade::Quiet, Shade::Normal, Shade::Busy, Shade::Closed, Shade::Unknown];

    /// How an hour is shown.
    pub fn of(hour: &Hour) -> Shade {
        match (hour.state, hour.crowd) {
            (State::Closed, _) => Shade::Closed,
            (State::Unknown, _) => Shade::Unknown,
            (State::Open, Some(CrowdLevel::Quiet)) => Shade::Quiet,
            (State::Open, Some(CrowdLevel::Busy)) => Shade::Busy,
            (State::Open, Some(CrowdLevel::Normal) | None) => Shade::Normal,
        }
    }

    /// What it means; whether nothing is known about how busy it is.
    pub fn word(self, without_data: bool, lang: Lang) -> &'static str {
        match self {
            Shade::Quiet => lang.pick("すいている目安", "quiet"),
            Shade::Normal if without_data => lang.pick("使えます（混み具合はデータなし）", "open (no data on how busy)"),
            Shade::Normal => lang.pick("ふつう（データなし）", "normal (no data)"),
            Shade::Busy => lang.pick("混みやすい", "busy"),
            Shade::Closed => lang.pick("時間外", "closed"),
            Shade::Unknown => lang.pick("使えるか不明", "not known whether open"),
        }
    }

    /// The name that styles of HTML and SVG use.
    pub fn id(self) -> &'static str {
        ["quiet", "normal", "busy", "closed", "unknown"][self as usize]
    }

    /// The character: the higher the busier. All take one column.
    pub fn glyph(self, ascii: bool) -> char {
        if ascii { ['-', '=', '#', '.', '?'][self as usize] } else { ['▂', '▅', '█', '·', '?'][self as usize] }
    }

    /// The style of ECMA-48, from the 16 colours that every terminal has. A full block hides what is behind it, so its own colour tells; green and
    /// yellow writing vanishes on white, so quiet hours are black on green.
    fn sgr(self) -> &'static str {
        ["30;42", "2", "31", "2", "2"][self as usize]
    }
}

/// One hour of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How it is shown.
    pub shade: Shade,
    /// Whether it is the present hour.
    pub now: bool,
    /// The hour where the user is, such as `15`, `20:45`, with - or + when it is the day before or after; empty at home.
    pub there: String,
}

/// One day of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `11月24日(火)`
    pub label: String,
    /// The national holiday it is.
    pub holiday: Option<String>,
    /// 24 hours; one that clocks skip is none.
    pub cells: Vec<Option<Cell>>,
}

/// Days by hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// What to call the time at home.
    pub home: String,
    /// The city where the user is.
    pub there: Option<String>,
    /// The days.
    pub rows: Vec<Row>,
    /// What the shades that occur mean.
    pub legend: Vec<(Shade, String)>,
    /// What the mark of the present hour means.
    pub now: &'static str,
    /// What else is to be known to read it.
    pub notes: Vec<String>,
}

impl Map {
    /// The map of an answer.
    pub fn new(answer: &Answer, clocks: &Clocks) -> Map {
        let lang = clocks.lang;
        let now = clocks.home.local(answer.hours.at);
        let rows: Vec<Row> = answer
            .days
            .iter()
            .map(|d| {
                let mut cells = vec![None; 24];
                for hour in &d.hours {
                    let present = d.day.date == now.date() && now.hour() as usize == hour.hour;
                    let there = clocks.zone.map_or_else(String::new, |zone| elsewhere(hour.start, clocks.home, zone));
                    cells[hour.hour] = Some(Cell { shade: Shade::of(hour), now: present, there });
                }
                let holiday = d.day.holiday.as_ref().map(|name| name.get(lang).to_owned());
                Row { label: short_day(d.day.date, lang), holiday, cells }
            })
            .collect();
        let occurs = |shade: &Shade| rows.iter().flat_map(|r| &r.cells).flatten().any(|c| c.shade == *shade);
        let without_data = without_data(&answer.days);
        let legend = Shade::ALL.into_iter().filter(occurs).map(|shade| (shade, shade.word(without_data, lang).to_owned()));
        let legend = legend.collect();
        let mut notes: Vec<String> =
            rows.iter().filter_map(|row| Some(format!("* {}{}{}", row.label, lang.pick("は", ": "), row.holiday.as_ref()?))).collect();
        notes.push(lang.pick("どの印も、その時間の始まり（0分）の状態です。", "Each mark shows how it is as the hour begins.").to_owned());
        if answer.days.iter().flat_map(|d| &d.hours).any(|h| h.changes) {
            notes.push(lang.pick("時間の途中で変わるところもあります。", "In some hours it changes before they end.").to_owned());
        }
        if rows.iter().flat_map(|r| &r.cells).flatten().any(|c| c.there.ends_with(['-', '+'])) {
            notes.push(
                lang.pick("時刻の後の - は前の日、+ は次の日です。", "An hour with - is on the day before, with + on the day after.")
                    .to_owned(),
            );
        }
        notes.extend(holidays(&answer.days, lang));
        let now = lang.pick("いま", "now");
        Map { home: zone_time(clocks.home, lang), there: clocks.zone.map(city), rows, legend, now, notes }
    }

    /// The map, its legend and its notes in lines of at most `width` columns.
    pub fn lines(&self, width: usize, ascii: bool, color: bool) -> String {
        let label = self.rows.iter().map(|row| columns(&row.label)).max().unwrap_or(0) + 2;
        let fits = |(per, cell): &(usize, usize)| label + per * cell + per / 6 - 1 <= width;
        let (per, cell) = [(24, 2), (12, 2), (12, 1), (6, 1)].into_iter().find(fits).unwrap_or((6, 1));
        let mut out = String::new();
        for from in (0..24).step_by(per) {
            if from > 0 {
                out.push('\n');
            }
            let hours = from..from + per;
            let home: Vec<String> = (0..24).map(|hour: usize| hour.to_string()).collect();
            header(&mut out, &self.home, label, &home, hours.clone(), cell);
            let mut shown = None;
            for row in &self.rows {
                if let Some(name) = &self.there {
                    let there: Vec<String> = row.cells.iter().map(|c| c.as_ref().map_or_else(String::new, |c| c.there.clone())).collect();
                    // Once more when clocks there, or at home, have changed.
                    if shown.as_ref() != Some(&there) {
                        header(&mut out, name, label, &there, hours.clone(), cell);
                        shown = Some(there);
                    }
                }
                let mark = if row.holiday.is_some() { "*" } else { "" };
                let mut line = pad(&format!("{}{mark}", row.label), label);
                for hour in hours.clone() {
                    if hour > from && hour % 6 == 0 {
                        line.push(' ');
                    }
                    match row.cells.get(hour).and_then(Option::as_ref) {
                        Some(c) => line.push_str(&self.cell(c, cell, ascii, color)),
                        None => line.push_str(&" ".repeat(cell)),
                    }
                }
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        out.push('\n');
        self.legend(&mut out, width, cell, ascii, color);
        for note in &self.notes {
            for line in wrap(note, width) {
                out.push_str(&line);
                out.push('\n');
            }
        }
        out
    }

    fn cell(&self, cell: &Cell, wide: usize, ascii: bool, color: bool) -> String {
        let glyph = cell.shade.glyph(ascii);
        // The mark of the present hour is in the reader's own ink.
        let (mark, shade) = match (cell.now, wide) {
            (true, 1) => ("@", String::new()),
            (true, _) => (">", glyph.to_string()),
            _ => ("", glyph.to_string().repeat(wide)),
        };
        let paint = |sgr: &str, text: &str| match text {
            "" => String::new(),
            text if color => format!("\u{1b}[{sgr}m{text}\u{1b}[0m"),
            text => text.to_owned(),
        };
        paint("1", mark) + &paint(cell.shade.sgr(), &shade)
    }

    /// `▂▂ quiet  ██ busy`, as many in a line as there is room for.
    fn legend(&self, out: &mut String, width: usize, cell: usize, ascii: bool, color: bool) {
        let mark = if cell == 1 { "@" } else { ">" };
        let shades = self.legend.iter().map(|(shade, text)| {
            let shown = self.cell(&Cell { shade: *shade, now: false, there: String::new() }, cell, ascii, color);
            (shown, cell, text.as_str())
        });
        let present = self.rows.iter().flat_map(|r| &r.cells).flatten().any(|c| c.now);
        let mut used = 0;
        for (shown, wide, text) in shades.chain(present.then(|| (mark.to_owned(), 1, self.now))) {
            let all = wide + 1 + columns(text);
            if used > 0 && used + 2 + all > width {
                out.push('\n');
                used = 0;
            }
            if used > 0 {
                out.push_str("  ");
                used += 2;
            }
            let lines = wrap(text, width.saturating_sub(wide + 1));
            out.push_str(&format!("{shown} {}", lines.join(&format!("\n{}", " ".repeat(wide + 1)))));
            used += all;
        }
        out.push('\n');
    }
}

/// The names of hours above their columns.
fn header(out: &mut String, name: &str, label: usize, hours: &[String], shown: std::ops::Range<usize>, cell: usize) {
    let mut line = pad(&cut(name, label - 1), label);
    let from = shown.start;
    // Every third, or every sixth where their names are long.
    let step = if hours.iter().any(|h| h.len() * 2 > cell * 3 + 3 || h.len() >= cell * 3) { 6 } else { 3 };
    for hour in shown.step_by(step) {
        let at = label + (hour - from) * cell + (hour - from) / 6;
        line.push_str(&" ".repeat(at.saturating_sub(columns(&line))));
        line.push_str(hours.get(hour).map_or("", String::as_str));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// A name in at most `width` columns.
fn cut(name: &str, width: usize) -> String {
    let mut short = name.to_owned();
    while columns(&short) > width {
        short.pop();
    }
    short
}

/// What clocks show elsewhere at the begin of an hour.
fn elsewhere(start: DateTime<Utc>, home: Zone, zone: Zone) -> String {
    let (here, there) = (home.local(start), zone.local(start));
    let day = match there.date().cmp(&here.date()) {
        std::cmp::Ordering::Less => "-",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "+",
    };
    if there.minute() == 0 { format!("{}{day}", there.hour()) } else { format!("{}{day}", clock(there)) }
}

/// Whether nothing is known about how busy it is at any hour.
pub fn without_data(days: &[DayHours]) -> bool {
    days.iter().flat_map(|d| &d.hours).all(|h| h.crowd.is_none())
}

/// What is to be known about the holidays among the days.
pub fn holidays(days: &[DayHours], lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if days.iter().any(|d| d.day.provisional) {
        notes.push(lang.pick("公表前の祝日は、計算によります。", "Holidays that are not announced yet are computed.").to_owned());
    }
    if days.iter().any(|d| d.day.beyond_table) {
        notes.push(lang.pick("祝日の情報がない年の日もあります。", "Nothing is known about holidays in the year of some days.").to_owned());
    }
    notes
}
