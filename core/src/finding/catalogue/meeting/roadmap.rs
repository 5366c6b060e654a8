//! Milestones and figures of meetings.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    MILESTONE_UNKNOWN = "MTG-801" "milestone_unknown" Error {
        title: "Mốc tới mức không có" / "Milestone for nothing known",
        message: "`{path}`: `{target}` không có trong bộ chỉ số"
            / "`{path}`: the framework has no `{target}`",
        why: "Mốc tới một mức không có thì không bao giờ đạt."
            / "A milestone for a level that does not exist is never reached.",
        fix: "Sửa mã của mức hoặc mục tiêu."
            / "Correct the code of the level or target.",
    }

    HIGHER_LEVEL_EARLIER = "MTG-802" "higher_level_earlier" Error {
        title: "Mức cao hơn có hạn sớm hơn" / "Higher level due earlier",
        message: "`{path}` ({higher}) có hạn trước `{target}` ({lower})"
            / "`{path}` ({higher}) is due before `{target}` ({lower})",
        why: "Không thể đạt mức cao trước mức thấp hơn."
            / "A level is not reached before the one below it.",
        fix: "Sửa một trong hai mốc."
            / "Correct one of the milestones.",
    }

    DECIDED_OTHERWISE = "MTG-803" "decided_otherwise" Info {
        title: "Quyết định khác với đề xuất" / "Decided otherwise than proposed",
        message: "`{path}`: quyết định {due}, {than} {days} ngày so với đề xuất {proposed}"
            / "`{path}`: decided {due}, {days} {days?day|days} {than} than proposed ({proposed})",
        why: "Mốc quyết định sớm hơn đề xuất là sức ép, muộn hơn là dư địa; cả hai cần được biết."
            / "An earlier date than proposed is pressure, a later one is room; both are worth knowing.",
        fix: "Không cần làm gì."
            / "Nothing has to be done.",
    }

    MILESTONE_WITHOUT_TASK = "MTG-804" "milestone_without_task" Warning {
        title: "Mốc không có nhiệm vụ" / "No task works on it",
        message: "`{path}` đã quyết định nhưng không có nhiệm vụ nào phục vụ"
            / "`{path}` is decided, and no task works on it",
        why: "Mốc không có việc đi kèm thì khó đạt."
            / "A milestone that nobody works on is not reached.",
        fix: "Giao nhiệm vụ có `about` là mốc hoặc mức này."
            / "Give a task that is about it.",
    }

    TASK_AFTER_MILESTONE = "MTG-805" "task_after_milestone" Warning {
        title: "Nhiệm vụ có hạn sau mốc" / "Task due after its milestone",
        message: "`{path}` có hạn {due}, sau mốc `{target}`"
            / "`{path}` is due {due}, after the milestone `{target}`",
        why: "Việc phục vụ một mốc phải xong trước mốc đó."
            / "What serves a milestone has to be done before it.",
        fix: "Sửa một trong hai thời hạn."
            / "Correct one of the dates.",
    }

    MILESTONE_MISSED = "MTG-806" "milestone_missed" Warning {
        title: "Mốc đã lỡ" / "Milestone missed",
        message: "`{path}` quá hạn {days} ngày tính đến {as_of}"
            / "`{path}` is {days} {days?day|days} late as of {as_of}",
        why: "Mốc đã lỡ cần được xem xét lại."
            / "A milestone that was missed has to be looked at again.",
        fix: "Đánh giá lại, hoặc quyết định mốc mới."
            / "Assess anew, or decide on another date.",
    }

    MILESTONE_UNASSESSED = "MTG-807" "milestone_unassessed" Info {
        title: "Chưa có đánh giá" / "No assessment",
        message: "`{path}` chưa có đánh giá nào đến {as_of}"
            / "`{path}` has no assessment up to {as_of}",
        why: "Không có đánh giá thì không biết đã đạt hay chưa."
            / "Without an assessment nobody knows whether it was reached.",
        fix: "Đánh giá đơn vị."
            / "Assess the unit.",
    }

    FIGURES_TOTAL = "MTG-808" "figures_total" Error {
        title: "Tổng không khớp các phần" / "Total against its parts",
        message: "`{path}`: `{value}` ghi {stated}, {detail} {sum}"
            / "`{path}`: `{value}` states {stated}, {detail} {sum}",
        why: "Tổng và các phần không khớp nghĩa là có số sai."
            / "When a total and its parts disagree, a figure is wrong.",
        fix: "Đối chiếu từng con số với nguồn."
            / "Compare every figure with its source.",
    }

    COUNTS_AGAINST_FRAMEWORK = "MTG-809" "counts_against_framework" Info {
        title: "Số đếm khác bộ chỉ số" / "Counts against the framework",
        message: "`{path}`: các số cộng lại là {sum}, bộ chỉ số có {stated}"
            / "`{path}`: the counts add up to {sum}, the framework has {stated}",
        why: "Số đếm khác tổng của bộ chỉ số thì có mục bị đếm hai lần hoặc bỏ sót."
            / "Counts that differ from the total of the framework leave something out, or count it twice.",
        fix: "Đối chiếu danh mục."
            / "Compare the lists.",
    }
}
