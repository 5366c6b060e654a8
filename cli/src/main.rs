//! `chuan`: the command line of Chuan.
//!
//! A thin shell: it reads arguments and files, calls the library, and renders what comes back.
//! Results go to standard output, everything else to standard error. It exits with 0 when all is
//! fine, 1 when something was found wrong or a required level was not reached, and 2 when it could
//! not do its work.

mod args;
mod commands;
mod failure;
mod help;
mod input;
mod leftover;
mod locale;
mod output;
mod progress;
mod render;
mod session;
mod source;

use clap::{CommandFactory, FromArgMatches};
use failure::{Failure, Status};
use session::Session;
use std::process::ExitCode;

fn main() -> ExitCode {
    let lang = locale::from_environment(std::env::args_os(), |name| std::env::var(name).ok());
    let command = help::localise(args::Cli::command(), lang);
    let parsed =
        command.try_get_matches().and_then(|matches| args::Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // A closed standard error is no reason to panic.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let session = Session::new(&cli.global, lang);
    match commands::run(&cli.verb, &session) {
        Ok(Status::Fine) | Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Ok(Status::Findings) => ExitCode::from(1),
        Err(failure) => {
            session.fail(&failure);
            ExitCode::from(2)
        }
    }
}
