//! Ranges, scorers, targets and levels of a framework.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    IMPOSSIBLE_RANGE = "FWK-030" "impossible_range" Error {
        title: "Khoảng giá trị không thể có" / "Impossible range",
        message: "khoảng giá trị của `{indicator}`: tối thiểu {low} lớn hơn tối đa {high}"
            / "range of `{indicator}`: minimum {low} is above the maximum {high}",
        why: "Với khoảng này thì không giá trị nào hợp lệ, nên mọi số liệu báo cáo của chỉ tiêu \
            đều bị coi là sai."
            / "No value fits such a range, so every figure that is reported for the indicator \
              would be called wrong.",
        fix: "Đổi chỗ hai giới hạn nếu bị ghi ngược, hoặc sửa giới hạn gõ nhầm. Tỷ lệ phần trăm \
            thường từ 0 đến 100."
            / "Exchange the two limits if they were swapped, or correct the mistyped one. A \
              percentage usually runs from 0 to 100.",
    }

    IMPOSSIBLE_GOALPOSTS = "FWK-031" "impossible_goalposts" Error {
        title: "Mốc chuẩn hóa không dùng được" / "Unusable goalposts",
        message: "mốc chuẩn hóa {low} và {high} của `{indicator}`: {detail}"
            / "goalposts {low} and {high} of `{indicator}`: {detail}",
        why: "Chuẩn hóa chia cho khoảng cách giữa hai mốc; mốc trùng nhau hoặc ghi ngược sẽ cho \
            điểm vô nghĩa."
            / "Normalising divides by the distance between the goalposts; equal or swapped ones \
              give scores without meaning.",
        fix: "Ghi mốc dưới nhỏ hơn mốc trên; khi dùng logarit thì cả hai phải lớn hơn 0. Chỉ tiêu \
            càng thấp càng tốt thì khai báo ở chiều của chỉ tiêu."
            / "Write a minimum below the maximum; with a logarithm both must be above 0. That less \
              is better is said by the direction of the indicator.",
    }

    GOALPOSTS_OUTSIDE_RANGE = "FWK-032" "goalposts_outside_range" Warning {
        title: "Mốc ngoài khoảng giá trị" / "Goalpost outside the range",
        message: "mốc {value} của `{indicator}` nằm ngoài khoảng hợp lệ từ {low} đến {high}"
            / "goalpost {value} of `{indicator}` lies outside its valid range {low} to {high}",
        why: "Mốc mà không giá trị hợp lệ nào đạt tới khiến điểm cao nhất hoặc thấp nhất không bao \
            giờ xuất hiện; có thể mốc và số liệu khác đơn vị tính."
            / "No valid value reaches such a goalpost, so the best or the worst score never \
              occurs; goalposts and data may be in different units of measure.",
        fix: "Kiểm tra đơn vị tính, ví dụ `0.8` và `80`. Nếu mốc đặt như vậy là có chủ ý thì có \
            thể hạ mức nghiêm trọng của quy tắc này."
            / "Check the unit of measure, for example `0.8` against `80`. If the goalpost is \
              intended, lower the severity of this rule.",
    }

    SCORER_SCALE = "FWK-033" "scorer_scale" Error {
        title: "Cách chấm không hợp thang đo" / "Scorer does not fit the scale",
        message: "cách chấm `{scorer}` của `{indicator}` không hợp với thang đo `{scale}`"
            / "scorer `{scorer}` of `{indicator}` does not fit its scale `{scale}`",
        why: "Chấm điểm phải theo loại giá trị: không thể lấy tỷ lệ của câu trả lời có hoặc không, \
            cũng không thể tra lựa chọn cho một số đo."
            / "Points follow from the kind of value: a yes-or-no answer has no share of a maximum, \
              and a measured number is not an option to look up.",
        fix: "Chọn cách chấm hợp với thang đo của chỉ tiêu, hoặc sửa thang đo nếu khai báo nhầm. \
            Thang đo cho biết giá trị là số, số đếm hay lựa chọn."
            / "Choose a scorer that fits the scale of the indicator, or correct the scale. The \
              scale says whether values are numbers, counts or options.",
    }

    FORMULA = "FWK-034" "formula" Error {
        title: "Công thức sai" / "Formula cannot be read",
        message: "công thức của `{indicator}`: {detail}" / "formula of `{indicator}`: {detail}",
        why: "Công thức không hiểu được thì chỉ tiêu không có giá trị hoặc điểm cho bất kỳ đơn vị \
            nào."
            / "With a formula that cannot be understood, the indicator has no value or score for \
              any unit.",
        fix: "Sửa công thức tại chỗ được nêu; kiểm tra dấu ngoặc, tên chỉ tiêu và dùng dấu chấm \
            thập phân. Ví dụ: `100 * a / b`."
            / "Correct the formula where stated; check brackets and names of indicators, and use a \
              decimal point. For example: `100 * a / b`.",
    }

    STEPS_ORDER = "FWK-035" "steps_order" Error {
        title: "Các bậc không tăng dần" / "Steps out of order",
        message: "các bậc của `{indicator}` không tăng dần nghiêm ngặt: {value}"
            / "steps of `{indicator}` do not rise strictly: {value}",
        why: "Khi các bậc trùng nhau hoặc đảo thứ tự, một giá trị có thể ứng với hai mức điểm khác \
            nhau."
            / "When steps are equal or out of order, one value may earn two different numbers of \
              points.",
        fix: "Sắp xếp các ngưỡng từ nhỏ đến lớn và bỏ ngưỡng bị lặp, ví dụ `50, 70, 90`."
            / "Put the thresholds in rising order and remove repeated ones, for example `50, 70, \
              90`.",
    }

    TARGET_OUTSIDE_RANGE = "FWK-040" "target_outside_range" Error {
        title: "Mục tiêu ngoài khoảng giá trị" / "Target outside the range",
        message: "mục tiêu {value} của `{indicator}` nằm ngoài khoảng hợp lệ từ {low} đến {high}"
            / "target {value} of `{indicator}` lies outside its valid range {low} to {high}",
        why: "Không giá trị hợp lệ nào đạt được mục tiêu này, hoặc mục tiêu và số liệu khác đơn vị \
            tính."
            / "No valid value can meet this target, or target and data are in different units of \
              measure.",
        fix: "Sửa mục tiêu hoặc khoảng giá trị cho thống nhất đơn vị tính. Ví dụ khi khoảng là 0 \
            đến 100 thì ghi `80`, không ghi `8000`."
            / "Correct the target or the range so that both use the same unit of measure. With a \
              range of 0 to 100, for example, write `80`, not `8000`.",
    }

    TARGET_WITHOUT_BASELINE = "FWK-041" "target_without_baseline" Warning {
        title: "Mục tiêu không có giá trị gốc" / "Target without a baseline",
        message: "`{indicator}` có mục tiêu cho {period} nhưng chưa có giá trị gốc"
            / "`{indicator}` has a target for {period} but no baseline",
        why: "Không có giá trị gốc thì không thể nói mục tiêu còn cách bao xa và tiến độ nhanh hay \
            chậm."
            / "Without a baseline nobody can say how far away the target is, or whether progress \
              is on pace.",
        fix: "Bổ sung giá trị gốc cùng kỳ và nguồn số liệu. Nếu chưa có số liệu thì tổ chức thu \
            thập trước khi giao mục tiêu."
            / "Add the baseline with its period and source. If there are no data yet, have them \
              collected before the target is assigned.",
    }

    BASELINE_NOT_SURVEYED = "FWK-042" "baseline_not_surveyed" Warning {
        title: "Giá trị gốc chưa qua khảo sát" / "Baseline without a survey",
        message: "`{indicator}`: cần căn cứ khảo sát nhưng giá trị gốc không dựa trên khảo sát nào"
            / "`{indicator}`: survey evidence is required, but the baseline rests on no survey",
        why: "Mục tiêu đặt trên giá trị gốc ước lượng có thể quá dễ hoặc không thể đạt, và khó bảo \
            vệ khi thẩm định."
            / "A target that rests on an estimated baseline may be too easy or out of reach, and \
              is hard to defend at appraisal.",
        fix: "Ghi cuộc khảo sát đã cho ra giá trị gốc, hoặc tiến hành khảo sát. Nếu không cần khảo \
            sát thì bỏ yêu cầu này ở chỉ tiêu."
            / "Name the survey from which the baseline comes, or carry one out. If none is needed, \
              remove the requirement from the indicator.",
    }

    TARGET_BOUNDS = "FWK-043" "target_bounds" Error {
        title: "Mục tiêu ghi không đúng" / "Target badly stated",
        message: "mục tiêu của `{indicator}` cho {period}: {detail}"
            / "target of `{indicator}` for {period}: {detail}",
        why: "Mục tiêu ghi thiếu hoặc mâu thuẫn thì không thể kết luận đơn vị đã đạt hay chưa đạt."
            / "With a target that is incomplete or contradicts itself, nobody can decide whether a \
              unit has met it.",
        fix: "Ghi đủ phép so sánh và giá trị; với khoảng thì giới hạn dưới không lớn hơn giới hạn \
            trên. Ví dụ \"15-20%\" có giới hạn dưới 15 và giới hạn trên 20."
            / "State both the comparison and its value; in a range the lower limit must not exceed \
              the upper one. \"15-20%\", for example, has the limits 15 and 20.",
    }

    TARGET_BACKWARDS = "FWK-044" "target_backwards" Warning {
        title: "Mục tiêu sau đòi hỏi ít hơn mục tiêu trước" / "Later target asks for less",
        message: "mục tiêu của `{indicator}` cho {period} đòi hỏi ít hơn mục tiêu cho {earlier}"
            / "target of `{indicator}` for {period} asks for less than the one for {earlier}",
        why: "Lộ trình thường tăng dần; mục tiêu lùi lại có thể do gõ nhầm năm, nhầm giá trị hoặc \
            nhầm chiều của chỉ tiêu."
            / "A roadmap usually rises; a target that falls back points to a mistyped year or \
              value, or to a wrong direction of the indicator.",
        fix: "Kiểm tra năm, giá trị và chiều của chỉ tiêu theo văn bản giao. Nếu mục tiêu được \
            điều chỉnh có chủ ý thì giữ nguyên."
            / "Check year, value and direction against the document that assigns the target. If it \
              was lowered on purpose, leave it.",
    }

    COUNT_MISMATCH = "FWK-050" "count_mismatch" Warning {
        title: "Số lượng không khớp" / "Stated number differs",
        message: "`{indicator}` ghi {stated} mục nhưng liệt kê {listed}"
            / "`{indicator}` states {stated} items, but {listed} are listed",
        why: "Số mục ghi trong văn bản khác với danh sách thường có nghĩa là bỏ sót hoặc chép \
            trùng một chỉ tiêu."
            / "When the stated number differs from the list, an indicator was mostly left out or \
              copied twice.",
        fix: "Đối chiếu danh sách với văn bản ban hành và bổ sung hoặc xóa mục. Nếu danh sách đúng \
            thì sửa con số đã ghi."
            / "Compare the list with the document behind the framework and add or delete items. If \
              the list is right, correct the stated number.",
    }

    LEVEL_UNREACHABLE = "FWK-060" "level_unreachable" Error {
        title: "Mức không thể đạt" / "Level out of reach",
        message: "mức `{level}` của bộ mức `{scheme}` không bao giờ đạt được: {detail}"
            / "level `{level}` of scheme `{scheme}` can never be reached: {detail}",
        why: "Đơn vị sẽ phấn đấu cho một mức không thể được công nhận, dù kết quả tốt đến đâu."
            / "Units would strive for a level that can never be awarded, however good their \
              results.",
        fix: "Sửa ngưỡng hoặc điều kiện của mức theo văn bản ban hành. Ngưỡng điểm không được vượt \
            tổng điểm tối đa, và các điều kiện không được loại trừ nhau."
            / "Correct the threshold or the requirements of the level. A threshold must not exceed \
              the maximum of points, and requirements must not exclude each other.",
    }

    LEVEL_ORDER = "FWK-061" "level_order" Warning {
        title: "Ngưỡng các mức không tăng dần" / "Thresholds of levels out of order",
        message: "bộ mức `{scheme}`: ngưỡng {value} của `{level}` không cao hơn ngưỡng mức liền \
            dưới"
            / "scheme `{scheme}`: threshold {value} of `{level}` is not above that of the level \
              below",
        why: "Khi ngưỡng của hai mức trùng hoặc đảo thứ tự thì mức dưới không bao giờ được trao, \
            hoặc mức trên dễ đạt hơn mức dưới."
            / "When the thresholds of two levels are equal or swapped, the lower one is never \
              awarded, or the higher one is easier to reach.",
        fix: "Liệt kê các mức từ thấp đến cao với ngưỡng tăng dần, ví dụ `50`, `65`, `80`, `90`."
            / "List the levels from low to high with rising thresholds, for example `50`, `65`, \
              `80`, `90`.",
    }
}
