//! Everything of a study that leaves with the user.

use serde::{Deserialize, Serialize};

use super::archive::ExportedFile;
use super::methods::methods;
use super::origin::Provenance;
use super::r_script::r_script;
use super::session::{Session, SourceFile};
use super::strobe::checklist;
use super::{changes, docx, import_log, markdown, picture, table};
use crate::engine::counts::Counts;
use crate::engine::reader::Reading;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::engine::study::Study;
use crate::view::abbreviations;
use crate::view::document::{Block, Section, Table, walk};
use crate::view::figures::Figure;
use crate::view::file_errors::ExportError;
use crate::view::study::sections;

/// A file that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// Everything in one archive.
    Archive,
    /// Every woman with her class.
    ClassifiedRows,
    /// What was counted and how the file was read, as JSON for other programs.
    Report,
    /// What was changed in the file, and which rows are not used.
    Changes,
    /// One document.
    Document(Document),
}

/// A document of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Document {
    /// The whole report as a Word document.
    Report,
    /// The methods paragraph.
    Methods,
    /// The STROBE checklist as a Word document.
    Checklist,
    /// The script for R.
    Script,
    /// The session file.
    Session,
    /// A figure as SVG, by its name.
    Drawing(String),
    /// A table, by its name.
    Table(String, TableFormat),
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// Markdown.
    Markdown,
    /// Word.
    Word,
}

impl TableFormat {
    /// The ending of file names.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Markdown => "md",
            TableFormat::Word => "docx",
        }
    }
}

/// What files are written from.
#[derive(Clone, Copy, Debug)]
pub struct ExportSource<'a> {
    /// The study.
    pub study: &'a Study,
    /// The file that was analyzed.
    pub reading: &'a Reading,
    /// How it was asked to be read.
    pub import: &'a ImportSettings,
}

impl ExportSource<'_> {
    /// The sections of the document that leave with the user.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let study = self.study;
        let counts = Counts::new(self.reading, &study.protocol, &study.options.filter);
        sections(&counts, study)
    }
}

/// Writes a document; `pictures` are those of the report's figures. Its name says if the women are made up and which rule set it
/// is under.
///
/// # Errors
/// The [`ExportError`] reason.
pub fn document(
    what: &Document,
    source: &ExportSource<'_>,
    pictures: &[ExportedFile],
) -> Result<ExportedFile, ExportError> {
    let study = source.study;
    let origin = Provenance::of(study, &source.reading.log);
    let named = |stem: &str, extension: &str, bytes: Vec<u8>| {
        ExportedFile::new(origin.file_name(stem, extension), bytes)
    };
    let provenance = &origin.with_log;
    Ok(match what {
        Document::Report => {
            named("report", "docx", report_docx(study, source.sections(), provenance, pictures)?)
        }
        Document::Methods => named("methods", "md", methods_text(study, provenance).into_bytes()),
        Document::Checklist => named("strobe", "docx", docx::table(&checklist(study), provenance)?),
        Document::Script => named("analysis", "R", script(study, provenance).into_bytes()),
        Document::Session => {
            let session = session(source);
            named("session", "json", session.to_file())
        }
        Document::Drawing(name) => {
            let sections = source.sections();
            let all = figures(&sections);
            let (_, figure) = all.iter().find(|one| one.0 == *name).ok_or(ExportError::Unknown)?;
            named(name, "svg", picture::svg(figure, &origin)?.into_bytes())
        }
        Document::Table(name, format) => {
            let sections = source.sections();
            let all = tables(&sections);
            let one = all.iter().find(|table| table.id == *name).ok_or(ExportError::Unknown)?;
            let bytes = match format {
                TableFormat::Csv => table::csv(one, provenance),
                TableFormat::Markdown => table::markdown(one, provenance).into_bytes(),
                TableFormat::Word => docx::table(one, provenance)?,
            };
            named(name, format.extension(), bytes)
        }
    })
}

fn methods_text(study: &Study, provenance: &str) -> String {
    format!("{}\n{provenance}\n", methods(study).text())
}

/// The script for R, which says first what it is from.
fn script(study: &Study, provenance: &str) -> String {
    format!("# {provenance}\n{}", r_script(&study.protocol, &study.options, &study.own_columns))
}

/// The tables of sections, those under details included, in reading order.
#[must_use]
pub fn tables(sections: &[Section]) -> Vec<&Table> {
    let mut found = Vec::new();
    for section in sections {
        walk(&section.blocks, &mut |block| {
            if let Block::Table(table) = block {
                found.push(table);
            }
        });
    }
    found
}

/// The figures of sections with the names of their files, in reading order.
#[must_use]
pub fn figures(sections: &[Section]) -> Vec<(String, &Figure)> {
    let mut found = Vec::new();
    for section in sections {
        let mut place = 0;
        walk(&section.blocks, &mut |block| {
            if let Block::Figure(figure) = block {
                place += 1;
                found.push((format!("{}-{place}", section.id), &**figure));
            }
        });
    }
    found
}

/// The name under which the page paints the picture of a figure for the report.
#[must_use]
pub fn picture_in_report(name: &str) -> String {
    format!("{IN_REPORT}{name}.png")
}

/// How the names of pictures begin that go into the report alone.
const IN_REPORT: &str = "report/";

/// The whole document of a study for word processors, with those of its figures that are
/// among the pictures.
///
/// # Errors
/// The [`ExportError`] reason.
pub fn report_docx(
    study: &Study,
    mut sections: Vec<Section>,
    provenance: &str,
    pictures: &[ExportedFile],
) -> Result<Vec<u8>, ExportError> {
    sections.push(methods_section(study));
    sections.push(abbreviations_section());
    sections.push(Section {
        id: "strobe".to_owned(),
        title: "STROBE checklist".to_owned(),
        blocks: vec![Block::Table(checklist(study))],
    });
    let names = figures(&sections);
    let painted = |figure: &Figure| {
        let (name, _) = names.iter().find(|(_, one)| std::ptr::eq(*one, figure))?;
        let wanted = picture_in_report(name);
        pictures.iter().find(|one| one.name == wanted).map(|one| one.bytes.clone())
    };
    Ok(docx::document(
        "Immune classes and live birth after recurrent pregnancy loss",
        provenance,
        &sections,
        &painted,
    )?)
}

/// What the abbreviations of the report stand for, as a section.
fn abbreviations_section() -> Section {
    Section {
        id: "abbreviations".to_owned(),
        title: "Abbreviations".to_owned(),
        blocks: vec![Block::Paragraph(abbreviations::line(&abbreviations::COHORT))],
    }
}

/// The methods as a section.
#[must_use]
pub fn methods_section(study: &Study) -> Section {
    let methods = methods(study);
    let mut blocks: Vec<Block> = methods.paragraphs.into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Heading("References".to_owned()));
    blocks.extend(
        methods
            .references
            .into_iter()
            .enumerate()
            .map(|(place, text)| Block::Paragraph(format!("{}. {text}", place + 1))),
    );
    Section { id: "methods".to_owned(), title: "Methods".to_owned(), blocks }
}

/// The files of the archive of everything, but the classified rows, which are written
/// in slices; the pictures, which the page paints, are among them or in the report.
///
/// # Errors
/// The [`ExportError`] reason.
pub(super) fn files_of_archive(
    source: &ExportSource<'_>,
    pictures: Vec<ExportedFile>,
) -> Result<Vec<ExportedFile>, ExportError> {
    let ExportSource { study, reading, .. } = *source;
    let sections = source.sections();
    let origin = Provenance::of(study, &reading.log);
    let provenance = &origin.with_log;
    let file = FileReport::new(reading);
    let mut files = vec![
        ExportedFile::new("import-log.csv", import_log::table(&reading.log, &study.fingerprint)),
        ExportedFile::new("README.txt", read_me(provenance)),
        ExportedFile::new(
            "report.docx",
            report_docx(study, source.sections(), provenance, &pictures)?,
        ),
        ExportedFile::new(
            "report.md",
            format!(
                "{provenance}\n\n{}\n{}",
                markdown::document(&sections),
                markdown::document(&[abbreviations_section()])
            ),
        ),
        ExportedFile::new("methods.md", methods_text(study, provenance)),
        ExportedFile::new("strobe.md", table::markdown(&checklist(study), provenance)),
        ExportedFile::new("strobe.csv", table::csv(&checklist(study), provenance)),
        ExportedFile::new("changes.csv", changes::issues(&file, &study.fingerprint)),
        ExportedFile::new("session.json", session(source).to_file()),
        ExportedFile::new("r/analysis.R", script(study, provenance)),
    ];
    for one in tables(&sections) {
        let name = |extension: &str| format!("tables/{}.{extension}", one.id);
        files.push(ExportedFile::new(name("csv"), table::csv(one, provenance)));
        files.push(ExportedFile::new(name("md"), table::markdown(one, provenance)));
        files.push(ExportedFile::new(name("docx"), docx::table(one, provenance)?));
    }
    for (name, figure) in figures(&sections) {
        let svg = picture::svg(figure, &origin)?;
        files.push(ExportedFile::new(format!("figures/{name}.svg"), svg));
    }
    files.extend(pictures.into_iter().filter(|one| !one.name.starts_with(IN_REPORT)));
    Ok(files)
}

/// The session behind a study.
fn session(source: &ExportSource<'_>) -> Session {
    let ExportSource { study, reading, import } = *source;
    let made_with = SourceFile::new(&reading.log, &study.fingerprint);
    Session::new(study.protocol, study.options.clone(), import.clone(), made_with)
}

fn read_me(provenance: &str) -> String {
    format!(
        "{provenance}\n\nfigures/   every figure as SVG, and as PNG at 1x, 2x and 300 dpi\n\
         tables/    every table as CSV, Markdown and Word document\n\
         report.*   the whole report\n\
         methods.md the methods paragraph with references\n\
         strobe.*   the STROBE checklist with the numbers of this file\n\
         r/         a script for R that computes every number again:\n\
         \x20          Rscript analysis.R classified.csv numbers.csv\n\
         import-log.csv  how the file was read\n\
         changes.csv  what was changed while it was read, and which rows are not used\n\
         session.json  the choices behind the report, without any patient\n\n\
         r/classified.csv holds all women of the file, whatever the filter, which the script for R \
         applies; changes.csv holds some of their cells. Everything else holds counts and summaries.\n"
    )
}
