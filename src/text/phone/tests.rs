//! Every spelling of a number is that number, and what is none says why.

use super::*;

/// A small plan to read with: 0120 with six digits, 0800 with seven, 011 with seven, 03 with eight, mobile and 050, 0077 as dialled.
fn assigned(number: &str) -> bool {
    let is = |prefix: &str, len: usize| number.starts_with(prefix) && number.len() == len;
    is("0120", 10) || is("0800", 11) || is("011", 10) || is("03", 10) || is("050", 11) || is("090", 11) || is("0077", 10)
}

fn national(input: &str) -> String {
    match read(input, assigned) {
        Ok(Spelling { dialled: Dialled::National(n), .. }) => n,
        other => panic!("{input:?}: {other:?}"),
    }
}

#[test]
fn every_spelling_of_a_number_is_that_number() {
    for input in [
        "0120-999-373",
        "0120999373",
        "0120 999 373",
        "(0120) 999-373",
        "0120（999）373",
        "0120.999.373",
        "０１２０－９９９－３７３",
        "０１２０ー９９９ー３７３",
        "0120‐999−373",
        "0120〜999〜373",
        "0120 ― 999 ― 373",
        "+81 120 999 373",
        "+81-120-999-373",
        "+81-0120-999-373",
        "+81 (0)120 999 373",
        "＋８１１２０９９９３７３",
        "0081-120-999-373",
        "010-81-120-999-373",
        "81-120-999-373",
        "184-0120-999-373",
        "1840120999373",
        "186-0120-999-373",
        "〇一二〇-九九九-三七三",
        "0120-999-373 内線12",
        "0120-999-373（内線 12）",
        "0120-999-373 ext. 12",
        "0120-999-373;ext=12",
        "0120-999-373 x12",
        "0120-999-373（24時間受付）",
        "0120-999-373 24時間受付",
        "0120-999-373 9:00-21:00",
        "電話：0120-999-373",
        "電話番号は0120-999-373です",
        "TEL 0120-999-373",
        "tel:0120-999-373",
        "tel:+81-120-999-373",
        "フリーダイヤル0120-999-373（無料）",
        "☎0120-999-373",
        "[0120-999-373]",
        "O120-999-373",
        "0l20-999-373",
        "012\u{200b}0-999-373",
        "\u{202d}0120-999-373\u{202c}",
        " 0120-999-373\n",
        "120999373",
        "[0120]999-373",
        "0120 999 373です",
        "0120 999 373年中無休",
        "0120 999 373月〜金",
        "0120 999 373・24時間対応",
        "0120-999-373 9-17時",
        "0120-999-373／内線12",
        "TEL O120-999-373",
        "tel O120-999-373",
        "(O120)999-373",
        "O120-999-373 ext. 12",
        "O120-999-373 or ask us",
    ] {
        assert_eq!(national(input), "0120999373", "{input:?}");
    }
}

#[test]
fn the_way_it_is_written_is_kept() {
    for (input, sign) in [
        ("+81 120 999 373", Sign::HomeCode),
        ("184-0120-999-373", Sign::Withheld),
        ("186-0120-999-373", Sign::Shown),
        ("O120-999-373", Sign::LettersForDigits),
        ("012\u{200b}0-999-373", Sign::HiddenCharacters),
        ("〇一二〇-999-373", Sign::KanjiDigits),
        ("0120-999-373 内線3", Sign::Extension),
        ("120999373", Sign::MissingZero),
        ("+1 888 319 8279", Sign::International),
        ("010-1-888-319-8279", Sign::Idd),
        ("(0101)888-319-8279", Sign::IddDisguise),
        ("01018883198279", Sign::IddDisguise),
        ("1-888-319-8279", Sign::MissingPlus),
    ] {
        let spelling = read(input, assigned).unwrap_or_else(|e| panic!("{input}: {e:?}"));
        assert_eq!(spelling.signs, [sign], "{input}");
    }
    assert_eq!(read("0120-999-373", assigned).map(|s| s.signs), Ok(Vec::new()));
}

#[test]
fn a_foreign_number_keeps_its_country_code() {
    for input in [
        "+1 888 319 8279",
        "+1 (888) 319-8279",
        "010-1-888-319-8279",
        "(0101)888-319-8279",
        "001-010-1-888-319-8279",
        "0018883198279",
        "1-888-319-8279",
        "184-010-1-888-319-8279",
    ] {
        let spelling = read(input, assigned).unwrap_or_else(|e| panic!("{input}: {e:?}"));
        assert_eq!(spelling.dialled, Dialled::Foreign("18883198279".into()), "{input}");
    }
}

/// 010 is never the start of a number inside Japan, and so few or so many digits can follow it.
#[test]
fn the_shortest_and_the_longest_foreign_numbers_are_read() {
    for (input, digits) in [
        ("010-683-7012", "6837012"),
        ("0106837012", "6837012"),
        ("01049177991234567", "49177991234567"),
        ("010-49-177991234567", "49177991234567"),
    ] {
        assert_eq!(read(input, assigned).map(|s| s.dialled), Ok(Dialled::Foreign(digits.into())), "{input}");
    }
    assert_eq!(read("010-1234567-1234567", assigned), Err(NotNumber::Shape(Shape::OrderNumber)));
    assert_eq!(read("50312345671234567", assigned), Err(NotNumber::Shape(Shape::OrderNumber)));
}

#[test]
fn short_codes_are_kept_as_dialled() {
    for (input, code) in [("188", "188"), ("＃９１１０", "#9110"), ("#9110", "#9110"), ("110番", "110"), ("局番なしの188", "188")]
    {
        assert_eq!(read(input, assigned).map(|s| s.dialled), Ok(Dialled::Short(code.into())), "{input}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    for (input, why) in [
        ("", NotNumber::Empty),
        (" \u{200b}\u{3000}", NotNumber::Empty),
        ("customer service", NotNumber::NoDigits),
        ("📞", NotNumber::NoDigits),
        ("0120-99-373", NotNumber::TooShort(9)),
        ("12345678", NotNumber::TooShort(8)),
        ("0120-999-373 / 03-1234-5678", NotNumber::Several),
        ("123456789", NotNumber::Unplaced(9)),
        ("503-1234567-1234567", NotNumber::Shape(Shape::OrderNumber)),
        ("2026-11-23", NotNumber::Shape(Shape::Date)),
    ] {
        assert_eq!(read(input, assigned), Err(why), "{input:?}");
    }
    assert_eq!(read(&"9".repeat(251), assigned), Err(NotNumber::InputTooLong));
    assert_eq!(read(&"0".repeat(1_000_000), assigned), Err(NotNumber::InputTooLong));
}

#[test]
fn nothing_makes_it_panic() {
    for input in ["+", "#", "(", "()", "(((", "+81", "+810", "010", "0", "00", "184", "1840", "81", "*#*#", "\0", "+(1)", "(+81)", "-", "٠"]
    {
        let _ = read(input, assigned);
    }
}

/// The short cut reads what it reads as the whole treatment does; a space in front keeps that from being cut short.
#[test]
fn the_short_cut_gives_the_same() {
    for input in [
        "0120-999-373",
        "0120999373",
        "01-2099-9373",
        "+81120999373",
        "+81-120-999-373",
        "+81-3-1234-5678",
        "090-1234-5678",
        "0110-999-373",
        "0120-999-3733",
    ] {
        assert!(plain(input.as_bytes()).is_some(), "{input}");
        assert_eq!(read(input, assigned), read(&format!(" {input}"), assigned), "{input}");
    }
    for input in [
        "+1 888-319-8279",
        "+18883198279",
        "+44 20 7946 0123",
        "+44-20-7946-0123",
        "010-1-888-319-8279",
        "010-44 20 7946 0123",
        "+683 7012",
        "+999 1234 5678",
        "+2026-11-23",
        "+123-1234567-12345",
        "010-1234567890123",
    ] {
        assert!(plain_abroad(input.as_bytes()).is_some(), "{input}");
        assert_eq!(read(input, assigned), read(&format!(" {input}"), assigned), "{input}");
    }
    for input in ["+81 3 1234 5678", "+0 1", "+1  888", "+1 888-", "+1(888)319-8279", "0101 888 319 8279", "+123-1234567-1234567", "+188"] {
        assert_eq!(plain_abroad(input.as_bytes()), None, "{input}");
    }
    for input in [
        "0120--999-373",
        "-0120-999-373",
        "0120-999-373-",
        "010-1-202-555-0123",
        "0081-120-999-373",
        "+81-0120-999-373",
        "+1-202-555-0123",
        "0120-99-373",
        "",
    ] {
        assert_eq!(plain(input.as_bytes()), None, "{input}");
    }
}
