//! What the worker answers when it is asked for a study.

use crate::view::cohort::Head;
use crate::view::document::Section;
use crate::view::study::Maker;
use crate::view::work::FileInWork;
use crate::web::worker::packed::PackedStudy;
use crate::web::worker::{StudyKey, StudyReply};

/// Makes a study of a file: what needs only counts comes first, then the sections at
/// the places that are wanted first, then the rest.
pub fn answer_study(
    file: &mut FileInWork,
    asked: &StudyKey,
    first: &[usize],
    tell: &mut dyn FnMut(StudyReply),
) {
    let StudyKey { protocol, options } = asked;
    let (read, counts) = (file.file_report(), file.count(protocol, options));
    let (head, origin) = (Head::new(&counts), file.origin(protocol, options));
    let pack = |is_last: bool, make: &dyn Fn(usize, Maker) -> Option<Section>| {
        let packed = PackedStudy::new(head.clone(), origin.clone(), is_last, make);
        StudyReply::Sections(Box::new(packed))
    };
    tell(pack(false, &|_, maker| match maker {
        Maker::Counts(make) => Some(make(&counts)),
        Maker::File(make) => Some(make(&read, &counts)),
        Maker::Study(_) => None,
    }));
    let study = file.analyze(protocol, options, &mut |share| tell(StudyReply::Share(share)));
    let made = |maker| match maker {
        Maker::Study(make) => Some(make(&study)),
        Maker::Counts(_) | Maker::File(_) => None,
    };
    if !first.is_empty() {
        tell(pack(false, &|at, maker| if first.contains(&at) { made(maker) } else { None }));
    }
    tell(pack(true, &|at, maker| if first.contains(&at) { None } else { made(maker) }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Protocol;
    use crate::engine::reader::read;
    use crate::engine::reader::settings::{DuplicateChoice, ImportSettings, Unreadable};
    use crate::engine::study::options::StudyOptions;
    use crate::view::study::SECTIONS;

    #[test]
    fn what_is_counted_comes_first_then_what_is_in_sight() {
        let example = include_bytes!("../../../static/SYNTHETIC-example.csv");
        let settings = ImportSettings {
            unreadable: Unreadable::LeaveOut,
            duplicates: DuplicateChoice::First,
            ..ImportSettings::default()
        };
        let reading = read(example, &settings).expect("a table");
        let mut file = FileInWork::new(reading, settings);
        let asked = StudyKey { protocol: Protocol::default(), options: StudyOptions::default() };
        let mut messages = Vec::new();
        answer_study(&mut file, &asked, &[3], &mut |reply| messages.push(reply));
        let packed: Vec<&PackedStudy> = messages
            .iter()
            .filter_map(|one| match one {
                StudyReply::Sections(packed) => Some(&**packed),
                StudyReply::Share(_) | StudyReply::NoCohort => None,
            })
            .collect();
        let places = |packed: &PackedStudy| -> Vec<usize> {
            let there = packed.sections.iter().enumerate();
            there.filter(|(_, section)| section.is_some()).map(|(place, _)| place).collect()
        };
        let counted = [0, 1, SECTIONS.len() - 1];
        assert_eq!(places(packed[0]), counted);
        assert_eq!(places(packed[1]), [3]);
        let rest: Vec<usize> =
            (0..SECTIONS.len()).filter(|place| !counted.contains(place) && *place != 3).collect();
        assert_eq!(places(packed[2]), rest);
        assert_eq!(packed.iter().map(|one| one.is_last).collect::<Vec<_>>(), [false, false, true]);
        assert!(messages.iter().any(|one| matches!(one, StudyReply::Share(_))));
    }
}
