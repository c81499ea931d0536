//! Other words for what is on offer.

use aduan::domain::Channel;

use super::About;
use crate::state::{At, Filing, Pick, Slot, State};

const YES: [&str; 20] = [
    "ya",
    "y",
    "iya",
    "yes",
    "ok",
    "oke",
    "okay",
    "betul",
    "benar",
    "boleh",
    "setuju",
    "siap",
    "sip",
    "yup",
    "agree",
    "i agree",
    "ya benar",
    "lanjut",
    "lanjutkan",
    "ya setuju",
];
const NO: [&str; 14] = [
    "tidak", "t", "tdk", "gak", "ga", "nggak", "enggak", "bukan", "no", "nope", "jangan", "belum",
    "salah", "not",
];

pub(super) fn is_yes(folded: &str) -> bool {
    YES.contains(&folded)
}

pub(super) fn is_no(folded: &str) -> bool {
    NO.contains(&folded)
}

/// Whether a folded text is another word for a choice.
pub(super) fn means(pick: &Pick, folded: &str) -> bool {
    use aduan::domain::Preset;
    if let Pick::On(about, _) = pick {
        return About::verb(folded) == Some(*about);
    }
    let words: &[&str] = match pick {
        Pick::Agree => &["setuju dan lanjut", "setuju lanjut", "saya setuju", "agree and continue"],
        Pick::Decline => &["tidak setuju", "disagree", "i disagree"],
        Pick::New => &["lapor", "report", "laporan baru"],
        Pick::Track => &["status", "cek laporan", "track"],
        Pick::Agent => &["agent", "petugas"],
        Pick::Repeat => &["ulangi langkah", "ulang", "again"],
        Pick::Categories(0) => &["lainnya", "lain", "other"],
        Pick::Categories(_) | Pick::Copy(_) => &["berikutnya", "lagi", "next", "more"],
        Pick::Skip => &["lewat", "lewatkan", "skip", "tidak tahu", "gak tahu", "tidak ada", "none"],
        Pick::There => &["di situ", "di sana", "there"],
        Pick::Preset(Preset::Public) => &["umum", "public"],
        Pick::Preset(Preset::Private) => &["pribadi", "rahasia", "private"],
        Pick::Preset(Preset::Anonymous) => &["anonymous", "tanpa nama"],
        Pick::Same => &["sama", "dukung", "support", "same", "ya dukung ini"],
        Pick::Different => &["beda", "different", "lanjutkan", "continue"],
        Pick::Show => &["lihat", "show", "see"],
        Pick::Send => &["kirim", "kirim sekarang", "send", "submit", "send it"],
        Pick::Edit => &["ubah", "edit", "ganti", "change"],
        Pick::Continue => &["lanjut", "lanjutkan", "continue"],
        Pick::StartOver => &["baru", "ulang dari awal", "new"],
        Pick::Resend => &["kirim ulang", "resend", "kode baru", "new code"],
        Pick::OtherAddress => &["alamat lain", "ganti", "other"],
        Pick::By(Channel::WhatsApp) => &["wa", "whatsapp"],
        Pick::By(Channel::Telegram) => &["telegram"],
        Pick::Verify => &["verify", "verifikasi e mail"],
        Pick::StartAnew => &["baru", "new", "saya baru"],
        Pick::Support(_) => &["dukung", "support"],
        Pick::Unsupport(_) => &["batal dukung", "unsupport", "tarik dukungan"],
        Pick::Confirm(_) => &["sudah", "beres", "fixed", "selesai"],
        Pick::Dispute(_) => &["belum", "not yet"],
        Pick::Answer(_) => &["jawab", "answer"],
        Pick::NewReport => &["laporan baru", "new report", "lapor"],
        Pick::Undo => &["urungkan", "undo"],
        Pick::NoName => &["hapus nama", "remove name"],
        Pick::EndOthers => &["semua", "semua yang lain", "all", "all others"],
        Pick::NoThanks(_) => &["tidak usah", "gak usah", "nggak usah", "no thanks", "no thank you"],
        Pick::Uncomment => &["hapus", "delete", "remove"],
        Pick::Mine => &["saya", "mine", "laporanku"],
        Pick::Nearby => &["sekitar", "nearby", "terdekat"],
        Pick::Search | Pick::SearchAgain => &["cari", "search"],
        Pick::Page(..) => &["lagi", "lanjut", "next", "more", "selanjutnya", "halaman berikutnya"],
        _ => &[],
    };
    words.contains(&folded)
}

impl Pick {
    /// Whether "ya" means it.
    pub(super) fn is_yes(&self, state: &State) -> bool {
        match self {
            // Only the suggestion is a question; a list has no yes.
            Self::Category(_) => {
                matches!(&state.at, At::Filing(Filing { slot: Slot::Suggested(_), .. }))
            }
            Self::Agree
            | Self::Same
            | Self::There
            | Self::Send
            | Self::Continue
            | Self::Confirm(_)
            | Self::IsTheAnswer(_)
            | Self::Refer(..)
            | Self::On(About::Follow, _)
            | Self::Proceed
            | Self::LinkHere(_)
            | Self::LetIn(_)
            | Self::WithdrawNow
            | Self::EraseNow(_) => true,
            _ => false,
        }
    }

    /// Whether "tidak" means it.
    pub(super) fn is_no(&self) -> bool {
        matches!(
            self,
            Self::Decline
                | Self::Different
                | Self::Categories(0)
                | Self::StartOver
                | Self::Dispute(_)
                | Self::NewReport
                | Self::NoThanks(_)
                | Self::Skip
                | Self::LeaveIt
        )
    }
}
