//! How people spell in a chat, and what they mean.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One meaning per line: the standard words, then the spellings that stand for them.
const SLANG: &str = "
    adalah: adl adlh
    agar: agr biar
    air: aer
    aku: aq ak gue gw gua
    anak: ank
    apa: ap opo naon
    bagaimana: gimana gmn gmna bgmn bgmna piye kumaha pripun
    bagus: bgs bagoes
    bantu: bntu
    banyak: bnyk byk akeh
    bapak: bpk bp pa bapa
    barang: brg brng
    baru: br bru anyar
    bawah: bwh
    belum: blm blom belom blum durung
    benar: bnr bener
    berapa: brp brapa brpa
    besar: bsr gede
    bisa: bs bsa iso
    bulan: bln
    cepat: cpt cepet
    daerah: drh daera
    dalam: dlm dalem
    dan: n dn
    dapat: dpt dapet
    dari: dr dri
    datang: dtg dateng
    dekat: dkt deket
    dengan: dgn dg dngn
    depan: dpn dpan
    desa: ds dsa
    di: d
    ganggu: gangu
    gang: gg
    gedung: gdg
    gubernur: gub
    habis: abis hbs
    hari: hr hri
    harus: hrs mesti
    hidup: hdp
    hilang: ilang
    hujan: ujan
    hutan: utan
    ibu: bu buk
    informasi: info inpo
    itu: tu tuh ituh
    jadi: jd jdi
    jalan: jln jl jlan jlanan dalan
    jangan: jgn jngn ojo
    jembatan: jmbtn jmbatan jbtn
    juga: jg jga
    kabupaten: kab kabup
    kalau: kl klo kalo klw kalaw
    kami: kmi
    kampung: kp kpg kmpg kampong
    kantor: ktr kntr
    karena: krn karna krna soalnya coz
    kartu keluarga: kk
    kasih: ksh ksih
    kecamatan: kec kecam
    kelurahan: kel
    keluar: klr klwr
    kemarin: kmrn kmarin kemaren
    kenapa: knp knpa ngapa kunaon
    kendaraan: kndrn kndaraan
    kepada: kpd kpda
    komplek: komp kompleks perum
    kotor: ktor
    kurang: krg krang
    lagi: lg lgi
    lain: ln laen
    lama: lma
    lampu: lmpu
    lampu jalan: pju pjus lpju
    laporan: lprn lapran
    lapangan: lpngn
    layanan: lyn
    lebih: lbh lbih
    lewat: lwt
    lingkungan: lingk
    lubang: lobang lobank bolong
    macet: mct
    malam: mlm mlem
    masalah: mslh masalh
    masih: msh msih
    masuk: msk msuk
    masyarakat: masy msyrkt masyrakat masarakat
    mati: mt
    mau: mo mw
    mobil: mbl
    mohon: mhn mhon mohn
    motor: mtr mtor
    nomor: no nmr nomer nmor
    orang: org orng wong
    pagar: pager
    pagi: pgi
    pakai: pake
    parah: prh
    pasar: psr
    perumahan: prumahan
    pinggir: pggr pingir
    pohon: phn pohn
    puskesmas: pkm
    rakyat: rkyt
    ribu: rb rbu
    rumah: rmh rumh omah
    rumah sakit: rs rsud rsu
    rusak: rsk rusk ruksak
    saja: aja aj ae wae
    sakit: skt
    saluran: slrn
    sampah: smph
    sampai: smpe sampe smpai nyampe
    sangat: sgt sngt bgt banget bangt
    saya: sy sya
    sebelah: sblh
    sekarang: skrg skrng skr
    sekolah: skolah sklh skul
    selalu: sll slalu
    selokan: slokan solokan
    seperti: spt sprti kayak kaya kyk
    setiap: stiap
    siapa: sapa
    sudah: sdh udah udh dah sdah uda wis
    sungai: sgi
    supaya: spy spya
    surat: srt
    tahun: thn th taun
    takut: tkt
    tanah: tnh
    tapi: tp tpi
    telepon: telp tlp telpon tlpn
    tempat: tmpt tmpat
    terima kasih: terimakasih trimakasih makasih trims tks thx tq mksh mksih nuhun suwun
    terus: trs trus
    tidak: gak ga nggak ngga gk ngk tdk g engga enggak kagak kaga ndak nda ora gag tak teu
    tiga: tga
    tolong: tlg tlong tulung
    truk: truck
    uang: duit
    untuk: utk untk buat bwt
    waktu: wkt
    warga: wrg wrga
    yang: yg yng sing
";

static MEANINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = SLANG.lines().filter_map(|line| line.trim().split_once(": "));
    lines
        .flat_map(|(meaning, spellings)| spellings.split(' ').map(move |word| (word, meaning)))
        .collect()
});

/// The standard words a chat spelling stands for, several with spaces between.
pub(super) fn meaning(word: &str) -> Option<&'static str> {
    MEANINGS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_stands_for_one_thing_and_a_meaning_is_no_spelling() {
        let pairs: Vec<(&str, &str)> = SLANG
            .lines()
            .filter_map(|line| line.trim().split_once(": "))
            .flat_map(|(meaning, spellings)| spellings.split(' ').map(move |word| (word, meaning)))
            .collect();
        assert!(pairs.len() > 200, "only {}", pairs.len());
        assert_eq!(pairs.len(), MEANINGS.len(), "a spelling is listed twice");
        for (word, meant) in pairs {
            assert!(!meant.split(' ').any(|part| meaning(part).is_some()), "{word} → {meant}");
        }
    }
}
