//! What predicts live birth.

use super::blocks::{self, figure, note, paragraph, refused, warning};
use super::wording::{self, p_cell, points_cell, ratio_cell};
use crate::engine::cohort::tally::Stratum;
use crate::engine::stats::Undefined;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::validation::{OptimismEstimate, Validation};
use crate::engine::study::model::{Predictor, Term};
use crate::engine::study::prediction::{
    Discrimination, EVENTS_PER_VARIABLE, Prediction, PredictorTerms, RiskCalibration,
};
use crate::engine::study::{Estimable, NotEstimable, Study};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::axis::Axis;
use crate::view::figures::layout::intervals::{
    CLASSES_WIDTH, IntervalLine, IntervalRow, IntervalValue, Intervals, ValueShape, cells,
};
use crate::view::figures::layout::squares::{NamedCurve, Spot, Square};
use crate::view::figures::marks::Tint;
use crate::view::words::predictors;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Factors associated with live birth";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("prediction", TITLE);
    let found = match &study.prediction {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = vec![paragraph(format!(
        "Logistic regression of live birth. Of {} women with a class and an outcome, {} have a value of \
         every predictor and make the model; {} of them had a live birth. {} Crude and adjusted odds \
         ratios are of the same women.",
        format::count(found.n_analyzed.into()),
        format::count(found.n_complete.into()),
        format::count(found.n_live_births.into()),
        found.overall.as_ref().map_or_else(
            |_| String::new(),
            |tested| format!(
                "All predictors together: likelihood ratio {}.",
                format::p_phrase(tested.p())
            )
        ),
    ))];
    blocks.push(note(
        "An odds ratio above 1 is associated with more live births. An association in this file is \
         not a cause: any abnormality and its treatment cannot be told apart where \
         every such woman was treated.",
    ));
    if found.needs_firth {
        blocks.push(warning(format!(
            "There are {} of the rarer outcome for each predictor (fewer than {} are too few), or a \
             predictor divides the outcomes. Firth’s penalized estimates, which stay finite and are less \
             biased then, are beside the ordinary ones.",
            format::decimal(found.events_per_variable, 1),
            format::decimal(EVENTS_PER_VARIABLE, 0),
        )));
    }
    for left_out in &found.left_out {
        blocks.push(note(messages::left_out(left_out, "")));
    }
    blocks.push(forest(study, found));
    blocks.push(Block::Table(table(found)));
    blocks.push(paragraph(
        "An odds ratio is further from 1 than the risk ratio, by much where live births are common, \
         and must not be read as one. So the same associations follow as ratios and differences of \
         live birth rates, adjusted for the same predictors.",
    ));
    blocks.push(Block::Table(risks(study, found)));
    blocks.push(Block::Heading("How far to trust the model".to_owned()));
    blocks.push(paragraph(
        "Both figures are about the women that the model was made from, and flatter it: in other \
         women it will do worse.",
    ));
    let calibration = match &found.calibration {
        Ok(calibration) => calibration_figure(study, calibration),
        Err(reason) => refused(reason),
    };
    let discrimination = match &found.discrimination {
        Ok(discrimination) => curve_figure(discrimination),
        Err(reason) => refused(reason),
    };
    blocks.push(Block::Beside(vec![calibration, discrimination]));
    match &found.validation {
        Ok(validation) => {
            blocks.push(paragraph(resampled(study, validation)));
            blocks.push(Block::Table(corrected(found, validation)));
        }
        Err(NotEstimable::Deferred) => blocks.push(note(format!(
            "Internal validation (bootstrap): {}",
            messages::reason(&NotEstimable::Deferred)
        ))),
        Err(reason) => blocks.push(warning(format!(
            "No internal validation (bootstrap), which TRIPOD asks for. So nothing here is corrected \
             for optimism. {}",
            unvalidated(reason)
        ))),
    }
    blocks.push(Block::Table(linearity(found)));
    blocks::section(id, title, blocks)
}

fn term_line(name: &str, found: &Estimable<Term>, tint: Tint) -> IntervalLine {
    let value = match found {
        Ok(term) => {
            let interval = term.odds_ratio.interval;
            let mut value = IntervalValue {
                at: term.odds_ratio.value,
                interval: Some([interval.lower, interval.upper]),
                text: format::ratio(term.odds_ratio.value),
                interval_text: format::ratio_interval(interval),
                ..IntervalValue::default()
            };
            value.cell = format!("{}, {}", value.written(), format::p_phrase(term.test.p()));
            value.words.clone_from(&value.cell);
            Ok(value)
        }
        Err(reason) => Err(messages::short_reason(reason)),
    };
    IntervalLine { name: name.to_owned(), value, tint }
}

fn forest(study: &Study, found: &Prediction) -> Block {
    let mut limits = Vec::new();
    let mut rows = Vec::new();
    for terms in &found.terms {
        let name = predictors::predictor_named(&terms.name);
        let mut lines = vec![
            term_line(&format!("{name}, crude"), &terms.crude, Tint::Muted),
            term_line(&format!("{name}, adjusted"), &terms.adjusted, Tint::Ink),
        ];
        if let Some(firth) = &terms.firth {
            let tint = Tint::Stratum(Stratum::Idiopathic);
            lines.push(term_line(&format!("{name}, adjusted, Firth"), firth, tint));
        }
        for value in lines.iter().filter_map(|line| line.value.as_ref().ok()) {
            limits.push(value.at);
            limits.extend(value.interval.into_iter().flatten());
        }
        rows.push(IntervalRow { label: name.to_owned(), high: None, is_sum: false, lines });
    }
    let mut legend = vec![(Tint::Muted, "Crude".to_owned()), (Tint::Ink, "Adjusted".to_owned())];
    if found.needs_firth {
        legend.push((Tint::Stratum(Stratum::Idiopathic), "Adjusted, Firth".to_owned()));
    }
    let table = cells(&rows);
    let sketch = Intervals {
        rows,
        axis: Axis::ratios(limits.into_iter()),
        axis_title: "Odds ratio of a live birth (logarithmic)".to_owned(),
        look: ValueShape::Point,
        legend,
        reference: Some((1.0, "no difference".to_owned())),
        labels_width: CLASSES_WIDTH,
        numbers_width: 156.0,
    };
    figure(
        "Odds ratios of a live birth",
        format!(
            "Points with {} (by the profile of the likelihood), crude and adjusted for all others.",
            words::intervals(study.protocol.interval_level)
        ),
        &["Predictor", "Odds ratio"],
        table,
        sketch.sketch(),
    )
}

/// What a category stands for in the model.
const LEVELS_NOTE: &str = "Each word of a category is compared with its first one. A number of your own \
    is per unit, a date per year.";

fn table(found: &Prediction) -> Table {
    let of = |term: &Estimable<Term>| match term {
        Ok(term) => [ratio_cell(&term.odds_ratio), p_cell(&term.test)],
        Err(reason) => [Cell::stacked("", messages::short_reason(reason)), Cell::default()],
    };
    let line = |terms: &PredictorTerms| {
        let mut cells = vec![Cell::from(predictors::predictor_named(&terms.name))];
        cells.extend(of(&terms.crude));
        cells.extend(of(&terms.adjusted));
        if found.needs_firth {
            cells.extend(terms.firth.as_ref().map_or_else(Default::default, of));
        }
        cells.push(Cell::from(format::ratio(terms.variance_inflation)));
        Row::new(cells)
    };
    let is_level = |terms: &PredictorTerms| matches!(terms.predictor, Predictor::OwnLevel(..));
    let has_levels = found.terms.iter().any(is_level);
    let mut columns = vec![
        TableColumn::words("Predictor"),
        TableColumn::numbers("Crude odds ratio"),
        TableColumn::numbers("p"),
        TableColumn::numbers("Adjusted odds ratio"),
        TableColumn::numbers("p"),
    ];
    if found.needs_firth {
        columns.extend([TableColumn::numbers("Firth’s odds ratio"), TableColumn::numbers("p")]);
    }
    columns.push(TableColumn::numbers("VIF"));
    Table {
        id: "prediction".to_owned(),
        caption: "Odds ratios of a live birth, crude and adjusted".to_owned(),
        columns,
        rows: found.terms.iter().map(line).collect(),
        notes: std::iter::once(
            "Confidence intervals by the profile of the likelihood, as confint of R has them, and \
             likelihood-ratio tests; Firth’s by the profile of the penalized likelihood. \
             VIF, variance inflation factor: by how much the other predictors inflate the variance; 1 \
             is not at all."
                .to_owned()
        )
        .chain(has_levels.then(|| LEVELS_NOTE.to_owned()))
        .collect(),
    }
}

fn people(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// The associations as ratios and differences of rates.
fn risks(study: &Study, found: &Prediction) -> Table {
    let reason = |reason: &NotEstimable| Cell::stacked("", messages::short_reason(reason));
    let line = |terms: &PredictorTerms| {
        let mut cells = vec![
            Cell::from(predictors::predictor_named(&terms.name)),
            terms.risk_ratio.as_ref().map_or_else(reason, ratio_cell),
        ];
        match &terms.standardized {
            Some(Ok(rates)) => cells.extend([
                Cell::from(format::percent(rates.exposed)),
                Cell::from(format::percent(rates.unexposed)),
                points_cell(&rates.difference.into()),
                ratio_cell(&rates.ratio),
            ]),
            Some(Err(why)) => cells.push(reason(why)),
            None => {}
        }
        cells.resize(6, Cell::default());
        Row::new(cells)
    };
    let mut notes = vec![format!(
        "Risk ratio: modified Poisson regression, per unit of the predictor, with robust (sandwich) \
         {level}. Standardized: the live birth rates that the logistic model gives if all these \
         women had it and if none had, all else as it is (g-computation), with {level} by the delta \
         method; not for numbers. A word of a category stands against its first word. These are \
         associations: they do not say that one causes the other.",
        level = words::intervals(study.protocol.interval_level)
    )];
    if found.n_risks_above_one > 0 {
        notes.push(format!(
            "The modified Poisson regression gives {} a live birth rate above 100%, which does not \
             exist; the standardized rates have no such problem.",
            format::count_of(found.n_risks_above_one, "woman", "women")
        ));
    }
    Table {
        id: "adjusted-risks".to_owned(),
        caption: "Adjusted ratios and differences of live birth rates".to_owned(),
        columns: vec![
            TableColumn::words("Predictor"),
            TableColumn::numbers("Risk ratio"),
            TableColumn::numbers("Rate if all had it"),
            TableColumn::numbers("Rate if none had it"),
            TableColumn::numbers("Standardized difference, points"),
            TableColumn::numbers("Standardized risk ratio"),
        ],
        rows: found.terms.iter().map(line).collect(),
        notes,
    }
}

fn calibration_figure(study: &Study, calibration: &RiskCalibration) -> Block {
    let mut rows = Vec::new();
    let points: Vec<Spot> = calibration
        .groups
        .iter()
        .filter_map(|group| {
            let of = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let level = study.protocol.interval_level;
            let share = Proportion::wilson(of(group.observed), of(group.people), level).ok()?;
            let predicted = group.expected / people(group.people);
            rows.push(vec![format::percent(predicted), format::share(&share)]);
            Some(Spot {
                at: [predicted, share.estimate],
                interval: [share.interval.lower, share.interval.upper],
                readout: format!(
                    "predicted {}, observed {}",
                    format::percent(predicted),
                    format::share_in_words(&share)
                ),
            })
        })
        .collect();
    let lowest = calibration.groups.iter().map(|group| group.expected / people(group.people));
    let lowest = points.iter().map(|spot| spot.interval[0]).chain(lowest).fold(1.0, f64::min);
    let sketch = Square {
        axis: Axis::shares_above(lowest),
        x_title: "Predicted live birth rate".to_owned(),
        y_title: "Observed live birth rate".to_owned(),
        curves: Vec::new(),
        points,
    };
    figure(
        "Predicted and observed live births",
        format!(
            "Tenths of the women by predicted probability, with {}; on the line both agree. Hosmer-Lemeshow {}; Brier score {}.",
            words::wilsons(study.protocol.interval_level),
            format::p_phrase(calibration.test.p()),
            format::decimal(calibration.brier, 3)
        ),
        &["Predicted", "Observed"],
        rows,
        sketch.sketch(),
    )
}

fn curve_figure(found: &Discrimination) -> Block {
    let text = wording::area(&found.area.area);
    let curve = NamedCurve {
        name: ["Model".to_owned(), format!("area {text}")],
        points: found
            .curve
            .iter()
            .map(|point| [1.0 - point.specificity, point.sensitivity])
            .collect(),
        tint: Tint::Stratum(Stratum::Idiopathic),
        width: 2.5,
    };
    let sketch = Square {
        axis: Axis::shares(1.0),
        x_title: "1 − specificity".to_owned(),
        y_title: "Sensitivity".to_owned(),
        curves: vec![curve],
        points: Vec::new(),
    };
    figure(
        "How well the model tells outcomes apart",
        format!(
            "ROC curve of the predicted probability; area {text} with the confidence interval of \
             DeLong. On the diagonal it tells nothing."
        ),
        &["Model", "Area under the curve"],
        vec![vec!["Predicted probability".to_owned(), text]],
        sketch.sketch(),
    )
}

/// Why the model was not validated.
pub(in crate::view) fn unvalidated(reason: &NotEstimable) -> String {
    match reason {
        NotEstimable::Undefined(Undefined::TooFewInGroup { needed }) => format!(
            "At least {needed} women with a live birth and {needed} without one are needed."
        ),
        NotEstimable::Undefined(Undefined::CompleteSeparation) => {
            "The predictions divide the outcomes completely, so that they have no calibration slope."
                .to_owned()
        }
        NotEstimable::Undefined(Undefined::FewResamplesUsed { .. }) => format!(
            "{} In the others the model has no finite estimates, mostly because all women of a small \
             group had the same outcome. With the predictor of that group left out, or with more \
             women, it can be validated.",
            messages::reason(reason)
        ),
        reason => messages::reason(reason),
    }
}

/// What the validation rests on, as drawn: `200 resamples of the women (seed 1), of which
/// 198 gave finite estimates`.
pub(in crate::view) fn drawn(study: &Study, found: &Validation) -> String {
    let used = if found.n_used == found.n_drawn {
        String::new()
    } else {
        format!(", of which {} gave finite estimates", format::count(found.n_used.into()))
    };
    format!(
        "{} resamples of the women (seed {}){used}",
        format::count(found.n_drawn.into()),
        study.options.seed
    )
}

fn resampled(study: &Study, found: &Validation) -> String {
    let wanted = study.options.validation_replicates;
    let fewer = if found.n_drawn < wanted {
        format!(
            " With so many women fewer resamples were drawn than the {} asked for.",
            format::count(wanted.into())
        )
    } else {
        String::new()
    };
    format!(
        "Internal validation (bootstrap): the same model was fitted to {}. Each of these fits does \
         better in the women it was made from than in all women. The mean of this difference is the \
         optimism. Taken off the apparent performance, it leaves what to expect in other women like \
         these. If that holds elsewhere, only women of another clinic or another time can show \
         (external validation).{fewer}",
        drawn(study, found)
    )
}

fn corrected(found: &Prediction, validation: &Validation) -> Table {
    let line = |name: &str, measure: &OptimismEstimate, decimals| {
        let numbers = [measure.apparent, measure.optimism, measure.corrected];
        let cells = numbers.map(|number| Cell::from(format::decimal(number, decimals)));
        Row::new(std::iter::once(Cell::from(name)).chain(cells))
    };
    let mut notes = vec![
        "AUC: at 0.5 and below the model tells nothing, at 1 everything. Calibration slope: below 1 the effects found here are too \
         strong for other women; the log odds ratios times the corrected slope are expected to fit them \
         (shrinkage). Brier score: lower is better, so that its optimism is negative."
            .to_owned(),
    ];
    if found.needs_firth {
        let which = if validation.is_penalized { "Firth’s" } else { "The ordinary" };
        notes.push(format!("{which} model was validated, of which the two figures are too."));
    }
    if found.terms.len() == 1 {
        notes.push("With a single predictor chance moves the corrected slope far.".to_owned());
    }
    Table {
        id: "validation".to_owned(),
        caption: "Internal validation: performance corrected for optimism".to_owned(),
        columns: vec![
            TableColumn::words("Measure"),
            TableColumn::numbers("Apparent"),
            TableColumn::numbers("Optimism"),
            TableColumn::numbers("Optimism-corrected"),
        ],
        rows: vec![
            line("Area under the curve (AUC)", &validation.area, 3),
            line("Calibration slope", &validation.slope, 2),
            line("Brier score", &validation.brier, 3),
        ],
        notes,
    }
}

fn linearity(found: &Prediction) -> Table {
    let rows = found.linearity.iter().map(|one| {
        let p = match &one.test {
            Ok(tested) => p_cell(tested),
            Err(reason) => Cell::stacked("", messages::short_reason(reason)),
        };
        Row::new([Cell::from(predictors::predictor_named(&one.name)), p])
    });
    Table {
        id: "linearity".to_owned(),
        caption: "Linear on the log-odds scale?".to_owned(),
        columns: vec![
            TableColumn::words("Predictor"),
            TableColumn::numbers("p, squared term added"),
        ],
        rows: rows.collect(),
        notes: vec![
            "Likelihood-ratio test of the model with the squared predictor; a small p speaks for a \
             curve."
                .to_owned(),
        ],
    }
}
