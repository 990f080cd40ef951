//! The program: run it and hand back its exit code.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match amazon_help::run::main(std::env::args_os()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "amazon-help: {error:#}");
            ExitCode::from(amazon_help::run::code::FAILED)
        }
    }
}
