#!/usr/bin/env bash
# acknowledged work survives failures planted inside a commit (package crash-tests)

# The storage is built once more with its failpoints, so this stands apart from the other tests.
# Until the package is there, there is nothing to run.
if [[ ! -d tests/crash ]]; then
  echo "-- no tests/crash yet"
  exit 0
fi
cargo test --package crash-tests --features failpoints --locked --quiet
