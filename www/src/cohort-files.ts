/**
 * The learner files that a lead has opened: each has a number, which it keeps when others are closed.
 *
 * They are kept on the device only when asked; otherwise they are gone with the page.
 */
import { DeviceTable } from "./device-table.js";
import type { LearnerData } from "./engine/index.js";
import type { Engine } from "./engine/worker.js";
import { readLearnerFile } from "./learner-file.js";
import { messages } from "./messages.js";
import { type Problem, problemOf } from "./problem.js";
import { History, type Undoable, type Undoing } from "./undoing.js";

/** Somebody's learner file, read. */
export interface CohortFile {
  /** From 1, in the order in which they were opened. */
  number: number;
  name: string;
  learner: LearnerData;
}

/** A file that could not be read. */
export interface RefusedFile {
  name: string;
  problem: Problem;
}

/** Whether the files outlive the page; `cannotKeep` where they were to, and the browser keeps nothing. */
export type Keeping = "kept" | "notKept" | "cannotKeep";

/** All groups that are kept, by the map that they are on. */
const table = new DeviceTable<CohortFile[]>("gapwise-group", "files");

/** Fires `files` when other files are open, `change` when anything else is different, and what {@link Undoing} says. */
export class CohortFiles extends EventTarget implements Undoing {
  #files: CohortFile[] = [];
  #refused: RefusedFile[] = [];
  #highest = 0;
  /** Whether the files are to be kept. */
  #keep = false;
  #keeping: Keeping = "notKept";
  #writing: Promise<void> = Promise.resolve();
  #progress: { done: number; total: number } | undefined;
  #reading: Promise<void> = Promise.resolve();
  readonly #past = new History<CohortFile[]>();
  readonly effect = "";

  /** `roles` are those that the pack knows. */
  constructor(
    readonly engine: Engine,
    readonly map: string,
    readonly roles: ReadonlySet<string>,
  ) {
    super();
  }

  get files(): readonly CohortFile[] {
    return this.#files;
  }

  /** What could not be read of the files that were opened last. */
  get refused(): readonly RefusedFile[] {
    return this.#refused;
  }

  /** How many are read, of how many; undefined when no file is being read. */
  get progress(): { done: number; total: number } | undefined {
    return this.#progress;
  }

  /** Whether the files outlive the page: what the device has done, not what it was asked for. */
  get keeping(): Keeping {
    return this.#keeping;
  }

  /** Opens what was kept on this device. */
  async recall(): Promise<void> {
    const kept = await table.get(this.map);
    if (!kept || kept.length === 0) return;
    this.#keep = true;
    this.#keeping = "kept";
    this.#become(kept);
  }

  /** Reads more files; one that cannot be used is named and does not keep the others out. */
  read(files: readonly File[]): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read(files));
    return this.#reading;
  }

  async #read(files: readonly File[]): Promise<void> {
    const before = this.#files;
    const opened = [...before];
    const known = new Map(before.map(({ learner, number }) => [JSON.stringify(learner), number]));
    this.#refused = [];
    for (const [done, file] of files.entries()) {
      this.#tell({ done, total: files.length });
      try {
        const learner = await this.#learnerIn(file);
        const text = JSON.stringify(learner);
        const same = known.get(text);
        if (same !== undefined) throw new Error(messages.cohort.sameAs(same));
        this.#highest += 1;
        known.set(text, this.#highest);
        opened.push({ number: this.#highest, name: file.name, learner });
      } catch (error) {
        this.#refused = [...this.#refused, { name: file.name, problem: problemOf(error) }];
      }
    }
    const more = opened.length - before.length;
    if (more > 0) this.#change(opened, messages.cohort.undo.opened(more));
    this.#tell(undefined);
  }

  /** A role that the pack does not know is left out. */
  async #learnerIn(file: File): Promise<LearnerData> {
    const { role, ...learner } = await readLearnerFile(file, this.engine);
    return role !== undefined && this.roles.has(role) ? { ...learner, role } : learner;
  }

  /** Closes one file. */
  close(file: CohortFile, name: string): void {
    const others = this.#files.filter((other) => other !== file);
    this.#change(others, messages.cohort.undo.closed(name));
  }

  closeAll(): void {
    this.#refused = [];
    this.#change([], messages.cohort.undo.closedAll);
  }

  /** No longer names the files that could not be read. */
  forgetRefused(): void {
    this.#refused = [];
    this.dispatchEvent(new Event("change"));
  }

  /** Keeps the files on this device from now on, or no longer. */
  keep(on: boolean): Promise<void> {
    this.#keep = on;
    return this.#write();
  }

  get undoable(): Undoable | undefined {
    return this.#past.latest;
  }

  undo(): string | undefined {
    const last = this.#past.pop();
    if (!last) return undefined;
    this.#become(last.before);
    this.dispatchEvent(new Event("undoable"));
    return last.what;
  }

  forgetUndo(): void {
    this.#past.clear();
    this.dispatchEvent(new Event("undoable"));
  }

  #change(files: CohortFile[], what: string): void {
    this.#past.push(what, this.#files);
    this.#become(files);
    this.dispatchEvent(new Event("undoable"));
  }

  #become(files: CohortFile[]): void {
    this.#files = files;
    this.#highest = Math.max(this.#highest, ...files.map(({ number }) => number));
    void this.#write();
    this.dispatchEvent(new Event("files"));
  }

  #tell(progress: { done: number; total: number } | undefined): void {
    this.#progress = progress;
    this.dispatchEvent(new Event("change"));
  }

  /** Writes follow one another, so that the latest wins. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      this.#keeping = await this.#store();
      this.dispatchEvent(new Event("change"));
    });
    return this.#writing;
  }

  async #store(): Promise<Keeping> {
    if (this.#keep) return (await table.put(this.map, [...this.#files])) ? "kept" : "cannotKeep";
    await table.delete(this.map);
    return "notKept";
  }
}
