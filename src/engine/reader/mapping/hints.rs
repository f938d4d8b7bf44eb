//! Words by which a name that is not known as a whole may be a field, in the
//! languages of registries, and words by which it is not. A Latin, Greek or
//! Cyrillic text is the beginning of a word without accents, `$` its end;
//! Korean, Japanese and Chinese texts stand anywhere.

use super::markers::Sign;
use super::name::Name;
use super::synonyms;
use crate::engine::reader::field::Field;

/// A field, the words that speak for it and those that speak against it.
type Hint = (Field, &'static [&'static str], &'static [&'static str]);

/// Words for the time, the kind or the size of something else.
const ASIDE: &[&str] = &[
    "date",
    "datum",
    "fecha",
    "data$",
    "week",
    "gestational age",
    "ga$",
    "weight",
    "mode of",
    "method",
    "time to",
    "duration",
    "comment",
    "remark",
    "file",
    "complete$",
    "일자",
    "날짜",
    "주수",
    "체중",
    "검사일",
    "日期",
    "週",
    "孕周",
    "体重",
    "備考",
    "备注",
];

const HINTS: &[Hint] = &[
    (
        Field::PatientId,
        &[
            "patient id$",
            "subject id$",
            "study id$",
            "participant id$",
            "respondent id$",
            "response id$",
            "record id$",
            "case id$",
            "woman id$",
            "patient no$",
            "subject no$",
            "participant no$",
            "case no$",
            "patient number$",
            "subject number$",
            "participant number$",
            "case number$",
            "patient code$",
            "subject code$",
            "participant code$",
        ],
        &["partner", "husband", "spouse", "sample", "specimen", "hospital", "visit", "family"],
    ),
    (
        Field::PreviousLosses,
        &[
            "previous loss",
            "prior loss",
            "past loss",
            "prev loss",
            "number of loss",
            "no of loss",
            "num loss",
            "n loss",
            "nloss",
            "losses",
            "pregnancy loss",
            "miscarriages",
            "prior miscarr",
            "previous miscarr",
            "past miscarr",
            "prev miscarr",
            "number of miscarr",
            "no of miscarr",
            "n miscarr",
            "num prev miscarr",
            "abortions",
            "number of abort",
            "no of abort",
            "n abort",
            "prev abort",
            "previous abort",
            "prior abort",
            "spontaneous abort",
            "spontaneous miscarr",
            "spontaneous loss",
            "abortus",
            "sab$",
            "sabs$",
            "nsab",
            "n sab",
            "gravida$",
            "gravidity",
            "parity$",
            "para$",
            "gpa$",
            "gpal$",
            "tpal$",
            "gtpal$",
            "g p a$",
            "g p$",
            "gp$",
            "obstetric formula",
            "obstetric history",
            "fehlgeburt",
            "abort$",
            "aborte",
            "fruhabort",
            "graviditat",
            "paritat",
            "fausse couche",
            "fausses couches",
            "fcs$",
            "avortement",
            "gestite",
            "aborto",
            "abortos",
            "perdidas",
            "perdida gestacional",
            "aborti",
            "poliabort",
            "abortament",
            "perdas",
            "miskra",
            "miscarriages",
            "выкидыш",
            "потерь беременност",
            "потери беременност",
            "самопроизвольн",
            "невынашив",
            "poronien",
            "dusuk sayi",
            "gebelik kayb",
            "kayip sayi",
            "유산",
            "산과력",
            "流産",
            "流产",
            "流產",
            "孕产史",
            "孕產史",
            "孕次",
            "産科歴",
        ],
        &[
            "cause",
            "etiolog",
            "aetiolog",
            "ursache",
            "karyotyp",
            "chromosom",
            "type",
            "next",
            "after",
            "subsequent",
            "outcome",
            "risk",
            "age",
            "infertil",
            "threatened",
            "induced",
            "interrup",
            "tissue",
            "histolog",
            "elective",
            "family",
            "mother s",
            "원인",
            "염색체",
            "조직",
            "결과",
            "인공",
            "절박",
            "후유산",
            "原因",
            "染色体",
            "染色體",
            "絨毛",
            "切迫",
            "人工",
            "药物",
            "藥物",
            "药流",
            "人流",
            "转归",
            "率",
        ],
    ),
    (
        Field::Etiology,
        &[
            "etiolog",
            "aetiolog",
            "atiolog",
            "aetiology",
            "cause of",
            "cause$",
            "causes$",
            "ursache",
            "rpl diagnos",
            "rm diagnos",
            "rsa diagnos",
            "final diagnos",
            "diagnosis$",
            "diagnose$",
            "etiologie",
            "etiologia",
            "causa",
            "causas",
            "cause de",
            "cause des",
            "oorzaak",
            "причин",
            "этиолог",
            "przyczyn",
            "neden",
            "etyoloji",
            "idiopathic",
            "unexplained",
            "원인",
            "原因",
            "病因",
        ],
        &[
            "death",
            "infertil",
            "subfertil",
            "mort",
            "withdraw",
            "exclusion",
            "drop",
            "delay",
            "known cause",
            "사망",
            "난임",
            "불임",
            "탈락",
            "死因",
            "死亡",
            "不孕",
            "不妊",
            "中止",
        ],
    ),
    (
        Field::Ivig,
        &[
            "ivig",
            "immunoglobulin therap",
            "immunoglobulin treat",
            "immunoglobulin given",
            "intravenous immun",
            "iv immunoglobulin",
            "immunglobulin",
            "inmunoglobulina",
            "immunoglobuline",
            "immunoglobuline",
            "imunoglobulina",
            "immunoglobulina",
            "иммуноглобулин",
            "immunoglobulin",
            "octagam",
            "privigen",
            "gamunex",
            "면역글로불린",
            "免疫グロブリン",
            "免疫球蛋白",
            "丙种球蛋白",
            "丙球",
        ],
        &[
            "dose",
            "dosage",
            "day",
            "cycle",
            "number",
            "times",
            "total g",
            "brand",
            "lot",
            "reaction",
            "immunoglobulin g$",
            "immunoglobulin a$",
            "immunoglobulin m$",
            "immunoglobulin e$",
            "igg$",
            "iga$",
            "igm$",
            "level",
            "serum",
            "anti",
            "lysis",
            "cytotox",
            "용량",
            "횟수",
            "부작용",
            "혈청",
            "量",
            "次数",
            "次數",
            "回数",
            "血清",
        ],
    ),
    (
        Field::Outcome,
        &[
            "outcome",
            "live birth",
            "livebirth",
            "live born",
            "liveborn",
            "lb$",
            "delivered",
            "birth outcome",
            "take home baby",
            "baby born",
            "pregnancy result",
            "result of pregnancy",
            "pregnancy end",
            "ausgang",
            "schwangerschaftsausgang",
            "lebendgeburt",
            "lebendgeborene",
            "issue de",
            "issue grossesse",
            "issue$",
            "naissance vivante",
            "ne vivant",
            "resultado del embarazo",
            "resultado embarazo",
            "resultado obstetrico",
            "desenlace",
            "nacido vivo",
            "nacidos vivos",
            "esito",
            "nato vivo",
            "nati vivi",
            "parto",
            "desfecho",
            "nascido vivo",
            "zwangerschapsuitkomst",
            "uitkomst",
            "levend geboren",
            "levendgeboren",
            "исход",
            "живорожд",
            "wynik ciazy",
            "zywe urodz",
            "gebelik sonuc",
            "canli dogum",
            "임신결과",
            "생존출산",
            "생아",
            "출산여부",
            "출산결과",
            "분만결과",
            "분만여부",
            "임신예후",
            "転帰",
            "生児",
            "出産",
            "妊娠結果",
            "结局",
            "結局",
            "活产",
            "活產",
            "分娩结果",
            "转归",
        ],
        &[
            "previous",
            "prior",
            "past",
            "prev",
            "history",
            "number of",
            "no of",
            "num ",
            "n live",
            "anzahl",
            "nombre",
            "numero",
            "before",
            "secondary",
            "neonatal",
            "embryo",
            "ivf",
            "frueher",
            "fruher",
            "tipo de parto",
            "횟수",
            "과거",
            "이전",
            "방법",
            "방식",
            "回数",
            "既往",
            "次数",
            "次數",
            "方式",
            "予定",
            "体外",
        ],
    ),
    (
        Field::FetalKaryotype,
        &[
            "karyotyp",
            "caryotyp",
            "cariotip",
            "kariotip",
            "кариотип",
            "karyotip",
            "chromosom",
            "cromosom",
            "kromozom",
            "хромосом",
            "aneuploid",
            "poc genetic",
            "염색체",
            "핵형",
            "染色体",
            "染色體",
            "核型",
        ],
        &[
            "maternal",
            "parent",
            "mother",
            "wife",
            "couple",
            "female",
            "woman",
            "patient s",
            "eltern",
            "mutter",
            "mere",
            "madre",
            "conjoint",
            "sperm",
            "embryo",
            "pgt",
            "blastocyst",
            "본인",
            "산모",
            "아내",
            "부부",
            "부모",
            "妻",
            "母",
            "両親",
            "双方",
            "女方",
            "夫婦",
            "夫妇",
        ],
    ),
    (
        Field::AgeYears,
        &[
            "how old",
            "wie alt",
            "quel age",
            "que edad",
            "quanti anni",
            "age$",
            "maternal age",
            "patient age",
            "age at",
            "age in",
            "age year",
            "alter$",
            "lebensalter",
            "edad",
            "leeftijd",
            "eta$",
            "idade",
            "возраст",
            "wiek$",
            "yas$",
            "yasi$",
            "나이",
            "연령",
            "年齢",
            "年龄",
            "年齡",
        ],
        &[
            "gestation",
            "menarche",
            "menopause",
            "marriage",
            "stage",
            "group",
            "categ",
            "first",
            "last",
            "class",
            "child",
            "infant",
            "bone",
            "gruppe",
            "이전",
            "초경",
            "폐경",
            "결혼",
            "초산",
            "初潮",
            "初経",
            "閉経",
            "絶経",
            "结婚",
            "結婚",
            "胎",
            "初产",
            "初婚",
        ],
    ),
    (
        Field::Bmi,
        &[
            "bmi",
            "body mass",
            "bodymass",
            "imc$",
            "indice de masse",
            "indice de masa",
            "indice di massa",
            "имт$",
            "индекс массы",
            "vki$",
            "vucut kitle",
            "korpermasse",
            "체질량",
            "体格指数",
            "体质量",
            "體質量",
        ],
        &["categ", "group", "class", "percentile", "child", "birth"],
    ),
    (
        Field::NkPercent,
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
        Field::Th1Th2Ratio,
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

/// What a name could be by a word in it.
pub(super) fn hinted(name: &Name) -> Option<Field> {
    if name.has_any(synonyms::OTHERS) {
        return None;
    }
    // Beside gravida and para; in longer names it means an antibody.
    if name.full == "ab" {
        return Some(Field::PreviousLosses);
    }
    let fits = |(_, parts, excluded): &&Hint| {
        name.has_any(parts) && !name.has_any(excluded) && !name.has_any(ASIDE)
    };
    HINTS.iter().find(fits).map(|hint| hint.0)
}

/// Words that may stand in brackets, or after a comma, behind the name of a
/// field and change nothing.
const HARMLESS: &str = "n no nr yes y code coded text unit units value values result required \
     optional numeric at the of in and or a to for by on baseline enrolment \
     enrollment inclusion visit assessment workup work up ja nein oui non si \
     sim nao current maternal patient her 여부 유무 有無 有无 명 例 단위 単位 单位";

/// Those of single fields.
const HARMLESS_OF: &[(Field, &str)] = &[
    (
        Field::AgeYears,
        "year years yr yrs jahre jahr j ans an ano anos anni jaar lat лет yil \
         pregnancy conception time test 세 만 歳 才 岁 歲 周岁 満 满",
    ),
    (Field::Bmi, "kg m2 m kgm2 qm"),
    (Field::HeightCm, "cm m in inch inches meter meters metre metres"),
    (Field::WeightKg, "kg lb lbs pounds"),
    (Field::PreviousLosses, "number count times previous prior consecutive 회 번 回 次 連続"),
    (Field::Etiology, "rpl rm rsa loss losses free idiopathic known"),
    (Field::KnownCause, "rpl rm rsa loss losses free idiopathic known"),
    (
        Field::NkPercent,
        "lymphocyte lymphocytes lymphs lymph ly lym percent percentage pct \
         cell cells nk blood pb peripheral whole cd3 cd16 cd56 cd45 cd19 cd14 \
         natural killer flow cytometry facs fraction proportion 0to1 scale ref \
         reference range normal lymphozyten der d linfocitos linfociti \
         linfocitarios lymphocytaires totaux des de los dei лимфоцитов от 림프구 \
         림프구중 림프구대비 중 대비 비율 リンパ球 リンパ球中 中 割合 淋巴细胞 淋巴細胞 占 比例 百分比 말초혈액 말초혈 末梢血 \
         外周血",
    ),
    (Field::Th1Th2Ratio, "tnf tnfa tnfalpha alpha α il il10 10 cd4 t cells ratio th1 th2 비율 比"),
    (
        Field::TnfAlphaPercent,
        "cd4 cd3 t cell cells helper th th1 th2 percent percentage pct \
         fraction proportion positive among lymphocytes",
    ),
    (
        Field::Il10Percent,
        "cd4 cd3 t cell cells helper th th1 th2 percent percentage pct \
         fraction proportion positive among lymphocytes",
    ),
    (Field::Ivig, "given treatment treated therapy 0 1 치료"),
    (
        Field::Outcome,
        "pregnancy next first index subsequent live birth livebirth \
         miscarriage loss lb sab ongoing delivery outcome 0 1",
    ),
    (
        Field::FetalKaryotype,
        "fetal foetal poc products conception chorionic villi villus tissue \
         normal abnormal aneuploid index miscarriage",
    ),
    (Field::Year, "yyyy year mm dd visit date"),
    (Field::PatientId, "pseudonym anonymised anonymized study id number 외래 外来"),
];

/// Whether a list, its words separated by blanks, holds a word.
fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Words of the name of a column that holds NK cells in percent of lymphocytes
/// and of nothing else.
const NK_WORDS: &str = "nk cell cells of the lymphocyte lymphocytes lymphs lymph percent \
     percentage pct in peripheral blood pb pbnk level cd3 cd16 cd56 cd3neg \
     cd16pos cd56pos neg pos natural killer zellen der lymphozyten cellules \
     des celulas de los linfocitos cellule dei linfociti klette nk세포 세포 림프구 \
     림프구중 중 비율 백분율 nk細胞 リンパ球 リンパ球中 割合 nk细胞 淋巴细胞 比例 百分比 占 negative positive ve";

/// Whether a name says that NK cells are counted in percent of lymphocytes, and
/// nothing else: by their markers, where it names any.
pub(super) fn is_nk_level(name: &Name) -> bool {
    let has_cells = name.markers.has(56, Sign::Positive) || name.markers.has(16, Sign::Positive);
    let is_marked = match name.markers.sign(3) {
        None => name.markers.sign(16).is_none() && name.markers.sign(56).is_none(),
        Some(Sign::Negative) => has_cells,
        Some(Sign::Positive | Sign::Graded | Sign::None) => false,
    };
    let is_percent = name.plain.contains('%')
        || name.has_any(&[
            "percent",
            "pct",
            "lymph",
            "linfocit",
            "백분율",
            "비율",
            "림프구",
            "割合",
            "リンパ球",
            "比例",
            "百分比",
            "淋巴",
        ]);
    let is_known = |word: &str| {
        let names_marker = word.strip_prefix("cd").is_some_and(|rest| {
            rest.bytes().all(|byte| byte.is_ascii_digit() || b"cd".contains(&byte))
        });
        names_marker || word.bytes().all(|byte| byte.is_ascii_digit()) || holds(NK_WORDS, word)
    };
    is_marked && is_percent && name.words().all(is_known)
}

/// Whether what stands in brackets, or after a comma, leaves a field what it is.
pub(super) fn are_harmless(notes: &str, field: Field) -> bool {
    let folded = super::name::folded(notes);
    let of_field = HARMLESS_OF.iter().find(|one| one.0 == field).map_or("", |one| one.1);
    let is_known = |word: &str| holds(HARMLESS, word) || holds(of_field, word);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| is_number(word) || is_known(word))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::mapping::name::folded;

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        let lists = HINTS.iter().flat_map(|(_, parts, excluded)| [*parts, *excluded]);
        for word in lists.chain([ASIDE]).flatten() {
            assert_eq!(*word, folded(&word.to_lowercase()), "{word}");
        }
        let lists = HARMLESS_OF.iter().map(|one| one.1);
        for list in lists.chain([HARMLESS, NK_WORDS]) {
            assert_eq!(list, folded(&list.to_lowercase()));
        }
    }
}
