//! The same bytes in each run, for samples that are kept or compared.

/// A generator of xorshift type.
pub struct Random(u64);

impl Random {
    /// The one that begins at `seed`, which is not 0.
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// The next bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let byte = |_| {
            self.0 ^= self.0 >> 12;
            self.0 ^= self.0 << 25;
            self.0 ^= self.0 >> 27;
            (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8
        };
        (0..count).map(byte).collect()
    }
}
