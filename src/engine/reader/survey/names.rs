//! Which column is which field where several could be it, and what has to be asked about
//! their names.

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::field::{Field, Identifier};
use crate::engine::reader::issue::{FileQuestion, IdentifierColumn, RefusedColumn};
use crate::engine::reader::mapping::Match;
use crate::engine::reader::survey::plan::ColumnPlan;
use crate::engine::reader::survey::profile::Profile;
use crate::engine::reader::survey::role::ColumnRole;

/// The columns that tell who the women are and that are not left out.
pub(super) fn identifiers(
    roles: &[ColumnRole],
    profiles: &[Profile],
    header: &[String],
) -> Vec<(usize, IdentifierColumn)> {
    let mut found = Vec::new();
    for (place, (role, profile)) in roles.iter().zip(profiles).enumerate() {
        if role.chosen.field == Some(Field::Ignored) {
            continue;
        }
        let by_name = match role.found {
            Match::Identifier(kind) => Some(kind),
            _ => None,
        };
        let Some(kind) = by_name.or_else(|| profile.identifiers.verdict()) else { continue };
        let column = header[place].clone();
        found.push((place, IdentifierColumn { column, kind, by_values: by_name.is_none() }));
    }
    found
}

/// A hospital's number serves as the identifier where there is no other.
pub(super) fn use_hospital_number(roles: &mut [ColumnRole]) {
    if roles.iter().any(|role| role.field == Field::Column(Column::PatientId)) {
        return;
    }
    let is_number = |role: &&mut ColumnRole| {
        role.found == Match::Identifier(Identifier::HospitalNumber) && role.chosen.field.is_none()
    };
    if let Some(role) = roles.iter_mut().find(is_number) {
        role.field = Field::Column(Column::PatientId);
    }
}

/// Decides between columns that could be the same field, or asks.
pub(super) fn resolve(
    roles: &mut [ColumnRole],
    header: &[String],
    questions: &mut Vec<FileQuestion>,
) {
    for field in Field::ALL.into_iter().filter(|field| field.is_unique()) {
        let rank = |place: &usize| roles[*place].rank(&header[*place]);
        let places: Vec<usize> =
            (0..roles.len()).filter(|&place| roles[place].field == field).collect();
        let Some(best) = places.iter().map(rank).max() else { continue };
        let (kept, others): (Vec<usize>, Vec<usize>) =
            places.iter().partition(|place| rank(place) == best);
        for &place in others.iter().chain(kept.iter().skip(1)) {
            roles[place].field = Field::Ignored;
        }
        if kept.len() > 1 {
            let columns = kept.iter().map(|&place| header[place].clone()).collect();
            questions.push(FileQuestion::SameField { field, columns });
        }
    }
    let is_taken = |field: &Field| roles.iter().any(|role| role.field == *field);
    for (role, name) in roles.iter().zip(header) {
        if let (Match::Candidates(candidates), None) = (&role.found, role.chosen.field) {
            let free: Vec<Field> =
                candidates.iter().copied().filter(|field| !is_taken(field)).collect();
            if !free.is_empty() {
                questions.push(FileQuestion::Field { column: name.clone(), candidates: free });
            }
        }
    }
    // `_id` counts what was sent to a form; it takes no other identifier's place.
    let is_of_program =
        |(role, name): (&ColumnRole, &String)| name.starts_with('_') && role.chosen.field.is_none();
    let mut identifiers =
        roles.iter().zip(header).filter(|(role, _)| role.field == Field::Column(Column::PatientId));
    let has_only_of_program = identifiers.all(is_of_program);
    let is_taken = |field: &Field| {
        is_taken(field) && !(*field == Field::Column(Column::PatientId) && has_only_of_program)
    };
    let has = |field: Field| is_taken(&field);
    let is_given = |field: &Field| match field {
        Field::Column(Column::Bmi) => has(Field::HeightCm) && has(Field::WeightKg),
        Field::Column(Column::Th1Th2Ratio) => {
            has(Field::TnfAlphaPercent) && has(Field::Il10Percent)
        }
        Field::Column(Column::Etiology) => has(Field::KnownCause) || has(Field::CauseCheckbox),
        _ => false,
    };
    for field in Field::ALL.into_iter().filter(|field| !is_taken(field) && !is_given(field)) {
        let is_hinted =
            |role: &ColumnRole| role.found == Match::Hinted(field) && role.chosen.field.is_none();
        let named = roles.iter().zip(header);
        let columns: Vec<String> =
            named.filter(|(role, _)| is_hinted(role)).map(|(_, name)| name.clone()).collect();
        match columns.as_slice() {
            [] => {}
            [column] => {
                let (column, candidates) = (column.clone(), vec![field]);
                questions.push(FileQuestion::Field { column, candidates });
            }
            _ => questions.push(FileQuestion::SameField { field, columns }),
        }
    }
}

/// Asks for the laboratory values where no column is one.
pub(super) fn ask_for_laboratory(
    roles: &[ColumnRole],
    header: &[String],
    plans: &[ColumnPlan],
    questions: &mut Vec<FileQuestion>,
) {
    let has = |field: Field| plans.iter().any(|plan| plan.field == field);
    let has_ratio = has(Field::TnfAlphaPercent) && has(Field::Il10Percent);
    let has_laboratory = Quantity::LABORATORY
        .iter()
        .filter_map(|&quantity| Column::of(quantity))
        .any(|column| has(Field::Column(column)));
    let asks_for_one = questions.iter().any(|question| {
        matches!(question, FileQuestion::Field { candidates, .. } if candidates.iter().any(|field| {
            field.column().is_some_and(Column::is_laboratory)
        }))
    });
    if !has_laboratory && !has_ratio && !asks_for_one {
        let refused = |(role, name): (&ColumnRole, &String)| match role.found {
            Match::Refused(why) if role.field == Field::Ignored => {
                Some(RefusedColumn { column: name.clone(), why })
            }
            _ => None,
        };
        let refused = roles.iter().zip(header).filter_map(refused).collect();
        questions.push(FileQuestion::NoLaboratory { refused });
    }
}
