//! Reading what others wrote: a field that is not what it should be is as good as not there, and
//! never costs its siblings. Providers add kinds of messages several times a year, and bring one
//! that is refused again and again.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// The field, if it can be read; for `#[serde(deserialize_with)]`.
pub fn lenient<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Value::deserialize(from)?;
    Ok(if value.is_null() { None } else { T::deserialize(value).ok() })
}

/// Declares types all of whose fields may be missing or unreadable. What is named after a `+` holds
/// whatever else stands in it, by name.
///
/// ```
/// aduan_gateway::tolerant! {
///     /// Somebody.
///     Person {
///         name: Box<str>,
///         age: u8,
///     }
/// }
/// let person: Person = serde_json::from_str(r#"{"name":"Sari","age":"?","more":1}"#)?;
/// assert_eq!((person.name.as_deref(), person.age), (Some("Sari"), None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! tolerant {
    ($($(#[$doc:meta])* $type:ident { $($(#[$field_doc:meta])* $field:ident: $of:ty,)* } $(+ $rest:ident)?)*) => {
        $(
            $(#[$doc])*
            #[derive(Default, ::serde::Deserialize)]
            pub(crate) struct $type {
                $(
                    $(#[$field_doc])*
                    #[serde(default, deserialize_with = "::aduan_gateway::lenient")]
                    pub(crate) $field: Option<$of>,
                )*
                $(
                    /// What else stands in it, by name.
                    #[serde(flatten)]
                    pub(crate) $rest: ::std::collections::BTreeMap<Box<str>, ::serde::de::IgnoredAny>,
                )?
            }
        )*
    };
}
