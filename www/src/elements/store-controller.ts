/** Draws an element anew whenever the teacher's data change. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { LearnerStore } from "../learner-store.js";

type Host = ReactiveControllerHost & { readonly store?: LearnerStore };

export class StoreController implements ReactiveController {
  readonly #host: Host;
  #heard?: LearnerStore;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { store } = this.#host;
    if (this.#heard === store) return;
    this.hostDisconnected();
    this.#heard = store;
    store?.addEventListener("change", this.#onChange);
  }

  hostDisconnected(): void {
    this.#heard?.removeEventListener("change", this.#onChange);
    this.#heard = undefined;
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
