/** The parts of a playlist: a week, an item, what a change did, the gaps left open. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { firstDayOf, isUnchanged, weekOf } from "../choices.js";
import type {
  Difference,
  PlanItem,
  PlanSession,
  Playlist,
  Practice,
  ResourceView,
  Review,
  Unfilled,
} from "../engine/index.js";
import type { ItemAction } from "../item-action.js";
import type { KnownResources } from "../known-resources.js";
import { messages } from "../messages.js";
import { type Help, helpFor } from "../unfilled-help.js";
import { icons } from "./icons.js";
import type { Option } from "./item-controls.js";
import { closingBar } from "./level-bar.js";
import { resourceLink, resourceMeta } from "./resource-meta.js";
import "./item-controls.js";

export interface SessionContext {
  /** Minutes that a week has. */
  budget: number;
  weeks: number;
  /** The first day of week 1, once the plan has begun. */
  start: string | undefined;
  today: string;
  resource: (id: string) => ResourceView | undefined;
  /** Where the weeks stand among the page's headings; 3, when left out. */
  headingLevel?: number;
  /** What the teacher can do; absent where a plan is only shown. */
  controls?: SessionControls;
}

export interface SessionControls {
  act: (action: ItemAction, item: PlanItem) => void;
  optionsFor: (resource: string) => Promise<Option[] | undefined>;
  tries: (competency: string) => number;
  tried: (practice: Practice) => void;
}

/** How many changes of level an item shows before it says "and n more". */
const CHANGES_SHOWN = 3;

export function renderSession(session: PlanSession, plan: Playlist, context: SessionContext): TemplateResult {
  const items = session.items.flatMap((index) => plan.items[index] ?? []);
  const { week, minutes, practice, reviews } = session;
  const heading = `week-${week}`;
  const { start, budget } = context;
  const isNow = weekOf(context.today, start) === week;
  return html`<section class="session" part="session" aria-labelledby=${heading}>
    <div class="week row spread">
      <h3 id=${heading} aria-level=${context.headingLevel ?? nothing}>
        ${messages.playlist.week(week)}
        ${start === undefined ? nothing : html`<span class="date">${messages.session.from(firstDayOf(week, start))}</span>`}
        ${isNow ? html`<span class="now">${messages.session.now}</span>` : nothing}
      </h3>
      <p class="used small">
        <span class="visually-hidden">${messages.playlist.usedLabel}: </span>${messages.playlist.used(minutes, budget)}
        <meter class="no-print" aria-hidden="true" min="0" max=${budget} value=${minutes}></meter>
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
    ${practice.filter(({ after }) => after !== undefined).map((slot) => renderPractice(slot, context))}
    ${renderOngoing(
      practice.filter(({ after }) => after === undefined),
      context,
    )}
    ${reviews.length > 0 ? renderReviews(reviews, week, start) : nothing}
  </section>`;
}

/** Something to try for the first time. */
function renderPractice(practice: Practice, context: SessionContext): TemplateResult {
  const { label, prompt, times } = practice;
  return html`<div class="practice" part="practice">
    <h4>${messages.playlist.practice}, ${messages.session.times(times)}</h4>
    <p>${prompt}</p>
    ${renderTried(practice, label, context)}
  </div>`;
}

/** What was begun in earlier weeks. */
function renderOngoing(slots: Practice[], context: SessionContext): TemplateResult | typeof nothing {
  if (slots.length === 0) return nothing;
  const times = Math.max(...slots.map((slot) => slot.times));
  return html`<div class="practice again" part="practice">
    <h4>${messages.session.goOn}, ${messages.session.times(times)}</h4>
    ${slots.map((slot) => renderTried(slot, html`<strong>${slot.label}.</strong> ${slot.prompt}`, context))}
  </div>`;
}

function renderTried(practice: Practice, text: unknown, { controls }: SessionContext): TemplateResult {
  const { competency, label } = practice;
  if (!controls) return html`<p class="small muted">${text}</p>`;
  const soFar = controls.tries(competency);
  return html`<div class="tried">
    <p class="small muted">
      ${text}${soFar > 0 ? html` · <span class="so-far">${messages.session.triedSoFar(soFar)}</span>` : nothing}
    </p>
    <button class="button quiet no-print" aria-label=${messages.session.triedLabel(label)} @click=${() => controls.tried(practice)}>
      ${icons.check}${messages.session.tried}
    </button>
  </div>`;
}

function renderReviews(reviews: Review[], week: number, start: string | undefined): TemplateResult {
  const minutes = reviews.reduce((sum, review) => sum + review.minutes, 0);
  const on = (days: number) => (start === undefined ? undefined : firstDayOf(week + days / 7, start));
  return html`<details class="reviews small">
    <summary>${messages.session.reviews(reviews.length, minutes)}</summary>
    <p class="muted">${messages.session.reviewsText}</p>
    <ul>
      ${reviews.map(({ label, day, recall }) => html`<li>${messages.session.review(label, on(day), day, recall)}</li>`)}
    </ul>
  </details>`;
}

function renderItem(item: PlanItem, context: SessionContext): TemplateResult {
  const resource = context.resource(item.resource);
  return html`<li class="item card" part="item">
    <h4>${resourceLink(item.name, item.address)}</h4>
    ${resourceMeta({ ...resource, ...(item.contentRole && { contentRole: item.contentRole }) }, item.minutes, item.minutesEstimated)}
    ${renderCloses(item)} ${renderReasons(item)}
    ${context.controls ? renderControls(item, resource, context, context.controls) : nothing}
  </li>`;
}

function renderControls(
  item: PlanItem,
  resource: ResourceView | undefined,
  { today, start, weeks }: SessionContext,
  { optionsFor, act }: SessionControls,
): TemplateResult {
  const thisWeek = weekOf(today, start);
  return html`<gapwise-item-controls
    class="no-print"
    .item=${item}
    .weeks=${Array.from({ length: weeks }, (_, at) => at + 1).filter((week) => week >= thisWeek)}
    .publisher=${resource?.publisher}
    .optionsFor=${optionsFor}
    @act=${(event: CustomEvent<ItemAction>) => act(event.detail, item)}
  ></gapwise-item-controls>`;
}

/** What it does and why it rather than another, then the rest on request. That it is locked, its button tells. */
function renderReasons(item: PlanItem): TemplateResult | typeof nothing {
  const told = item.reasons.filter((_, at) => item.messages[at]?.id !== "plan.locked");
  const instead = item.reasons.find((_, at) => ["plan.instead", "plan.alone"].includes(item.messages[at]?.id ?? ""));
  const [first] = told;
  if (first === undefined) return nothing;
  const others = told.filter((reason) => reason !== first && reason !== instead);
  return html`<p class="why"><span class="label">${messages.playlist.why}</span> ${first}</p>
    ${instead === undefined || instead === first ? nothing : html`<p class="why other small">${instead}</p>`}
    ${
      others.length > 0
        ? html`<details class="small reasons">
            <summary>${messages.item.moreReasons(others.length)}</summary>
            ${others.map((reason) => html`<p class="why other">${reason}</p>`)}
          </details>`
        : nothing
    }`;
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

/** What a change did, in a few words. */
export function effectOf(difference: Difference): string {
  const { change } = messages;
  const { added, removed, moved, closedBefore, closedAfter, minutesBefore, minutesAfter } = difference;
  return change.sentence(
    change.counts(added.length, removed.length, moved.length),
    change.gap(closedBefore, closedAfter),
    change.minutes(minutesBefore, minutesAfter),
  );
}

/** What the last change did, item by item. */
export function renderDifference(
  difference: Difference | undefined,
  dismiss: () => void,
): TemplateResult | typeof nothing {
  if (!difference || isUnchanged(difference)) return nothing;
  return html`<details class="difference note small no-print" part="difference">
    <summary>
      <span><strong>${messages.change.heading}:</strong> ${effectOf(difference)}</span>
    </summary>
    <ul>
      ${difference.sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <button class="button quiet" @click=${dismiss}>${messages.change.dismiss}</button>
  </details>`;
}

/** How many open gaps are shown before "show all". */
const UNFILLED_SHOWN = 8;

/** The gaps that the plan could not close, each with the reason and what would help, done by a button where it can be. */
export function renderUnfilled(
  unfilled: Unfilled[],
  all: boolean,
  showAll: () => void,
  help: (gap: Unfilled, help: Help) => void,
  canChangeTime: boolean,
  resources: KnownResources,
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
            .map((gap) => {
              const found = helpFor(gap);
              const named = resources.get(gap.resource ?? "");
              const offered = found && named && (canChangeTime || found.minutes === 0) ? found : undefined;
              return html`<li>
                <strong>${gap.label}</strong> <span class="muted">${messages.playlist.remaining(gap.remaining)}</span>
                <p class="small">${gap.message} ${gap.remedy}</p>
                ${
                  named
                    ? html`<p class="small">${messages.unfilledHelp.look} ${resourceLink(named.name, named.address)}</p>`
                    : nothing
                }
                ${
                  offered
                    ? html`<button class="button help no-print" @click=${() => help(gap, offered)}>${offered.label}</button>`
                    : nothing
                }
              </li>`;
            })}
        </ul>`,
    )}
    ${
      shown.length < unfilled.length
        ? html`<button class="button quiet" @click=${showAll}>${messages.playlist.allUnfilled(unfilled.length)}</button>`
        : nothing
    }
  </details>`;
}
