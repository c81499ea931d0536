# What the bot says about itself on Telegram, and the buttons of its keyboard.

# At most 512 characters; shown before somebody presses Start.
about = Report what is broken in { $city }: roads, lights, waste, floods and more. Type the problem or send a photo, and follow it in this chat until it is mended. This is no emergency service: call { $emergency } if lives are in danger.
# At most 120 characters; shown in the profile.
short = Report what is broken in { $city }, and follow it until it is mended.

share-place = 📍 Send my location
share-contact = 📱 Share my number
# A message of a moment, which takes the keyboard away.
noted = All right.

command-menu = All choices
command-new = New report
command-mine = My reports
command-status = Track a number
command-nearby = Reports nearby
command-search = Search public reports
command-account = My account and data
command-language = Change language / ganti bahasa
command-staff = Talk to the staff
command-help = Help
command-cancel = Cancel what is going on
command-stop = Switch updates off
