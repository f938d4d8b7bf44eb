//! What is wrong with a file as a whole.

use super::questions::question;
use super::sentence;
use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::issue::{FileError, WorkbookProblem};

/// That what was dropped is a folder.
pub const DROPPED_FOLDER: &str =
    "That is a folder. Open it and drop the one file with the table here.";

/// That what was dropped is nothing that can be read.
pub const DROPPED_NO_FILE: &str = "That was not a file. Drop one file with a table here.";

/// A whole file that cannot be used: what is wrong, and what to do.
#[must_use]
pub fn file_error(error: &FileError) -> String {
    let sentence = format!("{}.", sentence(&clause(error)));
    let FileError::Questions { questions } = error else { return sentence };
    let asked: Vec<String> = questions.iter().map(question).collect();
    format!("{sentence} {}", asked.join(" "))
}

fn clause(error: &FileError) -> String {
    match error {
        FileError::Empty => "the file is empty",
        FileError::NoRows => "the file has a header and no rows below it",
        FileError::Workbook { problem } => workbook(*problem),
        FileError::NoSuchSheet { name, names } => {
            return format!(
                "the workbook has no sheet named {name}; its sheets are {}",
                names.join(", ")
            );
        }
        FileError::OtherFormat { format } => other_format(*format),
        FileError::Json { line } => {
            return format!("line {line} is not valid JSON; export the file again");
        }
        FileError::JsonNameTwice { line, name } => {
            return format!(
                "“{name}” stands twice in the same record, the second time on line {line}, so nobody can say which is meant; correct it where the file was made, and export it again"
            );
        }
        FileError::NoRecords => {
            "the file is JSON without FHIR resources and without a list of records; export the table as CSV or as a workbook (.xlsx)"
        }
        FileError::NoObservations => {
            "the file holds FHIR resources but no observation with a code that is read; the documentation lists the codes"
        }
        FileError::Archive { names } => {
            return format!(
                "the file is an archive that holds {}; unpack it and open the table inside",
                names.join(", ")
            );
        }
        FileError::NoTable => {
            "the file is text, but no table: its lines are not divided by commas, semicolons, tabs, vertical bars or blanks into the same columns; save the table as CSV or .xlsx"
        }
        FileError::SeparatedByBlanks => {
            "the columns are separated by blanks, which are inside cells too, or cells are missing; write the table with commas (in R: write.csv) or save it as .xlsx"
        }
        FileError::WomenInColumns => {
            "the women are in columns and the values in rows; one woman a row is needed: turn the table in a spreadsheet (copy, paste special, transpose) and open that"
        }
        FileError::OneTestALine { columns } => {
            return format!(
                "the file has one test a line (columns {}); one woman a row is needed, with a column for each test: make a pivot table with the women as rows and the tests as columns",
                columns.join(", ")
            );
        }
        FileError::NotText => {
            "the file is not text; save the table as CSV or as a workbook (.xlsx), without zero bytes between its letters, and open that"
        }
        FileError::UnknownEncoding { label } => {
            return format!("there is no encoding named {label}; choose one from the list");
        }
        FileError::UnclosedQuote { row } => {
            return format!(
                "row {row}: a quotation mark opens a field that never ends; remove it, or choose “no quotation marks” in the import step"
            );
        }
        FileError::RowsInQuotes { row } => {
            return format!(
                "row {row}: a quotation mark opens a field that holds whole rows of the table; remove it, or choose “no quotation marks” in the import step"
            );
        }
        FileError::RowTooLong { row } => {
            return format!(
                "row {row} is longer than a megabyte; this is not a table with one patient a row"
            );
        }
        FileError::TooManyColumns { row } => {
            return format!(
                "row {row} has more than 16,384 fields; this is not a table with one patient a row"
            );
        }
        FileError::TooLarge { limit_megabytes } => {
            return format!(
                "the file is larger than {limit_megabytes} MB, which is the limit for workbooks and bundles; save the sheet as CSV, which is read in pieces and may have any size"
            );
        }
        FileError::TooManyRows { limit } => {
            return format!(
                "the file has more than {} million rows, more than fit into memory; split it",
                limit / 1_000_000
            );
        }
        FileError::Questions { questions } => {
            let n = questions.len();
            let are_answered = if n == 1 { "question is" } else { "questions are" };
            return format!("the file can be read once {n} {are_answered} answered");
        }
    }
    .to_owned()
}

/// What is the matter with a workbook.
fn workbook(problem: WorkbookProblem) -> &'static str {
    match problem {
        WorkbookProblem::Encrypted => {
            "the workbook is protected by a password; save a copy without one and open that"
        }
        WorkbookProblem::Damaged => {
            "this workbook is damaged; get it once more, or open it in a spreadsheet, save it as .xlsx or CSV and open that"
        }
        WorkbookProblem::TooLarge => {
            "the workbook unpacks to more than fits into memory; save the sheet as CSV, which may have any size, and open that"
        }
    }
}

/// What a file of a kind that is known and not read is.
fn other_format(format: OtherFormat) -> &'static str {
    match format {
        OtherFormat::Markup => {
            "the file is a web page, whatever its name says; open it in a spreadsheet, save it as .xlsx or CSV and open that"
        }
        OtherFormat::WebArchive => {
            "the file is a web page saved as one file (MHTML), whatever its name says; open it in a spreadsheet, save it as .xlsx or CSV and open that"
        }
        OtherFormat::SpreadsheetXml => {
            "the file is a workbook in the XML of Excel 2003; open it in a spreadsheet, save it as .xlsx and open that"
        }
        OtherFormat::FhirXml => "the file is FHIR in XML; export it in JSON",
        OtherFormat::Xml => "the file is XML; export the table as CSV or as a workbook (.xlsx)",
        OtherFormat::Mail => {
            "the file is an e-mail; save the table that is attached to it and open that"
        }
        OtherFormat::Pdf => "the file is a PDF; export the table as CSV or as a workbook (.xlsx)",
        OtherFormat::Image => {
            "the file is a picture; export the table as CSV or as a workbook (.xlsx)"
        }
        OtherFormat::Spss => "the file is a data file of SPSS; save it there as CSV or .xlsx",
        OtherFormat::Stata => "the file is a data file of Stata; write it with export delimited",
        OtherFormat::Sas => "the file is a data file of SAS; write it with proc export as CSV",
        OtherFormat::R => "the file is data of R; write the table there with write.csv",
        OtherFormat::Jamovi => "the file is of jamovi or JASP; export the table there as CSV",
        OtherFormat::Science => {
            "the file is data of MATLAB, JMP, Origin or Python; export the table there as CSV"
        }
        OtherFormat::Weka => "the file is a data file of Weka (ARFF); save it there as CSV",
        OtherFormat::Cytometry => {
            "the file is a measurement of a flow cytometer (FCS); export the table of percentages from the program that analyzes it"
        }
        OtherFormat::Prism => "the file is of GraphPad Prism; export the table there as CSV",
        OtherFormat::Packed => "the file is packed; unpack it and open the table inside",
        OtherFormat::Word => {
            "the file is a text document; copy the table into a spreadsheet, save it as .xlsx and open that"
        }
        OtherFormat::Slides => {
            "the file holds slides; copy the table into a spreadsheet, save it as .xlsx and open that"
        }
        OtherFormat::Hancom => {
            "the file is a document of Hancom Office; save the table as .xlsx or CSV and open that"
        }
        OtherFormat::Apple => {
            "the file is a document of Apple Numbers, Pages or Keynote; export the table there as Excel (.xlsx) or CSV"
        }
        OtherFormat::RichText => "the file is a text document; save the table as CSV or .xlsx",
        OtherFormat::Parquet => "the file is in Parquet or Arrow format; write it as CSV",
        OtherFormat::Database => "the file is a database; export the table as CSV",
        OtherFormat::Sql => "the file holds commands for a database (SQL); export the table as CSV",
        OtherFormat::Hl7 => {
            "the file holds messages of a laboratory system (HL7); export a table as CSV"
        }
        OtherFormat::OldWorkbook => {
            "the file is a workbook of an old kind; open it in a spreadsheet, save it as .xlsx and open that"
        }
        OtherFormat::Program => "the file is a program and no table",
        OtherFormat::Link => {
            "the file only says where another file is; get that file as .xlsx or CSV and open it"
        }
        OtherFormat::Lock => {
            "the file is what a spreadsheet leaves beside a workbook that is open (its name begins with ~$); open the workbook itself"
        }
        OtherFormat::Protected => {
            "a security program of the institution has encrypted the file; save an unprotected copy there and open that"
        }
    }
}
