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
}
