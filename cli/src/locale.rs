//! Every text of the command line that the library does not have, in both languages.

use crate::args::LangArg;
use chuan::finding::{Bilingual, Severity};
use chuan::text::{Lang, fill};
use clap::ValueEnum;
use std::ffi::OsString;

/// The language for a run: the argument, `CHUAN_LANG`, or the locale.
///
/// It is needed before the arguments are parsed, so that `--help` speaks it too.
pub(crate) fn from_environment(
    args: impl IntoIterator<Item = OsString>,
    variable: impl Fn(&str) -> Option<String>,
) -> Lang {
    let args: Vec<String> =
        args.into_iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let after = args.iter().zip(args.iter().skip(1));
    let stated = after
        .filter(|(flag, _)| *flag == "--lang")
        .map(|(_, value)| value.as_str())
        .chain(args.iter().filter_map(|arg| arg.strip_prefix("--lang=")))
        .next_back();
    let own = variable("CHUAN_LANG");
    let read = |written: &str| LangArg::from_str(written, false).ok().map(Lang::from);
    if let Some(lang) = stated.and_then(read).or_else(|| own.as_deref().and_then(read)) {
        return lang;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty())
        .unwrap_or_default();
    if locale.starts_with("vi") { Lang::Vi } else { Lang::En }
}

/// A template with its `{name}`s filled in; `{name?one|several}` is the word for so many.
pub(crate) fn say(template: Bilingual, lang: Lang, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    fill(template.get(lang), |name| value(name).map(Into::into))
}

/// A word for a severity.
pub(crate) fn severity(severity: Severity) -> Bilingual {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        _ => INFO,
    }
}

/// Writes the table of texts: one constant each, the Vietnamese first.
macro_rules! texts {
    ($( $id:ident = $vi:literal / $en:literal; )*) => {
        $( pub(crate) const $id: Bilingual = Bilingual { vi: $vi, en: $en }; )*
        #[cfg(test)]
        const ALL: &[Bilingual] = &[$($id),*];
    };
}

texts! {
    // Failures.
    CANNOT_READ = "không đọc được {what}" / "cannot read {what}";
    CANNOT_WRITE = "không ghi được {what}" / "cannot write {what}";
    CAUSE = "nguyên nhân" / "cause";
    DID_YOU_MEAN = "Có phải là `{what}`?" / "Did you mean `{what}`?";
    OUTPUT_IS_INPUT = "{what} là tệp đầu vào, không ghi đè" / "{what} is an input and is not overwritten";
    STDIN_TWICE = "chỉ được đọc đầu vào chuẩn (`{what}`) một lần" / "standard input (`{what}`) can be read only once";
    NO_FILES = "thư mục {what} không có tệp số liệu nào" / "folder {what} holds no file of data";
    NO_MATCH = "không có tệp nào khớp với {what}" / "no file matches {what}";
    UNKNOWN_RULE = "không có quy tắc `{what}`" / "there is no rule `{what}`";
    LIST_RULES = "`{what}` liệt kê tất cả quy tắc." / "`{what}` lists all rules.";
    UNKNOWN_UNIT = "số liệu không có đơn vị `{what}`" / "the data have no unit `{what}`";
    UNKNOWN_NODE = "bộ chỉ số không có `{what}`" / "the framework has no `{what}`";
    NOT_COMPUTED = "không tính được: {what}" / "it cannot be computed: {what}";
    NOTHING_DRAWN = "không chỉ tiêu nào được điền bằng giá trị ngẫu nhiên (`impute` theo `multiple`): {what}"
        / "no indicator is filled by draws (`impute` by `multiple`): {what}";
    UNKNOWN_SCHEME = "bộ chỉ số không có hệ mức `{what}`" / "the framework has no scheme `{what}`";
    NO_SCHEMES = "bộ chỉ số {what} không có hệ mức nào" / "the framework {what} has no schemes of levels";
    UNKNOWN_LEVEL = "không hệ mức nào có mức `{what}`" / "no scheme has a level `{what}`";
    UNKNOWN_WEIGHTS = "bộ chỉ số không có bộ trọng số `{what}`" / "the framework has no set of weights `{what}`";
    UNKNOWN_PERIOD = "số liệu không có kỳ {what}" / "the data have no period {what}";
    THERE_ARE = "Hiện có: {what}." / "There are: {what}.";
    EXISTS = "{what} đã có, không ghi đè" / "{what} is there already and is not overwritten";

    // Findings.
    ERROR = "lỗi" / "error";
    WARNING = "cảnh báo" / "warning";
    INFO = "thông tin" / "info";
    HELP = "gợi ý" / "help";
    WRITE_INSTEAD = "ghi `{what}`" / "write `{what}`";
    RECORD = "bản ghi {n}" / "record {n}";
    AND_MORE_FINDINGS = "… và {n} phát hiện nữa" / "… and {n} more findings";
    AND_MORE = "… và {n} {code} nữa" / "… and {n} more of {code}";
    ERRORS = "{n} lỗi" / "{n} errors";
    ONE_ERROR = "{n} lỗi" / "{n} error";
    WARNINGS = "{n} cảnh báo" / "{n} warnings";
    ONE_WARNING = "{n} cảnh báo" / "{n} warning";
    INFOS = "{n} thông tin" / "{n} infos";
    ONE_INFO = "{n} thông tin" / "{n} info";
    NOTHING_FOUND = "Không có gì sai." / "Nothing is wrong.";
    FILES_READ = "{files} tệp, {records} bản ghi: nhận {accepted}, loại {rejected}" / "{files} files, {records} records: {accepted} accepted, {rejected} rejected";
    ONE_FILE_READ = "{files} tệp, {records} bản ghi: nhận {accepted}, loại {rejected}" / "{files} file, {records} records: {accepted} accepted, {rejected} rejected";
    LEFT_OUT = "bỏ qua {n}" / "{n} left out";
    EXPLAIN_MORE = "`chuan explain {code}` cho biết thêm." / "`chuan explain {code}` tells more.";
    RESULT_WITHOUT = "Kết quả chỉ gồm các bản ghi được nhận." / "The result is made of the accepted records only.";
    CASE_FRAMEWORK = "bộ chỉ số" / "framework";
    CASE_DATA = "số liệu" / "data";

    // Steps.
    OBSERVED = "Báo cáo" / "Observed";
    DENOMINATED = "Trên mẫu số" / "Denominated";
    IMPUTED = "Đã điền" / "Filled";
    FILLED_BY = "điền bằng {method}" / "filled by {method}";
    FILLED = "Cách điền" / "Filled by";
    TREATED = "Đã xử lý" / "Treated";
    TREATED_FROM = "xử lý, trước là {value}" / "treated, was {value}";
    PARENT = "Thuộc" / "Part of";
    SHARE = "Tỷ trọng" / "Share";
    EFFECTIVE = "Trong tổng" / "Effective";
    COVERAGE = "Độ phủ" / "Coverage";
    BAND = "Nhóm" / "Band";
    GRADE = "Hạng độ phủ" / "Grade";
    KEPT = "Được chấm" / "Scored";
    FIRST = "Đầu kỳ" / "First";
    LAST = "Cuối kỳ" / "Last";
    CHANGE = "Thay đổi" / "Change";
    CAGR = "Tăng trưởng/năm" / "Growth a year";
    SLOPE = "Độ dốc/năm" / "Slope a year";

    // Explanations of rules.
    WHY = "Vì sao" / "Why";
    WHAT_TO_DO = "Cách sửa" / "What to do";
    RULE = "Quy tắc" / "Rule";
    CODE = "Mã" / "Code";
    SEVERITY = "Mức độ" / "Severity";
    TITLE = "Nội dung" / "Title";

    // Scores.
    PERIOD = "Kỳ {period}" / "Period {period}";
    NO_PERIOD = "Không ghi kỳ" / "No period stated";
    UNITS_COUNT = "{n} đơn vị" / "{n} units";
    ONE_UNIT = "{n} đơn vị" / "{n} unit";
    NOTHING_OBSERVED = "Không có số liệu nào được nhận." / "No observation was accepted.";
    RANK = "Hạng" / "Rank";
    RANK_BY = "Hạng: {name}" / "Rank: {name}";
    UNIT = "Mã" / "Unit";
    NAME = "Tên" / "Name";
    NOT_SHOWN = "Không đủ chỗ: {names}." / "No room for: {names}.";
    WIDER = "`--format csv` có đủ." / "`--format csv` has them all.";
    ITEM = "Thành phần" / "Item";
    VALUE = "Giá trị" / "Value";
    SCORE = "→ Điểm" / "→ Score";
    WEIGHT = "Trọng số" / "Weight";
    CONTRIBUTION = "Đóng góp" / "Contribution";
    NOT_SCORED = "không chấm" / "not scored";

    // Levels.
    LEVEL = "Mức đạt" / "Level";
    POSSIBLE = "Có thể" / "Possible";
    NONE_REACHED = "chưa đạt mức nào" / "none";
    MISSING_FOR = "Còn thiếu để đạt {level}:" / "Missing for {level}:";
    UNDETERMINED_FOR = "Chưa xác định được {level}:" / "Undetermined for {level}:";
    PERHAPS = "{level} (có thể {possible})" / "{level} (possibly {possible})";
    LAYERS_DIFFER = "Các lớp cho mức khác nhau ở {count} trên {all} kết quả; khác nhau ở {criteria} tiêu chí." / "The layers lead to different levels in {count} of {all} results; {criteria} {criteria?criterion differs|criteria differ}.";
    LAYER_RECORD = "hồ sơ" / "record";
    RECOGNITION = "Công nhận" / "Recognition";
    SCHEME = "Bộ mức" / "Scheme";
    PERIOD_WORD = "Kỳ" / "Period";
    OPEN_CRITERIA = "chưa đạt: {codes}" / "open: {codes}";
    RECOGNITION_ON = "Công nhận tính đến {date}:" / "Recognition as of {date}:";
    WAY_NUMBER = "cách {n}:" / "way {n}:";
    WRONG_COST = "chi phí phải có dạng MÃ=SỐ, số từ 0 trở lên: `{what}`" / "a cost is CODE=NUMBER, the number at least 0: `{what}`";
    ROW_LEFT_OUT = "bỏ qua một dòng của hồ sơ công nhận: {what}" / "a row of the record of recognition was left out: {what}";
    DEADLINES = "Thời hạn:" / "Deadlines:";
    DEADLINE = "{level} đến hết ngày {date}" / "{level} by {date}";
    NO_DEADLINE = "{level} từ {date}" / "{level} from {date}";
    BY_LEVEL = "Theo mức: {counts}." / "By level: {counts}.";
    SEE_DETAILS = "`--unit MÃ` hoặc `--details` cho biết còn thiếu gì." / "`--unit CODE` or `--details` says what is missing.";
    REQUIRED_NOT_REACHED = "Chưa đạt mức {level} theo yêu cầu: {units}." / "Required level {level} not reached: {units}.";
    NOBODY_ASSESSED = "Không có đơn vị nào được đánh giá theo hệ có mức {level}." / "No unit was assessed by a scheme with level {level}.";

    // Targets.
    INDICATOR = "Chỉ tiêu" / "Indicator";
    YEAR = "Hạn" / "By";
    TARGET = "Mục tiêu" / "Target";
    STAGE = "Trạng thái" / "Stage";
    BASELINE = "Giá trị gốc" / "Baseline";
    PROVINCE = "tỉnh" / "province";
    DISTRICT = "huyện" / "district";
    COMMUNE = "xã" / "commune";

    // Meetings.
    TASK = "Nhiệm vụ" / "Task";
    CONTENT = "Nội dung" / "What";
    STANDING = "Tình trạng" / "Status";
    DUE = "Hạn" / "Due";
    DAYS = "Ngày" / "Days";
    DAYS_OVER = "quá {n}" / "{n} over";
    DAYS_EARLY = "sớm {n}" / "{n} early";
    DAYS_LEFT = "còn {n}" / "{n} left";
    BOARD_AS_OF = "Tình trạng nhiệm vụ đến hết ngày {date}" / "Tasks as of {date}";
    RECORD_COUNTS = "{people} người dự, {tasks} nhiệm vụ, {milestones} mốc" / "{people} {people?person|people}, {tasks} {tasks?task|tasks}, {milestones} {milestones?milestone|milestones}";
    STATEMENTS = "{count} phát biểu" / "{count} {count?statement|statements}";
    BOARD_KNOWN = "theo thông tin biết đến {when}" / "as known at {when}";
    NO_GROUP = "(chưa rõ)" / "(none)";
    ALL_TASKS = "Tất cả" / "All";
    TASKS_COUNT = "{total} nhiệm vụ: {done} xong, {open} chưa xong, {overdue} quá hạn" / "{total} {total?task|tasks}: {done} done, {open} open, {overdue} overdue";
    NO_TASKS = "Không có nhiệm vụ nào." / "No tasks.";
    MILESTONES_AS_OF = "Mốc đến hết ngày {date}" / "Milestones as of {date}";
    NO_STRESS = "Không chỉ tiêu nào thử được: cần giá trị trước thời hạn và các đơn vị có số liệu của ít nhất hai kỳ." / "No target could be tested: it takes a value before the due date, and units with values in at least two periods.";
    NO_POSITION = "Không có giá trị nào để so vị trí; chọn chỉ tiêu bằng --item." / "There are no values to compare; choose an indicator with --item.";
    NO_HISTORY = "Không chỉ tiêu nào ghi lịch sử." / "No target states a history.";
    NO_COHORTS = "Không có giá trị nào theo đợt; chọn chỉ tiêu bằng --item." / "There are no values by cohort; choose an indicator with --item.";
    THE_REST = "Các đơn vị còn lại" / "The rest";
    NO_MILESTONES = "Không có mốc nào." / "No milestones.";
    CRITERIA_OF = "Tiêu chí" / "Criteria";
    NOT_JOINED = "Không nối được mốc {id}: {why}." / "Milestone {id} is not joined: {why}.";
    WHY_WITHDRAWN = "mốc đã rút" / "it was withdrawn";
    WHY_NO_LEVEL = "bộ chỉ số không có mức này" / "the framework has no such level";
    WHY_NO_UNIT = "bộ chỉ số không có đơn vị này" / "the framework has no such unit";
    WHY_NO_DATE = "mốc không có ngày" / "it has no date";
    WHICH_TABLE = "cần --folder THƯ_MỤC, hoặc --table TÊN: {what}" / "--folder DIR is needed, or --table NAME: {what}";
    MEETING_NOT_PUBLIC = "cuộc họp không công khai: {what}" / "the meeting is not public: {what}";
    NO_TABLE = "không có bảng `{what}`" / "there is no table `{what}`";
    RATE = "Tỷ lệ" / "Rate";
    OF = "Trên" / "Of";
    GROUP = "Nhóm" / "Group";
    TOTAL = "Tổng" / "Total";
    DONE = "Xong" / "Done";
    DONE_ON_TIME = "đúng hạn" / "on time";
    DONE_LATE = "trễ hạn" / "late";
    OPEN_COUNT = "Chưa xong" / "Open";
    OPEN_IN_TIME = "trong hạn" / "in time";
    OPEN_OVERDUE = "quá hạn" / "overdue";
    UNDATED = "không hạn" / "undated";
    CANCELLED = "Thu hồi" / "Withdrawn";
    NO_OWNER = "chưa rõ ai chủ trì" / "no owner";
    NO_DUE = "không có thời hạn" / "no deadline";
    FOOTER = "Tính lại được từ: {what}" / "Can be made again from: {what}";
    LOG_READ = "Nhật ký {lines} dòng về {tasks} nhiệm vụ." / "A log of {lines} {lines?line|lines} about {tasks} {tasks?task|tasks}.";
    LOG_WHOLE = "Chuỗi băm nguyên vẹn." / "The chain is whole.";
    LOG_CHANGED = "Dòng đầu tiên bị sửa: {n}." / "The first line that was changed: {n}.";
    LOG_HEAD = "Dòng cuối: {hash}" / "Head: {hash}";
    LOG_OTHER_HEAD = "Dòng cuối là {hash}, khác với --head: dòng cuối bị sửa, hoặc có dòng bị cắt hay được thêm." / "The head is {hash}, not that of --head: the last line was changed, or lines were cut off or added.";
    LOG_NOTHING_WRITTEN = "Không ghi gì; `--force` ghi cả sự kiện không hợp lệ." / "Nothing was written; `--force` writes even what is not legal.";
    LOG_MOVED = "đã có người khác ghi vào {what}: xem lại rồi ghi tiếp; không ghi gì" / "somebody else has added to {what}: look again, then add; nothing was written";
    EVENT_LACKS = "sự kiện thiếu `{what}`; không ghi gì" / "the event lacks `{what}`; nothing was written";
    LOG_NEEDS_DAY = "sự kiện `{what}` cần --on NGÀY" / "`{what}` needs --on DATE";

    // Following targets.
    NO_END = "kỳ {what} không có ngày cuối" / "the period {what} has no last day";
    NO_COHORT = "cần `{what}`: thuộc tính cho biết đơn vị bắt đầu cùng đợt nào" / "`{what}` is needed: the attribute that says with which cohort a unit began";
    ONLY_MILESTONES = "`{what}` chỉ dùng với `--view milestones`" / "`{what}` is for `--view milestones` only";
    AS_OF = "Tình hình đến ngày {date}" / "As of {date}";
    UNIT_NAME = "Đơn vị" / "Unit";
    STATUS = "Tình hình" / "Status";
    PACE = "Tiến độ" / "Pace";
    EXPECTED = "Dự báo" / "Expected";
    PROBABILITY = "Xác suất" / "Probability";
    BY_STATUS = "Tổng hợp: {counts}." / "In all: {counts}.";
    METHOD_USED = "Phương pháp{method}: {measure}; {limits}." / "Method{method}: {measure}; {limits}.";
    TO_DO = "Việc cần làm" / "What is to be done";
    NOTHING_TO_DO = "Không có việc gì: các mục tiêu đã đạt hoặc đúng tiến độ." / "Nothing: all targets are met or on track.";

    // The demonstration.
    DEMO_DTI_TITLE = "Xếp hạng: các tỉnh theo chỉ số chuyển đổi số 2022" / "Ranking: provinces on the Digital Transformation Index of 2022";
    DEMO_DTI = "Năm tỉnh, thành phố đứng đầu được tính lại từ các chỉ số chính đã công bố, đặt cạnh giá trị và thứ hạng công bố.\nNguồn: Quyết định 922/QĐ-BTTTT; dti.gov.vn, xếp hạng 2022." / "The five first provinces, recomputed from the main indices as published, beside the published totals and ranks.\nSources: Decision 922/QĐ-BTTTT; dti.gov.vn, ranking of 2022.";
    DEMO_DTI_DIFFERENCE = "Khác nhau ở chữ số thứ tư (0,7164 và 0,7163) vì giá trị công bố được tính từ các chỉ số chưa làm tròn." / "The fourth decimal differs (0.7164 and 0.7163) where the published total comes from indices that were not rounded.";
    DEMO_DTI_NGHE_AN = "Nghệ An được công bố hạng {rank} trên {all}; các chỉ số của tỉnh không có trong nguồn đã đọc nên không tính lại." / "Nghệ An was published at rank {rank} of {all}; its indices are not in the sources read, so it is not recomputed.";
    DEMO_SCHOOL_TITLE = "Công nhận: trường chính trị chuẩn mức 1" / "Certificate: standard political school, level 1";
    DEMO_SCHOOL = "Ngày 28/05/2022, Trường Chính trị tỉnh Nghệ An đạt 43 tiêu chí, 7 đang hoàn thiện, 6 chưa đạt. Trường đã đạt mức 1 chưa, còn thiếu gì, đến bao giờ?\nNguồn: Quy định 11-QĐ/TW; báo cáo phiên họp Ban Thường vụ Tỉnh ủy Nghệ An tháng 5/2022." / "On 28 May 2022 the political school of Nghệ An met 43 criteria, 7 were in completion, 6 not met. Is level 1 reached, what is missing, and by when?\nSources: Regulation 11-QĐ/TW; report on the May session of the Nghệ An Provincial Party Standing Committee, 2022.";
    DEMO_SCHOOL_COUNTS = "Bốn báo cáo khác nêu 55 chỉ tiêu, số liệu này cộng lại là 56. Số liệu được giữ nguyên, chỗ vênh được nêu ra:" / "Four other reports speak of 55 criteria, these counts add up to 56. They stay as reported, and the difference is a finding:";
    DEMO_DIGITAL_TITLE = "Mục tiêu: chuyển đổi số tỉnh Nghệ An" / "Targets: the digital transformation of Nghệ An";
    DEMO_DIGITAL = "Mục tiêu của dự thảo nghị quyết, của kế hoạch và của nghị quyết. Phiên họp yêu cầu mục tiêu dựa trên khảo sát; nguồn không nêu giá trị gốc nào.\nNguồn: phiên họp ngày 28/05/2022; Kế hoạch 347/KH-UBND; Nghị quyết 09-NQ/TU." / "Targets of the draft resolution, of the plan and of the resolution. The session asked that they rest on surveys; the sources state no baseline.\nSources: session of 28 May 2022; Plan 347/KH-UBND; Resolution 09-NQ/TU.";
    DEMO_MEETING_TITLE = "Theo dõi: từ kết luận phiên họp đến mức đạt chuẩn" / "Follow-up: from what a meeting decided to the level";
    DEMO_MEETING = "Phiên họp ngày 28/05/2022 giao Nhà trường đạt mức 1 vào cuối năm. Đến ngày 05/01/2023, mốc và các nhiệm vụ của mốc ra sao?\nNguồn: bản ghi phiên họp và nhật ký lập từ các nguồn công khai." / "The session of 28 May 2022 told the school to reach level 1 by the end of the year. How do the milestone and its tasks stand on 5 January 2023?\nSources: the record of the session, and a log made of what public sources showed later.";
    DEMO_NEXT = "Thử với số liệu của mình: `chuan new vi-du`, rồi `chuan check`, `chuan score`, `chuan assess`." / "Try it on data of your own: `chuan new example`, then `chuan check`, `chuan score`, `chuan assess`.";

    // Progress.
    PROGRESS = "{file}: {rows} dòng, {rate} dòng/giây" / "{file}: {rows} rows, {rate} rows/s";
    TIME_LEFT = ", còn {left}" / ", {left} left";

    // Repairs, splitting, imports.
    FIXED = "Đã sửa {n} ô: {what}; nhật ký: {log}." / "Repaired {n} fields: {what}; log: {log}.";
    WOULD_FIX = "Sẽ sửa {n} ô; chưa ghi gì." / "{n} fields would be repaired; nothing was written.";
    WHERE_TO = "cần nêu thư mục với `{what}`" / "say a folder with `{what}`";
    SPLIT = "{file}: {accepted} dòng được nhận, {rejected} dòng bị loại." / "{file}: {accepted} rows accepted, {rejected} rows rejected.";
    NO_OUTPUT = "cần nêu tệp đích với `{what}`" / "say a file with `{what}`";
    WHICH_FORMAT = "không rõ dạng của {what}: dùng .parquet, .arrow, .csv, .jsonl hoặc --format" / "the form of {what} is not clear: use .parquet, .arrow, .csv, .jsonl or --format";
    IMPORTED = "Đã ghi {n} giá trị vào {what}." / "Wrote {n} values to {what}.";

    // The page of findings.
    HTML_TITLE = "Báo cáo kiểm tra" / "Check report";
    HTML_SUMMARY = "Tóm tắt" / "Summary";
    HTML_ERRORS = "Lỗi" / "Errors";
    HTML_WARNINGS = "Cảnh báo" / "Warnings";
    HTML_INFOS = "Thông tin" / "Infos";
    HTML_RECORDS = "Bản ghi" / "Records";
    HTML_ACCEPTED = "Được nhận" / "Accepted";
    HTML_REJECTED = "Bị loại" / "Rejected";
    HTML_LEFT_OUT = "Bỏ qua" / "Left out";
    HTML_BY_RULE = "Theo quy tắc" / "By rule";
    HTML_BY_FILE = "Theo tệp" / "By file";
    HTML_BY_UNIT = "Theo đơn vị" / "By unit";
    HTML_FINDINGS = "Các phát hiện" / "Findings";
    HTML_COUNT = "Số lượng" / "Count";
    HTML_FILE = "Tệp" / "File";
    HTML_LINE = "Dòng" / "Line";
    HTML_COLUMN = "Cột" / "Column";
    HTML_UNIT = "Đơn vị" / "Unit";
    HTML_MESSAGE = "Nội dung" / "Message";
    HTML_SUGGESTION = "Gợi ý" / "Suggestion";
    HTML_SEARCH = "Tìm trong bảng" / "Search the table";
    HTML_ALL = "Tất cả" / "All";
    HTML_RESET = "Bỏ lọc" / "Reset";
    HTML_SHOWN = "Hiện % trong %." / "% of % shown.";
    HTML_MISSING = "Không liệt kê ở đây:" / "Not listed here:";
    HTML_PARTLY = "Chỉ đếm các phát hiện được liệt kê." / "Only the findings that are kept are counted.";
    HTML_MORE_UNITS = "Số đơn vị khác:" / "Further units:";
    HTML_SKIP = "Đến các phát hiện" / "Skip to the findings";

    // New.
    WRITTEN = "Đã ghi {what}" / "Wrote {what}";
    NEXT_STEPS = "Bước tiếp theo:" / "Next:";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn lang(args: &[&str], variables: &[(&str, &str)]) -> Lang {
        from_environment(args.iter().map(OsString::from), |name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_argument_wins_over_the_variable_and_that_over_the_locale() {
        let locale = ("LANG", "vi_VN.UTF-8");
        assert_eq!(lang(&[], &[]), Lang::En);
        assert_eq!(lang(&[], &[locale]), Lang::Vi);
        assert_eq!(lang(&[], &[locale, ("LC_ALL", "C.UTF-8")]), Lang::En);
        assert_eq!(lang(&[], &[locale, ("CHUAN_LANG", "en")]), Lang::En);
        assert_eq!(lang(&["chuan", "--lang", "vi"], &[("CHUAN_LANG", "en")]), Lang::Vi);
        assert_eq!(lang(&["chuan", "--lang=en"], &[locale]), Lang::En);
    }

    #[test]
    fn both_languages_have_the_same_places() {
        let names = |text: &str| -> BTreeSet<String> {
            let pieces = text.split('{').skip(1);
            let places = pieces.filter_map(|piece| piece.split_once('}'));
            // A word that depends on a number, as `{n?task|tasks}`, is at the place of the number.
            places.filter_map(|(n, _)| n.split('?').next().map(str::to_owned)).collect()
        };
        for text in ALL {
            assert_eq!(names(text.vi), names(text.en), "{}", text.en);
        }
    }

    #[test]
    fn templates_are_filled() {
        assert_eq!(say(RECORD, Lang::Vi, &[("n", "7")]), "bản ghi 7");
    }
}
