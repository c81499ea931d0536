//! People who work for the city, as their browsers do: a form whose answer did not come is looked
//! after on the page, and sent again if it was not done.

use aduan::domain::{TotpSecret, TrackingNumber};

use super::city::{Answer, City, Request};

const PASSWORD: &str = "tiga kucing di atap";
const FORM: &str = "application/x-www-form-urlencoded";
const PHOTO: &[u8] = include_bytes!("../browser/photo.jpg");

/// Somebody who is signed in.
pub(crate) struct Officer<'c> {
    city: &'c City,
    cookies: String,
}

impl<'c> Officer<'c> {
    /// Adds her as the operator does; she joins.
    pub(crate) fn join(city: &'c City, name: &str, department: &str) -> Self {
        let email = format!("{name}@lestari.example");
        let who = ["officer", "add", "--email", &email, "--name", name, "--role", "agent"];
        let added = city.aduan(&who).args(["--department", department]).output().unwrap();
        let told = String::from_utf8(added.stdout).unwrap();
        let invitation = between(&told, "invitation: ", "\n");
        let mut her = Self { city, cookies: String::new() };
        let taken = form(&[("invitation", invitation)]);
        let page = her.post("/panel/join", FORM, &taken).unwrap().body;
        let device = between(&page, "name=\"device\" value=\"", "\"");
        let code = TotpSecret::parse(device).unwrap().code(city.now()).unwrap().reveal();
        let proof = form(&[
            ("invitation", invitation),
            ("device", device),
            ("password", PASSWORD),
            ("again", PASSWORD),
            ("code", &code),
        ]);
        let joined = her.post("/panel/join/device", FORM, &proof).unwrap();
        assert_eq!(joined.status, 200, "{}", joined.body);
        her.cookies = joined.cookies();
        her
    }

    /// The page of a complaint; `None` if it is not hers.
    pub(crate) fn reads(&self, number: &TrackingNumber) -> Option<String> {
        let path = &format!("/panel/complaints/{number}");
        let get = Request { method: "GET", path, headers: &self.cookies, kind: FORM, body: b"" };
        let answer = self.city.insist(&get);
        assert!(matches!(answer.status, 200 | 404), "{path}: {}", answer.body);
        (answer.status == 200).then_some(answer.body)
    }

    /// Whether it stands in that list.
    pub(crate) fn finds(&self, number: &TrackingNumber, pile: &str) -> bool {
        let path = &format!("/panel?pile={pile}&q={number}");
        let get = Request { method: "GET", path, headers: &self.cookies, kind: FORM, body: b"" };
        self.city.insist(&get).body.contains(&format!("/panel/complaints/{number}"))
    }

    /// Sends one of the forms, until the story says so, or it is in the hands of others.
    pub(crate) fn does(
        &self,
        number: &TrackingNumber,
        deed: &str,
        fields: &[(&str, &str)],
        told: &str,
    ) {
        loop {
            let life = self.city.life();
            let Some(page) = self.reads(number) else { return };
            if story(&page).contains(told) {
                return;
            }
            let version = between(&page, "name=\"version\" value=\"", "\"");
            let fields = [&[("version", version)], fields].concat();
            let path = format!("/panel/complaints/{number}/{deed}");
            let sent = match deed {
                "resolve" => self.post(&path, "multipart/form-data; boundary=X", &parts(&fields)),
                _ => self.post(&path, FORM, &form(&fields)),
            };
            match sent {
                // Acknowledged: it is in the story from now on.
                Some(answer) if answer.status == 303 => {
                    let Some(page) = self.reads(number) else { return };
                    return assert!(story(&page).contains(told), "{deed} is lost: {page}");
                }
                // Somebody else was quicker.
                Some(answer) => assert_eq!(answer.status, 409, "{deed}: {}", answer.body),
                None => self.city.outlive(life),
            }
        }
    }

    fn post(&self, path: &str, kind: &str, body: &[u8]) -> Option<Answer> {
        let headers = &self.cookies;
        self.city.ask(&Request { method: "POST", path, headers, kind, body })
    }
}

/// The part of a page that tells what happened, and what was said in public.
pub(crate) fn story(page: &str) -> &str {
    between(page, "id=\"story\"", "</article>")
}

/// What stands between two texts.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let encode =
        |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let pairs: Vec<_> =
        fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    pairs.join("&").into_bytes()
}

/// The fields of a form, and a photo.
fn parts(fields: &[(&str, &str)]) -> Vec<u8> {
    let part = |(name, value): &(&str, &str)| {
        format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let photo = "--X\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x.jpg\"\r\n\
                 Content-Type: image/jpeg\r\n\r\n";
    let fields: String = fields.iter().map(part).collect();
    [fields.as_bytes(), photo.as_bytes(), PHOTO, b"\r\n--X--\r\n"].concat()
}
