//! OTP codes and notices by e-mail, on lettre.
//!
//! ```
//! use std::sync::Arc;
//! use aduan::stub::SeededEntropy; // in production, the operating system
//! use aduan_email::EmailMessenger;
//! let url = format!("file:{}", std::env::temp_dir().join("aduan-mail").display());
//! let entropy = Arc::new(SeededEntropy::new(7));
//! let mail = EmailMessenger::open(&url, "aduan@kota.example", entropy)?;
//! # let _ = mail;
//! # Ok::<(), aduan_email::InvalidSetting>(())
//! ```

mod folder;
mod letter;
mod messenger;
mod url;

pub use folder::newest_code;
pub use messenger::EmailMessenger;
pub use url::{InvalidSetting, MailUrl};
