//! The address of a bucket.

use std::str::FromStr;

/// `s3://BUCKET` or `s3://BUCKET/PREFIX`.
///
/// ```
/// use aduan_objects::BucketUrl;
///
/// let url: BucketUrl = "s3://kota-lestari/aduan/photos".parse()?;
/// assert_eq!((url.bucket(), url.prefix()), ("kota-lestari", "aduan/photos"));
/// assert!("s3:///photos".parse::<BucketUrl>().is_err());
/// assert!("s3://KEY:SECRET@kota-lestari".parse::<BucketUrl>().is_err());
/// # Ok::<(), aduan_objects::InvalidBucketUrl>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketUrl {
    bucket: Box<str>,
    prefix: Box<str>,
}

/// An address that names no bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a bucket is named as s3://BUCKET or s3://BUCKET/PREFIX, without keys")]
pub struct InvalidBucketUrl;

impl BucketUrl {
    /// The name of the bucket.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// What every name in it begins with; may be empty.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl FromStr for BucketUrl {
    type Err = InvalidBucketUrl;

    fn from_str(text: &str) -> Result<Self, InvalidBucketUrl> {
        let address = text.strip_prefix("s3://").ok_or(InvalidBucketUrl)?;
        let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
        // The symbols a name may have: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        let named = |symbol: char| symbol.is_ascii_alphanumeric() || ".-_".contains(symbol);
        if bucket.is_empty() || !bucket.chars().all(named) {
            return Err(InvalidBucketUrl);
        }
        Ok(Self { bucket: bucket.into(), prefix: prefix.trim_matches('/').into() })
    }
}
