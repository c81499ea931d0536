//! Decoding, turning, shrinking, encoding.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
};

use crate::{MOST_BYTES, MOST_PIXELS, Unusable, sniff};

/// The longest side of what is kept, in pixels: enough to read a street sign.
const LONGEST: u32 = 1600;
/// The longest side of a thumbnail, in pixels.
const THUMBNAIL: u32 = 320;
/// How well a JPEG is kept, of 100; beyond this people see no difference.
const QUALITY: u8 = 82;
/// The most bytes a decoder may fill: the most pixels, four bytes each.
const MOST_DECODED: u64 = MOST_PIXELS * 4;

/// A photo of which only its pixels are left, as JPEG.
#[derive(Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// At most 1600 pixels on its longest side.
    pub full: Box<[u8]>,
    /// At most 320 pixels on its longest side.
    pub thumbnail: Box<[u8]>,
    /// The width of the full one, in pixels.
    pub width: u32,
    /// The height of the full one, in pixels.
    pub height: u32,
}

impl std::fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cleaned({} × {}, {} bytes)", self.width, self.height, self.full.len())
    }
}

/// Cleans a JPEG, PNG or WebP; of a moving one, its first picture. It is blocking work, of at most
/// a few seconds, and takes memory in proportion to [`MOST_PIXELS`]: what announces more is
/// refused before any of it is decoded.
///
/// # Errors
/// [`Unusable`], which says what to tell whoever sent it.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, Unusable> {
    if u64::try_from(bytes.len()).is_ok_and(|bytes| bytes > MOST_BYTES) {
        return Err(Unusable::TooLarge);
    }
    let format = sniff::format(bytes)?;
    let picture = decode(bytes, format)?;
    let full = flat(if picture.width().max(picture.height()) > LONGEST {
        picture.thumbnail(LONGEST, LONGEST)
    } else {
        picture
    });
    let (width, height) = full.dimensions();
    let thumbnail = if width.max(height) > THUMBNAIL {
        DynamicImage::from(full.clone()).thumbnail(THUMBNAIL, THUMBNAIL).into_rgb8()
    } else {
        full.clone()
    };
    Ok(Cleaned { full: encode(&full)?, thumbnail: encode(&thumbnail)?, width, height })
}

/// Decodes within limits and turns it as its metadata asks, the last use there is for them.
fn decode(bytes: &[u8], format: image::ImageFormat) -> Result<DynamicImage, Unusable> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unusable(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_DECODED {
        return Err(Unusable::TooLarge);
    }
    // A camera's orientation that cannot be read is no reason to lose the photo.
    let turned = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unusable(&error))?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// Eight bits a colour, and white where one could look through.
fn flat(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (onto, from) in flat.pixels_mut().zip(picture.into_rgba8().pixels()) {
        let [colours @ .., alpha] = from.0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        onto.0 = colours.map(over);
    }
    flat
}

fn encode(picture: &RgbImage) -> Result<Box<[u8]>, Unusable> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(picture)
        .map_err(|_| Unusable::Damaged)?;
    Ok(jpeg.into())
}

fn unusable(error: &image::ImageError) -> Unusable {
    match error {
        image::ImageError::Limits(_) => Unusable::TooLarge,
        _ => Unusable::Damaged,
    }
}
