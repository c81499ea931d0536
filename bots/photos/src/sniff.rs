//! What something really is, whatever its name or its sender says.

use image::ImageFormat;

use crate::Unusable;

/// The brands of ISO base media files that hold still pictures nobody here can decode:
/// HEIC and HEIF (ISO/IEC 23008-12), and AVIF.
const FOREIGN: [&[u8; 4]; 8] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"];

/// The format by the first bytes.
pub(crate) fn format(bytes: &[u8]) -> Result<ImageFormat, Unusable> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Ok(ImageFormat::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(ImageFormat::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(ImageFormat::WebP)
    } else if bytes.get(4..8) == Some(b"ftyp")
        && FOREIGN.iter().any(|brand| bytes.get(8..12) == Some(*brand))
    {
        Err(Unusable::Foreign)
    } else {
        Err(Unusable::NotAPhoto)
    }
}
