//! A file of a clinic: its columns, its women, and rows that are no women.

use proptest::prelude::*;

use super::cells::{Cell, Manner, N_KINDS, Truth, cell, one};
use super::vocabulary::{Name, Nature, names, vocabulary};
use crate::support::synthetic::Dice;
use rpl_immune_profile::engine::column::Column as FileColumn;
use rpl_immune_profile::engine::reader::field::Field;

/// What a file is made from; it shrinks by columns and rows.
#[derive(Clone, Debug)]
pub(super) struct Design {
    pub(super) columns: Vec<(u8, u32, u32)>,
    pub(super) n_women: u32,
    pub(super) extras: Vec<(u8, u32)>,
    pub(super) has_id: bool,
    pub(super) has_level: bool,
    pub(super) delimiter: usize,
    pub(super) decimal_comma: bool,
    pub(super) writing: usize,
    pub(super) clutter: usize,
}

impl Design {
    /// Eight women in clean cells.
    pub(super) fn plain() -> Self {
        Design {
            columns: vec![(0, 0, 0)],
            n_women: 8,
            extras: Vec::new(),
            has_id: true,
            has_level: true,
            delimiter: 0,
            decimal_comma: false,
            writing: 0,
            clutter: 0,
        }
    }
}

/// One design.
pub(super) fn design() -> impl Strategy<Value = Design> {
    (
        prop::collection::vec((0_u8..100, any::<u32>(), any::<u32>()), 1..8),
        4_u32..12,
        prop::collection::vec((0_u8..100, any::<u32>()), 0..4),
        prop::bool::weighted(0.85),
        prop::bool::weighted(0.8),
        0_usize..4,
        any::<bool>(),
        0_usize..6,
        0_usize..4,
    )
        .prop_map(
            |(
                columns,
                n_women,
                extras,
                has_id,
                has_level,
                delimiter,
                decimal_comma,
                writing,
                clutter,
            )| {
                Design {
                    columns,
                    n_women,
                    extras,
                    has_id,
                    has_level,
                    delimiter,
                    decimal_comma,
                    writing,
                    clutter,
                }
            },
        )
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: Name,
    pub(super) cells: Vec<Cell>,
}

/// A file and the truth about it.
#[derive(Clone, Debug)]
pub(super) struct ClinicFile {
    pub(super) columns: Vec<Column>,
    /// The row of the spreadsheet in which each woman stands.
    pub(super) rows: Vec<u32>,
    /// Rows below the header that hold anything.
    pub(super) n_rows: u32,
    /// Whether the first of them holds units.
    pub(super) has_units: bool,
    pub(super) lines: Vec<Vec<String>>,
    pub(super) bytes: Vec<u8>,
}

impl ClinicFile {
    /// The file as text.
    pub(super) fn shown(&self) -> String {
        self.lines.iter().map(|line| line.join(" ¦ ")).collect::<Vec<_>>().join("\n")
    }

    /// The column of a name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.text.trim() == name.trim())
    }
}

/// Fields that one other already gives.
fn excludes(field: Field, other: Field) -> bool {
    let gives = |one: Field| {
        matches!(
            one,
            Field::HeightCm | Field::WeightKg | Field::TnfAlphaPercent | Field::Il10Percent
        )
    };
    field == other || (field.column() == other.column() && (gives(field) != gives(other)))
}

fn chosen(design: &Design) -> Vec<(Name, u32)> {
    let [right, disputed, others, unrelated] = names();
    let named = |field: Field, pick: u32| {
        let of_field: Vec<&Name> =
            right.iter().filter(|name| name.nature == Nature::Right(field)).collect();
        of_field[pick as usize % of_field.len()].clone()
    };
    let mut columns: Vec<(Name, u32)> = Vec::new();
    if design.has_id {
        columns.push((named(Field::Column(FileColumn::PatientId), design.columns[0].1), 0));
    }
    if design.has_level {
        columns.push((
            named(Field::Column(FileColumn::NkPercent), design.columns[0].2),
            design.columns[0].1,
        ));
    }
    for &(kind, pick, seed) in &design.columns {
        let list = match kind {
            0..55 => right,
            55..60 => disputed,
            60..87 => others,
            _ => unrelated,
        };
        let name = list[pick as usize % list.len()].clone();
        let is_taken = |(other, _): &(Name, u32)| {
            let is_excluded = match (name.nature, other.nature) {
                (Nature::Right(field), Nature::Right(other)) => excludes(field, other),
                _ => false,
            };
            is_excluded || other.text.trim() == name.text.trim()
        };
        let is_second_id = name.nature == Nature::Right(Field::Column(FileColumn::PatientId));
        if !is_second_id && !columns.iter().any(is_taken) {
            columns.push((name, seed));
        }
    }
    if columns.is_empty() {
        columns.push((named(Field::Column(FileColumn::NkPercent), 0), 1));
    }
    columns
}

fn mixed(one: u32, two: u32) -> u64 {
    let mut bits = (u64::from(one) << 32 | u64::from(two)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ bits >> 31
}

fn manner(design: &Design, seed: u32) -> Manner {
    let mut dice = Dice::new(mixed(seed, 7));
    let is_other = dice.chance(0.08);
    let mark = if design.decimal_comma == is_other { '.' } else { ',' };
    let clutter = [0.0, 0.12, 0.3, 0.3][design.clutter];
    if design.clutter == 3 && dice.chance(0.4) {
        return Manner { mark, clutter: 0.9, kind: Some(dice.below(N_KINDS)) };
    }
    Manner { mark, clutter, kind: None }
}

/// The file of a design.
pub(super) fn file(design: &Design) -> ClinicFile {
    with_columns(chosen(design), design)
}

/// A file with these columns, each with its seed.
pub(super) fn with_columns(chosen: Vec<(Name, u32)>, design: &Design) -> ClinicFile {
    let ids = ["P", "", "RPL-", "A1-", "한", "00"];
    let mut columns = Vec::new();
    for (name, seed) in chosen {
        let manner = manner(design, seed);
        let cells = (0..design.n_women).map(|woman| {
            if name.nature == Nature::Right(Field::Column(FileColumn::PatientId)) {
                let text =
                    format!("{}{}", ids[design.columns[0].0 as usize % ids.len()], woman + 11);
                return Cell { truth: Truth::Word(text.clone()), text };
            }
            cell(&mut Dice::new(mixed(seed, 100 + woman)), &name, manner)
        });
        columns.push(Column { cells: cells.collect(), name: name.clone() });
    }
    laid_out(columns, design)
}

/// The rows of a file: what stands above, its header, women and others.
fn laid_out(columns: Vec<Column>, design: &Design) -> ClinicFile {
    let known = vocabulary();
    let width = columns.len();
    let alone = |text: &str| {
        let mut line = vec![String::new(); width];
        text.clone_into(&mut line[0]);
        line
    };
    let names: Vec<String> = columns.iter().map(|column| column.name.text.to_owned()).collect();
    let women: Vec<Vec<String>> = (0..design.n_women as usize)
        .map(|woman| columns.iter().map(|column| column.cells[woman].text.clone()).collect())
        .collect();
    let mut above: Vec<Vec<String>> = Vec::new();
    let mut after_header: Vec<Vec<String>> = Vec::new();
    let mut between: Vec<(usize, Vec<String>)> = Vec::new();
    let mut below: Vec<Vec<String>> = Vec::new();
    for &(kind, pick) in &design.extras {
        let mut dice = Dice::new(mixed(pick, 3));
        match kind {
            0..25 => {
                let mut line = alone(one(&mut dice, known.list("below")));
                for (place, column) in columns.iter().enumerate().skip(1) {
                    let is_number =
                        column.cells.iter().any(|cell| cell.text.parse::<f64>().is_ok());
                    if is_number {
                        ["17.5", "31.25", "120"][dice.below(3)].clone_into(&mut line[place]);
                    }
                }
                below.push(line);
            }
            25..45 => below.push(alone(one(&mut dice, known.list("notes")))),
            45..60 => {
                let head = alone(one(&mut dice, known.list("heads")));
                between.push((dice.below(women.len()), head));
            }
            60..75 => above.push(alone(one(&mut dice, known.list("above")))),
            75..85 => between.push((dice.below(women.len()), vec![String::new(); width])),
            85..92 => between.push((1 + dice.below(women.len() - 1), names.clone())),
            _ => {
                let unit = |column: &Column| match column.name.nature {
                    Nature::Right(field) if field.is_percent() => "%".to_owned(),
                    Nature::Right(Field::Column(FileColumn::Bmi)) => "kg/m2".to_owned(),
                    Nature::Right(Field::Column(FileColumn::AgeYears)) => "years".to_owned(),
                    _ => String::new(),
                };
                let line: Vec<String> = columns.iter().map(unit).collect();
                if after_header.is_empty() {
                    after_header.push(line);
                }
            }
        }
    }
    let mut lines = above;
    lines.push(names);
    let n_above = lines.len();
    let has_units = !after_header.is_empty();
    lines.extend(after_header);
    let mut rows = Vec::new();
    for (woman, line) in women.into_iter().enumerate() {
        lines.extend(
            between.iter().filter(|(place, _)| *place == woman).map(|(_, line)| line.clone()),
        );
        lines.push(line);
        rows.push(u32::try_from(lines.len()).expect("few"));
    }
    lines.extend(below);
    let holds = |line: &&Vec<String>| line.iter().any(|text| !text.trim().is_empty());
    let n_rows = u32::try_from(lines[n_above..].iter().filter(holds).count()).expect("few");
    let bytes = encoded(&lines, design);
    ClinicFile { columns, rows, n_rows, has_units, lines, bytes }
}

fn encoded(lines: &[Vec<String>], design: &Design) -> Vec<u8> {
    let delimiter = [',', ';', '\t', '|'][design.delimiter];
    let quotes_all = design.writing == 1;
    let end = if design.writing.is_multiple_of(2) { "\r\n" } else { "\n" };
    let field = |text: &String| {
        let needs = text.contains([delimiter, '"', '\n', '\r']);
        if needs || quotes_all {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.iter().map(field).collect::<Vec<_>>().join(&delimiter.to_string()));
        text.push_str(end);
    }
    match design.writing {
        2 | 3 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        4 => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
        _ => text.into_bytes(),
    }
}
