/** The view "My plan": the questions beside the gaps and the playlist. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { GoalShares, Playlist } from "../engine/index.js";
import { hasRatings, ratingOf } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";
import "./gaps.js";
import "./goals.js";
import "./playlist.js";
import "./role-choice.js";
import "./self-rating.js";
import "./time-budget.js";

type Step = "role" | "rating" | "time" | "goals";

@customElement("gapwise-plan-view")
export class GapwisePlanView extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .columns {
        display: grid;
        gap: 2rem;
      }
      .columns > * {
        min-width: 0;
      }
      .step {
        padding: 0.25rem 1.1rem;
      }
      .step + .step {
        margin-top: 0.75rem;
      }
      .step[open] {
        padding-bottom: 1.1rem;
      }
      .step > summary {
        flex-wrap: wrap;
        min-height: 3.25rem;
      }
      .step h3 {
        flex: none;
      }
      .step .now {
        min-width: 0;
        margin-inline-start: auto;
        text-align: end;
        color: var(--gw-muted);
        font-size: var(--gw-small);
        line-height: 1.3;
      }
      h2 {
        margin-bottom: 0.75rem;
      }
      .to-plan {
        display: none;
      }
      gapwise-playlist {
        margin-top: 2.5rem;
      }
      @container (max-width: 63.99rem) {
        .to-plan {
          display: flex;
          position: sticky;
          inset-block-end: 0.75rem;
          z-index: 4;
          margin-top: 0.75rem;
          width: 100%;
          box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
        }
      }
      @container (min-width: 64rem) {
        .columns {
          grid-template-columns: minmax(0, 25rem) minmax(0, 1fr);
          gap: 3rem;
          align-items: start;
        }
      }
      @media print {
        .setup,
        gapwise-gaps {
          display: none;
        }
        .columns {
          display: block;
        }
        gapwise-playlist {
          margin-top: 0;
        }
      }
    `,
  ];

  @property() pack = "";
  @property() paths = "";
  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @state() private shares?: GoalShares | undefined;
  /** Which steps are unfolded; decided once, when the teacher's data are there. */
  @state() private unfolded?: Set<Step>;

  /** Whether something was known of the teacher when this was drawn last. */
  #known = false;

  protected override willUpdate(): void {
    if (!this.store || !this.open) return;
    const known = hasRatings(this.store.learner);
    // What became known while this was out of sight was brought in from elsewhere: the plan comes first then.
    if (!this.unfolded || (this.hidden && known !== this.#known)) this.unfolded = this.#atFirst(this.store);
    this.#known = known;
  }

  /** Somebody new is asked; somebody who comes back sees the plan first. */
  #atFirst(store: LearnerStore): Set<Step> {
    if (!hasRatings(store.learner)) return new Set<Step>(["role", "rating", "time"]);
    return window.matchMedia("(min-width: 70rem)").matches ? new Set<Step>(["rating", "time"]) : new Set();
  }

  protected override render() {
    const { open, store } = this;
    if (!open || !store) return nothing;
    const { learner, choices } = store.saved;
    const role = open.roles.find(({ id }) => id === learner.role);
    const standards = open.competencies.groups(learner.role).flatMap((group) => group.standards);
    const rated = standards.filter(({ item, parts }) =>
      [item, ...parts].some((one) => ratingOf(learner, one.code) !== undefined),
    ).length;
    return html`<div class="columns">
      <section class="setup" aria-labelledby="about">
        <h2 id="about">${messages.setup.heading}</h2>
        ${this.#renderStep(
          "role",
          messages.setup.roleStep,
          role?.title ?? messages.setup.anyRole,
          html`<gapwise-role-choice
            .roles=${open.roles}
            .value=${learner.role}
            @choose=${(event: CustomEvent<{ role?: string }>) => store.setRole(event.detail.role)}
          ></gapwise-role-choice>`,
        )}
        ${this.#renderStep(
          "rating",
          messages.setup.ratingStep,
          rated === 0 ? messages.setup.nothingRated : messages.setup.rated(rated, standards.length),
          html`<gapwise-self-rating
            .competencies=${open.competencies}
            .store=${store}
            .forRole=${learner.role}
          ></gapwise-self-rating>`,
        )}
        ${this.#renderStep(
          "time",
          messages.setup.timeStep,
          messages.setup.timeSummary(choices.minutesPerWeek, choices.weeks),
          html`<gapwise-time-budget .open=${open} .store=${store}></gapwise-time-budget>`,
        )}
        ${this.#renderStep(
          "goals",
          messages.goals.step,
          learner.goals.length === 0 ? messages.goals.none : messages.goals.some(learner.goals.length),
          html`<gapwise-goals .open=${open} .store=${store} .shares=${this.shares}></gapwise-goals>`,
        )}
        <button class="button primary to-plan" @click=${() => this.#showPlan()}>${messages.setup.toPlan}</button>
      </section>
      <div id="plan" tabindex="-1">
        <gapwise-gaps pack=${this.pack} .store=${store}></gapwise-gaps>
        <gapwise-playlist
          pack=${this.pack}
          paths=${this.paths}
          .store=${store}
          without-setup
          @gapwise-plan=${(event: CustomEvent<Playlist>) => {
            this.shares = event.detail.goalShares;
          }}
        ></gapwise-playlist>
      </div>
    </div>`;
  }

  #renderStep(step: Step, heading: string, now: string, content: TemplateResult): TemplateResult {
    return html`<details
      class="step card"
      ?open=${this.unfolded?.has(step) ?? false}
      @toggle=${(event: Event) => this.#fold(step, event)}
    >
      <summary>
        <h3>${heading}</h3>
        <span class="now">${now}</span>
      </summary>
      ${content}
    </details>`;
  }

  #fold(step: Step, event: Event): void {
    if (event.target !== event.currentTarget) return;
    const next = new Set(this.unfolded);
    if ((event.target as HTMLDetailsElement).open) next.add(step);
    else next.delete(step);
    this.unfolded = next;
  }

  #showPlan(): void {
    const plan = this.renderRoot.querySelector<HTMLElement>("#plan");
    plan?.scrollIntoView({ block: "start" });
    plan?.focus({ preventScroll: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-plan-view": GapwisePlanView;
  }
}
