# What is said on WhatsApp only.

# Under a request for a place or a number, which cannot have buttons for choices.
or-type = Or type: { $choices }

# Texts that Meta approves beforehand. $one, $two and $three are places to fill in; words have to stand
# before the first and after the last. What is filled in may end in a full stop or a question mark, so
# that none follows it.
# $one: the number of the report. $two: its stage. $three: what staff wrote, or "-".
template-status =
    Update on report { $one }: its status is now { $two }.
    Note by the staff: { $three }
    Thank you for reporting.
# $one: the number of the report. $two: what staff wrote.
template-question =
    The staff wrote about report { $one }:
    “{ $two }”
    Reply to this message to answer.
# $one: the number of the report. $two: what was done.
template-mended =
    Report { $one } is said to be mended:
    “{ $two }”
    Is the problem solved?
# $one: other news, in a sentence or two.
template-news =
    News from the citizen complaint service:
    { $one }
    Reply to this message if you want to ask something.
# The buttons below, at most 25 characters.
template-see = See the report
template-answer = Answer
template-confirm = Yes, it is
template-dispute = Not yet
template-stop = Stop
# Examples for those who approve it.
template-example-stage = In progress
template-example-note = a team comes on Thursday morning
template-example-question = which of the lamps is out?
template-example-mended = the lamp was replaced
template-example-news = The staff answer in public on report LP-7K3M-9QXT: “A technician comes on Wednesday morning.”
