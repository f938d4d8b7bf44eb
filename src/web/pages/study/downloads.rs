//! Files of the study that can be saved.

use std::rc::Rc;

use yew::prelude::*;

use crate::view::cohort::sentences;
use crate::view::document::Table;
use crate::view::export::picture::PictureSize;
use crate::view::export::study::{Document, Export, TableFormat, figures, tables};
use crate::view::figures::Figure;
use crate::web::markup::{button, paragraph, subheading};
use crate::web::pages::command::CohortCommand;
use crate::web::worker::packed::StudyView;

/// What can be saved, and whom to tell.
#[derive(Properties)]
pub(super) struct DownloadsProps {
    /// What is shown.
    pub shown: Rc<StudyView>,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

impl PartialEq for DownloadsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown) && self.on_command == other.on_command
    }
}

/// Every file that can be saved.
#[component]
pub(super) fn Downloads(props: &DownloadsProps) -> Html {
    let DownloadsProps { shown, on_command } = props;
    let sections = shown.saved();
    let save = |label: &'static str, command: CohortCommand| {
        button("button", label, on_command.reform(move |_: MouseEvent| command.clone()))
    };
    let whole = [
        ("Everything (ZIP)", CohortCommand::SaveAll),
        ("Report (Word)", CohortCommand::Export(Export::Document(Document::Report))),
        ("Methods", CohortCommand::Export(Export::Document(Document::Methods))),
        ("STROBE checklist", CohortCommand::Export(Export::Document(Document::Checklist))),
        ("R script", CohortCommand::Export(Export::Document(Document::Script))),
        ("Session", CohortCommand::Export(Export::Document(Document::Session))),
    ];
    let figure_row = |(name, figure): (String, &Figure)| {
        let drawing =
            save("SVG", CohortCommand::Export(Export::Document(Document::Drawing(name.clone()))));
        let figure_of = Rc::new(figure.clone());
        let pictures = PictureSize::ALL.map(|size| {
            let command = CohortCommand::SavePicture(name.clone(), figure_of.clone(), size);
            save(size.label(), command)
        });
        download_row(&figure.title, drawing, pictures)
    };
    let table_row = |table: &Table| {
        let of = |label, format| {
            let document = Document::Table(table.id.clone(), format);
            save(label, CohortCommand::Export(Export::Document(document)))
        };
        let others = [of("Markdown", TableFormat::Markdown), of("Word", TableFormat::Word)];
        download_row(&table.caption, of("CSV", TableFormat::Csv), others)
    };
    html! {
        <div class="no-print">
            <p class="button-row">{ for whole.map(|(label, command)| save(label, command)) }</p>
            { paragraph("note", sentences::ARCHIVE) }
            { subheading("Figures one by one") }
            <ul class="download-list">{ for figures(&sections).into_iter().map(figure_row) }</ul>
            { subheading("Tables one by one") }
            <ul class="download-list">{ for tables(&sections).into_iter().map(table_row) }</ul>
        </div>
    }
}

fn download_row(title: &str, first: Html, others: impl IntoIterator<Item = Html>) -> Html {
    html! {
        <li>
            <span>{ title.to_owned() }</span>
            <span class="button-row" role="group" aria-label={title.to_owned()}>{ first }{ for others }</span>
        </li>
    }
}
