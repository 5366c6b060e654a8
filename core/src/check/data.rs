#![doc = include_str!("data.md")]

#[cfg(all(test, feature = "csv"))]
mod tests {
    use crate::framework::format::examples;

    #[test]
    fn every_example_finds_what_the_page_says() {
        assert!(examples::run(include_str!("data.md")) >= 6);
    }
}
