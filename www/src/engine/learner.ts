import {
  createLearner,
  type Goal,
  type LearnerData,
  type LearnerEvidence,
  mergeLearners,
} from "../../../pkg/wasm/gapwise.js";
import { GapwiseError } from "./error.js";
import { guarded } from "./gapwise.js";
import { plain } from "./plain.js";

/** An entry whose `id` may be left out. */
export type WithoutId<Entry extends { id: string }> = Omit<Entry, "id"> & { id?: string };

/** What is known about a teacher, and what they want; a value that only this object changes. */
export class Learner {
  #data: LearnerData;

  private constructor(data: LearnerData) {
    this.#data = data;
  }

  /** Somebody of whom nothing is known yet, on the map with this `id`. */
  static create(map: string): Learner {
    return new Learner(guarded(() => createLearner(map)));
  }

  /** From what {@link toJSON} gave, as an object or as text. */
  static from(json: LearnerData | string): Learner {
    const data = typeof json === "string" ? parsed(json) : json;
    // Merging with oneself changes nothing, and reads every field on the way.
    return new Learner(guarded(() => mergeLearners(plain(data), plain(data))));
  }

  /** What both know, each piece once: the same whatever the order, and however often it is done. */
  static merge(a: Learner, b: Learner): Learner {
    return new Learner(guarded(() => mergeLearners(a.#data, b.#data)));
  }

  /** Adds a piece of evidence; one with the same `id` is replaced. Without an `id` it gets a new one. */
  record(evidence: WithoutId<LearnerEvidence>): this {
    this.#data = { ...this.#data, evidence: withPiece(this.#data.evidence, evidence) };
    return this;
  }

  /** Adds a goal; one with the same `id` is replaced. Without an `id` it gets a new one. */
  goal(goal: WithoutId<Goal>): this {
    this.#data = { ...this.#data, goals: withPiece(this.#data.goals, goal) };
    return this;
  }

  /** The data to keep, to send to `gaps` and `plan`, and to read with {@link from}. */
  toJSON(): LearnerData {
    return structuredClone(this.#data);
  }
}

function parsed(json: string): LearnerData {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new GapwiseError(
      "learner-not-json",
      `the learner's file is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      "Give the text of a learner file, as `JSON.stringify(learner)` wrote it.",
      undefined,
      error,
    );
  }
}

function withPiece<Piece extends { id: string }>(pieces: readonly Piece[] = [], piece: WithoutId<Piece>): Piece[] {
  const { id = newId() } = piece;
  return [...pieces.filter((other) => other.id !== id), plain({ ...piece, id } as Piece)];
}

/** `crypto.randomUUID` is only there on secure pages. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
