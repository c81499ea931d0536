#!/usr/bin/env bash
# the chat page in a real Chromium: every transcript at two widths, and what people meet

bash scripts/browser-for-tests
# The same build as that of the tests, so that nothing is compiled twice.
cargo build --workspace --all-targets --features aduan-server/failpoints --locked
cd tests/browser
node --test --test-concurrency=2 --test-reporter=dot ./*.test.mjs
