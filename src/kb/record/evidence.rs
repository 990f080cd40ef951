//! Where facts come from: sources, and the claims of the source article.

use serde::{Deserialize, Serialize};

use crate::kb::date::{Date, PartialDate};
use crate::kb::table::Keyed;
use crate::text::Text;

choice! {
    /// Who publishes a source.
    SourceKind {
        Official = "official",
        Government = "government",
        Police = "police",
        Carrier = "carrier",
        Press = "press",
        Company = "company",
        Guide = "guide",
        Blog = "blog",
        Article = "article",
        Registry = "registry",
        Editorial = "editorial",
    }
}

record! {
    /// `sources.toml`: one page that the KB relies on.
    Source {
        /// Id.
        id: String,
        /// Its address as far as known.
        page: String,
        /// Kind of publisher.
        kind: SourceKind,
        /// Publisher.
        publisher: Text,
        /// The date that the page shows.
        #[serde(default)]
        date: Option<PartialDate>,
        /// Sources of one publisher share a group and count once; its own id when left out.
        #[serde(default)]
        group: Option<String>,
        /// How good this evidence is.
        #[serde(default)]
        note: Option<Text>,
        /// Day it was last read.
        checked: Date,
    }
}

impl Source {
    /// Sources with the same publisher count as one.
    pub fn publisher_group(&self) -> &str {
        self.group.as_deref().unwrap_or(&self.id)
    }
}

choice! {
    /// How a claim of the article stands against other sources.
    Standing {
        Confirmed = "confirmed",
        Mixed = "mixed",
        Contradicted = "contradicted",
        Unverifiable = "unverifiable",
        Unchecked = "unchecked",
    }
}

record! {
    /// `claims.toml`: one claim of the source article.
    Claim {
        /// `F001` to `F208`.
        id: String,
        /// Part of the article.
        section: String,
        /// What it is about.
        kind: String,
        /// The claim in our words.
        text: Text,
        /// How it stands.
        standing: Standing,
        /// What others say.
        #[serde(default)]
        note: Option<Text>,
        /// Who confirms or contradicts it.
        #[serde(default)]
        sources: Vec<String>,
        /// Why no entry uses it.
        #[serde(default)]
        not_advice: Option<Text>,
    }
}

keyed! {
    Source by id,
    Claim by id,
}
