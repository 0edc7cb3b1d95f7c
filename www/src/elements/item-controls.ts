/** What a teacher can do with an item of the plan: the usual in a row, the rest behind "Change". */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alternative, PlanItem, ResourceView } from "../engine/index.js";
import type { ItemAction } from "../item-action.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { icons } from "./icons.js";
import { resourceLink, resourceMeta, resourceStyles } from "./resource-meta.js";

/** A resource that could stand in an item's place. */
export interface Option {
  alternative: Alternative;
  resource: ResourceView | undefined;
}

/** @fires act with an {@link ItemAction} */
@customElement("gapwise-item-controls")
export class GapwiseItemControls extends LitElement {
  static override styles = [
    baseStyles,
    resourceStyles,
    css`
      .panel {
        margin-top: 0.6rem;
        padding: 0.75rem;
        border-radius: 8px;
        background: var(--gw-sunken);
      }
      .panel > * + * {
        margin-top: 0.75rem;
      }
      .options {
        display: grid;
        gap: 0.6rem;
      }
      .option {
        padding: 0.6rem 0.8rem;
      }
      .option > * + * {
        margin-top: 0.3rem;
      }
      .cost {
        font-weight: 600;
      }
      h5 {
        margin: 0;
        font: inherit;
        font-weight: 600;
      }
      @container (max-width: 29.99rem) {
        .button {
          flex: 1 1 auto;
          padding-inline: 0.6rem;
        }
      }
      @container (max-width: 23.99rem) {
        .usual svg {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) item?: PlanItem;
  /** The weeks to which it can be moved. */
  @property({ attribute: false }) weeks: number[] = [];
  @property({ attribute: false }) publisher?: string;
  /** Asks for what could stand in its place. */
  @property({ attribute: false }) optionsFor?: (resource: string) => Promise<Option[] | undefined>;
  @state() private unfolded = false;
  @state() private swapping = false;
  @state() private options?: Option[];
  @state() private week = 0;
  #turn = 0;

  /** Puts the keyboard here. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector("button")?.focus(options));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("item") || !this.item) return;
    this.week = this.weeks.find((week) => week !== this.item?.week) ?? 0;
    if (this.swapping) void this.#load();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { item } = this;
    if (!item) return nothing;
    const { name } = item;
    return html`<div class="usual row" role="group" aria-label=${messages.playlist.actions(name)}>
        <button class="button" @click=${() => this.#act({ kind: "done" })}>${icons.check}${messages.playlist.done}</button>
        <button class="button" aria-pressed=${item.locked} @click=${() => this.#act({ kind: "lock" })}>
          ${icons.pin}${messages.playlist.lock}
        </button>
        <button class="button" @click=${() => this.#act({ kind: "skip" })}>${icons.skip}${messages.playlist.skip}</button>
        <button
          class="button quiet"
          aria-expanded=${this.unfolded}
          aria-label=${messages.item.moreFor(name)}
          @click=${() => {
            this.unfolded = !this.unfolded;
            if (!this.unfolded) this.swapping = false;
          }}
        >
          ${icons.more}${messages.item.more}
        </button>
      </div>
      ${this.unfolded ? this.#renderPanel(item) : nothing}`;
  }

  #renderPanel(item: PlanItem): TemplateResult {
    const { publisher } = this;
    return html`<div class="panel" role="group" aria-label=${messages.item.options(item.name)}>
      <div class="row">
        <button class="button" aria-expanded=${this.swapping} @click=${() => this.#swap()}>
          ${icons.swap}${messages.item.swap}
        </button>
        <button class="button" @click=${() => this.#act({ kind: "tooEasy" })}>${messages.item.tooEasy}</button>
        <button class="button" @click=${() => this.#act({ kind: "tooHard" })}>${messages.item.tooHard}</button>
        <button class="button" @click=${() => this.#act({ kind: "moreLikeThis" })}>${icons.plus}${messages.item.like}</button>
        ${
          publisher
            ? html`<button class="button" @click=${() => this.#act({ kind: "notPublisher", publisher })}>
                ${messages.item.notPublisher(publisher)}
              </button>`
            : nothing
        }
      </div>
      ${this.swapping ? this.#renderOptions() : nothing} ${this.#renderMove(item)}
    </div>`;
  }

  #renderMove(item: PlanItem): TemplateResult | typeof nothing {
    const weeks = this.weeks.filter((week) => week !== item.week);
    if (weeks.length === 0) return nothing;
    return html`<div class="row move">
      <span aria-hidden="true">${messages.item.moveTo}</span>
      <select
        class="field"
        aria-label=${messages.item.moveLabel(item.name)}
        @change=${(event: Event) => {
          this.week = Number((event.target as HTMLSelectElement).value);
        }}
      >
        ${weeks.map((week) => html`<option value=${week} ?selected=${week === this.week}>${messages.item.week(week)}</option>`)}
      </select>
      <button class="button" @click=${() => this.#act({ kind: "move", week: this.week })}>
        ${messages.item.move}
      </button>
    </div>`;
  }

  #renderOptions(): TemplateResult {
    const { options } = this;
    return html`<div aria-busy=${options === undefined} role="status">
      <h5>${messages.item.alternatives}</h5>
      ${options?.length === 0 ? html`<p>${messages.item.noAlternative}</p>` : nothing}
      <ul class="options">
        ${(options ?? []).map(
          ({ alternative, resource }) => html`<li class="option card">
            <p>${resourceLink(alternative.name, resource?.address)}</p>
            ${resourceMeta(resource ?? {}, undefined)}
            <p class="small">
              <span class="cost">${messages.item.costs(alternative.cost)}</span> ·
              ${messages.item.takes(alternative.minutes, alternative.moreMinutes)} ·
              ${messages.item.inWeek(alternative.week)}
            </p>
            <button
              class="button"
              aria-label=${messages.item.takeLabel(alternative.name)}
              @click=${() => this.#act({ kind: "swap", with: alternative })}
            >
              ${icons.swap}${messages.item.take}
            </button>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  #swap(): void {
    this.swapping = !this.swapping;
    if (this.swapping) void this.#load();
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn;
    this.options = undefined;
    const options = this.item && (await this.optionsFor?.(this.item.resource));
    if (turn === this.#turn) this.options = options ?? [];
  }

  #act(action: ItemAction): void {
    this.dispatchEvent(new CustomEvent<ItemAction>("act", { detail: action }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-item-controls": GapwiseItemControls;
  }
}
