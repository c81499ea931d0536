//! What comes out is a photo, upright, small, and nothing but pixels.
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

#[path = "make/camera.rs"]
mod camera;
mod make;

use aduan_photos::{MOST_BYTES, Unusable, clean};
use camera::{encoded, jpeg, moving_png, picture, with_exif, with_segment};
use image::{DynamicImage, ImageFormat, RgbImage, Rgba, RgbaImage};

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().into_rgb8()
}

#[test]
fn where_a_photo_was_taken_is_gone_and_so_is_the_camera() {
    let taken = with_exif(&jpeg(400, 300), 1);
    let taken = with_segment(&taken, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SARI");
    let taken = with_segment(&taken, 0xfe, b"KAMERA SARI");
    for secret in [b"Exif".as_slice(), b"KAMERA SARI", b"xmpmeta"] {
        assert!(holds(&taken, secret));
    }
    let cleaned = clean(&taken).unwrap();
    for kept in [&cleaned.full, &cleaned.thumbnail] {
        for secret in [b"Exif".as_slice(), b"KAMERA", b"SARI", b"adobe", b"II*\0", b"\x8a\x0c"] {
            assert!(!holds(kept, secret), "{secret:?}");
        }
        // The only segments left are those a picture needs: JFIF, tables, frame, scan.
        let needed = [0xd8, 0xe0, 0xdb, 0xc0, 0xc4, 0xda];
        let (mut at, mut marker) = (2, 0xd8);
        while marker != 0xda {
            marker = kept[at + 1];
            assert!(kept[at] == 0xff && needed.contains(&marker), "segment {marker:x}");
            at += 2 + usize::from(u16::from_be_bytes([kept[at + 2], kept[at + 3]]));
        }
    }
}

#[test]
fn a_photo_taken_sideways_stands_upright() {
    // 6: the camera was turned, and the left of what it saw belongs on top.
    let cleaned = clean(&with_exif(&jpeg(400, 300), 6)).unwrap();
    assert_eq!((cleaned.width, cleaned.height), (300, 400));
    let upright = decoded(&cleaned.full);
    let (top, bottom) = (upright.get_pixel(150, 50).0, upright.get_pixel(150, 350).0);
    assert!(top[0] > 180 && top[2] < 80, "red on top: {top:?}");
    assert!(bottom[2] > 180 && bottom[0] < 80, "blue below: {bottom:?}");
}

#[test]
fn a_large_photo_becomes_small_and_a_small_one_stays() {
    let large = clean(&jpeg(4000, 3000)).unwrap();
    assert_eq!((large.width, large.height), (1600, 1200));
    assert_eq!(decoded(&large.thumbnail).dimensions(), (320, 240));
    let small = clean(&jpeg(200, 100)).unwrap();
    assert_eq!((small.width, small.height), (200, 100));
    assert_eq!(decoded(&small.thumbnail).dimensions(), (200, 100));
    let narrow = clean(&jpeg(4000, 1)).unwrap();
    assert_eq!((narrow.width, narrow.height), (1600, 1));
}

#[test]
fn png_and_webp_of_every_depth_are_photos_too() {
    let red_blue = DynamicImage::from(picture(64, 48));
    for deep in [
        red_blue.clone(),
        red_blue.to_luma8().into(),
        red_blue.to_luma_alpha16().into(),
        red_blue.to_rgb16().into(),
        red_blue.to_rgba16().into(),
    ] {
        let cleaned = clean(&encoded(deep, ImageFormat::Png)).unwrap();
        assert_eq!((cleaned.width, cleaned.height), (64, 48));
    }
    clean(&encoded(red_blue.clone(), ImageFormat::WebP)).unwrap();
    let grey = encoded(red_blue.to_luma8(), ImageFormat::Jpeg);
    assert_eq!(clean(&grey).unwrap().width, 64);
    // As printers want it: cyan, magenta, yellow and black.
    assert_eq!(clean(&make::announced_jpeg(8, 8, 4)).unwrap().width, 8);
}

#[test]
fn what_one_could_look_through_is_white() {
    let glass = RgbaImage::from_pixel(32, 32, Rgba([0, 0, 0, 0]));
    let cleaned = clean(&encoded(glass, ImageFormat::Png)).unwrap();
    assert!(decoded(&cleaned.full).get_pixel(16, 16).0.iter().all(|colour| *colour > 250));
}

#[test]
fn of_a_moving_picture_the_first_is_kept() {
    // An animated PNG: one frame that is the picture, then one more that is not.
    let still = encoded(picture(16, 16), ImageFormat::Png);
    let moving = moving_png(&still);
    assert_eq!(clean(&moving).unwrap().width, 16);
}

#[test]
fn what_hides_behind_the_pixels_is_not_kept() {
    for hidden in [b"PK\x03\x04evil.zip".as_slice(), b"<html><script>alert(1)</script>"] {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let two = [encoded(picture(64, 64), format).as_slice(), hidden].concat();
            let cleaned = clean(&two).unwrap();
            assert!(!holds(&cleaned.full, hidden) && !holds(&cleaned.thumbnail, hidden));
        }
        // And in front of them it is no photo at all, whatever it says it is.
        let two = [hidden, jpeg(64, 64).as_slice()].concat();
        assert_eq!(clean(&two).err(), Some(Unusable::NotAPhoto));
        let commented = with_segment(&jpeg(64, 64), 0xfe, hidden);
        assert!(!holds(&clean(&commented).unwrap().full, hidden));
    }
}

#[test]
fn what_is_no_photo_is_told_from_one_nobody_can_decode() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(clean(heic).err(), Some(Unusable::Foreign));
    assert_eq!(clean(b"\0\0\0\x18ftypavif\0\0\0\0").err(), Some(Unusable::Foreign));
    for other in [b"".as_slice(), b"GIF89a", b"%PDF-1.7", b"\0\0\0\x18ftypmp42", b"RIFF....WAVE"] {
        assert_eq!(clean(other).err(), Some(Unusable::NotAPhoto), "{other:?}");
    }
}

#[test]
fn a_photo_cut_short_anywhere_is_no_panic() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(picture(96, 96), format);
        for length in (0..whole.len()).step_by(7) {
            match clean(&whole[..length]) {
                Err(Unusable::Damaged | Unusable::NotAPhoto) => {}
                // A JPEG that lacks only its end can be shown, the rest of it grey.
                Ok(cleaned) => assert_eq!((cleaned.width, cleaned.height), (96, 96)),
                Err(other) => panic!("{format:?} cut at {length}: {other}"),
            }
        }
    }
}

#[test]
fn too_many_bytes_are_not_even_looked_at() {
    let mut photo = jpeg(64, 64);
    photo.resize(usize::try_from(MOST_BYTES).unwrap() + 1, 0);
    assert_eq!(clean(&photo).err(), Some(Unusable::TooLarge));
}
