//! `cargo bench -p larkspec-bench --bench clients`: compares pages per second of `Client::send`, a raw socket, `ureq`
//! alone and `reqwest::blocking`, on loopback. It has no failure threshold.
//!
//! First, client and server share one core, which compares the clients' own work. On several cores, most of a page's
//! time is spent waking the other core, which depends on where the system places the two threads, and hardly on the
//! client.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use larkspec::approval::v2::instance::list;
use larkspec::{Client, UnixMillis};
use serde::{Deserialize, Serialize};

// Many short rounds, so that other load affects all clients equally.
const ROUNDS: usize = 101;
const PAGES: usize = 300;
const CODES: usize = 100;
const TOKEN: &str = "t-7f1bcd13fc57d46bac21793a18e560";
const APPROVAL: &str = "7C468A54-8745-2245-9675-08B7C63E7A85";
const PATH: &str = "/approval/openapi/v2/instance/list";

/// The request as a user of plain `serde` would write it.
#[derive(Serialize)]
struct Request {
    approval_code: &'static str,
    start_time: i64,
    end_time: i64,
    offset: i64,
    limit: i64,
}

const REQUEST: Request = Request {
    approval_code: APPROVAL,
    start_time: 1_767_225_600_000,
    end_time: 1_767_261_600_000,
    offset: 0,
    limit: 100,
};

#[derive(Deserialize)]
struct Envelope {
    code: i64,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    instance_code_list: Vec<String>,
}

impl Envelope {
    fn count(self) -> usize {
        match self.code {
            0 => self.data.instance_code_list.len(),
            _ => 0,
        }
    }
}

fn main() -> anyhow::Result<()> {
    println!("{PAGES} pages of {CODES} codes a round, medians of {ROUNDS} rounds");
    #[cfg(target_os = "linux")]
    {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
        let all = sched_getaffinity(None)?;
        let last = (0..CpuSet::MAX_CPU).rfind(|core| all.is_set(*core));
        let mut one = CpuSet::new();
        one.set(last.ok_or_else(|| anyhow::anyhow!("no core to run on"))?);
        // Threads start on the core of their parent.
        sched_setaffinity(None, &one)?;
        compare("client and server on one core")?;
        sched_setaffinity(None, &all)?;
    }
    compare("client and server wherever the system puts them")
}

fn compare(placement: &str) -> anyhow::Result<()> {
    let page = larkspec_bench::page((0..CODES as u64).map(larkspec_bench::code));
    let address = larkspec_bench::serve(move |_| page.clone())?;
    let mut raw = raw(address)?;
    let mut ureq = ureq(address);
    let mut send = send(address)?;
    let mut reqwest = reqwest(address)?;
    let clients: [(&str, &mut Call<'_>); 4] = [
        ("raw TcpStream, nothing decoded", &mut raw),
        ("ureq alone, send_json and read_json", &mut ureq),
        ("larkspec, Client::send", &mut send),
        ("reqwest::blocking, json", &mut reqwest),
    ];
    println!("\n{placement}");
    measure(clients)
}

/// The index of the client that the others are compared with.
const UREQ: usize = 1;

/// Requests a page, and returns its number of codes.
type Call<'c> = dyn FnMut() -> anyhow::Result<usize> + 'c;

fn measure(clients: [(&str, &mut Call<'_>); 4]) -> anyhow::Result<()> {
    let mut times = [const { Vec::new() }; 4];
    // The first round opens the connections and is not counted. The order rotates, so that no client has an
    // advantage.
    for round in 0..=ROUNDS {
        for place in 0..clients.len() {
            let i = (place + round) % clients.len();
            let time = pages(clients[i].1)?;
            if round > 0 {
                times[i].push(time);
            }
        }
    }
    println!("{:<40} {:>9} {:>15}", "client", "pages/s", "of ureq's time");
    for ((name, _), own) in clients.iter().zip(&times) {
        let rates = own.iter().map(|time| PAGES as f64 / time.as_secs_f64());
        let ratios = own.iter().zip(&times[UREQ]);
        let ratios = ratios.map(|(own, ureq)| own.as_secs_f64() / ureq.as_secs_f64());
        println!("{name:<40} {:>9.0} {:>15.2}", median(rates), median(ratios));
    }
    Ok(())
}

fn pages(call: &mut Call<'_>) -> anyhow::Result<Duration> {
    let started = Instant::now();
    for _ in 0..PAGES {
        anyhow::ensure!(call()? == CODES, "a page without its codes");
    }
    Ok(started.elapsed())
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn raw(address: SocketAddr) -> anyhow::Result<Box<Call<'static>>> {
    let body = serde_json::to_vec(&REQUEST)?;
    let mut request = format!(
        "POST {PATH} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend_from_slice(&body);
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    Ok(Box::new(move || {
        stream.write_all(&request)?;
        received.clear();
        loop {
            if let Some((head, body)) = larkspec_bench::split(&received) {
                // One quotation mark before and after each code, and those of the keys and the message.
                let marks = received[head..head + body].iter().filter(|b| **b == b'"');
                return Ok((marks.count() - 10) / 2);
            }
            let mut piece = [0; 16 * 1024];
            let length = stream.read(&mut piece)?;
            anyhow::ensure!(length > 0, "the server has closed");
            received.extend_from_slice(&piece[..length]);
        }
    }))
}

fn ureq(address: SocketAddr) -> Box<Call<'static>> {
    let agent = ureq::Agent::new_with_defaults();
    let url = format!("http://{address}{PATH}");
    Box::new(move || {
        let mut response = agent
            .post(&url)
            .header("Authorization", format!("Bearer {TOKEN}"))
            .send_json(&REQUEST)?;
        Ok(response.body_mut().read_json::<Envelope>()?.count())
    })
}

fn send(address: SocketAddr) -> anyhow::Result<Box<Call<'static>>> {
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .token(TOKEN)
        .build()?;
    let request = list::Request::builder()
        .approval_code(APPROVAL)
        .start_time(UnixMillis::from_millis(REQUEST.start_time))
        .end_time(UnixMillis::from_millis(REQUEST.end_time))
        .limit(100)
        .build()?;
    Ok(Box::new(move || {
        Ok(client.send(&request)?.instance_code_list.len())
    }))
}

fn reqwest(address: SocketAddr) -> anyhow::Result<Box<Call<'static>>> {
    let client = reqwest::blocking::Client::builder().build()?;
    let url = format!("http://{address}{PATH}");
    Ok(Box::new(move || {
        let response = client.post(&url).bearer_auth(TOKEN).json(&REQUEST).send()?;
        Ok(response.json::<Envelope>()?.count())
    }))
}
