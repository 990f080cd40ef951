//! Every page at every width.

use amazon_help::ask::message::{Checker, Question};
use amazon_help::ask::upkeep::{claims, schema, stale};
use amazon_help::ask::{channels, explain, faq, hours, issues::Matcher, number, prepare, route, url, week};
use amazon_help::kb::record::Found;
use amazon_help::show::{Answer, Format, Style};
use amazon_help::text::{Lang, Zone, mail, moment};
use chrono::{DateTime, TimeZone, Utc};

use super::{Choices, day, kb, layout};

/// A style that the input chooses.
pub fn style(choices: &mut Choices, zone: Option<Zone>) -> Style {
    let format = [Format::Table, Format::Plain, Format::Html, Format::Svg, Format::Markdown, Format::Text][choices.below(6)];
    Style {
        lang: if choices.coin() { Lang::Ja } else { Lang::En },
        format,
        width: choices.below(*layout::TRIED.end()) + 1,
        color: choices.coin(),
        ascii: choices.coin(),
        zone,
    }
}

/// A question in words: the first is the command, `@TIME` the moment, `~ZONE` the user's time zone, the others go to the command. Five styles of
/// the answer are tried.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut choices = Choices::of(data);
    with_answer(&text, |answer, zone| {
        for _ in 0..5 {
            layout::page(kb(), answer, &style(&mut choices, zone));
        }
        layout::document(kb(), answer);
    });
}

/// The same question at every width, as a table and plain, in both languages by turns. Of a page that is long at some of them.
pub fn at_every_width(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    with_answer(&text, |answer, zone| {
        let style = Style { lang: Lang::En, format: Format::Plain, width: 80, color: false, ascii: false, zone };
        let step = layout::page(kb(), answer, &style).len() / 8_000 + 1;
        for width in layout::TRIED.step_by(step) {
            for format in [Format::Table, Format::Plain] {
                let lang = if (width + usize::from(format == Format::Plain)) % 2 == 0 { Lang::Ja } else { Lang::En };
                let style = Style { lang, format, width, color: width % 5 == 0, ascii: width % 3 == 0, zone };
                layout::page(kb(), answer, &style);
            }
        }
    });
}

/// Puts the question; what is none is left alone.
fn with_answer(text: &str, mut show: impl FnMut(&Answer<'_>, Option<Zone>)) {
    let mut at: DateTime<Utc> = Utc.with_ymd_and_hms(2026, 11, 25, 1, 0, 0).unwrap();
    let mut zone = None;
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(time) = word.strip_prefix('@') {
            at = moment::parse(time, hours::home_zone(kb()), at).unwrap_or(at);
        } else if let Some(name) = word.strip_prefix('~') {
            zone = Zone::named(name);
        } else {
            words.push(word);
        }
    }
    let Some((command, rest)) = words.split_first() else {
        return;
    };
    let owned: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
    let said = rest.join(" ");
    let known = kb().issue(&said).is_some();
    let question = || route::Question {
        issue: known.then(|| said.clone()),
        text: said.clone(),
        audience: None,
        device: None,
        situations: kb().audiences().situation.iter().filter(|s| rest.contains(&s.id.as_str())).map(|s| &*s.id).collect(),
    };
    let show = &mut |answer: &Answer<'_>| show(answer, zone);
    match *command {
        // The command line does not take these without anything to check.
        "check-number" | "check-url" if rest.is_empty() => {}
        "route" => drop(route::ask(kb(), &question(), at).map(|a| show(&Answer::Route(&a)))),
        "prepare" => drop(prepare::ask(kb(), &question(), None, at).map(|a| show(&Answer::Prepare(&a)))),
        "hours" => drop(hours::ask(kb(), &owned, at).map(|a| show(&Answer::Hours(&a)))),
        "week" => {
            let days = rest.last().and_then(|days| days.parse().ok()).filter(|days| week::DAYS.contains(days)).unwrap_or(7);
            drop(week::ask(kb(), rest.first().unwrap_or(&"chat"), at, days).map(|a| show(&Answer::Week(&a))));
        }
        "channels" => drop(channels::ask(kb(), &owned, at).map(|a| show(&Answer::Channels(&a)))),
        "faq" => drop(faq::ask(kb(), &owned, day()).map(|a| show(&Answer::Faq(&a)))),
        "explain" => drop(explain::ask(kb(), &said, day()).map(|a| show(&Answer::Explain(&a)))),
        "issues" => {
            let matcher = Matcher::new(kb());
            let all: Vec<_> = (!said.is_empty()).then(|| matcher.rank(&said)).into_iter().collect();
            show(&Answer::Issues(&all));
        }
        "claims" => show(&Answer::Claims(&claims::ask(kb(), None))),
        "stale" => show(&Answer::Stale(&stale::ask(kb(), hours::home_day(kb(), at)))),
        "schema" => show(&Answer::Schemas(&schema::all())),
        "check-number" => {
            let found = Found::ALL.iter().copied().find(|f| rest.contains(&f.id()));
            let incoming = rest.contains(&"incoming");
            let all: Vec<_> = rest.iter().map(|input| number::ask(kb(), &number::Question { input, found, incoming, at: day() })).collect();
            show(&Answer::Number(&all));
        }
        "check-url" => show(&Answer::Url(&rest.iter().map(|input| url::ask(kb(), input, day())).collect::<Vec<_>>())),
        "check-message" => {
            let mail = mail::from_text(&said, Some("Shop <a@shop.example>"), None);
            show(&Answer::Message(&Checker::new(kb()).ask(&Question { mail: &mail, kind: Found::Email, at: day() })));
        }
        _ => {}
    }
}
