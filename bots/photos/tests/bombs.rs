//! Small files that would fill the memory. This binary holds one test, so that the most memory it
//! ever had is what the bombs took.
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

#[path = "make/bomb.rs"]
mod bomb;
mod make;

use aduan_photos::{Unusable, clean};

/// The most memory this process ever had, in megabytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[cfg(target_os = "linux")]
#[test]
fn no_bomb_takes_more_memory_than_a_photo_may() {
    // 50,000 × 50,000 would be 7.5 GB.
    let zeros = bomb::deflated_zeros(1);
    let begin = peak();
    for bomb in [
        bomb::announced_png(50_000, 50_000, &zeros, &[]),
        bomb::announced_png(u32::MAX >> 1, u32::MAX >> 1, &zeros, &[]),
        make::announced_jpeg(50_000, 50_000, 3),
        make::announced_jpeg(65_535, 65_535, 1),
        bomb::announced_webp(16_383, 16_383),
    ] {
        assert_eq!(clean(&bomb).err(), Some(Unusable::TooLarge));
    }
    let headers = peak() - begin;
    assert!(headers < 8, "{headers} MB for headers alone");

    // A gigabyte of nothing where ten thousand pixels were announced, and where a comment and a
    // colour profile were.
    let gigabyte = bomb::deflated_zeros(1024);
    let before = peak();
    let _ = clean(&bomb::announced_png(100, 100, &gigabyte, &[]));
    let more = bomb::compressed_chunks(&gigabyte);
    let _ = clean(&bomb::announced_png(100, 100, &bomb::deflated_zeros(1), &more));
    let deflated = peak() - before;
    assert!(deflated < 100, "{deflated} MB for what ten thousand pixels need");

    // The largest there may be, honestly filled.
    let largest = bomb::announced_png(6_000, 4_000, &bomb::deflated_zeros(69), &[]);
    assert_eq!(clean(&largest).unwrap().width, 1_600);
    let honest = peak() - begin;
    assert!(honest < 160, "{honest} MB for 24 megapixels");
    println!("headers {headers} MB, deflate bombs {deflated} MB, 24 megapixels {honest} MB");
}
