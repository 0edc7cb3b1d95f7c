/** Where a teacher says where they stand: every standard, and on request each of its parts with the rubric. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { CompetencyIndex, Standard } from "../competency-index.js";
import type { CompetencyView } from "../engine/index.js";
import { clearRatings, hasRatings, rate, ratingOf, today } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { icons } from "./icons.js";
import { StoreController } from "./store-controller.js";
import "./level-scale.js";

@customElement("gapwise-self-rating")
export class GapwiseSelfRating extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .group {
        margin-top: 1.5rem;
      }
      .group > h4 {
        padding-bottom: 0.35rem;
        border-bottom: 1px solid var(--gw-line);
        color: var(--gw-muted);
        font-size: 0.95rem;
        letter-spacing: 0.01em;
      }
      .standards {
        display: grid;
        gap: 1.5rem 2.5rem;
        margin-top: 1rem;
      }
      @container (min-width: 46rem) {
        .standards {
          grid-template-columns: 1fr 1fr;
          align-items: start;
        }
      }
      .name {
        font-weight: 600;
      }
      .statement {
        margin-bottom: 0.5rem;
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 0.15rem 1rem;
        margin-top: 0.75rem;
        font-size: var(--gw-small);
      }
      .key b {
        font-variant-numeric: tabular-nums;
        color: var(--gw-accent);
      }
      details > summary {
        font-size: var(--gw-small);
        color: var(--gw-accent);
        width: fit-content;
      }
      .parts {
        border-inline-start: 2px solid var(--gw-line);
        padding-inline-start: 1rem;
      }
      .parts > li + li {
        margin-top: 1.25rem;
      }
      .rubric {
        display: grid;
        grid-template-columns: fit-content(45%) minmax(0, 1fr);
        gap: 0.4rem 0.75rem;
        overflow-wrap: anywhere;
        margin: 0 0 0.5rem;
        font-size: var(--gw-small);
      }
      .rubric dt {
        font-weight: 600;
      }
      .rubric dd {
        margin: 0;
      }
      .at {
        font-size: var(--gw-small);
        margin-top: 0.25rem;
      }
      .foot {
        margin-top: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) competencies?: CompetencyIndex;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @property({ attribute: false }) forRole?: string;
  /** Only the standards, without their parts. */
  @property({ type: Boolean }) short = false;
  /** The standards whose parts have been opened: parts are drawn only then. */
  @state() private opened = new Set<string>();

  protected override render() {
    const { competencies, store } = this;
    if (!competencies || !store) return nothing;
    return html`<p class="muted">${messages.setup.ratingPrompt}</p>
      <p class="key">
        ${competencies.map.levels.map((name, level) => html`<span><b>${level}</b> ${name}</span>`)}
      </p>
      ${competencies.groups(this.forRole).map(
        (group) => html`<section class="group">
          ${group.item ? html`<h4>${group.item.label}</h4>` : nothing}
          <div class="standards">${group.standards.map((standard) => this.#renderStandard(standard, competencies, store))}</div>
        </section>`,
      )}
      ${
        hasRatings(store.learner)
          ? html`<p class="foot">
              <button
                class="button quiet"
                @click=${() => store.change(clearRatings, messages.undo.cleared)}
              >
                ${icons.trash}${messages.setup.clear}
              </button>
            </p>`
          : nothing
      }`;
  }

  #renderStandard({ item, parts }: Standard, competencies: CompetencyIndex, store: LearnerStore) {
    const rated = parts.filter((part) => ratingOf(store.learner, part.code) !== undefined).length;
    return html`<div class="standard">
      <p class="name">${item.label}</p>
      <p class="statement small muted">${item.statement}</p>
      ${this.#renderScale(item, competencies, store)}
      ${
        this.short || parts.length === 0
          ? nothing
          : html`<details
              @toggle=${(event: Event) => {
                if ((event.target as HTMLDetailsElement).open) this.opened = new Set(this.opened).add(item.code);
              }}
            >
              <summary>${rated > 0 ? messages.setup.partsRated(rated, parts.length) : messages.setup.parts(parts.length)}</summary>
              ${
                this.opened.has(item.code)
                  ? html`<ul class="parts">
                      ${parts.map((part) => this.#renderPart(part, competencies, store))}
                    </ul>`
                  : nothing
              }
            </details>`
      }
    </div>`;
  }

  #renderPart(part: CompetencyView, competencies: CompetencyIndex, store: LearnerStore) {
    const level = ratingOf(store.learner, part.code);
    const here = part.rubric.find((entry) => entry.score === level);
    return html`<li>
      <p class="name">${part.label}</p>
      <p class="statement small muted">${part.statement}</p>
      ${this.#renderScale(part, competencies, store)}
      ${here ? html`<p class="at">${here.description}</p>` : nothing}
      ${
        part.rubric.length > 0
          ? html`<details>
              <summary>${messages.setup.rubric}</summary>
              <dl class="rubric">
                ${part.rubric.map(
                  (entry) => html`<dt>${entry.score} ${entry.quality ?? competencies.map.levels[entry.score] ?? ""}</dt>
                    <dd>${entry.description}</dd>`,
                )}
              </dl>
            </details>`
          : nothing
      }
    </li>`;
  }

  #renderScale(item: CompetencyView, competencies: CompetencyIndex, store: LearnerStore) {
    return html`<gapwise-level-scale
      .label=${item.label}
      .levels=${competencies.map.levels}
      .value=${ratingOf(store.learner, item.code)}
      @rate=${(event: CustomEvent<{ level: number | undefined }>) =>
        store.change((saved) => rate(saved, item.code, event.detail.level, today()))}
    ></gapwise-level-scale>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-self-rating": GapwiseSelfRating;
  }
}
