//! What is shown before there is a report: the columns, and how far it is.

use crate::engine::column::Column;
use crate::view::{format, words};

/// How far a file has been read, in words.
#[must_use]
pub fn progress_line(n_read: u64, n_bytes: u64, n_rows: u32, is_last_pass: bool) -> String {
    if n_read >= n_bytes && n_bytes > 0 && is_last_pass {
        if n_rows == 0 {
            return "The whole file is read in. Taking it apart, which can take a minute."
                .to_owned();
        }
        return format!("{} read. Counting.", format::count_of(n_rows, "row", "rows"));
    }
    format!(
        "{}: {} of {}, {} so far",
        if is_last_pass { "Reading" } else { "Looking through the file" },
        format::bytes(n_read),
        format::bytes(n_bytes),
        format::count_of(n_rows, "row", "rows")
    )
}

/// How far all passes are together: what is done and what is to be done. Each
/// pass before the last leads to another one.
#[must_use]
pub fn progress_bar(n_read: u64, n_bytes: u64, pass: u32, is_last_pass: bool) -> (u64, u64) {
    let n_passes = u64::from(pass) + u64::from(!is_last_pass);
    (u64::from(pass.saturating_sub(1)) * n_bytes + n_read, (n_passes * n_bytes).max(1))
}

/// Every column and what it holds.
#[must_use]
pub fn column_guide() -> Vec<(&'static str, String)> {
    Column::ALL.into_iter().map(|column| (column.name(), holds(column))).collect()
}

fn holds(column: Column) -> String {
    if let Some(quantity) = column.quantity() {
        let (name, unit) = (words::quantity(quantity), words::unit(quantity));
        // Some names end with what would be their unit.
        return if name.ends_with(unit) { format!("{name}.") } else { format!("{name}, {unit}.") };
    }
    match column {
        Column::PatientId => {
            "An identifier, different in every row; not a name or a hospital number."
        }
        Column::Etiology => "idiopathic or unexplained; or a cause; or multiple.",
        Column::Ivig => "yes or no.",
        Column::Outcome => {
            "live_birth, miscarriage, biochemical_loss, ectopic, molar, termination, stillbirth; \
             ongoing, not_pregnant and lost_to_follow_up are left out of live birth rates."
        }
        Column::FetalKaryotype => "normal or aneuploid, of the index loss.",
        Column::Year => "Calendar year of the work-up; of a date only the year is read.",
        _ => "A number.",
    }
    .to_owned()
}
