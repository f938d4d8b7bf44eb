//! Two rows of one woman: what differs between them in what matters.

use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::row::RawRecord;
use crate::engine::column::Column;
use crate::engine::reader::change::CellResult;
use crate::engine::record::{Etiology, FetalKaryotype, Measured, Outcome, Value};

/// What stands in the record at an index and in a row of the same woman, where
/// the two differ: laboratory values, losses, cause, treatment, ending and
/// karyotype. Age, body mass index and year change from visit to visit and
/// decide no class. A value that one of the rows lacks is a difference.
pub(super) fn between(
    cohort: &Cohort,
    index: usize,
    record: &RawRecord<'_>,
) -> Vec<(Column, CellResult, CellResult)> {
    let (here, there) = (cohort.measurements(index), record.measurements);
    let (lysis, other_lysis) = (here.nk_cytotoxicity, there.nk_cytotoxicity);
    let losses = cohort.previous_losses.measured(index);
    let cause = |etiology: Option<Etiology>, cause: Option<&str>| match (etiology, cause) {
        (Some(Etiology::Known), Some(cause)) => word(Some(cause)),
        (Some(Etiology::Known), None) => word(Some("known")),
        (Some(Etiology::Idiopathic), _) => word(Some("idiopathic")),
        (None, _) => CellResult::Missing,
    };
    let truth = |truth: Option<bool>| word(truth.map(|truth| if truth { "yes" } else { "no" }));
    let karyotype = |karyotype: Option<FetalKaryotype>| {
        word(karyotype.map(|karyotype| match karyotype {
            FetalKaryotype::Normal => "normal",
            FetalKaryotype::Aneuploid => "aneuploid",
        }))
    };
    let pairs = [
        (
            Column::PreviousLosses,
            number(losses),
            number(record.previous_losses.map(Measured::exact)),
        ),
        (
            Column::Etiology,
            cause(cohort.etiology[index], cohort.cause(index)),
            cause(record.etiology, record.cause),
        ),
        (Column::NkPercent, number(here.nk_level), number(there.nk_level)),
        (Column::NkCyto50, number(lysis.nk_cyto_50), number(other_lysis.nk_cyto_50)),
        (Column::NkCyto25, number(lysis.nk_cyto_25), number(other_lysis.nk_cyto_25)),
        (Column::NkCyto12_5, number(lysis.nk_cyto_12_5), number(other_lysis.nk_cyto_12_5)),
        (Column::Th1Th2Ratio, number(here.th1_th2), number(there.th1_th2)),
        (Column::Ivig, truth(cohort.ivig[index]), truth(record.ivig)),
        (
            Column::Outcome,
            word(cohort.outcome[index].map(Outcome::word)),
            word(record.outcome.map(Outcome::word)),
        ),
        (Column::FetalKaryotype, karyotype(cohort.karyotype[index]), karyotype(record.karyotype)),
    ];
    pairs.into_iter().filter(|(_, here, there)| here != there).collect()
}

fn number<V: Value>(measured: Option<Measured<V>>) -> CellResult {
    measured.map_or(CellResult::Missing, |measured| CellResult::Number {
        value: measured.value.get(),
        bound: measured.bound,
    })
}

fn word(word: Option<&str>) -> CellResult {
    word.map_or(CellResult::Missing, |word| CellResult::Word { word: word.to_owned() })
}
