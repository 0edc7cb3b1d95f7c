/** What a teacher decides about an item of the plan, and how it changes what is kept. Pure: no storage, no clock. */
import { leaveOut, lock, move, swap, withChoices } from "./choices.js";
import type { Alternative, PlanItem } from "./engine/index.js";
import { complete, type Saved } from "./learner.js";
import { messages } from "./messages.js";

export type ItemAction =
  | { kind: "done" }
  | { kind: "lock" }
  | { kind: "skip" }
  | { kind: "tooEasy" | "tooHard" }
  | { kind: "moreLikeThis" }
  | { kind: "notPublisher"; publisher: string }
  | { kind: "move"; week: number }
  | { kind: "swap"; with: Alternative };

/** An action that says by itself what it changes; for "more like this" the engine has to be asked. */
export type PlainAction = Exclude<ItemAction, { kind: "moreLikeThis" }>;

export interface ItemChange {
  edit: (saved: Saved) => Saved;
  /** Its name, to undo it by. */
  what: string;
  /** The event by which a host page hears of it. */
  event?: { name: "gapwise-done" | "gapwise-lock" | "gapwise-skip"; on: boolean };
}

/** The change of an action. `builds` are the competencies that the item builds, `date` is today's. */
export function changeOf(action: PlainAction, item: PlanItem, builds: string[], date: string): ItemChange {
  const { resource, name } = item;
  const { undo, undoPlan } = messages;
  switch (action.kind) {
    case "done":
      return {
        edit: (saved) =>
          builds.length > 0 ? complete(saved, resource, builds, date) : leaveOut(saved, resource, "skipped"),
        what: undo.done(name),
        event: { name: "gapwise-done", on: true },
      };
    case "lock": {
      const on = !item.locked;
      return {
        edit: (saved) => lock(saved, resource, on),
        what: on ? undo.locked(name) : undo.unlocked(name),
        event: { name: "gapwise-lock", on },
      };
    }
    case "skip":
      return {
        edit: (saved) => leaveOut(saved, resource, "skipped"),
        what: undo.skipped(name),
        event: { name: "gapwise-skip", on: true },
      };
    case "tooEasy":
    case "tooHard":
      return { edit: (saved) => leaveOut(saved, resource, action.kind), what: undoPlan[action.kind](name) };
    case "notPublisher": {
      const { publisher } = action;
      return {
        edit: (saved) =>
          withChoices(lock(saved, resource, false), {
            notPublishers: [...new Set([...saved.choices.notPublishers, publisher])],
          }),
        what: undoPlan.publisherOut(publisher),
      };
    }
    case "move":
      return { edit: (saved) => move(saved, resource, action.week), what: undoPlan.moved(name, action.week) };
    case "swap":
      return {
        edit: (saved) => swap(saved, resource, action.with.resource),
        what: undoPlan.swapped(name, action.with.name),
      };
  }
}
