//! The files of cells that leave with the user, opened in a spreadsheet program
//! that is not ours, with each separator that a program may take.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rpl_immune_profile::view::export::csv;

/// Cells that one program or another runs, or that become such when a line is
/// split elsewhere (OWASP, CSV Injection; and files of others).
fn hostile_cells() -> Vec<String> {
    let mut cells: Vec<String> =
        ["=1+1", "＝1+1", "+1+1", "＋1", "-1+1", "－1", "@SUM(1)", "＠SUM(1)"]
            .iter()
            .flat_map(|formula| {
                ["", " ", "\t", "\n", "\r", "\u{a0}", "\u{3000}", "\u{200b}", "\u{feff}", "\""]
                    .map(|before| format!("{before}{formula}"))
            })
            .collect();
    for separator in [',', ';', '\t', '|', '\n'] {
        for formula in ["=1+1", " =1+1", "\"=1+1\"", "＝1+1", "@SUM(1)", "-1+1", "+1+1"] {
            cells.push(format!("septum{separator}{formula}"));
            cells.push(format!("septum{separator}{formula}{separator}b"));
        }
    }
    cells.extend(
        [
            "septum;=SUM(1;2);b",
            "=HYPERLINK(\"x\";\"y\")",
            "=cmd|' /C calc'!A0",
            "a\";=1+1;\"b",
            "plain",
            "17.2",
        ]
        .map(str::to_owned),
    );
    cells
}

/// The formulas of a file opened as a sheet, and its cells, row by row.
fn open_in_spreadsheet(
    folder: &Path,
    file: &Path,
    separator: char,
) -> (Vec<String>, Vec<Vec<Data>>) {
    // Separator, quotation mark, UTF-8, from the first line on.
    let filter = format!("--infilter=CSV:{},34,76,1", u32::from(separator));
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let done = Command::new("soffice")
        .args([profile.as_str(), "--headless", &filter, "--convert-to", "xlsx", "--outdir"])
        .args([folder, file])
        .output()
        .expect("LibreOffice Calc");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut book: Xlsx<_> =
        open_workbook(file.with_extension("xlsx")).expect("a workbook by LibreOffice");
    let formulas = book.worksheet_formula("cells").expect("the sheet");
    let formulas = formulas.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    let range = book.worksheet_range("cells").expect("the sheet");
    (formulas, range.rows().map(<[Data]>::to_vec).collect())
}

#[test]
fn no_cell_is_a_formula_in_a_spreadsheet_whatever_separator_it_is_opened_with() {
    let cells = hostile_cells();
    let mut table = csv::CsvTable::new();
    table.row(["id", "cell", "number"]);
    for (place, cell) in cells.iter().enumerate() {
        table.row([place.to_string().as_str(), cell, "-3.5"]);
    }
    let folder = std::env::temp_dir().join(format!("rpl-spreadsheets-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("cells.csv");
    fs::write(&file, table.into_bytes()).expect("a file");
    for separator in [';', '\t', '|'] {
        let (formulas, rows) = open_in_spreadsheet(&folder, &file, separator);
        assert_eq!(formulas, Vec::<String>::new(), "opened with {separator:?}");
        assert!(rows.len() >= cells.len(), "opened with {separator:?}");
    }
    let (formulas, rows) = open_in_spreadsheet(&folder, &file, ',');
    assert_eq!(formulas, Vec::<String>::new());
    assert_eq!(rows.len(), cells.len() + 1);
    for (row, cell) in rows[1..].iter().zip(&cells) {
        // What was put in is an apostrophe and nothing else; line ends are those of the program.
        let bare = |text: &str| text.replace('\'', "").replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(bare(&row[1].to_string()), bare(cell));
        assert_eq!(row[2], Data::Float(-3.5), "a negative number stays one");
    }
    // The control: the program does run what is written as it is, behind another separator too.
    fs::write(&file, "a,\"=1+1\"\nb,septum;=1+1;b\n").expect("a file");
    for separator in [',', ';'] {
        let (formulas, _) = open_in_spreadsheet(&folder, &file, separator);
        assert_eq!(formulas.len(), 1, "opened with {separator:?}");
    }
    fs::remove_dir_all(&folder).expect("the folder goes");
}
