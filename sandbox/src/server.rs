//! The server: a thread that accepts connections, one thread per connection, and a clean shutdown.

use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::answer::{Answer, Message};
use crate::clock::unix_ms;
use crate::fault::Fault;
use crate::http::{Connection, ReadError, Request};
use crate::platform::{self, Exchange};
use crate::record::{Call, Content};
use crate::route::Found;
use crate::state::{Parts, Shared, lock};

/// A running server. Dropping it stops the server.
pub(crate) struct Server {
    pub(crate) shared: Arc<Shared>,
    address: SocketAddr,
    acceptor: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(parts: Parts, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(parts, address.port()));
        let acceptor = thread::Builder::new()
            .name("sandbox-accept".to_owned())
            .spawn({
                let shared = Arc::clone(&shared);
                move || accept(&listener, &shared)
            })?;
        Ok(Server {
            shared,
            address,
            acceptor: Some(acceptor),
        })
    }

    /// Stops the server: afterwards, no connection, thread or port of it is left.
    ///
    /// # Errors
    ///
    /// A thread of it panicked.
    pub(crate) fn stop(&mut self) -> io::Result<()> {
        let Some(acceptor) = self.acceptor.take() else {
            return Ok(());
        };
        self.shared.stop();
        // The acceptor is blocked in `accept` until a connection comes.
        while !acceptor.is_finished() {
            let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(100));
            thread::sleep(Duration::from_millis(1));
        }
        let joined = acceptor.join();
        match (joined, self.shared.panics.load(Ordering::SeqCst)) {
            (Ok(()), 0) => Ok(()),
            (_, count) => Err(io::Error::other(format!(
                "{count} threads of the sandbox panicked"
            ))),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `stop` returns panics as an error; they have been printed on stderr in any case.
        let _ = self.stop();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    loop {
        let accepted = listener.accept();
        if shared.is_stopping() {
            break;
        }
        let Ok((stream, _)) = accepted else {
            // Usually out of file descriptors; some will be free in a moment.
            shared.sleep(Duration::from_millis(10));
            continue;
        };
        threads.retain(|thread| !thread.is_finished());
        let number = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
        let Ok(copy) = stream.try_clone() else {
            continue;
        };
        lock(&shared.open).insert(number, copy);
        let spawned = thread::Builder::new()
            .name(format!("sandbox-{number}"))
            .spawn({
                let shared = Arc::clone(shared);
                move || {
                    Visit {
                        shared: &shared,
                        number,
                    }
                    .serve(stream)
                }
            });
        match spawned {
            Ok(thread) => threads.push(thread),
            Err(_) => drop(lock(&shared.open).remove(&number)),
        }
    }
    for stream in lock(&shared.open).values() {
        // It may already be closed, which is fine.
        let _ = stream.shutdown(Shutdown::Both);
    }
    for thread in threads {
        // The thread itself has counted the panic.
        let _ = thread.join();
    }
}

/// One connection and the thread that serves it.
struct Visit<'a> {
    shared: &'a Shared,
    number: u64,
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        // The connection closes when the last clone of its stream is dropped.
        lock(&self.shared.open).remove(&self.number);
        if thread::panicking() {
            self.shared.panics.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Visit<'_> {
    fn serve(self, stream: TcpStream) {
        // Without it, an answer that is written in pieces waits for acknowledgements.
        let _ = stream.set_nodelay(true);
        let mut connection = Connection::new(stream, self.shared.config.largest_body);
        let end = loop {
            match self.exchange(&mut connection) {
                Ok(Next::Again) => {}
                Ok(Next::Close) | Err(ReadError::Gone) => break None,
                Err(ReadError::Bad(status, why)) => break Some((status, why)),
            }
        };
        if let Some((status, why)) = end {
            let message = Message::new(Answer::text(status, why), "-", &[], false, false);
            if self.send(&mut connection, &message).is_ok() {
                connection.close_gently();
            }
        }
    }

    /// Serves one request.
    fn exchange(&self, connection: &mut Connection) -> Result<Next, ReadError> {
        let Some(mut request) = connection.read_head()? else {
            return Ok(Next::Close);
        };
        let now = unix_ms(self.shared.clock.now());
        let log_id = self.shared.next_log_id(now);
        let router = &self.shared.router;
        let mut found = router.find(&request.method, request.path());
        let shared = router.is_shared(&found);
        if shared {
            connection.read_body(&mut request)?;
            found = router.choose(found, &request);
        }
        let (endpoint, faults) = match &found {
            Found::Endpoint(found) => {
                let script = Arc::clone(&lock(&self.shared.script));
                (Some(&*found.endpoint.name), script.strike(found.route))
            }
            Found::Unreadable { name, .. } => (Some(*name), Vec::new()),
            Found::OtherMethod | Found::Nothing => (None, Vec::new()),
        };
        let mut call = Call {
            at_ms: now,
            endpoint: endpoint.map(str::to_owned),
            method: request.method.clone(),
            path: request.path().to_owned(),
            authorized: request.header("authorization").is_some(),
            status: None,
            code: None,
            log_id: log_id.clone(),
            faults: faults.iter().map(Fault::name).collect(),
            connection: self.number,
            content: Content::default(),
        };
        if faults.contains(&Fault::ResetBefore) {
            lock(&self.shared.record).push(call);
            connection.reset();
            return Ok(Next::Close);
        }
        if !shared {
            connection.read_body(&mut request)?;
        }
        call.content = Content {
            query: request.query().to_owned(),
            body: request.body.clone(),
            is_secret: match &found {
                Found::Endpoint(found) => found.route.takes_secret(),
                _ => true,
            },
        };
        if !self.delay(&faults) {
            return Ok(Next::Close);
        }
        let answer = match &found {
            Found::Endpoint(found) => Exchange {
                server: self.shared,
                route: found.route,
                endpoint: found.endpoint,
                path: &found.path,
                request: &request,
                faults: &faults,
                log_id: &log_id,
            }
            .answer(),
            Found::Unreadable { why, .. } => Answer::text(500, why),
            Found::OtherMethod => platform::no_such_method(),
            Found::Nothing => platform::no_such_path(),
        };
        if faults.contains(&Fault::ResetAfter) {
            lock(&self.shared.record).push(call);
            connection.reset();
            return Ok(Next::Close);
        }
        call.status = Some(answer.status);
        call.code = answer.code;
        // Record before answering: a client that has the answer may look at the record.
        lock(&self.shared.record).push(call);
        self.reply(connection, &request, answer, &log_id, &faults)
    }

    fn delay(&self, faults: &[Fault]) -> bool {
        faults.iter().all(|fault| match fault {
            Fault::Latency { ms } => self.shared.sleep(Duration::from_millis(*ms)),
            _ => true,
        })
    }

    fn reply(
        &self,
        connection: &mut Connection,
        request: &Request,
        answer: Answer,
        log_id: &str,
        faults: &[Fault],
    ) -> Result<Next, ReadError> {
        let is_head = request.method == "HEAD";
        let message = Message::new(answer, log_id, faults, request.keep_alive, is_head);
        self.send(connection, &message)?;
        match message.keep_alive {
            true => Ok(Next::Again),
            false => Ok(Next::Close),
        }
    }

    fn send(&self, connection: &mut Connection, message: &Message) -> io::Result<()> {
        let Some((size, every_ms, head_too)) = message.trickle else {
            return connection.write(&[&*message.head, &*message.body].concat());
        };
        let (at_once, slowly) = match head_too {
            true => (Vec::new(), [&*message.head, &*message.body].concat()),
            false => (message.head.clone(), message.body.clone()),
        };
        connection.write(&at_once)?;
        for piece in slowly.chunks(size) {
            if !self.shared.sleep(Duration::from_millis(every_ms)) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            connection.write(piece)?;
        }
        Ok(())
    }
}

enum Next {
    Again,
    Close,
}
