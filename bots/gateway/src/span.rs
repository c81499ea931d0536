//! What is told of the work on a row while it goes on, to the log and to a collector of traces.
//! `docs/operate/observing.md` lists what of it leaves the machine.

use aduan::queue::Queue;
use tracing::{Span, field::Empty};

use crate::{
    GatewayError,
    drain::{Turned, Work},
};

/// The span of the work on one row: a turn, a delivery or a piece of a job.
pub(crate) fn of(work: &Work<'_>) -> Span {
    // Signed, since traces know no other numbers.
    let tries = i64::try_from(work.waiting.version).unwrap_or(i64::MAX);
    // The name of a span is a constant, so each is written out.
    macro_rules! span {
        ($name:literal $(, $later:ident . $field:ident)*) => {
            tracing::info_span!(
                $name,
                queue.name = work.queue.name(),
                queue.row = %work.waiting.row.id,
                queue.tries = tries,
                $($later.$field = Empty,)*
                work.outcome = Empty,
                otel.status_code = Empty,
            )
        };
    }
    match work.queue {
        Queue::Inbox | Queue::Timers => {
            span!("gateway.turn", channel.name, turn.verb, turn.refusal)
        }
        Queue::Outbox => span!("gateway.delivery", channel.name, delivery.reason),
        Queue::Jobs => span!("gateway.job", job.name),
    }
}

/// Says more of the work that goes on: a name out of this program, never what a person wrote or is
/// known by.
pub(crate) fn say(field: &'static str, name: &'static str) {
    Span::current().record(field, name);
}

/// Says what became of the row.
pub(crate) fn end(span: &Span, turned: &Result<Turned, GatewayError>) {
    let outcome = match turned {
        Ok(Turned::Done(_)) => "done",
        Ok(Turned::Gone) => "gone",
        Ok(Turned::Retried) => "retried",
        Ok(Turned::Rests) => "rests",
        Ok(Turned::Buried) => "buried",
        Err(_) => "failed",
    };
    span.record("work.outcome", outcome);
    if matches!(turned, Ok(Turned::Buried) | Err(_)) {
        span.record("otel.status_code", "ERROR");
    }
}
