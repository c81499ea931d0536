//! The blobs in memory keep every promise.

use aduan_storage_contract::MemoryShelf;

aduan_storage_contract::blob_suite!(MemoryShelf::default);
