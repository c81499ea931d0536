#!/usr/bin/env bash
# every example runs to its end

# In folders of their own, since they may write files where they stand.
built=$(cd "$CARGO_TARGET_DIR/debug" && pwd)
for folder in examples/*/; do
  name=$(basename "$folder")
  echo "-- $name"
  (cd "$(mktemp -d)" && timeout 120 "$built/$name")
done
