//! What can be chosen for the words of each column.

use yew::prelude::*;

use super::picker::picker;
use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::meanings::{self, WordLine, WordList};
use crate::view::import::page;
use crate::web::markup::{cell, cell_of, row, row_head, span, table, table_head};

/// The lists of words with their choices.
pub(super) fn words(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let lists = meanings::word_lists(&props.preview);
    html! { { for lists.iter().enumerate().map(|place| list(props, choose, place)) } }
}

fn list(
    props: &ImportStepProps,
    choose: &Callback<ImportSettings>,
    (number, list): (usize, &WordList),
) -> Html {
    let line = |(place, word): (usize, &WordLine)| {
        let (settings, field, text) = (props.settings.clone(), list.field, word.text.clone());
        let onpick = choose
            .reform(move |value: String| meanings::with_word(&settings, field, &text, &value));
        let id = format!("word-{number}-{place}");
        let text = html! {
            <>{ word.text.clone() }{ span("below", word.column.clone()) }</>
        };
        row(
            if word.meaning.is_open { "row-open" } else { "" },
            [
                row_head(text),
                cell("number", word.n.clone()),
                cell_of("", picker(id, &word.meaning, false, &onpick)),
            ],
        )
    };
    let [word, cells, meaning] = page::WORDS;
    html! {
        <details class="import-words">
            <summary>{ page::words(&list.title, list.words.len()) }</summary>
            { table("table table-narrow", list.title.clone(), html! {
                <>
                    { table_head(&[("", word), ("number", cells), ("", meaning)]) }
                    <tbody>{ for list.words.iter().enumerate().map(line) }</tbody>
                </>
            }) }
        </details>
    }
}
