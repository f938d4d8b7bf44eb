//! The archive of a study, made and opened again.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use rpl_immune_profile::engine::reader::Reading;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::Study;
use rpl_immune_profile::view::export::archive::ExportedFile;
use rpl_immune_profile::view::export::study::ExportSource;
use rpl_immune_profile::view::export::writing::FileWriter;

/// The archive that the page saves.
pub(crate) fn bundle_of(study: &Study, reading: &Reading, pictures: Vec<ExportedFile>) -> Vec<u8> {
    let import = ImportSettings::default();
    let source = ExportSource { study, reading, import: &import };
    let writing = FileWriter::archive(&source, pictures).expect("an archive");
    writing.finish(&reading.cohort).expect("an archive").bytes
}

/// Its files by name.
pub(crate) fn unzip(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("read");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}
