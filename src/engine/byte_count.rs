//! Counts of bytes across the boundary to JavaScript, whose numbers are doubles:
//! as a plain number, not as a `BigInt`. No file comes near 2⁵³ bytes. Formats of
//! bytes hold it as it is.

use serde::{Deserialize as _, Deserializer, Serializer};

/// Writes a count as a number.
///
/// # Errors
/// What the serializer says.
pub fn serialize<S: Serializer>(count: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        return serializer.serialize_u64(*count);
    }
    match u32::try_from(*count) {
        Ok(count) => serializer.serialize_u32(count),
        #[expect(clippy::cast_precision_loss, reason = "no file comes near 2⁵³ bytes")]
        Err(_) => serializer.serialize_f64(*count as f64),
    }
}

/// Reads a count from a number.
///
/// # Errors
/// What the deserializer says.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count is a whole number that is not negative"
)]
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    if !deserializer.is_human_readable() {
        return u64::deserialize(deserializer);
    }
    f64::deserialize(deserializer).map(|count| count as u64)
}
