//! A point as people type it.

use aduan::domain::Point;

/// Two numbers with anything but a sign, a digit or a point between them.
pub(crate) fn point(typed: &str) -> Option<Point> {
    let part = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let mut numbers = typed.split(|c| !part(c)).filter(|some| !some.is_empty());
    let (latitude, longitude) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    Point::new(latitude, longitude).ok().filter(|_| numbers.next().is_none())
}
