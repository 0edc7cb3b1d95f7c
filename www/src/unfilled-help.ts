/** The smallest change that would help an open gap, as something that can be done at once. */
import { bringBack, lock, withChoices } from "./choices.js";
import type { Param, ResourceView, Unfilled } from "./engine/index.js";
import type { Saved } from "./learner.js";
import { messages } from "./messages.js";

export interface Help {
  label: string;
  /** More minutes a week. */
  minutes: number;
  /** The wishes that stand against it, by the name of their template. */
  wishes: string[];
}

const text = (value: Param | undefined): string => (typeof value === "string" ? value : "");
const number = (value: Param | undefined): number => (typeof value === "number" ? value : 0);

/** What the plan's remedy comes down to; undefined where nobody can do it with a button. */
export function helpFor({ messages: [why, remedy] }: Unfilled): Help | undefined {
  if (!why || !remedy) return undefined;
  const { unfilledHelp } = messages;
  const name = text(remedy.params.name) || text(why.params.name);
  const more = Math.ceil(number(remedy.params.more));
  switch (remedy.id) {
    case "plan.moreMinutes":
    case "plan.roomForIt":
      return { label: unfilledHelp.minutes(more), minutes: more, wishes: [] };
    case "plan.lockIt":
      return { label: unfilledHelp.lock(name), minutes: 0, wishes: [] };
    case "plan.toHave": {
      const { changes } = remedy.params;
      const wishes = Array.isArray(changes) ? changes.map((wish) => (typeof wish === "object" ? wish.id : "")) : [];
      // What is done need not be done again.
      if (wishes.includes("plan.wish.completed")) return undefined;
      return { label: unfilledHelp.allow(name), minutes: 0, wishes };
    }
    default:
      return undefined;
  }
}

/** Makes the change: time and wishes give way, and the resource comes in. */
export function applyHelp(saved: Saved, { minutes, wishes }: Help, resource: ResourceView): Saved {
  const { choices } = saved;
  const gives = (wish: string) => wishes.includes(`plan.wish.${wish}`);
  const { contentRole, publisher } = resource;
  const allowed = withChoices(saved, {
    minutesPerWeek: choices.minutesPerWeek + minutes,
    onlyFree: choices.onlyFree && !gives("free"),
    onlyOffline: choices.onlyOffline && !gives("offline"),
    languages: gives("language") ? [] : choices.languages,
    notPublishers: gives("publisher")
      ? choices.notPublishers.filter((name) => name !== publisher)
      : choices.notPublishers,
    maxInRow: gives("inRow") ? undefined : choices.maxInRow,
    mix: gives("mix") && contentRole ? { ...choices.mix, [contentRole]: 1 } : choices.mix,
  });
  return lock(bringBack(allowed, resource.id), resource.id, true);
}
