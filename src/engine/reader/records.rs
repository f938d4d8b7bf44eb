//! Rows to the records of a cohort: one woman, one record.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::own::OwnValues;
use crate::engine::column::Column;
use crate::engine::reader::cells::{self, Columns, UsableRow};
use crate::engine::reader::change::{CellChange, CellResult, ChangeKind, ChangeLog};
use crate::engine::reader::field::Field;
use crate::engine::reader::header::HeaderSummary;
use crate::engine::reader::issue::{
    ASKED_LIMIT, Conflict, FileError, FileQuestion, IssueLog, RowIssue, RowProblem,
};
use crate::engine::reader::no_women::RowJudge;
use crate::engine::reader::preview::{ColumnUse, ImportLog, OwnText, OwnUse, SourceSummary};
use crate::engine::reader::rows::CellRow;
use crate::engine::reader::settings::{DuplicateChoice, ImportSettings};
use crate::engine::reader::sheet::MergedCell;
use crate::engine::reader::survey::SurveyResult;
use crate::engine::reader::text::shorten;
use crate::engine::reader::words::MissingCodes;
use crate::engine::reader::workbook::HiddenSheets;
use crate::engine::reader::{Reading, conflicts};

/// Most rows whose records fit into the memory of a browser.
pub(super) const ROW_COUNT_LIMIT: u32 = 8_000_000;

/// Turns rows into records.
#[derive(Debug)]
pub(super) struct Parser {
    header_first: u32,
    header_last: u32,
    n_columns: usize,
    columns: Columns,
    judge: RowJudge,
    duplicates: DuplicateChoice,
    ids: IdIndex,
    /// Records that are left out after all, by index.
    removed: Vec<bool>,
    /// The first rows of women whose rows differ, and the first of them in full.
    conflicting: HashSet<u32>,
    conflicts: Vec<Conflict>,
    reading: Reading,
}

impl Parser {
    pub(super) fn new(
        surveyed: SurveyResult,
        source: SourceSummary,
        settings: &ImportSettings,
    ) -> Self {
        let columns = Columns::new(surveyed.plans, surveyed.own, MissingCodes::new(settings));
        let is_read = |name: &String| {
            columns.plans().iter().any(|plan| plan.name == *name)
                || columns.own().iter().any(|plan| plan.column.name == *name)
        };
        let used = columns.used();
        let header = HeaderSummary {
            missing: Column::ALL.into_iter().filter(|column| !used.contains(column)).collect(),
            used,
            ignored: surveyed.layout.names.iter().filter(|name| !is_read(name)).cloned().collect(),
        };
        let log = ImportLog {
            settings_sha256: settings.fingerprint(),
            source,
            columns: columns
                .plans()
                .iter()
                .map(|plan| ColumnUse {
                    name: plan.name.clone(),
                    place: u32::try_from(plan.place).unwrap_or(u32::MAX),
                    field: plan.field,
                    unit: plan.unit,
                    decimal_mark: plan.mark,
                })
                .collect(),
            own_columns: columns
                .own()
                .iter()
                .map(|plan| OwnUse {
                    column: plan.column.clone(),
                    place: u32::try_from(plan.place).unwrap_or(u32::MAX),
                    decimal_mark: plan.mark,
                    ..OwnUse::default()
                })
                .collect(),
            duplicates: settings.duplicates,
            identifiers: settings.identifiers,
            ..ImportLog::default()
        };
        let mut parser = Parser {
            header_first: surveyed.layout.first_row,
            header_last: surveyed.layout.last_row,
            n_columns: surveyed.layout.names.len(),
            columns,
            judge: surveyed.judge,
            duplicates: settings.duplicates,
            ids: IdIndex::default(),
            removed: Vec::new(),
            conflicting: HashSet::new(),
            conflicts: Vec::new(),
            reading: Reading { header, log, ..Reading::default() },
        };
        let own = parser.columns.own().iter();
        parser.reading.cohort.own = own.map(|plan| OwnValues::new(plan.column.clone())).collect();
        if parser.columns.get(Field::Column(Column::PatientId)).is_none() {
            let (row, column) = (parser.header_first, Some(Column::PatientId));
            let (kind, became) = (ChangeKind::RowNumber, CellResult::NotRead);
            parser.reading.changes.note(CellChange::new(row, column, None, "", kind, became));
        }
        parser
    }

    /// Says what a workbook hides beside rows.
    pub(super) fn note_hidden(&mut self, n_columns: u32, sheets: HiddenSheets) {
        let mut note = |kind| {
            let change =
                CellChange::new(self.header_first, None, None, "", kind, CellResult::NotRead);
            self.reading.changes.note(change);
        };
        if n_columns > 0 {
            note(ChangeKind::HiddenColumns { n: n_columns });
        }
        if sheets.n > 0 {
            note(ChangeKind::HiddenSheets { n: sheets.n, is_read: sheets.is_read });
        }
    }

    /// Says which cells have the value of a cell with which they are merged.
    pub(super) fn note_filled(&mut self, filled: &[MergedCell]) {
        for MergedCell { row, place, from_row } in filled {
            let column = self.columns.plans().iter().find(|plan| plan.place == *place);
            // What is not read is not changed either.
            let Some(column) = column.map(|plan| plan.field.column()) else { continue };
            let (kind, became) = (ChangeKind::MergedCell, CellResult::Row { row: *from_row });
            self.reading.changes.note(CellChange::new(
                *row,
                column,
                Some(*place),
                "",
                kind,
                became,
            ));
        }
    }

    pub(super) fn n_rows(&self) -> u32 {
        self.reading.n_rows
    }

    /// Takes the next row of the file.
    pub(super) fn take(&mut self, row: CellRow<'_>) -> Result<(), FileError> {
        if row.number <= self.header_last {
            if row.number < self.header_first && !row.is_blank() {
                self.reading.log.n_rows_above += 1;
                let (found, kind) = (row.text.trim(), ChangeKind::AboveHeader);
                let change =
                    CellChange::new(row.number, None, None, found, kind, CellResult::NotRead);
                self.reading.changes.note(change);
            }
            return Ok(());
        }
        if row.is_blank() {
            self.reading.n_blank_rows += 1;
            return Ok(());
        }
        if self.reading.n_rows >= ROW_COUNT_LIMIT {
            return Err(FileError::TooManyRows { limit: ROW_COUNT_LIMIT });
        }
        self.reading.n_rows += 1;
        // The rows of a workbook end where their last filled cell does.
        let n_cells = row.len_without_trailing_blanks(self.n_columns);
        let is_irregular = row.kinds.is_empty() && n_cells != self.n_columns;
        let found = u32::try_from(n_cells).unwrap_or(u32::MAX);
        let expected = u32::try_from(self.n_columns).unwrap_or(u32::MAX);
        if is_irregular && (n_cells > self.n_columns || self.judge.is_broken(row.number)) {
            let problem = RowProblem::FieldCount { found, expected };
            self.reading.issues.reject(RowIssue::of_row(row.number, problem));
        } else if let Some((problem, place)) = self.judge.judge(row) {
            let plan = self.columns.plans().iter().find(|plan| plan.place == place);
            let column = plan.and_then(|plan| plan.field.column());
            let issue = RowIssue::of_name(row.number, column, place, row.cell(place), problem);
            self.reading.issues.reject(issue);
        } else {
            let cut = is_irregular.then_some(RowProblem::CutShort { found, expected });
            self.take_record(row, cut);
        }
        Ok(())
    }

    /// Takes the row of a woman, and what is to be said of all of it.
    fn take_record(&mut self, row: CellRow<'_>, cut: Option<RowProblem>) {
        let name = match self.columns.get(Field::Column(Column::PatientId)) {
            Some(_) => String::new(),
            None => format!("row {}", row.number),
        };
        let Reading { cohort, issues, changes, n_merged_rows, log, .. } = &mut self.reading;
        let Some(usable) = cells::read_record(row, &self.columns, &name, issues) else {
            return;
        };
        let UsableRow { record, mut doubts, changes: made } = usable;
        doubts.extend(cut.map(|problem| RowIssue::of_row(row.number, problem)));
        // Noted only of rows that are used.
        let mut note = |issues: &mut IssueLog, changes: &mut ChangeLog| {
            for doubt in &doubts {
                issues.note(doubt.clone());
            }
            for change in &made {
                note_unreadable(&mut log.own_columns, change);
                changes.note(change.clone());
            }
        };
        let Some(first) = self.ids.find_or_insert(record.patient_id, cohort) else {
            note(issues, changes);
            cohort.push(row.number, &record);
            return;
        };
        let first_row = cohort.row(first);
        let place = self.columns.get(Field::Column(Column::PatientId)).map(|plan| plan.place);
        let issue = |row: u32, problem: RowProblem| {
            RowIssue::of_cell(row, Column::PatientId, place, record.patient_id, problem)
        };
        let differing = conflicts::between(cohort, first, &record);
        let is_removed = self.removed.get(first).copied().unwrap_or(false);
        let merges = self.columns.has_repetitions()
            || self.duplicates == DuplicateChoice::Merge
            || differing.is_empty() && !is_removed;
        if merges {
            note(issues, changes);
            let replaces = self.duplicates == DuplicateChoice::Last;
            let differing = cohort.merge(first, &record, replaces);
            let own_differing = cohort.merge_own(first, &record, replaces);
            *n_merged_rows += 1;
            let (kind, became) = (ChangeKind::Merged, CellResult::Row { row: first_row });
            let (column, found) = (Some(Column::PatientId), record.patient_id);
            changes.note(CellChange::new(row.number, column, place, found, kind, became));
            for column in differing {
                let plan = self.columns.get(Field::Column(column));
                let found = plan.map_or("", |plan| row.cell(plan.place));
                let used_row = if replaces { row.number } else { first_row };
                let problem = RowProblem::RepeatDiffers { used_row };
                let place = plan.map(|plan| plan.place);
                issues.note(RowIssue::of_cell(row.number, column, place, found, problem));
            }
            for place in own_differing {
                let place = self.columns.own()[place].place;
                let used_row = if replaces { row.number } else { first_row };
                let (found, problem) = (row.cell(place), RowProblem::RepeatDiffers { used_row });
                issues.note(RowIssue::of_name(row.number, None, place, found, problem));
            }
            return;
        }
        self.removed.resize(cohort.len(), false);
        match self.duplicates {
            DuplicateChoice::Ask => {
                if self.conflicting.insert(first_row) && self.conflicts.len() < ASKED_LIMIT {
                    let (id, rows) = (shorten(record.patient_id), (first_row, row.number));
                    self.conflicts.push(Conflict { id, rows, values: differing });
                }
            }
            DuplicateChoice::First | DuplicateChoice::Merge => {
                issues.reject(issue(row.number, RowProblem::DuplicateId { first_row }));
            }
            DuplicateChoice::Last => {
                issues.reject(issue(first_row, RowProblem::Replaced { by_row: row.number }));
                note(issues, changes);
                self.removed[first] = true;
                self.ids.replace(record.patient_id, first, cohort);
                cohort.push(row.number, &record);
            }
            DuplicateChoice::RejectAll => {
                if !is_removed {
                    self.removed[first] = true;
                    let problem = RowProblem::NotUnique { other_row: row.number };
                    issues.reject(issue(first_row, problem));
                }
                issues.reject(issue(row.number, RowProblem::NotUnique { other_row: first_row }));
            }
        }
    }

    /// What has to be asked of rows of one woman that differ.
    fn question(&self) -> Option<FileQuestion> {
        let n_women = u32::try_from(self.conflicting.len()).unwrap_or(u32::MAX);
        let conflicts = self.conflicts.clone();
        (n_women > 0).then_some(FileQuestion::Duplicates { n_women, conflicts })
    }

    /// The reading of all rows, or what has to be asked before it is of use.
    pub(super) fn finish(
        mut self,
        n_bytes: u64,
        file_sha256: String,
    ) -> Result<Reading, FileQuestion> {
        if let Some(question) = self.question() {
            return Err(question);
        }
        let reading = &mut self.reading;
        if self.removed.contains(&true) {
            self.removed.resize(reading.cohort.len(), false);
            let is_kept: Vec<bool> = self.removed.iter().map(|is_removed| !is_removed).collect();
            reading.cohort.retain(&is_kept);
        }
        reading.n_bytes = n_bytes;
        // Issues of rows that a later row replaced come late.
        reading.issues.listed.sort_by_key(|issue| issue.row);
        let log = &mut reading.log;
        log.file_sha256 = file_sha256;
        log.n_rows = reading.n_rows;
        log.n_records = u32::try_from(reading.cohort.len()).unwrap_or(u32::MAX);
        log.n_merged_rows = reading.n_merged_rows;
        log.n_rejected_rows = reading.issues.n_rejected_rows;
        log.n_blank_rows = reading.n_blank_rows;
        Ok(self.reading)
    }
}

/// Different texts that are kept of the cells of a column that cannot be read.
const UNREADABLE_SHOWN: usize = 10;

/// Counts a cell of a kept column that is missing because it cannot be read.
fn note_unreadable(own: &mut [OwnUse], change: &CellChange) {
    if change.kind != ChangeKind::Unreadable || change.column.is_some() {
        return;
    }
    let Some(column) = own.iter_mut().find(|one| Some(one.place) == change.place) else { return };
    column.n_unreadable += 1;
    if let Some(text) = column.unreadable.iter_mut().find(|one| one.text == change.found) {
        text.n += 1;
    } else if column.unreadable.len() < UNREADABLE_SHOWN {
        let (text, row) = (change.found.clone(), change.row);
        column.unreadable.push(OwnText { text, n: 1, row });
    }
}

/// Finds the row of an identifier that was seen before, without keeping a
/// second copy of every identifier.
#[derive(Debug, Default)]
struct IdIndex {
    by_hash: HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>,
}

impl IdIndex {
    /// The index of the record that already has this identifier; otherwise
    /// notes it for the record that is about to be added.
    fn find_or_insert(&mut self, id: &str, cohort: &Cohort) -> Option<usize> {
        let mut hash = self.by_hash.hasher().hash_one(id);
        loop {
            match self.by_hash.get(&hash) {
                None => {
                    let next = u32::try_from(cohort.len()).unwrap_or(u32::MAX);
                    self.by_hash.insert(hash, next);
                    return None;
                }
                Some(&index) if cohort.patient_id(index as usize) == id => {
                    return Some(index as usize);
                }
                // Another identifier with the same hash: look in the next place.
                Some(_) => hash = hash.wrapping_add(1),
            }
        }
    }

    /// Lets an identifier stand for the record that is about to be added in the
    /// place of an earlier one.
    fn replace(&mut self, id: &str, earlier: usize, cohort: &Cohort) {
        let mut hash = self.by_hash.hasher().hash_one(id);
        while self.by_hash.get(&hash).is_some_and(|&index| index as usize != earlier) {
            hash = hash.wrapping_add(1);
        }
        self.by_hash.insert(hash, u32::try_from(cohort.len()).unwrap_or(u32::MAX));
    }
}
