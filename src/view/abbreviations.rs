//! What abbreviations stand for: each page and the report spell theirs out once.

/// An abbreviation and what it stands for.
pub type Abbreviation = (&'static str, &'static str);

const AUC: Abbreviation = ("AUC", "area under the curve");
const BMI: Abbreviation = ("BMI", "body mass index");
const E_TO_T: Abbreviation = ("E:T", "effector cells to target cells");
const GRADE: Abbreviation =
    ("GRADE", "grading of recommendations, assessment, development and evaluation");
const HLA: Abbreviation = ("HLA", "human leukocyte antigen");
const IL_10: Abbreviation = ("IL-10", "interleukin 10");
const IVIG: Abbreviation = ("IVIG", "intravenous immunoglobulin");
const NK: Abbreviation = ("NK", "natural killer");
const PBMC: Abbreviation = ("PBMC", "peripheral blood mononuclear cells");
const PMA: Abbreviation = ("PMA", "phorbol myristate acetate");
const REML: Abbreviation = ("REML", "restricted maximum likelihood");
const ROC: Abbreviation = ("ROC", "receiver operating characteristic");
const RPL: Abbreviation = ("RPL", "recurrent pregnancy loss");
const SD: Abbreviation = ("SD", "standard deviation");
const SE: Abbreviation = ("SE", "standard error");
const SMD: Abbreviation = ("SMD", "standardized mean difference");
const TH: Abbreviation = ("Th1/Th2", "type 1 to type 2 helper T cells");
const TNF: Abbreviation = ("TNF-α", "tumor necrosis factor alpha");
const VIF: Abbreviation = ("VIF", "variance inflation factor");

/// Those of the patient page.
pub const PATIENT: [Abbreviation; 9] = [BMI, E_TO_T, HLA, IL_10, IVIG, NK, RPL, TH, TNF];

/// Those of what stands below it on the same page, beyond its own.
pub const ANNEX: [Abbreviation; 2] = [PBMC, PMA];

/// Those of the cohort page, of its study and of the report.
pub const COHORT: [Abbreviation; 13] =
    [AUC, BMI, E_TO_T, IL_10, IVIG, NK, ROC, RPL, SD, SMD, TH, TNF, VIF];

/// Those of the page of tables.
pub const TABLES: [Abbreviation; 4] = [REML, RPL, SD, SE];

/// Those of the page about the evidence.
pub const EVIDENCE: [Abbreviation; 5] = [GRADE, IVIG, NK, REML, RPL];

/// What some of them stand for, in one line.
#[must_use]
pub fn line(abbreviations: &[Abbreviation]) -> String {
    let spelled = abbreviations.iter().map(|(short, long)| format!("{short}, {long}"));
    format!("Abbreviations: {}.", spelled.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn one_line_spells_them_out() {
        assert_eq!(line(&[NK, SD]), "Abbreviations: NK, natural killer; SD, standard deviation.");
    }
}
