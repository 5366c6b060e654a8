//! Votes: what was cast, and what the majority asks for.

use super::share::{Enough, enough, required};
use super::spec::{BallotOption, Threshold, Vote, VoteBase};

/// How many voted how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tally {
    /// For.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Abstentions.
    pub abstain: u32,
    /// Present and not voting.
    pub not_voting: u32,
    /// Absent, with leave or without.
    pub absent: u32,
}

impl Tally {
    /// A tally of ballots for, against and in abstention.
    pub fn new(yes: u32, no: u32, abstain: u32) -> Self {
        Self { yes, no, abstain, ..Self::default() }
    }

    /// The ballots, counted.
    pub fn of_ballots(vote: &Vote) -> Self {
        let mut tally = Self::default();
        for ballot in &vote.ballots {
            let count = match ballot.option {
                BallotOption::Yes => &mut tally.yes,
                BallotOption::No => &mut tally.no,
                BallotOption::Abstain => &mut tally.abstain,
                BallotOption::NotVoting => &mut tally.not_voting,
                BallotOption::Absent | BallotOption::Excused => &mut tally.absent,
            };
            *count += 1;
        }
        tally
    }

    /// The counts as stated, and from the ballots what is not stated.
    pub fn of(vote: &Vote) -> Self {
        let ballots = Self::of_ballots(vote);
        Self {
            yes: vote.yes.unwrap_or(ballots.yes),
            no: vote.no.unwrap_or(ballots.no),
            abstain: vote.abstain.unwrap_or(ballots.abstain),
            not_voting: vote.not_voting.unwrap_or(ballots.not_voting),
            absent: ballots.absent,
        }
    }

    /// Votes for, against and abstentions.
    pub fn cast(&self) -> u32 {
        self.yes.saturating_add(self.no).saturating_add(self.abstain)
    }

    /// Those who were there.
    pub fn present(&self) -> u32 {
        self.cast().saturating_add(self.not_voting)
    }
}

/// More than half.
pub const MAJORITY: Threshold = Threshold { num: 1, den: 2, strict: true };

/// Whether a vote has the majority asked for. `entitled` is how many people the base has where it
/// is not the vote itself that tells: all members, or those summoned.
///
/// ```
/// use chuan::meeting::spec::VoteBase;
/// use chuan::meeting::{Enough, MAJORITY, Tally, carried};
///
/// let tally = Tally::new(8, 3, 4);
/// // More than half of those who voted for or against, but not of 17 members.
/// assert_eq!(carried(&tally, VoteBase::YesNo, MAJORITY, None), Enough::Yes);
/// assert_eq!(carried(&tally, VoteBase::Members, MAJORITY, Some(17)), Enough::No);
/// assert_eq!(carried(&tally, VoteBase::Members, MAJORITY, None), Enough::Unknown);
/// ```
pub fn carried(
    tally: &Tally,
    base: VoteBase,
    threshold: Threshold,
    entitled: Option<u32>,
) -> Enough {
    let of = match base {
        VoteBase::Members | VoteBase::Summoned => entitled,
        VoteBase::Present => Some(tally.present()),
        VoteBase::Cast => Some(tally.cast()),
        VoteBase::YesNo => Some(tally.yes.saturating_add(tally.no)),
    };
    let needed = of.and_then(|of| required(of, threshold.num, threshold.den, threshold.strict));
    match needed {
        // Nobody voted: nothing was carried, and nothing can be said of a share of nobody.
        None => Enough::Unknown,
        Some(_) => enough(tally.yes, needed, true),
    }
}
