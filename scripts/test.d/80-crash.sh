#!/usr/bin/env bash
# what was acknowledged survives failures planted inside a commit

# Stands apart from the other tests, since the storage is built once more with its failpoints.
# `--workspace` keeps the features of everything else as they were, so that little else is.
cargo test --workspace --features aduan-sqlite/failpoints --test failures --locked --quiet

# A process that is killed while it files: the package crash-tests, as soon as it is there.
if [[ -d tests/crash ]]; then
  cargo test --package crash-tests --features failpoints --locked --quiet
fi
