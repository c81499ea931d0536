//! The domain: what a complaint is, who may do what, and every verb; it does no I/O and knows no runtime, database or channel.
