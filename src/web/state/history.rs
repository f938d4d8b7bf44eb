//! The changes of a form that can be taken back and made again.

/// How many changes are kept.
const MOST: usize = 100;

/// The states of a form before and after the one in hand. Typing on in one field is one
/// change.
#[derive(Clone, Debug, PartialEq)]
pub struct History<T, K> {
    past: Vec<T>,
    future: Vec<T>,
    /// The field that was typed in last.
    field: Option<K>,
}

impl<T, K> Default for History<T, K> {
    fn default() -> Self {
        History { past: Vec::new(), future: Vec::new(), field: None }
    }
}

impl<T: Clone, K: PartialEq> History<T, K> {
    /// Remembers the state before a change; `field` is the field that is typed in.
    pub fn change(&mut self, before: T, field: Option<K>) {
        self.future.clear();
        let goes_on = field.is_some() && field == self.field;
        self.field = field;
        if !goes_on {
            if self.past.len() == MOST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
    }

    /// The state before the last change, in the place of the one in hand.
    pub fn undo(&mut self, current: &mut T) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(current, before));
            self.field = None;
        }
    }

    /// The state that was taken back last, in the place of the one in hand.
    pub fn redo(&mut self, current: &mut T) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(current, after));
            self.field = None;
        }
    }

    /// Whether anything can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether anything can be made again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_on_in_a_field_is_one_change() {
        let mut history = History::<&str, u8>::default();
        let mut text = "1";
        history.change("", Some(1));
        history.change("1", Some(1));
        text = if text == "1" { "18" } else { text };
        history.change("18", Some(2));
        text = if text == "18" { "18 a" } else { text };
        history.undo(&mut text);
        assert_eq!(text, "18");
        history.undo(&mut text);
        assert_eq!((text, history.can_undo()), ("", false));
        history.undo(&mut text);
        history.redo(&mut text);
        history.redo(&mut text);
        assert_eq!((text, history.can_redo()), ("18 a", false));
        history.undo(&mut text);
        history.change("18", Some(3));
        assert!(!history.can_redo(), "another change ends what could be made again");
    }

    #[test]
    fn no_more_than_the_last_changes_are_kept() {
        let mut history = History::<usize, u8>::default();
        let mut state = 3 * MOST;
        for before in 0..3 * MOST {
            history.change(before, None);
        }
        while history.can_undo() {
            history.undo(&mut state);
        }
        assert_eq!(state, 2 * MOST);
    }
}
