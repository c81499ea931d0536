#!/usr/bin/env bash
# the documentation of the code builds without a warning

# Libraries only: the binary `aduan` and the library `aduan` would write to the same folder.
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --lib --no-deps --locked
