//! Telling many people of a complaint.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    authority::{self, Deed},
    batch::{Batch, Guard, Set, Write},
    domain::Officer,
    facts::Want,
    owed::{Letter, Notice, Owed, Recipient},
    query::{Cursor, Item, Query, Select},
    seal::{Broken, Scope, Sealed, Token},
    verb::Room,
};

use super::{Job, Step};

/// Owes news to many, a page of them in each commit. Who is told, where, and whether she still may
/// be, is found out when it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tell {
    /// What makes these news different from all others of the complaint.
    pub event: Token,
    /// The news.
    pub notice: Notice,
    /// Where the next page of those who are told begins.
    pub after: Option<Box<str>>,
}

/// Somebody on a page: what tells her from all others, and what she is told as.
type Told = ([u8; 16], Recipient);

impl Tell {
    /// How many are owed the news in one commit: each takes a guard and a row, and a batch
    /// touches at most [`Batch::LIMIT`].
    pub const PAGE: usize = 200;

    /// How long the next page waits: what is owed to followers is never more than a page ahead of
    /// replies, and goes out about as fast as Telegram takes messages.
    pub const PAUSE: TimeDelta = TimeDelta::seconds(8);

    /// News that just happened.
    pub fn now(notice: Notice, room: &Room<'_>) -> Self {
        let mut event = [0; 16];
        room.entropy.fill(&mut event);
        Self { event: Token::from_bytes(event), notice, after: None }
    }

    /// Owes them to the next page of those who follow the complaint, each at most once.
    pub async fn followers(&self, desk: &Desk) -> Result<Step, DeskError> {
        let about = self.notice.complaint;
        let follow = Select::Members(about, Set::Follows);
        let follower = |item| match item {
            Item::Member(member) => {
                let to = Recipient::Follower(about, Sealed::from_bytes(member.body));
                Ok(Some((*member.who.as_bytes(), to)))
            }
            _ => Ok(None),
        };
        self.page(desk, follow, follower, Job::TellFollowers).await
    }

    /// Owes them to the next page of those who say where a complaint goes, each at most once.
    pub async fn coordinators(&self, desk: &Desk) -> Result<Step, DeskError> {
        let room = desk.room();
        let coordinator = |item| {
            let Item::Record(row) = item else { return Ok(None) };
            let officer: Officer = room.open_row(&row)?.value;
            let routes = authority::may_everywhere(&officer, Deed::Route);
            Ok(routes.then(|| (*officer.id.as_bytes(), Recipient::Coordinator(officer.id))))
        };
        self.page(desk, Select::Officers, coordinator, Job::TellCoordinators).await
    }

    async fn page(
        &self,
        desk: &Desk,
        select: Select,
        whom: impl Fn(Item) -> Result<Option<Told>, Broken>,
        job: fn(Self) -> Job,
    ) -> Result<Step, DeskError> {
        let after = self.after.clone().map(Cursor);
        let page = desk.storage().list(&Query { select, after, limit: Self::PAGE }).await?;
        let whom = page.items.into_iter().filter_map(|item| whom(item).transpose());
        let whom: Vec<Told> = whom.collect::<Result<_, _>>()?;

        let room = desk.room();
        let told = |who: &[u8; 16]| self.told(who, &room);
        let wants: Vec<_> = whom.iter().map(|(who, _)| Want::Receipt(told(who))).collect();
        let known = desk.storage().load(&wants).await?;
        let mut batch = Batch::new();
        for (who, to) in whom {
            if known.receipt(told(&who)).is_some() {
                continue;
            }
            batch.guard(Guard::Once(told(&who), Box::default()));
            let owed = Owed { to, letter: Letter::Notice(self.notice.clone()) };
            batch.write(Write::Enqueue(room.owe_news(&who, self.notice.complaint, &owed)));
        }
        let next = page.next.map(|Cursor(after)| {
            (job(Self { after: Some(after), ..self.clone() }), room.now + Self::PAUSE)
        });
        Ok(Step { batch, next })
    }

    /// Under which key it is remembered that somebody was told.
    fn told(&self, who: &[u8; 16], room: &Room<'_>) -> Token {
        room.keys.token(Scope::Once, &[self.event.as_bytes().as_slice(), who].concat())
    }
}
