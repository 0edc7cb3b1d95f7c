/** The three self-ratings that would tell most, to be answered in place. They stay until others are asked for. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Question } from "../engine/index.js";
import { dayFor, rate, ratingOf, today } from "../learner.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";
import "./level-scale.js";

@customElement("gapwise-questions")
export class GapwiseQuestions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      details {
        margin-top: 1rem;
        padding: 0.25rem 1rem;
      }
      details[open] {
        padding-bottom: 1rem;
      }
      summary {
        font-weight: 600;
      }
      li {
        margin-top: 1.1rem;
        max-width: 34rem;
      }
      li > * + * {
        margin-top: 0.3rem;
      }
      .button {
        margin-top: 0.9rem;
      }
    `,
  ];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  /** The role in force: empty for none. */
  @property({ attribute: false }) forRole = "";
  @state() private asked?: Question[];
  @state() private unfolded = false;

  protected override render(): TemplateResult | typeof nothing {
    const { open, store, asked } = this;
    if (!open || !store) return nothing;
    const { questions } = messages;
    return html`<details
      class="card"
      ?open=${this.unfolded}
      @toggle=${(event: Event) => {
        this.unfolded = (event.target as HTMLDetailsElement).open;
        if (this.unfolded && !this.asked) void this.#ask();
      }}
    >
      <summary>${questions.heading}</summary>
      <p class="muted small">${questions.text}</p>
      ${asked?.length === 0 ? html`<p>${questions.none}</p>` : nothing}
      <ul>
        ${(asked ?? []).map((question) => this.#renderQuestion(question, open, store))}
      </ul>
      <button class="button" @click=${() => void this.#ask()}>${questions.others}</button>
    </details>`;
  }

  #renderQuestion(
    { competency, label, statement, tells }: Question,
    open: OpenPack,
    store: LearnerStore,
  ): TemplateResult {
    return html`<li>
      <p><strong>${label}</strong> <span class="small muted">${messages.questions.tells(tells)}</span></p>
      <p class="small muted">${statement}</p>
      <gapwise-level-scale
        .label=${label}
        .levels=${open.competencies.map.levels}
        .value=${ratingOf(store.learner, competency)}
        @rate=${(event: CustomEvent<{ level: number | undefined }>) =>
          store.change((saved) => rate(saved, competency, event.detail.level, today()), messages.undo.rated(label))}
      ></gapwise-level-scale>
    </li>`;
  }

  async #ask(): Promise<void> {
    const { open, store } = this;
    if (!open || !store) return;
    const { learner, choices } = store.saved;
    const request = {
      today: dayFor(learner),
      role: this.forRole,
      ...(choices.balance && { balance: choices.balance }),
    };
    this.asked = await open.engine.questions(learner, request).catch(() => []);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-questions": GapwiseQuestions;
  }
}
