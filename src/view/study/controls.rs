//! What can be chosen on the study: the filter, the categories of losses and
//! the cut-offs, as fields of a form.

use serde::{Deserialize, Serialize};

use crate::engine::calendar::day_number;
use crate::engine::cohort::filter::{Band, Filter, OwnCondition, OwnWanted};
use crate::engine::own_column::{OwnColumn, OwnKind};
use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::engine::record::Etiology;
use crate::engine::study::options::StudyOptions;
use crate::view::{format, words};

/// A field that is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceField {
    /// Youngest age.
    AgeFrom,
    /// Oldest age.
    AgeTo,
    /// Fewest losses.
    LossesFrom,
    /// Most losses.
    LossesTo,
    /// First calendar year.
    YearFrom,
    /// Last calendar year.
    YearTo,
    /// The smallest number of losses of each category.
    Categories,
}

impl ChoiceField {
    /// Every field, in the order of the form.
    pub const ALL: [ChoiceField; 7] = [
        ChoiceField::AgeFrom,
        ChoiceField::AgeTo,
        ChoiceField::LossesFrom,
        ChoiceField::LossesTo,
        ChoiceField::YearFrom,
        ChoiceField::YearTo,
        ChoiceField::Categories,
    ];

    /// The label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            ChoiceField::AgeFrom => "Age from",
            ChoiceField::AgeTo => "Age to",
            ChoiceField::LossesFrom => "Previous losses from",
            ChoiceField::LossesTo => "Previous losses to",
            ChoiceField::YearFrom => "Year from",
            ChoiceField::YearTo => "Year to",
            ChoiceField::Categories => "Categories of previous losses",
        }
    }

    /// The two limits that it is one of; `None` for the categories.
    fn band(self) -> Option<(ChoiceField, ChoiceField)> {
        match self {
            ChoiceField::AgeFrom | ChoiceField::AgeTo => {
                Some((ChoiceField::AgeFrom, ChoiceField::AgeTo))
            }
            ChoiceField::LossesFrom | ChoiceField::LossesTo => {
                Some((ChoiceField::LossesFrom, ChoiceField::LossesTo))
            }
            ChoiceField::YearFrom | ChoiceField::YearTo => {
                Some((ChoiceField::YearFrom, ChoiceField::YearTo))
            }
            ChoiceField::Categories => None,
        }
    }

    /// The name of its input.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            ChoiceField::AgeFrom => "filter-age-from",
            ChoiceField::AgeTo => "filter-age-to",
            ChoiceField::LossesFrom => "filter-losses-from",
            ChoiceField::LossesTo => "filter-losses-to",
            ChoiceField::YearFrom => "filter-year-from",
            ChoiceField::YearTo => "filter-year-to",
            ChoiceField::Categories => "loss-categories",
        }
    }
}

/// What was typed and chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Women of this etiology only.
    pub etiology: Option<Etiology>,
    /// Whether the p-values of table 1 are adjusted.
    pub adjust_table_one: bool,
    /// The kept columns that stand in the model of live birth.
    adjusters: Vec<String>,
    /// What is typed and chosen of kept columns.
    own: Vec<OwnChoice>,
    texts: [String; 7],
}

/// What is typed and chosen of a kept column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct OwnChoice {
    column: String,
    is_date: bool,
    /// From and to, as they are typed.
    texts: [String; 2],
    /// The levels that are chosen, of which a page chooses one and a script any; empty for all.
    levels: Vec<String>,
}

/// A side of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The lowest value.
    From,
    /// The highest value.
    To,
}

/// A kept column among the choices of the study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnControl {
    /// Its name in the file.
    pub column: String,
    /// What it is called.
    pub label: String,
    /// How women are chosen by it.
    pub filter: OwnFilter,
    /// Whether it stands in the model of live birth.
    pub is_adjuster: bool,
}

/// How women are chosen by a kept column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnFilter {
    /// By the lowest and the highest value: the text, and what is wrong with it.
    Range([(String, &'static str); 2]),
    /// By level: what is chosen, and what there is to choose; empty for all women. Several
    /// levels, which a script can choose, are one more entry.
    Level(String, Vec<String>),
}

/// The kept columns among the choices of the study.
#[must_use]
pub fn own_controls<'a>(
    columns: impl Iterator<Item = &'a OwnColumn>,
    choices: &Choices,
) -> Vec<OwnControl> {
    let control = |column: &OwnColumn| {
        let choice = choices.own.iter().find(|one| one.column == column.name);
        let choice = choice.cloned().unwrap_or_default();
        let levels = |names: Vec<&str>| {
            let chosen = choice.levels.join(OR);
            let several = (choice.levels.len() > 1).then(|| chosen.clone());
            OwnFilter::Level(chosen, names.into_iter().map(str::to_owned).chain(several).collect())
        };
        OwnControl {
            column: column.name.clone(),
            label: words::own_column(column),
            filter: match column.kind {
                OwnKind::Number | OwnKind::Date { .. } => {
                    let is_date = matches!(column.kind, OwnKind::Date { .. });
                    let choice = OwnChoice { is_date, ..choice.clone() };
                    OwnFilter::Range(
                        [Side::From, Side::To].map(|side| {
                            (choice.texts[side as usize].clone(), choice.problem(side))
                        }),
                    )
                }
                OwnKind::YesNo => levels(vec!["yes", "no"]),
                OwnKind::Category { .. } => levels(column.levels()),
            },
            is_adjuster: choices.adjusters.contains(&column.name),
        }
    };
    columns.map(control).collect()
}

/// Between levels of which any is wanted.
const OR: &str = " or ";

impl OwnChoice {
    /// The limit on a side; `None` without one.
    fn limit(&self, side: Side) -> Option<f64> {
        let text = self.texts[side as usize].trim();
        if self.is_date { day(text) } else { number::read_typed(text).ok().flatten() }
    }

    fn problem(&self, side: Side) -> &'static str {
        let text = self.texts[side as usize].trim();
        match (self.limit(Side::From), self.limit(Side::To)) {
            _ if text.is_empty() => "",
            _ if self.limit(side).is_none() && self.is_date => "A date like 2025-12-31",
            _ if self.limit(side).is_none() => "Not a number",
            (Some(from), Some(to)) if from > to => "“From” is above “to”",
            _ => "",
        }
    }

    fn condition(&self) -> Option<OwnCondition> {
        let column = self.column.clone();
        if !self.levels.is_empty() {
            let wanted = OwnWanted::Levels(self.levels.clone());
            return Some(OwnCondition { column, wanted });
        }
        let limit = |side| self.limit(side).filter(|_| self.problem(side).is_empty());
        let band = Band { minimum: limit(Side::From), maximum: limit(Side::To) };
        let wanted = if self.is_date { OwnWanted::Days(band) } else { OwnWanted::Numbers(band) };
        (band != Band::default()).then_some(OwnCondition { column, wanted })
    }
}

/// The day of a date as it is typed: `2025-12-31`.
fn day(text: &str) -> Option<f64> {
    let mut parts = text.split('-').map(|part| part.trim().parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let is_year = (1000..10_000).contains(&year) && parts.next().is_none();
    is_year.then(|| day_number(year, month, day)).flatten().map(f64::from)
}

impl From<&OwnCondition> for OwnChoice {
    fn from(condition: &OwnCondition) -> Self {
        let texts = |band: Band, text: fn(f64) -> String| {
            [band.minimum, band.maximum].map(|limit| limit.map(text).unwrap_or_default())
        };
        let empty = OwnChoice { column: condition.column.clone(), ..OwnChoice::default() };
        match &condition.wanted {
            OwnWanted::Numbers(band) => OwnChoice { texts: texts(*band, format::shown), ..empty },
            OwnWanted::Days(band) => {
                OwnChoice { is_date: true, texts: texts(*band, format::date), ..empty }
            }
            OwnWanted::Levels(levels) => OwnChoice { levels: levels.clone(), ..empty },
        }
    }
}

impl Default for Choices {
    fn default() -> Self {
        Choices::from(&StudyOptions::default())
    }
}

impl From<&StudyOptions> for Choices {
    fn from(options: &StudyOptions) -> Self {
        let limit = |band: Option<Band>, of: fn(Band) -> Option<f64>| {
            band.and_then(of).map(format::value).unwrap_or_default()
        };
        let Filter { etiology, age_years, previous_losses, year, own } = &options.filter;
        let (etiology, age_years) = (*etiology, *age_years);
        let (previous_losses, year) = (*previous_losses, *year);
        Choices {
            etiology,
            adjust_table_one: options.adjust_table_one,
            adjusters: options.adjusters.clone(),
            own: own.iter().map(OwnChoice::from).collect(),
            texts: [
                limit(age_years, |band| band.minimum),
                limit(age_years, |band| band.maximum),
                limit(previous_losses, |band| band.minimum),
                limit(previous_losses, |band| band.maximum),
                limit(year, |band| band.minimum),
                limit(year, |band| band.maximum),
                categories_text(&options.loss_categories),
            ],
        }
    }
}

fn categories_text(categories: &[u32]) -> String {
    categories.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Choices {
    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: ChoiceField) -> &str {
        &self.texts[field as usize]
    }

    /// Types into a field.
    pub fn set_text(&mut self, field: ChoiceField, text: String) {
        self.texts[field as usize] = text;
    }

    /// The options that the fields make of others, which say what has no field. A limit
    /// with a problem limits nothing, and its field says so.
    #[must_use]
    pub fn options(&self, base: &StudyOptions) -> StudyOptions {
        let number = |field| self.number(field).filter(|_| self.problem(field).is_empty());
        let band = |from: ChoiceField, to: ChoiceField| {
            let band = Band { minimum: number(from), maximum: number(to) };
            (band != Band::default()).then_some(band)
        };
        let mut options = StudyOptions {
            adjust_table_one: self.adjust_table_one,
            adjusters: self.adjusters.clone(),
            ..base.clone()
        };
        options.filter = Filter {
            etiology: self.etiology,
            age_years: band(ChoiceField::AgeFrom, ChoiceField::AgeTo),
            previous_losses: band(ChoiceField::LossesFrom, ChoiceField::LossesTo),
            year: band(ChoiceField::YearFrom, ChoiceField::YearTo),
            own: self.own.iter().filter_map(OwnChoice::condition).collect(),
        };
        if let Some(categories) = self.categories() {
            options.loss_categories = categories;
        }
        options.sound()
    }

    /// Types a limit of a kept column.
    pub fn set_own_text(&mut self, column: &OwnColumn, side: Side, text: String) {
        let is_date = matches!(column.kind, OwnKind::Date { .. });
        let choice = self.own_choice(&column.name);
        choice.is_date = is_date;
        choice.texts[side as usize] = text;
    }

    /// Chooses the women of one level of a kept column; an empty one for all.
    pub fn set_own_level(&mut self, column: &str, level: String) {
        let choice = self.own_choice(column);
        // Several are one entry of the list, and stay what they are.
        if level != choice.levels.join(OR) {
            choice.levels = Some(level).filter(|level| !level.is_empty()).into_iter().collect();
        }
    }

    fn own_choice(&mut self, column: &str) -> &mut OwnChoice {
        let place = self.own.iter().position(|one| one.column == column);
        let place = place.unwrap_or_else(|| {
            self.own.push(OwnChoice { column: column.to_owned(), ..OwnChoice::default() });
            self.own.len() - 1
        });
        &mut self.own[place]
    }

    /// Puts a kept column into the model of live birth, or takes it out.
    pub fn set_adjuster(&mut self, column: &str, adjusts: bool) {
        self.adjusters.retain(|one| one != column);
        if adjusts {
            self.adjusters.push(column.to_owned());
            self.adjusters.sort();
        }
    }

    /// Takes every filter away; the categories stay.
    pub fn admit_all(&mut self) {
        self.etiology = None;
        self.own.clear();
        for field in ChoiceField::ALL.into_iter().filter(|field| field.band().is_some()) {
            self.set_text(field, String::new());
        }
    }

    fn categories(&self) -> Option<Vec<u32>> {
        let parts = self.text(ChoiceField::Categories).split([',', ' ', ';']);
        let numbers: Result<Vec<u32>, _> =
            parts.filter(|part| !part.is_empty()).map(str::parse).collect();
        numbers.ok().filter(|numbers| !numbers.is_empty() && numbers.len() <= 12)
    }

    /// The number in a field of a limit; `None` without one.
    fn number(&self, field: ChoiceField) -> Option<f64> {
        number::read_typed(self.text(field)).ok().flatten()
    }

    /// What is wrong with a field; empty when nothing is.
    #[must_use]
    pub fn problem(&self, field: ChoiceField) -> &'static str {
        let Some((from, to)) = field.band() else {
            return if self.categories().is_none() { "Numbers like 2, 3, 4" } else { "" };
        };
        if number::read_typed(self.text(field)).is_err() {
            return "Not a number";
        }
        let is_year = matches!(field, ChoiceField::YearFrom | ChoiceField::YearTo);
        let has_four_digits = |year: f64| (1000.0..10_000.0).contains(&year) && year.fract() == 0.0;
        if is_year && self.number(field).is_some_and(|year| !has_four_digits(year)) {
            return "A year has four digits";
        }
        match (self.number(from), self.number(to)) {
            (Some(from), Some(to)) if from > to => "“From” is above “to”",
            _ => "",
        }
    }
}

/// A cut-off as a slider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slider {
    /// The name of its input.
    pub id: String,
    /// The label.
    pub label: &'static str,
    /// Lowest value.
    pub minimum: String,
    /// Highest value.
    pub maximum: String,
    /// Step from value to value.
    pub step: &'static str,
    /// The value.
    pub value: String,
    /// The value with its comparison and unit.
    pub reading: String,
}

/// The slider of a cut-off, over the range usually seen.
#[must_use]
pub fn slider(protocol: &Protocol, quantity: Quantity) -> Slider {
    let range = quantity.plausible();
    let value = protocol.cutoff(quantity).map_or(range.minimum, |cutoff| cutoff.value);
    let value = format::shown(value);
    Slider {
        id: format!(
            "slide-{}",
            words::quantity(quantity).to_lowercase().replace([' ', ':', ',', '/', '.'], "-")
        ),
        label: words::quantity(quantity),
        minimum: format::value(range.minimum),
        maximum: format::value(range.maximum),
        step: "0.1",
        reading: format!("> {value} {}", words::unit(quantity)).trim_end().to_owned(),
        value,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::own_column::OwnLevel;

    #[test]
    fn several_levels_of_a_script_stay_until_another_is_chosen() {
        let level = |text: &str| OwnLevel { text: text.to_owned(), label: String::new() };
        let levels = ["never", "ex", "daily"].map(level).into();
        let kind = OwnKind::Category { levels, is_ordered: false };
        let smoking = OwnColumn { name: "smoking".to_owned(), kind, ..OwnColumn::default() };
        let wanted = OwnWanted::Levels(vec!["never".to_owned(), "ex".to_owned()]);
        let condition = OwnCondition { column: smoking.name.clone(), wanted };
        let filter = Filter { own: vec![condition], ..Filter::default() };
        let base = StudyOptions { filter, ..StudyOptions::default() };
        let mut choices = Choices::from(&base);
        let shown =
            |choices: &Choices| own_controls([&smoking].into_iter(), choices).remove(0).filter;
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let both = names(&["never", "ex", "daily", "never or ex"]);
        assert_eq!(shown(&choices), OwnFilter::Level("never or ex".to_owned(), both));
        choices.set_own_level("smoking", "never or ex".to_owned());
        assert_eq!(choices.options(&base), base);
        choices.set_own_level("smoking", "daily".to_owned());
        let daily = names(&["never", "ex", "daily"]);
        assert_eq!(shown(&choices), OwnFilter::Level("daily".to_owned(), daily));
        let wanted = OwnWanted::Levels(names(&["daily"]));
        assert_eq!(choices.options(&base).filter.own[0].wanted, wanted);
        choices.set_own_level("smoking", String::new());
        assert_eq!(choices.options(&base).filter.own, []);
    }

    #[test]
    fn fields_make_options_and_come_back() {
        let mut choices = Choices::default();
        let base = StudyOptions { seed: 7, ..StudyOptions::default() };
        assert_eq!(choices.options(&base), base);
        choices.etiology = Some(Etiology::Known);
        choices.adjust_table_one = false;
        choices.set_text(ChoiceField::AgeFrom, "30".to_owned());
        choices.set_text(ChoiceField::LossesTo, "x".to_owned());
        choices.set_text(ChoiceField::YearTo, "2013".to_owned());
        choices.set_text(ChoiceField::Categories, "5, 2".to_owned());
        let options = choices.options(&base);
        assert_eq!(options.filter.age_years, Some(Band { minimum: Some(30.0), maximum: None }));
        assert_eq!(options.filter.previous_losses, None);
        assert_eq!(options.filter.year, Some(Band { minimum: None, maximum: Some(2013.0) }));
        assert_eq!(options.loss_categories, [2, 5]);
        assert!(!options.adjust_table_one);
        assert_eq!(choices.problem(ChoiceField::LossesTo), "Not a number");
        assert_eq!(choices.problem(ChoiceField::AgeFrom), "");
        let again = Choices::from(&options);
        assert_eq!(again.options(&base), options);
        assert_eq!(again.text(ChoiceField::Categories), "2, 5");
        choices.admit_all();
        let open = choices.options(&base);
        assert!(open.filter.is_open() && choices.problem(ChoiceField::LossesTo).is_empty());
        assert_eq!((open.loss_categories, open.seed), (vec![2, 5], 7));
    }

    #[test]
    fn limits_the_wrong_way_round_are_an_error_of_both_and_limit_nothing() {
        for (from, to, low, high) in [
            (ChoiceField::AgeFrom, ChoiceField::AgeTo, "30", "40"),
            (ChoiceField::LossesFrom, ChoiceField::LossesTo, "2", "3"),
            (ChoiceField::YearFrom, ChoiceField::YearTo, "2012", "2019"),
            (ChoiceField::AgeFrom, ChoiceField::AgeTo, "30,5", "３１"),
        ] {
            let typed = |first: &str, second: &str| {
                let mut choices = Choices::default();
                choices.set_text(from, first.to_owned());
                choices.set_text(to, second.to_owned());
                let problems = [choices.problem(from), choices.problem(to)];
                (problems, choices.options(&StudyOptions::default()).filter.is_open())
            };
            assert_eq!(typed(high, low), (["“From” is above “to”"; 2], true));
            assert_eq!(typed(low, high), ([""; 2], false));
            assert_eq!(typed(low, low), ([""; 2], false));
            assert_eq!(typed(high, ""), ([""; 2], false));
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        for (text, problem) in [
            ("2015", ""),
            ("15", "A year has four digits"),
            ("20115", "A year has four digits"),
            ("2015.5", "A year has four digits"),
            ("since 2015", "Not a number"),
        ] {
            let mut choices = Choices::default();
            choices.set_text(ChoiceField::YearFrom, text.to_owned());
            assert_eq!(choices.problem(ChoiceField::YearFrom), problem, "{text}");
            let filter = choices.options(&StudyOptions::default()).filter;
            assert_eq!(filter.is_open(), !problem.is_empty(), "{text}");
        }
    }

    #[test]
    fn categories_that_cannot_be_read_change_nothing() {
        let mut choices = Choices::default();
        choices.set_text(ChoiceField::Categories, "2, many".to_owned());
        assert_eq!(choices.options(&StudyOptions::default()).loss_categories, [2, 3, 4]);
        assert_eq!(choices.problem(ChoiceField::Categories), "Numbers like 2, 3, 4");
    }
}
