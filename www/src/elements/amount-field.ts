/** A whole number with a button below and above it; a person who types may give any in the range. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { TIME } from "../choices.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { icons } from "./icons.js";

/** @fires amount with the number, as an event's detail */
@customElement("gapwise-amount-field")
export class GapwiseAmountField extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        container-type: normal;
      }
      label {
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
      button {
        display: grid;
        place-items: center;
        width: 3rem;
        min-height: calc(var(--gw-touch) - 2px);
        border: 0;
        border-radius: 7px;
        background: none;
        color: var(--gw-accent);
        cursor: pointer;
      }
      button:hover {
        background: var(--gw-accent-soft);
      }
      button[disabled] {
        color: var(--gw-control);
        background: none;
        cursor: default;
      }
      input {
        width: 4.5rem;
        border: 0;
        border-inline: 1px solid var(--gw-line);
        background: none;
        text-align: center;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        appearance: textfield;
      }
      input::-webkit-inner-spin-button {
        appearance: none;
      }
    `,
  ];

  @property({ attribute: false }) name = "";
  @property({ attribute: false }) value = 0;
  @property({ attribute: false }) limits = { min: 0, max: 100 };
  /** What a button adds or takes. */
  @property({ attribute: false }) step = 1;

  protected override render() {
    const { name, value, step } = this;
    const { min, max } = this.limits;
    return html`<label for="amount">${name}</label>
      <div class="stepper">
        <button aria-label=${messages.setup.less(name)} ?disabled=${value <= min} @click=${() => this.#set(value - step)}>
          ${icons.minus}
        </button>
        <input
          id="amount"
          type="number"
          inputmode="numeric"
          min=${min}
          max=${max}
          step="1"
          .value=${String(value)}
          @input=${(event: InputEvent) => this.#typed((event.target as HTMLInputElement).valueAsNumber)}
          @change=${(event: Event) => {
            (event.target as HTMLInputElement).value = String(this.value);
          }}
        />
        <button aria-label=${messages.setup.more(name)} ?disabled=${value >= max} @click=${() => this.#set(value + step)}>
          ${icons.plus}
        </button>
      </div>`;
  }

  /** While a number is being typed, only one that is in range counts. */
  #typed(value: number): void {
    const { min, max } = this.limits;
    if (Number.isInteger(value) && value >= min && value <= max) this.#set(value);
  }

  #set(value: number): void {
    const { min, max } = this.limits;
    this.value = Math.min(max, Math.max(min, Math.round(value)));
    this.dispatchEvent(new CustomEvent<number>("amount", { detail: this.value }));
  }
}

/** The field for the minutes of a week or for the weeks. */
export function renderAmount(what: keyof typeof TIME, value: number, set: (value: number) => void): TemplateResult {
  const { button, ...limits } = TIME[what];
  return html`<gapwise-amount-field
    .name=${messages.setup[what]}
    .value=${value}
    .limits=${limits}
    .step=${button}
    @amount=${(event: CustomEvent<number>) => set(event.detail)}
  ></gapwise-amount-field>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-amount-field": GapwiseAmountField;
  }
}
