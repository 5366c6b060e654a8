//! The meeting and who attended it.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    MEETING_TIMES = "MTG-201" "meeting_times" Error {
        title: "Kết thúc trước khi bắt đầu" / "End before start",
        message: "kết thúc {end} trước khi bắt đầu {start}"
            / "it ends at {end}, before it starts at {start}",
        why: "Giờ họp sai làm sai mọi thời hạn tính từ cuộc họp."
            / "Wrong times spoil every term that counts from the meeting.",
        fix: "Sửa giờ; không rõ giờ kết thúc thì bỏ trống."
            / "Correct the times; leave out an end that is not known.",
    }

    BODY_NOT_VALID = "MTG-202" "body_not_valid" Warning {
        title: "Cơ quan không tồn tại vào ngày họp" / "Body not valid on the date",
        message: "`{body}` không tồn tại vào ngày {date}"
            / "`{body}` does not exist on {date}",
        why: "Cơ quan đã giải thể hay chưa thành lập thì không thể họp."
            / "A body that has ended, or not begun, cannot meet.",
        fix: "Sửa cơ quan, ngày họp, hoặc thời hạn của cơ quan."
            / "Correct the body, the date, or the time of the body.",
    }

    NOT_HELD_BUT_RECORDED = "MTG-203" "not_held_but_recorded" Error {
        title: "Chưa họp mà đã có kết quả" / "Recorded before it was held",
        message: "cuộc họp có trạng thái `{status}` nhưng đã có {what}"
            / "the meeting is `{status}`, and yet has {what}",
        why: "Cuộc họp chưa diễn ra thì chưa có người dự, kết quả hay kết luận."
            / "A meeting that did not take place has no attendance, outcome or decision.",
        fix: "Sửa trạng thái, hoặc bỏ phần kết quả."
            / "Correct the status, or take the results out.",
    }

    MEETING_DATE_AGAINST_STATUS = "MTG-204" "meeting_date_against_status" Warning {
        title: "Ngày họp trái với trạng thái" / "Date against status",
        message: "cuộc họp `{status}` ngày {date}, tính đến {as_of}"
            / "the meeting of {date} is `{status}` as of {as_of}",
        why: "Cuộc họp đã qua mà còn là dự kiến, hoặc chưa tới mà đã họp, là chưa cập nhật."
            / "A past meeting still to come, or a future one already held, was not kept up.",
        fix: "Cập nhật trạng thái hoặc ngày họp."
            / "Bring the status or the date up to date.",
    }

    NO_MINUTES = "MTG-205" "no_minutes" Info {
        title: "Chưa có biên bản" / "No minutes yet",
        message: "đã họp {days} ngày mà chưa có biên bản"
            / "no minutes {days} {days?day|days} after the meeting",
        why: "Kết luận chưa thành văn bản thì khó giao việc và kiểm tra."
            / "Conclusions that are not written down are hard to follow up.",
        fix: "Lập biên bản hoặc thông báo kết luận."
            / "Write the minutes or the notice of conclusions.",
    }

    MINUTES_APPROVED_WHEN = "MTG-206" "minutes_approved_when" Error {
        title: "Ngày duyệt biên bản sai" / "Approval of minutes without a day",
        message: "biên bản đã duyệt nhưng ngày duyệt là `{value}`"
            / "the minutes are approved, and the day of it is `{value}`",
        why: "Không có ngày duyệt, hoặc duyệt trước khi họp, thì không biết bản nào có hiệu lực."
            / "Without a day of approval, or with one before the meeting, no version is in force.",
        fix: "Ghi ngày duyệt, không trước ngày họp."
            / "Give the day of approval, not before the meeting.",
    }

    PERIOD_WITHOUT_DATE = "MTG-207" "period_without_date" Warning {
        title: "Kỳ không chứa ngày họp" / "Period without the date",
        message: "kỳ {period} không chứa ngày họp {date}"
            / "the period {period} does not contain the day {date}",
        why: "Phiên thường kỳ của một tháng phải diễn ra trong tháng đó, nếu không sẽ bị đếm nhầm."
            / "A regular meeting of a month is counted under that month.",
        fix: "Sửa kỳ hoặc ngày."
            / "Correct the period or the date.",
    }

    ONE_CHAIR = "MTG-301" "one_chair" Error {
        title: "Không đúng một người chủ trì" / "Not exactly one chair",
        message: "cuộc họp có {count} người chủ trì"
            / "the meeting has {count} {count?person|persons} in the chair",
        why: "Kết luận của cuộc họp là kết luận của người chủ trì."
            / "The conclusion of a meeting is that of whoever is in the chair.",
        fix: "Ghi đúng một người với vai trò `chair`."
            / "Give exactly one person the role `chair`.",
    }

    CHAIR_ABSENT = "MTG-302" "chair_absent" Error {
        title: "Người chủ trì vắng mặt" / "Chair not present",
        message: "người chủ trì `{person}` không có mặt"
            / "`{person}`, in the chair, was not present",
        why: "Người vắng mặt không thể chủ trì và kết luận."
            / "Who is not there can neither chair nor conclude.",
        fix: "Sửa điểm danh, hoặc ghi người đã chủ trì thay."
            / "Correct the attendance, or name who took the chair.",
    }

    PERSON_TWICE = "MTG-303" "person_twice" Error {
        title: "Một người ghi hai lần" / "Person listed twice",
        message: "`{person}` có tên hai lần trong danh sách dự họp"
            / "`{person}` is on the list of attendance twice",
        why: "Đếm hai lần làm sai túc số."
            / "Counting somebody twice spoils the quorum.",
        fix: "Bỏ một dòng."
            / "Take one of them out.",
    }

    MEMBERSHIP = "MTG-304" "membership" Warning {
        title: "Không có nhiệm kỳ vào ngày họp" / "No tenure on the date",
        message: "`{person}` dự họp ngày {date} với tư cách thành viên của `{body}`: {detail}"
            / "`{person}` attends as a member of `{body}` on {date}: {detail}",
        why: "Chỉ thành viên vào ngày họp mới được tính túc số và biểu quyết."
            / "Only members on the day count for the quorum and vote.",
        fix: "Ghi nhiệm kỳ với ngày bắt đầu, hoặc đổi vai trò thành khách mời."
            / "Give the tenure with its first day, or make them an invited guest.",
    }

    TITLE_WITHOUT_TENURE = "MTG-305" "title_without_tenure" Warning {
        title: "Chức danh không khớp" / "Title of no tenure",
        message: "chức danh `{value}` của `{person}` không khớp nhiệm kỳ nào"
            / "the title `{value}` of `{person}` matches no tenure",
        why: "Chức danh thay đổi theo thời gian; chức danh sai cho thấy ghi nhầm người hoặc ngày."
            / "Titles change over time; a wrong one points to a wrong person or day.",
        fix: "Sửa chức danh, hoặc bổ sung nhiệm kỳ."
            / "Correct the title, or add the tenure.",
    }

    QUORUM = "MTG-306" "quorum" Error {
        title: "Túc số" / "Quorum",
        message: "túc số: có mặt {present}, {detail}"
            / "quorum: {present} present, {detail}",
        why: "Không đủ túc số thì kết luận không có hiệu lực."
            / "Without a quorum nothing that was concluded is valid.",
        fix: "Bổ sung danh sách dự họp, số thành viên và quy định túc số."
            / "Complete the attendance, the number of members and the rule of the quorum.",
    }

    ACTOR_ABSENT = "MTG-307" "actor_absent" Warning {
        title: "Người không dự họp" / "Acted without being there",
        message: "`{person}` có phát biểu, kết luận hoặc biểu quyết ở `{path}` mà không có trong số người dự"
            / "`{person}` spoke, decided or voted in `{path}` and is not among those present",
        why: "Người không có mặt thì không phát biểu hay biểu quyết được."
            / "Who is not there cannot speak or vote.",
        fix: "Bổ sung vào danh sách dự họp, hoặc sửa người."
            / "Add them to the attendance, or correct the person.",
    }

    AWAY_UNKNOWN_ITEM = "MTG-308" "away_unknown_item" Error {
        title: "Vắng ở mục không có" / "Away for no item",
        message: "`{person}` vắng ở mục `{target}`, mục này không có"
            / "`{person}` is away for the item `{target}`, which does not exist",
        why: "Vắng ở từng mục quyết định ai được tính khi biểu quyết mục đó."
            / "Who was away for an item decides who counts in its vote.",
        fix: "Ghi đúng mã của mục."
            / "Write the id of the item.",
    }

    PROXY_WITHOUT_PRINCIPAL = "MTG-309" "proxy_without_principal" Warning {
        title: "Dự thay không rõ thay ai" / "Proxy for nobody",
        message: "`{person}` dự thay mà không ghi thay ai"
            / "`{person}` stands in, and it is not said for whom",
        why: "Dự thay mà không rõ thay ai thì không tính được túc số."
            / "A proxy for nobody cannot be counted.",
        fix: "Ghi `on_behalf_of`."
            / "Give `on_behalf_of`.",
    }
}
