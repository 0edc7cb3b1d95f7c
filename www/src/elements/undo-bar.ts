/** Offers to take the latest change back. Stays until it is used or dismissed: nobody has to hurry. */
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import type { Undoing } from "../undoing.js";
import { icons } from "./icons.js";

@customElement("gapwise-undo-bar")
export class GapwiseUndoBar extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: sticky;
        inset-block-end: 0.75rem;
        z-index: 5;
        container-type: normal;
        pointer-events: none;
      }
      .bar {
        pointer-events: auto;
        width: fit-content;
        max-width: calc(100% - 1.5rem);
        margin: 0.75rem auto;
        padding: 0.35rem 0.4rem 0.35rem 1rem;
        display: flex;
        align-items: center;
        gap: 0.5rem;
        border-radius: 12px;
        background: light-dark(#1b2430, #ebe8e1);
        color: light-dark(#ffffff, #12161b);
        box-shadow: 0 6px 24px rgb(0 0 0 / 0.25);
      }
      .text {
        min-width: 0;
        line-height: 1.3;
      }
      .effect {
        display: block;
        font-size: var(--gw-small);
        opacity: 0.85;
      }
      .what {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        line-height: 1.3;
      }
      button.button {
        background: none;
        border-color: transparent;
        color: inherit;
        --gw-focus: light-dark(#ffd76a, #0b5c66);
      }
      button.button:hover {
        border-color: currentColor;
        background: none;
      }
      .undo {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      @media (max-width: 30rem) {
        button.button {
          padding-inline: 0.5rem;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) store?: Undoing;
  @state() private latest?: string;
  @state() private effect = "";
  @state() private said = "";

  #heard?: Undoing;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#onKey);
    this.#listen(undefined);
  }

  protected override willUpdate(): void {
    if (this.#heard !== this.store) this.#listen(this.store);
  }

  #listen(store: Undoing | undefined): void {
    this.#heard?.removeEventListener("undoable", this.#onUndoable);
    this.#heard?.removeEventListener("effect", this.#onEffect);
    this.#heard = store;
    store?.addEventListener("undoable", this.#onUndoable);
    store?.addEventListener("effect", this.#onEffect);
  }

  protected override render() {
    return html`<div role="status">
      ${
        this.latest
          ? html`<div class="bar" part="undo">
              <span class="text"
                ><span class="what">${this.latest}</span>
                ${this.effect ? html`<span class="effect" aria-hidden="true">${this.effect}</span>` : nothing}</span
              >
              <button class="button undo" @click=${this.#undo}>${icons.undo}${messages.undo.undo}</button>
              <button class="button" aria-label=${messages.undo.dismiss} @click=${this.#dismiss}>${icons.cross}</button>
            </div>`
          : html`<span class="visually-hidden">${this.said}</span>${nothing}`
      }
    </div>`;
  }

  readonly #onUndoable = (): void => {
    this.latest = this.store?.undoable?.what;
    this.effect = "";
  };

  /** The playlist tells it to those who listen. */
  readonly #onEffect = (): void => {
    this.effect = this.store?.effect ?? "";
  };

  readonly #undo = (): void => {
    const what = this.store?.undo();
    this.latest = undefined;
    if (what !== undefined) this.said = messages.undo.undone(what);
  };

  readonly #dismiss = (): void => {
    this.store?.forgetUndo();
    this.said = "";
  };

  /** Ctrl+Z or ⌘Z, but where text is being written it belongs to the text, and in a view that is hidden to nobody. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.getClientRects().length === 0) return;
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || !this.latest) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement && !["radio", "checkbox"].includes(target.type)) return;
    event.preventDefault();
    this.#undo();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-undo-bar": GapwiseUndoBar;
  }
}
