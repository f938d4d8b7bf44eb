//! What a column is taken for before its cells are seen.

use crate::engine::column::Column;
use crate::engine::own_column::{OWN_LIMIT, OwnColumn};
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::preview::ColumnSource;
use crate::engine::reader::settings::{ColumnSettings, ImportSettings, UnreadChoice, Unreadable};

/// What a column is taken for before its cells are seen.
#[derive(Clone, Debug)]
pub(super) struct ColumnRole {
    pub(super) found: Match,
    pub(super) chosen: ColumnSettings,
    pub(super) field: Field,
    pub(super) unit: Unit,
    /// What it is kept as, where it is no field.
    pub(super) own: Option<OwnColumn>,
}

impl ColumnRole {
    pub(super) fn new(name: &str, settings: &ImportSettings) -> Self {
        let found = mapping::look_up(name);
        let mut chosen = settings.columns.get(name).copied().unwrap_or_default();
        let own = settings.own_columns.iter().take(OWN_LIMIT).find(|own| own.name == name);
        let tells_who = matches!(found, Match::Identifier(_));
        let is_other = chosen.field.is_some_and(|field| field != Field::Ignored);
        let own = own.filter(|_| !tells_who && !is_other).cloned();
        if own.is_some() {
            chosen.field = Some(Field::Ignored);
        }
        let (field, unit) = match found {
            Match::Field { field, unit, .. } => (field, unit),
            _ => (Field::Ignored, Unit::AsIs),
        };
        let field = chosen.field.unwrap_or(field);
        let unit = chosen.unit.unwrap_or(unit);
        ColumnRole { found, chosen, field, unit, own }
    }

    /// Whether its cells are looked at as those of a column that could be kept.
    pub(super) fn could_be_own(&self) -> bool {
        self.field == Field::Ignored && !matches!(self.found, Match::Identifier(_))
    }

    /// What was chosen for cells that hold more than a number.
    pub(super) fn unread(&self, settings: &ImportSettings) -> Option<UnreadChoice> {
        let unreadable = self.chosen.unreadable.unwrap_or(settings.unreadable);
        self.chosen.unread.or(match unreadable {
            Unreadable::Ask => None,
            Unreadable::Missing => Some(UnreadChoice::Missing),
            Unreadable::LeaveOut => Some(UnreadChoice::LeaveOut),
        })
    }

    /// Which of two columns of the same field is meant: the one that the user
    /// chose, the one with the format's own name, any other, a running number.
    pub(super) fn rank(&self, name: &str) -> u8 {
        match self.found {
            _ if self.chosen.field.is_some() => 3,
            _ if Column::from_name(name).is_some() => 2,
            Match::Field { is_strong: false, .. } => 0,
            _ => 1,
        }
    }

    pub(super) fn source(&self) -> ColumnSource {
        if self.chosen.field.is_some() {
            return ColumnSource::Chosen;
        }
        match self.found {
            Match::Field { .. } => ColumnSource::Name,
            Match::Candidates(_) | Match::Hinted(_) => ColumnSource::Unsure,
            Match::Refused(_) | Match::Identifier(_) | Match::Unknown => ColumnSource::Unknown,
        }
    }
}
