//! The statements that read complaints: few and fixed, each on the index it names.

use crate::complaint;

macro_rules! candidate {
    () => {
        "SELECT seq, stage, category, department, owner, filed, due, latitude, longitude, \
         published, reporter, rank FROM complaint "
    };
}

/// The statements on one index. ?1 is the city, rowids are below ?2 and at least ?3, ?4 and ?5 are
/// the values of the stream, ?6 is a deadline, or a rank by support, and ?7 the last that is asked
/// for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Statements {
    pub(crate) newest: &'static str,
    pub(crate) count: &'static str,
    /// None if no indexes are in other orders.
    pub(crate) ranked: Option<Ranked>,
}

/// The statements on indexes that are in another order than that of filing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranked {
    pub(crate) due: Walk,
    pub(crate) supported: Walk,
    /// How many are due in time.
    pub(crate) count_due: &'static str,
}

/// What reads on in such an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    /// Due exactly then, or ranked so.
    pub(crate) same: &'static str,
    /// Due later, or ranked behind.
    pub(crate) later: &'static str,
}

macro_rules! walk {
    ($index:literal, $which:literal, $by:literal) => {
        Walk {
            same: concat!(
                candidate!(),
                "INDEXED BY ",
                $index,
                " WHERE city = ?1 AND seq < ?2 AND seq >= ?3 AND ",
                $which,
                " AND ",
                $by,
                " = ?6 AND ",
                $by,
                " <= ?7 ORDER BY seq DESC"
            ),
            later: concat!(
                candidate!(),
                "INDEXED BY ",
                $index,
                " WHERE city = ?1 AND seq >= ?3 AND ",
                $which,
                " AND ",
                $by,
                " > ?6 AND ",
                $by,
                " <= ?7 ORDER BY ",
                $by,
                ", seq DESC"
            ),
        }
    };
}

macro_rules! statements {
    ($index:literal, $which:literal) => {
        Statements {
            newest: concat!(
                candidate!(),
                "INDEXED BY ",
                $index,
                " WHERE city = ?1 AND seq < ?2 AND seq >= ?3 AND ",
                $which,
                " ORDER BY seq DESC"
            ),
            count: concat!(
                "SELECT count(*) FROM complaint INDEXED BY ",
                $index,
                " WHERE city = ?1 AND ?2 >= ?3 AND ",
                $which
            ),
            ranked: None,
        }
    };
    ($index:literal, $which:literal, $due:literal, $supported:literal) => {
        Statements {
            ranked: Some(Ranked {
                due: walk!($due, $which, "due"),
                supported: walk!($supported, $which, "rank"),
                count_due: concat!(
                    "SELECT count(*) FROM complaint INDEXED BY ",
                    $due,
                    " WHERE city = ?1 AND ?2 >= ?3 AND ",
                    $which,
                    " AND ?6 < due AND due <= ?7"
                ),
            }),
            ..statements!($index, $which)
        }
    };
}

pub(crate) const ALL: Statements = statements!("complaint_newest", "stage IS NOT NULL");
pub(crate) const PUBLISHED: Statements = statements!("complaint_published", "published = 1");
pub(crate) const CATEGORY: Statements = statements!("complaint_category", "category = ?4");
pub(crate) const OWNER: Statements = statements!("complaint_owner", "owner = ?4 AND stage = ?5");
pub(crate) const REPORTER: Statements = statements!("complaint_reporter", "reporter = ?4");
pub(crate) const STAGE: Statements =
    statements!("complaint_stage", "stage = ?4", "complaint_due", "complaint_supported");
pub(crate) const DEPARTMENT: Statements = statements!(
    "complaint_department",
    "department = ?4 AND stage = ?5",
    "complaint_department_due",
    "complaint_department_supported"
);

macro_rules! count_category {
    ($more:literal) => {
        concat!(
            "SELECT count(*) FROM complaint INDEXED BY complaint_counted \
             WHERE city = ?1 AND category = ?2 AND stage = ?3 AND due <= ?4",
            $more
        )
    };
}

pub(crate) const COUNT_CATEGORY: &str = count_category!("");
pub(crate) const COUNT_CATEGORY_OF: &str = count_category!(" AND department = ?5");

pub(crate) const BY_SEQ: &str = concat!(candidate!(), "WHERE seq = ?1 AND stage IS NOT NULL");
pub(crate) const ROW_BY_SEQ: &str =
    concat!("SELECT ", complaint::columns!(), " FROM complaint WHERE seq = ?1");
pub(crate) const WORDS_BY_SEQ: &str =
    "SELECT public_words, staff_words FROM complaint WHERE seq = ?1";
pub(crate) const PUBLIC: &str = "SELECT rowid FROM words_public \
     WHERE words_public MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC";
pub(crate) const STAFF: &str = "SELECT rowid FROM words_staff \
     WHERE words_staff MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC";
pub(crate) const MANY_PUBLIC: &str =
    "SELECT 1 FROM words_public WHERE words_public MATCH ?1 LIMIT 1 OFFSET ?2";
pub(crate) const MANY_STAFF: &str =
    "SELECT 1 FROM words_staff WHERE words_staff MATCH ?1 LIMIT 1 OFFSET ?2";
pub(crate) const NEAR: &str = "SELECT seq FROM place WHERE city <= ?1 AND city_too >= ?1 \
     AND north >= ?2 AND south <= ?3 AND east >= ?4 AND west <= ?5";
