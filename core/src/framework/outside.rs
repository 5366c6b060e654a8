//! What a record of a meeting may ask of a framework.

use super::{Body, Framework, ItemId};
use crate::meeting::{Known, Outside, Ref};

impl Outside for Framework {
    /// `indicator` and `target` are looked up among the indicators, `pillar` and `node` among the
    /// nodes, `criterion` (also `criterion:scheme/code`) among both, as a group of criteria is spoken
    /// of like one; `scheme` and `level` (`level:scheme/level`) among the schemes. Of other kinds a
    /// framework knows nothing.
    fn exists(&self, reference: &Ref) -> Known {
        let item = |code: &str| self.find(code).and_then(|id| self.item(id));
        let found = match reference.kind.as_str() {
            "indicator" => item(&reference.id).is_some_and(|item| item.indicator().is_some()),
            "criterion" => self.named_by(reference).is_some(),
            "target" => {
                let code = reference.id.split('/').next().unwrap_or(&reference.id);
                item(code)
                    .and_then(|item| item.indicator())
                    .is_some_and(|indicator| !indicator.targets.is_empty())
            }
            "pillar" | "node" => item(&reference.id).is_some_and(|item| item.node().is_some()),
            "scheme" => self.schemes().iter().any(|scheme| scheme.code == *reference.id),
            "level" => self.rank(reference).is_some(),
            _ => return Known::Unknown,
        };
        if found { Known::Yes } else { Known::No }
    }

    fn rank(&self, reference: &Ref) -> Option<usize> {
        let (scheme, level) = reference.id.split_once('/')?;
        let scheme = self.schemes().iter().find(|one| one.code == *scheme)?;
        scheme.levels.iter().position(|one| one.code == *level)
    }

    /// The number of criteria that the node of the scheme states, or has.
    fn count(&self, reference: &Ref) -> Option<u32> {
        let scheme = reference.id.split('/').next()?;
        let scheme = self.schemes().iter().find(|one| one.code == *scheme)?;
        let node = scheme.node.as_ref().map(crate::id::Code::as_str);
        let required = || {
            let all = scheme.levels.iter().flat_map(|level| &level.requirements);
            all.filter_map(|requirement| requirement.all_criteria.as_ref()).next()
        };
        let code = node.or_else(|| required().map(crate::id::Code::as_str))?;
        let id = self.find(code)?;
        match &self.item(id)?.body {
            Body::Node(node) => node.stated_count,
            Body::Indicator(_) => None,
        }
    }
}

impl Framework {
    /// The indicator or node that a reference of a record names: `indicator:code`, `target:code/…`,
    /// `pillar:code`, `node:code`, `criterion:code` or `criterion:scheme/code`.
    pub fn named_by(&self, reference: &Ref) -> Option<ItemId> {
        let id = &*reference.id;
        match reference.kind.as_str() {
            "indicator" | "pillar" | "node" => self.find(id),
            "target" => self.find(id.split('/').next().unwrap_or(id)),
            "criterion" => self.find(id).or_else(|| {
                let (scheme, code) = id.split_once('/')?;
                self.schemes().iter().find(|one| one.code == *scheme)?;
                self.find(code)
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::FileFormat;

    #[test]
    fn what_a_framework_knows() {
        let text = "code='t'\ntitle='T'\nranking=[]\n[[node]]\ncode='n'\nscored=false\nstated_count=55\n\
            [[indicator]]\ncode='a'\nparent='n'\nscale='status'\n[[indicator.target]]\nperiod=2025\nat_least=1\n\
            [[scheme]]\ncode='s'\n[[scheme.level]]\ncode='1'\n[[scheme.level.require]]\nall_criteria='n'\n\
            [[scheme.level]]\ncode='2'\n[[scheme.level.require]]\ncriterion='a'\n";
        let text = text.replace("[[indicator.target]]\nperiod=2025\nat_least=1\n", "");
        let framework = Framework::parse(&text, FileFormat::Toml).unwrap();
        let known = |reference: &str| framework.exists(&reference.parse().unwrap());
        for yes in [
            "indicator:a",
            "criterion:a",
            "criterion:s/n",
            "node:n",
            "pillar:n",
            "scheme:s",
            "level:s/2",
        ] {
            assert_eq!(known(yes), Known::Yes, "{yes}");
        }
        for no in [
            "indicator:n",
            "node:a",
            "scheme:x",
            "level:s/3",
            "level:s",
            "target:a",
            "criterion:x/a",
        ] {
            assert_eq!(known(no), Known::No, "{no}");
        }
        assert_eq!(known("field:health"), Known::Unknown);
        assert_eq!(framework.rank(&"level:s/2".parse().unwrap()), Some(1));
        assert_eq!(framework.count(&"level:s/1".parse().unwrap()), Some(55));
    }
}
