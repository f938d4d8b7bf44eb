//! One row of a file that can be used, before it is a record of the cohort.

use crate::engine::record::{
    AgeYears, BodyMassIndex, CalendarYear, Etiology, FetalKaryotype, Measurements, Outcome,
    PreviousLosses,
};

/// One row that can be used; its texts are still those of the row.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct RawRecord<'a> {
    pub(in crate::engine) patient_id: &'a str,
    pub(in crate::engine) age: Option<AgeYears>,
    pub(in crate::engine) bmi: Option<BodyMassIndex>,
    pub(in crate::engine) previous_losses: Option<PreviousLosses>,
    pub(in crate::engine) etiology: Option<Etiology>,
    /// The text of a known cause.
    pub(in crate::engine) cause: Option<&'a str>,
    pub(in crate::engine) measurements: Measurements,
    pub(in crate::engine) ivig: Option<bool>,
    pub(in crate::engine) outcome: Option<Outcome>,
    pub(in crate::engine) karyotype: Option<FetalKaryotype>,
    pub(in crate::engine) year: Option<CalendarYear>,
    /// The values of the columns that the user keeps, in their order.
    pub(in crate::engine) own: Vec<Option<f64>>,
}
