//! Rules about data of others that become records.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    IMPORT_LEFT_OUT = "MTG-901" "import_left_out" Info {
        title: "Khóa không có chỗ trong bản ghi" / "Key without a place in a record",
        message: "`{value}` không được lấy sang, {count} lần" / "`{value}` is left behind, {count} {count?time|times}",
        why: "Định dạng nguồn có thông tin mà bản ghi không có chỗ chứa; không gì bị bỏ mà không nói."
            / "The source has something that a record has no place for; nothing is dropped in silence.",
        fix: "Không cần làm gì, trừ khi thông tin đó quan trọng: khi đó ghi vào note."
            / "Nothing, unless it matters: then put it into a note.",
    }

    IMPORT_END = "MTG-902" "import_end" Info {
        title: "Giờ kết thúc chưa rõ" / "End that is not known",
        message: "`{path}`: kết thúc `{value}` được hiểu là chưa rõ" / "`{path}`: the end `{value}` is read as not known",
        why: "Nhiều hệ thống ghi giờ kết thúc chưa biết là 0 giờ của ngày họp; để nguyên thì cuộc họp \
            kết thúc trước khi bắt đầu."
            / "Many systems write an unknown end as midnight of the day; taken as it stands, the \
              meeting would end before it begins.",
        fix: "Bổ sung giờ kết thúc nếu biết." / "Supply the end where it is known.",
    }

    IMPORT_REFERENCE = "MTG-903" "import_reference" Warning {
        title: "Đối tượng được nhắc tới nhưng không có" / "Something named and not given",
        message: "`{path}`: không có {what} `{value}` trong dữ liệu" / "`{path}`: there is no {what} `{value}` in the data",
        why: "Nguồn chỉ nêu mã; tên của đối tượng không có trong các tệp đã đưa vào."
            / "The source names an id only; what it stands for is not in the files that were given.",
        fix: "Đưa thêm tệp có đối tượng đó." / "Give the file that holds it too.",
    }

    IMPORT_FORMAT = "MTG-904" "import_format" Error {
        title: "Không lấy sang được" / "Cannot be taken over",
        message: "`{path}`: {detail}" / "`{path}`: {detail}",
        why: "Thiếu điều mà mọi bản ghi phải có, như ngày họp, hoặc giá trị không đúng kiểu."
            / "What every record needs is not there, such as a date, or a value is of another type.",
        fix: "Sửa ở nguồn rồi lấy lại." / "Correct it at the source and import again.",
    }

    IMPORT_VALUE = "MTG-905" "import_value" Warning {
        title: "Giá trị không có trong bảng ánh xạ" / "Value that the mapping table does not know",
        message: "`{path}`: bảng ánh xạ không có `{value}`" / "`{path}`: the mapping table does not know `{value}`",
        why: "Đoán nghĩa của một từ lạ sẽ làm sai thống kê mà không ai thấy."
            / "To guess what an unknown word means would spoil counts unseen.",
        fix: "Thêm từ đó vào bảng ánh xạ." / "Add the word to the mapping table.",
    }

    IMPORT_ROLL = "MTG-906" "import_roll" Warning {
        title: "Điểm danh mâu thuẫn" / "Roll calls that disagree",
        message: "`{path}`: `{value}` được ghi hai lần" / "`{path}`: `{value}` is listed twice",
        why: "Một người có hai trạng thái, vì đến muộn hay vì ghi nhầm; bản ghi giữ một trạng thái."
            / "Somebody has two statuses, having come late or by mistake; a record keeps one.",
        fix: "Kiểm tra biên bản; vắng mặt ở một nội dung thì ghi vào away."
            / "Look at the minutes; absence from one item belongs into away.",
    }
}
