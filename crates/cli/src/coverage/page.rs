//! Draws the report as an HTML page: a map of the world with its legend, and the table.
//!
//! The page is self-contained: it needs no network and no script. Links lead from a country of the map to its row.

use std::fmt::{self, Write};

use super::class::Class;
use super::country::{Country, Report};
use super::country_row::abbreviated;
use super::world::{HEIGHT, WIDTH, outlines};
use crate::grouping::{grouped, percent};

const STYLE: &str = include_str!("page/style.css");

/// Draws the page.
pub(super) fn page(report: &Report<'_>, map: &str, plan: &str) -> String {
    let mut page = String::with_capacity(256 * 1024);
    // Writing to a string never fails.
    let _ = write(report, map, plan, &mut page);
    page
}

fn write(report: &Report<'_>, map: &str, plan: &str, to: &mut String) -> fmt::Result {
    let (map, plan) = (Text(map), Text(plan));
    write!(
        to,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Coverage of plan {plan}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Users who can be answered from their own country</h1>\n\
         <p>{}. Plan <code>{plan}</code> of <code>{map}</code>.</p>\n",
        report.users_and_countries()
    )?;
    write_bar(report, to)?;
    write_world(report, to)?;
    write_table(report, to)?;
    write_sources(report, to)?;
    to.push_str("</main>\n</body>\n</html>\n");
    Ok(())
}

/// The bar of classes by their shares, with a list that is also the legend of the map.
fn write_bar(report: &Report<'_>, to: &mut String) -> fmt::Result {
    if report.users > 0 {
        to.push_str("<div class=\"bar\" aria-hidden=\"true\">");
        for class in Class::ALL {
            let users = report.by_class(class);
            if users > 0 {
                let name = class.as_str();
                write!(
                    to,
                    "<span class=\"{name}\" style=\"flex-grow:{users}\"></span>"
                )?;
            }
        }
        to.push_str("</div>\n");
    }
    to.push_str("<ul class=\"legend\">\n");
    for class in Class::ALL {
        let users = report.by_class(class);
        writeln!(
            to,
            "<li><i class=\"{}\"></i><b>{}</b> {}</li>",
            class.as_str(),
            percent(users, report.users),
            class.description()
        )?;
    }
    to.push_str("<li><i class=\"nobody\"></i>no users</li>\n</ul>\n");
    Ok(())
}

fn write_world(report: &Report<'_>, to: &mut String) -> fmt::Result {
    writeln!(
        to,
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"group\" aria-label=\"Map of the world\">"
    )?;
    let of = |code: &str| {
        let mut countries = report.countries.iter();
        countries.find(|country| {
            country.users > 0 && country.region.is_some_and(|region| region.code() == code)
        })
    };
    // In this order, so that no country without users hides one with users, and dots are on top.
    let mut with_users = Vec::new();
    let mut dots = Vec::new();
    for outline in outlines() {
        match of(outline.region.code()) {
            Some(country) => with_users.push((outline, country)),
            None => {
                if !outline.path.is_empty() {
                    writeln!(
                        to,
                        "<path class=\"nobody\" d=\"{}\"><title>{}: no users</title></path>",
                        outline.path,
                        Text(outline.region.name())
                    )?;
                }
            }
        }
    }
    for (outline, country) in with_users {
        if outline.dot.is_some() {
            dots.push((outline, country));
        } else {
            let shape = format!("<path d=\"{}\"/>", outline.path);
            write_country(country, &shape, to)?;
        }
    }
    for (outline, country) in dots {
        if let Some((x, y)) = outline.dot {
            let outline = match outline.path {
                "" => String::new(),
                path => format!("<path d=\"{path}\"/>"),
            };
            let shape = format!("{outline}<circle cx=\"{x}\" cy=\"{y}\" r=\"9\"/>");
            write_country(country, &shape, to)?;
        }
    }
    to.push_str("</svg>\n");
    Ok(())
}

/// A country of the map, with a description and a link to its row.
fn write_country(country: &Country, shape: &str, to: &mut String) -> fmt::Result {
    let class = country.class().map_or("nobody", Class::as_str);
    let code = country.anchor();
    let noun = if country.users == 1 { "user" } else { "users" };
    let description = format!(
        "{}: {} {noun} ({}), {}",
        country.name(),
        grouped(country.users),
        country.share(),
        country.coverage()
    );
    let description = Text(&description);
    writeln!(
        to,
        "<a href=\"#{code}\" class=\"{class}\" aria-label=\"{description}\"><title>{description}</title>{shape}</a>"
    )
}

fn write_table(report: &Report<'_>, to: &mut String) -> fmt::Result {
    to.push_str(
        "<div class=\"table\"><table>\n<thead><tr><th>Country</th><th class=\"number\">Users</th>\
         <th class=\"number\">Share</th><th>Coverage</th><th>Sender of replies</th>\
         <th>Sender of first messages</th><th>Off</th><th>Next</th></tr></thead>\n<tbody>\n",
    );
    for country in &report.countries {
        let class = country.class().map_or("nobody", Class::as_str);
        let code = match country.region {
            Some(region) => format!(" <small>{region}</small>"),
            None => String::new(),
        };
        write!(
            to,
            "<tr id=\"{}\"><th>{}{code}</th><td class=\"number\">{}</td><td class=\"number\">{}</td>\
             <td><i class=\"{class}\"></i>{}</td><td>{}</td><td>{}</td><td>{}</td><td>",
            country.anchor(),
            Text(country.name()),
            grouped(country.users),
            country.share(),
            Text(&country.coverage()),
            Text(&abbreviated(&country.reply_senders)),
            Text(&abbreviated(&country.first_senders)),
            Text(&country.off.join(" ")),
        )?;
        for (separator, text, citations) in country.step_sentence() {
            write!(to, "{separator}{}", Code(text))?;
            for number in citations {
                write!(to, "<sup><a href=\"#source-{number}\">{number}</a></sup>")?;
            }
        }
        to.push_str("</td></tr>\n");
    }
    to.push_str("</tbody>\n</table></div>\n");
    let elsewhere = report.off.iter().filter(|listed| listed.region.is_none());
    for listed in elsewhere {
        let sender = listed.sender.to_string();
        let sender = Text(&sender);
        writeln!(
            to,
            "<p><code>{sender}</code> is listed in <code>elsewhere</code> and is off.</p>"
        )?;
    }
    Ok(())
}

fn write_sources(report: &Report<'_>, to: &mut String) -> fmt::Result {
    if !report.sources.is_empty() {
        to.push_str("<h2>Sources of the country rules</h2>\n<ol>\n");
        for (place, source) in report.sources.iter().enumerate() {
            writeln!(to, "<li id=\"source-{}\">{}</li>", place + 1, Text(source))?;
        }
        to.push_str("</ol>\n");
    }
    to.push_str(
        "<p class=\"foot\">Outlines: Natural Earth, in the Equal Earth projection. A dot marks a country that is too \
         small to be seen.</p>\n",
    );
    Ok(())
}

impl Country {
    /// The id of its row in the page.
    fn anchor(&self) -> &'static str {
        self.region.map_or("unreadable", |region| region.code())
    }
}

/// Text, escaped for HTML.
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A sentence for HTML, with its parts between back quotes as code.
struct Code<'a>(&'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.0.split('`').enumerate() {
            match place % 2 {
                0 => write!(f, "{}", Text(part))?,
                _ => write!(f, "<code>{}</code>", Text(part))?,
            }
        }
        Ok(())
    }
}
