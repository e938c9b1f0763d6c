//! `coverage`: which countries users are in, which of them lack a sender that they can answer, and what to
//! request next.
//!
//! Each row is decided twice, and a [`Class`] made of it; [`tally`] counts them by region, [`country`] puts
//! what the map and the rules say beside the counts. [`page`] is the same for a browser.

mod class;
mod country;
mod next;
mod page;
mod tally;
mod users;
mod world;

use std::io::{self, Write};

use originator::{Decision, Knowledge, Message, Reason, Region};

use crate::Findings;
use crate::args;
use crate::map_file::{Loaded, load};
use crate::output::Output;
use crate::printable::{printable, shown_input};
use crate::problem::Problem;
use crate::sink::{Sink, is_stdout};
use crate::traffic::{Row, count};
use class::Class;
use country::{Report, percent};
use tally::Tally;
use users::users;

/// Shows the countries of the users, by how many there are.
pub(crate) fn coverage(args: &args::Coverage, knowledge: Knowledge) -> Result<Findings, Problem> {
    let Loaded {
        path,
        router,
        plan,
        plan_name,
    } = load(&args.map, &knowledge)?;
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
        match row.beside.map_or(Ok(1), users) {
            Ok(users) => tally.add(&reply, &first, users),
            Err(why) => tally.uncounted(row.beside.unwrap_or_default(), why),
        }
        tally.hints.add(row.number, &first);
        reply.reason() != Reason::InvalidNumber
    };
    let mut tally = Tally::default();
    let findings = count(&args.traffic, &args.wanted(), is_number, each, |next| {
        tally.merge(next);
    })?;
    if let Some((text, why)) = tally.no_count {
        return Err(Problem::NoCount {
            file: shown_input(&args.traffic.file),
            text,
            why: why.about(),
        });
    }
    tally.hints.tell();
    let listed = router.senders(plan);
    let report = Report::new(&tally, &listed, |region| {
        knowledge.rules().rules(&plan_name, region)
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
        foot(&report)?;
    }
    Ok(findings)
}

/// What a person wants to know beside the table.
fn foot(report: &Report<'_>) -> io::Result<()> {
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
            write!(out, "\n  {percent:>6}  {}", class.about())?;
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
