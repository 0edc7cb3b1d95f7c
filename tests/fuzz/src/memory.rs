//! No input may take more memory than a page has to give.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most that may be in use at any time, in bytes. Inputs have some ten thousand, an index that is being built
/// takes 32 MB; what libFuzzer itself takes is not counted.
const MOST: usize = 128 << 20;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static ASKED_FOR: AtomicUsize = AtomicUsize::new(0);

/// The system's memory, refused beyond [`MOST`]: what asks for more is ended, and found.
struct Limited;

#[global_allocator]
static LIMITED: Limited = Limited;

// SAFETY: all is left to the system's allocator; to refuse is allowed.
unsafe impl GlobalAlloc for Limited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED_FOR.fetch_add(layout.size(), Ordering::Relaxed);
        let before = IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        if before.saturating_add(layout.size()) > MOST {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller keeps the same promises that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: it came from `alloc`, and so from the system's allocator.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Calls `work` and gives its answer with the bytes that it asked for in all, given back or not: a measure of work that
/// no clock has a part in.
pub fn asked_for<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ASKED_FOR.load(Ordering::Relaxed);
    let answer = work();
    (answer, ASKED_FOR.load(Ordering::Relaxed) - before)
}
