//! Those who keep us waiting, and those who send too much, hold up nobody else.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use super::served::Served;

/// What somebody else comes for meanwhile: a page out of memory, one out of the storage, and a
/// conversation.
const OTHERS: [&str; 3] = ["/chat", "/", "/health/ready"];

/// How many of each kind are held, and how often the others ask.
struct Crowd {
    each: usize,
    asked: usize,
}

/// Sockets on which nobody says all there is to say.
fn slow(served: &Served, crowd: &Crowd) -> Vec<TcpStream> {
    let begins = [
        "",
        "GET /chat HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /chat/api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
         Content-Length: 1000\r\n\r\n{",
    ];
    let each = begins.into_iter().flat_map(|begin| std::iter::repeat_n(begin, crowd.each));
    let sockets = each.map(|begin| {
        let mut socket = served.connect();
        socket.write_all(begin.as_bytes()).unwrap();
        socket
    });
    sockets.collect()
}

/// Whether the server still waits for what comes.
fn waits(socket: &mut TcpStream) -> bool {
    socket.set_nonblocking(true).unwrap();
    matches!(socket.read(&mut [0; 1]), Err(error) if error.kind() == ErrorKind::WouldBlock)
}

/// Sends more than anybody may, until the server has had enough, and gives the status it answers.
fn too_much(served: &Served, head: &str, piece: &str, pieces: usize) -> String {
    let mut socket = served.connect();
    let mut sent = socket.write_all(head.as_bytes());
    for _ in 0..pieces {
        sent = sent.and_then(|()| socket.write_all(piece.as_bytes()));
    }
    // Whoever is cut off while he still sends may not get to read why.
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap_or("cut").to_owned()
}

/// How long each question of somebody else took while all of them are held, in order.
fn meanwhile(crowd: &Crowd) -> Vec<Duration> {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let mut held = slow(&served, crowd);
    let mut took = Vec::new();
    for turn in 0..crowd.asked {
        if turn % 10 == 0 {
            let post = "POST /chat/api/session HTTP/1.1\r\nHost: x\r\nContent-Type: \
                        application/json\r\nContent-Length: 9000000\r\n\r\n";
            let status = too_much(&served, post, &" ".repeat(100_000), 90);
            assert!(["413", "cut"].contains(&&*status), "a long body: {status}");
            let get = "GET /chat HTTP/1.1\r\nHost: x\r\nX-Long: ";
            let status = too_much(&served, get, &"x".repeat(100_000), 20);
            assert!(["431", "cut"].contains(&&*status), "a long header: {status}");
        }
        #[expect(clippy::disallowed_methods, reason = "a stopwatch")]
        let begun = Instant::now();
        let answer = served.ask("GET", OTHERS[turn % OTHERS.len()], "", "");
        took.push(begun.elapsed());
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let waiting = held.iter_mut().filter_map(|socket| waits(socket).then_some(())).count();
    assert_eq!(waiting, 3 * crowd.each, "all were held while the others were served");
    drop(served);
    took.sort();
    took
}

#[test]
fn who_keeps_us_waiting_holds_up_nobody() {
    meanwhile(&Crowd { each: 20, asked: 12 });
}

/// The promise, with its numbers: within the twenty seconds for which headers are waited for.
#[test]
#[ignore = "measures, so it wants a machine of its own: docs/testing.md"]
fn a_thousand_of_each_who_keep_us_waiting_hold_up_nobody() {
    let took = meanwhile(&Crowd { each: 1_000, asked: 200 });
    let (half, most) = (took[took.len() / 2], took[took.len() * 95 / 100]);
    println!("half of {} answers within {half:?}, 95 of 100 within {most:?}", took.len());
    assert!(most < Duration::from_millis(100), "95 of 100 within {most:?}");
}
