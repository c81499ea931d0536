//! Which complaints are in a circle: those in the boxes around it, measured here.

use std::cmp::Reverse;

use aduan::{
    domain::Point,
    query::{Filter, Order},
};
use deadpool_postgres::Object;

use super::{Cut, Sql, conditions, with_supports};
use crate::{error::Fault, list::Place};

/// The complaints in a circle that pass the rest of the filter: those of a page, or all.
pub(super) async fn seqs(
    client: &Object,
    city: i32,
    filter: &Filter,
    (centre, metres): (Point, f64),
    cut: Option<(Place, usize)>,
) -> Result<Vec<i64>, Fault> {
    let found = boxed(city, filter, (centre, metres), cut.map(|(after, _)| after));
    let mut places = Vec::new();
    for row in found.rows(client).await? {
        let point = Point::new(row.try_get(3)?, row.try_get(4)?)
            .map_err(|_| Fault::Damaged("a point that is none"))?;
        if centre.metres_to(point) <= metres {
            let (rank, filed, seq) = (row.try_get(2)?, row.try_get(1)?, row.try_get(0)?);
            places.push((rank, filed, seq));
        }
    }
    if let Some((after, limit)) = cut {
        // In the order of filing the rank says nothing.
        places.sort_unstable_by_key(|(rank, filed, seq): &(i64, i64, i64)| {
            let rank = if matches!(after, Place::Newest { .. }) { 0 } else { *rank };
            Reverse((rank, *filed, *seq))
        });
        places.truncate(limit);
    }
    Ok(places.into_iter().map(|(_, _, seq)| seq).collect())
}

/// The complaints in the boxes around a circle.
pub(super) fn boxed(city: i32, filter: &Filter, circle: (Point, f64), after: Option<Place>) -> Sql {
    let (centre, metres) = circle;
    let mut sql = Sql::default();
    let city = sql.bind(city);
    let rest = conditions(&mut sql, filter);
    let cut = after.map_or(Cut::All, |after| Cut::Page(after, 0));
    let after = cut.after(&mut sql);
    let supported = cut.list() == Order::Supported;
    let rank = if supported { "c.supports" } else { "c.urgency" };
    let boxes: Vec<_> = centre
        .boxes_around(metres)
        .into_iter()
        .map(|((south, west), (north, east))| {
            let [south, north, west, east] =
                [south, north, west, east].map(|degrees| sql.bind(degrees));
            let inside = format!(
                "(SELECT * FROM complaint c WHERE point(c.longitude, c.latitude) <@ \
                 box(point({west}, {south}), point({east}, {north})) \
                 AND c.latitude IS NOT NULL OFFSET 0) c"
            );
            let inside = if supported { with_supports(&inside) } else { inside };
            format!(
                "SELECT c.seq, c.filed, {rank}, c.latitude, c.longitude FROM {inside} \
                 WHERE c.city = {city} AND {rest} AND {after}"
            )
        })
        .collect();
    sql.text = boxes.join(" UNION ");
    sql
}
