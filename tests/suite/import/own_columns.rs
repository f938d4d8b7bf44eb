//! Columns that the format does not know and that the user keeps: what they are proposed
//! to be, how their cells are read, and what is told of those that cannot be.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use rpl_immune_profile::engine::cohort::filter::{Band, Filter, OwnCondition, OwnWanted};
use rpl_immune_profile::engine::own_column::{DateOrder, OwnColumn, OwnKind, OwnLevel};
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::number::DecimalMark;
use rpl_immune_profile::engine::reader::preview::{OwnPreview, OwnText};
use rpl_immune_profile::engine::reader::settings::{
    ColumnSettings, DuplicateChoice, ImportSettings,
};
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::view::import::columns::{ColumnSetting, column_lines, with_column};
use rpl_immune_profile::view::import::own::{
    OwnSetting, keep_proposed, keeps, with_kind, with_own,
};

/// One column below a name, each cell as a woman of her own.
fn file(name: &str, cells: &[&str]) -> String {
    let rows = cells
        .iter()
        .enumerate()
        .map(|(place, text)| format!("W{place},12,\"{}\"\n", text.replace('"', "\"\"")));
    format!("patient_id,nk_percent,{name}\n{}", rows.collect::<String>())
}

fn own(name: &str, kind: OwnKind) -> OwnColumn {
    OwnColumn { name: name.to_owned(), kind, ..OwnColumn::default() }
}

fn keeping(columns: &[OwnColumn]) -> ImportSettings {
    ImportSettings { own_columns: columns.to_vec(), ..ImportSettings::default() }
}

fn level(text: &str) -> OwnLevel {
    OwnLevel { text: text.to_owned(), label: String::new() }
}

fn category(levels: &[&str]) -> OwnKind {
    let levels = levels.iter().map(|text| level(text)).collect();
    OwnKind::Category { levels, is_ordered: false }
}

#[track_caller]
fn reading(file: &str, settings: &ImportSettings) -> Reading {
    read(file.as_bytes(), settings).unwrap_or_else(|error| panic!("{error:?}"))
}

/// What the third column of a file could be kept as.
#[track_caller]
fn found(file: &str, settings: &ImportSettings) -> Option<OwnPreview> {
    let preview = look(file.as_bytes(), settings).expect("a table");
    preview.columns[2].own.clone()
}

#[track_caller]
fn values(reading: &Reading, place: usize) -> Vec<Option<f64>> {
    (0..reading.cohort.len()).map(|index| reading.cohort.own[place].get(index)).collect()
}

#[test]
fn nothing_is_kept_unless_it_is_asked_for() {
    let reading = reading(&file("tsh", &["2.5", "3.1"]), &ImportSettings::default());
    assert!(reading.cohort.own.is_empty() && reading.log.own_columns.is_empty());
    assert_eq!(reading.header.ignored, ["tsh"]);
}

#[test]
fn a_kind_is_proposed_from_the_cells_and_none_for_names_and_remarks() {
    let date = |order| Some(OwnKind::Date { order });
    for (name, cells, expected) in [
        ("tsh", &["2.5", "3.1", "", "<0.1"][..], Some(OwnKind::Number)),
        ("tsh", &["2,5", "3,1", "NA"], Some(OwnKind::Number)),
        ("smokes", &["yes", "no", "No", ""], Some(OwnKind::YesNo)),
        ("smokes", &["1", "0", "0"], Some(OwnKind::YesNo)),
        ("blood", &["A", "B", "A", "B", "a", "0"], Some(category(&["0", "A", "B"]))),
        ("grade", &["3", "x", "1", "3", "x", "1", "x", "x"], Some(category(&["1", "3", "x"]))),
        ("seen", &["2015-03-02", "2016-04-05"], date(DateOrder::YearFirst)),
        ("seen", &["2/3/2015", "31/3/2016"], date(DateOrder::DayFirst)),
        ("seen", &["2/3/2015", "3/31/2016"], date(DateOrder::MonthFirst)),
        // Only the user can tell.
        ("seen", &["2/3/2015", "4/5/2016"], None),
        ("seen", &["31/3/2015", "3/31/2016"], None),
        // A word of nearly every woman, numbers of charts, remarks, nothing.
        ("doctor", &["Kim", "Lee", "Park", "Choi"], None),
        ("sheet_code", &["1234567", "1234568", "1234569"], None),
        (
            "remark",
            &["came late and was seen again after one week by the nurse", "x", "x", "x"],
            None,
        ),
        ("empty", &["", "NA", ""], None),
    ] {
        let found = found(&file(name, cells), &ImportSettings::default()).expect("could be kept");
        assert_eq!(found.proposal, expected, "{name} {cells:?}");
    }
    // More words than a category may have are no levels, even for who asks.
    let words: Vec<String> = (0..42).map(|n| format!("word {}", n % 21)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let found = found(&file("ward", &words), &ImportSettings::default()).expect("could be kept");
    assert!(found.proposal.is_none() && found.levels.is_empty(), "{found:?}");
}

/// By its name or by its cells, and whatever was chosen.
#[test]
fn what_tells_who_she_is_cannot_be_kept() {
    for (name, cells) in [
        ("patient name", &["Kim A", "Lee B", "Kim A"][..]),
        ("x", &["1985-03-02", "1990-04-05", "1979-12-01"]),
        ("y", &["a@example.org", "b@example.org", ""]),
    ] {
        let text = file(name, cells);
        let asked = keeping(&[own(name, OwnKind::Date { order: DateOrder::YearFirst })]);
        for settings in [ImportSettings::default(), asked.clone()] {
            assert_eq!(found(&text, &settings), None, "{name}");
        }
        let settings = ImportSettings {
            identifiers: Some(rpl_immune_profile::engine::reader::settings::IdentifierChoice::Keep),
            ..asked
        };
        assert!(reading(&text, &settings).cohort.own.is_empty(), "{name}");
    }
}

#[test]
fn cells_are_read_as_the_column_is_kept_and_what_cannot_be_is_told() {
    let text = "patient_id;nk_percent;TSH;Smokes;Blood;Seen\n\
                A;12,5;2,5;yes;A;2/3/2015\n\
                B;13,5;３，１;no;b;31.12.2015\n\
                C;14,5;high;maybe;AB;2/3/15\n\
                D;15,5;;NA;;\n\
                E;16,5;<0,1;1;A ;2015-03-02\n\
                F;17,5;high;0;-;unknown\n";
    let columns = [
        own("TSH", OwnKind::Number),
        own("Smokes", OwnKind::YesNo),
        own("Blood", category(&["A", "B"])),
        own("Seen", OwnKind::Date { order: DateOrder::DayFirst }),
    ];
    let reading = reading(text, &keeping(&columns));
    assert_eq!(reading.cohort.len(), 6, "no row is left out because of them");
    assert!(reading.header.ignored.is_empty());
    assert_eq!(values(&reading, 0), [Some(2.5), Some(3.1), None, None, None, None]);
    assert_eq!(values(&reading, 1), [Some(1.0), Some(0.0), None, None, Some(1.0), Some(0.0)]);
    assert_eq!(values(&reading, 2), [Some(0.0), Some(1.0), None, None, Some(0.0), None]);
    // as.numeric(as.Date(c("2015-03-02", "2015-12-31"))) of R 4.2.2.
    assert_eq!(
        values(&reading, 3),
        [Some(16_496.0), Some(16_800.0), None, None, Some(16_496.0), None]
    );
    let told: Vec<String> = reading
        .log
        .own_columns
        .iter()
        .map(|used| {
            let text = |one: &OwnText| format!(" {} {} {}", one.text, one.n, one.row);
            let texts: String = used.unreadable.iter().map(text).collect();
            format!("{}:{texts}", used.n_unreadable)
        })
        .collect();
    assert_eq!(told, ["3: high 2 4 <0,1 1 6", "1: maybe 1 4", "1: AB 1 4", "1: 2/3/15 1 4"]);
    assert_eq!(reading.log.own_columns[0].decimal_mark, DecimalMark::Comma);
    // The look before tells the same.
    let preview = look(text.as_bytes(), &keeping(&columns)).expect("a table");
    let before: Vec<u32> = preview.columns[2..]
        .iter()
        .filter_map(|one| Some(one.own.as_ref()?.n_unreadable))
        .collect();
    assert_eq!(before, [3, 1, 1, 1]);
}

/// Codes for missing values are no words of a category, whether it is kept or not, and
/// errors of a spreadsheet are told before and after alike.
#[test]
fn codes_for_missing_values_are_no_words() {
    let text = file("pain", &["mild", "NA", "severe", "mild", "999", "#DIV/0!", "severe", "mild"]);
    let start = found(&text, &ImportSettings::default()).expect("could be kept");
    assert_eq!(start.proposal, Some(category(&["mild", "severe"])));
    let settings = keeping(&[own("pain", category(&["mild", "severe"]))]);
    let kept = found(&text, &settings).expect("kept");
    assert_eq!((kept.levels, kept.n_filled, kept.n_unreadable), (start.levels, 5, 1));
    assert_eq!(reading(&text, &settings).log.own_columns[0].n_unreadable, 1);
}

/// As for a known column: 1,234 may be two numbers.
#[test]
fn an_open_decimal_mark_is_a_question() {
    let text = "patient_id;nk_percent;TSH\nA;12,5;1,234\nB;13,5;2,345\n";
    let mut settings = keeping(&[own("TSH", OwnKind::Number)]);
    match read(text.as_bytes(), &settings) {
        Err(FileError::Questions { questions }) => {
            assert_eq!(questions, [FileQuestion::DecimalMark { column: "TSH".to_owned() }]);
        }
        other => panic!("{other:?}"),
    }
    let chosen =
        ColumnSettings { decimal_mark: Some(DecimalMark::Comma), ..ColumnSettings::default() };
    settings.columns.insert("TSH".to_owned(), chosen);
    assert_eq!(values(&reading(text, &settings), 0), [Some(1.234), Some(2.345)]);
}

/// A column whose name makes a question of it is settled by keeping it, and one that is
/// read as a field is not kept beside it.
#[test]
fn keeping_answers_what_a_column_is() {
    let text = "patient_id,nk_percent,NK activity (%)\nA,12,30\nB,13,40\n";
    assert!(matches!(
        read(text.as_bytes(), &ImportSettings::default()),
        Err(FileError::Questions { .. })
    ));
    let mut settings = keeping(&[own("NK activity (%)", OwnKind::Number)]);
    assert_eq!(values(&reading(text, &settings), 0), [Some(30.0), Some(40.0)]);
    let field = rpl_immune_profile::engine::reader::field::Field::from_name("nk_cyto_25");
    let chosen = ColumnSettings { field, ..ColumnSettings::default() };
    settings.columns.insert("NK activity (%)".to_owned(), chosen);
    let reading = reading(text, &settings);
    assert!(reading.cohort.own.is_empty());
    assert_eq!(
        reading.cohort.nk_cyto_25.get(0).map(rpl_immune_profile::engine::record::Value::get),
        Some(30.0)
    );
}

/// The first value counts, gaps are filled, and a difference is told.
#[test]
fn rows_of_one_woman_are_put_together() {
    let text = "patient_id,nk_percent,TSH,Blood\nA,12,2.5,\nB,13,3,A\nA,12,2.6,B\n";
    let columns = [own("TSH", OwnKind::Number), own("Blood", category(&["A", "B"]))];
    for (duplicates, tsh) in [(DuplicateChoice::Merge, 2.5), (DuplicateChoice::Last, 2.6)] {
        let settings = ImportSettings { duplicates, ..keeping(&columns) };
        let reading = reading(text, &settings);
        assert_eq!(values(&reading, 0), [Some(tsh), Some(3.0)]);
        assert_eq!(values(&reading, 1), [Some(1.0), Some(0.0)]);
        assert!(reading.issues.listed.iter().any(|issue| issue.place == Some(2)), "{duplicates:?}");
    }
    // Rows that differ in what matters: only one of them is used.
    let text = "patient_id,nk_percent,TSH\nA,12,2.5\nB,13,3\nA,15,2.6\n";
    let settings = ImportSettings {
        duplicates: DuplicateChoice::Last,
        ..keeping(&[own("TSH", OwnKind::Number)])
    };
    assert_eq!(values(&reading(text, &settings), 0), [Some(3.0), Some(2.6)]);
}

/// What is kept is part of the choices, which come back as they were.
#[test]
fn choices_hold_what_is_kept() {
    let mut smoking = own("Smoking", category(&["never", "current"]));
    smoking.label = "Smoking status".to_owned();
    let mut tsh = own("TSH", OwnKind::Number);
    tsh.unit = "mIU/L".to_owned();
    let settings =
        keeping(&[smoking, tsh, own("Seen", OwnKind::Date { order: DateOrder::MonthFirst })]);
    let again = ImportSettings::from_json(&settings.to_json()).expect("choices");
    assert_eq!(again.own_columns, settings.own_columns);
    assert_ne!(settings.fingerprint(), ImportSettings::default().fingerprint());
    // Choices that were saved before columns could be kept.
    let older = r#"{"schema":"rpl-immune-profile/import/1","columns":{}}"#;
    assert_eq!(ImportSettings::from_json(older).expect("choices").own_columns, []);
}

/// A woman of whom a column says something else, or nothing, is outside the filter, and so
/// is everyone of a file without the column.
#[test]
fn women_are_chosen_by_kept_columns() {
    let text = "patient_id,nk_percent,TSH,Blood,Smokes,Seen\n\
                A,12,1.5,A,yes,2015-03-02\nB,13,2.5,B,no,2015-12-31\nC,14,,,,\n";
    let columns = [
        own("TSH", OwnKind::Number),
        own("Blood", category(&["A", "B"])),
        own("Smokes", OwnKind::YesNo),
        own("Seen", OwnKind::Date { order: DateOrder::YearFirst }),
    ];
    let reading = reading(text, &keeping(&columns));
    let band = |minimum, maximum| Band { minimum, maximum };
    let levels =
        |levels: &[&str]| OwnWanted::Levels(levels.iter().map(|&level| level.to_owned()).collect());
    for (column, wanted, admitted) in [
        ("TSH", OwnWanted::Numbers(band(Some(1.5), Some(2.0))), [true, false, false]),
        ("TSH", OwnWanted::Numbers(band(None, None)), [true, true, false]),
        ("Blood", levels(&["B"]), [false, true, false]),
        ("Blood", levels(&["A", "B"]), [true, true, false]),
        ("Smokes", levels(&["yes"]), [true, false, false]),
        ("Smokes", levels(&["no"]), [false, true, false]),
        ("Seen", OwnWanted::Days(band(None, Some(16_496.0))), [true, false, false]),
        ("Other", levels(&["A"]), [false; 3]),
    ] {
        let condition = OwnCondition { column: column.to_owned(), wanted };
        let filter = Filter { own: vec![condition], ..Filter::default() };
        let found = [0, 1, 2].map(|index| filter.refusal_of(&reading.cohort, index).is_none());
        assert_eq!(found, admitted, "{filter:?}");
    }
}

/// What the page offers for a column, and what each choice makes of it.
#[test]
fn the_import_step_keeps_columns_and_changes_them() {
    let text = "patient_id;nk_percent;NK activity;TSH;Blood;Doctor\n\
                A;12,5;30;2,5;A;Kim\nB;13,5;40;3,5;B;Lee\nC;14,5;50;x;A;Park\nD;15,5;60;1,5;B;Choi\n\
                E;15,5;60;1,5;B;Jung\nF;15,5;60;1,5;B;Yoon\nG;15,5;60;1,5;B;Seo\nH;15,5;60;1,5;B;Oh\n\
                I;15,5;60;1,5;B;Im\nJ;15,5;60;1,5;B;Bae\n";
    let start = ImportSettings::default();
    let preview = look(text.as_bytes(), &start).expect("a table");
    // What a question is about is not among what is kept in one go.
    let (n, settings) = keep_proposed(&preview, &start).expect("two have a proposal");
    assert_eq!(n, 2);
    let names: Vec<&str> = settings.own_columns.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(names, ["TSH", "Blood"]);
    let lines = |settings: &ImportSettings| {
        column_lines(&look(text.as_bytes(), settings).expect("a table"))
    };
    let shown = lines(&settings);
    assert_eq!(shown[3].field.chosen, "own_number");
    let own = shown[3].own.as_ref().expect("kept");
    assert_eq!(own.told, "1 of 10 cells cannot be read as that and will be missing: “x”");
    assert!(own.unit.is_some() && own.levels.is_empty());
    // Every kind that is offered can be chosen, and then it is in force.
    for place in [2, 3, 4] {
        let column = &preview.columns[place];
        for (value, _) in shown[place].field.options.iter().filter(|one| keeps(&one.0)) {
            let chosen = with_kind(&start, column, value);
            assert_eq!(lines(&chosen)[place].field.chosen, *value, "{}", column.name);
        }
    }
    // Names, order and units.
    let mut settings = with_own(&settings, "Blood", &OwnSetting::Level(1, " type B ".to_owned()));
    settings = with_own(&settings, "Blood", &OwnSetting::LevelUp(1));
    settings = with_own(&settings, "Blood", &OwnSetting::Order("ordered".to_owned()));
    settings = with_own(&settings, "Blood", &OwnSetting::Label("Blood group".to_owned()));
    settings = with_own(&settings, "TSH", &OwnSetting::Unit("mIU/L".to_owned()));
    let blood = &settings.own_columns[1];
    assert_eq!((blood.label(), blood.levels()), ("Blood group", vec!["type B", "A"]));
    assert!(blood.kind.is_ordered());
    assert_eq!(settings.own_columns[0].unit, "mIU/L");
    // Read as a field, or left out, it is kept no longer.
    for value in ["ignored", "bmi"] {
        let other = with_column(&settings, "TSH", ColumnSetting::Field, value);
        assert_eq!(other.own_columns.len(), 1);
    }
}
