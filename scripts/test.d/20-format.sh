#!/usr/bin/env bash
# every file is formatted as rustfmt does it

cargo fmt --all --check -- --color never
