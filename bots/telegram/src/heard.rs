//! What an update means to a conversation.

use aduan::domain::{Channel, Language, Peer, Phone, Point};
use aduan_gateway::{Heard, Inbound};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    DeepLink,
    update::{CallbackQuery, Contact, File, Location, Message, Update, User},
};

/// What an update means.
pub(crate) enum Meant {
    /// Something that somebody did in a chat of her own with the bot.
    Message(Inbound),
    /// Somebody wrote `/status` herself. To those who operate the house it is a question about it,
    /// to everybody else one about a report.
    Status(i64, Inbound),
    /// She tapped a button; nothing more, if the tap itself says nothing.
    Tap(Tap, Option<Inbound>),
    /// Nothing to us: a group, another bot, a change of settings, or something new.
    Nothing,
}

/// A tap that waits to be answered, and the keyboard it was on.
#[derive(Clone, Debug)]
pub(crate) struct Tap {
    pub(crate) query: Box<str>,
    /// The chat and the message of the keyboard, if Telegram still knows it.
    pub(crate) on: Option<(i64, i32)>,
}

/// How long more of an album may follow: its photos are updates of their own, within a second.
const ALBUM: TimeDelta = TimeDelta::seconds(2);
/// The largest file that a bot can fetch (Bot API, `getFile`).
const MOST_FETCHED: u64 = 20 * 1024 * 1024;

/// What a chat tells about itself (Bot API 10.3, "Service message: …", and those without that
/// remark that are some): nobody said anything.
const SERVICE: [&str; 55] = [
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "chat_owner_changed",
    "chat_owner_left",
    "chat_shared",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "community_chat_added",
    "community_chat_joined",
    "community_chat_removed",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift",
    "gift_upgrade_sent",
    "giveaway_completed",
    "giveaway_created",
    "group_chat_created",
    "left_chat_member",
    "managed_bot_created",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "poll_option_added",
    "poll_option_deleted",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "suggested_post_approval_failed",
    "suggested_post_approved",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "supergroup_chat_created",
    "unique_gift",
    "users_shared",
    "video_chat_ended",
    "video_chat_participants_invited",
    "video_chat_scheduled",
    "video_chat_started",
    "web_app_data",
    "write_access_allowed",
];

/// What `update` means, to the bot with that id.
pub(crate) fn meant(update: Update, bot_id: &str, now: DateTime<Utc>) -> Meant {
    let Some(id) = update.id else { return Meant::Nothing };
    // Another bot, such as one whose token replaced this one's, counts its updates anew.
    let provider_id: Box<str> = format!("{bot_id}:{id}").into();
    if let Some(message) = update.message {
        let heard = said_in(&message);
        return heard.map_or(Meant::Nothing, |(from, input)| {
            let written = Inbound {
                at: written_at(&message, now),
                quoted: quoted(&message).map(Into::into),
                ..inbound(from, provider_id, input, now)
            };
            let herself = message.forward_origin.is_none();
            match from.id.filter(|_| herself && message.text.as_deref() == Some("/status")) {
                Some(id) => Meant::Status(id, written),
                None => Meant::Message(written),
            }
        });
    }
    if let Some(message) = update.edited {
        return edited(&message).map_or(Meant::Nothing, |(from, input)| {
            Meant::Message(inbound(from, provider_id, input, now))
        });
    }
    if let Some(query) = update.callback_query {
        return tapped(query, provider_id, now);
    }
    if let Some(member) = update.my_chat_member {
        // Who blocked the bot is found out when something is sent to her, and who let it in
        // again is answered: there is nothing to remember.
        let blocked = member.new_chat_member.and_then(|member| member.status);
        if member.chat.is_some_and(|chat| chat.is_private()) {
            tracing::debug!(telegram.member = blocked.as_deref(), "telegram.member_changed");
        }
    }
    Meant::Nothing
}

fn inbound(from: &User, provider_id: Box<str>, input: Heard, at: DateTime<Utc>) -> Inbound {
    let language = from.language_code.as_deref().and_then(Language::from_tag);
    // Whoever calls has looked at the id.
    let peer = Peer::new(Channel::Telegram, from.id.unwrap_or_default().to_string());
    Inbound { peer, provider_id, at, input, quoted: None, phone: None, network: None, language }
}

/// Who wrote in a chat of her own with the bot, if it is one, and a person.
fn person_in(message: &Message) -> Option<&User> {
    let (from, chat) = (message.from.as_ref()?, message.chat.as_ref()?);
    let person = from.is_bot != Some(true) && from.id.is_some();
    (person && chat.is_private()).then_some(from)
}

fn said_in(message: &Message) -> Option<(&User, Heard)> {
    let from = person_in(message)?;
    if message.rest.keys().any(|key| SERVICE.contains(&key.as_ref())) {
        return None;
    }
    Some((from, content(message)))
}

fn content(message: &Message) -> Heard {
    if let Some(text) = &message.text {
        let link = text.strip_prefix("/start ").and_then(DeepLink::read);
        return link.map_or_else(|| Heard::Said { text: command(text).into() }, DeepLink::heard);
    }
    if let Some(photo) = message.photo.as_deref().and_then(largest) {
        return media(photo, message);
    }
    let location = message.location.as_ref();
    let location = location.or_else(|| message.venue.as_ref()?.location.as_ref());
    if let Some(location) = location {
        return Heard::SharedPlace { point: point(location) };
    }
    if let Some(contact) = &message.contact {
        return Heard::SharedContact { phone: own_phone(message, contact) };
    }
    if message.sticker.is_some() || message.animation.is_some() || message.dice.is_some() {
        return Heard::Sticker;
    }
    if message.voice.is_some() || message.audio.is_some() || message.video_note.is_some() {
        return Heard::Voice;
    }
    // Photos that were sent as files, with all their pixels.
    let document = message.document.as_ref().filter(|document| {
        document.mime_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
    });
    match document.filter(|document| document.id.is_some()) {
        Some(photo) => media(photo, message),
        None => Heard::Other,
    }
}

/// A command as it is typed in words: Telegram adds the name of the bot where there are several, and
/// what a link says that is none of ours.
fn command(text: &str) -> &str {
    if text.starts_with("/start ") {
        return "/start";
    }
    let bare = text.strip_prefix('/').filter(|rest| !rest.contains(char::is_whitespace));
    bare.and_then(|bare| bare.split_once('@')).map_or(text, |(command, _)| command)
}

fn media(photo: &File, message: &Message) -> Heard {
    let album = message.media_group_id.is_some();
    Heard::SentMedia {
        source: photo.id.clone().unwrap_or_default(),
        caption: message.caption.clone(),
        settle_after: if album { ALBUM } else { TimeDelta::zero() },
    }
}

/// The largest of the sizes that can be fetched.
fn largest(sizes: &[File]) -> Option<&File> {
    let fits =
        |file: &&File| file.id.is_some() && file.bytes.is_none_or(|bytes| bytes <= MOST_FETCHED);
    sizes.iter().filter(fits).max_by_key(|file| {
        file.width.unwrap_or_default().saturating_mul(file.height.unwrap_or_default())
    })
}

/// The number of the sender, if the card is her own: Telegram fills in the id of whose it is, and a
/// card that was passed on proves nothing.
fn own_phone(message: &Message, contact: &Contact) -> Option<Phone> {
    let hers = contact.user_id.is_some() && contact.user_id == message.from.as_ref()?.id;
    let hers = hers && message.forward_origin.is_none();
    let number = contact.phone_number.as_deref().filter(|_| hers)?;
    // It comes with its country, with or without the sign for it.
    Phone::parse(&format!("+{}", number.trim_start_matches('+'))).ok()
}

fn point(location: &Location) -> Option<Point> {
    Point::new(location.latitude?, location.longitude?).ok()
}

/// Words that were changed after they were heard. A live location moves as an edit; where the
/// trouble is was said when it began.
fn edited(message: &Message) -> Option<(&User, Heard)> {
    let from = person_in(message)?;
    let words = message.text.is_some() || message.caption.is_some();
    words.then_some((from, Heard::Edited))
}

/// What we said, if she replied to it.
fn quoted(message: &Message) -> Option<Box<str>> {
    let to = message.replies_to.as_ref()?;
    let ours = to.from.as_ref().is_some_and(|from| from.is_bot == Some(true));
    to.text.clone().or_else(|| to.caption.clone()).filter(|_| ours)
}

fn tapped(query: CallbackQuery, provider_id: Box<str>, now: DateTime<Utc>) -> Meant {
    let Some(id) = query.id else { return Meant::Nothing };
    let chat = query.message.as_ref().and_then(|message| message.chat.as_ref());
    let private = chat.is_some_and(super::update::Chat::is_private);
    let on = query.message.as_ref().and_then(|message| {
        // Without a date it is too old to be changed.
        message.date.filter(|date| *date > 0)?;
        Some((message.chat.as_ref()?.id?, message.id?))
    });
    let tap = Tap { query: id, on: on.filter(|_| private) };
    let from = query.from.filter(|from| private && from.id.is_some() && from.is_bot != Some(true));
    let said = from
        .zip(query.data)
        .map(|(from, payload)| inbound(&from, provider_id, Heard::Chose { payload }, now));
    Meant::Tap(tap, said)
}

/// When it was written: Telegram's word for it, unless that lies ahead.
fn written_at(message: &Message, now: DateTime<Utc>) -> DateTime<Utc> {
    let at = message.date.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    at.filter(|at| *at <= now && at.timestamp() > 0).unwrap_or(now)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
