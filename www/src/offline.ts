/** Use without a network: registers the service worker and tells the page how far it is. */

/**
 * - `unavailable`: this browser, or this address, has no service workers; nothing is lost but offline use
 * - `preparing`: the site is being kept for offline use
 * - `ready`: everything works without a network
 * - `update`: so it does, and a new version waits for {@link Offline.update}
 * - `failed`: the site could not be kept, for example for lack of space
 */
export type OfflineState = "unavailable" | "preparing" | "ready" | "update" | "failed";

export interface Offline {
  readonly state: OfflineState;
  /** Changes to the version that waits: every open page of the site is loaded anew. */
  update(): void;
}

/** Call once per page. `onChange` is told each new state. */
export function registerOffline(onChange: (state: OfflineState) => void = () => {}): Offline {
  const offline = new SiteCache(onChange);
  void offline.register();
  return offline;
}

class SiteCache implements Offline {
  state: OfflineState = "preparing";
  #registration: ServiceWorkerRegistration | undefined;
  readonly #onChange: (state: OfflineState) => void;

  constructor(onChange: (state: OfflineState) => void) {
    this.#onChange = onChange;
  }

  update(): void {
    this.#registration?.waiting?.postMessage("activate");
  }

  async register(): Promise<void> {
    const workers = navigator.serviceWorker;
    if (!workers) {
      this.#become("unavailable");
      return;
    }
    // A page without a controller is of the version that is being installed; any other must go with its version.
    if (workers.controller) workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    try {
      // All scripts lie in the site's root, so that this is its scope, whatever page asks.
      const registration = await workers.register(new URL("./service-worker.js", import.meta.url));
      this.#registration = registration;
      registration.addEventListener("updatefound", () => this.#watch(registration.installing));
      this.#watch(registration.installing);
      this.#look();
    } catch {
      this.#become("failed");
    }
  }

  #watch(worker: ServiceWorker | null): void {
    worker?.addEventListener("statechange", () => this.#look());
  }

  #look(): void {
    const { installing, waiting, active } = this.#registration ?? {};
    if (waiting && active) this.#become("update");
    else if (active?.state === "activated") this.#become("ready");
    else if (installing || waiting || active) this.#become("preparing");
    else this.#become("failed");
  }

  #become(state: OfflineState): void {
    if (state === this.state) return;
    this.state = state;
    this.#onChange(state);
  }
}
