//! The funnel plot, with what it cannot tell.

use super::wording::{LEVEL, plan, written};
use crate::engine::stats::pooling::pool;
use crate::engine::stats::special;
use crate::engine::stats::trials::{EmptyCells, Trial, effects};
use crate::view::document::{Block, RemarkTone, Section, section};
use crate::view::evidence::entry::Choices;
use crate::view::figures::layout::axis::{Axis, Division};
use crate::view::figures::layout::funnel::{Funnel, Spot};
use crate::view::figures::{Figure, FigureTable};
use crate::view::{format, messages};

/// With fewer trials no asymmetry of a funnel plot can be told from chance.
const FEWEST: usize = 10;

/// Each trial by its effect and its standard error.
pub(super) fn funnel(trials: &[Trial], choices: &Choices) -> Section {
    let title = "Small and large trials";
    let (plan, written) = (plan(choices), written(choices.measure));
    let pooled = pool(trials, plan);
    let studies = effects(trials, plan.measure, EmptyCells::Cochrane);
    let (pooled, studies) = match (pooled, studies) {
        (Ok(pooled), Ok(studies)) => (pooled, studies),
        (Err(why), _) | (_, Err(why)) => {
            let text = format!("Not drawn: {}.", messages::undefined_clause(why));
            return section("evidence-funnel", title, vec![Block::Note(RemarkTone::Refusal, text)]);
        }
    };
    let studies = studies.as_slice();
    let errors = Axis::from_zero(studies.iter().map(|one| one.variance.sqrt()).fold(0.0, f64::max));
    let center = pooled.pooled.effect.value;
    let half = special::two_sided_z(LEVEL) * errors.to;
    let edges = [center - half, center + half].map(|edge| written.back(edge));
    let spots: Vec<Spot> = studies
        .iter()
        .map(|one| {
            let (at, error) = (written.back(one.effect), one.variance.sqrt());
            let numbers = [written.scale.text(at), format::significant(error, 3)];
            Spot { name: one.name.clone(), at, error, numbers }
        })
        .collect();
    let shown = spots.iter().map(|spot| spot.at).chain(edges).chain([written.no_effect]);
    let error_title = match written.axis {
        Division::Logarithmic => "Standard error of the logarithm",
        Division::Linear | Division::Percent => "Standard error",
    };
    let table = FigureTable {
        head: ["", written.name, error_title].map(str::to_owned).to_vec(),
        rows: spots
            .iter()
            .map(|spot| [std::slice::from_ref(&spot.name), &spot.numbers[..]].concat())
            .collect(),
    };
    let layout = Funnel {
        axis: Axis::holding(written.axis, shown),
        axis_title: written.name.to_owned(),
        errors,
        errors_title: error_title.to_owned(),
        center: written.back(center),
        edges,
        spots,
    };
    let figure = Figure {
        title: "Funnel plot".to_owned(),
        description: format!(
            "Each trial by its effect and its standard error, large trials on top; between the lines \
             {} of trials of one common effect would lie.",
            format::level(LEVEL)
        ),
        table,
        sketch: layout.sketch(),
    };
    let mut blocks = vec![Block::Figure(Box::new(figure))];
    let number = studies.len();
    if number < FEWEST {
        blocks.push(Block::Note(
            RemarkTone::Warning,
            format!(
                "k = {number}: with fewer than {FEWEST} trials asymmetry cannot be told from chance, \
                 so it is not tested. A symmetric funnel would not show that no trial is missing, and \
                 an asymmetric one can come from whom a trial counts."
            ),
        ));
    }
    blocks.push(Block::Details {
        summary: "Where the method comes from".to_owned(),
        blocks: vec![Block::Paragraph(
            "Sterne JAC and others, BMJ 2011;343:d4002, doi:10.1136/bmj.d4002".to_owned(),
        )],
    });
    section("evidence-funnel", title, blocks)
}
