/** Changes that can be taken back one by one, as the undo bar offers it. */

/** How many changes can be undone. */
const REMEMBERED = 50;

/** A change that can be undone, with its name. */
export interface Undoable<Value = unknown> {
  what: string;
  before: Value;
}

/** Fires `undoable` when another change is the latest, and `effect` when the effect of one is known. */
export interface Undoing extends EventTarget {
  /** The latest change that can be undone. */
  readonly undoable: Undoable | undefined;
  /** What the latest change did, in a few words. */
  readonly effect: string;
  /** Takes the latest change back; says which it was. */
  undo(): string | undefined;
  /** No longer offers to undo. */
  forgetUndo(): void;
}

/** The latest changes, each with what was before it. */
export class History<Value> {
  readonly #past: Undoable<Value>[] = [];

  get latest(): Undoable<Value> | undefined {
    return this.#past.at(-1);
  }

  push(what: string, before: Value): void {
    this.#past.push({ what, before });
    if (this.#past.length > REMEMBERED) this.#past.shift();
  }

  pop(): Undoable<Value> | undefined {
    return this.#past.pop();
  }

  clear(): void {
    this.#past.length = 0;
  }
}
