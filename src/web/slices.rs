//! Long work in a page: done in slices, with progress, and given up when the page says so.
//!
//! There are no threads; so that a page or its worker can do other things meanwhile, the work leaves them a
//! turn of the event loop after every slice.

use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Date, Function, Promise, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;

/// How long a slice is, in milliseconds: two frames of a page.
const SLICE: f64 = 32.0;

thread_local! {
    /// What to call for the promises that are not settled yet, if the engine stops.
    static UNDERWAY: RefCell<Vec<(u32, Function)>> = const { RefCell::new(Vec::new()) };
}

/// Tells on the console why the engine stopped, and rejects what is under way: a promise would wait for ever.
pub(super) fn tell_of_panics() {
    std::panic::set_hook(Box::new(|why| {
        let message = why.to_string();
        gloo::console::error!(format!("Gapwise: {message}"));
        let waiting = UNDERWAY.with(RefCell::take);
        for (_, reject) in waiting {
            let error = WebAssembly::RuntimeError::new(&message);
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    }));
}

/// A promise of the results of steps 0 to `total`, as an array. After every slice `on_progress` is called with
/// the steps done and the steps in all; what it throws rejects the promise, and so does the signal's abort.
pub(super) fn in_slices(
    total: usize,
    step: impl FnMut(usize) -> Result<JsValue, JsValue> + 'static,
    on_progress: Option<Function>,
    signal: Option<AbortSignal>,
) -> Promise {
    let mut step = Some(step);
    Promise::new(&mut |resolve, reject| {
        let Some(step) = step.take() else { return };
        let (on_progress, signal) = (on_progress.clone(), signal.clone());
        let key = UNDERWAY.with_borrow_mut(|all| {
            let key = all.last().map_or(0, |(last, _)| last + 1);
            all.push((key, reject.clone()));
            key
        });
        spawn_local(async move {
            let done = run(total, step, on_progress.as_ref(), signal.as_ref()).await;
            UNDERWAY.with_borrow_mut(|all| all.retain(|own| own.0 != key));
            let _ = match done {
                Ok(results) => resolve.call1(&JsValue::NULL, &results),
                Err(error) => reject.call1(&JsValue::NULL, &error),
            };
        });
    })
}

async fn run(
    total: usize,
    mut step: impl FnMut(usize) -> Result<JsValue, JsValue>,
    on_progress: Option<&Function>,
    signal: Option<&AbortSignal>,
) -> Result<Array, JsValue> {
    let results = Array::new();
    let told = |done: usize| match on_progress {
        Some(call) => call.call2(
            &JsValue::NULL,
            &(done as f64).into(),
            &(total as f64).into(),
        ),
        None => Ok(JsValue::UNDEFINED),
    };
    let mut start = Date::now();
    for at in 0..total {
        if let Some(signal) = signal.filter(|signal| signal.aborted()) {
            return Err(signal.reason());
        }
        results.push(&step(at)?);
        if Date::now() - start >= SLICE {
            told(at + 1)?;
            TimeoutFuture::new(0).await;
            start = Date::now();
        }
    }
    told(total)?;
    Ok(results)
}
