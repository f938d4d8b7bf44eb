//! The page for the woman is in words that most people read with ease, whatever her values.

use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::PatientDraft;
use rpl_immune_profile::view::patient::handover::{PatientInHand, papers};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Values that reach every sentence: each test high, not high, missing, in doubt.
const VALUES: [[&str; 5]; 5] = [
    ["17.2", "40", "15", "5", "20"],
    ["10", "20", "15", "5", "20"],
    ["17.2", "40", "30", "12", "40"],
    ["17.2", "", "", "", ""],
    ["0.16", "40", "30", "12", "0.3"],
];

/// What she reads, a text a paragraph, without the line that says what made it.
fn paragraphs(values: [&str; 5]) -> Vec<String> {
    let mut draft = PatientDraft::default();
    for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
        draft.set_text(quantity, text.to_owned());
    }
    let patient = PatientInHand { draft, ..PatientInHand::default() };
    let page = papers(&patient, "2026-11-30", &English).expect("there are values").her_page;
    std::iter::once(page.intro)
        .chain(page.parts.into_iter().flat_map(|(_, paragraphs)| paragraphs))
        .collect()
}

/// Papers of the example say that nobody has these values; those of a patient do not.
#[test]
fn papers_of_the_example_say_so() {
    let made = |draft| {
        let patient = PatientInHand { draft, ..PatientInHand::default() };
        let papers = papers(&patient, "2026-11-30", &English).expect("there are values");
        (
            papers.record.text(&English).contains("made-up example"),
            papers.her_page.example.is_some(),
        )
    };
    assert_eq!(made(PatientDraft::example()), (true, true));
    let mut typed = PatientDraft::example();
    typed.set_text(Quantity::AgeYears, "35".to_owned());
    assert_eq!(made(typed), (false, false));
}

/// Syllables by groups of vowels: a silent `e` at the end is none, every word has one.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |letter: &char| "aeiouy".contains(*letter);
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(place, letter)| {
            is_vowel(letter) && (*place == 0 || !is_vowel(&letters[place - 1]))
        })
        .count();
    let is_silent = letters.len() > 2
        && letters.ends_with(&['e'])
        && !is_vowel(&letters[letters.len() - 2])
        && !letters.ends_with(&['l', 'e']);
    (groups - usize::from(is_silent && groups > 1)).max(1)
}

/// Words and syllables of each sentence of some paragraphs.
fn sentences(paragraphs: &[String]) -> Vec<(usize, usize)> {
    paragraphs
        .iter()
        .flat_map(|text| text.split(['.', ':']))
        .map(|sentence| sentence.split_whitespace().collect::<Vec<_>>())
        .filter(|words| !words.is_empty())
        .map(|words| (words.len(), words.iter().map(|word| syllables(word)).sum()))
        .collect()
}

/// The school grade of Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word −
/// 15.59 (Kincaid JP et al., Naval Technical Training Command, Research Branch Report 8-75,
/// 1975).
#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn grade(sentences: &[(usize, usize)]) -> f64 {
    let words: usize = sentences.iter().map(|(words, _)| words).sum();
    let syllables: usize = sentences.iter().map(|(_, syllables)| syllables).sum();
    let words = words as f64;
    0.39 * words / sentences.len() as f64 + 11.8 * syllables as f64 / words - 15.59
}

/// Health literature asks for the sixth to the eighth grade.
#[test]
fn a_reader_of_the_sixth_grade_understands_it() {
    for values in VALUES {
        let found = sentences(&paragraphs(values));
        assert!(found.len() > 15, "{values:?}: {} sentences", found.len());
        let grade = grade(&found);
        assert!(grade <= 6.0, "{values:?}: grade {grade:.1}");
        let longest = found.iter().map(|(words, _)| *words).max();
        assert!(longest <= Some(22), "{values:?}: {longest:?} words in a sentence");
    }
}

/// “The cat sat on the mat” has six words of one syllable: 0.39 × 6 + 11.8 − 15.59 = −1.45.
#[test]
fn the_grade_is_that_of_the_formula() {
    let of = |text: &str| grade(&sentences(&[text.to_owned()]));
    assert!((of("The cat sat on the mat.") + 1.45).abs() < 1e-12);
    assert!(of("Immunological abnormalities necessitate multidisciplinary evaluation.") > 20.0);
    let words = [
        ("hospital", 3),
        ("tested", 2),
        ("above", 2),
        ("treatment", 2),
        ("limit", 2),
        ("people", 2),
    ];
    for (word, n) in words {
        assert_eq!(syllables(word), n, "{word}");
    }
}
