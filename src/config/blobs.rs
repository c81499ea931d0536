//! Where photos are kept.

use std::path::{Path, PathBuf};

use aduan_objects::{BucketUrl, InvalidBucketUrl};
use serde::Deserialize;

/// Where photos are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlobsSection {
    pub(super) url: BlobsUrl,
}

/// A folder, or a bucket.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum BlobsUrl {
    /// `file:DIR`.
    Folder(PathBuf),
    /// `s3://BUCKET/PREFIX`.
    Bucket(BucketUrl),
}

impl BlobsUrl {
    /// With its folder, if it is one, under `base`.
    pub(super) fn under(&self, base: &Path) -> Self {
        match self {
            Self::Folder(folder) => Self::Folder(base.join(folder)),
            bucket @ Self::Bucket(_) => bucket.clone(),
        }
    }
}

impl TryFrom<String> for BlobsUrl {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if text.starts_with("s3:") {
            let bucket = text.parse().map_err(|error: InvalidBucketUrl| error.to_string())?;
            return Ok(Self::Bucket(bucket));
        }
        match text.strip_prefix("file:") {
            Some(folder) if !folder.is_empty() => Ok(Self::Folder(folder.into())),
            _ => Err("photos are kept in file:DIR or s3://BUCKET/PREFIX".to_owned()),
        }
    }
}

impl Default for BlobsSection {
    fn default() -> Self {
        Self { url: BlobsUrl::Folder("photos".into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_are_kept_in_a_folder_or_in_a_bucket() {
        let read = |text: &str| BlobsUrl::try_from(text.to_owned());
        let BlobsUrl::Folder(folder) = read("file:photos").unwrap().under(Path::new("/city"))
        else {
            panic!("a bucket")
        };
        assert_eq!(folder, Path::new("/city/photos"));
        let BlobsUrl::Bucket(bucket) = read("s3://kota/aduan").unwrap().under(Path::new("/city"))
        else {
            panic!("a folder")
        };
        assert_eq!((bucket.bucket(), bucket.prefix()), ("kota", "aduan"));
        for wrong in ["photos", "file:", "s3:kota", "s3:///aduan", "http://kota"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
