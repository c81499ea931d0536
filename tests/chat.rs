//! The built binary in a terminal: piped lines, scripts, a crash, and its configuration.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use aduan_email::newest_code;

fn aduan(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
        .args(args)
        .current_dir(folder)
        .env_remove("ADUAN_CONFIG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A process that ends before it reads everything is a case of its own, not a mistake here.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const REPORT: &str = "\
Sari: halo
Sari: [Setuju, lanjut]
Sari: lampu jalan depan SD 3 mati dari kemarin
Sari: [Lampu jalan]
Sari: depan SD 3 Jalan Melati
Sari: [Publik]
Sari: [Kirim]
Sari: sari@contoh.id
Sari: $CODE
Sari: [Kirim]
";

#[test]
fn every_piped_line_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "halo\n1\n/foto a.jpg\n/lokasi -6.2,106.8\n\nbingung\n# bukan komentar\nbatal\n";
    let output = aduan(folder.path(), &["chat", "--as", "Tuti"], lines);
    assert!(output.status.success(), "{}", err(&output));
    let text = out(&output);
    let talk: Vec<_> = text
        .lines()
        .filter_map(|line| match line {
            line if line.starts_with("Tuti: ") => Some('?'),
            line if line.starts_with("← ") => Some('!'),
            _ => None,
        })
        .collect();
    assert_eq!(talk, ['?', '!'].repeat(7), "{text}");
    assert!(err(&output).contains("aduan-data/mail"));
}

#[test]
fn a_talk_goes_on_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    aduan(folder.path(), &["chat", "--lang", "en"], "hello\n1\n");
    let text = out(&aduan(folder.path(), &["chat"], "menu\n"));
    assert!(!text.contains("Welcome") && text.contains("[1]"), "{text}");
}

/// Says a line in a process of its own, and kills it as soon as it answered: no signal it could
/// hear, and its input still open.
fn killed_after_an_answer(folder: &Path, args: &[&str], line: &str) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
        .args(args)
        .current_dir(folder)
        .env_remove("ADUAN_CONFIG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{line}").unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    // What was said last may be said again before it: nobody came to writing down that it was.
    let mut behind = said.skip_while(|said| !said.starts_with("Sari: "));
    let answered = behind.any(|said| said.starts_with("← "));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answered, "{line}");
}

#[test]
fn a_process_that_is_killed_after_every_answer_is_followed_by_one_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["chat", "--as", "Sari", "--data", "kota"];
    for line in REPORT.lines() {
        let line = line.trim_start_matches("Sari: ").trim_matches(['[', ']']);
        let code = (line == "$CODE").then(|| newest_code(&folder.path().join("kota/mail")));
        let code = code.map(|code| code.unwrap().reveal());
        killed_after_an_answer(folder.path(), &args, code.as_deref().unwrap_or(line));
    }
    let text = out(&aduan(folder.path(), &args, "laporan saya\n"));
    assert_eq!(text.matches("Lampu jalan").count(), 1, "{text}");
}

#[test]
fn a_report_goes_from_the_lamp_to_its_repair() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "{REPORT}\
         petugas: assign $NUMBER\n\
         +5m\n\
         petugas: start $NUMBER\n\
         petugas: ask $NUMBER Tiang nomor berapa?\n\
         Sari: jawab $NUMBER tiang 12\n\
         Budi: lampu jalan mati depan SD 3\n\
         Budi: [Setuju, lanjut]\n\
         Budi: [Lampu jalan]\n\
         Budi: depan SD 3 Jalan Melati\n\
         Budi: [1]\n\
         Budi: budi@contoh.id\n\
         Budi: $CODE\n\
         Budi: [1]\n\
         petugas: resolve $NUMBER Lampu diganti /foto\n\
         Sari: [Sudah beres]\n"
    );
    fs::write(folder.path().join("naskah.txt"), script).unwrap();
    let output = aduan(folder.path(), &["chat", "--script", "naskah.txt"], "");
    assert!(output.status.success(), "{}", err(&output));
    let text = out(&output);
    for said in [
        "Diteruskan",
        "Diproses",
        "“Tiang nomor berapa?”",
        "“Lampu diganti”",
        "1 orang mendukung",
        "kami tutup",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let mails = fs::read_dir(folder.path().join("aduan-data/mail")).unwrap().count();
    assert_eq!(mails, 3, "two codes, and the answer for the officer");
}

#[test]
fn a_script_may_come_from_a_pipe_and_its_mistakes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = aduan(folder.path(), &["chat"], "# halo\nSari: halo\nBudi: halo\n");
    assert!(out(&output).contains("→ Budi: "), "{}", out(&output));
    let output = aduan(folder.path(), &["chat"], "Sari: halo\n+5 menit\n");
    assert!(!output.status.success() && err(&output).contains("line 2"), "{}", err(&output));
}

#[test]
fn init_writes_once_and_for_the_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let output = aduan(folder.path(), &["init"], "");
    assert!(output.status.success() && out(&output).contains("loses every address"));
    let before = fs::read(folder.path().join("aduan.key")).unwrap();
    #[cfg(unix)]
    for name in ["aduan.key", "aduan.toml"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let again = aduan(folder.path(), &["init"], "");
    assert!(!again.status.success() && err(&again).contains("already"));
    assert_eq!(fs::read(folder.path().join("aduan.key")).unwrap(), before);

    let output = aduan(folder.path(), &["chat", "--config", "aduan.toml"], "halo\n");
    assert!(output.status.success() && out(&output).contains("Kota Lestari"), "{}", err(&output));

    fs::remove_file(folder.path().join("aduan.key")).unwrap();
    let output = aduan(folder.path(), &["chat", "--config", "aduan.toml"], "halo\n");
    assert!(!output.status.success() && err(&output).contains("secrets.key_file"));
}

#[test]
fn a_copy_of_the_data_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let script = REPORT.replace("Sari", "Kunthi");
    let output = aduan(folder.path(), &["chat"], &script);
    assert!(out(&output).contains("LP-"), "{}", out(&output));
    for entry in fs::read_dir(folder.path().join("aduan-data")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(bytes) = fs::read(&path) else { continue };
        for secret in ["Kunthi", "sari@contoh.id", "contoh.id", "lampu jalan depan"] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} in {}", path.display());
        }
    }
}

/// Ends the process at each failpoint in turn, without unwinding, and goes on in another.
#[cfg(feature = "failpoints")]
#[test]
fn a_process_that_ends_anywhere_files_once_and_answers() {
    for point in [
        "inbox.before_commit",
        "inbox.after_commit",
        "turn.before_commit",
        "turn.after_commit",
        "outbox.leased",
        "outbox.after_send",
        "outbox.before_mark",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (begun, _) = REPORT.trim_end().rsplit_once('\n').unwrap();
        aduan(folder.path(), &["chat"], begun);
        let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"));
        let child = child.args(["chat", "--as", "Sari"]).current_dir(folder.path());
        let child = child.env("FAILPOINTS", format!("{point}=return(exit)"));
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(b"kirim\n");
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(77), "{point}");

        // The provider never heard that the message was taken, so it comes again, unless it was.
        let lines = if point == "inbox.before_commit" { "kirim\n" } else { "menu\n" };
        let text = out(&aduan(folder.path(), &["chat", "--as", "Sari"], lines));
        let told = out(&ended) + &text;
        assert!(told.contains("✅ Laporan *LP-"), "{point}: {told}");
    }
}

/// Every file below a folder, but the one of what is not whole yet.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_photo_is_kept_where_nobody_can_look_at_it_and_one_that_is_none_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let photo = image::RgbImage::from_pixel(2000, 1000, image::Rgb([200, 90, 10]));
    photo.save(folder.path().join("lampu.jpg")).unwrap();
    fs::write(folder.path().join("palsu.jpg"), "<html>bukan foto</html>").unwrap();
    let script = "\
Sari: halo
Sari: [Setuju, lanjut]
Sari: /foto lampu.jpg lampu jalan depan SD 3 mati dari kemarin
Sari: /foto palsu.jpg
Sari: /foto tidak-ada.jpg
+30s
Sari: [Lampu jalan]
Sari: depan SD 3 Jalan Melati
Sari: [Publik]
Sari: [Kirim]
Sari: sari@contoh.id
Sari: $CODE
Sari: [Kirim]
+1m
";
    fs::write(folder.path().join("naskah.txt"), script).unwrap();
    let output = aduan(folder.path(), &["chat", "--script", "naskah.txt"], "");
    assert!(output.status.success(), "{}", err(&output));
    let text = out(&output);
    assert_eq!(text.matches("3 foto masuk").count(), 1, "{text}");
    assert_eq!(text.matches("2 foto untuk laporan").count(), 1, "{text}");

    let kept = files(&folder.path().join("aduan-data/photos"));
    assert_eq!(kept.len(), 2, "{kept:?}");
    for file in kept {
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.len() > 500 && image::guess_format(&bytes).is_err(), "{}", file.display());
    }
}
