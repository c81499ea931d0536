//! Reading what others wrote: a field that is not what it should be is as good as not there, and
//! never costs its siblings.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// The field, if it can be read.
pub(crate) fn lenient<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let value = Value::deserialize(from)?;
    Ok(if value.is_null() { None } else { T::deserialize(value).ok() })
}
