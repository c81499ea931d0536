//! Signing in on the page of the city without a code: she sends the city one herself, from a chat that
//! proves whose it is, and lets the page in there.

use tokio::task::block_in_place;

use super::{
    A_MOMENT, Town,
    citizen::Citizen,
    people::{OnPhone, Resident},
};

/// The number of the city, as it stands in its configuration and in links.
const NUMBER: &str = "622150783881";

/// Says hello on the page, agrees, and asks for her reports; the link by which she is let in from there
/// has that filled in.
fn asks_to_be_let_in(page: &mut Citizen<'_>, by: &str, link: &str) -> String {
    page.says("halo");
    page.hears("Setuju dan lanjut?");
    page.chooses("Setuju, lanjut");
    page.hears("Ada yang bisa dibantu?");
    page.says("laporan saya");
    page.hears("Atau masuk tanpa kode");
    page.chooses(by);
    let told = page.hears(link);
    let (_, code) = told.split_once(link).unwrap();
    code.split_whitespace().next().unwrap().replace("%20", " ")
}

/// Sends what the link has filled in, agrees, and lets the page in, which is done once.
async fn lets_in(town: &Town, phone: &mut dyn Resident, sent: &str) {
    for (act, told) in [
        (sent, "Halo! 👋…Setuju dan lanjut?"),
        ("[Setuju, lanjut]", "Izinkan chat web yang menampilkan kode itu masuk ke akun Anda?…"),
        ("[Ya, izinkan]", "Anda sudah masuk di chat web.…"),
        (sent, "Kode itu tidak berlaku.…"),
    ] {
        town.time.passes(A_MOMENT);
        phone.does(act).await;
        phone.hears(told).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_let_in_from_whatsapp_and_from_telegram_once_each() {
    let links = [("ADUAN_WEB__WHATSAPP", NUMBER), ("ADUAN_WEB__TELEGRAM", "AduanLestariBot")];
    let town = Town::found(&links).await;
    assert_eq!(town.whatsapp.phone(), NUMBER);
    let mut sari = OnPhone::new(town.whatsapp.person(1, "Sari"), town.folder.path());
    let mut budi = OnPhone::new(town.telegram.person(2, "Budi", "id"), town.folder.path());

    let by_whatsapp = format!("https://wa.me/{NUMBER}?text=");
    let (mut hers, mut his) = (Citizen::enter(&town.city, 1), Citizen::enter(&town.city, 2));
    let (of_hers, of_his) = block_in_place(|| {
        let hers = asks_to_be_let_in(&mut hers, "Lewat WhatsApp", &by_whatsapp);
        let link = "https://t.me/AduanLestariBot?start=";
        (hers, asks_to_be_let_in(&mut his, "Lewat Telegram", link))
    });
    // Telegram says it in the place of whoever opens the link.
    let of_his = format!("/start {of_his}");

    lets_in(&town, &mut sari, &of_hers).await;
    lets_in(&town, &mut budi, &of_his).await;
    block_in_place(|| {
        for (page, linked) in [(&mut hers, "WhatsApp, chat web"), (&mut his, "Telegram, chat web")]
        {
            let told = page.hears("Berhasil masuk.");
            assert!(told.contains("Tampilkan laporan Anda sekarang?"), "what she wanted: {told}");
            page.chooses("Ya, lanjut");
            page.hears("Belum ada laporan");
            page.says("akun");
            let account = page.hears("Akun Anda");
            assert!(account.contains(linked), "{account}");
        }
    });
    assert_eq!(town.whatsapp.mistakes(), [""; 0]);
    assert_eq!(town.telegram.mistakes(), [""; 0]);
}
