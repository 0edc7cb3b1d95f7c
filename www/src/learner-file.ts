/** Reading a learner file that a person chose. The engine judges it, so that what it accepts here works everywhere. */
import type { LearnerData } from "./engine/index.js";
import type { Engine } from "./engine/worker.js";
import { messages } from "./messages.js";

/** No learner file is larger, in bytes. */
const LARGEST = 10_000_000;

/**
 * The learner in a file, brought to the main map of an open pack where the pack knows the map it is on.
 *
 * @throws {Error} with `code`, `path` and `hint` where the engine refuses the file
 */
export async function readLearnerFile(file: Blob, engine: Engine): Promise<LearnerData> {
  if (file.size > LARGEST) throw new Error(messages.data.problems.tooLarge);
  let learner: LearnerData;
  try {
    learner = JSON.parse(await file.text());
  } catch {
    throw new Error(messages.data.problems.notJson);
  }
  if (learner?.format !== "gapwise-learner") throw new Error(messages.data.problems.notLearner);
  const [main] = await engine.maps();
  if (main && learner.map !== main.id) ({ learner } = await engine.carry(learner));
  // Without a role: one that this pack does not know is no reason to refuse the rest.
  await engine.gaps(learner, { role: "" });
  return learner;
}
