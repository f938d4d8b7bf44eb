//! What was cleared or closed and can be taken back for a while.

/// Something that can be taken back until the offer ends.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoOffer<T> {
    what: Option<T>,
    /// Offers made so far, by which two of them are told apart.
    n_made: u32,
}

impl<T> Default for UndoOffer<T> {
    fn default() -> Self {
        UndoOffer { what: None, n_made: 0 }
    }
}

impl<T> UndoOffer<T> {
    /// Offers something, in the place of what was offered before.
    pub fn make(&mut self, what: T) {
        self.what = Some(what);
        self.n_made += 1;
    }

    /// What is offered.
    #[must_use]
    pub fn what(&self) -> Option<&T> {
        self.what.as_ref()
    }

    /// Takes back what is offered, if anything is.
    pub fn take(&mut self) -> Option<T> {
        self.what.take()
    }

    /// Ends the offer: what was offered is forgotten.
    pub fn end(&mut self) {
        self.what = None;
    }

    /// Which offer stands, if one does.
    #[must_use]
    pub fn standing(&self) -> Option<u32> {
        self.what.is_some().then_some(self.n_made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_taken_once_and_another_one_is_not_the_same() {
        let mut offer = UndoOffer::default();
        assert_eq!(offer.standing(), None);
        offer.make("first");
        let first = offer.standing();
        offer.make("second");
        assert_ne!(offer.standing(), first);
        assert_eq!(offer.take(), Some("second"));
        assert_eq!((offer.standing(), offer.take()), (None, None));
        offer.make("third");
        offer.end();
        assert_eq!(offer.what(), None);
    }
}
