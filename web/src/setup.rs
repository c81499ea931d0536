//! The set-up pages: what administrators change while the city runs. Each kind of thing is a
//! [`Sheet`](sheet::Sheet); what they share, a list and a form, is written once.

pub(crate) mod areas;
pub(crate) mod calendar;
pub(crate) mod categories;
pub(crate) mod departments;
mod form;
pub(crate) mod history;
pub(crate) mod index;
pub(crate) mod officers;
pub(crate) mod replies;
pub(crate) mod sheet;
