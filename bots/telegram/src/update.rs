//! What Telegram brings, as far as we look at it (Bot API 10.3, "Update" and "Message").
//!
//! Every field may be missing, or be something else than it should be, without any other being
//! lost: Telegram adds kinds of updates and messages several times a year, and a bot that fails
//! over one of them is brought it again and again, and nothing else of that chat.

use aduan_gateway::tolerant;
use serde::de::IgnoredAny;

tolerant! {
    /// Something that happened.
    Update {
        #[serde(rename = "update_id")]
        id: i64,
        message: Message,
        #[serde(rename = "edited_message")]
        edited: Message,
        callback_query: CallbackQuery,
        my_chat_member: ChatMemberUpdated,
    }
    /// Who did it.
    User {
        id: i64,
        is_bot: bool,
        language_code: Box<str>,
    }
    /// Where.
    Chat {
        id: i64,
        /// `private`, or a group or channel of some kind.
        r#type: Box<str>,
    }
    /// A message.
    Message {
        #[serde(rename = "message_id")]
        id: i32,
        /// Unix time; 0, if the message is too old to be seen.
        date: i64,
        from: User,
        chat: Chat,
        text: Box<str>,
        caption: Box<str>,
        media_group_id: Box<str>,
        #[serde(rename = "reply_to_message")]
        replies_to: Box<Message>,
        photo: Vec<File>,
        document: File,
        animation: IgnoredAny,
        location: Location,
        venue: Venue,
        contact: Contact,
        forward_origin: IgnoredAny,
        voice: IgnoredAny,
        audio: IgnoredAny,
        video_note: IgnoredAny,
        sticker: IgnoredAny,
        dice: IgnoredAny,
    } + rest
    /// A size of a photo, or a file.
    File {
        #[serde(rename = "file_id")]
        id: Box<str>,
        #[serde(rename = "file_size")]
        bytes: u64,
        mime_type: Box<str>,
        width: u64,
        height: u64,
    }
    /// A point, in degrees.
    Location {
        latitude: f64,
        longitude: f64,
    }
    /// A place with a name.
    Venue {
        location: Location,
    }
    /// A card with a phone number, her own or that of anybody.
    Contact {
        phone_number: Box<str>,
        user_id: i64,
    }
    /// A tap on a button under a message.
    CallbackQuery {
        id: Box<str>,
        from: User,
        message: Message,
        data: Box<str>,
    }
    /// Somebody blocked the bot, or let it in again.
    ChatMemberUpdated {
        chat: Chat,
        new_chat_member: ChatMember,
    }
    /// What the bot is in a chat.
    ChatMember {
        status: Box<str>,
    }
}

impl Chat {
    pub(crate) fn is_private(&self) -> bool {
        self.r#type.as_deref() == Some("private")
    }
}
