//! Names of columns as laboratories, registries and clinics write them: read
//! where they say one thing, asked about where they are half known, refused by
//! name where they say that it is another value. A generator that does not know
//! the reader's tables puts clutter around numbers.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::reader::field::{Field, Unconvertible};
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::preview::ImportPreview;
use rpl_immune_profile::engine::reader::settings::{ColumnSettings, ImportSettings};
use rpl_immune_profile::engine::reader::{look, read};
use rpl_immune_profile::engine::record::Outcome;
use rpl_immune_profile::view::messages;

use crate::support::files::nk;
use crate::support::synthetic::Dice;

fn found(file: &str) -> ImportPreview {
    look(file.as_bytes(), &ImportSettings::default()).expect("a table")
}

/// What becomes of the column of a name.
#[derive(Debug, PartialEq)]
enum Becomes {
    Read(Field),
    Asked,
    Refused(Unconvertible),
    Nothing,
}

fn becomes(name: &str) -> Becomes {
    let preview = found(&format!("patient_id\t{name}\nA1\t17.2\nA2\t12.5\n"));
    let column = &preview.columns[1];
    let is_asked = preview.questions.iter().any(|question| match question {
        FileQuestion::Field { column, .. } => *column == name,
        FileQuestion::SameField { columns, .. } => columns.iter().any(|column| column == name),
        _ => false,
    });
    match (column.field, column.refused) {
        (_, Some(why)) => Becomes::Refused(why),
        _ if is_asked => Becomes::Asked,
        (Some(field), None) => Becomes::Read(field),
        (None, None) => Becomes::Nothing,
    }
}

/// Percent of other cells than the lymphocytes is never taken for the NK level.
#[test]
fn denominators_are_compared() {
    for name in [
        "NK %Total",
        "NK cells (% of total events)",
        "NK %Parent",
        "NK cells (% of T cells)",
        "NK (% gated)",
        "NK cells | Freq. of Grandparent",
        "NK cells | Freq. of Total",
        "NK cells % of CD3- cells",
        "NK cells | Freq. of Parent (%)",
        "Lymphocytes/Single Cells/NK cells | Freq. of Parent",
        "NK (% of CD45+)",
        "NK (% of live singlets)",
    ] {
        let becomes = becomes(name);
        assert!(matches!(becomes, Becomes::Asked | Becomes::Refused(_)), "{name}: {becomes:?}");
    }
}

/// The names of the laboratory of one clinic: cells, killing, and killing with a
/// drug in the tube.
#[test]
fn a_panel_with_and_without_a_drug() {
    let preview = found(
        "patient_id,NK cells (%),NK assay 50:1 (% killed),NK assay 25:1 (% killed),\
         NK assay 12:1 (% killed),50:1 w/ IVIG 12.5 mg/ml,25:1 w/ IVIG 12.5 mg/ml,50:1 w/ Intralipid\n\
         A1,17.2,30,20,10,12,8,11\nA2,9.8,60,40,30,22,18,21\n",
    );
    let fields: Vec<Option<Field>> = preview.columns.iter().map(|column| column.field).collect();
    let (nk, nk_cyto_50, nk_cyto_25) = (
        Field::Column(Column::NkPercent),
        Field::Column(Column::NkCyto50),
        Field::Column(Column::NkCyto25),
    );
    assert_eq!(
        fields[..4],
        [Field::Column(Column::PatientId), nk, nk_cyto_50, nk_cyto_25].map(Some)
    );
    assert_eq!(fields[4..], [None; 4]);
    let refused: Vec<_> = preview.columns[5..].iter().map(|column| column.refused).collect();
    assert_eq!(refused, [Some(Unconvertible::WithDrug); 3]);
    let candidates = vec![Field::Column(Column::NkCyto12_5)];
    let column = "NK assay 12:1 (% killed)".to_owned();
    assert_eq!(preview.questions, [FileQuestion::Field { column, candidates }]);
}

/// Where nothing else is a laboratory value, the reason is said.
#[test]
fn refused_columns_are_refused_by_name() {
    for (name, said) in [
        ("CD3+CD16+CD56+ (%)", "T cells (NKT-like)"),
        ("CD3+/CD16+56+ (%)", "T cells (NKT-like)"),
        ("TNF-α (pg/mL)", "a concentration is not a percentage of cells"),
        ("NK cells (cells/mcL)", "a count per volume"),
        ("NK (#/cumm)", "a count per volume"),
        ("NK cells per microliter", "a count per volume"),
        ("NK Gpt/l", "a count per volume"),
        ("NK cells /nl", "a count per volume"),
        ("NK細胞 (個/mm3)", "a count per volume"),
        ("NK (x10E3/uL)", "a count per volume"),
        ("NK Abs", "a count per volume"),
        ("Absolute NK-cells", "a count per volume"),
        ("NK세포 활성도 (pg/mL)", "not % lysis"),
        ("Uterine NK (%)", "measured in blood"),
        ("CD56bright (%)", "only a part of the NK cells"),
        ("NK activity (LU10)", "lytic units"),
        ("Th1/Th2 (IFN-γ/IL-4)", "TNF-α to IL-10"),
    ] {
        let file = format!("patient_id\tprevious_losses\t{name}\nA1\t2\t17.2\n");
        let Err(error) = read(file.as_bytes(), &ImportSettings::default()) else {
            panic!("{name} is read");
        };
        let sentence = messages::file_error(&error);
        assert!(sentence.contains(&format!("“{name}” is not read: ")), "{sentence}");
        assert!(sentence.contains(said), "{sentence}");
    }
}

/// A yes-or-no column of live births is the outcome once its codes are known.
#[test]
fn live_birth_as_yes_and_no_is_asked_about() {
    let file = "patient_id,n_losses,etiology,nk_percent,live_birth\nA1,2,idiopathic,17.2,1\n\
                A2,3,idiopathic,11.4,1\nA3,4,uterine septum,18.9,0\nA4,2,idiopathic,9.8,1\n";
    let asked = found(file).questions;
    let question = FileQuestion::Field {
        column: "live_birth".to_owned(),
        candidates: vec![Field::Column(Column::Outcome)],
    };
    assert!(asked.contains(&question), "{asked:?}");
    let outcome =
        ColumnSettings { field: Some(Field::Column(Column::Outcome)), ..ColumnSettings::default() };
    let mut settings = ImportSettings {
        columns: [("live_birth".to_owned(), outcome)].into(),
        ..ImportSettings::default()
    };
    let asked = look(file.as_bytes(), &settings).expect("a table").questions;
    assert!(
        matches!(&asked[..], [FileQuestion::Values { field: Field::Column(Column::Outcome), words, .. }] if words.len() == 2),
        "{asked:?}"
    );
    let words = [("1", "live_birth"), ("0", "miscarriage")];
    let words = words.map(|(text, word)| (text.to_owned(), word.to_owned()));
    settings.values.insert(Field::Column(Column::Outcome), words.into());
    let reading = read(file.as_bytes(), &settings).expect("everything is answered");
    let births = reading.cohort.outcome.iter().filter(|one| **one == Some(Outcome::LiveBirth));
    assert_eq!(births.count(), 3);
}

#[test]
fn what_plainly_belongs_to_a_field_is_not_dropped() {
    let asked = |file: &str| -> Vec<String> {
        let name = |question: FileQuestion| match question {
            FileQuestion::Field { column, .. } => vec![column],
            FileQuestion::SameField { columns, .. } => columns,
            _ => vec![],
        };
        found(file).questions.into_iter().flat_map(name).collect()
    };
    assert_eq!(
        asked(
            "record_id;age;BMI;n_losses_before_ref;NK %;Live birth\n1;34;22,4;3;17,2;1\n2;29;24,1;3;11,4;0\n"
        ),
        ["n_losses_before_ref", "Live birth"]
    );
    let german = "Patient;Alter;Anzahl Aborte;Ätiologie;NK-Zellen (%);Th1/Th2;IVIG;Ausgang\n\
                  P1;34;3;idiopathisch;17,2;20,5;ja;Lebendgeburt\nP2;29;2;Uterusseptum;11,4;61,0;nein;Fehlgeburt\n";
    assert_eq!(asked(german), ["Anzahl Aborte", "Ausgang"]);
    let fields: Vec<Option<Field>> = found(german).columns.iter().map(|one| one.field).collect();
    assert_eq!(fields[4], Some(Field::Column(Column::NkPercent)));
    assert_eq!(fields[3], Some(Field::Column(Column::Etiology)));
    let registry = "patient_id,gravida,No. of SABs,RPL type,nk_percent,Delivered,IVIG (g/kg)\n\
                    A1,4,2,primary,17.2,yes,0.4\n";
    let mut names = asked(registry);
    names.sort();
    assert_eq!(names, ["Delivered", "IVIG (g/kg)", "No. of SABs", "gravida"]);
}

/// What a generated name says, by the person who wrote it.
#[derive(Clone, Copy)]
enum Says {
    Level,
    Other,
}

/// Names from reports of laboratories, exports of cytometers and dictionaries of
/// registries, with what they say.
const NAMES: &[(&str, Says)] = &[
    ("nk_percent", Says::Level),
    ("% NK-cells", Says::Level),
    ("NK cells, % of lymphs", Says::Level),
    ("CD3-/CD16+56+ NK cells (%)", Says::Level),
    ("Natural killer cells (CD3-CD16+CD56+) %", Says::Level),
    ("CD3-CD16+CD56+ (% of lymphocytes)", Says::Level),
    ("NK-Zellen (% der Lymphozyten)", Says::Level),
    ("NK 세포 (%)", Says::Level),
    ("ＮＫ細胞（％）", Says::Level),
    ("Absolute NK-cells", Says::Other),
    ("CD3-CD56+ NK cells | Freq. of Parent (%)", Says::Other),
    ("Lymphocytes/CD3-/CD56+ | Count", Says::Other),
    ("CD3+CD56+ NKT cells (%)", Says::Other),
    ("CD3-CD16+CD56+ cells [#/volume] in Blood", Says::Other),
    ("NK-like T cells (CD3+CD56+) %", Says::Other),
    ("CD56bright CD16- (% of NK)", Says::Other),
    ("NK cells [cells/uL]", Says::Other),
    ("Geometric Mean : CD56", Says::Other),
    ("NK cell activity (IFN-gamma, pg/mL)", Says::Other),
    ("TNF-alpha, serum", Says::Other),
    ("Endometrial CD56+ cells / HPF", Says::Other),
    ("N.K. Cytotoxicity Result", Says::Other),
    ("NK % of PBMC", Says::Other),
];

/// A value with something around it, and whether the value is what it says.
fn cluttered(dice: &mut Dice, value: &str) -> (String, bool) {
    let comma = value.replace('.', ",");
    let full_width: String = value
        .chars()
        .map(|letter| char::from_u32(u32::from(letter) + 0xFEE0).expect("a full-width form"))
        .collect();
    let thousandth = format!("{value}e0");
    let forms = [
        (value.to_owned(), true),
        (format!("{value} H"), true),
        (format!("{value}↑"), true),
        (format!("{value} (H)"), true),
        (format!("*{value}"), true),
        (format!("{value} %"), true),
        (format!("=\"{value}\""), true),
        (format!("'{value}"), true),
        (full_width, true),
        (comma, true),
        (thousandth, true),
        (value.replace('.', "·"), true),
        (format!("{value} 높음"), true),
        (format!("{value} % der Lymphozyten"), true),
        (format!("{value} hemolyzed"), true),
        (format!("ca. {value}"), true),
        (format!("{value} cells/uL"), false),
        (format!("{value} pg/ml"), false),
        (format!("{value}-19.9"), false),
        (format!("{value} of 100"), false),
        (format!("sample 3: {value}"), false),
        (format!("{value} % of monocytes"), false),
        (format!("{value} ± 2.1"), false),
        (format!("3/{value}"), false),
        (format!("CD56 {value}"), false),
        (format!("{value} {value}"), false),
    ];
    forms[dice.below(forms.len())].clone()
}

/// A value is exactly right, asked about, or refused: never silently another.
#[test]
fn clutter_never_makes_another_value() {
    let mut dice = Dice::new(20_261_128);
    let mut n_read = 0;
    for _ in 0..4000 {
        let (name, says) = NAMES[dice.below(NAMES.len())];
        let value = format!("{}.{}", 10 + dice.below(30), 1 + dice.below(9));
        let (cell, is_value) = cluttered(&mut dice, &value);
        let file = format!("patient_id\tage_years\t{name}\nA1\t31\t{cell}\n");
        match read(file.as_bytes(), &ImportSettings::default()) {
            Ok(reading) => {
                let level = (!reading.cohort.is_empty()).then(|| nk(&reading, 0)).flatten();
                let right: f64 = value.parse().expect("a number");
                if let Some(level) = level {
                    assert!(matches!(says, Says::Level) && is_value, "{name}: {cell} is {level}");
                    assert!((level - right).abs() < f64::EPSILON, "{name}: {cell} is {level}");
                    n_read += 1;
                }
            }
            Err(FileError::Questions { questions }) => assert!(!questions.is_empty()),
            Err(error) => panic!("{name}: {cell}: {error:?}"),
        }
    }
    assert!(n_read > 500, "most plain values are read: {n_read}");
}

/// Names out of public tables, forms and codebooks; what is right was written
/// down before they were tried.
#[test]
fn names_out_of_public_tables() {
    use Becomes::{Asked, Nothing, Read, Refused};
    let mut wrong = Vec::new();
    for (name, right) in [
        ("AB", Asked),
        ("ancAncB6NumberOfAbortions", Asked),
        ("previous_miscarriages_count", Asked),
        ("number_of_previous_miscarriages", Read(Field::Column(Column::PreviousLosses))),
        ("previous_terminations", Nothing),
        ("number_of_live_births", Nothing),
        ("CD16+CD56+/CD45+", Refused(Unconvertible::OfLeukocytes)),
        ("NK (‰)", Asked),
        ("CD3+/CD45+", Nothing),
        ("CD16+CD56-dim NK cell", Refused(Unconvertible::NkSubset)),
        ("CD16-CD56+ NK", Refused(Unconvertible::NkSubset)),
        ("nk_cells_percent", Read(Field::Column(Column::NkPercent))),
        ("NK Cells (#)", Refused(Unconvertible::CellCount)),
        ("nk_cells_abs", Refused(Unconvertible::CellCount)),
        ("CD107a+ NK cells (%)", Refused(Unconvertible::OtherAssay)),
        ("CD56 bright NK cells (% of total lymphocytes)", Refused(Unconvertible::NkSubset)),
        ("NK CD3−CD16+CD56+ % lymphocytes", Read(Field::Column(Column::NkPercent))),
        ("CD16+CD56+ CELLS/100 CELLS IN BLOOD", Asked),
        ("自然流产次数", Read(Field::Column(Column::PreviousLosses))),
        ("人工流产次数", Nothing),
        ("药物流产次数", Nothing),
        ("孕产史(自然流产次数)", Asked),
        ("nro_abortos", Asked),
        ("T/NK cells (%)", Asked),
        ("spontaneousMiscarriage", Asked),
        ("Anzahl Geburten", Nothing),
        ("CD14-CD33-/CD3-/CD16+CD56+/CD94+", Refused(Unconvertible::NkSubset)),
        ("MFI TNFa Monocytes", Refused(Unconvertible::Intensity)),
        ("CD14+ Freq. of Parent", Nothing),
    ] {
        let becomes = becomes(name);
        if becomes != right {
            wrong.push(format!("{name}: {becomes:?} instead of {right:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
