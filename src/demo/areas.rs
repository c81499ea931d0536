//! The districts of the invented city as areas on the map, each beside its neighbours.

/// Somewhere, in kilometres north and east of the town square.
pub(super) type Spot = (f64, f64);

/// What is nearer to each of these middles than to any other, within a border that bends outwards
/// only: corner after corner, the first only once.
pub(super) fn around(middles: &[Spot], border: &[Spot]) -> Vec<Vec<Spot>> {
    let area = |middle: &Spot| {
        let others = middles.iter().filter(|other| *other != middle);
        others.fold(border.to_vec(), |area, other| nearer(&area, *middle, *other))
    };
    middles.iter().map(area).collect()
}

/// The part of an area that is nearer to one spot than to another.
fn nearer(area: &[Spot], to: Spot, than: Spot) -> Vec<Spot> {
    // Along a side this grows evenly, since what is squared in it cancels out.
    let lead = |spot| square(spot, than) - square(spot, to);
    let next = area.iter().cycle().skip(1);
    let mut part = Vec::with_capacity(area.len() + 1);
    for (here, there) in area.iter().zip(next) {
        let (first, last) = (lead(*here), lead(*there));
        if first >= 0.0 {
            part.push(*here);
        }
        if (first >= 0.0) != (last >= 0.0) {
            let way = first / (first - last);
            part.push((here.0 + way * (there.0 - here.0), here.1 + way * (there.1 - here.1)));
        }
    }
    part
}

fn square(one: Spot, other: Spot) -> f64 {
    (one.0 - other.0).powi(2) + (one.1 - other.1).powi(2)
}
