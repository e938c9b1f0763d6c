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
mod world;

use std::io::{self, Write};

use originator::{BareDigits, Decision, Knowledge, Message, Region};

use crate::Findings;
use crate::args;
use crate::map_file::{Loaded, load};
use crate::output::{Output, printable};
use crate::problem::Problem;
use crate::sink::Sink;
use crate::traffic::{Row, Wanted, count};
use class::Class;
use country::{Report, percent};
use tally::Tally;

/// Shows the countries of the users, by how many there are.
pub(crate) fn coverage(args: &args::Coverage, knowledge: Knowledge) -> Result<Findings, Problem> {
    let Loaded {
        path,
        router,
        plan,
        plan_name,
    } = load(&args.map, &knowledge)?;
    let wanted = Wanted {
        number: args.column.as_deref(),
        usual: "to",
        beside: args.count_column.as_deref(),
    };
    let is_number = |text: &[u8]| {
        let bare_digits = args.reading.bare_digits();
        let bare_digits = bare_digits.unwrap_or(BareDigits::International);
        knowledge.numbering().read(text, bare_digits).is_some()
    };
    let decide = |message: Message<'_>| -> Decision {
        let mut message = message.use_case(args.use_case);
        if let Some(bare_digits) = args.reading.bare_digits() {
            message = message.bare_digits(bare_digits);
        }
        router.decide(plan, &message)
    };
    let each = |tally: &mut Tally, row: Row<'_>| {
        let reply = decide(Message::reply_to(row.number));
        let first = decide(Message::to(row.number));
        match row.beside {
            None => tally.add(&reply, &first, 1),
            Some(text) => match users(text) {
                Some(users) => tally.add(&reply, &first, users),
                None => tally.uncounted(text),
            },
        }
    };
    let mut tally = Tally::default();
    count(&args.traffic, &wanted, is_number, each, |next| {
        tally.merge(next);
    })?;
    if let Some(text) = tally.no_count {
        return Err(Problem::NoCount {
            file: args.traffic.file.display().to_string(),
            text,
        });
    }
    let listed = router.senders(plan);
    let report = Report::new(&tally, &listed, |region| {
        knowledge.rules().rules(&plan_name, region)
    });

    if let Some(file) = &args.html {
        let mut sink = Sink::open(Some(file))?;
        let map = path.to_string_lossy();
        sink.write(page::page(&report, &map, &plan_name).as_bytes())?;
        sink.finish()?;
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
    Ok(Findings::Good)
}

/// How many users a row stands for. No sum of these overflows.
fn users(text: &[u8]) -> Option<u64> {
    let users: u32 = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    Some(users.into())
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
