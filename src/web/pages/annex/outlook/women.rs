//! The women of the open file who are like the one in hand. The worker that keeps the file
//! counts them, and is asked again whenever she, the protocol or the file changes.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::engine::peers::Peers;
use crate::engine::report::FileReport;
use crate::view::language::outlook::OutlookWords;
use crate::view::outlook::women::{OfFile, sought, women};
use crate::view::patient::handover::PatientInHand;
use crate::web::document::section;
use crate::web::worker::{PeersKey, PeersReply};

/// A question for the worker that keeps the file, and who hears the answer.
pub(in crate::web) type Question = (PeersKey, Callback<PeersReply>);

/// A file by its name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) enum InHand {
    /// None is open.
    Nothing,
    /// It is not read yet.
    Waiting(AttrValue),
    /// The worker has it no longer, and does not get it again by itself.
    Gone(AttrValue),
    /// The worker has what was read of it.
    Read(AttrValue, Rc<FileReport>),
}

/// The file whose women are counted, and how it is asked.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) struct FileAsked {
    /// The file.
    pub in_hand: InHand,
    /// Asks the worker.
    pub on_ask: Callback<Question>,
}

/// Who is in hand, whose women are asked, and the words of a language.
#[derive(Properties)]
pub(super) struct WomenProps {
    /// Who is in hand.
    pub patient: PatientInHand,
    /// The file.
    pub file: FileAsked,
    /// The words.
    pub words: &'static dyn OutlookWords,
}

impl PartialEq for WomenProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.patient == other.patient && self.file == other.file
    }
}

/// What was asked of which file; files are told apart by what was read, not by name.
#[derive(Clone, Debug)]
struct Asked {
    key: PeersKey,
    read: Rc<FileReport>,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && Rc::ptr_eq(&self.read, &other.read)
    }
}

/// How long nothing may change before the women are counted.
const REST_MS: u32 = 250;

/// The section about the women of the file.
#[component]
pub(super) fn Women(props: &WomenProps) -> Html {
    let WomenProps { patient, file, words } = props;
    let sought = sought(patient, *words);
    let read = match &file.in_hand {
        InHand::Read(_, read) => Some(read.clone()),
        InHand::Nothing | InHand::Waiting(_) | InHand::Gone(_) => None,
    };
    let wanted = sought.likeness.zip(read).map(|(likeness, read)| Asked {
        key: PeersKey { protocol: patient.protocol, likeness },
        read,
    });
    let answer = use_state(|| None::<(Asked, Option<Rc<Peers>>)>);
    {
        let answer = answer.setter();
        let on_ask = file.on_ask.clone();
        use_effect_with(wanted.clone(), move |wanted| {
            let waiting = wanted.clone().map(|wanted| {
                Timeout::new(REST_MS, move || {
                    let key = wanted.key;
                    let hear = Callback::from(move |PeersReply(peers)| {
                        answer.set(Some((wanted.clone(), peers.map(Rc::from))));
                    });
                    on_ask.emit((key, hear));
                })
            });
            move || drop(waiting)
        });
    }
    // An answer to another question than the one that stands is of no use.
    let answer = (*answer).as_ref().filter(|(asked, _)| Some(asked) == wanted.as_ref());
    let of_file = match (&file.in_hand, answer) {
        (InHand::Nothing, _) => OfFile::Closed,
        (InHand::Waiting(name), _) => OfFile::Reading(name),
        (InHand::Gone(name), _) | (InHand::Read(name, _), Some((_, None))) => OfFile::Gone(name),
        (InHand::Read(name, _), None) => OfFile::Counting(name),
        (InHand::Read(name, _), Some((_, Some(peers)))) => OfFile::Counted(name, peers),
    };
    section(&women(&sought, of_file, *words))
}
