//! Every core at work on a file's pieces, in bounded memory and in order.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::Piece;
use crate::problem::Problem;

/// Works on `pieces` with as many workers as there are cores, and gives what each makes of them to `take` in
/// the order of the pieces, up to the first error.
pub(crate) fn run<R: Send, W: FnMut(Piece) -> R>(
    pieces: impl Iterator<Item = io::Result<Piece>> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(io::Result<R>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    // A place in this queue is taken when a piece is read and free when its result is: so many are in memory.
    let (to_take, in_order) = sync_channel::<io::Result<Receiver<R>>>(cores + 1);
    let (to_work, work) = sync_channel::<(Piece, SyncSender<R>)>(cores);
    let work = Mutex::new(work);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut worker = worker();
                loop {
                    let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((piece, result)) = next else { break };
                    // Nobody waits for it after an error.
                    let _ = result.send(worker(piece));
                }
            });
        }
        scope.spawn(move || {
            for piece in pieces {
                let (result, promised) = sync_channel(1);
                let sent = match piece {
                    Ok(piece) => {
                        to_take.send(Ok(promised)).is_ok() && to_work.send((piece, result)).is_ok()
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
                // Without a result its worker has panicked, and so will this scope.
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
