//! What names of columns are found to be.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

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

/// Names by what they are found to be: what a look-up drops decides.
const OTHER_VALUES: &[(&str, &[&str])] = &[
    (
        "nk_percent",
        &[
            "CD3-CD16+CD56+ (%)",
            "CD3-/CD16+56+ (%)",
            "CD3⁻CD56⁺ NK cells (%)",
            "CD3− CD16＋CD56＋",
            "NK (% lymphs)",
            "NK cells, % of lymphocytes",
            "NK-Zellen (%)",
            "NK-Zellen (% der Lymphozyten)",
            "NK세포 (림프구 중 %)",
            "NK細胞（リンパ球中％）",
            "NK细胞(淋巴细胞%)",
            "pbNK (%)",
            "Células NK (%)",
            "Cellules NK (%)",
            "NK_cells_%_of_lymphocytes",
        ],
    ),
    (
        "! NktCells",
        &[
            "CD3+CD16+CD56+ (%)",
            "CD3+/CD16+56+ (%)",
            "CD3+CD56+ (%)",
            "CD3⁺CD56⁺ (%)",
            "NKT cells (%)",
            "NKT (%)",
            "Pct CD3+CD56+ (NKT-cells)",
            "CD3 positive CD56 positive",
            "CD3양성 CD56양성 (%)",
            "CD3陽性CD56陽性（％）",
            "ＣＤ３＋ＣＤ５６＋",
            "NKT-like (% of lymphocytes)",
            "CD56+CD3+ %",
        ],
    ),
    (
        "! NkSubset",
        &[
            "CD56bright NK (%)",
            "CD3-CD16+CD56dim (%)",
            "Pct CD3-CD16+CD56dim(cytotoxic NK-cells)",
            "Pct CD3-CD16-CD56br (cyto secreting NK)",
            "CD3-CD56+CD16- (%)",
            "CD56+CD57+ NK",
            "NKp46+ NK cells (%)",
            "CD69+ NK cells (%)",
            "CD56^bright",
        ],
    ),
    (
        "! OtherDenominator",
        &[
            "NK cells (% of total events)",
            "NK cells (% of T cells)",
            "NK (% of all cells)",
            "CD56bright (% of NK cells)",
            "NK-Zellen (% der T-Zellen)",
        ],
    ),
    (
        "! OfLeukocytes",
        &[
            "NK (% of CD45+)",
            "NK (% of PBMC)",
            "NK cells (% leukocytes)",
            "NK % of WBC",
            "NK (% of mononuclear cells)",
            "NK-Zellen (% der Leukozyten)",
            "NK (백혈구 중 %)",
            "NK（白細胞％）",
        ],
    ),
    (
        "! NotBlood",
        &[
            "uNK (%)",
            "uterine NK cells (%)",
            "Endometrial CD56+ (%)",
            "자궁내막 NK세포(%)",
            "子宮NK細胞（％）",
            "Uterine NK (% of lymphocytes)",
            "decidual NK",
            "NK in menstrual blood",
            "TNF-α in semen",
        ],
    ),
    (
        "! Concentration",
        &[
            "TNF-α (pg/mL)",
            "IL-10 (pg/mL)",
            "serum TNF-alpha",
            "Plasma IL-10",
            "IL-10 supernatant",
            "TNF-α（血清）",
            "혈청 IL-10",
            "TNFα [ng/ml]",
            "IL-10 (IU/ml)",
            "TNF-α ELISA",
            "IL-10 im Serum",
            "Th1/Th2 (TNF-α/IL-10, serum pg/mL)",
        ],
    ),
    (
        "! InterferonRelease",
        &[
            "NK cell activity (pg/mL)",
            "NK세포 활성도 (pg/mL)",
            "NK Vue activity",
            "NK activity, IFN-γ pg/ml",
            "NK细胞活性 (pg/mL)",
        ],
    ),
    ("! Intensity", &["CD56 MFI", "TNF-α MFI", "NK MFI"]),
    (
        "! CellCount",
        &[
            "NK cells (cells/mcL)",
            "NK (#/cumm)",
            "NK (cells/mL)",
            "NK (10^9/L)",
            "NK (K/uL)",
            "NK (Gpt/l)",
            "NK cells /mm3",
            "NK x10E3/uL",
            "NK (Tsd/µl)",
            "NK-Zellen absolut",
            "NK細胞数",
            "NK세포수",
            "CD3-CD16+CD56+ (cells/µL)",
            "NK abs",
            "NK cells, absolute count",
            "NK（個/μL）",
            "NK (/㎕)",
        ],
    ),
    (
        "! WithDrug",
        &[
            "50:1 w/ IVIG 12.5 mg/ml",
            "25:1 w/ IVIG 12.5 mg/ml",
            "50:1 w/ Intralipid",
            "NK cytotoxicity 50:1 with IVIG",
            "NK assay 25:1 + prednisolone",
            "NK activity 50:1, IL-2 stimulated",
        ],
    ),
    ("! OtherAssay", &["NK CD107a degranulation (%)", "NK ADCC (%)"]),
    (
        "! OtherCytokines",
        &[
            "Th1/Th2 (IFN-γ/IL-4)",
            "IFNg/IL-4 ratio",
            "Th1/Th2 (IFN-gamma/IL-10)",
            "TNF-α/IL-4 ratio",
        ],
    ),
    (
        "! OtherKillers",
        &[
            "CD8+ T cell cytotoxicity 50:1 (%)",
            "T-cell cytotoxicity 25:1 (%)",
            "50:1 CTL (%)",
            "50:1 (CD4+ T cells)",
            "Monocyte cytotoxicity 12.5:1 (%)",
        ],
    ),
    (
        "? nk_percent",
        &["NK cells (% of CD3-)", "NK (% of CD3neg cells)", "CD56+ NK in CD3- lymphocytes (%)"],
    ),
    ("! WithDrug", &["50:1 LAK (%)", "NK LAK activity 25:1"]),
    ("? nk_cyto_50", &["% specific lysis 50:1 (K562)", "Spontaneous lysis 50:1 (%)"]),
    ("?? fetal_karyotype", &["Karyotype", "염색체"]),
    ("?? nk_percent", &["Pct CD3-CD16-/+CD56br/dim(total NKcells)"]),
    ("! OtherCells", &["CD8+ TNF-α+ (%)", "TNF-α+ CD8+ T cells (%)"]),
    ("! OtherRatio", &["NK activity E/T 20:1 (%)", "NK活性 E/T比 10:1", "NK cytotoxicity 100:1"]),
    (
        "nk_cyto_50",
        &[
            "NK assay 50:1 (% killed)",
            "NK cytotoxicity 50:1",
            "NK cyto 50 to 1",
            "NK killing E:T=50:1 (%)",
            "NK-Zytotoxizität 50:1 (%)",
            "NK 50∶1 (%)",
            "NK cytotoxicity, T:E 1:50",
            "nkCytotox50",
            "50:1 (% lysis)",
        ],
    ),
    (
        "nk_cyto_12_5",
        &["NK assay 12.5:1 (% killed)", "NK cytotoxicity 12_5_1", "NK細胞傷害活性 12.5：1"],
    ),
    ("? nk_cyto_12_5", &["NK assay 12:1 (% killed)"]),
    (
        "? nk_percent",
        &[
            "CD3/CD16+56 (%)",
            "cd3_cd16_cd56",
            "NK (% gated)",
            "NK (% parent)",
            "NK (%Total)",
            "NK (Q2)",
        ],
    ),
    (
        "?? nk_percent",
        &[
            "NK %Total",
            "NK %Parent",
            "NK Freq. of Grandparent",
            "NK cells freq. of CD3- cells",
            "CD56+ (%)",
        ],
    ),
    ("? tnf_alpha_percent", &["TNF-α", "TNFa"]),
    ("? il_10_percent", &["IL-10"]),
    ("tnf_alpha_percent", &["TNF-α+CD4+ (%)", "TNF-a (% of CD4)"]),
];

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
const HALF_KNOWN: &[(&str, &[&str])] = &[
    (
        "?? outcome",
        &[
            "Live birth",
            "live_birth",
            "LiveBirth",
            "LB",
            "Delivered",
            "Ausgang",
            "Schwangerschaftsausgang",
            "Lebendgeburt",
            "Issue de la grossesse",
            "Naissance vivante",
            "Resultado del embarazo",
            "Nacido vivo",
            "Esito gravidanza",
            "Desfecho",
            "Исход беременности",
            "Canlı doğum",
            "Wynik ciąży",
            "Zwangerschapsuitkomst",
            "생존출산 여부",
            "生児獲得の有無",
            "是否活产",
            "take-home baby",
        ],
    ),
    (
        "?? previous_losses",
        &[
            "n_losses_before_ref",
            "No. of abortions",
            "No. of SABs",
            "SAB",
            "Anzahl Aborte",
            "Fehlgeburten (n)",
            "G/P/A",
            "GPA",
            "Gravida",
            "Parity",
            "Fausses couches",
            "Abortos previos",
            "Número de abortos",
            "Aborti spontanei",
            "Perdas gestacionais",
            "Miskramen",
            "Число выкидышей",
            "Poronienia",
            "Düşük sayısı",
            "numPrevMiscarriages",
            "流産の回数",
            "自然流产史（次）",
            "Spontaneous abortions",
            "Abortus",
        ],
    ),
    ("etiology", &["Ätiologie", "Étiologie", "Etiología", "Этиология", "Aetiology", "原因"]),
    (
        "?? etiology",
        &[
            "Ursache der Aborte",
            "Cause of recurrent loss",
            "RPL diagnosis",
            "Причина",
            "Idiopathic RPL",
        ],
    ),
    (
        "age_years",
        &[
            "Alter",
            "Alter (Jahre)",
            "Âge",
            "Edad (años)",
            "Età",
            "Idade",
            "Возраст",
            "Leeftijd",
            "Wiek",
            "Yaş",
        ],
    ),
    ("?? age_years", &["Age at referral", "Age at index pregnancy", "AgeAtEnrolment"]),
    ("bmi", &["IMC", "IMC (kg/m2)", "ИМТ"]),
    (
        "?? ivig",
        &["IVIG received", "Immunglobulin-Therapie", "Inmunoglobulina IV", "IVIG treatment arm"],
    ),
    (
        "?? fetal_karyotype",
        &["POC karyotype result", "Caryotype du produit", "Кариотип плода", "Aneuploidy of POC"],
    ),
];

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
    let fields = synonyms::FIELDS.iter().map(|(field, names)| (field.name(), *names));
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
