//! A fast HTTP/1.1 server on loopback, so that benchmarks measure the client.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Starts a server that passes every request's body to `answer` and sends the result. It runs until the process ends.
///
/// # Errors
///
/// No port is available.
pub fn serve(answer: impl Fn(&[u8]) -> Vec<u8> + Send + Sync + 'static) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A broken connection is reported by its client.
            thread::spawn(move || converse(stream, &*answer));
        }
    });
    Ok(address)
}

fn converse(mut stream: TcpStream, answer: &dyn Fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    loop {
        let (head, body) = match split(&received) {
            Some(lengths) => lengths,
            None => {
                let mut piece = [0; 16 * 1024];
                match stream.read(&mut piece)? {
                    0 => return Ok(()),
                    length => received.extend_from_slice(&piece[..length]),
                }
                continue;
            }
        };
        let page = answer(&received[head..head + body]);
        received.drain(..head + body);
        let mut response = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n\
             X-Tt-Logid: 20261122120000000000000000000001\r\nContent-Length: {}\r\n\r\n",
            page.len()
        )
        .into_bytes();
        response.extend_from_slice(&page);
        stream.write_all(&response)?;
    }
}

/// The lengths of head and body of a complete message.
pub fn split(received: &[u8]) -> Option<(usize, usize)> {
    let head = received.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let body = std::str::from_utf8(&received[..head])
        .ok()?
        .split("\r\n")
        .find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().ok())?
        })
        .unwrap_or(0);
    (received.len() >= head + body).then_some((head, body))
}

/// The code of instance number `n`: a UUID in capitals.
pub fn code(n: u64) -> String {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!(
        "{:08X}-{:04X}-4{:03X}-A{:03X}-{n:012X}",
        mixed >> 32,
        (mixed >> 16) & 0xFFFF,
        mixed & 0xFFF,
        (mixed >> 12) & 0xFFF
    )
}

/// The answer with these codes.
pub fn page(codes: impl Iterator<Item = String>) -> Vec<u8> {
    let quoted: Vec<String> = codes.map(|code| format!("\"{code}\"")).collect();
    format!(
        "{{\"code\":0,\"msg\":\"success\",\"data\":{{\"instance_code_list\":[{}]}}}}",
        quoted.join(",")
    )
    .into_bytes()
}
