# What the program tells those who operate it, on Telegram and by e-mail. Nobody is named in it.

subject = something to look at
trouble = ⚠ { $what }
over = ✓ over: { $what }

storage = the storage does not answer
buried-inbox = { $count } messages that could not be answered; aduan inbox lists them
buried-outbox = { $count } messages that could not be delivered; aduan outbox lists them
buried-timers = { $count } timers that failed; aduan timers lists them
buried-jobs = { $count } jobs that failed; aduan jobs lists them
channel = { $name } keeps failing; what is owed waits
token = Telegram does not know the token; what is owed waits
rival = somebody else gets the bot's updates: another process, or a webhook
whatsapp-token = WhatsApp does not take the token; what is owed waits
whatsapp-account = the account on WhatsApp is blocked, or nobody pays; what is owed waits
# $percent: how much of the budget was used. $budget: the budget of a month, in messages.
whatsapp-budget = WhatsApp charged for { $percent } % of this month's { $budget } messages
disk = less than { $free } MB free on the disk
codes-nearly-spent = four fifths of the login codes of today are spent; does somebody flood?
codes-spent = all login codes of today are spent: nobody can log in by a code until midnight UTC

all-well = *All is well*
something-wrong = *Something is wrong*
waiting = *Waiting*
queue = { $name }: { $waiting }, given up: { $buried }
complaints = *Complaints*
codes-today = Codes asked for today: { $sent } of { $limit }
since-start = *Since the start*
sent = { $name }: { $sent } sent, { $failed } failed
