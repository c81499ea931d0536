//! How much of what residents write is understood: categories, look-alikes, purposes, places.
//!
//! `ADUAN_DATA=… cargo run --release -p aduan --example measure-understanding`. Prints figures
//! only, never a row. Without the data it says so and succeeds.

mod alike;
mod categories;
mod data;
mod places;
mod purposes;
mod watch;

fn main() {
    let Some(folder) = std::env::var_os("ADUAN_DATA") else {
        println!("skipped: ADUAN_DATA is not set");
        return;
    };
    let folder = data::Folder(folder.into());
    categories::measure(&folder);
    alike::measure(&folder);
    purposes::measure(&folder);
    places::measure(&folder);
}
