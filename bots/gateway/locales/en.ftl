# Sent once when a message could not be answered after five tries.
sorry = Sorry, we could not process your last message. Nothing that was saved is lost. Please send it again, or write *menu*.
