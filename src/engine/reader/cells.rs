//! The cells of one row to one record.

use crate::engine::cohort::row::RawRecord;
use crate::engine::column::Column;
use crate::engine::quantity::{Caution, Impossible};
use crate::engine::reader::change::{CellChange, CellResult, ChangeKind};
use crate::engine::reader::date::{self, Year};
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::issue::{IssueLog, RowIssue, RowProblem};
use crate::engine::reader::number::{CellNumber, NumberChange};
use crate::engine::reader::numeric::NumberReading;
use crate::engine::reader::own::OwnReading;
use crate::engine::reader::rows::{CellKind, CellRow};
use crate::engine::reader::settings::{UnreadChoice, Unreadable};
use crate::engine::reader::survey::{ColumnPlan, OwnPlan};
use crate::engine::reader::words::{
    self, Dictionary, Meaning, MissingCodes, MissingKind, WordReading,
};
use crate::engine::record::{
    BodyMassIndex, Bound, CalendarYear, Etiology, Measured, Measurements, NkCytotoxicity,
    Th1Th2Ratio, Value, caution,
};

/// The columns of a file by what they are read as.
#[derive(Debug)]
pub(super) struct Columns {
    plans: Vec<ColumnPlan>,
    /// The first column that is read as each column of the format.
    by_column: [Option<usize>; Column::ALL.len()],
    /// The first column that is read as each other field there is.
    others: Vec<(Field, usize)>,
    /// The columns that the user keeps beside those.
    own: Vec<OwnPlan>,
    missing: MissingCodes,
}

impl Columns {
    pub(super) fn new(plans: Vec<ColumnPlan>, own: Vec<OwnPlan>, missing: MissingCodes) -> Self {
        let mut by_column = [None; Column::ALL.len()];
        let mut others: Vec<(Field, usize)> = Vec::new();
        for (index, plan) in plans.iter().enumerate() {
            if let Field::Column(column) = plan.field {
                by_column[column as usize].get_or_insert(index);
            } else if others.iter().all(|(field, _)| *field != plan.field) {
                others.push((plan.field, index));
            }
        }
        Columns { plans, by_column, others, own, missing }
    }

    /// The first column that is read as a field.
    pub(super) fn get(&self, field: Field) -> Option<&ColumnPlan> {
        let index = if let Field::Column(column) = field {
            self.by_column[column as usize]
        } else {
            self.others.iter().find(|(other, _)| *other == field).map(|(_, index)| *index)
        };
        index.map(|index| &self.plans[index])
    }

    /// Whether any column tells repetitions of one woman apart.
    pub(super) fn has_repetitions(&self) -> bool {
        self.get(Field::Event).is_some() || self.get(Field::RepeatInstance).is_some()
    }

    /// The columns of the format that the file has or gives.
    pub(super) fn used(&self) -> Vec<Column> {
        let gives = |&column: &Column| match column {
            Column::Bmi => {
                self.get(Field::Column(Column::Bmi)).is_some()
                    || self.get(Field::HeightCm).is_some() && self.get(Field::WeightKg).is_some()
            }
            Column::Th1Th2Ratio => {
                self.get(Field::Column(Column::Th1Th2Ratio)).is_some()
                    || self.get(Field::TnfAlphaPercent).is_some()
                        && self.get(Field::Il10Percent).is_some()
            }
            Column::Etiology => {
                [Field::Column(Column::Etiology), Field::KnownCause, Field::CauseCheckbox]
                    .into_iter()
                    .any(|field| self.get(field).is_some())
            }
            other => self.get(Field::Column(other)).is_some(),
        };
        Column::ALL.into_iter().filter(gives).collect()
    }

    pub(super) fn plans(&self) -> &[ColumnPlan] {
        &self.plans
    }

    /// The columns that the user keeps.
    pub(super) fn own(&self) -> &[OwnPlan] {
        &self.own
    }
}

/// A row that can be used, and what is to be noted once it is used.
pub(super) struct UsableRow<'a> {
    pub(super) record: RawRecord<'a>,
    pub(super) doubts: Vec<RowIssue>,
    pub(super) changes: Vec<CellChange>,
}

/// Reads every column of a row. All problems of the row are noted, not only
/// the first; doubts and changes are left to the caller, who knows whether the
/// row is used. `None` when it is rejected. `name` is the identifier where the
/// file has none.
pub(super) fn read_record<'a>(
    row: CellRow<'a>,
    columns: &'a Columns,
    name: &'a str,
    issues: &mut IssueLog,
) -> Option<UsableRow<'a>> {
    let mut cells = RowReader {
        row,
        columns,
        issues,
        doubts: Vec::new(),
        changes: Vec::new(),
        is_rejected: false,
    };
    let patient_id = match columns.get(Field::Column(Column::PatientId)) {
        Some(plan) => cells.identifier(plan),
        None => name,
    };
    let (etiology, cause) = cells.etiology();
    let mut record = RawRecord {
        patient_id,
        age: cells.value(Field::Column(Column::AgeYears)),
        bmi: cells.value(Field::Column(Column::Bmi)),
        previous_losses: cells.value(Field::Column(Column::PreviousLosses)),
        etiology,
        cause,
        measurements: Measurements {
            nk_level: cells.measured(Field::Column(Column::NkPercent)),
            nk_cytotoxicity: NkCytotoxicity {
                nk_cyto_50: cells.measured(Field::Column(Column::NkCyto50)),
                nk_cyto_25: cells.measured(Field::Column(Column::NkCyto25)),
                nk_cyto_12_5: cells.measured(Field::Column(Column::NkCyto12_5)),
            },
            th1_th2: cells.measured(Field::Column(Column::Th1Th2Ratio)),
        },
        ivig: cells.truth(Field::Column(Column::Ivig)),
        outcome: match cells.word(Field::Column(Column::Outcome)) {
            Some(Meaning::Outcome(outcome)) => Some(outcome),
            _ => None,
        },
        karyotype: match cells.word(Field::Column(Column::FetalKaryotype)) {
            Some(Meaning::Karyotype(karyotype)) => Some(karyotype),
            _ => None,
        },
        year: cells.year(),
        own: cells.own(),
    };
    cells.derive(&mut record);
    if let Some(column) = record.measurements.nk_cytotoxicity.rises_at().and_then(Column::of)
        && let Some(plan) = columns.get(Field::Column(column))
    {
        let problem = RowProblem::Doubtful { caution: Caution::LysisRises };
        cells.doubt(plan, row.cell(plan.place), problem);
    }
    let RowReader { doubts, changes, is_rejected, .. } = cells;
    if is_rejected {
        issues.n_rejected_rows += 1;
        return None;
    }
    Some(UsableRow { record, doubts, changes })
}

struct RowReader<'a, 'b> {
    row: CellRow<'a>,
    columns: &'a Columns,
    issues: &'b mut IssueLog,
    /// Kept back until the row is known to be used.
    doubts: Vec<RowIssue>,
    changes: Vec<CellChange>,
    is_rejected: bool,
}

impl<'a> RowReader<'a, '_> {
    fn identifier(&mut self, plan: &ColumnPlan) -> &'a str {
        let text = self.row.cell(plan.place);
        if self.columns.missing.kind(text, Field::Column(Column::PatientId)).is_some() {
            self.reject(plan, "", RowProblem::NoId);
        }
        text
    }

    /// The text of a cell that holds a value. Notes what stands for a missing
    /// one.
    fn text(&mut self, plan: &ColumnPlan) -> Option<&'a str> {
        let text = self.row.cell(plan.place);
        let is_answer = plan.dictionary.as_ref().is_some_and(Dictionary::has_signs);
        if is_answer && words::is_dash(text) {
            return Some(text);
        }
        let Some(kind) = self.columns.missing.kind(text, plan.field) else { return Some(text) };
        match kind {
            MissingKind::Empty => {}
            MissingKind::Code => self.change(plan, text, ChangeKind::Missing, CellResult::Missing),
            MissingKind::Redcap => self.doubt(plan, text, RowProblem::MissingDataCode),
            MissingKind::ExcelError => self.doubt(plan, text, RowProblem::ErrorValue),
            MissingKind::Formula => self.doubt(plan, text, RowProblem::NoResult),
        }
        None
    }

    /// The value or the bound in the first column that is read as a field.
    fn measured<V: Value>(&mut self, field: Field) -> Option<Measured<V>> {
        let columns = self.columns;
        let plan = columns.get(field)?;
        let text = self.text(plan)?;
        let number = self.number(plan, text)?;
        // The range was checked with the number.
        let value = V::new(number.value).ok()?;
        if let Some(caution) = caution(V::QUANTITY, number.value, number.bound) {
            self.doubt(plan, text, RowProblem::Doubtful { caution });
        }
        if number.bound != Bound::Exact {
            let became = CellResult::Number { value: number.value, bound: number.bound };
            self.change(plan, text, ChangeKind::Bound, became);
        }
        Some(Measured { value, bound: number.bound })
    }

    /// The value of a field of which a bound is of no use.
    fn value<V: Value>(&mut self, field: Field) -> Option<V> {
        self.measured::<V>(field).and_then(Measured::known)
    }

    /// The number in a cell, in the unit of its field.
    fn number(&mut self, plan: &ColumnPlan, text: &'a str) -> Option<CellNumber> {
        let kind = self.row.kind(plan.place);
        let number = match plan.form().read(text, kind, &self.columns.missing) {
            NumberReading::Empty => return None,
            NumberReading::Missing => {
                self.change(plan, text, ChangeKind::Missing, CellResult::Missing);
                return None;
            }
            NumberReading::Unreadable(problem) => {
                self.unreadable(plan, text, problem);
                return None;
            }
            NumberReading::LeftOut(problem) => {
                self.reject(plan, text, problem);
                return None;
            }
            NumberReading::Number(number) => number,
        };
        let became = CellResult::Number { value: number.value, bound: number.bound };
        let is_formula = self.row.is_formula_of_text(plan.place);
        let how = number.change.or_else(|| is_formula.then_some(NumberChange::Beside));
        if let Some(how) = how {
            self.change(plan, text, ChangeKind::Number { how }, became.clone());
        }
        // A percent sign says that there was nothing to convert.
        if plan.unit != Unit::AsIs && !text.contains(['%', '％', '٪']) {
            self.change(plan, text, ChangeKind::Unit { from: plan.unit }, became);
        }
        Some(number)
    }

    fn word(&mut self, field: Field) -> Option<Meaning> {
        let columns = self.columns;
        let plan = columns.get(field)?;
        self.word_of(plan)
    }

    fn word_of(&mut self, plan: &ColumnPlan) -> Option<Meaning> {
        let text = self.text(plan)?;
        let reading = plan.dictionary.as_ref().map(|words| words.read(text));
        let meaning = match reading {
            Some(WordReading::Means(meaning)) => meaning,
            None | Some(WordReading::Unknown | WordReading::LeftOut) => {
                let is_date = self.row.kind(plan.place) == CellKind::Date;
                let problem = if is_date { RowProblem::Date } else { RowProblem::UnknownWord };
                self.reject(plan, text, problem);
                return None;
            }
        };
        let word = meaning.word();
        if meaning == Meaning::Missing {
            self.change(plan, text, ChangeKind::Missing, CellResult::Missing);
            return None;
        }
        // The text of a cause is kept as it stands.
        if word != text && word != "known" {
            self.change(plan, text, ChangeKind::Word, CellResult::Word { word: word.to_owned() });
        }
        Some(meaning)
    }

    /// The year, of a date too. One that cannot be read is missing: it decides
    /// nothing but which years are looked at.
    fn year(&mut self) -> Option<CalendarYear> {
        let columns = self.columns;
        let plan = columns.get(Field::Column(Column::Year))?;
        let text = self.text(plan)?;
        let (found, is_certain) = match date::year(text) {
            Year::Certain(year) => (CalendarYear::new(year), true),
            Year::Proposed(year) => (CalendarYear::new(year), false),
            Year::None => (None, true),
        };
        let year = match (found, plan.unread) {
            (Some(year), _) if is_certain => year,
            (Some(year), Some(UnreadChoice::Number)) => year,
            (Some(_), Some(UnreadChoice::Missing | UnreadChoice::LeaveOut)) => {
                self.change(plan, text, ChangeKind::Missing, CellResult::Missing);
                return None;
            }
            (Some(_) | None, _) => {
                self.doubt(plan, text, RowProblem::NoYear);
                return None;
            }
        };
        if text.parse() != Ok(year.get()) {
            let became = CellResult::Number { value: f64::from(year.get()), bound: Bound::Exact };
            self.change(plan, text, ChangeKind::Year, became);
        }
        Some(year)
    }

    /// The values of the columns that the user keeps. One that cannot be read rejects no
    /// row: it is missing, and is told.
    fn own(&mut self) -> Vec<Option<f64>> {
        let columns = self.columns;
        columns.own.iter().map(|plan| self.own_value(plan)).collect()
    }

    fn own_value(&mut self, plan: &OwnPlan) -> Option<f64> {
        let (text, kind) = (self.row.cell(plan.place), self.row.kind(plan.place));
        let mut change = |kind, became| {
            let (row, place) = (self.row.number, Some(plan.place));
            self.changes.push(CellChange::new(row, None, place, text, kind, became));
        };
        match plan.form.read(text, kind, &self.columns.missing) {
            OwnReading::Missing => {
                if !text.is_empty() {
                    change(ChangeKind::Missing, CellResult::Missing);
                }
                None
            }
            OwnReading::Unreadable => {
                change(ChangeKind::Unreadable, CellResult::Missing);
                None
            }
            OwnReading::Value(value, how) => {
                if let Some(how) = how {
                    let became = CellResult::Number { value, bound: Bound::Exact };
                    change(ChangeKind::Number { how }, became);
                }
                Some(value)
            }
        }
    }

    fn truth(&mut self, field: Field) -> Option<bool> {
        match self.word(field) {
            Some(Meaning::Truth(truth)) => Some(truth),
            _ => None,
        }
    }

    /// From the text of the cause, else from the checkboxes, else from the
    /// column that says whether any cause is known.
    fn etiology(&mut self) -> (Option<Etiology>, Option<&'a str>) {
        let columns = self.columns;
        if let Some(plan) = columns.get(Field::Column(Column::Etiology))
            && let Some(Meaning::Etiology(etiology)) = self.word_of(plan)
        {
            let cause = (etiology == Etiology::Known).then(|| self.row.cell(plan.place));
            return (Some(etiology), cause);
        }
        let mut checked = Vec::new();
        for plan in columns.plans.iter().filter(|plan| plan.field == Field::CauseCheckbox) {
            if self.word_of(plan) == Some(Meaning::Truth(true)) {
                checked.extend(&plan.choice);
            }
        }
        // Nothing checked may mean that nothing was looked for.
        match checked.as_slice() {
            [] => {}
            [choice] => {
                let cause = choice.etiology == Etiology::Known;
                return (Some(choice.etiology), cause.then_some(choice.text.as_str()));
            }
            _ => return (Some(Etiology::Known), Some("multiple")),
        }
        match self.truth(Field::KnownCause) {
            Some(true) => (Some(Etiology::Known), None),
            Some(false) => (Some(Etiology::Idiopathic), None),
            None => (None, None),
        }
    }

    /// The body mass index from height and weight, and the ratio from the two
    /// cytokines, where the file does not give them.
    fn derive(&mut self, record: &mut RawRecord<'a>) {
        if record.bmi.is_none() {
            record.bmi = self.quotient(
                (Field::HeightCm, Field::WeightKg),
                Column::Bmi,
                BodyMassIndex::from_height_and_weight,
            );
        }
        if record.measurements.th1_th2.is_none() {
            record.measurements.th1_th2 = self
                .quotient(
                    (Field::TnfAlphaPercent, Field::Il10Percent),
                    Column::Th1Th2Ratio,
                    Th1Th2Ratio::from_percentages,
                )
                .map(Measured::exact);
        }
    }

    fn quotient<V: Value>(
        &mut self,
        fields: (Field, Field),
        column: Column,
        calculate: fn(f64, f64) -> Result<V, Impossible>,
    ) -> Option<V> {
        let columns = self.columns;
        let (first, second) = (columns.get(fields.0)?, columns.get(fields.1)?);
        let (first_text, second_text) = (self.text(first)?, self.text(second)?);
        let one = self.number(first, first_text)?;
        let other = self.number(second, second_text)?;
        if one.bound != Bound::Exact || other.bound != Bound::Exact {
            self.doubt(second, second_text, RowProblem::BoundNotCombined);
            return None;
        }
        match calculate(one.value, other.value) {
            Ok(value) => {
                let found = format!("{first_text}; {second_text}");
                let became = CellResult::Number { value: value.get(), bound: Bound::Exact };
                self.changes.push(CellChange::new(
                    self.row.number,
                    Some(column),
                    Some(second.place),
                    &found,
                    ChangeKind::Derived,
                    became,
                ));
                if let Some(caution) = V::QUANTITY.caution(value.get()) {
                    self.doubt(second, second_text, RowProblem::Doubtful { caution });
                }
                Some(value)
            }
            Err(why) => {
                self.doubt(second, second_text, RowProblem::NotDerived { why });
                None
            }
        }
    }

    fn change(&mut self, plan: &ColumnPlan, found: &str, kind: ChangeKind, became: CellResult) {
        let (row, column) = (self.row.number, plan.field.column());
        self.changes.push(CellChange::new(row, column, Some(plan.place), found, kind, became));
    }

    fn issue(&self, plan: &ColumnPlan, found: &str, problem: RowProblem) -> RowIssue {
        match plan.field.column() {
            Some(column) => {
                RowIssue::of_cell(self.row.number, column, Some(plan.place), found, problem)
            }
            None => RowIssue::of_row(self.row.number, problem),
        }
    }

    fn doubt(&mut self, plan: &ColumnPlan, found: &str, problem: RowProblem) {
        let doubt = self.issue(plan, found, problem);
        self.doubts.push(doubt);
    }

    /// A cell of numbers that cannot be read: as was chosen for its column.
    fn unreadable(&mut self, plan: &ColumnPlan, found: &str, problem: RowProblem) {
        match plan.unreadable {
            Unreadable::Missing => {
                self.change(plan, found, ChangeKind::Unreadable, CellResult::Missing);
            }
            // What was not asked about stays out, with its reason.
            Unreadable::Ask | Unreadable::LeaveOut => self.reject(plan, found, problem),
        }
    }

    fn reject(&mut self, plan: &ColumnPlan, found: &str, problem: RowProblem) {
        self.is_rejected = true;
        let issue = self.issue(plan, found, problem);
        self.issues.note(issue);
    }
}
