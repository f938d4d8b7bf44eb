//! Why a whole file cannot be used, each in a sentence that says what to do.

use serde::{Deserialize, Serialize};

use crate::engine::reader::format::OtherFormat;
use crate::engine::reader::issue::Question;

/// Why a whole file cannot be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// There is a header and nothing below it.
    #[error("the file has a header and no rows below it")]
    NoRows,
    /// The workbook cannot be read.
    #[error("{problem}")]
    Workbook {
        /// What is the matter.
        problem: WorkbookProblem,
    },
    /// The workbook has no such sheet.
    #[error("the workbook has no sheet named {name}; its sheets are {}", names.join(", "))]
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// The file is of a kind that is known and not read.
    #[error("{}", other_format(*format))]
    OtherFormat {
        /// What it is.
        format: OtherFormat,
    },
    /// The JSON is broken.
    #[error("line {line} is not valid JSON; export the file again")]
    Json {
        /// Line of the file.
        line: u32,
    },
    /// The JSON holds neither FHIR resources nor a list of records.
    #[error(
        "the file is JSON without FHIR resources and without a list of records; export the table as CSV or as a workbook (.xlsx)"
    )]
    NoRecords,
    /// The resources hold no observation that is read.
    #[error(
        "the file holds FHIR resources but no observation with a code that is read; the documentation lists the codes"
    )]
    NoObservations,
    /// An archive of files and no workbook.
    #[error("the file is an archive that holds {}; unpack it and open the table inside", names.join(", "))]
    Archive {
        /// The names of the first files in it.
        names: Vec<String>,
    },
    /// The lines of the text have no columns in common.
    #[error(
        "the file is text, but no table: its lines are not divided by commas, semicolons, tabs, vertical bars or blanks into the same columns; save the table as CSV or .xlsx"
    )]
    NoTable,
    /// Blanks divide the columns, and stand inside of cells as well.
    #[error(
        "the columns are separated by blanks, which stand inside cells too, or cells are missing; write the table with commas (in R: write.csv) or save it as .xlsx"
    )]
    SeparatedByBlanks,
    /// Every column is a woman and every row a value.
    #[error(
        "the women stand in columns and the values in rows; one woman a row is needed: turn the table in a spreadsheet (copy, paste special, transpose) and open that"
    )]
    WomenInColumns,
    /// Every row is one test of a woman.
    #[error(
        "the file has one test a line (columns {}); one woman a row is needed, with a column for each test: make a pivot table with the women as rows and the tests as columns",
        columns.join(", ")
    )]
    OneTestALine {
        /// The columns that say so.
        columns: Vec<String>,
    },
    /// The file has zero bytes, which text never has.
    #[error(
        "the file is not text; save the table as CSV or as a workbook (.xlsx), without zero bytes between its letters, and open that"
    )]
    NotText,
    /// The settings name an encoding that nobody knows.
    #[error("there is no encoding named {label}; choose one from the list")]
    UnknownEncoding {
        /// The name.
        label: String,
    },
    /// A quotation mark opens a field and nothing closes it.
    #[error(
        "row {row}: a quotation mark opens a field that never ends; remove it, or choose “no quotation marks” in the import step"
    )]
    UnclosedQuote {
        /// Row of the spreadsheet where the row begins that has the mark.
        row: u32,
    },
    /// A quotation mark opens a field that runs over whole rows.
    #[error(
        "row {row}: a quotation mark opens a field that holds whole rows of the table; remove it, or choose “no quotation marks” in the import step"
    )]
    RowsInQuotes {
        /// Row of the spreadsheet where the row begins that has the mark.
        row: u32,
    },
    /// A row is longer than any row of a table.
    #[error("row {row} is longer than a megabyte; this is not a table with one patient a row")]
    RowTooLong {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// A row has more fields than a spreadsheet has columns.
    #[error("row {row} has more than 16,384 fields; this is not a table with one patient a row")]
    TooManyColumns {
        /// Row of the spreadsheet.
        row: u32,
    },
    /// A file of a kind that has to be in memory whole is larger than that allows.
    #[error(
        "the file is larger than {limit_megabytes} MB, which is the limit for workbooks and bundles; save the sheet as CSV, which is read in pieces and may have any size"
    )]
    TooLarge {
        /// The limit.
        limit_megabytes: u32,
    },
    /// The records would not fit into the memory of a browser.
    #[error("the file has more than {} million rows, more than fit into memory; split it", limit / 1_000_000)]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// The file can be read once something is decided that only the user knows.
    #[error("the file can be read once {} {} answered", questions.len(), if questions.len() == 1 { "question is" } else { "questions are" })]
    Questions {
        /// What has to be decided.
        questions: Vec<Question>,
    },
}

/// What is the matter with a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookProblem {
    /// It has a password.
    #[error("the workbook is protected by a password; save a copy without one and open that")]
    Encrypted,
    /// It is broken.
    #[error(
        "this workbook is damaged; get it once more, or open it in a spreadsheet, save it as .xlsx or CSV and open that"
    )]
    Damaged,
    /// It unpacks to more than fits into memory.
    #[error(
        "the workbook unpacks to more than fits into memory; save the sheet as CSV, which may have any size, and open that"
    )]
    TooLarge,
}

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
