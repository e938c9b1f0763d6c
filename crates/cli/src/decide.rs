//! `route` and `reply`: a decision for each number.

use std::ffi::OsString;
use std::io::{self, Write};
use std::slice;

use originator::{Context, Decision, Outcome};

use crate::Findings;
use crate::args::{self, DecideArgs};
use crate::hints::Hints;
use crate::input::{bytes, numbers};
use crate::map_file::{Loaded, load};
use crate::output::Output;
use crate::problem::Problem;
use crate::record::RecordRow;

/// Decides the sender of a message to each number.
pub(crate) fn route(args: &args::Route, context: Context) -> Result<Findings, Problem> {
    decide(&args.decide, &args.numbers, false, None, &context)
}

/// Decides the sender of the answer to a customer.
pub(crate) fn reply(args: &args::Reply, context: Context) -> Result<Findings, Problem> {
    let written_to = args.to.as_deref().map(bytes);
    decide(
        &args.decide,
        slice::from_ref(&args.from),
        true,
        written_to,
        &context,
    )
}

/// Decides every recipient, and prints the decisions.
fn decide(
    args: &DecideArgs,
    recipients: &[OsString],
    is_reply: bool,
    written_to: Option<&[u8]>,
    context: &Context,
) -> Result<Findings, Problem> {
    let Loaded {
        router,
        plan,
        plan_name,
        ..
    } = load(&args.terms.map, context)?;
    let mut findings = Findings::Good;
    let mut printer = Printer::new(args);
    let mut hints = Hints::default();
    numbers(recipients, |number| {
        let message = args.terms.message.of_row(is_reply, number, written_to);
        let decision = if args.explain {
            let explanation = router.explain(plan, &message);
            printer.explanation(&explanation.to_string())?;
            explanation.decision()
        } else {
            router.decide(plan, &message)
        };
        if decision.outcome() == Outcome::Refuse {
            findings = Findings::Bad;
        }
        hints.add(number, &decision);
        printer.record(&decision, number, &plan_name)
    })?;
    printer.finish()?;
    // Explanations have the same advice.
    if !args.explain {
        hints.print();
    }
    Ok(findings)
}

/// Prints records, explanations, or both.
struct Printer {
    records: Option<Output>,
    /// The number of explanations that were printed.
    explanations: usize,
}

impl Printer {
    fn new(args: &DecideArgs) -> Printer {
        let is_explanation_alone = args.explain && args.format.is_none();
        Printer {
            records: (!is_explanation_alone).then(|| Output::new(args.format)),
            explanations: 0,
        }
    }

    fn explanation(&mut self, text: &str) -> Result<(), Problem> {
        let gap = if self.explanations > 0 { "\n" } else { "" };
        self.explanations += 1;
        match self.records {
            None => write!(io::stdout(), "{gap}{text}")?,
            // Programs read the records on standard output.
            Some(_) => write!(io::stderr(), "{gap}{text}")?,
        }
        Ok(())
    }

    fn record(&mut self, decision: &Decision, number: &[u8], plan: &str) -> Result<(), Problem> {
        let input = String::from_utf8_lossy(number);
        match &mut self.records {
            Some(output) => output.row(&RecordRow(decision.record(&input, plan))),
            None => Ok(()),
        }
    }

    fn finish(self) -> Result<(), Problem> {
        self.records.map_or(Ok(()), Output::finish)
    }
}
