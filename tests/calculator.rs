//! The calculator: published examples with numbers of R, and every question
//! with nonsense in its fields.

use std::ops::ControlFlow;

use rpl_immune_profile::view::calculator::form::Question;
use rpl_immune_profile::view::calculator::{Answer, Entry, answer};

fn example(question: Question) -> Entry {
    let texts = question.form().example.texts.iter().map(|text| (*text).to_owned()).collect();
    Entry { question, level: "95".to_owned(), texts }
}

fn answered(entry: &Entry) -> Answer {
    answer(entry, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn show() {
    for question in Question::ALL {
        println!("{}", answered(&example(question)).text);
    }
}
