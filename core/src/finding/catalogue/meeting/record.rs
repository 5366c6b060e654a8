//! Form and identity of records of meetings.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    RECORD_SYNTAX = "MTG-001" "record_syntax" Error {
        title: "Không đọc được biên bản" / "Record not readable",
        message: "không phải JSON hợp lệ: {detail}"
            / "not valid JSON: {detail}",
        why: "Không đọc được tệp thì không kiểm tra được gì thêm."
            / "Nothing else can be checked while the file cannot be read.",
        fix: "Sửa lỗi cú pháp tại vị trí đã nêu."
            / "Correct the syntax at the place given.",
    }

    RECORD_UNKNOWN_KEY = "MTG-002" "record_unknown_key" Error {
        title: "Khóa không có trong mẫu" / "Key not known",
        message: "khóa `{key}` không có trong mẫu biên bản"
            / "records have no key `{key}`",
        why: "Khóa viết sai bị bỏ qua thì thông tin mất mà không ai biết."
            / "If a misspelt key were passed over, what it says would be lost unseen.",
        fix: "Sửa tên khóa, hoặc bỏ khóa."
            / "Correct the key, or take it out.",
    }

    RECORD_WRONG_VALUE = "MTG-003" "record_wrong_value" Error {
        title: "Giá trị không dùng được" / "Value that cannot be used",
        message: "`{path}`: {detail}"
            / "`{path}`: {detail}",
        why: "Giá trị không đúng kiểu thì không dùng được vào việc gì."
            / "A value of the wrong kind is of no use to anything that follows.",
        fix: "Ghi giá trị theo đúng mẫu, ví dụ ngày `2022-05-28`."
            / "Write the value in its form, such as the date `2022-05-28`.",
    }

    RECORD_MISSING_KEY = "MTG-004" "record_missing_key" Error {
        title: "Thiếu khóa bắt buộc" / "Required key missing",
        message: "`{path}` thiếu khóa `{key}`"
            / "`{path}` lacks the key `{key}`",
        why: "Thiếu phần bắt buộc thì biên bản không đủ nghĩa."
            / "Without what is required a record does not mean anything.",
        fix: "Thêm khóa còn thiếu."
            / "Add the key.",
    }

    TABLE_UNKNOWN = "MTG-011" "table_unknown" Error {
        title: "Tệp không phải bảng của biên bản" / "Not a table of records",
        message: "`{value}` không phải một bảng của biên bản: {tables}"
            / "`{value}` is no table of records: {tables}",
        why: "Tên tệp cho biết bảng nào; tệp lạ không được đọc."
            / "The name of a file says which table it is; another is not read.",
        fix: "Đổi tên tệp, ví dụ `tasks.csv`."
            / "Name the file after its table, such as `tasks.csv`.",
    }

    TABLE_COLUMN_UNKNOWN = "MTG-012" "table_column_unknown" Warning {
        title: "Cột không có trong bảng" / "Column not known",
        message: "cột `{value}` không có trong bảng {table}"
            / "the table {table} has no column `{value}`",
        why: "Cột không nhận ra thì không được đọc, và điều nó ghi bị mất."
            / "A column that is not known is not read, and what it says is lost.",
        fix: "Sửa tên cột, hoặc bỏ cột."
            / "Correct the header, or take the column out.",
    }

    TABLE_COLUMN_MISSING = "MTG-013" "table_column_missing" Error {
        title: "Thiếu cột" / "Column missing",
        message: "bảng {table} thiếu cột `{value}`"
            / "the table {table} lacks the column `{value}`",
        why: "Thiếu cột này thì không biết các dòng nói về gì."
            / "Without it nobody knows what the rows are about.",
        fix: "Thêm cột."
            / "Add the column.",
    }

    TABLE_ROW = "MTG-014" "table_row" Error {
        title: "Dòng không đúng số ô" / "Row of another width",
        message: "dòng có {found} ô, tiêu đề có {expected}"
            / "the row has {found} {found?cell|cells}, the header {expected}",
        why: "Dòng lệch cột thì mọi ô sau đó sai chỗ."
            / "In a shifted row every cell is in the wrong place.",
        fix: "Đặt ô có dấu phân cách trong ngoặc kép."
            / "Put a cell with the delimiter in quotes.",
    }

    DUPLICATE_ID = "MTG-101" "duplicate_id" Error {
        title: "Trùng mã" / "Id given twice",
        message: "mã `{id}` ({kind}) đã dùng cho một mục khác"
            / "the id `{id}` ({kind}) belongs to something else already",
        why: "Một mã chỉ một vật; trùng mã thì mọi tham chiếu đều mơ hồ."
            / "An id names one thing; when two bear it, every reference to it is in doubt.",
        fix: "Đổi một trong hai mã, cùng với các tham chiếu tới nó."
            / "Change one of the two, and what refers to it.",
    }

    DANGLING_REFERENCE = "MTG-102" "dangling_reference" Error {
        title: "Tham chiếu tới mục không có" / "Reference to nothing",
        message: "`{path}`: `{target}` không có trong biên bản"
            / "`{path}`: the record has no `{target}`",
        why: "Tham chiếu tới mục không có thì không biết ai làm, dựa vào đâu."
            / "Who acts, or on what grounds, cannot be told when a reference leads nowhere.",
        fix: "Sửa mã, hoặc khai báo mục còn thiếu trong biên bản."
            / "Correct the id, or declare what is missing in the record.",
    }

    UNKNOWN_OUTSIDE = "MTG-103" "unknown_outside" Error {
        title: "Không có trong bộ chỉ số" / "Not in the framework",
        message: "`{path}`: `{target}` không có trong bộ chỉ số"
            / "`{path}`: the framework has no `{target}`",
        why: "Chỉ tiêu, mục tiêu không có trong bộ chỉ số thì không theo dõi được."
            / "What no framework knows cannot be measured or followed up.",
        fix: "Sửa mã theo bộ chỉ số, hoặc bổ sung vào bộ chỉ số."
            / "Write the code of the framework, or add it there.",
    }

    SAME_NAME = "MTG-104" "same_name" Warning {
        title: "Hai mục cùng tên" / "Same name twice",
        message: "tên `{path}` dùng cho nhiều mục: {ids}"
            / "the name `{path}` belongs to several: {ids}",
        why: "Tên không xác định được người hay cơ quan; chỉ mã mới xác định."
            / "A name does not identify a person or body; only an id does.",
        fix: "Ghi mã thay cho tên ở nơi cần phân biệt."
            / "Write the id where they have to be told apart.",
    }

    REFERENCE_CYCLE = "MTG-105" "reference_cycle" Error {
        title: "Tham chiếu vòng" / "Circular reference",
        message: "`{path}` phụ thuộc chính nó qua {through}"
            / "`{path}` depends on itself through {through}",
        why: "Không thể xong một việc phải chờ chính nó."
            / "Nothing that waits for itself can ever be done.",
        fix: "Bỏ một liên kết trong vòng."
            / "Take one link out of the circle.",
    }

    RECORD_NOT_NFC = "MTG-106" "record_not_nfc" Info {
        title: "Chữ không ở dạng NFC" / "Text not in NFC",
        message: "`{path}`: `{value}` không ở dạng NFC hoặc có chữ chỉ giống chữ Đ"
            / "`{path}`: `{value}` is not in NFC, or has a letter that only looks like Đ",
        why: "Hai chữ trông giống nhau mà khác mã thì so sánh, tìm kiếm đều sai."
            / "Letters that look alike and differ in code defeat search and comparison.",
        fix: "Chuẩn hóa về NFC và dùng chữ Đ (U+0110)."
            / "Normalise to NFC and write Đ as U+0110.",
    }
}
