//! Remembers each inbound message, turns it into one commit, and delivers what is owed.
