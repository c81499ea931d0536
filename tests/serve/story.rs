//! A story full of what nobody but those in it is to know.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    path::Path,
};

use super::served::{Served, aduan, cookie};

/// Somebody at the chat page, who waits for an answer to whatever she says.
struct Citizen<'s> {
    served: &'s Served,
    cookie: String,
    stream: BufReader<TcpStream>,
    said: usize,
}

impl<'s> Citizen<'s> {
    fn comes(served: &'s Served) -> Self {
        let cookie = cookie(&served.ask("POST", "/chat/api/session", "", "{}"));
        let mut stream = served.connect();
        write!(stream, "GET /chat/api/stream HTTP/1.1\r\nHost: x\r\n{cookie}\r\n").unwrap();
        Self { served, cookie, stream: BufReader::new(stream), said: 0 }
    }

    /// Says something, and gives the first bubble of the answer.
    fn says(&mut self, did: &str) -> String {
        self.said += 1;
        let body = format!(r#"{{"id":"{}","language":"id",{did}}}"#, self.said);
        let answer = self.served.ask("POST", "/chat/api/messages", &self.cookie, &body);
        assert!(answer.starts_with("HTTP/1.1 202"), "{did}: {answer}");
        self.reads(r#""from":"me""#);
        self.reads(r#""from":"bot""#)
    }

    fn writes(&mut self, text: &str) -> String {
        self.says(&format!(r#""did":"wrote","text":"{text}""#))
    }

    fn reads(&mut self, what: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "the stream ended");
            if line.starts_with("data: ") && line.contains(what) {
                return line;
            }
        }
    }
}

/// Sari files a report and Ratna, who works for the city, comes in and mistypes. Gives what was
/// said, typed and used meanwhile, of which nothing is for anybody who watches over the machine.
pub(crate) fn plays(served: &Served, folder: &Path) -> Vec<String> {
    let who = ["add", "--email", "prameswari@lestari.id", "--name", "Ratna", "--role", "admin"];
    let added = aduan(folder, "officer").args(who).output().unwrap();
    let told = String::from_utf8(added.stdout).unwrap();
    let invitation = told.lines().find_map(|line| line.strip_prefix("Her invitation: ")).unwrap();

    let mut sari = Citizen::comes(served);
    for words in ["halo", "1", "Lampu jalan depan rumah Sari Wulandari mati sejak kemarin", "1"] {
        sari.writes(words);
    }
    sari.says(r#""did":"located","latitude":-6.914755,"longitude":107.609812"#);
    for words in ["1", "1", "1", "0812-9988-7766", "sari.w@contoh.id"] {
        sari.writes(words);
    }
    let code = aduan_email::newest_code(&folder.join("mail")).unwrap();
    let code = code.reveal();
    sari.writes(&code);
    let filed = sari.writes("1");
    assert!(filed.contains("LP-"), "she has filed: {filed}");
    let token = sari.cookie.split(['=', '\r']).nth(1).unwrap().to_owned();

    let form = "Origin: http://x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let page = served.ask("POST", "/panel/join", form, &format!("invitation={invitation}"));
    assert!(page.contains("Selamat datang, Ratna"), "{page}");
    let knock = "email=prameswari%40lestari.id&password=kata-sandi-salah";
    served.ask("POST", "/panel/sign-in", form, knock);
    served.ask("GET", "/find?q=Sari+Wulandari", "", "");
    served.ask("GET", "/sari.w@contoh.id", "Cookie: sari=0812-9988-7766\r\n", "");
    served.ask("POST", "/chat/api/messages", &sari.cookie.clone(), "{\"id\":\"Wulandari");

    let number = filed.split_once("LP-").map(|(_, rest)| &rest[..9]).unwrap();
    let mut secrets = vec![String::clone(&code), invitation.to_owned(), token, number.to_owned()];
    secrets.extend(
        [
            "wulandari",
            "sari.w",
            "contoh.id",
            "99887766",
            "9988-7766",
            "rumah",
            "kemarin",
            "6.914",
            "107.609",
            "prameswari",
            "ratna",
            "salah",
        ]
        .map(str::to_owned),
    );
    secrets
}

/// Nothing of it is in that text.
pub(crate) fn tells_nothing(text: &str, where_: &str, secrets: &[String]) {
    let text = text.to_lowercase();
    for secret in secrets {
        assert!(!text.contains(&secret.to_lowercase()), "{secret} in the {where_}: {text}");
    }
}
