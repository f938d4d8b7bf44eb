//! The closed lists: texts that say that no cause was found, words that name one, and words
//! that turn one round or leave it open.

/// Texts that say that no cause was found after one was looked for.
#[rustfmt::skip]
pub(in crate::engine::reader::words) const NO_CAUSE_FOUND: &[&str] = &[
    // English
    "idiopathic", "idiopathy", "idiopathic rpl", "idiopathic rm", "idiopathic rsa",
    "idiopathic recurrent pregnancy loss", "idiopathic recurrent miscarriage",
    "idiopathic recurrent miscarriages", "idiopathic recurrent abortion",
    "idiopathic recurrent spontaneous abortion", "idiopathic recurrent loss",
    "idiopathic recurrent losses", "idiopathic miscarriage", "idiopathic habitual abortion",
    "unexplained", "unexplained rpl", "unexplained rm", "unexplained rsa", "unexplained rif",
    "unexplained recurrent pregnancy loss", "unexplained recurrent pregnancy losses",
    "unexplained recurrent miscarriage", "unexplained recurrent miscarriages",
    "unexplained recurrent abortion", "unexplained recurrent spontaneous abortion",
    "unexplained recurrent spontaneous abortions", "unexplained recurrent loss",
    "unexplained recurrent losses", "unexplained habitual abortion", "unexplained pregnancy loss",
    "unexplained miscarriage", "unexplained loss", "unexplained losses", "ursa", "urpl", "urm",
    "irpl", "irm", "irsa", "unknown cause", "unknown etiology", "unknown aetiology",
    "unknown origin", "unknown reason", "of unknown cause", "of unknown etiology",
    "of unknown aetiology", "of unknown origin", "cause unknown", "cause not known",
    "cause unknown after complete workup", "etiology unknown", "aetiology unknown",
    "unclear etiology", "unclear aetiology", "unclear cause", "cause unclear", "undetermined cause",
    "undetermined etiology", "undetermined aetiology", "cause undetermined", "unidentified cause",
    "cause not found", "cause not identified", "no cause", "no cause found", "no cause identified",
    "no cause detected", "no cause determined", "no known cause", "no identified cause",
    "no identifiable cause", "no apparent cause", "no obvious cause", "no explained cause",
    "no etiology", "no etiology found", "no etiology identified", "no aetiology found",
    "no known etiology", "no known aetiology", "no identifiable etiology", "without known cause",
    "without identifiable cause", "without cause", "cryptogenic",
    // Korean
    "원인불명", "원인불명반복유산", "원인불명의반복유산", "원인불명습관성유산",
    "원인불명의습관성유산", "원인불명반복자연유산", "원인미상", "원인미상반복유산", "원인모름",
    "원인알수없음", "원인을알수없음", "알수없는원인", "원인없음", "원인미확인", "원인불분명",
    "원인불명확", "원인이밝혀지지않음", "원인을찾지못함", "원인발견안됨", "특발성",
    "특발성반복유산", "특발성습관성유산", "특발성반복자연유산", "설명되지않는반복유산",
    "설명되지않는",
    // Japanese
    "原因不明", "原因不明不育", "原因不明不育症", "原因不明の不育症", "原因不明習慣流産",
    "原因不明の習慣流産", "原因不明反復流産", "原因不明の反復流産", "原因不明流産", "原因なし",
    "原因みつからず", "原因見つからず", "原因わからず", "原因分からず", "原因がわからない",
    "原因特定できず", "原因不詳", "特発性", "特発性不育症", "特発性習慣流産", "特発性反復流産",
    // Chinese
    "不明原因", "不明原因复发性流产", "不明原因的复发性流产", "不明原因反复流产",
    "不明原因反复自然流产", "不明原因复发性自然流产", "不明原因習慣性流產", "不明原因复发流产",
    "不明原因習慣性流産", "不明原因反覆性流產", "不明原因復發性流產", "不明原因重複性流產",
    "不明原因习惯性流产", "不明原因妊娠丢失", "原因不明复发性流产", "原因不明的复发性流产",
    "原因不明反复流产", "原因不明反复自然流产", "原因不明习惯性流产", "原因不明復發性流產",
    "原因不明習慣性流產", "原因不清", "原因未明", "病因不明", "病因未明", "病因不清", "未找到原因",
    "未发现原因", "未發現原因", "未查到原因", "无明确原因", "無明確原因", "无明显原因", "无原因",
    "特发性", "特發性", "特发性复发性流产", "特發性復發性流產",
    // German
    "idiopathisch", "idiopathische", "idiopathische habituelle aborte",
    "idiopathischer habitueller abort", "idiopathische wiederholte fehlgeburten", "ungeklart",
    "ungeklaert", "ungeklarte ursache", "ungeklaerte ursache", "ungeklarter genese",
    "ungeklarte genese", "ursache ungeklart", "ursache ungeklaert", "ursache unbekannt",
    "unbekannte ursache", "unbekannter ursache", "unbekannter genese", "unklare ursache",
    "unklare genese", "unklarer genese", "unklare atiologie", "unklarer atiologie",
    "ursache unklar", "keine ursache", "keine ursache gefunden", "keine ursache bekannt",
    "keine bekannte ursache", "ohne ursache", "ohne bekannte ursache", "ohne erkennbare ursache",
    "kryptogen",
    // French
    "idiopathique", "idiopathiques", "fcs idiopathiques", "fausses couches idiopathiques",
    "fausses couches a repetition inexpliquees", "inexplique", "inexpliquee", "inexpliques",
    "inexpliquees", "cause inconnue", "de cause inconnue", "origine inconnue", "d origine inconnue",
    "etiologie inconnue", "cause indeterminee", "origine indeterminee", "aucune cause",
    "aucune cause retrouvee", "aucune cause trouvee", "aucune cause identifiee", "pas de cause",
    "pas de cause retrouvee", "pas de cause trouvee", "pas de cause identifiee", "sans cause",
    "sans cause retrouvee", "sans cause connue",
    // Spanish
    "idiopatica", "idiopatico", "idiopaticas", "idiopaticos", "aborto recurrente idiopatico",
    "aborto recurrente inexplicado", "aborto recurrente de causa desconocida", "inexplicada",
    "inexplicado", "no explicada", "no explicado", "sin explicacion", "causa desconocida",
    "de causa desconocida", "causa no conocida", "etiologia desconocida",
    "de etiologia desconocida", "de etiologia no filiada", "causa no filiada", "origen desconocido",
    "de origen desconocido", "sin causa", "sin causa conocida", "sin causa aparente",
    "sin causa identificada", "sin causa encontrada", "no se encontro causa",
    "causa no identificada", "causa no encontrada", "causa indeterminada",
    // Italian
    "idiopatiche", "idiopatici", "aborto ricorrente idiopatico", "poliabortivita idiopatica",
    "inspiegata", "inspiegato", "non spiegata", "non spiegato", "causa sconosciuta",
    "di causa sconosciuta", "causa ignota", "di causa ignota", "causa non nota",
    "eziologia sconosciuta", "eziologia ignota", "origine sconosciuta", "nessuna causa",
    "nessuna causa trovata", "nessuna causa identificata", "senza causa", "senza causa nota",
    "senza causa apparente", "causa non identificata",
    // Portuguese
    "aborto recorrente idiopatico", "aborto de repeticao sem causa aparente", "inexplicavel",
    "nao explicada", "nao explicado", "sem explicacao", "causa desconhecida",
    "de causa desconhecida", "etiologia desconhecida", "origem desconhecida", "sem causa",
    "sem causa conhecida", "sem causa aparente", "sem causa definida", "sem causa identificada",
    "causa nao identificada", "causa nao encontrada", "nenhuma causa", "nenhuma causa encontrada",
    // Dutch
    "idiopathische herhaalde miskraam", "idiopatisch", "onverklaard", "onverklaarde",
    "onverklaarde herhaalde miskraam", "onverklaarde herhaalde miskramen", "oorzaak onbekend",
    "onbekende oorzaak", "geen oorzaak", "geen oorzaak gevonden", "geen oorzaak bekend",
    "zonder oorzaak", "zonder bekende oorzaak",
    // Swedish, Danish, Norwegian, Finnish
    "oforklarad", "oforklarat", "okand orsak", "ingen orsak", "uforklaret", "uforklarlig",
    "uforklart", "ukendt arsag", "ukjent arsak", "idiopatisk", "selittamaton", "idiopaattinen",
    // Russian, Ukrainian
    "идиопатическая", "идиопатическии", "идиопатическое", "идиопатические",
    "идиопатическое невынашивание", "неясного генеза", "неясная этиология", "неяснои этиологии",
    "неясная причина", "неустановленная причина", "неустановленного генеза",
    "неустановленнои этиологии", "причина не установлена", "причина неизвестна",
    "причина не выявлена", "причина не наидена", "причина неясна", "неизвестная причина",
    "неизвестнои этиологии", "без установленнои причины", "необъяснимое", "необъяснимая",
    "необъясненная", "необъясненное", "идиопатична", "нез ясованого генезу",
    // Polish, Czech, Slovak
    "idiopatyczne", "idiopatyczny", "idiopatyczna", "niewyjasnione", "niewyjasniona",
    "niewyjasniony", "nieznana przyczyna", "przyczyna nieznana", "o nieznanej przyczynie",
    "nieustalona przyczyna", "przyczyna nieustalona", "bez przyczyny", "bez znanej przyczyny",
    "brak przyczyny", "brak ustalonej przyczyny", "idiopaticke", "idiopaticky", "neobjasnene",
    "nevysvetlene", "neznama pricina", "pricina neznama",
    // Turkish
    "idiyopatik", "idiopatik", "aciklanamayan", "acıklanamayan", "aciklanamamıs", "acıklanamamıs",
    "acıklanamayan tekrarlayan gebelik kaybı", "nedeni bilinmeyen", "nedeni bilinmiyor",
    "neden bilinmiyor", "bilinmeyen neden", "neden bulunamadı", "nedeni bulunamadı",
    "sebebi bilinmeyen", "sebep bulunamadı",
    // Vietnamese, Indonesian, Romanian, Hungarian, Greek
    "khong ro nguyen nhan", "chua ro nguyen nhan", "vo can", "tidak diketahui penyebabnya",
    "penyebab tidak diketahui", "idiopatik rekuren", "cauza necunoscuta", "de cauza necunoscuta",
    "ismeretlen ok", "ismeretlen eredetu", "idiopatias", "ιδιοπαθης", "ιδιοπαθεις",
    "αγνωστης αιτιολογιας", "ανεξηγητη",
    // Arabic, Hebrew, Persian, Hindi, Thai
    "مجهول السبب", "غير معروف السبب", "غير مفسر", "سبب غير معروف", "אידיופתי", "לא מוסבר",
    "סיבה לא ידועה", "با علت نامشخص", "علت نامشخص",
];

/// Words that may follow a text that says that no cause was found and change
/// nothing of it: which losses, where it is written, what was given.
#[rustfmt::skip]
pub(super) const HARMLESS: &[&str] = &[
    "primary", "secondary", "tertiary", "type", "see", "chart", "file", "note", "notes", "record",
    "records", "letter", "report", "rpl", "rm", "rsa", "rsm", "recurrent", "repeated", "habitual",
    "spontaneous", "pregnancy", "miscarriage*", "abortion*", "loss", "losses", "early", "late", "x",
    "on", "with", "given", "received", "heparin", "lmwh", "enoxaparin", "clexane", "aspirin", "asa",
    "lda", "progesterone", "ivig", "prednisolone", "prednisone", "intralipid", "mg", "g", "iu",
    "daily", "and", "after", "full", "complete", "workup", "work", "up", "investigation*",
    "evaluation", "group", "idiopathic", "unexplained", "n", "weeks", "wks", "wk", "w", "trimester",
    "first", "second", "third", "원발성", "속발성", "반복유산", "습관성유산", "이차성", "일차성",
    "原発性", "続発性", "不育症", "原发性", "继发性", "原發性", "繼發性", "复发性流产", "primar",
    "sekundar", "primaire", "secondaire", "primaria", "secundaria", "primario", "secundario",
    "первичное", "вторичное", "heparine",
];

/// Words that name a cause, in whatever company they stand.
#[rustfmt::skip]
pub(in crate::engine::reader::words) const CAUSES: &[&str] = &[
    // Anatomical
    "septum", "septa", "septate", "subseptate", "bicornuate", "bicornis", "unicornuate",
    "unicornis", "didelphys", "didelphic", "arcuate uterus", "arcuate", "uterine anomaly",
    "uterine anomalies", "uterine malformation*", "uterine abnormality", "uterine abnormalities",
    "uterine factor", "uterine cause", "uterine defect", "uterine", "mullerian", "anatomic",
    "anatomical", "anatomy", "structural uterine", "asherman", "asherman s", "ashermans",
    "synechia*", "intrauterine adhesion*", "adhesion*", "iua", "fibroid*", "myoma*", "leiomyoma*",
    "submucous myoma", "adenomyosis", "endometrial polyp*", "polyp*", "cervical insufficiency",
    "cervical incompetence", "incompetent cervix", "cervical factor", "isthmocele",
    "cervical weakness", "endometriosis", "hydrosalpinx",
    // Endocrine
    "thyroid*", "hypothyroid*", "hyperthyroid*", "hashimoto", "hashimoto s", "graves",
    "antithyroid", "tpo", "endocrine", "endocrinologic*", "endocrinopathy", "hormonal",
    "hyperprolactin*", "prolactinoma", "pcos", "pco", "polycystic", "luteal", "lpd",
    "corpus luteum insufficiency", "diabetes", "dm", "iddm", "niddm", "insulin resistance",
    "progesterone deficiency", "cushing", "cushing s", "diminished ovarian reserve",
    // Thrombophilia and autoimmunity
    "aps", "aps positive", "apls", "apl", "apla", "aplas", "antiphospholipid*",
    "anti phospholipid*", "phospholipid", "anticardiolipin", "acl", "lupus", "sle", "beta2gpi",
    "thrombophil*", "thrombotic", "factor v", "fvl", "leiden", "prothrombin", "protein c",
    "protein s", "antithrombin", "mthfr", "pai", "hyperhomocystein*", "coagulopathy", "coagulation",
    "hypercoagulab*", "factor xii", "autoimmune", "sjogren*", "scleroderma", "hematologic*",
    "haematologic*",
    // Genetic
    "chromosom*", "translocation*", "translocat*", "inversion", "robertsonian",
    "karyotype abnormality", "parental karyotype", "abnormal parental karyotype", "genetic",
    "genetics", "aneuploid*", "mosaic*", "carrier", "cytogenetic*", "turner",
    // Infection and others
    "infection*", "infectious", "endometritis", "chronic endometritis", "toxoplasm*", "ureaplasma",
    "mycoplasma", "chlamydia", "celiac", "coeliac", "male factor", "sperm dna fragmentation",
    "celiac disease",
    // Korean
    "자궁기형", "중격", "쌍각", "단각자궁", "자궁이상", "자궁요인", "자궁유착", "자궁내유착",
    "자궁근종", "근종", "선근증", "자궁경부무력", "경부무력", "해부학", "내막폴립", "자궁중격",
    "갑상선", "갑상샘", "내분비", "고프로락틴", "다낭성", "황체기결함", "황체결함", "당뇨",
    "항인지질", "인지질항체", "루푸스", "혈전", "응고", "자가면역", "염색체", "전좌", "유전",
    "감염", "내막염",
    // Japanese
    "子宮中隔", "中隔", "子宮奇形", "子宮形態異常", "中隔子宮", "双角子宮", "単角子宮", "子宮筋腫",
    "筋腫", "腺筋症", "子宮腔癒着", "癒着", "頸管無力", "頚管無力", "甲状腺", "内分泌",
    "高プロラクチン", "多嚢胞", "黄体機能不全", "糖尿病", "抗リン脂質", "ループス", "血栓性素因",
    "凝固異常", "プロテインs", "プロテインc", "第xii因子", "自己免疫", "染色体", "転座", "遺伝",
    "感染", "内膜炎", "子宮因子",
    // Chinese
    "子宫畸形", "子宫纵隔", "纵隔子宫", "纵膈", "双角子宫", "单角子宫", "子宫肌瘤", "肌瘤", "腺肌",
    "宫腔粘连", "粘连", "宫颈机能不全", "解剖", "子宮畸形", "縱隔", "甲状腺功能", "甲减", "甲亢",
    "高泌乳素", "高催乳素", "多囊卵巢", "黄体功能不全", "黃體", "胰岛素抵抗", "抗磷脂", "磷脂",
    "狼疮", "狼瘡", "血栓", "易栓", "凝血", "自身免疫", "染色體", "易位", "遗传", "遺傳",
    "封闭抗体",
    // German
    "uterusseptum", "uterus septus", "uterus subseptus", "uterus bicornis", "uterus unicornis",
    "uterusfehlbildung*", "uterusanomalie*", "fehlbildung*", "anatomisch*", "myom*", "synechien",
    "zervixinsuffizienz", "cervixinsuffizienz", "adenomyose", "schilddruse*", "hypothyreose",
    "hyperthyreose", "endokrin*", "hormonell*", "hyperprolaktinamie", "lutealinsuffizienz",
    "diabetes mellitus", "antiphospholipid syndrom", "thrombophilie", "gerinnungsstorung*",
    "faktor v", "autoimmun*", "genetisch*", "translokation*", "infektion*",
    "endometritis chronisch",
    // French
    "cloison uterine", "uterus cloisonne", "cloisonne", "bicorne", "unicorne", "malformation*",
    "anomalie uterine", "fibrome*", "synechies", "beance", "beance cervicale", "thyroide",
    "thyroidien*", "hypothyroidie", "hyperthyroidie", "endocrinien*", "hyperprolactinemie",
    "diabete", "sopk", "sapl", "saf", "antiphospholipides", "syndrome des antiphospholipides",
    "chromosomique*", "genetique*", "translocation", "auto immune", "infectieuse", "endometrite",
    // Spanish, Portuguese, Italian
    "tabique", "tabicado", "utero septado", "septo", "septo uterino", "septado", "bicorno",
    "malformacion*", "malformacao", "malformazione", "malformacoes", "malformazioni", "anatomica",
    "anatomico", "mioma*", "fibroma*", "sinequia*", "sinechie", "setto", "utero setto",
    "setto uterino", "insuficiencia cervical", "insufficienza cervicale", "incompetencia cervical",
    "incompetencia istmocervical", "tiroid*", "hipotiroid*", "hipertiroid*", "ipotiroid*",
    "ipertiroid*", "tireoid*", "hipotireoid*", "hipertireoid*", "endocrina", "endocrino",
    "endocrin*", "hormonale", "hiperprolactinemia", "iperprolattinemia", "sop",
    "sindrome antifosfolipid*", "antifosfolipid*", "antifosfolipidi", "trombofilia*",
    "trombofilic*", "cromosom*", "genetica", "genetico", "traslocazione", "traslocacion",
    "translocacao", "autoinmune*", "autoinmunidad", "autoimune", "infeccion*", "infeccios*",
    "infeccao", "infezione",
    // Dutch, Nordic
    "baarmoederafwijking", "uterusafwijking", "uterusanomalie", "tussenschot", "schildklier*",
    "antifosfolipidensyndroom", "trombofilie", "chromosoomafwijking", "skoldkortel*", "stofskifte*",
    "livmodermissbildning",
    // Russian, Polish, Czech, Turkish
    "перегородка", "внутриматочная перегородка", "двурогая", "однорогая", "аномалия матки",
    "порок развития матки", "миома*", "синехии", "истмико", "ицн", "анатомическ*", "щитовидн*",
    "гипотиреоз*", "гипертиреоз*", "эндокринн*", "гиперпролактинем*", "спкя", "диабет*", "афс",
    "антифосфолипидн*", "тромбофили*", "хромосомн*", "генетическ*", "транслокац*", "аутоиммунн*",
    "инфекц*", "инфекционн*", "эндометрит", "хроническии эндометрит", "przegroda",
    "macica dwurozna", "wada macicy", "wady macicy", "anatomiczn*", "miesniak*", "zrosty",
    "niewydolnosc szyjki", "tarczyc*", "niedoczynnosc tarczycy", "endokrynn*", "hormonaln*",
    "cukrzyca", "zespol antyfosfolipidowy", "antyfosfolipid*", "trombofili*", "genetyczn*",
    "translokacj*", "autoimmunologiczn*", "infekcj*", "stitna zlaza", "vrozena vada delohy",
    "uterin septum", "uterin", "uterin anomali", "septum uterin", "miyom*", "tiroid", "hipotiroidi",
    "endokrin", "diyabet", "antifosfolipid", "trombofili", "kromozom*", "genetik", "translokasyon",
    "otoimmun", "enfeksiyon",
];

/// Texts that stand for a cause that they do not name.
#[rustfmt::skip]
pub(super) const SOME_CAUSE: &[&str] = &[
    "uterus", "자궁", "子宮", "子宫", "utero", "матка", "known", "known cause", "known etiology", "known aetiology", "explained", "cause known",
    "cause found", "cause identified", "explained rpl", "multiple", "multiple causes",
    "multifactorial", "several causes", "combined", "원인있음", "원인확인", "원인규명",
    "원인확인됨", "복합", "복합원인", "原因あり", "複数", "原因明确", "有原因", "多因素",
    "ursache bekannt", "bekannte ursache", "geklart", "cause connue", "expliquee", "causa conocida",
    "explicada", "causa nota", "causa conhecida", "причина известна", "znana przyczyna",
    "oorzaak bekend", "verklaard", "mehrere", "bilinen neden",
];

/// Words of a text that says that no cause is known, beside others.
#[rustfmt::skip]
pub(super) const UNKNOWNS: &[&str] = &[
    "idiopath*", "idiopat*", "unexplain*", "unknown", "unclear", "undetermined", "cryptogenic",
    "ursa", "urpl", "urm", "ungeklart*", "ungeklaert*", "unbekannt*", "unklar*", "inexplique*",
    "inconnu*", "indetermin*", "inexplica*", "desconocid*", "desconhecid*", "sconosciut*", "ignota",
    "inspiegat*", "onverklaard*", "onbekend*", "идиопат*", "неясн*", "неизвестн*", "неустановл*",
    "niewyjasnion*", "nieznan*", "idiyopatik*", "acıklanamayan", "bilinmeyen", "원인불명",
    "원인미상", "특발", "모름", "미상", "불명", "不明", "特発", "特发", "特發", "未明", "不清",
];

/// Words that turn a cause round or leave it open.
#[rustfmt::skip]
pub(super) const TURNS: &[&str] = &[
    "no", "not", "non", "none", "never", "without", "w o", "wo", "nor", "neg", "negative", "normal",
    "nl", "wnl", "excluded", "exclude*", "excl", "exclusion", "ruled out", "rule out", "r o", "ro",
    "rule", "suspect*", "susp", "possib*", "probab*", "query", "maybe", "may", "might", "perhaps",
    "likely", "unlikely", "pending", "awaiting", "await", "tbd", "tbc", "todo", "yet", "versus",
    "vs", "family", "fhx", "fh", "mother", "sister", "partner", "husband", "screen", "screening",
    "screened", "test", "tested", "testing", "tests", "workup", "investigat*", "evaluat*", "check",
    "checked", "absent", "absence", "denies", "denied", "free", "incomplete", "unrelated", "but",
    "except", "other", "than", "or", "borderline", "equivocal", "un", "lack", "kein*", "nicht",
    "ohne", "negativ", "unauffallig*", "ausgeschlossen", "ausschluss", "verdacht", "va", "v a",
    "fraglich*", "pas", "sans", "aucun*", "ni", "normale*", "normaux", "suspicion", "elimine*",
    "exclu*", "sin", "nada", "ningun*", "descart*", "sospech*", "negativo", "negativa", "sem",
    "nao", "nenhum*", "suspeit*", "senza", "nessun*", "esclus*", "sospett*", "geen", "niet",
    "zonder", "verdenking", "uitgesloten", "inte", "ej", "ikke", "ingen", "ei", "не", "нет", "без",
    "исключ*", "отриц*", "подозр*", "нормальн*", "норма", "nie", "brak", "bez", "wyklucz*",
    "podejrz*", "ujemn*", "prawidlow*", "yok", "degil", "negatif", "suphe*", "dıslan*", "없",
    "아니", "아님", "음성", "정상", "의심", "배제", "않", "못", "無", "无", "没有", "沒有", "未",
    "疑", "陰性", "阴性", "正常", "なし", "ない", "ず", "否", "除外", "不是", "排除", "可能", "待",
];
