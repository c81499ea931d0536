//! The invented city, as its file tells it: who mends what, who works there, where its streets are.

use aduan::domain::{
    Area, AreaId, CategoryId, Department, DepartmentId, Email, Localized, Note, PersonName, Place,
    Point, Role, Setup,
};
use anyhow::Context as _;
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use serde::Deserialize;

use super::{areas, dice::Dice};
use crate::setup;

/// The town square: a plain in the middle of Java, kilometres from any coast. The streets around
/// it are ours.
const SQUARE: (f64, f64) = (-7.4180, 111.2840);
/// How far people of a street stand from its middle, in kilometres, along it and across.
const STREET: (f64, f64) = (0.35, 0.02);

/// The invented city.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct City {
    border: Vec<areas::Spot>,
    unit: Vec<Unit>,
    pub(super) officer: Vec<Officer>,
    district: Vec<District>,
    people: People,
}

/// A unit below a department, and what it mends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    id: DepartmentId,
    name: Localized,
    parent: DepartmentId,
    mends: Vec<CategoryId>,
}

/// Somebody who works for the city.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Officer {
    pub(super) name: PersonName,
    pub(super) email: Email,
    pub(super) role: Role,
    pub(super) department: Option<DepartmentId>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct District {
    id: AreaId,
    name: Box<str>,
    north: f64,
    east: f64,
    people: u32,
    streets: Vec<Box<str>>,
    landmarks: Vec<Box<str>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    first: Vec<Box<str>>,
    last: Vec<Box<str>>,
}

/// Somewhere in a street.
#[derive(Debug)]
pub(super) struct Spot<'c> {
    pub(super) street: &'c str,
    pub(super) landmark: &'c str,
    district: &'c str,
    point: Point,
}

impl City {
    pub(super) fn read() -> anyhow::Result<Self> {
        Figment::from(Toml::string(include_str!("city.toml")))
            .extract()
            .context("the invented city that comes with the program")
    }

    /// What every city begins with, and this one's units below it, and its districts.
    pub(super) fn setup(&self) -> anyhow::Result<Setup> {
        let mut catalogue = setup::indonesia()?;
        for Unit { id, name, parent, mends } in &self.unit {
            let (id, name) = (id.clone(), name.clone());
            for category in &mut catalogue.categories {
                if mends.contains(&category.id) {
                    category.department = id.clone();
                }
            }
            let (parent, retired) = (Some(parent.clone()), false);
            catalogue.departments.push(Department { id, name, parent, retired });
        }
        Ok(Setup { catalogue, areas: self.areas()? })
    }

    /// Its districts on the map. All units work in all of them.
    fn areas(&self) -> anyhow::Result<Vec<Area>> {
        let middles: Vec<_> = self.district.iter().map(|of| (of.north, of.east)).collect();
        let outlines = areas::around(&middles, &self.border);
        let area = |(District { id, name, .. }, corners): (&District, Vec<areas::Spot>)| {
            // A ring ends where it begins, and GeoJSON has the longitude first.
            let ring = corners.iter().chain(corners.first()).map(|(north, east)| {
                let point = point_at(*north, *east)?;
                Ok(format!("[{},{}]", point.longitude(), point.latitude()))
            });
            let ring = ring.collect::<anyhow::Result<Vec<_>>>()?.join(",");
            let polygon = format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#);
            Ok(Area {
                id: id.clone(),
                name: name.clone(),
                departments: Vec::new(),
                retired: false,
                outline: polygon.parse()?,
            })
        };
        self.district.iter().zip(outlines).map(area).collect()
    }

    /// The units below departments.
    pub(super) fn units(&self) -> impl Iterator<Item = &DepartmentId> {
        self.unit.iter().map(|unit| &unit.id)
    }

    /// The name of the `nth` of its people; there are some hundred before two are called the same.
    pub(super) fn name(&self, nth: usize) -> String {
        let People { first, last } = &self.people;
        let name = |names: &[Box<str>], nth: usize| names[nth % names.len().max(1)].clone();
        format!("{} {}", name(first, nth), name(last, nth / first.len() + nth * 7))
    }

    /// Somewhere, rather where more people live.
    pub(super) fn spot(&self, dice: &Dice<'_>) -> anyhow::Result<Spot<'_>> {
        let all: u32 = self.district.iter().map(|district| district.people).sum();
        let mut nth = dice.below(all);
        let district = (self.district.iter())
            .find(|district| {
                let here = nth < district.people;
                nth = nth.saturating_sub(district.people);
                here
            })
            .context("a city without people")?;
        let street = dice.index(district.streets.len());
        let point = district.point_in(street, dice)?;
        Ok(Spot {
            street: &district.streets[street],
            landmark: dice.pick(&district.landmarks),
            district: &district.name,
            point,
        })
    }
}

impl District {
    /// A point in one of its streets, which leave its middle like the hands of a clock.
    fn point_in(&self, street: usize, dice: &Dice<'_>) -> anyhow::Result<Point> {
        let (street, streets) = (f64::from(u32::try_from(street)?), self.streets.len());
        let turn = std::f64::consts::TAU * (street + 0.3) / f64::from(u32::try_from(streets)?);
        let along = 0.15 + 2.0 * STREET.0 * dice.part();
        let across = STREET.1 * (2.0 * dice.part() - 1.0);
        let north = self.north + along * turn.cos() - across * turn.sin();
        let east = self.east + along * turn.sin() + across * turn.cos();
        point_at(north, east)
    }
}

/// So many kilometres north and east of the town square.
fn point_at(north: f64, east: f64) -> anyhow::Result<Point> {
    // A degree of latitude is 111.2 km; one of longitude is less by the cosine of it.
    let (latitude, longitude) = SQUARE;
    let degrees = 1.0 / 111.2;
    let narrow = latitude.to_radians().cos();
    Ok(Point::new(latitude + north * degrees, longitude + east * degrees / narrow)?)
}

impl Spot<'_> {
    /// The place as a citizen shares it.
    pub(super) fn place(&self) -> anyhow::Result<Place> {
        let words = format!("{}, {}, {}", self.street, self.landmark, self.district);
        Ok(Place::Both(self.point, Note::parse(&words)?))
    }
}

#[cfg(test)]
mod tests {
    use aduan::{domain::Area, stub::SeededEntropy};

    use super::*;

    #[test]
    fn every_street_lies_in_its_district_and_no_two_districts_share_a_spot() {
        let city = City::read().unwrap();
        let areas = city.areas().unwrap();
        let lots = SeededEntropy::new(1);
        for _ in 0..2_000 {
            let spot = city.spot(&Dice(&lots)).unwrap();
            let holding: Vec<_> =
                areas.iter().filter(|area| area.outline.holds(spot.point)).collect();
            let names: Vec<&str> = holding.iter().map(|area| &*area.name).collect();
            assert_eq!(names, [spot.district], "{:?}", spot.street);
        }
        let outside = point_at(0.0, 9.0).unwrap();
        assert_eq!(Area::holding(&areas, outside), None);
    }
}
