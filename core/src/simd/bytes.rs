//! Sixty-four bytes compared at once; the answers are one bit a byte.

/// How many bytes a block has.
pub(crate) const BLOCK: usize = 64;

/// A block of bytes in the vectors of some processor.
pub(crate) trait Bytes: Copy {
    /// Which bytes are equal to one.
    fn equal(&self, byte: u8) -> u64;

    /// Which bytes are not less than one.
    fn at_least(&self, byte: u8) -> u64;

    /// Which bytes are no ASCII.
    fn high(&self) -> u64;
}

/// Work on many blocks, written once for all processors.
pub(crate) trait Work {
    /// What comes of it.
    type Output;

    /// Does it, with a way to load blocks. Has to be inlined, so that it is compiled for the processor.
    fn run<B: Bytes>(self, load: impl Fn(&[u8; BLOCK]) -> B) -> Self::Output;
}

/// Does work with the widest vectors that the processor has.
pub(crate) fn work<W: Work>(work: W) -> W::Output {
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    if let Some(simd) = pulp::x86::V3::try_new() {
        return simd.vectorize(avx2::Job { simd, work });
    }
    work.run(narrow::load)
}

/// Vectors of sixteen bytes, which every processor of the usual kinds has.
mod narrow {
    use super::{BLOCK, Bytes};
    use wide::u8x16;

    #[derive(Clone, Copy)]
    pub(super) struct Block([u8x16; 4]);

    #[inline(always)]
    pub(super) fn load(block: &[u8; BLOCK]) -> Block {
        let (parts, _) = block.as_chunks::<16>();
        let mut vectors = [u8x16::ZERO; 4];
        for (vector, part) in vectors.iter_mut().zip(parts) {
            *vector = u8x16::from(*part);
        }
        Block(vectors)
    }

    impl Block {
        #[inline(always)]
        fn mask(&self, hits: impl Fn(u8x16) -> u8x16) -> u64 {
            let [a, b, c, d] = self.0.map(|part| u64::from(hits(part).move_mask() as u16));
            a | b << 16 | c << 32 | d << 48
        }
    }

    impl Bytes for Block {
        #[inline(always)]
        fn equal(&self, byte: u8) -> u64 {
            self.mask(|part| part.cmp_eq(u8x16::splat(byte)))
        }

        #[inline(always)]
        fn at_least(&self, byte: u8) -> u64 {
            self.mask(|part| part.max(u8x16::splat(byte)).cmp_eq(part))
        }

        #[inline(always)]
        fn high(&self) -> u64 {
            self.mask(|part| part)
        }
    }
}

/// Vectors of thirty-two bytes.
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod avx2 {
    use super::{Bytes, Work};
    use core::arch::x86_64::__m256i;
    use pulp::NullaryFnOnce;
    use pulp::x86::V3;

    #[derive(Clone, Copy)]
    struct Block {
        simd: V3,
        low: __m256i,
        high: __m256i,
    }

    pub(super) struct Job<W> {
        pub(super) simd: V3,
        pub(super) work: W,
    }

    impl<W: Work> NullaryFnOnce for Job<W> {
        type Output = W::Output;

        #[inline(always)]
        fn call(self) -> W::Output {
            let simd = self.simd;
            self.work.run(
                #[inline(always)]
                |block| {
                    let [low, high]: [__m256i; 2] = pulp::cast(*block);
                    Block { simd, low, high }
                },
            )
        }
    }

    impl Block {
        #[inline(always)]
        fn mask(&self, hits: impl Fn(__m256i) -> __m256i) -> u64 {
            let mask = |part| u64::from(self.simd.avx2._mm256_movemask_epi8(hits(part)) as u32);
            mask(self.low) | mask(self.high) << 32
        }

        #[inline(always)]
        fn splat(&self, byte: u8) -> __m256i {
            self.simd.avx._mm256_set1_epi8(byte as i8)
        }
    }

    impl Bytes for Block {
        #[inline(always)]
        fn equal(&self, byte: u8) -> u64 {
            self.mask(|part| self.simd.avx2._mm256_cmpeq_epi8(part, self.splat(byte)))
        }

        #[inline(always)]
        fn at_least(&self, byte: u8) -> u64 {
            let avx2 = self.simd.avx2;
            self.mask(|part| {
                avx2._mm256_cmpeq_epi8(avx2._mm256_max_epu8(part, self.splat(byte)), part)
            })
        }

        #[inline(always)]
        fn high(&self) -> u64 {
            self.mask(|part| part)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All answers about one block, byte by byte.
    struct Ask<'b>(&'b [u8; BLOCK], u8);

    impl Work for Ask<'_> {
        type Output = [u64; 3];

        #[inline(always)]
        fn run<B: Bytes>(self, load: impl Fn(&[u8; BLOCK]) -> B) -> [u64; 3] {
            let block = load(self.0);
            [block.equal(self.1), block.at_least(self.1), block.high()]
        }
    }

    proptest! {
        #[test]
        fn every_processor_answers_as_one_byte_after_the_other_would(
            bytes in proptest::array::uniform32(any::<u8>()),
            more in proptest::array::uniform32(any::<u8>()),
            byte in any::<u8>(),
        ) {
            let mut block = [0; BLOCK];
            for (cell, byte) in block.iter_mut().zip(bytes.iter().chain(&more)) {
                *cell = *byte;
            }
            for byte in [byte, bytes.first().copied().unwrap_or(0)] {
                let bits = |is: &dyn Fn(u8) -> bool| {
                    block.iter().zip(0..).fold(0, |bits, (b, at)| bits | u64::from(is(*b)) << at)
                };
                let expected = [bits(&|b| b == byte), bits(&|b| b >= byte), bits(&|b| b >= 0x80)];
                prop_assert_eq!(work(Ask(&block, byte)), expected);
                prop_assert_eq!(Ask(&block, byte).run(narrow::load), expected);
            }
        }
    }
}
