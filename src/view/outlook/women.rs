//! The women of the open file who are like the one in hand: past women, no prediction.

use crate::engine::peers::{AgeBand, Likeness, PeerGroup, Peers, Shrunken, loss_category};
use crate::engine::quantity::Quantity;
use crate::view::document::{Block, Cell, RemarkTone, Row, Section, Table, TableColumn, section};
use crate::view::format;
use crate::view::language::outlook::OutlookWords;
use crate::view::language::women::{Kind, WomenText};
use crate::view::patient::assess;
use crate::view::patient::handover::PatientInHand;

/// What makes a woman of a file like the patient in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Her class, and her age and losses as far as they are known; `None` while her class
    /// is open.
    pub likeness: Option<Likeness>,
    /// Whether a value of hers draws a question or is not understood.
    pub is_doubtful: bool,
}

/// Whom to look for.
#[must_use]
pub fn sought(patient: &PatientInHand, words: &dyn OutlookWords) -> Sought {
    let page = assess(&patient.draft, &patient.protocol, words);
    let number = |quantity| page.field(quantity).value;
    let likeness = page.outcome.verdict.profile().map(|class| Likeness {
        class,
        age: number(Quantity::AgeYears).map(AgeBand::of),
        losses: number(Quantity::PreviousLosses).map(loss_category),
    });
    Sought { likeness, is_doubtful: page.outcome.has_alarm }
}

/// What there is of a file.
#[derive(Clone, Copy, Debug)]
pub enum OfFile<'a> {
    /// None is open.
    Closed,
    /// It is being read.
    Reading(&'a str),
    /// Its women are being counted.
    Counting(&'a str),
    /// Nobody has it any more.
    Gone(&'a str),
    /// They were counted.
    Counted(&'a str, &'a Peers),
}

/// The section about the women of a file.
#[must_use]
pub fn women(sought: &Sought, of_file: OfFile<'_>, words: &dyn OutlookWords) -> Section {
    let text = |text| words.women(text);
    let plain = |text| Block::Paragraph(words.women(text));
    let refusal = |text| Block::Note(RemarkTone::Refusal, words.women(text));
    let named = |name: &str, block| vec![Block::Paragraph(words.as_of_file(name)), block];
    let blocks = match (of_file, &sought.likeness) {
        (OfFile::Closed, _) => vec![plain(WomenText::NoFile)],
        (OfFile::Gone(name), _) => named(name, refusal(WomenText::Gone)),
        (_, None) => vec![refusal(WomenText::ClassOpen)],
        (OfFile::Reading(name), _) => named(name, plain(WomenText::Reading)),
        (OfFile::Counting(name), _) => named(name, plain(WomenText::Counting)),
        (OfFile::Counted(name, peers), Some(likeness)) => {
            let found = Found { likeness, peers, words };
            let mut blocks = vec![
                Block::Paragraph(words.as_of_file(name)),
                Block::Note(RemarkTone::Warning, text(WomenText::PastWomen)),
            ];
            if peers.is_synthetic {
                blocks.push(plain(WomenText::Synthetic));
            }
            if sought.is_doubtful {
                blocks.push(Block::Note(RemarkTone::Warning, text(WomenText::CheckFirst)));
            }
            blocks.push(Block::Table(found.table()));
            blocks
        }
    };
    section("outlook-women", &text(WomenText::Title), blocks)
}

struct Found<'a> {
    likeness: &'a Likeness,
    peers: &'a Peers,
    words: &'a dyn OutlookWords,
}

impl Found<'_> {
    fn table(&self) -> Table {
        let text = |text| self.words.women(text);
        let name =
            |of, is_whole| Cell::stacked(text(of), self.words.likeness(self.likeness, is_whole));
        let peers = self.peers;
        let everyone = Cell::from(text(WomenText::Everyone));
        let mut rows = vec![
            self.row(everyone, &peers.everyone, Cell::default()),
            self.shrunken(name(WomenText::OfClass, false), &peers.of_class),
        ];
        if let Some(like_her) = &peers.like_her {
            rows.push(self.shrunken(name(WomenText::LikeHer, true), like_her));
        }
        Table {
            id: "outlook-women".to_owned(),
            caption: text(WomenText::Table),
            columns: vec![
                TableColumn::words(text(WomenText::Group)),
                TableColumn::numbers(text(WomenText::InFile)),
                TableColumn::words(text(WomenText::LeftOut)),
                TableColumn::words(text(WomenText::Births)),
                TableColumn::words(text(WomenText::Shrunken)),
            ],
            rows,
            notes: self.notes(),
        }
    }

    fn row(&self, name: Cell, group: &PeerGroup, shrunken: Cell) -> Row {
        let left_out: Vec<String> =
            group.left_out.iter().map(|one| self.words.left_out(one.outcome, one.n)).collect();
        let births = group.live_births.map(|share| {
            let interval = format::interval(share.interval);
            Cell::stacked(
                format!("{} ({})", format::fraction(&share), format::percent(share.estimate)),
                self.words.wilson(share.interval.level, &interval),
            )
        });
        Row::new([
            name,
            Cell::from(format::count(group.n_women.into())),
            Cell::from(left_out.join(", ")),
            births.unwrap_or_default(),
            shrunken,
        ])
    }

    fn shrunken(&self, name: Cell, found: &Shrunken) -> Row {
        let cell = match found.rate {
            Ok(rate) => {
                let interval = rate.interval.map(|interval| {
                    self.words.credible(interval.level, &format::interval(interval))
                });
                Cell::stacked(format::percent(rate.value), interval.unwrap_or_default())
            }
            Err(why) => Cell::stacked("", self.words.no_rate(why)),
        };
        self.row(name, &found.group, cell)
    }

    fn notes(&self) -> Vec<String> {
        let peers = self.peers;
        let weight = |kind, found: &Shrunken| match found.prior {
            Ok(prior) => {
                let women = prior.prior_women.map(|women| format::significant(women, 3));
                self.words.weight(kind, women.as_deref())
            }
            Err(why) => self.words.not_shrunken(kind, why),
        };
        let of_class = weight(Kind::Classes, &peers.of_class);
        let like_her = match &peers.like_her {
            Some(like_her) => weight(Kind::Combinations, like_her),
            None => self.words.women(WomenText::NotGiven),
        };
        let without =
            (peers.n_without_class > 0).then(|| self.words.without_class(peers.n_without_class));
        let how = [WomenText::HowCounted, WomenText::Formula].map(|text| self.words.women(text));
        how.into_iter().chain([of_class, like_her]).chain(without).collect()
    }
}
