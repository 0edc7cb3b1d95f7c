/** The plan: sessions week by week, each item with what it builds and why it was chosen. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PlanItem, PlanRequest, Playlist, ResourceView } from "../engine/index.js";
import {
  complete,
  completedResources,
  dayFor,
  hasRatings,
  lock,
  type Saved,
  skip,
  today,
  uncomplete,
} from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { playlistText } from "../playlist-text.js";
import { playlistStyles } from "../styles/playlist.js";
import { icons } from "./icons.js";
import { LearnerElement } from "./learner-element.js";
import { barStyles, hatching } from "./level-bar.js";
import { renderSession, renderUnfilled } from "./playlist-parts.js";
import { resourceLink, resourceStyles } from "./resource-meta.js";
import type { OpenPack } from "./shared-pack.js";
import "./short-setup.js";

/**
 * The playlist of a teacher.
 *
 * Alone on a page, it asks a teacher of whom nothing is known to rate themselves, within the element.
 *
 * @fires gapwise-plan with the playlist, whenever it has been worked out
 * @fires gapwise-done, gapwise-lock, gapwise-skip with `{ resource, on }`, when the teacher decides so
 * @csspart summary the totals; session a week; item a resource; setup the short self-rating
 */
@customElement("gapwise-playlist")
export class GapwisePlaylist extends LearnerElement {
  static override styles = [LearnerElement.styles, barStyles, resourceStyles, playlistStyles];

  /** The time a week; without it, what the teacher chose. */
  @property({ type: Number, attribute: "minutes-per-week" }) minutesPerWeek?: number;
  @property({ type: Number }) weeks?: number;
  /** Set by an element that has its own questions. */
  @property({ type: Boolean, attribute: "without-setup" }) withoutSetup = false;

  @state() private plan?: Playlist;
  @state() private copied = "";
  @state() private allUnfilled = false;
  @state() private answering?: boolean;
  readonly #resources = new Map<string, ResourceView>();

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("minutesPerWeek") || changed.has("weeks")) this.schedule();
  }

  protected override async recompute(open: OpenPack, store: LearnerStore, isCurrent: () => boolean): Promise<void> {
    const { engine } = open;
    const plan = await engine.plan(store.learner, this.#request(store.saved));
    const shown = [
      ...plan.items.map((item) => item.resource),
      ...completedResources(store.learner),
      ...store.saved.choices.skipped,
    ];
    const missing = [...new Set(shown)].filter((id) => !this.#resources.has(id));
    const found = await Promise.all(missing.map((id) => engine.resource(id)));
    if (!isCurrent()) return;
    for (const resource of found) if (resource) this.#resources.set(resource.id, resource);
    const again = this.plan !== undefined;
    this.plan = plan;
    this.answering ??= !hasRatings(store.learner);
    this.emit("gapwise-plan", plan);
    if (again) this.announce(messages.playlist.announce(plan.items.length, plan.minutes));
  }

  #request({ learner, choices }: Saved): PlanRequest {
    const done = completedResources(learner);
    return {
      minutesPerWeek: this.minutesPerWeek ?? choices.minutesPerWeek,
      weeks: this.weeks ?? choices.weeks,
      today: dayFor(learner),
      role: this.currentRole,
      only: { ...(choices.onlyFree && { free: true }), ...(choices.onlyOffline && { offline: true }) },
      locked: choices.locked.filter((id) => !done.includes(id)),
      skipped: choices.skipped,
    };
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const { plan, store } = this;
    if (!plan || !store)
      return html`<h2>${messages.playlist.heading}</h2>${this.problem ? nothing : this.renderLoading(0, 0)}`;
    return html`${hatching}
      <div class="head row spread">
        <h2>${messages.playlist.heading}</h2>
        <div class="row no-print">
          <button class="button" @click=${() => this.#copy(plan)}>${icons.copy}${messages.playlist.copy}</button>
          <button class="button" @click=${() => window.print()}>${icons.print}${messages.playlist.print}</button>
        </div>
      </div>
      ${this.copied ? html`<p class="small note no-print" role="status">${this.copied}</p>` : nothing}
      ${this.withoutSetup ? nothing : this.#renderSetup(open, store)}
      ${hasRatings(store.learner) ? nothing : html`<p class="note">${messages.playlist.startNote}</p>`}
      <div class=${this.busy ? "busy" : ""} aria-busy=${this.busy}>
        ${this.#renderSummary(plan)}
        ${plan.notes.map((note) => html`<p class="note small">${note}</p>`)}
        ${plan.items.length === 0 ? html`<p class="note">${messages.playlist.emptyPlan}</p>` : nothing}
        ${
          plan.items.length === 0
            ? nothing
            : plan.sessions.map((session) =>
                renderSession(session, plan, {
                  budget: this.minutesPerWeek ?? store.saved.choices.minutesPerWeek,
                  resource: (id) => this.#resources.get(id),
                  act: (action, item) => this.#act(action, item, store),
                }),
              )
        }
        ${renderUnfilled(plan.unfilled, this.allUnfilled, () => {
          this.allUnfilled = true;
        })} ${this.#renderDone(store)} ${this.#renderSkipped(store)}
      </div>
      ${this.renderUndo()}`;
  }

  #renderSetup(open: OpenPack, store: LearnerStore): TemplateResult {
    return html`<details
      class="setup card no-print"
      part="setup"
      ?open=${this.answering ?? false}
      @toggle=${(event: Event) => {
        this.answering = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${hasRatings(store.learner) ? messages.playlist.change : messages.setup.ratingStep}</summary>
      <gapwise-short-setup
        .open=${open}
        .store=${store}
        .forRole=${this.forRole}
        .fixedMinutes=${this.minutesPerWeek}
        .fixedWeeks=${this.weeks}
      ></gapwise-short-setup>
    </details>`;
  }

  #renderSummary(plan: Playlist): TemplateResult {
    return html`<div class="summary" part="summary">
      <p class="totals">${messages.playlist.summary(plan.items.length, plan.minutes, plan.budget)}</p>
      ${
        plan.items.length > 0
          ? html`<p>${messages.playlist.gap(plan.gapBefore, plan.gapAfter)} ${messages.playlist.ratio(plan.ratio)}</p>
              <details class="small no-print">
                <summary>${messages.playlist.how}</summary>
                <p class="muted">${messages.playlist.howText}</p>
              </details>`
          : nothing
      }
    </div>`;
  }

  #renderDone(store: LearnerStore): TemplateResult | typeof nothing {
    const done = completedResources(store.learner);
    return this.#renderList(messages.playlist.doneList(done.length), done, messages.playlist.notDone, (id, name) =>
      this.#change(store, "done", id, false, (saved) => uncomplete(saved, id), messages.undo.notDone(name)),
    );
  }

  #renderSkipped(store: LearnerStore): TemplateResult | typeof nothing {
    const { skipped } = store.saved.choices;
    return this.#renderList(
      messages.playlist.skippedList(skipped.length),
      skipped,
      messages.playlist.bringBack,
      (id, name) =>
        this.#change(store, "skip", id, false, (saved) => skip(saved, id, false), messages.undo.unskipped(name)),
    );
  }

  #renderList(heading: string, ids: string[], action: string, act: (id: string, name: string) => void) {
    if (ids.length === 0) return nothing;
    return html`<details class="aside no-print">
      <summary>${heading}</summary>
      <ul>
        ${ids.map((id) => {
          const resource = this.#resources.get(id);
          const name = resource?.name ?? id;
          return html`<li class="row spread">
            <span>${resourceLink(name, resource?.address)}</span>
            <button class="button quiet" aria-label="${action}: ${name}" @click=${() => act(id, name)}>${action}</button>
          </li>`;
        })}
      </ul>
    </details>`;
  }

  #act(action: "done" | "lock" | "skip", item: PlanItem, store: LearnerStore): void {
    const { resource, name } = item;
    const { undo } = messages;
    if (action === "done") {
      const isOnMap = (code: string) => this.open?.competencies.get(code) !== undefined;
      const tagged = (this.#resources.get(resource)?.tags ?? []).map((tag) => tag.competency).filter(isOnMap);
      const built = item.closes.map((change) => change.competency);
      const competencies = built.length > 0 ? built : tagged;
      const edit = (saved: Saved) =>
        competencies.length > 0 ? complete(saved, resource, competencies, today()) : skip(saved, resource, true);
      this.#change(store, action, resource, true, edit, undo.done(name));
    } else if (action === "lock") {
      const on = !item.locked;
      const what = on ? undo.locked(name) : undo.unlocked(name);
      this.#change(store, action, resource, on, (saved) => lock(saved, resource, on), what);
    } else {
      this.#change(store, action, resource, true, (saved) => skip(saved, resource, true), undo.skipped(name));
    }
  }

  #change(
    store: LearnerStore,
    action: "done" | "lock" | "skip",
    resource: string,
    on: boolean,
    edit: (saved: Saved) => Saved,
    what: string,
  ): void {
    store.change(edit, what);
    this.emit(`gapwise-${action}`, { resource, on });
  }

  async #copy(plan: Playlist): Promise<void> {
    try {
      await navigator.clipboard.writeText(playlistText(plan));
      this.copied = messages.playlist.copied;
    } catch {
      this.copied = messages.playlist.copyFailed;
    }
    setTimeout(() => {
      this.copied = "";
    }, 6000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-playlist": GapwisePlaylist;
  }
}
