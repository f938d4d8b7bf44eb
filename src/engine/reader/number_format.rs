//! What the number format of a cell shows: a number, a percentage, a date, a
//! length of time. The same codes stand in workbooks of every kind.

/// What a number format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// The number.
    #[default]
    Number,
    /// A percentage of it.
    Percent,
    /// A day, or a time of the day.
    Date,
    /// Hours, minutes and seconds, of which there may be more than a day has.
    Duration,
}

impl NumberFormat {
    /// What a format code shows of a positive number, which its first part is
    /// for. Letters and signs count outside of quoted text and brackets and where
    /// nothing in front of them takes their meaning.
    pub(super) fn by_code(code: &str) -> Self {
        if code.eq_ignore_ascii_case("general") {
            return NumberFormat::Number;
        }
        let (mut is_quoted, mut is_escaped) = (false, false);
        // What stands in the brackets that are open.
        let mut brackets: Option<String> = None;
        let mut shown = NumberFormat::Number;
        for letter in code.chars() {
            let small = letter.to_ascii_lowercase();
            match (&mut brackets, letter) {
                _ if is_escaped => is_escaped = false,
                (_, '"') => is_quoted = !is_quoted,
                _ if is_quoted => {}
                (Some(inside), ']') => {
                    // `[h]` counts hours; `[Red]` and `[$-409]` count nothing.
                    if !inside.is_empty() && inside.chars().all(|one| "hms".contains(one)) {
                        return NumberFormat::Duration;
                    }
                    brackets = None;
                }
                (Some(inside), _) => inside.push(small),
                (None, '\\' | '_' | '*') => is_escaped = true,
                (None, '[') => brackets = Some(String::new()),
                (None, ';') => break,
                (None, '%') => return NumberFormat::Percent,
                (None, _) if "ymdhs".contains(small) => shown = NumberFormat::Date,
                (None, _) => {}
            }
        }
        shown
    }

    /// What a format shows that has a number and no code of its own (ECMA-376,
    /// part 1, 18.8.30; the same numbers hold in older workbooks).
    pub(super) fn by_number(number: u16) -> Self {
        match number {
            9 | 10 => NumberFormat::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::Date,
            46 => NumberFormat::Duration,
            _ => NumberFormat::Number,
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn codes_show_what_they_say() {
        for (code, expected) in [
            ("0%", NumberFormat::Percent),
            ("0.0%", NumberFormat::Percent),
            ("[Red]0.0%;-0.0", NumberFormat::Percent),
            ("0.0\"%\"", NumberFormat::Number),
            ("0.0\\%", NumberFormat::Number),
            ("General", NumberFormat::Number),
            ("GENERAL", NumberFormat::Number),
            ("@", NumberFormat::Number),
            ("#,##0.00", NumberFormat::Number),
            ("0.0 \"days\"", NumberFormat::Number),
            ("0;[Red]0%", NumberFormat::Number),
            ("0.00_%", NumberFormat::Number),
            ("yyyy-mm-dd", NumberFormat::Date),
            ("[$-412]yyyy\"년\" m\"월\"", NumberFormat::Date),
            ("h:mm", NumberFormat::Date),
            ("[h]:mm:ss", NumberFormat::Duration),
            ("[HH]:MM", NumberFormat::Duration),
            ("mm:ss", NumberFormat::Date),
        ] {
            assert_eq!(NumberFormat::by_code(code), expected, "{code}");
        }
    }
}
