//! Units, indicators and periods of observations.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    UNKNOWN_UNIT = "OBS-101" "unknown_unit" Error {
        title: "Đơn vị không có trong danh mục" / "Unknown unit",
        message: "đơn vị `{value}` không có trong danh mục (bộ mã {list})"
            / "unit `{value}` is not in the register (code list {list})",
        why: "Số liệu của đơn vị không xác định được thì không được chấm; cùng một mã có thể chỉ \
            tỉnh khác nhau trong danh mục 63 và 34."
            / "Data of a unit that cannot be told are not scored; the same code may mean different \
              provinces in the lists of 63 and 34.",
        fix: "Ghi đúng mã hoặc tên theo danh mục, giữ số 0 ở đầu, ví dụ `01`, không phải `1`. Kiểm \
            tra tệp dùng danh mục trước hay sau khi sắp xếp."
            / "Write the code or name of the register, leading zeros included: `01`, not `1`. \
              Check whether the file uses the list from before or after the mergers.",
    }

    UNKNOWN_INDICATOR = "OBS-102" "unknown_indicator" Error {
        title: "Chỉ tiêu không có trong bộ chỉ số" / "Unknown indicator",
        message: "chỉ tiêu `{value}` không có trong bộ chỉ số"
            / "indicator `{value}` is not in the framework",
        why: "Giá trị của chỉ tiêu không xác định được thì không góp vào điểm nào, và chỉ tiêu \
            đúng lại bị thiếu."
            / "The value of an unknown indicator counts towards no score, while the indicator that \
              was meant goes without.",
        fix: "Ghi đúng mã chỉ tiêu trong bộ chỉ số, ví dụ `1.2`. Kiểm tra tệp có theo phiên bản cũ \
            của bộ chỉ số không; Excel có thể đổi `1.10` thành `1.1`."
            / "Write the code that the framework has, such as `1.2`. Check whether the file \
              follows an older version; spreadsheets may turn `1.10` into `1.1`.",
    }

    UNIT_NOT_VALID = "OBS-103" "unit_not_valid" Error {
        title: "Đơn vị không có hiệu lực trong kỳ" / "Unit not valid in the period",
        message: "đơn vị `{unit}` không có hiệu lực trong {period}: {detail}"
            / "unit `{unit}` is not valid in {period}: {detail}",
        why: "Sau sáp nhập, đơn vị cũ không còn tồn tại; ghi số liệu cho đơn vị cũ sẽ bị tính \
            thiếu hoặc tính trùng với đơn vị mới."
            / "After a merger the former unit no longer exists; figures given for it are lost, or \
              counted again with the new unit.",
        fix: "Ghi số liệu cho đơn vị kế thừa, hoặc sửa kỳ báo cáo. Số liệu của kỳ trước khi sáp \
            nhập vẫn ghi theo đơn vị cũ."
            / "Give the figures for the successor, or correct the period. Figures for periods \
              before the merger stay with the former unit.",
    }

    AMBIGUOUS_UNIT = "OBS-104" "ambiguous_unit" Error {
        title: "Tên đơn vị không rõ" / "Ambiguous name of a unit",
        message: "`{value}` có thể là nhiều đơn vị: {candidates}; hãy ghi mã"
            / "`{value}` may be several units: {candidates}; give the code",
        why: "Nhiều xã, phường ở các tỉnh khác nhau trùng tên; chọn nhầm sẽ gán số liệu cho đơn vị \
            khác."
            / "Many communes and wards of different provinces share a name; a wrong choice gives \
              the figures to another unit.",
        fix: "Ghi mã đơn vị thay cho tên, ví dụ `00004`, và giữ nguyên các số 0 ở đầu."
            / "Write the code of the unit in place of its name, for example `00004`, with its \
              leading zeros.",
    }

    BAD_PERIOD = "OBS-201" "bad_period" Error {
        title: "Kỳ không đúng dạng" / "Period not understood",
        message: "kỳ `{value}` không đúng dạng được chấp nhận ({expected})"
            / "period `{value}` is not of an accepted form ({expected})",
        why: "Không xác định được kỳ thì giá trị không so được với kỳ trước hay với mục tiêu, nên \
            không được dùng."
            / "A value whose period is unknown cannot be compared with earlier ones or with a \
              target, and is not used.",
        fix: "Ghi kỳ theo dạng chuẩn, ví dụ `2025`, `2025-Q1` hoặc `2025-06`, và luôn ghi cả năm."
            / "Write the period in a standard form, such as `2025`, `2025-Q1` or `2025-06`, always \
              with the year.",
    }

    PERIOD_FREQUENCY = "OBS-202" "period_frequency" Error {
        title: "Kỳ không đúng tần suất" / "Period of another frequency",
        message: "kỳ `{value}` không phải là {frequency}, tần suất của `{indicator}`"
            / "period `{value}` is not a {frequency}, the frequency of `{indicator}`",
        why: "Giá trị của một tháng đặt vào chỉ tiêu hằng năm làm sai cả điểm lẫn so sánh giữa các \
            đơn vị."
            / "The figure of a month under a yearly indicator distorts both the score and the \
              comparison between units.",
        fix: "Ghi giá trị theo đúng kỳ mà bộ chỉ số quy định, ví dụ `2025` cho năm, `2025-Q1` cho \
            quý. Nếu tần suất khai báo sai thì sửa bộ chỉ số."
            / "Report for the period that the framework asks for, such as `2025` for a year or \
              `2025-Q1` for a quarter. If the frequency is wrong, correct the framework.",
    }

    BAD_DATE = "OBS-203" "bad_date" Error {
        title: "Ngày không hợp lệ" / "Date not understood",
        message: "ngày `{value}` không phải là ngày theo dạng {expected}"
            / "date `{value}` is not a date of the form {expected}",
        why: "Ngày đọc sai, ví dụ đảo ngày và tháng, làm sai việc xét thời hạn và hiệu lực."
            / "A date read wrongly, with day and month swapped for instance, spoils deadlines and \
              validity.",
        fix: "Ghi đủ ngày, tháng, năm theo dạng đã khai báo, ví dụ `28/05/2022` hoặc `2022-05-28`. \
            Kiểm tra ngày đó có thật không, như 31/4."
            / "Write day, month and year in the declared form, such as `28/05/2022` or \
              `2022-05-28`. Check that the day exists, unlike 31 April.",
    }
}
