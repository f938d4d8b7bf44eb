//! What stands around the ways to choose a cohort file.

/// The heading.
pub const TITLE: &str = "Open a cohort file";

/// What a file holds, and where it stays.
pub const FILE: &str =
    "One row is one woman: the first pregnancy after her work-up. The file stays on this computer.";

/// What the button that chooses a file says, and what else can be done.
pub const CHOOSE: (&str, &str) = ("Choose a file", "or drop it here");

/// What files can be read.
pub const FORMATS: &str = "CSV or other delimited text in any encoding; .xlsx, .xls, .ods; REDCap \
    exports; a FHIR Bundle. A session or saved choices may come with it, or before.";

/// The heading above the example, and what it is.
pub const EXAMPLE: (&str, &str) =
    ("Try it first", "A small made-up cohort. No woman in it exists.");

/// What the buttons that open and save the example say.
pub const EXAMPLE_BUTTONS: [&str; 2] = ["Open the synthetic example", "Save it"];

/// The heading above the templates, and what they are.
pub const TEMPLATE: (&str, &str) = (
    "Prepare your own",
    "An empty table with the names of the columns, what they hold, and the same for REDCap.",
);

/// What the buttons that save the templates say.
pub const TEMPLATE_BUTTONS: [&str; 3] =
    ["Save the template", "Data dictionary", "REDCap dictionary"];

/// What stands above the field for rows, on the field, and on its button.
pub const PASTE: [&str; 3] =
    ["Paste rows from a spreadsheet", "Rows with their header", "Read these rows"];

/// What stands above the guide to the columns.
pub const GUIDE: &str = "What the columns hold";

/// What the table of the guide is called, and its heads.
pub const GUIDE_TABLE: (&str, [&str; 2]) = ("Columns of a cohort file", ["Column", "Holds"]);
