//! A document for word processors (Office Open XML), with real tables, pictures, numbered
//! captions and numbered pages.

mod package;
mod page;

use std::fmt::Write as _;

use super::png::size_in_pixels;
use super::xml::escaped;
use crate::view::document::{Block, RemarkTone, Row, RowKind, Section, Table, TableColumn};
use crate::view::figures::Figure;
use package::{field, package, picture_id, section};
use page::Orientation;

/// English Metric Units, by which drawings are measured, of a pixel of 300 to the inch.
const PIXEL: u64 = 914_400 / 300;

/// The largest picture that leaves room for its caption on an upright page: 170 mm by
/// 215 mm.
const LARGEST: [u64; 2] = [6_120_000, 7_740_000];

/// Where the picture of a figure is, as PNG with 300 pixels to the inch, if there is one.
pub type Pictures<'a> = &'a dyn Fn(&Figure) -> Option<Vec<u8>>;

/// A document of sections under a title, with a line below it that says where it
/// is from. Tables and figures are numbered.
///
/// # Errors
/// When the document is larger than the format allows.
pub fn document(
    title: &str,
    provenance: &str,
    sections: &[Section],
    pictures: Pictures<'_>,
) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut body = Body::new(true, pictures);
    body.paragraph("Title", title);
    body.paragraph("Note", provenance);
    for section in sections {
        body.heading("Heading1", &section.title);
        body.blocks(&section.blocks);
    }
    body.package()
}

/// One table as a document.
///
/// # Errors
/// When the document is larger than the format allows.
pub fn table(one: &Table, provenance: &str) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut body = Body::new(false, &|_| None);
    body.table(one);
    body.add(&paragraph("Note", provenance));
    body.package()
}

/// What a caption counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    Table,
    Figure,
}

impl Counted {
    /// The word before the number, by which word processors find all of a kind.
    fn word(self) -> &'static str {
        match self {
            Counted::Table => "Table",
            Counted::Figure => "Figure",
        }
    }
}

/// The text of a document while it is written.
struct Body<'a> {
    xml: String,
    /// Headings, and text below them, that go where the next table or figure goes, which
    /// may be a page that lies across.
    waiting: String,
    /// Whether text is among what waits.
    text_waits: bool,
    orientation: Orientation,
    is_numbered: bool,
    n_tables: usize,
    n_figures: usize,
    pictures: Pictures<'a>,
    painted: Vec<Vec<u8>>,
}

impl<'a> Body<'a> {
    fn new(is_numbered: bool, pictures: Pictures<'a>) -> Self {
        Body {
            xml: String::new(),
            waiting: String::new(),
            text_waits: false,
            orientation: Orientation::Portrait,
            is_numbered,
            n_tables: 0,
            n_figures: 0,
            pictures,
            painted: Vec::new(),
        }
    }

    fn package(mut self) -> Result<Vec<u8>, zip::result::ZipError> {
        if !self.waiting.is_empty() {
            self.turn(Orientation::Portrait);
        }
        package(&self.xml, self.orientation, self.painted)
    }

    fn add(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// Has what follows stand on pages that lie so, what waits first.
    fn turn(&mut self, orientation: Orientation) {
        if self.orientation != orientation {
            if !self.xml.is_empty() {
                // A section ends with the paragraph that says how its pages lie.
                let end = format!(
                    r#"<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{}</w:pPr></w:p>"#,
                    section(self.orientation)
                );
                self.add(&end);
            }
            self.orientation = orientation;
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.text_waits = false;
        self.add(&waiting);
    }

    fn heading(&mut self, style: &str, text: &str) {
        // Text that nothing but another section follows stands upright.
        if self.text_waits && style == "Heading1" {
            self.turn(Orientation::Portrait);
        }
        self.waiting.push_str(&paragraph(style, text));
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        if self.waiting.is_empty() {
            self.turn(Orientation::Portrait);
            self.add(&paragraph(style, text));
        } else {
            self.waiting.push_str(&paragraph(style, text));
            self.text_waits = true;
        }
    }

    fn blocks(&mut self, all: &[Block]) {
        for block in all {
            match block {
                Block::Heading(heading) => self.heading("Heading2", heading),
                Block::Paragraph(text) => self.paragraph("Normal", text),
                Block::Note(RemarkTone::Plain, text) => self.paragraph("Note", text),
                Block::Note(RemarkTone::Warning | RemarkTone::Refusal, text) => {
                    self.paragraph("Warning", text);
                }
                Block::Table(one) => self.table(one),
                Block::Figure(figure) => self.figure(figure),
                Block::Details { summary, blocks } => {
                    self.heading("Heading2", summary);
                    self.blocks(blocks);
                }
                Block::Beside(parts) => self.blocks(parts),
            }
        }
    }

    /// The number of the next table or figure, as the beginning of its caption.
    fn number(&mut self, counted: Counted) -> String {
        if !self.is_numbered {
            return String::new();
        }
        let n = match counted {
            Counted::Table => &mut self.n_tables,
            Counted::Figure => &mut self.n_figures,
        };
        *n += 1;
        let (word, instruction) = (counted.word(), format!("SEQ {} \\* ARABIC", counted.word()));
        let number = field(&instruction, &n.to_string());
        format!("{}{number}{}", run(&format!("{word} "), false), run(". ", false))
    }

    fn table(&mut self, table: &Table) {
        self.turn(Orientation::of(table));
        let number = self.number(Counted::Table);
        let widths = self.orientation.widths(table);
        let xml = table_xml(table, &widths);
        let caption = run(&table.caption, false);
        self.add(&styled("Caption", &format!("{number}{caption}")));
        self.add(&xml);
        for note in &table.notes {
            self.add(&paragraph("Note", note));
        }
    }

    /// A figure above its caption, which stays with it.
    fn figure(&mut self, figure: &Figure) {
        self.turn(Orientation::Portrait);
        if let Some(painted) = (self.pictures)(figure)
            && let Some(size) = size_in_pixels(&painted)
        {
            let place = self.painted.len();
            self.add(&picture_xml(figure, place, size));
            self.painted.push(painted);
        }
        let number = self.number(Counted::Figure);
        let title = run(&format!("{}. ", figure.title.trim_end_matches('.')), false);
        let description = format!(
            r#"<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>{}</w:t></w:r>"#,
            escaped(&figure.description)
        );
        self.add(&styled("FigureCaption", &format!("{number}{title}{description}")));
    }
}

/// A picture with what it shows in words for those who cannot see it.
fn picture_xml(figure: &Figure, place: usize, [width, height]: [u32; 2]) -> String {
    let [width, height] = fitting([u64::from(width) * PIXEL, u64::from(height) * PIXEL]);
    let (id, relation) = (place + 1, picture_id(place));
    let said = format!("{}. {}", figure.title, figure.description);
    let said = escaped(&said).replace('"', "&quot;");
    let frame = format!(
        r#"<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{id}" name="Figure {id}" descr="{said}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>"#
    );
    let picture = format!(
        r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="figure{id}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"#
    );
    styled("Figure", &format!("<w:r><w:drawing>{frame}{picture}</wp:inline></w:drawing></w:r>"))
}

/// A size made smaller, if it must be, so that it fits on a page.
fn fitting(mut size: [u64; 2]) -> [u64; 2] {
    for side in [0, 1] {
        if size[side] > LARGEST[side] {
            let other = 1 - side;
            size[other] = size[other] * LARGEST[side] / size[side];
            size[side] = LARGEST[side];
        }
    }
    size
}

fn paragraph(style: &str, text: &str) -> String {
    styled(style, &run(text, false))
}

fn styled(style: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#)
}

fn run(text: &str, is_bold: bool) -> String {
    let bold = if is_bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!(r#"<w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
}

fn table_xml(table: &Table, widths: &[usize]) -> String {
    let mut xml = String::from(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="Results"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1" w:noVBand="1"/></w:tblPr><w:tblGrid>"#,
    );
    for width in widths {
        // Writing to a String cannot fail.
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    for (column, width) in table.columns.iter().zip(widths) {
        xml += &cell_xml(&[(&column.head, true, "TableText")], column, *width);
    }
    xml += "</w:tr>";
    for row in &table.rows {
        xml += &row_xml(row, &table.columns, widths);
    }
    xml + "</w:tbl>"
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

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// 170 mm are 6,120,000 units of 1/360,000 cm.
    #[test]
    fn pictures_keep_their_shape_and_fit_on_a_page() {
        assert_eq!(fitting([6_000_000, 3_000_000]), [6_000_000, 3_000_000]);
        assert_eq!(fitting([12_240_000, 3_000_000]), [6_120_000, 1_500_000]);
        assert_eq!(fitting([6_120_000, 15_480_000]), [3_060_000, 7_740_000]);
        assert_eq!(fitting([12_240_000, 30_960_000]), [3_060_000, 7_740_000]);
    }
}
