//! What else a file can be.

use serde::{Deserialize, Serialize};

/// A form that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherFormat {
    /// A web page under the name of a workbook, as some hospital systems export it.
    Markup,
    /// A web page with everything in one file.
    WebArchive,
    /// A workbook as XML, as Excel 2003 writes it.
    SpreadsheetXml,
    /// FHIR resources in XML.
    FhirXml,
    /// Any other XML.
    Xml,
    /// A message of electronic mail.
    Mail,
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A data file of SPSS.
    Spss,
    /// A data file of Stata.
    Stata,
    /// A data file of SAS.
    Sas,
    /// Data of R.
    R,
    /// A data file of jamovi or JASP.
    Jamovi,
    /// Data of MATLAB, JMP, Origin or Python.
    Science,
    /// A data file of Weka.
    Weka,
    /// A measurement of a flow cytometer.
    Cytometry,
    /// A project of `GraphPad` Prism.
    Prism,
    /// A packed file.
    Packed,
    /// A text document of Word or another program.
    Word,
    /// Slides.
    Slides,
    /// A text document of Hancom Office.
    Hancom,
    /// A table of Numbers, or another document of Apple's programs.
    Apple,
    /// A text document with formatting.
    RichText,
    /// A Parquet or Arrow file.
    Parquet,
    /// A database in one file.
    Database,
    /// Commands for a database.
    Sql,
    /// A message of a laboratory system.
    Hl7,
    /// A workbook of the time before 1993, or of another program.
    OldWorkbook,
    /// A program.
    Program,
    /// A link to a file that is somewhere else.
    Link,
    /// What a spreadsheet leaves beside a workbook that is open.
    Lock,
    /// A file that a security program of an institution has encrypted.
    Protected,
}
