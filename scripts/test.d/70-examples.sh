#!/usr/bin/env bash
# every example runs to its end

for folder in examples/*/; do
  name=$(basename "$folder")
  echo "-- $name"
  timeout 120 "$CARGO_TARGET_DIR/debug/$name"
done
