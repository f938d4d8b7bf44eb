//! What published models say for her age and number of losses, and which cannot be worked
//! out. They know nothing of her immune class.

use crate::engine::protocol::Protocol;
use crate::engine::published::prognosis::quenby::{self, Answers, NoScore};
use crate::engine::published::prognosis::{
    Group, Model, Silence, Woman, brigham, clifford_of, magnus_odds_of, magnus_rate_of,
};
use crate::engine::quantity::Quantity;
use crate::engine::stats::Interval;
use crate::engine::stats::proportion::Proportion;
use crate::view::document::{Block, Cell, RemarkTone, Row, Section, Table, TableColumn, section};
use crate::view::format;
use crate::view::language::outlook::OutlookWords;
use crate::view::language::prognosis::PrognosisText;
use crate::view::patient::assess;
use crate::view::patient::handover::{PatientInHand, of_100};

/// The section for the patient in hand and what was answered beside her fields.
#[must_use]
pub fn prognosis(patient: &PatientInHand, answers: Answers, words: &dyn OutlookWords) -> Section {
    let page = assess(&patient.draft, &patient.protocol, words);
    let woman = Woman {
        age_years: page.field(Quantity::AgeYears).value,
        losses: page.field(Quantity::PreviousLosses).value,
    };
    let says = Says { woman, answers, words };
    let blocks = vec![
        Block::Note(RemarkTone::Warning, words.prognosis(PrognosisText::Apart)),
        Block::Table(says.table()),
        Block::Details {
            summary: words.prognosis(PrognosisText::NotComputable),
            blocks: vec![Block::Table(not_computable(words))],
        },
    ];
    section("outlook-models", &words.prognosis(PrognosisText::Title), blocks)
}

/// What the models say of one woman.
struct Says<'a> {
    woman: Woman,
    answers: Answers,
    words: &'a dyn OutlookWords,
}

impl Says<'_> {
    fn text(&self, text: PrognosisText) -> String {
        self.words.prognosis(text)
    }

    fn table(&self) -> Table {
        let rows = [
            (Model::Brigham1999, self.brigham()),
            (Model::Quenby1993, self.quenby()),
            (Model::Clifford1997, self.clifford()),
            (Model::Magnus2019, self.magnus()),
        ];
        let row = |(model, says): (Model, String)| {
            Row::new([
                Cell::stacked(model.citation(), self.words.model_status(model)),
                Cell::from(says),
                Cell::from(self.words.model_asks(model)),
                Cell::from(self.words.model_tested(model)),
            ])
        };
        let heads =
            [PrognosisText::Model, PrognosisText::Says, PrognosisText::Asks, PrognosisText::Tested];
        Table {
            id: "outlook-models".to_owned(),
            caption: self.text(PrognosisText::Table),
            columns: heads.map(|head| TableColumn::words(self.text(head))).into(),
            rows: rows.into_iter().map(row).collect(),
            notes: vec![self.text(PrognosisText::Reviewed)],
        }
    }

    /// A predicted share in percent and out of 100, and that it has no interval.
    fn predicted(&self, share: f64) -> Vec<String> {
        let with = of_100(100.0 * share);
        let [with, without] = [with, 100 - with].map(|n| format::count(n.into()));
        vec![
            self.words.predicted(&format::whole_percent(share)),
            self.words.predicted_of_100(&with, &without),
            self.text(PrognosisText::NoInterval),
        ]
    }

    fn brigham(&self) -> String {
        match brigham::success(self.woman) {
            Ok(share) => {
                let mut said = self.predicted(share);
                let is_between = self.woman.age_years.is_some_and(|age| !brigham::is_of_table(age));
                let between = is_between.then(|| sentence(&self.text(PrognosisText::BetweenAges)));
                said.extend(between);
                said.join(" ")
            }
            Err(silence) => self.silence(Model::Brigham1999, silence),
        }
    }

    fn quenby(&self) -> String {
        match quenby::success(self.woman, self.answers) {
            Ok(share) => self.predicted(share).join(" "),
            Err(NoScore::Of(silence)) => self.silence(Model::Quenby1993, silence),
            Err(NoScore::Unanswered) => sentence(&self.text(PrognosisText::Unanswered)),
        }
    }

    fn clifford(&self) -> String {
        let counted: Vec<String> =
            clifford_of(self.woman).filter_map(|group| self.group(&group)).collect();
        if counted.is_empty() { self.no_group() } else { counted.join(" ") }
    }

    fn group(&self, group: &Group) -> Option<String> {
        let count = group.miscarried;
        let level = Protocol::default().interval_level;
        let share = Proportion::wilson(count.events, count.total, level).ok()?;
        let others = Proportion::wilson(count.total - count.events, count.total, level).ok()?;
        let [miscarried, others] = [share, others].map(|share| format::fraction(&share));
        let percent = format::percent(share.estimate);
        let interval = format::interval(share.interval);
        let counted = self.words.miscarried(&miscarried, &others, &percent, level, &interval);
        Some(format!("{}: {counted}.", self.words.counted_group(group)))
    }

    fn magnus(&self) -> String {
        let rate = magnus_rate_of(self.woman).map(|rate| {
            let [from, to] =
                [rate.band.minimum, rate.band.maximum].map(|end| end.map(format::value));
            let ages = self.words.band(from.as_deref(), to.as_deref());
            let [lost, others] = [rate.percent, 100.0 - rate.percent].map(format::printed_percent);
            self.words.rate_at_age(&ages, &lost, &others)
        });
        let odds = magnus_odds_of(self.woman).map(|odds| {
            let level = Protocol::default().interval_level;
            let [lower, upper] = odds.interval;
            let interval = format::ratio_interval(Interval { lower, upper, level });
            self.words.odds_after(odds.losses, &format::ratio(odds.value), level, &interval)
        });
        let said: Vec<String> = rate.into_iter().chain(odds).collect();
        if said.is_empty() { self.no_group() } else { said.join(" ") }
    }

    /// Why no group is hers: something is missing, or nothing was read of her like.
    fn no_group(&self) -> String {
        match (self.woman.age_years, self.woman.losses) {
            (None, None) => self.silence(Model::Clifford1997, Silence::NoAge),
            _ => sentence(&self.text(PrognosisText::NoGroup)),
        }
    }

    fn silence(&self, model: Model, silence: Silence) -> String {
        sentence(&self.words.silence(model, silence))
    }
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    format!("{}.", crate::view::messages::sentence(clause))
}

fn not_computable(words: &dyn OutlookWords) -> Table {
    let row = |model: Model| {
        Row::new([
            Cell::stacked(model.citation(), words.model_status(model)),
            Cell::from(words.read_of(model)),
            Cell::from(words.why_not_computable(model)),
        ])
    };
    let heads = [PrognosisText::Model, PrognosisText::Read, PrognosisText::Why];
    Table {
        id: "outlook-models-not-computable".to_owned(),
        caption: words.prognosis(PrognosisText::NotComputableTable),
        columns: heads.map(|head| TableColumn::words(words.prognosis(head))).into(),
        rows: Model::NOT_COMPUTABLE.map(row).into(),
        notes: Vec::new(),
    }
}
