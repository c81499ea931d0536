//! The files of the measuring data.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The folder with the files.
pub(crate) struct Folder(pub(crate) PathBuf);

/// A row: what stands in each column.
pub(crate) type Row = HashMap<String, String>;

impl Folder {
    /// The rows of a file; none, and a word about it, if there is no such file.
    pub(crate) fn rows(&self, file: &str) -> Vec<Row> {
        let Ok(text) = std::fs::read_to_string(Path::new(&self.0).join(file)) else {
            println!("skipped: no {file} in ADUAN_DATA");
            return Vec::new();
        };
        let mut rows = rows(&text).into_iter();
        let header = rows.next().unwrap_or_default();
        rows.map(|row| header.iter().cloned().zip(row).collect()).collect()
    }
}

/// What stands in these columns, one below the other, without what the publisher put in.
pub(crate) fn text(row: &Row, columns: &[&str]) -> String {
    let cells: Vec<&str> =
        columns.iter().filter_map(|name| row.get(*name)).map(String::as_str).collect();
    without_placeholders(&cells.join(".\n"))
}

/// Drops "[nama]" and its like, which the publisher of the data put in.
fn without_placeholders(text: &str) -> String {
    let pieces = text.split('[').enumerate();
    pieces
        .map(
            |(n, piece)| {
                if n == 0 { piece } else { piece.split_once(']').map_or(piece, |(_, rest)| rest) }
            },
        )
        .collect()
}

/// The rows of a comma-separated file with quoted cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    rows
}
