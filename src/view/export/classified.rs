//! The classified rows: every record that a filter admits with its class, as CSV. Of many women the file
//! is far larger than the cohort in memory, so it is written in slices.

use std::borrow::Cow;

use super::csv::CsvTable;
use super::import_log;
use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::judge;
use crate::engine::cohort::own::OwnValues;
use crate::engine::column::Column;
use crate::engine::own_column::OwnKind;
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportLog;
use crate::engine::record::{Etiology, FetalKaryotype, Measured, Outcome, Value};
use crate::engine::rules::Finding;
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::format;
use crate::view::study::wording;

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

/// Columns before those that the user keeps.
pub(super) const N_BEFORE_OWN: usize = Column::ALL.len() + ADDED.len();

/// The name of a kept column, which may be that of another one here.
fn own_name(name: &str) -> Cow<'_, str> {
    let is_taken = Column::ALL.iter().any(|column| column.name() == name) || ADDED.contains(&name);
    if is_taken { format!("{name} (own)").into() } else { name.into() }
}

/// A cell of a kept column: a number, a day, yes or no, the name of a level.
fn own_cell(values: &OwnValues, index: usize) -> Cow<'_, str> {
    let Some(value) = values.get(index) else { return Cow::default() };
    match &values.column.kind {
        OwnKind::Number => value.to_string().into(),
        OwnKind::Date { .. } => format::date(value).into(),
        OwnKind::YesNo => if value > 0.5 { "yes" } else { "no" }.into(),
        OwnKind::Category { .. } => {
            let levels = values.column.levels();
            let found = (0_u32..).zip(levels).find(|(place, _)| f64::from(*place) >= value);
            found.map_or("", |(_, level)| level).into()
        }
    }
}

/// Bytes after which a slice ends.
const SLICE: usize = 4 << 20;

/// The file being written. It knows how far it is; the cohort is handed to it.
#[derive(Debug)]
pub struct ClassifiedRows {
    protocol: Protocol,
    filter: Filter,
    /// The same in every row: hashes of the rules, the file and its settings.
    sources: [String; 3],
    /// Which women are here and what was done to the file, in the first row only, so that the file stays one
    /// table.
    log: String,
    /// The record that comes next.
    next: usize,
    table: CsvTable,
}

impl ClassifiedRows {
    /// Begins the file; `log` is that of the cohort.
    #[must_use]
    pub fn new(protocol: &Protocol, filter: &Filter, log: &ImportLog) -> Self {
        let fingerprint = protocol.fingerprint();
        let mut table = CsvTable::new();
        let own = log.own_columns.iter().map(|used| own_name(&used.column.name));
        let known = Column::ALL.iter().map(|column| column.name()).chain(ADDED);
        table.row(known.map(Cow::Borrowed).chain(own));
        ClassifiedRows {
            protocol: *protocol,
            filter: filter.clone(),
            log: match wording::filter(filter) {
                None => import_log::sentence(log, &fingerprint),
                Some(words) => format!(
                    "Only the women of this filter: {words}. {}",
                    import_log::sentence(log, &fingerprint)
                ),
            },
            sources: [fingerprint, log.file_sha256.clone(), log.settings_sha256.clone()],
            next: 0,
            table,
        }
    }

    /// Writes the next slice; nothing once all records are written.
    pub fn next_slice(&mut self, cohort: &Cohort) -> Option<Vec<u8>> {
        while self.next < cohort.len() && self.table.n_waiting() < SLICE {
            if self.filter.refusal_of(cohort, self.next).is_none() {
                self.write_row(cohort, self.next);
            }
            self.next += 1;
        }
        (self.table.n_waiting() > 0).then(|| self.table.take())
    }

    /// Whether nothing is left to be written.
    #[must_use]
    pub fn is_done(&self, cohort: &Cohort) -> bool {
        self.next >= cohort.len() && self.table.n_waiting() == 0
    }

    /// The share of the records that is written.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share is shown in whole percent")]
    pub fn share(&self, cohort: &Cohort) -> f64 {
        if cohort.is_empty() { 1.0 } else { self.next as f64 / cohort.len() as f64 }
    }

    fn write_row(&mut self, cohort: &Cohort, index: usize) {
        let (classification, place) = judge(cohort, index, &self.protocol);
        let findings = [
            classification.nk_level.finding,
            classification.nk_cytotoxicity.finding,
            classification.th1_th2.finding,
        ];
        let profile = classification.verdict.profile();
        let is_abnormal = if findings.contains(&Finding::High) {
            "yes"
        } else if profile.is_some() {
            "no"
        } else {
            ""
        };
        let row = cohort.row(index).to_string();
        let words =
            [profile.map_or("indeterminate", ImmuneProfile::word), is_abnormal, place.word()];
        let log = std::mem::take(&mut self.log);
        let cells = Column::ALL.iter().map(|&column| original(cohort, index, column));
        let added = [row.as_str()]
            .into_iter()
            .chain(findings.map(finding_word))
            .chain(words)
            .chain(self.sources.iter().map(String::as_str))
            .chain([log.as_str()]);
        let own = cohort.own.iter().map(|values| own_cell(values, index));
        self.table.row(cells.chain(added.map(Cow::Borrowed)).chain(own));
    }
}

/// The whole file at once.
#[must_use]
pub fn classified_rows(
    cohort: &Cohort,
    protocol: &Protocol,
    filter: &Filter,
    log: &ImportLog,
) -> Vec<u8> {
    let mut rows = ClassifiedRows::new(protocol, filter, log);
    let mut file = Vec::new();
    while let Some(slice) = rows.next_slice(cohort) {
        file.extend(slice);
    }
    file
}

/// A cell as it was read, in the canonical words.
fn original(cohort: &Cohort, index: usize, column: Column) -> Cow<'_, str> {
    fn number<V: Value>(value: Option<V>) -> Cow<'static, str> {
        value.map(|value| value.get().to_string()).unwrap_or_default().into()
    }
    fn laboratory<V: Value>(measured: Option<Measured<V>>) -> Cow<'static, str> {
        measured
            .map(|measured| format!("{}{}", measured.bound.sign(), measured.value.get()))
            .unwrap_or_default()
            .into()
    }
    fn word(word: Option<&str>) -> Cow<'_, str> {
        word.unwrap_or_default().into()
    }
    let measured = cohort.measurements(index);
    match column {
        Column::PatientId => cohort.patient_id(index).into(),
        Column::AgeYears => number(cohort.age.get(index)),
        Column::Bmi => number(cohort.bmi.get(index)),
        Column::PreviousLosses => number(cohort.previous_losses.get(index)),
        Column::Etiology => match cohort.etiology[index] {
            Some(Etiology::Idiopathic) => "idiopathic".into(),
            Some(Etiology::Known) => word(cohort.cause(index)),
            None => Cow::default(),
        },
        Column::NkPercent => laboratory(measured.nk_level),
        Column::NkCyto50 => laboratory(measured.nk_cytotoxicity.nk_cyto_50),
        Column::NkCyto25 => laboratory(measured.nk_cytotoxicity.nk_cyto_25),
        Column::NkCyto12_5 => laboratory(measured.nk_cytotoxicity.nk_cyto_12_5),
        Column::Th1Th2Ratio => laboratory(measured.th1_th2),
        Column::Ivig => word(cohort.ivig[index].map(|given| if given { "yes" } else { "no" })),
        Column::Outcome => word(cohort.outcome[index].map(Outcome::word)),
        Column::FetalKaryotype => word(cohort.karyotype[index].map(|karyotype| match karyotype {
            FetalKaryotype::Normal => "normal",
            FetalKaryotype::Aneuploid => "aneuploid",
        })),
        Column::Year => {
            cohort.year[index].map(|year| year.get().to_string()).unwrap_or_default().into()
        }
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
    use std::fmt::Write as _;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn rows_come_back_with_their_class() {
        let file = "patient_id,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,\
                    nk_cyto_12_5,th1_th2_ratio,outcome\n\
                    =A,3,Septum,17,20,15,5,20,live_birth\nB,2,,10,,,,20,\n";
        let settings = crate::engine::reader::settings::ImportSettings::default();
        let reading = crate::engine::reader::read(file.as_bytes(), &settings).expect("a table");
        let bytes = classified_rows(
            &reading.cohort,
            &Protocol::default(),
            &Filter::default(),
            &reading.log,
        );
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

    /// No slice is much larger than it may be, and together they are the file.
    #[test]
    fn slices_are_small_and_make_the_file() {
        let mut file = "patient_id,previous_losses,nk_percent\n".to_owned();
        for n in 0..40_000 {
            writeln!(file, "woman {n},2,{}", n % 40).expect("written");
        }
        let settings = crate::engine::reader::settings::ImportSettings::default();
        let reading = crate::engine::reader::read(file.as_bytes(), &settings).expect("a table");
        let mut rows = ClassifiedRows::new(&Protocol::default(), &Filter::default(), &reading.log);
        let (mut slices, mut shares) = (Vec::new(), vec![rows.share(&reading.cohort)]);
        while let Some(slice) = rows.next_slice(&reading.cohort) {
            assert!(slice.len() < SLICE + 10_000);
            slices.push(slice);
            shares.push(rows.share(&reading.cohort));
        }
        assert!(slices.len() > 2);
        assert!(shares.is_sorted_by(|one, next| one < next) && shares.last() == Some(&1.0));
        let whole = classified_rows(
            &reading.cohort,
            &Protocol::default(),
            &Filter::default(),
            &reading.log,
        );
        assert_eq!(slices.concat(), whole);
        assert_eq!(String::from_utf8(whole).expect("UTF-8").lines().count(), 40_001);
    }
}
