//! Words that every message holds, and that therefore tell nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Small words, courtesies and forms of address, in Indonesian and in English.
const STOP: &str = "
    yang dan di ke dari dengan untuk pada oleh itu ini atau juga serta dalam sebagai karena sebab
    supaya agar jika kalau bila maka sehingga sampai hingga tetapi tapi namun sedangkan melainkan
    adalah ialah yaitu yakni akan telah sudah sedang masih belum lagi pernah selalu sering kadang
    bisa dapat boleh harus mau ingin ada saya aku kami kita kamu anda dia mereka beliau kalian nya
    saja hanya cuma sangat sekali amat lebih paling kurang banget begitu begini sangatlah
    para tiap setiap semua seluruh beberapa sebuah suatu seorang antara tentang terhadap seperti
    apa apakah siapa kapan mana dimana kemana bagaimana mengapa kenapa berapa sini situ sana disini
    disitu disana nih deh dong sih kok ya yah nah loh lah kah pun oh eh ah wah halo hai hallo
    pak bu bapak ibu bpk mas mbak kak kakak bang min admin tuan nyonya sdr saudara saudari yth
    terhormat kepada perihal hal
    mohon tolong harap minta maaf permisi izin ijin makasih kasih terimakasih salam selamat hormat
    assalamualaikum assalamu alaikum wassalamualaikum wassalam wr wb warahmatullahi wabarakatuh
    nuwun sewu kulo matur hatur punten sampurasun rampes sugeng wilujeng enjing sonten dalu nggih
    mugi nyuwun mangga monggo atuh euy sanget pisan
    pagi siang sore malam hari demikian sekian sebelumnya atas
    bahwa punya tersebut lain lalu kemudian setelah sebelum saat ketika waktu sekarang tadi nanti
    kemarin besok sejak selama jadi menjadi dll dsb dst tsb
    the an of and or to in on at for from by with is are was were be been being am it its this that
    these those there here he she they we you i me my our your their his her them us do does did
    has have had will would can could should may might must not no so if as but about into over
    please thank thanks hello hi dear sir madam just very been also when where which who what how
    why than then too out up off all any some
";

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| STOP.split_whitespace().collect());

/// Whether `word` (folded, in its standard spelling) tells nothing.
pub(super) fn is_stop(word: &str) -> bool {
    WORDS.contains(word)
}
