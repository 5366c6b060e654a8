//! Keys, codes, nodes and weights of a framework.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    SYNTAX = "FWK-001" "syntax" Error {
        title: "Tệp sai cú pháp" / "File cannot be parsed",
        message: "tệp không phải là {format} hợp lệ: {detail}"
            / "the file is not valid {format}: {detail}",
        why: "Tệp sai cú pháp thì không đọc được phần nào, nên chưa kiểm tra và chấm điểm được gì."
            / "A file with a syntax error cannot be read at all, so nothing is checked or scored.",
        fix: "Sửa tại dòng được chỉ ra; thường do thiếu dấu ngoặc kép, dấu phẩy hoặc dấu ngoặc \
            đóng. Ví dụ trong TOML: `name = \"Trụ cột 1\"`."
            / "Correct the line that is pointed at; most often a quotation mark, a comma or a \
              closing bracket is missing. In TOML, for example: `name = \"Pillar 1\"`.",
    }

    UNKNOWN_KEY = "FWK-002" "unknown_key" Error {
        title: "Khóa không có trong quy cách" / "Unknown key",
        message: "khóa `{key}` không được dùng ở đây" / "key `{key}` is not known here",
        why: "Một khóa viết sai sẽ bị bỏ qua mà không ai hay, và bộ chỉ số được tính khác với quy \
            định đã ban hành."
            / "A misspelt key would be passed over in silence, and the framework would be scored \
              differently from what was decided.",
        fix: "Sửa chính tả của khóa, chuyển khóa về đúng mục hoặc xóa đi. Lệnh `chuan schema \
            framework` liệt kê các khóa được dùng."
            / "Correct the spelling, move the key to the section where it belongs, or delete it. \
              `chuan schema framework` lists the keys.",
    }

    WRONG_VALUE = "FWK-003" "wrong_value" Error {
        title: "Giá trị không hợp lệ của khóa" / "Value of a key not allowed",
        message: "`{path}`: {detail}" / "`{path}`: {detail}",
        why: "Giá trị sai kiểu hoặc ngoài danh sách cho phép thì không thể hiểu chắc chắn, nên bộ \
            chỉ số không được chấp nhận."
            / "A value of the wrong type, or outside the list of allowed ones, cannot be \
              understood for certain, so the framework is not accepted.",
        fix: "Viết lại giá trị theo đúng kiểu. Số không đặt trong ngoặc kép và dùng dấu chấm thập \
            phân, ví dụ `0.25`; văn bản đặt trong ngoặc kép."
            / "Write the value in the type that is expected. Numbers go without quotation marks \
              and with a decimal point, as in `0.25`; texts go in quotation marks.",
    }

    MISSING_KEY = "FWK-004" "missing_key" Error {
        title: "Thiếu khóa bắt buộc" / "Required key missing",
        message: "`{path}` thiếu khóa `{key}`" / "`{path}` lacks the key `{key}`",
        why: "Thiếu thông tin này thì không có cách hiểu duy nhất cho bộ chỉ số, và phần mềm không \
            được tự đoán."
            / "Without it the framework can be understood in more than one way, and software must \
              not guess.",
        fix: "Bổ sung khóa cùng giá trị lấy từ văn bản ban hành bộ chỉ số. Lệnh `chuan schema \
            framework` cho biết khóa nào bắt buộc."
            / "Add the key with the value that the document behind the framework gives. `chuan \
              schema framework` says which keys are required.",
    }

    DUPLICATE_CODE = "FWK-010" "duplicate_code" Error {
        title: "Mã bị trùng" / "Code used twice",
        message: "mã `{value}` bị trùng; lần đầu ở dòng {first}"
            / "code `{value}` is used twice; first on line {first}",
        why: "Số liệu và tham chiếu gọi theo mã; khi hai mục cùng mã thì không biết giá trị thuộc \
            về mục nào."
            / "Data and references go by code; with two entries of one code nobody can tell to \
              which of them a value belongs.",
        fix: "Đặt cho một trong hai mục một mã khác, ví dụ `1.2` thay cho `1.1`, và sửa mọi chỗ \
            dùng mã đó. Nếu là một mục chép hai lần thì xóa một."
            / "Give one of the two another code, such as `1.2` for `1.1`, and correct what refers \
              to it. If the entry was copied by mistake, delete one.",
    }

    UNKNOWN_REFERENCE = "FWK-011" "unknown_reference" Error {
        title: "Tham chiếu không tồn tại" / "Reference to nothing",
        message: "`{value}` không ứng với {kind} nào của bộ chỉ số"
            / "`{value}` names no {kind} of this framework",
        why: "Phần tham chiếu tới một mã không có sẽ bị rơi khỏi phép tính, làm điểm hoặc mức sai \
            mà khó nhận ra."
            / "What refers to a code that does not exist drops out of the calculation, and scores \
              or levels go wrong without anyone noticing.",
        fix: "Sửa mã cho đúng với mục đã khai báo, hoặc khai báo mục còn thiếu. Mã phân biệt chữ \
            hoa, chữ thường và phải đúng cả dấu."
            / "Correct the code to one that is declared, or declare what is missing. Codes are \
              compared with their case and diacritics.",
    }

    CYCLE = "FWK-012" "cycle" Error {
        title: "Cấu trúc vòng lặp" / "Nodes form a cycle",
        message: "các nút tạo thành vòng lặp: {cycle}" / "nodes form a cycle: {cycle}",
        why: "Điểm của mỗi nút tính từ các nút con; trong vòng lặp thì nút phụ thuộc vào chính nó \
            nên không tính được điểm."
            / "A node is scored from its children; in a cycle it would depend on itself, so it has \
              no score.",
        fix: "Bỏ một liên kết cha con trong vòng lặp, thường là chỗ nút cấp cao bị ghi thành con \
            của nút cấp thấp."
            / "Remove one link of the cycle, usually the one that makes a node of a higher tier \
              the child of a lower one.",
    }

    ORPHAN_NODE = "FWK-013" "orphan_node" Warning {
        title: "Nút đứng riêng lẻ" / "Node without parent or children",
        message: "`{indicator}` không có nút cha và nút con nên không góp vào điểm nào"
            / "`{indicator}` has neither parent nor children: it is part of no score",
        why: "Chỉ tiêu vẫn được thu thập nhưng không ảnh hưởng đến điểm hay xếp hạng; công sức của \
            các đơn vị bị bỏ phí."
            / "It is collected but changes no score and no rank; the work of the offices that \
              report it is wasted.",
        fix: "Ghi nút cha cho chỉ tiêu theo đúng cấu trúc của bộ chỉ số. Nếu chỉ tiêu đã bãi bỏ \
            thì xóa khỏi tệp."
            / "Name its parent as the structure of the framework has it. If it has been abolished, \
              delete it from the file.",
    }

    DOUBLE_COUNTING = "FWK-014" "double_counting" Warning {
        title: "Tính trùng" / "Counted more than once",
        message: "`{indicator}` đi tới `{root}` theo nhiều đường nên bị tính nhiều lần"
            / "`{indicator}` reaches `{root}` along more than one way and is counted twice or more",
        why: "Chỉ tiêu được tính nhiều lần có trọng số thực tế lớn hơn quy định, làm lệch điểm và \
            thứ hạng."
            / "What is counted more than once weighs more than the framework states, which \
              distorts scores and ranks.",
        fix: "Chỉ giữ một đường dẫn lên. Trụ cột chỉ dùng để trình bày, gom các chỉ số đã có, thì \
            đánh dấu `view = true`."
            / "Keep a single way up. Mark a pillar that only shows indices placed elsewhere with \
              `view = true`.",
    }

    EMPTY_NODE = "FWK-015" "empty_node" Error {
        title: "Nút không có nút con" / "Node without children",
        message: "nút `{indicator}` không có nút con nên không có gì để tổng hợp"
            / "node `{indicator}` has no children, so there is nothing to aggregate",
        why: "Nút tổng hợp không có thành phần thì không bao giờ có điểm, và các nút cấp trên cũng \
            thiếu điểm theo."
            / "A node that aggregates nothing never has a score, and the nodes above it lack one \
              as well.",
        fix: "Gắn các chỉ tiêu thành phần vào nút, hoặc xóa nút. Nếu nút được đo trực tiếp thì \
            khai báo là chỉ tiêu."
            / "Put its components under the node, or delete it. If it is measured directly, \
              declare it as an indicator.",
    }

    WEIGHTS_SUM = "FWK-020" "weights_sum" Warning {
        title: "Tổng trọng số sai" / "Weights add up to another sum",
        message: "tổng trọng số dưới `{indicator}` là {sum}, không phải {stated}"
            / "weights under `{indicator}` add up to {sum}, not {stated}",
        why: "Tổng trọng số không khớp thường do gõ nhầm hoặc bỏ sót một thành phần; điểm sẽ khác \
            bản công bố."
            / "A sum that does not agree mostly comes from a slip or a component left out; scores \
              then differ from the published ones.",
        fix: "Đối chiếu từng trọng số với văn bản ban hành và sửa chỗ sai. Nếu bộ chỉ số quy định \
            tổng khác thì khai báo tổng đó."
            / "Compare each weight with the document behind the framework and correct it. If \
              another sum is intended, state that sum.",
    }

    POINTS_SUM = "FWK-021" "points_sum" Warning {
        title: "Tổng điểm tối đa sai" / "Points add up to another sum",
        message: "tổng điểm tối đa dưới `{indicator}` là {sum}, không phải {stated} như đã ghi"
            / "points under `{indicator}` add up to {sum}, not to the stated {stated}",
        why: "Nếu điểm tối đa của các thành phần không cộng lại bằng điểm của nhóm thì không đơn \
            vị nào đạt được điểm đã công bố, hoặc có đơn vị vượt điểm tối đa."
            / "If the points of the parts do not add up to those of the group, no unit can reach \
              the published maximum, or some may exceed it.",
        fix: "Đối chiếu điểm tối đa của từng tiêu chí với văn bản ban hành. Nếu chính văn bản cộng \
            sai thì giữ nguyên văn và ghi chú lại."
            / "Compare the points of each criterion with the document behind the framework. If the \
              document itself adds up wrongly, keep its figures and make a note of it.",
    }

    BAD_WEIGHT = "FWK-022" "bad_weight" Error {
        title: "Trọng số không hợp lệ" / "Impossible weight",
        message: "trọng số hoặc điểm `{value}` của `{indicator}` âm hoặc không hữu hạn"
            / "weight or points `{value}` of `{indicator}` are negative or not finite",
        why: "Trọng số âm khiến đơn vị làm tốt hơn lại bị điểm thấp hơn; giá trị vô hạn làm hỏng \
            mọi điểm ở cấp trên."
            / "A negative weight lowers the score of those who do better; an infinite one spoils \
              every score above it.",
        fix: "Ghi một số từ 0 trở lên, ví dụ `0.15`. Với chỉ tiêu càng thấp càng tốt, hãy khai báo \
            chiều của chỉ tiêu, không dùng trọng số âm."
            / "Write a number of at least 0, such as `0.15`. For an indicator where less is \
              better, declare its direction; do not use a negative weight.",
    }

    ALL_WEIGHTS_ZERO = "FWK-023" "all_weights_zero" Error {
        title: "Mọi trọng số bằng 0" / "All weights are zero",
        message: "mọi trọng số dưới `{indicator}` bằng 0 nên không tính được điểm"
            / "all weights under `{indicator}` are zero: it cannot be scored",
        why: "Điểm của nút là trung bình có trọng số; khi tổng trọng số bằng 0 thì phép chia không \
            xác định."
            / "The score is a weighted mean; when the weights add up to zero, the division is not \
              defined.",
        fix: "Ghi trọng số lớn hơn 0 cho ít nhất một thành phần. Nếu các thành phần ngang nhau thì \
            ghi cùng một số, ví dụ `1`."
            / "Give at least one component a weight above 0. If they count equally, give them all \
              the same number, such as `1`.",
    }
}
