//! Telling those who follow a complaint.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    batch::{Batch, Guard, Member, Set, Write},
    facts::Want,
    owed::{Letter, Notice, Owed, Recipient},
    query::{Cursor, Item, Query, Select},
    seal::{Scope, Sealed, Token},
    verb::Room,
};

use super::{Job, Step};

/// Owes news to everybody who follows a complaint, a page of them in each commit. Who is told, in
/// which chat, and whether she still may be, is found out when it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TellFollowers {
    /// What makes these news different from all others of the complaint.
    pub event: Token,
    /// The news.
    pub notice: Notice,
    /// Where the next page of followers begins.
    pub after: Option<Box<str>>,
}

impl TellFollowers {
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

    /// Owes the news to the next page of followers, each at most once.
    pub async fn step(&self, desk: &Desk) -> Result<Step, DeskError> {
        let select = Select::Members(self.notice.complaint, Set::Follows);
        let after = self.after.clone().map(Cursor);
        let page = desk.storage().list(&Query { select, after, limit: Self::PAGE }).await?;
        let followers: Vec<Member> = page
            .items
            .into_iter()
            .filter_map(|item| match item {
                Item::Member(member) => Some(member),
                _ => None,
            })
            .collect();

        let room = desk.room();
        let told = |member: &Member| self.told(member.who, &room);
        let wants: Vec<_> = followers.iter().map(|member| Want::Receipt(told(member))).collect();
        let known = desk.storage().load(&wants).await?;
        let mut batch = Batch::new();
        for member in followers.iter().filter(|member| known.receipt(told(member)).is_none()) {
            batch.guard(Guard::Once(told(member), Box::default()));
            let to =
                Recipient::Follower(self.notice.complaint, Sealed::from_bytes(member.body.clone()));
            let owed = Owed { to, letter: Letter::Notice(self.notice.clone()) };
            let row = room.owe_news(member.who.as_bytes(), self.notice.complaint, &owed);
            batch.write(Write::Enqueue(row));
        }
        let next = page.next.map(|Cursor(after)| {
            (
                Job::TellFollowers(Self { after: Some(after), ..self.clone() }),
                room.now + Self::PAUSE,
            )
        });
        Ok(Step { batch, next })
    }

    /// Under which key it is remembered that somebody was told.
    fn told(&self, who: Token, room: &Room<'_>) -> Token {
        let [event, who] = [self.event, who].map(|token| *token.as_bytes());
        room.keys.token(Scope::Once, &[event, who].concat())
    }
}
