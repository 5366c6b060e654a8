//! Rules about the log of a meeting.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    LOG_LINE = "MTG-700" "log_line" Error {
        title: "Dòng nhật ký không đọc được" / "Line of a log cannot be read",
        message: "sự kiện {seq}: {why}" / "event {seq}: {why}",
        why: "Mỗi dòng là một sự kiện viết bằng một đối tượng JSON với các khóa seq, event, on và \
            recorded_at. Dòng không đọc được thì không biết điều gì đã xảy ra, và chuỗi băm bị đứt."
            / "Each line is an event written as one JSON object with the keys seq, event, on and \
              recorded_at. What a line that cannot be read says is lost, and the chain is broken.",
        fix: "Khôi phục dòng từ bản sao lưu. Không sửa tay: mọi sửa đổi đều lộ ra ở chuỗi băm."
            / "Restore the line from a copy. Do not mend it by hand: the chain shows every change.",
    }

    LOG_TRANSITION = "MTG-701" "log_transition" Error {
        title: "Sự kiện không hợp lệ ở trạng thái này" / "Event is not legal in this state",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: không thể `{event}` khi đang `{state}`"
            / "event {seq}, task `{task}`: `{event}` cannot follow the state `{state}`",
        why: "Nhiệm vụ đã xong không thể được báo cáo tiếp, nhiệm vụ đang tạm hoãn không thể được \
            nghiệm thu. Sự kiện như vậy không được tính."
            / "No progress is reported on a task that is done, none that is paused is accepted. \
              Such an event does not count.",
        fix: "Kiểm tra ngày và loại sự kiện. Nếu dòng sai thì hủy bằng một dòng void rồi ghi lại; \
            nếu thiếu một bước thì ghi bổ sung bước đó."
            / "Check the day and the kind of the event. Take a wrong line out with a void and write \
              the right one; where a step is missing, write it too.",
    }

    LOG_TASK = "MTG-702" "log_task" Error {
        title: "Nhiệm vụ không có trong bản ghi" / "Task is not in the record",
        message: "sự kiện {seq}: không có nhiệm vụ `{value}`" / "event {seq}: there is no task `{value}`",
        why: "Nhật ký chỉ nói về nhiệm vụ của bản ghi cuộc họp mà nó thuộc về."
            / "A log speaks of the tasks of the record that it belongs to, and of no others.",
        fix: "Kiểm tra mã nhiệm vụ, và kiểm tra nhật ký có đúng của bản ghi này không."
            / "Check the id of the task, and whether the log belongs to this record.",
    }

    LOG_TIME = "MTG-703" "log_time" Error {
        title: "Thời điểm không thể có" / "Impossible time",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: {what}" / "event {seq}, task `{task}`: {what}",
        why: "Không việc gì xảy ra với một nhiệm vụ chưa được giao, và không ai ghi lại được điều \
            chưa xảy ra."
            / "Nothing happens to a task that was not given yet, and nobody can write down what has \
              not happened.",
        fix: "Sửa ngày bằng cách hủy dòng (void) rồi ghi lại dòng đúng."
            / "Correct the day: take the line out with a void, then write the right one.",
    }

    LOG_SEQ = "MTG-704" "log_seq" Error {
        title: "Số thứ tự bị đứt hoặc lặp" / "Gap or repeat in the numbers",
        message: "sự kiện mang số {seq}, lẽ ra là {expected}"
            / "the event bears the number {seq}, it should be {expected}",
        why: "Số thứ tự tăng từng đơn vị từ 0. Thiếu số nghĩa là có dòng bị mất; lặp số nghĩa là hai \
            người đã ghi cùng lúc."
            / "Numbers rise by one from 0. A gap means that a line is lost, a repeat that two people \
              wrote at once.",
        fix: "Tìm lại dòng bị thiếu trong bản sao lưu. Chỉ ghi thêm bằng `chuan meeting append`, lệnh \
            này khóa tệp và kiểm tra dòng cuối."
            / "Look for the missing line in a copy. Write with `chuan meeting append` only: it locks \
              the file and compares the last line.",
    }

    LOG_CHAIN = "MTG-705" "log_chain" Error {
        title: "Chuỗi băm bị đứt" / "Hash chain is broken",
        message: "sự kiện {seq}: {what}, mã băm không khớp" / "event {seq}: {what}, the hashes differ",
        why: "Mỗi dòng mang mã băm của dòng trước, dòng đầu mang mã băm của bản ghi. Mã không khớp \
            nghĩa là có nội dung đã bị sửa sau khi ghi."
            / "Each line bears the hash of the line before, the first one that of the record. Where \
              they differ, something was changed after it was written.",
        fix: "So với bản sao lưu. Muốn đính chính thì thêm dòng void và dòng đúng; muốn sửa bản ghi thì \
            lập bản sửa đổi mới mang mã băm của bản cũ."
            / "Compare with a copy. To correct, add a void and the right line; to correct a record, \
              make a new revision that names the old hash.",
    }

    LOG_BACK_DATED = "MTG-706" "log_back_dated" Warning {
        title: "Ghi lùi ngày" / "Back-dated",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: xảy ra trước một sự kiện đã ghi"
            / "event {seq}, task `{task}`: it happened before an event that was written earlier",
        why: "Ghi muộn là bình thường, nhưng dòng lùi ngày làm thay đổi những gì đã báo cáo trước đó."
            / "Things become known late, but a back-dated line changes what was reported before.",
        fix: "Kiểm tra ngày xảy ra. Nếu đúng thì không cần làm gì; báo cáo cũ vẫn tái lập được với \
            `--known-at`."
            / "Check the day. If it is right there is nothing to do; earlier reports can be repeated \
              with `--known-at`.",
    }

    LOG_PERCENT = "MTG-707" "log_percent" Warning {
        title: "Tiến độ bất thường" / "Odd progress",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: tiến độ {what}"
            / "event {seq}, task `{task}`: progress is {what}",
        why: "Tiến độ nằm giữa 0 và 100 phần trăm và thường không giảm."
            / "Progress lies between 0 and 100 per cent and seldom falls.",
        fix: "Kiểm tra con số; nếu khối lượng công việc tăng lên thì ghi rõ trong ghi chú."
            / "Check the figure; where the work has grown, say so in a note.",
    }

    LOG_EXTENSION = "MTG-708" "log_extension" Warning {
        title: "Gia hạn đáng ngờ" / "Doubtful extension",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: gia hạn {what}"
            / "event {seq}, task `{task}`: extended {what}",
        why: "Gia hạn phải được người giao đồng ý bằng văn bản, trước khi hết hạn. Gia hạn sau đó làm \
            một nhiệm vụ quá hạn trông như còn hạn."
            / "An extension is granted in writing and before the deadline. Granted later, it makes a \
              task that was late look in time.",
        fix: "Dẫn văn bản cho phép trong evidence. Kết quả so với hạn ban đầu luôn được nêu bên cạnh."
            / "Name the document that grants it in evidence. Timeliness against the first deadline is \
              always shown beside.",
    }

    LOG_BY_OWNER = "MTG-709" "log_by_owner" Warning {
        title: "Tự nghiệm thu" / "Accepted by the owner itself",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: đơn vị chủ trì tự nghiệm thu hoặc tự trả lại"
            / "event {seq}, task `{task}`: its owner accepted or returned it",
        why: "Người thực hiện không tự xác nhận kết quả của mình; tỷ lệ hoàn thành sẽ thiếu tin cậy."
            / "Those who did the work do not confirm it themselves; rates built on that are weak.",
        fix: "Để cơ quan giao nhiệm vụ xác nhận, hoặc ghi rõ ai được ủy quyền."
            / "Let the body that gave the task confirm, or say who was entitled to.",
    }

    LOG_NO_EVIDENCE = "MTG-710" "log_no_evidence" Warning {
        title: "Nghiệm thu không có minh chứng" / "Accepted without evidence",
        message: "sự kiện {seq}, nhiệm vụ `{task}`: nghiệm thu không kèm minh chứng"
            / "event {seq}, task `{task}`: accepted without evidence",
        why: "Không có văn bản hoặc sản phẩm thì không ai kiểm tra lại được."
            / "Without a document or a product nobody can check it again.",
        fix: "Ghi số văn bản hoặc nguồn vào evidence."
            / "Name the document or the source in evidence.",
    }

    LOG_SILENT = "MTG-711" "log_silent" Info {
        title: "Lâu không có tin" / "Nothing heard for long",
        message: "nhiệm vụ `{task}`: {days} ngày không có sự kiện nào"
            / "task `{task}`: nothing heard for {days} {days?day|days}",
        why: "Nhiệm vụ không có tin tức thường là nhiệm vụ không ai làm, nhưng không có sự kiện không \
            phải là bằng chứng chưa làm."
            / "A task of which nothing is heard is often one that nobody works on, though silence \
              proves nothing.",
        fix: "Đề nghị đơn vị chủ trì báo cáo." / "Ask the owner for a report.",
    }

    LOG_NOT_OPENED = "MTG-712" "log_not_opened" Warning {
        title: "Nhật ký không có dòng mở" / "Log does not begin with `open`",
        message: "sự kiện {seq}: dòng đầu phải là `open` và mang mã băm của bản ghi"
            / "event {seq}: the first line should be `open` and name the hash of the record",
        why: "Không có dòng mở thì nhật ký không gắn với bản ghi nào; hạn trong bản ghi có thể bị sửa \
            mà không ai thấy."
            / "Without it the log is tied to no record, and a deadline in the record could be changed \
              unseen.",
        fix: "Mở nhật ký bằng `chuan meeting append --event open`."
            / "Open a log with `chuan meeting append --event open`.",
    }

    LOG_VOID = "MTG-713" "log_void" Error {
        title: "Hủy dòng không hợp lệ" / "Wrong void",
        message: "sự kiện {seq}: không thể hủy sự kiện {target}, {what}"
            / "event {seq}: cannot take out event {target}, {what}",
        why: "Dòng void hủy đúng một dòng trước đó, và chỉ một lần. Dòng mở không thể bị hủy."
            / "A void takes out one earlier line, once. The opening line cannot be taken out.",
        fix: "Kiểm tra seq_ref. Muốn khôi phục một dòng đã hủy thì hủy dòng void đó."
            / "Check seq_ref. To bring back a line that was taken out, take out the void.",
    }

    LOG_LABEL = "MTG-714" "log_label" Warning {
        title: "Nhãn khác với tính lại" / "Label against what is computed",
        message: "nhiệm vụ `{task}`: nhãn `{value}` ngày {date}; theo hạn {due} thì là `{computed}`"
            / "task `{task}`: labelled `{value}` on {date}; by the deadline {due} it is `{computed}`",
        why: "Hệ thống theo dõi lưu nhãn trạng thái cùng với hạn; nhãn lỗi thời chỉ sau một đêm. Trạng thái \
            được lấy sang, còn kịp hạn hay không luôn được tính lại."
            / "Trackers store whether a task is in time, and what is stored goes stale overnight. The \
              state is taken over; whether it is in time is always computed.",
        fix: "Đối chiếu hạn và ngày hoàn thành với văn bản giao việc."
            / "Compare deadline and day of completion with the document that gave the task.",
    }
}
