//! What names of columns are found to be.

mod half_known;
mod other_values;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use half_known::HALF_KNOWN;
use other_values::OTHER_VALUES;

fn found(name: &str) -> String {
    match look_up(name) {
        Match::Field { field, unit: Unit::AsIs, .. } => field.name().to_owned(),
        Match::Field { field, unit, .. } => format!("{} {unit:?}", field.name()),
        Match::Candidates(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
            format!("? {}", names.join(" "))
        }
        Match::Hinted(field) => format!("?? {}", field.name()),
        Match::Refused(why) => format!("! {why:?}"),
        Match::Identifier(identifier) => format!("# {identifier:?}"),
        Match::Unknown => "-".to_owned(),
    }
}

#[test]
fn names_in_four_languages() {
    let mut wrong = Vec::new();
    for (name, expected) in [
        ("patient_id", "patient_id"),
        ("Patient ID", "patient_id"),
        ("No.", "patient_id"),
        ("연구번호", "patient_id"),
        ("나이(세)", "age_years"),
        ("年齢（歳）", "age_years"),
        ("年龄", "age_years"),
        ("Age (years)", "age_years"),
        ("BMI (kg/m²)", "bmi"),
        ("키(cm)", "height_cm"),
        ("Height (m)", "height_cm Meter"),
        ("Height (in)", "height_cm Inch"),
        ("Weight, kg", "weight_kg"),
        ("weight (lb)", "weight_kg Pound"),
        ("Größe (cm)", "height_cm"),
        ("Taille (m)", "height_cm Meter"),
        ("Рост, см", "height_cm"),
        ("Körpergewicht", "weight_kg"),
        ("Poids (kg)", "weight_kg"),
        ("Масса тела, кг", "weight_kg"),
        ("유산 횟수", "previous_losses"),
        ("既往流産回数", "previous_losses"),
        ("Number of previous pregnancy losses", "previous_losses"),
        ("NK(%)", "nk_percent"),
        ("ＮＫ（％）", "nk_percent"),
        ("NK세포 (%)", "nk_percent"),
        ("NK细胞百分比", "nk_percent"),
        ("CD3-CD16+CD56+ NK cells (% of lymphocytes)", "nk_percent"),
        ("CD3-CD16+CD56+ (%)", "nk_percent"),
        ("NK (fraction)", "nk_percent Fraction"),
        ("NK cytotoxicity 50:1 (%)", "nk_cyto_50"),
        ("nk_cyto_12_5", "nk_cyto_12_5"),
        ("NK세포 활성도 E:T 25:1 (%)", "nk_cyto_25"),
        ("NK活性（12.5:1）", "nk_cyto_12_5"),
        ("NK cytotoxicity (%) 50:1", "nk_cyto_50"),
        ("E:T 12.5:1", "nk_cyto_12_5"),
        ("25:1", "nk_cyto_25"),
        ("Th1/Th2", "th1_th2_ratio"),
        ("Th1/Th2 ratio (TNF-α/IL-10)", "th1_th2_ratio"),
        ("TNF-α/IL-10", "th1_th2_ratio"),
        ("TNF-α+ CD4+ (%)", "tnf_alpha_percent"),
        ("IL-10 (%)", "il_10_percent"),
        ("IVIG 치료", "ivig"),
        ("妊娠転帰", "outcome"),
        ("태아 염색체", "fetal_karyotype"),
        ("redcap_repeat_instance", "repeat_instance"),
        ("etiology___2", "cause_checkbox"),
        ("Cause of loss (choice=Uterine septum)", "cause_checkbox"),
        ("comment", "-"),
        ("", "-"),
        ("%", "-"),
        ("Bank account", "-"),
        ("drinks (count)", "-"),
        ("IVIG given", "?? ivig"),
        ("IVIG dose (g)", "-"),
        ("NK absolute count", "! CellCount"),
        ("Outcome of the next pregnancy", "?? outcome"),
        ("Maternal age at enrollment", "?? age_years"),
        ("Gestational age (weeks)", "-"),
        ("husband's age", "-"),
        ("남편 나이", "-"),
        ("Paternal karyotype", "-"),
        ("previous losses (n)", "previous_losses"),
        ("Number of losses before IVIG", "?? previous_losses"),
        ("weeks of last miscarriage", "-"),
        ("NK cells CD16+CD56+ of lymphocytes, %", "?? nk_percent"),
        ("uterine NK (%)", "! NotBlood"),
    ] {
        if found(name) != expected {
            wrong.push(format!("{name}: {} instead of {expected}", found(name)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_could_be_two_things_is_asked_and_what_cannot_be_is_refused() {
    let mut wrong = Vec::new();
    for (name, expected) in [
        ("NK activity (%)", "? nk_cyto_50 nk_cyto_25 nk_cyto_12_5"),
        ("NK cytotoxicity 50:1 or 25:1", "? nk_cyto_50 nk_cyto_25"),
        ("NK cytotoxicity (LU10)", "! LyticUnits"),
        ("NK activity, LU", "! LyticUnits"),
        ("NK (% of leukocytes)", "! OfLeukocytes"),
        ("NK세포(% of WBC)", "! OfLeukocytes"),
        ("NK細胞（白血球中％）", "! OfLeukocytes"),
        ("NK cells (cells/µL)", "! CellCount"),
        ("NK count", "! CellCount"),
        ("NK cytotoxicity 100:1", "! OtherRatio"),
        ("IFN-γ/IL-10 ratio", "! OtherCytokines"),
        ("Th1/Th2 (IFN-γ/IL-4)", "! OtherCytokines"),
        ("환자명", "# Name"),
        ("산모 성함", "# Name"),
        ("Patient's name", "# Name"),
        ("drug name", "-"),
        ("Mother's date of birth", "# BirthDate"),
        ("date of live birth", "-"),
        ("カルテ番号（外来）", "# HospitalNumber"),
        ("보호자 연락처", "# Contact"),
        ("Date of birth", "# BirthDate"),
        ("주민등록번호", "# NationalNumber"),
        ("カルテ番号", "# HospitalNumber"),
        ("手机", "# Contact"),
    ] {
        if found(name) != expected {
            wrong.push(format!("{name}: {} instead of {expected}", found(name)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a look-up drops of a name is compared before it is dropped.
#[test]
fn what_makes_it_another_value_is_named() {
    let mut wrong = Vec::new();
    for (expected, names) in OTHER_VALUES {
        for name in *names {
            if found(name) != *expected {
                wrong.push(format!("{name}: {} instead of {expected}", found(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Names of registries, of clinics and of other languages.
#[test]
fn a_word_of_a_field_is_enough_to_ask() {
    let mut wrong = Vec::new();
    for (expected, names) in HALF_KNOWN {
        for name in *names {
            if found(name) != *expected {
                wrong.push(format!("{name}: {} instead of {expected}", found(name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Names of real dictionaries that are about something else ask nothing.
#[test]
fn what_is_about_something_else_asks_nothing() {
    let mut wrong = Vec::new();
    for name in [
        "comment",
        "Gestational age (weeks)",
        "Birth weight (g)",
        "Weight loss (kg)",
        "Hair loss",
        "blood loss (ml)",
        "husband's age",
        "Paternal karyotype",
        "Partner age",
        "Sperm aneuploidy (%)",
        "age group",
        "Age at menarche",
        "BMI category",
        "number of live births",
        "previous live births",
        "date of live birth",
        "mode of delivery",
        "delivery date",
        "cause of death",
        "cause of infertility",
        "Serum IgG level",
        "Immunoglobulin G (g/L)",
        "IVIG dose (g)",
        "IVIG dates",
        "TSH (mIU/L)",
        "AMH (ng/mL)",
        "Anti-TPO",
        "Vitamin D (ng/mL)",
        "Prolactin",
        "ANA titer 1:50",
        "Lupus anticoagulant",
        "CD4/CD8",
        "CD19+ (%)",
        "CD3+CD4+ (%)",
        "Treg (%)",
        "Homocysteine",
        "Maternal karyotype",
        "Parental karyotype",
        "threatened abortion",
        "induced abortions",
        "stage",
        "dosage",
        "package",
        "Language",
        "Bank account",
        "drinks per week",
        "smoking",
        "marital status",
        "education",
        "ethnicity",
        "ICD-10",
        "site",
        "visit",
        "consent date",
        "demographics_complete",
        "uterine anomaly",
        "hysteroscopy",
        "남편 나이",
        "초경 나이",
        "염색체 검사일",
        "夫の年齢",
        "出生体重",
        "新生儿体重",
    ] {
        if look_up(name) != Match::Unknown {
            wrong.push(format!("{name}: {}", found(name)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn synonyms_are_written_as_they_are_looked_up_and_mean_one_thing() {
    let mut seen = std::collections::BTreeMap::new();
    let fields = synonyms::fields().map(|(field, names)| (field.name(), *names));
    let identifiers = personal::IDENTIFIERS.iter().map(|(identifier, names)| {
        (["name", "birth", "national", "hospital", "contact"][*identifier as usize], *names)
    });
    let numbers = [("number", synonyms::NUMBERS)];
    for (meaning, names) in fields.chain(identifiers).chain(numbers) {
        for name in names {
            assert_eq!(*name, name::folded(&key(name)), "{name}");
            let before = seen.insert(*name, meaning);
            assert!(before.is_none_or(|before| before == meaning), "{name}");
        }
    }
}
