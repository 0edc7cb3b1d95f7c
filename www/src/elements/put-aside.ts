/** What is no longer in the plan: what is done, and what was left out; each can be brought back. */
import { html, nothing, type TemplateResult } from "lit";
import { bringBack, LEFT_OUT } from "../choices.js";
import type { ItemChange } from "../item-action.js";
import type { KnownResources } from "../known-resources.js";
import { completedResources, type Saved, uncomplete } from "../learner.js";
import { messages } from "../messages.js";
import { resourceLink } from "./resource-meta.js";

/** The resources that these lists name. */
export function putAside({ learner, choices }: Saved): string[] {
  return [...completedResources(learner), ...LEFT_OUT.flatMap((why) => choices[why])];
}

/** The lists; `act` makes a change about a resource. */
export function renderPutAside(
  { learner, choices }: Saved,
  resources: KnownResources,
  act: (resource: string, change: ItemChange) => void,
): TemplateResult {
  const { item, playlist, undo } = messages;
  const done = completedResources(learner).map((id): Entry => ({ id }));
  const out = LEFT_OUT.flatMap((why) => choices[why].map((id): Entry => ({ id, why: item.leftOut[why] })));
  return html`${renderList(playlist.doneList(done.length), done, resources, playlist.notDone, (id, name) =>
    act(id, {
      edit: (saved) => uncomplete(saved, id),
      what: undo.notDone(name),
      event: { name: "gapwise-done", on: false },
    }),
  )}
  ${renderList(item.leftOutList(out.length), out, resources, playlist.bringBack, (id, name) =>
    act(id, {
      edit: (saved) => bringBack(saved, id),
      what: undo.unskipped(name),
      event: { name: "gapwise-skip", on: false },
    }),
  )}`;
}

interface Entry {
  id: string;
  why?: string;
}

function renderList(
  heading: string,
  entries: Entry[],
  resources: KnownResources,
  action: string,
  act: (id: string, name: string) => void,
): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  return html`<details class="aside no-print">
    <summary>${heading}</summary>
    <ul>
      ${entries.map(({ id, why }) => {
        const resource = resources.get(id);
        const name = resource?.name ?? id;
        return html`<li class="row spread">
          <span>${resourceLink(name, resource?.address)}${why ? html` <span class="muted small">${why}</span>` : nothing}</span>
          <button class="button quiet" aria-label="${action}: ${name}" @click=${() => act(id, name)}>${action}</button>
        </li>`;
      })}
    </ul>
  </details>`;
}
