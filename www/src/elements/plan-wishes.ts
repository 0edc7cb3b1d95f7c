/** What the plan may use beyond time and cost, and what it should be like. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { type Choices, newChoices, USUAL_MIX, withChoices } from "../choices.js";
import type { ContentRole, FacetCount } from "../engine/index.js";
import type { LearnerStore } from "../learner-store.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { controlStyles } from "../styles/controls.js";
import { languageName } from "./facets.js";
import { renderSelect, renderSlider, renderTick } from "./form-parts.js";
import { icons } from "./icons.js";
import type { OpenPack } from "./shared-pack.js";
import { StoreController } from "./store-controller.js";

const ROLES: ContentRole[] = ["insight", "goal", "technique", "practice"];
const IN_A_ROW = [1, 2, 3, 4, 5];
const REVIEW_MINUTES = [0, 5, 10, 15, 20, 30];

/** How many of these wishes are set. */
export function wishesSet(choices: Choices): number {
  const usual = newChoices();
  const { languages, notPublishers, maxInRow, reviewMinutes, fill, mix } = choices;
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    languages.length > 0,
    notPublishers.length > 0,
    maxInRow !== undefined,
    reviewMinutes !== usual.reviewMinutes,
    fill === true,
    differs(mix, usual.mix),
  ].filter(Boolean).length;
}

@customElement("gapwise-plan-wishes")
export class GapwisePlanWishes extends LitElement {
  static override styles = [baseStyles, controlStyles];

  @property({ attribute: false }) open?: OpenPack;
  @property({ attribute: false }) store?: LearnerStore;
  protected readonly redraw = new StoreController(this);
  @state() private languages: FacetCount[] = [];
  @state() private publishers: FacetCount[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("open") && this.open) void this.#load(this.open);
  }

  async #load({ engine }: OpenPack): Promise<void> {
    const found = await engine.search({ facets: ["language", "publisher"], limit: 0 }).catch(() => undefined);
    this.languages = found?.facets.language ?? [];
    const byName = (a: FacetCount, b: FacetCount) => a.label.localeCompare(b.label);
    this.publishers = [...(found?.facets.publisher ?? [])].sort(byName);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const { choices } = store.saved;
    const { wishes } = messages;
    return html`${this.#renderLanguages(choices)} ${this.#renderPublishers(choices)}
      <div class="block entries">
        ${renderSelect(
          wishes.inRow,
          ["", ...IN_A_ROW.map(String)].map((value) => [
            value,
            value === "" ? wishes.any : wishes.atMost(Number(value)),
          ]),
          String(choices.maxInRow ?? ""),
          (value) => this.#wish({ maxInRow: value === "" ? undefined : Number(value) }),
        )}
        ${renderSelect(
          wishes.review,
          REVIEW_MINUTES.map((minutes) => [
            String(minutes),
            minutes === 0 ? wishes.noReview : messages.duration(minutes),
          ]),
          String(choices.reviewMinutes),
          (value) => this.#wish({ reviewMinutes: Number(value) }),
        )}
      </div>
      <div class="block">
        ${renderTick(wishes.fill, choices.fill === true, (on) => this.#wish({ fill: on || undefined }))}
      </div>
      ${this.#renderMix(choices, store)}`;
  }

  #renderLanguages({ languages }: Choices): TemplateResult | typeof nothing {
    if (this.languages.length < 2 && languages.length === 0) return nothing;
    const values = [...new Set([...this.languages.map(({ value }) => value), ...languages])];
    return html`<fieldset class="block">
      <legend>${messages.wishes.languages}</legend>
      ${values.map((value) => {
        const others = languages.filter((other) => other !== value);
        return renderTick(languageName(value), languages.includes(value), (on) =>
          this.#wish({ languages: on ? [...others, value] : others }),
        );
      })}
    </fieldset>`;
  }

  #renderPublishers({ notPublishers }: Choices): TemplateResult {
    const { wishes, undoPlan } = messages;
    const others = this.publishers.filter(({ value }) => !notPublishers.includes(value));
    return html`<div class="block">
      <label class="entry">
        <span>${wishes.publishers}</span>
        <select
          class="field"
          @change=${(event: Event) => {
            const select = event.target as HTMLSelectElement;
            const { value } = select;
            select.value = "";
            if (value !== "") this.#wish({ notPublishers: [...notPublishers, value] }, undoPlan.publisherOut(value));
          }}
        >
          <option value="" selected>${wishes.addPublisher}</option>
          ${others.map(({ value, label, count }) => html`<option value=${value}>${label} (${count})</option>`)}
        </select>
      </label>
      ${
        notPublishers.length > 0
          ? html`<ul class="row">
              ${notPublishers.map(
                (name) => html`<li>
                  <button
                    class="button"
                    aria-label=${wishes.allow(name)}
                    @click=${() =>
                      this.#wish(
                        { notPublishers: notPublishers.filter((other) => other !== name) },
                        undoPlan.publisherBack(name),
                      )}
                  >
                    <bdi>${name}</bdi>${icons.cross}
                  </button>
                </li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderMix({ mix }: Choices, store: LearnerStore): TemplateResult {
    const { wishes } = messages;
    const usual = ROLES.every((role) => mix[role] === 1);
    return html`<fieldset class="block">
      <legend>${wishes.mix}</legend>
      <p class="small muted">${wishes.mixText}</p>
      <div class="rows">
        ${ROLES.map((role) =>
          renderSlider({
            name: messages.contentRoles[role],
            max: 2,
            step: 0.25,
            value: mix[role],
            spoken: wishes.amount(mix[role]),
            shown: wishes.amount(mix[role]),
            drag: (value) =>
              store.adjust((saved) => withChoices(saved, { mix: { ...store.saved.choices.mix, [role]: value } })),
            settle: () => store.settle(messages.undoPlan.wish),
          }),
        )}
      </div>
      ${
        usual
          ? nothing
          : html`<button class="button quiet" @click=${() => this.#wish({ mix: USUAL_MIX })}>
              ${icons.undo}${wishes.reset}
            </button>`
      }
    </fieldset>`;
  }

  #wish(choices: Partial<Choices>, what: string = messages.undoPlan.wish): void {
    this.store?.change((saved) => withChoices(saved, choices), what);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-plan-wishes": GapwisePlanWishes;
  }
}
