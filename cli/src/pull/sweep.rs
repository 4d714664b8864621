//! All codes of a range of time, window by window, from a checkpoint on.

mod checkpoint;
mod output;
mod times;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use indicatif::ProgressBar;
use larkspec::sweep::{Checkpoint, Progress, SweepBuilder};
use larkspec::{Client, ErrorKind, Sweep, UnixMillis};
use larkspec_codegen::model::{Endpoint, Section};
use serde_json::Value;

use super::output::CLOSED;
use super::request::Request;
use crate::note;
use crate::output::{Hinted, counted};
use checkpoint::{CheckpointFile, with_suffix};
use output::{Output, Prepared};
use times::{duration, time};

/// The endpoint whose list is swept.
pub const ENDPOINT: &str = "approval/v2/instance/list";

/// How far back a range begins by default.
const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// The range of time and its checkpoint.
#[derive(clap::Args)]
#[group(skip)]
#[command(next_help_heading = "All codes of a range of time, with approval/v2/instance/list")]
pub struct Args {
    /// Start: a date (midnight UTC), RFC 3339, or ms since 1970 [default: the checkpoint's, or 30 days before --to]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    from: Option<UnixMillis>,

    /// End, in the same form and not included [default: now]
    #[arg(long, value_name = "TIME", value_parser = time, allow_negative_numbers = true)]
    to: Option<UnixMillis>,

    /// Store the progress in FILE, and continue from there [default with --out FILE: FILE.checkpoint]
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,

    /// The length of the windows in which the range is read [default: 10h]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    window: Option<Duration>,

    /// How long instances may take to appear: newer ones are left to a later run [default: 5m]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    settle: Option<Duration>,
}

impl Args {
    /// The first option that was given. An output that a sweep has begun is continued by a sweep.
    pub fn given(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        out: Option<&Path>,
    ) -> Option<&'static str> {
        let mut body = request.section(Section::Body);
        let is_begun = endpoint.name == ENDPOINT
            && !body.any(|(name, _)| name == "start_time" || name == "end_time")
            && out.is_some_and(|out| beside(out).is_file());
        let options = [
            ("--from", self.from.is_some()),
            ("--to", self.to.is_some()),
            ("--checkpoint", self.checkpoint.is_some()),
            ("--window", self.window.is_some()),
            ("--settle", self.settle.is_some()),
            ("--out", is_begun),
        ];
        let mut given = options.iter().filter(|(_, is_given)| *is_given);
        given.next().map(|(name, _)| *name)
    }
}

/// What to pull: the range, and the parameters of the request that belong to no single page.
pub struct Range<'a> {
    args: &'a Args,
    out: Option<&'a Path>,
    checkpoint: Option<PathBuf>,
    approval_code: String,
    page_size: Option<i64>,
}

impl<'a> Range<'a> {
    /// Reads the range from the arguments.
    pub fn read(args: &'a Args, out: Option<&'a Path>, request: &Request) -> anyhow::Result<Self> {
        let mut approval_code = None;
        let mut page_size = None;
        for (name, value) in request.section(Section::Body) {
            match (&**name, value) {
                ("approval_code", Value::String(code)) => approval_code = Some(code.clone()),
                ("limit", limit) => {
                    let limit = limit.as_i64();
                    page_size = Some(limit.ok_or_else(|| anyhow!("limit is not an integer"))?);
                }
                ("start_time" | "end_time", _) => bail!(Hinted::new(
                    format!("{name} is one end of the range of time"),
                    "set it with --from and --to",
                )),
                _ => bail!("{name} cannot be set for a range of time"),
            }
        }
        let approval_code = approval_code.ok_or_else(|| {
            Hinted::new(
                "the approval definition is missing",
                "set it with --param approval_code=CODE",
            )
        })?;
        Ok(Range {
            args,
            out,
            checkpoint: args.checkpoint.clone().or_else(|| out.map(beside)),
            approval_code,
            page_size,
        })
    }

    /// Pulls and writes what the output does not have yet. Returns whether it is complete; otherwise Ctrl-C has
    /// interrupted it.
    ///
    /// # Errors
    ///
    /// A checkpoint or an output that another run uses, that does not belong to the other, or that cannot be read or
    /// written; or a call that fails.
    pub fn pull(
        &self,
        client: &Client,
        bar: &ProgressBar,
        interrupted: &AtomicBool,
    ) -> anyhow::Result<bool> {
        let path = self.checkpoint.as_deref();
        let file = path.map(CheckpointFile::lock).transpose()?;
        let kept = match &file {
            Some(file) => file.load()?,
            None => None,
        };
        let output = Prepared::new(self.out, kept.as_ref(), path)?;
        let mut sweep = self.sweep(client, kept)?;
        let mut delivery = Delivery {
            output: output.begin()?,
            file,
            kept: false,
            count: 0,
            bar,
        };
        let started = Instant::now();
        let begin = sweep.checkpoint().position();
        let is_complete = delivery.deliver(&mut sweep, interrupted)?;
        bar.finish_and_clear();
        let count = delivery.count;
        if !is_complete {
            note!(
                "interrupted after {}; the output is incomplete",
                counted(count, "code")
            );
            delivery.say_how_to_go_on();
            return Ok(false);
        }
        let to = sweep.checkpoint().to();
        note!(
            "{}, created {begin} to {to}, in {:.1} s{}",
            counted(count, "code"),
            started.elapsed().as_secs_f64(),
            match self.args.to.is_none_or(|wanted| wanted > to) {
                true => "; anything newer is left to a later run (see --settle)",
                false => "",
            }
        );
        Ok(true)
    }

    /// A sweep from the start of the range, or from the checkpoint.
    fn sweep(&self, client: &Client, kept: Option<Checkpoint>) -> anyhow::Result<Sweep> {
        let now = UnixMillis::now();
        self.check(kept.as_ref(), now)?;
        let args = self.args;
        let mut builder = Sweep::builder(client, &*self.approval_code);
        builder = with(builder, args.window, SweepBuilder::window);
        builder = with(builder, args.settle, SweepBuilder::settle);
        builder = with(builder, self.page_size, SweepBuilder::page_size);
        builder = with(builder, args.to, SweepBuilder::to);
        let Some(checkpoint) = kept else {
            let month_before = || args.to.unwrap_or(now).saturating_sub(MONTH);
            return Ok(builder
                .from(args.from.unwrap_or_else(month_before))
                .start()?);
        };
        let begin = checkpoint.from();
        let path = self.checkpoint.as_deref().unwrap_or("".as_ref()).display();
        let moved = args.from.filter(|from| *from != begin);
        let moved = moved.map(|from| format!("its range begins at {begin}, not at {from}"));
        // Times are shown in the form that the options accept.
        match (builder.resume(checkpoint), moved) {
            (Ok(sweep), None) => Ok(sweep),
            (Ok(_), Some(moved)) => {
                bail!("{path}: the checkpoint belongs to another sweep: {moved}")
            }
            (Err(error), moved) if error.kind() == ErrorKind::Configuration => {
                let moved = moved.map(|moved| format!(", {moved}")).unwrap_or_default();
                bail!("{path}: {error}{moved}")
            }
            (Err(error), _) => Err(error.into()),
        }
    }

    /// Rejects an empty range.
    fn check(&self, kept: Option<&Checkpoint>, now: UnixMillis) -> anyhow::Result<()> {
        let args = self.args;
        match (args.from.or(kept.map(Checkpoint::from)), args.to) {
            (Some(from), Some(to)) if from > to => {
                let whose = match args.from {
                    Some(_) => "--from",
                    None => "the start of the checkpoint's range,",
                };
                bail!("the range is reversed: {whose} {from} is after --to {to}")
            }
            (Some(from), _) if from > now && args.from.is_some() => {
                bail!("--from {from} is in the future: there is nothing to pull yet (it is {now})")
            }
            _ => Ok(()),
        }
    }
}

/// The checkpoint of an output.
fn beside(out: &Path) -> PathBuf {
    with_suffix(out, ".checkpoint")
}

fn with<T>(
    builder: SweepBuilder,
    value: Option<T>,
    set: impl FnOnce(SweepBuilder, T) -> SweepBuilder,
) -> SweepBuilder {
    match value {
        Some(value) => set(builder, value),
        None => builder,
    }
}

/// Delivers codes, then the checkpoint.
struct Delivery<'a> {
    output: Output,
    file: Option<CheckpointFile>,
    /// Whether this run has written the checkpoint.
    kept: bool,
    count: usize,
    bar: &'a ProgressBar,
}

impl Delivery<'_> {
    /// Pulls and delivers codes until the range is complete, or Ctrl-C interrupts it. Returns which.
    fn deliver(&mut self, sweep: &mut Sweep, interrupted: &AtomicBool) -> anyhow::Result<bool> {
        loop {
            let progress = match sweep.advance() {
                Err(error) if error.kind() == ErrorKind::Cancelled => return Ok(false),
                // Codes before an error have been delivered; report that they are incomplete.
                progress => progress.inspect_err(|_| self.say_not_all()),
            };
            match progress? {
                Progress::Page { read, .. } => {
                    self.bar.set_position((self.count + read) as u64);
                    self.keep_first(sweep.checkpoint())?;
                }
                Progress::Window { codes, .. } => {
                    self.write(&codes)?;
                    self.keep(sweep.checkpoint())?;
                }
                _ => {
                    self.keep_first(sweep.checkpoint())?;
                    return Ok(true);
                }
            }
            if interrupted.load(Ordering::Relaxed) && !sweep.is_complete() {
                return Ok(false);
            }
        }
    }

    fn write(&mut self, codes: &[String]) -> anyhow::Result<()> {
        // Codes and progress may share a terminal.
        let written = self.bar.suspend(|| self.output.write(codes));
        written.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => anyhow!(CLOSED),
            _ => anyhow!("cannot write the codes; the output is incomplete: {error}"),
        })?;
        self.count += codes.len();
        self.bar.set_position(self.count as u64);
        Ok(())
    }

    /// Saves the progress of the sweep. The codes before it are synced to the disk first.
    fn keep(&mut self, checkpoint: &Checkpoint) -> anyhow::Result<()> {
        if let Some(file) = &self.file {
            let synced = self.output.sync();
            synced.context("cannot write the codes; the output is incomplete")?;
            file.save(checkpoint)?;
            self.kept = true;
        }
        Ok(())
    }

    /// Saves the start of the sweep, once. This happens after the first answer: the approval code is then known to be
    /// correct, and a checkpoint for a misspelt one would only be an obstacle.
    fn keep_first(&mut self, checkpoint: &Checkpoint) -> anyhow::Result<()> {
        match self.kept {
            true => Ok(()),
            false => self.keep(checkpoint),
        }
    }

    /// Reports that an error ends a run before all codes were delivered.
    fn say_not_all(&self) {
        self.bar.finish_and_clear();
        if self.count > 0 {
            note!(
                "{} pulled before the failure; the output is incomplete",
                counted(self.count, "code")
            );
        }
        self.say_how_to_go_on();
    }

    fn say_how_to_go_on(&self) {
        let Some(path) = self.file.as_ref().map(CheckpointFile::path) else {
            return;
        };
        if path.exists() {
            let how = match self.output.is_redirected() {
                true => ", with `>>` instead of `>`",
                false => "",
            };
            note!(
                "to continue from {}, run the same command again{how}",
                path.display()
            );
        }
    }
}
