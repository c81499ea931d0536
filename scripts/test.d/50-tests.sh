#!/usr/bin/env bash
# every test and every example in the documentation of the code

# Built with all targets first, so that binaries, examples and tests share what they are made of.
cargo build --workspace --all-targets --locked
cargo test --workspace --locked --quiet
