//! Whether a word can be a Vietnamese syllable: how a wrong encoding is told from the right one.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What may follow an onset, without tones.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im \
    in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe \
    oen oeo oet oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât \
    uây uc ue uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh \
    uyt uyu uơ ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt \
    ăk ak ôk êng ";

/// Whether a word could be a Vietnamese syllable: an onset, a rime, and at most one tone, which is
/// acute or below where the syllable ends in a stop.
pub(super) fn is_syllable(word: &str) -> bool {
    if word.chars().count() > 7 {
        return false;
    }
    let mut bare = String::with_capacity(word.len());
    let mut tones = Vec::new();
    for letter in word.chars().flat_map(char::to_lowercase).nfd() {
        match letter {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(letter),
            letter => bare.push(letter),
        }
    }
    let bare: String = bare.nfc().collect();
    if tones.len() > 1 {
        return false;
    }
    let stops = bare.ends_with(['c', 'p', 't', 'k']) || bare.ends_with("ch");
    if stops && !matches!(tones.as_slice(), ['\u{301}' | '\u{323}']) {
        return false;
    }
    // The letters of a capital word are not mixed with small ones, but for the first.
    let mut rest = word.chars().skip(1);
    let capital = word.chars().nth(1).is_some_and(char::is_uppercase);
    if rest.any(|letter| letter.is_uppercase() != capital) {
        return false;
    }
    ONSETS.iter().any(|onset| {
        bare.strip_prefix(onset)
            .is_some_and(|rime| !rime.is_empty() && RIMES.contains(&format!(" {rime} ")))
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn names_of_provinces_are_syllables() {
        let names = "Hà Nội Huế Thái Nguyên Lạng Sơn Cao Bằng Điện Biên Quảng Ninh Vĩnh Phúc Bắc \
            Giang Phú Thọ Hòa Bình Nghệ An Tĩnh Trị Khánh Đắk Lắk Nông Thuận Đồng Nai Cần Thơ Cà \
            Mau Trường chuyển đổi số quyết định giếng khuya nghiêng thuế ƯƠNG ỦY";
        for name in names.split_whitespace().filter(|name| !name.is_ascii()) {
            assert!(is_syllable(name), "{name}");
        }
    }

    #[test]
    fn what_a_wrong_encoding_makes_of_them_is_not() {
        for word in ["nhân©", "Uû", "NghÖ", "ñöôøng", "Ộðá", "hậạt", "các̣", "tẽp", "aÀ"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
