//! The columns as the preview shows them.

use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::issue::IdentifierColumn;
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::preview::{PreviewColumn, ProposedWord, WordUse};
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::survey::plan::ColumnPlan;
use crate::engine::reader::survey::profile::Profile;
use crate::engine::reader::survey::role::ColumnRole;
use crate::engine::reader::words::{Dictionary, LEAVE_OUT, Meaning, Proposal, WordReading};

/// Every column, as the preview shows it.
pub(super) fn columns(
    names: &[String],
    roles: &[ColumnRole],
    profiles: &[Profile],
    plans: &[ColumnPlan],
    identifiers: &[(usize, IdentifierColumn)],
    settings: &ImportSettings,
) -> Vec<PreviewColumn> {
    let column = |(place, role): (usize, &ColumnRole)| {
        let plan = plans.iter().find(|plan| plan.place == place);
        let identifier = identifiers.iter().find(|one| one.0 == place).map(|one| one.1.kind);
        let dictionary = plan.and_then(|plan| plan.dictionary.as_ref());
        let words = profiles[place].words.iter().filter(|_| dictionary.is_some());
        PreviewColumn {
            place: u32::try_from(place).unwrap_or(u32::MAX),
            name: names[place].clone(),
            own: None,
            field: plan.map(|plan| plan.field),
            unit: role.unit,
            decimal_mark: plan.map_or(DecimalMark::Point, |plan| plan.mark),
            unread: role.chosen.unread,
            source: role.source(),
            refused: match role.found {
                Match::Refused(why) if plan.is_none() => Some(why),
                _ => None,
            },
            identifier,
            choice: plan.filter(|plan| plan.field == Field::CauseCheckbox).map(|plan| {
                let meaning = plan.choice.as_ref().map(|choice| choice.etiology);
                let text = mapping::checkbox_choice(&plan.name);
                let asked = Dictionary::new(Field::Column(Column::Etiology), settings);
                WordUse {
                    n: 0,
                    row: 0,
                    meaning: meaning.map(|one| Meaning::Etiology(one).word().to_owned()),
                    proposal: asked.propose(&text).map(proposed),
                    text,
                }
            }),
            words: words
                .filter_map(|(text, found)| Some((text, found, dictionary?)))
                .map(|(text, found, dictionary)| {
                    let reading = dictionary.read(text);
                    let is_unknown = reading == WordReading::Unknown;
                    WordUse {
                        text: text.clone(),
                        n: found.n,
                        row: found.row,
                        meaning: match reading {
                            WordReading::Means(meaning) => Some(meaning.word().to_owned()),
                            WordReading::LeftOut => Some(LEAVE_OUT.to_owned()),
                            WordReading::Unknown => None,
                        },
                        proposal: dictionary.propose(text).filter(|_| is_unknown).map(proposed),
                    }
                })
                .collect(),
        }
    };
    roles.iter().enumerate().map(column).collect()
}

fn proposed(proposal: Proposal) -> ProposedWord {
    ProposedWord { word: proposal.meaning.word().to_owned(), is_sure: proposal.is_sure }
}
