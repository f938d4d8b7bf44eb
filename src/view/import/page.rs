//! What the import step says around the questions, the choices and the first rows.

/// The heading of the step.
#[must_use]
pub fn title(file_name: &str) -> String {
    format!("How {file_name} is read")
}

/// What stands above everything that can be chosen.
pub const SETTINGS: &str =
    "Everything that can be set: the file, its columns and words, missing values";

/// What the button that reads the file says.
pub const READ: &str = "Read the file";

/// What the button that leaves the step says.
#[must_use]
pub fn leave(has_report: bool) -> &'static str {
    if has_report { "Back to the report" } else { "Close file" }
}

/// Why the file cannot be read yet.
pub const OPEN: &str = "The file can be read once every question is answered.";

/// What the button that saves the choices says.
pub const SAVE: &str = "Save these choices";

/// What the button that loads saved choices says.
pub const LOAD: &str = "Load saved choices";

/// What saved choices hold.
pub const SAVED: &str = "They hold names of columns and words, and no row of the file.";

/// The heading above the first rows.
pub const FIRST_ROWS: &str = "First rows as they are in the file";

/// What their table is called, and the head of its first column.
pub const FIRST_ROWS_TABLE: (&str, &str) = ("First rows of the file", "Row");

/// The heading above the open questions.
#[must_use]
pub fn questions(n: usize) -> String {
    match n {
        1 => "One question before the file can be read".to_owned(),
        n => format!("{n} questions before the file can be read"),
    }
}

/// What the button that accepts several proposed answers says.
#[must_use]
pub fn accept(n: usize) -> String {
    format!("Accept the proposed answers to {n} questions")
}

/// Which answers it accepts.
pub const ACCEPTED: &str =
    "Only those that the texts themselves say; every change is listed in the report.";

/// What the table with the cells of a question is called.
#[must_use]
pub fn evidence(question: &str) -> String {
    format!("Cells: {question}")
}

/// The mark of a proposed answer.
pub const PROPOSED: &str = " (proposed)";

/// The heads of the lines of a question.
pub const LINES: [&str; 3] = ["In the file", "Cells", "Stands for"];

/// What the button below the lines says.
#[must_use]
pub fn answer(is_as_proposed: bool) -> &'static str {
    if is_as_proposed { "Accept these answers" } else { "Use these answers" }
}

/// Why the button below the lines rests.
pub const UNANSWERED: &str = "Choose an answer in every marked line.";

/// What a picker shows before something is chosen.
pub const CHOOSE: &str = "choose…";

/// The heading above the columns, and what their table is called.
pub const COLUMNS: (&str, &str) = ("Columns", "Columns of the file and what they are read as");

/// The heads of the table of the columns.
pub const COLUMN_HEADS: [&str; 3] = ["In the file", "Read as", "Unit and decimal mark"];

/// What the button says that keeps columns which the format does not know.
#[must_use]
pub fn keep_proposed(n: usize) -> String {
    match n {
        1 => "Keep one more column as proposed".to_owned(),
        n => format!("Keep {n} more columns as proposed"),
    }
}

/// What keeping a column does.
pub const KEPT: &str = "A column that the format does not know is left out unless you keep it. \
    What you keep stands in Table 1. Columns that tell who a woman is cannot be kept.";

/// The heading above the words of a kept category, and what the button beside each says.
pub const LEVELS: (&str, &str) = ("Words and their order", "Up");

/// What the button that moves a word up is called.
#[must_use]
pub fn level_up(name: &str) -> String {
    format!("Move “{name}” up")
}

/// What words of one name are.
pub const LEVELS_NOTE: &str = "Words with the same name count as one.";

/// The heads of a list of words.
pub const WORDS: [&str; 3] = ["Word", "Cells", "Stands for"];

/// The title of a list of words, with their number.
#[must_use]
pub fn words(title: &str, n: usize) -> String {
    format!("{title} ({n})")
}

/// What stands above the codes for missing values.
pub const MISSING: &str = "What counts as missing";

/// What is to be typed as codes for missing values.
pub const MISSING_LABEL: &str =
    "Texts and numbers that stand for a missing value, separated by commas";

/// What needs no code.
pub const MISSING_ANYWAY: &str = "Empty cells, errors of a spreadsheet and REDCap's codes for \
    missing data count as missing in any case.";
