//! Photos byte by byte.

/// A JPEG of any announced size and number of colours, whose one block holds nothing: all of it
/// is grey (ITU-T T.81, baseline; every code is the one bit 0).
pub(crate) fn announced_jpeg(width: u16, height: u16, colours: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xdb, 0, 67, 0];
    bytes.extend([1; 64]);
    let frame = 8 + 3 * colours;
    bytes.extend([0xff, 0xc0, 0, frame, 8]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes.push(colours);
    bytes.extend((1..=colours).flat_map(|colour| [colour, 0x11, 0]));
    for table in [0x00, 0x10] {
        bytes.extend([0xff, 0xc4, 0, 20, table, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
    }
    bytes.extend([0xff, 0xda, 0, 6 + 2 * colours, colours]);
    bytes.extend((1..=colours).flat_map(|colour| [colour, 0]));
    bytes.extend([0, 63, 0, 0, 0xff, 0xd9]);
    bytes
}

/// A chunk of a PNG.
pub(crate) fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&name);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes()[..], &name, body, &crc.sum().to_be_bytes()].concat()
}
