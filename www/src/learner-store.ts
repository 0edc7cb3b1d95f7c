/**
 * Keeps what a teacher enters: in IndexedDB on this device, or in memory where the host page keeps it itself.
 *
 * Elements share one store per map. Every change that takes something away can be undone. Tabs of the same page
 * hear of each other's changes.
 */
import { type IDBPDatabase, openDB } from "idb";
import { newChoices } from "./choices.js";
import type { LearnerData, Placed } from "./engine/index.js";
import { chooseRole, type Learner, newLearner, type Saved, whole } from "./learner.js";
import { History, type Undoable, type Undoing } from "./undoing.js";

const DATABASE = "gapwise";
const TABLE = "learners";
/** Fires `change` after every change, `undoable` when one can be undone, and `effect` when its effect is known. */
export class LearnerStore extends EventTarget implements Undoing {
  static readonly #onDevice = new Map<string, LearnerStore>();

  /** The store of this device for a map, the same for all elements. */
  static onDevice(map: string): LearnerStore {
    let store = LearnerStore.#onDevice.get(map);
    if (!store) {
      store = new LearnerStore(map);
      store.ready = store.#load();
      LearnerStore.#onDevice.set(map, store);
    }
    return store;
  }

  /** A store that begins with given data and forgets them with the page. */
  static inMemory(learner: LearnerData): LearnerStore {
    const store = new LearnerStore(learner.map);
    store.#saved = { learner: whole(learner), choices: newChoices() };
    return store;
  }

  /** Settles when what was kept has been read. */
  ready: Promise<void> = Promise.resolve();
  /** Whether changes outlive the page. */
  persistent = false;
  #saved: Saved;
  readonly #past = new History<Saved>();
  #database: IDBPDatabase | undefined;
  #channel: BroadcastChannel | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** What was kept when the adjustment began that is not settled yet. */
  #held: Saved | undefined;
  #effect = "";

  private constructor(readonly map: string) {
    super();
    this.#saved = { learner: newLearner(map), choices: newChoices() };
  }

  get saved(): Saved {
    return this.#saved;
  }

  get learner(): Learner {
    return this.#saved.learner;
  }

  /** The latest change that can be undone. */
  get undoable(): Undoable<Saved> | undefined {
    return this.#past.latest;
  }

  /** Replaces what is kept. Give `what` a name where a person may want to undo it. */
  change(edit: (saved: Saved) => Saved, what?: string): void {
    this.#held = undefined;
    const before = this.#saved;
    this.#become(edit(before));
    if (what === undefined) return;
    this.#past.push(what, before);
    this.dispatchEvent(new Event("undoable"));
  }

  /** Changes something while it is being dragged: every edit starts from what was kept when the adjustment began. */
  adjust(edit: (saved: Saved) => Saved): void {
    this.#held ??= this.#saved;
    this.#become(edit(this.#held));
  }

  /** Ends an adjustment, which from now on can be undone as one. */
  settle(what: string): void {
    const before = this.#held;
    this.#held = undefined;
    if (!before) return;
    this.#past.push(what, before);
    this.dispatchEvent(new Event("undoable"));
  }

  /** Notes the plan that is shown, which changes nothing else. */
  keepPlan(previous: Placed[]): void {
    this.#saved = { ...this.#saved, choices: { ...this.#saved.choices, previous } };
    this.#write(async (database) => {
      await database.put(TABLE, this.#saved, this.map);
    });
  }

  /** What the latest change did to the plan, in a few words. */
  get effect(): string {
    return this.#effect;
  }

  set effect(text: string) {
    this.#effect = text;
    this.dispatchEvent(new Event("effect"));
  }

  /** Takes the latest named change back; says which it was. */
  undo(): string | undefined {
    this.#held = undefined;
    const last = this.#past.pop();
    if (!last) return undefined;
    this.#become(last.before);
    this.dispatchEvent(new Event("undoable"));
    return last.what;
  }

  /** No longer offers to undo. */
  forgetUndo(): void {
    this.#past.clear();
    this.dispatchEvent(new Event("undoable"));
  }

  /** Everything gone, from storage too; can still be undone until the page closes. */
  deleteAll(what: string): void {
    this.change(() => ({ learner: newLearner(this.map), choices: newChoices() }), what);
    this.#write(async (database) => {
      await database.delete(TABLE, this.map);
    });
  }

  /** Replaces the data about the teacher, keeping their choices. */
  replaceLearner(learner: LearnerData, what: string): void {
    this.change((saved) => ({ ...saved, learner: whole(learner) }), what);
  }

  setRole(role: string | undefined): void {
    this.change((saved) => chooseRole(saved, role));
  }

  #become(saved: Saved): void {
    this.#saved = saved;
    this.#effect = "";
    this.#write(async (database) => {
      await database.put(TABLE, saved, this.map);
      this.#channel?.postMessage(this.map);
    });
    this.dispatchEvent(new Event("change"));
  }

  /** Writes follow one another, so that the latest wins. */
  #write(task: (database: IDBPDatabase) => Promise<void>): void {
    const database = this.#database;
    if (!database) return;
    this.#writing = this.#writing
      .then(() => task(database))
      .catch(() => {
        this.persistent = false;
        this.dispatchEvent(new Event("change"));
      });
  }

  async #load(): Promise<void> {
    try {
      this.#database = await openDB(DATABASE, 1, {
        upgrade: (database) => {
          database.createObjectStore(TABLE);
        },
      });
      this.persistent = true;
      await this.#read();
      this.#channel = new BroadcastChannel(DATABASE);
      this.#channel.onmessage = (event: MessageEvent<unknown>) => {
        if (event.data === this.map) void this.#read();
      };
    } catch {
      this.persistent = false;
    }
    this.dispatchEvent(new Event("change"));
  }

  async #read(): Promise<void> {
    const kept = (await this.#database?.get(TABLE, this.map)) as Saved | undefined;
    if (!kept) return;
    this.#saved = { learner: kept.learner, choices: { ...newChoices(), ...kept.choices } };
    this.dispatchEvent(new Event("change"));
  }
}
