//! The report as one page: a map of the world, what it means, and the table.
//!
//! It needs no network and no script: what it shows is in it, and a link leads from a country to its row.

use std::fmt::{self, Write};

use super::class::Class;
use super::country::{Country, Report, few, grouped, percent};
use super::world::{HEIGHT, WIDTH, outlines};

const STYLE: &str = include_str!("page/style.css");

/// Draws the page.
pub(super) fn page(report: &Report<'_>, map: &str, plan: &str) -> String {
    let mut page = String::with_capacity(256 * 1024);
    // Writing to a string does not fail.
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
         <h1>Which users can be answered from their own country</h1>\n\
         <p>{}. Plan <code>{plan}</code> of <code>{map}</code>.</p>\n",
        report.users_and_countries()
    )?;
    bar(report, to)?;
    world(report, to)?;
    table(report, to)?;
    sources(report, to)?;
    to.push_str("</main>\n</body>\n</html>\n");
    Ok(())
}

/// The classes by their parts, which is the legend of the map, too.
fn bar(report: &Report<'_>, to: &mut String) -> fmt::Result {
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
            class.about()
        )?;
    }
    to.push_str("<li><i class=\"nobody\"></i>no users there</li>\n</ul>\n");
    Ok(())
}

fn world(report: &Report<'_>, to: &mut String) -> fmt::Result {
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
    // Those without users first, so that no border hides one with users; dots over all.
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
            linked(country, &shape, to)?;
        }
    }
    for (outline, country) in dots {
        if let Some((x, y)) = outline.dot {
            let outline = match outline.path {
                "" => String::new(),
                path => format!("<path d=\"{path}\"/>"),
            };
            let shape = format!("{outline}<circle cx=\"{x}\" cy=\"{y}\" r=\"9\"/>");
            linked(country, &shape, to)?;
        }
    }
    to.push_str("</svg>\n");
    Ok(())
}

/// A country of the map, which says what it is and leads to its row.
fn linked(country: &Country, shape: &str, to: &mut String) -> fmt::Result {
    let class = country.class().map_or("nobody", Class::as_str);
    let code = country.cell_code();
    let noun = if country.users == 1 { "user" } else { "users" };
    let about = format!(
        "{}: {} {noun} ({}), {}",
        country.name(),
        grouped(country.users),
        country.share(),
        country.coverage()
    );
    let about = Text(&about);
    writeln!(
        to,
        "<a href=\"#{code}\" class=\"{class}\" aria-label=\"{about}\"><title>{about}</title>{shape}</a>"
    )
}

fn table(report: &Report<'_>, to: &mut String) -> fmt::Result {
    to.push_str(
        "<div class=\"table\"><table>\n<thead><tr><th>Country</th><th class=\"number\">Users</th>\
         <th class=\"number\">Share</th><th>Coverage</th><th>Answers come from</th>\
         <th>First messages come from</th><th>Off</th><th>Next</th></tr></thead>\n<tbody>\n",
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
            country.cell_code(),
            Text(country.name()),
            grouped(country.users),
            country.share(),
            Text(&country.coverage()),
            Text(&few(&country.replies)),
            Text(&few(&country.firsts)),
            Text(&country.off.join(" ")),
        )?;
        for (gap, text, notes) in country.sentence() {
            write!(to, "{gap}{}", Code(text))?;
            for note in notes {
                write!(to, "<sup><a href=\"#source-{note}\">{note}</a></sup>")?;
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
            "<p><code>{sender}</code> stands in <code>elsewhere</code> and is off.</p>"
        )?;
    }
    Ok(())
}

fn sources(report: &Report<'_>, to: &mut String) -> fmt::Result {
    if !report.sources.is_empty() {
        to.push_str("<h2>Who says so of the countries</h2>\n<ol>\n");
        for (place, source) in report.sources.iter().enumerate() {
            writeln!(to, "<li id=\"source-{}\">{}</li>", place + 1, Text(source))?;
        }
        to.push_str("</ol>\n");
    }
    to.push_str(
        "<p class=\"foot\">Outlines: Natural Earth, in the projection Equal Earth. A dot stands for what is too small \
         to be seen.</p>\n",
    );
    Ok(())
}

impl Country {
    /// What its row is called within the page.
    fn cell_code(&self) -> &'static str {
        self.region.map_or("unreadable", |region| region.code())
    }
}

/// Text in HTML.
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

/// A sentence whose parts between back quotes are code.
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
