/** What the elements that speak about one teacher have in common: whose data, and when to work things out anew. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { LearnerData } from "../engine/index.js";
import { readLearnerFile } from "../learner-file.js";
import { LearnerStore } from "../learner-store.js";
import { problemOf } from "../problem.js";
import { GapwiseElement } from "./gapwise-element.js";
import type { OpenPack } from "./shared-pack.js";
import "./undo-bar.js";

/** How long to wait for the next change before working things out anew. */
const DEBOUNCE_MS = 120;

const fetched = new Map<string, Promise<LearnerStore>>();

/**
 * An element over one pack and one teacher.
 *
 * The teacher's data come from, in this order: the `learner` property, the file at `learner-src` (both are the host
 * page's to keep: listen to `gapwise-learner-change`), or this device.
 *
 * @fires gapwise-learner-change with the whole learner data, after every change
 */
export abstract class LearnerElement extends GapwiseElement {
  /** The address of a learner file to begin with. */
  @property({ attribute: "learner-src" }) learnerSrc?: string;
  /** The learner to begin with. */
  @property({ attribute: false }) learner?: LearnerData;
  /** The role to plan for; without it, the one that the teacher chose. */
  @property({ attribute: "for-role" }) forRole?: string;
  /** The store to use; set by an element that contains this one. */
  @property({ attribute: false }) store?: LearnerStore;

  @state() protected busy = false;

  #ownStore = false;
  #listening?: LearnerStore;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #running = false;
  #started = false;

  /** Works out what is shown. `isCurrent` says whether a later run has overtaken this one. */
  protected abstract recompute(open: OpenPack, store: LearnerStore, isCurrent: () => boolean): Promise<void>;

  /** The role in force: empty for none, and for one that this pack does not know. */
  protected get currentRole(): string {
    const role = this.forRole ?? this.store?.learner.role ?? "";
    return this.open?.roles.some(({ id }) => id === role) ? role : "";
  }

  protected override opened(open: OpenPack): void {
    if (this.store && !this.#ownStore) this.#listen(this.store);
    else void this.#chooseStore(open);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn += 1;
    this.#listening?.removeEventListener("change", this.#onChange);
    this.#listening = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.open) return;
    if (changed.has("store") && this.store && !this.#ownStore) this.#listen(this.store);
    if ((changed.has("learner") || changed.has("learnerSrc")) && this.#ownStore) void this.#chooseStore(this.open);
    if (changed.has("forRole")) this.schedule();
  }

  /** Works things out anew, soon; a burst of changes makes one run, and a long one a run now and then. */
  protected schedule(wait = DEBOUNCE_MS): void {
    this.busy = true;
    this.#timer ??= setTimeout(() => void this.#run(), wait);
  }

  /** The bar that offers to undo; an element inside another leaves it to that one. */
  protected renderUndo(): TemplateResult | typeof nothing {
    return this.#ownStore ? html`<gapwise-undo-bar .store=${this.store}></gapwise-undo-bar>` : nothing;
  }

  async #chooseStore(open: OpenPack): Promise<void> {
    this.#ownStore = true;
    const map = open.competencies.map.id;
    try {
      let store: LearnerStore;
      if (this.learner) store = LearnerStore.inMemory(this.learner);
      else if (this.learnerSrc) store = await learnerAt(new URL(this.learnerSrc, document.baseURI).href, open);
      else store = LearnerStore.onDevice(map);
      await store.ready;
      if (!this.isConnected) return;
      this.store = store;
      this.#listen(store);
    } catch (error) {
      this.problem = problemOf(error);
      this.emit("gapwise-error", this.problem);
    }
  }

  #listen(store: LearnerStore): void {
    if (this.#listening !== store) {
      this.#listening?.removeEventListener("change", this.#onChange);
      store.addEventListener("change", this.#onChange);
      this.#listening = store;
    }
    this.#started = false;
    this.#turn += 1;
    this.schedule(0);
  }

  readonly #onChange = (): void => {
    this.requestUpdate();
    this.schedule();
    if (this.#ownStore && this.#started && this.store) this.emit("gapwise-learner-change", this.store.learner);
  };

  async #run(): Promise<void> {
    const { open, store } = this;
    this.#timer = undefined;
    if (!open || !store) return;
    // One at a time, so that what is being dragged is seen to move on a slow device too.
    if (this.#running) {
      this.schedule();
      return;
    }
    this.#running = true;
    const turn = ++this.#turn;
    await store.ready;
    this.#started = true;
    await this.attempt(() => this.recompute(open, store, () => turn === this.#turn));
    this.#running = false;
    if (turn === this.#turn && this.#timer === undefined) this.busy = false;
  }
}

/** The store of a learner file, one per address. */
function learnerAt(address: string, open: OpenPack): Promise<LearnerStore> {
  let store = fetched.get(address);
  if (!store) {
    store = fetchLearner(address, open);
    fetched.set(address, store);
    store.catch(() => fetched.delete(address));
  }
  return store;
}

async function fetchLearner(address: string, { engine }: OpenPack): Promise<LearnerStore> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  return LearnerStore.inMemory(await readLearnerFile(await answer.blob(), engine));
}
