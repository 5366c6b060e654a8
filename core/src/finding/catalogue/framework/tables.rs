//! Tables beside a framework, and the register of units.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    TABLE = "FWK-070" "table" Error {
        title: "Bảng kèm theo không đọc được" / "Table cannot be read",
        message: "bảng `{file}`: {detail}" / "table `{file}`: {detail}",
        why: "Chỉ tiêu hoặc đơn vị trong bảng bị thiếu thì số liệu của chúng không kiểm tra và \
            chấm điểm được."
            / "Without the indicators or units of the table, their data can be neither checked nor \
              scored.",
        fix: "Kiểm tra đường dẫn, dòng tiêu đề và ô được nêu; lưu bảng ở dạng CSV mã hóa UTF-8. \
            Đường dẫn tính từ thư mục chứa tệp bộ chỉ số."
            / "Check the path, the header and the cell that is named; save the table as CSV in \
              UTF-8. The path starts from the folder of the framework file.",
    }

    TABLE_COLUMN = "FWK-071" "table_column" Warning {
        title: "Cột của bảng không được dùng" / "Unknown column of a table",
        message: "cột `{column}` của bảng không có trong quy cách và không được đọc"
            / "column `{column}` of the table is not known and is not read",
        why: "Nếu tên cột viết sai, ví dụ cột trọng số, thì cả cột bị bỏ qua và giá trị mặc định \
            được dùng thay."
            / "If the name is misspelt, the whole column, weights for instance, is passed over and \
              defaults are used in its place.",
        fix: "Sửa tên cột cho đúng quy cách. Nếu là cột ghi chú riêng thì có thể để nguyên hoặc \
            xóa."
            / "Correct the name of the column. If it only holds notes of your own, leave it or \
              delete it.",
    }

    DUPLICATE_UNIT = "FWK-080" "duplicate_unit" Error {
        title: "Mã đơn vị bị trùng" / "Unit code stands twice",
        message: "mã đơn vị `{value}` bị trùng về thời gian hiệu lực; lần đầu ở bản ghi {first}"
            / "unit code `{value}` stands twice for overlapping times; first in record {first}",
        why: "Trong cùng thời gian một mã phải chỉ một đơn vị; nếu không, số liệu có thể bị gán \
            cho nhầm tỉnh hoặc nhầm xã."
            / "At any one time a code must mean one unit; otherwise figures may be given to the \
              wrong province or commune.",
        fix: "Xóa bản ghi thừa, hoặc ghi ngày hiệu lực không chồng nhau. Ví dụ mã `24` là Bắc \
            Giang đến `2025-06-30` và là Bắc Ninh từ `2025-07-01`."
            / "Delete the extra record, or give dates that do not overlap. Code `24`, for example, \
              is Bắc Giang until `2025-06-30` and Bắc Ninh from `2025-07-01`.",
    }

    UNIT_PARENT = "FWK-081" "unit_parent" Error {
        title: "Đơn vị cấp trên không có trong danh mục" / "Parent unit not in the register",
        message: "đơn vị cấp trên `{value}` của `{unit}` không có trong danh mục"
            / "parent `{value}` of unit `{unit}` is not in the register",
        why: "Kết quả của đơn vị không được tổng hợp lên cấp trên, nên số liệu toàn tỉnh hoặc toàn \
            quốc bị thiếu."
            / "Results of the unit are not rolled up, so the figures of the province or the \
              country are incomplete.",
        fix: "Sửa mã đơn vị cấp trên hoặc bổ sung đơn vị đó vào danh mục. Giữ số 0 ở đầu mã, ví dụ \
            `01`, không phải `1`."
            / "Correct the code of the parent, or add that unit to the register. Keep leading \
              zeros: `01`, not `1`.",
    }

    UNIT_VALIDITY = "FWK-082" "unit_validity" Error {
        title: "Thời gian hiệu lực bị ngược" / "Validity ends before it begins",
        message: "đơn vị `{unit}` hết hiệu lực ngày {until}, trước ngày bắt đầu {from}"
            / "unit `{unit}` is valid until {until}, before it begins on {from}",
        why: "Đơn vị như vậy không có hiệu lực ở kỳ nào, nên mọi số liệu của đơn vị đều bị từ chối."
            / "Such a unit is valid in no period, so all its data would be refused.",
        fix: "Sửa ngày bắt đầu hoặc ngày kết thúc; nên ghi theo dạng năm-tháng-ngày, ví dụ \
            `2025-07-01`. Đơn vị còn hoạt động thì để trống ngày kết thúc."
            / "Correct one of the two dates, best written as year-month-day, such as `2025-07-01`. \
              Leave the end empty for a unit that still exists.",
    }

    UNIT_SUCCESSOR = "FWK-083" "unit_successor" Warning {
        title: "Đơn vị kế thừa không có trong danh mục" / "Successor not in the register",
        message: "đơn vị kế thừa `{value}` của `{unit}` không có trong danh mục"
            / "successor `{value}` of unit `{unit}` is not in the register",
        why: "Sau sắp xếp đơn vị hành chính, số liệu cũ không chuyển được về đơn vị mới nên chuỗi \
            thời gian bị đứt."
            / "After a merger, earlier figures cannot be carried over to the new unit, and the \
              time series breaks off.",
        fix: "Sửa mã đơn vị kế thừa hoặc bổ sung đơn vị đó vào danh mục. Dùng mã của danh mục mới, \
            ví dụ danh mục 34 tỉnh, thành phố."
            / "Correct the code of the successor, or add that unit to the register. Use the codes \
              of the new list, for example that of the 34 provinces.",
    }

    UNIT_CYCLE = "FWK-084" "unit_cycle" Error {
        title: "Đơn vị là cấp trên của nhau" / "Units are each other's parents",
        message: "các đơn vị là cấp trên của nhau: {cycle}"
            / "units are each other's parents: {cycle}",
        why: "Không xác định được cấp nào ở trên nên không tổng hợp được số liệu, và dễ cộng trùng."
            / "Nobody can tell which unit stands above, so figures cannot be rolled up without \
              being counted twice.",
        fix: "Sửa mã đơn vị cấp trên trong một bản ghi của vòng lặp. Đơn vị cao nhất để trống ô \
            này."
            / "Correct the parent in one record of the cycle. The topmost unit leaves that cell \
              empty.",
    }
}
