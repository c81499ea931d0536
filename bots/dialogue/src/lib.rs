//! The conversation as a pure function: state and input in, state, replies and the next request out.
