/** Reading a learner file that a person chose: every problem is named, nothing half-read. */
import type { LearnerData } from "./engine/index.js";
import { messages } from "./messages.js";

const EVIDENCE_KINDS = new Set(["selfAssessment", "observation", "assessment", "completion", "credential", "contest"]);
const OWNERS = new Set(["teacher", "school", "district"]);
export const LARGEST_FILE = 10_000_000;

/** A file that cannot be used; its message says why. */
export class LearnerFileError extends Error {}

type Fields = Record<string, unknown>;

/** The learner in a file's text, for a map. @throws {LearnerFileError} */
export function readLearnerFile(text: string, map: string): LearnerData {
  const problems = messages.data.problems;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LearnerFileError(problems.notJson);
  }
  if (!isFields(value) || value["format"] !== "gapwise-learner") throw new LearnerFileError(problems.notLearner);
  if (value["version"] !== 1) throw new LearnerFileError(problems.version(value["version"]));
  if (value["map"] !== map) throw new LearnerFileError(problems.otherMap);
  optional(value, "name", "string", "name");
  optional(value, "role", "string", "role");
  for (const [index, piece] of list(value, "evidence").entries()) checkEvidence(piece, `evidence[${index}]`);
  for (const [index, goal] of list(value, "goals").entries()) checkGoal(goal, `goals[${index}]`);
  return value as unknown as LearnerData;
}

function checkEvidence(piece: Fields, path: string): void {
  required(piece, "id", "string", path);
  required(piece, "competency", "string", path);
  required(piece, "date", "string", path);
  if (!EVIDENCE_KINDS.has(piece["kind"] as string)) wrong(`${path}.kind`);
  range(piece, "level", 4, path);
  range(piece, "score", 1, path);
  range(piece, "confidence", 1, path);
  for (const key of ["source", "resource", "note"]) optional(piece, key, "string", `${path}.${key}`);
}

function checkGoal(goal: Fields, path: string): void {
  required(goal, "id", "string", path);
  required(goal, "competency", "string", path);
  required(goal, "weight", "number", path);
  required(goal, "target", "number", path);
  range(goal, "target", 4, path);
  if (!OWNERS.has(goal["owner"] as string)) wrong(`${path}.owner`);
  optional(goal, "due", "string", `${path}.due`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: Fields, key: string): Fields[] {
  const found = value[key];
  if (!Array.isArray(found)) return wrong(key);
  const odd = found.findIndex((entry) => !isFields(entry));
  return odd === -1 ? found : wrong(`${key}[${odd}]`);
}

function required(value: Fields, key: string, type: "string" | "number", path: string): void {
  if (typeof value[key] !== type) wrong(`${path}.${key}`);
}

function optional(value: Fields, key: string, type: "string", path: string): void {
  if (value[key] !== undefined && typeof value[key] !== type) wrong(path);
}

function range(value: Fields, key: string, max: number, path: string): void {
  const number = value[key];
  if (number === undefined) return;
  if (typeof number !== "number" || !(number >= 0 && number <= max)) wrong(`${path}.${key}`);
}

function wrong(path: string): never {
  throw new LearnerFileError(messages.data.problems.shape(path));
}
