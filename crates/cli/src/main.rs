//! The command `originator`: see the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    originator_cli::main()
}
