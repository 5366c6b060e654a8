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
