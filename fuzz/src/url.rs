//! Web addresses.

use amazon_help::ask::url::{ask, domain_of, judge};
use amazon_help::kb::record::UrlVerdict;
use amazon_help::show::Answer;

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
    layout::pages(kb(), &Answer::Url(&[answer]), &mut Choices::of(data));
}
