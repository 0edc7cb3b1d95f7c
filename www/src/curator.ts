/** A curator's decisions on tags: kept on this device, told to the engine when a pack is opened, taken back one by one. */
import { DeviceTable } from "./device-table.js";
import type { Decision, Verdict } from "./engine/index.js";
import type { Engine } from "./engine/worker.js";

/** All decisions on tags of a map, by its id. */
const table = new DeviceTable<string>("gapwise-curator", "decisions");

/** Tells a newly opened engine the decisions that are kept for its main map, unless the pack has them already. */
export async function recall(engine: Engine, map: string): Promise<void> {
  const kept = await table.get(map);
  if (kept && kept !== (await engine.decisions())) await engine.decide(kept);
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
    await table.put(this.map, lines);
    this.dispatchEvent(new Event("change"));
  }
}
