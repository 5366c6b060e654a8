//! Rules about levels and tallies of criteria.

use super::{Bilingual, Rule, rules};
use crate::finding::Severity;

rules! {
    TALLY_TOTAL = "LVL-001" "tally_total" Warning {
        title: "Tổng số đếm không khớp" / "Tally adds up to another total",
        message: "số đếm của `{unit}` cộng lại là {sum}, bộ chỉ số có {stated}"
            / "tally of `{unit}` adds up to {sum}, the framework counts {stated}",
        why: "Nếu tổng số tiêu chí đạt và chưa đạt khác số tiêu chí của bộ chỉ số thì có tiêu chí \
            bị bỏ sót hoặc đếm hai lần, và mức đánh giá không chắc chắn."
            / "If the counts of met and unmet criteria do not add up to the number in the \
              framework, a criterion was left out or counted twice, and the level is in doubt.",
        fix: "Đếm lại các tiêu chí theo từng trạng thái. Tiêu chí không áp dụng hoặc chưa đánh giá \
            cũng phải được ghi vào một nhóm."
            / "Count the criteria of each status again. Those that do not apply or were not \
              assessed must be counted somewhere too.",
    }

    TALLY_CONTRADICTS = "LVL-002" "tally_contradicts" Error {
        title: "Số đếm trái với từng tiêu chí" / "Tally contradicts the criteria",
        message: "`{unit}`, `{indicator}`: xét từng tiêu chí có {sum} {status}, số đếm ghi {stated}"
            / "`{unit}`, `{indicator}`: {sum} criteria are {status} one by one, the tally says \
              {stated}",
        why: "Hồ sơ có hai con số khác nhau cho cùng một nội dung; hội đồng thẩm định không thể \
            công nhận mức khi chưa rõ số nào đúng."
            / "The file gives two numbers for the same thing; no level can be recognised until it \
              is clear which of them is right.",
        fix: "Đối chiếu với minh chứng, rồi sửa trạng thái của tiêu chí hoặc sửa số đếm. Nếu đã có \
            đủ từng tiêu chí thì có thể bỏ số đếm."
            / "Check against the evidence, then correct the status of the criteria or the tally. \
              Where every criterion is given, the tally can be left out.",
    }

    LEVEL_UNDETERMINED = "LVL-003" "level_undetermined" Info {
        title: "Chưa xác định được mức" / "Level not decided",
        message: "`{unit}`: chưa xác định được mức `{level}`, còn {open} điều kiện chưa rõ"
            / "`{unit}`: level `{level}` cannot be decided; requirements that are undetermined: {open}",
        why: "Thiếu số liệu không có nghĩa là không đạt; mức chỉ được kết luận khi các điều kiện \
            còn lại đã rõ."
            / "Missing data do not mean that the level is not met; it is decided once the open \
              requirements are.",
        fix: "Bổ sung số liệu hoặc kết quả đánh giá cho các điều kiện chưa rõ. Lệnh `chuan assess` \
            liệt kê các điều kiện còn thiếu."
            / "Supply data or verdicts for the open requirements. `chuan assess` lists what is \
              missing.",
    }

    NOTHING_KNOWN = "LVL-004" "nothing_known" Warning {
        title: "Không có số liệu để xét mức" / "Nothing known for a scheme",
        message: "`{unit}`: không có số liệu nào cho bộ mức `{scheme}`"
            / "`{unit}`: nothing is known for scheme `{scheme}`",
        why: "Đơn vị chưa gửi báo cáo không nên bị xem là đơn vị không đạt; cũng có thể mã đơn vị \
            hoặc kỳ bị ghi nhầm."
            / "A unit that has not reported should not pass for one that failed; or its code or \
              period is mistaken.",
        fix: "Kiểm tra đơn vị đã gửi số liệu cho kỳ này chưa, mã đơn vị và mã chỉ tiêu có đúng \
            không. Đơn vị không thuộc diện đánh giá thì loại khỏi danh sách."
            / "Check that the unit has sent data for this period, and that its code and those of \
              the indicators are right. Leave out units that are not assessed.",
    }

    TALLY_NOT_WHOLE = "LVL-005" "tally_not_whole" Error {
        title: "Số đếm không phải số nguyên" / "Tally not a whole number",
        message: "số đếm tiêu chí phải là số nguyên từ 0 trở lên, không phải `{value}`"
            / "a tally counts criteria: `{value}` is not a whole number of at least 0",
        why: "Số tiêu chí đạt không thể lẻ hoặc âm; có thể đã ghi nhầm tỷ lệ phần trăm hoặc điểm \
            vào ô số đếm."
            / "Criteria cannot be met in halves or below zero; a percentage or points may stand \
              where the count should be.",
        fix: "Ghi số lượng tiêu chí, ví dụ `12`. Không ghi tỷ lệ như `85,7` hay phân số như \
            `12/14`."
            / "Write how many criteria there are, for example `12`. Do not write a share such as \
              `85.7` or a fraction such as `12/14`.",
    }
}
