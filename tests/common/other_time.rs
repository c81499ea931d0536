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
    waited: AtomicI64,
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
        let file = File::create(&paths[0]).unwrap();
        let time = Self { seconds: 0.into(), waited: 0.into(), file, paths };
        time.write(0, 8);
        time.passes(beginning - SystemClock.now());
        time
    }

    /// So much time passes at once.
    pub(crate) fn passes(&self, time: TimeDelta) {
        let seconds = time.num_seconds();
        let seconds = seconds + self.seconds.fetch_add(seconds, Ordering::SeqCst);
        self.write(seconds, 0);
    }

    /// So much time passes at once, and whoever waits for a while has waited so much longer. Nothing
    /// should be on its way meanwhile, or it takes too long.
    pub(crate) fn is_waited(&self, time: TimeDelta) {
        self.passes(time);
        let seconds = time.num_seconds();
        let waited = seconds + self.waited.fetch_add(seconds, Ordering::SeqCst);
        self.write(waited, 8);
    }

    fn write(&self, seconds: i64, at: u64) {
        self.file.write_all_at(&seconds.to_ne_bytes(), at).unwrap();
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
