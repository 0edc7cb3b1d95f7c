/** One rating: radio buttons for "don't know yet" and the levels of the map, in a row. */
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";

/** @fires rate with `{ level: number | undefined }` */
@customElement("gapwise-level-scale")
export class GapwiseLevelScale extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .scale {
        display: grid;
        grid-template-columns: repeat(var(--choices, 6), minmax(0, 1fr));
        border: 1px solid var(--gw-control);
        border-radius: 10px;
        background: var(--gw-surface);
        overflow: clip;
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: var(--gw-touch);
        cursor: pointer;
        font-variant-numeric: tabular-nums;
        font-weight: 550;
      }
      label + label {
        border-inline-start: 1px solid var(--gw-line);
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
      }
      label:hover {
        background: var(--gw-accent-soft);
      }
      label:has(:checked) {
        background: var(--gw-accent);
        color: var(--gw-on-accent);
      }
      label.unknown:has(:checked) {
        background: var(--gw-sunken);
        color: var(--gw-ink);
      }
      label:has(:focus-visible) {
        outline: 3px solid var(--gw-focus);
        outline-offset: -4px;
        border-radius: 10px;
        box-shadow: inset 0 0 0 6px var(--gw-surface);
      }
      label:has(:checked):has(:focus-visible) {
        color: var(--gw-ink);
        background: var(--gw-surface);
        outline-color: var(--gw-accent);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        margin-top: 0.2rem;
        font-size: 0.85rem;
        color: var(--gw-muted);
      }
      .chosen {
        color: var(--gw-accent);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  /** What is rated; the name of the radio group. */
  @property({ attribute: false }) label = "";
  /** The names of the levels, from 0. */
  @property({ attribute: false }) levels: string[] = [];
  @property({ attribute: false }) value?: number;

  protected override render() {
    const chosen = this.value === undefined ? undefined : Math.round(this.value);
    return html`<div class="scale" role="radiogroup" aria-label=${this.label} part="scale">
        ${this.#choice(undefined, messages.setup.unknown, chosen)}
        ${this.levels.map((name, level) => this.#choice(level, name, chosen))}
      </div>
      <div class="ends" aria-hidden="true">
        ${
          chosen === undefined
            ? html`<span>${messages.setup.unknown}</span><span>${this.levels.at(-1)}</span>`
            : html`<span class="chosen">${chosen} – ${this.levels[chosen]}</span>`
        }
      </div>`;
  }

  #choice(level: number | undefined, name: string, chosen: number | undefined) {
    return html`<label class=${level === undefined ? "unknown" : ""} title=${name}>
      <input
        type="radio"
        name="level"
        .checked=${level === chosen}
        aria-label=${level === undefined ? name : `${level}, ${name}`}
        @change=${() => this.dispatchEvent(new CustomEvent("rate", { detail: { level } }))}
      />
      <span aria-hidden="true">${level ?? messages.setup.unknownShort}</span>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-level-scale": GapwiseLevelScale;
  }
}
