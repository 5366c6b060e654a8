//! A specification: Markdown with a heading, an introduction and scenarios.

/// The file of one rule.
pub(crate) struct Specification {
    pub(crate) code: String,
    pub(crate) heading: String,
    pub(crate) introduction: String,
    pub(crate) scenarios: Vec<Scenario>,
    text: String,
}

/// What stands under a heading `## …`: files, and what is found in them.
#[derive(Default)]
pub(crate) struct Scenario {
    pub(crate) title: String,
    /// Line of the heading.
    pub(crate) line: usize,
    pub(crate) files: Vec<File>,
    /// Options of the check, line by line.
    pub(crate) options: Vec<String>,
    pub(crate) findings: String,
    /// Lines between the fences of the block of findings, from 0, the end not included.
    block: Option<(usize, usize)>,
}

pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Specification {
    pub(crate) fn parse(code: &str, text: &str) -> Result<Self, String> {
        let mut lines = text.lines().enumerate();
        let (_, heading) = lines.next().ok_or("the file is empty")?;
        let mut introduction = String::new();
        let mut scenarios: Vec<Scenario> = Vec::new();
        while let Some((number, line)) = lines.next() {
            if let Some(title) = line.strip_prefix("## ") {
                let (title, line) = (title.to_owned(), number + 1);
                scenarios.push(Scenario { title, line, ..Scenario::default() });
            } else if let Some(info) = line.strip_prefix("```") {
                let mut content = String::new();
                let mut end = None;
                for (at, line) in lines.by_ref() {
                    if line == "```" {
                        end = Some(at);
                        break;
                    }
                    content.push_str(line);
                    content.push('\n');
                }
                let end = end.ok_or_else(|| format!("line {}: no end of block", number + 1))?;
                let scenario = scenarios.last_mut().ok_or("a block before the first scenario")?;
                scenario
                    .add(info, content, (number + 1, end))
                    .map_err(|fault| format!("line {}: {fault}", number + 1))?;
            } else if scenarios.is_empty() {
                introduction.push_str(line);
                introduction.push(' ');
            }
        }
        if let Some(open) = scenarios.iter().find(|scenario| scenario.block.is_none()) {
            return Err(format!("`{}` has no block of findings", open.title));
        }
        Ok(Self {
            code: code.to_owned(),
            heading: heading.to_owned(),
            introduction,
            scenarios,
            text: text.to_owned(),
        })
    }

    /// The text, with other blocks of findings.
    pub(crate) fn with_findings(&self, blocks: &[String]) -> String {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut text = String::new();
        let mut at = 0;
        for (scenario, block) in self.scenarios.iter().zip(blocks) {
            let Some((start, end)) = scenario.block else { continue };
            for line in &lines[at..start] {
                text.push_str(line);
                text.push('\n');
            }
            text.push_str(block);
            at = end;
        }
        for line in &lines[at..] {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

impl Scenario {
    fn add(&mut self, info: &str, content: String, block: (usize, usize)) -> Result<(), String> {
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["findings"] => {
                if self.block.replace(block).is_some() {
                    return Err("a second block of findings".to_owned());
                }
                self.findings = content;
            }
            ["options"] => self.options.extend(content.lines().map(str::to_owned)),
            [language, rest @ ..] => {
                let (escaped, name) = match rest {
                    ["escaped", name] => (true, *name),
                    [name] => (false, *name),
                    _ => return Err(format!("`{info}` does not name a file")),
                };
                let name = match name {
                    "framework" => format!("framework.{language}"),
                    name => name.to_owned(),
                };
                let bytes = if escaped { unescape(&content)? } else { content.into_bytes() };
                self.files.push(File { name, bytes });
            }
            [] => return Err("a block without a language".to_owned()),
        }
        Ok(())
    }
}

/// Bytes of a text with `\xff`, `\u{301}`, `\r` and `\\`; `\*1000{ab}` stands for a thousand times
/// `ab`, and `\-` at the end of a line takes the line end away.
pub(crate) fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let fault = || format!("`\\{}` is no escape", after.chars().take(8).collect::<String>());
        rest = if let Some(tail) = after.strip_prefix('\\') {
            bytes.push(b'\\');
            tail
        } else if let Some(tail) = after.strip_prefix('"') {
            bytes.push(b'"');
            tail
        } else if let Some(tail) = after.strip_prefix('r') {
            bytes.push(b'\r');
            tail
        } else if let Some(tail) = after.strip_prefix("-\n") {
            tail
        } else if let Some(tail) = after.strip_prefix('*') {
            let (count, tail) = tail.split_once('{').ok_or_else(fault)?;
            let (repeated, tail) = tail.split_once('}').ok_or_else(fault)?;
            let count: usize = count.parse().map_err(|_| fault())?;
            bytes.extend_from_slice(repeated.repeat(count).as_bytes());
            tail
        } else if let Some(tail) = after.strip_prefix('x') {
            let digits = tail.get(..2).ok_or_else(fault)?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| fault())?);
            tail.get(2..).unwrap_or_default()
        } else {
            let (digits, tail) =
                after.strip_prefix("u{").and_then(|a| a.split_once('}')).ok_or_else(fault)?;
            let number = u32::from_str_radix(digits, 16).map_err(|_| fault())?;
            let letter = char::from_u32(number).ok_or_else(fault)?;
            bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            tail
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}
