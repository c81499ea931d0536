//! A PostgreSQL for a test that is not written in Rust: says where it is, and is gone when whoever
//! asked for it closes our input.

use std::io;

use test_postgres::Server;

fn main() -> io::Result<()> {
    let server = Server::start("-c fsync=off");
    println!("Listening on 127.0.0.1:{}", server.port);
    io::copy(&mut io::stdin(), &mut io::sink()).map(drop)
}
