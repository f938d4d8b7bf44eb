//! Files of clinics that this program has never seen: names, words and marks are taken
//! from laboratories, programs and registries, not from the reader. What ends up in use
//! is the truth, or is asked about, or is refused; it is never silently another.

#![cfg(not(target_arch = "wasm32"))]

mod answers;
mod cells;
mod check;
mod file;
mod vocabulary;

use proptest::prelude::*;

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::reader::issue::{FileError, FileQuestion};
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{Reading, look, read};
use rpl_immune_profile::engine::record::Value;

use crate::support::files::{leaves_out, nk};
use crate::support::random_inputs;
use answers::{Fate, read_by_user};
use check::complaint;
use file::{ClinicFile, Design, design, file, with_columns};
use vocabulary::{Name, Nature, names};

fn verdict(file: &ClinicFile) -> Result<(), String> {
    match read_by_user(file) {
        Fate::Read(reading, questions) => match complaint(file, &reading, &questions) {
            None => Ok(()),
            Some(complaint) => Err(format!("{complaint}\nafter {questions:?}")),
        },
        Fate::Refused(sentence) if sentence.len() > 10 => Ok(()),
        Fate::Refused(sentence) => Err(format!("refused with {sentence:?}")),
        Fate::Stuck(why) => Err(why),
    }
}

proptest! {
    #![proptest_config(random_inputs(150))]

    #[test]
    fn what_strangers_send_is_read_right_asked_about_or_refused(design in design()) {
        let file = file(&design);
        if let Err(complaint) = verdict(&file) {
            prop_assert!(false, "{}\n{}", complaint, file.shown());
        }
    }
}

/// Each name beside an identifier and one laboratory value, with clean cells.
#[test]
fn every_name_alone_is_what_it_is_asked_about_or_refused() {
    let right = |field: Field| {
        let is_it = |name: &&Name| name.nature == Nature::Right(field);
        names()[0].iter().find(is_it).expect("a name").clone()
    };
    let mut wrong = Vec::new();
    for name in names().iter().flatten() {
        let near = match name.nature {
            Nature::Right(field) | Nature::Disputed(field) | Nature::Other(field) => Some(field),
            Nature::Unrelated => None,
        };
        let company = if near == Some(Field::Column(Column::NkPercent)) {
            Field::Column(Column::NkCyto25)
        } else {
            Field::Column(Column::NkPercent)
        };
        let mut columns = vec![(right(company), 5), (name.clone(), 77)];
        if near != Some(Field::Column(Column::PatientId)) {
            columns.insert(0, (right(Field::Column(Column::PatientId)), 0));
        }
        if let Err(complaint) = verdict(&with_columns(columns, &Design::plain())) {
            wrong.push(format!("{}: {complaint}", name.text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// What the files above showed, each by itself.

#[track_caller]
fn reading(file: &str) -> Reading {
    read(file.as_bytes(), &leaves_out()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A program that prints its header on every page.
#[test]
fn women_above_a_header_that_is_repeated_are_read() {
    for file in [
        "nk_pct,LAK activity 50:1 (%),Prolactin\n19.7,70.8,373\n4.4,71.2,456.6\n\
         nk_pct,LAK activity 50:1 (%),Prolactin\n19.0,17.8,30\n",
        "nk_pct;% specific lysis 50:1 (K562);TSH\n19,7;4,3;2,1\n4,4;26,6;2,8\n\
         nk_pct;% specific lysis 50:1 (K562);TSH\n19;27,3;5,3\n",
    ] {
        let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
        assert_eq!((preview.source.header_row, preview.source.header_rows), (1, 1), "{file}");
    }
    let file = "nk_pct,LAK activity 50:1 (%)\n19.7,70.8\n4.4,71.2\nnk_pct,LAK activity 50:1 (%)\n19,17.8\n";
    let reading = reading(file);
    assert_eq!([0, 1, 2].map(|woman| nk(&reading, woman)), [Some(19.7), Some(4.4), Some(19.0)]);
    assert!(reading.cohort.nk_cyto_50.measured(0).is_none(), "lymphokine-activated killers");
}

/// A line that a delimiter does not divide lends its text to no columns.
#[test]
fn decimal_commas_below_an_undivided_line_are_no_columns() {
    for file in [
        "Patienten-ID;NK cells | Freq. of Lymphocytes (%);NK cytotoxicity (%);Notiz\n\
         A1;29,5;50,9;6\nA2;14,8;18,6;7\nA3;20,4;52,1;0\n",
        "Patienten-ID,Lymphocytes/CD3-/CD16+CD56+ | Freq. of Lymphocytes,% specific lysis 12.5:1 (K562)\n\
         A1,25.01,10.2\nA2,19,22.7\nA3,32.2,5.8\n",
    ] {
        let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
        assert_eq!(preview.source.header_rows, 1, "{file}");
        assert!(preview.columns.len() > 1 && preview.columns.len() < 5, "{file}");
    }
}

/// A comma in a name does not divide rows whose decimals are commas.
#[test]
fn a_comma_in_a_name_does_not_cut_decimals() {
    let file = "Lymphocytes/CD3-CD56+ | Freq. of Parent (%);Т-лимфоциты (CD3+), %;NK cytotoxicity 12.5:1 (%)\n\
                26,9;413;22,2\n32,9;;6,4\n6,6;271,8;4,6\n12;161,2;22,9\n";
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!(preview.columns.len(), 3);
}

/// `NK, %` is one name, also in the only column of a file.
#[test]
fn a_comma_before_a_unit_divides_nothing() {
    for file in [
        "NK-клетки, %\n16,4\n22,2\n9,8\n",
        "NK cells, %\n16,4\n22,25\n9,8\n",
        "NK-клетки, %\n16,4\n26,2\nNK-клетки, %\n8,6\n23,6\n",
    ] {
        let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
        assert_eq!(preview.columns.len(), 1, "{file}");
        match read(file.as_bytes(), &ImportSettings::default()) {
            Ok(reading) => assert_eq!(nk(&reading, 0), Some(16.4), "{file}"),
            Err(FileError::Questions { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    // Percentages beside counts are columns of their own.
    let file = "id,CD4 count,%,nk_percent\nA1,400,31,16.4\nA2,510,35,22.2\n";
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!(preview.columns.len(), 4);
}

/// A line with a comma above a table takes no woman from it.
#[test]
fn a_title_with_a_comma_divides_nothing() {
    let file = "Lab: Immunology, printed 2024-01-03\t\nNK cells | Freq. of Lymphocytes (%)\tNK assay 12.5:1 (% killed)\n\
                16.964\t14,03\n18.5\t11,7\n25.8\t4,1\n";
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    assert_eq!((preview.columns.len(), preview.n_rows), (2, 3), "{:?}", preview.source);
}

/// The apostrophe by which a spreadsheet keeps a number as text is no quotation mark.
#[test]
fn an_apostrophe_takes_nothing_from_quotation_marks() {
    let file = "\"ID paziente\",\"Karyotype\",\"TNF-α+CD4+/IL-10+CD4+ ratio\",\"etiology_of_rpl\"\n\
                \"A1\",\"'2\",\"39.9\",\"PCOS\"\n\"A2\",\"46, XX\",\"18.4\",\"APS\"\n\
                \"A3\",\"46, XX\",\"18.4\",\"APS\"\n";
    let preview = look(file.as_bytes(), &ImportSettings::default()).expect("a table");
    let names: Vec<&str> = preview.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(
        names,
        ["ID paziente", "Karyotype", "TNF-α+CD4+/IL-10+CD4+ ratio", "etiology_of_rpl"]
    );
}

/// A note in a column of words that names nobody.
#[test]
fn a_note_below_women_without_names_is_asked_about() {
    let file = "Cause of death,NK cytotoxicity 12.5:1 (%)\nnone,5.8\nterm,6.6\nPCOS,14.6\n\
                \"46,XY\",3.0\nStand: 03.01.2024,\n";
    let Err(FileError::Questions { questions }) = read(file.as_bytes(), &ImportSettings::default())
    else {
        panic!("nothing is asked");
    };
    assert!(matches!(&questions[..], [FileQuestion::NoWomen { n: 1, .. }]), "{questions:?}");
}

#[test]
fn equals_and_less_is_at_most() {
    use rpl_immune_profile::engine::record::Bound;
    let reading = reading("id,nk_percent\nA,=<15.1\nB,=>60\nC,=17.2\n");
    let found = |woman| {
        let measured = reading.cohort.nk_level.measured(woman);
        measured.map(|measured| (measured.bound, measured.value.get()))
    };
    assert_eq!(found(0), Some((Bound::AtMost, 15.1)));
    assert_eq!(found(1), Some((Bound::AtLeast, 60.0)));
    assert_eq!(found(2), Some((Bound::Exact, 17.2)));
}

/// Whether immune findings are causes is what the study is about.
#[test]
fn immune_causes_are_asked_about_and_codes_of_laboratories_are_missing() {
    let file = "id,nk_percent,etiology\nA,15,alloimmune\nB,16,TNP\nC,12,APS\n";
    let Err(FileError::Questions { questions }) = read(file.as_bytes(), &ImportSettings::default())
    else {
        panic!("nothing is asked");
    };
    let is_asked = |question: &FileQuestion| matches!(question, FileQuestion::Values { words, .. } if *words == ["alloimmune"]);
    assert!(matches!(&questions[..], [question] if is_asked(question)), "{questions:?}");
}
