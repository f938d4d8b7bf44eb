//! Tables that are not one woman a row: one test a line, women in columns, lines
//! that no delimiter divides. What they are is said, so that nobody is asked about
//! columns that are none.

use std::collections::HashMap;

use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::header::{HeadRow, HeaderLayout};
use crate::engine::reader::issue::FileError;
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::number;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::text::key;

/// Names of a column that says which test a line is about.
const TESTS: &[&str] = &[
    "test",
    "tests",
    "testname",
    "testcode",
    "analyte",
    "analytename",
    "parameter",
    "parametername",
    "item",
    "itemname",
    "assay",
    "marker",
    "variable",
    "labtest",
    "labname",
    "labtestname",
    "examination",
    "examname",
    "component",
    "componentname",
    "ordername",
    "loinc",
    "검사",
    "검사명",
    "검사항목",
    "검사코드",
    "검사종류",
    "항목",
    "항목명",
    "検査",
    "検査項目",
    "検査項目名",
    "検査名",
    "項目",
    "項目名",
    "项目",
    "项目名称",
    "检验项目",
    "检查项目",
    "检测项目",
    "untersuchung",
    "parametre",
    "examen",
    "prueba",
    "determinacion",
    "esame",
    "exame",
    "показатель",
    "анализ",
    "исследование",
    "tetkik",
];

/// Names of a column that holds the results of different tests.
const RESULTS: &[&str] = &[
    "result",
    "results",
    "value",
    "testresult",
    "testvalue",
    "labresult",
    "labvalue",
    "resultvalue",
    "numericresult",
    "measurement",
    "measuredvalue",
    "ergebnis",
    "wert",
    "messwert",
    "résultat",
    "resultat",
    "valeur",
    "resultado",
    "valor",
    "risultato",
    "valore",
    "sonuç",
    "결과",
    "검사결과",
    "검사결과치",
    "결과값",
    "결과치",
    "수치",
    "結果",
    "結果値",
    "検査結果",
    "検査値",
    "测定值",
    "结果",
    "检验结果",
    "检测结果",
    "检查结果",
    "результат",
    "значение",
];

/// Different names of tests in one column that show what it is.
const TESTS_NEEDED: usize = 2;

/// What names say, each looked up once.
#[derive(Default)]
struct NameLookup(HashMap<String, Match>);

impl NameLookup {
    fn look_up(&mut self, name: &str) -> &Match {
        let name = name.trim();
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), mapping::look_up(name));
        }
        &self.0[name]
    }

    /// Whether a name is that of a laboratory value, read or not.
    fn is_laboratory(&mut self, name: &str) -> bool {
        let is_one = |field: &Field| field.column().is_some_and(Column::is_laboratory);
        match self.look_up(name) {
            Match::Field { field, .. } | Match::Hinted(field) => is_one(field),
            Match::Candidates(fields) => fields.iter().any(is_one),
            Match::Refused(_) => true,
            Match::Identifier(_) | Match::Unknown => false,
        }
    }

    fn is_field(&mut self, name: &str) -> bool {
        matches!(self.look_up(name), Match::Field { .. } | Match::Candidates(_))
    }
}

/// Why a table is none with one woman a row, by its first rows; nothing where the
/// user has said what it is.
pub(super) fn refusal(
    rows: &[HeadRow],
    layout: &HeaderLayout,
    settings: &ImportSettings,
) -> Option<FileError> {
    if settings.header_row.is_some() || !settings.columns.is_empty() {
        return None;
    }
    let mut known = NameLookup::default();
    let n_above = rows.iter().take_while(|(number, _)| *number <= layout.last_row).count();
    if are_in_columns(rows, &layout.names, &mut known) {
        return Some(FileError::WomenInColumns);
    }
    one_test_a_line(&layout.names, &rows[n_above..], &mut known)
}

/// Columns for a test and its result, and none for a test of its own.
fn one_test_a_line(
    names: &[String],
    below: &[HeadRow],
    known: &mut NameLookup,
) -> Option<FileError> {
    let place_of =
        |words: &[&str]| names.iter().position(|name| words.contains(&key(name).as_str()));
    let result = place_of(RESULTS);
    let holds_tests = |place: &usize| {
        let mut tests: Vec<&str> = below
            .iter()
            .filter_map(|row| Some(row.1.get(*place)?.trim()))
            .filter(|cell| !cell.is_empty())
            .collect();
        let n_filled = tests.len();
        tests.retain(|cell| number::parse(cell).is_none() && known.is_laboratory(cell));
        let n_tests = tests.len();
        tests.sort_unstable();
        tests.dedup();
        // Every woman has each test.
        tests.len() >= TESTS_NEEDED && 2 * n_tests > n_filled && tests.len() < n_tests
    };
    let test = place_of(TESTS)
        .filter(|_| result.is_some())
        .or_else(|| (0..names.len()).find(holds_tests))?;
    let is_other = |place: &usize| *place != test && Some(*place) != result;
    if (0..names.len()).filter(is_other).any(|place| known.is_laboratory(&names[place])) {
        return None;
    }
    let columns = [Some(test), result].into_iter().flatten();
    Some(FileError::OneTestALine { columns: columns.map(|place| names[place].clone()).collect() })
}

/// Whether the names of fields stand one below the other, and more of them than
/// in any row.
fn are_in_columns(rows: &[HeadRow], names: &[String], known: &mut NameLookup) -> bool {
    let first: Vec<&str> = rows
        .iter()
        .filter_map(|(_, cells)| cells.first().map(|cell| cell.trim()))
        .filter(|cell| !cell.is_empty())
        .collect();
    let mut down: Vec<&str> = first.iter().copied().filter(|name| known.is_field(name)).collect();
    let n_down = down.len();
    down.sort_unstable();
    down.dedup();
    let n_across = names.iter().filter(|name| known.is_field(name)).count();
    // A list of what columns mean has names one below the other too, and no numbers.
    let has_number = rows.iter().any(|(_, cells)| {
        cells.first().is_some_and(|name| known.is_field(name))
            && cells.iter().skip(1).any(|cell| number::parse(cell.trim()).is_some())
    });
    // Tests that are repeated for every woman are another kind of table.
    has_number
        && down.len() >= 3
        && down.len() == n_down
        && n_down > n_across
        && first.len() < 3 * n_down
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Rows split at `/`, cells at `,`; nothing, `columns`, or the columns that
    /// say that a line is a test.
    #[track_caller]
    fn check(table: &str, expected: &str) {
        let rows: Vec<HeadRow> = (1..)
            .zip(table.split('/'))
            .map(|(number, row)| (number, row.split(',').map(str::to_owned).collect()))
            .collect();
        let (_, layout) = HeaderLayout::detect(&rows, &ImportSettings::default());
        let found = match refusal(&rows, &layout, &ImportSettings::default()) {
            None => String::new(),
            Some(FileError::WomenInColumns) => "columns".to_owned(),
            Some(FileError::OneTestALine { columns }) => columns.join("|"),
            Some(other) => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn one_test_a_line_is_seen_by_names_or_cells() {
        check("patient_id,test,result/A1,NK cells,17.2/A2,NK cells,11", "test|result");
        check("환자번호,검사명,결과/1,NK세포,17/1,Th1\u{2236}Th2,20", "검사명|결과");
        check(
            "ID,what,how much/1,NK cells (%),17/1,NK cytotoxicity 50:1,30/2,NK cells (%),11/2,NK cytotoxicity 50:1,40",
            "what",
        );
        check("patient_id,nk_percent,result/A1,17.2,live_birth", "");
        check("patient_id,nk_percent,test,result/A1,17.2,x,y", "");
        check("patient_id,outcome/A1,live_birth/A2,miscarriage", "");
    }

    #[test]
    fn women_in_columns_are_seen() {
        check("patient_id,A1,A2/age_years,34,29/nk_percent,17,11/ivig,yes,no", "columns");
        check("patient_id,age_years,nk_percent,ivig/A1,34,17,yes/A2,29,11,no", "");
        check("id,name/patient_id,identifier/age_years,age", "");
    }
}
