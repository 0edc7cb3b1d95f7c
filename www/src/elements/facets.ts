/** The filters of the search: each facet a group of checkboxes with counts. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { CompetencyIndex } from "../competency-index.js";
import type { FacetCount, RoleInfo } from "../engine/index.js";
import { messages } from "../messages.js";
import { baseStyles } from "../styles/base.js";
import { licenceName } from "./resource-meta.js";

export type Filters = Record<string, string[]>;
type FacetName = keyof typeof messages.search.facets;

const ORDER = Object.keys(messages.search.facets) as FacetName[];
/** The facets that are unfolded to begin with. */
const UNFOLDED = new Set<FacetName>(["competency", "minutes", "kind"]);
/** How many values a facet shows before "show all". */
const SHORT = 6;

/** @fires filter with `{ filters }` */
@customElement("gapwise-facets")
export class GapwiseFacets extends LitElement {
  static override styles = [
    baseStyles,
    css`
      details {
        border-bottom: 1px solid var(--gw-line);
      }
      summary {
        font-weight: 600;
      }
      fieldset {
        padding-bottom: 0.75rem;
      }
      label {
        display: flex;
        align-items: flex-start;
        gap: 0.6rem;
        padding: 0.4rem 0.25rem;
        border-radius: 6px;
        line-height: 1.35;
        cursor: pointer;
      }
      label:hover {
        background: var(--gw-accent-soft);
      }
      label.inner {
        padding-inline-start: 1.6rem;
      }
      .value {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .count {
        color: var(--gw-muted);
        font-variant-numeric: tabular-nums;
      }
      .on {
        margin-inline-start: auto;
        padding: 0 0.5rem;
        border-radius: 999px;
        background: var(--gw-accent);
        color: var(--gw-on-accent);
        font-size: 0.8rem;
      }
      .button {
        padding-inline: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) counts: Record<string, FacetCount[]> = {};
  @property({ attribute: false }) filters: Filters = {};
  @property({ attribute: false }) competencies?: CompetencyIndex;
  @property({ attribute: false }) roles: RoleInfo[] = [];
  @state() private whole = new Set<string>();

  protected override render() {
    return ORDER.map((facet) => this.#renderFacet(facet));
  }

  #renderFacet(facet: FacetName): TemplateResult | typeof nothing {
    const chosen = this.filters[facet] ?? [];
    const values = this.#values(facet, chosen);
    if (values.length === 0 || (values.length === 1 && chosen.length === 0 && facet !== "competency")) return nothing;
    const all = this.whole.has(facet);
    const shown = all ? values : values.filter((value, index) => index < SHORT || chosen.includes(value.value));
    return html`<details ?open=${UNFOLDED.has(facet)}>
      <summary>
        ${messages.search.facets[facet]}
        ${chosen.length > 0 ? html`<span class="on" aria-hidden="true">${chosen.length}</span>` : nothing}
      </summary>
      <fieldset>
        <legend class="visually-hidden">${messages.search.facets[facet]}</legend>
        ${shown.map((value) => this.#renderValue(facet, value, chosen))}
        ${
          values.length > shown.length || (all && values.length > SHORT)
            ? html`<button class="button quiet small" aria-expanded=${all} @click=${() => this.#unfold(facet)}>
                ${all ? messages.search.fewerValues : messages.search.allValues(values.length)}
              </button>`
            : nothing
        }
      </fieldset>
    </details>`;
  }

  #renderValue(facet: FacetName, { value, label, count }: FacetCount, chosen: string[]): TemplateResult {
    const inner = facet === "competency" && this.competencies?.get(value)?.leaf === true;
    return html`<label class=${inner ? "inner" : ""}>
      <input
        type="checkbox"
        .checked=${chosen.includes(value)}
        @change=${(event: Event) => this.#choose(facet, value, (event.target as HTMLInputElement).checked)}
      />
      <span class="value"><bdi>${this.#name(facet, value, label)}</bdi></span>
      <span class="count">${count}</span>
    </label>`;
  }

  /** The values to show; one that is chosen stays although nothing matches it any more. */
  #values(facet: FacetName, chosen: string[]): FacetCount[] {
    const counted = this.counts[facet] ?? [];
    const lost = chosen
      .filter((value) => !counted.some((entry) => entry.value === value))
      .map((value) => ({ value, label: this.competencies?.label(value) ?? value, count: 0 }));
    const values = [...counted, ...lost];
    const { competencies } = this;
    if (facet === "competency" && competencies) return this.#inMapOrder(values, competencies, chosen);
    if (facet === "minutes" || facet === "level") {
      const place = ["0-15", "16-30", "31-60", "61-180", "181+"];
      const key = (value: string) => (facet === "level" ? Number(value) : place.indexOf(value));
      return values.sort((a, b) => key(a.value) - key(b.value));
    }
    return values;
  }

  /** Standards, and the parts of those that are chosen or fully shown. */
  #inMapOrder(values: FacetCount[], competencies: CompetencyIndex, chosen: string[]): FacetCount[] {
    const all = this.whole.has("competency");
    return values
      .filter(({ value }) => {
        const item = competencies.get(value);
        if (!item || (item.parent === undefined && !item.leaf)) return false;
        if (!item.leaf) return true;
        const { parent } = item;
        if (all || parent === undefined || chosen.includes(parent)) return true;
        return chosen.some((code) => competencies.get(code)?.parent === parent);
      })
      .sort((a, b) => competencies.place(a.value) - competencies.place(b.value));
  }

  #name(facet: FacetName, value: string, label: string): string {
    const fixed = messages.search.values[facet]?.[value];
    if (fixed !== undefined) return fixed;
    if (facet === "kind") return messages.kinds(label);
    if (facet === "contentRole") return messages.contentRoles[value as keyof typeof messages.contentRoles] ?? label;
    if (facet === "level") return `${value} ${this.competencies?.map.levels[Number(value)] ?? ""}`;
    if (facet === "license") return licenceName(label);
    if (facet === "language") return languageName(value);
    if (facet === "audience") return this.roles.find((role) => role.id === value)?.title ?? messages.kinds(label);
    return label;
  }

  #unfold(facet: string): void {
    const next = new Set(this.whole);
    if (!next.delete(facet)) next.add(facet);
    this.whole = next;
  }

  #choose(facet: string, value: string, on: boolean): void {
    const others = (this.filters[facet] ?? []).filter((entry) => entry !== value);
    const filters = { ...this.filters, [facet]: on ? [...others, value] : others };
    if (filters[facet]?.length === 0) delete filters[facet];
    this.dispatchEvent(new CustomEvent("filter", { detail: { filters } }));
  }
}

/** `fr` → `French`; a code that the browser does not know stays. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "gapwise-facets": GapwiseFacets;
  }
}
