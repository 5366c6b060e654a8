//! Tasks that meetings give.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    TASK_WITHOUT_OWNER = "MTG-601" "task_without_owner" Warning {
        title: "Nhiệm vụ không có đơn vị chủ trì" / "Task without an owner",
        message: "`{path}` không có đơn vị chủ trì"
            / "nobody answers for `{path}`",
        why: "Việc của mọi người là việc của không ai."
            / "What is everybody's work is nobody's.",
        fix: "Ghi đơn vị chủ trì."
            / "Name the body that answers for it.",
    }

    OWNER_SUPPORTS = "MTG-602" "owner_supports" Error {
        title: "Chủ trì cũng là phối hợp" / "Owner also supports",
        message: "`{path}`: `{body}` vừa chủ trì vừa phối hợp"
            / "`{path}`: `{body}` both answers for it and supports",
        why: "Một đơn vị chỉ có một vai trò trong một nhiệm vụ; nếu không sẽ bị đếm hai lần."
            / "A body has one part in a task, or it is counted twice.",
        fix: "Bỏ khỏi danh sách phối hợp."
            / "Take it off the list of supporters.",
    }

    TASK_WITHOUT_DUE = "MTG-603" "task_without_due" Warning {
        title: "Nhiệm vụ không có thời hạn" / "Task without a deadline",
        message: "`{path}` không có thời hạn và không ghi là `open`"
            / "`{path}` has no deadline and is not declared `open`",
        why: "Không có thời hạn thì không bao giờ quá hạn, và không ai đôn đốc."
            / "Without a deadline nothing is ever late, and nobody asks.",
        fix: "Ghi thời hạn, hoặc `open` nếu chủ ý không đặt hạn."
            / "Give a deadline, or `open` where there is to be none.",
    }

    DUE_BEFORE_ASSIGNMENT = "MTG-604" "due_before_assignment" Error {
        title: "Thời hạn trước ngày giao" / "Deadline before assignment",
        message: "`{path}` có thời hạn {due}, trước ngày giao {date}"
            / "`{path}` is due {due}, before it was given on {date}",
        why: "Không thể giao việc đã quá hạn."
            / "Nothing can be given that is already late.",
        fix: "Sửa thời hạn."
            / "Correct the deadline.",
    }

    TASK_WITHOUT_SOURCE = "MTG-605" "task_without_source" Error {
        title: "Nhiệm vụ không có căn cứ" / "Task without a source",
        message: "`{path}` không dựa trên quyết định hay cam kết nào"
            / "`{path}` comes from no decision and no commitment",
        why: "Nhiệm vụ phải có kết luận giao việc, nếu không ai cũng có thể tự ghi."
            / "A task rests on a conclusion that gave it.",
        fix: "Ghi quyết định ở `from`."
            / "Name the decision in `from`.",
    }

    NO_DELIVERABLE = "MTG-606" "no_deliverable" Info {
        title: "Không có sản phẩm" / "No deliverable",
        message: "`{path}` không nêu sản phẩm"
            / "`{path}` names nothing to be handed in",
        why: "Không có sản phẩm thì không biết khi nào là xong."
            / "Without a deliverable nobody can tell when it is done.",
        fix: "Ghi sản phẩm."
            / "Say what is to be handed in.",
    }

    SUBTASK_LATER = "MTG-607" "subtask_later" Warning {
        title: "Việc con hạn sau việc mẹ" / "Subtask due later",
        message: "`{path}` có hạn sau nhiệm vụ mẹ `{target}`"
            / "`{path}` is due after its parent `{target}`",
        why: "Nhiệm vụ mẹ không thể xong trước các phần của nó."
            / "A task is not done before its parts are.",
        fix: "Sửa một trong hai thời hạn."
            / "Correct one of the deadlines.",
    }

    WAITS_FOR_LATER = "MTG-608" "waits_for_later" Warning {
        title: "Chờ việc có hạn sau" / "Waits for something later",
        message: "`{path}` phải chờ `{target}`, có hạn sau"
            / "`{path}` waits for `{target}`, which is due later",
        why: "Việc phải chờ không thể xong trước việc mà nó chờ."
            / "What waits cannot be done before what it waits for.",
        fix: "Sửa một trong hai thời hạn."
            / "Correct one of the deadlines.",
    }

    DUE_TEXT_YEAR = "MTG-609" "due_text_year" Warning {
        title: "Thời hạn ghi thiếu năm" / "Year of the deadline",
        message: "`{path}`: `{value}` nêu năm {year}, không có trong thời hạn {due}"
            / "`{path}`: `{value}` speaks of {year}, which the deadline {due} lacks",
        why: "Thời hạn nhập máy khác với văn bản thì hạn nào cũng bị tranh cãi."
            / "When the deadline on record differs from the text, both are open to dispute.",
        fix: "Sửa thời hạn theo văn bản."
            / "Correct the deadline after the text.",
    }

    OWNER_IS_GROUP = "MTG-610" "owner_is_group" Warning {
        title: "Giao cho một nhóm không rõ thành viên" / "Owner is an undivided group",
        message: "`{path}` giao cho nhóm `{body}` không liệt kê thành viên"
            / "`{path}` is given to the group `{body}`, whose members are not listed",
        why: "Giao chung cho \"các sở, ban, ngành\" thì không đơn vị nào chịu trách nhiệm."
            / "Nobody in particular is responsible where a whole group is.",
        fix: "Liệt kê thành viên của nhóm, hoặc giao cho từng đơn vị."
            / "List the members, or give it to bodies one by one.",
    }

    ASSIGNMENT_WITHOUT_TASK = "MTG-611" "assignment_without_task" Warning {
        title: "Kết luận giao việc mà không có nhiệm vụ" / "Assignment without a task",
        message: "kết luận `{path}` giao việc mà không có nhiệm vụ nào"
            / "`{path}` assigns something, and there is no task",
        why: "Giao việc mà không ghi thành nhiệm vụ thì không theo dõi được."
            / "What is assigned and not made a task is not followed up.",
        fix: "Thêm nhiệm vụ với `from` là kết luận này."
            / "Add a task that comes from it.",
    }

    SUPPORTER_ASSIGNS = "MTG-612" "supporter_assigns" Warning {
        title: "Đơn vị phối hợp là đơn vị giao" / "Supporter is the assigner",
        message: "`{path}`: `{body}` vừa giao vừa phối hợp"
            / "`{path}`: `{body}` both assigns it and supports",
        why: "Cơ quan giao việc không tự phối hợp thực hiện."
            / "Whoever assigns a task does not help to do it.",
        fix: "Bỏ khỏi danh sách phối hợp."
            / "Take it off the list of supporters.",
    }
}
