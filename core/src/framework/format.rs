#![doc = include_str!("format.md")]

#[cfg(all(test, feature = "csv"))]
pub(crate) mod examples;

#[cfg(all(test, feature = "csv"))]
mod tests {
    use super::examples;

    #[test]
    fn every_example_gives_what_the_page_says() {
        assert!(examples::run(include_str!("format.md")) >= 16);
    }
}
