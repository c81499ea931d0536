//! What should not come, given to the built binary: each is told clearly or answered kindly, none
//! ends in a panic, and nothing is lost.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod common;

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use aduan_sqlite::SqliteStorage;
use common::{aduan, err, out, tell};
use tempfile::TempDir;

const REPORT: &str = "\
Sari: lampu jalan depan SD 3 mati dari kemarin
Sari: [Setuju, lanjut]
Sari: [1]
Sari: depan SD 3 Jalan Melati
Sari: [Publik]
Sari: [Kirim]
";

const CHANNEL: (&str, &str) = ("ADUAN_TERMINAL__LOGIN", "channel");

/// A city with a configuration, and one report in it.
fn city() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    folder
}

fn fill(folder: &Path) {
    assert!(aduan(folder, &["init"], &[], b"").status.success());
    let filed = chat(folder, &[], REPORT.as_bytes());
    assert!(out(&filed).contains("✅ Laporan *LP-"), "{}", err(&filed));
}

/// A talk in that city.
fn chat(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    aduan(folder, &[&["chat", "--config", "aduan.toml"], args].concat(), &[CHANNEL], input)
}

/// Refused, with all of this in what the operator reads.
fn refused(output: &Output, named: &[&str]) {
    let error = err(output);
    assert!(!output.status.success(), "it should have been refused: {named:?}");
    for part in named {
        assert!(error.contains(part), "{part}: {error}");
    }
}

/// Goes on where it was.
fn goes_on(folder: &Path) {
    let output = chat(folder, &["--as", "Sari"], b"lampu jalan\nmenu\n");
    assert!(output.status.success(), "{}", err(&output));
    let text = out(&output);
    assert!(!text.contains("Setuju, lanjut") && text.contains("Buat laporan"), "{text}");
}

#[test]
fn a_wrong_key_of_the_configuration_is_named() {
    let folder = city();
    let config = fs::read_to_string(folder.path().join("aduan.toml")).unwrap();
    for (key, value, named) in [
        ("ADUAN_CITY__COLOUR", "red", ["COLOUR", "prefix"]),
        ("ADUAN_CITY__PREFIX", "lp", ["PREFIX", "2 to 4 of A-Z"]),
        ("ADUAN_STORAGE__URL", "mysql://x", ["STORAGE.URL", "sqlite:PATH"]),
        ("ADUAN_STORAGE__URL", "sqlite:no/such/folder/a.db", ["storage.url", "check the path"]),
        ("ADUAN_EMAIL__URL", "ftp://x", ["EMAIL.URL", "smtp://HOST:PORT"]),
        ("ADUAN_EMAIL__FROM", "not an address", ["email.from", "aduan@kota.example"]),
        ("ADUAN_TERMINAL__LOGIN", "sms", ["LOGIN", "otp"]),
    ] {
        let args = ["chat", "--config", "aduan.toml"];
        refused(&aduan(folder.path(), &args, &[(key, value)], b"halo\n"), &named);
    }
    for (text, named) in [
        (format!("{config}\ncolour = 1\n"), "colour"),
        ("[[[".to_owned(), "line 1"),
        (String::new(), "other.toml: missing field `city`"),
    ] {
        fs::write(folder.path().join("other.toml"), text).unwrap();
        refused(&aduan(folder.path(), &["chat", "--config", "other.toml"], &[], b""), &[named]);
    }
    fs::write(folder.path().join("other.toml"), [0xff, 0xfe]).unwrap();
    let output = aduan(folder.path(), &["chat", "--config", "other.toml"], &[], b"");
    refused(&output, &["other.toml", "UTF-8"]);
    goes_on(folder.path());
}

#[test]
fn a_wrong_key_file_opens_nothing_and_changes_nothing() {
    let folder = city();
    let path = folder.path().join("aduan.key");
    let right = fs::read_to_string(&path).unwrap();
    let other = tempfile::tempdir().unwrap();
    assert!(aduan(other.path(), &["init"], &[], b"").status.success());
    let theirs = fs::read_to_string(other.path().join("aduan.key")).unwrap();
    let seal_2 = theirs.replace("seal 1", "seal 2");

    for (text, named) in [
        (theirs.as_str(), "opens nothing of what this city has stored"),
        (&seal_2, "sealed with key 1, which is not in the key file"),
        ("", "no sealing key"),
        ("hello\n", "line 1 of the key file"),
        (&right[..right.len() - 9], "line 2 of the key file"),
        (&format!("{right}{right}"), "exactly one index key"),
    ] {
        fs::write(&path, text).unwrap();
        refused(&chat(folder.path(), &[], b"Sari: menu\n"), &["secrets.key_file", named]);
    }
    fs::write(&path, [0xff; 100]).unwrap();
    refused(&chat(folder.path(), &[], b"halo\n"), &["secrets.key_file", "UTF-8"]);
    fs::remove_file(&path).unwrap();
    refused(&chat(folder.path(), &[], b"halo\n"), &["secrets.key_file", "bring the key back"]);
    assert!(!path.exists(), "no new key over old data");
    fs::create_dir(&path).unwrap();
    refused(&chat(folder.path(), &[], b"halo\n"), &["secrets.key_file"]);

    fs::remove_dir(&path).unwrap();
    fs::write(&path, right).unwrap();
    goes_on(folder.path());
}

/// The pages of the database file after `from`, changed.
fn scribble(path: &Path, from: usize) {
    let mut file = fs::read(path).unwrap();
    for at in (from..file.len()).step_by(97) {
        file[at] ^= 0x5a;
    }
    fs::write(path, file).unwrap();
}

/// What happens to a file.
type Harm = Box<dyn Fn(&Path)>;

/// Other bytes wherever these stand.
fn replace(path: &Path, these: &[u8], others: &[u8]) {
    let mut file = fs::read(path).unwrap();
    let mut found = 0;
    for at in 0..file.len() - these.len() {
        if file[at..].starts_with(these) {
            file[at..at + these.len()].copy_from_slice(others);
            found += 1;
        }
    }
    assert!(found > 0, "nothing to harm");
    fs::write(path, file).unwrap();
}

fn cut(path: &Path, to: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(to).unwrap();
}

#[test]
fn a_damaged_database_is_told_and_left_as_it_is() {
    let folder = city();
    let path = folder.path().join("aduan.db");
    let whole = fs::read(&path).unwrap();
    let half = whole.len() as u64 / 2;
    let harms: [(Harm, &str); 10] = [
        (
            Box::new(|path| replace(path, b"stage, due DESC)", b"stage, due ASC )")),
            "the schema is damaged at complaint_d",
        ),
        (
            Box::new(|path| replace(path, b"\"event\":\"filed\"", b"\"event\":\"fixed\"")),
            "the log does not verify at position",
        ),
        (Box::new(|path| scribble(path, 0)), "restore a backup"),
        (Box::new(|path| scribble(path, 4096)), "restore a backup"),
        (Box::new(|path| scribble(path, 16_384)), "restore a backup"),
        (Box::new(move |path| cut(path, half)), "restore a backup"),
        (Box::new(|path| cut(path, 50)), "restore a backup"),
        (Box::new(|path| fs::write(path, "Dear city. ".repeat(900)).unwrap()), "not a database"),
        // Where the header keeps the version of the schema.
        (
            Box::new(|path| {
                let mut file = fs::read(path).unwrap();
                file[60..64].copy_from_slice(&999_u32.to_be_bytes());
                fs::write(path, file).unwrap();
            }),
            "use a newer release",
        ),
        (
            Box::new(|path| {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            }),
            "check the path",
        ),
    ];
    for (at, (harm, named)) in harms.iter().enumerate() {
        harm(&path);
        let harmed = fs::read(&path).ok();
        let output = chat(folder.path(), &[], b"Sari: menu\n");
        refused(&output, &["storage.url: aduan.db", named]);
        assert_eq!(fs::read(&path).ok(), harmed, "harm {at}");
        let _ = fs::remove_dir(&path);
        for rest in ["aduan.db-wal", "aduan.db-shm"] {
            let _ = fs::remove_file(folder.path().join(rest));
        }
        fs::write(&path, &whole).unwrap();
    }
    goes_on(folder.path());
}

#[test]
fn hostile_words_are_words() {
    let folder = city();
    let zalgo = format!("l{}ampu jalan mati di depan", "\u{316}".repeat(5_000));
    for (at, words) in [
        "lampu ".repeat(17_000),
        "x".repeat(100_000),
        "lampu\0jalan\0mati di depan\0SD".to_owned(),
        zalgo,
        "lampu \u{202e}jalan mati\u{202c} \u{2066}di depan SD 3".to_owned(),
        "lampu \x1b[2J\x1b]0;judul\x07 jalan \u{9b}31mmati di depan".to_owned(),
        "🔥".repeat(3_000),
        "{ $category } ${jndi:x} '; DROP TABLE complaint; -- %s%n \\x00".to_owned(),
        "*lampu* jalan _mati_ [1] [Kirim] → Sari: ✅ palsu".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("W{at}");
        let lines = format!("{words}\n1\n1\nlewati\npublik\nkirim\n");
        let output = chat(folder.path(), &["--as", &name], lines.as_bytes());
        assert!(output.status.success(), "{at}: {}", err(&output));
        err(&output);
        let text = out(&output);
        assert!(text.contains("← ✅ Laporan *LP-"), "{at}: {text:.3000}");
        let harms =
            |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(harms), "{at}");
    }
    goes_on(folder.path());
}

#[test]
fn bytes_that_are_no_text_cost_themselves_only() {
    let folder = city();
    let lines = b"lampu jalan mati di depan SD \xff\xfe 3\n\xc3\x28\n\x80\x80\n1\n1\n";
    for args in [&["--as", "Tono"][..], &[]] {
        let output = chat(folder.path(), args, lines);
        assert!(output.status.success(), "{}", err(&output));
        assert!(out(&output).contains("Lewati"), "{}", out(&output));
    }
    let output = chat(folder.path(), &[], b"Sari: lampu \xff\n");
    refused(&output, &["standard input", "utf-8"]);
    fs::write(folder.path().join("s.txt"), b"Sari: lampu \xff\n").unwrap();
    refused(&chat(folder.path(), &["--script", "s.txt"], b""), &["s.txt", "UTF-8"]);
    goes_on(folder.path());
}

#[test]
fn wrong_arguments_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let long = "n".repeat(10_000);
    for (args, named) in [
        (["--lang", "xx"], ["--lang", "id or en"]),
        (["--as", ""], ["--as", "name is needed"]),
        (["--as", " \u{202e} "], ["--as", "name is needed"]),
        (["--as", &long], ["--as", "80 characters"]),
        (["--as", "Sari\nBudi"], ["--as", "one line"]),
        (["--config", "."], ["no configuration", "aduan init"]),
        (["--script", "none.txt"], ["none.txt", "No such file"]),
        (["--data", "/dev/null"], ["/dev/null", "File exists"]),
    ] {
        let output = aduan(folder.path(), &[&["chat"], &args[..]].concat(), &[], b"halo\n");
        refused(&output, &named);
    }
    assert!(!folder.path().join("aduan-data").exists(), "nothing was made by mistake");
}

#[test]
fn wrong_lines_of_a_script_are_named_before_anything_is_said() {
    let folder = city();
    for (line, why) in [
        ("halo tanpa nama", "NAME: words"),
        ("Sari:", "NAME: words"),
        (": halo", "NAME: words"),
        ("Sari Dewi: halo", "NAME: words"),
        ("+5 menit", "+5m"),
        ("+99999999999999999999d", "+5m"),
    ] {
        let output = chat(folder.path(), &[], format!("Budi: halo\n\n{line}\n").as_bytes());
        refused(&output, &["line 3 of the script", why]);
        assert_eq!(out(&output), "", "{line}");
    }
    for (line, why) in [
        ("petugas: dance LP-1", "an order is assign|start|ask|resolve"),
        ("petugas: assign", "an order is"),
        ("petugas: assign LP-0000-0001", "an order is"),
        ("Sari: $NUMBER", "no $NUMBER"),
        ("Sari: $CODE", "no $CODE"),
    ] {
        let output = chat(folder.path(), &[], format!("Budi: halo\n\n{line}\n").as_bytes());
        refused(&output, &["line 3 of the script", why]);
        assert!(out(&output).contains("→ Budi: "), "{line}");
    }
    goes_on(folder.path());
}

/// A small disk of its own, gone with the test.
struct Disk(TempDir);

impl Disk {
    fn of(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}");
        let mut mount = Command::new("mount");
        let mount = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path());
        mount.output().ok()?.status.success().then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills it but for so many pages of 4 KiB.
    fn fill_but(&self, pages: u64) {
        let mut ballast = fs::File::create(self.path().join("ballast")).unwrap();
        while ballast.write(&[7; 4096]).is_ok_and(|written| written > 0) {}
        let length = ballast.metadata().unwrap().len();
        ballast.set_len(length.saturating_sub(pages * 4096)).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).status();
    }
}

/// Somebody who types, and reads what is said before she types more.
struct Talk {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Talk {
    fn begin(folder: &Path, name: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"));
        let child = child.args(["chat", "--config", "aduan.toml", "--as", name]);
        let child = child.env_remove("ADUAN_CONFIG").env(CHANNEL.0, CHANNEL.1);
        let child = child.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = child.stderr(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Types a line, and reads until something is said that holds `until`.
    fn says(&mut self, line: &str, until: &str) {
        let pipe = self.child.stdin.as_mut().unwrap();
        writeln!(pipe, "{line}").unwrap();
        let mut said = String::new();
        while !said.lines().last().is_some_and(|said| said.contains(until)) {
            let read = self.out.read_line(&mut said).unwrap();
            assert!(read > 0, "{line}: never {until}: {said}");
        }
    }

    fn end(mut self) -> Output {
        drop(self.child.stdin.take());
        self.child.wait_with_output().unwrap()
    }
}

#[test]
fn a_full_disk_is_told_to_her_and_to_the_operator_and_loses_nothing() {
    let Some(disk) = Disk::of("3m") else {
        tell("skipped: no small disk can be mounted here");
        return;
    };
    fill(disk.path());
    let mut talk = Talk::begin(disk.path(), "Tono");
    talk.says("jalan berlubang besar di depan pasar", "[3] Tidak setuju");
    talk.says("1", "Kategori lain");

    disk.fill_but(0);
    // What fits into the space the log has already may still be taken and is then answered.
    for _ in 0..3 {
        talk.says("status", "gangguan di sisi kami");
    }
    let second = chat(disk.path(), &["--as", "Budi"], b"halo\n");
    assert!(!second.status.success());
    assert!(err(&second).contains("the disk is full"), "{}", err(&second));

    disk.make_room();
    talk.says("1", "Lewati");
    talk.says("lewati", "Anonim");
    talk.says("publik", "Batal");
    talk.says("kirim", "Urungkan");
    let ended = talk.end();
    // Whoever reads the transcript of a pipe has to know that lines were refused.
    refused(&ended, &["the disk is full"]);
    goes_on(disk.path());

    let kept = SqliteStorage::open(&disk.path().join("aduan.db"), &"lestari".parse().unwrap());
    assert!(kept.is_ok(), "the log is whole");
}

#[test]
fn a_disk_that_fills_up_at_any_point_of_a_talk_keeps_what_was_acknowledged() {
    let Some(disk) = Disk::of("8m") else {
        tell("skipped: no small disk can be mounted here");
        return;
    };
    fill(disk.path());
    let lines = "lampu jalan mati di depan rumah\n1\n1\nlewati\npublik\nkirim\nstatus\n";
    let (mut apologies, mut filed) = (0, 0);
    for pages in (16..560).step_by(32) {
        disk.fill_but(pages);
        let name = format!("W{pages}");
        let output = chat(disk.path(), &["--as", &name], lines.as_bytes());
        disk.make_room();
        let text = out(&output);
        if !output.status.success() {
            assert!(err(&output).contains("the disk is full"), "{pages}: {}", err(&output));
        }
        // Every line is answered, if only with an apology.
        let mut answered = true;
        for line in text.lines() {
            if line.starts_with(&format!("{name}: ")) {
                assert!(std::mem::take(&mut answered), "{pages}: {text}");
            }
            answered |= line.starts_with("← ");
        }
        assert!(answered, "{pages}: {text}");
        apologies += text.matches("gangguan di sisi kami").count();

        // A receipt is kept, and whoever agreed is not asked again.
        let number = text.split("✅ Laporan *").nth(1).and_then(|rest| rest.split('*').next());
        let next = number.map_or("menu".to_owned(), |number| format!("status {number}"));
        let after = chat(disk.path(), &["--as", &name], format!("{next}\n").as_bytes());
        assert!(after.status.success(), "{pages}: {}", err(&after));
        filed += usize::from(number.is_some());
        if let Some(number) = number {
            let kept = format!("*{number}* · ");
            assert!(out(&after).contains(&kept), "{pages}: {}", out(&after));
        } else if text.contains("Kategori lain") {
            assert!(!out(&after).contains("Setuju, lanjut"), "{pages}: {}", out(&after));
        }
    }
    assert!(apologies > 0 && filed > 0, "{apologies} apologies, {filed} receipts");
    goes_on(disk.path());
}
