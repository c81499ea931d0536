//! Photos as bad people make them.

use std::io::Write as _;

use crate::make::chunk;

/// A PNG that announces a size, and whose pixels are these bytes, inflated.
pub(crate) fn announced_png(width: u32, height: u32, pixels: &[u8], more: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(*b"IHDR", &header),
        more,
        &chunk(*b"IDAT", pixels),
        &chunk(*b"IEND", &[]),
    ]
    .concat()
}

/// So many megabytes of nothing, deflated: a thousandth of it.
pub(crate) fn deflated_zeros(megabytes: usize) -> Vec<u8> {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let nothing = vec![0; 1024 * 1024];
    (0..megabytes).for_each(|_| zlib.write_all(&nothing).unwrap());
    zlib.finish().unwrap()
}

/// A compressed text beside the pixels of a PNG, and a compressed colour profile.
pub(crate) fn compressed_chunks(deflated: &[u8]) -> Vec<u8> {
    let named = |name: &[u8]| [name, b"\0\0", deflated].concat();
    [chunk(*b"zTXt", &named(b"Comment")), chunk(*b"iCCP", &named(b"profile"))].concat()
}

/// A WebP that announces a size (RFC 9649, lossless), and has no pixels.
pub(crate) fn announced_webp(width: u32, height: u32) -> Vec<u8> {
    let size = (width - 1) | ((height - 1) << 14);
    let picture = [&[0x2f][..], &size.to_le_bytes(), &[0; 3]].concat();
    let length = u32::try_from(picture.len()).unwrap();
    [b"RIFF".as_slice(), &(length + 12).to_le_bytes(), b"WEBPVP8L", &length.to_le_bytes(), &picture]
        .concat()
}
