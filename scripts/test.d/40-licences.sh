#!/usr/bin/env bash
# only licences, packages and sources that deny.toml allows

# The cargo-deny that is installed; where there is none, this version is built once beside the
# other build output, unoptimised: a minute on two cores.
version=0.20.2
tools=$CARGO_TARGET_DIR/tools
PATH=$PATH:$tools/bin
if ! cargo deny --version >/dev/null 2>&1; then
  echo "-- building cargo-deny $version"
  CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --version "$version" --locked --debug \
    --quiet --root "$tools" --target-dir "$tools/build"
  rm -rf "$tools/build"
fi
cargo deny --locked --workspace check licenses bans sources
