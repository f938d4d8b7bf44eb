//! What is said when the program fails.

/// Says where the program failed. The message of a panic may quote data, so it
/// is never written.
pub(super) fn report_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    web_sys::console::error_1(&format!("The program failed at {place}.").into());
}
