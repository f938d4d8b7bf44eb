//! Words by which a name may be of a laboratory value.

use super::hint::Hint;
use crate::engine::column::Column;
use crate::engine::reader::field::Field;

pub(super) const HINTS: &[Hint] = &[
    (
        Field::Column(Column::NkPercent),
        &[
            "nk$",
            "nkcell",
            "nk cell",
            "nk cel",
            "nk zell",
            "nk lymph",
            "nk клет",
            "nk hucre",
            "nk count",
            "nk level",
            "nk pct",
            "nk perc",
            "pct nk",
            "perc nk",
            "pbnk",
            "natural killer",
            "naturlich",
            "killerzell",
            "celulas nk",
            "cellules nk",
            "cellule nk",
            "komorki nk",
            "hucre nk",
            "cd56",
            "cd16",
            "nk세포",
            "자연살해",
            "nk細胞",
            "nk细胞",
            "自然杀伤",
            "ナチュラルキラー",
        ],
        &["gene", "receptor", "ligand"],
    ),
    (
        Field::Column(Column::Th1Th2Ratio),
        &[
            "th1 th2",
            "th1th2",
            "th1 to th2",
            "th1 vs th2",
            "th 1 th 2",
            "tnf alpha il",
            "tnf il",
            "tnfa il",
            "tnf a il",
        ],
        &["th17", "treg"],
    ),
    (Field::TnfAlphaPercent, &["tnf"], &["anti", "inhibitor", "receptor", "gene", "infliximab"]),
    (Field::Il10Percent, &["il 10", "il10", "interleukin 10"], &["gene", "receptor"]),
];
