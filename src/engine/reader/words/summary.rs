//! Names of rows that are no women: sums and means, notes, page numbers.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrase::{Phrase, fold};

/// Words that name a sum or a mean and nobody.
#[rustfmt::skip]
const SUMS: &[&str] = &[
    "total", "totals", "subtotal", "sums", "mean", "means", "average", "averages", "avg",
    "median", "medians", "overall", "summary", "deviation", "stdev", "stddev", "std", "variance",
    "minimum", "maximum", "count", "counts", "range", "quartile", "percentile", "percentage",
    "gesamt", "gesamtsumme", "gesamtzahl", "summe", "summen", "zwischensumme", "insgesamt",
    "mittelwert", "mittelwerte", "mittel", "durchschnitt", "standardabweichung", "stabw", "stdabw",
    "varianz", "anzahl", "spannweite", "totaux", "somme", "moyenne", "moyennes", "médiane", "écart",
    "effectif", "suma", "media", "mediana", "promedio", "desviación", "desv", "recuento", "mínimo",
    "máximo", "totale", "somma", "deviazione", "conteggio", "minimo", "massimo", "soma", "média",
    "desvio", "contagem", "totaal", "gemiddelde", "mediaan", "standaarddeviatie",
    "standaardafwijking", "aantal", "razem", "średnia", "odchylenie", "ogółem", "итого", "всего",
    "сумма", "среднее", "медиана", "отклонение", "toplam", "ortalama", "ortanca", "medyan",
    "sapma", "celkem", "průměr", "součet", "summa", "medelvärde", "medel", "gennemsnit",
    "gjennomsnitt", "yhteensä", "keskiarvo", "összesen", "átlag", "σύνολο", "المجموع", "المتوسط",
    "합계", "총계", "총합", "소계", "누계", "평균", "평균값", "중앙값", "중위수", "표준편차",
    "표준오차", "분산", "최솟값", "최댓값", "최소값", "최대값", "총인원", "총원", "合計", "総計",
    "小計", "平均", "平均値", "中央値", "標準偏差", "標準誤差", "最小値", "最大値", "総数", "症例数",
    "合计", "总计", "小计", "总和", "共计", "均值", "平均值", "平均数", "中位数", "标准差", "标准误",
    "最小值", "最大值", "总数", "例数", "總計", "中位數", "標準差", "總數", "总人数",
];

/// Abbreviations and words of them that may be somebody's initials or name.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "n", "sum", "sd", "se", "sem", "cv", "min", "max", "iqr", "q1", "q3", "p", "p5", "p95", "ci", "m",
    "mdn", "med", "number", "som", "mw", "sa", "de", "et", "dp", "ds", "총", "계", "計", "전체",
    "인원", "인원수", "명수", "개수", "건수", "최소", "최대", "全体", "人数", "件数", "最小", "最大",
    "方差", "分散",
];

/// Words that stand beside one of these.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "grand", "of", "the", "all", "and", "or", "for", "in", "column", "columns", "group", "groups",
    "patients", "patient", "women", "woman", "cases", "case", "subjects", "records", "rows", "row",
    "value", "values", "standard", "error", "sample", "st", "dev", "no", "geometric", "arithmetic",
    "weighted", "interquartile", "lower", "upper", "cell", "cells", "der", "die", "aller", "und",
    "patientinnen", "frauen", "fälle", "werte", "patientes", "type", "général", "générale", "des",
    "estándar", "típica", "general", "del", "los", "las", "pacientes", "casos", "padrão", "geral",
    "generale", "pazienti", "standardowe", "стандартное", "значение", "пациентов", "standart",
    "genel", "명", "건", "수", "환자", "환자수", "대상", "대상자", "名", "例", "人", "件", "値", "值",
    "患者", "患者数", "件数",
];

/// Words that begin a note below a table.
#[rustfmt::skip]
const NOTES: &[&str] = &[
    "note", "notes", "footnote", "footnotes", "legend", "abbreviations", "abbreviation", "source",
    "sources", "disclaimer", "anmerkung", "anmerkungen", "legende", "quelle", "abkürzungen", "nota",
    "notas", "note", "fuente", "leyenda", "remarque", "remarques", "légende", "fonte", "legenda",
    "opmerking", "uwaga", "uwagi", "примечание", "примечания", "источник", "참고", "비고", "출처",
    "범례", "약어", "주석", "注", "註", "備考", "出典", "凡例", "略語", "备注", "来源", "说明", "注释",
];

/// Words that number a page.
#[rustfmt::skip]
const PAGES: &[&str] = &[
    "page", "pages", "seite", "página", "pagina", "strona", "страница", "стр", "sayfa", "sivu",
    "side", "페이지", "쪽", "ページ", "頁", "页",
];

/// Words beside the number of a page.
const OF_PAGES: &[&str] = &[
    "of", "von", "de", "di", "sur", "van", "z", "из", "av", "af", "total", "第", "共", "全", "중",
    "총",
];

/// Signs that begin a note and no name.
const NOTE_SIGNS: [char; 12] = ['*', '†', '‡', '§', '¶', '※', '＊', '•', '●', '○', '◎', '^'];

/// What the name of a row says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::reader) enum RowName {
    /// That it is a sum, a mean or the like.
    Sum,
    /// That it may be one: initials are as short.
    MaybeSum,
    /// That it is a note or the number of a page.
    Note,
    /// Nothing of this.
    Other,
}

struct Lists {
    sums: HashSet<String>,
    abbreviations: HashSet<String>,
    beside: HashSet<String>,
    notes: HashSet<String>,
    pages: HashSet<String>,
    of_pages: HashSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let folded = |list: &[&str]| list.iter().map(|word| fold(word)).collect();
    Lists {
        sums: folded(SUMS),
        abbreviations: folded(ABBREVIATIONS),
        beside: folded(BESIDE),
        notes: folded(NOTES),
        pages: folded(PAGES),
        of_pages: folded(OF_PAGES),
    }
});

/// Longest name of a row that names a sum, in bytes.
const LONGEST: usize = 80;

/// What a trimmed name of a row says of it.
pub(in crate::engine::reader) fn row_name(text: &str) -> RowName {
    let lists = &*LISTS;
    // Nothing behind the first words of a note matters.
    let start: String = text.chars().take(LONGEST).collect();
    let phrase = Phrase::new(&start);
    let words = phrase.words();
    let is_number = |word: &&String| word.chars().all(char::is_numeric);
    let is_page = words.iter().any(|word| lists.pages.contains(word))
        && words.iter().any(|word| is_number(&word))
        && words.iter().all(|word| {
            is_number(&word) || lists.pages.contains(word) || lists.of_pages.contains(word)
        });
    let has_colon = text.contains([':', '：', '.', ')', '）']);
    let is_note = text.starts_with(NOTE_SIGNS) && text.chars().count() > 1
        || words.first().is_some_and(|word| {
            lists.notes.contains(word) && (has_colon || words.len() == 1 || words.len() > 3)
        });
    if is_page || is_note || is_row_count(text, words) {
        return RowName::Note;
    }
    if text.len() > LONGEST {
        return RowName::Other;
    }
    let is_sum = |word: &String| lists.sums.contains(word);
    let is_short = |word: &String| lists.abbreviations.contains(word);
    let is_known = |word: &String| {
        is_sum(word) || is_short(word) || lists.beside.contains(word) || is_number(&word)
    };
    if words.is_empty() || !words.iter().all(is_known) {
        return RowName::Other;
    }
    let has_number = words.iter().any(|word| is_number(&word));
    // `N = 8` is no identifier as `N 8` may be.
    let is_stated = text.contains(['=', '±', '＝', '<', '>', '≤', '≥'])
        || text.contains([':', '：', '(', '（']) && has_number;
    let is_joined = has_number && text.contains(['-', '_', '/', '#']) && !is_stated;
    match (words.iter().any(is_sum), words.iter().any(is_short)) {
        _ if is_joined => RowName::Other,
        (true, _) => RowName::Sum,
        (false, true) if is_stated => RowName::Sum,
        (false, true) if !has_number => RowName::MaybeSum,
        (false, _) => RowName::Other,
    }
}

/// Whether a text says how many rows a database gave: `(6 rows)`, `6 rows in set`.
fn is_row_count(text: &str, words: &[String]) -> bool {
    let [number, rows, rest @ ..] = words else { return false };
    let is_number = |word: &String| word.chars().all(char::is_numeric);
    let is_closing = |word: &String| {
        is_number(word)
            || ["in", "set", "sec", "affected", "selected", "returned", "fetched", "exported"]
                .contains(&word.as_str())
    };
    is_number(number)
        && ["row", "rows", "record", "records"].contains(&rows.as_str())
        && rest.iter().all(is_closing)
        && (!rest.is_empty() || text.starts_with('('))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn names_of_rows() {
        for (text, expected) in [
            ("Grand Total: 8", RowName::Sum),
            ("Total (n=8)", RowName::Sum),
            ("Mean ± SD", RowName::Sum),
            ("mean (SD)", RowName::Sum),
            ("Std. Dev.", RowName::Sum),
            ("Standard deviation", RowName::Sum),
            ("N = 8", RowName::Sum),
            ("n=8", RowName::Sum),
            ("Number of patients: 8", RowName::Sum),
            ("Mittelwert ± Standardabweichung", RowName::Sum),
            ("Moyenne", RowName::Sum),
            ("Écart-type", RowName::Sum),
            ("合計", RowName::Sum),
            ("평균 ± 표준편차", RowName::Sum),
            ("총 8명", RowName::Other),
            ("Среднее", RowName::Sum),
            ("SD", RowName::MaybeSum),
            ("Min", RowName::MaybeSum),
            ("N", RowName::MaybeSum),
            ("N 8", RowName::Other),
            ("N-08", RowName::Other),
            ("SUM-001", RowName::Other),
            ("P1", RowName::Other),
            ("A1", RowName::Other),
            ("Kim", RowName::Other),
            ("Meany", RowName::Other),
            ("(6 rows)", RowName::Note),
            ("(1 row)", RowName::Note),
            ("6 rows in set (0.00 sec)", RowName::Note),
            ("(6 rows affected)", RowName::Note),
            ("6 rows selected.", RowName::Note),
            ("6 rows", RowName::Other),
            ("Page 1 of 1", RowName::Note),
            ("Seite 2 von 3", RowName::Note),
            ("第1页 共3页", RowName::Note),
            ("- 1 / 3 페이지 -", RowName::Note),
            ("* NK by flow cytometry, 2015 method", RowName::Note),
            ("Note: values in percent", RowName::Note),
            ("Abbreviations", RowName::Note),
            ("참고: 2015년 방법", RowName::Note),
            ("*", RowName::Other),
        ] {
            assert_eq!(row_name(text), expected, "{text}");
        }
    }
}
