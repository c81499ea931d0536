# The frame of every page.
skip = Skip to the content
menu = Menu
queue = Reports
to-home = To the home page
sign-out = Sign out
day = { $day } { $month ->
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
   *[12] December
} { $year }
time = { $day }, { $clock }

# Maps.
map = Map
map-closer = Zoom in
map-farther = Zoom out
north = N
south = S
east = E
west = W
metres = { $metres } m
kilometres = { $kilometres } km

# Signing in.
sign-in = Sign in
for-officers = This page is for people who work for the city.
email = E-mail address
password = Password
go-on = Go on
wrong-password = That address and password do not belong together.
invited = Just invited?
take-invitation = Use an invitation
code = Code
code-hint = Type the six digits your authenticator app shows.
wrong-code = That is not the code, or it was used already. { $left ->
    [one] One try is
   *[other] { $left } tries are
} left.
lost-device = No phone at hand? Type one of your recovery codes. Lost those too? Ask an administrator for a new invitation.

# Joining.
join = Join
invitation = Invitation
invitation-hint = Type or paste the invitation an administrator gave you. It is good for one day and once.
welcome = Welcome, { $name }
choose-password = Choose a password
password-hint = At least { $least } characters. A short sentence only you know is easier to remember and harder to guess.
password-again = The password once more
password-short = That password is too short. Use at least { $least } characters.
password-long = That password is too long.
password-easy = That password is easy to guess. Choose another.
password-differs = The two passwords differ.
choose-device = Connect your phone
device-hint = Scan this picture with an authenticator app, such as Google Authenticator, Microsoft Authenticator or Aegis.
picture = QR code for an authenticator app
or-type = Or type this key into the app:
on-this-device = Open it in the app on this device
first-code = The first code the app shows
recovery = Your recovery codes
recovery-hint = Print or write down these codes and keep them in a safe place. Each can be used once instead of a code of the app. They are shown this once only.
kept-them = I have kept them

# Sessions.
sessions = Sessions
sessions-hint = This is where you are signed in. End a session you do not know, then ask an administrator for a new invitation.
some-browser = Another browser
here = this one
since = Signed in { $time }
seen = Last used about { $time }
end = End
end-others = End all other sessions

# One's own account.
account = My account
change-password = Change password
current-password = Your password now
new-password = The new password
wrong-current = That is not your password now.
others-end = You stay signed in here, and nowhere else.
change-device = Another phone
recovery-left = { $count } left
renew = Make new codes
renew-hint = Ten new codes are shown once. Those before are void.
language = Language

# When something cannot be done.
trouble = That did not work
trouble-elsewhere = That request did not come from this page, so it was not done. Reload the page and try again.
trouble-nothing = There is no such page.
trouble-large = That is more than fits.
trouble-unreadable = That could not be read. Go back and try again.
trouble-busy = It is busy here. Try again in a moment.
trouble-failed = Something is wrong on our side. Try again later; if it stays like this, tell whoever runs this site.
