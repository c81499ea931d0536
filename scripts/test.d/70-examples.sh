#!/usr/bin/env bash
# every example runs to its end

# In folders of their own, since they may write files where they stand.
built=$(cd "$CARGO_TARGET_DIR/debug" && pwd)
for folder in examples/*/; do
  name=$(basename "$folder")
  echo "-- $name"
  # A service has no end of its own.
  arguments=(); [[ $name == mount-panel ]] && arguments=(--once)
  (cd "$(mktemp -d)" && timeout 120 "$built/$name" "${arguments[@]}")
done
