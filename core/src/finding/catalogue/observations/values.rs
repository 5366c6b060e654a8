//! Values of observations.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    NOT_A_NUMBER = "OBS-301" "not_a_number" Error {
        title: "Không phải là số" / "Not a number",
        message: "`{value}` không phải là số" / "`{value}` is not a number",
        why: "Ô có chữ, dấu so sánh hoặc hai số thì không tính được; giá trị bị loại, không được \
            coi là 0."
            / "A cell with words, comparison signs or two numbers cannot be calculated with; it is \
              left out and not taken for zero.",
        fix: "Chỉ ghi một con số, ví dụ `65,43`; bỏ các chữ như \"trên\", \"≥\" và tách thứ hạng \
            khỏi giá trị. Không có số liệu thì để trống."
            / "Write a single number, for example `65.43`; drop words such as \"over\" or \"≥\", \
              and keep ranks apart from values. Leave the cell empty when there is no figure.",
    }

    DECIMAL_COMMA = "OBS-302" "decimal_comma" Error {
        title: "Dấu phẩy thập phân" / "Decimal comma",
        message: "`{value}` có dấu phẩy thập phân, định dạng số đã khai báo dùng dấu chấm"
            / "`{value}` has a decimal comma, the declared number format has a decimal point",
        why: "Nếu coi dấu phẩy là dấu phân nhóm thì `65,43` thành 6543; phần mềm không tự đổi định \
            dạng giữa tệp."
            / "If the comma were taken for a grouping mark, `65,43` would become 6543; the format \
              is not changed in the middle of a file.",
        fix: "Ghi `65.43` thay cho `65,43`, hoặc khai báo định dạng số Việt Nam cho cả tệp."
            / "Write `65.43` for `65,43`, or declare the Vietnamese number format for the whole \
              file.",
    }

    AMBIGUOUS_NUMBER = "OBS-303" "ambiguous_number" Error {
        title: "Số có hai cách đọc" / "Ambiguous number",
        message: "`{value}` có thể đọc là {first} hoặc {second}; hãy khai báo định dạng số"
            / "`{value}` can be read as {first} or as {second}; declare the number format",
        why: "Dấu chấm trong `1.234` có thể là dấu thập phân hoặc dấu phân nhóm; đoán sai thì giá \
            trị lệch 1000 lần."
            / "The point in `1.234` may mark decimals or groups; a wrong guess is wrong by a \
              factor of 1,000.",
        fix: "Khai báo định dạng số của tệp: dấu phẩy thập phân (`1.234,5`) hoặc dấu chấm thập \
            phân (`1,234.5`)."
            / "Declare the number format of the file: decimal comma (`1.234,5`) or decimal point \
              (`1,234.5`).",
    }

    DECIMAL_POINT = "OBS-304" "decimal_point" Error {
        title: "Dấu chấm thập phân" / "Decimal point",
        message: "`{value}` có dấu chấm thập phân, định dạng số đã khai báo dùng dấu phẩy"
            / "`{value}` has a decimal point, the declared number format has a decimal comma",
        why: "Nếu coi dấu chấm là dấu phân nhóm thì `65.43` thành 6543; phần mềm không tự đổi định \
            dạng giữa tệp."
            / "If the point were taken for a grouping mark, `65.43` would become 6543; the format \
              is not changed in the middle of a file.",
        fix: "Ghi `65,43` thay cho `65.43`, hoặc khai báo định dạng số dùng dấu chấm thập phân cho \
            cả tệp."
            / "Write `65,43` for `65.43`, or declare a number format with a decimal point for the \
              whole file.",
    }

    NOT_WHOLE = "OBS-305" "not_whole" Error {
        title: "Không phải số nguyên" / "Not a whole number",
        message: "`{value}` không phải số nguyên nhưng `{indicator}` là số đếm"
            / "`{value}` is not a whole number, but `{indicator}` is a count",
        why: "Số trường học hay số dịch vụ công không thể lẻ; có thể đã ghi nhầm tỷ lệ hoặc nhầm \
            dấu phân nhóm."
            / "There are no fractions of schools or public services; a share may stand here, or a \
              grouping mark was misread.",
        fix: "Ghi số lượng nguyên, ví dụ `125`. Nếu chỉ tiêu có thể lẻ thì sửa thang đo của chỉ \
            tiêu trong bộ chỉ số."
            / "Write a whole number, for example `125`. If fractions are possible, correct the \
              scale of the indicator in the framework.",
    }

    NOT_AN_OPTION = "OBS-306" "not_an_option" Error {
        title: "Không thuộc các lựa chọn" / "Not one of the options",
        message: "`{value}` không thuộc các lựa chọn của `{indicator}`: {options}"
            / "`{value}` is not one of the options of `{indicator}`: {options}",
        why: "Điểm được quy định cho từng lựa chọn; câu trả lời ngoài danh sách thì không có điểm."
            / "Points are laid down for each option; an answer outside the list has none.",
        fix: "Ghi đúng một lựa chọn trong danh sách, kể cả dấu tiếng Việt. Lựa chọn mới phải được \
            bổ sung vào bộ chỉ số trước."
            / "Write one of the options as it is listed, with its diacritics. A new option has to \
              be added to the framework first.",
    }

    NOT_A_STATUS = "OBS-307" "not_a_status" Error {
        title: "Không thuộc các trạng thái" / "Not one of the statuses",
        message: "`{value}` không thuộc các trạng thái: {options}"
            / "`{value}` is not one of the statuses: {options}",
        why: "Trạng thái cho biết giá trị còn thiếu, không áp dụng hay không công bố; mỗi loại \
            được xử lý khác nhau khi chấm điểm."
            / "The status says whether a value is missing, not applicable or withheld, and scoring \
              treats each of these differently.",
        fix: "Ghi đúng một trạng thái trong danh sách. Lời giải thích thì ghi ở cột ghi chú."
            / "Write one of the statuses listed. Explanations go into the column for notes.",
    }

    OUT_OF_RANGE = "OBS-401" "out_of_range" Error {
        title: "Ngoài khoảng hợp lệ" / "Out of range",
        message: "`{value}` nằm ngoài khoảng hợp lệ của `{indicator}`: {low} đến {high}"
            / "`{value}` lies outside the valid range of `{indicator}`: {low} to {high}",
        why: "Giá trị ngoài khoảng thường do gõ nhầm hoặc nhầm đơn vị tính; nếu dùng sẽ làm lệch \
            điểm và mốc chuẩn hóa của mọi đơn vị."
            / "Such a value mostly comes from a slip or another unit of measure; used as it is, it \
              would distort the scores of all units.",
        fix: "Đối chiếu với báo cáo gốc và sửa giá trị, ví dụ `850` thành `85`. Nếu giá trị đúng \
            thì sửa khoảng trong bộ chỉ số."
            / "Compare with the original report and correct the value, for example `850` to `85`. \
              If the value is right, correct the range in the framework.",
    }

    PERCENT_OVER_100 = "OBS-402" "percent_over_100" Error {
        title: "Tỷ lệ vượt 100%" / "Percentage over 100",
        message: "`{value}` vượt 100 phần trăm ở `{indicator}`"
            / "`{value}` is over 100 percent for `{indicator}`",
        why: "Phần không thể lớn hơn toàn thể; tử số và mẫu số có thể khác phạm vi hoặc khác kỳ."
            / "A part cannot exceed the whole; numerator and denominator may differ in scope or \
              period.",
        fix: "Kiểm tra tử số, mẫu số và dấu thập phân, ví dụ `98,5` bị ghi thành `985`. Chỉ tiêu \
            được phép vượt kế hoạch thì khai báo khoảng giá trị lớn hơn."
            / "Check numerator, denominator and decimal mark, for example `98.5` written as `985`. \
              Where more than the plan is possible, declare a wider range.",
    }
}
