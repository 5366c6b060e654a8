//! Rules about what cannot be scored.

use super::{Bilingual, Rule, rules};
use crate::finding::Severity;

rules! {
    ZERO_GEOMETRIC = "SCR-001" "zero_geometric" Warning {
        title: "Giá trị 0 trong trung bình nhân" / "Zero in a geometric mean",
        message: "`{unit}`, `{indicator}`: `{child}` bằng 0 nên trung bình nhân bằng 0"
            / "`{unit}`, `{indicator}`: `{child}` is zero, and so is the geometric mean",
        why: "Một thành phần bằng 0 xóa hết kết quả của mọi thành phần khác; các đơn vị như vậy \
            không còn phân biệt được với nhau."
            / "A single component of zero wipes out all the others, and units with such a \
              component can no longer be told apart.",
        fix: "Kiểm tra giá trị 0 là thật hay là ô trống bị ghi thành 0. Nếu là thật, xem xét thang \
            chuẩn hóa bắt đầu trên 0, ví dụ từ `1` đến `100`."
            / "Check whether the zero is real or stands for an empty cell. If it is real, consider \
              a normalised scale that starts above zero, such as `1` to `100`.",
    }

    NEGATIVE_GEOMETRIC = "SCR-002" "negative_geometric" Error {
        title: "Giá trị âm trong trung bình nhân hoặc điều hòa"
            / "Negative value in a geometric or harmonic mean",
        message: "`{unit}`, `{indicator}`: `{child}` âm ({value}) nên không có điểm"
            / "`{unit}`, `{indicator}`: `{child}` is negative ({value}); no score is given",
        why: "Trung bình nhân và trung bình điều hòa không xác định với số âm; một con số vẫn được \
            đưa ra sẽ vô nghĩa."
            / "Geometric and harmonic means are not defined for negative numbers; any figure given \
              all the same would mean nothing.",
        fix: "Chuẩn hóa các thành phần về thang dương trước khi tổng hợp, hoặc dùng trung bình \
            cộng. Điểm z thường có giá trị âm nên không dùng được ở đây."
            / "Normalise the components to a positive scale before aggregating, or use the \
              arithmetic mean. Z-scores are often negative and do not fit here.",
    }

    NO_SPREAD = "SCR-003" "no_spread" Warning {
        title: "Mọi đơn vị cùng một giá trị" / "All units have the same value",
        message: "`{indicator}` trong {period}: mọi đơn vị bằng nhau, không chuẩn hóa được nên \
            không có điểm"
            / "`{indicator}` in {period}: all units are equal, it cannot be normalised; no score \
              is given",
        why: "Chuẩn hóa theo số liệu chia cho độ chênh lệch giữa các đơn vị; khi không có chênh \
            lệch thì chỉ tiêu không phân biệt được ai hơn ai."
            / "Normalising by the data divides by the spread between units; without any, the \
              indicator tells no unit from another.",
        fix: "Kiểm tra số liệu có bị chép lặp không, hoặc chỉ có một đơn vị. Có thể đặt mốc cố \
            định trong bộ chỉ số, ví dụ `0` và `100`."
            / "Check whether a value was copied to all units, or there is only one unit. Fixed \
              goalposts in the framework, such as `0` and `100`, avoid the problem.",
    }

    FORMULA_FAILED = "SCR-004" "formula_failed" Error {
        title: "Không tính được công thức" / "Formula failed",
        message: "`{unit}`, `{indicator}`: {detail}; không có điểm"
            / "`{unit}`, `{indicator}`: {detail}; no score is given",
        why: "Công thức không cho ra số với số liệu của đơn vị này, thường do chia cho 0, nên đơn \
            vị không có điểm ở chỉ tiêu này."
            / "With the data of this unit the formula gives no number, mostly because of a \
              division by zero, so the unit has no score here.",
        fix: "Kiểm tra các giá trị đầu vào của đơn vị, nhất là mẫu số bằng 0. Nếu số 0 là đúng thì \
            quy định trong công thức cách xử lý trường hợp đó."
            / "Check what the unit reported, above all a denominator of 0. If the zero is right, \
              let the formula say what happens in that case.",
    }

    MISSING_REFUSED = "SCR-005" "missing_refused" Error {
        title: "Thiếu giá trị bắt buộc để chấm" / "Not scored for lack of a value",
        message: "`{unit}`, `{indicator}`: thiếu `{child}`, bộ chỉ số không cho chấm khi thiếu"
            / "`{unit}`, `{indicator}`: `{child}` is missing and the framework refuses to score \
              without it",
        why: "Bộ chỉ số quy định không chấm khi thiếu thành phần này, để đơn vị không được lợi nhờ \
            bỏ trống chỉ tiêu yếu."
            / "The framework gives no score without this component, so that no unit gains by \
              leaving out where it is weak.",
        fix: "Yêu cầu đơn vị bổ sung giá trị. Nếu chỉ tiêu không áp dụng cho đơn vị thì ghi trạng \
            thái không áp dụng, không để trống."
            / "Ask the unit for the value. If the indicator does not apply to it, give the status \
              not applicable instead of an empty cell.",
    }

    OUTSIDE_SCORER = "SCR-006" "outside_scorer" Error {
        title: "Giá trị không có điểm tương ứng" / "Value without points",
        message: "`{unit}`, `{indicator}`: không có điểm quy định cho giá trị `{value}`"
            / "`{unit}`, `{indicator}`: the scorer has no points for `{value}`; no score is given",
        why: "Thang chấm không phủ hết các giá trị có thể có; chấm 0 hay điểm tối đa ở đây đều là \
            tự đoán, nên đơn vị không có điểm."
            / "The scorer does not cover every possible value; giving zero or full points would be \
              a guess, so the unit has no score.",
        fix: "Kiểm tra giá trị trước. Nếu giá trị đúng thì bổ sung bậc hoặc lựa chọn còn thiếu vào \
            thang chấm, kể cả hai đầu thang."
            / "Check the value first. If it is right, add the missing step or option to the \
              scorer, both ends of the scale included.",
    }

    NO_DENOMINATOR = "SCR-010" "no_denominator" Error {
        title: "Không có mẫu số" / "No denominator",
        message: "`{unit}`, `{indicator}`: không chia được vì `{denominator}` không có hoặc bằng 0"
            / "`{unit}`, `{indicator}`: cannot be divided, `{denominator}` is absent or zero",
        why: "Chỉ tiêu được tính trên một đơn vị của mẫu số; thiếu mẫu số thì không so sánh được \
            đơn vị lớn với đơn vị nhỏ."
            / "The indicator counts per unit of the denominator; without it large and small units \
              cannot be compared.",
        fix: "Bổ sung mẫu số của đơn vị trong số liệu hoặc trong danh mục đơn vị; số viết với dấu \
            chấm thập phân."
            / "Add the denominator of the unit, to the data or to the register; numbers have a \
              decimal point.",
    }

    UNIT_SCREENED = "SCR-011" "unit_screened" Info {
        title: "Đơn vị không được chấm" / "Unit not scored",
        message: "`{unit}` không được chấm: {detail}" / "`{unit}` is not scored: {detail}",
        why: "Bộ chỉ số quy định mức số liệu tối thiểu; đơn vị quá ít số liệu không so sánh được \
            với đơn vị khác."
            / "The framework asks for a least amount of data; a unit with too few cannot be \
              compared with others.",
        fix: "Bổ sung số liệu của đơn vị. Nếu có quyết định khác cho đơn vị này thì ghi ở \
            `[[screen.force]]` cùng lý do."
            / "Complete the data of the unit. If it has been decided otherwise for this unit, say \
              so in `[[screen.force]]` with the reason.",
    }

    INDICATOR_SCREENED = "SCR-012" "indicator_screened" Warning {
        title: "Chỉ tiêu không được dùng để chấm" / "Indicator not used",
        message: "`{indicator}`: tỷ lệ đơn vị có giá trị là {share}, cần {least}; không dùng để chấm"
            / "`{indicator}`: a share of {share} of the units has a value, {least} is needed; not used",
        why: "Chỉ tiêu mà đa số đơn vị không có giá trị chỉ phân biệt số ít đơn vị có báo cáo."
            / "An indicator that most units lack tells apart only the few that reported.",
        fix: "Bổ sung số liệu của chỉ tiêu, hoặc đổi mức tối thiểu `screen.indicators`."
            / "Complete the data of the indicator, or change `screen.indicators`.",
    }

    NOT_TREATED = "SCR-013" "not_treated" Info {
        title: "Không xử lý được giá trị ngoại lai" / "Outliers could not be treated",
        message: "`{indicator}` trong {period}: không xử lý được, số liệu giữ nguyên"
            / "`{indicator}` in {period}: outliers could not be treated, values stay as they are",
        why: "Có quá ít giá trị, hoặc quá ít giá trị khác nhau, để biết giá trị nào là ngoại lai."
            / "There are too few values, or too few different ones, to know which are outliers.",
        fix: "Xem phân bố của chỉ tiêu. Nếu không cần xử lý thì ghi `treat = \"none\"` ở chỉ tiêu."
            / "Look at the distribution of the indicator. If nothing is to be done, say \
              `treat = \"none\"` with the indicator.",
    }

    NO_WEIGHTS = "SCR-014" "no_weights" Error {
        title: "Không có trọng số" / "No weights",
        message: "`{indicator}`: không có trọng số cho các thành phần: {detail}"
            / "`{indicator}`: there are no weights for its children: {detail}",
        why: "Phương pháp tính trọng số đã nêu không cho kết quả với số liệu này; dùng trọng số khác \
            thay vào sẽ là tự đoán, nên nút không có điểm."
            / "The method for the weights has no result for these data; other weights would be a \
              guess, so the node has no score.",
        fix: "Xem điểm của các thành phần, hoặc chọn phương pháp khác ở `weights`."
            / "Look at the scores of the children, or choose another method in `weights`.",
    }

    INCONSISTENT_COMPARISONS = "SCR-015" "inconsistent_comparisons" Warning {
        title: "So sánh cặp không nhất quán" / "Inconsistent comparisons",
        message: "`{indicator}`: tỷ số nhất quán của các so sánh cặp là {ratio}, trên {most}"
            / "`{indicator}`: the consistency ratio of the comparisons is {ratio}, above {most}",
        why: "Các so sánh mâu thuẫn nhau, ví dụ a hơn b, b hơn c, mà c lại hơn a; trọng số khi đó \
            không phản ánh ý kiến nào."
            / "The comparisons contradict each other, as when a is above b, b above c, and c above \
              a; the weights then are nobody's opinion.",
        fix: "Xem lại các so sánh có mâu thuẫn lớn nhất với người đã đưa ra."
            / "Go through the comparisons again with those who made them.",
    }

    NO_BASE_PERIOD = "SCR-016" "no_base_period" Error {
        title: "Không có số liệu của kỳ gốc" / "No data of the base period",
        message: "`{indicator}`: không có số liệu của kỳ gốc {base} nên không có điểm"
            / "`{indicator}`: there are no data of the base period {base}; no score is given",
        why: "Thang điểm được học từ kỳ gốc và dùng cho mọi kỳ; thiếu kỳ gốc thì không có thang."
            / "The scale is learned from the base period and used for all; without it there is \
              none.",
        fix: "Đưa số liệu của kỳ gốc vào cùng, hoặc dùng tham số đã học và lưu từ trước."
            / "Add the data of the base period, or use the fit that was stored when it was scored.",
    }

    ORDER_NOT_PROVEN = "SCR-017" "order_not_proven" Warning {
        title: "Chưa chứng minh được thứ tự tốt nhất" / "Order not proved to be best",
        message: "`{indicator}`: thứ tự tìm được đạt {score}, không thứ tự nào vượt {bound}"
            / "`{indicator}`: the order found reaches {score}, none can exceed {bound}",
        why: "Tìm thứ tự Kemeny là bài toán rất khó; việc tìm đã dừng ở giới hạn công việc."
            / "Finding a Kemeny order is hard; the search ended at its limit of work.",
        fix: "Tăng `work` của nút, hoặc so sánh ít đơn vị hơn."
            / "Raise `work` of the node, or compare fewer units.",
    }
}
