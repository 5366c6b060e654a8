//! Agenda, decisions, votes, documents.

use crate::finding::Severity;
use crate::finding::catalogue::{Bilingual, Rule, rules};

rules! {
    ITEM_NUMBER_TWICE = "MTG-401" "item_number_twice" Warning {
        title: "Trùng số mục" / "Item number twice",
        message: "số mục `{value}` dùng cho {ids}"
            / "the number `{value}` belongs to {ids}",
        why: "Số mục trùng thì viện dẫn không rõ."
            / "References by number are in doubt when two items bear it.",
        fix: "Đánh số lại."
            / "Number them anew.",
    }

    ITEM_WITHOUT_OUTCOME = "MTG-402" "item_without_outcome" Warning {
        title: "Mục không có kết quả" / "Item without an outcome",
        message: "biên bản đã duyệt, mục `{path}` không có kết quả"
            / "the minutes are approved, and `{path}` has no outcome",
        why: "Biên bản đã duyệt phải nói từng mục kết thúc ra sao."
            / "Approved minutes say how each item ended.",
        fix: "Ghi kết quả của mục."
            / "Give the outcome of the item.",
    }

    OUTCOME_AGAINST_CONTENT = "MTG-403" "outcome_against_content" Error {
        title: "Kết quả trái với nội dung" / "Outcome against content",
        message: "`{path}` có kết quả `{outcome}` nhưng {detail}"
            / "`{path}` has the outcome `{outcome}` but {detail}",
        why: "Kết quả và nội dung mâu thuẫn thì một trong hai là sai."
            / "When outcome and content disagree, one of them is wrong.",
        fix: "Sửa kết quả, hoặc bổ sung nội dung."
            / "Correct the outcome, or add what it needs.",
    }

    CONCLUSION_BY_ANOTHER = "MTG-404" "conclusion_by_another" Warning {
        title: "Người kết luận không phải chủ trì" / "Concluded by another",
        message: "`{path}`: `{by}` không phải người chủ trì hay cơ quan họp"
            / "`{path}`: `{by}` is neither in the chair nor the body that met",
        why: "Kết luận là của người chủ trì hoặc tập thể; ý kiến của người khác chỉ là ý kiến."
            / "A conclusion is that of the chair or of the body; what others say is an opinion.",
        fix: "Sửa người kết luận, hoặc ghi thành phát biểu."
            / "Correct who concluded, or record it as a statement.",
    }

    VOTE_ARITHMETIC = "MTG-405" "vote_arithmetic" Error {
        title: "Số phiếu không khớp" / "Vote arithmetic",
        message: "`{path}`: {detail}"
            / "`{path}`: {detail}",
        why: "Số phiếu không khớp thì không thể tin kết quả."
            / "When the votes do not add up, the result cannot be trusted.",
        fix: "Đối chiếu với biên bản kiểm phiếu."
            / "Compare with the record of the count.",
    }

    VOTE_RESULT = "MTG-406" "vote_result" Error {
        title: "Kết quả biểu quyết trái với ngưỡng" / "Result against threshold",
        message: "`{path}`: {detail}"
            / "`{path}`: {detail}",
        why: "Kết quả công bố phải theo đúng số phiếu, cơ sở tính và ngưỡng."
            / "A published result follows from the votes, their base and the threshold.",
        fix: "Sửa kết quả, số phiếu, cơ sở tính hoặc ngưỡng."
            / "Correct the result, the votes, the base or the threshold.",
    }

    UNANIMOUS_WITH_NOES = "MTG-407" "unanimous_with_noes" Warning {
        title: "Nhất trí mà có phiếu khác" / "Unanimous with other votes",
        message: "`{path}` ghi nhất trí nhưng có {count} phiếu không tán thành"
            / "`{path}` is unanimous, with {count} {count?vote that was|votes that were} not for it",
        why: "Nhất trí nghĩa là không có phiếu chống hay phiếu trắng."
            / "Unanimous means that nobody voted otherwise.",
        fix: "Ghi `majority`, hoặc sửa số phiếu."
            / "Write `majority`, or correct the votes.",
    }

    VOTER_WITHOUT_VOTE = "MTG-408" "voter_without_vote" Error {
        title: "Người không được biểu quyết" / "Voter without a vote",
        message: "`{path}`: `{person}` biểu quyết nhưng {detail}"
            / "`{path}`: `{person}` voted but {detail}",
        why: "Phiếu của người vắng hay không có quyền làm kết quả vô hiệu."
            / "The vote of somebody absent or without a vote spoils the result.",
        fix: "Bỏ phiếu đó, hoặc sửa điểm danh."
            / "Take the ballot out, or correct the attendance.",
    }

    TEXT_NOT_MAPPED = "MTG-409" "text_not_mapped" Warning {
        title: "Từ chưa có ánh xạ" / "Text without a mapping",
        message: "`{path}`: `{value}` không ứng với {kind} nào"
            / "`{path}`: `{value}` stands for no {kind}",
        why: "Từ không nhận ra thì giữ nguyên và báo, không đoán."
            / "A word that is not known is kept and reported, not guessed.",
        fix: "Bổ sung bảng ánh xạ, hoặc sửa từ."
            / "Add it to the mapping table, or correct the word.",
    }

    COMMENTED_WITH_APPROVAL = "MTG-410" "commented_with_approval" Warning {
        title: "Cho ý kiến cùng với phê duyệt" / "Commented and approved",
        message: "`{path}` có kết quả cho ý kiến nhưng có quyết định phê duyệt `{decision}`"
            / "`{path}` was commented on, and has the approval `{decision}`",
        why: "\"Cho ý kiến\" không phải là phê duyệt."
            / "To give an opinion is not to approve.",
        fix: "Sửa kết quả hoặc loại quyết định."
            / "Correct the outcome or the kind of the decision.",
    }

    REPLACES_LATER = "MTG-411" "replaces_later" Warning {
        title: "Thay thế cho chính nó hoặc mục sau" / "Replaces itself or something later",
        message: "`{path}` thay thế `{target}`, là chính nó hoặc mục có sau"
            / "`{path}` replaces `{target}`, which is itself or comes later",
        why: "Chỉ thay thế được cái đã có trước."
            / "Only what came before can be replaced.",
        fix: "Sửa mã bị thay thế."
            / "Correct what is replaced.",
    }

    DOCUMENT_NUMBER = "MTG-501" "document_number" Warning {
        title: "Số văn bản không đúng mẫu" / "Document number not understood",
        message: "`{path}`: `{value}` không phải số văn bản"
            / "`{path}`: `{value}` is not the number of a document",
        why: "Số văn bản không đọc được thì không tra cứu, đối chiếu được."
            / "A number that cannot be read cannot be looked up.",
        fix: "Ghi theo mẫu `26-NQ/TW`, `586/KH-UBND`, `51/2025/QĐ-TTg`."
            / "Write it like `26-NQ/TW`, `586/KH-UBND`, `51/2025/QĐ-TTg`.",
    }

    DOCUMENT_TYPE = "MTG-502" "document_type" Warning {
        title: "Tên loại không khớp số văn bản" / "Type against kind",
        message: "`{path}`: số `{value}` không phải của loại `{kind}`"
            / "`{path}`: the number `{value}` is not that of a `{kind}`",
        why: "Ký hiệu loại cho biết văn bản có tính chất gì."
            / "The symbol says what kind of document it is.",
        fix: "Sửa loại hoặc số văn bản."
            / "Correct the kind or the number.",
    }

    DOCUMENT_ISSUER = "MTG-503" "document_issuer" Error {
        title: "Ký hiệu không khớp cơ quan ban hành" / "Suffix against issuer",
        message: "`{path}`: `{value}` không phải số của `{issuer}`, văn bản ở đó có ký hiệu `{suffix}`"
            / "`{path}`: `{value}` is no number of `{issuer}`, whose documents end in `{suffix}`",
        why: "Sai ký hiệu cơ quan thì trỏ tới văn bản của cấp khác, ví dụ 09-NQ/TW thay cho 09-NQ/TU."
            / "A wrong suffix points to a document of another level, 09-NQ/TW for 09-NQ/TU.",
        fix: "Sửa số văn bản hoặc cơ quan ban hành."
            / "Correct the number or the issuer.",
    }

    DOCUMENT_TWICE = "MTG-504" "document_twice" Error {
        title: "Hai văn bản cùng số" / "Same number, other document",
        message: "`{path}` và `{other}` cùng số `{value}` của cùng cơ quan"
            / "`{path}` and `{other}` bear the number `{value}` of the same issuer",
        why: "Cùng cơ quan, số, loại và nhiệm kỳ thì chỉ một văn bản."
            / "Issuer, number, type and term identify one document.",
        fix: "Gộp hai mục, hoặc ghi nhiệm kỳ khác nhau."
            / "Join the two, or give their terms.",
    }

    ISSUED_BEFORE_DECIDED = "MTG-505" "issued_before_decided" Warning {
        title: "Ban hành trước khi quyết định" / "Issued before decided",
        message: "`{path}` ban hành ngày {date}, trước cuộc họp quyết định"
            / "`{path}` was issued on {date}, before the meeting that decided it",
        why: "Văn bản không thể ban hành trước khi được quyết định."
            / "A document cannot be issued before it was decided on.",
        fix: "Sửa ngày, hoặc bỏ liên kết tới quyết định."
            / "Correct the date, or the link to the decision.",
    }

    DOCUMENT_NUMBER_FORM = "MTG-506" "document_number_form" Info {
        title: "Số văn bản viết chưa chuẩn" / "Document number normalised",
        message: "`{path}`: `{value}` viết chuẩn là `{canonical}`"
            / "`{path}`: `{value}` is written `{canonical}`",
        why: "Khoảng trắng và dấu gạch khác nhau làm hai cách viết của một số trông như hai văn bản."
            / "Spaces and dashes make one number look like two.",
        fix: "Ghi theo dạng chuẩn."
            / "Write the canonical form.",
    }

    PARTY_SEPARATORS = "MTG-507" "party_separators" Warning {
        title: "Dấu phân cách sai hệ thống" / "Separators of the other system",
        message: "`{path}`: `{value}` dùng dấu phân cách của hệ thống khác, viết đúng là `{canonical}`"
            / "`{path}`: `{value}` has the separators of the other system, it is `{canonical}`",
        why: "Văn bản của Đảng viết `09-NQ/TU`, của Nhà nước viết `586/KH-UBND`."
            / "The Party writes `09-NQ/TU`, the State `586/KH-UBND`.",
        fix: "Ghi theo dạng chuẩn."
            / "Write the canonical form.",
    }

    ADOPTED_DRAFT = "MTG-508" "adopted_draft" Warning {
        title: "Đã thông qua mà còn là dự thảo" / "Adopted, still a draft",
        message: "`{path}` được thông qua ngày {date}, sau {days} ngày vẫn là dự thảo"
            / "`{path}` was adopted on {date} and is a draft after {days} {days?day|days}",
        why: "Nghị quyết đã thông qua mà chưa ban hành thì chưa ai thực hiện."
            / "What was adopted and not issued binds nobody yet.",
        fix: "Ban hành, hoặc cập nhật trạng thái văn bản."
            / "Issue it, or bring its status up to date.",
    }
}
