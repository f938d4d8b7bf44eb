//! CSV that spreadsheets open as it is meant: UTF-8 with a byte order mark, and
//! no cell that a spreadsheet would run as a formula.

use crate::engine::cohort::columns::Cohort;
use crate::engine::protocol::Protocol;
use crate::engine::reader::header::Column;
use crate::engine::reader::preview::ImportLog;
use crate::engine::record::{Etiology, FetalKaryotype, Measured, Outcome, Value};
use crate::engine::report::Report;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::{judge, rules::Finding};
use crate::view::cohort::issues::{Fate, log_rows};
use crate::view::export::{cell, import_log};

/// A CSV file being written.
#[derive(Debug)]
pub struct Table {
    bytes: Vec<u8>,
}

impl Table {
    /// An empty file with its byte order mark.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "an empty table is not a default of anything")]
    pub fn new() -> Self {
        Table { bytes: b"\xEF\xBB\xBF".to_vec() }
    }

    /// Writes one row.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        for (place, text) in cells.into_iter().enumerate() {
            if place > 0 {
                self.bytes.push(b',');
            }
            cell::write(&mut self.bytes, text.as_ref());
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    /// The file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Everything that was changed and every row that is not used, with what
/// identifies the file, the way it was read and the rules.
#[must_use]
pub fn issues(report: &Report) -> Vec<u8> {
    let mut table = Table::new();
    table.row([
        "row",
        "column",
        "found",
        "problem",
        "row_is_used",
        "cell",
        "kind",
        "rule_set",
        "file_sha256",
        "import_sha256",
        "import_log",
    ]);
    // In the first row only, so that the file stays one table.
    let mut log = import_log::sentence(&report.import, &report.fingerprint);
    for line in log_rows(report) {
        let is_used = if line.fate == Fate::LeftOut { "no" } else { "yes" };
        let row = line.number.to_string();
        table.row([
            &row,
            line.column,
            &line.found,
            &line.problem,
            is_used,
            &line.row,
            line.fate.word(),
            &report.fingerprint,
            &report.import.file_sha256,
            &report.import.settings_sha256,
            &log,
        ]);
        log.clear();
    }
    table.into_bytes()
}

/// What a classified file holds beside the columns that were read.
const ADDED: [&str; 11] = [
    "spreadsheet_row",
    "nk_level_finding",
    "nk_cytotoxicity_finding",
    "th1_th2_finding",
    "immune_class",
    "at_least_one_abnormality",
    "analysis",
    "rule_set",
    "file_sha256",
    "import_sha256",
    "import_log",
];

/// Every record with its class and what became of it in the analysis.
#[must_use]
pub fn classified_rows(cohort: &Cohort, protocol: &Protocol, log: &ImportLog) -> Vec<u8> {
    let mut table = Table::new();
    let names = Column::ALL.iter().map(|column| column.name());
    table.row(names.chain(ADDED));
    let fingerprint = protocol.fingerprint();
    let sources = [fingerprint.as_str(), &log.file_sha256, &log.settings_sha256];
    for index in 0..cohort.len() {
        let mut cells = classified_row(cohort, index, protocol, sources);
        // In the first row only, so that the file stays one table.
        cells.push(match index {
            0 => import_log::sentence(log, &fingerprint),
            _ => String::new(),
        });
        table.row(cells);
    }
    table.into_bytes()
}

fn classified_row(
    cohort: &Cohort,
    index: usize,
    protocol: &Protocol,
    sources: [&str; 3],
) -> Vec<String> {
    let (classification, place) = judge(cohort, index, protocol);
    let findings = [
        classification.nk_level.finding,
        classification.nk_cytotoxicity.finding,
        classification.th1_th2.finding,
    ];
    let is_abnormal = if findings.contains(&Finding::High) {
        "yes"
    } else if classification.verdict.profile().is_some() {
        "no"
    } else {
        ""
    };
    let profile = classification.verdict.profile().map_or("indeterminate", ImmuneProfile::word);
    let mut cells: Vec<String> =
        Column::ALL.iter().map(|&column| original(cohort, index, column)).collect();
    cells.push(cohort.row(index).to_string());
    cells.extend(findings.map(|finding| finding_word(finding).to_owned()));
    cells
        .extend([profile, is_abnormal, place.word()].into_iter().chain(sources).map(str::to_owned));
    cells
}

/// A cell as it was read, in the canonical words.
fn original(cohort: &Cohort, index: usize, column: Column) -> String {
    fn number<V: Value>(value: Option<V>) -> String {
        value.map(|value| value.get().to_string()).unwrap_or_default()
    }
    fn laboratory<V: Value>(measured: Option<Measured<V>>) -> String {
        measured
            .map(|measured| format!("{}{}", measured.bound.sign(), measured.value.get()))
            .unwrap_or_default()
    }
    fn word(word: Option<&str>) -> String {
        word.unwrap_or_default().to_owned()
    }
    let measured = cohort.measurements(index);
    match column {
        Column::PatientId => cohort.patient_id(index).to_owned(),
        Column::AgeYears => number(cohort.age.get(index)),
        Column::Bmi => number(cohort.bmi.get(index)),
        Column::PreviousLosses => number(cohort.previous_losses.get(index)),
        Column::Etiology => match cohort.etiology[index] {
            Some(Etiology::Idiopathic) => "idiopathic".to_owned(),
            Some(Etiology::Known) => word(cohort.cause(index)),
            None => String::new(),
        },
        Column::NkPercent => laboratory(measured.nk_level),
        Column::NkCyto50 => laboratory(measured.nk_cytotoxicity.at_50),
        Column::NkCyto25 => laboratory(measured.nk_cytotoxicity.at_25),
        Column::NkCyto12_5 => laboratory(measured.nk_cytotoxicity.at_12_5),
        Column::Th1Th2Ratio => laboratory(measured.th1_th2),
        Column::Ivig => word(cohort.ivig[index].map(|given| if given { "yes" } else { "no" })),
        Column::Outcome => word(cohort.outcome[index].map(Outcome::word)),
        Column::FetalKaryotype => word(cohort.karyotype[index].map(|karyotype| match karyotype {
            FetalKaryotype::Normal => "normal",
            FetalKaryotype::Aneuploid => "aneuploid",
        })),
        Column::Year => cohort.year[index].map(|year| year.get().to_string()).unwrap_or_default(),
    }
}

fn finding_word(finding: Finding) -> &'static str {
    match finding {
        Finding::High => "high",
        Finding::NotHigh => "not_high",
        Finding::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn rows_come_back_with_their_class() {
        let file = "patient_id,previous_losses,etiology,nk_percent,nk_cyto_50_1,nk_cyto_25_1,\
                    nk_cyto_12_5_1,th1_th2_ratio,outcome\n\
                    =A,3,Septum,17,20,15,5,20,live_birth\nB,2,,10,,,,20,\n";
        let settings = crate::engine::reader::settings::ImportSettings::default();
        let reading = crate::engine::reader::read(file.as_bytes(), &settings).expect("a table");
        let bytes = classified_rows(&reading.cohort, &Protocol::default(), &reading.log);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert!(text.starts_with("\u{feff}\"patient_id\",\"age_years\","));
        let quoted = |cells: &str| {
            let each = cells.split(',').map(|cell| match cell {
                "" => String::new(),
                cell => format!("\"{cell}\""),
            });
            each.collect::<Vec<_>>().join(",")
        };
        let fingerprint = Protocol::default().fingerprint();
        let log = import_log::sentence(&reading.log, &fingerprint).replace('"', "\"\"");
        let (file_hash, settings_hash) = (&reading.log.file_sha256, settings.fingerprint());
        let sources = format!("{fingerprint},{file_hash},{settings_hash}");
        let first =
            "'=A,,,3,Septum,17,20,15,5,20,,live_birth,,,2,high,not_high,not_high,nk,yes,analyzed";
        assert_eq!(lines[1], format!("{},\"{log}\"", quoted(&format!("{first},{sources}"))));
        let second =
            "B,,,2,,10,,,,20,,,,,3,not_high,unknown,not_high,indeterminate,,immunity_indeterminate";
        assert_eq!(lines[2], format!("{},", quoted(&format!("{second},{sources}"))));
    }
}
