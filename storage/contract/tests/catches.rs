//! The suite passes the sound store and catches every broken one.

use std::panic::{self, AssertUnwindSafe};

use aduan::memory::MemoryMedium;
use aduan_storage_contract::{CASES, Case, Medium, broken::Broken};

fn fails(case: &Case, medium: &dyn Medium) -> bool {
    panic::catch_unwind(AssertUnwindSafe(|| medium.run((case.run)(medium)))).is_err()
}

fn failing(new: impl Fn() -> Box<dyn Medium>) -> Vec<&'static str> {
    CASES.iter().filter(|case| fails(case, &*new())).map(|case| case.name).collect()
}

#[test]
fn the_sound_store_passes_and_every_broken_one_is_caught() {
    assert_eq!(failing(|| Box::new(MemoryMedium::default())), <[&str; 0]>::default());

    let aloud = panic::take_hook();
    panic::set_hook(Box::new(|_| {})); // hundreds of cases are about to fail, as they should
    let caught: Vec<_> =
        Broken::all().map(|broken| (broken, failing(|| Box::new(broken.medium())))).collect();
    panic::set_hook(aloud);

    for (broken, failing) in &caught {
        println!("{:?}: {} cases, such as {}", broken, failing.len(), broken.caught_by);
    }
    for (broken, failing) in caught {
        assert!(failing.contains(&broken.caught_by), "{broken:?} was caught by {failing:?} only");
    }
}
