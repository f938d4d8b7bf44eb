//! What is taken from slips, and what is left.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn short(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::NkPercent => "nk",
        Quantity::NkCyto50 => "50",
        Quantity::NkCyto25 => "25",
        Quantity::NkCyto12_5 => "12.5",
        Quantity::Th1Th2Ratio => "th",
        Quantity::TnfAlphaPercent => "tnf",
        Quantity::Il10Percent => "il10",
        Quantity::AgeYears => "age",
        Quantity::PreviousLosses => "losses",
        Quantity::Bmi => "bmi",
        Quantity::HeightCm => "cm",
        Quantity::WeightKg => "kg",
    }
}

/// What is taken, in the order of the slip, and how many parts are left.
#[track_caller]
fn check(text: &str, taken: &str, n_left: usize) {
    let slip = read(text);
    let found: Vec<String> =
        slip.taken.iter().map(|one| format!("{} {}", short(one.quantity), one.text)).collect();
    assert_eq!(found.join(", "), taken, "{text}: {slip:?}");
    assert_eq!(slip.left.len(), n_left, "{text}: {:?}", slip.left);
}

/// Nothing is taken, and what stands there is shown.
#[track_caller]
fn check_left(texts: &[&str]) {
    for text in texts {
        let slip = read(text);
        assert!(slip.taken.is_empty() && !slip.left.is_empty(), "{text}: {slip:?}");
    }
}

#[test]
fn one_line_of_a_slip() {
    check(
        "NK 18.2% / K562 50:1 30.1, 25:1 22, 12.5:1 9.1 / Th1/Th2 31.5",
        "nk 18.2%, 50 30.1, 25 22, 12.5 9.1, th 31.5",
        0,
    );
    check(
        "NK cell 18,2 %; Zytotoxizität 50:1 30,1; 25:1 22,5; 12,5:1 9,0; Th1/Th2 30,5",
        "nk 18,2 %, 50 30,1, 25 22,5, 12.5 9,0, th 30,5",
        0,
    );
    check("NK 18.2 H, Th1/Th2 40.1 ↑", "nk 18.2 H, th 40.1 ↑", 0);
    check("NK cytotoxicity 30/22/11", "50 30, 25 22, 12.5 11", 0);
    check("K562 50:1/25:1/12.5:1 = 30.1/22/11", "50 30.1, 25 22, 12.5 11", 0);
    check("NK cells (%) >20, Th1/Th2 <10", "nk >20, th <10", 0);
}

#[test]
fn one_value_a_line_and_tables() {
    check(
        "NK cell (%)\t18.2\tH\nNK cytotoxicity 50:1\t30.1\n25:1\t22\n12.5:1\t9\nTh1/Th2\t31",
        "nk 18.2, 50 30.1, 25 22, 12.5 9, th 31",
        1,
    );
    check("NK cytotoxicity\n50:1 30.1\n25:1 22\n12.5:1 9", "50 30.1, 25 22, 12.5 9", 0);
    check(
        "NK(%)\tNK cytotoxicity 50:1\tNK cytotoxicity 25:1\tTh1/Th2\n18.2\t30.1\t22\t31",
        "nk 18.2, 50 30.1, 25 22, th 31",
        0,
    );
    check("NK cell (%)\n18.2\nTh1/Th2\n31", "nk 18.2, th 31", 0);
}

#[test]
fn other_languages() {
    check("나이 36세, 유산 횟수 3회, NK세포 (%) 18.2", "age 36세, losses 3회, nk 18.2", 0);
    check("36세 NK세포 18.2%", "age 36세, nk 18.2%", 0);
    check("NK세포 활성도 50:1 30.1% 25:1 22% 12.5:1 9%", "50 30.1%, 25 22%, 12.5 9%", 0);
    check("ＮＫ細胞 １８．２％　年齢 36歳", "nk 18.2%, age 36歳", 0);
    check("NK细胞百分比 18.2%，年龄 36岁", "nk 18.2%, age 36岁", 0);
    check("Alter 36 Jahre; NK-Zellen (%) 18,2", "age 36 Jahre, nk 18,2", 0);
}

/// What is not certain is left where it can be seen.
#[test]
fn what_is_not_certain_is_left() {
    check_left(&[
        "NK 0.25 x10^9/L",
        "NK 250 cells/µL",
        "NK cell activity 850 pg/mL",
        "Uterine NK cells 18%",
        "NK 12-18%",
        "NK 18.2 ± 1.1 pending",
        "NK cytotoxicity 100:1 30",
        "NK cytotoxicity 11/22/30",
        "Husband age 38",
        "IFN-γ/IL-4 12",
        "NK 182%",
        "18.2",
        "2025-03-01",
        "NKT cells 18.2%",
        "NK 18.2% NK 19.1%",
        "NK LU 18.2",
    ]);
}

#[test]
fn a_name_in_one_word_keeps_its_ratio() {
    check("nk_lysis_50_1 34.4", "50 34.4", 0);
    check("nk_lysis_12.5_1: 11.3", "12.5 11.3", 0);
    check("nkc_25_1: 20,4", "25 20,4", 0);
}

/// A ratio to one may have decimals; whoever reads the first part only is wrong.
#[test]
fn a_comma_before_a_ratio_to_one_is_not_cut() {
    check_left(&[
        "Th1/Th2 22,9 : 1",
        "Th1/Th2 18,5:1",
        "Th1/Th2 36.3 : 1",
        "TNF-a/IL-10 ratio (CD4+): 18,5:1",
    ]);
}

#[test]
fn a_number_of_cells_is_no_cytotoxicity() {
    for text in [
        "Median CD56 66",
        "nkc_25_1 26.35\nMedian CD56 66",
        "Median CD56 66\nnkc_25_1 26.35 percent",
    ] {
        let slip = read(text);
        assert!(slip.taken.iter().all(|one| one.text != "66"), "{text}: {slip:?}");
    }
}

/// A heading lends its assay to a ratio alone.
#[test]
fn another_assay_below_a_heading_is_its_own() {
    check("NK cytotoxicity 40:1 12.3; 50:1 CD8+ T cells (% killed) 12.3", "", 2);
    check("NK cytotoxicity\n50:1 (%) 30.1\n25:1: 22 %", "50 30.1, 25 22 %", 0);
}

#[test]
fn letters_of_other_scripts_join_no_lines() {
    check("NK细胞(%): 18.2\nTh1/Th2比值(TNF-α/IL-10): 22.9", "nk 18.2, th 22.9", 0);
    check("NK cell (%)\t18.2\nTNF-α/IL-10 ratio (CD4+)\t22.9", "nk 18.2, th 22.9", 0);
}

#[test]
fn a_reference_range_is_no_value() {
    check("NK cell (%) 18.2 (5.0-16.1)\nTh1/Th2 31 [<36.2]", "nk 18.2, th 31", 3);
    check("NK cell (%)\t18.2\t5.0-16.1", "nk 18.2", 2);
}

#[test]
fn a_heading_with_a_drug_refuses_what_stands_below_it() {
    let slip = read("NK assay with IVIG 50:1 20.1, 25:1 15");
    assert_eq!(slip.taken, [], "{slip:?}");
    assert_eq!(slip.left.len(), 2, "{slip:?}");
}
