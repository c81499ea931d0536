//! The catalogue of Kota Lestari.

use aduan::domain::{Catalogue, Category, Class, Department, EvidenceRule, Localized};

fn name(id: &str, en: &str) -> Localized {
    Localized { id: id.into(), en: en.into() }
}

/// Twelve categories, more than fit a list.
pub(crate) fn catalogue() -> Catalogue {
    let rows = [
        ("lampu-jalan", "Lampu jalan", "Street light", "lampu light", "dinas-pu"),
        ("jalan-rusak", "Jalan rusak", "Road damage", "jalan road lubang street", "dinas-pu"),
        ("saluran-air", "Saluran air", "Drains", "saluran drain got mampet", "dinas-pu"),
        ("banjir", "Banjir", "Flooding", "banjir flood air", "dinas-pu"),
        ("sampah", "Sampah", "Waste", "sampah waste rubbish", "dinas-lh"),
        ("pohon", "Pohon", "Trees", "pohon tree", "dinas-lh"),
        ("air-bersih", "Air bersih", "Water supply", "keran pdam", "dinas-lh"),
        ("trotoar", "Trotoar", "Pavements", "trotoar pavement", "dinas-pu"),
        ("lalu-lintas", "Lalu lintas", "Traffic", "macet traffic", "dishub"),
        ("parkir-liar", "Parkir liar", "Illegal parking", "parkir parking", "dishub"),
        ("kebakaran", "Kebakaran", "Fire hazard", "kebakaran fire", "dinas-pu"),
        ("pelayanan", "Pelayanan", "Public service", "ktp loket", "dinas-pu"),
    ];
    let category =
        |(id, indonesian, english, keywords, department): (&str, &str, &str, &str, &str)| {
            Category {
                id: id.parse().unwrap(),
                name: name(indonesian, english),
                example: name(
                    &format!("Contoh: laporan tentang {}", indonesian.to_lowercase()),
                    &format!("Example: a report about {}", english.to_lowercase()),
                ),
                keywords: keywords.split(' ').map(Into::into).collect(),
                department: department.parse().unwrap(),
                class: Class::Normal,
                evidence: EvidenceRule::Words,
                private: false,
                retired: false,
            }
        };
    let department = |id: &str, indonesian: &str, english: &str| Department {
        id: id.parse().unwrap(),
        name: name(indonesian, english),
        parent: None,
        retired: false,
    };
    Catalogue {
        departments: vec![
            department("dinas-pu", "Dinas Pekerjaan Umum", "Public Works"),
            department("dinas-lh", "Dinas Lingkungan Hidup", "Environment"),
            department("dishub", "Dinas Perhubungan", "Transport"),
        ],
        categories: rows.into_iter().map(category).collect(),
        ..Catalogue::default()
    }
}
