/** A playlist as plain text, to paste into a mail or a growth plan. */
import type { Playlist } from "./engine/index.js";
import { messages } from "./messages.js";

/** Under a heading and a line about the whole; without them it is the teacher's own. */
export function playlistText(
  plan: Playlist,
  heading: string = messages.playlist.heading,
  summary: string = messages.playlist.summary(plan.items.length, plan.minutes, plan.budget),
): string {
  const { playlist } = messages;
  const lines = [heading, summary, ""];
  for (const session of plan.sessions) {
    lines.push(`${playlist.week(session.week)} (${messages.duration(session.minutes)})`);
    for (const index of session.items) {
      const item = plan.items[index];
      if (!item) continue;
      const time = item.minutesEstimated ? playlist.about(item.minutes) : messages.duration(item.minutes);
      lines.push(`- ${item.name} (${time})`);
      if (item.address) lines.push(`  ${item.address}`);
      const closes = item.closes.map((change) => change.label).join(", ");
      if (closes) lines.push(`  ${playlist.closes}: ${closes}`);
    }
    for (const { prompt } of session.practice) lines.push(`- ${playlist.practice}: ${prompt}`);
    lines.push("");
  }
  return `${lines.join("\n").trim()}\n`;
}
