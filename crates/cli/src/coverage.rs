//! `coverage`: the countries of the users, which of them lack a sender that users can answer, and what to request next.
//!
//! Data flows one way: each row is decided twice, as a reply and as a first message, and gets a [`Class`]; [`tally`]
//! counts users by region; [`country`] joins the counts with the map and the country rules, from which [`next_steps`]
//! come; [`country_row`] prints them, and [`page`] draws them for a browser.

mod class;
mod country;
mod country_row;
mod next_steps;
mod page;
mod tally;
mod user_count;
mod world;

use std::io::{self, Write};

use originator::{Context, Decision, Message, Reason, Region};

use crate::Findings;
use crate::args;
use crate::grouping::percent;
use crate::map_file::{Loaded, load};
use crate::output::Output;
use crate::printable::{printable, shown_input};
use crate::problem::Problem;
use crate::sink::{Sink, is_stdout};
use crate::traffic::{Row, count};
use class::Class;
use country::Report;
use tally::Tally;
use user_count::user_count;

/// Prints the countries of the users, those with the most users first.
pub(crate) fn coverage(args: &args::Coverage, context: Context) -> Result<Findings, Problem> {
    let Loaded {
        path,
        router,
        plan,
        plan_name,
    } = load(&args.map, &context)?;
    let decide = |message: Message<'_>| -> Decision {
        let mut message = message.use_case(args.use_case);
        if let Some(bare_digits) = args.reading.bare_digits() {
            message = message.bare_digits(bare_digits);
        }
        router.decide(plan, &message)
    };
    let is_number = |text: &[u8]| decide(Message::to(text)).reason() != Reason::InvalidNumber;
    let each = |tally: &mut Tally, row: Row<'_>| {
        let reply = decide(Message::reply_to(row.number));
        let first = decide(Message::to(row.number));
        match row.second_value.map_or(Ok(1), user_count) {
            Ok(users) => tally.add(&reply, &first, users),
            Err(error) => tally.add_count_error(row.second_value.unwrap_or_default(), error),
        }
        tally.hints.add(row.number, &first);
        reply.reason() != Reason::InvalidNumber
    };
    let mut tally = Tally::default();
    let findings = count(&args.traffic, &args.columns(), is_number, each, |next| {
        tally.merge(next);
    })?;
    if let Some((text, error)) = tally.count_error {
        return Err(Problem::InvalidUserCount {
            file: shown_input(&args.traffic.file),
            text,
            reason: error.description(),
        });
    }
    tally.hints.print();
    let listed = router.senders(plan);
    let report = Report::new(&tally, &listed, |region| {
        context.rules().rules(&plan_name, region)
    });

    if let Some(file) = &args.html {
        let mut sink = Sink::open(Some(file))?;
        let map = shown_input(&path);
        sink.write(page::page(&report, &map, &plan_name).as_bytes())?;
        sink.finish()?;
        if is_stdout(Some(file)) {
            return Ok(findings);
        }
    }
    let mut output = Output::new(args.format);
    let is_table = output.is_table();
    for country in &report.countries {
        output.row(country)?;
    }
    output.finish()?;
    if is_table {
        print_footer(&report)?;
    }
    Ok(findings)
}

/// Prints what the table does not have: users by class, senders that are off, and sources.
fn print_footer(report: &Report<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let gap = if report.countries.is_empty() {
        ""
    } else {
        "\n"
    };
    write!(out, "{gap}{}", report.users_and_countries())?;
    for class in Class::ALL {
        let users = report.by_class(class);
        if users > 0 {
            let percent = percent(users, report.users);
            write!(out, "\n  {percent:>6}  {}", class.description())?;
        }
    }
    writeln!(out)?;
    if !report.off.is_empty() {
        let off = report.off.iter().map(|listed| {
            let place = listed.region.map_or("elsewhere", Region::code);
            format!("{} ({place})", listed.sender)
        });
        writeln!(out, "\nOff: {}", off.collect::<Vec<_>>().join(", "))?;
    }
    let mut sources = report.sources.iter().enumerate().peekable();
    if sources.peek().is_some() {
        writeln!(out)?;
    }
    for (place, source) in sources {
        writeln!(out, "[{}] {}", place + 1, printable(source))?;
    }
    Ok(())
}
