//! Every way in which an address can be read, to be judged together.

use super::written::{as_taken, is_plain, signs, undone};
use super::{Address, MAX_CHARS, NotUrl, parse};

/// The readings of one text: what a browser opens for its very characters, and what is opened once disguises and ways of writing are undone.
///
/// There is no way to one of them alone. What is said of an address is said of all its readings, so that nothing is official that any of them leads
/// away from.
#[derive(Debug)]
pub struct Readings {
    first: Result<Address, NotUrl>,
    further: Vec<Result<Address, NotUrl>>,
}

/// Reads one web address in every way.
pub fn read(input: &str) -> Readings {
    let only = |first| Readings { first, further: Vec::new() };
    if input.len() > MAX_CHARS && input.chars().nth(MAX_CHARS).is_some() {
        return only(Err(NotUrl::TooLong));
    }
    let text = as_taken(input);
    if is_plain(&text) {
        return only(parse(&text, &[]));
    }
    match undone(&text) {
        Some(texts) => {
            let written = signs(&text, &texts);
            Readings { first: parse(&text, &written), further: texts.iter().map(|text| parse(text, &written)).collect() }
        }
        None => only(Err(NotUrl::BadHost(text.chars().take(80).collect()))),
    }
}

impl Readings {
    /// Judges every reading; the worst is the answer, the first of several that are equal. `rank` is none for what has no place to lead to: it counts
    /// only where no other reading has one, and then the last, in which most is undone.
    pub fn worst<T, R: Ord>(self, mut judge: impl FnMut(Result<Address, NotUrl>) -> T, rank: impl Fn(&T) -> Option<R>) -> T {
        self.further.into_iter().fold(judge(self.first), |worst, next| {
            let next = judge(next);
            let (was, is) = (rank(&worst), rank(&next));
            if is > was || (is.is_none() && was.is_none()) { next } else { worst }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hosts of all readings, the first of which is the browser's.
    fn hosts(input: &str) -> Vec<String> {
        let mut hosts = Vec::new();
        read(input).worst(|reading| hosts.push(reading.map_or_else(|why| why.id().to_owned(), |a| a.host)), |()| Some(0));
        hosts
    }

    #[test]
    fn the_first_reading_is_the_browsers_and_undoing_comes_beside_it() {
        for (input, all) in [
            ("https://shop.example.jp/", &["shop.example.jp"][..]),
            ("https://shop.example.jp／a@evil.example/", &["evil.example", "shop.example.jp"]),
            ("https://shop.example.jp？a@evil.example/", &["evil.example", "shop.example.jp"]),
            ("https://shop.example.jp＃a@evil.example/", &["evil.example", "shop.example.jp"]),
            ("https://shop.example.jp＼a@evil.example/", &["evil.example", "shop.example.jp"]),
            ("https://evil.example＠shop.example.jp/", &["bad-host", "shop.example.jp"]),
            ("https://sho\u{301}p.example.jp/", &["xn--shp-hna.example.jp", "xn--shp-hna.example.jp", "shop.example.jp"]),
            ("https://sho\u{338}p.example.jp/", &["xn--shop-s3c.example.jp", "shop.example.jp"]),
            ("https://shop.example.jp\u{2044}a.evil.example/", &["shop.example.xn--jpa-pt0a.evil.example"]),
            ("hxxps://shop[.]example[.]jp/", &["bad-host", "shop.example.jp", "bad-host", "shop.example.jp"]),
            ("「https://shop.example.jp/」", &["words", "shop.example.jp"]),
            ("https://shop.example.jp」", &["shop.example.xn--jp-q23a", "shop.example.jp"]),
            ("\u{1}https://sh\top.example.jp/\n", &["shop.example.jp"]),
        ] {
            assert_eq!(hosts(input), all, "{input:?}");
        }
    }

    #[test]
    fn what_cannot_be_undone_in_a_few_ways_is_no_address() {
        let confusing = "「hxxps://a[.]b\u{ad}．c」".repeat(40);
        assert!(read(&confusing).further.len() <= 32);
    }
}
