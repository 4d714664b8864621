//! The random choices of a generator, taken from a string of bytes: shrinking the bytes shrinks what is generated.

/// A supply of choices. When it is exhausted, every choice is the first option, which generators make the simplest.
#[derive(Clone, Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// Creates the choices that these bytes encode.
    pub fn new(bytes: &'b [u8]) -> Self {
        Choices { bytes }
    }

    /// Whether only first choices are left.
    pub fn is_dry(&self) -> bool {
        self.bytes.is_empty()
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        let mut number = 0;
        let mut span = 1;
        while span < bound {
            number = number << 8 | usize::from(self.byte());
            span <<= 8;
        }
        number % bound.max(1)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1 && times > 1
    }

    /// True or false.
    pub fn coin(&mut self) -> bool {
        self.once_in(2)
    }

    /// One of `all`, which is not empty.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Any 64-bit number.
    pub fn bits(&mut self) -> u64 {
        (0..8).fold(0, |bits, _| bits << 8 | u64::from(self.byte()))
    }

    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }
}
