//! The workloads of the benchmark of the statistics: `./dev bench stats`.
//!
//! Natively this is a program that prints the seconds of one workload, or writes
//! the data for R; in WebAssembly it is a module that Node loads. Both compute
//! the same, so that their answers must agree to the last bit but for `exp` and
//! `ln`.

use rpl_immune_profile::engine::stats::design::{Covariate, Design};
use rpl_immune_profile::engine::stats::logistic::{LogisticFit, coefficients, logistic};
use rpl_immune_profile::engine::stats::mann_whitney::mann_whitney;
use rpl_immune_profile::engine::stats::r_by_c::ContingencyTable;
use rpl_immune_profile::engine::stats::r_by_c::freeman_halton::{
    Computation, Sampling, freeman_halton,
};
use rpl_immune_profile::engine::stats::random::Random;
use rpl_immune_profile::engine::stats::t_test::TwoSamples;
use rpl_immune_profile::engine::stats::trend::exact::{TrendDefinition, TrendDistribution};
use rpl_immune_profile::engine::stats::trend::{ScoredGroup, ScoredGroups};
use rpl_immune_profile::engine::stats::two_by_two::fisher::{FisherDefinition, p_value};
use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
use rpl_immune_profile::engine::stats::{Undefined, keep_going};

/// How many of the Fisher tables R computes, and how many refits.
const CHECKED_TABLES: usize = 3_000;
const CHECKED_REFITS: usize = 200;

/// Data that is ready to be computed with.
enum Workload {
    /// Fourfold tables of about 500.
    Fisher(Vec<TwoByTwo>),
    /// A fitted model, and how often each of 2,000 resamples counts everyone.
    Refits(Box<Model>),
    /// A million people and five covariates.
    Logistic(People),
    /// Two samples of half a million.
    MannWhitney(Vec<f64>, Vec<f64>),
    /// Eight scored groups of 466 people in all.
    Trend(ScoredGroups),
    /// Tables of two rows and eight columns with 466 people, in the order of
    /// what they cost; in the last one the columns are nearly equal.
    FreemanHalton(Vec<ContingencyTable>),
}

struct People {
    outcome: Vec<Option<bool>>,
    covariates: Vec<Vec<Option<f64>>>,
}

struct Model {
    design: Design,
    fit: LogisticFit,
    resamples: Vec<Vec<f64>>,
}

const NAMES: [&str; 5] = ["age", "bmi", "losses", "abnormal", "ivig"];

impl People {
    /// People with an outcome that depends on all five covariates.
    fn new(number: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut people = People { outcome: Vec::new(), covariates: vec![Vec::new(); 5] };
        for _ in 0..number {
            let age = 25.0 + (17.0 * random.unit() * 10.0).floor() / 10.0;
            let bmi = 18.0 + (12.0 * random.unit() * 10.0).floor() / 10.0;
            let losses = 2.0 + (4.0 * random.unit() * random.unit()).floor();
            let abnormal = f64::from(random.unit() < 0.4);
            let ivig = f64::from(random.unit() < 0.3);
            let row = [age, bmi, losses, abnormal, ivig];
            let weights = [-0.08, -0.04, -0.2, -0.3, 0.2];
            let eta: f64 = 4.5 + row.iter().zip(weights).map(|(x, b)| x * b).sum::<f64>();
            people.outcome.push(Some(random.unit() < 1.0 / (1.0 + (-eta).exp())));
            for (column, value) in people.covariates.iter_mut().zip(row) {
                column.push(Some(value));
            }
        }
        people
    }

    fn design(&self) -> Design {
        let covariates: Vec<Covariate<'_>> = NAMES
            .iter()
            .zip(&self.covariates)
            .map(|(name, values)| Covariate { name, values })
            .collect();
        Design::new(&self.outcome, &covariates).expect("covariates that vary")
    }

    /// All columns one after the other, the outcome first.
    #[cfg(not(target_arch = "wasm32"))]
    fn columns(&self) -> Vec<f64> {
        let outcome = self.outcome.iter().flatten().map(|&event| f64::from(event));
        outcome.chain(self.covariates.iter().flatten().flatten().copied()).collect()
    }
}

impl Workload {
    fn new(name: &str) -> Self {
        match name {
            "fisher" => Workload::Fisher(fisher_tables()),
            "refits" => Workload::Refits(Box::new(model())),
            "logistic" => Workload::Logistic(People::new(1_000_000, 4)),
            "mann-whitney" => {
                let mut random = Random::new(5);
                let mut sample = |shift: f64| {
                    let value = |_| shift + (0..6).map(|_| random.unit()).sum::<f64>();
                    (0..500_000).map(value).collect()
                };
                Workload::MannWhitney(sample(0.0), sample(0.001))
            }
            "trend" => Workload::Trend(scored_groups()),
            "freeman-halton" => Workload::FreemanHalton(large_tables()),
            other => panic!("no such workload: {other}"),
        }
    }

    /// Computes it, and returns numbers that R finds too.
    fn run(&self) -> Vec<f64> {
        match self {
            Workload::Fisher(tables) => {
                let p = |table| {
                    p_value(table, FisherDefinition::MinimumLikelihood).map_or(0.0, |p| p.value)
                };
                let all: Vec<f64> = tables.iter().map(p).collect();
                vec![all[..CHECKED_TABLES].iter().sum()]
            }
            Workload::Refits(model) => {
                let refit = |weights: &Vec<f64>| {
                    coefficients(&model.design, &model.fit, weights).expect("a fit")[1]
                };
                let all: Vec<f64> = model.resamples.iter().map(refit).collect();
                vec![all[..CHECKED_REFITS].iter().sum()]
            }
            Workload::Logistic(people) => {
                let fit = logistic(&people.design(), 0.95).expect("a fit");
                fit.coefficients.iter().map(|one| one.log_odds.value).collect()
            }
            Workload::MannWhitney(one, other) => {
                let samples = TwoSamples::new(one, other).expect("samples");
                let found = mann_whitney(&samples).expect("values that vary");
                vec![found.u, found.corrected.p_value.value]
            }
            Workload::Trend(groups) => {
                let p = TrendDistribution::new(groups, &mut keep_going)
                    .and_then(|exact| exact.p_value(TrendDefinition::Distance));
                vec![p.expect("within the budget").value]
            }
            Workload::FreemanHalton(tables) => tables.iter().map(exact_p).collect(),
        }
    }

    /// What R reads.
    #[cfg(not(target_arch = "wasm32"))]
    fn data(&self) -> Vec<f64> {
        match self {
            Workload::Fisher(tables) => {
                let cells = |table: &TwoByTwo| {
                    let (one, other) = (table.exposed, table.unexposed);
                    [one.events(), one.non_events(), other.events(), other.non_events()]
                };
                tables[..CHECKED_TABLES].iter().flat_map(cells).map(f64::from).collect()
            }
            Workload::Refits(model) => {
                let resamples = model.resamples[..CHECKED_REFITS].iter().flatten();
                few_people().columns().into_iter().chain(resamples.copied()).collect()
            }
            Workload::Logistic(people) => people.columns(),
            Workload::MannWhitney(one, other) => [one.as_slice(), other].concat(),
            Workload::Trend(groups) => groups
                .groups()
                .iter()
                .flat_map(|one| [one.score, one.group.events().into(), one.group.total().into()])
                .collect(),
            Workload::FreemanHalton(tables) => {
                tables.iter().flat_map(|table| table.counts().concat()).map(f64::from).collect()
            }
        }
    }
}

fn exact_p(table: &ContingencyTable) -> f64 {
    let sampling = Sampling { replicates: 10_000, seed: 1 };
    let test = freeman_halton(table, sampling, &mut keep_going).expect("never stopped");
    assert_eq!(test.computation, Computation::Exact);
    test.p_value.value
}

fn fisher_tables() -> Vec<TwoByTwo> {
    let mut random = Random::new(1);
    let mut group = |risk: f64| -> Result<Group, Undefined> {
        let total = 150 + random.below(201);
        let events = (0..total).filter(|_| random.unit() < risk).count();
        Group::new(u32::try_from(events).expect("small"), u32::try_from(total).expect("small"))
    };
    let mut risks = Random::new(2);
    (0..100_000)
        .map(|_| {
            let risk = 0.1 + 0.8 * risks.unit();
            let other = (risk + 0.2 * (risks.unit() - 0.5)).clamp(0.02, 0.98);
            let exposed = group(risk).expect("valid");
            TwoByTwo { exposed, unexposed: group(other).expect("valid") }
        })
        .collect()
}

fn model() -> Model {
    let design = few_people().design();
    let fit = logistic(&design, 0.95).expect("a fit");
    let mut random = Random::new(6);
    let resamples = (0..2_000)
        .map(|_| {
            let mut weights = vec![0.0; 466];
            for _ in 0..466 {
                weights[usize::try_from(random.below(466)).expect("small")] += 1.0;
            }
            weights
        })
        .collect();
    Model { design, fit, resamples }
}

fn few_people() -> People {
    People::new(466, 3)
}

fn scored_groups() -> ScoredGroups {
    let rows = [(163, 197), (24, 33), (31, 42), (20, 29), (18, 26), (22, 38), (27, 50), (28, 51)];
    let groups = (0..).zip(rows).map(|(score, (events, total))| ScoredGroup {
        group: Group::new(events, total).expect("valid"),
        score: f64::from(score),
    });
    ScoredGroups::new(groups.collect()).expect("scores that vary")
}

fn large_tables() -> Vec<ContingencyTable> {
    let tables: [[[u32; 8]; 2]; 4] = [
        [[170, 20, 31, 9, 12, 5, 3, 1], [130, 35, 26, 14, 5, 3, 2, 0]],
        [[30, 28, 31, 29, 20, 35, 27, 33], [28, 30, 27, 29, 38, 23, 31, 25]],
        [[30, 28, 31, 29, 20, 35, 27, 33], [25, 29, 26, 30, 42, 23, 34, 24]],
        [[40, 21, 33, 29, 30, 25, 32, 28], [19, 37, 25, 29, 28, 33, 26, 31]],
    ];
    let table = |rows: [[u32; 8]; 2]| ContingencyTable::new(rows.map(Vec::from).into());
    tables.map(|rows| table(rows).expect("rectangular")).into()
}

/// `NAME` prints the seconds, the largest memory in MB and the answer;
/// `NAME FILE` writes the data into the file.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "a program whose output is read by another")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    let Some(name) = arguments.first() else { return };
    let workload = Workload::new(name);
    if let Some(file) = arguments.get(1) {
        let bytes: Vec<u8> = workload.data().into_iter().flat_map(f64::to_le_bytes).collect();
        std::fs::write(file, bytes).expect("a file that can be written");
        return;
    }
    let start = std::time::Instant::now();
    let answer = workload.run();
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {} {answer:?}", largest_memory());
}

/// The most memory this process has held, in MB, where the system tells it.
#[cfg(not(target_arch = "wasm32"))]
fn largest_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "exported from the module")]
mod module {
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::Workload;

    /// A workload for Node, which has the clock.
    #[wasm_bindgen]
    pub struct Bench(Workload);

    #[wasm_bindgen]
    impl Bench {
        /// Prepares the data.
        #[wasm_bindgen(constructor)]
        pub fn new(name: &str) -> Bench {
            Bench(Workload::new(name))
        }

        /// Computes once.
        pub fn run(&self) -> Vec<f64> {
            self.0.run()
        }
    }

    /// The size of the module's memory, in MB; it never shrinks.
    #[wasm_bindgen]
    pub fn megabytes() -> f64 {
        let pages = core::arch::wasm32::memory_size::<0>();
        f64::from(u32::try_from(pages).unwrap_or(u32::MAX)) / 16.0
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
