//! What others found of women like her, in English.

use super::English;
use crate::view::language::outlook::{OutlookWords, PublishedText};

impl OutlookWords for English {
    fn published(&self, text: PublishedText) -> String {
        match text {
            PublishedText::Title => "What is published for women like her",
            PublishedText::Intro => {
                "Live births that the study of these classes prints, out of 100 women, with what is \
                 behind each number. These are rates of other women. They are not the chance of this \
                 woman, and no advice."
            }
            PublishedText::Table => "Published live birth rates, and how sure each number is",
            PublishedText::Women => "Women",
            PublishedText::Printed => "Live births, as printed",
            PublishedText::OfHundred => "Of 100 such women",
            PublishedText::Behind => "What is behind it",
            PublishedText::TimeFrame => "first pregnancy after the work-up",
            PublishedText::Figure => "Live births in 100 women, from the published rates",
            PublishedText::FigureNote => {
                "Each circle is one of 100 women: filled, she had a live birth in the first pregnancy \
                 after the work-up; empty, she had not. Rounded to whole women. The groups differ in \
                 more than the treatment, so their difference is not an effect of it."
            }
            PublishedText::Births => "Had a live birth, of 100",
            PublishedText::None => "Did not, of 100",
        }
        .to_owned()
    }

    fn births_of_hundred(&self, births: &str) -> String {
        format!("{births} had a live birth")
    }

    fn none_of_hundred(&self, none: &str) -> String {
        format!("{none} did not")
    }

    fn read_births(&self, who: &str, births: &str) -> String {
        format!("{who}: of 100 women, about {births} had a live birth")
    }

    fn read_none(&self, who: &str, none: &str) -> String {
        format!("{who}: of 100 women, about {none} did not have a live birth")
    }
}
