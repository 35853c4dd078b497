//! `manual`: the manual, a page for the program and one for each command. What they say of commands and flags is what
//! help says; what help has no room for is in `manual.txt`.

use std::fmt::Write as _;
use std::fs;

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{Arguments, Manual};
use crate::out::{Out, Verdict};

/// Headings, and under each lines of name and text.
const MORE: &str = include_str!("../manual.txt");

pub(crate) fn run(args: &Manual, out: &mut Out) -> anyhow::Result<Verdict> {
    let folder = args.folder.display();
    fs::create_dir_all(&args.folder).with_context(|| format!("cannot make the folder `{folder}`"))?;
    let pages = pages()?;
    for (name, page) in &pages {
        let path = args.folder.join(name);
        fs::write(&path, page).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    out.talk(&format!("{} pages in `{folder}`; `man -l {folder}/chancery.1` shows the first", pages.len()));
    Ok(Verdict::Found)
}

/// All pages by the names of their files.
fn pages() -> anyhow::Result<Vec<(String, String)>> {
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    add(&program, &date(), &mut pages)?;
    Ok(pages)
}

fn add(command: &clap::Command, date: &str, pages: &mut Vec<(String, String)>) -> anyhow::Result<()> {
    let called = command.get_bin_name().unwrap_or("chancery").to_owned();
    let is_program = !called.contains(' ');
    let man = Man::new(plain(command, &called));
    let name = man.get_filename();
    let mut page = Vec::new();
    man.render(&mut page)?;
    let mut page = titled(&String::from_utf8(page)?, name.trim_end_matches(".1"), date);

    let mut examples = entries("EXAMPLES");
    examples.retain(|(line, _)| *line == called || line.starts_with(&format!("{called} ")));
    let first_steps = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    if is_program {
        examples = first_steps.lines().skip(1).filter_map(|line| line.trim().split_once("  ")).collect();
    }
    section(&mut page, "EXAMPLES", &examples);
    section(&mut page, "EXIT STATUS", &entries("EXIT STATUS"));
    let mut variables = entries("ENVIRONMENT");
    variables.retain(|(name, _)| is_program || page.contains(*name));
    section(&mut page, "ENVIRONMENT", &variables);
    if is_program {
        section(&mut page, "FILES", &entries("FILES"));
    } else {
        let (above, _) = called.rsplit_once(' ').unwrap_or(("chancery", ""));
        let _ = writeln!(page, ".SH \"SEE ALSO\"\n.BR {} (1)", escaped(&above.replace(' ', "-")));
    }
    pages.push((name, page));
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        add(one, date, pages)?;
    }
    Ok(())
}

/// A command as a page takes it: the values of a flag follow its help on the same line, flags that the short help leaves
/// out are told, and first steps are left to the examples.
fn plain(command: &clap::Command, called: &str) -> clap::Command {
    let command = command.clone().after_help(None::<&str>);
    let command = command.subcommand_help_heading("COMMANDS").subcommand_value_name("COMMAND");
    let command = command.mut_args(|arg| {
        let mut help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() && arg.get_action().takes_values() {
            let _ = write!(help, " [possible values: {}]", values.join(", "));
        }
        for name in arg.get_visible_aliases().unwrap_or_default() {
            let _ = write!(help, " [alias: --{name}]");
        }
        arg.hide_possible_values(true).long_help(help)
    });
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    match entries("DESCRIPTION").iter().find(|(name, _)| *name == called) {
        Some((_, more)) => command.long_about(format!("{about}.\n\n{more}")),
        None => command,
    }
}

/// A page under a title line of ours, in which a day may be missing, and without blanks at the ends of lines.
fn titled(page: &str, name: &str, date: &str) -> String {
    let mut titled = String::new();
    for line in page.lines() {
        let line = match line.strip_prefix(".TH ") {
            Some(_) => {
                let title = escaped(&name.to_uppercase());
                format!(".TH \"{title}\" \"1\" \"{date}\" \"chancery {}\" \"Chancery\"", env!("CARGO_PKG_VERSION"))
            }
            None => line.trim_end().to_owned(),
        };
        let _ = writeln!(titled, "{line}");
    }
    titled
}

/// The lines under a heading of `manual.txt`.
fn entries(heading: &str) -> Vec<(&'static str, &'static str)> {
    let lines = MORE.lines().skip_while(|line| *line != heading).skip(1);
    lines.map_while(|line| line.split_once('\t')).collect()
}

fn section(page: &mut String, heading: &str, entries: &[(&str, &str)]) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(page, ".SH \"{heading}\"");
    for (name, text) in entries {
        let _ = writeln!(page, ".TP\n\\fB{}\\fR\n{}", escaped(name.trim()), escaped(text.trim()));
    }
}

/// Text as the typesetter takes it: signs to be copied stay what they are.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

/// The day that who builds a package wants to stand on it, so that the same sources give the same pages.
fn date() -> String {
    let wanted = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let moment = wanted.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    moment.map_or_else(String::new, |moment| moment.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// Words as a shell parts them, up to where output is sent elsewhere.
    fn words(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (at, piece) in line.split('"').enumerate() {
            match at % 2 {
                0 => words.extend(piece.split_whitespace().map(str::to_owned)),
                _ => words.push(piece.to_owned()),
            }
        }
        words.into_iter().take_while(|word| word != ">").collect()
    }

    #[test]
    fn every_example_is_a_command_of_the_program() {
        let examples = entries("EXAMPLES");
        for (line, text) in &examples {
            assert!(!text.is_empty(), "`{line}` does not say what it is for");
            if let Err(refusal) = Arguments::try_parse_from(words(line)) {
                panic!("`{line}`: {refusal}");
            }
        }
    }

    #[test]
    fn every_page_has_an_example() {
        for (name, page) in pages().unwrap() {
            assert!(page.contains(".SH \"EXAMPLES\""), "{name} has no example; add one to manual.txt");
        }
    }

    #[test]
    fn text_is_not_taken_for_commands_of_the_typesetter() {
        assert_eq!(escaped(".TH -x 'a\\b'"), "\\&.TH \\-x \\(aqa\\eb\\(aq");
    }
}
