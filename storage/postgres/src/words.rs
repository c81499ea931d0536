//! The search words of complaints.

use aduan::{log::digest, query::Index};

use crate::search::Sql;

/// The longest word kept as it is; see `word_token`.
const LONGEST: usize = 64;

/// Words as the index has them, each once.
pub(crate) fn tokens(words: &[Box<str>]) -> Vec<Vec<u8>> {
    let mut tokens: Vec<Vec<u8>> = words
        .iter()
        .map(|word| match word.as_bytes() {
            long if long.len() > LONGEST => digest(long).to_vec(),
            word => word.to_vec(),
        })
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Writes a source `w` of places that hold all the tokens, the last filed first, from a time on and
/// before a place. It ends early: nothing is read that is not asked for.
///
/// Of several tokens the lists are leapt through: from a place in one list to the next at or below
/// it in the next list, round and round, and where as many in a row agree as there are tokens, all
/// hold it. So a rare word makes a search short, however common the others are.
pub(crate) fn leap(
    sql: &mut Sql,
    city: &str,
    index: Index,
    tokens: Vec<Vec<u8>>,
    (since, (filed, seq)): (Option<&str>, (i64, i64)),
) -> String {
    let staff = sql.bind(index == Index::Staff);
    let [filed, seq] = [filed, seq].map(|value| sql.bind(value));
    let since = since.map_or_else(String::new, |since| format!("AND w.filed >= {since} "));
    let many = tokens.len();
    let tokens = sql.bind(tokens);
    let list = |token: String, place: &str| {
        format!(
            "SELECT w.filed, w.seq FROM word w WHERE w.city = {city} AND w.staff = {staff} \
             AND w.token = ({tokens}::bytea[])[{token}] AND (w.filed, w.seq) {place} \
             {since}ORDER BY w.filed DESC, w.seq DESC"
        )
    };
    let first = list("1".to_owned(), &format!("< ({filed}, {seq})"));
    if many == 1 {
        return format!("({first} OFFSET 0) w");
    }
    // Below a place that was a hit, at or below any other.
    let next = list(
        format!("l.nth % {many} + 1"),
        &format!("<= (l.filed, l.seq - CASE WHEN l.run = {many} THEN 1 ELSE 0 END)"),
    );
    format!(
        "(WITH RECURSIVE leap (filed, seq, nth, run) AS (\
         (SELECT f.filed, f.seq, 1, 1 FROM ({first} LIMIT 1) f) UNION ALL \
         SELECT n.filed, n.seq, l.nth % {many} + 1, CASE WHEN l.run < {many} \
         AND (n.filed, n.seq) = (l.filed, l.seq) THEN l.run + 1 ELSE 1 END \
         FROM leap l CROSS JOIN LATERAL ({next} LIMIT 1) n) \
         SELECT filed, seq FROM leap WHERE run = {many}) w"
    )
}
