//! Telegram's HTML, as its server reads it (Bot API, "HTML style").

/// The marks that are known.
const MARKS: [&str; 14] = [
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "code",
    "pre",
    "a",
    "blockquote",
    "tg-spoiler",
];

/// A text without its marks, bold between stars; or what is wrong with it.
pub(super) fn read(html: &str) -> Result<Read, String> {
    let (mut plain, mut shown, mut open) = (String::new(), String::new(), Vec::new());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '>']) {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        shown.push_str(before);
        if let Some(tag) = after.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').ok_or("can't find end of a tag")?;
            rest = after;
            if let Some(tag) = tag.strip_prefix('/') {
                if open.pop() != Some(tag) {
                    return Err(format!("unmatched end tag {tag}"));
                }
            } else {
                let name = tag.split(' ').next().unwrap_or_default();
                if !MARKS.contains(&name) {
                    return Err(format!("unsupported start tag {name}"));
                }
                open.push(name);
            }
            if ["b", "/b"].contains(&tag) {
                shown.push('*');
            }
        } else if let Some(entity) = after.strip_prefix('&') {
            let (name, after) = entity.split_once(';').ok_or("an ampersand that is no entity")?;
            let c = match name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return Err(format!("unknown entity {name}")),
            };
            plain.push(c);
            shown.push(c);
            rest = after;
        } else {
            return Err("an angle that opens nothing".to_owned());
        }
    }
    plain.push_str(rest);
    shown.push_str(rest);
    match open.pop() {
        Some(tag) => Err(format!("can't find end tag of {tag}")),
        None => Ok(Read { plain, shown }),
    }
}

/// A text that was read.
pub(super) struct Read {
    /// Without marks, as its length counts.
    pub(super) plain: String,
    /// With bold between stars.
    pub(super) shown: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_html_is_read() {
        let read_ = read("<b>1</b> &lt; 2 &amp; 3").unwrap();
        assert_eq!((read_.plain.as_str(), read_.shown.as_str()), ("1 < 2 & 3", "*1* < 2 & 3"));
        for wrong in ["<b>1", "1</b>", "a & b", "1 < 2", "1 > 2", "<blink>x</blink>", "&nbsp;"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
