#![doc = include_str!("data.md")]

#[cfg(test)]
mod tests {
    use crate::framework::format::tests::read_examples;

    #[test]
    fn every_framework_can_be_read() {
        assert!(read_examples(include_str!("data.md")) >= 6);
    }
}
