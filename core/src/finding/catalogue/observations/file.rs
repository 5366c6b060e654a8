//! Files, columns and rows of observations.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    INVALID_UTF8 = "OBS-001" "invalid_utf8" Error {
        title: "Không phải UTF-8" / "Not UTF-8",
        message: "các byte `{value}` không phải UTF-8, có thể tệp dùng bảng mã khác"
            / "bytes `{value}` are not UTF-8, maybe the file is in another encoding",
        why: "Đọc sai bảng mã làm hỏng dấu tiếng Việt, nên tên đơn vị và lựa chọn không còn khớp \
            với danh mục."
            / "Text read in the wrong encoding loses its diacritics, and names of units and \
              options no longer match the register.",
        fix: "Lưu lại tệp ở dạng UTF-8; trong Excel chọn \"CSV UTF-8\". Tài liệu dùng phông TCVN3 \
            hoặc VNI phải chuyển mã trước."
            / "Save the file as UTF-8; in Excel choose \"CSV UTF-8\". Texts in TCVN3 or VNI fonts \
              have to be converted first.",
    }

    NOT_NFC = "OBS-002" "not_nfc" Warning {
        title: "Văn bản không ở dạng NFC" / "Text not in NFC",
        message: "`{value}` không ở dạng Unicode NFC, đã được đọc theo NFC"
            / "`{value}` is not in Unicode form NFC; it was read as NFC",
        why: "Chữ dựng sẵn và chữ tổ hợp trông giống nhau nhưng khác mã; công cụ khác sẽ tách một \
            nhóm như \"Khá\" thành hai."
            / "Composed and decomposed letters look alike but differ in code; other tools would \
              split one group such as \"Khá\" into two.",
        fix: "Số liệu đã được đọc đúng nên không bắt buộc sửa. Để dùng ở nơi khác, chuyển tệp sang \
            NFC (Unicode dựng sẵn) bằng công cụ chuyển mã."
            / "The data were read correctly, so nothing has to be done. For use elsewhere, convert \
              the file to NFC (composed Unicode).",
    }

    EMPTY_FILE = "OBS-003" "empty_file" Error {
        title: "Tệp trống" / "Empty file",
        message: "tệp không có dòng tiêu đề" / "the file has no header line",
        why: "Không có dòng tiêu đề thì không biết cột nào là đơn vị, chỉ tiêu, kỳ hay giá trị; \
            cũng có thể tệp xuất bị lỗi."
            / "Without a header nobody knows which column is the unit, the indicator, the period \
              or the value; or the export has failed.",
        fix: "Xuất lại tệp và đặt tên cột ở dòng đầu, ví dụ `unit,indicator,period,value`."
            / "Export the file again, with the names of the columns in its first line, for example \
              `unit,indicator,period,value`.",
    }

    MISSING_COLUMN = "OBS-004" "missing_column" Error {
        title: "Thiếu cột bắt buộc" / "Required column missing",
        message: "thiếu cột `{column}`; dòng tiêu đề có {found}"
            / "column `{column}` is missing; the header has {found}",
        why: "Thiếu cột này thì không bản ghi nào được xác định đủ đơn vị, chỉ tiêu, kỳ và giá trị."
            / "Without this column no record says completely which unit, indicator, period and \
              value it is about.",
        fix: "Bổ sung cột hoặc đổi tên cột đang có. Nếu cột mang tên khác, ví dụ \"Mã tỉnh\", thì \
            khai báo ánh xạ tên cột."
            / "Add the column, or rename the one that holds it. If it bears another name, such as \
              \"Mã tỉnh\", map that name to it.",
    }

    UNKNOWN_COLUMN = "OBS-005" "unknown_column" Warning {
        title: "Cột không được dùng" / "Unknown column",
        message: "cột `{column}` không có trong quy cách và không được đọc"
            / "column `{column}` is not known and is not read",
        why: "Nếu tên cột viết sai thì toàn bộ số liệu trong cột bị bỏ qua, và chỉ tiêu bị coi là \
            không có."
            / "If its name is misspelt, everything in the column is passed over and the indicator \
              counts as absent.",
        fix: "Sửa tên cột hoặc khai báo ánh xạ tên cột. Cột số thứ tự, ghi chú riêng thì có thể để \
            nguyên."
            / "Correct the name, or map it. Columns with running numbers or notes of your own can \
              stay.",
    }

    DUPLICATE_COLUMN = "OBS-006" "duplicate_column" Error {
        title: "Cột bị trùng" / "Column given twice",
        message: "cột `{first}` và `{second}` cùng là `{column}`"
            / "columns `{first}` and `{second}` both give `{column}`",
        why: "Hai cột có thể chứa giá trị khác nhau cho cùng một nội dung; không thể tự chọn cột \
            nào đúng."
            / "Two columns may hold different values for the same thing, and software must not \
              choose between them.",
        fix: "Giữ một cột và xóa hoặc đổi tên cột kia. Nếu dùng ánh xạ tên cột thì kiểm tra hai \
            tên có trỏ về cùng một cột không."
            / "Keep one column and delete or rename the other. If names are mapped, check that no \
              two of them mean the same column.",
    }

    COLUMN_COUNT = "OBS-007" "column_count" Error {
        title: "Số trường không khớp" / "Wrong number of fields",
        message: "dòng có {found} trường, dòng tiêu đề có {expected}"
            / "{found} fields, the header has {expected}",
        why: "Khi thừa hoặc thiếu trường, giá trị bị lệch sang cột khác, ví dụ giá trị nằm ở cột \
            kỳ; bản ghi không được dùng."
            / "With a field too many or too few, values slip into other columns, a value into that \
              of the period for instance; the record is not used.",
        fix: "Đặt trong ngoặc kép những ô có chứa dấu phân cách, ví dụ `\"65,43\"` trong tệp dùng \
            dấu phẩy, hoặc dùng dấu `;` làm dấu phân cách."
            / "Quote cells that contain the delimiter, such as `\"65,43\"` in a file with commas, \
              or use `;` as the delimiter.",
    }

    FOOTER_ROW = "OBS-008" "footer_row" Warning {
        title: "Dòng tổng cộng" / "Total or footer row",
        message: "`{value}` là dòng tổng cộng hoặc chân bảng, được bỏ qua"
            / "`{value}` marks a total or footer row; it is left out",
        why: "Dòng tổng, trung vị hay lớn nhất không phải là đơn vị; nếu đọc vào sẽ bị chấm điểm \
            và xếp hạng như một đơn vị."
            / "Totals, medians and maxima are not units; if they were read, they would be scored \
              and ranked like one.",
        fix: "Xóa các dòng này khỏi tệp số liệu. Nếu đây đúng là tên của một đơn vị thì ghi mã đơn \
            vị thay cho tên."
            / "Delete such rows from the data. If this really is the name of a unit, write its \
              code instead.",
    }

    REPEATED_HEADER = "OBS-009" "repeated_header" Warning {
        title: "Dòng tiêu đề lặp lại" / "Header repeated",
        message: "dòng tiêu đề lặp lại, được bỏ qua"
            / "the header is repeated; the row is left out",
        why: "Thường do ghép nhiều tệp hoặc nhiều trang in; có thể một tệp đã được ghép hai lần."
            / "This mostly comes from files or printed pages joined together; one of them may have \
              been joined twice.",
        fix: "Xóa dòng tiêu đề thừa và kiểm tra số liệu ở chỗ ghép có bị trùng không."
            / "Delete the extra header, and check that no data were repeated where the files were \
              joined.",
    }

    ABSENT_INDICATOR = "OBS-010" "absent_indicator" Warning {
        title: "Không có cột cho chỉ tiêu" / "No column for an indicator",
        message: "không có cột cho chỉ tiêu `{indicator}`, chỉ tiêu vắng ở mọi đơn vị"
            / "no column for indicator `{indicator}`: it is absent for every unit",
        why: "Không có cột khác với có cột mà ô trống: chỉ tiêu không được hỏi ở đơn vị nào, nên \
            không thể coi là đơn vị không báo cáo."
            / "No column is not the same as empty cells: no unit was asked for the indicator, so \
              none can be said to have failed to report it.",
        fix: "Bổ sung cột mang mã chỉ tiêu, hoặc sửa tên cột đang có. Nếu kỳ này không thu thập \
            chỉ tiêu thì không cần làm gì."
            / "Add a column with the code of the indicator, or correct the name of the existing \
              one. If it is not collected in this period, nothing has to be done.",
    }

    MISSING_REQUIRED = "OBS-011" "missing_required" Error {
        title: "Ô bắt buộc bị trống" / "Required cell empty",
        message: "`{column}` bị trống nhưng là bắt buộc" / "`{column}` is empty, but required",
        why: "Bản ghi thiếu thông tin này thì không dùng được, hoặc không thể kiểm chứng khi thẩm \
            định."
            / "Without it the record cannot be used, or not be verified at appraisal.",
        fix: "Điền ô còn trống theo báo cáo gốc. Trong Excel, ô gộp chỉ giữ giá trị ở dòng đầu, \
            hãy điền lại cho từng dòng."
            / "Fill the cell from the original report. Merged cells of a spreadsheet keep their \
              value in the first row only; fill in every row.",
    }

    NO_RECORDS = "OBS-012" "no_records" Warning {
        title: "Không có bản ghi" / "No records",
        message: "tệp có dòng tiêu đề nhưng không có bản ghi"
            / "the file has a header, but no records",
        why: "Tệp không có số liệu vẫn được coi là hợp lệ, nên dễ tưởng nhầm rằng đơn vị đã báo \
            cáo đầy đủ."
            / "A file without data passes every other check, and it may seem that everything was \
              reported.",
        fix: "Kiểm tra bộ lọc và trang tính khi xuất tệp, rồi xuất lại."
            / "Check the filter and the sheet from which the file was exported, and export it \
              again.",
    }

    SEVERAL_LAYERS = "OBS-013" "several_layers" Error {
        title: "Nhiều lớp số liệu" / "Several layers",
        message: "số liệu có nhiều lớp: {layers}" / "the data hold several layers: {layers}",
        why: "Tự đánh giá, thẩm định và quyết định là các số liệu khác nhau; không thể chấm điểm \
            lẫn lộn."
            / "Self-assessed, appraised and decided figures are different figures; a score cannot \
              mix them.",
        fix: "Chọn lớp cần dùng, ví dụ `--layer appraised`; lớp không tên là `--layer \"\"`."
            / "Choose the layer to be used, such as `--layer appraised`; the layer without a name \
              is `--layer \"\"`.",
    }

    UNKNOWN_LAYER = "OBS-014" "unknown_layer" Error {
        title: "Không có lớp số liệu" / "Layer not in the data",
        message: "số liệu không có lớp `{value}`; các lớp có: {layers}"
            / "the data have no layer `{value}`; there are: {layers}",
        why: "Nếu tên lớp viết sai thì không bản ghi nào được dùng, và mọi đơn vị như thể chưa báo \
            cáo."
            / "If its name is misspelt, no record is used, and it looks as if no unit had \
              reported.",
        fix: "Ghi đúng tên lớp như trong số liệu, ví dụ `--layer appraised`."
            / "Write the name of the layer as the data have it, for example `--layer appraised`.",
    }

    LAYER_NOT_LISTED = "OBS-015" "layer_not_listed" Error {
        title: "Lớp không có trong bộ chỉ số" / "Layer not listed",
        message: "lớp `{value}` không thuộc các lớp của bộ chỉ số: {layers}"
            / "layer `{value}` is not one of the layers of the framework: {layers}",
        why: "Bộ chỉ số khai báo danh sách lớp đóng; một lớp viết sai tên thành một bộ số liệu \
            riêng mà không ai dùng."
            / "The framework declares a closed list; a misspelt layer becomes a set of data of its \
              own that nobody uses.",
        fix: "Ghi đúng tên lớp trong danh sách, phân biệt dấu."
            / "Write a layer of the list, with its diacritics.",
    }

    SECOND_HEADER_ROW = "OBS-016" "second_header_row" Warning {
        title: "Dòng tiêu đề thứ hai" / "Second row of the header",
        message: "dòng tiêu đề thứ hai, không phải số liệu: {value}"
            / "a second row of the header, no data: {value}",
        why: "Dưới tên cột còn một dòng ghi đơn vị tính hoặc tên cột con. Công cụ khác coi đó là số \
            liệu, hoặc đọc nhầm cột con."
            / "Below the names stands a row of units of measure, or of the names of columns under a \
              common heading. Other tools take it for data, or mix the columns up.",
        fix: "Kiểm tra các cột đã được hiểu đúng chưa; nên gộp thành một dòng tiêu đề, mỗi cột một tên."
            / "Check that the columns were understood, and better join both rows to one, with a name \
              for each column.",
    }

    DIVIDED_COLUMNS = "OBS-017" "divided_columns" Error {
        title: "Cột chia thành cột con" / "Columns divided into parts",
        message: "dòng tiêu đề thứ hai chia cột thành cột con: {value}; bảng không được đọc"
            / "a second row of the header divides columns: {value}; the table is not read",
        why: "Một tên đứng trên nhiều cột con, ví dụ từng năm hoặc nam và nữ; không biết giá trị nào \
            là giá trị của chỉ tiêu."
            / "One name stands above several columns, years or men and women for instance, and nobody \
              knows which of them holds the value of the indicator.",
        fix: "Chuyển bảng sang dạng dài, mỗi giá trị một dòng với cột kỳ riêng, hoặc ghi mã chỉ tiêu \
            cho từng cột con trong một dòng tiêu đề duy nhất."
            / "Bring the table into long form, with one value a row and a column for the period, or \
              give every column the code of an indicator, in a single row of the header.",
    }

    ANOTHER_TABLE = "OBS-018" "another_table" Warning {
        title: "Bảng khác trong cùng tệp" / "Another table in the file",
        message: "một bảng khác bắt đầu ở đây, được đọc theo các cột: {columns}"
            / "another table begins here, read by its own columns: {columns}",
        why: "Tệp chứa nhiều bảng có tiêu đề khác nhau. Công cụ khác đọc bảng sau theo cột của bảng đầu."
            / "The file holds several tables with different headers. Other tools read all of them by \
              the columns of the first.",
        fix: "Kiểm tra các cột; nên tách mỗi bảng thành một tệp riêng."
            / "Check the columns, and better give each table a file of its own.",
    }

    TABLE_NOT_READ = "OBS-019" "table_not_read" Error {
        title: "Bảng khác không đọc được" / "Another table that cannot be read",
        message: "một bảng khác bắt đầu ở đây mà thiếu cột cần thiết: {columns}; không được đọc"
            / "another table begins here, without the columns it needs: {columns}; it is not read",
        why: "Các dòng từ đây không được đọc, vì tiêu đề của chúng không cho biết đủ đơn vị, chỉ tiêu \
            và giá trị."
            / "The rows from here on are left out, because their header does not say where unit, \
              indicator and value stand.",
        fix: "Tách bảng thành một tệp riêng và bổ sung các cột còn thiếu, hoặc xóa nếu không phải số liệu."
            / "Give the table a file of its own, with the columns that are missing, or delete it if it \
              is no data.",
    }

    READ_AS = "OBS-021" "read_as" Info {
        title: "Dạng của tệp" / "Form of the file",
        message: "được đọc như {form}" / "read as {form}",
        why: "Bảng mã, trang tính và dòng tiêu đề được tự nhận biết; nếu nhận sai thì số liệu bị đọc \
            sai."
            / "Encoding, sheet and header row were found out; if that went wrong, the data were \
              read wrongly.",
        fix: "Nếu đúng thì không cần làm gì. Nếu sai thì nêu rõ bằng `--encoding`, `--sheet`, \
            `--header-row` hoặc `--delimiter`."
            / "If it is right, nothing has to be done. Otherwise say it with `--encoding`, \
              `--sheet`, `--header-row` or `--delimiter`.",
    }

    OTHER_ENCODING = "OBS-022" "other_encoding" Warning {
        title: "Có thể là bảng mã khác" / "Maybe another encoding",
        message: "văn bản có vẻ là {encoding} (chắc chắn {certainty} %), chưa được đọc như vậy"
            / "the text looks like {encoding} ({certainty} % certain), and was not read as that",
        why: "Văn bản soạn bằng phông TCVN3 (.VnTime) hoặc VNI hiện ra đúng trong phông đó, nhưng \
            là chữ khác trong Unicode; tên đơn vị sẽ không khớp."
            / "Text written in a TCVN3 (.VnTime) or VNI font looks right in that font, but consists \
              of other letters in Unicode; names of units do not match.",
        fix: "Kiểm tra vài dòng; nếu đúng thì chạy lại với `--encoding tcvn3` hoặc `--encoding vni`, \
            hoặc chuyển tệp sang Unicode."
            / "Look at a few lines; if it is true, run again with `--encoding tcvn3` or \
              `--encoding vni`, or convert the file to Unicode.",
    }

    DAMAGED_FILE = "OBS-023" "damaged_file" Error {
        title: "Tệp hỏng" / "Damaged file",
        message: "không đọc được hết tệp: {reason}" / "the file cannot be read whole: {reason}",
        why: "Những gì đọc được trước chỗ hỏng đã được kiểm tra, nhưng phần sau thì không ai biết."
            / "What came before the damage was checked; what comes after it nobody knows.",
        fix: "Tải hoặc xuất lại tệp. Tệp nén và trang tính bị cắt ngang thường do sao chép chưa xong."
            / "Download or export the file again. Archives and workbooks are mostly cut off because \
              a copy was not finished.",
    }

    MORE_FINDINGS = "OBS-024" "more_findings" Info {
        title: "Còn phát hiện không liệt kê" / "Findings that are not listed",
        message: "{found} phát hiện {rule} ở mức {severity}, trong đó {listed} được liệt kê"
            / "{found} findings {rule} of severity {severity}, of which {listed} are listed",
        why: "Một lỗi lặp lại ở mọi dòng được đếm đủ nhưng chỉ liệt kê một phần."
            / "A fault that recurs in every row is counted to the last, and listed in part.",
        fix: "Sửa nguyên nhân chung rồi kiểm tra lại; để liệt kê tất cả, dùng `--max-per-rule 0`."
            / "Mend what they have in common and check again; `--max-per-rule 0` lists them all.",
    }

    UNCLOSED_QUOTE = "OBS-031" "unclosed_quote" Error {
        title: "Dấu ngoặc kép không đóng" / "Quote that is never closed",
        message: "dấu ngoặc kép mở ở `{value}` không được đóng; bản ghi bị bỏ, đọc tiếp từ dòng sau"
            / "the quote opened at `{value}` is never closed; reading goes on with the next line",
        why: "Một dấu ngoặc không đóng khiến chương trình khác nuốt cả phần còn lại của tệp vào một ô."
            / "Other programs take everything behind an open quote for one field, to the end of the \
              file.",
        fix: "Đóng dấu ngoặc ở cuối ô, hoặc viết hai dấu `\"\"` cho một dấu ngoặc trong ô."
            / "Close the quote at the end of the field, or write two, `\"\"`, for a quote inside a field.",
    }

    STRAY_QUOTE = "OBS-032" "stray_quote" Warning {
        title: "Dấu ngoặc kép lạc chỗ" / "Stray quote",
        message: "ô `{value}` có dấu ngoặc kép không bao trọn ô; đã được đọc như một ký tự thường"
            / "field `{value}` has a quote that does not enclose it; it was read as an ordinary sign",
        why: "Mỗi chương trình đọc một dấu ngoặc như vậy một cách khác nhau."
            / "Every program reads such a quote in its own way.",
        fix: "Đặt cả ô trong dấu ngoặc và viết hai dấu `\"\"` cho dấu ngoặc bên trong, hoặc bỏ dấu ngoặc."
            / "Enclose the whole field and write two, `\"\"`, for the quote inside, or leave it out.",
    }

    NUL_BYTE = "OBS-033" "nul_byte" Error {
        title: "Byte NUL" / "NUL byte",
        message: "ô `{value}` có byte NUL, có thể tệp bị hỏng hoặc dùng bảng mã UTF-16"
            / "field `{value}` holds a NUL byte; maybe the file is damaged, or in UTF-16",
        why: "Văn bản không chứa byte NUL; nhiều chương trình coi đó là hết dữ liệu và bỏ phần sau."
            / "No text holds a NUL byte; many programs take it for the end and drop what follows.",
        fix: "Xuất lại tệp ở dạng UTF-8."
            / "Export the file again as UTF-8.",
    }

    RECORD_TOO_LONG = "OBS-034" "record_too_long" Error {
        title: "Bản ghi quá dài" / "Record too long",
        message: "bản ghi dài hơn {most} byte và bị bỏ qua"
            / "the record is longer than {most} bytes and was passed over",
        why: "Không dòng số liệu nào dài như vậy; tệp bị hỏng, hoặc không phải là bảng."
            / "No row of data is as long as that; the file is damaged, or no table.",
        fix: "Xem lại tệp ở dòng này; kiểm tra dấu xuống dòng."
            / "Look at the file from this line on; check its line ends.",
    }

    TOO_MANY_COLUMNS = "OBS-035" "too_many_columns" Error {
        title: "Quá nhiều cột" / "Too many columns",
        message: "dòng tiêu đề có {found} cột, nhiều nhất là {most}; tệp không được đọc"
            / "the header has {found} columns, at most {most} are read; the file is not read",
        why: "Bảng tính không chứa nhiều cột như vậy; dấu phân cách bị nhận sai hoặc tệp bị hỏng."
            / "No spreadsheet holds that many; the delimiter is wrong, or the file is damaged.",
        fix: "Kiểm tra dấu phân cách, và dòng đầu có đúng là tên các cột hay không."
            / "Check the delimiter, and whether the first line holds the names of the columns.",
    }

    CUT_OFF = "OBS-036" "cut_off" Warning {
        title: "Tệp bị cắt cụt" / "File cut off",
        message: "tệp hết giữa chừng một bản ghi: {found} trên {expected} cột, không có dấu xuống dòng"
            / "the file ends within a record: {found} of {expected} columns and no line end",
        why: "Tệp truyền hoặc xuất chưa xong; có thể còn nhiều bản ghi nữa bị thiếu."
            / "It was not transferred or exported to its end; more records may be missing.",
        fix: "Lấy lại tệp đầy đủ."
            / "Get the whole file again.",
    }
}
