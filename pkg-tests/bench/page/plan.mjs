/** Plans and replans in one page, beside a plain greedy over the same data. */
import { load, wasmBytes } from "./engine.mjs";

const WEEKS = 10;
const MINUTES = 120;

let Gapwise;
let pack;
let candidates;

const timed = (run) => {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
};

globalThis.bench = {
  wasmBytes,

  /** Loads the engine and the pack, and reads from it what the plain greedy goes by; which is not timed. */
  async start(address) {
    ({ Gapwise } = await load());
    pack = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const gw = Gapwise.open(pack);
    candidates = [];
    for (let offset = 0, total = 1; offset < total; offset += 1000) {
      const found = gw.search({ text: "", facets: [], bare: true, offset, limit: 1000 });
      total = found.total;
      for (const { resource } of found.hits) candidates.push(candidate(resource));
    }
    const map = gw.maps()[0];
    gw.free();
    return {
      resources: candidates.length,
      competencies: map.leaves,
      map: map.id,
      tags: mean(candidates.map(({ tags }) => tags.length)),
    };
  },

  /** One learner: milliseconds of opening the pack, of plans and replans, and of the plain greedy. */
  learner(data, today, draw) {
    const request = { minutesPerWeek: MINUTES, weeks: WEEKS, today };
    const [open, gw] = timed(() => Gapwise.open(pack));
    const [cold, plan] = timed(() => gw.plan(data, request));
    const [warm] = timed(() => gw.plan(data, request));
    const previous = plan.items.map(({ resource, week }) => ({ resource, week }));
    const item = plan.items[Math.floor(draw * plan.items.length)];
    const [skip] = timed(() => gw.replan(data, { ...request, previous }, { kind: "skip", resource: item.resource }));
    const [competency] = gw.resource(item.resource).tags.map((tag) => tag.competency);
    const completion = { id: "done", competency, kind: "completion", resource: item.resource, date: today };
    const after = { ...data, evidence: [...data.evidence, completion] };
    const [done] = timed(() => gw.replan(after, { ...request, previous }, { kind: "replan", today }));
    const gaps = gw.gaps(data, { today });
    const [greedy, chosen] = timed(() => plainGreedy(gaps, WEEKS * MINUTES));
    gw.free();
    return { open, cold, warm, skip, done, greedy, items: plan.items.length, chosen: chosen.length, ratio: plan.ratio };
  },
};

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Minutes where a resource states none. */
const USUAL_MINUTES = 30;

function candidate({ id, minutes = USUAL_MINUTES, tags }) {
  const total = tags.reduce((sum, { score }) => sum + score, 0);
  const own = tags.map(({ competency, score }) => ({
    competency,
    // What one resource closes of a gap: of its score, more with the minutes it spends on it.
    share: 0.6 * score * (1 - 2 ** ((-minutes * score) / total / 45)),
  }));
  return { id, minutes, tags: own };
}

/** For every choice, the gain per minute of every resource; of the best one that fits, what it closes is closed. */
function plainGreedy(gaps, room) {
  const left = new Map(gaps.map(({ competency, weighted }) => [competency, weighted]));
  const taken = new Set();
  const chosen = [];
  for (;;) {
    let best;
    let most = 0;
    for (const own of candidates) {
      if (own.minutes > room || taken.has(own)) continue;
      let gain = 0;
      for (const { competency, share } of own.tags) gain += (left.get(competency) ?? 0) * share;
      if (gain / own.minutes > most) {
        most = gain / own.minutes;
        best = own;
      }
    }
    if (!best) return chosen;
    taken.add(best);
    chosen.push(best.id);
    room -= best.minutes;
    for (const { competency, share } of best.tags) left.set(competency, (left.get(competency) ?? 0) * (1 - share));
  }
}
