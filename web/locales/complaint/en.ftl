# One complaint.
report = Report
department = Department
officer = Officer
reason = Reason
question = Question
words = Words
note = Note
what-was-done = What was done
you = You
somebody = Somebody
the-reporter = The reporter
the-system = The system
where-it-stands = Where it stands
owner = Owned by
nobody-yet = Nobody yet
no-department = None yet
deadline = Deadline
deadline-paused = The clock stands still until the reporter answers
deadline-kept = Kept
deadline-late = Missed
deadline-void = None any more
overdue = Overdue
reported = Reported
reported-by = Reported by
reporter-hidden = Hidden from the staff
reporter-unnamed = Gave no name
seen-by = Seen by
seen-private = The reporter and the departments that handle it
seen-published = Everybody
seen-not-yet = Everybody, once a department has it
support = Support
supports = { $count ->
    [0] Nobody yet
    [one] One person
   *[other] { $count } people
}
photos-coming = { $count ->
    [one] A photo is
   *[other] { $count } photos are
} on the way.
photo-alt = Photo { $nth } of the report
photo-before = Look closer
photo-after-alt = Photo taken after the repair
photo-after = Afterwards
after-photo = A photo taken afterwards
after-photo-if-any = A photo taken afterwards, if you have one
photo-lost-large = That photo is too large.
photo-lost-foreign = That photo is in a format that cannot be read. Send it as JPEG.
photo-lost-other = That is no photo that can be read.
place = Place
open-map = Open in a map
in-area = Area: { $area }
public-form = What the public reads
waits-for = Waiting for the reporter's answer
city-said = The city said last
advice = The reporter suggests
rating = Rating: { $stars } of 5
goes-on-from = Goes on from
story = What happened so far
talk = The talk
comments = Comments of the public
no-comments = Nobody has commented.
the-city = The city
for-staff = only staff read this
what-to-do = What you can do
nothing-to-do = You can read this report. There is nothing for you to do on it.
choose-one = Choose…
begin-with = Begin with:
after-changed = What you wrote is still here. Look at the report again and decide.
gone = It is not yours any more
gone-hint = There is no such report, or another department has it now. Nothing was sent.
gone-words = What you wrote

unfit-empty = There are no words in it yet.
unfit-long = That is too long. { $limit } characters fit.
unfit-no-choice = Choose one from the list.

# What an officer can do.
act-assign = Give it to a department
act-assign-hint = The reporter is told. A public report can be seen by everybody from then on.
act-take = Take it over
act-take-hint = You own it from now on, and the reporter is told that somebody is at work.
act-hand = Give it to a colleague
act-hand-hint = Your colleague owns it from then on.
act-ask = Ask the reporter
act-ask-hint = The reporter gets your question in the chat. The clock stands still until the answer comes.
act-reply = Reply
act-reply-hint = Whoever asked gets your words in the chat, and can write on.
act-end-talk = End the talk
act-end-talk-hint = Whoever asked is told that the talk is over.
act-resolve = Say that it is mended
act-resolve-hint = The reporter reads your words and is asked whether it is so.
act-transfer = Pass it on to another department
act-transfer-hint = The reporter reads the reason. The deadline stays as it is.
act-reject = Do not take it
act-reject-hint = The reporter reads both, and can appeal once. Whose is it? Where was it reported before? What is missing? Say so.
ground = Why
ground-not-ours = Not the city's to mend
ground-known = Known, or mended already
ground-unclear = Too little to act on
ground-in-court = With the police or a court
ground-improper = Abuse, advertising or a joke
ground-other = Something else
act-reopen = Take it up again
act-reopen-hint = It goes back to whoever had it, and the reporter reads the reason.
act-respond = Answer in public
act-respond-hint = Everybody reads it as the city's answer. Your name is not shown.
act-remark = Write a note
act-remark-hint = Only staff read it.

# What happened, in sentences without a full stop.
story-ago = { $what }, { $minutes ->
    [0] less than a minute ago
    [one] a minute ago
   *[other] { $minutes } minutes ago
}.
story-filed = { $who } reported it
story-filed-for = { $who } filed it for somebody at the counter
story-assigned = { $who } gave it to { $to }
story-assigned-published = { $who } gave it to { $to }, and everybody can see it
story-transferred = { $who } passed it on to { $to }
story-started = { $who } took it over
story-handed = { $who } gave it to { $to } to work on
story-rejected = { $who } did not take it
story-rejected-because = { $who } did not take it: { $to }
story-remarked = { $who } wrote a note
story-photos-added = { $who } added { $count ->
    [one] a photo
   *[other] { $count } photos
}
story-photos-lost = { $count ->
    [one] A photo
   *[other] { $count } photos
} never arrived
story-asked = { $who } asked the reporter
story-told-staff = { $who } wrote on
story-replied = { $who } replied
story-answered = { $who } answered
story-resolved = { $who } said that it is mended
story-confirmed = { $who } confirmed that it is mended
story-no-reply = Closed, since nobody objected in time
story-no-info = Closed, since the question was never answered
story-withdrawn = { $who } withdrew it
story-talk-ended = { $who } ended the talk
story-disputed = { $who } says that it is not mended
story-reopened = { $who } had it taken up again
story-appealed = { $who } appealed against the rejection
story-left = The reporter withdrew; it stays open for its supporters
story-rated = { $who } rated the handling: { $count } of 5
story-blanked = The private words were deleted, as the reporter wished
told-waiting = News for the reporter are on their way
told-reporter = The reporter was told
told-not-reporter = The reporter was not told: { $why }
told-owner = Whoever owns it was told
told-not-owner = Whoever owns it was not told: { $why }
