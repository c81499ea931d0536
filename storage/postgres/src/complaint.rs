//! Records, complaints among them: put, erased, and read again.

use aduan::{
    domain::{ComplaintId, DepartmentId, OfficerId, Point},
    record::{Facets, Key, RecordKind, Row as Record, Versioned},
};
use postgres_types::ToSql;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    convert::{names, nanos, sixteen, stage, time, unname, untoken, unword, words},
    error::Fault,
};

/// The type `batch_put`.
#[derive(Debug, Default, ToSql)]
#[postgres(name = "batch_put")]
pub(crate) struct Put<'b> {
    kind: &'static str,
    id: Uuid,
    erases: bool,
    names: Vec<String>,
    stage: Option<&'static str>,
    category: Option<&'b str>,
    department: Option<&'b str>,
    owner: Option<Uuid>,
    filed: Option<i64>,
    urgency: Option<i64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    published: bool,
    reporter: Option<Uuid>,
    public_words: Vec<&'b [u8]>,
    staff_words: Vec<&'b [u8]>,
    body: &'b [u8],
}

impl<'b> Put<'b> {
    /// Inserts or replaces a record.
    pub(crate) fn of(row: &'b Record) -> Result<Self, Fault> {
        let kind = row.key.kind();
        let plain = Self {
            kind: kind.name(),
            id: sixteen(&row.key.id()),
            names: names(&row.names),
            body: &row.body,
            ..Self::default()
        };
        match (&row.facets, kind) {
            (_, RecordKind::Queued) => Err(Fault::Malformed("a queued row is put by its queue")),
            (None, _) => Ok(plain),
            (Some(facets), RecordKind::Complaint) => Ok(Self {
                stage: Some(facets.stage.name()),
                category: Some(facets.category.as_str()),
                department: facets.department.as_ref().map(DepartmentId::as_str),
                owner: facets.owner.as_ref().map(|owner| sixteen(owner.as_bytes())),
                filed: Some(nanos(facets.filed_at)),
                urgency: Some(facets.due_at.map_or(i64::MIN, |due| -nanos(due))),
                latitude: facets.point.map(Point::latitude),
                longitude: facets.point.map(Point::longitude),
                published: facets.published,
                reporter: facets.reporter.as_ref().map(|of| sixteen(of.as_bytes())),
                public_words: words(&facets.public_words),
                staff_words: words(&facets.staff_words),
                ..plain
            }),
            (Some(_), _) => Err(Fault::Malformed("facets of a record that is no complaint")),
        }
    }

    /// Removes a record.
    pub(crate) fn erase(key: &Key) -> Self {
        let (kind, id) = (key.kind().name(), sixteen(&key.id()));
        Self { kind, id, erases: true, ..Self::default() }
    }

    /// Whether it is about the complaint of that id.
    pub(crate) fn is_of(&self, complaint: Uuid) -> bool {
        self.kind == RecordKind::Complaint.name() && self.id == complaint
    }
}

/// The columns [`read`] understands, from the first.
macro_rules! complaint_columns {
    () => {
        "c.id, c.version, c.stage, c.category, c.department, c.owner, c.filed, c.urgency, \
         c.latitude, c.longitude, c.published, c.reporter, c.names, c.public_words, c.staff_words, \
         c.body"
    };
}
pub(crate) use complaint_columns as columns;

/// How many columns that are.
pub(crate) const COLUMNS: usize = 16;

pub(crate) const BY_ID: &str =
    concat!("SELECT ", complaint_columns!(), " FROM complaint c WHERE c.city = $1 AND c.id = $2");
pub(crate) const BY_NAME: &str = concat!(
    "SELECT ",
    complaint_columns!(),
    " FROM name n JOIN complaint c ON c.city = n.city AND c.id = n.id \
     WHERE n.city = $1 AND n.name = $2 AND n.kind = 'complaint'"
);

const WRONG: Fault = Fault::Damaged("a complaint that is none");

/// Reads a complaint from its columns.
pub(crate) fn read(row: &Row) -> Result<Versioned<Record>, Fault> {
    let facets = match row.try_get::<_, Option<&str>>(2)? {
        None => None,
        Some(name) => Some(Facets {
            stage: stage(name)?,
            category: row.try_get::<_, &str>(3)?.parse().map_err(|_| WRONG)?,
            department: match row.try_get::<_, Option<&str>>(4)? {
                Some(unit) => Some(unit.parse().map_err(|_| WRONG)?),
                None => None,
            },
            owner: row
                .try_get::<_, Option<Uuid>>(5)?
                .map(|owner| OfficerId::from_bytes(owner.into_bytes())),
            filed_at: time(row.try_get(6)?),
            due_at: match row.try_get(7)? {
                i64::MIN => None,
                urgency => Some(time(-urgency)),
            },
            point: match (row.try_get(8)?, row.try_get(9)?) {
                (Some(latitude), Some(longitude)) => {
                    Some(Point::new(latitude, longitude).map_err(|_| WRONG)?)
                }
                _ => None,
            },
            published: row.try_get(10)?,
            reporter: row.try_get::<_, Option<Uuid>>(11)?.map(untoken),
            public_words: unword(row.try_get(13)?)?,
            staff_words: unword(row.try_get(14)?)?,
        }),
    };
    Ok(Versioned {
        version: row.try_get::<_, i64>(1)?.unsigned_abs(),
        value: Record {
            key: Key::Complaint(ComplaintId::from_bytes(row.try_get::<_, Uuid>(0)?.into_bytes())),
            body: row.try_get::<_, &[u8]>(15)?.into(),
            names: unname(row.try_get(12)?)?,
            facets,
        },
    })
}

pub(crate) const RECORDS: &str = "SELECT r.kind, r.id, r.version, r.names, r.body \
     FROM unnest($2::text[], $3::uuid[]) AS w (kind, id) \
     JOIN record r ON r.city = $1 AND r.kind = w.kind AND r.id = w.id";
pub(crate) const RECORD_BY_NAME: &str = "SELECT r.kind, r.id, r.version, r.names, r.body \
     FROM name n JOIN record r ON r.city = n.city AND r.kind = n.kind AND r.id = n.id \
     WHERE n.city = $1 AND n.name = $2";
pub(crate) const OFFICERS: &str = "SELECT r.kind, r.id, r.version, r.names, r.body, r.seq \
     FROM record r WHERE r.city = $1 AND r.kind = 'officer' AND r.seq > $2 ORDER BY r.seq LIMIT $3";
pub(crate) const KIND: &str = "SELECT r.kind, r.id, r.version, r.names, r.body FROM record r \
     WHERE r.city = $1 AND r.kind = $2 AND r.id >= $3 ORDER BY r.id LIMIT $4";
pub(crate) const COUNT_RECORDS: &str = "SELECT count(*) FROM record WHERE city = $1 AND kind = $2";

/// Reads another record from its columns.
pub(crate) fn read_record(row: &Row) -> Result<Versioned<Record>, Fault> {
    let kind = crate::convert::kind(row.try_get(0)?)?;
    if matches!(kind, RecordKind::Complaint | RecordKind::Queued) {
        return Err(Fault::Damaged("a record of a kind that is kept elsewhere"));
    }
    let key = Key::new(kind, row.try_get::<_, Uuid>(1)?.into_bytes());
    Ok(Versioned {
        version: row.try_get::<_, i64>(2)?.unsigned_abs(),
        value: Record {
            key,
            body: row.try_get::<_, &[u8]>(4)?.into(),
            names: unname(row.try_get(3)?)?,
            facets: None,
        },
    })
}
