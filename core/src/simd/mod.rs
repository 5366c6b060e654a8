//! Loops compiled for wide vectors as well, and chosen when the program runs.

#[cfg(feature = "csv")]
pub(crate) mod bytes;

/// Does work with the widest vectors of doubles that the processor has.
///
/// What is inlined into `work` is compiled twice, for every processor of its kind and for those with
/// wider vectors. Both do the same operations on the same numbers, each rounded by itself (nothing is
/// fused), so no bit of the result depends on the processor.
pub(crate) fn widely<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(feature = "simd")]
    {
        pulp::Arch::new().dispatch(work)
    }
    #[cfg(not(feature = "simd"))]
    {
        work()
    }
}

/// Work of many steps. A long closure is a call in both versions and so compiled but once; what
/// [`run`](Work::run) does is compiled for wide vectors as well where it and all that it calls are marked
/// `#[inline(always)]`.
pub(crate) trait Work {
    /// Does it.
    fn run(self);
}

/// The same as [`widely`] for work of many steps.
pub(crate) fn work_widely(work: impl Work) {
    #[cfg(feature = "simd")]
    {
        struct Wide<W>(W);

        impl<W: Work> pulp::NullaryFnOnce for Wide<W> {
            type Output = ();

            #[inline(always)]
            fn call(self) {
                self.0.run();
            }
        }

        pulp::Arch::new().dispatch(Wide(work));
    }
    #[cfg(not(feature = "simd"))]
    {
        work.run();
    }
}
