# All the words of the conversation, in English.
#
# For translators: plain and short, at most six lines a message where possible. *…* is bold.
# Buttons (label-…) hold 20 characters, rows of a list 24, their hints (…-hint) 72. The words that
# people type (*menu*, *cancel*, …) are in src/hear/command.rs.

## Getting to know each other

# $city: the name of the city. This is also the text of the consent; if its meaning changes, raise
# its version.
welcome = Hello! 👋 This is the citizen complaint service of *{ $city }*. I am an automated assistant.

    To handle your reports we keep your chat account, the text, the photos and the place. What the public sees does not carry your name.

    Emergency? Call *{ $emergency }*.
    Agree and continue?
consent-first = Before we go on, we need your consent to keep your chat account, the text of your reports, the photos and the place. Do you agree?
declined = All right, we keep nothing. If you change your mind, just write to me again.

## Menu and help

menu = How can I help? Just type the problem, send a photo, or pick from the menu.
help = How it works:
    • Type the problem or send a photo, and I turn it into a report
    • *status LP-…* shows a report, *support LP-…* supports it
    • *mine* your reports, *nearby* those around you, *search* by words
    • *cancel* stops, *back* goes one step back, *menu* shows the rest
    • *agent* lets you talk with a person
    • *login* signs you in, *language* changes the language
    Emergency: *{ $emergency }*.
ask-language = Choose a language / Pilih bahasa:
you-are-welcome = You are welcome! 🙏 Type *menu* whenever you need something.

## Making a report

ask-words = Tell me the problem in one message: what, where exactly, since when. You may send a photo with a caption instead.
ask-other-words = Write the text of the report again, in one message.
ask-words-briefly = What is the problem? Tell me briefly: what, where exactly, since when.
suggested = This looks like *{ $category }*. Is that right?
ask-category = Pick the category that fits best:
no-categories = Sorry, { $city } has not opened any category yet, so reports cannot be sent from here. Type *agent* to write to the staff.
ask-place = Where is it? Send a location, or type an address or landmark (e.g. in front of SDN 3 Tebet). Not sure? Type *skip*.
# $place: the place by her own words.
ask-place-named = Is it *{ $place }*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
# $metres: how far. $title: the first sentence of somebody else's report. $supports: how many
# support it.
alike-near = There is a similar report, about { $metres } m from there:
    Report *{ $number }*: { $title }
    Status: { $stage }, reported on { $filed }, { $supports ->
        [one] one supporter
       *[other] { $supports } supporters
    }

    Is it the same problem?
alike-somewhere = There is a similar report:
    Report *{ $number }*: { $title }
    Status: { $stage }, reported on { $filed }, { $supports ->
        [one] one supporter
       *[other] { $supports } supporters
    }

    Is it the same problem?
alike-several = There are similar reports. Is one of them the same problem?
alike-line = • *{ $number }*: { $title }
row-alike-near = { $metres } m · { $stage } · { $filed }
row-alike-somewhere = { $stage } · { $filed }
ask-same = Is report *{ $number }* about the same problem?
ask-preset = Any photos? Send them first (10 at most). Then choose who may see the report:
    • *Public*: text and place are shown, your name is not
    • *Private*: only you and the staff
    • *Anonymous*: shown to all, and not even the staff know who you are
ask-preset-only = Who may see this report?
    • *Public*: text and place are shown, your name is not
    • *Private*: only you and the staff
    • *Anonymous*: shown to all, and not even the staff know who you are
ask-photos = The old photos are out of the draft. Send new ones (10 at most), or type *skip*.
summary = *Check your report*
    Category: { $category }
    Place: { $place }
    Photos: { $photos }
    Seen by: { $preset }

    “{ $words }”

    { $next ->
        [send] Send it now?
       *[private] Edit the text, or make it private?
    }
ask-edit = Which part would you like to change?
# $minutes: how long it can be undone, 0 if not at all. $due: the date by which it is to be mended.
filed = ✅ We have received report *{ $number }*.
    To be mended by { $due }.

    News will come to this chat.{ $minutes ->
        [0] { "" }
        [one] { " " }Sent by mistake? You can undo it for one minute.
       *[other] { " " }Sent by mistake? You can undo it for { $minutes } minutes.
    }
filed-before = This report was sent already as *{ $number }*, and is not sent twice.
undone = Report *{ $number }* is undone; nothing went to the staff. The draft is still here: go on with it, or delete it?
cancelled = Cancelled, the draft is deleted. Type the problem any time to start again.
stopped = All right, cancelled. Type the problem, or *menu* for more.
nothing-to-cancel = There is nothing to cancel. Type the problem, or *menu* for more.
# $when: a date and a time.
draft-waits = You have a draft report from { $when }:
    “{ $words }”
    Go on with it?

no-draft = No draft is waiting; drafts are kept for seven days. Type the problem to start.

## Looking and supporting

ask-number = Send the number of the report, e.g. *{ $example }*.
mistyped = That number seems mistyped: a letter or a digit does not fit. Please check it, e.g. *{ $example }*.
detail = *{ $number }* · { $category }
    { $title }
    Status: *{ $stage }*, reported on { $filed }
detail-department = Handled by: { $department }
detail-due = To be mended by: { $due }
detail-note = Note from staff: { $note }
detail-supports = Supporters: { $supports }
# $steps: stages with their days.
detail-steps = So far: { $steps }
detail-refers = Follows up on: { $number }
ask-follow = Would you like news of this report?
followed = 👍 We will send you news of *{ $number }* in this chat. Type *unfollow { $number }* to stop it.
followed-before = You already follow *{ $number }*; its news come to this chat.
unfollowed = All right, you will get no more news of *{ $number }*.
unfollowed-before = You do not follow *{ $number }*. To get its news, type *follow { $number }*.
not-followed = All right. If you change your mind, type *follow { $number }*.
ask-comment = Write your comment on *{ $number }*, at most 500 characters. Everybody can read comments, so no personal data please.
comment-too-long = A comment holds 500 characters at most. Please write it shorter.
commented = ✅ Your comment on *{ $number }* is posted. Type *delete comment* within 5 minutes to remove it.
uncommented = Your comment on *{ $number }* is removed.
no-comment = There is no comment to remove. A comment can be removed within 5 minutes.
choose-report = Which report?
supported = 👍 Your support of *{ $number }* counts. { $supports ->
    [one] You are the first.
   *[other] Now { $supports } people support it.
} Type *unsupport { $number }* to take it back.
supported-before = You already support *{ $number }*. Type *unsupport { $number }* to take it back.
unsupported = Your support of *{ $number }* is withdrawn. { $supports ->
    [0] Nobody supports it now.
    [one] One person supports it now.
   *[other] { $supports } people support it now.
}
unsupported-before = You were not supporting *{ $number }*.
# $total: how many reports. $page: which page.
my-reports = { $page ->
    [1] You have { $total ->
        [one] one report. Pick it to see it.
       *[other] { $total } reports, the newest first. Pick one to see it.
    }
   *[other] Your reports, page { $page }.
}
no-reports = No reports in this account yet. Type the problem to make the first one.
ask-where = Send your location to see public reports within 500 m, or type a street or a district.
# $within: how far was looked, in metres.
around-point = { $page ->
    [1] { $within ->
        [500] { $total ->
            [one] One public report
           *[other] { $total } public reports
        } within 500 m, the nearest first.
       *[other] Nothing within 500 m. Here { $total ->
            [one] is one public report
           *[other] are { $total } public reports
        } within { $within } m, the nearest first.
    }
   *[other] Public reports within { $within } m, page { $page }.
}
# $words: the place she typed.
around-words = { $page ->
    [1] Public reports that mention “{ $words }”, the newest first. Send a location to see the nearest.
   *[other] Public reports that mention “{ $words }”, page { $page }.
}
nothing-around = There is no open public report there. Make a new one?
ask-keywords = Type what to look for, e.g. *street light Melati*.
# $words: what she looked for.
hits = { $page ->
    [1] Public reports for “{ $words }”, the newest first.
   *[other] Public reports for “{ $words }”, page { $page }.
}
no-hits = No public report for “{ $words }”. Make a new one?
which-report = Which report? Add its number, e.g. *{ $example }*.

## Talking with staff

# $hours: service hours, such as “Monday–Friday, 08:00–16:00”.
ask-question = Write your question or message to the staff of { $city }. They answer { $hours }.
    Emergency? Call *{ $emergency }*.
with-staff = You are talking with the staff now, as *{ $number }*. They answer { $hours }.
    Just write here. Meanwhile I do not answer; type *bot* to come back to me.
staff-closed = You are talking with the staff now, as *{ $number }*. They will answer in their service hours: { $hours }.
    Just write here. Meanwhile I do not answer; type *bot* to come back to me.
    Emergency? Call *{ $emergency }*.
staff-left = You are back with the assistant. Replies of the staff still come to this chat.
staff-later = You can reach the staff once you have agreed. They answer { $hours }. Emergency? Call *{ $emergency }*.
ready-question = Send your message to the staff?

## Signing in

ask-address = To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
not-an-address = That is not a complete e-mail address or phone number. Examples: *sari@example.com* or *0812 3456 7890*.
# The same words whether or not the address is known.
code-sent = If that address can receive codes, a 6-digit code was sent to *{ $address }*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
ask-code = Reply with the 6-digit code that was sent to *{ $address }*.
not-a-code = The code has 6 digits, e.g. *123 456*.
code-wrong = Wrong code. { $left ->
    [0] No attempts are left; ask for a new code.
   *[other] Attempts left: { $left }.
}
code-gone = That code is no longer valid. Type *resend* for a new one.
signed-in = You are signed in.
signed-in-before = You are already signed in to this chat.
# $what: support, unsupport, answer, confirm, dispute, rate or track.
ready = { $what ->
    [support] Go on and support report *{ $number }*?
    [unsupport] Go on and withdraw your support of *{ $number }*?
    [answer] Send your answer about *{ $number }*?
    [confirm] Is report *{ $number }* really fixed?
    [dispute] Send *{ $number }* back to the staff with your reason?
    [follow] Send you news of *{ $number }*?
    [unfollow] Stop following *{ $number }*?
    [comment] Post your comment on *{ $number }*? Everybody can read it; no personal data please.
    [withdraw] Withdraw report *{ $number }*? If others support it, it stays open for them, without you.
    [reopen] Reopen report *{ $number }*?
    [appeal] Appeal against the rejection of *{ $number }*?
    [photos] Add your photos to report *{ $number }*?
   *[other] Go on with report *{ $number }*?
}

## Account, sessions, news

account = *Your account*
    Name: { $name }
    Linked: { $handles }
    News in this chat: { $news ->
        [on] on
       *[other] off
    }
sign-in-for-account = To see your account, sign in first.
sessions = You have been signed in to this chat ({ $channel }) since { $since }.
session = { $nth }. { $channel }, since { $since }
no-other-session = No other chat.
sessions-ended = All right, that chat is signed out of your account.
signed-out = You are signed out. Private reports are hidden in this chat, and its news no longer come here. Type *sign in* to return.
signed-out-before = You are not signed in to this chat. Type *sign in* if you want to.
settings = Language and news of this chat:
news-stopped = Automatic updates are off for this chat. Check any time with *status*. Switch on again: type *updates*.
news-started = Automatic updates are on again.
no-news-here = This chat belongs to no account yet, so no updates come here.
ask-link-address = Type the e-mail address or phone number to link; we will send a 6-digit code there.
address-linked = Linked. That address now signs you in to this account.
address-taken = The code is right, but that address belongs to another account, and two accounts cannot be joined yet. Nothing has changed. To use that account here: type *sign out*, then *sign in* with that address.
link-code = To use this account in another chat (WhatsApp, Telegram, or web), type there: *link { $code }*

    Good for 10 minutes and one chat. Give it to nobody, not even staff.
link-confirm = Link account *{ $address }* with this chat? If you did not ask for this, choose *Cancel*.
link-done = Linked. The reports of that account can be seen here now. The chat that showed the code is told too.
link-failed = That code is not valid. Ask for a new one: by the button in the web chat, or type *link chat* in the chat that is linked already.
chat-taken = The code is right, but this chat belongs to another account, and two accounts cannot be joined yet. Nothing has changed. To use that account here: type *sign out*, then *sign in* with an address of that account.
or-let-in = Or sign in without a code, from another chat of yours:
let-in-verb = sign in
let-in-link = Open this link, then send the message that is filled in there: { $url }

    Good for 10 minutes, for signing in once. When you have agreed there, you are signed in here at once.
let-in-confirm = Let the { $channel } that shows that code in to your account? Your reports can be seen there then. If you did not ask for this, choose *Cancel*.
let-in-done = You are signed in on the { $channel } now. Not you? Type *sessions* to end it.
let-in-sign-in-first = Sign in to this chat first, then send the code once more.
possible-new-owner = This number was used in the complaint service of *{ $city }* before. To open the old reports, verify by e-mail or another chat first. Or begin as a new user.
verify-elsewhere = Use an e-mail address that is linked with the old account. Or type *link chat* in another chat that is still linked, and then the code here.
news-chat-linked = Your account was just linked with another chat ({ $channel }). Not you? Type *sessions* to end it.
news-number-changed = Your { $channel } number has changed. The old number no longer signs you in to your account, and your sessions on the web are over. Was it not you who changed it? Type *agent* in a chat of this service.
news-number-lost = The phone number linked with your account is used by another { $channel } account now, so it is linked no longer. Still your number? Type *link email* in a chat of this service to link it again.
my-data = *Your data*
    Name: { $name }
    Contacts: { $handles }
    Reports: { $reports }
    Consent: { $agreed ->
        [yes] version { $version }, { $when }
       *[other] none
    }
    Support and comments are kept with their reports, with no list per person.

    Your rights (Law 27/2022): get a copy, correct, withdraw consent, or delete.
deletion-set = Deletion is scheduled for { $when }.
ask-name = What is your name? The public does not see it.
renamed = All right, changed.
copy = *Copy of your reports*, { $from }–{ $to } of { $total }
copy-entry = { "" }
    Report *{ $number }* · { $category }
    Reported: { $filed }, status: { $stage }, shown: { $preset }
    Place: { $place }. Photos: { $photos }
    “{ $words }”
copy-goes-on = { $count ->
    [one] One more report.
   *[other] { $count } more reports.
}
nothing-to-copy = There are no reports in this account yet. What else we keep is in *my data*.
ask-withdraw = If you withdraw your consent, you are signed out of all chats. You can send new reports once you agree again. Existing reports are still handled, and you still get their news. Go on?
consent-withdrawn = Your consent is withdrawn. Existing reports are still handled. To start again, just write to me. To delete everything, sign in and type *delete my data*.
ask-erase = Name, contacts, sessions and chats will be deleted. Public reports stay without your identity; the words and photos of private ones go once they are closed. You can undo this within { $hours } hours. Go on?
deletion-scheduled = Deletion is scheduled for { $when }. Type *undo delete* to cancel.
deletion-undone = The deletion is cancelled. Nothing was deleted.
left-as-it-is = All right, nothing has changed.
no-deletion = No deletion is scheduled.
channel = { $channel ->
    [whatsapp] WhatsApp
    [telegram] Telegram
    [webchat] web chat
    [terminal] terminal
   *[other] e-mail
}
nameless = not given
ready-mine = Show your reports now?

## Questions of the staff, fixed or not

is-this-the-answer = The staff ask about *{ $number }* ({ $title }):
    “{ $question }”

    Is your message the answer?
which-question = { $count } questions of the staff are waiting. Which one does your message answer?
ask-answer = Write your answer about report *{ $number }*.
answered = Thank you, your answer about *{ $number }* went to the staff.
ask-rating = Good to hear! Report *{ $number }* is closed. How was it handled?
ask-stars = How was report *{ $number }* handled?
rated = Thank you for rating it { $stars } of 5. Any suggestion? Reply now, or type *skip*.
ask-advice = Any suggestion about how *{ $number }* was handled? Write it briefly, or type *skip*.
advised = Thank you, your suggestion went to the staff and is not shown in public.
# $supports: how many support it.
withdrawn = { $supports ->
    [0] Report *{ $number }* is withdrawn and closed. Changed your mind? Type *reopen { $number }* within 30 days.
    [one] You are no longer the reporter of *{ $number }* and hear no more of it. It stays open for the one person who supports it.
   *[other] You are no longer the reporter of *{ $number }* and hear no more of it. It stays open for the { $supports } people who support it.
}
not-hers = *{ $number }* is not a report of this account, or you have withdrawn it already.
ask-reopening = What is not fixed about *{ $number }*? Tell us briefly.
reopened = Report *{ $number }* is open again, and your reason went to the staff.
reopen-late = *{ $number }* can no longer be reopened: the { $days } days for that are over. Make a new report that refers to it?
ask-appeal = Why should *{ $number }* be accepted? Tell us briefly. You can appeal once, and somebody else decides.
ask-more-photos = Send the photos for report *{ $number }* now; several at once is fine.
photos-added = 📷 { $count ->
    [one] One photo was
   *[other] { $count } photos were
    } added to report *{ $number }*.
photos-left-out = The others did not fit: a report holds { $most } photos at most.
appealed = We have received your appeal about *{ $number }*, and somebody else will decide it.
ask-reason = What is not fixed about *{ $number }*? Tell us briefly.
disputed = All right, report *{ $number }* goes back to the staff with your reason.

## Openings: each stands alone before another message

danger = 🚨 If lives are in danger, call *{ $emergency }* now. This chat is not an emergency service.
public-masked = There are private details in it (a phone number, NIK, e-mail or plate). The public sees them masked; the staff read them. Would you rather keep it private? Choose *Edit*.
public-insults = There are insults in it, and everybody reads a public report. Please edit it first, or make it private.
make-private = Make it private
comment-masked = There are private details in it (a phone number, NIK, e-mail or plate). The public sees them masked.
photos-arrived = 📷 { $count ->
    [one] One photo
   *[other] { $count } photos
} received.
photos-full = 10 photos at most; further ones are not attached.
words-cut = The text limit is 2,000 characters; I kept the first 2,000.
note-cut = The limit is 1,000 characters; I use the first 1,000.
place-arrived = 📍 Location received.
words-added = I added that to the report.
bad-place = I could not read that location. Send it again, or type the address.
not-understood = Sorry, I did not understand.
stale = That button is no longer valid. Please go on from here.
forgotten = Sorry, something went wrong on our side and I lost our talk so far. Let us start again.
refused = { $words }
went-wrong = Sorry, something went wrong on our side. Please try once more.
maintenance = The service is under maintenance until { $when }. Your message is stored and will be processed then.
slow-down = That is a lot of messages; I work through them one by one. Nothing is lost.
voice = Sorry, I cannot listen to voice messages yet. Please type it.
sticker = 👍 Type *menu* if you need help.
not-her-contact = That is not your own contact, so it was not used.
contact-taken = That number belongs to another account. To use that account here, prove it by a code.
no-contact-here = Your number is not needed here.
edited = I cannot see what you changed in an earlier message. Please write it again as a new one.
unreadable = I cannot read this kind of message yet. Please send text, a photo or a location.
no-photo-here = Photos cannot be attached at this point.
no-place-here = No location is needed here.
place-as-comment = The location can be added to the report as a comment.
where-to = I still do not understand. What would you like to do?

## News

news-moved = News on report *{ $number }*: its status is now *{ $stage }*.
news-note = Note from staff: { $note }
news-question = The staff ask about report *{ $number }*:
    “{ $question }”

    Tap Answer, or type *answer { $number }* followed by your answer.
news-mended = The staff say that report *{ $number }* is resolved:
    “{ $remark }”

    Is it fixed? You can also type *fixed { $number }* or *not fixed { $number }*.
news-photos-lost = 📷 { $count ->
    [one] One photo
   *[other] { $count } photos
    } for report *{ $number }* could not be received. The report goes on without { $count ->
    [one] it
   *[other] them
    }.

    Type *add photo { $number }* to send again.
news-photos-foreign = The format cannot be opened here (HEIC from an iPhone, for example). Please send it as a photo, not as a file.
news-replied = The staff reply to your question *{ $number }*:
    “{ $words }”
news-talk-ended = The talk *{ $number }* with the staff has ended. Thank you for asking. The assistant can help you again; type *menu* if you need something.
news-responded = The staff answer in public on report *{ $number }*:
    “{ $words }”
# The next go to officers, by e-mail.
news-asked = A new question of a citizen, { $number }:
    { $question }
news-appealed = The reporter of { $number } appeals against its rejection:
    { $reason }
news-told = A citizen writes about question { $number }:
    { $note }
news-answered = The reporter of { $number } answered:
    { $answer }
news-disputed = The reporter of { $number } says that it is not fixed:
    { $reason }
news-reopened = The reporter of { $number } reopened it:
    { $reason }
# $supports: how many support it.
news-withdrawn = { $supports ->
    [0] The reporter of { $number } withdrew it, and it is closed.
    [one] The reporter of { $number } withdrew it. It stays open for the one person who supports it; please tell that person.
   *[other] The reporter of { $number } withdrew it. It stays open for the { $supports } people who support it; please tell them.
}

## Parts of sentences

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[other] December
} { $year }
date-time = { $date }, { $clock }
# $day: 1 is Monday.
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[other] Sunday
}
service-hours = { $weekdays }, { $opens }–{ $closes }
place-point = the point you sent
place-both = the point you sent, { $words }
category-question = Question
place-none = not given
row-filed = { $category } · { $stage } · { $filed }
row-away = { $metres } m · { $stage } · { $category }
open-menu = Open menu
open-list = Show choices

## Buttons

label-agree = Agree, continue
label-decline = I do not agree
label-indonesian = Bahasa Indonesia
label-english = English
label-new = New report
label-new-hint = Roads, lights, waste, flooding and more
label-mine = My reports
label-mine-hint = The status of all your reports
label-nearby = Reports nearby
label-nearby-hint = Public reports around you
label-search = Search reports
label-search-hint = Public reports by keyword, street or district
label-search-again = Search again
label-next-page = Next
# $from, $to: which reports.
label-next-page-hint = Reports { $from }–{ $to }
label-track = Track a number
label-track-hint = See its status and notes from staff
label-language = Change language
label-help = Help
label-sign-in = Sign in
label-sign-in-hint = With a code, just once
label-menu = Menu
label-assistant = Back to assistant
label-reply = Reply
label-agent = Staff
label-repeat = Repeat
label-other-category = Other category
label-more-categories = More categories
label-more-categories-hint = Show further categories
label-skip = Skip
label-there = Yes, there
label-public = Public
label-private = Private
label-anonymous = Anonymous
label-same = Yes, support it
label-different = No, continue
label-show = Show it first
label-send = Send
label-edit = Edit
label-cancel = Cancel
label-edit-words = Text
label-edit-category = Category
label-edit-place = Place
label-edit-photos = Photos
label-edit-photos-hint = Remove all, then send again
label-edit-preset = Who may see it
label-back = Back
label-undo = Undo
label-continue = Continue draft
label-start-over = Start over
label-resend = Resend code
label-other-address = Other address
label-support = Support
label-unsupport = Withdraw support
label-follow = Keep me posted
label-unfollow = Unfollow
label-no-thanks = No, thanks
label-comment = Comment
label-uncomment = Delete comment
label-withdraw = Withdraw report
label-reopen = Reopen
label-appeal = Appeal
label-add-photos = Add photos
label-rate = Rate it
label-refer = Yes, a new report
label-confirm = It is fixed
label-dispute = Not fixed
label-answer = Answer
label-is-the-answer = Yes, it is
label-new-report = No, a new report
label-see-report = See report
label-proceed = Yes, go on
label-account = Account
label-account-hint = Linked contacts, sessions, signing out
label-settings = Language & alerts
label-settings-hint = Change the language, switch updates on or off
label-stop-news = Updates off
label-start-news = Updates on
label-sessions = Active sessions
label-end-session = End number { $nth }
label-end-others = End all others
label-sign-out = Sign out
label-link-email = Link e-mail
label-link-chat = Link another chat
label-link-here = Link
label-by-whatsapp = By WhatsApp
label-by-telegram = By Telegram
label-let-in = Yes, let it in
label-verify = Verify
label-start-anew = New user
label-my-data = My data
label-copy = Copy of my data
label-copy-more = Next
label-rename = Change name
label-no-name = Without a name
label-withdraw-consent = Withdraw consent
label-withdraw-now = Yes, withdraw
label-erase = Delete my data
label-erase-now = Yes, delete
label-undo-deletion = Undo delete
label-stars-1 = 1 – Very poor
label-stars-2 = 2 – Poor
label-stars-3 = 3 – Fair
label-stars-4 = 4 – Satisfied
label-stars-5 = 5 – Very satisfied
