# What is said on WhatsApp only.

# Under a request for a place or a number, which cannot have buttons for choices.
or-type = Or type: { $choices }
