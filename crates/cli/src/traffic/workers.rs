//! Processes the chunks of a file on all cores, in bounded memory, and gives the results back in order.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::chunk::Chunk;
use crate::problem::Problem;

/// Processes `chunks` with one worker for each core, and calls `take` with the results in the order of the chunks, up
/// to the first error.
pub(crate) fn run<R: Send, W: FnMut(Chunk) -> R>(
    chunks: impl Iterator<Item = io::Result<Chunk>> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(io::Result<R>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // Each chunk in memory holds a slot of this queue, from being read until its result is taken: this is the bound.
    let (to_take, in_order) = sync_channel::<io::Result<Receiver<R>>>(cores + 1);
    let (to_work, work) = sync_channel::<(Chunk, SyncSender<R>)>(cores);
    let work = Mutex::new(work);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut worker = worker();
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((chunk, result)) = next else { break };
                    // The receiver is gone after an error.
                    let _ = result.send(worker(chunk));
                }
            });
        }
        scope.spawn(move || {
            for chunk in chunks {
                let (result, promised) = sync_channel(1);
                let sent = match chunk {
                    Ok(chunk) => {
                        to_take.send(Ok(promised)).is_ok() && to_work.send((chunk, result)).is_ok()
                    }
                    Err(error) => {
                        let _ = to_take.send(Err(error));
                        false
                    }
                };
                if !sent {
                    break;
                }
            }
        });
        for promised in in_order {
            match promised {
                // A missing result means that its worker panicked, and the scope will panic, too.
                Ok(promised) => match promised.recv() {
                    Ok(result) => take(Ok(result))?,
                    Err(_) => break,
                },
                Err(error) => take(Err(error))?,
            }
        }
        Ok(())
    })
}
