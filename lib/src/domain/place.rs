//! Places.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point on the earth, in WGS 84 degrees.
///
/// - Latitude is within ±90 and longitude within ±180, and both are finite.
/// - Exactly 0°, 0° is refused: it is what a broken device sends, and lies in the sea.
/// - `Debug` prints two decimals, about a kilometre, since a place can name a home.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Point {
    latitude: f64,
    longitude: f64,
}

/// Numbers that are no point on the earth.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a point on the earth")]
pub struct InvalidPoint;

/// The mean radius of the earth in metres (IUGG, R₁).
const EARTH_METRES: f64 = 6_371_008.8;

impl Point {
    /// Takes latitude and longitude, in degrees.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, InvalidPoint> {
        let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        if on_earth && (latitude != 0.0 || longitude != 0.0) {
            Ok(Self { latitude, longitude })
        } else {
            Err(InvalidPoint)
        }
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// The great-circle distance in metres (haversine).
    ///
    /// ```
    /// use aduan::domain::Point;
    /// let monas = Point::new(-6.1754, 106.8272)?;
    /// let istiqlal = Point::new(-6.1702, 106.8310)?;
    /// assert!((700.0..720.0).contains(&monas.metres_to(istiqlal)));
    /// # Ok::<(), aduan::domain::InvalidPoint>(())
    /// ```
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (north, east) = ((b - a) / 2.0, (other.longitude - self.longitude).to_radians() / 2.0);
        let h = north.sin().powi(2) + a.cos() * b.cos() * east.sin().powi(2);
        2.0 * EARTH_METRES * h.sqrt().min(1.0).asin()
    }

    /// A box that holds a circle of `metres`, as south-west and north-east corner in degrees, or
    /// two where it crosses the line of the date: what an index searches before distances are
    /// compared.
    pub fn boxes_around(self, metres: f64) -> Vec<((f64, f64), (f64, f64))> {
        // A little more than the circle: the box is made of first-order terms.
        let high = ((metres.max(0.0) * 1.02 + 1.0) / EARTH_METRES).to_degrees();
        let wide = high / self.latitude.to_radians().cos().max(0.01);
        let (south, north) = (self.latitude - high, self.latitude + high);
        let (west, east) = (self.longitude - wide, self.longitude + wide);
        let polar = north > 80.0 || south < -80.0 || metres > 500_000.0;
        let strips = if polar || east - west >= 360.0 {
            vec![(-180.0, 180.0)]
        } else if west < -180.0 {
            vec![(west + 360.0, 180.0), (-180.0, east)]
        } else if east > 180.0 {
            vec![(west, 180.0), (-180.0, east - 360.0)]
        } else {
            vec![(west, east)]
        };
        strips.into_iter().map(|(west, east)| ((south, west), (north, east))).collect()
    }
}

impl TryFrom<(f64, f64)> for Point {
    type Error = InvalidPoint;
    fn try_from((latitude, longitude): (f64, f64)) -> Result<Self, InvalidPoint> {
        Self::new(latitude, longitude)
    }
}

impl From<Point> for (f64, f64) {
    fn from(point: Point) -> (f64, f64) {
        (point.latitude, point.longitude)
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Point({:.2}, {:.2})", self.latitude, self.longitude)
    }
}

/// Where a complaint is: a point, words such as "depan SDN 3 Tebet", or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// A shared location.
    Point(Point),
    /// An address or landmark in the citizen's words.
    Words(super::Note),
    /// Both.
    Both(Point, super::Note),
}

impl Place {
    /// The point, if one was shared.
    pub fn point(&self) -> Option<Point> {
        match self {
            Self::Point(point) | Self::Both(point, _) => Some(*point),
            Self::Words(_) => None,
        }
    }

    /// The words, if any were given.
    pub fn words(&self) -> Option<&super::Note> {
        match self {
            Self::Words(words) | Self::Both(_, words) => Some(words),
            Self::Point(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_around_a_circle_leave_nothing_of_it_out() {
        let metres = 5_000.0;
        let circles = [(-6.2, 106.8), (1.0, 179.99), (-8.5, -179.99), (70.0, 180.0), (89.99, 0.0)];
        for (latitude, longitude) in circles {
            let centre = Point::new(latitude, longitude).unwrap();
            let boxes = centre.boxes_around(metres);
            let mut within = 0;
            for (north, east) in (-60..=60).flat_map(|n| (-60..=60).map(move |e| (n, e))) {
                let (north, east) = (f64::from(north) / 1_000.0, f64::from(east) / 300.0);
                let east = (longitude + east + 540.0) % 360.0 - 180.0;
                let Ok(point) = Point::new(latitude + north, east) else { continue };
                if centre.metres_to(point) > metres {
                    continue;
                }
                within += 1;
                let holds = |&((south, west), (north, east)): &((f64, f64), (f64, f64))| {
                    (south..=north).contains(&point.latitude())
                        && (west..=east).contains(&point.longitude())
                };
                assert!(boxes.iter().any(holds), "{latitude} {longitude}");
            }
            assert!(within > 100, "{latitude} {longitude}: {within}");
        }
    }

    #[test]
    fn a_circle_over_the_line_of_the_date_is_in_two_boxes() {
        let boxes = |longitude| Point::new(-17.0, longitude).unwrap().boxes_around(5_000.0).len();
        assert_eq!([179.99, -179.99, 106.8].map(boxes), [2, 2, 1]);
    }
}
