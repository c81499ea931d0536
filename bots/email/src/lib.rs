//! OTP codes and notices by e-mail, on lettre.
