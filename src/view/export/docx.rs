//! A document for word processors (Office Open XML), with real tables.

use std::fmt::Write as _;

use super::archive::{ExportedFile, zip};
use super::xml::escaped;
use crate::view::document::{Block, RemarkTone, Row, RowKind, Section, Table, TableColumn};

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = include_str!("docx-styles.xml");

/// Landscape A4 with margins of 2 cm; the text is this wide, in twentieths of a
/// point.
const TEXT_WIDTH: usize = 14_570;

/// A document of sections under a title, with a line below it that says where it
/// is from. Figures appear by title and description; they are files of their own.
///
/// # Errors
/// When the document is larger than the format allows.
pub fn document(
    title: &str,
    provenance: &str,
    sections: &[Section],
) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut body = paragraph("Title", title);
    body += &paragraph("Note", provenance);
    for section in sections {
        body += &paragraph("Heading1", &section.title);
        body += &blocks(&section.blocks);
    }
    package(&body)
}

/// One table as a document.
///
/// # Errors
/// When the document is larger than the format allows.
pub fn table(one: &Table, provenance: &str) -> Result<Vec<u8>, zip::result::ZipError> {
    package(&(table_xml(one) + &paragraph("Note", provenance)))
}

fn package(body: &str) -> Result<Vec<u8>, zip::result::ZipError> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    zip(&[
        ExportedFile::new("[Content_Types].xml", CONTENT_TYPES),
        ExportedFile::new("_rels/.rels", RELATIONS),
        ExportedFile::new("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ExportedFile::new("word/styles.xml", STYLES),
        ExportedFile::new("word/document.xml", document),
    ])
}

fn blocks(all: &[Block]) -> String {
    let mut body = String::new();
    for block in all {
        body += &match block {
            Block::Heading(heading) => paragraph("Heading2", heading),
            Block::Paragraph(text) => paragraph("Normal", text),
            Block::Note(RemarkTone::Plain, text) => paragraph("Note", text),
            Block::Note(RemarkTone::Warning | RemarkTone::Refusal, text) => {
                paragraph("Warning", text)
            }
            Block::Table(one) => table_xml(one),
            Block::Figure(figure) => {
                paragraph("Caption", &format!("Figure: {} {}", figure.title, figure.description))
            }
            Block::Details { summary, blocks: hidden } => {
                paragraph("Heading2", summary) + &blocks(hidden)
            }
            Block::Beside(parts) => blocks(parts),
        };
    }
    body
}

fn paragraph(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, run(text, false))
}

fn run(text: &str, is_bold: bool) -> String {
    let bold = if is_bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!(r#"<w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
}

fn table_xml(table: &Table) -> String {
    let widths = widths(table);
    let mut xml = paragraph("Caption", &table.caption);
    xml += r#"<w:tbl><w:tblPr><w:tblStyle w:val="Results"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1" w:noVBand="1"/></w:tblPr><w:tblGrid>"#;
    for width in &widths {
        // Writing to a String cannot fail.
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (column, width) in table.columns.iter().zip(&widths) {
        xml += &cell_xml(&[(&column.head, true, "TableText")], column, *width);
    }
    xml += "</w:tr>";
    for row in &table.rows {
        xml += &row_xml(row, &table.columns, &widths);
    }
    xml += "</w:tbl>";
    for note in &table.notes {
        xml += &paragraph("Note", note);
    }
    xml
}

fn row_xml(row: &Row, columns: &[TableColumn], widths: &[usize]) -> String {
    let is_bold = row.kind != RowKind::Plain;
    let mut xml = String::from("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for ((cell, column), width) in row.cells.iter().zip(columns).zip(widths) {
        let mut lines = vec![(cell.text.as_str(), is_bold, "TableText")];
        if !cell.below.is_empty() {
            lines.push((cell.below.as_str(), false, "TableSmall"));
        }
        if cell.text.is_empty() && lines.len() > 1 {
            lines.remove(0);
        }
        xml += &cell_xml(&lines, column, *width);
    }
    xml + "</w:tr>"
}

/// A cell of lines, each with its text, whether it is bold, and its style.
fn cell_xml(lines: &[(&str, bool, &str)], column: &TableColumn, width: usize) -> String {
    let side = if column.is_numeric { r#"<w:jc w:val="right"/>"# } else { "" };
    let mut xml = format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
    for (text, is_bold, style) in lines {
        // Writing to a String cannot fail.
        let _ = write!(
            xml,
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{}</w:p>"#,
            run(text, *is_bold)
        );
    }
    xml + "</w:tc>"
}

/// Widths of the columns: the first one twice as wide as the others.
fn widths(table: &Table) -> Vec<usize> {
    let parts = table.columns.len() + 1;
    let part = TEXT_WIDTH / parts.max(1);
    (0..table.columns.len()).map(|place| if place == 0 { 2 * part } else { part }).collect()
}
