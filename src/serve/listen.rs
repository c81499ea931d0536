//! Accepting connections: no more than so many, none that only keeps us waiting, and an orderly
//! end. `axum::serve` has no time-out for headers, so the loop is our own.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use prometheus_client::metrics::gauge::Gauge;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tower::ServiceExt as _;

/// How much we put up with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The most connections at once.
    pub(super) connections: usize,
    /// How long a connection may take to say what it wants, the first time and every other.
    pub(super) headers: Duration,
    /// How long requests in hand may take to end.
    pub(super) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            headers: Duration::from_secs(20),
            drain: Duration::from_secs(20),
        }
    }
}

/// How long to wait when the system has no socket to give.
const BREATH: Duration = Duration::from_millis(100);

/// What somebody is told who comes when there is no room: to come again in five seconds.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n\
    Content-Length: 0\r\nConnection: close\r\n\r\n";

/// Serves until `stop` is ready, then ends what is in hand. `open` says how many connections there
/// are.
pub(super) async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    open: Gauge,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            // Whoever is served can also end it: `stop` listens before anybody is let in.
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (socket, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "serve.accept_failed");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            tracing::warn!(web.connections = limits.connections, "serve.full");
            tokio::spawn(turn_away(socket));
            continue;
        };
        // Small answers go out at once.
        let _ = socket.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.headers)
            .serve_connection(TokioIo::new(socket), service(routes.clone(), from));
        let connection = graceful.watch(connection);
        let open = open.clone();
        open.inc();
        tokio::spawn(async move {
            // Who goes away in the middle is no news.
            let _ = connection.await;
            open.dec();
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("serve.drain_cut_short");
    }
}

/// The routes, which learn where a request came from.
fn service(
    routes: Router,
    from: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Send {
    let routes = routes.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        request.map(axum::body::Body::new)
    });
    TowerToHyperService::new(routes)
}

async fn turn_away(mut socket: TcpStream) {
    let _ = timeout(Duration::from_secs(1), socket.write_all(FULL)).await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{io::AsyncReadExt as _, sync::oneshot};

    use super::*;

    /// Serves with these limits, and gives the address and what stops it.
    async fn served(limits: Limits) -> (SocketAddr, oneshot::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let routes = Router::new().route("/", get(|| async { "here" }));
        let stopped = async { drop(stopped.await) };
        tokio::spawn(serve(listener, routes, limits, Gauge::default(), stopped));
        (address, stop)
    }

    async fn ask(socket: &mut TcpStream, request: &str) -> String {
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = vec![0; 1_024];
        let read = socket.read(&mut bytes).await.unwrap();
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    #[tokio::test]
    async fn who_only_keeps_us_waiting_is_let_go() {
        let limits = Limits { headers: Duration::from_millis(50), ..Limits::default() };
        let (address, _stop) = served(limits).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HT").await.unwrap();
        let mut idle = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut idle, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.ends_with("here"));
        for socket in [&mut slow, &mut idle] {
            let mut rest = Vec::new();
            // Ends because the server ends it; a test that waits forever has failed.
            socket.read_to_end(&mut rest).await.unwrap();
        }
    }

    #[tokio::test]
    async fn who_comes_when_it_is_full_is_told_to_come_again() {
        let limits = Limits { connections: 1, ..Limits::default() };
        let (address, _stop) = served(limits).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut first, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.ends_with("here"));
        let mut second = TcpStream::connect(address).await.unwrap();
        let mut told = String::new();
        second.read_to_string(&mut told).await.unwrap();
        assert!(told.starts_with("HTTP/1.1 503") && told.contains("Retry-After: 5"), "{told}");
    }

    #[tokio::test]
    async fn an_idle_connection_does_not_hold_up_the_end() {
        let (address, stop) = served(Limits::default()).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut idle, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.ends_with("here"));
        drop(stop);
        let mut rest = Vec::new();
        idle.read_to_end(&mut rest).await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
