//! The made-up cohorts whose whole study is compared with R.

use std::fmt::Write as _;

use rpl_immune_profile::engine::cohort::filter::{Band, Filter, OwnCondition, OwnWanted};
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::engine::study::options::StudyOptions;

use rpl_immune_profile::engine::counts::Counts;
use rpl_immune_profile::engine::own_column::{DateOrder, OwnColumn, OwnKind, OwnLevel};
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::reader::{self, Reading};
use rpl_immune_profile::engine::study::Study;
use rpl_immune_profile::view::document::Section;
use rpl_immune_profile::view::study::{Maker, SECTIONS, sections};

use super::synthetic::{self, Dice};

/// A cohort file and what it is analyzed with.
pub(crate) struct ReferenceCohort {
    /// Its name in file names.
    pub(crate) name: &'static str,
    /// The file.
    pub(crate) file: String,
    /// The protocol.
    pub(crate) protocol: Protocol,
    /// The options.
    pub(crate) options: StudyOptions,
    /// The columns that are kept although the format does not know them.
    pub(crate) own: Vec<OwnColumn>,
}

impl ReferenceCohort {
    /// The file, read as it is analyzed.
    pub(crate) fn reading(&self) -> Reading {
        let own_columns = self.own.clone();
        let settings = ImportSettings { own_columns, ..ImportSettings::default() };
        reader::read(self.file.as_bytes(), &settings).expect("a table")
    }
}

/// What a made-up cohort is like.
struct Shape {
    n: usize,
    seed: u64,
    /// Share of values that are missing, in every column that may lack one.
    missing: f64,
    /// Share of women with an abnormality who are not treated.
    untreated: f64,
    /// Share of women without an abnormality who are treated all the same.
    treated_normal: f64,
    /// Live birth rate at 34 years.
    birth: f64,
    /// Whether every woman with a known etiology has a live birth.
    known_always_birth: bool,
}

pub(crate) const HEADER: &str = "patient_id,age_years,bmi,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,\
     nk_cyto_12_5,th1_th2_ratio,ivig,outcome,fetal_karyotype\n";

fn made_up(shape: &Shape) -> String {
    let mut dice = Dice::new(shape.seed);
    let mut file = HEADER.to_owned();
    for number in 1..=shape.n {
        let age = dice.normal(34.0, 4.5).clamp(20.0, 46.0);
        // Body mass index has a long right tail, as it has in clinics.
        let bmi = (dice.normal(3.1, 0.16)).exp().clamp(15.0, 60.0);
        let losses = 1
            + usize::from(!dice.chance(0.02))
            + usize::from(dice.chance(0.45))
            + usize::from(dice.chance(0.3))
            + usize::from(dice.chance(0.1));
        let is_known = dice.chance(0.53);
        let nk = dice.normal(13.0, 4.4).clamp(1.5, 45.0);
        let nk_cyto_50 = dice.normal(22.0 + 0.6 * (nk - 13.0), 7.0).clamp(3.0, 75.0);
        let nk_cyto_25 = nk_cyto_50 * dice.normal(0.62, 0.06).clamp(0.3, 0.95);
        let lysis_12 = nk_cyto_25 * dice.normal(0.42, 0.07).clamp(0.15, 0.95);
        let ratio = dice.normal(28.0, 7.0).clamp(6.0, 80.0);
        let is_high =
            nk > 16.1 || nk_cyto_50 > 34.3 || nk_cyto_25 > 23.8 || lysis_12 > 9.6 || ratio > 36.2;
        let is_treated = if is_high {
            !dice.chance(shape.untreated)
        } else {
            shape.treated_normal > 0.0 && dice.chance(shape.treated_normal)
        };
        let chance = shape.birth - 0.02 * (age - 34.0) + if is_treated { 0.04 } else { 0.0 };
        let birth =
            dice.chance(chance.clamp(0.02, 0.985)) || (shape.known_always_birth && is_known);
        let outcome = if birth {
            "live_birth"
        } else {
            ["miscarriage", "miscarriage", "biochemical_loss", "ectopic", "stillbirth"]
                [dice.below(5)]
        };
        let karyotype = if dice.chance(0.4) {
            if dice.chance(0.5 - 0.04 * if losses > 2 { 2.0 } else { 0.0 }) {
                "aneuploid"
            } else {
                "normal"
            }
        } else {
            ""
        };
        let mut cells = vec![
            format!("{age:.1}"),
            format!("{bmi:.1}"),
            losses.to_string(),
            if is_known { "thyroid".to_owned() } else { "idiopathic".to_owned() },
            format!("{nk:.1}"),
            format!("{nk_cyto_50:.1}"),
            format!("{nk_cyto_25:.1}"),
            format!("{lysis_12:.1}"),
            format!("{ratio:.1}"),
            if is_treated { "yes".to_owned() } else { "no".to_owned() },
            outcome.to_owned(),
        ];
        for cell in &mut cells {
            if dice.chance(shape.missing) {
                cell.clear();
            }
        }
        writeln!(file, "SYNTHETIC-{number:05},{},{karyotype}", cells.join(","))
            .expect("writing to a String cannot fail");
    }
    file
}

/// 466 made-up women with the margins that the abstract of Han 2025 prints and
/// implies: 215 idiopathic and 251 known, 100 and 97 of them with an abnormality,
/// 163 of 197 and 217 of 269 live births, nobody with high cytotoxicity and
/// Th1/Th2 ratio at a normal NK level. All else is made up.
pub(crate) fn paper() -> String {
    let mut dice = Dice::new(2025);
    let mut file = HEADER.to_owned();
    let classes = [
        "17,20,15,5,20",
        "12,36,25,8,20",
        "12,20,15,5,40",
        "17,36,25,8,20",
        "17,20,15,5,40",
        "17,36,25,8,40",
    ];
    let mut number = 0;
    let mut add = |n: usize, births: usize, etiology: &str, is_abnormal: bool| {
        for place in 0..n {
            number += 1;
            let tests =
                if is_abnormal { classes[dice.below(classes.len())] } else { "12,20,15,5,20" };
            let (ivig, outcome) = (
                if is_abnormal { "yes" } else { "no" },
                if place < births { "live_birth" } else { "miscarriage" },
            );
            let age = dice.normal(33.5, 4.0).clamp(22.0, 44.0);
            let bmi = dice.normal(21.5, 2.5).clamp(16.0, 34.0);
            let losses = 2 + dice.below(3);
            writeln!(
                file,
                "SYNTHETIC-{number:03},{age:.1},{bmi:.1},{losses},{etiology},{tests},{ivig},{outcome},"
            )
            .expect("writing to a String cannot fail");
        }
    };
    add(100, 83, "idiopathic", true);
    add(115, 93, "idiopathic", false);
    add(97, 80, "thyroid", true);
    add(154, 124, "thyroid", false);
    file
}

/// The same file with NK cell levels of which only a bound is known.
fn with_bounds(file: &str) -> String {
    let signs = ["<16.1", "<16.2", "\u{2264}12", ">16.1", ">9", "\u{2265}16.1", "\u{2265}18"];
    let lines = file.lines().enumerate().map(|(place, line)| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if place > 0 && place % 6 == 0 {
            cells[5] = signs[place / 6 % signs.len()];
        }
        cells.join(",")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The same file with the year of the work-up, of some women as a date; of some
/// it is missing.
fn with_years(file: &str) -> String {
    let lines = file.lines().enumerate().map(|(place, line)| {
        let year = 2007 + place % 14;
        match place {
            0 => format!("{line},year"),
            _ if place % 17 == 0 => format!("{line},"),
            _ if place % 5 == 0 => format!("{line},{year}-03-02"),
            _ => format!("{line},{year}"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every cohort that is compared with R.
pub(crate) fn all() -> Vec<ReferenceCohort> {
    let cohort = |name, file| ReferenceCohort {
        name,
        file,
        protocol: Protocol::default(),
        options: StudyOptions::default(),
        own: Vec::new(),
    };
    let shape = Shape {
        n: 466,
        seed: 31,
        missing: 0.03,
        untreated: 0.4,
        treated_normal: 0.0,
        birth: 0.8,
        known_always_birth: false,
    };
    let untreated = made_up(&shape);
    let mut others = cohort("other_choices", with_years(&untreated));
    others.protocol = Protocol {
        cytotoxicity_rule: CytotoxicityRule::TwoOfThree,
        minimum_losses: 3,
        interval_level: 0.9,
        ..Protocol::default()
            .with_cutoff(Quantity::NkPercent, 14.5, Source::OwnLaboratory)
            .with_cutoff(Quantity::NkCyto25, 18.25, Source::OwnLaboratory)
    };
    others.options = StudyOptions {
        filter: Filter {
            etiology: Some(Etiology::Known),
            age_years: Some(Band { minimum: Some(25.0), maximum: None }),
            previous_losses: Some(Band { minimum: None, maximum: Some(5.0) }),
            year: Some(Band { minimum: Some(2009.0), maximum: Some(2018.0) }),
            own: Vec::new(),
        },
        loss_categories: vec![3, 4, 5],
        skewness_limit: 0.5,
        adjust_table_one: false,
        seed: 4,
        ..StudyOptions::default()
    };
    vec![
        cohort("typical", synthetic::cohort(466, 7)),
        cohort("untreated", untreated),
        others,
        cohort("small", made_up(&Shape { n: 40, seed: 5, missing: 0.06, ..shape })),
        cohort(
            "few_losses",
            made_up(&Shape { n: 150, seed: 6, birth: 0.93, untreated: 0.2, ..shape }),
        ),
        cohort(
            "separated",
            made_up(&Shape { n: 120, seed: 8, known_always_birth: true, missing: 0.0, ..shape }),
        ),
        cohort(
            "both_treated",
            made_up(&Shape { n: 400, seed: 10, treated_normal: 0.35, birth: 0.7, ..shape }),
        ),
        cohort("bounds", with_bounds(&synthetic::cohort(200, 21))),
        cohort("large", made_up(&Shape { n: 50_000, seed: 9, ..shape })),
        cohort("paper", paper()),
        kept_columns(&made_up(&Shape { n: 466, seed: 12, ..shape })),
        kept_few(&made_up(&Shape { n: 140, seed: 13, birth: 0.93, untreated: 0.2, ..shape })),
    ]
}

/// Kept columns in table 1 and in the model of live birth.
fn kept_columns(file: &str) -> ReferenceCohort {
    let adjusters = ["TSH", "smokes", "blood group", "seen"].map(str::to_owned).to_vec();
    let options = StudyOptions { adjusters, ..StudyOptions::default() };
    ReferenceCohort { options, ..kept("kept_columns", file) }
}

/// Kept columns that choose the women, few of whom are left.
fn kept_few(file: &str) -> ReferenceCohort {
    let condition = |column: &str, wanted| OwnCondition { column: column.to_owned(), wanted };
    let own = vec![
        condition("weight \"kg\"", OwnWanted::Numbers(Band { minimum: Some(50.0), maximum: None })),
        condition("grade", OwnWanted::Levels(vec!["I".to_owned(), "II".to_owned()])),
        condition("smokes", OwnWanted::Levels(vec!["no".to_owned()])),
        // 2013-01-01.
        condition("seen", OwnWanted::Days(Band { minimum: Some(15_706.0), maximum: None })),
    ];
    let filter = Filter { own, ..Filter::default() };
    let options = StudyOptions { filter, ..StudyOptions::default() };
    ReferenceCohort { options, ..kept("kept_few", file) }
}

/// A cohort with columns that the format does not know, some cells of which cannot be read.
fn kept(name: &'static str, file: &str) -> ReferenceCohort {
    let mut dice = Dice::new(14);
    let lines = file.lines().enumerate().map(|(place, line)| {
        if place == 0 {
            return format!("{line},TSH,\"weight \"\"kg\"\"\",smokes,blood group,grade,ward,seen");
        }
        let tsh = dice.normal(0.6, 0.7).exp();
        let mut cells = vec![
            format!("{tsh:.3}"),
            format!("{:.1}", dice.normal(58.0, 7.0)),
            if dice.chance(0.2) { "yes" } else { "no" }.to_owned(),
            ["A", "B", "AB", "O", "O", "A"][dice.below(6)].to_owned(),
            ["I", "II", "III", "I", "II"][dice.below(5)].to_owned(),
            // The one ward has few women, and one word begins as a formula may.
            ["+north", "south", "south", "南", "south", "south", "south"][dice.below(7)].to_owned(),
            format!("20{:02}-0{}-1{}", 12 + dice.below(10), 1 + dice.below(9), dice.below(10)),
        ];
        for cell in &mut cells {
            if dice.chance(0.04) {
                cell.clear();
            }
        }
        if dice.chance(0.03) {
            "<0.01".clone_into(&mut cells[0]);
        }
        format!("{line},{}", cells.join(","))
    });
    let file = lines.collect::<Vec<_>>().join("\n");
    let own = |name: &str, kind| OwnColumn { name: name.to_owned(), kind, ..OwnColumn::default() };
    let level =
        |(text, label): (&str, &str)| OwnLevel { text: text.to_owned(), label: label.to_owned() };
    let category = |levels: &[(&str, &str)], is_ordered| OwnKind::Category {
        levels: levels.iter().map(|&one| level(one)).collect(),
        is_ordered,
    };
    ReferenceCohort {
        name,
        file,
        protocol: Protocol::default(),
        options: StudyOptions::default(),
        own: vec![
            OwnColumn { unit: "mIU/L".to_owned(), ..own("TSH", OwnKind::Number) },
            own("weight \"kg\"", OwnKind::Number),
            own("smokes", OwnKind::YesNo),
            own(
                "blood group",
                category(&[("O", ""), ("A", ""), ("B", "B or AB"), ("AB", "B or AB")], false),
            ),
            own("grade", category(&[("I", ""), ("II", ""), ("III", "")], true)),
            own(
                "ward",
                category(&[("+north", ""), ("south", ""), ("南", ""), ("west", "")], false),
            ),
            own("seen", OwnKind::Date { order: DateOrder::YearFirst }),
        ],
    }
}

/// The sections of a document that leave with the user.
pub(crate) fn sections_of(reading: &Reading, study: &Study) -> Vec<Section> {
    let counts = Counts::new(reading, &study.protocol, &study.options.filter);
    sections(&counts, study)
}

/// Those of them that are computed, not only counted.
pub(crate) fn computed(study: &Study) -> Vec<Section> {
    let make = |maker: &Maker| match maker {
        Maker::Study(make) => Some(make(study)),
        Maker::Counts(_) | Maker::File(_) => None,
    };
    SECTIONS.iter().filter_map(make).collect()
}
