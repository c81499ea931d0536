#!/usr/bin/env bash
# the chat page in a real Chromium: every transcript at two widths, and what people meet

bash scripts/browser-for-tests
cargo build -p browser -p aduan-server --locked
cd tests/browser
node --test --test-concurrency=2 --test-reporter=dot ./*.test.mjs
