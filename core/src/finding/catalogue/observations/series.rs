//! Values held against each other: series, totals, layers, keys, coverage, rules of the framework.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    IMPLAUSIBLE_CHANGE = "OBS-411" "implausible_change" Warning {
        title: "Thay đổi quá lớn so với kỳ trước" / "Implausible change",
        message: "`{value}` của `{indicator}` khác kỳ {before_period} (`{before}`) quá {limit}"
            / "`{value}` of `{indicator}` differs from {before_period} (`{before}`) by over {limit}",
        why: "Bước nhảy bất thường thường do sai đơn vị tính, thừa hoặc thiếu một chữ số, hay do \
            đổi cách tính mà không ghi chú."
            / "A leap usually comes from another unit of measure, a digit too many or too few, or \
              a new method that nobody noted.",
        fix: "Kiểm tra lại số gốc của cả hai kỳ. Nếu số đúng, ghi lý do vào cột `exception`."
            / "Check the source of both periods. If the figure is right, give the reason in the \
              column `exception`.",
    }

    REPEATED_VALUE = "OBS-412" "repeated_value" Warning {
        title: "Giá trị lặp lại nhiều kỳ" / "Value repeated over periods",
        message: "`{value}` của `{indicator}` lặp lại {count} kỳ liền, từ {first}"
            / "`{value}` of `{indicator}` is the same for {count} periods, since {first}",
        why: "Số liệu giống hệt qua nhiều kỳ thường là chép lại kỳ trước chứ không đo lại."
            / "A figure that never moves has usually been copied from the period before and not \
              measured again.",
        fix: "Xác nhận giá trị đã được đo lại trong từng kỳ; nếu chưa đo thì để trống."
            / "Confirm that the value was measured anew in each period; leave the cell empty if it \
              was not.",
    }

    OUTLIER = "OBS-413" "outlier" Warning {
        title: "Giá trị lệch xa" / "Outlier",
        message: "`{value}` của `{indicator}` lệch xa {among}: trung vị {median}, điểm z {z}"
            / "`{value}` of `{indicator}` is far from {among}: median {median}, robust z {z}",
        why: "Giá trị lệch xa hơn hẳn các giá trị khác có thể là lỗi nhập, và kéo lệch thang \
            điểm của mọi đơn vị."
            / "A value far from all others may be a slip, and it stretches the scale for every \
              other unit.",
        fix: "Kiểm tra lại số gốc và đơn vị tính. Nếu số đúng, ghi lý do vào cột `exception`."
            / "Check the source and the unit of measure. If the figure is right, give the reason \
              in the column `exception`.",
    }

    TOTAL_MISMATCH = "OBS-421" "total_mismatch" Error {
        title: "Tổng không khớp với các thành phần" / "Total against its parts",
        message: "`{indicator}` ghi {stated}, các thành phần cộng lại là {sum}, lệch {difference}"
            / "`{indicator}` states {stated}, its parts add up to {sum}, a difference of {difference}",
        why: "Tổng và thành phần không khớp nghĩa là ít nhất một con số sai, thường là một chữ số \
            bị ghi nhầm."
            / "When a total and its parts disagree, at least one figure is wrong, often by a \
              single misprinted digit.",
        fix: "Đối chiếu từng thành phần với nguồn; mức lệch thường chỉ ra con số sai."
            / "Compare every part with its source; the difference often points to the wrong one.",
    }

    LAYER_SKIPPED = "OBS-431" "layer_skipped" Warning {
        title: "Thiếu lớp trước" / "An earlier layer is absent",
        message: "`{indicator}` có giá trị ở lớp `{layer}` mà không có ở lớp `{missing}`"
            / "`{indicator}` has a value in the layer `{layer}` and none in `{missing}`",
        why: "Giá trị thẩm định hay quyết định phải dựa trên giá trị tự đánh giá; thiếu lớp trước \
            thì không đối chiếu được."
            / "What was appraised or decided rests on what was reported; without the earlier \
              layer nothing can be compared.",
        fix: "Bổ sung giá trị của lớp trước, hoặc sửa tên lớp."
            / "Add the value of the earlier layer, or correct the name of the layer.",
    }

    DUPLICATE_KEY = "OBS-501" "duplicate_key" Error {
        title: "Hai giá trị mâu thuẫn" / "Two values that contradict",
        message: "`{unit}`, `{indicator}`, {period}: `{given}` trái với `{before}` ở bản ghi {first}"
            / "`{unit}`, `{indicator}`, {period}: `{given}` contradicts `{before}` in record {first}",
        why: "Mỗi đơn vị, chỉ tiêu và kỳ chỉ có một giá trị; có hai giá trị khác nhau thì không biết \
            lấy giá trị nào."
            / "There is one value for a unit, an indicator and a period; of two different ones \
              nobody knows which to take.",
        fix: "Giữ bản ghi đúng và xóa bản ghi kia. Nếu là các lần tự đánh giá, thẩm định khác nhau \
            thì phân biệt bằng cột `layer`."
            / "Keep the right record and delete the other. If they come from different stages, \
              such as self-assessment and appraisal, tell them apart by the column `layer`.",
    }

    REPEATED_RECORD = "OBS-502" "repeated_record" Warning {
        title: "Giá trị được ghi hai lần" / "Value given twice",
        message: "`{unit}`, `{indicator}`, {period} đã có ở bản ghi {first}, cũng là `{given}`"
            / "`{unit}`, `{indicator}`, {period} was given already in record {first}, as `{given}`",
        why: "Giá trị giống nhau nên không làm sai kết quả ở đây, nhưng công cụ khác dễ cộng trùng; \
            thường một tệp hoặc một đoạn đã được ghép hai lần."
            / "The values agree, so nothing is wrong here, but other tools would add them twice; \
              mostly a file or a part of it was joined twice.",
        fix: "Xóa bản ghi thừa. Nếu là các lần tự đánh giá, thẩm định khác nhau thì phân biệt bằng \
            cột `layer`."
            / "Delete one of the records. If they come from different stages, such as \
              self-assessment and appraisal, tell them apart by the column `layer`.",
    }

    EXCEPTED = "OBS-511" "excepted" Info {
        title: "Ngoại lệ có lý do" / "Exception with a reason",
        message: "bỏ qua quy tắc `{rule}` theo lý do ghi trong tệp: {reason}"
            / "rule `{rule}` is set aside for the reason that the file gives: {reason}",
        why: "Ngoại lệ không làm mất phát hiện: nó vẫn được ghi lại cùng với lý do."
            / "An exception makes nothing disappear: it stays on record together with its reason.",
        fix: "Không cần làm gì; người duyệt đọc lý do và quyết định."
            / "Nothing has to be done; whoever reviews the data reads the reason and decides.",
    }

    BAD_EXCEPTION = "OBS-512" "bad_exception" Warning {
        title: "Ngoại lệ không dùng được" / "Exception that excuses nothing",
        message: "ngoại lệ `{value}` không có hiệu lực: {detail}"
            / "the exception `{value}` has no effect: {detail}",
        why: "Ngoại lệ phải nêu đúng một quy tắc được phép bỏ qua và có lý do, nếu không thì không \
            ai kiểm tra lại được."
            / "An exception names a rule that may be set aside, and a reason; otherwise nobody can \
              review it.",
        fix: "Ghi dạng `OBS-411: lý do`; nhiều ngoại lệ cách nhau bằng dấu chấm phẩy."
            / "Write `OBS-411: the reason`; several exceptions are separated by semicolons.",
    }

    MISSING_UNIT = "OBS-601" "missing_unit" Warning {
        title: "Đơn vị không có số liệu" / "Unit without data",
        message: "đơn vị `{unit}` không có số liệu nào trong kỳ {period}"
            / "unit `{unit}` has no data in {period}",
        why: "Đơn vị thiếu số liệu không được chấm và không được xếp hạng, nên bảng xếp hạng không \
            đủ."
            / "A unit without data is neither scored nor ranked, and the ranking is incomplete.",
        fix: "Bổ sung tệp của đơn vị, hoặc ghi ngày hết hiệu lực nếu đơn vị không còn."
            / "Add the file of the unit, or state when the unit ceased to exist.",
    }

    MISSING_INDICATOR = "OBS-602" "missing_indicator" Warning {
        title: "Chỉ tiêu không có số liệu" / "Indicator without data",
        message: "chỉ tiêu `{indicator}` không có giá trị nào trong kỳ {period}"
            / "indicator `{indicator}` has no value in {period}",
        why: "Chỉ tiêu không có giá trị nào thì không phân biệt được đơn vị nào, mà trọng số vẫn \
            còn đó."
            / "An indicator without any value tells no unit from another, while its weight is \
              still there.",
        fix: "Bổ sung số liệu của chỉ tiêu, hoặc bỏ chỉ tiêu khỏi phiên bản này của bộ chỉ số."
            / "Add the data of the indicator, or drop it from this version of the framework.",
    }

    MISSING_PERIOD = "OBS-603" "missing_period" Warning {
        title: "Thiếu kỳ giữa chuỗi" / "Gap in a series",
        message: "`{indicator}` của `{unit}` thiếu {count} kỳ giữa {before} và {after}"
            / "`{indicator}` of `{unit}` lacks {count} periods between {before} and {after}",
        why: "Chuỗi đứt quãng làm sai tốc độ tăng và dự báo; kỳ thiếu dễ bị coi là 0."
            / "A broken series spoils growth and forecasts, and the gap is easily taken for zero.",
        fix: "Bổ sung các kỳ còn thiếu, hoặc xác nhận là không đo."
            / "Add the missing periods, or confirm that nothing was measured.",
    }

    INCOMPLETE_GROUP = "OBS-604" "incomplete_group" Warning {
        title: "Nhóm thiếu số liệu hơn hẳn" / "Group far less complete",
        message: "nhóm `{group}` ({attribute}) có {share}% giá trị trong {period}, các nhóm khác {others}%"
            / "group `{group}` ({attribute}) has {share}% of its values in {period}, others {others}%",
        why: "Thiếu số liệu tập trung vào một nhóm thì trung bình và xếp hạng bị lệch theo nhóm, \
            không chỉ kém chính xác."
            / "When data are missing in one group above all, means and ranks are not just vague \
              but biased.",
        fix: "Tìm nguyên nhân chung của nhóm (hệ thống, mẫu biểu, thời hạn) và bổ sung số liệu."
            / "Look for what the group has in common (system, form, deadline) and complete the \
              data.",
    }

    CUSTOM_RULE = "OBS-701" "custom_rule" Warning {
        title: "Quy tắc riêng của bộ chỉ số" / "Rule of the framework",
        message: "quy tắc `{rule}`: {says}" / "rule `{rule}`: {says}",
        why: "Bộ chỉ số tự khai báo điều kiện này cho số liệu của mình."
            / "The framework itself declares this condition for its data.",
        fix: "Đọc điều kiện trong bộ chỉ số và sửa số liệu, hoặc ghi lý do vào cột `exception`."
            / "Read the condition in the framework and correct the data, or give the reason in the \
              column `exception`.",
    }

    CUSTOM_RULE_FAILED = "OBS-702" "custom_rule_failed" Error {
        title: "Không tính được quy tắc riêng" / "Rule of the framework cannot be evaluated",
        message: "không tính được quy tắc `{rule}`: {detail}"
            / "rule `{rule}` cannot be evaluated: {detail}",
        why: "Biểu thức dùng sai kiểu, ví dụ cộng số thực với số nguyên, nên điều kiện không được \
            kiểm tra."
            / "The expression mixes types, a fraction and a whole number for instance, so the \
              condition has not been checked.",
        fix: "Sửa biểu thức trong bộ chỉ số; ghi `2.0` thay cho `2` khi tính với giá trị."
            / "Correct the expression in the framework; write `2.0` for `2` in sums with values.",
    }
}
