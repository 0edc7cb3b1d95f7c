/** Text with its matches marked, cut by offsets: nothing of it is ever read as markup. */
import { html, type TemplateResult } from "lit";

/** `highlights` are `[start, end)` in UTF-16 units; what overlaps or is out of place is left out. */
export function highlighted(
  text: string,
  highlights: readonly (readonly [number, number])[],
): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let reached = 0;
  for (const [start, end] of [...highlights].sort((a, b) => a[0] - b[0])) {
    if (start < reached || end <= start || end > text.length) continue;
    if (start > reached) parts.push(text.slice(reached, start));
    parts.push(html`<mark>${text.slice(start, end)}</mark>`);
    reached = end;
  }
  if (reached < text.length) parts.push(text.slice(reached));
  return parts;
}
