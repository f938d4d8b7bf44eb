//! How a pregnancy ended, in words.

use super::meaning::{Meaning, Proposal};
use super::phrase::{Phrase, has_question_mark, head_and_tail, without_code};
use crate::engine::record::Outcome;

/// The texts that stand for each ending.
#[rustfmt::skip]
pub(super) const OUTCOMES: &[(Outcome, &[&str])] = &[
    (Outcome::LiveBirth, &[
        "livebirth", "livebirths", "liveborn", "lb", "생존출산", "생아출산", "생존아출산",
        "정상출산", "생존아분만", "생아분만", "生児獲得", "生児出産", "生産", "生児", "活产",
        "活產", "活产儿", "live born", "liveborn infant", "live born infant", "live birth at term",
        "term live birth", "full term live birth", "preterm live birth", "live term birth",
        "healthy baby", "healthy live birth", "alive birth", "생존출생", "생존분만", "정상분만",
        "만삭분만", "만삭출산", "健児", "生児を得た", "正期産", "活婴", "足月活产", "lebendgeburt",
        "lebendgeburten", "lebend geboren", "lebendgeborene", "naissance vivante", "enfant vivant",
        "ne vivant", "nacido vivo", "nacida viva", "recien nacido vivo", "nacimiento vivo",
        "nati vivi", "nato vivo", "nata viva", "nascido vivo", "nascida viva", "nascimento vivo",
        "nado vivo", "levend geboren", "levendgeborene", "levendgeboren", "levende geboorte",
        "levendfodt", "levende fodt", "levande fodd", "levande fott barn", "живорождение",
        "роды живым плодом", "живои ребенок", "живорожденныи", "zywe urodzenie", "zywy noworodek",
        "urodzenie zywe", "zive narozene", "canlı dogum", "sinh song", "kelahiran hidup",
    ]),
    (Outcome::Miscarriage, &[
        "miscarriage", "spontaneousabortion", "sab", "missedabortion", "clinicalmiscarriage",
        "spontaneousmiscarriage", "유산", "자연유산", "계류유산", "流産", "自然流産", "稽留流産",
        "流产", "自然流产", "稽留流产", "流產", "自然流產", "胎停育", "missed miscarriage",
        "missed ab", "mmc", "silent miscarriage", "spontaneous ab", "spont abortion",
        "early miscarriage", "late miscarriage", "incomplete miscarriage", "complete miscarriage",
        "incomplete abortion", "complete abortion", "blighted ovum", "anembryonic pregnancy",
        "clinical pregnancy loss", "불완전유산", "완전유산", "고사난자", "초기유산", "後期流産",
        "早期流産", "不全流産", "完全流産", "進行流産", "枯死卵", "难免流产", "不全流产",
        "完全流产", "早期流产", "晚期流产", "胚胎停育", "胎停", "fehlgeburt", "spontanabort",
        "missed abortion", "verhaltener abort", "fruhabort", "spatabort", "fausse couche",
        "fausse couche spontanee", "avortement spontane", "fcs", "grossesse arretee",
        "aborto espontaneo", "aborto diferido", "aborto retenido", "perdida gestacional",
        "aborto spontaneo", "aborto interno", "aborto ritenuto", "abortamento",
        "abortamento espontaneo", "aborto retido", "miskraam", "spontane abortus", "missfall",
        "выкидыш", "самопроизвольныи выкидыш", "самопроизвольныи аборт",
        "неразвивающаяся беременность", "замершая беременность", "poronienie",
        "poronienie samoistne", "potrat", "spontanni potrat", "dusuk", "spontan dusuk",
        "spontan abortus", "say thai", "keguguran", "keskenmeno",
    ]),
    (Outcome::BiochemicalLoss, &[
        "biochemicalloss", "biochemicalpregnancyloss", "biochemicalpregnancy", "chemicalpregnancy",
        "biochemical", "화학적유산", "화학적임신", "생화학적임신", "생화학적유산", "化学流産",
        "化学的流産", "生化学的妊娠", "生化学的流産", "生化妊娠", "生化流产",
        "biochemical miscarriage", "chemical loss", "biochemical pregnancy loss",
        "preclinical loss", "생화학임신", "화학임신", "生化学妊娠", "化学妊娠",
        "biochemische schwangerschaft", "grossesse biochimique", "embarazo bioquimico",
        "gravidanza biochimica", "gravidez bioquimica", "gestacao bioquimica",
        "biochemische zwangerschap", "biokemisk graviditet", "биохимическая беременность",
        "ciaza biochemiczna", "biyokimyasal gebelik",
    ]),
    (Outcome::Ectopic, &[
        "ectopic", "ectopicpregnancy", "자궁외임신", "異所性妊娠", "子宮外妊娠", "宫外孕",
        "异位妊娠", "異位妊娠", "子宮外孕", "tubal pregnancy", "eug", "extrauterine pregnancy",
        "자궁외", "난관임신", "卵管妊娠", "输卵管妊娠", "extrauteringraviditat",
        "eileiterschwangerschaft", "grossesse extra uterine", "geu", "embarazo ectopico",
        "gravidanza extrauterina", "gravidanza ectopica", "gravidez ectopica",
        "buitenbaarmoederlijke zwangerschap", "внематочная беременность", "внематочная",
        "ciaza pozamaciczna", "ciaza ektopowa", "mimodelozni tehotenstvi", "dıs gebelik",
        "ektopik gebelik",
    ]),
    (Outcome::Molar, &[
        "molar", "molarpregnancy", "hydatidiformmole", "mole", "포상기태", "胞状奇胎", "葡萄胎",
        "hydatid mole", "complete mole", "partial mole", "gestational trophoblastic disease",
        "기태", "기태임신", "全胞状奇胎", "部分胞状奇胎", "葡萄胎妊娠", "blasenmole",
        "mole hydatiforme", "mola", "mola hidatiforme", "embarazo molar", "mola vescicolare",
        "mola hydatidosa", "пузырныи занос", "zasniad groniasty", "mol gebelik",
    ]),
    (Outcome::Termination, &[
        "termination", "terminationofpregnancy", "top", "inducedabortion", "인공유산", "임신중절",
        "인공임신중절", "임신종결", "人工妊娠中絶", "人工中絶", "中絶", "人工流产", "终止妊娠",
        "人工流產", "終止妊娠", "elective termination", "elective abortion", "therapeutic abortion",
        "medical termination", "artificial abortion", "tab", "tfmr", "topfa", "중절", "인공중절",
        "人工妊娠中絶術", "引产", "人流", "schwangerschaftsabbruch", "interruptio", "ivg", "img",
        "interruption volontaire de grossesse", "interruption medicale de grossesse",
        "interrupcion voluntaria del embarazo", "ive", "aborto inducido",
        "interruzione volontaria di gravidanza", "aborto induzido", "abortus provocatus",
        "zwangerschapsafbreking", "искусственныи аборт", "прерывание беременности", "aborcja",
        "terminacja ciazy", "istege baglı dusuk", "gebelik terminasyonu",
    ]),
    (Outcome::Stillbirth, &[
        "stillbirth", "stillborn", "사산", "死産", "死产", "死胎", "死產", "still birth", "iufd",
        "fdiu", "intrauterine fetal death", "intrauterine fetal demise", "fetal death",
        "자궁내태아사망", "자궁내태아사", "태아사망", "子宮内胎児死亡", "宫内死胎", "totgeburt",
        "mort in utero", "mort fœtale in utero", "mfiu", "mortinato", "obito fetal", "muerte fetal",
        "natimorto", "morte fetale", "nato morto", "doodgeboren", "doodgeboorte", "dodfodsel",
        "dodfodd", "мертворождение", "антенатальная гибель плода", "martwe urodzenie",
        "porod martwy", "olu dogum", "mrtvorozenost",
    ]),
    (Outcome::Ongoing, &[
        "ongoing", "ongoingpregnancy", "pregnant", "임신중", "임신유지", "임신유지중", "진행중",
        "妊娠継続中", "妊娠中", "継続中", "继续妊娠", "持续妊娠", "孕中", "pregnancy ongoing",
        "currently pregnant", "still pregnant", "now pregnant", "on going", "임신진행중",
        "현재임신중", "妊娠継続", "継続妊娠", "妊娠中期", "怀孕中", "懷孕中", "妊娠继续",
        "laufende schwangerschaft", "schwanger", "fortlaufende schwangerschaft",
        "grossesse en cours", "grossesse evolutive", "embarazo en curso", "embarazo evolutivo",
        "embarazada", "gravidanza in corso", "gravidanza evolutiva", "gravidez em curso",
        "gestacao em curso", "doorgaande zwangerschap", "беременность прогрессирует",
        "прогрессирующая беременность", "беременна", "ciaza trwa", "ciaza w toku",
        "devam eden gebelik",
    ]),
    (Outcome::NotPregnant, &[
        "notpregnant", "nopregnancy", "notconceived", "비임신", "임신안됨", "미임신", "非妊娠",
        "未妊娠", "妊娠せず", "未孕", "未怀孕", "未懷孕", "no conception", "did not conceive",
        "not conceive", "no preg", "no pregnancy achieved", "never pregnant", "임신실패",
        "임신하지않음", "임신없음", "非妊", "妊娠しなかった", "妊娠なし", "未受孕", "没怀孕",
        "nicht schwanger", "keine schwangerschaft", "pas de grossesse", "pas enceinte",
        "non enceinte", "sin embarazo", "no embarazada", "no embarazo", "nessuna gravidanza",
        "non gravida", "sem gravidez", "nao gravida", "nao engravidou", "niet zwanger",
        "geen zwangerschap", "не беременна", "беременность не наступила", "нет беременности",
        "nie w ciazy", "brak ciazy", "gebe degil", "gebelik yok",
    ]),
    (Outcome::LostToFollowUp, &[
        "losttofollowup", "losttofu", "ltfu", "추적소실", "추적불가", "추적실패", "추적관찰소실",
        "追跡不能", "追跡不可", "失访", "失訪", "lost to fu", "lost to follow", "lost follow up",
        "lost fu", "ltf", "ltfup", "loss to follow up", "loss of follow up", "no follow up",
        "추적안됨", "연락두절", "追跡なし", "追跡不能例", "失联", "lost to followup",
        "perdue de vue", "perdues de vue", "pdv", "perdida de seguimiento", "persa al follow up",
        "perda de seguimento", "verloren voor follow up", "uit follow up", "kein follow up",
        "потеряна для наблюдения", "выбыла из под наблюдения", "utracona z obserwacji",
        "takipten cıktı", "takip dısı",
    ]),
];

/// What a text says, where that is certain.
pub(super) fn read(text: &str) -> Option<Outcome> {
    if has_question_mark(text) {
        return None;
    }
    whole(&Phrase::new(without_code(text)))
}

fn whole(phrase: &Phrase) -> Option<Outcome> {
    let is_it = |(outcome, texts): &&(Outcome, &[&str])| {
        phrase.is(texts) || phrase.is(&[outcome.word().replace('_', " ").as_str()])
    };
    OUTCOMES.iter().find(is_it).map(|&(outcome, _)| outcome)
}

/// Words that hint at an ending and that a clinic may use otherwise.
const HINTS: &[(Outcome, &[&str])] = &[
    (
        Outcome::NotPregnant,
        &["negative", "neg", "bfn", "failed", "no implantation", "hcg negative", "hcg neg"],
    ),
    (
        Outcome::Stillbirth,
        &["iufd", "fdiu", "iud", "stillbirth", "stillborn", "fetal demise", "fetal death", "sb"],
    ),
    (Outcome::Ectopic, &["ectopic", "tubal", "eug", "geu"]),
    (Outcome::Molar, &["molar", "mole"]),
    (Outcome::Termination, &["termination", "top", "topfa", "tfmr", "abortus provocatus"]),
    (Outcome::BiochemicalLoss, &["biochemical", "chemical", "bcp", "cp", "생화학", "化学", "生化"]),
    (
        Outcome::Miscarriage,
        &[
            "miscarriage*",
            "abortion*",
            "abort",
            "aborto",
            "abortus",
            "avortement",
            "sab",
            "sa",
            "mab",
            "missed",
            "d c",
            "curettage",
            "blighted",
            "fehlgeburt",
            "pregnancy loss",
            "loss",
            "유산",
            "流産",
            "流产",
            "流產",
            "аборт",
            "выкидыш",
        ],
    ),
    (
        Outcome::LiveBirth,
        &[
            "live",
            "alive",
            "lb",
            "delivered",
            "delivery",
            "deliveries",
            "birth",
            "born",
            "term",
            "preterm",
            "ftnd",
            "ftvd",
            "nsvd",
            "nvd",
            "svd",
            "lscs",
            "cs",
            "c s",
            "cesarean",
            "caesarean",
            "vaginal",
            "baby",
            "boy",
            "girl",
            "male infant",
            "female infant",
            "entbindung",
            "geburt",
            "accouchement",
            "parto",
            "bevalling",
            "роды",
            "porod",
            "dogum",
            "출산",
            "분만",
            "출생",
            "出産",
            "分娩",
            "出生",
            "足月",
        ],
    ),
    (Outcome::Ongoing, &["ongoing", "pregnant", "viable", "임신", "妊娠", "怀孕"]),
    (Outcome::LostToFollowUp, &["lost", "follow up", "followup", "fu", "moved", "transferred"]),
];

/// Words that turn an ending round.
#[rustfmt::skip]
const TURNS: &[&str] = &[
    "no", "not", "non", "none", "without", "kein*", "nicht", "pas", "sin", "sem", "senza", "geen",
    "не", "нет", "nie", "yok", "없", "않", "안", "無", "无", "没", "なし", "ない", "or", "vs",
];

/// What is proposed for a text that is not known.
pub(super) fn propose(text: &str) -> Option<Proposal> {
    let label = without_code(text);
    let phrase = Phrase::new(label);
    let (head, _) = head_and_tail(label);
    let hints: Vec<Outcome> =
        HINTS.iter().filter(|(_, hints)| phrase.has(hints)).map(|&(outcome, _)| outcome).collect();
    if has_question_mark(label) || phrase.has(TURNS) {
        return None;
    }
    if let Some(outcome) = whole(&Phrase::new(head)) {
        // What follows in brackets may say something else.
        let is_alone = hints.iter().all(|&hint| hint == outcome);
        return is_alone.then(|| Proposal::sure(Meaning::Outcome(outcome)));
    }
    match hints.as_slice() {
        [outcome] => Some(Proposal::guess(Meaning::Outcome(*outcome))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn endings_in_many_languages() {
        for (text, expected) in [
            ("Lebendgeburt", Outcome::LiveBirth),
            ("Fehlgeburt", Outcome::Miscarriage),
            ("fausse couche", Outcome::Miscarriage),
            ("nacido vivo", Outcome::LiveBirth),
            ("aborto espontáneo", Outcome::Miscarriage),
            ("внематочная беременность", Outcome::Ectopic),
            ("poronienie", Outcome::Miscarriage),
            ("canlı doğum", Outcome::LiveBirth),
            ("1 = Live birth", Outcome::LiveBirth),
            ("IUFD", Outcome::Stillbirth),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in
            ["lost", "abortion", "delivered", "live birth?", "no live birth", "2016-03-01", "zz"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn proposals_are_answers_and_no_readings() {
        let meaning = |text: &str| propose(text).map(|proposal| proposal.meaning);
        assert_eq!(meaning("live birth (38 weeks)"), Some(Meaning::Outcome(Outcome::LiveBirth)));
        assert_eq!(meaning("NSVD"), Some(Meaning::Outcome(Outcome::LiveBirth)));
        assert_eq!(meaning("missed ab, 8 wks"), Some(Meaning::Outcome(Outcome::Miscarriage)));
        for text in ["not delivered", "live birth?", "live birth, then miscarriage", "zz", "3"] {
            assert_eq!(meaning(text), None, "{text}");
        }
    }
}
