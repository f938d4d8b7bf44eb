//! The small buttons below a table that take it away from where it stands.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::document::Table;
use crate::view::export::origin::Provenance;
use crate::view::export::study::TableFormat;
use crate::view::export::table;
use crate::view::messages::exports;
use crate::web::browser;
use crate::web::origin::ResultOrigin;

/// How long is said what became of a press.
const SAID_MS: u32 = 6_000;

/// Who writes tables as Word documents: the worker, whose module can.
#[derive(Clone, PartialEq)]
pub(super) struct WordWriter(pub Callback<WordAsked>);

/// A table that is asked for as a Word document.
#[derive(Clone)]
pub(super) struct WordAsked {
    /// The table.
    pub table: Rc<Table>,
    /// Where it is from, and the name of the file.
    pub labels: [String; 2],
    /// Hears why there is no file; an empty text once there is one.
    pub on_end: Callback<AttrValue>,
}

/// A table that can be taken.
#[derive(Properties, PartialEq)]
pub(super) struct TakingProps {
    /// The table.
    pub table: Rc<Table>,
}

/// Copies a table as a table, or saves it, where it is known what it is from.
#[component]
pub(super) fn Taking(props: &TakingProps) -> Html {
    let said = use_state(AttrValue::default);
    let writer = use_context::<WordWriter>();
    use_effect_with((*said).clone(), {
        let said = said.setter();
        move |now| {
            let clear = move || said.set(AttrValue::default());
            let end = (!now.is_empty()).then(|| Timeout::new(SAID_MS, clear));
            move || drop(end)
        }
    });
    let Some(ResultOrigin(origin)) = use_context::<ResultOrigin>() else { return Html::default() };
    let button = |label: &'static str, does: &str, act: Callback<Taken>| {
        let taken = origin.clone().map(|origin| Taken {
            table: props.table.clone(),
            origin,
            said: said.setter(),
        });
        let disabled = taken.is_none();
        let onclick = move |_: MouseEvent| {
            if let Some(taken) = taken.clone() {
                act.emit(taken);
            }
        };
        // Which of the tables it is, for those who hear the buttons alone.
        let name = format!("{does}: {}", props.table.caption);
        html! {
            <button type="button" class="button take-button" aria-label={name} {disabled} {onclick}>
                { label }
            </button>
        }
    };
    html! {
        <p class="take no-print">
            { button("Copy", "Copy table", copy.into()) }
            if let Some(WordWriter(write)) = writer {
                { button("Word", "Save as Word", write.reform(Taken::in_word)) }
            }
            { button("CSV", "Save as CSV", Callback::from(|taken: Taken| save_csv(&taken))) }
            { button("Markdown", "Save as Markdown", Callback::from(|taken: Taken| save_markdown(&taken))) }
            <span class="muted small" role="status">{ (*said).clone() }</span>
        </p>
    }
}

/// What is taken, and whom to tell what became of it.
#[derive(Clone)]
struct Taken {
    table: Rc<Table>,
    origin: Rc<Provenance>,
    said: UseStateSetter<AttrValue>,
}

impl Taken {
    fn in_word(self) -> WordAsked {
        let Taken { table, origin, said } = self;
        let name = origin.file_name(&table.id, TableFormat::Word.extension());
        let labels = [origin.with_log.clone(), name];
        WordAsked { table, labels, on_end: Callback::from(move |why| said.set(why)) }
    }
}

fn copy(taken: Taken) {
    let Taken { table, origin, said } = taken;
    spawn_local(async move {
        let (html, tabs) = (table::html(&table, &origin.line), table::tabs(&table, &origin.line));
        let is_copied = browser::copy_rich(&html, &tabs).await;
        let became = if is_copied { exports::TABLE_COPIED } else { exports::TABLE_NOT_COPIED };
        said.set(became.into());
    });
}

fn save_csv(taken: &Taken) {
    let bytes = table::csv(&taken.table, &taken.origin.with_log);
    save(taken, &bytes, TableFormat::Csv, "text/csv");
}

fn save_markdown(taken: &Taken) {
    let text = table::markdown(&taken.table, &taken.origin.with_log);
    save(taken, text.as_bytes(), TableFormat::Markdown, "text/markdown");
}

fn save(taken: &Taken, bytes: &[u8], format: TableFormat, kind: &str) {
    let name = taken.origin.file_name(&taken.table.id, format.extension());
    let is_saved = browser::download(bytes, &name, kind).is_ok();
    taken.said.set(if is_saved { "" } else { exports::NO_ROOM }.into());
}
