//! Live births: treated women with an abnormality against women without, and
//! class by class.

use super::blocks::{self, figure, note, paragraph, refused, warning};
use super::prevalence::share_line;
use super::wording::{self, ShareCells, p_cell, points_cell, ratio_cell};
use crate::engine::cohort::tally::{ClassGroup, Stratum};
use crate::engine::stats::Estimate;
use crate::engine::stats::proportion::Proportion;
use crate::engine::study::contrast::Contrast;
use crate::engine::study::outcome::{ClassPair, ClassRates, GroupRate, OutcomeSection};
use crate::engine::study::shrinkage::ShrunkenRate;
use crate::engine::study::significance::SignificanceTest;
use crate::engine::study::{Estimable, Study};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::axis::Axis;
use crate::view::figures::layout::intervals::{
    CLASSES_WIDTH, IntervalRow, Intervals, SHARES_WIDTH, ValueShape, cells,
};
use crate::view::figures::marks::Tint;
use crate::view::{format, messages, words};

/// What the comparison is not.
const WHAT_IT_IS_NOT: &str = "This does not compare treatments. The women with an abnormality were \
    treated and those without were not, so the two groups differ in the abnormality, in the \
    treatment, and in whatever goes with either. A difference near zero does not show that the \
    treatment works. A large difference would not show that it fails.";

/// The same where the file is silent about treatment.
const WHAT_IT_IS_NOT_EITHER: &str = "The file does not say who was treated. This does not compare \
    treatments: the two groups differ in the abnormality, perhaps in treatment, and in whatever goes \
    with either.";

/// The title of the section that compares women with and without an abnormality.
pub(super) const TITLE: &str = "Live births with and without an abnormality";

/// The title of the section that goes through the classes.
pub(super) const TITLE_BY_CLASS: &str = "Live births by class";

pub(super) fn section(study: &Study) -> Section {
    let id = "outcome";
    match &study.outcome {
        Ok(found) => blocks::section(id, TITLE, comparison(study, found)),
        Err(reason) => blocks::refusal(id, TITLE, reason),
    }
}

/// The section of the classes.
pub(super) fn by_class(study: &Study) -> Section {
    let (id, title) = ("live-births", TITLE_BY_CLASS);
    let found = match &study.outcome {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = rates(study, found);
    blocks.push(global(study, found));
    blocks.push(Block::Details {
        summary: "Every two abnormal classes compared".to_owned(),
        blocks: vec![match &found.pairs {
            Ok(pairs) => Block::Table(pair_table(pairs)),
            Err(reason) => refused(reason),
        }],
    });
    blocks::section(id, title, blocks)
}

fn comparison(study: &Study, found: &OutcomeSection) -> Vec<Block> {
    let names = group_names(found);
    let names = names.each_ref().map(String::as_str);
    let mut blocks = Vec::new();
    if let Ok(contrast) = &found.comparisons.all {
        blocks.push(paragraph(format!(
            "{}: {} had a live birth. {}: {}. The difference is {} percentage points ({} to {}); \
             Fisher’s exact {}{}.",
            names[0],
            format::share(&contrast.first),
            names[1],
            format::share(&contrast.second),
            format::points(contrast.difference.value),
            format::points(contrast.difference.interval.lower),
            format::points(contrast.difference.interval.upper),
            format::p_phrase(contrast.test.p()),
            contrast.chi_square.as_ref().map_or_else(
                |_| String::new(),
                |test| format!(" (Pearson’s χ² {})", format::p_phrase(test.p_value.value))
            ),
        )));
    }
    blocks.push(if !found.treatment_is_stated {
        warning(WHAT_IT_IS_NOT_EITHER)
    } else if let Some(text) = nobody_to_compare(found) {
        note(text)
    } else {
        warning(WHAT_IT_IS_NOT)
    });
    if found.n_abnormal_left_out + found.n_normal_left_out > 0 {
        blocks.push(note(format!(
            "Left out of this comparison: {} not known to be treated, and {} who {} treated.",
            format::count_of(
                found.n_abnormal_left_out,
                "woman with an abnormality",
                "women with an abnormality"
            ),
            format::count_of(found.n_normal_left_out, "woman without one", "women without one"),
            if found.n_normal_left_out == 1 { "was" } else { "were" }
        )));
    }
    blocks.push(Block::Table(contrast_table(study, found, names)));
    blocks
}

/// What the two groups of the comparison are called. A woman of whom the file does
/// not say if she was treated is in the second group and not in the first, so that
/// its name says what is known of it, and of how many it is not.
fn group_names(found: &OutcomeSection) -> [String; 2] {
    let second = match (found.treatment_is_stated, found.n_normal_unknown) {
        (false, _) => return ["Any abnormality", "No abnormality"].map(str::to_owned),
        (true, 0) => "No abnormality, not treated".to_owned(),
        (true, n) => {
            format!("No abnormality, not known to be treated ({} unknown)", format::count(n.into()))
        }
    };
    ["Any abnormality, treated".to_owned(), second]
}

/// Which of the two groups has no women, where treatment is stated.
fn nobody_to_compare(found: &OutcomeSection) -> Option<&'static str> {
    let n_of = |group: &GroupRate| group.rate.as_ref().map_or(0, |share| share.total);
    let groups = &found.rates.all.groups;
    let n_abnormal = n_of(&groups.any_abnormality);
    let n_normal = n_of(&groups.everyone) - n_abnormal;
    if n_abnormal == found.n_abnormal_left_out {
        Some("There is no treated woman with an abnormality to compare with anyone.")
    } else if n_normal == found.n_normal_left_out {
        Some("There is no untreated woman without an abnormality to compare with anyone.")
    } else {
        None
    }
}

fn contrast_table(study: &Study, found: &OutcomeSection, names: [&str; 2]) -> Table {
    let shares = ShareCells::new(&study.options);
    let line = |(stratum, contrast): (Stratum, &Estimable<Contrast>)| {
        let name = Cell::from(words::stratum(stratum));
        match contrast {
            Ok(contrast) => Row::new([
                name,
                shares.cell(&Ok(contrast.first)),
                shares.cell(&Ok(contrast.second)),
                points_cell(&contrast.difference.into()),
                ratio_or_reason(&contrast.ratio),
                ratio_or_reason(&contrast.odds_ratio),
                p_cell(&contrast.test),
            ]),
            Err(reason) => {
                let mut cells = vec![name, Cell::stacked("", messages::short_reason(reason))];
                cells.resize(7, Cell::default());
                Row::new(cells)
            }
        }
    };
    let table = Table {
        id: "outcome-comparison".to_owned(),
        caption: format!(
            "Live births: {} against {}",
            names[0].to_lowercase(),
            names[1].to_lowercase()
        ),
        columns: vec![
            TableColumn::words("Etiology"),
            TableColumn::numbers(names[0]),
            TableColumn::numbers(names[1]),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("Risk ratio"),
            TableColumn::numbers("Odds ratio"),
            TableColumn::numbers("p"),
        ],
        rows: found.comparisons.iter().map(line).collect(),
        notes: comparison_notes(study, found),
    };
    shares.table(table)
}

fn comparison_notes(study: &Study, found: &OutcomeSection) -> Vec<String> {
    let methods = format!(
        "{}: Wilson for rates, Newcombe for differences, Koopman for risk ratios, exact conditional \
         for odds ratios. p: Fisher’s exact test.",
        words::intervals(study.protocol.interval_level)
    );
    let unknown = (found.n_normal_unknown > 0).then(|| {
        "Of women without an abnormality, those of whom the file does not say if they were treated \
         are counted; of women with one, they are not."
            .to_owned()
    });
    std::iter::once(methods).chain(unknown).collect()
}

pub(super) fn ratio_or_reason(found: &Estimable<Estimate>) -> Cell {
    found
        .as_ref()
        .map_or_else(|reason| Cell::stacked("", messages::short_reason(reason)), ratio_cell)
}

fn tint(group: ClassGroup) -> Tint {
    match group {
        ClassGroup::Class(profile) => Tint::Profile(profile),
        ClassGroup::AnyAbnormality | ClassGroup::Everyone => Tint::Ink,
    }
}

fn rates(study: &Study, found: &OutcomeSection) -> Vec<Block> {
    let all = &found.rates.all;
    let overall = all.groups.everyone.rate.as_ref().ok();
    let etiologies =
        [(Stratum::Idiopathic, &found.rates.idiopathic), (Stratum::Known, &found.rates.known)];
    let reference = overall
        .map(|share| (share.estimate, format!("everyone: {}", format::percent(share.estimate))));
    let one: Vec<IntervalRow> = all
        .groups
        .iter()
        .map(|(group, rate)| {
            let mut line = share_line(words::group(group), &rate.rate, tint(group));
            if let (Ok(value), Ok(shrunken)) = (&mut line.value, &rate.shrunken) {
                value.other = Some(shrunken.value);
                let shrunken = format!("; shrunken: {}", shrunken_text(shrunken));
                value.cell += &shrunken;
                value.words += &shrunken;
            }
            IntervalRow::of_group(group, vec![line])
        })
        .collect();
    let by_etiology: Vec<IntervalRow> = ClassGroup::ALL
        .iter()
        .map(|&group| {
            let lines = etiologies.map(|(stratum, rates)| {
                let etiology = words::stratum(stratum).to_lowercase();
                let name = format!("{}, {etiology}", words::group(group));
                share_line(&name, &rates.groups[group].rate, Tint::Stratum(stratum))
            });
            IntervalRow::of_group(group, lines.into())
        })
        .collect();
    let legend = etiologies
        .map(|(stratum, _)| (Tint::Stratum(stratum), words::stratum(stratum).to_owned()))
        .into();
    let forest = |rows, legend| Intervals {
        rows,
        axis: Axis::shares(1.0),
        axis_title: "Live birth rate".to_owned(),
        look: ValueShape::Point,
        legend,
        reference: reference.clone(),
        labels_width: CLASSES_WIDTH,
        numbers_width: SHARES_WIDTH,
    };
    vec![
        note(prior_words(all, overall)),
        figure(
            "Live birth rate of each class",
            format!(
                "Points with {}. The ring is the shrunken rate: the same rate drawn towards that of all \
                 classes, the more the fewer women a class has.",
                words::wilsons(study.protocol.interval_level)
            ),
            &["Class", "Live births"],
            cells(&one),
            forest(one.clone(), Vec::new()).sketch(),
        ),
        figure(
            "Live birth rate of each class by etiology",
            format!(
                "Points with {}; a class without women has no rate.",
                words::wilsons(study.protocol.interval_level)
            ),
            &["Class", "Live births"],
            cells(&by_etiology),
            forest(by_etiology.clone(), legend).sketch(),
        ),
        Block::Table(rate_table(study, found)),
    ]
}

fn shrunken_text(rate: &ShrunkenRate) -> String {
    match rate.interval {
        Some(interval) => {
            format!(
                "{} ({} {})",
                format::percent(rate.value),
                words::credible(interval.level),
                format::interval(interval)
            )
        }
        None => format::percent(rate.value),
    }
}

fn prior_words(all: &ClassRates, overall: Option<&Proportion>) -> String {
    match &all.prior {
        Ok(prior) => match prior.prior_women {
            Some(women) => format!(
                "Shrunken rates (empirical Bayes, beta-binomial by moments): each class counts as if it \
                 had {} further women at the common rate of {}. Their credible intervals take both \
                 numbers as known and ignore how uncertain they are.",
                format::count(rounded(women)),
                format::percent(prior.mean)
            ),
            None => format!(
                "Shrunken rates (empirical Bayes, beta-binomial by moments): the classes differ no more \
                 than chance makes them, so that every shrunken rate is the common one: {}.",
                overall.map_or_else(|| format::percent(prior.mean), format::share)
            ),
        },
        Err(reason) => {
            format!("No shrunken rates: {}", messages::reason(reason))
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a weight in women is positive, and beyond 2⁶⁴ it stays there"
)]
fn rounded(value: f64) -> u64 {
    value.round() as u64
}

fn rate_table(study: &Study, found: &OutcomeSection) -> Table {
    let shares = ShareCells::new(&study.options);
    let rows = found.rates.all.groups.iter().map(|(group, rate)| {
        let mut cells = vec![Cell::from(words::group(group))];
        cells.extend(found.rates.values().map(|rates| shares.cell(&rates.groups[group].rate)));
        cells.push(match (&rate.shrunken, group) {
            (Ok(rate), _) => Cell::stacked(
                format::percent(rate.value),
                rate.interval.map(format::interval).unwrap_or_default(),
            ),
            (Err(reason), ClassGroup::Class(_)) => {
                Cell::stacked("", messages::short_reason(reason))
            }
            (Err(_), _) => Cell::default(),
        });
        if matches!(group, ClassGroup::Class(_)) { Row::new(cells) } else { Row::main(cells) }
    });
    let table = Table {
        id: "live-birth-rates".to_owned(),
        caption: "Live birth rate of each class, by etiology".to_owned(),
        columns: vec![
            TableColumn::words("Class"),
            TableColumn::numbers("All"),
            TableColumn::numbers("Idiopathic"),
            TableColumn::numbers("Known etiology"),
            TableColumn::numbers(format!(
                "All, shrunken ({})",
                words::credible(study.protocol.interval_level)
            )),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "Below each rate: {}. All includes women whose etiology is not stated. A class without \
             women has no rate; it is not 0%.",
            words::wilson(study.protocol.interval_level)
        )],
    };
    shares.table(table)
}

fn global(study: &Study, found: &OutcomeSection) -> Block {
    let line = |(stratum, found): (Stratum, &Estimable<SignificanceTest>)| {
        let cells = match found {
            Ok(tested) => [p_cell(tested), Cell::from(wording::test(tested.test))],
            Err(reason) => [Cell::stacked("", messages::short_reason(reason)), Cell::default()],
        };
        let [p, test] = cells;
        Row::new([Cell::from(words::stratum(stratum)), p, test])
    };
    let rows = found.among_classes.iter().map(line);
    Block::Table(Table {
        id: "among-classes".to_owned(),
        caption: "Do the seven abnormal classes differ in live births?".to_owned(),
        columns: vec![
            TableColumn::words("Etiology"),
            TableColumn::numbers("p"),
            TableColumn::words("Test"),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "Classes without women are left out. Above {} women Pearson’s χ² takes the place of the \
             exact test, whatever the expected counts.",
            format::count(study.options.exact_limit.into())
        )],
    })
}

fn pair_table(pairs: &[ClassPair]) -> Table {
    let rows = pairs.iter().map(|pair| {
        Row::new([
            Cell::from(words::profile(pair.first)),
            Cell::from(words::profile(pair.second)),
            Cell::from(format::points(pair.difference)),
            Cell::from(format::p_rounded(pair.test.p())),
            Cell::from(format::p_rounded(pair.p_holm_pairs)),
            Cell::from(pair.test.p_holm.map(format::p_rounded).unwrap_or_default()),
        ])
    });
    Table {
        id: "class-pairs".to_owned(),
        caption: "Live birth rates of every two abnormal classes, all etiologies".to_owned(),
        columns: vec![
            TableColumn::words("First"),
            TableColumn::words("Second"),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("p"),
            TableColumn::numbers("Holm, these pairs"),
            TableColumn::numbers("Holm, whole section"),
        ],
        rows: rows.collect(),
        notes: vec!["p: Fisher’s exact test.".to_owned()],
    }
}
