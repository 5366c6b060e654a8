//! The help in Vietnamese.

use chuan::text::Lang;
use clap::{Arg, ArgAction, Command};

/// The command with its help in a language. English stands with the arguments themselves.
pub(crate) fn localise(command: Command, lang: Lang) -> Command {
    let command = examples(command, lang);
    match lang {
        Lang::En => command,
        Lang::Vi => translate(command, ""),
    }
}

fn examples(command: Command, lang: Lang) -> Command {
    let heading = match lang {
        Lang::Vi => "Ví dụ:",
        Lang::En => "Examples:",
    };
    let status = match lang {
        Lang::Vi => {
            "Mã thoát:\n  0  không có gì sai\n  1  có lỗi, hoặc chưa đạt mức yêu cầu (--require)\n  \
             2  sai cú pháp, hoặc không đọc, ghi được tệp"
        }
        Lang::En => {
            "Exit status:\n  0  nothing is wrong\n  1  errors were found, or a level was not reached \
             (--require)\n  2  wrong usage, or a file that cannot be read or written"
        }
    };
    let text = format!(
        "{heading}\n  chuan demo\n  chuan new example\n  \
         chuan check framework.toml data.csv\n  \
         chuan check framework.toml data/ --format html -o report.html\n  \
         chuan check framework.toml data.xlsx --fix\n  \
         chuan import framework.toml data/ -o all.parquet\n  \
         chuan score framework.toml data.csv --explain 40\n  \
         chuan assess framework.toml data/ --require 1\n  \
         chuan track framework.toml data.csv --as-of 2024-12-31\n  \
         chuan explain OBS-101\n\n{status}"
    );
    command.after_help(text)
}

fn translate(command: Command, above: &str) -> Command {
    let name = match above {
        "meeting" => format!("meeting {}", command.get_name()),
        _ => command.get_name().to_owned(),
    };
    let about = match name.as_str() {
        "chuan" => "Chỉ số quản trị, từ số liệu gốc đến công nhận",
        "demo" => "Chạy toàn bộ chuỗi trên ba trường hợp đi kèm",
        "check" => "Cho biết bộ chỉ số và số liệu sai ở đâu",
        "import" => {
            "Ghi các giá trị được nhận của nhiều tệp thành một bảng: Parquet, Arrow, CSV, JSON"
        }
        "score" => "Chấm điểm và xếp hạng đơn vị",
        "assess" => "Cho biết đơn vị đạt mức nào và còn thiếu gì",
        "analyse" => "Cho biết các giá trị và điểm liên quan với nhau thế nào",
        "meeting" => "Theo dõi nhiệm vụ của một cuộc họp: bản ghi và nhật ký",
        "meeting status" => "Cho biết từng nhiệm vụ đến đâu tính đến một ngày, theo từng đơn vị",
        "meeting rates" => "Đếm nhiệm vụ và tính các tỷ lệ có tên",
        "meeting merge" => "Gộp hai nhật ký đã ghi riêng thành một",
        "meeting audit" => "Kiểm tra chuỗi băm của nhật ký và cho biết nhật ký sai ở đâu",
        "meeting milestones" => "Nối các mốc với mức đã đạt: quyết định, nhiệm vụ, tiêu chí, mức",
        "meeting import" => {
            "Lập bản ghi từ bảng CSV và số liệu của hệ thống khác: OParl, Popolo, Legistar"
        }
        "meeting check" => "Cho biết bản ghi có gì và sai ở đâu",
        "meeting export" => "Ghi bản ghi cho hệ thống khác: bảng CSV, OParl, Popolo, iCalendar",
        "meeting append" => "Ghi thêm một sự kiện vào nhật ký: trọn vẹn hoặc không gì cả",
        "track" => "Cho biết mục tiêu và mốc ở đâu vào một ngày",
        "explain" => "Giải thích một quy tắc: nội dung, lý do, cách sửa",
        "schema" => "In JSON Schema của một định dạng",
        "new" => "Ghi một bộ chỉ số nhỏ và số liệu mẫu để bắt đầu",
        "completions" => "In phần gợi ý lệnh cho shell",
        _ => "",
    };
    let own = command.get_name().to_owned();
    let command = if about.is_empty() { command } else { command.about(about) };
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("In trợ giúp này (`-h`: bản ngắn)")
        .help_heading("Chung");
    let template =
        "{before-help}{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";
    command
        .help_template(template)
        .subcommand_help_heading("Lệnh")
        .mut_args(translate_argument)
        .disable_help_flag(true)
        .arg(help)
        .mut_subcommands(move |below| translate(below, &own))
}

fn translate_argument(argument: Arg) -> Arg {
    let help = match argument.get_id().as_str() {
        "lang" => "Ngôn ngữ: vi hoặc en [mặc định: theo locale]",
        "output" => "Ghi kết quả vào tệp thay cho đầu ra chuẩn",
        "color" => "Màu",
        "quiet" => "Không in ghi chú và tóm tắt ra đầu lỗi chuẩn",
        "framework" => "Tệp bộ chỉ số: TOML, JSON hoặc YAML",
        "data" => {
            "Số liệu: tệp (CSV, cả .gz .zst .zip, .xlsx .xlsb .ods), thư mục, hoặc - cho đầu vào chuẩn"
        }
        "format" => "Dạng kết quả",
        "fix" => "Ghi tệp mới với các sửa chữa không thể sai và nhật ký, rồi kiểm tra tệp mới",
        "fix_codes" => "Sửa cả mã đơn vị và chỉ tiêu theo gợi ý của phát hiện",
        "into" => "Thư mục cho tệp đã sửa [mặc định: cạnh tệp gốc]",
        "diff" => "Cho xem --fix sẽ sửa gì, không ghi gì",
        "split" => "Ghi dòng được nhận, dòng bị loại và các phát hiện vào thư mục",
        "explain" => "Phân tích điểm của một đơn vị (mã hoặc tên)",
        "period" => "Chỉ kỳ này",
        "node" => "Chỉ nhóm hoặc chỉ tiêu này và những gì bên dưới",
        "show" => "Nội dung: điểm, từng bước của mỗi giá trị, xu hướng qua các kỳ, hoặc độ phủ",
        "weights" => "Bộ trọng số của bộ chỉ số dùng để chấm",
        "fit" => "Chấm với tham số đã học và lưu bằng --save-fit",
        "save_fit" => "Lưu tham số học được từ số liệu này: mốc thang, ngưỡng xử lý, trọng số",
        "day" => "Ngày xem xét; với kỳ dài hơn là ngày cuối của kỳ",
        "view" => "Nội dung: mục tiêu, thử sức, vị trí, lộ trình nhân rộng, mốc, hoặc lịch sử",
        "method" => "Phương pháp xét tiến độ đã đủ hay chưa",
        "limits" => {
            "Ngưỡng riêng thay cho ngưỡng của phương pháp: đúng tiến độ, chậm, chậm nhiều (0.9,0.5,0)"
        }
        "range" => "Cách đọc khoảng như 15-20",
        "forecast" => "Cách kéo dài số liệu đến hạn",
        "confidence" => "Tỷ lệ trường hợp mà khoảng dự báo phải chứa, theo phần trăm",
        "peers" => "So với những đơn vị có cùng giá trị của thuộc tính này",
        "cohort" => "Thuộc tính cho biết đơn vị bắt đầu cùng đợt nào (cho --view rollout)",
        "item" => {
            "Nhóm hoặc chỉ tiêu (cho --view position và rollout); chỉ mục tiêu của chỉ tiêu này"
        }
        "aspect" => "Xem gì",
        "whom" => "Đơn vị cần xem điểm mạnh, điểm yếu (mã hoặc tên)",
        "target" => "Nhóm được so sánh, hoặc xem các thành phần của nó [mặc định: nhóm đầu]",
        "when" => "Chỉ kỳ này [mặc định: kỳ cuối]",
        "other" => "Bộ chỉ số khác để so sánh trên cùng số liệu; có thể ghi nhiều lần",
        "set" => "Bộ trọng số để so sánh; có thể ghi nhiều lần",
        "top" => "Bao nhiêu điểm mạnh và điểm yếu",
        "coefficient" => "Hệ số tương quan nào",
        "require" => "Thoát với mã 1 nếu có đơn vị chưa đạt mức này",
        "unit" => "Chỉ đơn vị này (mã hoặc tên); có thể ghi nhiều lần",
        "scheme" => "Chỉ hệ mức này",
        "details" => "Cho biết còn thiếu gì cả khi có nhiều đơn vị",
        "why" => "Giải thích: điều gì đạt, điều gì vướng, mỗi điểm chưa rõ dẫn đến đâu",
        "way_up" => "Cách ít tốn nhất để đạt một mức; không ghi: mức kế tiếp",
        "cost" => "Chi phí thay đổi một tiêu chí, dạng MÃ=CHI_PHÍ; có thể ghi nhiều lần",
        "assessed_as_of" => "Ngày xét minh chứng và công nhận",
        "report" => "Ghi thêm một báo cáo để in, dạng HTML, vào tệp này",
        "layers" => "Đặt cạnh nhau các lớp số liệu, như self,appraised,voted,decided",
        "recognitions" => "Hồ sơ công nhận: CSV gồm unit, act, level, date; cần --as-of",
        "code" => "Mã hoặc tên quy tắc, như OBS-101 hoặc unknown_unit; không ghi: tất cả",
        "all" => "Tất cả quy tắc",
        "what" => "Định dạng nào",
        "folder" => "Thư mục, được tạo nếu chưa có",
        "from_coinr" => "Lập bộ chỉ số từ bảng iMeta của COINr, dạng CSV",
        "shell" => "Shell",
        "numbers" => "Cách viết số: 1,234.5 (en), 1.234,5 (vi), hoặc cả hai (auto)",
        "dates" => "Cách viết ngày và kỳ: 2022-05-28 (iso), cả 28/5/2022 (vi)",
        "delimiter" => "Dấu phân cách của tệp CSV, hoặc tab [mặc định: tự nhận]",
        "encoding" => {
            "Bảng mã của tệp văn bản: utf-8, utf-16le, windows-1258, tcvn3, vni … [mặc định: tự nhận]"
        }
        "sheet" => "Trang tính: tên, hoặc số thứ tự từ 1 [mặc định: tự nhận]",
        "header_row" => "Dòng tên cột của trang tính, từ 1 [mặc định: tự nhận]",
        "default_period" => "Kỳ của những bản ghi không ghi kỳ",
        "layer" => "Lớp số liệu cần đọc khi tệp có nhiều lớp: self, appraised, decided …",
        "column" => "Ý nghĩa của cột, như \"Mã tỉnh=unit\"; có thể ghi nhiều lần",
        "record" => "Bản ghi cuộc họp, dạng JSON",
        "log" => "Nhật ký của bản ghi, mỗi dòng một JSON",
        "second" => "Nhật ký khác của cùng bản ghi",
        "as_of" => "Tính các sự kiện đến hết ngày này [mặc định: hôm nay, giờ Việt Nam]",
        "known_at" => "Chỉ các dòng đã được ghi đến lúc đó: ngày, hoặc ngày giờ kèm múi giờ",
        "counted_at" => {
            "Nhiệm vụ coi là xong khi nộp (submitted) hay khi được nghiệm thu (accepted)"
        }
        "due_soon" => "Còn chừng này ngày thì coi là sắp đến hạn",
        "pause_stops_clock" => "Cộng những ngày tạm hoãn vào hạn",
        "from" => "Định dạng của tệp",
        "files" => "Tệp JSON; với OParl cả những tệp chứa đối tượng được nhắc tới",
        "outcomes" => {
            "Bảng kết quả: source_text, outcome, majority, refer_to [mặc định: bảng đi kèm]"
        }
        "to" => "Định dạng cần ghi",
        "confidential" => "Cả những gì không công khai",
        "base" => "Địa chỉ gốc cho mã OParl",
        "public" => "Bỏ những nhiệm vụ không công khai",
        "group" => "Theo: owner, support, meeting, item, year, quarter, month, level, target …",
        "only" => "Chỉ những nhiệm vụ này",
        "silent" => "Số ngày không có tin thì coi là im lặng",
        "rate" => "Chỉ tỷ lệ này",
        "round" => "Số chữ số sau dấu phẩy và cách làm tròn: 2, 2:truncate, 1:half_even",
        "indicator" => "Ghi thành số liệu của chỉ tiêu này cho `check` và `score`; cần --rate",
        "head" => "Mã băm của dòng cuối",
        "silent_after" => "Nêu các nhiệm vụ không có tin chừng này ngày trước --as-of",
        "event" => {
            "open, start, report, submit, accept, return, pause, resume, extend, reassign, cancel, …"
        }
        "task" => "Mã nhiệm vụ",
        "on" => "Ngày xảy ra [mặc định với open: ngày họp]",
        "recorded_at" => "Lúc ghi [mặc định: bây giờ, giờ Việt Nam]",
        "who" => "Ai thực hiện: body:MÃ hoặc person:MÃ",
        "due" => "Hạn mới, với extend",
        "owner" => "Đơn vị chủ trì mới, với reassign",
        "percent" => "Tiến độ, phần trăm",
        "evidence" => "Văn bản hoặc nguồn minh chứng; có thể ghi nhiều lần",
        "note" => "Ghi chú",
        "seq_ref" => "Số của dòng cần hủy, với void",
        "progress" => {
            "Mọi dòng của một bảng CSV tiến độ: nhiệm vụ, sự kiện hoặc trạng thái, ngày, tiến độ …"
        }
        "labels" => "Bảng CSV nghĩa của các nhãn: label, state, timeliness [mặc định: bảng đi kèm]",
        "table" => "Chỉ ghi bảng csv này: tasks, attendance, progress …",
        "force" => "Ghi cả sự kiện không hợp lệ",
        "threads" => "Số luồng kiểm tra tệp CSV [mặc định: theo máy]",
        "chunk" => "Số byte của tệp CSV đọc mỗi lần; để thử nghiệm",
        "max_per_rule" => {
            "Liệt kê nhiều nhất chừng này phát hiện của mỗi quy tắc trong mỗi tệp, 0 là tất cả; vẫn đếm \
             đủ [mặc định: 10 khi in chữ, 1000 trong HTML, 50000 ở dạng khác]"
        }
        "max_findings" => "Chỉ giữ chừng này phát hiện; vẫn đếm tất cả",
        _ => return argument,
    };
    // Under a heading of their own, arguments would be sorted by name.
    let place = match argument.get_id().as_str() {
        "framework" => 1,
        "data" => 2,
        _ => 3,
    };
    let heading = match argument.get_help_heading() {
        Some("Reading data") => "Đọc số liệu",
        Some("Everywhere") => "Chung",
        _ if argument.is_positional() => "Tham số",
        _ => "Tùy chọn",
    };
    let argument = argument.help(help).long_help(None::<&str>).help_heading(heading);
    if argument.is_positional() { argument.display_order(place) } else { argument }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn everything_is_translated() {
        let english = crate::args::Cli::command();
        let vietnamese = localise(crate::args::Cli::command(), Lang::Vi);
        let both = english.get_subcommands().zip(vietnamese.get_subcommands());
        for (en, vi) in both.chain([(&english, &vietnamese)]) {
            let name = en.get_name();
            let text = |about: Option<&clap::builder::StyledStr>| about.map(ToString::to_string);
            assert_ne!(text(en.get_about()), text(vi.get_about()), "{name}");
            let shared = vi.get_arguments().filter(|argument| argument.get_id() != "help");
            for (en, vi) in en.get_arguments().zip(shared) {
                // Names that are the same in both languages.
                if en.get_id() != "shell" {
                    let id = en.get_id();
                    assert_ne!(text(en.get_help()), text(vi.get_help()), "{name} {id}");
                }
            }
        }
    }
}
