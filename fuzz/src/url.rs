//! Web addresses.

use amazon_help::ask::url::rules::is_under;
use amazon_help::ask::url::{ask, domain_of, judge};
use amazon_help::kb::record::UrlVerdict;
use amazon_help::show::Answer;
use url::Url;

use super::{Choices, day, kb, layout};

/// One address.
pub fn run(data: &[u8]) {
    let input = &*String::from_utf8_lossy(data);
    let answer = ask(kb(), input, day());
    assert_eq!(answer, ask(kb(), input, day()), "the same input, the same answer");
    assert_eq!(judge(kb(), input).verdict, answer.verdict);
    // A host that no browser accepts can still be made to look like another.
    let without_host = matches!(answer.verdict, UrlVerdict::NotAUrl | UrlVerdict::Lookalike);
    assert!(if answer.host.is_some() { answer.verdict != UrlVerdict::NotAUrl } else { without_host }, "{input:?}: {:?}", answer.verdict);
    if let Some(host) = &answer.host {
        let listed = domain_of(kb(), host).map(|domain| domain.name.as_str());
        let under = listed.is_some_and(|name| host == name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.')));
        if matches!(answer.verdict, UrlVerdict::Official | UrlVerdict::Hosted) {
            assert!(under, "{input:?} is {:?}, but {host:?} is not under a domain that is listed", answer.verdict);
        }
    }
    raw_reading(input, answer.verdict);
    layout::pages(kb(), &Answer::Url(&[answer]), &mut Choices::of(data));
}

/// Whatever undoing gives, the verdict is no better than that of the address that a WHATWG parser opens for the very characters.
fn raw_reading(input: &str, verdict: UrlVerdict) {
    let Some(url) = Url::parse(input).ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return;
    };
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    if matches!(verdict, UrlVerdict::Official | UrlVerdict::Hosted) {
        let pages = kb().url_rules().customer_pages.iter().flat_map(|pages| &pages.host);
        let own = domain_of(kb(), host).is_some() || pages.into_iter().any(|name| is_under(host, name));
        assert!(own, "{input:?} is {verdict:?}, and opens {host}");
    }
    let opened = judge(kb(), url.as_str()).verdict;
    // What is not read at all, as it is too long or too confusing, is no better either.
    assert!(verdict >= opened || verdict == UrlVerdict::NotAUrl, "{input:?} is {verdict:?}, and {url} is {opened:?}");
}
