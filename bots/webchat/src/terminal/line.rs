//! What a typed line means.

use aduan::{domain::Point, ports::Button};
use aduan_gateway::Heard;
use chrono::TimeDelta;

/// Reads a typed line: `/lokasi -6.2,106.8`, `/foto jalan.jpg with words`, `[2]` or `2` for the
/// second choice on offer, `[Kirim]` for the one of that label, and anything else as words.
pub fn read(line: &str, offered: &[Button]) -> Heard {
    let line = line.trim();
    if let Some(rest) = command(line, &["/lokasi", "/location"]) {
        return Heard::SharedPlace { point: point(rest) };
    }
    if let Some(rest) = command(line, &["/foto", "/photo"]) {
        let (source, caption) = rest.split_once(' ').unwrap_or((rest, ""));
        let caption = Some(caption.trim()).filter(|caption| !caption.is_empty());
        return Heard::SentMedia {
            source: source.into(),
            caption: caption.map(Into::into),
            // Nothing more comes with it: a terminal has no albums.
            settle_after: TimeDelta::zero(),
        };
    }
    let bracketed = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let nth = bracketed.unwrap_or(line).trim().parse::<usize>().ok();
    let labelled = |label: &str| {
        offered.iter().find(|button| button.label.to_lowercase() == label.trim().to_lowercase())
    };
    let choice = nth
        .and_then(|nth| offered.get(nth.checked_sub(1)?))
        .or_else(|| bracketed.and_then(labelled));
    match (choice, bracketed) {
        (Some(button), _) => Heard::Chose { payload: button.payload.clone() },
        // Meant as a choice, though none of that number is on offer: as a button too old.
        (None, Some(_)) if nth.is_some() => Heard::Chose { payload: line.into() },
        _ => Heard::Said { text: line.into() },
    }
}

/// Reads `/balas LP-7K3M-9QXT sudah`: a reply to news of that report, as other channels hand in
/// with the message that is replied to.
pub(super) fn replied(line: &str) -> (Option<Box<str>>, &str) {
    match command(line.trim(), &["/balas", "/reply"]).and_then(|rest| rest.split_once(' ')) {
        Some((quoted, line)) => (Some(quoted.into()), line.trim()),
        None => (None, line),
    }
}

fn command<'a>(line: &'a str, names: &[&str]) -> Option<&'a str> {
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    names.contains(&name.to_ascii_lowercase().as_str()).then_some(rest.trim())
}

fn point(text: &str) -> Option<Point> {
    let (latitude, longitude) = text.split_once([',', ' '])?;
    Point::new(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(payload: &str) -> Button {
        Button { payload: payload.into(), label: "Ya".into(), hint: None }
    }

    #[test]
    fn a_number_is_a_choice_only_while_it_is_on_offer() {
        let chose = |payload: &str| Heard::Chose { payload: payload.into() };
        let said = |text: &str| Heard::Said { text: text.into() };
        let offered = [button("a"), button("b")];
        assert_eq!(read("2", &offered), chose("b"));
        assert_eq!(read(" [1] ", &offered), chose("a"));
        assert_eq!(read("3", &offered), said("3"));
        assert_eq!(read("0", &offered), said("0"));
        assert_eq!(read("[3]", &offered), chose("[3]"));
        assert_eq!(read("[ada lubang]", &offered), said("[ada lubang]"));
        assert_eq!(read("[ya]", &offered), chose("a"));
        assert_eq!(read("ya", &offered), said("ya"));
        assert_eq!(read("123456", &[]), said("123456"));
    }

    #[test]
    fn a_reply_names_what_it_replies_to() {
        let reply = replied("/balas LP-7K3M-9QXT nomor 14");
        assert_eq!(reply, (Some("LP-7K3M-9QXT".into()), "nomor 14"));
        for line in ["nomor 14", "/balas", "/balasan LP-7K3M-9QXT ya"] {
            assert_eq!(replied(line), (None, line));
        }
    }

    #[test]
    fn places_and_photos_are_commands() {
        let point = Point::new(-6.2, 106.8).ok();
        assert_eq!(read("/lokasi -6.2, 106.8", &[]), Heard::SharedPlace { point });
        assert_eq!(read("/lokasi entah", &[]), Heard::SharedPlace { point: None });
        let Heard::SentMedia { source, caption, .. } = read("/foto a.jpg dari dekat", &[]) else {
            panic!("not a photo");
        };
        assert_eq!((&*source, caption.as_deref()), ("a.jpg", Some("dari dekat")));
    }
}
