# The names of the stages, as citizens read them.
stage-submitted = Waiting
stage-assigned = Forwarded
stage-in-progress = In progress
stage-needs-info = Info needed
stage-resolved = Resolved
stage-closed = Closed
stage-rejected = Rejected
stage-merged = Merged

# Why the city does not take a report, before what the officer writes about it.
ground-not-ours = It is not the city's to mend.
ground-known = The city knows of it already.
ground-unclear = There is too little here to act on. You are welcome to report it again with more.
ground-in-court = The police or a court has it in hand.
ground-improper = It is not something the city can mend.

# How long to wait: $hours is 0 while $minutes are few.
wait = { $hours ->
    [0] { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
    }
    [one] one hour
   *[other] { $hours } hours
}

# Refusals: what cannot be done, then what can.
refusal-log-in-first = Please sign in first. Type *sign in*.
refusal-not-allowed = This account may not do that.
refusal-not-found = That report was not found or cannot be shown in this account.
refusal-not-now = That is not possible while the status of the report is *{ $stage }*.
refusal-too-late = The report is with the staff already, so it can no longer be undone. You can still withdraw it: type *withdraw*.
refusal-over = The time for that ({ $days } days) is over.
refusal-comment-stays = That comment is older than five minutes, so it can no longer be deleted.
refusal-appealed-before = The rejection of this report was appealed before. That can be done only once.
refusal-judged-before = Somebody else judges this appeal, not whoever rejected it.
refusal-too-soon = The reporter can still take this report back. Try again in a few minutes.
refusal-too-many-filings = You have reached today's limit of reports. Try again in { wait }.
refusal-too-many-questions = You have reached today's limit of questions. Try again in { wait }.
refusal-too-many-votes = The limit of support is reached for now. Try again in { wait }.
refusal-too-many-follows = The limit of following reports is reached for now. Try again in { wait }.
refusal-too-many-comments = The limit of comments is reached for now. Try again in { wait }.
refusal-too-many-messages = The limit of messages to the staff is reached for now. Try again in { wait }.
refusal-too-many-codes = Codes were asked for too often. Try again in { wait }.
refusal-too-many-guesses = Too many wrong codes. Try again in { wait }.
refusal-too-many-sign-ins = Signing in was tried too often. Try again in { wait }.
refusal-own = This is your own report; support is for what others reported.
refusal-unknown-category = There is no such category. Please pick one from the list.
refusal-unknown-department = There is no such department.
refusal-insulting = Everybody would read this, so please write it again without insults.
refusal-same-department = That department has this report already.
refusal-coordinator-decides = This report was passed on twice. Please ask the coordinator to decide who handles it.
refusal-too-many-photos = That is more photos than one report can hold.
refusal-after-photo-needed = This category needs a photo taken after the repair.
refusal-number-taken = That number was used for another report.
refusal-number-known = The number of this chat was used by another account of this service.
refusal-not-a-question = This is a report, not a question, so there is no talk to reply to.
refusal-no-way = A code cannot be sent to that address yet. Try an e-mail address.
refusal-code-needed = That needs a code first.
refusal-changed = Somebody changed this report while you were writing.
refusal-not-published = The public does not see this report, so it cannot be answered in public.
refusal-consent-first = You have withdrawn your consent. To send a report, please agree again first.
refusal-address-taken = An officer has that address already.
refusal-not-invited = That invitation is not valid, was used, or is too old. Ask an administrator for a new one.
refusal-wrong-code = That is not the code your app shows, or it was used already. Wait for the next one and try again.
refusal-changed-meanwhile = Somebody else changed this while you were looking at it. What you typed is still here: compare, then save again.
refusal-oneself = You cannot do that to yourself. Ask another administrator.

# What is wrong in the set-up, as an administrator reads it.
unfit-empty = Fill this in.
unfit-long = That is too long: at most { $most } characters.
unfit-many = That is too much: at most { $most }.
unfit-taken = Another one is called so already.
unfit-unknown = There is no such department.
unfit-retired = That department is retired. Choose another, or retire this one first.
unfit-loop = A department cannot stand below itself.

# Why news did not arrive, as staff read it.
undelivered-expired = Nobody waits for it any more
undelivered-superseded = There are newer news
undelivered-undone = The report was taken back
undelivered-left = Its reporter withdrew it
undelivered-hidden = The report is no longer open to the public
undelivered-unfollowed = The person no longer follows this report
undelivered-opted-out = The person switched off the news of this chat
undelivered-signed-out = The person signed out of this chat
undelivered-deleted = The person's data were deleted
undelivered-no-chat = There is no chat to send it to
undelivered-no-officer = There is no such officer
undelivered-no-channel = That channel is not served here
undelivered-closed = The person has not written for so long that the channel takes no such news
undelivered-unreachable = The person cannot be reached on that channel
undelivered-refused = The channel refuses the message
undelivered-gave-up = The channel did not take it for about a day
undelivered-unreadable = Another version wrote it, and it cannot be read
