//! A scenario, run as a user would: load, check, score, assess.

use super::specification::Scenario;
use chuan::check::{CheckOptions, Checker};
use chuan::finding::Finding;
use chuan::framework::Framework;
use chuan::observe::Input;
use std::path::Path;
use std::sync::Arc;

/// All findings of the four stages, in order; files are named as in the scenario.
pub(crate) fn run(scenario: &Scenario) -> Vec<Finding> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in &scenario.files {
        std::fs::write(folder.path().join(&file.name), &file.bytes).expect("it can be written");
    }
    let is_framework = |name: &str| name.starts_with("framework.");
    let framework = (scenario.files.iter().find(|file| is_framework(&file.name)))
        .unwrap_or_else(|| panic!("`{}` has no framework", scenario.title));
    let written = String::from_utf8_lossy(&framework.bytes);
    // What the framework names is one of its tables; everything else is data.
    let data: Vec<&str> = (scenario.files.iter())
        .map(|file| file.name.as_str())
        .filter(|name| !is_framework(name) && !written.contains(name))
        .collect();

    let mut found = Vec::new();
    let loaded = Framework::load(folder.path().join(&framework.name)).expect("it can be read");
    found.extend(loaded.findings);
    if let Some(framework) = loaded.framework {
        let mut checker = Checker::new(&framework, options(scenario));
        for name in data {
            let file = std::fs::File::open(folder.path().join(name)).expect("it can be opened");
            checker.read_input(name, Input::file(file)).expect("it can be read");
        }
        let checked = checker.finish();
        let unlisted = checked.findings.unlisted();
        found.extend(checked.findings);
        found.extend(unlisted);
        let card = chuan::score::score(&framework, &checked.observations);
        found.extend(card.findings().iter().cloned());
        let assessment = chuan::assess::assess(&framework, &checked.observations, &card);
        found.extend(assessment.findings().iter().cloned());
    }
    for finding in &mut found {
        finding.place.file =
            finding.place.file.as_deref().map(|file| relative(file, folder.path()));
    }
    found
}

fn relative(file: &str, folder: &Path) -> Arc<str> {
    let path = Path::new(file);
    path.strip_prefix(folder).unwrap_or(path).display().to_string().into()
}

fn options(scenario: &Scenario) -> CheckOptions {
    let mut options = CheckOptions::default();
    for line in &scenario.options {
        match line.split_once(" = ") {
            Some(("layer", layer)) => options.layer = Some(layer.trim_matches('"').to_owned()),
            Some(("max_per_rule", most)) => options.max_per_rule = most.parse().expect("a number"),
            Some(("encoding", name)) => {
                options.encoding = Some(name.trim_matches('"').parse().expect("an encoding"));
            }
            _ => panic!("`{}`: unknown option {line:?}", scenario.title),
        }
    }
    options
}
