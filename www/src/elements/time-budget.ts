/** How much time a teacher has, and what the plan may use. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Choices, MINUTES, WEEKS, withChoices } from "../choices.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { icons } from "./icons.js";
import { wishesSet } from "./plan-wishes.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

type Amount = "minutesPerWeek" | "weeks";
const LIMITS = { minutesPerWeek: MINUTES, weeks: WEEKS };
/** What the buttons beside the field add or take; a person who types may give any whole number. */
const STEPS = { minutesPerWeek: 15, weeks: 1 };

@customElement("gapwise-time-budget")
export class GapwiseTimeBudget extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .amounts {
        display: flex;
        flex-wrap: wrap;
        gap: 1rem 2rem;
      }
      .amount label {
        display: block;
        font-weight: 550;
        margin-bottom: 0.3rem;
      }
      .stepper {
        display: flex;
        width: fit-content;
        border: 1px solid var(--gw-control);
        border-radius: 8px;
        background: var(--gw-surface);
      }
      .stepper button {
        display: grid;
        place-items: center;
        width: 3rem;
        min-height: var(--gw-touch);
        border: 0;
        border-radius: 7px;
        background: none;
        color: var(--gw-accent);
        cursor: pointer;
      }
      .stepper button:hover {
        background: var(--gw-accent-soft);
      }
      .stepper button[disabled] {
        color: var(--gw-control);
        background: none;
        cursor: default;
      }
      .stepper input {
        width: 4.5rem;
        border: 0;
        border-inline: 1px solid var(--gw-line);
        background: none;
        text-align: center;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        appearance: textfield;
      }
      .stepper input::-webkit-inner-spin-button {
        appearance: none;
      }
      .only {
        margin-top: 1rem;
      }
      .only label {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-height: var(--gw-touch);
        width: fit-content;
        cursor: pointer;
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

  protected override render() {
    const store = this.store;
    if (!store) return nothing;
    const { choices } = store.saved;
    const minutes = this.fixedMinutes ?? choices.minutesPerWeek;
    const weeks = this.fixedWeeks ?? choices.weeks;
    return html`<div class="amounts">
        ${this.fixedMinutes === undefined ? this.#amount("minutesPerWeek", messages.setup.minutes, choices) : nothing}
        ${this.fixedWeeks === undefined ? this.#amount("weeks", messages.setup.weeks, choices) : nothing}
      </div>
      <p class="in-all muted">${messages.setup.inAll(minutes * weeks)}</p>
      <fieldset class="only">
        <legend class="muted">${messages.setup.only}</legend>
        ${this.#only("onlyFree", messages.setup.onlyFree, choices)}
        ${this.#only("onlyOffline", messages.setup.onlyOffline, choices)}
      </fieldset>
      <details class="more">
        <summary>
          ${messages.wishes.more}${wishesSet(choices) > 0 ? html`<span class="muted small">${messages.wishes.on(wishesSet(choices))}</span>` : nothing}
        </summary>
        <gapwise-plan-wishes .open=${this.open} .store=${store}></gapwise-plan-wishes>
      </details>`;
  }

  #amount(key: Amount, name: string, choices: Choices) {
    const { min, max } = LIMITS[key];
    const step = STEPS[key];
    const value = choices[key];
    return html`<div class="amount">
      <label for=${key}>${name}</label>
      <div class="stepper">
        <button aria-label=${messages.setup.less(name)} ?disabled=${value <= min} @click=${() => this.#set(key, value - step)}>
          ${icons.minus}
        </button>
        <input
          id=${key}
          type="number"
          inputmode="numeric"
          min=${min}
          max=${max}
          step="1"
          .value=${String(value)}
          @input=${(event: InputEvent) => this.#typed(key, event)}
          @change=${(event: Event) => {
            (event.target as HTMLInputElement).value = String(this.store?.saved.choices[key] ?? value);
          }}
        />
        <button aria-label=${messages.setup.more(name)} ?disabled=${value >= max} @click=${() => this.#set(key, value + step)}>
          ${icons.plus}
        </button>
      </div>
    </div>`;
  }

  #only(key: "onlyFree" | "onlyOffline", name: string, choices: Choices) {
    return html`<label>
      <input
        type="checkbox"
        .checked=${choices[key]}
        @change=${(event: Event) => {
          const { checked } = event.target as HTMLInputElement;
          this.store?.change((saved) => withChoices(saved, { [key]: checked }));
        }}
      />
      ${name}
    </label>`;
  }

  /** While a number is being typed, only one that is in range counts. */
  #typed(key: Amount, event: InputEvent): void {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    const { min, max } = LIMITS[key];
    if (Number.isInteger(value) && value >= min && value <= max) this.#set(key, value);
  }

  #set(key: Amount, value: number): void {
    const { min, max } = LIMITS[key];
    const within = Math.min(max, Math.max(min, Math.round(value)));
    this.store?.change((saved) => withChoices(saved, { [key]: within }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-time-budget": GapwiseTimeBudget;
  }
}
