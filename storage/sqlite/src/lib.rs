//! The embedded default storage: rusqlite, one group-committing writer, many readers.
