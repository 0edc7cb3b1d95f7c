/** A curator's decisions on tags: kept on this device, told to the engine when a pack is opened, taken back one by one. */
import { type IDBPDatabase, openDB } from "idb";
import type { Decision, Verdict } from "./engine/index.js";
import type { Engine } from "./engine/worker.js";

const DATABASE = "gapwise-curator";
const TABLE = "decisions";

let database: Promise<IDBPDatabase | undefined> | undefined;

/** The database, or undefined where the browser keeps nothing: decisions then last as long as the page. */
function opened(): Promise<IDBPDatabase | undefined> {
  database ??= openDB(DATABASE, 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore(TABLE);
    },
  }).catch(() => undefined);
  return database;
}

/** Tells a newly opened engine the decisions that are kept for its main map. */
export async function recall(engine: Engine, map: string): Promise<void> {
  const kept: unknown = await (await opened())?.get(TABLE, map).catch(() => undefined);
  if (typeof kept === "string" && kept !== "") await engine.decide(kept);
}

/** A decision and what it replaced. */
interface Step {
  resource: string;
  competency: string;
  before: Decision | undefined;
}

/** One curator at work on one open pack. Fires `change` after every decision. */
export class Curator extends EventTarget {
  readonly #steps: Step[] = [];

  constructor(
    readonly engine: Engine,
    readonly map: string,
  ) {
    super();
  }

  /** Decides on a tag; `verdict` left out takes the decision back. */
  async decide(resource: string, competency: string, verdict?: Verdict): Promise<void> {
    const about = { at: new Date().toISOString().slice(0, 10) };
    const before = await this.engine.review(resource, competency, verdict, about);
    this.#steps.push({ resource, competency, before });
    await this.#keep();
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** Takes the latest decision of this visit back. */
  async undo(): Promise<void> {
    const last = this.#steps.pop();
    if (!last) return;
    const { note, by, at } = last.before ?? {};
    const about = { ...(note && { note }), ...(by && { by }), ...(at && { at }) };
    await this.engine.review(last.resource, last.competency, last.before?.verdict, about);
    await this.#keep();
  }

  /** How many decisions stand. */
  async count(): Promise<number> {
    return (await this.lines()).split("\n").filter((line) => line !== "").length;
  }

  /** All decisions, one JSON object per line: what `gapwise build --decisions` reads. */
  lines(): Promise<string> {
    return this.engine.decisions();
  }

  /** Takes decisions in place of those that stand, and tags everything again by what they teach. */
  async replace(lines: string): Promise<void> {
    await this.engine.decide(lines);
    this.#steps.length = 0;
    await this.#keep();
  }

  async #keep(): Promise<void> {
    const lines = await this.lines();
    // A decision holds in this page even where nothing can be kept.
    await (await opened())?.put(TABLE, lines, this.map).catch(() => undefined);
    this.dispatchEvent(new Event("change"));
  }
}
