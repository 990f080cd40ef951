//! The page of `hours`.

use super::map::{Map, holidays};
use super::page::{Block, Page, Tone};
use super::time::Clocks;
use super::{Format, Style, days};
use crate::ask::hours::{Answer, ChannelHours, Day, State};
use crate::ask::week;
use crate::kb::Kb;
use crate::kb::record::CrowdLevel;
use crate::text::Lang;

/// The state of each channel, then what it rests on.
pub fn page(kb: &Kb, answer: &Answer, style: &Style) -> Page {
    with_map(kb, answer, None, style)
}

/// The same of one channel, with its coming days.
pub fn week(kb: &Kb, answer: &week::Answer, style: &Style) -> Page {
    with_map(kb, &answer.hours, Some(answer), style)
}

fn with_map(kb: &Kb, answer: &Answer, week: Option<&week::Answer>, style: &Style) -> Page {
    let lang = style.lang;
    let clocks = Clocks { now: answer.at, home: answer.home, zone: style.zone, lang };
    let mut page = Page::default();
    page.add(Block::Headline(Tone::Plain, clocks.today()));
    if let Some(text) = day(&answer.day, lang) {
        page.add(Block::Paragraph(text));
    }

    let titles = [
        lang.pick("窓口", "Channel"),
        lang.pick("今", "Now"),
        lang.pick("混み具合", "How busy"),
        lang.pick("次にすいている時間", "Next quiet windows"),
    ];
    let rows = answer
        .channels
        .iter()
        .map(|c| vec![c.name.get(lang).to_owned(), state(c, &clocks), crowd(c, lang).to_owned(), quiet(c, &clocks).join("\n")])
        .collect();
    match week {
        Some(week) => coming(&mut page, week, &clocks, style.format),
        None => page.add(Block::Table(titles.map(str::to_owned).to_vec(), rows)),
    }

    for channel in &answer.channels {
        let dispute = if channel.disputed { lang.pick("（情報が食い違っています）", " (sources disagree)") } else { "" };
        page.add(Block::Title(
            lang.pick(format!("{}の受付時間{dispute}", channel.name.ja), format!("{}: hours{dispute}", channel.name.en)),
        ));
        page.add(Block::Paragraph(channel.advice.get(lang).to_owned()));
        page.add(Block::Points(versions(kb, channel, lang)));
    }

    if week.is_some() {
        // The map shows more than the present hour's.
        let known = answer.channels.iter().filter_map(|c| kb.hours_of(&c.id)).flat_map(|h| &h.crowd);
        let points = known.map(|c| c.note.get(lang).to_owned()).collect();
        page.section(lang.pick("混み具合の根拠", "What is said of how busy it is"), Block::Points(points));
        return page;
    }
    let mut notes: Vec<&str> = answer.channels.iter().filter_map(|c| c.crowd_note.as_ref()).map(|n| n.get(lang)).collect();
    notes.dedup();
    for note in notes {
        page.add(Block::Note(note.to_owned()));
    }
    page
}

/// The state now and the coming days: in words in the plain form, which may be read aloud, else as a map.
fn coming(page: &mut Page, week: &week::Answer, clocks: &Clocks, format: Format) {
    let lang = clocks.lang;
    let count = week.days.len();
    for channel in &week.hours.channels {
        let (ja, en) = (&channel.name.ja, &channel.name.en);
        let title = match (lang, count) {
            (Lang::Ja, 1) => format!("{ja}: 今日の1時間ごとの目安"),
            (Lang::Ja, _) => format!("{ja}: 今日から{count}日間の1時間ごとの目安"),
            (Lang::En, 1) => format!("{en}: today hour by hour"),
            (Lang::En, _) => format!("{en}: {count} days from today, hour by hour"),
        };
        page.add(Block::Title(title));
        let now = format!("{}: {}", lang.pick("今", "Now"), state(channel, clocks));
        let busy = format!("{}: {}", lang.pick("混み具合", "How busy"), crowd(channel, lang));
        page.add(Block::Paragraph(format!("{now}{}{busy}", lang.pick("。", ". "))));
        if format == Format::Plain {
            page.add(Block::Points(days::lines(&week.days, clocks)));
            for note in days::changes(&week.days, lang).into_iter().chain(holidays(&week.days, lang)) {
                page.add(Block::Note(note));
            }
        } else {
            page.add(Block::Map(Box::new(Map::new(week, clocks))));
        }
        page.section(lang.pick("次にすいている時間", "Next quiet windows"), Block::Points(quiet(channel, clocks)));
    }
}

fn day(day: &Day, lang: Lang) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(name) = &day.holiday {
        parts.push(lang.pick(format!("祝日です（{}）。", name.ja), format!("A national holiday in Japan: {}.", name.en)));
    }
    if day.after_holiday && day.holiday.is_none() {
        parts.push(lang.pick("祝日の翌日です。".to_owned(), "The day after a national holiday in Japan.".to_owned()));
    }
    if day.provisional {
        parts.push(lang.pick(
            "この年の祝日はまだ公表されていないため、計算によります。".to_owned(),
            "This year's holidays are not announced yet; they are computed.".to_owned(),
        ));
    }
    if day.beyond_table {
        parts.push(lang.pick("この年の祝日の情報はありません。".to_owned(), "Nothing is known about holidays in this year.".to_owned()));
    }
    (!parts.is_empty()).then(|| parts.join(lang.pick("", " ")))
}

/// `使えます（21:00まで）`
pub fn state(channel: &ChannelHours, clocks: &Clocks) -> String {
    let lang = clocks.lang;
    let word = match (channel.state, channel.disputed) {
        (State::Open, _) => lang.pick("使えます", "open"),
        (State::Closed, _) => lang.pick("時間外です", "closed"),
        (State::Unknown, true) => lang.pick("情報が食い違っています", "sources disagree"),
        (State::Unknown, false) => lang.pick("わかりません", "not known"),
    };
    let at = |moment| clocks.moment(moment);
    let detail = match (channel.state, channel.until, channel.opens_at) {
        (State::Open, Some(until), _) => lang.pick(format!("{}まで", at(until)), format!("until {}", at(until))),
        (State::Open, None, _) => lang.pick("いつでも".to_owned(), "at any time".to_owned()),
        (_, _, Some(opens)) => lang.pick(format!("{}からは使えます", at(opens)), format!("open for sure from {}", at(opens))),
        _ => String::new(),
    };
    match detail.as_str() {
        "" => word.to_owned(),
        detail => lang.pick(format!("{word}（{detail}）"), format!("{word} ({detail})")),
    }
}

/// How busy, in a word.
pub fn crowd(channel: &ChannelHours, lang: Lang) -> &'static str {
    match channel.crowd {
        Some(CrowdLevel::Busy) => lang.pick("混みやすい", "busy"),
        Some(CrowdLevel::Quiet) => lang.pick("すいている目安", "quiet"),
        Some(CrowdLevel::Normal) => lang.pick("ふつう（データなし）", "normal (no data)"),
        None => lang.pick("データなし", "no data"),
    }
}

/// The next quiet windows.
pub fn quiet(channel: &ChannelHours, clocks: &Clocks) -> Vec<String> {
    channel.next_quiet.iter().map(|w| clocks.window(w.start, w.end)).collect()
}

/// Who says what about a channel's hours.
pub fn versions(kb: &Kb, channel: &ChannelHours, lang: Lang) -> Vec<String> {
    channel
        .versions
        .iter()
        .map(|v| {
            let names = v.sources.iter().map(|id| match kb.source(id) {
                Some(source) => match source.date {
                    Some(date) => format!("{} [{id}, {date}]", source.publisher.get(lang)),
                    None => format!("{} [{id}]", source.publisher.get(lang)),
                },
                None => id.clone(),
            });
            format!("{} ― {}", v.text.get(lang), names.collect::<Vec<_>>().join(lang.pick("、", ", ")))
        })
        .collect()
}
