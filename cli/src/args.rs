//! The arguments of the command line.

mod analyse;
pub(crate) mod meeting;
pub(crate) mod track;

pub(crate) use analyse::{AnalyseArgs, Aspect};

mod import;

pub(crate) use import::{ImportArgs, ImportFormat};

use chuan::check::CheckOptions;
use chuan::framework::spec::DateFormat;
use chuan::number::NumberFormat;
use chuan::observe::Encoding;
use chuan::period::Period;
use chuan::text::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Governance indicators from raw value to certificate.
#[derive(Debug, Parser)]
#[command(name = "chuan", version, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Options of every verb.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// Language: vi or en [default: by the locale]
    #[arg(long, global = true, env = "CHUAN_LANG", hide_env = true, value_name = "LANG")]
    pub(crate) lang: Option<LangArg>,
    /// Write the result to a file instead of standard output
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorWhen,
    /// Leave out notes and summaries on standard error
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run the whole chain on the three cases that ship with it
    Demo,
    /// Say what is wrong with a framework and with data
    Check(CheckArgs),
    /// Write the accepted values of many files as one table: Parquet, Arrow, CSV or JSON lines
    Import(ImportArgs),
    /// Score and rank units
    Score(ScoreArgs),
    /// Say which levels units have reached and what is missing
    Assess(AssessArgs),
    /// Say how targets and milestones stand on a day
    Track(track::TrackArgs),
    /// Say what values and scores have to do with each other
    Analyse(AnalyseArgs),
    /// Follow the tasks of a meeting: records and logs
    Meeting(meeting::MeetingArgs),
    /// Explain a rule: what, why, and what to do
    Explain(ExplainArgs),
    /// Print the JSON Schema of a format
    Schema(SchemaArgs),
    /// Write a small framework and observations to start from
    New(NewArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
}

/// `check FRAMEWORK [DATA…]`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: files (CSV, also .gz .zst .zip, .xlsx .xlsb .ods), folders, or - for standard input
    pub(crate) data: Vec<PathBuf>,
    /// Form of the result
    #[arg(long, default_value = "text")]
    pub(crate) format: FindingsFormat,
    /// Write new files with the repairs that cannot be wrong, and a log of them; check these
    #[arg(long, requires = "data", conflicts_with_all = ["diff", "split"])]
    pub(crate) fix: bool,
    /// Repair codes of units and indicators too, as findings suggest
    #[arg(long)]
    pub(crate) fix_codes: bool,
    /// Folder for repaired files [default: beside each file]
    #[arg(long, value_name = "DIR", requires = "fix")]
    pub(crate) into: Option<PathBuf>,
    /// Show what --fix would change, and write nothing
    #[arg(long, requires = "data", conflicts_with = "split")]
    pub(crate) diff: bool,
    /// Write accepted rows, rejected rows and findings into a folder
    #[arg(long, value_name = "DIR", requires = "data")]
    pub(crate) split: Option<PathBuf>,
    /// List at most so many findings of one rule in one file, or all with 0; all are counted [default: 10 as text, 1000 in HTML, else 50000]
    #[arg(long, value_name = "N")]
    pub(crate) max_per_rule: Option<usize>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `score FRAMEWORK DATA…`
#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: files (CSV, also .gz .zst .zip, .xlsx .xlsb .ods), folders, or - for standard input
    #[arg(required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// Take the score of one unit apart (code or name)
    #[arg(long, value_name = "UNIT")]
    pub(crate) explain: Option<String>,
    /// Only this period
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<Period>,
    /// Only this node or indicator, and what is below it
    #[arg(long, value_name = "CODE")]
    pub(crate) node: Option<String>,
    /// What is shown: scores, every step of every value, trends over the periods, or coverage
    #[arg(long, value_name = "WHAT", default_value = "scores", conflicts_with = "explain")]
    pub(crate) show: Show,
    /// The set of weights of the framework to score with
    #[arg(long, value_name = "NAME")]
    pub(crate) weights: Option<String>,
    /// Score with what was learned before and saved with --save-fit
    #[arg(long, value_name = "FILE")]
    pub(crate) fit: Option<PathBuf>,
    /// Save what was learned from these data: ends of scales, limits of treatments, weights
    #[arg(long, value_name = "FILE")]
    pub(crate) save_fit: Option<PathBuf>,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// What `score` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Scores and ranks
    Scores,
    /// Every figure that led to a score, one row an item, unit and period
    Steps,
    /// Change, growth rate and slope of every score over the periods
    Trends,
    /// Which units and indicators were left out, and grades of coverage
    Coverage,
    /// What every item weighs in its node and in the whole
    Weights,
}

/// `assess FRAMEWORK DATA…`
#[derive(Debug, Args)]
pub(crate) struct AssessArgs {
    /// Framework file: TOML, JSON or YAML
    pub(crate) framework: PathBuf,
    /// Observations: files (CSV, also .gz .zst .zip, .xlsx .xlsb .ods), folders, or - for standard input
    #[arg(required = true)]
    pub(crate) data: Vec<PathBuf>,
    /// Exit with 1 unless every unit asked for has reached this level
    #[arg(long, value_name = "LEVEL")]
    pub(crate) require: Option<String>,
    /// Only this unit (code or name); may be repeated
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Vec<String>,
    /// Only this scheme of levels
    #[arg(long, value_name = "CODE")]
    pub(crate) scheme: Option<String>,
    /// Only this period
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<Period>,
    /// Say what is missing even when there are many units
    #[arg(long)]
    pub(crate) details: bool,
    /// Say why: what holds, what binds the next level, what follows from each open point
    #[arg(long)]
    pub(crate) why: bool,
    /// The cheapest way to a level; to the next one unless named
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub(crate) way_up: Option<String>,
    /// What it costs to change a criterion, as CODE=COST; may be repeated
    #[arg(long, value_name = "CODE=COST", requires = "way_up")]
    pub(crate) cost: Vec<String>,
    /// The day as of which evidence and recognitions are looked at
    #[arg(id = "assessed_as_of", long = "as-of", value_name = "DATE")]
    pub(crate) as_of: Option<chrono::NaiveDate>,
    /// Put layers of the data beside each other, such as self,appraised,voted,decided
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with_all = ["layer", "require", "why", "way_up"])]
    pub(crate) layers: Vec<String>,
    /// Write a report for printing, in HTML, to this file as well
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Record of recognition: CSV with unit, act, level, date; needs --as-of
    #[arg(long, value_name = "FILE", requires = "assessed_as_of")]
    pub(crate) recognitions: Option<PathBuf>,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `explain [CODE]`
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Code or name of a rule, such as OBS-101 or unknown_unit; all rules unless given
    pub(crate) code: Option<String>,
    /// All rules
    #[arg(long, conflicts_with = "code")]
    pub(crate) all: bool,
    /// Form of the result
    #[arg(long, default_value = "table")]
    pub(crate) format: TableFormat,
}

/// `schema WHAT`
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which format
    pub(crate) what: SchemaOf,
}

/// `new [DIR]`
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Folder, made when it is not there
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Make the framework of a table of COINr's iMeta, in CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) from_coinr: Option<PathBuf>,
}

/// `completions SHELL`
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell
    pub(crate) shell: Shell,
}

/// How data are read. What is not said here is said by the framework.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading data")]
pub(crate) struct Reading {
    /// How numbers are written: 1,234.5 (en), 1.234,5 (vi), or either (auto)
    #[arg(long, value_name = "NOTATION")]
    pub(crate) numbers: Option<Numbers>,
    /// How dates and periods are written: 2022-05-28 (iso), also 28/5/2022 (vi)
    #[arg(long, value_name = "FORM")]
    pub(crate) dates: Option<Dates>,
    /// Delimiter of CSV files, or tab [default: detected]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// Encoding of text files: utf-8, utf-16le, windows-1258, tcvn3, vni … [default: detected]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,
    /// Sheet of workbooks: its name, or its number from 1 [default: detected]
    #[arg(long, value_name = "SHEET")]
    pub(crate) sheet: Option<String>,
    /// Row of the sheet with the names of the columns, from 1 [default: detected]
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) header_row: Option<u32>,
    /// Period of records that state none
    #[arg(long, value_name = "PERIOD")]
    pub(crate) default_period: Option<Period>,
    /// The layer to read where files hold several: self, appraised, decided …
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
    /// What a column means, such as "Mã tỉnh=unit"; may be repeated
    #[arg(long, value_name = "FROM=TO", value_parser = mapping)]
    pub(crate) column: Vec<(String, String)>,
    /// Keep at most so many findings; all are counted
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Threads that check CSV files [default: as many as the machine has]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) threads: usize,
    /// Bytes of a CSV file that are read at a time; for tests
    #[arg(long, value_name = "BYTES", default_value_t = 0, hide = true)]
    pub(crate) chunk: usize,
}

impl Reading {
    /// The options of the library.
    pub(crate) fn options(&self) -> CheckOptions {
        let mut options = CheckOptions::default();
        options.numbers = self.numbers.map(|numbers| match numbers {
            Numbers::En => NumberFormat::En,
            Numbers::Vi => NumberFormat::Vi,
            Numbers::Auto => NumberFormat::Auto,
        });
        options.dates = self.dates.map(|dates| match dates {
            Dates::Iso => DateFormat::Iso,
            Dates::Vi => DateFormat::Vi,
        });
        options.period = self.default_period;
        options.layer = self.layer.clone();
        options.columns = self.column.iter().cloned().collect();
        options.delimiter = self.delimiter;
        options.encoding = self.encoding;
        options.sheet = self.sheet.clone();
        options.header_row = self.header_row;
        options.max_findings = self.max_findings.unwrap_or(usize::MAX);
        options.threads = self.threads;
        options.chunk = self.chunk;
        options
    }
}

fn delimiter(written: &str) -> Result<u8, String> {
    match (written, written.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte]) if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("one character such as ; or the word tab".to_owned()),
    }
}

fn mapping(written: &str) -> Result<(String, String), String> {
    match written.rsplit_once('=') {
        Some((from, to)) if !from.trim().is_empty() && !to.trim().is_empty() => {
            Ok((from.trim().to_owned(), to.trim().to_owned()))
        }
        _ => Err("FROM=TO, such as \"Mã tỉnh=unit\"".to_owned()),
    }
}

/// Languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArg {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Vi => Self::Vi,
            LangArg::En => Self::En,
        }
    }
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On terminals, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Notations of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Numbers {
    /// 1,234.5
    En,
    /// 1.234,5
    Vi,
    /// Either; what can be read both ways is an error
    Auto,
}

/// Forms of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dates {
    /// 2022-05-28, 2022-05, 2022-Q2, 2022
    Iso,
    /// Also 28/5/2022, tháng 5/2022, quý II/2022
    Vi,
}

/// Forms of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// One row a finding
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Workflow commands of GitHub
    Github,
    /// A page that can be opened without a network
    Html,
}

/// Forms of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// One row a result
    Csv,
}

/// Formats with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Framework files
    Framework,
    /// Findings in JSON
    Finding,
    /// Records of meetings
    Record,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn delimiters_are_one_byte_or_tab() {
        assert_eq!(delimiter("tab"), Ok(b'\t'));
        assert_eq!(delimiter(";"), Ok(b';'));
        assert!(delimiter("").is_err());
        assert!(delimiter("ab").is_err());
        assert!(delimiter("đ").is_err());
    }

    #[test]
    fn columns_are_mapped_at_the_last_sign() {
        assert_eq!(mapping("a=b=unit"), Ok(("a=b".to_owned(), "unit".to_owned())));
        assert!(mapping("unit").is_err());
        assert!(mapping("=unit").is_err());
    }
}
