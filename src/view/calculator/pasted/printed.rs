//! Values as R and Python print and write them: `[1] 12.1 13.4`, `x <- c(12.1, 13.4)`,
//! `x = [12.1, 13.4]`.

use super::PastedReading;
use crate::engine::reader::{number, words};

/// A text in which each list of values stands on one line behind its name; `None`
/// where it holds no list. Lines keep their numbers: those that belong to an earlier
/// one are blank.
pub(super) fn plain(text: &str, reading: &mut PastedReading<'_>) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(|line| prompt_less(line).to_owned()).collect();
    let is_found = join_indexed(&mut lines) | join_lists(&mut lines);
    if !is_found {
        return None;
    }
    for line in &mut lines {
        if line.chars().all(|letter| "{}()[],; ".contains(letter)) {
            line.clear();
        }
    }
    let sentence = "What R or Python writes around values, such as [1] or c( ), is left out.";
    reading.say(sentence, []);
    Some(lines.join("\n"))
}

/// A line without the prompt of R or Python.
fn prompt_less(line: &str) -> &str {
    let line = line.trim();
    [">>> ", "> ", "+ "].iter().find_map(|prompt| line.strip_prefix(prompt)).unwrap_or(line)
}

/// `[1] 12.1 13.4` and `[3] 15.0` below it are one list, and so is the name above it.
fn join_indexed(lines: &mut [String]) -> bool {
    let mut is_found = false;
    // The line in which the list stands that is being read.
    let mut list: Option<usize> = None;
    for place in 0..lines.len() {
        let Some((index, values)) = indexed(&lines[place]) else { continue };
        is_found = true;
        let values = values.to_owned();
        lines[place].clear();
        if let Some(start) = list.filter(|_| index > 1) {
            lines[start].extend([" ", &values]);
            continue;
        }
        let above = (0..place).rev().find(|&above| !lines[above].is_empty());
        let named = above.filter(|&above| Some(above) != list && holds_no_number(&lines[above]));
        let start = named.unwrap_or(place);
        let name = bare_name(&lines[start]);
        lines[start] = if name.is_empty() { values } else { format!("{name}: {values}") };
        list = Some(start);
    }
    is_found
}

/// The index before the values of a line, and the values.
fn indexed(line: &str) -> Option<(u32, &str)> {
    let (index, values) = line.strip_prefix('[')?.split_once(']')?;
    let is_apart = values.starts_with(char::is_whitespace);
    let are_values = is_apart && values.split_whitespace().all(is_value);
    Some((index.trim().parse().ok().filter(|_| are_values)?, values.trim()))
}

fn is_value(text: &str) -> bool {
    number::parse(text).is_some() || words::is_missing(text)
}

fn holds_no_number(line: &str) -> bool {
    !line.split_whitespace().any(|word| number::parse(word.trim_end_matches(',')).is_some())
}

/// `x <- c(12.1, 13.4)`, `x = [12.1, 13.4]`, `"x": [12.1, 13.4],`: a list may go on in
/// further lines.
fn join_lists(lines: &mut [String]) -> bool {
    let mut is_found = false;
    let mut place = 0;
    while place < lines.len() {
        let mut text = lines[place].clone();
        let mut last = place;
        let Some(opening) = opening(&text) else {
            place += 1;
            continue;
        };
        while !text[opening.1..].contains(opening.2) && last + 1 < lines.len() {
            last += 1;
            text.extend([" ", &lines[last]]);
        }
        if let Some(line) = list(&text, opening) {
            is_found = true;
            lines[place] = line;
            lines[place + 1..=last].iter_mut().for_each(String::clear);
            place = last;
        }
        place += 1;
    }
    is_found
}

/// Where a list opens: the end of its name, the beginning of its values, and what
/// closes it.
fn opening(line: &str) -> Option<(usize, usize, char)> {
    let marks = [("c(", ')'), ("np.array([", ']'), ("array([", ']'), ("[", ']')];
    let (start, mark, closing) = marks
        .into_iter()
        .filter_map(|(mark, closing)| Some((line.find(mark)?, mark, closing)))
        .min_by_key(|(start, ..)| *start)?;
    let before = line[..start].trim_end();
    let is_assigned = ["<-", "=", ":"].iter().any(|sign| before.ends_with(sign));
    (before.is_empty() || is_assigned).then_some((before.len(), start + mark.len(), closing))
}

/// A list as a name and its values, where all of it are values.
fn list(text: &str, (name_end, start, closing): (usize, usize, char)) -> Option<String> {
    let (values, after) = text[start..].split_once(closing)?;
    let values: Vec<&str> =
        values.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let is_end = after.chars().all(|letter| ")]}, ;".contains(letter));
    if values.is_empty() || !values.iter().all(|value| is_value(value)) || !is_end {
        return None;
    }
    let name = bare_name(&text[..name_end]);
    let values = values.join(" ");
    Some(if name.is_empty() { values } else { format!("{name}: {values}") })
}

/// A name without what assigns to it and without the signs of a language.
fn bare_name(name: &str) -> &str {
    let signs = |letter: char| letter.is_whitespace() || "\"'`$:={,".contains(letter);
    name.trim().trim_end_matches("<-").trim_matches(signs)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn lists_stand_on_one_line() {
        for (text, expected) in [
            ("IVIG\n[1] 12.1 13.4\n[3] 15\nnone\n[1] 17.9", "IVIG: 12.1 13.4 15\n\n\nnone: 17.9\n"),
            ("$`IVIG given`\n [1] 12.1 NA", "IVIG given: 12.1 NA\n"),
            ("[1] 12.1\n[1] 17.9", "12.1\n17.9"),
            ("$`2`\n[1] 12.1\n\n$`3`\n[1] 17.9", "2: 12.1\n\n\n3: 17.9\n"),
            ("12.1\n[1] 17.9", "12.1\n17.9"),
            ("> x <- c(12.1, 13.4)\n> y = c(1,2,\n+ 3)", "x: 12.1 13.4\ny: 1 2 3\n"),
            ("{\"a\": [12.1, 13.4],\n\"b\": [1]}", "a: 12.1 13.4\nb: 1"),
            ("a = np.array([1, 2])\nb = [3, 4];", "a: 1 2\nb: 3 4"),
            ("a = array([1, 2])", "a: 1 2"),
        ] {
            let mut reading = PastedReading::new(&[]);
            assert_eq!(plain(text, &mut reading).as_deref(), Some(expected), "{text:?}");
        }
        for text in ["a 1 2\nb 3 4", "a: 12.1 [0.5]", "c(x) 1", "[12] a", "a [1] b"] {
            let mut reading = PastedReading::new(&[]);
            assert_eq!(plain(text, &mut reading), None, "{text:?}");
        }
    }
}
