/** How much time a teacher has, and what the plan may use. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Choices, withChoices } from "../choices.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { controlStyles } from "../styles/controls.js";
import { renderAmount } from "./amount-field.js";
import { renderTick } from "./form-parts.js";
import { wishesSet } from "./plan-wishes.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

@customElement("gapwise-time-budget")
export class GapwiseTimeBudget extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .only {
        margin-top: 1rem;
      }
      .more {
        margin-top: 0.25rem;
      }
      .more > summary {
        color: var(--gw-accent);
        width: fit-content;
      }
      .in-all {
        margin-top: 0.6rem;
      }
    `,
  ];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  /** Set by the host page: then the teacher is not asked. */
  @property({ attribute: false }) fixedMinutes?: number;
  @property({ attribute: false }) fixedWeeks?: number;

  protected override render(): TemplateResult | typeof nothing {
    const store = this.store;
    if (!store) return nothing;
    const { choices } = store.saved;
    const minutes = this.fixedMinutes ?? choices.minutesPerWeek;
    const weeks = this.fixedWeeks ?? choices.weeks;
    const set = (edit: Partial<Choices>) => store.change((saved) => withChoices(saved, edit));
    const { setup } = messages;
    return html`<div class="amounts">
        ${
          this.fixedMinutes === undefined
            ? renderAmount("minutesPerWeek", choices.minutesPerWeek, (minutesPerWeek) => set({ minutesPerWeek }))
            : nothing
        }
        ${this.fixedWeeks === undefined ? renderAmount("weeks", choices.weeks, (value) => set({ weeks: value })) : nothing}
      </div>
      <p class="in-all muted">${setup.inAll(minutes * weeks)}</p>
      <fieldset class="only">
        <legend class="muted">${setup.only}</legend>
        ${renderTick(setup.onlyFree, choices.onlyFree, (onlyFree) => set({ onlyFree }))}
        ${renderTick(setup.onlyOffline, choices.onlyOffline, (onlyOffline) => set({ onlyOffline }))}
      </fieldset>
      <details class="more">
        <summary>
          ${messages.wishes.more}${wishesSet(choices) > 0 ? html`<span class="muted small">${messages.wishes.on(wishesSet(choices))}</span>` : nothing}
        </summary>
        <gapwise-plan-wishes .open=${this.open} .store=${store}></gapwise-plan-wishes>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-time-budget": GapwiseTimeBudget;
  }
}
