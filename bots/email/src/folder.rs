//! A folder of mail, for development: one readable file a message.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use aduan::domain::Code;

/// The code in the newest mail of a folder that carries one: what a test, or somebody who tries
/// the chat at a desk, reads instead of a mailbox.
pub fn newest_code(folder: &Path) -> Option<Code> {
    let mut mails: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).collect();
    mails.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    mails.sort();
    mails.iter().rev().find_map(|path| code_in(path))
}

fn code_in(mail: &Path) -> Option<Code> {
    let text = fs::read_to_string(mail).ok()?;
    let (_, body) = text.split_once("\r\n\r\n")?;
    let mut lines = body.lines().map(str::trim);
    let line = lines.find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()))?;
    Code::find(line)
}

/// The folder, which is made if there is none.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self(path.to_owned()))
    }

    /// Writes a message under the next free number. It appears whole or not at all.
    pub(crate) fn put(&self, mail: &[u8]) -> io::Result<PathBuf> {
        let mut number = self.last()? + 1;
        let draft = self.draft(mail, number)?;
        let placed = loop {
            let target = self.0.join(format!("{number:06}.eml"));
            match fs::hard_link(&draft, &target) {
                Ok(()) => break Ok(target),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => break Err(error),
            }
        };
        fs::remove_file(draft)?;
        placed
    }

    /// The highest number there is.
    fn last(&self) -> io::Result<u64> {
        let mut last = 0;
        for entry in fs::read_dir(&self.0)? {
            let name = entry?.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".eml")?.parse().ok());
            last = last.max(number.unwrap_or(0));
        }
        Ok(last)
    }

    fn draft(&self, mail: &[u8], number: u64) -> io::Result<PathBuf> {
        for turn in 0.. {
            let path = self.0.join(format!(".{number}-{}-{turn}.draft", std::process::id()));
            match File::create_new(&path) {
                Ok(mut file) => {
                    file.write_all(mail)?;
                    file.sync_all()?;
                    return Ok(path);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}
