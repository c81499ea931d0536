//! A verb with what it is to find: `cari lampu melati`, `laporan di sekitar Tebet`.

/// What is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Search,
    Nearby,
}

/// The verbs; longer ones before those they begin with. *Sekitar* alone is none of them: "sekitar
/// pasar banyak sampah" is a report.
const VERBS: [(Ask, &str); 10] = [
    (Ask::Search, "cari laporan tentang"),
    (Ask::Search, "cari laporan"),
    (Ask::Search, "cari"),
    (Ask::Search, "search for"),
    (Ask::Search, "search"),
    (Ask::Nearby, "laporan di sekitar"),
    (Ask::Nearby, "laporan sekitar"),
    (Ask::Nearby, "laporan dekat"),
    (Ask::Nearby, "reports near"),
    (Ask::Nearby, "nearby"),
];

/// With more words than this it tells something: "cari parkir di pasar susah sekali sejak …".
const FEW: usize = 6;

/// Reads a verb and what follows it.
pub(super) fn read(text: &str) -> Option<(Ask, &str)> {
    let text = text.trim();
    VERBS.into_iter().find_map(|(ask, verb)| {
        let rest = text.get(verb.len()..)?;
        let begins = text.get(..verb.len())?.eq_ignore_ascii_case(verb);
        let rest = rest.strip_prefix([' ', ':'])?.trim();
        let few = (1..=FEW).contains(&rest.split_whitespace().count());
        (begins && few).then_some((ask, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_takes_a_few_words_with_it() {
        assert_eq!(read("Cari lampu melati"), Some((Ask::Search, "lampu melati")));
        assert_eq!(read("cari laporan banjir"), Some((Ask::Search, "banjir")));
        assert_eq!(read("laporan di sekitar Tebet"), Some((Ask::Nearby, "Tebet")));
        for other in ["cari", "carikan", "🔥 cari", "sekitar pasar banyak sampah"] {
            assert_eq!(read(other), None, "{other}");
        }
        assert_eq!(read("cari parkir di pasar susah sekali sejak pagi"), None);
    }
}
