//! Words that mean the same everywhere, if they are the whole message: "tolong hentikan banjir"
//! stops nothing.

use aduan::{
    domain::Language,
    words::{Courtesy, courtesy, without_courtesy},
};

use super::{About, typo};

/// A word that means the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Menu,
    Cancel,
    Back,
    Help,
    Language,
    Speak(Language),
    SignIn,
    Agent,
    Assistant,
    Undo,
    Resend,
    New,
    Track,
    Account,
    Settings,
    Sessions,
    SignOut,
    StopNews,
    StartNews,
    LinkEmail,
    LinkChat,
    MyData,
    Copy,
    Rename,
    WithdrawConsent,
    Erase,
    UndoDeletion,
    Mine,
    Nearby,
    Search,
    Continue,
    Send,
    Hello,
    Thanks,
    /// A verb that lacks the number of its report.
    Which(About),
    Uncomment,
}

const WORDS: &[(Command, &[&str])] = &[
    (Command::Menu, &["menu", "0", "mulai", "start", "menu utama", "main menu"]),
    (
        Command::Cancel,
        &["batal", "batalkan", "cancel", "tidak jadi", "gak jadi", "ga jadi", "nggak jadi"],
    ),
    (Command::Back, &["kembali", "back", "mundur", "go back"]),
    (Command::Help, &["bantuan", "help", "cara pakai", "how", "panduan"]),
    (Command::Language, &["bahasa", "language", "ganti bahasa", "change language"]),
    (Command::Speak(Language::English), &["english", "inggris", "bahasa inggris"]),
    (Command::Speak(Language::Indonesian), &["indonesia", "bahasa indonesia", "indonesian"]),
    (Command::SignIn, &["masuk", "login", "log in", "sign in", "signin"]),
    (
        Command::Agent,
        &[
            "petugas",
            "agent",
            "agen",
            "admin",
            "operator",
            "manusia",
            "human",
            "person",
            "staff",
            "cs",
            "customer service",
            "bicara dengan petugas",
            "hubungi petugas",
        ],
    ),
    (
        Command::Assistant,
        &["bot", "asisten", "assistant", "kembali ke asisten", "back to assistant", "robot"],
    ),
    (Command::Undo, &["urungkan", "undo", "tarik laporan"]),
    (
        Command::Resend,
        &["kirim ulang", "resend", "kirim ulang kode", "resend code", "kode baru", "new code"],
    ),
    (
        Command::New,
        &["lapor", "report", "buat laporan", "new report", "laporan baru", "mau lapor", "laporan"],
    ),
    (
        Command::Track,
        &["status", "lacak", "track", "cek", "cek laporan", "cek nomor", "cek status"],
    ),
    (
        Command::Account,
        &[
            "akun",
            "account",
            "akun saya",
            "my account",
            "profil",
            "profil saya",
            "profile",
            "akun masuk",
        ],
    ),
    (Command::Settings, &["pengaturan", "setelan", "settings", "notifikasi", "alerts"]),
    (Command::Sessions, &["sesi", "sesi aktif", "session", "sessions", "active sessions"]),
    (Command::SignOut, &["keluar", "logout", "log out", "sign out", "signout", "keluar akun"]),
    (
        Command::StopNews,
        &[
            "berhenti",
            "stop",
            "unsub",
            "unsubscribe",
            "brenti",
            "berenti",
            "stop kabar",
            "matikan kabar",
            "stop updates",
            "berhenti langganan",
        ],
    ),
    (
        Command::StartNews,
        &["kabari", "updates", "kabari saya", "hidupkan kabar", "start updates", "nyalakan kabar"],
    ),
    (
        Command::Mine,
        &[
            "saya",
            "mine",
            "laporan saya",
            "laporanku",
            "punya saya",
            "daftar laporan saya",
            "riwayat",
            "riwayat laporan",
            "my reports",
            "my report",
        ],
    ),
    (
        Command::Nearby,
        &[
            "sekitar",
            "nearby",
            "di sekitar",
            "sekitar saya",
            "laporan di sekitar",
            "laporan sekitar",
            "laporan terdekat",
            "terdekat",
            "near me",
            "reports nearby",
        ],
    ),
    (
        Command::Search,
        &["cari", "search", "cari laporan", "cari laporan publik", "search reports", "pencarian"],
    ),
    (
        Command::Uncomment,
        &["hapus komentar", "delete comment", "batal komentar", "tarik komentar", "undo comment"],
    ),
    (
        Command::LinkEmail,
        &["hubungkan email", "hubungkan e mail", "link email", "link e mail", "tambah email"],
    ),
    (
        Command::LinkChat,
        &[
            "hubungkan",
            "hubungkan chat",
            "hubungkan chat lain",
            "hubungkan akun",
            "hubungkan whatsapp",
            "hubungkan wa",
            "hubungkan telegram",
            "hubungkan web",
            "link",
            "link chat",
            "link another chat",
            "link account",
            "link whatsapp",
            "link telegram",
        ],
    ),
    (Command::MyData, &["data saya", "my data", "dataku", "data pribadi", "privasi", "privacy"]),
    (
        Command::Copy,
        &["salinan data", "unduh data", "unduh data saya", "copy of my data", "download my data"],
    ),
    (Command::Rename, &["ubah nama", "ganti nama", "change name", "change my name"]),
    (Command::WithdrawConsent, &["tarik persetujuan", "withdraw consent", "cabut persetujuan"]),
    (
        Command::Erase,
        &[
            "hapus data",
            "hapus data saya",
            "hapus akun",
            "hapus akun saya",
            "delete data",
            "delete my data",
            "delete account",
            "delete my account",
        ],
    ),
    (
        Command::UndoDeletion,
        &["batal hapus", "batalkan hapus", "batalkan penghapusan", "undo delete", "undo deletion"],
    ),
    (Command::Continue, &["lanjut", "lanjutkan", "continue", "lanjutkan draf"]),
    (Command::Send, &["kirim", "send"]),
    (
        Command::Thanks,
        &["ok", "oke", "okay", "sip", "baik", "siap", "ok terima kasih", "thank you very much"],
    ),
];

impl Command {
    /// Reads a folded message. Courtesies around a command do not change it, and by themselves
    /// they greet or thank.
    pub(crate) fn read(folded: &str) -> Option<Self> {
        let exactly = |text: &str| {
            WORDS.iter().find(|(_, words)| words.contains(&text)).map(|(command, _)| *command)
        };
        exactly(folded).or_else(|| About::verb(folded).map(Self::Which)).or_else(|| match courtesy(
            folded,
        ) {
            Some(Courtesy::Thanks) => Some(Self::Thanks),
            Some(Courtesy::Greeting | Courtesy::Kindness) => Some(Self::Hello),
            None => {
                let bare = without_courtesy(folded);
                exactly(bare).or_else(|| About::verb(bare).map(Self::Which))
            }
        })
    }

    /// Reads a folded message of one word that was mistyped.
    pub(crate) fn nearly(folded: &str) -> Option<Self> {
        let words = WORDS.iter().flat_map(|(command, words)| words.iter().map(|w| (*w, *command)));
        typo::nearest(folded, words)
    }

    /// Whether it is one even where free words are awaited: "sudah" may well be an answer.
    pub(crate) fn is_everywhere(self) -> bool {
        matches!(
            self,
            Self::Menu
                | Self::Cancel
                | Self::Back
                | Self::Help
                | Self::Language
                | Self::Speak(_)
                | Self::SignIn
                | Self::Agent
                | Self::Account
                | Self::Settings
                | Self::Sessions
                | Self::SignOut
                | Self::StopNews
                | Self::StartNews
                | Self::LinkEmail
                | Self::LinkChat
                | Self::MyData
                | Self::Copy
                | Self::Rename
                | Self::WithdrawConsent
                | Self::Erase
                | Self::UndoDeletion
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn no_word_means_two_things_and_all_are_folded() {
        let all: Vec<&str> = WORDS.iter().flat_map(|(_, words)| *words).copied().collect();
        for (at, word) in all.iter().enumerate() {
            assert_eq!(fold(word), *word);
            assert!(!all[..at].contains(word), "{word} stands twice");
        }
    }

    #[test]
    fn a_sentence_is_no_command() {
        assert_eq!(Command::read("tolong batal banjir di sini"), None);
        assert_eq!(Command::read("batal"), Some(Command::Cancel));
    }

    #[test]
    fn courtesies_around_a_command_do_not_hide_it() {
        for (text, command) in [
            ("menu pak", Command::Menu),
            ("tolong batal ya min", Command::Cancel),
            ("nuwun sewu mau lapor", Command::New),
            ("punten kang bantuan", Command::Help),
            ("nuwun sewu", Command::Hello),
            ("tulung", Command::Hello),
            ("assalamualaikum wr wb", Command::Hello),
            ("matur nuwun pak", Command::Thanks),
            ("hatur nuhun", Command::Thanks),
            ("ok makasih", Command::Thanks),
        ] {
            assert_eq!(Command::read(text), Some(command), "{text}");
        }
    }

    #[test]
    fn a_mistyped_command_is_understood_where_it_is_unambiguous() {
        for (text, command) in [
            ("btal", Command::Cancel),
            ("mneu", Command::Menu),
            ("bantuann", Command::Help),
            ("statsu", Command::Track),
            ("kembli", Command::Back),
            ("petgas", Command::Agent),
            ("lnjut", Command::Continue),
            ("cancle", Command::Cancel),
        ] {
            assert_eq!(Command::nearly(text), Some(command), "{text}");
        }
        for other in ["batas", "masak", "lapar", "bata", "cs", "hp", "menara", "petani"] {
            assert_eq!(Command::nearly(other), None, "{other}");
        }
    }
}
