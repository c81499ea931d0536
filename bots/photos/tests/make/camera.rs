//! Photos as cameras make them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::make::chunk;

/// Half red, half blue: one can see which way up it is.
pub(crate) fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 30, 30]) } else { Rgb([30, 30, 220]) }
    })
}

pub(crate) fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(picture(width, height), ImageFormat::Jpeg)
}

/// A JPEG with a camera's metadata: the orientation, the camera's name, and where it was taken
/// (Exif 2.32: IFD0 with a GPS IFD behind it, little-endian).
pub(crate) fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(0x010f, 2, 12, 62_u32.to_le_bytes())); // the camera
    let [low, high] = orientation.to_le_bytes();
    tiff.extend(entry(0x0112, 3, 1, [low, high, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 74_u32.to_le_bytes())); // where
    tiff.extend(0_u32.to_le_bytes());
    tiff.resize(62, 0);
    tiff.extend(b"KAMERA SARI\0");
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"S\0\0\0"));
    tiff.extend(entry(2, 5, 3, 104_u32.to_le_bytes()));
    tiff.extend(0_u32.to_le_bytes());
    for part in [6_u32, 12, 3210] {
        tiff.extend([part.to_le_bytes(), 1_u32.to_le_bytes()].concat());
    }
    with_segment(jpeg, 0xe1, &[b"Exif\0\0", tiff.as_slice()].concat())
}

/// A JPEG with one more segment after its beginning.
pub(crate) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, body, &jpeg[2..]].concat()
}

/// An animated PNG out of a still one: its picture, and one more that is damaged.
pub(crate) fn moving_png(still: &[u8]) -> Vec<u8> {
    let (header, rest) = still.split_at(8 + 25);
    let control = |nth: u32| {
        let numbers = [nth, 16, 16, 0, 0];
        let mut body: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        body.extend([0, 10, 0, 100, 0, 0]);
        chunk(*b"fcTL", &body)
    };
    let end = rest.len() - 12;
    [
        header,
        &chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &control(0),
        &rest[..end],
        &control(1),
        &chunk(*b"fdAT", &[0, 0, 0, 2, 1, 2, 3]),
        &rest[end..],
    ]
    .concat()
}
