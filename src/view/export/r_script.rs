//! The study as a script for R, which computes every number again from the
//! classified rows.

use std::fmt::Write as _;

use crate::engine::cohort::filter::{Band, Filter, OwnWanted};
use crate::engine::column::Column;
use crate::engine::own_column::{OwnColumn, OwnKind};
use crate::engine::protocol::preset::Preset;
use crate::engine::protocol::{Cutoff, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::record::Etiology;
use crate::engine::study::options::StudyOptions;
use crate::engine::study::table_one::own_word;
use crate::view::export::cell;
use crate::view::export::classified::N_BEFORE_OWN;

/// The script without settings.
const SCRIPT: &str = include_str!("analysis.R");

const BEGIN: &str = "# --- settings: those of the analysis that this script was saved with ---\n";
const END: &str = "# --- end of settings ---\n";

/// The script with the settings of a study.
#[must_use]
pub fn r_script(protocol: &Protocol, options: &StudyOptions, own: &[OwnColumn]) -> String {
    let (head, rest) = SCRIPT.split_once(BEGIN).unwrap_or((SCRIPT, ""));
    let (_, tail) = rest.split_once(END).unwrap_or(("", rest));
    format!("{head}{BEGIN}{}{END}{tail}", settings(protocol, options) + &own_columns(options, own))
}

/// The columns that the user keeps: where each stands in the classified rows, and what it
/// holds.
fn own_columns(options: &StudyOptions, own: &[OwnColumn]) -> String {
    let column = |(place, column): (usize, &OwnColumn)| {
        let (kind, levels, is_ordered) = match &column.kind {
            OwnKind::Number => ("number", Vec::new(), false),
            OwnKind::YesNo => ("yes_no", Vec::new(), false),
            OwnKind::Date { .. } => ("date", Vec::new(), false),
            OwnKind::Category { is_ordered, .. } => ("category", column.levels(), *is_ordered),
        };
        let levels: Vec<String> =
            levels.into_iter().map(|level| quoted(&cell::neutralized(level))).collect();
        format!(
            "  {} = list(name = {}, at = {}, kind = \"{kind}\", levels = c({}), ordered = {}, adjusts = {}, {})",
            own_word(place),
            quoted(column.label()),
            N_BEFORE_OWN + place + 1,
            levels.join(", "),
            truth(is_ordered),
            truth(options.adjusters.contains(&column.name)),
            condition(column, &options.filter),
        )
    };
    let columns: Vec<String> = own.iter().enumerate().map(column).collect();
    let own_list = if columns.is_empty() {
        "own <- list()\n".to_owned()
    } else {
        format!("own <- list(\n{}\n)\n", columns.join(",\n"))
    };
    let is_kept = |name: &str| own.iter().any(|column| column.name == name);
    let lacks_one = options.filter.own.iter().any(|condition| !is_kept(&condition.column));
    own_list + &format!("filter_lacks_a_column <- {}\n", truth(lacks_one))
}

/// What a kept column has to say of the women who are analyzed: limits, or values.
fn condition(column: &OwnColumn, filter: &Filter) -> String {
    let conditions = filter.own.iter().filter(|condition| condition.column == column.name);
    let mut limits_of = Band::default();
    let mut codes: Option<Vec<f64>> = None;
    let mut is_filter = false;
    for condition in conditions {
        is_filter = true;
        match &condition.wanted {
            OwnWanted::Numbers(band) | OwnWanted::Days(band) => limits_of = *band,
            OwnWanted::Levels(_) => codes = Some(condition.wanted.codes(column)),
        }
    }
    let codes = codes.map_or_else(
        || "NULL".to_owned(),
        |codes| {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            format!("c({})", codes.join(", "))
        },
    );
    format!("filters = {}, limits = {}, wanted = {codes}", truth(is_filter), limits(limits_of))
}

fn truth(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}

/// A text of R, in letters that every system reads alike.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            ' '..='~' => quoted.push(letter),
            // Writing to a String cannot fail.
            _ => drop(write!(quoted, "\\U{{{:x}}}", u32::from(letter))),
        }
    }
    quoted.push('"');
    quoted
}

fn settings(protocol: &Protocol, options: &StudyOptions) -> String {
    let etiology = match options.filter.etiology {
        None => "NA",
        Some(Etiology::Idiopathic) => "\"idiopathic\"",
        Some(Etiology::Known) => "\"known\"",
    };
    let categories: Vec<String> = options.loss_categories.iter().map(ToString::to_string).collect();
    let mut text = String::from("settings <- list(\n");
    let mut line = |name: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {name} = {value},");
    };
    line("level", &protocol.interval_level.to_string());
    line("cutoffs", &cutoffs(|quantity| protocol.cutoff(quantity)));
    line("rule", &format!("\"{}\"", protocol.cytotoxicity_rule.word()));
    line("minimum_losses", &protocol.minimum_losses.to_string());
    line("etiology", etiology);
    for (name, band) in [
        ("age", options.filter.age_years),
        ("losses", options.filter.previous_losses),
        ("year", options.filter.year),
    ] {
        line(name, &limits(band.unwrap_or_default()));
        line(&format!("filter_{name}"), if band.is_some() { "TRUE" } else { "FALSE" });
    }
    line("loss_categories", &format!("c({})", categories.join(", ")));
    line("skewness_limit", &options.skewness_limit.to_string());
    let adjust_table_one = if options.adjust_table_one { "TRUE" } else { "FALSE" };
    line("adjust_table_one", adjust_table_one);
    line("exact_limit", &options.exact_limit.to_string());
    line("bootstrap_replicates", &options.bootstrap_replicates.to_string());
    line("validation_replicates", &options.validation_replicates.to_string());
    // Writing to a String cannot fail.
    let _ = writeln!(text, "  seed = {}\n)", options.seed);
    let presets: Vec<String> = Preset::ALL
        .into_iter()
        .map(|preset| {
            format!("  {} = {}", preset.word(), cutoffs(|quantity| preset.cutoff(quantity)))
        })
        .collect();
    let _ = writeln!(text, "presets <- list(\n{}\n)", presets.join(",\n"));
    text
}

fn cutoffs(of: impl Fn(Quantity) -> Option<Cutoff>) -> String {
    let stated: Vec<String> = Quantity::LABORATORY
        .into_iter()
        .filter_map(|quantity| {
            Some(format!("{} = {}", Column::of(quantity)?.name(), of(quantity)?.value))
        })
        .collect();
    format!("c({})", stated.join(", "))
}

fn limits(band: Band) -> String {
    let limit = |value: Option<f64>, open: &str| {
        value.map_or_else(|| open.to_owned(), |value| value.to_string())
    };
    format!("c({}, {})", limit(band.minimum, "-Inf"), limit(band.maximum, "Inf"))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::cohort::filter::OwnCondition;
    use crate::engine::protocol::Source;

    #[test]
    fn the_script_holds_the_settings_of_the_study() {
        let default = r_script(&Protocol::default(), &StudyOptions::default(), &[]);
        assert!(default.contains("  loss_categories = c(2, 3, 4),\n"));
        assert!(default.contains("  etiology = NA,\n") && default.contains("filter_age = FALSE"));
        let options = StudyOptions {
            filter: Filter {
                etiology: Some(Etiology::Known),
                age_years: Some(Band { minimum: None, maximum: Some(34.5) }),
                previous_losses: None,
                year: Some(Band { minimum: Some(2010.0), maximum: None }),
                own: Vec::new(),
            },
            seed: 7,
            ..StudyOptions::default()
        };
        let protocol =
            Protocol::default().with_cutoff(Quantity::NkPercent, 12.0, Source::OwnLaboratory);
        let script = r_script(&protocol, &options, &[]);
        for expected in [
            "nk_percent = 12, nk_cyto_50 =",
            "  etiology = \"known\",\n",
            "  age = c(-Inf, 34.5),\n  filter_age = TRUE,\n",
            "  year = c(2010, Inf),\n  filter_year = TRUE,\n",
            "  seed = 7\n)\npresets <- list(\n",
            "  king2010 = c(nk_percent = 18),\n",
        ] {
            assert!(script.contains(expected), "{expected}");
        }
        let condition = |column: &str| OwnCondition {
            column: column.to_owned(),
            wanted: OwnWanted::Levels(vec!["never".to_owned()]),
        };
        for (column, lacks_one) in [("smoking", "FALSE"), ("clinic", "TRUE")] {
            let filter = Filter { own: vec![condition(column)], ..Filter::default() };
            let smoking = OwnColumn { name: "smoking".to_owned(), ..OwnColumn::default() };
            let options = StudyOptions { filter, ..StudyOptions::default() };
            let script = r_script(&protocol, &options, &[smoking]);
            assert!(script.contains(&format!("\nfilter_lacks_a_column <- {lacks_one}\n")));
        }
        let outside = |script: &str| script.split(END).nth(1).map(str::to_owned);
        assert_eq!(outside(&script), outside(SCRIPT));
    }
}
