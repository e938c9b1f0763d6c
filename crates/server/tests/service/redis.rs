//! A real server for conversations, from the PATH, on a free port, which may be killed and started again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

pub(crate) struct Redis {
    pub(crate) port: u16,
    pub(crate) folder: TempDir,
    arguments: Vec<String>,
    child: Child,
}

impl Redis {
    pub(crate) fn start() -> Redis {
        Redis::with(|_| Vec::new())
    }

    /// With arguments that may name files in its folder.
    pub(crate) fn with(arguments: impl FnOnce(&TempDir) -> Vec<String>) -> Redis {
        let folder = tempfile::tempdir().unwrap();
        let arguments = arguments(&folder);
        let port = free_port();
        let child = spawn(port, &folder, &arguments);
        let redis = Redis {
            port,
            folder,
            arguments,
            child,
        };
        redis.wait();
        redis
    }

    fn wait(&self) {
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < end, "redis-server does not listen");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Ends it at once, with all that it held.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again after it was killed: empty, and without the scripts that it was told.
    pub(crate) fn again(&mut self) {
        self.child = spawn(self.port, &self.folder, &self.arguments);
        self.wait();
    }

    /// The answer to a command: a line for each of its parts.
    pub(crate) fn ask(&self, command: &[&str]) -> Vec<String> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut request = format!("*{}\r\n", command.len());
        for part in command {
            request.push_str(&format!("${}\r\n{part}\r\n", part.len()));
        }
        (&stream).write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        read(&mut BufReader::new(&stream), &mut answer);
        answer
    }
}

fn read(stream: &mut BufReader<&TcpStream>, answer: &mut Vec<String>) {
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    let line = line.trim_end();
    let (kind, rest) = line.split_at(1);
    match kind {
        "*" => {
            for _ in 0..rest.parse::<usize>().unwrap() {
                read(stream, answer);
            }
        }
        "$" if rest == "-1" => answer.push("nil".to_owned()),
        "$" => {
            let mut text = vec![0; rest.parse::<usize>().unwrap() + 2];
            stream.read_exact(&mut text).unwrap();
            text.truncate(text.len() - 2);
            answer.push(String::from_utf8(text).unwrap());
        }
        _ => answer.push(rest.to_owned()),
    }
}

fn spawn(port: u16, folder: &TempDir, arguments: &[String]) -> Child {
    let plain = match arguments.iter().any(|argument| argument == "--tls-port") {
        true => "0".to_owned(),
        false => port.to_string(),
    };
    Command::new("redis-server")
        .args(["--port", &plain, "--bind", "127.0.0.1"])
        .args(["--save", "", "--appendonly", "no", "--dir"])
        .arg(folder.path())
        .args(
            arguments
                .iter()
                .map(|argument| argument.replace("PORT", &port.to_string())),
        )
        .stdout(Stdio::null())
        .spawn()
        .expect("these tests need redis-server on the PATH: apt-get install redis-server")
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
