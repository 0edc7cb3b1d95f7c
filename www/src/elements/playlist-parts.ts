/** The parts of a playlist: a week, an item, the gaps left open. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { PlanItem, PlanSession, Playlist, ResourceView, Unfilled } from "../engine/index.js";
import { messages } from "../messages.js";
import { icons } from "./icons.js";
import { closingBar } from "./level-bar.js";
import { resourceLink, resourceMeta } from "./resource-meta.js";

export interface SessionContext {
  /** Minutes that a week has. */
  budget: number;
  resource: (id: string) => ResourceView | undefined;
  act: (action: "done" | "lock" | "skip", item: PlanItem) => void;
}

/** How many changes of level an item shows before it says "and n more". */
const CHANGES_SHOWN = 3;

export function renderSession(session: PlanSession, plan: Playlist, context: SessionContext): TemplateResult {
  const items = session.items.flatMap((index) => plan.items[index] ?? []);
  const heading = `week-${session.week}`;
  return html`<section class="session" part="session" aria-labelledby=${heading}>
    <div class="week row spread">
      <h3 id=${heading}>${messages.playlist.week(session.week)}</h3>
      <p class="used small">
        <span class="visually-hidden">${messages.playlist.usedLabel}: </span>${messages.playlist.used(session.minutes, context.budget)}
        <meter class="no-print" aria-hidden="true" min="0" max=${context.budget} value=${session.minutes}></meter>
      </p>
    </div>
    ${
      items.length === 0
        ? html`<p class="muted">${messages.playlist.emptyWeek}</p>`
        : html`<ol>
            ${repeat(
              items,
              (item) => item.resource,
              (item) => renderItem(item, context),
            )}
          </ol>`
    }
    ${session.practice.map(
      ({ label, prompt }) => html`<div class="practice" part="practice">
        <h4>${messages.playlist.practice}</h4>
        <p>${prompt}</p>
        <p class="small muted">${label}</p>
      </div>`,
    )}
  </section>`;
}

function renderItem(item: PlanItem, context: SessionContext): TemplateResult {
  const resource = context.resource(item.resource);
  const [first, ...others] = item.reasons;
  return html`<li class="item card" part="item">
    <h4>${resourceLink(item.name, item.address)}</h4>
    ${resourceMeta({ ...resource, ...(item.contentRole && { contentRole: item.contentRole }) }, item.minutes, item.minutesEstimated)}
    ${renderCloses(item)}
    ${
      first === undefined
        ? nothing
        : html`<p class="why"><span class="label">${messages.playlist.why}</span> ${first}</p>
            ${others.map((reason) => html`<p class="why other small">${reason}</p>`)}`
    }
    <div class="actions row no-print" role="group" aria-label=${messages.playlist.actions(item.name)}>
      <button class="button" @click=${() => context.act("done", item)}>${icons.check}${messages.playlist.done}</button>
      <button class="button" aria-pressed=${item.locked} @click=${() => context.act("lock", item)}>
        ${icons.pin}${messages.playlist.lock}
      </button>
      <button class="button" @click=${() => context.act("skip", item)}>${icons.skip}${messages.playlist.skip}</button>
    </div>
  </li>`;
}

function renderCloses(item: PlanItem): TemplateResult | typeof nothing {
  const shown = item.closes.filter(({ closed }) => closed >= 0.005).slice(0, CHANGES_SHOWN);
  if (shown.length === 0) return nothing;
  const rest = item.closes.length - shown.length;
  return html`<div class="closes">
    <span class="label">${messages.playlist.closes}</span>
    <ul>
      ${shown.map(
        ({ label, before, after }) => html`<li>
          <span class="competency">${label}</span>
          ${closingBar(before, after)}
          <span class="change" aria-hidden="true">${messages.playlist.gapChange(before, after)}</span>
          <span class="visually-hidden">${messages.playlist.gapChangeSpoken(before, after)}</span>
        </li>`,
      )}
      ${rest > 0 ? html`<li class="muted">${messages.playlist.more(rest)}</li>` : nothing}
    </ul>
  </div>`;
}

/** How many open gaps are shown before "show all". */
const UNFILLED_SHOWN = 8;

/** The gaps that the plan could not close, each with the reason and what would help. */
export function renderUnfilled(
  unfilled: Unfilled[],
  all: boolean,
  showAll: () => void,
): TemplateResult | typeof nothing {
  if (unfilled.length === 0) return nothing;
  const shown = all ? unfilled : unfilled.slice(0, UNFILLED_SHOWN);
  const reasons = [...new Set(shown.map((gap) => gap.reason))];
  return html`<details class="aside unfilled" part="unfilled">
    <summary>${messages.playlist.unfilled(unfilled.length)}</summary>
    ${reasons.map(
      (reason) => html`<h3>${messages.playlist.unfilledReason[reason]}</h3>
        <ul>
          ${shown
            .filter((gap) => gap.reason === reason)
            .map(
              (gap) => html`<li>
                <strong>${gap.label}</strong> <span class="muted">${messages.playlist.remaining(gap.remaining)}</span>
                <p class="small">${gap.message} ${gap.remedy}</p>
              </li>`,
            )}
        </ul>`,
    )}
    ${
      shown.length < unfilled.length
        ? html`<button class="button quiet" @click=${showAll}>${messages.playlist.allUnfilled(unfilled.length)}</button>`
        : nothing
    }
  </details>`;
}
