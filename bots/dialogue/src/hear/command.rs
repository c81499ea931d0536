//! Words that mean the same everywhere, if they are the whole message: "tolong hentikan banjir"
//! stops nothing.

use aduan::domain::Language;

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
    Mine,
    Nearby,
    Search,
    Continue,
    Send,
    Hello,
    Thanks,
    /// A verb that lacks the number of its report.
    Which,
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
    (Command::Continue, &["lanjut", "lanjutkan", "continue", "lanjutkan draf"]),
    (Command::Send, &["kirim", "send"]),
    (
        Command::Hello,
        &[
            "halo",
            "hallo",
            "hai",
            "hi",
            "hello",
            "hey",
            "p",
            "permisi",
            "test",
            "tes",
            "assalamualaikum",
            "selamat pagi",
            "selamat siang",
            "selamat sore",
            "selamat malam",
            "pagi",
            "siang",
            "sore",
            "malam",
            "good morning",
            "good afternoon",
            "good evening",
        ],
    ),
    (
        Command::Thanks,
        &[
            "terima kasih",
            "terimakasih",
            "makasih",
            "trims",
            "thanks",
            "thank you",
            "thx",
            "ok",
            "oke",
            "baik",
            "siap",
            "terima kasih banyak",
            "thank you very much",
            "ok terima kasih",
        ],
    ),
    (
        Command::Which,
        &[
            "dukung",
            "support",
            "batal dukung",
            "unsupport",
            "sudah",
            "sudah beres",
            "belum",
            "belum beres",
            "jawab",
            "answer",
            "fixed",
            "not fixed",
            "notfixed",
        ],
    ),
];

impl Command {
    /// Reads a folded message.
    pub(crate) fn read(folded: &str) -> Option<Self> {
        WORDS.iter().find(|(_, words)| words.contains(&folded)).map(|(command, _)| *command)
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
}
