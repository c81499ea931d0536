//! Looking at the number and its templates, for whoever sets it up or asks whether all is well.

use aduan_gateway::tolerant;
use serde_json::Value;

use crate::{BusinessAccountId, WhatsApp, definitions, notification::items, trouble::Trouble};

/// The number, as Meta tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberState {
    /// The name that people see.
    pub name: Option<Box<str>>,
    /// How well people take what it sends: `GREEN`, `YELLOW` or `RED`.
    pub quality: Option<Box<str>>,
}

/// A template that is needed, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateState {
    /// Its name.
    pub name: Box<str>,
    /// Its language.
    pub language: Box<str>,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED` or `DISABLED`; none, if nobody registered it.
    pub status: Option<Box<str>>,
    /// Whether it is still what it was registered as: Meta may make another category of it, which
    /// costs more and is not sent to everybody.
    pub as_registered: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error(transparent)]
pub struct Unanswered(#[from] Trouble);

/// How many templates are asked for at once, and how often: an account has at most 6,000.
const PAGE: usize = 100;
const PAGES: usize = 60;

tolerant! {
    Number {
        verified_name: Box<str>,
        quality_rating: Box<str>,
    }
    Page {
        data: Vec<Value>,
        paging: Paging,
    }
    Paging {
        cursors: Cursors,
        next: Box<str>,
    }
    Cursors {
        after: Box<str>,
    }
    Listed {
        name: Box<str>,
        language: Box<str>,
        status: Box<str>,
        category: Box<str>,
    }
}

impl WhatsApp {
    /// Asks how the number is, which shows that the token is good.
    pub async fn number(&self) -> Result<NumberState, Unanswered> {
        let path = format!("{}?fields=verified_name,quality_rating", self.graph().number());
        let answer = self.graph().get(&path).await?;
        let number: Number = serde_json::from_value(answer).unwrap_or_default();
        Ok(NumberState { name: number.verified_name, quality: number.quality_rating })
    }

    /// Asks what became of the templates that are needed.
    pub async fn templates(
        &self,
        account: &BusinessAccountId,
    ) -> Result<Vec<TemplateState>, Unanswered> {
        let listed = self.listed(account).await?;
        let needed = definitions(&self.graph().settings().templates);
        let state = |needed: Value| {
            let text = |name: &str| needed[name].as_str().unwrap_or_default();
            let (name, language) = (text("name"), text("language"));
            let same = |one: &&Listed| {
                one.name.as_deref() == Some(name) && one.language.as_deref() == Some(language)
            };
            let found = listed.iter().find(same);
            let category = found.and_then(|found| found.category.as_deref());
            TemplateState {
                name: name.into(),
                language: language.into(),
                status: found.and_then(|found| found.status.clone()),
                as_registered: category.is_none_or(|is| is == text("category")),
            }
        };
        Ok(needed.into_iter().map(state).collect())
    }

    async fn listed(&self, account: &BusinessAccountId) -> Result<Vec<Listed>, Trouble> {
        let base = format!("{}/message_templates?limit={PAGE}", account.reveal());
        let (mut all, mut after) = (Vec::new(), String::new());
        for _ in 0..PAGES {
            let answer = self.graph().get(&format!("{base}{after}")).await?;
            let page: Page = serde_json::from_value(answer).unwrap_or_default();
            all.extend(items::<Listed>(page.data));
            let paging = page.paging.unwrap_or_default();
            let Some(next) = paging.next.and_then(|_| paging.cursors?.after) else { break };
            // It becomes a part of an address.
            if !next.chars().all(|c| c.is_ascii_alphanumeric() || "-_=".contains(c)) {
                break;
            }
            after = format!("&after={next}");
        }
        Ok(all)
    }
}
