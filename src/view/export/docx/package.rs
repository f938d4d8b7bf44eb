//! The parts of a Word document around its text: the package of Office Open XML.

use std::fmt::Write as _;

use super::page::Orientation;
use crate::view::export::archive::{ExportedFile, zip};

/// The beginning of the names of vocabularies.
const NAMES: &str = "http://schemas.openxmlformats.org/";

const PROLOG: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

const STYLES: &str = include_str!("../docx-styles.xml");

/// The relation of the styles, of the footer, and of the first picture.
const STYLES_ID: usize = 1;
const FOOTER_ID: usize = 2;
const FIRST_PICTURE_ID: usize = 3;

/// The relation by which a picture is found, by its place among them.
pub(super) fn picture_id(place: usize) -> String {
    format!("rId{}", FIRST_PICTURE_ID + place)
}

/// A document of a body, whose last section lies as given, and its pictures in order.
///
/// # Errors
/// When the document is larger than the format allows.
pub(super) fn package(
    body: &str,
    last: Orientation,
    pictures: Vec<Vec<u8>>,
) -> Result<Vec<u8>, zip::result::ZipError> {
    let section = section(last);
    let document = format!(
        r#"{PROLOG}
<w:document xmlns:w="{NAMES}wordprocessingml/2006/main" xmlns:r="{NAMES}officeDocument/2006/relationships" xmlns:wp="{NAMES}drawingml/2006/wordprocessingDrawing" xmlns:a="{NAMES}drawingml/2006/main" xmlns:pic="{NAMES}drawingml/2006/picture"><w:body>{body}{section}</w:body></w:document>"#
    );
    let mut files = vec![
        ExportedFile::new("[Content_Types].xml", content_types()),
        ExportedFile::new(
            "_rels/.rels",
            relations(&[relation(1, "officeDocument", "word/document.xml")]),
        ),
        ExportedFile::new("word/_rels/document.xml.rels", document_relations(pictures.len())),
        ExportedFile::new("word/styles.xml", STYLES),
        ExportedFile::new("word/footer1.xml", footer()),
        ExportedFile::new("word/document.xml", document),
    ];
    let pictures = pictures.into_iter().enumerate();
    files.extend(
        pictures.map(|(place, bytes)| {
            ExportedFile::new(format!("word/{}", picture_file(place)), bytes)
        }),
    );
    zip(&files)
}

/// How the pages of a section lie; the footer has their numbers.
pub(super) fn section(orientation: Orientation) -> String {
    let (width, height, lies) = match orientation {
        Orientation::Portrait => (11_906, 16_838, ""),
        Orientation::Landscape => (16_838, 11_906, r#" w:orient="landscape""#),
    };
    format!(
        r#"<w:sectPr><w:footerReference w:type="default" r:id="rId{FOOTER_ID}"/><w:pgSz w:w="{width}" w:h="{height}"{lies}/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>"#
    )
}

/// A field, whose result a word processor computes anew when it is told to.
pub(super) fn field(instruction: &str, shown: &str) -> String {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    format!(
        r#"{}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{}<w:r><w:t>{shown}</w:t></w:r>{}"#,
        mark("begin"),
        mark("separate"),
        mark("end")
    )
}

fn picture_file(place: usize) -> String {
    format!("media/figure{}.png", place + 1)
}

fn footer() -> String {
    format!(
        r#"{PROLOG}
<w:ftr xmlns:w="{NAMES}wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{}</w:p></w:ftr>"#,
        field("PAGE", "1"),
        field("NUMPAGES", "1")
    )
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| {
        format!(r#"<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>"#)
    };
    format!(
        r#"{PROLOG}
<Types xmlns="{NAMES}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{}{}{}</Types>"#,
        part("document", "document.main"),
        part("styles", "styles"),
        part("footer1", "footer")
    )
}

fn document_relations(n_pictures: usize) -> String {
    let mut all = vec![
        relation(STYLES_ID, "styles", "styles.xml"),
        relation(FOOTER_ID, "footer", "footer1.xml"),
    ];
    all.extend(
        (0..n_pictures)
            .map(|place| relation(FIRST_PICTURE_ID + place, "image", &picture_file(place))),
    );
    relations(&all)
}

fn relation(id: usize, kind: &str, target: &str) -> String {
    format!(
        r#"<Relationship Id="rId{id}" Type="{NAMES}officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
    )
}

fn relations(all: &[String]) -> String {
    let mut xml = format!("{PROLOG}\n<Relationships xmlns=\"{NAMES}package/2006/relationships\">");
    // Writing to a String cannot fail.
    let _ = write!(xml, "{}</Relationships>", all.concat());
    xml
}
