use proptest::prelude::*;

use super::*;

fn hides(text: &str, masked: &str) {
    assert_eq!(mask(text).text, masked, "{text}");
}

fn keeps(text: &str) {
    hides(text, text);
    assert!(mask(text).found.is_empty());
}

#[test]
fn telephone_numbers_are_hidden_in_every_spelling() {
    for number in [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.789",
        "+6281234567890",
        "+62 812 3456 7890",
        "62812-3456-7890",
        "(0812) 34567890",
        "0812 - 3456 - 7890",
        "021-5551234",
        "(022) 4231234",
        "+65 6123 4567",
        "(+62) 812 3456 789",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "０８１２３４５６７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "0\u{200B}812\u{AD}34567890",
        "81234567890",
        "812-3456-7890",
    ] {
        hides(&format!("hubungi {number} ya"), "hubungi [telepon] ya");
        hides(&format!("Lampu mati ({number})"), "Lampu mati ([telepon])");
    }
    hides("wa:081234567890/081234567891", "wa:[telepon]/[telepon]");
    hides("wa 08 12 3456 7890", "wa [telepon]");
    hides("081234567890 081234567891", "[telepon] [telepon]");
}

#[test]
fn identity_numbers_are_hidden() {
    hides("NIK 3273011205900001.", "NIK [NIK].");
    hides("NIK: 3273 0112 0590 0001 atas", "NIK: [NIK] atas");
    hides("3273.0112.0590.0001", "[NIK]");
    hides("32 73 01 52 05 90 00 01", "[NIK]");
    hides("no kk 327301120590001", "no kk [NIK]");
    hides("bpjs 0001234567890", "bpjs [NIK]");
}

#[test]
fn addresses_of_mail_are_hidden() {
    hides("tulis ke warga.kota+lapor@contoh.co.id, ya", "tulis ke [e-mail], ya");
    hides("081234567890@contoh.id.", "[e-mail].");
    keeps("@akun di 3@lima");
}

#[test]
fn plates_are_hidden() {
    for plate in ["B 1234 XYZ", "AD-1234-AB", "D1234ABC", "H 345 QT", "b1234xyz", "B - 1234 - XY"] {
        hides(&format!("Parkir liar {plate}!"), "Parkir liar [plat]!");
    }
    hides("mobil d 12 ab parkir", "mobil [plat] parkir");
    hides("truk plat b 1234 xyz", "truk plat [plat]");
}

#[test]
fn facts_of_a_complaint_stay() {
    for fact in [
        "harga Rp 1.500.000 atau Rp81234567890 atau 812.345.678.900",
        "tanggal 08-12-2023 10.30, 17/08/2024 dan 2024-01-02 08:00",
        "rumah no. 12A RT 03 RW 05, RT.003/005, kode pos 40123",
        "nomor aduan LP-7K3M-9QXT",
        "jam 07.30 sampai 08.00 - 12.00 WIB",
        "sepanjang 1,5 km dari km 12, 100 m dari SD N 2 DI desa",
        "Blok B 12 RT 3, BLOK D 123 NO 4, gang a 123 b",
        "tahun 2021 2022 2023 2024",
        "di -6.914744, 107.609810",
        "sudah 3 hari, 20 rumah, 150 KK, d 2019 ini",
        "JALAN D 100 M DARI PASAR, DP 300 JT",
        "kuota 85000000000",
    ] {
        keeps(fact);
    }
}

#[test]
fn masked_words_do_not_show_in_debug() {
    assert!(!format!("{:?}", mask("rahasia saya")).contains("rahasia"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn masking_twice_changes_nothing(
        text in "(?s).{0,80}|[0-9 .()+-]{0,60}|([0-9]{1,9}|[abBdDzZ]|wa|hp|Rp|blok|nik|plat|\\[telepon\\]|@|a@b|\\.co|[ .()+\n-]){0,30}"
    ) {
        let once = mask(&text);
        let twice = mask(&once.text);
        prop_assert_eq!(&twice.text, &once.text);
        prop_assert!(twice.found.is_empty());
        prop_assert!(once.found.is_empty() == (once.text == text));
    }

    #[test]
    fn a_mobile_number_never_stays(digits in "8[1-9][0-9]{8,10}", before in "[a-z ]{0,20}", after in "[a-z ,]{0,20}") {
        let masked = mask(&format!("{before} 0{digits}{after}"));
        prop_assert!(!masked.text.contains(&digits));
    }
}

#[test]
fn a_point_is_no_number_of_a_person() {
    for point in ["📍 -6.226600, 106.858500", "📍 -6.914744, 107.609810", "📍 1.474830, 124.842079"]
    {
        assert!(mask(point).found.is_empty(), "{point}");
    }
}
