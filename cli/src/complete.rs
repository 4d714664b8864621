//! The commands `completions` and `man`, and the names of endpoints for completion.

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{EnvCompleter, Shells};

use larkspec_codegen::Loader;

use crate::{output, specs};

/// The variable that a shell sets when it asks for completions.
pub const VARIABLE: &str = "LARKSPEC_COMPLETE";

/// Print the script that completes commands, options and the names of endpoints
///
/// The script asks this program, so it stays up to date:
///
///   bash        echo 'source <(larkspec completions bash)' >> ~/.bashrc
///   zsh         echo 'source <(larkspec completions zsh)' >> ~/.zshrc      (below `compinit`)
///   fish        larkspec completions fish > ~/.config/fish/completions/larkspec.fish
///   PowerShell  Add-Content $PROFILE 'larkspec completions powershell | Out-String | Invoke-Expression'
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    Pwsh,
}

/// Prints the script of a shell for the program called `name`.
///
/// # Errors
///
/// The output cannot be written.
pub fn run(name: &str, args: &Args) -> anyhow::Result<ExitCode> {
    let shell = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Pwsh => "powershell",
    };
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell) else {
        bail!("there is no completion for {shell}");
    };
    script(shell, name)?;
    Ok(ExitCode::SUCCESS)
}

fn script(shell: &dyn EnvCompleter, name: &str) -> io::Result<()> {
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, name, name, name, &mut script)?;
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()
}

/// Prints the man page of a command, and of its subcommands.
///
/// # Errors
///
/// The output cannot be written.
pub fn man(mut command: clap::Command) -> anyhow::Result<ExitCode> {
    let mut page = Vec::new();
    command.build();
    render(&command, &mut page).context("cannot format the man page")?;
    let mut out = output::stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// One page: the command, then the description and options of each subcommand.
fn render(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    for subcommand in command.get_subcommands() {
        let name = subcommand.get_bin_name().unwrap_or(subcommand.get_name());
        writeln!(page, ".SH {}", name.to_uppercase())?;
        let part = clap_mangen::Man::new(subcommand.clone());
        let mut text = Vec::new();
        part.render_synopsis_section(&mut text)?;
        part.render_description_section(&mut text)?;
        part.render_options_section(&mut text)?;
        // Sections of the subcommand are parts of its section.
        let text = String::from_utf8_lossy(&text).replace(".SH ", ".SS ");
        page.write_all(text.as_bytes())?;
    }
    man.render_extra_section(page)
}

/// Completes the name of an endpoint.
pub(crate) fn endpoints() -> ArgValueCompleter {
    ArgValueCompleter::new(|begin: &OsStr| names(&begin.to_string_lossy()))
}

/// The endpoints that begin so: of the folder that the line names with `--spec`, or of the collection.
fn names(begin: &str) -> Vec<CompletionCandidate> {
    let line: Vec<String> = env::args().collect();
    let folder = line
        .iter()
        .enumerate()
        .find_map(|(i, word)| match word.strip_prefix("--spec") {
            Some("") => line.get(i + 1).map(String::as_str),
            Some(folder) => folder.strip_prefix('='),
            None => None,
        });
    let names: Vec<String> = match folder {
        Some(folder) => {
            // A completion has no way to report an error.
            let listed = Loader::new(folder).list().unwrap_or_default();
            listed.into_iter().map(|listed| listed.name).collect()
        }
        None => specs::names().map(str::to_owned).collect(),
    };
    let names = names.into_iter().filter(|name| name.starts_with(begin));
    names.map(CompletionCandidate::new).collect()
}
