#!/usr/bin/env bash
# every test and every example in the documentation of the code

# Built with all targets first, so that binaries, examples and tests share what they are made of.
cargo build --workspace --all-targets --features aduan-server/failpoints --locked
cargo test --workspace --features aduan-server/failpoints --locked --quiet
