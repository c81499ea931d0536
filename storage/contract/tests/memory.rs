//! The reference keeps every promise.

use aduan::memory::MemoryMedium;

aduan_storage_contract::suite!(MemoryMedium::default);
