//! The section of the number on WhatsApp.

use aduan::domain::Login;
use aduan_whatsapp::{
    AccessToken, ApiUrl, ApiVersion, AppSecret, BusinessAccountId, MediaHost, PhoneNumberId,
    Settings, Templates, VerifyToken,
};
use serde::Deserialize;

/// A number on WhatsApp.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhatsAppSection {
    access_token: AccessToken,
    phone_number_id: PhoneNumberId,
    pub(crate) app_secret: AppSecret,
    pub(crate) verify_token: VerifyToken,
    #[serde(default)]
    api_url: ApiUrl,
    #[serde(default)]
    api_version: ApiVersion,
    #[serde(default)]
    templates: Templates,
    #[serde(default = "MediaHost::usual")]
    media_hosts: Vec<MediaHost>,
    #[serde(default)]
    pub(super) login: Login,
    /// The account of the number, whose templates are looked at.
    pub(crate) business_account_id: Option<BusinessAccountId>,
    /// How many charged messages a month are expected at most.
    pub(crate) monthly_budget: Option<u32>,
}

impl WhatsAppSection {
    /// Which number it is.
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            access_token: self.access_token.clone(),
            phone_number_id: self.phone_number_id.clone(),
            api_url: self.api_url.clone(),
            api_version: self.api_version.clone(),
            templates: self.templates.clone(),
            media_hosts: self.media_hosts.clone(),
        }
    }
}
