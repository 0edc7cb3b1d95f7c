/** Resources of an open pack that were asked for once, by identifier. */
import type { ResourceView } from "./engine/index.js";
import type { Engine } from "./engine/worker.js";

export class KnownResources {
  readonly #known = new Map<string, ResourceView>();

  get(id: string): ResourceView | undefined {
    return this.#known.get(id);
  }

  /** Asks for those that are not known yet. */
  async fetch(engine: Engine, ids: string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#known.has(id));
    const found = await Promise.all(missing.map((id) => engine.resource(id)));
    for (const resource of found) if (resource) this.#known.set(resource.id, resource);
  }
}
