//! Every test of the engine and the view layer, in one program: it is linked once
//! natively and once for WebAssembly, where its tests run too unless a file says
//! that they need a file system or another program.

mod study {
    mod declared;
    mod families;
    mod figures;
    mod filtered;
    mod reference;
    mod report;
    mod sentences;
}
mod architecture;
mod definition;
mod engine;
mod import {
    mod any_bytes;
    mod beside_numbers;
    mod clinic_files;
    mod corpus;
    mod dialects;
    mod fates;
    mod header_names;
    mod no_women;
    mod old_workbooks;
    mod own_columns;
    mod percent_signs;
    #[cfg(not(target_arch = "wasm32"))]
    mod practice;
    mod row_lengths;
    mod slips;
    mod strangers;
    mod what_it_is;
    mod words;
    mod workbook_marks;
    mod workbooks;
}
mod page {
    mod calculator;
    #[cfg(not(target_arch = "wasm32"))]
    mod degenerate;
    #[cfg(not(target_arch = "wasm32"))]
    mod degenerate_measured;
    pub(crate) mod evidence;
    mod exports;
    mod figures;
    mod her_page;
    pub(crate) mod outlook;
    mod pasted;
    mod patient;
    mod patient_fhir;
    pub(crate) mod patient_files;
    #[cfg(not(target_arch = "wasm32"))]
    mod practice;
    mod readouts;
    mod spreadsheets;
    mod trials;
    mod typed_values;
    pub(crate) mod words;
}
mod statistics {
    mod borderline;
    mod closed_forms;
    mod counts;
    mod counts_properties;
    mod pooling;
    mod resampling;
    mod samples;
    mod samples_by_hand;
    mod samples_properties;
    mod textbook;
}
mod support;
mod synthetic_example;
mod truth_table;
