/** What an integrator's page does: opens the pack, searches and plans, in the page and in a worker. */
import init, { Gapwise, Learner } from "gapwise";
import { connect } from "gapwise/worker";

const words = { text: "exit tickets", limit: 3 };
const wish = { minutesPerWeek: 60, weeks: 2, today: "2026-11-22" };

async function use() {
  await init();
  const response = await fetch("content.gwpack");
  const here = Gapwise.open(new Uint8Array(await response.arrayBuffer()));
  const learner = Learner.create(here.maps()[0]?.id ?? "");
  const there = await connect("content.gwpack");
  const answers = {
    here: { found: here.search(words), plan: here.plan(learner, wish) },
    there: { found: await there.search(words), plan: await there.plan(learner.toJSON(), wish) },
  };
  here.free();
  return JSON.stringify(answers);
}

Object.assign(globalThis, { answers: use() });
