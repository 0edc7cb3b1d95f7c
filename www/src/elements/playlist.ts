/** The plan: sessions week by week, each item with what it builds and why it was chosen. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Fixed, lock, placedIn, planRequest, question, samePlan, withChoices } from "../choices.js";
import type { Difference, PlanItem, PlanRequest, Playlist, Practice, Unfilled } from "../engine/index.js";
import { changeOf, type ItemAction, type ItemChange } from "../item-action.js";
import { KnownResources } from "../known-resources.js";
import { dayFor, hasRatings, type Saved, today, tried, tries } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { playlistText } from "../playlist-text.js";
import { playlistStyles } from "../styles/playlist.js";
import { applyHelp, type Help } from "../unfilled-help.js";
import { icons } from "./icons.js";
import type { Option } from "./item-controls.js";
import { LearnerElement } from "./learner-element.js";
import { barStyles, hatching } from "./level-bar.js";
import { renderBeginning, renderSummary } from "./plan-summary.js";
import { effectOf, renderDifference, renderSession, renderUnfilled } from "./playlist-parts.js";
import { putAside, renderPutAside } from "./put-aside.js";
import { resourceStyles } from "./resource-meta.js";
import type { OpenPack } from "./shared-pack.js";
import "./expert-path.js";
import "./short-setup.js";

/** How many minutes of a week are given to reviews at a time, and at most. */
const REVIEW_ROOM = 10;
const MOST_REVIEW = 30;

/** An item and its place in the plan. */
interface Place {
  resource: string;
  at: number;
}

/**
 * The playlist of a teacher.
 *
 * Alone on a page, it asks a teacher of whom nothing is known to rate themselves, within the element.
 *
 * @fires gapwise-plan with the playlist, whenever it has been worked out
 * @fires gapwise-done, gapwise-lock, gapwise-skip with `{ resource, on }`, when the teacher decides so
 * @csspart summary the totals; difference what the last change did; session a week; item a resource; setup the short
 * self-rating
 */
@customElement("gapwise-playlist")
export class GapwisePlaylist extends LearnerElement {
  static override styles = [LearnerElement.styles, barStyles, resourceStyles, playlistStyles];

  /** The time a week; without it, what the teacher chose. */
  @property({ type: Number, attribute: "minutes-per-week" }) minutesPerWeek?: number;
  @property({ type: Number }) weeks?: number;
  /** The address of a file of experts' paths, to compare with. */
  @property() paths = "";
  /** Set by an element that has its own questions. */
  @property({ type: Boolean, attribute: "without-setup" }) withoutSetup = false;

  @state() private plan?: Playlist;
  @state() private difference?: Difference;
  @state() private said = "";
  @state() private allUnfilled = false;
  @state() private answering?: boolean;
  readonly #resources = new KnownResources();
  /** What the plan that is shown was asked for. */
  #question?: string;
  /** The item that was changed last, and its place: the keyboard may have been there. */
  #touched?: Place | undefined;
  /** The same, once the plan that is shown has the change in it. */
  #return?: Place | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("minutesPerWeek") || changed.has("weeks")) this.schedule();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has("plan")) this.#focusAgain();
  }

  protected override async recompute(open: OpenPack, store: LearnerStore, isCurrent: () => boolean): Promise<void> {
    const { engine } = open;
    const { saved, learner } = store;
    const touched = this.#touched;
    const request = planRequest(saved, this.#fixed);
    const asked = question(saved);
    const another = this.#question !== undefined && asked !== this.#question && saved.choices.start === undefined;
    let plan: Playlist;
    let difference: Difference | undefined;
    if (request.previous) {
      const change = { kind: "replan", today: request.today ?? null } as const;
      const wanted = another ? { ...request, stability: 0 } : request;
      ({ playlist: plan, difference } = await engine.replan(learner, wanted, change));
    } else {
      plan = await engine.plan(learner, request);
    }
    const named = [...plan.items, ...plan.unfilled].flatMap(({ resource }) => resource ?? []);
    await this.#resources.fetch(engine, [...named, ...putAside(saved)]);
    if (!isCurrent()) return;
    const again = this.plan !== undefined;
    this.plan = plan;
    this.#return = touched;
    if (this.#touched === touched) this.#touched = undefined;
    this.difference = difference;
    this.#question = asked;
    this.answering ??= !hasRatings(learner);
    if (!samePlan(saved.choices.previous, placedIn(plan))) store.keepPlan(placedIn(plan));
    this.emit("gapwise-plan", plan);
    if (!again) return;
    const effect = difference ? effectOf(difference) : "";
    store.effect = effect;
    this.announce(`${messages.playlist.announce(plan.items.length, plan.minutes)} ${effect}`);
  }

  get #fixed(): Fixed {
    return { role: this.currentRole, minutesPerWeek: this.minutesPerWeek, weeks: this.weeks };
  }

  /** The question of which the plan that is shown is the answer, to change it. */
  #current(store: LearnerStore, plan: Playlist): PlanRequest {
    return { ...planRequest(store.saved, this.#fixed), previous: placedIn(plan) };
  }

  protected override renderOpen(open: OpenPack): TemplateResult {
    const { plan, store } = this;
    if (!plan || !store)
      return html`<h2>${messages.playlist.heading}</h2>${this.problem ? nothing : this.renderLoading(0, 0)}`;
    const rated = hasRatings(store.learner);
    return html`${hatching}
      <div class="head row spread">
        <h2>${messages.playlist.heading}</h2>
        <div class="row no-print">
          <button class="button" @click=${() => this.#copy(plan)}>${icons.copy}${messages.playlist.copy}</button>
          <button class="button" @click=${() => window.print()}>${icons.print}${messages.playlist.print}</button>
        </div>
      </div>
      <div role="status" class="no-print">${this.said ? html`<p class="small note">${this.said}</p>` : nothing}</div>
      ${this.withoutSetup ? nothing : this.#renderSetup(open, store)}
      ${rated ? nothing : html`<p class="note">${messages.playlist.startNote}</p>`}
      <div class=${this.busy ? "busy" : ""} aria-busy=${this.busy}>
        ${renderSummary(plan)}
        ${this.#renderNotes(plan, store)}
        ${plan.items.length === 0 ? html`<p class="note">${messages.playlist.emptyPlan}</p>` : nothing}
        ${rated || store.saved.choices.start ? this.#renderBeginning(store) : nothing}
        ${renderDifference(this.difference, () => {
          this.difference = undefined;
        })}
        ${this.#renderSessions(plan, open, store)}
        ${renderUnfilled(
          plan.unfilled,
          this.allUnfilled,
          () => {
            this.allUnfilled = true;
          },
          (gap, help) => this.#help(gap, help, store),
          this.minutesPerWeek === undefined,
          this.#resources,
        )}
        ${this.#renderPath(open, store)}
        ${renderPutAside(store.saved, this.#resources, (resource, change) => this.#change(resource, change, store))}
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

  #renderBeginning(store: LearnerStore): TemplateResult {
    const { start, weeks } = store.saved.choices;
    return renderBeginning(start, dayFor(store.learner), this.weeks ?? weeks, (on) =>
      store.change(
        (saved) => withChoices(saved, { start: on ? today() : undefined }),
        on ? messages.undoPlan.begun : messages.undoPlan.notBegun,
      ),
    );
  }

  /** What else there is to know; what can be helped at once has a button. */
  #renderNotes({ notes, noteMessages }: Playlist, store: LearnerStore): TemplateResult | typeof nothing {
    if (notes.length === 0) return nothing;
    const minutes = store.saved.choices.reviewMinutes + REVIEW_ROOM;
    const noRoom = noteMessages.some(({ id }) => id === "plan.reviewsLeftOut");
    const edit = (saved: Saved) => withChoices(saved, { reviewMinutes: minutes });
    return html`<ul class="notes small">
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>
      ${
        noRoom && minutes <= MOST_REVIEW
          ? html`<button class="button no-print" @click=${() => store.change(edit, messages.undoPlan.wish)}>
              ${messages.session.makeRoom(minutes)}
            </button>`
          : nothing
      }`;
  }

  #renderSessions(plan: Playlist, open: OpenPack, store: LearnerStore) {
    const { minutesPerWeek, weeks, start } = store.saved.choices;
    if (plan.items.length === 0) return nothing;
    const context = {
      budget: this.minutesPerWeek ?? minutesPerWeek,
      weeks: this.weeks ?? weeks,
      start,
      today: dayFor(store.learner),
      resource: (id: string) => this.#resources.get(id),
      controls: {
        act: (action: ItemAction, item: PlanItem) => void this.#act(action, item, open, store, plan),
        optionsFor: (resource: string) => this.#options(resource, open, store, plan),
        tries: (competency: string) => tries(store.learner, competency),
        tried: ({ competency, label }: Practice) =>
          store.change((saved) => tried(saved, competency, today()), messages.undoPlan.tried(label)),
      },
    };
    return plan.sessions.map((session) => renderSession(session, plan, context));
  }

  #renderPath(open: OpenPack, store: LearnerStore): TemplateResult | typeof nothing {
    if (this.paths === "" || this.currentRole === "") return nothing;
    return html`<gapwise-expert-path
      class="no-print"
      .paths=${this.paths}
      .open=${open}
      .store=${store}
      .fixed=${this.#fixed}
    ></gapwise-expert-path>`;
  }

  async #act(action: ItemAction, item: PlanItem, open: OpenPack, store: LearnerStore, plan: Playlist): Promise<void> {
    const { resource } = item;
    this.#touched = { resource, at: plan.items.indexOf(item) };
    if (action.kind === "moreLikeThis") await this.#like(item, open, store, plan);
    else this.#change(resource, changeOf(action, item, this.#builtBy(item, open), today()), store);
  }

  #change(resource: string, { edit, what, event }: ItemChange, store: LearnerStore): void {
    store.change(edit, what);
    if (event) this.emit(event.name, { resource, on: event.on });
  }

  /** The competencies that an item builds: by the plan, else by its tags. */
  #builtBy({ closes, resource }: PlanItem, { competencies }: OpenPack): string[] {
    if (closes.length > 0) return closes.map((change) => change.competency);
    const tagged = (this.#resources.get(resource)?.tags ?? []).map((tag) => tag.competency);
    return tagged.filter((code) => competencies.get(code) !== undefined);
  }

  async #like({ resource, name }: PlanItem, { engine }: OpenPack, store: LearnerStore, plan: Playlist): Promise<void> {
    const request = this.#current(store, plan);
    const change = { kind: "moreLikeThis", resource } as const;
    const asked = await this.attempt(() => engine.replan(store.learner, request, change));
    if (!asked) return;
    const like = asked.request.locked?.find((id) => !request.locked?.includes(id));
    if (like === undefined) this.#say(messages.item.nothingLike(name));
    else store.change((saved) => lock(saved, like, true), messages.undoPlan.like(name));
  }

  async #options(resource: string, open: OpenPack, store: LearnerStore, plan: Playlist): Promise<Option[] | undefined> {
    return this.attempt(async () => {
      const found = await open.engine.alternatives(store.learner, this.#current(store, plan), resource);
      await this.#resources.fetch(
        open.engine,
        found.map(({ resource }) => resource),
      );
      return found.map((alternative) => ({ alternative, resource: this.#resources.get(alternative.resource) }));
    });
  }

  /** Makes the change that helps an open gap. */
  #help(gap: Unfilled, help: Help, store: LearnerStore): void {
    const resource = this.#resources.get(gap.resource ?? "");
    if (resource) store.change((saved) => applyHelp(saved, help, resource), messages.undoPlan.unfilled(gap.label));
  }

  /** Puts the keyboard back where it was, or on what now stands in that place. */
  #focusAgain(): void {
    const back = this.#return;
    this.#return = undefined;
    if (!back || !this.plan || (this.shadowRoot?.activeElement ?? null) !== null) return;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const controls = [...this.renderRoot.querySelectorAll("gapwise-item-controls")];
    const same = controls.find((one) => one.item?.resource === back.resource);
    if (same) same.focus();
    else controls[Math.min(back.at, controls.length - 1)]?.focus({ preventScroll: true });
  }

  async #copy(plan: Playlist): Promise<void> {
    try {
      await navigator.clipboard.writeText(playlistText(plan));
      this.#say(messages.playlist.copied);
    } catch {
      this.#say(messages.playlist.copyFailed);
    }
  }

  /** Says something for a moment. */
  #say(text: string): void {
    this.said = text;
    setTimeout(() => {
      if (this.said === text) this.said = "";
    }, 6000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-playlist": GapwisePlaylist;
  }
}
