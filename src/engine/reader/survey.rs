//! The first reading of a table: what each column is, which decimal mark it
//! has, which words stand in it, and what has to be asked before it can be read.

mod names;
mod own;
mod plan;
mod preview;
mod profile;
mod role;

use crate::engine::column::Column;
use crate::engine::own_column::OwnKind;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::header::HeaderLayout;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::marks::Ranges;
use crate::engine::reader::no_women::RowJudge;
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::own::OwnForm;
use crate::engine::reader::preview::PreviewColumn;
use crate::engine::reader::rows::{BufferedRow, CellRow};
use crate::engine::reader::settings::{IdentifierChoice, ImportSettings, Unreadable};
use crate::engine::reader::text::shorten_to;
use crate::engine::reader::words::{self, Dictionary, Meaning, MissingCodes, WordReading};
use own::OwnProfile;
pub(super) use plan::{CheckboxCause, ColumnPlan, OwnPlan};
use profile::{CELL_LENGTH, Profile, WORD_LIMIT, count};
use role::ColumnRole;

/// Rows that the preview shows.
const PREVIEW_ROWS: usize = 10;

/// What a survey found.
#[derive(Debug)]
pub(super) struct SurveyResult {
    pub(super) layout: HeaderLayout,
    /// The columns that are read.
    pub(super) plans: Vec<ColumnPlan>,
    /// The columns that are kept beside them, in the order of the settings.
    pub(super) own: Vec<OwnPlan>,
    /// Every column, as the preview shows it.
    pub(super) columns: Vec<PreviewColumn>,
    pub(super) rows: Vec<(u32, Vec<String>)>,
    pub(super) n_rows: u32,
    /// Whether any row of a text has more or fewer cells than the header.
    pub(super) has_irregular_row: bool,
    /// Tells the rows that are no women.
    pub(super) judge: RowJudge,
    pub(super) questions: Vec<FileQuestion>,
    /// Whether words outside ASCII were taken for what they say.
    pub(super) is_encoding_important: bool,
}

/// A survey under way.
#[derive(Debug)]
pub(super) struct Survey {
    settings: ImportSettings,
    missing: MissingCodes,
    layout: HeaderLayout,
    roles: Vec<ColumnRole>,
    profiles: Vec<Profile>,
    /// What the columns hold that no field are, and how those are read that are kept.
    own: Vec<(OwnProfile, Option<OwnForm>)>,
    rows: Vec<(u32, Vec<String>)>,
    n_rows: u32,
    has_irregular_row: bool,
    judge: RowJudge,
    /// A row with too few cells, until the next one tells whether it is half of one.
    cut: Option<BufferedRow>,
}

impl Survey {
    pub(super) fn new(layout: HeaderLayout, settings: &ImportSettings) -> Self {
        let roles: Vec<ColumnRole> =
            layout.names.iter().map(|name| ColumnRole::new(name, settings)).collect();
        let names_women = |role: &ColumnRole| {
            role.field == Field::Column(Column::PatientId)
                || matches!(role.found, Match::Identifier(_)) && role.chosen.field.is_none()
        };
        let identifiers = (0..roles.len()).filter(|&place| names_women(&roles[place])).collect();
        let fields = roles.iter().map(|role| role.field);
        let judge = RowJudge::new(&layout, fields, identifiers, settings);
        let profiles = vec![Profile::default(); layout.names.len()];
        let own = roles
            .iter()
            .map(|role| {
                let mark = role.chosen.decimal_mark.unwrap_or(DecimalMark::Mixed);
                let form = role.own.as_ref().map(|own| OwnForm::new(own, mark, true));
                (OwnProfile::default(), form)
            })
            .collect();
        let missing = MissingCodes::new(settings);
        let settings = settings.clone();
        Survey {
            settings,
            missing,
            layout,
            roles,
            profiles,
            own,
            rows: Vec::new(),
            n_rows: 0,
            has_irregular_row: false,
            judge,
            cut: None,
        }
    }

    /// Says which rows the workbook hides.
    pub(super) fn hide(&mut self, rows: Ranges) {
        self.judge.hide(rows);
    }

    /// Takes the next row; rows of the header and above it say nothing.
    pub(super) fn take(&mut self, row: CellRow<'_>) {
        if row.number <= self.layout.last_row || row.is_blank() {
            return;
        }
        self.n_rows += 1;
        if self.rows.len() < PREVIEW_ROWS {
            let cells = (0..row.len()).map(|place| shorten_to(row.cell(place), CELL_LENGTH));
            self.rows.push((row.number, cells.collect()));
        }
        let n_names = self.layout.names.len();
        let n_cells = row.len_without_trailing_blanks(n_names);
        if row.kinds.is_empty() && n_cells != n_names {
            self.has_irregular_row = true;
            // A row of a text with too many cells is not used, and what stands in it
            // may be shifted.
            if n_cells > n_names {
                return;
            }
            match self.cut.take() {
                Some(first) if self.judge.are_halves(first.row(), row) => {}
                Some(first) => {
                    self.count(first.row());
                    self.cut = Some(BufferedRow::new(row));
                }
                None => self.cut = Some(BufferedRow::new(row)),
            }
            return;
        }
        if let Some(cut) = self.cut.take() {
            self.count(cut.row());
        }
        self.count(row);
    }

    /// Counts the cells of a row, if they are those of a woman.
    fn count(&mut self, row: CellRow<'_>) {
        if !self.judge.see(row) {
            return;
        }
        for (place, (role, profile)) in self.roles.iter().zip(&mut self.profiles).enumerate() {
            let text = row.cell(place);
            let is_missing = self.missing.kind(text, role.field).is_some();
            if role.could_be_own() && !text.is_empty() {
                let (found, form) = &mut self.own[place];
                let kind = row.kind(place);
                if !is_missing {
                    found.take(text, kind, &self.missing);
                }
                if let Some(form) = form {
                    found.hold_against(form, text, row.number, kind, &self.missing);
                }
            }
            if !is_missing {
                let kind = (row.kind(place), role.unread(&self.settings));
                profile.take(role, text, row.number, kind, &self.missing);
            } else if role.field.is_word() && words::is_dash(text) {
                count(&mut profile.dashes, text.to_owned(), row.number, WORD_LIMIT);
            }
        }
    }

    /// Rows so far below the header that hold anything.
    pub(super) fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// How many columns the header names.
    pub(super) fn n_columns(&self) -> usize {
        self.layout.names.len()
    }

    /// The last row of the header.
    pub(super) fn header_last(&self) -> u32 {
        self.layout.last_row
    }

    pub(super) fn finish(mut self) -> SurveyResult {
        if let Some(cut) = self.cut.take() {
            self.count(cut.row());
        }
        let mut questions = Vec::new();
        let identifiers = names::identifiers(&self.roles, &self.profiles, &self.layout.names);
        let asks = self.settings.identifiers.is_none();
        if !identifiers.is_empty() && asks {
            let columns = identifiers.iter().map(|(_, column)| column.clone()).collect();
            questions.push(FileQuestion::Identifiers { columns });
        }
        if self.settings.identifiers == Some(IdentifierChoice::Drop) {
            for (place, _) in &identifiers {
                self.roles[*place].field = Field::Ignored;
            }
        } else {
            names::use_hospital_number(&mut self.roles);
        }
        for (role, profile) in self.roles.iter_mut().zip(&self.profiles) {
            // Nothing that tells who a woman is is kept, whatever was chosen.
            if profile.identifiers.verdict().is_some() {
                role.own = None;
            }
        }
        names::resolve(&mut self.roles, &self.layout.names, &mut questions);
        let plans = self.plan(&mut questions);
        let own = self.plan_own(&mut questions);
        questions.extend(self.judge.settle());
        let is_encoding_important = self.is_encoding_important(&plans);
        let mut columns = preview::columns(
            &self.layout.names,
            &self.roles,
            &self.profiles,
            &plans,
            &identifiers,
            &self.settings,
        );
        for (place, column) in columns.iter_mut().enumerate() {
            let is_free = self.roles[place].could_be_own() && column.identifier.is_none();
            let tells_who = self.profiles[place].identifiers.verdict().is_some();
            if is_free && !tells_who {
                let plan = own.iter().find(|plan| plan.place == place);
                if let Some(plan) = plan {
                    column.decimal_mark = plan.mark;
                }
                let kept = plan.map(|plan| (&plan.column, &plan.form));
                column.own = Some(self.own[place].0.preview(kept, &self.missing));
            }
        }
        SurveyResult {
            layout: self.layout,
            plans,
            own,
            columns,
            rows: self.rows,
            n_rows: self.n_rows,
            has_irregular_row: self.has_irregular_row,
            judge: self.judge,
            questions,
            is_encoding_important,
        }
    }

    /// Settles how each column is read.
    fn plan(&mut self, questions: &mut Vec<FileQuestion>) -> Vec<ColumnPlan> {
        let mut plans = Vec::new();
        for (place, (role, profile)) in self.roles.iter_mut().zip(&mut self.profiles).enumerate() {
            if role.field == Field::Ignored {
                continue;
            }
            let n_before = questions.len();
            let name = self.layout.names[place].clone();
            let mut mark = DecimalMark::Point;
            if role.field.quantity().is_some() {
                match role.chosen.decimal_mark.or_else(|| profile.marks.mark()) {
                    Some(found) => mark = found,
                    None => questions.push(FileQuestion::DecimalMark { column: name.clone() }),
                }
            }
            if role.chosen.unit.is_none() {
                match (role.field, role.unit) {
                    // No woman is two centimeters high.
                    (Field::HeightCm, Unit::AsIs) if profile.are_meters() => {
                        role.unit = Unit::Meter;
                    }
                    (Field::Il10Percent, Unit::AsIs) => {}
                    (field, Unit::AsIs) if field.is_percent() && profile.could_be_fractions() => {
                        questions.push(FileQuestion::Fraction { column: name.clone() });
                    }
                    (field, Unit::Fraction) if field.is_percent() && profile.n_above_one > 0 => {
                        questions.push(FileQuestion::Fraction { column: name.clone() });
                    }
                    _ => {}
                }
            }
            let unreadable = role.chosen.unreadable.unwrap_or(self.settings.unreadable);
            // What is chosen for all that cannot be read holds for these as well.
            let unread = role.unread(&self.settings);
            if unread.is_none() && !profile.unread.is_empty() {
                let (column, field) = (name.clone(), role.field);
                let cells = profile.unread_cells(field, role.unit, mark);
                questions.push(FileQuestion::Unread { column, field, cells });
            }
            if let Some(example) = &profile.cut_identifier
                && role.chosen.field.is_none()
            {
                let (column, example) = (name.clone(), example.clone());
                questions.push(FileQuestion::CutIdentifiers { column, example });
            }
            let dictionary = role.field.is_word().then(|| {
                let has_two = profile.words.keys().any(|word| word == "2");
                let has_plus = profile.words.keys().any(|word| words::is_plus(word));
                if has_plus {
                    profile.words.append(&mut profile.dashes);
                }
                let mut dictionary = Dictionary::new(role.field, &self.settings)
                    .with_bare_codes(has_two)
                    .with_signs(has_plus)
                    .with_unreadable(unreadable);
                dictionary.remember(profile.words.keys());
                dictionary
            });
            if let Some(dictionary) = &dictionary {
                let is_unknown = |word: &&String| dictionary.read(word) == WordReading::Unknown;
                let words: Vec<String> = profile.words.keys().filter(is_unknown).cloned().collect();
                if !words.is_empty() {
                    let (column, field) = (name.clone(), role.field);
                    questions.push(FileQuestion::Values { column, field, words });
                }
            }
            let choice = (role.field == Field::CauseCheckbox).then(|| {
                let text = mapping::checkbox_choice(&name);
                match Dictionary::new(Field::Column(Column::Etiology), &self.settings).read(&text) {
                    WordReading::Means(Meaning::Etiology(etiology)) => {
                        Some(CheckboxCause { text, etiology })
                    }
                    WordReading::Means(_) | WordReading::LeftOut => None,
                    WordReading::Unknown => {
                        let (column, field) = (name.clone(), Field::Column(Column::Etiology));
                        questions.push(FileQuestion::Values { column, field, words: vec![text] });
                        None
                    }
                }
            });
            let plan = ColumnPlan {
                place,
                name,
                field: role.field,
                unit: role.unit,
                mark,
                unread,
                dictionary,
                choice: choice.flatten(),
                unreadable,
            };
            // What cannot be read under a mark or a unit that is open may well be
            // readable under the right one.
            let is_open = questions[n_before..].iter().any(|question| {
                matches!(question, FileQuestion::DecimalMark { .. } | FileQuestion::Fraction { .. })
            });
            if unreadable == Unreadable::Ask && !is_open {
                questions.extend(profile.unreadable(&plan, &self.missing));
            }
            plans.push(plan);
        }
        names::ask_for_laboratory(&self.roles, &self.layout.names, &plans, questions);
        plans
    }

    /// Settles how each column is read that is kept.
    fn plan_own(&self, questions: &mut Vec<FileQuestion>) -> Vec<OwnPlan> {
        let mut plans: Vec<OwnPlan> = Vec::new();
        for wanted in &self.settings.own_columns {
            let is_it = |(_, role): &(usize, &ColumnRole)| role.own.as_ref() == Some(wanted);
            let Some((place, role)) = self.roles.iter().enumerate().find(is_it) else { continue };
            if plans.iter().any(|plan| plan.place == place) {
                continue;
            }
            let (found, _) = &self.own[place];
            let mark = role.chosen.decimal_mark.or_else(|| found.mark());
            let is_number = wanted.kind == OwnKind::Number;
            if mark.is_none() && is_number {
                questions.push(FileQuestion::DecimalMark { column: wanted.name.clone() });
            }
            let mark = mark.unwrap_or_default();
            let form = OwnForm::new(wanted, mark, found.has_signs());
            plans.push(OwnPlan { place, column: wanted.clone(), mark, form });
        }
        plans
    }

    /// A cause in letters that a wrong encoding would turn into others counts as
    /// a cause all the same; `원인불명` read wrongly would be one.
    fn is_encoding_important(&self, plans: &[ColumnPlan]) -> bool {
        let is_doubtful = |plan: &ColumnPlan| {
            let words = self.profiles[plan.place].words.keys();
            plan.field == Field::Column(Column::Etiology)
                && words.filter(|word| !word.is_ascii()).any(|word| {
                    let reading = plan.dictionary.as_ref().map(|words| words.read(word));
                    let meaning = reading.and_then(WordReading::meaning);
                    meaning.is_none_or(|meaning| meaning.word() == "known")
                })
        };
        plans.iter().any(is_doubtful)
    }
}
