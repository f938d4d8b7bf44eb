//! The records of a file, held as columns.
//!
//! A million women are some 90 MB: one number a cell, one byte a word, and the
//! identifiers end to end in one text. Nothing is allocated per row.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use crate::engine::cohort::own::OwnValues;
use crate::engine::cohort::row::RawRecord;
use crate::engine::cohort::tally::NamedCount;
use crate::engine::column::Column as FileColumn;
use crate::engine::record::{
    AgeYears, BodyMassIndex, Bound, CalendarYear, Etiology, FetalKaryotype, Measured, Measurements,
    NkCyto12_5, NkCyto25, NkCyto50, NkCytotoxicity, NkLevel, Outcome, PreviousLosses, Th1Th2Ratio,
    Value,
};

/// Identifiers that begin so mark made-up women; a report that holds one says
/// that it is synthetic.
pub(in crate::engine) const SYNTHETIC_PREFIX: &str = "SYNTHETIC-";

/// Numbers of one quantity, each of which may be missing or only a bound.
#[derive(Clone, Debug)]
pub struct QuantityValues<V> {
    /// Missing is NaN, which no [`Value`] can hold. So is a value of which only
    /// a bound is known, so that no sum and no mean ever takes the bound for it.
    numbers: Vec<f64>,
    /// The bounds, by record; few records have one.
    censored: BTreeMap<usize, (Bound, f64)>,
    value: PhantomData<V>,
}

impl<V> Default for QuantityValues<V> {
    fn default() -> Self {
        QuantityValues { numbers: Vec::new(), censored: BTreeMap::new(), value: PhantomData }
    }
}

impl<V: Value> QuantityValues<V> {
    /// The value of one record; `None` when it is missing or only a bound of it
    /// is known, which [`QuantityValues::measured`] has.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<V> {
        V::new(self.numbers[index]).ok()
    }

    /// The value of one record or its bound; `None` when it is missing.
    #[must_use]
    pub fn measured(&self, index: usize) -> Option<Measured<V>> {
        if let Some(value) = self.get(index) {
            return Some(Measured::exact(value));
        }
        let &(bound, number) = self.censored.get(&index)?;
        V::new(number).ok().map(|value| Measured { value, bound })
    }

    /// Whether a record has neither the value nor a bound in its place.
    fn lacks(&self, index: usize) -> bool {
        self.numbers[index].is_nan() && !self.censored.contains_key(&index)
    }

    fn push(&mut self, value: Option<V>) {
        self.push_measured(value.map(Measured::exact));
    }

    fn push_measured(&mut self, measured: Option<Measured<V>>) {
        self.numbers.push(f64::NAN);
        self.set(self.numbers.len() - 1, measured);
    }

    /// Fills a gap, or replaces what is there if `replaces`; returns whether two
    /// different values met.
    fn merge(&mut self, index: usize, other: Option<Measured<V>>, replaces: bool) -> bool {
        let Some(other) = other else { return false };
        let here = self.measured(index);
        if here.is_none() || replaces {
            self.set(index, Some(other));
        }
        here.is_some_and(|here| {
            here.bound != other.bound || here.value.get().to_bits() != other.value.get().to_bits()
        })
    }

    fn retain(&mut self, is_kept: &[bool]) {
        let censored = std::mem::take(&mut self.censored);
        let mut kept = Vec::with_capacity(self.numbers.len());
        for (index, &number) in self.numbers.iter().enumerate().filter(|(index, _)| is_kept[*index])
        {
            if let Some(&bound) = censored.get(&index) {
                self.censored.insert(kept.len(), bound);
            }
            kept.push(number);
        }
        self.numbers = kept;
    }

    fn set(&mut self, index: usize, measured: Option<Measured<V>>) {
        self.censored.remove(&index);
        self.numbers[index] = f64::NAN;
        match measured {
            None => {}
            Some(Measured { value, bound: Bound::Exact }) => self.numbers[index] = value.get(),
            Some(Measured { value, bound }) => {
                self.censored.insert(index, (bound, value.get()));
            }
        }
    }
}

impl<V> PartialEq for QuantityValues<V> {
    /// Two missing values are the same, unlike two NaN.
    fn eq(&self, other: &Self) -> bool {
        let bits = |column: &Self| -> Vec<u64> {
            column.numbers.iter().map(|number| number.to_bits()).collect()
        };
        bits(self) == bits(other) && self.censored == other.censored
    }
}

/// Texts end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..self.ends[index]]
    }
}

/// Most different causes that are told apart; a cohort has a few dozen.
const CAUSE_LIMIT: usize = 1000;

/// The records of a file, one woman each, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cohort {
    rows: Vec<u32>,
    ids: Texts,
    /// Age at the start of the pregnancy.
    pub age: QuantityValues<AgeYears>,
    /// Body mass index.
    pub bmi: QuantityValues<BodyMassIndex>,
    /// Previous losses.
    pub previous_losses: QuantityValues<PreviousLosses>,
    /// Whether a cause is known.
    pub etiology: Vec<Option<Etiology>>,
    /// Which cause, as an index into the different texts found.
    causes: Vec<Option<u16>>,
    cause_texts: Vec<String>,
    cause_index: HashMap<String, u16>,
    /// NK cell level.
    pub nk_level: QuantityValues<NkLevel>,
    /// Percent lysis at 50:1.
    pub nk_cyto_50: QuantityValues<NkCyto50>,
    /// Percent lysis at 25:1.
    pub nk_cyto_25: QuantityValues<NkCyto25>,
    /// Percent lysis at 12.5:1.
    pub nk_cyto_12_5: QuantityValues<NkCyto12_5>,
    /// Th1/Th2 ratio.
    pub th1_th2: QuantityValues<Th1Th2Ratio>,
    /// Whether IVIG was given.
    pub ivig: Vec<Option<bool>>,
    /// How the first pregnancy after the work-up ended.
    pub outcome: Vec<Option<Outcome>>,
    /// Karyotype of the index loss.
    pub karyotype: Vec<Option<FetalKaryotype>>,
    /// Calendar year of the work-up.
    pub year: Vec<Option<CalendarYear>>,
    /// The columns that the user keeps beside those of the format.
    pub own: Vec<OwnValues>,
}

impl Cohort {
    /// Number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The spreadsheet row of a record.
    #[must_use]
    pub fn row(&self, index: usize) -> u32 {
        self.rows[index]
    }

    /// The identifier of a record.
    #[must_use]
    pub fn patient_id(&self, index: usize) -> &str {
        self.ids.get(index)
    }

    /// Whether any woman is made up, as her identifier says.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        (0..self.len()).any(|index| self.patient_id(index).starts_with(SYNTHETIC_PREFIX))
    }

    /// The text of a known cause, as the file has it.
    #[must_use]
    pub fn cause(&self, index: usize) -> Option<&str> {
        self.causes[index].map(|cause| self.cause_texts[usize::from(cause)].as_str())
    }

    /// The laboratory values of a record.
    #[must_use]
    pub fn measurements(&self, index: usize) -> Measurements {
        Measurements {
            nk_level: self.nk_level.measured(index),
            nk_cytotoxicity: NkCytotoxicity {
                nk_cyto_50: self.nk_cyto_50.measured(index),
                nk_cyto_25: self.nk_cyto_25.measured(index),
                nk_cyto_12_5: self.nk_cyto_12_5.measured(index),
            },
            th1_th2: self.th1_th2.measured(index),
        }
    }

    /// Whether a record lacks the value of a column; a bound is not missing.
    #[must_use]
    pub fn lacks(&self, index: usize, column: FileColumn) -> bool {
        match column {
            FileColumn::PatientId => false,
            FileColumn::AgeYears => self.age.lacks(index),
            FileColumn::Bmi => self.bmi.lacks(index),
            FileColumn::PreviousLosses => self.previous_losses.lacks(index),
            FileColumn::Etiology => self.etiology[index].is_none(),
            FileColumn::NkPercent => self.nk_level.lacks(index),
            FileColumn::NkCyto50 => self.nk_cyto_50.lacks(index),
            FileColumn::NkCyto25 => self.nk_cyto_25.lacks(index),
            FileColumn::NkCyto12_5 => self.nk_cyto_12_5.lacks(index),
            FileColumn::Th1Th2Ratio => self.th1_th2.lacks(index),
            FileColumn::Ivig => self.ivig[index].is_none(),
            FileColumn::Outcome => self.outcome[index].is_none(),
            FileColumn::FetalKaryotype => self.karyotype[index].is_none(),
            FileColumn::Year => self.year[index].is_none(),
        }
    }

    /// The different causes and how many of the records at these places have each, most
    /// frequent first. A misspelt "idiopathic" shows here, which is why it is shown to
    /// the user.
    #[must_use]
    pub fn causes(&self, places: &[usize]) -> Vec<NamedCount> {
        let mut counts = vec![0; self.cause_texts.len()];
        for cause in places.iter().filter_map(|&place| self.causes[place]) {
            counts[usize::from(cause)] += 1;
        }
        let mut causes: Vec<NamedCount> = Vec::with_capacity(counts.len());
        for (name, n) in self.cause_texts.iter().zip(counts).filter(|(_, n)| *n > 0) {
            let place =
                causes.partition_point(|other| (other.n, name.as_str()) > (n, other.name.as_str()));
            causes.insert(place, NamedCount { name: name.clone(), n });
        }
        causes
    }

    pub(in crate::engine) fn push(&mut self, row: u32, record: &RawRecord<'_>) {
        self.rows.push(row);
        self.ids.push(record.patient_id);
        self.age.push(record.age);
        self.bmi.push(record.bmi);
        self.previous_losses.push(record.previous_losses);
        self.etiology.push(record.etiology);
        let cause = record.cause.map(|cause| self.intern_cause(cause));
        self.causes.push(cause);
        self.nk_level.push_measured(record.measurements.nk_level);
        self.nk_cyto_50.push_measured(record.measurements.nk_cytotoxicity.nk_cyto_50);
        self.nk_cyto_25.push_measured(record.measurements.nk_cytotoxicity.nk_cyto_25);
        self.nk_cyto_12_5.push_measured(record.measurements.nk_cytotoxicity.nk_cyto_12_5);
        self.th1_th2.push_measured(record.measurements.th1_th2);
        self.ivig.push(record.ivig);
        self.outcome.push(record.outcome);
        self.karyotype.push(record.karyotype);
        self.year.push(record.year);
        for (place, values) in self.own.iter_mut().enumerate() {
            values.push(record.own.get(place).copied().flatten());
        }
    }

    /// Adds what a repeated row says of a woman who is there already: it fills
    /// gaps, and replaces values if `replaces`. Returns the columns in which the
    /// two rows differ.
    pub(in crate::engine) fn merge(
        &mut self,
        index: usize,
        record: &RawRecord<'_>,
        replaces: bool,
    ) -> Vec<FileColumn> {
        fn merge_word<T: PartialEq>(
            here: &mut Option<T>,
            other: Option<T>,
            replaces: bool,
        ) -> bool {
            let Some(other) = other else { return false };
            let differs = here.as_ref().is_some_and(|here| *here != other);
            if here.is_none() || replaces {
                *here = Some(other);
            }
            differs
        }
        let measured = record.measurements;
        let lysis = measured.nk_cytotoxicity;
        let cause = record.cause.map(|cause| self.intern_cause(cause));
        let etiology_differs = merge_word(&mut self.etiology[index], record.etiology, replaces);
        let cause_differs = record.etiology.is_some()
            && self.etiology[index] == record.etiology
            && merge_word(&mut self.causes[index], cause, replaces);
        if self.etiology[index] != Some(Etiology::Known) {
            self.causes[index] = None;
        }
        [
            (
                self.age.merge(index, record.age.map(Measured::exact), replaces),
                FileColumn::AgeYears,
            ),
            (self.bmi.merge(index, record.bmi.map(Measured::exact), replaces), FileColumn::Bmi),
            (
                self.previous_losses.merge(
                    index,
                    record.previous_losses.map(Measured::exact),
                    replaces,
                ),
                FileColumn::PreviousLosses,
            ),
            (etiology_differs || cause_differs, FileColumn::Etiology),
            (self.nk_level.merge(index, measured.nk_level, replaces), FileColumn::NkPercent),
            (self.nk_cyto_50.merge(index, lysis.nk_cyto_50, replaces), FileColumn::NkCyto50),
            (self.nk_cyto_25.merge(index, lysis.nk_cyto_25, replaces), FileColumn::NkCyto25),
            (self.nk_cyto_12_5.merge(index, lysis.nk_cyto_12_5, replaces), FileColumn::NkCyto12_5),
            (self.th1_th2.merge(index, measured.th1_th2, replaces), FileColumn::Th1Th2Ratio),
            (merge_word(&mut self.ivig[index], record.ivig, replaces), FileColumn::Ivig),
            (merge_word(&mut self.outcome[index], record.outcome, replaces), FileColumn::Outcome),
            (
                merge_word(&mut self.karyotype[index], record.karyotype, replaces),
                FileColumn::FetalKaryotype,
            ),
            (merge_word(&mut self.year[index], record.year, replaces), FileColumn::Year),
        ]
        .into_iter()
        .filter_map(|(differs, column)| differs.then_some(column))
        .collect()
    }

    /// The same for the columns that the user keeps; returns the places of those in which
    /// the two rows differ.
    pub(in crate::engine) fn merge_own(
        &mut self,
        index: usize,
        record: &RawRecord<'_>,
        replaces: bool,
    ) -> Vec<usize> {
        let columns = self.own.iter_mut().zip(&record.own).enumerate();
        columns
            .filter_map(|(place, (values, &value))| {
                values.merge(index, value, replaces).then_some(place)
            })
            .collect()
    }

    /// Keeps the records for which there is a `true`.
    pub(in crate::engine) fn retain(&mut self, is_kept: &[bool]) {
        fn retain<T: Copy>(values: &mut Vec<T>, is_kept: &[bool]) {
            let mut index = 0;
            values.retain(|_| {
                index += 1;
                is_kept[index - 1]
            });
        }
        let ids = std::mem::take(&mut self.ids);
        for index in (0..is_kept.len()).filter(|&index| is_kept[index]) {
            self.ids.push(ids.get(index));
        }
        retain(&mut self.rows, is_kept);
        self.age.retain(is_kept);
        self.bmi.retain(is_kept);
        self.previous_losses.retain(is_kept);
        retain(&mut self.etiology, is_kept);
        retain(&mut self.causes, is_kept);
        self.nk_level.retain(is_kept);
        self.nk_cyto_50.retain(is_kept);
        self.nk_cyto_25.retain(is_kept);
        self.nk_cyto_12_5.retain(is_kept);
        self.th1_th2.retain(is_kept);
        retain(&mut self.ivig, is_kept);
        retain(&mut self.outcome, is_kept);
        retain(&mut self.karyotype, is_kept);
        retain(&mut self.year, is_kept);
        for values in &mut self.own {
            values.retain(is_kept);
        }
    }

    fn intern_cause(&mut self, cause: &str) -> u16 {
        if let Some(&index) = self.cause_index.get(cause) {
            return index;
        }
        // Beyond the limit causes share the last place, named as what it is.
        let is_full = self.cause_texts.len() + 1 >= CAUSE_LIMIT;
        let text = if is_full { "(other causes)" } else { cause };
        if let Some(&index) = self.cause_index.get(text) {
            return index;
        }
        let index = u16::try_from(self.cause_texts.len()).unwrap_or(u16::MAX);
        self.cause_texts.push(text.to_owned());
        self.cause_index.insert(text.to_owned(), index);
        index
    }
}
