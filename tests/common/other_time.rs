//! Another time of day, for the city and for those who play in it.

use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicI64, Ordering},
};

use aduan::{ports::Clock, prelude::TimeDelta, system::SystemClock};
use chrono::{DateTime, Utc};

/// Time that flows as the real one does, from some moment on, and can be moved further. The program
/// goes by it as well: a library before the C library's tells it the time of day.
#[derive(Debug)]
pub(crate) struct OtherTime {
    seconds: AtomicI64,
    file: File,
    paths: [PathBuf; 2],
}

impl OtherTime {
    pub(crate) fn from(folder: &Path, beginning: &str) -> Self {
        let beginning: DateTime<Utc> = beginning.parse().unwrap();
        let paths = [folder.join("seconds"), folder.join("other_time.so")];
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/preload/other_time.c");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O2", source, "-ldl", "-o"])
            .arg(&paths[1])
            .status();
        assert!(built.unwrap().success());
        let time = Self { seconds: 0.into(), file: File::create(&paths[0]).unwrap(), paths };
        time.passes(beginning - SystemClock.now());
        time
    }

    /// So much time passes at once.
    pub(crate) fn passes(&self, time: TimeDelta) {
        let seconds = time.num_seconds();
        let seconds = seconds + self.seconds.fetch_add(seconds, Ordering::SeqCst);
        self.file.write_all_at(&seconds.to_ne_bytes(), 0).unwrap();
    }

    /// What the program has to be told for it.
    pub(crate) fn keys(&self) -> [(&str, &str); 2] {
        let [seconds, library] = &self.paths;
        [("OTHER_TIME", seconds.to_str().unwrap()), ("LD_PRELOAD", library.to_str().unwrap())]
    }
}

impl Clock for OtherTime {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::seconds(self.seconds.load(Ordering::SeqCst))
    }
}
