//! What somebody wrote after `/start` is a link or none, and a link says the same again.
#![no_main]

use aduan_telegram::DeepLink;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|payload: &str| {
    if let Some(link) = DeepLink::read(payload) {
        assert_eq!(DeepLink::read(&link.payload()), Some(link));
    }
});
