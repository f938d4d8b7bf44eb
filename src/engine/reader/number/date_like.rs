//! Dates that stand in the place of numbers.

/// `2024-01-31`, `31.01.2024`, `1/31/24`, `16-Mar`, `Mar-16`, `3월 16일`: what a
/// spreadsheet makes of numbers that it takes for dates.
pub(super) fn looks_like_date(text: &str) -> bool {
    const MONTHS: [&str; 24] = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "sept",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let follows_digit = |(place, _): (usize, &str)| {
        lower[..place].trim_end().ends_with(|letter: char| letter.is_ascii_digit())
    };
    if ["월", "月", "年", "년"].iter().any(|sign| lower.match_indices(sign).any(follows_digit))
    {
        return true;
    }
    let pieces: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_number = |piece: &&str| piece.bytes().all(|byte| byte.is_ascii_digit());
    let bare = |piece: &str| piece.trim_matches(|letter: char| letter.is_ascii_digit()).to_owned();
    if pieces.iter().any(|piece| MONTHS.contains(&bare(piece).as_str())) {
        return true;
    }
    let separators: Vec<char> =
        lower.chars().filter(|letter| matches!(letter, '-' | '/' | '.')).collect();
    pieces.len() >= 3
        && pieces.iter().take(3).all(is_number)
        && separators.len() >= 2
        && separators[0] == separators[1]
        && lower.chars().next().is_some_and(|letter| letter.is_ascii_digit())
}
