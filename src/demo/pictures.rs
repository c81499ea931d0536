//! The photos of the invented city: drawn, not taken.

use std::io::Cursor;

use aduan::stub::SeededEntropy;
use image::{ImageFormat, Rgb, RgbImage};
use serde::Deserialize;

use super::dice::Dice;

const WIDTH: i32 = 480;
const HEIGHT: i32 = 360;
/// Where the sky ends and the ground begins.
const HORIZON: i32 = 150;

/// What is in the picture.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Subject {
    Pothole,
    Lamp,
    Rubbish,
    Flood,
    Pipe,
    Tree,
    Junction,
    Smoke,
    /// Nothing any more: how it looks afterwards.
    Mended,
}

impl Subject {
    const ALL: [(&'static str, Self); 9] = [
        ("pothole", Self::Pothole),
        ("lamp", Self::Lamp),
        ("rubbish", Self::Rubbish),
        ("flood", Self::Flood),
        ("pipe", Self::Pipe),
        ("tree", Self::Tree),
        ("junction", Self::Junction),
        ("smoke", Self::Smoke),
        ("mended", Self::Mended),
    ];

    /// The name of one picture of it, by which it is drawn when somebody wants to see it.
    pub(super) fn source(self, report: usize, shot: u32) -> String {
        let named = Self::ALL.iter().find(|(_, subject)| *subject as u8 == self as u8);
        let name = named.map_or("", |(name, _)| *name);
        format!("{name}/{report}/{shot}")
    }
}

/// The picture of that name as a JPEG; `None` if there is none.
pub(super) fn draw(source: &str) -> Option<Vec<u8>> {
    let (name, seed) = source.split_once('/')?;
    let (_, subject) = Subject::ALL.into_iter().find(|(known, _)| *known == name)?;
    let seed = seed.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
    let entropy = SeededEntropy::new(seed);
    let mut scene = Canvas::new(Dice(&entropy));
    scene.street(matches!(subject, Subject::Lamp));
    scene.subject(subject);
    let mut jpeg = Cursor::new(Vec::new());
    scene.image.write_to(&mut jpeg, ImageFormat::Jpeg).ok()?;
    Some(jpeg.into_inner())
}

type Colour = [u8; 3];

const ASPHALT: Colour = [92, 94, 98];
const SHADE: Colour = [38, 36, 36];
const WATER: Colour = [121, 141, 146];
const TRUNK: Colour = [92, 68, 46];
const LEAVES: Colour = [58, 112, 62];
const WHITE: Colour = [226, 226, 220];
const STEEL: Colour = [108, 114, 118];
const BAGS: [Colour; 5] =
    [[32, 34, 40], [188, 60, 48], [222, 190, 70], [70, 110, 170], [205, 205, 200]];

/// A street, on which something is wrong.
struct Canvas<'d> {
    image: RgbImage,
    dice: Dice<'d>,
}

impl<'d> Canvas<'d> {
    fn new(dice: Dice<'d>) -> Self {
        Self { image: RgbImage::new(WIDTH.unsigned_abs(), HEIGHT.unsigned_abs()), dice }
    }

    fn some(&self, from: i32, to: i32) -> i32 {
        let span = u32::try_from(to - from).unwrap_or_default();
        from + i32::try_from(self.dice.below(span)).unwrap_or_default()
    }

    /// Lays a colour over a pixel, of which so many parts in 255 are seen.
    fn dot(&mut self, x: i32, y: i32, colour: Colour, over: i32) {
        if !(0..WIDTH).contains(&x) || !(0..HEIGHT).contains(&y) {
            return;
        }
        let Rgb(under) = self.image.get_pixel_mut(x.unsigned_abs(), y.unsigned_abs());
        for (under, colour) in under.iter_mut().zip(colour) {
            let mixed = (i32::from(colour) * over + i32::from(*under) * (255 - over)) / 255;
            *under = u8::try_from(mixed.clamp(0, 255)).unwrap_or_default();
        }
    }

    fn box_at(&mut self, x: i32, y: i32, width: i32, height: i32, colour: Colour) {
        for y in y..y + height {
            for x in x..x + width {
                self.dot(x, y, colour, 255);
            }
        }
    }

    /// An ellipse, denser in its middle if it is soft.
    fn blob(&mut self, (x, y): (i32, i32), (wide, high): (i32, i32), colour: Colour, soft: bool) {
        for down in -high..=high {
            for right in -wide..=wide {
                // From 0 in the middle to 1000 at the edge.
                let out = right * right * 1000 / (wide * wide).max(1)
                    + down * down * 1000 / (high * high).max(1);
                if out <= 1000 {
                    let over = if soft { (1000 - out) * 200 / 1000 } else { 255 };
                    self.dot(x + right, y + down, colour, over);
                }
            }
        }
    }

    /// Sky, houses, and a road that leads away.
    fn street(&mut self, dusk: bool) {
        let top = if dusk { [28, 38, 74] } else { [120, 170, 214] };
        let low = if dusk { [198, 128, 104] } else { [222, 232, 236] };
        for y in 0..HORIZON {
            for x in 0..WIDTH {
                self.dot(x, y, top, 255);
                self.dot(x, y, low, y * 255 / HORIZON);
            }
        }
        let ground = if dusk { [52, 58, 50] } else { [126, 134, 92] };
        self.box_at(0, HORIZON, WIDTH, HEIGHT - HORIZON, ground);
        let mut x = -self.some(0, 30);
        while x < WIDTH {
            x += self.house(x, dusk);
        }
        let middle = self.some(200, 280);
        let road = if dusk { [54, 56, 62] } else { ASPHALT };
        for y in HORIZON..HEIGHT {
            let half = 14 + (y - HORIZON) * 190 / (HEIGHT - HORIZON);
            for x in middle - half..middle + half {
                self.dot(x, y, road, 255);
            }
            if (y - HORIZON) * (y - HORIZON) / 900 % 2 == 0 {
                let line = 1 + (y - HORIZON) / 60;
                self.box_at(middle - line, y, 2 * line, 1, WHITE);
            }
        }
    }

    /// A house with its roof; how wide it is.
    fn house(&mut self, x: i32, dusk: bool) -> i32 {
        let (width, height) = (self.some(46, 84), self.some(34, 62));
        let walls = [[214, 202, 178], [190, 206, 196], [222, 214, 206], [206, 184, 166]];
        let roofs = [[150, 74, 54], [128, 84, 66], [104, 98, 96]];
        let (wall, roof) = (walls[self.dice.index(4)], roofs[self.dice.index(3)]);
        let dim = |colour: Colour| if dusk { colour.map(|part| part / 3) } else { colour };
        self.box_at(x, HORIZON + 8 - height, width, height, dim(wall));
        for up in 0..20 {
            let inset = up * width / 44;
            let y = HORIZON + 8 - height - up;
            self.box_at(x - 4 + inset, y, width + 8 - 2 * inset, 1, dim(roof));
        }
        let pane = if dusk { [240, 200, 110] } else { [96, 116, 130] };
        self.box_at(x + width / 5, HORIZON + 16 - height, 10, 12, pane);
        self.box_at(x + width * 3 / 5, HORIZON + 16 - height, 10, 12, pane);
        width + self.some(2, 16)
    }

    /// What is wrong.
    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Mended => {}
            Subject::Pothole => {
                for _ in 0..self.some(1, 4) {
                    let at = (self.some(150, 330), self.some(230, 330));
                    let wide = self.some(26, 70);
                    self.blob(at, (wide, wide / 3), SHADE, false);
                    self.blob((at.0 + 4, at.1 + 3), (wide - 8, wide / 3 - 5), WATER, true);
                }
            }
            Subject::Lamp => {
                let x = self.some(90, 390);
                self.box_at(x, 40, 7, 290, STEEL);
                self.box_at(x, 40, 60, 5, STEEL);
                self.box_at(x + 44, 44, 28, 9, SHADE);
            }
            Subject::Rubbish => {
                let (x, y) = (self.some(120, 360), self.some(270, 310));
                for _ in 0..60 {
                    let at = (x + self.some(-90, 90), y + self.some(-34, 34));
                    let size = (self.some(6, 20), self.some(5, 14));
                    let colour = BAGS[self.dice.index(BAGS.len())];
                    self.blob(at, size, colour, false);
                }
            }
            Subject::Flood => {
                let y = self.some(240, 270);
                for row in y..HEIGHT {
                    for x in 0..WIDTH {
                        let ripple = (x / 9 + row * 3) % 17;
                        self.dot(x, row, WATER, 205 + ripple);
                    }
                }
            }
            Subject::Pipe => {
                let (x, y) = (self.some(120, 320), self.some(290, 320));
                self.box_at(x - 120, y, 260, 16, [64, 100, 150]);
                for drop in 0..90 {
                    let at = (x + self.some(-30, 30), y - drop);
                    self.blob(at, (self.some(2, 9), 3), [214, 230, 238], true);
                }
                self.blob((x, y + 30), (110, 16), WATER, true);
            }
            Subject::Tree => {
                let x = self.some(120, 330);
                for up in 0..230 {
                    self.box_at(x + up / 4, 335 - up, 24 - up / 16, 1, TRUNK);
                }
                for _ in 0..26 {
                    let at = (x + 60 + self.some(-80, 80), 95 + self.some(-55, 55));
                    self.blob(at, (self.some(18, 40), self.some(14, 30)), LEAVES, false);
                }
            }
            Subject::Junction => {
                for stripe in 0..7 {
                    self.box_at(96 + stripe * 44, 280, 24, 40, [176, 176, 172]);
                }
                for _ in 0..self.some(2, 5) {
                    let (x, y) = (self.some(110, 340), self.some(200, 250));
                    let colour = BAGS[self.dice.index(BAGS.len())];
                    self.box_at(x, y, 58, 22, colour);
                    self.box_at(x + 10, y - 14, 36, 15, [150, 170, 182]);
                    self.blob((x + 12, y + 22), (7, 7), SHADE, false);
                    self.blob((x + 46, y + 22), (7, 7), SHADE, false);
                }
            }
            Subject::Smoke => {
                let x = self.some(140, 340);
                self.blob((x, 300), (44, 14), [196, 90, 40], true);
                for up in 0..40 {
                    let at = (x + up * 2 + self.some(-16, 16), 290 - up * 6);
                    self.blob(at, (16 + up, 12 + up / 2), [150, 150, 150], true);
                }
            }
        }
    }
}
