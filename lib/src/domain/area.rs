//! The parts of a city on the map.

use std::str::FromStr;

use geojson::{GeoJson, GeometryValue, Position};
use serde::{Deserialize, Serialize};

use super::{AreaId, DepartmentId, Point};

/// A part of the city, such as a district, by which complaints find the unit that works there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its id.
    pub id: AreaId,
    /// Its name, which is the same in every language.
    pub name: Box<str>,
    /// The units that work here. A complaint goes to the one that stands below the department of
    /// its category, if there is just one.
    #[serde(default)]
    pub departments: Vec<DepartmentId>,
    /// Whether it is one of the city's areas no more.
    #[serde(default)]
    pub retired: bool,
    /// Where it is.
    pub outline: Outline,
}

impl Area {
    /// The first of these areas in which a point lies.
    pub fn holding(areas: &[Self], point: Point) -> Option<&Self> {
        areas.iter().find(|area| !area.retired && area.outline.holds(point))
    }
}

/// The outline of an area: polygons, each a ring and the holes in it, written as GeoJSON
/// (RFC 7946). What is no outline cannot be read as one.
///
/// ```
/// use aduan::domain::{InvalidOutline, Outline, Point};
/// let square = "[[106.8, -6.2], [106.9, -6.2], [106.9, -6.1], [106.8, -6.1], [106.8, -6.2]]";
/// let outline: Outline =
///     format!(r#"{{"type": "Polygon", "coordinates": [{square}]}}"#).parse()?;
/// assert!(outline.holds(Point::new(-6.15, 106.85).unwrap()));
/// assert!(!outline.holds(Point::new(-6.15, 107.0).unwrap()));
/// assert_eq!(r#"{"type": "Point"}"#.parse::<Outline>(), Err(InvalidOutline::NotGeoJson));
/// # Ok::<(), InvalidOutline>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Outline(Vec<Polygon>);

/// The first ring is the edge, the others are holes. The last corner of a ring is the first.
type Polygon = Vec<Vec<(f64, f64)>>;

/// A text that is no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum InvalidOutline {
    /// It is not GeoJSON.
    #[error("not GeoJSON")]
    NotGeoJson,
    /// It holds something else than polygons, or nothing.
    #[error("not polygons")]
    NotPolygons,
    /// A ring has fewer than four corners, or does not end where it begins.
    #[error("a ring that is not closed")]
    OpenRing,
    /// A corner is no point on the earth: longitude comes first in GeoJSON.
    #[error("a corner that is not on the earth")]
    OffTheEarth,
    /// It has more than [`Outline::CORNERS`] corners.
    #[error("more than {} corners", Outline::CORNERS)]
    TooFine,
}

impl Outline {
    /// The most corners one has. A district drawn to ten metres has a few hundred.
    pub const CORNERS: usize = 5_000;

    /// How many corners it has.
    pub fn corners(&self) -> usize {
        self.0.iter().flatten().map(Vec::len).sum()
    }

    /// Whether a point lies in it. One on the edge may be on either side.
    pub fn holds(&self, point: Point) -> bool {
        // In a polygon, and in none of its holes: the rings around the point are odd in number.
        let around = |polygon: &Polygon| {
            polygon.iter().filter(|ring| goes_around(ring, point)).count() % 2 == 1
        };
        self.0.iter().any(around)
    }
}

/// Whether a ring goes around a point: a ray to the east crosses it an odd number of times. No
/// city lies across the meridian at which longitudes begin anew.
fn goes_around(ring: &[(f64, f64)], point: Point) -> bool {
    let (x, y) = (point.longitude(), point.latitude());
    let crossed = ring.windows(2).filter(|side| {
        let ((x1, y1), (x2, y2)) = (side[0], side[1]);
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    });
    crossed.count() % 2 == 1
}

/// The polygons of whatever is drawn: a drawing program writes a collection of one.
fn polygons(drawn: GeometryValue) -> Result<Vec<Vec<Vec<Position>>>, InvalidOutline> {
    match drawn {
        GeometryValue::Polygon { coordinates } => Ok(vec![coordinates]),
        GeometryValue::MultiPolygon { coordinates } => Ok(coordinates),
        _ => Err(InvalidOutline::NotPolygons),
    }
}

/// A corner, to six decimals: a tenth of a metre.
fn corner(position: &Position) -> Result<(f64, f64), InvalidOutline> {
    let [longitude, latitude, ..] = *position.as_slice() else {
        return Err(InvalidOutline::OffTheEarth);
    };
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let point = Point::new(round(latitude), round(longitude));
    let point = point.map_err(|_| InvalidOutline::OffTheEarth)?;
    Ok((point.longitude(), point.latitude()))
}

impl FromStr for Outline {
    type Err = InvalidOutline;

    fn from_str(text: &str) -> Result<Self, InvalidOutline> {
        let drawn: GeoJson = text.parse().map_err(|_| InvalidOutline::NotGeoJson)?;
        let geometries = match drawn {
            GeoJson::Geometry(geometry) => vec![Some(geometry)],
            GeoJson::Feature(feature) => vec![feature.geometry],
            GeoJson::FeatureCollection(all) => {
                all.features.into_iter().map(|f| f.geometry).collect()
            }
        };
        let mut outline = Self(Vec::new());
        for geometry in geometries {
            let drawn = geometry.ok_or(InvalidOutline::NotPolygons)?.value;
            for polygon in polygons(drawn)? {
                let ring = |ring: &Vec<Position>| ring.iter().map(corner).collect();
                outline.0.push(polygon.iter().map(ring).collect::<Result<_, _>>()?);
            }
        }
        let rings: Vec<_> = outline.0.iter().flatten().collect();
        if rings.is_empty() || outline.0.iter().any(Vec::is_empty) {
            return Err(InvalidOutline::NotPolygons);
        }
        // RFC 7946 §3.1.6: a ring has four or more corners, of which the last is the first.
        if rings.iter().any(|ring| ring.len() < 4 || ring.first() != ring.last()) {
            return Err(InvalidOutline::OpenRing);
        }
        if outline.corners() > Self::CORNERS { Err(InvalidOutline::TooFine) } else { Ok(outline) }
    }
}

impl TryFrom<String> for Outline {
    type Error = InvalidOutline;
    fn try_from(text: String) -> Result<Self, InvalidOutline> {
        text.parse()
    }
}

impl From<Outline> for String {
    /// As one geometry, on one line.
    fn from(Outline(polygons): Outline) -> String {
        let drawn = GeometryValue::new_multi_polygon(polygons.into_iter().map(|polygon| {
            let ring = |ring: Vec<(f64, f64)>| ring.into_iter().map(|(x, y)| [x, y]);
            polygon.into_iter().map(ring).collect::<Vec<_>>()
        }));
        GeoJson::from(drawn).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "[[0,1],[4,1],[4,5],[0,5],[0,1]]";
    const HOLE: &str = "[[1,2],[3,2],[3,4],[1,4],[1,2]]";

    fn read(coordinates: &str) -> Result<Outline, InvalidOutline> {
        format!(r#"{{"type":"Polygon","coordinates":{coordinates}}}"#).parse()
    }

    #[test]
    fn a_hole_is_outside_and_what_lies_beside_it_inside() {
        let outline = read(&format!("[{SQUARE},{HOLE}]")).unwrap();
        let holds = |latitude, longitude| outline.holds(Point::new(latitude, longitude).unwrap());
        assert!(holds(1.5, 0.5) && holds(4.5, 3.5));
        assert!(!holds(3.0, 2.0), "in the hole");
        assert!(!holds(0.5, 0.5) && !holds(3.0, 4.5) && !holds(3.0, -0.5));
    }

    #[test]
    fn it_is_read_from_whatever_a_drawing_program_writes_and_comes_back_as_it_was() {
        let plain = read(&format!("[{SQUARE}]")).unwrap();
        let geometry = format!(r#"{{"type":"Polygon","coordinates":[{SQUARE}]}}"#);
        let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#);
        let all = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
        for text in [feature, all, String::from(plain.clone())] {
            assert_eq!(text.parse(), Ok(plain.clone()), "{text}");
        }
    }

    #[test]
    fn what_is_no_outline_says_why() {
        use InvalidOutline::{NotGeoJson, NotPolygons, OffTheEarth, OpenRing, TooFine};
        let fine: Vec<_> = (0..6_000).map(|at| format!("[{}.5,1]", at % 100)).collect();
        let fine = format!("[[[0.5,1],{},[0.5,1]]]", fine.join(","));
        for (coordinates, why) in [
            ("[]", NotPolygons),
            ("[[]]", OpenRing),
            ("[[[0,1],[4,1],[0,1]]]", OpenRing),
            ("[[[0,1],[4,1],[4,5],[0,5]]]", OpenRing),
            ("[[[0,1],[4,91],[4,5],[0,1]]]", OffTheEarth),
            ("[[[0,0],[4,1],[4,5],[0,0]]]", OffTheEarth),
            ("[[[0,1],[181,1],[4,5],[0,1]]]", OffTheEarth),
            (fine.as_str(), TooFine),
        ] {
            assert_eq!(read(coordinates), Err(why), "{coordinates:.60}");
        }
        let line = r#"{"type":"LineString","coordinates":[[0,1],[4,1]]}"#;
        assert_eq!(line.parse::<Outline>(), Err(NotPolygons));
        for text in ["", "kota", "{}", "[1,2]"] {
            assert_eq!(text.parse::<Outline>(), Err(NotGeoJson), "{text}");
        }
    }
}
