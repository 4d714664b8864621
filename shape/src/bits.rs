//! A set of small numbers.

/// A set of small numbers, such as the indices of the fields seen so far. It does not allocate for numbers below 64.
#[derive(Default)]
pub(crate) struct BitSet {
    pub(crate) len: usize,
    first: u64,
    more: Vec<u64>,
}

impl BitSet {
    /// Adds a number, and returns whether it was already present.
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        let word = match (number / 64).checked_sub(1) {
            None => &mut self.first,
            Some(word) => {
                if self.more.len() <= word {
                    self.more.resize(word + 1, 0);
                }
                &mut self.more[word]
            }
        };
        let bit = 1 << (number % 64);
        let before = *word & bit != 0;
        *word |= bit;
        self.len += usize::from(!before);
        before
    }

    pub(crate) fn contains(&self, number: usize) -> bool {
        let word = match (number / 64).checked_sub(1) {
            None => Some(&self.first),
            Some(word) => self.more.get(word),
        };
        word.is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// Removes a number.
    pub(crate) fn remove(&mut self, number: usize) {
        if !self.contains(number) {
            return;
        }
        let word = match (number / 64).checked_sub(1) {
            None => &mut self.first,
            Some(word) => &mut self.more[word],
        };
        *word &= !(1 << (number % 64));
        self.len -= 1;
    }
}
