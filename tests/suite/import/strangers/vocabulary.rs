//! What stands in `tests/data/strangers.json`: names, words and marks of real
//! laboratories, programs and registries, looked up outside of this program.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rpl_immune_profile::engine::reader::field::Field;
use serde_json::Value;

/// Texts by what they are.
pub(super) type Texts = BTreeMap<String, Vec<String>>;

/// The whole vocabulary.
pub(super) struct Vocabulary {
    /// Names of columns that are a field beyond doubt.
    pub(super) right: Texts,
    /// Names of columns about which people would disagree, by the field they are near.
    pub(super) disputed: Texts,
    /// Names of columns that are another quantity: its shape, the field it is near, the names.
    pub(super) other: BTreeMap<String, Texts>,
    /// Names of columns that are about something else.
    pub(super) unrelated: Texts,
    /// Units that stand beside values.
    pub(super) units: Texts,
    /// Words of the fields that hold words, by meaning.
    pub(super) words: BTreeMap<String, Texts>,
    /// Everything else.
    pub(super) lists: Texts,
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a list");
    list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

fn by_name(value: &Value) -> Texts {
    let entries = value.as_object().expect("an object");
    entries.iter().map(|(name, list)| (name.clone(), texts(list))).collect()
}

/// The vocabulary.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let text = include_str!("../../../data/strangers.json");
        let data: Value = serde_json::from_str(text).expect("JSON");
        let words = ["etiology", "ivig", "outcome", "fetal_karyotype"];
        let other = data["other"].as_object().expect("an object");
        let lists = data.as_object().expect("an object").iter();
        Vocabulary {
            right: by_name(&data["right"]),
            disputed: by_name(&data["disputed"]),
            other: other.iter().map(|(shape, near)| (shape.clone(), by_name(near))).collect(),
            unrelated: by_name(&data["unrelated"]),
            units: by_name(&data["units"]),
            words: words.map(|field| (field.to_owned(), by_name(&data[field]))).into(),
            lists: lists
                .filter(|(_, list)| list.is_array())
                .map(|(name, list)| (name.clone(), texts(list)))
                .collect(),
        }
    })
}

impl Vocabulary {
    /// A list that is no name and no word of a field.
    pub(super) fn list(&self, name: &str) -> &[String] {
        &self.lists[name]
    }
}

/// What a column is in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// The field, beyond doubt.
    Right(Field),
    /// Near the field, and people would disagree.
    Disputed(Field),
    /// Near the field, and another quantity.
    Other(Field),
    /// About something else.
    Unrelated,
}

/// A name of a column, what the column is and what its cells look like.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: &'static str,
    pub(super) nature: Nature,
    pub(super) shape: &'static str,
}

fn field(name: &str) -> Field {
    Field::from_name(name).unwrap_or_else(|| panic!("{name}"))
}

/// Every name of every kind: right ones, disputed ones, other quantities, the rest.
pub(super) fn names() -> &'static [Vec<Name>; 4] {
    static NAMES: OnceLock<[Vec<Name>; 4]> = OnceLock::new();
    NAMES.get_or_init(|| {
        let known = vocabulary();
        let near = |list: &'static Texts, nature: fn(Field) -> Nature| -> Vec<Name> {
            let of = |(name, texts): (&'static String, &'static Vec<String>)| {
                let nature = nature(field(name));
                texts.iter().map(move |text| Name { text, nature, shape: name.as_str() })
            };
            list.iter().flat_map(of).collect()
        };
        let mut others = Vec::new();
        for (shape, texts) in &known.other {
            let named = near(texts, Nature::Other);
            others.extend(named.into_iter().map(|name| Name { shape: shape.as_str(), ..name }));
        }
        let unrelated = known.unrelated.iter().flat_map(|(shape, texts)| {
            texts.iter().map(|text| Name { text, nature: Nature::Unrelated, shape: shape.as_str() })
        });
        [
            near(&known.right, Nature::Right),
            near(&known.disputed, Nature::Disputed),
            others,
            unrelated.collect(),
        ]
    })
}
